package vault

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"os"
	"slices"
	"testing"
)

// A hundred pages of 300 dpi weigh 41 MB.
const hundredPages = 41 << 20

// BenchmarkSealing41MB files 41 MB in writes of 64 KiB, on the disk for good,
// beside what its parts cost alone.
func BenchmarkSealing41MB(b *testing.B) {
	plain := noise(hundredPages, 1)
	id := identity(b)
	b.Run("hash alone", func(b *testing.B) {
		b.SetBytes(hundredPages)
		for b.Loop() {
			sha256.Sum256(plain)
		}
	})
	b.Run("seal alone", func(b *testing.B) {
		b.SetBytes(hundredPages)
		for b.Loop() {
			w, err := id.Seal(io.Discard)
			if err != nil {
				b.Fatal(err)
			}
			w.Write(plain)
			w.Close()
		}
	})
	b.Run("write and sync alone", func(b *testing.B) {
		b.SetBytes(hundredPages)
		f, err := os.Create(b.TempDir() + "/x")
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		for b.Loop() {
			f.Truncate(0)
			f.Seek(0, io.SeekStart)
			f.Write(plain)
			f.Sync()
		}
	})
	b.Run("vault", func(b *testing.B) {
		v := openAs(b, b.TempDir(), id)
		b.SetBytes(hundredPages)
		b.ReportAllocs()
		for n := uint64(0); b.Loop(); n++ {
			binary.LittleEndian.PutUint64(plain, n)
			f, err := v.Create()
			if err != nil {
				b.Fatal(err)
			}
			for piece := range slices.Chunk(plain, 64<<10) {
				f.Write(piece)
			}
			d, _, err := f.Commit()
			if err != nil {
				b.Fatal(err)
			}
			path, _ := v.path(d)
			b.StopTimer()
			os.Remove(path)
			b.StartTimer()
		}
	})
}

func BenchmarkChecking41MB(b *testing.B) {
	v := open(b, b.TempDir())
	d := put(b, v, noise(hundredPages, 1))
	b.SetBytes(hundredPages)
	b.ReportAllocs()
	for b.Loop() {
		if err := v.Check(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFilingAPage files 400 KB, as each captured page is.
func BenchmarkFilingAPage(b *testing.B) {
	v := open(b, b.TempDir())
	plain := noise(400<<10, 1)
	b.ReportAllocs()
	for n := uint64(0); b.Loop(); n++ {
		binary.LittleEndian.PutUint64(plain, n)
		put(b, v, plain)
	}
}
