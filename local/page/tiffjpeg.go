package page

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"slices"
)

// A TIFF may hold its pixels as JPEG, as colour scanners like to do: each strip
// or tile is an image of its own that lacks the tables which all share
// (Adobe's TIFF Technical Note 2).

const mostTables = 64 << 10 // bytes

// jpegSamples tells whether a JPEG may have so many components of a pixel. No
// decoder here reads two.
func (t *TIFFInfo) jpegSamples(n int) bool {
	switch t.Photometric {
	case TIFFBlackIsZero:
		return n == 1
	case TIFFRGB:
		return t.Compression == TIFFJPEG && (n == 3 || n == 4)
	case TIFFYCbCr:
		return n == 3
	}
	return false
}

// jpegBlocks walks every block to its end.
func (f *directories) jpegBlocks(d directory, info Info) error {
	tables, err := d.blob(tagJPEGTables, mostTables)
	if err != nil {
		return err
	}
	info.TIFF.tables = tables
	for i := range info.TIFF.Strips {
		block, err := f.jpegBlock(info, i)
		if err != nil {
			return err
		}
		found, err := walkJPEG(bytes.NewReader(block), int64(len(block)), info.Components)
		if err != nil {
			return err
		}
		place := info.blockAt(i)
		if found.Components != info.Components || found.Width < place.Dx() || found.Height < place.Dy() || found.Width > info.TIFF.blockWidth || found.Height > info.TIFF.RowsPerStrip {
			return fmt.Errorf("block %d is a JPEG of %d×%d in %d components", i, found.Width, found.Height, found.Components)
		}
	}
	return nil
}

// blockAt is what a block covers of the image.
func (i Info) blockAt(n int) image.Rectangle {
	w, h := i.TIFF.blockWidth, i.TIFF.RowsPerStrip
	across := (i.Width + w - 1) / w
	x, y := n%across*w, n/across*h
	return image.Rect(x, y, x+w, y+h).Intersect(image.Rect(0, 0, i.Width, i.Height))
}

// jpegBlock is one block with the tables put in: a JPEG that stands alone.
func (f *directories) jpegBlock(info Info, i int) ([]byte, error) {
	const marker = 2
	span, tables := info.TIFF.Strips[i], info.TIFF.tables
	if span.Size < 2*marker {
		return nil, fmt.Errorf("block %d has %d bytes", i, span.Size)
	}
	raw := make([]byte, span.Size)
	if err := f.readAt(raw, span.Offset); err != nil {
		return nil, err
	}
	if len(tables) < 2*marker {
		tables = []byte{0xff, soi, 0xff, eoi}
	}
	if raw[0] != 0xff || raw[1] != soi || tables[0] != 0xff || tables[1] != soi {
		return nil, fmt.Errorf("block %d does not begin as a JPEG", i)
	}
	return slices.Concat(tables[:len(tables)-marker], info.TIFF.colours(), raw[marker:]), nil
}

// colours is the Adobe marker that tells a reader of JPEG what the TIFF says
// of its colours.
func (t *TIFFInfo) colours() []byte {
	if t.Photometric == TIFFBlackIsZero {
		return nil
	}
	return adobeMarker(t.Photometric != TIFFYCbCr)
}

// decodeJPEGBlocks puts the blocks together.
func (f *directories) decodeJPEGBlocks(info Info) (image.Image, error) {
	size := image.Rect(0, 0, info.Width, info.Height)
	var whole draw.Image = image.NewRGBA(size)
	if info.Components == 1 {
		whole = image.NewGray(size)
	}
	var all image.Image = whole
	err := f.eachJPEGBlock(info, func(i int, img image.Image) {
		if info.TIFF.alpha != opaque {
			img = info.TIFF.alpha.flat(img)
		}
		if img.Bounds() == size {
			all = img
			return
		}
		draw.Draw(whole, info.blockAt(i), img, image.Point{}, draw.Src)
	})
	return all, err
}

// eachJPEGBlock unpacks one block after the other.
func (f *directories) eachJPEGBlock(info Info, take func(i int, img image.Image)) error {
	for i := range info.TIFF.Strips {
		block, err := f.jpegBlock(info, i)
		if err != nil {
			return err
		}
		img, err := jpeg.Decode(bytes.NewReader(block))
		if err != nil {
			return err
		}
		take(i, img)
	}
	return nil
}

// flat lays the pixels of a JPEG with alpha on white. The decoder takes four
// components for inks and gives them turned around.
func (a alpha) flat(img image.Image) image.Image {
	inks, is := img.(*image.CMYK)
	if !is {
		return img
	}
	on := colourCanvas{image.NewRGBA(inks.Rect), a}
	width := inks.Rect.Dx()
	for y := range inks.Rect.Dy() {
		row := inks.Pix[y*inks.Stride:][:4*width]
		for i, v := range row {
			row[i] = ^v
		}
		on.set(0, y, row, width)
	}
	return on.RGBA
}
