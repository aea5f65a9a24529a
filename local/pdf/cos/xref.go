package cos

import (
	"bytes"
	"errors"
	"fmt"
)

const (
	mostSections = 1000
	tablePiece   = 64 << 10
)

// table is what one section says.
type table struct {
	trailer Dict
	source  []byte
	end     int64 // behind what was read
	stream  bool
	// set calls with each entry.
	entries func(set func(num int, e entry) error) error
}

// readChain reads the tables from the newest to the oldest; what a newer one
// says of an object counts.
func (f *File) readChain(start int64) error {
	seen := map[int64]bool{}
	for at, more := start, true; more; {
		if seen[at] || len(seen) >= mostSections {
			return errors.New("tables that run in a circle")
		}
		seen[at] = true
		t, err := f.section(at)
		if err == nil && Twice(t.trailer) {
			err = ErrAmbiguous
		}
		if err != nil {
			return fmt.Errorf("the table at byte %d: %w", at, err)
		}
		if len(f.Sections) == 0 {
			f.Trailer, f.Source = t.trailer, t.source
		}
		f.Sections = append(f.Sections, Section{At: at, Stream: t.stream,
			Hybrid: !t.stream && t.trailer.Get("XRefStm") != nil, End: f.endBehind(t.end)})
		if err := f.take(t); err != nil {
			return fmt.Errorf("the table at byte %d: %w", at, err)
		}
		if at, more, err = previous(t.trailer); err != nil {
			return err
		}
	}
	return nil
}

// previous reads /Prev.
func previous(trailer Dict) (at int64, more bool, err error) {
	switch v := trailer.Get("Prev").(type) {
	case nil:
		return 0, false, nil
	case Int:
		return int64(v), true, nil
	case Real:
		return int64(v), true, nil
	}
	return 0, false, errors.New("a /Prev that is no number")
}

// endBehind finds the %%EOF that follows a table.
func (f *File) endBehind(at int64) int64 {
	const room = 64
	b := make([]byte, min(room, f.size-at))
	if f.readAt(b, at) != nil {
		return 0
	}
	word := bytes.Index(b, []byte("startxref"))
	if word < 0 {
		return 0
	}
	_, end, err := startxref(b, word)
	if err != nil {
		return 0
	}
	return at + int64(end)
}

// section reads a table or a stream of cross-references.
func (f *File) section(at int64) (table, error) {
	if at <= 0 || at >= f.size {
		return table{}, errors.New("it lies outside the file")
	}
	word := make([]byte, min(16, f.size-at))
	if err := f.readAt(word, at); err != nil {
		return table{}, err
	}
	if bytes.HasPrefix(bytes.TrimLeft(word, " \r\n\t"), []byte("xref")) {
		return f.plainTable(at)
	}
	return f.streamTable(at)
}

// take enters what a section says about objects of which no newer one spoke. In
// a hybrid file the objects that its table calls free may stand in its stream.
func (f *File) take(t table) error {
	var frees []int
	here := map[int]bool{}
	set := func(num int, e entry) error {
		if num < 0 || num >= mostObjects {
			return fmt.Errorf("an object number %d", num)
		}
		if here[num] {
			return fmt.Errorf("object %d stands twice", num)
		}
		here[num] = true
		if e.kind == free {
			frees = append(frees, num)
			return nil
		}
		f.enter(num, e)
		return nil
	}
	if err := t.entries(set); err != nil {
		return err
	}
	if hidden, is := t.trailer.Get("XRefStm").(Int); is && !t.stream {
		more, err := f.streamTable(int64(hidden))
		if err == nil && Twice(more.trailer) {
			err = ErrAmbiguous
		}
		if err != nil {
			return err
		}
		clear(here)
		if err := more.entries(set); err != nil {
			return err
		}
	}
	for _, num := range frees {
		f.enter(num, entry{kind: free})
	}
	return nil
}

func (f *File) enter(num int, e entry) {
	if num >= len(f.entries) {
		f.entries = append(f.entries, make([]entry, num+1-len(f.entries))...)
	}
	if f.entries[num].kind == absent {
		f.entries[num] = e
	}
}

// plainTable reads "xref … trailer << … >>".
func (f *File) plainTable(at int64) (table, error) {
	var t table
	err := f.growing(at, tablePiece, mostUnpacked, func(piece []byte, whole bool) (err error) {
		var used int
		t, used, err = readTable(piece, whole)
		t.end = at + int64(used)
		return err
	})
	return t, err
}

// row is a line of a table.
type row struct {
	num int
	entry
}

func readTable(piece []byte, whole bool) (t table, used int, err error) {
	p := parser{b: piece, whole: whole}
	p.skip()
	p.at += len("xref")
	var rows []row
	for {
		p.skip()
		w, err := p.word()
		if err != nil {
			return t, 0, err
		}
		if w == "trailer" {
			break
		}
		p.at -= len(w)
		if rows, err = p.subsection(rows); err != nil {
			return t, 0, err
		}
	}
	v, err := p.value(0)
	if err != nil {
		return t, 0, err
	}
	var is bool
	if t.trailer, is = v.(Dict); !is {
		return t, 0, errors.New("the trailer is no dictionary")
	}
	t.source = piece[:p.at]
	t.entries = func(set func(int, entry) error) error {
		for _, r := range rows {
			if err := set(r.num, r.entry); err != nil {
				return err
			}
		}
		return nil
	}
	return t, p.at, nil
}

// subsection reads "first count" and so many lines.
func (p *parser) subsection(rows []row) ([]row, error) {
	first, err := p.digits()
	if err != nil {
		return nil, err
	}
	count, err := p.digits()
	if err != nil {
		return nil, err
	}
	if first+count > mostObjects {
		return nil, errors.New("too many objects")
	}
	for num := first; num < first+count; num++ {
		r := row{num: int(num), entry: entry{kind: free}}
		if r.at, err = p.digits(); err != nil {
			return nil, err
		}
		gen, err := p.digits()
		if err != nil {
			return nil, err
		}
		p.skip()
		w, err := p.word()
		if err != nil {
			return nil, err
		}
		switch {
		case w == "n" && gen <= 65535 && r.at > 0:
			r.kind, r.gen = plain, int32(gen)
		case w != "n" && w != "f":
			return nil, fmt.Errorf("a line of object %d that is no entry", num)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// digits reads a whole number of up to twelve digits.
func (p *parser) digits() (int64, error) {
	p.skip()
	n, from := int64(0), p.at
	for p.at < len(p.b) && p.b[p.at] >= '0' && p.b[p.at] <= '9' {
		n = n*10 + int64(p.b[p.at]-'0')
		p.at++
		if p.at-from > 12 {
			return 0, errors.New("a number without end")
		}
	}
	switch {
	case p.at == len(p.b):
		return 0, errShort
	case p.at == from || !IsSpace(p.b[p.at]):
		return 0, errors.New("something else where a number should stand")
	}
	return n, nil
}
