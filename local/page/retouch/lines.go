package retouch

import (
	"image"
	"image/color"
)

// lines are the rows of a picture, to be read and written anew in their place: a page of a
// hundred megapixels is not laid out twice.
type lines struct {
	w, h    int
	n       int                         // bytes of a pixel in a row
	colours int                         // of them that are colours
	high    int                         // rows that are written together
	read    func(y int, row []byte)     // one row
	write   func(y int, rows ...[]byte) // those from y on, as many as there are of high
}

// linesOf gives the rows of a picture, or of a copy of it where its kind cannot be written.
func linesOf(img image.Image) (image.Image, lines) {
	switch p := img.(type) {
	case *image.Gray:
		return p, packed(p.Pix[p.PixOffset(p.Rect.Min.X, p.Rect.Min.Y):], p.Stride, 1, 1, p.Rect.Size())
	case *image.YCbCr:
		return p, inPlanes(p)
	}
	p := asRGBA(img)
	return p, packed(p.Pix, p.Stride, 4, 3, p.Rect.Size())
}

func packed(pix []byte, stride, n, colours int, size image.Point) lines {
	at := func(y int) []byte { return pix[y*stride:][:size.X*n] }
	return lines{w: size.X, h: size.Y, n: n, colours: colours, high: 1,
		read:  func(y int, row []byte) { copy(row, at(y)) },
		write: func(y int, rows ...[]byte) { copy(at(y), rows[0]) }}
}

// inPlanes works on the planes of a JPEG: pixels that share a sample of colour get the mean of
// what each would have.
func inPlanes(p *image.YCbCr) lines {
	partX, partY := parts(p.SubsampleRatio)
	size, min := p.Rect.Size(), p.Rect.Min
	l := lines{w: size.X, h: size.Y, n: 3, colours: 3, high: partY}
	l.read = func(y int, row []byte) {
		for x := range size.X {
			at := p.COffset(min.X+x, min.Y+y)
			row[3*x], row[3*x+1], row[3*x+2] = color.YCbCrToRGB(p.Y[p.YOffset(min.X+x, min.Y+y)], p.Cb[at], p.Cr[at])
		}
	}
	l.write = func(y int, rows ...[]byte) {
		for x := 0; x < size.X; x += partX {
			cb, cr, n := 0, 0, 0
			for j, row := range rows {
				for i := x; i < size.X && i < x+partX; i++ {
					luma, b, r := color.RGBToYCbCr(row[3*i], row[3*i+1], row[3*i+2])
					p.Y[p.YOffset(min.X+i, min.Y+y+j)] = luma
					cb, cr, n = cb+int(b), cr+int(r), n+1
				}
			}
			at := p.COffset(min.X+x, min.Y+y)
			p.Cb[at], p.Cr[at] = byte((cb+n/2)/n), byte((cr+n/2)/n)
		}
	}
	return l
}
