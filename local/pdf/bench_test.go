package pdf

import (
	"bytes"
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

// BenchmarkDissect100Pages reads such a file back and hashes its streams.
func BenchmarkDissect100Pages(b *testing.B) {
	leaf := leafOf(b, jpegOf(b, grain(1500, 2130, 1), 200), 200, 1)
	var out bytes.Buffer
	w := NewWriter(&out, about)
	for range 100 {
		if _, err := w.Page(context.Background(), leaf); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(w.Mark(0, words(), office.Spot{}), w.Close()); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(out.Len()))
	for b.Loop() {
		if _, err := dissect(out.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
