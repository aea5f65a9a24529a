package page

import (
	"image"
	"image/draw"
)

// Upright turns and mirrors an image by its EXIF orientation (1…8; anything
// else is 1), so that its first row is the top of the page. Orientation 1
// gives the image itself, a grey one stays grey, all others become RGBA.
func Upright(img image.Image, orientation int) image.Image {
	if orientation <= 1 || orientation > 8 {
		return img
	}
	size := img.Bounds().Size()
	turned := image.Rect(0, 0, size.X, size.Y)
	if orientation >= 5 {
		turned = image.Rect(0, 0, size.Y, size.X)
	}
	if src, grey := img.(*image.Gray); grey {
		dst := image.NewGray(turned)
		move(dst.Pix, dst.Stride, src.Pix, src.Stride, size, orientation, 1)
		return dst
	}
	src, dst := rgba(img), image.NewRGBA(turned)
	move(dst.Pix, dst.Stride, src.Pix, src.Stride, size, orientation, 4)
	return dst
}

// path says where the pixel (x, y) of a captured image of w×h goes: from start
// by so many pixels for each step right and down.
type path struct{ x0, y0, rightX, rightY, downX, downY int }

func pathOf(orientation, w, h int) path {
	return [9]path{
		2: {w - 1, 0, -1, 0, 0, 1},
		3: {w - 1, h - 1, -1, 0, 0, -1},
		4: {0, h - 1, 1, 0, 0, -1},
		5: {0, 0, 0, 1, 1, 0},
		6: {h - 1, 0, 0, 1, -1, 0},
		7: {h - 1, w - 1, 0, -1, -1, 0},
		8: {0, w - 1, 0, -1, 1, 0},
	}[orientation]
}

func move(dst []byte, dstStride int, src []byte, srcStride int, size image.Point, orientation, bytes int) {
	p := pathOf(orientation, size.X, size.Y)
	right := p.rightY*dstStride + p.rightX*bytes
	for y := range size.Y {
		row := src[y*srcStride : y*srcStride+size.X*bytes]
		to := (p.y0+y*p.downY)*dstStride + (p.x0+y*p.downX)*bytes
		for x := 0; x < len(row); x += bytes {
			copy(dst[to:to+bytes], row[x:x+bytes])
			to += right
		}
	}
}

// rgba lays an image on white paper.
func rgba(img image.Image) *image.RGBA {
	if is, ok := img.(*image.RGBA); ok && is.Opaque() {
		return is
	}
	dst := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	how := draw.Src
	if o, tells := img.(interface{ Opaque() bool }); !tells || !o.Opaque() {
		draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
		how = draw.Over
	}
	draw.Draw(dst, dst.Rect, img, img.Bounds().Min, how)
	return dst
}
