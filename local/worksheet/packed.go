package worksheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// packed reads a workbook, which is an archive of XML.
func (r *reading) packed(file io.ReaderAt, size int64) (Book, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return Book{}, r.broken(err)
	}
	parts := archive{r: r, parts: map[string]*zip.File{}}
	for _, part := range z.File {
		name := strings.ToLower(strings.TrimPrefix(part.Name, "/"))
		if parts.parts[name] != nil {
			return Book{}, r.broken(errors.New("two parts of one name"))
		}
		parts.parts[name] = part
	}
	switch {
	case parts.parts["content.xml"] != nil:
		return parts.openDocument()
	case parts.parts["[content_types].xml"] != nil:
		return parts.workbook()
	}
	return Book{}, Unknown.About(r.name)
}

// archive are the parts of a packed file, by their names in small letters.
type archive struct {
	r     *reading
	parts map[string]*zip.File
}

func (a archive) part(name string) *zip.File {
	return a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
}

// xml walks the elements of a part of at most so many bytes. One that is not there has none.
func (a archive) xml(name string, most int64, visit func(*elements) error) error {
	part := a.part(name)
	if part == nil {
		return nil
	}
	opened, err := part.Open()
	if err != nil {
		return a.r.broken(err)
	}
	defer opened.Close()
	counted := &counter{from: opened, left: most}
	d := xml.NewDecoder(counted)
	e := &elements{d: d, r: a.r}
	err = visit(e)
	if counted.left < 0 {
		return TooLarge.About(a.r.name, MostFile>>20)
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

// elements walks XML, by the local names of elements: whoever wrote it chose the prefixes.
type elements struct {
	d     *xml.Decoder
	r     *reading
	steps int
}

// everySteps is how many signs of XML are read before somebody may end it.
const everySteps = 1 << 14

// next is the next sign of the XML; nil: it has ended.
func (e *elements) next() (xml.Token, error) {
	if e.steps++; e.steps%everySteps == 0 {
		if err := e.r.ctx.Err(); err != nil {
			return nil, err
		}
	}
	t, err := e.d.RawToken()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, e.r.broken(err)
	}
	return t, nil
}

// each visits elements as they begin and end.
func (e *elements) each(begins func(xml.StartElement) error, ends func(name string) error, says func(xml.CharData)) error {
	for {
		t, err := e.next()
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

// attribute is one of an element, by its local name; empty: it has none.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(value string) bool { return value == "1" || value == "true" || value == "on" }

// relations are what a part names, by their IDs.
func (a archive) relations(of string) (map[string]string, error) {
	to := map[string]string{}
	dir, file := path.Split(of)
	err := a.xml(dir+"_rels/"+file+".rels", mostSmall, func(e *elements) error {
		return e.each(func(s xml.StartElement) error {
			if s.Name.Local == "Relationship" && attribute(s, "TargetMode") != "External" {
				target := attribute(s, "Target")
				if !strings.HasPrefix(target, "/") {
					target = path.Join(dir, target)
				}
				to[attribute(s, "Id")] = target
				to["type:"+path.Base(attribute(s, "Type"))] = target
			}
			return nil
		}, nil, nil)
	})
	return to, err
}
