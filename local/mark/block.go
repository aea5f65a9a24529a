package mark

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
)

// BlockFacts are what the block of a copy tells (Nghị định 30/2020, Phụ lục I,
// Phần II): its form, who made it, its number, place and time, who signs it and
// who gets it.
type BlockFacts struct {
	Form   office.Form
	Office office.Office
	Number office.CopyNumber // 0: not drawn yet, as before the act
	Signer office.CopySigner
	At     time.Time
}

// Measures of the block in points. The decree leaves the sizes of copies to
// those of any document: 12 to 14, recipients 11 and 12.
const (
	formPt       = 14.0
	bodyPt       = 13.0
	namePt       = 12.0
	recipientsPt = 11.0

	leftPart, rightFrom = 0.43, 0.47 // of the width

	blockRulePt   = 1.0
	nameRulePt    = 0.6
	nameRuleAirPt = 1.5
	nameRuleShare = 0.4 // of the office's name
	blockAirPt    = 2.5 * office.PointsPerMM
	signRoomPt    = 32 * office.PointsPerMM // for the signature and the seal, which laps to the left

	leastBlockMM = 100.0 // below it the two columns are too narrow for a seal
)

// Block sets what Nghị định 30 asks of a copy on paper below a solid line of the
// full width, which is given in millimetres.
func Block(f BlockFacts, widthMM float64) (Layout, error) {
	if widthMM < leastBlockMM {
		return Layout{}, TooMuch
	}
	b := &blockSetter{Layout: Layout{W: widthMM * office.PointsPerMM}}
	b.Rules = []Rule{{W: b.W, Thick: blockRulePt}}
	left, right := column{0, b.W * leftPart}, column{b.W * rightFrom, b.W * (1 - rightFrom)}
	top := blockRulePt + blockAirPt

	nameEnd := b.centred(left, top, Tidy(strings.ToUpper(f.Office.Name)), namePt, isBold)
	nameEnd = b.underline(left, nameEnd)
	formEnd := b.centred(right, top, copyWords[f.Form], formPt, isBold)

	second := max(nameEnd, formEnd) + blockAirPt
	numberEnd := b.centred(left, second, "Số: "+copyNumber(f.Number), bodyPt, 0)
	dateEnd := b.centred(right, second, Tidy(f.Signer.Place+", "+OfficialDate(f.At)), bodyPt, isItalic)

	third := max(numberEnd, dateEnd) + blockAirPt
	leftEnd := b.recipients(left, third, f.Signer.Recipients)
	rightEnd := third
	for line := range strings.SplitSeq(f.Signer.Position, "\n") {
		if line = Tidy(strings.ToUpper(line)); line != "" {
			rightEnd = b.centred(right, rightEnd, line, bodyPt, isBold)
		}
	}
	rightEnd = b.centred(right, rightEnd+signRoomPt, Tidy(f.Signer.Name), bodyPt, isBold)

	b.H = max(leftEnd, rightEnd)
	if b.failed != nil {
		return Layout{}, b.failed
	}
	if b.H > tallestPt {
		return Layout{}, TooMuch
	}
	return b.Layout, nil
}

// copyNumber is the number of a copy as it is written: 05/SY-UBND.
func copyNumber(n office.CopyNumber) string {
	if n.Number == 0 {
		return "…/" + Tidy(n.Symbol)
	}
	return fmt.Sprintf("%02d/%s", n.Number, Tidy(n.Symbol))
}

// OfficialDate writes a date as Nghị định 30, Phụ lục I asks: with a zero before
// days below 10 and before January and February.
func OfficialDate(t time.Time) string {
	t = t.In(office.VietNam)
	month := fmt.Sprintf("%d", t.Month())
	if t.Month() <= time.February {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month, t.Year())
}

// column is a part of the width, in points.
type column struct{ x, w float64 }

// blockSetter sets lines from the top down. What cannot be set is told once, at
// the end.
type blockSetter struct {
	Layout
	line   int
	failed error
}

// style is how letters are set; 0 is upright and regular.
type style int

const (
	isBold style = 1 << iota
	isItalic
)

// centred sets a line in the middle of a column below y, broken into even rows,
// and tells where it ends.
func (b *blockSetter) centred(in column, y float64, line string, size float64, how style) float64 {
	return b.set(in, y, line, size, how, func(w float64) float64 { return in.x + (in.w-w)/2 })
}

func (b *blockSetter) set(in column, y float64, line string, size float64, how style, at func(width float64) float64) float64 {
	if r, none := Missing(line); none && b.failed == nil {
		b.failed = NoGlyph.About(string(r), r)
	}
	t := face(how&isBold > 0, how&isItalic > 0)
	rows, fits := wrapIn(t, line, size, in.w, 0)
	if !fits && b.failed == nil && line != "" {
		b.failed = WordTooLong.About(line)
	}
	for i, row := range rows {
		b.Texts = append(b.Texts, Text{X: at(t.width(row, size)), Y: y + (above+leading*float64(i))*size, Size: size,
			Bold: how&isBold > 0, Italic: how&isItalic > 0, S: row, Line: b.line})
	}
	b.line++
	return y + (above+below+leading*float64(max(len(rows), 1)-1))*size
}

// underline draws the short line below the name of the office.
func (b *blockSetter) underline(in column, y float64) float64 {
	if len(b.Texts) == 0 {
		return y
	}
	last := b.Texts[len(b.Texts)-1]
	w := Width(last.S, last.Size, last.Bold) * nameRuleShare
	b.Rules = append(b.Rules, Rule{X: in.x + (in.w-w)/2, Y: y + nameRuleAirPt, W: w, Thick: nameRulePt})
	return y + nameRuleAirPt + nameRulePt
}

// recipients lists who gets the copy; what the office keeps comes last.
func (b *blockSetter) recipients(in column, y float64, all []string) float64 {
	left := func(float64) float64 { return in.x }
	y = b.set(in, y, "Nơi nhận:", namePt, isBold|isItalic, left)
	kept := "- Lưu: VT."
	for _, r := range all {
		r = strings.TrimRight(strings.TrimLeft(Tidy(r), "-– "), ";., ")
		switch {
		case r == "":
		case strings.HasPrefix(office.Fold(r), "luu:"):
			kept = "- " + r + "."
		default:
			y = b.set(in, y, "- "+r+";", recipientsPt, 0, left)
		}
	}
	return b.set(in, y, kept, recipientsPt, 0, left)
}
