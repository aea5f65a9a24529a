package minutes

import (
	"context"
	"io"
	"time"

	"tram/local/drafting"
	"tram/local/letter"
	"tram/local/office"
)

// Of whom and when minutes are.
type Head struct {
	Office string
	Number string // with its notation, "15/BB-UBND"; empty: none is final
	Symbol string // "BB-UBND"
	Place  string
	Day    time.Time // of the minutes
}

// How each of the two signs.
const (
	AsSecretary = "THƯ KÝ"
	AsChair     = "CHỦ TỌA"
)

// Paper sets minutes as they are signed: by the secretary at the left, by whoever led at the right.
func Paper(t Told, h Head, secretary, chair string) *letter.Paper {
	p := letter.Begin(letter.Head{Over: h.Office, Number: h.Number, Place: h.Place, Day: h.Day}, "BIÊN BẢN")
	p.Addressed(t.Subject)
	p.Field("Thời gian bắt đầu", t.Begun)
	p.Field("Địa điểm", t.Place)
	p.Field("Chủ trì", t.Chair)
	p.Field("Thư ký", t.Secretary)
	p.Heading("Thành phần tham dự")
	for _, words := range t.Present {
		p.Para(words)
	}
	p.Heading("Nội dung")
	for _, part := range t.Course {
		if part.Heading != "" {
			p.Heading(part.Heading)
		}
		for _, words := range part.Paragraphs {
			p.Para(words)
		}
	}
	p.Para("Cuộc họp kết thúc vào " + t.Ended + "./.")
	p.Kept()
	p.SignedBy(letter.Signer{As: AsSecretary, Name: secretary}, letter.Signer{As: AsChair, Name: chair})
	return p
}

// Draft writes minutes as a text document, for whoever goes on with it in a word processor. It fails as
// drafting.Write does.
func Draft(ctx context.Context, to io.Writer, t Told, h Head, of office.DocumentType) error {
	d := drafting.Draft{Office: h.Office, Type: of, Number: h.Number, Symbol: h.Symbol, Subject: t.Subject, At: h.Day,
		Minutes: drafting.Minutes{Begun: t.Begun, Place: t.Place, Present: t.Present, Chair: t.Chair, Secretary: t.Secretary, Ended: t.Ended}}
	d.Place = h.Place
	for _, part := range t.Course {
		d.Sections = append(d.Sections, drafting.Section(part))
	}
	return drafting.Write(ctx, to, d)
}
