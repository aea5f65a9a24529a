package look

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"tram/local/office"
	"tram/local/page"
)

// Widths that an image has on paper where its file does not say, in
// millimetres: that of the seal of a commune, and a signature of usual size.
const (
	SealWidthMM      = 36.0
	SignatureWidthMM = 45.0

	LeastWidthMM = 10 // of what a clerk may ask for
	MostWidthMM  = 100
)

const (
	mostPictureBytes  = 2 << 20
	mostPicturePixels = 16 << 20
	mostSide          = 1200 // pixels that are kept: 45 mm at 677 dpi

	seenAlpha = 8    // fainter than this nothing shows
	leastSeen = 0.1  // of the image without its border that must be transparent
	mostWhite = 0.1  // of it that may be opaque white, which would hide what is below
	whiteFrom = 235  // of each colour
	halfAlpha = 128  // opaque enough to hide
	mostly    = 0.6  // of the ink, in the colour of the decree
	redder    = 1.25 // than green and blue; bluer than red
)

// sealMM and signatureMM are the widths that are believed where a file tells
// its resolution.
var sealMM, signatureMM = [2]float64{20, 60}, [2]float64{15, 90}

// Picture is the image of a signature or a seal, without its transparent
// border, and its size on paper.
type Picture struct {
	Image *image.NRGBA
	W, H  float64  // mm
	Notes []string // what a clerk should know of it, in Vietnamese
}

// ReadImage reads the image of a person's signature or of an office's seal: a
// PNG with a transparent background (Nghị định 30/2020, Phụ lục I). An image in
// another colour than the decree's is taken, with a note.
func ReadImage(ctx context.Context, b []byte, of Layout) (Picture, error) {
	if len(b) > mostPictureBytes {
		return Picture{}, PictureTooLarge.About(mostPictureBytes >> 20)
	}
	file, size := bytes.NewReader(b), int64(len(b))
	info, err := page.Probe(file, size)
	switch {
	case err != nil:
		return Picture{}, refused(err)
	case info.Media != office.PNG:
		return Picture{}, NotPNG.Because(fmt.Errorf("the image is %s", info.Media))
	case info.Width > mostPicturePixels/info.Height:
		return Picture{}, TooManyPixels.Because(fmt.Errorf("%d×%d pixels", info.Width, info.Height))
	}
	decoded, err := page.Decode(ctx, file, size, 0)
	if err != nil {
		return Picture{}, refused(err)
	}
	img, ok := trimmed(flat(decoded))
	if !ok {
		return Picture{}, BlankPicture
	}
	if !seenThrough(img) {
		return Picture{}, NotTransparent
	}
	p := Picture{Image: img}
	p.measure(info, of)
	p.judgeColour(of)
	p.Image = small(img)
	return p, nil
}

// refused tells in the words of this room why a page image would not be taken.
func refused(err error) error {
	for _, k := range []struct{ is, said office.Failure }{
		{page.TooManyPixels, TooManyPixels}, {page.TooManyBits, DeepColours},
		{page.OtherImage, NotPNG}, {page.IsPDF, NotPNG}, {page.IsOfficeFile, NotPNG}, {page.NotAnImage, NotPNG}, {page.Animated, NotPNG},
		{page.Empty, PictureBroken}, {page.Truncated, PictureBroken}, {page.Damaged, PictureBroken}, {page.RareCoding, PictureBroken},
	} {
		if errors.Is(err, k.is) {
			return k.said.Because(err)
		}
	}
	return err
}

// flat has one form for every kind of PNG.
func flat(img image.Image) *image.NRGBA {
	if is, ok := img.(*image.NRGBA); ok {
		return is
	}
	out := image.NewNRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, out.Rect.Min, draw.Src)
	return out
}

// trimmed leaves the border out in which nothing shows.
func trimmed(img *image.NRGBA) (*image.NRGBA, bool) {
	seen := image.Rectangle{}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		from, to := shownIn(img, y)
		if to > from {
			seen = seen.Union(image.Rect(from, y, to, y+1))
		}
	}
	return img.SubImage(seen).(*image.NRGBA), !seen.Empty()
}

// shownIn is where something shows in a row of pixels, from and to.
func shownIn(img *image.NRGBA, y int) (from, to int) {
	row := img.Pix[img.PixOffset(img.Rect.Min.X, y):][:4*img.Rect.Dx()]
	first, last := -1, -1
	for x := range img.Rect.Dx() {
		if row[4*x+3] >= seenAlpha {
			if first < 0 {
				first = x
			}
			last = x
		}
	}
	if first < 0 {
		return 0, 0
	}
	return img.Rect.Min.X + first, img.Rect.Min.X + last + 1
}

// seenThrough tells whether the page shows through an image where there are no
// strokes. A white that was left inside them hides it as well.
func seenThrough(img *image.NRGBA) bool {
	clear, white := 0, 0
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			switch {
			case row[x+3] < seenAlpha:
				clear++
			case row[x+3] >= halfAlpha && min(row[x], row[x+1], row[x+2]) >= whiteFrom:
				white++
			}
		}
	}
	all := float64(img.Rect.Dx() * img.Rect.Dy())
	return float64(clear) >= leastSeen*all && float64(white) <= mostWhite*all
}

// measure finds the size on paper: what the file says, where that can be true
// of such an image, or the usual width.
func (p *Picture) measure(info page.Info, of Layout) {
	usual, believed := SignatureWidthMM, signatureMM
	if of == Seal {
		usual, believed = SealWidthMM, sealMM
	}
	pxW, pxH := float64(p.Image.Rect.Dx()), float64(p.Image.Rect.Dy())
	if info.DPIX > 0 && info.DPIY > 0 && !ofScreens(info.DPIX) {
		p.W, p.H = pxW/info.DPIX*office.MMPerInch, pxH/info.DPIY*office.MMPerInch
	}
	if p.W >= believed[0] && p.W <= believed[1] {
		return
	}
	p.W, p.H = usual, usual*pxH/pxW
	if of == Seal {
		p.Notes = append(p.Notes, fmt.Sprintf("Tệp ảnh không cho biết kích thước thật của dấu nên phần mềm lấy bề rộng %g mm. Hãy đo con dấu và sửa lại nếu khác.", usual))
	}
}

// ofScreens tells the resolutions that software writes when it knows none.
func ofScreens(dpi float64) bool { return math.Round(dpi) == 72 || math.Round(dpi) == 96 }

// Sized is the picture in another width, in the same shape.
func (p Picture) Sized(widthMM float64) (Picture, error) {
	if !(widthMM >= LeastWidthMM && widthMM <= MostWidthMM) {
		return p, BadWidth.About(widthMM, LeastWidthMM, MostWidthMM)
	}
	p.W, p.H = widthMM, p.H*widthMM/p.W
	return p, nil
}

// judgeColour notes an image that has another colour than the decree's.
func (p *Picture) judgeColour(of Layout) {
	red, blue := tones(p.Image)
	switch {
	case of == Seal && red < mostly:
		p.Notes = append(p.Notes, "Ảnh dấu không có màu đỏ là chính. Nghị định 30/2020 (Phụ lục I) yêu cầu ảnh dấu màu đỏ.")
	case of == Person && blue < mostly:
		p.Notes = append(p.Notes, "Ảnh chữ ký không có màu xanh là chính. Nghị định 30/2020 (Phụ lục I) yêu cầu ảnh chữ ký màu xanh.")
	}
}

// tones are the parts of the ink that are red and blue.
func tones(img *image.NRGBA) (red, blue float64) {
	all := 0.0
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		for x := 0; x < len(row); x += 4 {
			r, g, b, ink := float64(row[x]), float64(row[x+1]), float64(row[x+2]), float64(row[x+3])
			all += ink
			switch {
			case r > redder*max(g, b):
				red += ink
			case b > redder*r && b >= g:
				blue += ink
			}
		}
	}
	return red / all, blue / all
}

// small keeps no more pixels than paper shows: each of them is the mean of a
// square of those that were read.
func small(img *image.NRGBA) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	n := (max(w, h) + mostSide - 1) / mostSide
	out := image.NewNRGBA(image.Rect(0, 0, (w+n-1)/n, (h+n-1)/n))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			square := image.Rect(x*n, y*n, x*n+n, y*n+n).Add(img.Rect.Min)
			out.SetNRGBA(x, y, mean(img, square.Intersect(img.Rect)))
		}
	}
	return out
}

// mean is the colour of an area, in which each pixel counts as much as it shows.
func mean(img *image.NRGBA, area image.Rectangle) color.NRGBA {
	r, g, b, alpha := 0, 0, 0, 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := img.NRGBAAt(x, y)
			r, g, b, alpha = r+int(c.R)*int(c.A), g+int(c.G)*int(c.A), b+int(c.B)*int(c.A), alpha+int(c.A)
		}
	}
	if alpha == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{R: uint8(r / alpha), G: uint8(g / alpha), B: uint8(b / alpha), A: uint8(alpha / (area.Dx() * area.Dy()))}
}
