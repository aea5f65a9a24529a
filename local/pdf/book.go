package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// book gives random access to the objects of a file of our own. Nothing of it
// is kept in memory but where the objects lie.
type book struct {
	r       io.ReaderAt
	size    int64
	offsets []int64 // by object number; 0 is the free one
	trailer dict
}

const (
	fileHead     = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	mostObjects  = 1_000_000
	xrefLine     = 20
	firstPiece   = 4 << 10 // of an object, longer when that is too short
	mostObject   = 8 << 20
	mostUnpacked = 4 << 20
	tailBytes    = 1 << 10
)

// openBook reads the tables at the end of the file.
func openBook(r io.ReaderAt, size int64) (*book, error) {
	b := &book{r: r, size: size}
	head := make([]byte, len(fileHead))
	if err := b.readAt(head, 0); err != nil || string(head) != fileHead {
		return nil, errors.New("another header")
	}
	start, trailerAt, err := b.ending()
	if err != nil {
		return nil, err
	}
	if err := b.readOffsets(start, trailerAt); err != nil {
		return nil, err
	}
	if size, is := b.trailer["Size"].(float64); !is || int(size) != len(b.offsets) {
		return nil, errors.New("the trailer and the table disagree")
	}
	return b, nil
}

// ending reads the trailer, and tells where it and the table begin.
func (b *book) ending() (start, trailerAt int64, err error) {
	tail := make([]byte, min(tailBytes, b.size))
	if err := b.readAt(tail, b.size-int64(len(tail))); err != nil {
		return 0, 0, err
	}
	const word = "\ntrailer\n"
	at := bytes.LastIndex(tail, []byte(word))
	if at < 0 {
		return 0, 0, errors.New("no trailer at the end")
	}
	s := scanner{b: tail, at: at + len(word)}
	v, err := s.value(0)
	if err != nil {
		return 0, 0, err
	}
	var is bool
	if b.trailer, is = v.(dict); !is {
		return 0, 0, errors.New("the trailer is no dictionary")
	}
	rest, ours := bytes.CutPrefix(s.b[s.at:], []byte("\nstartxref\n"))
	digits, whole := bytes.CutSuffix(rest, []byte("\n%%EOF\n"))
	start, err = strconv.ParseInt(string(digits), 10, 64)
	if !ours || !whole || err != nil || start < 0 {
		return 0, 0, errors.New("another ending")
	}
	return start, b.size - int64(len(tail)) + int64(at) + 1, nil
}

// readOffsets reads the one table of cross-references.
func (b *book) readOffsets(start, end int64) error {
	if start >= end || end-start > mostObjects*xrefLine {
		return errors.New("a table of no sensible length")
	}
	table := make([]byte, end-start)
	if err := b.readAt(table, start); err != nil {
		return err
	}
	head, lines, found := bytes.Cut(table, []byte("0000000000 65535 f \n"))
	count := len(lines)/xrefLine + 1
	if !found || string(head) != fmt.Sprintf("xref\n0 %d\n", count) || len(lines)%xrefLine != 0 {
		return errors.New("another kind of table")
	}
	b.offsets = make([]int64, count)
	for n := firstObject; n < count; n++ {
		line := string(lines[(n-1)*xrefLine : n*xrefLine])
		at, err := strconv.ParseInt(line[:10], 10, 64)
		if err != nil || line[10:] != " 00000 n \n" || at <= 0 || at >= start {
			return fmt.Errorf("line %d of the table is broken", n)
		}
		b.offsets[n] = at
	}
	return nil
}

// object reads the value of an object and, where it is a stream, where the
// stream's bytes begin (else 0).
func (b *book) object(n ref) (v any, stream int64, err error) {
	if n < firstObject || int(n) >= len(b.offsets) {
		return nil, 0, fmt.Errorf("no object %d", n)
	}
	at := b.offsets[n]
	for length := int64(firstPiece); ; length *= 8 {
		piece := make([]byte, min(length, b.size-at))
		if err := b.readAt(piece, at); err != nil {
			return nil, 0, err
		}
		v, stream, err = readObject(piece, n)
		if !errors.Is(err, errShort) || length >= mostObject || int64(len(piece)) < length {
			break
		}
	}
	if err != nil {
		return nil, 0, fmt.Errorf("object %d: %w", n, err)
	}
	if stream > 0 {
		stream += at
	}
	return v, stream, nil
}

func readObject(piece []byte, n ref) (v any, stream int64, err error) {
	rest, ours := bytes.CutPrefix(piece, fmt.Appendf(nil, "%d 0 obj\n", n))
	if !ours {
		return nil, 0, errors.New("another object lies there")
	}
	s := scanner{b: rest}
	if v, err = s.value(0); err != nil {
		return nil, 0, err
	}
	const plain, streaming = "\nendobj\n", "\nstream\n"
	rest = rest[s.at:]
	switch {
	case bytes.HasPrefix(rest, []byte(plain)):
		return v, 0, nil
	case bytes.HasPrefix(rest, []byte(streaming)):
		return v, int64(len(piece) - len(rest) + len(streaming)), nil
	case len(rest) < len(streaming):
		return nil, 0, errShort
	}
	return nil, 0, errors.New("it does not end as ours do")
}

// dict reads an object that is a dictionary, or the head of a stream.
func (b *book) dict(v any) (d dict, stream int64, err error) {
	n, is := v.(ref)
	if !is {
		return nil, 0, errors.New("a reference is missing")
	}
	v, stream, err = b.object(n)
	if err != nil {
		return nil, 0, err
	}
	if d, is = v.(dict); !is {
		return nil, 0, fmt.Errorf("object %d is no dictionary", n)
	}
	return d, stream, nil
}

// stream finds the bytes of a stream and checks that it ends where it says.
func (b *book) stream(v any) (dict, *io.SectionReader, error) {
	d, at, err := b.dict(v)
	if err != nil {
		return nil, nil, err
	}
	length, err := b.length(d["Length"])
	if err != nil {
		return nil, nil, err
	}
	const end = "\nendstream\nendobj\n"
	found := make([]byte, len(end))
	if at == 0 || length > b.size-at {
		return nil, nil, errors.New("a stream without its bytes")
	}
	if err := b.readAt(found, at+length); err != nil || string(found) != end {
		return nil, nil, errors.New("a stream that does not end where it says")
	}
	return d, io.NewSectionReader(b.r, at, length), nil
}

func (b *book) length(v any) (int64, error) {
	if n, is := v.(ref); is {
		var err error
		if v, _, err = b.object(n); err != nil {
			return 0, err
		}
	}
	f, is := v.(float64)
	if !is || f < 0 || f > float64(b.size) {
		return 0, errors.New("a length that is no number")
	}
	return int64(f), nil
}

// unpacked reads a small stream whole.
func (b *book) unpacked(v any) (dict, []byte, error) {
	d, raw, err := b.stream(v)
	if err != nil {
		return nil, nil, err
	}
	var r io.Reader = raw
	if d["Filter"] != nil {
		if d["Filter"] != name("FlateDecode") {
			return nil, nil, errors.New("a stream packed in another way")
		}
		if r, err = zlib.NewReader(raw); err != nil {
			return nil, nil, err
		}
	}
	out, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
	if err == nil && len(out) > mostUnpacked {
		err = errors.New("a stream that unpacks without end")
	}
	return d, out, err
}

func (b *book) readAt(p []byte, at int64) error {
	if at < 0 || at+int64(len(p)) > b.size {
		return io.ErrUnexpectedEOF
	}
	if n, err := b.r.ReadAt(p, at); n < len(p) {
		return fmt.Errorf("reading at byte %d: %w", at, err)
	}
	return nil
}
