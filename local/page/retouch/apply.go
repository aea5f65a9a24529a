package retouch

import (
	"image"
	"image/draw"
	"math"

	"tram/local/office"
)

const white, noColour = 255, 128

// Apply makes the picture of a page as it goes into the file. img shows its capture, which
// has full pixels, whole or smaller; what comes is smaller by the same part. A grey picture
// stays grey, planes of a JPEG stay planes. img is used up: what comes may lie in its place.
func Apply(img image.Image, r office.Retouch, full image.Point) image.Image {
	if r.None() || r.Aside {
		return img
	}
	if r.Lightened { // first: the white that comes with turning is no paper
		img = lightened(img)
	}
	if r.Straightened != 0 || r.Box != (office.Box{}) {
		img = straightened(img, r, full)
	}
	return img
}

// plane is a grid of samples, some to a pixel, of which each stands for so many pixels of
// its picture.
type plane struct {
	pix          []byte
	stride, n    int
	w, h         int
	partX, partY int
	beyond       byte // what is around it
	on           bool // around it is what its own edge shows
}

func straightened(img image.Image, r office.Retouch, full image.Point) image.Image {
	return turned(img, r, full, false)
}

// turned turns a picture back, on where its edges go on beyond it.
func turned(img image.Image, r office.Retouch, full image.Point, on bool) image.Image {
	size := img.Bounds().Size()
	box := r.Box
	if box == (office.Box{}) {
		box = office.Box{W: full.X, H: full.Y}
	}
	sx, sy := float64(size.X)/float64(full.X), float64(size.Y)/float64(full.Y)
	way := way{degrees: r.Straightened, middleX: float64(full.X) * sx / 2, middleY: float64(full.Y) * sy / 2,
		x: float64(box.X) * sx, y: float64(box.Y) * sy, slant: sx / sy}
	to := image.Rect(0, 0, max(1, int(math.Round(float64(box.W)*sx))), max(1, int(math.Round(float64(box.H)*sy))))
	switch src := img.(type) {
	case *image.Gray:
		dst := image.NewGray(to)
		way.draw(plane{dst.Pix, dst.Stride, 1, to.Max.X, to.Max.Y, 1, 1, white, on}, plane{src.Pix[src.PixOffset(src.Rect.Min.X, src.Rect.Min.Y):], src.Stride, 1, size.X, size.Y, 1, 1, white, on})
		return dst
	case *image.YCbCr:
		return way.drawYCbCr(src, to, on)
	}
	src, dst := asRGBA(img), image.NewRGBA(to)
	way.draw(plane{dst.Pix, dst.Stride, 4, to.Max.X, to.Max.Y, 1, 1, white, on}, plane{src.Pix, src.Stride, 4, size.X, size.Y, 1, 1, white, on})
	return dst
}

// asRGBA lays a picture on white; one that has nothing to lay is given as it lies.
func asRGBA(img image.Image) *image.RGBA {
	switch p := img.(type) {
	case *image.RGBA:
		if p.Rect.Min == (image.Point{}) && p.Opaque() {
			return p
		}
	case *image.NRGBA:
		if p.Rect.Min == (image.Point{}) && p.Opaque() {
			return &image.RGBA{Pix: p.Pix, Stride: p.Stride, Rect: p.Rect}
		}
	}
	dst := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(dst, dst.Rect, img, img.Bounds().Min, draw.Over)
	return dst
}

func (v way) drawYCbCr(src *image.YCbCr, to image.Rectangle, on bool) image.Image {
	dst := image.NewYCbCr(to, src.SubsampleRatio)
	min, last := src.Rect.Min, src.Rect.Max.Sub(image.Pt(1, 1))
	v.draw(plane{dst.Y, dst.YStride, 1, to.Max.X, to.Max.Y, 1, 1, white, on},
		plane{src.Y[src.YOffset(min.X, min.Y):], src.YStride, 1, src.Rect.Dx(), src.Rect.Dy(), 1, 1, white, on})
	from := src.COffset(min.X, min.Y)
	end := src.COffset(last.X, last.Y) - from
	w, h := end%src.CStride+1, end/src.CStride+1
	partX, partY := parts(src.SubsampleRatio)
	for _, c := range [][2][]byte{{dst.Cb, src.Cb}, {dst.Cr, src.Cr}} {
		v.draw(plane{c[0], dst.CStride, 1, dst.CStride, len(c[0]) / dst.CStride, partX, partY, noColour, on},
			plane{c[1][from:], src.CStride, 1, w, h, partX, partY, noColour, on})
	}
	return dst
}

// parts is how many pixels across and down share a sample of colour.
func parts(r image.YCbCrSubsampleRatio) (x, y int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// way leads from a place on the page to that in the picture of its capture: the capture is
// turned back about its middle, and the page begins at x, y. Slant is how many times as long
// a pixel of the page is as wide.
type way struct {
	degrees          float64
	middleX, middleY float64
	x, y, slant      float64
}

const (
	fraction = 16 // bits behind the point of a place
	weigh    = 8  // of them that weigh
	one      = 1 << weigh
)

// draw fills dst from src. Where the page is not turned and begins at a pixel, the samples
// are copied.
func (v way) draw(dst, src plane) {
	sin, cos := math.Sincos(v.degrees * math.Pi / 180)
	px, py := float64(src.partX), float64(src.partY)
	fixed := func(f float64) int64 { return int64(math.Round(f * (1 << fraction))) }
	stepX, stepY := fixed(cos), fixed(sin/v.slant*px/py)
	for j := range dst.h {
		// The middle of the first sample of the row, from the middle of the capture.
		ox, oy := v.x+0.5*px-v.middleX, v.y+(float64(j)+0.5)*py-v.middleY
		fx := fixed((ox*cos-oy*sin*v.slant+v.middleX)/px - 0.5)
		fy := fixed((ox*sin/v.slant+oy*cos+v.middleY)/py - 0.5)
		row := dst.pix[j*dst.stride:][:dst.w*dst.n]
		if stepY == 0 && stepX == 1<<fraction && fx%(1<<fraction) == 0 && fy%(1<<fraction) == 0 {
			src.copied(row, int(fx>>fraction), int(fy>>fraction))
			continue
		}
		src.mixed(row, fx, fy, stepX, stepY)
	}
}

// copied fills a row with the samples from x, y on.
func (p plane) copied(row []byte, x, y int) {
	for i := range row {
		row[i] = p.beyond
	}
	if y < 0 || y >= p.h {
		return
	}
	skip := max(0, -x)
	if n := min(len(row)/p.n-skip, p.w-x-skip); n > 0 {
		copy(row[skip*p.n:(skip+n)*p.n], p.pix[y*p.stride+(x+skip)*p.n:])
	}
}

// mixed fills a row with what lies between samples, along a line.
func (p plane) mixed(row []byte, fx, fy, stepX, stepY int64) {
	for i := 0; i < len(row); i += p.n {
		x, y := int(fx>>fraction), int(fy>>fraction)
		wx, wy := int(fx>>(fraction-weigh))&(one-1), int(fy>>(fraction-weigh))&(one-1)
		if x >= 0 && y >= 0 && x < p.w-1 && y < p.h-1 {
			upper, lower := p.pix[y*p.stride+x*p.n:], p.pix[(y+1)*p.stride+x*p.n:]
			for c := range p.n {
				row[i+c] = mix(int(upper[c]), int(upper[p.n+c]), int(lower[c]), int(lower[p.n+c]), wx, wy)
			}
		} else {
			for c := range p.n {
				row[i+c] = mix(p.at(x, y, c), p.at(x+1, y, c), p.at(x, y+1, c), p.at(x+1, y+1, c), wx, wy)
			}
		}
		fx, fy = fx+stepX, fy+stepY
	}
}

func mix(a, b, c, d, wx, wy int) byte {
	upper, lower := a*(one-wx)+b*wx, c*(one-wx)+d*wx
	return byte((upper*(one-wy) + lower*wy + one*one/2) >> (2 * weigh))
}

func (p plane) at(x, y, c int) int {
	if p.on {
		x, y = min(max(x, 0), p.w-1), min(max(y, 0), p.h-1)
	} else if x < 0 || y < 0 || x >= p.w || y >= p.h {
		return int(p.beyond)
	}
	return int(p.pix[y*p.stride+x*p.n+c])
}
