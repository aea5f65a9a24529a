package hardcopy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/original"
	"tram/local/pdf"
)

// Make reads the original again, judges it, and makes the print copy, which is
// stored with its record. bare are the pages that had no room for the line that
// names the record, from 0. A copy that was made is given back as it is.
func (d *Desk) Make(ctx context.Context, id office.ID, p *job.Progress) (office.Conversion, []int, error) {
	c, err := d.draft(ctx, id)
	if errors.Is(err, CopyIsMade) {
		return c, nil, nil
	}
	if err != nil {
		return c, nil, err
	}
	if c, err = d.readAgain(ctx, c, p); err != nil {
		return c, nil, err
	}
	list, err := d.weigh(ctx, c)
	if err != nil {
		return c, nil, err
	}
	if err := firstMissing(list); err != nil {
		return c, nil, err
	}
	if c, err = d.timely(ctx, c); err != nil {
		return c, nil, err
	}
	if c, err = d.number(ctx, c); err != nil {
		return c, nil, err
	}
	pressed, err := d.press(ctx, &c, p)
	if err != nil {
		return c, nil, err
	}
	c.State = office.Printed
	saved, err := d.Records.SaveConversion(context.WithoutCancel(ctx), actOf(c, "press"), c)
	return saved, pressed.Bare, err
}

// readAgain reads the original whole and judges its signatures as of now (Điều
// 5.3a): a damaged original is never printed, and a signature that went bad
// meanwhile asks for a decision.
func (d *Desk) readAgain(ctx context.Context, c office.Conversion, p *job.Progress) (office.Conversion, error) {
	p.Say("Đang đọc lại bản gốc")
	for _, file := range filesOf(*c.Message) {
		if err := d.Vault.Check(ctx, file); err != nil {
			if ctx.Err() != nil {
				return c, ctx.Err()
			}
			return c, OriginalDamaged.About(c.Code).Because(err)
		}
	}
	m := *c.Message
	if m.Media == "pdf" {
		report, err := d.judge(ctx, m)
		if err != nil {
			return c, err
		}
		m.Signatures = report
	}
	var err error
	if m.Otherwise, err = original.Otherwise(ctx, d.Vault, m); err != nil {
		return c, err
	}
	c.Message = &m
	if all := doubts(m); len(all) > 0 && c.Print.Decision == nil {
		return c, DecisionNeeded.About(c.Code, strings.Join(all, "; ")+".")
	}
	return c, nil
}

func filesOf(m office.DataMessage) []office.Digest {
	if m.PDF == m.File {
		return []office.Digest{m.File}
	}
	return []office.Digest{m.File, m.PDF}
}

func (d *Desk) judge(ctx context.Context, m office.DataMessage) (*office.SignatureReport, error) {
	file, err := d.Vault.Read(m.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return original.Judged(ctx, d.Signatures, file, file.Size())
}

// press makes the print copy and puts it into the vault.
func (d *Desk) press(ctx context.Context, c *office.Conversion, p *job.Progress) (Pressed, error) {
	copied := *c.Print
	c.Print = &copied
	t, err := d.template(ctx, *c)
	if err != nil {
		return Pressed{}, err
	}
	qr, err := d.code(ctx, *c, t)
	if err != nil {
		return Pressed{}, err
	}
	from, err := d.Vault.Read(c.Message.PDF)
	if err != nil {
		return Pressed{}, err
	}
	defer from.Close()
	p.Say("Đang làm bản in")
	made, err := d.Press.Press(ctx, from, from.Size(), *c, t, qr, p)
	if err != nil {
		return made, err
	}
	c.Mark, c.Print.Pages, c.Print.Rewrote = &made.Mark, made.Pages, made.Rewritten != nil
	if made.Rewritten != nil {
		c.PDF, err = d.Vault.Keep(made.Rewritten)
		c.PDFSize = int64(len(made.Rewritten))
		return made, err
	}
	if c.Print.More, err = d.Vault.Keep(made.More); err != nil {
		return made, err
	}
	c.Print.MoreLen = int64(len(made.More))
	grown := pdf.Grown{File: from, FileSize: from.Size(), More: made.More}
	c.PDFSize = grown.Size()
	c.PDF, err = digestOf(ctx, grown, grown.Size())
	return made, err
}

// number gives a copy its place in the series of the year. It is drawn into the
// draft before the copy is made, and stays with it whatever becomes of the making.
func (d *Desk) number(ctx context.Context, c office.Conversion) (office.Conversion, error) {
	copied := *c.Print
	c.Print = &copied
	if !c.Form.IsCopy() {
		c.Print.Number = nil
		return c, nil
	}
	n := office.CopyNumber{Year: c.Finished.In(office.VietNam).Year(), Symbol: c.Form.CopySymbol(c.Office.Name)}
	if had := c.Print.Number; had != nil && had.Year == n.Year {
		n.Number = had.Number
		c.Print.Number = &n
		return c, nil
	}
	at := c.Finished
	c.Finished = time.Time{} // of a draft
	drawn, err := d.Records.DrawCopyNumber(ctx, actOf(c, "number"), c, n)
	drawn.Finished = at
	return drawn, err
}

func (d *Desk) template(ctx context.Context, c office.Conversion) (office.MarkTemplate, error) {
	all, err := d.Settings.Templates(ctx)
	if err != nil {
		return office.MarkTemplate{}, err
	}
	t, found := mark.Pick(all, office.DataToPaper, c.Form, c.Document.Type)
	if !found {
		return t, NoTemplate.About(c.Form.NameFor(c.Direction))
	}
	return t, nil
}

// code is the text of the mark's QR code; empty: the office wants none.
func (d *Desk) code(ctx context.Context, c office.Conversion, t office.MarkTemplate) (string, error) {
	if !c.Office.WithQR {
		return "", nil
	}
	lines, err := d.Press.Lines(c, t)
	if err != nil {
		return "", err
	}
	return d.Code(ctx, lines)
}

// pieces of the print copy in the vault.
func pieces(c office.Conversion) []office.Digest {
	if c.Print.Rewrote {
		return []office.Digest{c.PDF}
	}
	return []office.Digest{c.Message.PDF, c.Print.More}
}

// File is a PDF of the act, open: the original or the print copy.
type File interface {
	io.ReaderAt
	io.Closer
	Size() int64
}

// Original opens the PDF of the original, for the eye (Điều 5.3a).
func (d *Desk) Original(ctx context.Context, id office.ID) (File, error) {
	c, err := d.message(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.Vault.Read(c.Message.PDF)
}

// Copy opens the print copy.
func (d *Desk) Copy(ctx context.Context, id office.ID) (File, error) {
	c, err := d.message(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.PDF == "" {
		return nil, NoCopyYet.About(c.Code)
	}
	return d.Vault.Join(pieces(c)...)
}

// copyWhole opens the print copy after it was read whole.
func (d *Desk) copyWhole(ctx context.Context, c office.Conversion) (File, error) {
	file, err := d.Vault.Join(pieces(c)...)
	if err != nil {
		return nil, CopyDamaged.About(c.Code).Because(err)
	}
	is, err := digestOf(ctx, file, file.Size())
	if err == nil && is != c.PDF {
		err = fmt.Errorf("the print copy is %s", is)
	}
	if err != nil {
		_ = file.Close() // it was only read
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, CopyDamaged.About(c.Code).Because(err)
	}
	return file, nil
}

func digestOf(ctx context.Context, r io.ReaderAt, size int64) (office.Digest, error) {
	h := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, h), io.NewSectionReader(r, 0, size)); err != nil {
		return "", err
	}
	return office.Digest(hex.EncodeToString(h.Sum(nil))), nil
}
