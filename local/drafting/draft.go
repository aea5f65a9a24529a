package drafting

import (
	"context"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"tram/local/docx"
	"tram/local/mark"
	"tram/local/office"
)

// The page of Nghị định 30/2020, Phụ lục I: A4 with its margins in millimetres, and letters in points,
// each of the range that it gives.
const (
	marginTop    = 20.0
	marginBottom = 20.0
	marginLeft   = 30.0
	marginRight  = 15.0

	face         = "Times New Roman"
	headSize     = 12.0 // quốc hiệu, tên cơ quan
	mottoSize    = 13.0 // tiêu ngữ, which is a point larger
	numberSize   = 13.0
	textSize     = 14.0
	aboutSize    = 12.0 // V/v of an official letter
	gettersSize  = 12.0 // the words "Nơi nhận"
	getterSize   = 11.0 // who gets it
	confirmsSize = 13.0

	firstLine = 10.0 // indent, in millimetres
	betweenPt = 6.0  // paragraphs
	airPt     = 12.0
	ruleTail  = 1.0 // letters of the line that bears a rule, in points
	ruleAir   = 2.0 // above it, in points
	sealPt    = 70.0

	nameRule = 0.4 // of the name's last line; the decree: from a third to a half
)

// Bounds of what is filled in, in letters and in lines.
const (
	mostLetters = 500
	mostLines   = 60
)

// Section is a part of the body: a heading that may be empty, and paragraphs. A heading that ends with
// a full stop (Điều 1.) stands before the first of them, any other on a line of its own.
type Section struct {
	Heading    string
	Paragraphs []string
}

// Minutes (biên bản) is what the record of a meeting says beside its sections.
type Minutes struct {
	Begun, Place     string
	Present          []string
	Chair, Secretary string
	Ended            string // "11 giờ 30, ngày 05 tháng 12 năm 2026"
}

// Draft is what is filled into a form.
type Draft struct {
	office.DraftWish
	Office   string // whose document it is; empty: that is not known
	Type     office.DocumentType
	Number   string // as it is written; empty: none is final
	Symbol   string // "QĐ-UBND"
	Subject  string
	Issued   string    // yyyy-mm-dd; empty: the day is left open
	Sections []Section // none: dots, to be written
	Minutes  Minutes
	At       time.Time // when it is made
}

// Write writes the draft in the form of its type. It fails with NoForm, BadCapacity, BadOrder,
// BadPosition, TooMuch, and as docx.Write does.
func Write(ctx context.Context, to io.Writer, d Draft) error {
	form, err := FormOf(d.Type, d.Subject)
	if err != nil {
		return err
	}
	if err := d.check(); err != nil {
		return err
	}
	return docx.Write(ctx, to, page(d.Type.Name+" "+said(d.Subject), said(d.Office), d.At, d.blocks(form)))
}

// page is a document with the page of Phụ lục I.
func page(title, author string, at time.Time, blocks []docx.Block) docx.Document {
	a4 := office.Papers["A4"]
	return docx.Document{Title: title, Author: author, At: at, Font: face, Size: textSize, Blocks: blocks,
		Page: docx.Page{Width: a4[0], Height: a4[1], Top: marginTop, Bottom: marginBottom, Left: marginLeft, Right: marginRight, Numbered: true}}
}

// grounded is a ground as the decree writes it: the name of a law stands behind "Căn cứ".
func grounded(line string) string {
	for _, law := range []string{"hien phap", "bo luat", "luat", "phap lenh", "nghi quyet", "nghi dinh", "thong tu", "quyet dinh", "chi thi"} {
		if f := office.Fold(line) + " "; strings.HasPrefix(f, law+" ") && !strings.HasPrefix(f, "luat su ") {
			return "Căn cứ " + capital(line)
		}
	}
	return line
}

// check refuses what no form has room for, and a capacity that nobody signs in.
func (d Draft) check() error {
	for name, value := range map[string]string{
		"Cơ quan chủ quản": d.Upper, "Địa danh": d.Place, "Thẩm quyền ban hành": d.Authority, "Căn cứ": d.Grounds,
		"Nơi nhận": d.To, "Quyền hạn": d.Capacity, "Chức vụ": d.Position, "Người ký": d.Signer, "Đơn vị soạn thảo": d.Unit,
	} {
		all := linesOf(value)
		if len(all) > mostLines {
			return TooMuch.About(name, mostLetters, mostLines)
		}
		for _, l := range all {
			if utf8.RuneCountInString(l) > mostLetters {
				return TooMuch.About(name, mostLetters, mostLines)
			}
		}
	}
	if len(linesOf(d.Position)) > 1 {
		return BadPosition
	}
	_, err := capacities(d.Capacity)
	return err
}

// recipients are what somebody typed of who gets a document.
type recipients struct {
	to   []string // who gets it
	as   string   // "Như trên", "Như Điều 3"; empty: it was not typed
	kept string   // "Lưu: VT, VP"; empty: it was not typed
}

// received parts what was typed: what the office keeps, and to whom the text itself refers, are no
// addressees (Nghị định 30/2020, Phụ lục I, ô 9b).
func (d Draft) received() (is recipients) {
	for _, l := range listed(d.To) {
		words := strings.Fields(strings.ReplaceAll(office.Fold(l), ":", " : "))
		switch {
		case isKept(words):
			is.kept = said(l)
		case len(words) > 1 && words[0] == "nhu" && (words[1] == "tren" || words[1] == "dieu"):
			is.as = said(l)
		default:
			is.to = append(is.to, l)
		}
	}
	return is
}

// isKept tells "Lưu: VT" and "Lưu VT" from a person of that name.
func isKept(words []string) bool {
	return len(words) > 1 && words[0] == "luu" && (words[1] == ":" || words[1] == "vt" || strings.Join(words[1:], " ") == "van thu")
}

// capacities are the lines above who signs: TM. for a body, KT. for its head, Q. acting, TL. by
// order, TUQ. by authorisation (Nghị định 30/2020, Điều 13 and Phụ lục I).
func capacities(typed string) (all []string, err error) {
	for _, l := range linesOf(typed) {
		head, rest, _ := strings.Cut(strings.Replace(l, ".", " ", 1), " ")
		switch head = strings.ToUpper(head); head {
		case "TM", "KT", "Q", "TL", "TUQ":
		default:
			return nil, BadCapacity.About(l)
		}
		if rest = strings.Join(strings.Fields(rest), " "); rest == "" {
			return nil, BadCapacity.About(l)
		}
		if len(all) > 0 && head != "KT" && head != "Q" { // a body and an order stand above the person
			return nil, BadOrder.About(l)
		}
		all = append(all, head+". "+strings.ToUpper(rest))
	}
	return all, nil
}

// linesOf are the lines of an answer that say something.
func linesOf(typed string) (all []string) {
	for l := range strings.SplitSeq(office.Legible(typed), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// said is a text in one line, all of it, without what no eye sees: older records may have it.
func said(s string) string { return office.OneLine(s) }

// dots stand where something is to be written by hand.
const dots = "……………………"

// or is what is known, or dots.
func or(s string) string {
	if s = said(s); s == "" {
		return dots
	}
	return s
}

// ended ends a list: all but the last by a semicolon, the last by end.
func ended(all []string, end string) (done []string) {
	for i, l := range all {
		tail := ";"
		if i == len(all)-1 {
			tail = end
		}
		done = append(done, strings.TrimRight(said(l), ";., ")+tail)
	}
	return done
}

// listed takes the signs off that somebody typed before and behind a line of a list.
func listed(typed string) (all []string) {
	for _, l := range linesOf(typed) {
		if l = strings.TrimRight(strings.TrimLeft(l, "-–—•+ "), ";., "); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// dayOf writes the day of the document, or leaves it open.
func dayOf(issued string) string {
	if t, err := time.ParseInLocation(time.DateOnly, issued, office.VietNam); err == nil {
		return mark.OfficialDate(t)
	}
	return "ngày …… tháng …… năm ……"
}

// numberSaid is the number with its symbol; what is not known is left open. A provisional number
// stands on no paper.
func (d Draft) numberSaid(form Form) string {
	number, symbol := said(d.Number), said(d.Symbol)
	if number == "" {
		number = "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"
	}
	switch {
	case symbol != "":
	case form == OfficialLetter:
		symbol = "……-……"
	default:
		symbol = d.Type.Abbrev + "-……"
	}
	return "Số: " + number + "/" + symbol
}
