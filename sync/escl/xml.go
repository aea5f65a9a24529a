package escl

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Limits of one document that a device sends. The largest seen has 19 KB, 9 levels and
// about 450 elements.
const (
	maxDocument = 1 << 20 // bytes
	maxDepth    = 32
	maxElements = 20_000
	maxText     = 4096 // bytes of one element; what follows is passed over
)

// errWebPage is a document for browsers: a login, an error, the device's own pages.
var errWebPage = errors.New("a web page")

// element is one element of a document. Namespaces are left aside: devices write the same
// names with either prefix, and some with none.
type element struct {
	name     string
	text     string
	children []*element
}

// readXML reads one document within the limits, leniently: what is no element or text is
// passed over, and what follows the first root is not looked at.
func readXML(r io.Reader) (*element, error) {
	limited := &io.LimitedReader{R: r, N: maxDocument + 1}
	d := xml.NewDecoder(limited)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root, err := readRoot(d)
	if limited.N <= 0 {
		return nil, fmt.Errorf("a document of more than %d bytes", maxDocument)
	}
	return root, err
}

func readRoot(d *xml.Decoder) (*element, error) {
	var open []*element
	for seen := 0; ; {
		token, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("reading a document: %w", err)
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.HasPrefix(strings.ToLower(string(t)), "doctype html") {
				return nil, errWebPage
			}
		case xml.StartElement:
			if seen++; seen > maxElements || len(open) >= maxDepth {
				return nil, errors.New("a document of too many elements")
			}
			e := &element{name: t.Name.Local}
			if len(open) == 0 && strings.EqualFold(e.name, "html") {
				return nil, errWebPage
			}
			if len(open) > 0 {
				above := open[len(open)-1]
				above.children = append(above.children, e)
			}
			open = append(open, e)
		case xml.EndElement:
			last := open[len(open)-1]
			if open = open[:len(open)-1]; len(open) == 0 {
				return last, nil
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); len(open) > 0 && text != "" {
				last := open[len(open)-1]
				last.text += text[:min(len(text), maxText-len(last.text))]
			}
		}
	}
}

// at is the element at the end of a path of names, the first of each; nil: there is none.
func (e *element) at(names ...string) *element {
	for _, name := range names {
		all := e.all(name)
		if len(all) == 0 {
			return nil
		}
		e = all[0]
	}
	return e
}

// all are the children of a name.
func (e *element) all(name string) (found []*element) {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}

// below are all elements of a name at any depth, in the order of the document.
func (e *element) below(name string) (found []*element) {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
		found = append(found, c.below(name)...)
	}
	return found
}

// said is the text at the end of a path; empty: there is none.
func (e *element) said(names ...string) string {
	if found := e.at(names...); found != nil {
		return found.text
	}
	return ""
}

// number is the whole number at the end of a path; false: there is none.
func (e *element) number(names ...string) (int, bool) {
	n, err := strconv.Atoi(e.said(names...))
	return n, err == nil && n > -1_000_000 && n < 1_000_000
}
