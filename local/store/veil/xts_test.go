package veil

import (
	"bytes"
	"crypto/aes"
	"testing"

	"golang.org/x/crypto/xts"
	"pgregory.net/rapid"
)

func TestASectorIsEncryptedAsTheStandardSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key, plain := drawn(t, "key", xtsKeySize), drawn(t, "plain", sectorSize)
		sector := rapid.Uint64().Draw(t, "sector")
		standard, err := xts.NewCipher(aes.NewCipher, key)
		if err != nil {
			t.Fatal(err)
		}
		want, got := make([]byte, sectorSize), make([]byte, sectorSize)
		standard.Encrypt(want, plain, sector)
		ours, err := newSectors(key)
		if err != nil {
			t.Fatal(err)
		}
		ours.encrypt(got, plain, sector, 0)
		if !bytes.Equal(got, want) {
			t.Fatal("other bytes than the standard's")
		}
		from := rapid.IntRange(0, sectorSize/blockSize-1).Draw(t, "from")
		to := rapid.IntRange(from, sectorSize/blockSize).Draw(t, "to")
		ours.decrypt(got[from*blockSize:to*blockSize], got[from*blockSize:to*blockSize], sector, from)
		if !bytes.Equal(got[from*blockSize:to*blockSize], plain[from*blockSize:to*blockSize]) {
			t.Fatal("a part of a sector does not come back by itself")
		}
	})
}

func drawn(t *rapid.T, name string, n int) []byte {
	b := make([]byte, n)
	seed := rapid.Uint64().Draw(t, name)
	for i := range b {
		seed = seed*6364136223846793005 + 1442695040888963407
		b[i] = byte(seed >> 56)
	}
	return b
}

func BenchmarkPage(b *testing.B) {
	x, err := unkept()
	if err != nil {
		b.Fatal(err)
	}
	page := make([]byte, sectorSize)
	for name, turn := range map[string]func(dst, src []byte, sector uint64, first int){"write": x.encrypt, "read": x.decrypt} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(sectorSize)
			for b.Loop() {
				turn(page, page, 7, 0)
			}
		})
	}
}
