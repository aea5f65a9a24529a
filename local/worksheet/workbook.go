package worksheet

import (
	"cmp"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"tram/local/packed"
)

// workbook reads a workbook of Office Open XML.
func (a archive) workbook() (Book, error) {
	root, err := a.Relations("")
	if err != nil {
		return Book{}, err
	}
	at := cmp.Or(root["type:officeDocument"], "xl/workbook.xml")
	to, err := a.Relations(strings.TrimPrefix(at, "/"))
	if err != nil {
		return Book{}, err
	}
	w := work{archive: a}
	var listed []listedSheet
	if listed, err = w.sheets(at); err != nil {
		return Book{}, err
	}
	if len(listed) == 0 {
		return Book{}, Unknown.About(a.r.name)
	}
	if err := w.styled(to["type:styles"]); err != nil {
		return Book{}, err
	}
	if err := w.texts(to["type:sharedStrings"]); err != nil {
		return Book{}, err
	}
	book := Book{From1904: w.from1904}
	for name := range a.Names {
		book.Links = book.Links || strings.Contains(name, "externallinks/")
	}
	for _, l := range listed {
		part := to[l.id]
		if !a.Has(part) {
			return Book{}, a.r.broken(errors.New("a sheet is listed that is not there"))
		}
		if !strings.Contains(strings.ToLower(part), "worksheets/") {
			book.Charts++
			continue
		}
		s := sheetReading{work: w, sheet: Sheet{Name: l.name, Hidden: l.hidden, HiddenColumns: map[int]bool{}}}
		if err := a.XML(part, mostPart, s.read); err != nil {
			return Book{}, err
		}
		s.merge()
		book.Sheets = append(book.Sheets, s.sheet)
	}
	return book, nil
}

// work is what the sheets of a workbook share.
type work struct {
	archive
	from1904 bool
	days     []bool   // of each style, whether it shows a day
	shared   []string // texts
}

type listedSheet struct {
	name, id string
	hidden   bool
}

func (w *work) sheets(part string) (all []listedSheet, err error) {
	if !w.Has(part) {
		return nil, Unknown.About(w.r.name)
	}
	err = w.XML(part, mostSmall, func(e *packed.Elements) error {
		return e.Each(func(s xml.StartElement) error {
			switch s.Name.Local {
			case "workbookPr":
				w.from1904 = packed.IsTrue(packed.Attribute(s, "date1904"))
			case "sheet":
				id := ""
				for _, a := range s.Attr {
					if a.Name.Local == "id" && a.Name.Space != "" {
						id = a.Value
					}
				}
				state := packed.Attribute(s, "state")
				all = append(all, listedSheet{packed.Attribute(s, "name"), id, state == "hidden" || state == "veryHidden"})
				if len(all) > mostSheets {
					return TooManyCells.About(w.r.name)
				}
			}
			return nil
		}, nil, nil)
	})
	return all, err
}

// styled learns which styles show days.
func (w *work) styled(part string) error {
	formats, within := map[string]bool{}, false
	return w.XML(part, mostSmall, func(e *packed.Elements) error {
		return e.Each(func(s xml.StartElement) error {
			switch s.Name.Local {
			case "numFmt":
				formats[packed.Attribute(s, "numFmtId")] = showsDay(packed.Attribute(s, "formatCode"))
			case "cellXfs":
				within = true
			case "xf":
				if within {
					id := packed.Attribute(s, "numFmtId")
					day, named := formats[id]
					w.days = append(w.days, named && day || !named && builtInDay(id))
				}
			}
			return nil
		}, func(name string) error {
			within = within && name != "cellXfs"
			return nil
		}, nil)
	})
}

// builtInDay tells the formats that every program knows by their numbers.
func builtInDay(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n >= 34 && n <= 36 || n >= 50 && n <= 58)
}

// showsDay tells whether a format shows a year or a day of the month.
func showsDay(format string) bool {
	quoted, escaped, bracket := false, false, false
	for _, r := range strings.ToLower(format) {
		switch {
		case escaped:
			escaped = false
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case bracket:
		case r == 'y' || r == 'd':
			return true
		}
	}
	return false
}

// texts reads the texts that sheets share.
func (w *work) texts(part string) error {
	t := text{}
	return w.XML(part, mostStrings, func(e *packed.Elements) error {
		return e.Each(func(s xml.StartElement) error {
			t.begins(s.Name.Local)
			return nil
		}, func(name string) error {
			if t.ends(name); name == "si" {
				if w.shared = append(w.shared, t.whole()); len(w.shared) > mostCells {
					return TooManyCells.About(w.r.name)
				}
			}
			return nil
		}, t.says)
	})
}

// text gathers what stands in the t of a text and of its runs, and not how it is spoken.
type text struct {
	b              strings.Builder
	within, spoken bool
}

func (t *text) begins(name string) {
	switch name {
	case "t":
		t.within = true
	case "rPh":
		t.spoken = true
	}
}

func (t *text) ends(name string) {
	switch name {
	case "t":
		t.within = false
	case "rPh":
		t.spoken = false
	}
}

func (t *text) says(c xml.CharData) {
	if t.within && !t.spoken {
		t.b.Write(c)
	}
}

// whole is the text, which begins anew.
func (t *text) whole() string {
	said := unescaped(t.b.String())
	t.b.Reset()
	return said
}

// unescaped reads the signs that workbooks write by their numbers: _x000D_.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		at := strings.Index(s, "_x")
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		if len(s) >= 7 && s[6] == '_' {
			if n, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				s = s[7:]
				continue
			}
		}
		b.WriteString(s[:2])
		s = s[2:]
	}
}
