package cos

import (
	"bytes"
	"errors"
)

// canon is a section of cross-references in the form that all readers know.
type canon struct {
	at, end int64 // the section with its trailer
	trailer Dict
	source  []byte
	rows    []row
	self    Ref    // of a stream of cross-references
	hidden  *canon // the stream beside a table (/XRefStm)
}

// canonical reads a section strictly. An ErrLoose tells why some reader may give
// it up and rebuild the tables of the whole file.
func (f *File) canonical(at int64) (canon, error) {
	b := make([]byte, min(int64(len("\r\nx")), f.size-at))
	if err := f.readAt(b, at); err != nil {
		return canon{}, err
	}
	if !bytes.HasPrefix(bytes.TrimLeft(b, "\r\n"), []byte("x")) {
		return f.canonicalStream(at)
	}
	c, err := f.canonicalTable(at)
	if err != nil || c.trailer.Get("XRefStm") == nil {
		return c, err
	}
	beside, is := c.trailer.Get("XRefStm").(Int)
	if !is || int64(beside) <= 0 || int64(beside) >= at {
		return c, loose("a stream beside the table that does not stand before it")
	}
	hidden, err := f.canonicalStream(int64(beside))
	c.hidden = &hidden
	return c, err
}

func (f *File) canonicalTable(at int64) (canon, error) {
	var c canon
	err := f.growing(at, tablePiece, mostUnpacked, func(piece []byte, whole bool) (err error) {
		p := parser{b: piece, whole: whole, strict: true}
		c, err = p.table()
		c.at, c.end = at+c.at, at+int64(p.at)
		return p.verdict(err)
	})
	return c, atLast(err)
}

// verdict makes an ErrLoose of what a parser met; errShort stays.
func (p *parser) verdict(err error) error {
	switch {
	case errors.Is(err, errShort), errors.Is(err, ErrLoose):
		return err
	case err != nil:
		return loose(err.Error())
	case p.odd != "":
		return loose(p.odd)
	}
	return nil
}

// atLast is for the end of the file: nothing longer can be read.
func atLast(err error) error {
	if errors.Is(err, errShort) {
		return loose(err.Error())
	}
	return err
}

// off tells what is wrong where a form was not met.
func (p *parser) off(why loose) error {
	if !p.whole && len(p.b)-p.at <= mostGap {
		return errShort
	}
	return why
}

// table reads "xref", the lines of its objects and the trailer.
func (p *parser) table() (c canon, err error) {
	p.line()
	c.at = int64(p.at)
	if !p.words("xref") || !p.line() {
		return c, p.off("xref does not stand on a line of its own")
	}
	for {
		if c.rows, err = p.strictSubsection(c.rows); err != nil {
			return c, err
		}
		if p.trailer() {
			break
		}
	}
	if !p.gap() {
		return c, p.off("too much room behind the word trailer")
	}
	v, err := p.value(0)
	if err != nil {
		return c, err
	}
	var is bool
	if c.trailer, is = v.(Dict); !is {
		return c, loose("the trailer is no dictionary")
	}
	c.source = p.b[:p.at]
	return c, nil
}

// trailer reads the word, behind a blank line where a writer has one.
func (p *parser) trailer() bool {
	back := p.at
	if p.gap() && p.words("trailer") {
		return true
	}
	p.at = back
	return false
}

// strictSubsection reads "first count" on one line, and so many lines.
func (p *parser) strictSubsection(rows []row) ([]row, error) {
	first, a := p.plain()
	between := p.words(" ")
	count, b := p.plain()
	p.words(" ")
	if !a || !between || !b || !p.line() {
		return nil, p.off("no first number and count on one line")
	}
	if first+count > mostObjects {
		return nil, loose("too many objects")
	}
	for num := first; num < first+count; num++ {
		if len(p.b)-p.at < rowBytes {
			return nil, p.off("the lines of the table end early")
		}
		r, ok := strictRow(int(num), p.b[p.at:p.at+rowBytes])
		if !ok || num == 1 && num == first && r.kind == free && r.gen == mostGen {
			return nil, loose("a line of the table in an odd form")
		}
		rows = append(rows, r)
		p.at += rowBytes
	}
	return rows, nil
}

const (
	rowBytes = 20
	mostGen  = 65535
)

// strictRow reads "oooooooooo ggggg n" and its end of two bytes.
func strictRow(num int, b []byte) (row, bool) {
	p := parser{b: b}
	at, a := p.plain()
	between := p.at == 10 && p.words(" ")
	gen, c := p.plain()
	ok := a && between && c && p.at == 16 && p.words(" ") && (gen <= mostGen || num == 0 && gen == mostGen+1) // mutool counts on at the head
	r := row{num: num, entry: entry{at: at, gen: int32(gen), kind: plain}}
	switch string(b[17:18]) {
	case "n":
	case "f":
		r.kind = free
	default:
		return r, false
	}
	end := string(b[18:])
	return r, ok && (end == " \n" || end == " \r" || end == "\r\n")
}

// canonicalStream reads a stream of cross-references strictly.
func (f *File) canonicalStream(at int64) (canon, error) {
	found, err := f.strictItem(at)
	c := canon{at: found.from}
	if err != nil {
		return c, err
	}
	d, _ := found.item.Value.(Dict)
	_, direct := d.Get("Length").(Int)
	if !found.streams() || d.Get("Type") != Name("XRef") || !direct || found.gen != 0 || d.Get("XRefStm") != nil {
		return c, loose("no plain stream of cross-references")
	}
	c.self, c.trailer, c.source, c.end = Ref{found.num, found.gen}, d, found.item.Source, found.to
	body, err := f.strictBytes(found.item)
	if err != nil {
		return c, err
	}
	return c, c.readRows(d, body)
}

// readRows reads the rows of a stream of cross-references, to their last byte.
func (c *canon) readRows(d Dict, body []byte) error {
	entries, err := streamEntries(d, body)
	if err != nil {
		return loose(err.Error())
	}
	err = entries(func(num int, e entry) error {
		c.rows = append(c.rows, row{num, e})
		return nil
	})
	if err != nil {
		return loose(err.Error())
	}
	line := Int(0)
	for _, w := range d.Get("W").(Array).Items {
		line += w.(Int)
	}
	if len(c.rows)*int(line) != len(body) {
		return loose("a stream of cross-references with more than its rows")
	}
	return nil
}

// strictBytes unpacks a stream behind which nothing else is packed.
func (f *File) strictBytes(item Item) ([]byte, error) {
	raw, err := f.Raw(item)
	if err != nil {
		return nil, f.syntax(err)
	}
	if raw.Size() > mostUnpacked {
		return nil, loose("a stream that is too long")
	}
	b := make([]byte, raw.Size())
	if err := f.readAt(b, item.Stream); err != nil {
		return nil, err
	}
	out, behind, err := unpack(item.Value.(Dict), b, mostUnpacked)
	if err != nil {
		return nil, loose(err.Error())
	}
	if rest := b[len(b)-behind:]; len(rest) > 0 && !(&parser{b: rest}).line() || len(rest) > 2 {
		return nil, loose("something behind what a stream packs")
	}
	return out, f.spend(len(out))
}

// syntax makes an ErrLoose of an error that is not one of reading.
func (f *File) syntax(err error) error {
	if err == nil || f.failed != nil || f.ctx.Err() != nil || errors.Is(err, ErrLoose) {
		return err
	}
	return loose(err.Error())
}
