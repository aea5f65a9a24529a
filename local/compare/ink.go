package compare

import (
	"encoding/binary"
	"image"
	"image/draw"

	"tram/local/page"
)

// plane is a grey picture: of ink, where 0 is bare paper and 255 the blackest
// that there can be, or of colour.
type plane struct {
	w, h int
	v    []uint8
}

func newPlane(w, h int) plane { return plane{w, h, make([]uint8, w*h)} }

func (p plane) row(y int) []uint8 { return p.v[y*p.w : (y+1)*p.w] }

// half has a pixel for each four.
func (p plane) half() plane {
	out := newPlane(max(1, p.w/2), max(1, p.h/2))
	if p.w < 2 || p.h < 2 {
		return out
	}
	for y := range out.h {
		a, b, to := p.row(2*y), p.row(2*y+1), out.row(y)
		for x := range to {
			to[x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) / 4)
		}
	}
	return out
}

// small is the plane with its longer side at most so many pixels.
func (p plane) small(side int) plane {
	grey := page.Shrink(&image.Gray{Pix: p.v, Stride: p.w, Rect: image.Rect(0, 0, p.w, p.h)}, side).(*image.Gray)
	return plane{grey.Rect.Dx(), grey.Rect.Dy(), grey.Pix}
}

// picture is a page or a sheet without its paper.
type picture struct {
	ink plane
	hue plane // how far each pixel is from grey; without pixels: the image is grey
	lid plane // what is around the paper, coarse: 255 there
	two bool  // there is black and white and nothing between
}

const (
	mostSide = 8_000 // pixels of a side that are looked at; more are summed up
	lidSide  = 700   // pixels of the longer side of the coarse picture
)

// pictureOf takes the paper out of an image.
func pictureOf(img image.Image) picture {
	img = page.Shrink(img, mostSide)
	p := picture{}
	grey, hue := split(img)
	p.hue = hue
	p.lid = lidOf(grey.small(lidSide))
	p.two = grey.twoTones()
	p.ink = grey
	p.ink.inkFrom(paperOf(grey))
	p.ink.despeckle()
	return p
}

// split gives the grey of an image, and how far from grey each pixel is.
func split(img image.Image) (grey, hue plane) {
	b := img.Bounds()
	grey = newPlane(b.Dx(), b.Dy())
	switch m := img.(type) {
	case *image.Gray:
		for y := range grey.h {
			copy(grey.row(y), m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):])
		}
		return grey, plane{}
	case *image.YCbCr:
		hue = newPlane(b.Dx(), b.Dy())
		for y := range grey.h {
			copy(grey.row(y), m.Y[m.YOffset(b.Min.X, b.Min.Y+y):])
			to := hue.row(y)
			for x := range to {
				at := m.COffset(b.Min.X+x, b.Min.Y+y)
				to[x] = hueOf(m.Cb[at], m.Cr[at])
			}
		}
		return grey, hue
	case *image.RGBA:
		if m.Opaque() {
			return grey, grey.fromColours(m.Pix[m.PixOffset(b.Min.X, b.Min.Y):], m.Stride)
		}
	}
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, img, b.Min, draw.Over)
	return grey, grey.fromColours(flat.Pix, flat.Stride)
}

// fromColours fills a plane with the grey of opaque pixels of four bytes, and gives
// how far each is from grey.
func (p plane) fromColours(pix []uint8, stride int) (hue plane) {
	hue = newPlane(p.w, p.h)
	for y := range p.h {
		row, grey, far := pix[y*stride:], p.row(y), hue.row(y)
		for x := range grey {
			r, g, b := int(row[4*x]), int(row[4*x+1]), int(row[4*x+2])
			if r == g && g == b {
				grey[x] = uint8(r)
				continue
			}
			grey[x] = uint8((299*r + 587*g + 114*b + 500) / 1000)
			far[x] = uint8(max(r, g, b) - min(r, g, b))
		}
	}
	return hue
}

// twoTones tells whether a scanner kept only black and white.
func (p plane) twoTones() bool {
	const dark, light, mostBetween = 24, 231, 0.002
	between, most := 0, int(mostBetween*float64(len(p.v)))
	for _, v := range p.v {
		if v > dark && v < light {
			if between++; between > most {
				return false
			}
		}
	}
	return float64(between) < mostBetween*float64(len(p.v))
}

// hueOf is about the distance between the strongest and the weakest of red,
// green and blue.
func hueOf(cb, cr uint8) uint8 {
	b, r := int(cb)-128, int(cr)-128
	red, green, blue := 1436*r/1024, (-352*b-731*r)/1024, 1815*b/1024
	return uint8(min(max(red, green, blue)-min(red, green, blue), 255))
}

// The paper is found in blocks: its grey is that below which paperShare of a
// block lies. Where a block is dark all over, it is that of the blocks around.
const (
	blocksAcross = 75 // along the longer side: 4 mm of an A4 page
	paperShare   = 0.6
	closing      = 2 // blocks on either side
)

// paperOf is the grey of the paper in blocks.
func paperOf(grey plane) (blocks plane) {
	size := max(4, max(grey.w, grey.h)/blocksAcross)
	blocks = newPlane((grey.w+size-1)/size, (grey.h+size-1)/size)
	for by := range blocks.h {
		for bx := range blocks.w {
			block := box{bx * size, by * size, min((bx+1)*size, grey.w), min((by+1)*size, grey.h)}
			blocks.v[by*blocks.w+bx] = grey.paperIn(block)
		}
	}
	brighter := func(a, b uint8) uint8 { return max(a, b) }
	darker := func(a, b uint8) uint8 { return min(a, b) }
	return blocks.reach(closing, brighter).reach(closing, darker)
}

// paperIn is the grey below which paperShare of a block lies.
func (p plane) paperIn(b box) uint8 {
	var odd, even [256]uint32 // neighbours are alike, and one count would wait for the other
	for y := b.y0; y < b.y1; y++ {
		row := p.row(y)[b.x0:b.x1]
		for len(row) > 1 {
			even[row[0]]++
			odd[row[1]]++
			row = row[2:]
		}
		for _, v := range row {
			even[v]++
		}
	}
	n := float64((b.x1 - b.x0) * (b.y1 - b.y0))
	v, seen := 0, even[0]+odd[0]
	for float64(seen) < paperShare*n {
		v++
		seen += even[v] + odd[v]
	}
	return uint8(v)
}

// reach gives each pixel the best of those around it.
func (p plane) reach(far int, best func(a, b uint8) uint8) plane {
	for _, step := range [][2]int{{1, 0}, {0, 1}} {
		out := newPlane(p.w, p.h)
		for y := range p.h {
			for x := range p.w {
				v := p.v[y*p.w+x]
				for d := -far; d <= far; d++ {
					nx, ny := x+d*step[0], y+d*step[1]
					if nx >= 0 && nx < p.w && ny >= 0 && ny < p.h {
						v = best(v, p.v[ny*p.w+nx])
					}
				}
				out.v[y*p.w+x] = v
			}
		}
		p = out
	}
	return p
}

// inkFrom turns grey into ink, in place: the share of the paper's light that
// does not come back.
func (p plane) inkFrom(paper plane) {
	const every = 4 // rows for which the paper is the same
	light, inverse := make([]float32, p.w), make([]float32, p.w)
	across := ways(p.w, paper.w)
	even := false
	for y := range p.h {
		if y%every == 0 {
			paper.along(y, p.h, across, light)
			even = allWhite(light)
			for x, l := range light {
				inverse[x] = 255 / max(l, 1)
			}
		}
		row := p.row(y)
		if even {
			for x, v := range row {
				row[x] = 255 - v
			}
			continue
		}
		for x, v := range row {
			row[x] = uint8(max(0, (light[x]-float32(v))*inverse[x]))
		}
	}
}

// allWhite tells whether there is nothing but white paper, as on a page that was drawn.
func allWhite(light []float32) bool {
	for _, l := range light {
		if l != 255 {
			return false
		}
	}
	return true
}

// along draws a row of a picture that is as large as the blocks are spread to.
func (p plane) along(y, h int, across []way, row []float32) {
	down := between(y, h, p.h)
	a, b := p.row(down.before), p.row(down.after)
	mixed := make([]float32, p.w)
	for i := range mixed {
		mixed[i] = float32(a[i])*(1-down.share) + float32(b[i])*down.share
	}
	for x, to := range across {
		row[x] = mixed[to.before]*(1-to.share) + mixed[to.after]*to.share
	}
}

// way lies between the middles of two blocks, a share of the way from one to the other.
type way struct {
	before, after int
	share         float32
}

// ways are those of all the pixels of a side that so many blocks are spread to.
func ways(pixels, blocks int) []way {
	all := make([]way, pixels)
	for i := range all {
		all[i] = between(i, pixels, blocks)
	}
	return all
}

// between finds the way on which a pixel lies.
func between(i, pixels, blocks int) way {
	at := max((float32(i)+0.5)*float32(blocks)/float32(pixels)-0.5, 0)
	before := min(int(at), blocks-1)
	return way{before, min(before+1, blocks-1), min(at-float32(before), 1)}
}

const leastSpeck = 20 // of 255, from its neighbours

// despeckle brings every pixel that stands out between its neighbours, in place: a single pixel
// is noise of the sensor, a dot of a letter has four.
func (p plane) despeckle() {
	if p.w < 3 || p.h < 3 {
		return
	}
	above, here := append([]uint8(nil), p.row(0)...), append([]uint8(nil), p.row(1)...)
	for y := 1; y < p.h-1; y++ {
		to, below := p.row(y), p.row(y+1)
		copy(here, to)
		for x := 1; x < p.w-1; x++ {
			for x+9 < p.w && faint(here[x-1:]) && faint(here[x+1:]) {
				x += 8
			}
			v, left, right := here[x], here[x-1], here[x+1]
			if around := max(left, right); v > around && v-around > leastSpeck {
				to[x] = min(v, max(around, above[x-1], above[x], above[x+1], below[x-1], below[x], below[x+1]))
			} else if around := min(left, right); v < around && around-v > leastSpeck {
				to[x] = max(v, min(around, above[x-1], above[x], above[x+1], below[x-1], below[x], below[x+1]))
			}
		}
		above, here = here, above
	}
}

// faint tells whether none of the first eight pixels can be a speck, or stand beside
// one that is.
func faint(row []uint8) bool {
	const seven, high = 0x7f7f7f7f7f7f7f7f, 0x8080808080808080
	const reached = (0x7f - leastSpeck) * 0x0101010101010101
	v := binary.LittleEndian.Uint64(row)
	return (v&seven+reached|v)&high == 0
}

// A lid is what is this much darker than the paper and lies at the edge of the
// image.
const lidShare = 0.8

// lidOf finds what is around the paper: the dark that begins at the edges.
func lidOf(grey plane) plane {
	var counts [256]int
	for _, v := range grey.v {
		counts[v]++
	}
	light, seen := 255, 0
	for ; light > 0 && seen < len(grey.v)/4; light-- {
		seen += counts[light]
	}
	lid := newPlane(grey.w, grey.h)
	var todo []int
	visit := func(x, y int) {
		if x < 0 || y < 0 || x >= grey.w || y >= grey.h {
			return
		}
		if at := y*grey.w + x; lid.v[at] == 0 && float64(grey.v[at]) < lidShare*float64(light) {
			lid.v[at] = 255
			todo = append(todo, at)
		}
	}
	for x := range grey.w {
		visit(x, 0)
		visit(x, grey.h-1)
	}
	for y := range grey.h {
		visit(0, y)
		visit(grey.w-1, y)
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		x, y := at%grey.w, at/grey.w
		visit(x-1, y)
		visit(x+1, y)
		visit(x, y-1)
		visit(x, y+1)
	}
	return lid
}
