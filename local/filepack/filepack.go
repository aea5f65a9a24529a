// Package filepack writes a work file (hồ sơ công việc) as data and as a package for an archive:
// XML in order of time (Nghị định 30/2020, Phụ lục VI), and a package for submission (gói SIP,
// Thông tư 05/2025/TT-BNV) with a list of its files and their digests in METS.
//
// What its elements and files are called is data: archives do not agree on it.
package filepack

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// Names are what the parts of a file are called.
type Names struct {
	Pack struct {
		Prefix   string `json:"prefix"` // of the folder in the package
		Manifest string `json:"manifest"`
		Metadata string `json:"metadata"`
		List     string `json:"list"`
		Data     string `json:"data"` // folder
	} `json:"package"`
	Root      string  `json:"root"`
	Documents string  `json:"documents"`
	Document  string  `json:"document"`
	File      []Named `json:"file"`
	Fields    []Named `json:"fields"` // of a document
}

// Named is what one field is called: names of elements within each other, parted by strokes.
type Named struct {
	Field   string `json:"field"`
	Element string `json:"element"`
}

var elementName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// Read reads names. It fails where one is no name of an element, or names a field that no file has.
func Read(text []byte) (n Names, err error) {
	if err := json.Unmarshal(text, &n); err != nil {
		return n, fmt.Errorf("names of an archive: %w", err)
	}
	if err := n.within(); err != nil {
		return n, err
	}
	all := append([]Named{{Element: n.Root}, {Element: n.Documents}, {Element: n.Document}}, n.File...)
	for _, name := range append(all, n.Fields...) {
		for part := range strings.SplitSeq(name.Element, "/") {
			if !elementName.MatchString(part) {
				return n, fmt.Errorf("names of an archive: %q is no element", name.Element)
			}
		}
	}
	known := func(some []Named, values map[string]string) error {
		for _, name := range some {
			if _, is := values[name.Field]; !is {
				return fmt.Errorf("names of an archive: no file has %q", name.Field)
			}
		}
		return nil
	}
	if err := known(n.File, fileValues(Content{})); err != nil {
		return n, err
	}
	return n, known(n.Fields, documentValues(Content{}, 0))
}

// within looks at the names of files in the package: each is one that every system can hold and
// that stays in the folder, no two are the same, and none lies where the files of documents do.
func (n Names) within() error {
	if strings.Contains(n.Pack.Prefix, "/") {
		return fmt.Errorf("names of an archive: %q names a folder and not its beginning", n.Pack.Prefix)
	}
	taken := map[string]bool{}
	for _, name := range []string{n.Pack.Prefix, n.Pack.Data, n.Pack.Manifest, n.Pack.Metadata, n.Pack.List} {
		for part := range strings.SplitSeq(name, "/") {
			if part == "" || office.FileNameTrouble(part) != nil || !addressable.MatchString(part) {
				return fmt.Errorf("names of an archive: %q is no name in a package", name)
			}
		}
		small := strings.ToLower(name)
		if taken[small] || strings.HasPrefix(small, strings.ToLower(n.Pack.Data)+"/") {
			return fmt.Errorf("names of an archive: %q is taken", name)
		}
		taken[small] = true
	}
	return nil
}

// addressable is a name that stands in an address as it is.
var addressable = regexp.MustCompile(`^[A-Za-z0-9._~-]+$`)

// Content is what is written of a work file.
type Content struct {
	Office string
	At     time.Time // when it is written
	File   office.FileContents
	Types  map[string]string            // names of the types of documents, by code
	State  string                       // of the file, Vietnamese
	Files  func(i int) ([]Paper, error) // of the i-th document; nil: none are written
	List   func(w io.Writer) error      // the list of the documents as PDF, for a package; nil: none
}

// papers are the files of the i-th document.
func (c Content) papers(i int) ([]Paper, error) {
	if c.Files == nil {
		return nil, nil
	}
	return c.Files(i)
}

// Paper is a file of a document.
type Paper struct {
	Ending string // ".pdf"
	Draft  int    // which version of the draft it is, from 1; 0: it is none
	Write  func(w io.Writer) error
}

func fileValues(c Content) map[string]string {
	f := c.File
	return map[string]string{
		"code": f.Code(), "organ": f.Organ, "year": strconv.Itoa(f.Year), "notation": f.Notation, "title": f.Title, "retention": f.Retention.Said(), "use": f.Use,
		"creator": f.Creator, "language": f.Language, "from": f.From, "to": f.To, "documents": strconv.Itoa(len(f.Documents)), "pages": totalOf(f), "note": f.Note,
		"state": c.State, "opened": f.Opened, "ended": f.Ended, "handed": f.Handed, "handed-to": f.HandedTo,
	}
}

// totalOf is how many pages a file has; empty: of a document nobody counted them.
func totalOf(f office.FileContents) string {
	if slices.ContainsFunc(f.Documents, func(d office.FiledDocument) bool { return d.Filed.Pages == 0 }) {
		return ""
	}
	return strconv.Itoa(f.Pages)
}

// documentValues are the fields of the i-th document; of one that is not there they are empty.
func documentValues(c Content, i int) map[string]string {
	var d office.FiledDocument
	if i < len(c.File.Documents) {
		d = c.File.Documents[i]
	}
	r := d.Document
	all := map[string]string{
		"ordinal": strconv.Itoa(d.Ordinal), "type": c.Types[r.Document.Type], "number": r.Document.Number, "symbol": r.Document.Symbol, "issued": r.Document.Issued,
		"issuer": r.Document.Issuer, "subject": r.Document.Subject, "pages": counted(d.Filed.Pages), "note": d.Filed.Note, "arrived": "", "arrival-number": "",
		"signer": r.Signer, "to": r.To, "recalled": onlyIf(d.Recalled()), "late": onlyIf(d.Late), "missing": onlyIf(d.Missing), "file": "", "added": d.Filed.Added,
	}
	if r.Flow == office.FlowIn {
		all["arrived"], all["arrival-number"] = r.Entered, counted(r.Number)
	} else {
		all["number"] = counted(r.Number)
	}
	return all
}

func counted(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func onlyIf(is bool) string {
	if is {
		return "true"
	}
	return ""
}

// XML writes the file as data, its documents in order of time. A field of which nothing is known
// has no element.
func (n Names) XML(w io.Writer, c Content) error { return n.data(w, c, nil) }

// data writes the file as data, with the names of the files of each document.
func (n Names) data(w io.Writer, c Content, papers [][]string) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	x := writer{to: xml.NewEncoder(w)}
	x.to.Indent("", " ")
	x.open(n.Root)
	x.fields(n.File, fileValues(c), nil)
	x.open(n.Documents)
	for i := range c.File.Documents {
		var names []string
		if i < len(papers) {
			names = papers[i]
		}
		x.open(n.Document)
		x.fields(n.Fields, documentValues(c, i), names)
		x.shut(n.Document)
	}
	x.shut(n.Documents)
	x.shut(n.Root)
	if x.err != nil {
		return x.err
	}
	return x.to.Close()
}

// writer writes elements until one cannot be written.
type writer struct {
	to  *xml.Encoder
	err error
}

func (x *writer) token(t xml.Token) {
	if x.err == nil {
		x.err = x.to.EncodeToken(t)
	}
}

func (x *writer) open(name string) { x.token(xml.StartElement{Name: xml.Name{Local: name}}) }
func (x *writer) shut(name string) { x.token(xml.EndElement{Name: xml.Name{Local: name}}) }

// fields writes values in the order of their names; those that follow each other within one
// element stand in one.
func (x *writer) fields(names []Named, values map[string]string, files []string) {
	var within []string
	for _, name := range names {
		all := []string{values[name.Field]}
		if name.Field == "file" {
			all = files
		}
		for _, value := range all {
			if value == "" {
				continue
			}
			path := strings.Split(name.Element, "/")
			last := len(path) - 1
			within = x.enter(within, path[:last])
			x.open(path[last])
			x.token(xml.CharData(value))
			x.shut(path[last])
		}
	}
	x.enter(within, nil)
}

// enter shuts and opens elements so that what is written next stands within some.
func (x *writer) enter(from, to []string) []string {
	same := 0
	for same < len(from) && same < len(to) && from[same] == to[same] {
		same++
	}
	for _, name := range slices.Backward(from[same:]) {
		x.shut(name)
	}
	for _, name := range to[same:] {
		x.open(name)
	}
	return to
}
