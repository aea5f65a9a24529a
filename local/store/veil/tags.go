package veil

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	lib "modernc.org/sqlite/lib"

	"tram/local/whole"
)

// Tags (dấu trang): beside a database lies a tag of each page as it was written last, so
// that a page which changed by itself, or by another hand, is told from one that SQLite
// wrote. Pages come into the database when the log is moved there, and stay in the log until
// pages and tags are on the disk: a cut of power leaves no page that only its tag is against.
//
// The file begins with the head of its database; with another it says nothing. An entry is a
// tag and its complement: one that rotted itself is told from a page that did.

const (
	tagsEnding = "-tags"
	tagSize    = 8
	entrySize  = 2 * tagSize

	forTags = "tram veil 1 tags"
)

// TagsOf is the file of tags of the database at a path.
func TagsOf(path string) string { return path + tagsEnding }

// tags writes those of one database, from the first page on that is written.
type tags struct {
	path string
	head []byte
	key  []byte

	opened bool
	file   *os.File // nil: there is none to be had, and pages have no tags

	looked bool
	there  *os.File // to be read, until one is there to be written; nil: no page had a tag
}

func newTags(path string, key, head []byte) (*tags, error) {
	k, err := hkdf.Key(sha256.New, key, head, forTags, sha256.Size)
	return &tags{path: TagsOf(path), head: bytes.Clone(head), key: k}, err
}

// put writes the tag of a page; nil: it is not known.
func (t *tags) put(sector uint64, page []byte) int32 {
	if !t.opened {
		t.opened = true
		t.file = t.begin()
	}
	if t.file == nil {
		return lib.SQLITE_OK
	}
	_, err := t.file.WriteAt(t.entry(sector, page), entryAt(sector))
	return codeOfWrite(err)
}

// begin opens the file, and begins it anew where it is of another database.
func (t *tags) begin() *os.File {
	f, err := whole.OpenFile(t.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil
	}
	if t.isOf(f) {
		return f
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt(t.head, 0)
	}
	if err != nil {
		_ = f.Close() // without its head it says nothing
		return nil
	}
	return f
}

// hold tells whether a page is the one that was written last, or has no tag.
func (t *tags) hold(sector uint64, page []byte) bool {
	e := make([]byte, entrySize)
	return !t.read(sector, e) || !isKnown(e) || hmac.Equal(t.entry(sector, page), e)
}

// rot takes down that a page is not what was written last: whether it was not read for that, or
// all of the file is another.
func (t *tags) rot(unread bool) {
	if unread {
		rotten.Store(t.path, true)
		return
	}
	rotten.LoadOrStore(t.path, false)
}

// drop has the tags say nothing, for they are not of these pages.
func (t *tags) drop() { _ = os.Truncate(t.path, 0) } // without its head

// rotten are the databases of which a page is not what was written last; true: it was not read.
var rotten sync.Map

// TookRot tells whether a page of the database at a path is not what was written last, as that
// was met since it was asked last.
func TookRot(path string) (met bool) {
	for _, each := range knownAs(path) {
		_, is := rotten.LoadAndDelete(TagsOf(each))
		met = met || is
	}
	return met
}

// Unread tells whether TookRot will tell of a page that was not read.
func Unread(path string) bool {
	return slices.ContainsFunc(knownAs(path), func(each string) bool {
		was, is := rotten.Load(TagsOf(each))
		return is && was == true
	})
}

// knownAs are the paths by which a file is called here: SQLite knows it by the one without links.
func knownAs(path string) []string {
	full, err := filepath.EvalSymlinks(path)
	if err != nil || full == path {
		return []string{path}
	}
	return []string{path, full}
}

// read reads the entry of a page; false: there is none. It makes no file: only who moves pages
// out of the log is alone at it.
func (t *tags) read(sector uint64, e []byte) bool {
	f := t.file
	if f == nil && !t.looked {
		t.looked = true
		t.there = t.look()
	}
	if f == nil {
		f = t.there
	}
	if f == nil {
		return false
	}
	_, err := f.ReadAt(e, entryAt(sector))
	return err == nil
}

func (t *tags) look() *os.File {
	f, err := whole.Open(t.path)
	if err != nil {
		return nil
	}
	if !t.isOf(f) {
		_ = f.Close() // it was only read
		return nil
	}
	return f
}

// isOf tells whether a file is of this database.
func (t *tags) isOf(f *os.File) bool {
	head := make([]byte, len(t.head))
	_, err := f.ReadAt(head, 0)
	return err == nil && bytes.Equal(head, t.head)
}

func (t *tags) sync() int32 {
	if t.file == nil {
		return lib.SQLITE_OK
	}
	return codeOfWrite(t.file.Sync())
}

func (t *tags) close() {
	for _, f := range []*os.File{t.file, t.there} {
		if f != nil {
			_ = f.Close() // what had to be on the disk was synced
		}
	}
}

func (t *tags) entry(sector uint64, page []byte) []byte {
	e := make([]byte, entrySize)
	if page == nil {
		return e
	}
	mac := hmac.New(sha256.New, t.key)
	mac.Write(binary.LittleEndian.AppendUint64(nil, sector))
	mac.Write(page)
	copy(e, mac.Sum(nil)[:tagSize])
	for i := range tagSize {
		e[tagSize+i] = ^e[i]
	}
	return e
}

func entryAt(sector uint64) int64 { return int64(blockSize) + int64(sector)*entrySize }

// isKnown tells whether an entry is of a page, and whole.
func isKnown(e []byte) bool {
	for i := range tagSize {
		if e[i] != ^e[tagSize+i] {
			return false
		}
	}
	return true
}

func codeOfWrite(err error) int32 {
	switch {
	case err == nil:
		return lib.SQLITE_OK
	case errors.Is(err, syscall.ENOSPC):
		return lib.SQLITE_FULL
	}
	return lib.SQLITE_IOERR_WRITE
}

// Pages reads the pages of a database as they lie in its own file, and holds them against
// their tags. The log is not looked at.
type Pages struct {
	raw  *raw
	file *file
	tags *tags
}

// OpenPages opens the database at a path, beside whoever has it open. It fails where the key
// does not open it.
func OpenPages(path string, key []byte) (*Pages, error) {
	r, err := openRaw(path)
	if err != nil {
		return nil, err
	}
	f, rc := database(r, path, key)
	if rc != lib.SQLITE_OK {
		r.close()
		return nil, errors.New("not a database under this key")
	}
	f.letGo()
	f.memory, f.letGo = nil, nil // each page is read anew
	t, err := newTags(path, key, f.head)
	if err != nil {
		r.close()
		return nil, err
	}
	return &Pages{raw: r, file: f, tags: t}, nil
}

// Tagged tells whether any page was given a tag since the database lies under its key: it came
// there as a whole, and nobody else knows yet how it was.
func (p *Pages) Tagged() bool {
	f := p.tags.look()
	if f == nil {
		return false
	}
	_ = f.Close() // it was only read
	return true
}

// Close lets go of the files.
func (p *Pages) Close() {
	p.raw.close()
	p.tags.close()
}

// Count is how many pages there are.
func (p *Pages) Count() (int64, error) {
	size, rc := p.raw.size()
	if rc != lib.SQLITE_OK {
		return 0, errUnread
	}
	return (size + sectorSize - 1) / sectorSize, nil
}

var errUnread = errors.New("a page of the database does not read")

// Verdict on a page.
type Verdict byte

// The verdicts: a page is what was written last, is something else, or has no tag.
const (
	Untagged Verdict = iota
	Same
	Other
)

// Judge holds a page, the first of which is 0, against its tag. One that does not read is
// something else.
func (p *Pages) Judge(sector int64) Verdict {
	e := make([]byte, entrySize)
	if !p.tags.read(uint64(sector), e) || !isKnown(e) {
		return Untagged
	}
	page, err := p.page(sector)
	if err != nil || !hmac.Equal(p.tags.entry(uint64(sector), page), e) {
		return Other
	}
	return Same
}

// Adopt gives a page without a tag the tag of what lies there: whoever asks for that has
// looked at it otherwise. One that is written meanwhile stays without.
func (p *Pages) Adopt(sector int64) error {
	e := make([]byte, entrySize)
	if p.tags.read(uint64(sector), e) && isKnown(e) {
		return nil
	}
	page, err := p.page(sector)
	if err != nil {
		return err
	}
	if p.tags.put(uint64(sector), page) != lib.SQLITE_OK {
		return errUnread
	}
	again, err := p.page(sector)
	if err != nil || !bytes.Equal(page, again) {
		_ = p.tags.put(uint64(sector), nil)
	}
	return err
}

func (p *Pages) page(sector int64) ([]byte, error) {
	page := make([]byte, sectorSize)
	if rc := p.file.read(p.raw, page, sector*sectorSize); rc != lib.SQLITE_OK {
		return nil, errUnread
	}
	return page, nil
}
