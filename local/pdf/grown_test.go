package pdf

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func TestAGrownFileReadsAsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file, more := rapid.SliceOfN(rapid.Byte(), 0, 100).Draw(t, "file"), rapid.SliceOfN(rapid.Byte(), 0, 100).Draw(t, "more")
		g := Grown{bytes.NewReader(file), int64(len(file)), more}
		if err := iotest.TestReader(io.NewSectionReader(g, 0, g.Size()), append(bytes.Clone(file), more...)); err != nil {
			t.Fatal(err)
		}
		if n, err := g.ReadAt(make([]byte, 3), g.Size()+5); n != 0 || err != io.EOF {
			t.Fatalf("behind the end: %d, %v", n, err)
		}
	})
}
