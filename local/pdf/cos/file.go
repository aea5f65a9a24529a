package cos

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Limits on a file that is read.
const (
	mostObjects  = 2_000_000
	mostObject   = 32 << 20 // bytes of an object without its stream
	mostUnpacked = 32 << 20 // bytes of an object stream or a table, unpacked
	mostHops     = 20
	mostRead     = 1 << 30 // bytes in all, read or unpacked
	firstPiece   = 1 << 10
	tailBytes    = 2 << 10 // in which the end of the file has to stand
	growth       = 8
)

// ErrEncrypted says that a file has a password or restricts what may be done.
var ErrEncrypted = errors.New("the file is encrypted")

// ErrAmbiguous says that what leads to the objects of a file has a key twice:
// readers differ on which one counts.
var ErrAmbiguous = errors.New("a key stands twice")

// File is one state of a PDF: the objects as the last table in the given bytes
// tells them. Nothing is kept in memory but where the objects lie and a few
// unpacked object streams. It is not safe for concurrent use.
type File struct {
	Trailer  Dict
	Source   []byte // in which the trailer stands
	Sections []Section
	End      int64 // behind the last %%EOF and its line end

	ctx     context.Context
	r       io.ReaderAt
	size    int64
	left    *int64 // bytes that may still be read or unpacked, by all states together
	entries []entry
	packs   map[int]*pack
	packing bool // an object stream is being opened
	held    int
	ended   map[row]int64 // where objects end of which the end is sure (Within)
	failed  error         // what the disk, or the one who waits, said: no fault of the file's syntax
}

// Section is one table of cross-references, the newest first.
type Section struct {
	At     int64 // where startxref or /Prev points
	Stream bool
	Hybrid bool  // a table with a stream beside it (/XRefStm): readers differ on which counts
	End    int64 // behind the %%EOF that follows; 0 where none does
}

// entry tells where an object lies.
type entry struct {
	at   int64 // in the file, or the number of its object stream
	gen  int32 // or its index in the object stream
	kind entryKind
}

type entryKind uint8

const (
	absent entryKind = iota
	free
	plain
	packed
)

// Item is an indirect object.
type Item struct {
	Value  Object
	Source []byte // in which the value stands
	At     int64  // of Source in the file; -1 in an object stream
	Stream int64  // where the bytes of a stream begin; 0: no stream
}

// Open reads the tables at the end of the first size bytes. The context ends
// all later reading too.
func Open(ctx context.Context, r io.ReaderAt, size int64) (*File, error) {
	left := int64(mostRead)
	return open(&File{ctx: ctx, r: r, size: size, left: &left, packs: map[int]*pack{}})
}

// Until opens the state that the first size bytes of the same file are.
func (f *File) Until(size int64) (*File, error) {
	if size > f.size {
		return nil, io.ErrUnexpectedEOF
	}
	return open(&File{ctx: f.ctx, r: f.r, size: size, left: f.left, packs: map[int]*pack{}})
}

func open(f *File) (*File, error) {
	head := make([]byte, 5)
	if err := f.readAt(head, 0); err != nil {
		return nil, err
	}
	if string(head) != "%PDF-" {
		return nil, errors.New("the file does not begin as a PDF")
	}
	start, err := f.ending()
	if err != nil {
		return nil, err
	}
	if err := f.readChain(start); err != nil {
		return nil, err
	}
	if f.Trailer.Get("Encrypt") != nil {
		return nil, ErrEncrypted
	}
	return f, nil
}

// ending finds where the last table begins, and the end of the last %%EOF.
func (f *File) ending() (start int64, err error) {
	tail := make([]byte, min(tailBytes, f.size))
	from := f.size - int64(len(tail))
	if err := f.readAt(tail, from); err != nil {
		return 0, err
	}
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return 0, errors.New("no startxref at the end")
	}
	start, end, err := startxref(tail, at)
	if err != nil {
		return 0, err
	}
	f.End = from + int64(end)
	return start, nil
}

// startxref reads "startxref n %%EOF" and the line end behind it.
func startxref(b []byte, at int) (start int64, end int, err error) {
	p := parser{b: b, at: at + len("startxref"), whole: true}
	v, err := p.value(0)
	n, is := v.(Int)
	if err != nil || !is {
		return 0, 0, errors.New("startxref without a number")
	}
	for p.at < len(b) && IsSpace(b[p.at]) {
		p.at++
	}
	rest, found := bytes.CutPrefix(b[p.at:], []byte("%%EOF"))
	if !found {
		return 0, 0, errors.New("no %%EOF behind startxref")
	}
	end = len(b) - len(rest)
	if bytes.HasPrefix(rest, []byte("\r\n")) {
		end += 2
	} else if len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r') {
		end++
	}
	return int64(n), end, nil
}

// Whole reads the bytes of the state, the first to the last.
func (f *File) Whole() *io.SectionReader { return io.NewSectionReader(f.r, 0, f.size) }

// Next is the number of the first object that nobody used.
func (f *File) Next() int {
	next := len(f.entries)
	if size, is := f.Trailer.Get("Size").(Int); is && int64(size) > int64(next) && size <= mostObjects {
		next = int(size)
	}
	return max(next, 1)
}

// SamePlace tells whether an object lies in both files at the same place: then
// it is the same. other must share its bytes up to there.
func (f *File) SamePlace(other *File, num int) bool {
	a, b := f.entry(num), other.entry(num)
	if a.kind <= free && b.kind <= free {
		return true
	}
	return a == b && (a.kind == plain || f.entry(int(a.at)).kind == plain && f.entry(int(a.at)) == other.entry(int(a.at)))
}

func (f *File) entry(num int) entry {
	if num <= 0 || num >= len(f.entries) {
		return entry{}
	}
	return f.entries[num]
}

// Pack is the object stream in which an object stands; 0 where it stands by
// itself.
func (f *File) Pack(num int) int {
	if e := f.entry(num); e.kind == packed {
		return int(e.at)
	}
	return 0
}

// Count is one more than the greatest object number of which a table speaks.
func (f *File) Count() int { return len(f.entries) }

// Gen is the generation of an object in use.
func (f *File) Gen(num int) (gen int, used bool) {
	if num <= 0 || num >= len(f.entries) {
		return 0, false
	}
	switch e := f.entries[num]; e.kind {
	case plain:
		return int(e.gen), true
	case packed:
		return 0, true
	}
	return 0, false
}

// Item reads an object; its value is nil where there is none.
func (f *File) Item(num int) (Item, error) {
	if _, used := f.Gen(num); !used {
		return Item{At: -1}, nil
	}
	e := f.entries[num]
	var item Item
	var err error
	if e.kind == packed {
		item, err = f.inPack(num, int(e.at), int(e.gen))
	} else {
		item, err = f.object(num, int(e.gen), e.at)
	}
	if err != nil {
		return item, fmt.Errorf("object %d: %w", num, err)
	}
	return item, nil
}

// object reads what lies at a place of the file.
func (f *File) object(num, gen int, at int64) (Item, error) {
	if at <= 0 || at >= f.size {
		return Item{}, errors.New("it lies outside the file")
	}
	var item Item
	err := f.growing(at, firstPiece, mostObject, func(piece []byte, whole bool) (err error) {
		item, err = indirect(piece, num, gen, whole)
		return err
	})
	item.At = at
	if item.Stream > 0 {
		item.Stream += at
	}
	return item, err
}

// growing reads from a place with longer and longer pieces, until what is read
// does not end early.
func (f *File) growing(at, first, most int64, read func(piece []byte, whole bool) error) error {
	for length := first; ; length *= growth {
		piece := make([]byte, min(length, f.size-at))
		if err := f.readAt(piece, at); err != nil {
			return err
		}
		whole := int64(len(piece)) == f.size-at
		if err := read(piece, whole); !errors.Is(err, errShort) || whole || length >= most {
			return err
		}
	}
}

// indirect reads "n g obj value", and whether a stream follows.
func indirect(piece []byte, num, gen int, whole bool) (Item, error) {
	p := parser{b: piece, whole: whole}
	for _, want := range []string{strconv.Itoa(num), strconv.Itoa(gen), "obj"} {
		p.skip()
		w, err := p.word()
		if err != nil {
			return Item{}, err
		}
		if w != want {
			return Item{}, errors.New("another object lies where the table says")
		}
	}
	v, err := p.value(0)
	if err != nil {
		return Item{}, err
	}
	if k, is := v.(keyword); is {
		return Item{}, fmt.Errorf("%.20q as an object", string(k))
	}
	item := Item{Value: v, Source: piece[:p.at]}
	p.skip()
	w, err := p.word()
	if err != nil {
		return item, err
	}
	switch _, streaming := v.(Dict); {
	case w == "endobj":
		return item, nil
	case w == "stream" && streaming:
		item.Stream, err = p.streamStart()
		return item, err
	}
	return item, errors.New("it does not end")
}

// streamStart is where the bytes begin: behind one line end.
func (p *parser) streamStart() (int64, error) {
	if p.at+2 > len(p.b) {
		return 0, errShort
	}
	switch {
	case p.b[p.at] == '\r' && p.b[p.at+1] == '\n':
		return int64(p.at) + 2, nil
	case p.b[p.at] == '\n', p.b[p.at] == '\r':
		return int64(p.at) + 1, nil
	}
	return 0, errors.New("a stream that does not begin on a line")
}

// Value follows references to what they stand for.
func (f *File) Value(o Object) (Object, error) {
	for range mostHops {
		at, is := o.(Ref)
		if !is {
			return o, nil
		}
		item, err := f.Follow(at)
		if err != nil {
			return nil, err
		}
		o = item.Value
	}
	return nil, errors.New("references that run in a circle")
}

// Follow reads what a reference points at; another generation is nothing.
func (f *File) Follow(at Ref) (Item, error) {
	if gen, used := f.Gen(at.Num); !used || gen != at.Gen {
		return Item{At: -1}, nil
	}
	return f.Item(at.Num)
}

// Dict reads a dictionary, also that of a stream; an empty one where there is
// none.
func (f *File) Dict(o Object) (Dict, error) {
	v, err := f.Value(o)
	d, _ := v.(Dict)
	return d, err
}

// List reads an array; an empty one where there is none.
func (f *File) List(o Object) (Array, error) {
	v, err := f.Value(o)
	a, _ := v.(Array)
	return a, err
}

// ErrUnread tells that bytes which the file has could not be had: its disk failed, or
// it grew shorter. It says nothing of what they would be.
var ErrUnread = errors.New("the file could not be read on")

func (f *File) readAt(p []byte, at int64) error {
	if at < 0 || at > f.size || int64(len(p)) > f.size-at {
		return io.ErrUnexpectedEOF
	}
	if err := f.spend(len(p)); err != nil {
		return err
	}
	if n, err := f.r.ReadAt(p, at); n < len(p) {
		f.failed = fmt.Errorf("%w: at byte %d: %w", ErrUnread, at, err)
	}
	return f.failed
}

// spend counts what was read; a small file can ask for much by asking often.
func (f *File) spend(n int) error {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	if *f.left -= int64(n); *f.left < 0 {
		f.failed = errors.New("the file asks to read too much")
	}
	return f.failed
}
