package veil

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
)

// The first block of a database: SQLite's is the same in every one, ours is a sign
// and a random salt.
const (
	plainSign  = "SQLite format 3\x00"
	veiledSign = "tramveil"
	saltSize   = blockSize - len(veiledSign)
)

// KeySize is the length of a key in bytes.
const KeySize = 32

// What each file's key is for.
const (
	forDatabase = "tram veil 1 database"
	forLog      = "tram veil 1 log"
	forJournal  = "tram veil 1 journal"
)

func newHead() []byte {
	head := append([]byte(veiledSign), make([]byte, saltSize)...)
	rand.Read(head[len(veiledSign):])
	return head
}

func isVeiled(head []byte) bool { return bytes.HasPrefix(head, []byte(veiledSign)) }

// derived is the cipher of one file of a database that begins with head.
func derived(key, head []byte, purpose string) (*sectors, error) {
	k, err := hkdf.Key(sha256.New, key, head, purpose, xtsKeySize)
	if err != nil {
		return nil, err
	}
	defer clear(k)
	return newSectors(k)
}

// unkept is a cipher whose key goes with the process.
func unkept() (*sectors, error) {
	k := make([]byte, xtsKeySize)
	defer clear(k)
	rand.Read(k)
	return newSectors(k)
}

// fits tells whether a cipher reads the second block of a database: size of a page,
// and bytes that are the same in every database.
func fits(x *sectors, second []byte) bool {
	var plain [blockSize]byte
	x.decrypt(plain[:], second[:blockSize], 0, 1)
	const pageSize, fractions = 0, 5
	return bytes.Equal(plain[pageSize:pageSize+2], []byte{sectorSize >> 8, sectorSize & 0xff}) &&
		bytes.Equal(plain[fractions:fractions+3], []byte{64, 32, 32})
}
