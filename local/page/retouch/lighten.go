package retouch

import (
	"image"
	"slices"
)

// The background is found in blocks: the shade that the brighter part of a block has, in each
// colour. Blocks that a photograph or a black bar fills say nothing of the paper and take what
// lies around them. Each pixel is then brightened by as much as its paper wants to be white,
// so that ink keeps its colour.
const (
	blocksAcross = 32   // along the longer side
	paperPart    = 0.7  // of a block's pixels that are darker than what is taken for its paper
	paperLeast   = 0.8  // of the brightness of the page's usual paper, for a block to be paper
	whiteFrom    = 0.96 // of the brightness of the paper, and brighter: that becomes white
)

// lightened makes the background of a picture even and white.
func lightened(img image.Image) image.Image {
	if grey, is := img.(*image.Gray); is {
		out := image.NewGray(image.Rectangle{Max: grey.Rect.Size()})
		src := plane{pix: grey.Pix[grey.PixOffset(grey.Rect.Min.X, grey.Rect.Min.Y):], stride: grey.Stride, n: 1, w: out.Rect.Dx(), h: out.Rect.Dy()}
		brighten(src, plane{pix: out.Pix, stride: out.Stride, n: 1, w: src.w, h: src.h}, 1)
		return out
	}
	out := asRGBA(img)
	p := plane{pix: out.Pix, stride: out.Stride, n: 4, w: out.Rect.Dx(), h: out.Rect.Dy()}
	brighten(p, p, 3)
	return out
}

// brighten works on the first so many samples of a pixel.
func brighten(src, dst plane, colours int) {
	b := blocksOf(src, colours)
	line := make([]float32, b.cols*colours)
	for y := range src.h {
		b.between(line, y)
		from, to := src.pix[y*src.stride:], dst.pix[y*dst.stride:]
		for x := range src.w {
			left, right, part := b.around(x)
			for c := range colours {
				paper := line[left*colours+c]*(1-part) + line[right*colours+c]*part
				to[x*src.n+c] = byte(min(float32(from[x*src.n+c])*white/(paper*whiteFrom)+0.5, white))
			}
		}
	}
}

// blocks holds the paper of each block, colour by colour.
type blocks struct {
	side, cols, rows, colours int
	paper                     []float32
}

func blocksOf(p plane, colours int) blocks {
	b := blocks{side: max(1, (max(p.w, p.h)+blocksAcross-1)/blocksAcross), colours: colours}
	b.cols, b.rows = (p.w+b.side-1)/b.side, (p.h+b.side-1)/b.side
	b.paper = make([]float32, b.cols*b.rows*colours)
	for i := range b.cols * b.rows {
		for c := range colours {
			b.paper[i*colours+c] = b.bright(p, i%b.cols, i/b.cols, c)
		}
	}
	b.mend()
	return b
}

// bright is the shade below which most samples of a block lie.
func (b blocks) bright(p plane, bx, by, c int) float32 {
	var counts [256]int
	n := 0
	x1, y1 := min((bx+1)*b.side, p.w), min((by+1)*b.side, p.h)
	step := max(1, b.side/64)
	for y := by * b.side; y < y1; y += step {
		for x := bx * b.side; x < x1; x += step {
			counts[p.pix[y*p.stride+x*p.n+c]]++
			n++
		}
	}
	v, seen := 0, counts[0]
	for float64(seen) < paperPart*float64(n) {
		v++
		seen += counts[v]
	}
	return float32(max(v, 1))
}

func (b blocks) shade(i int) (sum float32) {
	for _, v := range b.paper[i*b.colours : (i+1)*b.colours] {
		sum += v
	}
	return sum
}

// mend gives the blocks that are no paper what lies around them, from near to far.
func (b blocks) mend() {
	n := b.cols * b.rows
	shades := make([]float32, n)
	for i := range n {
		shades[i] = b.shade(i)
	}
	usual := slices.Clone(shades)
	slices.Sort(usual)
	least := paperLeast * usual[len(usual)*3/4]
	known := make([]bool, n)
	for i, s := range shades {
		known[i] = s >= least
	}
	for range b.cols + b.rows {
		var found []int
		for i := range n {
			if !known[i] && b.take(i, known) {
				found = append(found, i)
			}
		}
		for _, i := range found {
			known[i] = true
		}
	}
}

// take gives a block the mean of those beside it that are known.
func (b blocks) take(i int, known []bool) bool {
	x, y, n := i%b.cols, i/b.cols, float32(0)
	sums := make([]float32, b.colours)
	for _, by := range [4][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
		nx, ny := x+by[0], y+by[1]
		if nx < 0 || ny < 0 || nx >= b.cols || ny >= b.rows || !known[ny*b.cols+nx] {
			continue
		}
		for c := range sums {
			sums[c] += b.paper[(ny*b.cols+nx)*b.colours+c]
		}
		n++
	}
	for c := range sums {
		if n > 0 {
			b.paper[i*b.colours+c] = sums[c] / n
		}
	}
	return n > 0
}

// between fills a line of blocks with the paper at a row of pixels.
func (b blocks) between(line []float32, y int) {
	upper, lower, part := along(y, b.side, b.rows)
	for i := range line {
		line[i] = b.paper[upper*b.cols*b.colours+i]*(1-part) + b.paper[lower*b.cols*b.colours+i]*part
	}
}

func (b blocks) around(x int) (left, right int, part float32) { return along(x, b.side, b.cols) }

// along finds the two blocks between whose middles a pixel lies.
func along(at, side, of int) (before, after int, part float32) {
	place := max((float32(at)+0.5)/float32(side)-0.5, 0)
	before = min(int(place), of-1)
	return before, min(before+1, of-1), place - float32(before)
}
