package sheet

import (
	"bytes"
	"testing"

	"tram/local/office"
)

// BenchmarkThousandTextPages makes the print copy of 1,000 pages of text.
func BenchmarkThousandTextPages(b *testing.B) {
	leaves := make([]leaf, 1000)
	for i := range leaves {
		leaves[i] = full
	}
	file, o := document(b, leaves...), order(b, office.Plain)
	for b.Loop() {
		if _, err := Make(b.Context(), bytes.NewReader(file), int64(len(file)), o, nil); err != nil {
			b.Fatal(err)
		}
	}
}
