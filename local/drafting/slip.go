package drafting

import (
	"context"
	"io"
	"strings"
	"time"

	"tram/local/docx"
	"tram/local/office"
)

// Opinion is a line of the slip: who said what, and when.
type Opinion struct {
	Said string    // "Giao Lê Thị Ví Dụ: …, hạn 05/12/2026"
	At   time.Time // zero: nobody said it yet
	By   string
}

// Slip (phiếu giải quyết văn bản đến) is how a document that came in is dealt with (Nghị định
// 30/2020, Phụ lục IV, VII). What nobody said yet is room to write.
type Slip struct {
	Office, Place string
	Type          office.DocumentType
	Document      office.Document
	Arrived       string    // số đến, as it is written; empty: none is final
	Desk          []Opinion // to whom the desk passed it on; whose word that was nobody wrote down
	Leader        []Opinion
	Unit          []Opinion
	Doer          []Opinion
	At            time.Time
}

const slipName = "Phiếu giải quyết văn bản đến"

// SlipSaid is how Phụ lục IV calls the slip.
const SlipSaid = "Phụ lục IV - Phiếu giải quyết văn bản đến"

// slipRoom is the room that is left to write by hand in each part, in lines.
const slipRoom = 3

// WriteSlip writes the slip. It fails as docx.Write does.
func WriteSlip(ctx context.Context, to io.Writer, s Slip) error {
	day := centred(or(s.Place)+", "+dayOf(s.At.In(office.VietNam).Format(time.DateOnly)), textSize, italic)
	day.Before = betweenPt
	all := []docx.Block{docx.Table{Widths: []float64{headLeft, headRight}, Rows: []docx.Row{
		{Whole: true, Cells: []docx.Cell{cell(named(said(s.Office))...), cell(motto()...)}},
		{Whole: true, Cells: []docx.Cell{cell(), cell(day)}},
	}}}
	all = append(all, title(slipName, s.about())...)
	for _, part := range []struct {
		name string
		says []string
		has  []Opinion
	}{
		{"1. Ý kiến của lãnh đạo cơ quan, tổ chức", []string{"Giao đơn vị, cá nhân chủ trì", "Giao các đơn vị, cá nhân tham gia phối hợp giải quyết văn bản đến (nếu có)", "Thời hạn giải quyết đối với mỗi đơn vị, cá nhân (nếu có)", "Ngày tháng cho ý kiến phân phối, giải quyết"}, s.Leader},
		{"2. Ý kiến của lãnh đạo đơn vị", []string{"Giao cho cá nhân; thời hạn giải quyết đối với cá nhân (nếu có)", "Ngày, tháng, năm cho ý kiến"}, s.Unit},
		{"3. Ý kiến đề xuất của người giải quyết", []string{"Ý kiến đề xuất giải quyết văn bản đến của cá nhân", "Ngày, tháng, năm đề xuất ý kiến"}, s.Doer},
	} {
		head := para(part.name, "")
		head.WithNext, head.Before = true, betweenPt
		all = append(append(all, head), opinions(part.has, part.says)...)
	}
	if len(s.Desk) > 0 {
		head := para("Văn thư đã ghi chuyển:", "")
		head.WithNext, head.Before = true, betweenPt
		all = append(append(all, head), opinions(s.Desk, nil)...)
	}
	return docx.Write(ctx, to, page(slipName+" "+said(s.Arrived), said(s.Office), s.At, all))
}

// about is the document that came in: type, number and symbol, day, issuer, subject.
func (s Slip) about() string {
	all := []string{s.Type.Name}
	if n := office.Numbered(s.Document.Number, s.Document.Symbol); n != "" {
		all[0] += " số " + n
	}
	if s.Document.Issued != "" {
		all = append(all, dayOf(s.Document.Issued))
	}
	if s.Document.Issuer != "" {
		all = append(all, s.Document.Issuer)
	}
	about := said(strings.Join(all, "; "))
	if s.Document.Subject != "" {
		about += "; " + said(s.Document.Subject)
	}
	if s.Arrived != "" {
		about += " (số đến " + said(s.Arrived) + ")"
	}
	return about
}

// opinions are what was said; where nobody said anything, what the form asks for and room to write.
func opinions(has []Opinion, asks []string) (all []docx.Block) {
	for _, o := range has {
		line := "- " + said(o.Said)
		if o.By != "" {
			line += " (" + said(o.By) + ", " + dayOf(o.At.In(office.VietNam).Format(time.DateOnly)) + ")"
		}
		all = append(all, para("", line))
	}
	if len(has) > 0 {
		return all
	}
	for _, l := range ended(asks, ".") {
		all = append(all, para("", "- "+l))
	}
	for range slipRoom {
		all = append(all, para("", openLine))
	}
	return all
}
