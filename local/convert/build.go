package convert

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"tram/local/intake"
	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/vault"
)

// outcome is a conversion that is done, and its signed form; nil: it has none.
type outcome struct {
	office.Conversion
	signed *office.SignedFile
}

// carryOut makes what a finished conversion needs, and returns the records as
// they are to be saved. The vault holds the files by then; a record that is not
// saved leaves files that nothing points at, and no harm.
func (d *Desk) carryOut(ctx context.Context, c office.Conversion, from pages, s *Signing, p *job.Progress) (_ outcome, err error) {
	for i, pg := range c.Pages {
		if !pg.SizeKnown() {
			return outcome{Conversion: c}, SizeUnknown.About(i+1, pg.Name)
		}
	}
	if err := firstMissing(unsigned(d.weigh(c), s)); err != nil {
		return outcome{Conversion: c}, err
	}
	if c, err = d.timely(ctx, c); err != nil {
		return outcome{Conversion: c}, err
	}
	twins, err := d.twins(ctx, c, from)
	if err != nil {
		return outcome{Conversion: c}, err
	}
	c.Pages = append([]office.Page(nil), c.Pages...)
	p.Expect(int64(len(c.Pages)))
	// The captures go first: an order that is repeated finds them again by
	// their content, while every PDF is another.
	p.Say("Đang cất bản gốc")
	if err := d.keepCaptures(ctx, c.Pages, from); err != nil {
		return outcome{Conversion: c}, err
	}
	p.Say("Đang ghi tệp PDF")
	if err := d.writePDF(ctx, &c, from, p); err != nil {
		return outcome{Conversion: c}, err
	}
	done := outcome{Conversion: c}
	if s != nil {
		if done, err = d.signNew(ctx, c, *s, p); err != nil {
			return done, err
		}
	}
	done.State = office.Finished
	done.Conditions = append(d.weigh(done.Conversion), gone(twins)...)
	return done, firstMissing(done.Conditions)
}

// unsigned leaves the signature out of what is missing where it is about to be
// made. One of a person does not stand for that of the office.
func unsigned(list []office.Condition, s *Signing) []office.Condition {
	if s == nil {
		return list
	}
	if s.Wish.Role == office.ByOffice {
		return slices.DeleteFunc(list, func(k office.Condition) bool { return k.Part == office.PartSignature })
	}
	for i, k := range list {
		if k.Part == office.PartSignature && k.Met == office.IsMissed {
			list[i] = k.Miss(k.Evidence+" Lần này ký với tư cách người có thẩm quyền.", "Hãy chọn ký với tư cách cơ quan, bằng chứng thư của cơ quan, rồi làm lại. Chữ ký của người có thẩm quyền ký thêm sau đó.")
		}
	}
	return list
}

// writePDF streams the pages into a file that is being born in the vault,
// while the first page is decoded beside it to find room for the mark.
func (d *Desk) writePDF(ctx context.Context, c *office.Conversion, from pages, p *job.Progress) error {
	file, err := d.Vault.Create()
	if err != nil {
		return err
	}
	defer file.Abort()
	w := pdf.NewWriter(file, d.about(*c))
	work, ctx := errgroup.WithContext(ctx)
	var m *placed
	if c.Form.Marked() {
		first := c.Pages[0]
		work.Go(func() (err error) {
			m, err = d.placeMark(ctx, *c, from, first)
			return ofPage(0, first, err)
		})
	}
	drawn := make([]office.Page, len(c.Pages))
	work.Go(func() (err error) {
		for i, pg := range c.Pages {
			if drawn[i], err = drawPage(ctx, w, from, i, pg); err != nil {
				return ofPage(i, pg, err)
			}
			p.Did(1)
		}
		return d.putWords(ctx, w, c)
	})
	if err := work.Wait(); err != nil {
		return err
	}
	c.Pages = drawn
	if m != nil {
		if err := m.put(w, c); err != nil {
			return err
		}
	}
	return bear(w, file, c)
}

// putWords puts below the pages what was read on them by now: an act waits for no reading.
func (d *Desk) putWords(ctx context.Context, w *pdf.Writer, c *office.Conversion) error {
	if d.Words == nil {
		return nil
	}
	read, err := d.Words(ctx, c.ID, c.Pages)
	if err != nil {
		return err
	}
	c.WordsBelow = len(read)
	for i := range c.Pages {
		if err := w.Words(i, read[i]); err != nil {
			return err
		}
	}
	return nil
}

// bear ends the PDF and lets it be born.
func bear(w *pdf.Writer, file *vault.File, c *office.Conversion) error {
	if err := w.Close(); err != nil {
		return err
	}
	var err error
	c.PDF, c.PDFSize, err = file.Commit()
	return err
}

// drawPage writes one page. Closing its file tells if it changed meanwhile.
func drawPage(ctx context.Context, w *pdf.Writer, from pages, i int, p office.Page) (_ office.Page, err error) {
	info, err := from.Info(p.ID)
	if err != nil {
		return p, err
	}
	content, err := from.Open(p.ID)
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	leaf := pdf.Leaf{
		Info: info, Content: content, Size: content.Size(), Frame: p.Frame,
		DPIX: p.DPIX, DPIY: p.DPIY, Orientation: p.Upright(),
	}
	if p.Retouched() {
		m, done, err := made(ctx, content, content.Size(), p)
		if err != nil {
			return p, err
		}
		defer done()
		leaf.Made = m
	}
	drawn, err := w.Page(ctx, leaf)
	if err != nil {
		return p, err
	}
	p.Stream = drawn.Stream
	if p.Verbatim() {
		if p.Capture != "" && p.Capture != drawn.Stream {
			return p, CaptureChanged.About(i+1, p.Name)
		}
		p.Capture = drawn.Stream
	}
	return p, nil
}

// keepCaptures puts into the vault what the PDF cannot give back byte for
// byte: PNG and TIFF captures, and the PDFs that a scanner made.
func (d *Desk) keepCaptures(ctx context.Context, list []office.Page, from pages) error {
	kept := map[office.Digest]bool{}
	for i, p := range list {
		if p.Container != "" && !kept[p.Container] {
			content, err := from.Container(p.Container)
			if err != nil {
				return err
			}
			if _, err := d.keep(ctx, content, p.Container); err != nil {
				return differs(i, p, err)
			}
			kept[p.Container] = true
		}
		if p.Verbatim() || kept[p.Capture] && p.Capture != "" {
			continue
		}
		content, err := from.Open(p.ID)
		if err != nil {
			return err
		}
		digest, err := d.keep(ctx, content, p.Capture)
		if err != nil {
			return differs(i, p, err)
		}
		list[i].Capture = digest
		kept[digest] = true
	}
	return nil
}

// differs tells a capture that is another by now from a disk that cannot hold
// it: only of the first is the page to blame.
func differs(i int, p office.Page, err error) error {
	if errors.Is(err, errCaptureDiffers) {
		return CaptureChanged.About(i+1, p.Name).Because(err)
	}
	return err
}

// ofPage puts the number and the file of a page before what is wrong with its
// image. Other sentences name what they are about.
func ofPage(i int, p office.Page, err error) error {
	f, told := office.FailureIn(err)
	if !told || !strings.HasPrefix(f.Name, "page.") {
		return err
	}
	f.Said = fmt.Sprintf("Trang %d (%s): %s", i+1, p.Name, f.Said)
	return f
}

// keep copies a capture into the vault and checks that it is what it was.
func (d *Desk) keep(ctx context.Context, content intake.Content, want office.Digest) (got office.Digest, err error) {
	defer func() { err = errors.Join(err, content.Close()) }()
	file, err := d.Vault.Create()
	if err != nil {
		return "", err
	}
	defer file.Abort()
	if _, err := io.Copy(file, io.NewSectionReader(content, 0, content.Size())); err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	got, _, err = file.Commit()
	if err == nil && want != "" && got != want {
		err = errCaptureDiffers
	}
	return got, err
}

func (d *Desk) about(c office.Conversion) pdf.About {
	return pdf.About{
		ID: c.ID.Bytes(), Title: d.title(c), Author: c.Office.Name, Subject: c.Document.Subject,
		Code: string(c.Code), Created: c.Finished.In(office.VietNam),
		Changed: changed(c.FromPaper),
	}
}

// title is what a reader shows in its head: "Quyết định 15/QĐ-UBND".
func (d *Desk) title(c office.Conversion) string {
	t, _ := d.Type(c.Document.Type)
	number := office.Numbered(c.Document.Number, c.Document.Symbol)
	return strings.TrimSpace(strings.Join([]string{t.Name, number, string(c.Code)}, " "))
}

// placed is a mark with its layout and its spot.
type placed struct {
	mark  office.Mark
	shape mark.Layout
}

func (d *Desk) placeMark(ctx context.Context, c office.Conversion, from pages, first office.Page) (*placed, error) {
	ink, err := inkOf(ctx, from, first)
	if err != nil {
		return nil, err
	}
	m, shapes, err := d.compose(ctx, c, c.Finished)
	if err != nil {
		return nil, err
	}
	m.Spot = settle(ink, c, shapes)
	return &placed{mark: m, shape: shapes[m.Spot.Shape]}, nil
}

func (m *placed) put(w *pdf.Writer, c *office.Conversion) error {
	if m.mark.Spot.Where == office.OwnSheet {
		m.mark.Spot.Page = w.Sheet(ownSheetMM[0]*office.PointsPerMM, ownSheetMM[1]*office.PointsPerMM)
	}
	c.Mark = &m.mark
	return w.Mark(m.mark.Spot.Page, m.shape, m.mark.Spot)
}
