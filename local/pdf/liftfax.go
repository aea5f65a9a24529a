package pdf

import (
	"bytes"
	"errors"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/page/fax"
)

var errFax = errors.New("a fax coding that readers take differently")

// liftFax gives a fax page as a TIFF of Group 4: the strip itself where it is
// one, the same pixels coded anew where it is of Group 3. A strip that is broken,
// which readers mend differently, is no such page.
func (f *foreign) liftFax(p placed, number int) ([]byte, error) {
	r, err := f.raster(p, number)
	if err != nil {
		return nil, err
	}
	parms, err := f.parms(p.raw)
	if err != nil {
		return nil, err
	}
	coding, known := f.faxCoding(parms, r)
	if !known {
		return nil, Layered.About(number).Because(errFax)
	}
	strip, err := f.encoded(p.raw)
	if err != nil {
		return nil, err
	}
	whiteIsBlack, two := r.blackAndWhite(f.truth(parms["BlackIs1"]))
	lines, err := fax.NewDecoder(strip, coding)
	if err != nil {
		return nil, Layered.About(number).Because(err)
	}
	if !two {
		b, err := samplesPNG(r, unlessBroken(lines, !f.truth(parms["BlackIs1"])), p.dpiX, p.dpiY)
		return b, whichPage(number, err)
	}
	again, err := group4(lines.Row, r)
	if err != nil {
		return nil, Layered.About(number).Because(err)
	}
	if coding.K >= 0 || coding.Aligned {
		strip = again
	}
	return g4TIFF(r, strip, whiteIsBlack, p.dpiX, p.dpiY), nil
}

// faxCoding reads how a fax image is coded.
func (f *foreign) faxCoding(parms types.Dict, r raster) (c fax.Coding, known bool) {
	const usualColumns = 1728
	k, _ := f.number(parms["K"])
	columns, given := f.number(parms["Columns"])
	if !given {
		columns = usualColumns
	}
	c = fax.Coding{Width: r.width, Rows: r.height, K: int(k), Aligned: f.truth(parms["EncodedByteAlign"])}
	return c, int(columns) == r.width && r.depth == 1 && r.components == 1 && (r.palette == nil || len(r.palette) >= 2*3)
}

// blackAndWhite tells whether the image shows in two plain colours, and then
// whether its white runs show black.
func (r raster) blackAndWhite(blackIs1 bool) (whiteIsBlack, two bool) {
	white, black := []byte{255, 255, 255}, []byte{0, 0, 0}
	switch {
	case r.palette == nil:
		return blackIs1 != r.invert, true
	case bytes.Equal(r.palette, append(black, white...)):
		return blackIs1, true
	case bytes.Equal(r.palette, append(white, black...)):
		return !blackIs1, true
	}
	return false, false
}

// unlessBroken gives fax rows as samples, turned round where white runs are ones.
func unlessBroken(d *fax.Decoder, turned bool) rows {
	return func() ([]byte, error) {
		row, err := d.Row()
		if err != nil {
			return nil, errors.Join(errRarePacking, err)
		}
		if turned {
			for i := range row {
				row[i] = ^row[i]
			}
		}
		return row, nil
	}
}

// group4 codes rows of a bit a pixel, 1 black.
func group4(next rows, r raster) ([]byte, error) {
	e := fax.NewEncoder(r.width)
	for range r.height {
		row, err := next()
		if err != nil {
			return nil, err
		}
		e.Row(row)
	}
	return e.End(), nil
}
