// Package receipt sets pads of paper receipts (quyển biên nhận giấy): slips that are written on
// by hand while there is no line, two on a sheet, each with the stub that stays at the office.
package receipt

import (
	"crypto/sha256"
	"io"
	"strings"

	"tram/local/letter"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/rows"
)

// Sizes and distances in points. A slip takes half of what letter.Pages leaves of a sheet.
const (
	nameSize  = 10.0
	titleSize = 14.0
	size      = 11.0
	smallSize = 9.0
	byHand    = 9.0  // of air above a line that is written on
	edge      = 14.0 // between two slips
	stubWide  = 130.0
	gap       = 24.0 // between stub and slip
	toSign    = 30.0 // of room
	nameRunes = 120
)

// line is one line of a slip with what stands beside it on the stub. What ends with a colon
// is written on.
type line struct {
	stub, slip   string
	size, before float64
	bold, middle bool
	stubBold     bool
}

// Write sets the slips of a pad as a PDF. Phone is that of the office; empty: it has none on
// its papers.
func Write(w io.Writer, of letter.Of, phone string, p office.Pad) error {
	set := rows.Setter{Width: letter.Width(), Size: size}
	for n := 1; n <= p.Slips; n++ {
		from := len(set.Rows)
		slip(&set, of.Office, phone, p, n)
		set.KeepFrom(from)
		if n%2 == 1 && n < p.Slips {
			set.Dashes(smallSize, edge)
			set.Rows[len(set.Rows)-1].Keep = true
			continue
		}
		set.Rows[len(set.Rows)-1].Keep = false
	}
	id := sha256.Sum256([]byte("biên nhận\n" + p.Number))
	about := pdf.About{ID: [16]byte(id[:16]), Title: "Quyển biên nhận giấy " + office.PadSaid(p.Number), Author: of.Office, Created: of.At.In(office.VietNam)}
	_, err := letter.Pages(w, about, set.Rows, func(int, int) (mark.Layout, float64) { return mark.Layout{}, 0 })
	return err
}

func slip(set *rows.Setter, name, phone string, p office.Pad, n int) {
	number := "Số: " + office.ReceiptNumber(p.Number, n)
	wide := set.Width - stubWide - gap
	from := len(set.Rows)
	for i, part := range mark.Lines(strings.ToUpper(mark.Printable(name, nameRunes)), nameSize, true, wide) {
		stub := ""
		if i == 0 {
			stub = "CUỐNG (cơ quan giữ)"
		}
		add(set, line{stub: stub, slip: part, size: nameSize, bold: true, middle: true})
	}
	if n%2 == 0 {
		set.OpenUp(from, edge)
	}
	for _, l := range []line{
		{slip: "BIÊN NHẬN GIẤY TỜ", size: titleSize, before: 4, bold: true, middle: true},
		{stub: number, slip: number, size: size, before: 2, bold: true, middle: true, stubBold: true},
		{stub: "Người nộp:", slip: "Người nộp:", size: size, before: byHand},
		{stub: ":", slip: "Địa chỉ, điện thoại:", size: size, before: byHand},
		{stub: "Việc:", slip: "Việc:", size: size, before: byHand},
		{stub: ":", slip: "Giấy tờ đã nhận:", size: size, before: byHand},
		{stub: ":", slip: ":", size: size, before: byHand},
		{stub: ":", slip: ":", size: size, before: byHand},
		{stub: "Lúc …:…, ngày …/…/……", slip: "Nhận lúc … giờ … phút, ngày … tháng … năm ……", size: size, before: byHand},
		{stub: "Người nhận:", slip: "Hẹn trả kết quả:", size: size, before: byHand},
		{stub: "[  ] Hủy   [  ] Đã nhập:", slip: "Người nhận (ký, ghi rõ họ tên)", size: size, before: byHand, middle: true},
		{slip: closing(phone), size: smallSize, before: toSign},
	} {
		add(set, l)
	}
}

// closing tells whoever holds the slip what it is worth.
func closing(phone string) string {
	if phone == "" {
		return "Giữ giấy này và mang theo khi đến nhận kết quả."
	}
	return "Giữ giấy này và mang theo khi đến nhận kết quả. Hỏi: " + mark.Printable(phone, nameRunes) + ", đọc số ở trên."
}

// add sets a line; between stub and slip lies where they are torn apart.
func add(set *rows.Setter, l line) {
	from, right := stubWide+gap, set.Width
	stub := rows.Piece{S: dotted(l.stub, stubWide, l.size), Bold: l.stubBold}
	cut := rows.Middle(stubWide, from, "|", l.size, false)
	slip := rows.Piece{X: from, S: dotted(l.slip, right-from, l.size), Bold: l.bold}
	if l.middle {
		slip = rows.Middle(from, right, l.slip, l.size, l.bold)
	}
	pieces := []rows.Piece{cut, slip}
	if stub.S != "" {
		pieces = append([]rows.Piece{stub}, pieces...)
	}
	set.Add(rows.Row{Size: l.size, Before: l.before, Pieces: pieces})
}

// dotted fills what ends with a colon to a width with dots to be written on; a colon alone is
// a line of dots.
func dotted(words string, wide, size float64) string {
	before, is := strings.CutSuffix(words, ":")
	if !is {
		return words
	}
	if before != "" {
		before += ": "
	}
	room := wide - mark.Width(before, size, false)
	return before + strings.Repeat("…", max(0, int(room/mark.Width("…", size, false))))
}
