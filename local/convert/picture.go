package convert

import (
	"context"
	"image"
	"image/draw"
	"slices"

	"tram/local/intake"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

// PagePicture shows one page of a finished conversion as it lies in the PDF,
// its mark drawn on it, no side longer than maxSide pixels. i counts from 0; the
// own sheet of a mark comes after the last page.
func (d *Desk) PagePicture(ctx context.Context, id office.ID, i, maxSide int) (image.Image, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.State != office.Finished {
		return nil, NotFinished.About(c.Code)
	}
	picture, heightMM, err := d.sheet(ctx, c, i, maxSide)
	if err != nil || c.Mark == nil || c.Mark.Spot.Page != i {
		return picture, err
	}
	return withMark(picture, heightMM, c)
}

// Prospect is a conversion as it is, or as it will be when it is finished: a
// draft with the pages of its tray and its mark where that will stand.
func (d *Desk) Prospect(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil || c.State == office.Finished {
		return c, err
	}
	if c.Pages, err = d.Pages(id); err != nil {
		return c, err
	}
	view, err := d.Mark(ctx, id)
	if err == nil && view.Picture != nil {
		c.Mark = &view.Mark
	}
	return c, err
}

// Seen is a page of a conversion as it is seen in the PDF, its size in
// millimetres.
type Seen struct {
	Picture image.Image
	W, H    float64
}

// See shows a page of a prospect, or of one that is about to be finished and
// whose PDF lies in the vault, no side longer than maxSide pixels.
func (d *Desk) See(ctx context.Context, c office.Conversion, i, maxSide int) (Seen, error) {
	seen := Seen{W: ownSheetMM[0], H: ownSheetMM[1]}
	if i < 0 || i > len(c.Pages) {
		return seen, NoPages
	}
	if i < len(c.Pages) {
		seen.W, seen.H = c.Pages[i].SizeMM()
	}
	var err error
	if c.PDF == "" && i < len(c.Pages) {
		seen.Picture, err = d.Picture(ctx, c.ID, c.Pages[i].ID, maxSide)
	} else {
		seen.Picture, _, err = d.sheet(ctx, c, i, maxSide)
	}
	if err != nil || c.Mark == nil || c.Mark.Spot.Page != i {
		return seen, err
	}
	seen.Picture, err = withMark(seen.Picture, seen.H, c)
	seen.H += c.Mark.Spot.Grow
	return seen, err
}

// Sheets is how many pages a prospect has, with the own sheet of its mark.
func Sheets(c office.Conversion) int {
	if c.Mark != nil && c.Mark.Spot.Where == office.OwnSheet {
		return len(c.Pages) + 1
	}
	return len(c.Pages)
}

// sheet draws a page without its mark, and tells its height in millimetres.
func (d *Desk) sheet(ctx context.Context, c office.Conversion, i, maxSide int) (image.Image, float64, error) {
	if i >= len(c.Pages) {
		white := image.NewRGBA(image.Rect(0, 0, int(float64(maxSide)*ownSheetMM[0]/ownSheetMM[1]), maxSide))
		draw.Draw(white, white.Bounds(), image.White, image.Point{}, draw.Src)
		return white, ownSheetMM[1], nil
	}
	picture, err := d.captured(ctx, c, i)
	if err != nil {
		return nil, 0, err
	}
	picture = intake.Retouched(picture, c.Pages[i], maxSide)
	_, height := c.Pages[i].SizeMM()
	return page.Upright(page.Shrink(picture, maxSide), c.Pages[i].Upright()), height, nil
}

// captured decodes a page from where its bytes lie: the PDF for a JPEG, the
// vault for the rest.
func (d *Desk) captured(ctx context.Context, c office.Conversion, i int) (image.Image, error) {
	p := c.Pages[i]
	if !p.Verbatim() {
		file, err := d.Vault.Read(p.Capture)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		return page.Decode(ctx, file, file.Size(), p.Frame)
	}
	file, err := d.Vault.Read(c.PDF)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	stream, err := pdf.StreamOf(file, file.Size(), i)
	if err != nil {
		return nil, err
	}
	return page.Decode(ctx, stream, stream.Size(), 0)
}

// withMark draws the mark at its spot, growing the page where the mark made it
// grow.
func withMark(picture image.Image, heightMM float64, c office.Conversion) (image.Image, error) {
	spot := c.Mark.Spot
	shapes, err := mark.Layouts(c.Form, c.Mark.Lines, c.Mark.SizePt, c.Mark.QR)
	if err != nil || spot.Shape >= len(shapes) {
		return picture, err
	}
	w, h := picture.Bounds().Dx(), picture.Bounds().Dy()
	perMM := float64(h) / heightMM
	grow := int(spot.Grow * perMM)
	sheet := image.NewRGBA(image.Rect(0, 0, w, h+grow))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	top := 0
	if spot.Where == office.StripTop {
		top = grow
	}
	draw.Draw(sheet, image.Rect(0, top, w, top+h), picture, picture.Bounds().Min, draw.Src)
	words := mark.Ink(shapes[spot.Shape], perMM*office.MMPerInch)
	at := image.Pt(int(spot.X*perMM), int(spot.Y*perMM))
	draw.Draw(sheet, words.Bounds().Add(at), words, image.Point{}, draw.Over)
	return sheet, nil
}

// PageAlone shows one page of a draft, or of what is finished, without a mark, upright, no
// side longer than maxSide pixels.
func (d *Desk) PageAlone(ctx context.Context, id, which office.ID, maxSide int) (image.Image, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.State != office.Finished {
		return d.Picture(ctx, id, which, maxSide)
	}
	i := slices.IndexFunc(c.Pages, func(p office.Page) bool { return p.ID == which })
	if i < 0 {
		return nil, NoPages
	}
	picture, _, err := d.sheet(ctx, c, i, maxSide)
	return picture, err
}
