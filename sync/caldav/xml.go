package caldav

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of what a server says in XML.
const (
	mostDepth    = 24
	mostElements = 2000 // of one answer among many
	mostAside    = 32   // elements beside the answers
	mostObject   = 1 << 20
)

func dav(name string) xml.Name { return xml.Name{Space: "DAV:", Local: name} }

func cal(name string) xml.Name {
	return xml.Name{Space: "urn:ietf:params:xml:ns:caldav", Local: name}
}

// node is one element: what stands in it, and its text.
type node struct {
	name   xml.Name
	called string // its attribute “name”
	text   []byte
	long   bool // text is cut off
	kids   []*node
}

// at is the only element at the end of a path of names; nil: there is none, or several.
func (n *node) at(names ...xml.Name) *node {
	for _, name := range names {
		all := n.all(name)
		if len(all) != 1 {
			return nil
		}
		n = all[0]
	}
	return n
}

func (n *node) all(name xml.Name) (found []*node) {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			found = append(found, k)
		}
	}
	return found
}

// said is the text at the end of a path, without spaces around; empty: there is none.
func (n *node) said(names ...xml.Name) string {
	if found := n.at(names...); found != nil {
		return strings.TrimSpace(string(found.text))
	}
	return ""
}

var (
	errPage = errors.New("a web page")
	errMany = errors.New("a document of too many elements")
)

// tree builds elements out of tokens, within the limits.
type tree struct {
	d    *xml.Decoder
	open []*node
	seen int
	text int
}

func newTree(r io.Reader) *tree { return &tree{d: xml.NewDecoder(r)} }

// next takes one token. It returns the element that it ended; nil: it ended none.
func (t *tree) next() (*node, error) {
	token, err := t.d.Token()
	if err != nil {
		return nil, err
	}
	switch is := token.(type) {
	case xml.Directive:
		if strings.HasPrefix(strings.ToLower(string(is)), "doctype html") {
			return nil, errPage
		}
		return nil, errors.New("a document with a DTD")
	case xml.StartElement:
		if len(t.open) == 0 && strings.EqualFold(is.Name.Local, "html") {
			return nil, errPage
		}
		if t.seen++; t.seen > mostElements || len(t.open) >= mostDepth {
			return nil, errMany
		}
		n := &node{name: is.Name}
		for _, a := range is.Attr {
			if a.Name == (xml.Name{Local: "name"}) {
				n.called = a.Value
			}
		}
		t.open = append(t.open, n)
	case xml.EndElement:
		return t.end(), nil
	case xml.CharData:
		if len(t.open) == 0 && strings.TrimSpace(string(is)) != "" {
			return nil, errors.New("text outside of the document")
		}
		if len(t.open) > 0 {
			n := t.open[len(t.open)-1]
			took := min(len(is), max(0, mostObject-t.text))
			n.text = append(n.text, is[:took]...)
			n.long = n.long || took < len(is)
			t.text += took
		}
	}
	return nil, nil
}

func (t *tree) end() *node {
	last := t.open[len(t.open)-1]
	if t.open = t.open[:len(t.open)-1]; len(t.open) > 0 {
		above := t.open[len(t.open)-1]
		above.kids = append(above.kids, last)
	}
	return last
}

// over tells that nothing follows the document.
func (t *tree) over() error {
	for {
		token, err := t.d.Token()
		if err == io.EOF { //nolint:errorlint // the end itself
			return nil
		}
		if err != nil {
			return err
		}
		switch is := token.(type) {
		case xml.Comment, xml.ProcInst:
		case xml.CharData:
			if strings.TrimSpace(string(is)) != "" {
				return errors.New("text after the document")
			}
		default:
			return errors.New("more than one document")
		}
	}
}

// readNode reads a short document.
func readNode(r io.Reader) (*node, error) {
	for t := newTree(r); ; {
		n, err := t.next()
		if err != nil {
			return nil, err
		}
		if n != nil && len(t.open) == 0 {
			return n, t.over()
		}
	}
}

// readMany reads a multistatus: each of its answers goes to each, and is let go. The other elements
// are returned.
func readMany(r io.Reader, each func(*node) error) (rest *node, err error) {
	for t := newTree(r); ; {
		n, err := t.next()
		switch {
		case err != nil:
			return nil, fmt.Errorf("reading many answers: %w", err)
		case len(t.open) > 0 && t.open[0].name != dav("multistatus"):
			return nil, errors.New("no multistatus")
		case n == nil || len(t.open) > 1:
			continue
		case len(t.open) == 0:
			return n, t.over()
		}
		t.seen, t.text = len(t.open), 0
		root := t.open[0]
		if n.name == dav("response") {
			root.kids = root.kids[:len(root.kids)-1]
			if err := each(n); err != nil {
				return nil, err
			}
		}
		if len(root.kids) > mostAside {
			return nil, errMany
		}
	}
}

// escaped is text as it stands in XML.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
