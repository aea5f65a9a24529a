package pdf

import (
	"context"
	"image"
	"io"

	"tram/local/page"
	"tram/local/page/fax"
)

// A page that a device captured in black and white is written as CCITT Group 4 (T.6),
// without loss. A grain of dots, which Group 4 makes longer than they are, stays flat.

// capturedBilevel tells a page of which the file itself has one bit a pixel, black or white.
func capturedBilevel(i page.Info) bool { return i.Bits == 1 && i.Components == 1 && !i.Palette }

// bilevelPicture packs rows of one bit a pixel, in whichever of the two ways is shorter.
func bilevelPicture(ctx context.Context, img *image.Gray) (picture, error) {
	p := picture{width: img.Rect.Dx(), height: img.Rect.Dy(), depth: 1, space: "/DeviceGray"}
	coded, err := group4Of(ctx, img)
	if err != nil {
		return p, err
	}
	if coded == nil {
		rows := bilevelRow(img)
		p.filter, p.size = "FlateDecode", -1
		p.fill = func(to io.Writer) error { return deflateRows(ctx, to, p.height, rows) }
		return p, nil
	}
	p.filter, p.size, p.parms = "CCITTFaxDecode", int64(len(coded)), g4Parms(p)
	p.fill = func(to io.Writer) error {
		_, err := to.Write(coded)
		return err
	}
	return p, nil
}

// group4Of codes a picture of two shades; nil: it is shorter as it is.
func group4Of(ctx context.Context, img *image.Gray) ([]byte, error) {
	rows, e := bilevelRow(img), fax.NewEncoder(img.Rect.Dx())
	stride := (img.Rect.Dx() + 7) / 8
	for y := range img.Rect.Dy() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row := rows(y)
		for i := range row {
			row[i] = ^row[i] // of a fax 1 is black
		}
		if e.Row(row); e.Size() > stride*img.Rect.Dy() {
			return nil, nil
		}
	}
	return e.End(), nil
}
