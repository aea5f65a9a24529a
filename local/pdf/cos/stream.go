package cos

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// Raw finds the bytes of a stream as they lie in the file.
func (f *File) Raw(item Item) (*io.SectionReader, error) {
	d, is := item.Value.(Dict)
	if !is || item.Stream == 0 {
		return nil, errors.New("no stream")
	}
	v, err := f.Value(d.Get("Length"))
	if err != nil {
		return nil, err
	}
	length, is := v.(Int)
	if !is || length < 0 || int64(length) > f.size-item.Stream {
		return nil, errors.New("a stream without a sensible length")
	}
	end := make([]byte, min(16, f.size-item.Stream-int64(length)))
	if err := f.readAt(end, item.Stream+int64(length)); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(bytes.TrimLeft(end, "\r\n \t"), []byte("endstream")) {
		return nil, errors.New("a stream that does not end where it says")
	}
	return io.NewSectionReader(f.r, item.Stream, int64(length)), nil
}

// Unpacked reads a stream, at most so many bytes; only streams without a filter
// or with Flate are known.
func (f *File) Unpacked(item Item, most int64) ([]byte, error) {
	raw, err := f.Raw(item)
	if err != nil {
		return nil, err
	}
	if raw.Size() > most {
		return nil, errors.New("a stream that is too long")
	}
	b, err := io.ReadAll(raw)
	if err != nil {
		return nil, err
	}
	d, err := f.filters(item.Value.(Dict))
	if err != nil {
		return nil, err
	}
	return decode(d, b, most)
}

// filters reads what a stream is packed with, also where that stands elsewhere.
func (f *File) filters(d Dict) (Dict, error) {
	var found Dict
	for _, key := range []Name{"Filter", "DecodeParms"} {
		v, err := f.Value(d.Get(key))
		if err != nil {
			return found, err
		}
		if list, is := v.(Array); is && len(list.Items) == 1 {
			if v, err = f.Value(list.Items[0]); err != nil {
				return found, err
			}
		}
		found.Entries = append(found.Entries, Entry{Key: key, Value: v})
	}
	return found, nil
}

// bytesOf reads a stream of which the length is told at once, and where the
// object ends.
func (f *File) bytesOf(item Item) (b []byte, end int64, err error) {
	if _, direct := item.Value.(Dict).Get("Length").(Int); !direct {
		return nil, 0, errors.New("a table whose length stands elsewhere")
	}
	raw, err := f.Raw(item)
	if err != nil {
		return nil, 0, err
	}
	if raw.Size() > mostUnpacked {
		return nil, 0, errors.New("a table that is too long")
	}
	b, err = io.ReadAll(raw)
	return b, item.Stream + raw.Size(), err
}

// decode undoes a filter.
func decode(d Dict, b []byte, most int64) ([]byte, error) {
	out, _, err := unpack(d, b, most)
	return out, err
}

// unpack undoes a filter, and tells how many bytes were behind what it packs.
func unpack(d Dict, b []byte, most int64) (out []byte, behind int, err error) {
	filter, parms, err := oneFilter(d)
	if err != nil || filter == nil {
		return b, 0, err
	}
	if filter != Name("FlateDecode") {
		return nil, 0, errors.New("a stream with another filter than Flate")
	}
	r := bytes.NewReader(b)
	z, err := zlib.NewReader(r)
	if err != nil {
		return nil, 0, err
	}
	if out, err = io.ReadAll(io.LimitReader(z, most+1)); err != nil {
		return nil, 0, fmt.Errorf("unpacking: %w", err)
	}
	if int64(len(out)) > most {
		return nil, 0, errors.New("a stream that unpacks without end")
	}
	out, err = unpredict(parms, out)
	return out, r.Len(), err
}

// oneFilter reads the only filter of a stream; nil where there is none.
func oneFilter(d Dict) (filter Object, parms Dict, err error) {
	filter, given := d.Get("Filter"), d.Get("DecodeParms")
	if a, is := filter.(Array); is {
		switch len(a.Items) {
		case 0:
			return nil, parms, nil
		case 1:
			filter = a.Items[0]
		default:
			return nil, parms, errors.New("a stream with several filters")
		}
	}
	if a, is := given.(Array); is && len(a.Items) == 1 {
		given = a.Items[0]
	}
	parms, is := given.(Dict)
	if !is && given != nil && filter != nil {
		return nil, parms, errors.New("a filter that does not tell how it packed")
	}
	return filter, parms, nil
}

// unpredict undoes the PNG filters that tables are packed with.
func unpredict(p Dict, b []byte) ([]byte, error) {
	const firstPNG = 10
	predictor, _ := p.Get("Predictor").(Int)
	if predictor <= 1 {
		return b, nil
	}
	columns := 1
	if n, is := p.Get("Columns").(Int); is {
		columns = int(n)
	}
	for _, key := range []Name{"Colors", "BitsPerComponent"} {
		if n := p.Get(key); n != nil && n != map[Name]Object{"Colors": Int(1), "BitsPerComponent": Int(8)}[key] {
			return nil, errors.New("a predictor for images")
		}
	}
	if predictor < firstPNG || columns < 1 || columns > 1<<16 || len(b)%(columns+1) != 0 {
		return nil, errors.New("a predictor of another kind")
	}
	out := make([]byte, 0, len(b))
	above := make([]byte, columns)
	for ; len(b) > 0; b = b[columns+1:] {
		if b[0] > 4 {
			return nil, errors.New("an unknown row filter")
		}
		from := len(out)
		out = append(out, b[1:columns+1]...)
		here := out[from:]
		unfilter(b[0], here, above)
		above = here
	}
	return out, nil
}

// unfilter undoes one row; one byte is one pixel.
func unfilter(kind byte, here, above []byte) {
	var left, corner byte
	for i := range here {
		up := above[i]
		switch kind {
		case 1:
			here[i] += left
		case 2:
			here[i] += up
		case 3:
			here[i] += byte((int(left) + int(up)) / 2)
		case 4:
			here[i] += paeth(left, up, corner)
		}
		left, corner = here[i], up
	}
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
