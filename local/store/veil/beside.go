package veil

import (
	"crypto/hmac"

	lib "modernc.org/sqlite/lib"

	"tram/local/whole"
)

// The head of a database lies in its file of tags, too. Where that in the database rotted, no key
// fits any more, and nothing tells a bit that flipped from another office's key: but a page that
// is, under the key and the head beside, what its tag says.

// mostHeld is how many pages are held against their tags at most to tell that.
const mostHeld = 64

// Rotted tells whether the head of the database at a path is not what was written there, while
// the key is the right one. What lies in no file of tags cannot be told.
func Rotted(path string, key []byte) bool {
	r, err := openRaw(path)
	if err != nil {
		return false
	}
	defer r.close()
	_, is := headBeside(r, path, key)
	return is
}

// headBeside is the head that the tags of a database begin with; false: a key and that head do not
// open it.
func headBeside(d below, path string, key []byte) (head []byte, is bool) {
	f, err := whole.Open(TagsOf(path))
	if err != nil {
		return nil, false
	}
	head = make([]byte, blockSize)
	_, err = f.ReadAt(head, 0)
	_ = f.Close() // it was only read
	if err != nil || !isVeiled(head) {
		return nil, false
	}
	x, err := derived(key, head, forDatabase)
	if err != nil {
		return nil, false
	}
	t, err := newTags(path, key, head)
	if err != nil {
		return nil, false
	}
	defer t.close()
	return head, t.holdsOne(d, x)
}

// holdsOne tells whether a page after the first is what its tag says.
func (t *tags) holdsOne(d below, x *sectors) bool {
	size, rc := d.size()
	if rc != lib.SQLITE_OK {
		return false
	}
	page, e := make([]byte, sectorSize), make([]byte, entrySize)
	for n := uint64(1); n <= mostHeld && int64(n+1)*sectorSize <= size; n++ {
		if !t.read(n, e) || !isKnown(e) || d.readAt(page, int64(n)*sectorSize) != lib.SQLITE_OK {
			continue
		}
		if x.decrypt(page, page, n, 0); hmac.Equal(t.entry(n, page), e) {
			return true
		}
	}
	return false
}
