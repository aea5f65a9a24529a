package pdf

import (
	"bytes"
	"context"
	"testing"

	"tram/local/pdf/cos"
)

// FuzzGlance feeds anything to the reader of looks. It may say what it likes,
// but it comes to an end.
func FuzzGlance(f *testing.F) {
	file := victim(f)
	opened, err := cos.Open(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		f.Fatal(err)
	}
	page, err := opened.Dict(cos.Ref{Num: attackedPage})
	if err != nil {
		f.Fatal(err)
	}
	resources, err := opened.Dict(page.Get("Resources"))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"q 1 0 0 1 0 0 cm /F1 9 Tf (x) Tj Q", "/Later Do", "1 g 0 0 9 9 re f", "9 w 0 0 m 1 1 l S", "BI /W 1 ID x EI", "/G gs 0 0 0 1 k [(a) 3] TJ", "[[[", "<<", "(", "cm w gs Tf Do rg"} {
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, content []byte, signature bool) {
		g := glance{f: opened, signature: signature}
		if _, err := g.run(content, resources, brush{width: 1, scale: 1}, 0); err != nil {
			t.Fatal(err)
		}
	})
}
