package veil

import "testing"

// BenchmarkATag makes the tag of a page, as each page that is read from the disk or written
// there costs beside its encryption.
func BenchmarkATag(b *testing.B) {
	t, err := newTags(b.TempDir(), key, newHead())
	if err != nil {
		b.Fatal(err)
	}
	page := make([]byte, sectorSize)
	b.SetBytes(sectorSize)
	for b.Loop() {
		t.entry(1, page)
	}
}
