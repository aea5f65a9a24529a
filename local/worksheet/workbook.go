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
		notes, err := w.notes(part)
		if err != nil {
			return Book{}, err
		}
		s := sheetReading{work: w, sheet: Sheet{Name: l.name, Hidden: l.hidden, HiddenColumns: map[int]bool{}}}
		if err := a.XML(part, mostPart, s.read); err != nil {
			return Book{}, err
		}
		s.noted(notes)
		s.merge()
		book.Sheets = append(book.Sheets, s.sheet)
	}
	return book, nil
}

// work is what the sheets of a workbook share.
type work struct {
	archive
	from1904 bool
	styles   []style
	shared   []string // texts
	struck   []bool   // of each of them, whether some of it is struck through
}

// style is how cells show what they hold.
type style struct {
	day    bool   // a number is shown as a day
	struck bool   // through
	format string // of numbers and texts; empty: they are shown as they are
}

// styleOf is a style by its number; the zero style is that of cells that name none that is there.
func (w work) styleOf(n int) style {
	if n < 0 || n >= len(w.styles) {
		return style{}
	}
	return w.styles[n]
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

// styled learns how styles show what cells hold.
func (w *work) styled(part string) error {
	formats, within, struck := map[string]string{}, "", []bool{}
	return w.XML(part, mostSmall, func(e *packed.Elements) error {
		return e.Each(func(s xml.StartElement) error {
			switch name := s.Name.Local; {
			case name == "numFmt":
				formats[packed.Attribute(s, "numFmtId")] = packed.Attribute(s, "formatCode")
			case name == "cellXfs" || name == "fonts":
				within = name
			case name == "font" && within == "fonts":
				struck = append(struck, false)
			case name == "strike" && within == "fonts" && len(struck) > 0:
				struck[len(struck)-1] = strikes(s)
			case name == "xf" && within == "cellXfs":
				w.styles = append(w.styles, styleBy(s, formats, struck))
			}
			return nil
		}, func(name string) error {
			if name == within {
				within = ""
			}
			return nil
		}, nil)
	})
}

// strikes tells whether an element says that text is struck through.
func strikes(s xml.StartElement) bool {
	val := packed.Attribute(s, "val")
	return val == "" || packed.IsTrue(val)
}

func styleBy(s xml.StartElement, formats map[string]string, struck []bool) (is style) {
	id := packed.Attribute(s, "numFmtId")
	format, named := formats[id]
	is.day = named && showsDay(format) || !named && builtInDay(id)
	if !named {
		format = builtIn[id]
	}
	if !is.day {
		is.format = format
	}
	font, err := strconv.Atoi(packed.Attribute(s, "fontId"))
	is.struck = err == nil && font >= 0 && font < len(struck) && struck[font]
	return is
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
			t.begins(s)
			return nil
		}, func(name string) error {
			if t.ends(name); name == "si" {
				w.struck = append(w.struck, t.takeStruck())
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
	struck         bool // some of it is
}

func (t *text) begins(s xml.StartElement) {
	switch s.Name.Local {
	case "strike":
		t.struck = t.struck || strikes(s)
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

// takeStruck tells whether some of a text was struck through, of which the next one knows nothing.
func (t *text) takeStruck() bool {
	was := t.struck
	t.struck = false
	return was
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
