package station

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"

	registers "tram/local/books"
	"tram/local/counterforms"
	"tram/local/letter"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/requests"
	"tram/local/rows"
	"tram/local/sign"
	"tram/local/whole"
)

// RequestForms (biểu mẫu một cửa) writes the forms of requests, and the register that follows them.
type RequestForms struct {
	*ground
	entrance *Entrance
	requests *Requests
	signing  *Signing
}

// SaveRequestForm writes a form of a request to a new PDF, signed with the open key where that is
// wished. It fails as counterforms.Made does, with requests.NoSuchRequest, FileExists, and where the
// key does not sign.
func (s *RequestForms) SaveRequestForm(ctx context.Context, w office.RequestFormWish, path string) (err error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, w.Request, &err)
	p, of, err := s.form(ctx, w)
	if err != nil {
		return err
	}
	return s.savePaper(ctx, p, of, path, w.Sign)
}

// savePaper writes a paper to a new file, signed with the open key where that is wished.
func (s *RequestForms) savePaper(ctx context.Context, p *letter.Paper, of letter.Of, path string, sign bool) error {
	if sign {
		return s.saveSigned(ctx, p, of, path)
	}
	return s.saveLetter(p, of, path)
}

// saveSigned writes a paper to a new file, signed with the open key.
func (s *RequestForms) saveSigned(ctx context.Context, p *letter.Paper, of letter.Of, path string) error {
	if err := Outward(s.home, path); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil { // before a signature is made that nobody gets
		return FileExists.About(filepath.Base(path))
	}
	content, err := s.signed(ctx, p, of)
	if err != nil {
		return err
	}
	err = whole.WriteNew(path, 0o644, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
	if errors.Is(err, os.ErrExist) {
		err = FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// form sets a form of a request.
func (s *RequestForms) form(ctx context.Context, w office.RequestFormWish) (p *letter.Paper, of letter.Of, err error) {
	f := counterforms.Facts{Entry: w.Entry, At: s.clock.Now()}
	if f.Told, err = s.requests.told(ctx, w.Request); err != nil {
		return nil, of, err
	}
	if f.Office, err = s.store.Office(ctx); err != nil {
		return nil, of, err
	}
	response, err := registers.ResponseOf(ctx, s.store)
	if err != nil {
		return nil, of, err
	}
	f.Phone = response.Phone
	return counterforms.Made(w.Form, f)
}

// Sizes of what a signature shows on a form, in points.
const (
	signedSize   = 10.0
	signedLetter = 100 // runes of a name
)

// signed is a paper as a PDF with a signature, which shows where whoever answers for the paper would
// sign by hand.
func (s *RequestForms) signed(ctx context.Context, p *letter.Paper, of letter.Of) ([]byte, error) {
	w, err := s.signing.sit(ctx)
	if err != nil {
		return nil, err
	}
	if w.held.key == nil {
		return nil, NoService
	}
	var out bytes.Buffer
	if err := p.Write(&out, of); err != nil {
		return nil, err
	}
	var stamper sign.Stamper
	if w.stamper != nil {
		stamper = w.stamper
	}
	field := shownIn(p.SignRoom, pdf.Field{At: s.clock.Now().In(office.VietNam), Reason: p.Title}, w.held.said.Certificate.Subject)
	appended, err := sign.SignPDF(ctx, bytes.NewReader(out.Bytes()), int64(out.Len()), field, w.held.key, stamper)
	if err != nil {
		return nil, err
	}
	return append(out.Bytes(), appended...), nil
}

// shownIn has a signature show who signs, and when, where a paper has room for it; where it has none it
// stays hidden.
func shownIn(where func() (page int, room [4]float64, is bool), f pdf.Field, who string) pdf.Field {
	page, room, is := where()
	if !is {
		return f
	}
	set := rows.Setter{Width: room[2] - room[0], Size: signedSize}
	set.Para("Ký số: "+mark.Printable(who, signedLetter), 0, 0)
	set.Para("Lúc: "+f.At.Format("15:04:05 02/01/2006 -07:00"), 0, 0)
	l := rows.LayOut(set.Rows, set.Width)
	if l.H > room[3]-room[1] {
		return f
	}
	f.Page, f.Rect, f.Look = page, [4]float64{room[0], room[1], room[0] + l.W, room[1] + l.H}, &pdf.Look{Layout: l}
	return f
}

// SaveRequestRegister writes the follow-up register of the requests that were received in a year to a
// new file: PDF, workbook or data, by its ending. It tells how many rows that has. It fails with
// BadYear.
func (s *RequestForms) SaveRequestRegister(ctx context.Context, year int, path, by string) (count int, err error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return 0, err
	}
	if year < firstYear || year > lastYear {
		return 0, BadYear.About(year)
	}
	defer s.entrance.takenAll(ctx, "Sổ theo dõi hồ sơ năm "+strconv.Itoa(year), &err)
	o, err := s.store.Office(ctx)
	if err != nil {
		return 0, err
	}
	all, err := requests.OfYear(ctx, s.store, year)
	if err != nil {
		return 0, err
	}
	book := counterforms.Book{Office: o, Year: year, At: s.clock.Now(), By: s.entrance.author(ctx, by), Rows: func(yield func(office.RequestTold, error) bool) {
		for _, r := range all {
			if told, err := s.requests.told(ctx, r.ID); !yield(told, err) || err != nil {
				return
			}
		}
	}}
	return len(all), s.saveTable(ctx, counterforms.Register(book), path)
}

// The years of which there may be a register.
const (
	firstYear = 2000
	lastYear  = 9999
)

// BadYear tells of a year that has no register.
var BadYear = office.Failure{
	Name: "station.bad-year",
	Said: "Không có sổ theo dõi hồ sơ của năm %d.",
	Next: "Hãy gõ năm bằng bốn chữ số, ví dụ 2026.",
}
