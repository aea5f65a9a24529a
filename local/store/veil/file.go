package veil

import (
	"bytes"
	"time"

	lib "modernc.org/sqlite/lib"
)

// file is what is known of one open file, beside SQLite's own.
type file struct {
	path   string   // empty: SQLite gave it no name
	cipher *sectors // nil: as it is
	layout layout
	head   []byte // of a database, in the place of its first block; nil: none

	key   []byte // of a database: for the files beside it
	letGo func() // of a database: of its memory

	purpose string
	memory  *memory // of the database and its log; nil: none
	tags    *tags   // of a database that may be written; nil: none
}

// below is the file of the operating system. Its results are SQLite's codes.
type below interface {
	readAt(b []byte, at int64) int32
	writeAt(b []byte, at int64) int32
	size() (int64, int32)
	lent(n int) (b []byte, back func())
}

// read fills b from the place at which SQLite sees it. What the file does not have
// is zeros, and told.
func (f *file) read(d below, b []byte, at int64) int32 {
	for len(b) > 0 {
		u := f.layout.unitAt(at)
		n := min(int64(len(b)), u.logical+u.length-at)
		if rc := f.readUnit(d, u, b[:n], at-u.logical); rc != lib.SQLITE_OK {
			if rc == lib.SQLITE_IOERR_SHORT_READ {
				clear(b[n:])
			}
			return rc
		}
		b, at = b[n:], at+n
	}
	return lib.SQLITE_OK
}

func (f *file) readUnit(d below, u unit, b []byte, from int64) int32 {
	if from%blockSize == 0 && len(b)%blockSize == 0 {
		return f.readBlocks(d, u, b, from)
	}
	start := from / blockSize * blockSize
	blocks, back := d.lent(int(wholeBlocks(from+int64(len(b))) - start))
	defer back()
	rc := f.readBlocks(d, u, blocks, start)
	copy(b, blocks[from-start:])
	return rc
}

// readBlocks reads whole blocks of a unit.
func (f *file) readBlocks(d below, u unit, b []byte, from int64) int32 {
	there, rc := len(b), d.readAt(b, u.physical+from)
	if rc == lib.SQLITE_IOERR_SHORT_READ {
		size, failed := d.size()
		if failed != lib.SQLITE_OK {
			return failed
		}
		there = int(min(max(0, size-u.physical-from)/blockSize*blockSize, int64(len(b))))
	} else if rc != lib.SQLITE_OK {
		return rc
	}
	isFirst := f.head != nil && u.sector == 0 && from == 0 && there > 0
	if !f.decrypt(d, u, b[:there], from, isFirst) {
		return lib.SQLITE_IOERR_DATA
	}
	clear(b[there:])
	if isFirst {
		copy(b, plainSign)
	}
	return rc
}

// decrypt tells whether what it made is what was written last, as far as there is a tag.
func (f *file) decrypt(d below, u unit, b []byte, from int64, isFirst bool) (holds bool) {
	at := place{f.purpose, u.sector}
	if len(b) < sectorSize {
		f.cipher.decrypt(b, b, u.sector, int(from/blockSize))
		return true
	}
	// By the first page another file is told, whether or not it was read before.
	if f.memory != nil && !isFirst && f.memory.recall(at, b) {
		return true
	}
	var veiled [sectorSize]byte
	copy(veiled[:], b)
	f.cipher.decrypt(b, b, u.sector, 0)
	if isFirst {
		copy(b, plainSign)
	}
	if f.tags != nil && !f.tags.hold(u.sector, b) && (!isFirst || !f.settles(d, u, veiled[:], b)) {
		if !isFirst || !f.isAnother(d) {
			f.tags.rot(true)
			return false
		}
		f.tags.rot(false)
		f.tags.drop()
	}
	if f.memory != nil {
		f.memory.keep(at, veiled[:], b)
	}
	return true
}

// settles reads the first page again, for a moment, until it is what was written last. SQLite reads
// it once before it knows of the log, without the lock that keeps pages from being moved out
// of that: what is read then may be older than its tag, or newer.
func (f *file) settles(d below, u unit, veiled, b []byte) bool {
	const tries, rest = 50, 20 * time.Millisecond
	for range tries {
		time.Sleep(rest)
		if d.readAt(veiled, u.physical) != lib.SQLITE_OK {
			return false
		}
		f.cipher.decrypt(b, veiled, u.sector, 0)
		if copy(b, plainSign); f.tags.hold(u.sector, b) {
			return true
		}
	}
	return false
}

// isAnother tells whether the first page, which is read first, is another because all of the file
// is, as an older one that somebody put there: the journal tells what was done. Where no more
// than one other page is not what was written last, it is the pages that rotted.
func (f *file) isAnother(d below) bool {
	size, rc := d.size()
	if rc != lib.SQLITE_OK {
		return false
	}
	var page [sectorSize]byte
	others := 0
	for at := int64(sectorSize); at+sectorSize <= size && others < 2; at += sectorSize {
		u := f.layout.unitAt(at)
		if d.readAt(page[:], u.physical) != lib.SQLITE_OK {
			return false
		}
		if f.cipher.decrypt(page[:], page[:], u.sector, 0); !f.tags.hold(u.sector, page[:]) {
			others++
		}
	}
	return others > 1
}

// write puts b where SQLite wants it.
func (f *file) write(d below, b []byte, at int64) int32 {
	for len(b) > 0 {
		u := f.layout.unitAt(at)
		n := min(int64(len(b)), u.logical+u.length-at)
		if rc := f.writeUnit(d, u, b[:n], at-u.logical); rc != lib.SQLITE_OK {
			return rc
		}
		b, at = b[n:], at+n
	}
	return lib.SQLITE_OK
}

func (f *file) writeUnit(d below, u unit, b []byte, from int64) int32 {
	start, end := from/blockSize*blockSize, from+int64(len(b))
	blocks, back := d.lent(int(wholeBlocks(end) - start))
	defer back()
	if rc := f.edges(d, u, blocks, start, from, end); rc != lib.SQLITE_OK {
		return rc
	}
	copy(blocks[from-start:], b)
	isFirst := f.head != nil && u.sector == 0 && start == 0
	if isFirst && !bytes.HasPrefix(blocks, []byte(plainSign)) {
		return lib.SQLITE_IOERR_WRITE
	}
	f.cipher.encrypt(blocks, blocks, u.sector, int(start/blockSize))
	if f.memory != nil && len(b) == sectorSize {
		f.memory.keep(place{f.purpose, u.sector}, blocks, b)
	}
	if isFirst {
		copy(blocks, f.head)
	}
	if rc := d.writeAt(blocks, u.physical+start); rc != lib.SQLITE_OK || f.tags == nil {
		return rc
	}
	if len(b) != sectorSize {
		b = nil // SQLite writes whole pages
	}
	return f.tags.put(u.sector, b)
}

// edges gets the rest of blocks that are written in part. What fills the last block of
// a unit has no meaning.
func (f *file) edges(d below, u unit, blocks []byte, start, from, end int64) int32 {
	if from > start {
		if rc := f.readBlocks(d, u, blocks[:blockSize], start); !isRead(rc) {
			return rc
		}
	}
	last := len(blocks) - blockSize
	if end%blockSize != 0 && end < u.length {
		if rc := f.readBlocks(d, u, blocks[last:], start+int64(last)); !isRead(rc) {
			return rc
		}
	}
	return lib.SQLITE_OK
}

func isRead(rc int32) bool { return rc == lib.SQLITE_OK || rc == lib.SQLITE_IOERR_SHORT_READ }
