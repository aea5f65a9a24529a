package page

import (
	"image"
	"math/bits"
)

// Shrink makes the longer side at most maxSide pixels. Each new pixel is the
// mean of the area that it covers, so thin strokes fade but do not vanish. An
// image that is small enough comes back as it is; a grey one stays grey, all
// others become RGBA on white.
func Shrink(img image.Image, maxSide int) image.Image {
	size := img.Bounds().Size()
	longer := max(size.X, size.Y)
	if longer <= maxSide || maxSide < 1 {
		return img
	}
	return Fit(img, image.Point{X: max(1, size.X*maxSide/longer), Y: max(1, size.Y*maxSide/longer)})
}

// Fit makes an image exactly so large, each side by itself, as Shrink does.
func Fit(img image.Image, to image.Point) image.Image {
	size := img.Bounds().Size()
	if size == to || to.X < 1 || to.Y < 1 {
		return img
	}
	switch src := img.(type) {
	case *image.Gray:
		dst := image.NewGray(image.Rectangle{Max: to})
		plane{src.Pix, src.Stride, size, 1}.mean(plane{dst.Pix, dst.Stride, to, 1})
		return dst
	case *image.YCbCr:
		return shrinkYCbCr(src, to)
	}
	src, dst := rgba(img), image.NewRGBA(image.Rectangle{Max: to})
	plane{src.Pix, src.Stride, size, 4}.mean(plane{dst.Pix, dst.Stride, to, 4})
	return dst
}

// shrinkYCbCr works on the three planes as the JPEG holds them: the colours
// have fewer samples, and only the small image is converted.
func shrinkYCbCr(src *image.YCbCr, to image.Point) image.Image {
	dst := image.NewYCbCr(image.Rectangle{Max: to}, image.YCbCrSubsampleRatio444)
	size := src.Rect.Size()
	y0, c0 := src.YOffset(src.Rect.Min.X, src.Rect.Min.Y), src.COffset(src.Rect.Min.X, src.Rect.Min.Y)
	last := src.COffset(src.Rect.Max.X-1, src.Rect.Max.Y-1) - c0
	colour := image.Point{X: last%src.CStride + 1, Y: last/src.CStride + 1}
	plane{src.Y[y0:], src.YStride, size, 1}.mean(plane{dst.Y, dst.YStride, to, 1})
	plane{src.Cb[c0:], src.CStride, colour, 1}.mean(plane{dst.Cb, dst.CStride, to, 1})
	plane{src.Cr[c0:], src.CStride, colour, 1}.mean(plane{dst.Cr, dst.CStride, to, 1})
	return rgba(dst)
}

// plane is a grid of samples, one or four to a pixel.
type plane struct {
	pix      []byte
	stride   int
	size     image.Point
	channels int
}

// mean fills dst with the area means of src. Lengths are counted in parts of
// which each source pixel has as many as dst has pixels on that side, so every
// border falls on a whole part and no weight is rounded.
func (src plane) mean(dst plane) {
	sums := make([]uint32, src.size.X*src.channels)
	for y := range dst.size.Y {
		clear(sums)
		first, end := y*src.size.Y, (y+1)*src.size.Y
		for s := first / dst.size.Y; s*dst.size.Y < end; s++ {
			weight := min((s+1)*dst.size.Y, end) - max(s*dst.size.Y, first)
			addRow(sums, src.pix[s*src.stride:], uint32(weight))
		}
		src.meanRow(dst, dst.pix[y*dst.stride:], sums)
	}
}

func addRow(sums []uint32, row []byte, weight uint32) {
	row = row[:len(sums)]
	for i, v := range row {
		sums[i] += weight * uint32(v)
	}
}

// meanRow folds the column sums of one row of dst sideways.
func (src plane) meanRow(dst plane, row []byte, sums []uint32) {
	n, step := src.channels, dst.size.X
	share := newShare(uint64(src.size.X) * uint64(src.size.Y))
	for x := range dst.size.X {
		first, end := x*src.size.X, (x+1)*src.size.X
		from, to := first/step, (end-1)/step
		head, tail := uint64(min((from+1)*step, end)-first), uint64(end-max(to*step, first))
		for c := range n {
			total := head * uint64(sums[from*n+c])
			if to > from {
				inner := uint64(0)
				for i := (from+1)*n + c; i < to*n; i += n {
					inner += uint64(sums[i])
				}
				total += inner*uint64(step) + tail*uint64(sums[to*n+c])
			}
			row[x*n+c] = share.of(total)
		}
	}
}

// share divides by one number many times, by multiplying with its inverse.
type share struct{ by, inverse uint64 }

func newShare(by uint64) share {
	inverse, _ := bits.Div64(1, 0, max(by, 2))
	return share{by, inverse}
}

// of is total/by to the nearest; total is at most 255×by.
func (s share) of(total uint64) byte {
	if s.by == 1 {
		return byte(total)
	}
	high, _ := bits.Mul64(total+s.by/2, s.inverse+1)
	return byte(min(high, 255))
}
