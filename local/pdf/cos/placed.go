package cos

import "slices"

// placed is an indirect object, read strictly.
type placed struct {
	num, gen int
	item     Item
	from, to int64 // from its number to behind its endobj
}

func (p placed) streams() bool { return p.item.Stream > 0 }

// strictItem reads the object that begins at a place, or behind the end of a line
// that begins there: OpenPDF counts from the one before.
func (f *File) strictItem(at int64) (found placed, err error) {
	if at <= 0 || at >= f.size {
		return found, loose("an object outside the file")
	}
	err = f.growing(at, firstPiece, mostObject, func(piece []byte, whole bool) (err error) {
		p := parser{b: piece, whole: whole, strict: true}
		p.line()
		found, err = p.placed()
		return p.verdict(err)
	})
	if err != nil {
		return found, atLast(err)
	}
	found.from, found.item.At = found.from+at, at
	if !found.streams() {
		found.to += at
		return found, f.bounded(found.to)
	}
	found.item.Stream += at
	if found.to, err = f.strictEnd(found.item); err != nil {
		return found, err
	}
	return found, f.bounded(found.to)
}

// bounded checks that the last word before a place ends there.
func (f *File) bounded(at int64) error {
	if at == f.size {
		return nil
	}
	var next [1]byte
	if err := f.readAt(next[:], at); err != nil {
		return err
	}
	if next[0] != '\r' && next[0] != '\n' && next[0] != ' ' {
		return loose("a word that goes on")
	}
	return nil
}

// placed reads "n g obj", a value, and "endobj" or the begin of a stream.
func (p *parser) placed() (found placed, err error) {
	found.from = int64(p.at)
	num, a := p.plain()
	first := p.words(" ")
	gen, b := p.plain()
	if !a || !first || !b || !p.words(" obj") || num == 0 || num >= mostObjects || gen > mostGen {
		return found, p.off("no object where the table says")
	}
	if p.at < len(p.b) && !IsSpace(p.b[p.at]) && !IsDelimiter(p.b[p.at]) {
		return found, loose("the word obj goes on")
	}
	found.num, found.gen = int(num), int(gen)
	if found.item.Value, err = p.direct(); err != nil {
		return found, err
	}
	found.item.Source = p.b[:p.at]
	p.skip()
	w, err := p.word()
	if err != nil {
		return found, err
	}
	switch _, streaming := found.item.Value.(Dict); {
	case w == "endobj":
		found.to = int64(p.at)
		return found, nil
	case w == "stream" && streaming && (p.words("\r\n") || p.words("\n")):
		found.item.Stream = int64(p.at)
		return found, nil
	}
	return found, p.off("an object that does not end")
}

// direct reads a value that is an object by itself.
func (p *parser) direct() (Object, error) {
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	switch v.(type) {
	case keyword:
		return nil, loose("a keyword as an object")
	case Ref:
		return nil, loose("a reference as an object")
	}
	return v, nil
}

// strictEnd finds where the object of a stream ends: its bytes are as many as it
// says, at most one end of a line follows them.
func (f *File) strictEnd(item Item) (int64, error) {
	d := item.Value.(Dict)
	if err := f.plainStream(d); err != nil {
		return 0, err
	}
	raw, err := f.Raw(item)
	if err != nil {
		return 0, f.syntax(err)
	}
	at := item.Stream + raw.Size()
	b := make([]byte, min(2*mostGap, f.size-at))
	if err := f.readAt(b, at); err != nil {
		return 0, err
	}
	p := parser{b: b, whole: true}
	p.line()
	ended := p.words("endstream")
	behind := p.at
	if !ended || !p.gap() || p.at == behind || !p.words("endobj") {
		return 0, loose("a stream that does not end where it says")
	}
	if _, direct := d.Get("Length").(Int); !direct {
		if err := f.without(raw, "endstream"); err != nil {
			return 0, err
		}
	}
	return at + int64(p.at), nil
}

// The filters of PDF under the names that all readers know; some take short
// names too, and short names for the keys of a stream.
var (
	filterNames = []Name{"FlateDecode", "DCTDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode",
		"CCITTFaxDecode", "JBIG2Decode", "JPXDecode"}
	streamKeys = []Name{"F", "FFilter", "FDecodeParms", "DP"}
	imageKeys  = []Name{"W", "H", "BPC", "CS", "D", "IM", "I"}
)

// plainStream refuses streams that lie in another file, and what only some
// readers understand about one.
func (f *File) plainStream(d Dict) error {
	of, err := f.Value(d.Get("Subtype"))
	if err != nil {
		return f.syntax(err)
	}
	for _, e := range d.Entries {
		if slices.Contains(streamKeys, e.Key) || of == Name("Image") && slices.Contains(imageKeys, e.Key) {
			return loose("a stream with a key that readers take for another")
		}
	}
	v, err := f.Value(d.Get("Filter"))
	if err != nil {
		return f.syntax(err)
	}
	list, is := v.(Array)
	if !is {
		list.Items = []Object{v}
	}
	for _, o := range list.Items {
		name, err := f.Value(o)
		if err != nil {
			return f.syntax(err)
		}
		if known, is := name.(Name); name != nil && (!is || !slices.Contains(filterNames, known)) {
			return loose("a filter that not all readers know")
		}
	}
	return nil
}
