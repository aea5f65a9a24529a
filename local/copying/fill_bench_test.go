package copying_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/vault"
)

// BenchmarkFill takes 400 files of 400 KB back from a folder, each proven and on the disk for
// good.
func BenchmarkFill(b *testing.B) {
	const many, size = 400, 400 << 10
	of := newBureau(b)
	for i := range many {
		d, err := of.vault.Keep(bytes.Repeat([]byte{byte(i), byte(i >> 8), 1}, size/3))
		if err != nil {
			b.Fatal(err)
		}
		of.save(office.Conversion{State: office.Draft, Direction: office.DataToPaper, FromMessage: office.FromMessage{Message: &office.DataMessage{File: d}}})
	}
	target := copying.NewFolder(b.TempDir())
	of.round(of.copier(target))
	c, err := copying.Read(b.Context(), target, of.id, copying.Wish{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(many * size)
	for b.Loop() {
		v, err := vault.Open(filepath.Join(b.TempDir(), "vault"), of.id)
		if err != nil {
			b.Fatal(err)
		}
		if done, err := c.Fill(b.Context(), v, false, nil); err != nil || done.Files != many {
			b.Fatal(done, err)
		}
	}
}
