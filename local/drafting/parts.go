package drafting

import (
	"cmp"
	"slices"
	"strings"

	"tram/local/docx"
	"tram/local/mark"
	"tram/local/office"
)

// The two columns of the head and of who signs, in millimetres; together they are as wide as the text.
const (
	headLeft  = 68.0
	headRight = 97.0
	signLeft  = 80.0
	signRight = 85.0
	cellAir   = 2 * 60 / 20.0 / office.PointsPerMM // beside the words of a cell, on both sides
)

func centred(text string, size float64, how docx.Run) docx.Paragraph {
	how.Text, how.Size = text, size
	return docx.Paragraph{Align: docx.Middle, Runs: []docx.Run{how}}
}

var (
	bold   = docx.Run{Bold: true}
	italic = docx.Run{Italic: true}
	plain  = docx.Run{}
)

// rule is a line under the last line of a text, in a room so wide.
func rule(text string, size float64, wide, share float64) docx.Paragraph {
	all := mark.Lines(text, size, true, wide*office.PointsPerMM)
	long := wide
	if len(all) > 0 {
		long = min(wide, mark.Width(all[len(all)-1], size, true)/office.PointsPerMM*share)
	}
	beside := (wide - long) / 2
	return docx.Paragraph{RuleAbove: true, Before: ruleAir, From: beside, To: beside, Runs: []docx.Run{{Text: "\u00a0", Size: ruleTail}}}
}

func cell(all ...docx.Paragraph) docx.Cell { return docx.Cell{Paragraphs: all} }

// head is whose document it is beside the motto of the State, and below its number beside place and
// day (Phụ lục I, ô 1, 2, 3, 4).
func (d Draft) head(form Form) docx.Table {
	left := []docx.Paragraph{}
	if upper := broken(said(d.Upper)); upper != "" {
		left = append(left, centred(upper, headSize, plain))
	}
	number := centred(d.numberSaid(form), numberSize, plain)
	number.Before = betweenPt
	lower := []docx.Paragraph{number}
	if form == OfficialLetter {
		about := centred("V/v "+or(bare(d.Subject)), aboutSize, plain)
		about.Before = betweenPt
		lower = append(lower, about)
	}
	day := docx.Paragraph{}
	if form != Record { // a record tells its times in its text
		day = centred(or(d.Place)+", "+dayOf(d.Issued), textSize, italic)
		day.Before = betweenPt
	}
	return docx.Table{Widths: []float64{headLeft, headRight}, Rows: []docx.Row{
		{Whole: true, Cells: []docx.Cell{cell(append(left, named(or(d.Office))...)...), cell(motto()...)}},
		{Whole: true, Cells: []docx.Cell{cell(lower...), cell(day)}},
	}}
}

func named(of string) []docx.Paragraph {
	name := broken(of)
	last := name[strings.LastIndex(name, "\n")+1:]
	return []docx.Paragraph{centred(name, headSize, bold), rule(last, headSize, headLeft-cellAir, nameRule)}
}

// broken is the name of an office in capitals; one too wide for its column is broken before the name
// of its place.
func broken(name string) string {
	name = strings.ToUpper(name)
	if mark.Width(name, headSize, true) <= (headLeft-cellAir)*office.PointsPerMM {
		return name
	}
	for _, body := range []string{"ỦY BAN NHÂN DÂN ", "HỘI ĐỒNG NHÂN DÂN "} {
		if place, is := strings.CutPrefix(name, body); is {
			return strings.TrimSpace(body) + "\n" + place
		}
	}
	return name
}

func motto() []docx.Paragraph {
	const words = "Độc lập - Tự do - Hạnh phúc"
	return []docx.Paragraph{
		centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", headSize, bold),
		centred(words, mottoSize, bold), rule(words, mottoSize, headRight-cellAir, 1),
	}
}

// title is the name of the type with what the document is about, and a rule below (ô 5a).
func title(name, about string) []docx.Block {
	head := centred(strings.ToUpper(name), textSize, bold)
	head.Before, head.WithNext = airPt, true
	all := []docx.Block{head}
	last := strings.ToUpper(name)
	if about != "" {
		below := centred(about, textSize, bold)
		below.WithNext = true
		all, last = append(all, below), about
	}
	wide := office.Papers["A4"][0] - marginLeft - marginRight
	line := rule(last, textSize, wide, nameRule)
	line.After = betweenPt
	return append(all, line)
}

// para is a paragraph of the body; heading stands bold before its words.
func para(heading, text string) docx.Paragraph {
	p := docx.Paragraph{Align: docx.Both, First: firstLine, After: betweenPt}
	if heading != "" {
		p.Runs = append(p.Runs, docx.Run{Text: heading + " ", Bold: true})
	}
	p.Runs = append(p.Runs, docx.Run{Text: text})
	return p
}

// openLine is a line of dots, nearly as wide as the text.
var openLine = strings.Repeat("…", 30)

// openLines are lines to write on, the last with the sign that ends a document.
func openLines(n int) (all []docx.Block) {
	for i := range n {
		text := openLine
		if i == n-1 {
			text = dots + "./."
		}
		all = append(all, para("", text))
	}
	return all
}

// body is what the document says, or room for it. It ends as documents do.
func (d Draft) body(open func() []docx.Block) []docx.Block {
	if len(d.Sections) == 0 {
		return open()
	}
	all := sections(d.Sections)
	if p, is := all[len(all)-1].(docx.Paragraph); is && len(p.Runs) > 0 {
		last := &p.Runs[len(p.Runs)-1]
		last.Text = strings.TrimRight(last.Text, "./ ") + "./."
	}
	return all
}

func sections(of []Section) (all []docx.Block) {
	for _, s := range of {
		heading := said(s.Heading)
		if heading != "" && !strings.HasSuffix(heading, ".") {
			alone := para(heading, "")
			alone.WithNext, heading = true, ""
			all = append(all, alone)
		}
		if len(s.Paragraphs) == 0 {
			all = append(all, para(heading, dots))
		}
		for i, text := range s.Paragraphs {
			if i > 0 {
				heading = ""
			}
			all = append(all, para(heading, said(text)))
		}
	}
	return all
}

// addressed names to whom it is sent, above the text.
func (d Draft) addressed() []docx.Block {
	to := d.received().to
	if len(to) < 2 {
		one := dots
		if len(to) == 1 {
			one = said(to[0]) + "."
		}
		p := centred("Kính gửi: "+one, textSize, plain)
		p.Before, p.After = airPt, airPt
		return []docx.Block{p}
	}
	first := docx.Paragraph{From: 30, Before: airPt, WithNext: true, Runs: []docx.Run{{Text: "Kính gửi:"}}}
	all := []docx.Block{first}
	for i, l := range ended(to, ".") {
		p := docx.Paragraph{From: 40, Runs: []docx.Run{{Text: "- " + l}}}
		if i == len(to)-1 {
			p.After = airPt
		}
		all = append(all, p)
	}
	return all
}

// getters lists who gets the document; what the office keeps comes last (ô 9b).
func (d Draft) getters(first string, rest []string, kept string) []docx.Paragraph {
	all := []docx.Paragraph{{Runs: []docx.Run{{Text: "Nơi nhận:", Size: gettersSize, Bold: true, Italic: true}}}}
	typed := d.received()
	if first = cmp.Or(typed.as, first); first != "" {
		rest = append([]string{first}, rest...)
	}
	kept = cmp.Or(typed.kept, kept)
	if unit := said(d.Unit); unit != "" && !slices.Contains(strings.FieldsFunc(kept, func(r rune) bool { return r == ',' || r == ' ' || r == ':' }), unit) {
		kept += ", " + unit
	}
	for _, l := range ended(append(rest, kept), ".") {
		all = append(all, docx.Paragraph{Runs: []docx.Run{{Text: "- " + l, Size: getterSize}}})
	}
	return all
}

// signed is by whose right, in which office and under which name somebody signs (ô 7a, 7b).
func (d Draft) signed() []docx.Paragraph {
	lines, _ := capacities(d.Capacity) // checked before
	if position := strings.ToUpper(said(d.Position)); position != "" {
		lines = append(lines, position)
	} else if len(lines) == 0 || !strings.HasPrefix(lines[len(lines)-1], "Q. ") {
		lines = append(lines, dots)
	}
	return signature(lines, d.Signer)
}

func signature(lines []string, name string) (all []docx.Paragraph) {
	for _, l := range lines {
		all = append(all, centred(l, textSize, bold))
	}
	who := centred(or(name), textSize, bold)
	who.Before = sealPt
	return append(all, who)
}

// foot has who gets the document beside who signs; no end of a page parts it.
func foot(left, right []docx.Paragraph) docx.Table {
	for _, column := range [][]docx.Paragraph{left, right} {
		if len(column) > 0 {
			column[0].Before = airPt
		}
	}
	return docx.Table{Widths: []float64{signLeft, signRight}, Rows: []docx.Row{{Whole: true, Cells: []docx.Cell{cell(left...), cell(right...)}}}}
}
