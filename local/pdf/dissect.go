package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"tram/local/office"
)

// Anatomy is what a file of ours holds, found from its bytes alone.
type Anatomy struct {
	ID    [16]byte
	Title string
	Code  string // as written; not checked
	Pages []Part
}

// Part is one page of a file of ours: the SHA-256 of its image streams in the
// order in which they are drawn, and the composed lines of its marks.
type Part struct {
	Streams   []office.Digest
	MarkLines []string
}

// Dissect reads a file that Writer made, trusting no record: where the pages
// are, what each draws, the hash of each image stream, and the words of each
// mark as a reader of the PDF would copy them. A file that differs from what
// Writer makes in its structure, so also one that another program saved anew,
// gives NotOurs. The anatomy that comes with an error holds what was found
// before it; a known ID there tells which document was tampered with.
func Dissect(ctx context.Context, r io.ReaderAt, size int64) (Anatomy, error) {
	d := dissection{ctx: ctx, fonts: map[ref]map[uint16]string{}}
	err := d.whole(r, size)
	if err != nil && ctx.Err() != nil {
		return d.found, ctx.Err()
	}
	if err != nil {
		return d.found, NotOurs.Because(err)
	}
	return d.found, nil
}

// dissection is one reading of a file.
type dissection struct {
	ctx   context.Context
	b     *book
	found Anatomy
	fonts map[ref]map[uint16]string // letters by code
	buf   []byte
}

func (d *dissection) whole(r io.ReaderAt, size int64) (err error) {
	if d.b, err = openBook(r, size); err != nil {
		return err
	}
	if err := d.identity(); err != nil {
		return err
	}
	catalog, _, err := d.b.dict(d.b.trailer["Root"])
	if err != nil {
		return err
	}
	pages, _, err := d.b.dict(catalog["Pages"])
	if err != nil {
		return err
	}
	kids, is := pages["Kids"].(array)
	if !is || len(kids) == 0 || pages["Count"] != float64(len(kids)) {
		return errors.New("the list of pages is broken")
	}
	seen := map[any]bool{}
	for i, kid := range kids {
		if seen[kid] {
			return fmt.Errorf("page %d stands in the list twice", i+1)
		}
		seen[kid] = true
		part, err := d.page(kid)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		d.found.Pages = append(d.found.Pages, part)
	}
	return nil
}

// identity reads what the file says of itself.
func (d *dissection) identity() error {
	ids, _ := d.b.trailer["ID"].(array)
	if len(ids) != 2 {
		return errors.New("no identifier in the trailer")
	}
	id, is := ids[0].(text16)
	if !is || len(id) != len(d.found.ID) {
		return errors.New("no identifier in the trailer")
	}
	d.found.ID = [16]byte(id)
	info, _, err := d.b.dict(d.b.trailer["Info"])
	if err != nil {
		return err
	}
	if d.found.Title, err = plainText(info["Title"]); err != nil {
		return err
	}
	d.found.Code, err = plainText(info["Keywords"])
	return err
}

// plainText reads a text string in UTF-16BE with its mark.
func plainText(v any) (string, error) {
	b, is := v.(text16)
	if !is || len(b) < 2 || b[0] != 0xfe || b[1] != 0xff {
		return "", errors.New("a text of another kind")
	}
	return fromUTF16(b[2:])
}

func fromUTF16(b []byte) (string, error) {
	if len(b)%2 != 0 {
		return "", errors.New("half a letter")
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units)), nil
}

// page follows what a page draws: its content is a row of "q … cm /Name Do Q".
func (d *dissection) page(v any) (part Part, err error) {
	self, _, err := d.b.dict(v)
	if err != nil {
		return part, err
	}
	resources, _ := self["Resources"].(dict)
	objects, _ := resources["XObject"].(dict)
	if self["Type"] != name("Page") || objects == nil || self["Rotate"] != nil || self["Annots"] != nil {
		return part, errors.New("it is no page of ours")
	}
	_, content, err := d.b.unpacked(self["Contents"])
	if err != nil {
		return part, err
	}
	drawn, err := drawings(content)
	if err != nil {
		return part, err
	}
	if len(drawn) != len(objects) {
		return part, errors.New("it holds what it does not draw")
	}
	for _, what := range drawn {
		if objects[what] == nil {
			return part, fmt.Errorf("it draws %s, which it does not hold", what)
		}
		switch {
		case what == "Image":
			err = d.image(objects[what], &part)
		case strings.HasPrefix(string(what), "Mark"):
			err = d.mark(objects[what], &part)
		case what == unseenName:
			err = d.wordsBelow(objects[what])
		case !strings.HasPrefix(string(what), "Text"):
			err = fmt.Errorf("it draws %s", what)
		}
		if err != nil {
			return part, err
		}
	}
	return part, nil
}

// drawings lists what a content stream draws. Nothing is drawn twice.
func drawings(content []byte) (drawn []name, err error) {
	s := scanner{b: content}
	seen := map[name]bool{}
	for s.space(); s.at < len(s.b); s.space() {
		var ops [11]any // q, six numbers, cm, a name, Do, Q
		for i := range ops {
			if ops[i], err = s.value(0); err != nil {
				return nil, err
			}
			if _, number := ops[i].(float64); number != (i >= 1 && i <= 6) {
				return nil, errors.New("it draws in another way")
			}
		}
		what, named := ops[8].(name)
		if ops[0] != keyword("q") || ops[7] != keyword("cm") || !named || ops[9] != keyword("Do") || ops[10] != keyword("Q") || seen[what] {
			return nil, errors.New("it draws in another way")
		}
		seen[what] = true
		drawn = append(drawn, what)
	}
	return drawn, nil
}

// image hashes the bytes of an image stream as they lie in the file.
func (d *dissection) image(v any, into *Part) error {
	head, raw, err := d.b.stream(v)
	if err != nil {
		return err
	}
	if head["Subtype"] != name("Image") || head["SMask"] != nil || head["Mask"] != nil {
		return errors.New("its image is not one of ours")
	}
	if d.buf == nil {
		d.buf = make([]byte, copyBytes)
	}
	sum := sha256.New()
	for at := int64(0); at < raw.Size(); {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		part := d.buf[:min(int64(len(d.buf)), raw.Size()-at)]
		if n, err := raw.ReadAt(part, at); n < len(part) {
			return fmt.Errorf("reading the image: %w", err)
		}
		sum.Write(part)
		at += int64(len(part))
	}
	into.Streams = append(into.Streams, office.Digest(hex.EncodeToString(sum.Sum(nil))))
	return nil
}
