package machine

import (
	"context"
	"fmt"
	"image"
	"io"
	"math"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/whole"
)

// Limits on what is drawn for a list of files. They are far below those on what is taken
// in: a picture that is as large as a stamp is worth no more.
const (
	glimpseFile   = 64 << 20   // bytes
	glimpsePixels = 40_000_000 // that are unpacked; an A4 sheet at 600 dpi has 35 million
)

// Glimpse draws a picture file, or the first page of a PDF, no larger than side pixels,
// upright as the file says of itself. Errors are those of the rooms page and pdf: a file
// of another kind, a locked one, one that takes too much.
func Glimpse(ctx context.Context, path string, side int) (image.Image, error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > glimpseFile {
		return nil, fmt.Errorf("%d bytes are too many for a small picture", info.Size())
	}
	kind, err := page.SniffAt(f, info.Size())
	switch {
	case err != nil:
		return nil, err
	case kind == page.KindPDF:
		return firstPage(ctx, f, info.Size(), side)
	}
	return picture(ctx, f, info.Size(), side)
}

func picture(ctx context.Context, r io.ReaderAt, size int64, side int) (image.Image, error) {
	told, err := page.Probe(r, size)
	if err != nil {
		return nil, err
	}
	img, err := unpacked(ctx, r, size, told, side)
	if err != nil {
		return nil, err
	}
	return page.Upright(page.Shrink(img, side), told.Orientation), nil
}

// unpacked gives the pixels of an image: of a JPEG no more than are needed.
func unpacked(ctx context.Context, r io.ReaderAt, size int64, told page.Info, side int) (image.Image, error) {
	large := told.Width*told.Height > glimpsePixels
	if told.Media == office.JPEG && !(large && told.JPEG.Progressive) { // which cannot be unpacked in part
		file := make([]byte, size)
		if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), file); err != nil {
			return nil, err
		}
		longer := max(told.Width, told.Height)
		least := image.Pt(max(1, told.Width*side/longer), max(1, told.Height*side/longer))
		return page.DecodeAtLeast(ctx, file, least)
	}
	if large {
		return nil, fmt.Errorf("%d×%d pixels are too many for a small picture", told.Width, told.Height)
	}
	return page.Decode(ctx, r, size, 0)
}

func firstPage(ctx context.Context, r io.ReaderAt, size int64, side int) (_ image.Image, err error) {
	b, err := pdf.Open(ctx, r, size, "")
	if err != nil {
		return nil, err
	}
	defer b.Close()
	shape := b.Shapes()[0]
	inches := math.Max(shape.W, shape.H) * office.PointsPerMM / office.PointsPerInch
	img, err := b.Picture(ctx, 0, float64(side)/inches)
	if err != nil {
		return nil, err
	}
	return page.Shrink(img, side), nil
}
