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
	reaches, share := reachesOf(src.size.X, dst.size.X), newShare(uint64(src.size.X)*uint64(src.size.Y))
	for y := range dst.size.Y {
		clear(sums)
		first, end := y*src.size.Y, (y+1)*src.size.Y
		for s := first / dst.size.Y; s*dst.size.Y < end; s++ {
			weight := min((s+1)*dst.size.Y, end) - max(s*dst.size.Y, first)
			addRow(sums, src.pix[s*src.stride:], uint32(weight))
		}
		foldRow(dst.pix[y*dst.stride:][:dst.size.X*src.channels], sums, reaches, src.channels, share)
	}
}

// reach is the source pixels of one pixel of dst, with the parts of the first and
// the last that belong to it, and the parts of those between.
type reach struct {
	from, to         int
	head, tail, each uint64
}

// reachesOf is the same for every row.
func reachesOf(src, dst int) []reach {
	reaches := make([]reach, dst)
	for x := range reaches {
		first, end := x*src, (x+1)*src
		s := reach{from: first / dst, to: (end - 1) / dst, each: uint64(dst)}
		s.head = uint64(min((s.from+1)*dst, end) - first)
		if s.to > s.from {
			s.tail = uint64(end - s.to*dst)
		}
		reaches[x] = s
	}
	return reaches
}

func addRow(sums []uint32, row []byte, weight uint32) {
	row = row[:len(sums)]
	for i, v := range row {
		sums[i] += weight * uint32(v)
	}
}

// foldRow folds the column sums of one row of dst sideways.
func foldRow(row []byte, sums []uint32, reaches []reach, channels int, share share) {
	for x, s := range reaches {
		for c := range channels {
			inner := uint64(0)
			for i := (s.from+1)*channels + c; i < s.to*channels; i += channels {
				inner += uint64(sums[i])
			}
			total := s.head*uint64(sums[s.from*channels+c]) + inner*s.each + s.tail*uint64(sums[s.to*channels+c])
			row[x*channels+c] = share.of(total)
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
