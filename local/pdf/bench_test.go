package pdf

import (
	"context"
	"errors"
	"io"
	"testing"

	"tram/local/office"
)

// BenchmarkWrite100Pages writes 100 JPEG pages of about 410 KB, 41 MB in all,
// with a mark on the first.
func BenchmarkWrite100Pages(b *testing.B) {
	file := jpegOf(b, grain(1500, 2130, 1), 200)
	leaf := leafOf(b, file, 200, 1)
	b.SetBytes(100 * int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		w := NewWriter(io.Discard, about)
		for range 100 {
			if _, err := w.Page(context.Background(), leaf); err != nil {
				b.Fatal(err)
			}
		}
		if err := errors.Join(w.Mark(0, words(), office.Spot{}), w.Close()); err != nil {
			b.Fatal(err)
		}
	}
}
