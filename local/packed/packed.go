// Package packed reads files that are archives of XML, as office programs write them (XLSX, ODS,
// DOCX).
//
// What comes is a stranger's: each part is read as a stream and counted, nothing in it is carried
// out, no link is followed, no name of the archive is a path, and nothing is unpacked to a disk.
package packed

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What keeps an archive from being read, in English: whoever reads one says it to people in the
// words of what the file is.
var (
	Broken   = errors.New("the archive is broken")
	TooLarge = errors.New("a part of the archive unpacks to more than it may")
)

// Archive are the parts of a packed file, by their names in small letters.
type Archive struct {
	ctx   context.Context
	parts map[string]*zip.File
}

// Open opens a file of size bytes. It fails with Broken.
func Open(ctx context.Context, file io.ReaderAt, size int64) (Archive, error) {
	a := Archive{ctx: ctx, parts: map[string]*zip.File{}}
	z, err := zip.NewReader(file, size)
	if err != nil {
		return a, a.broken(err)
	}
	for _, part := range z.File {
		name := strings.ToLower(strings.TrimPrefix(part.Name, "/"))
		if a.parts[name] != nil {
			return a, a.broken(errors.New("two parts of one name"))
		}
		a.parts[name] = part
	}
	return a, nil
}

// broken is an archive that is not what it says; the reading that was ended says so itself.
func (a Archive) broken(cause error) error {
	if err := a.ctx.Err(); err != nil {
		return err
	}
	return fmt.Errorf("%w: %w", Broken, cause)
}

// Has tells whether there is a part of a name.
func (a Archive) Has(name string) bool { return a.part(name) != nil }

// Names are those of all parts, in small letters and in no order.
func (a Archive) Names(yield func(string) bool) {
	for name := range a.parts {
		if !yield(name) {
			return
		}
	}
}

func (a Archive) part(name string) *zip.File {
	return a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
}

// XML walks the elements of a part of at most so many bytes. One that is not there has none. It
// fails with Broken and TooLarge, and as visit does.
func (a Archive) XML(name string, most int64, visit func(*Elements) error) error {
	part := a.part(name)
	if part == nil {
		return nil
	}
	opened, err := part.Open()
	if err != nil {
		return a.broken(err)
	}
	defer opened.Close()
	counted := &counter{from: opened, left: most}
	d := xml.NewDecoder(counted)
	e := &Elements{d: d, a: a}
	err = visit(e)
	if counted.left < 0 {
		return TooLarge
	}
	return err
}

// counter reads no further than its bound.
type counter struct {
	from io.Reader
	left int64
}

func (c *counter) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, errors.New("more than may be read")
	}
	n, err := c.from.Read(p)
	c.left -= int64(n)
	return n, err
}

// Elements walks XML, by the local names of elements: whoever wrote it chose the prefixes.
type Elements struct {
	d     *xml.Decoder
	a     Archive
	steps int
}

// everySteps is how many signs of XML are read before somebody may end it.
const everySteps = 1 << 14

// Next is the next sign of the XML; nil: it has ended.
func (e *Elements) Next() (xml.Token, error) {
	if e.steps++; e.steps%everySteps == 0 {
		if err := e.a.ctx.Err(); err != nil {
			return nil, err
		}
	}
	t, err := e.d.RawToken()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, e.a.broken(err)
	}
	return t, nil
}

// Each visits elements as they begin and end.
func (e *Elements) Each(begins func(xml.StartElement) error, ends func(name string) error, says func(xml.CharData)) error {
	for {
		t, err := e.Next()
		if t == nil || err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = begins(t)
		case xml.EndElement:
			if ends != nil {
				err = ends(t.Name.Local)
			}
		case xml.CharData:
			if says != nil {
				says(t)
			}
		}
		if err != nil {
			return err
		}
	}
}

// Attribute is one of an element, by its local name; empty: it has none.
func Attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// IsTrue tells whether the value of an attribute says yes.
func IsTrue(value string) bool { return value == "1" || value == "true" || value == "on" }

// mostRelations bounds what one part names, in bytes.
const mostRelations = 8 << 20

// Relations are what a part names within the archive, by their IDs, and by “type:” with the last
// word of their type. It fails as XML does.
func (a Archive) Relations(of string) (map[string]string, error) {
	to := map[string]string{}
	dir, file := path.Split(of)
	err := a.XML(dir+"_rels/"+file+".rels", mostRelations, func(e *Elements) error {
		return e.Each(func(s xml.StartElement) error {
			if s.Name.Local == "Relationship" && Attribute(s, "TargetMode") != "External" {
				target := Attribute(s, "Target")
				if !strings.HasPrefix(target, "/") {
					target = path.Join(dir, target)
				}
				to[Attribute(s, "Id")] = target
				to["type:"+path.Base(Attribute(s, "Type"))] = target
			}
			return nil
		}, nil, nil)
	})
	return to, err
}
