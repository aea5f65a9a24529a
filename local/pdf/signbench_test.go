package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"testing"

	"tram/local/office"
)

// hundredPages is a file of 100 JPEG pages, about 41 MB.
func hundredPages(b *testing.B) []byte {
	b.Helper()
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
	return out.Bytes()
}

// BenchmarkHash100Pages is what signing is measured by.
func BenchmarkHash100Pages(b *testing.B) {
	file := hundredPages(b)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		h := sha256.New()
		if _, err := io.Copy(h, bytes.NewReader(file)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSign100Pages prepares and hashes, all of signing but the key.
func BenchmarkSign100Pages(b *testing.B) {
	file := hundredPages(b)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		r := bytes.NewReader(file)
		inc, err := PrepareSignature(context.Background(), r, r.Size(), fieldOfTests)
		if err != nil {
			b.Fatal(err)
		}
		if err := inc.Digest(context.Background(), r, r.Size(), sha256.New()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(inc.Bytes)), "growth/op")
	}
}

// BenchmarkVerify100Pages reads the signatures of a file that was signed twice
// and hashes what the first covers.
func BenchmarkVerify100Pages(b *testing.B) {
	file := signed(b, signed(b, hundredPages(b), fieldOfTests), fieldOfTests)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		r := bytes.NewReader(file)
		all, err := Signatures(context.Background(), r, r.Size())
		if err != nil {
			b.Fatal(err)
		}
		if err := all[0].Digest(context.Background(), r, sha256.New()); err != nil {
			b.Fatal(err)
		}
	}
}
