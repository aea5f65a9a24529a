package scaled

// A block of side n is made of its lowest n×n cosines. Along one line that is
// √8/2·y(x) = F(0) + √2·Σ F(k)·cos((2x+1)kπ/2n); two lines across make 8 times
// the sample, in whatever side.

const (
	fine = 12 // bits behind the point of a factor

	// √2·cos(kπ/16), k = 1…7
	cos1 = 5681
	cos2 = 5352
	cos3 = 4816
	cos5 = 3218
	cos6 = 2217
	cos7 = 1130
)

// put makes the samples of a block whose values after the place last are zero.
func (c *component) put(block *[64]int32, last int, pix []byte) {
	switch {
	case last == 0 || c.side == 1:
		flat(sample(int(block[0])), c.side, pix, c.stride)
	case c.side == 2:
		put2(block, pix, c.stride)
	case c.side == 4:
		put4(block, pix, c.stride)
	default:
		put8(block, pix, c.stride)
	}
}

func flat(v byte, side int, pix []byte, stride int) {
	for y := range side {
		line := pix[y*stride:][:side]
		for x := range line {
			line[x] = v
		}
	}
}

// sample takes eight times a sample around zero.
func sample(eightfold int) byte {
	return byte(min(255, max(0, (eightfold+4)>>3+128)))
}

func put2(f *[64]int32, pix []byte, stride int) {
	a, b, c, d := int(f[0]), int(f[1]), int(f[8]), int(f[9])
	pix[0], pix[1] = sample(a+b+c+d), sample(a-b+c-d)
	pix[stride], pix[stride+1] = sample(a+b-c-d), sample(a-b-c+d)
}

// line4 is one line of four, from the even places of line8.
func line4(f0, f1, f2, f3 int) (y0, y1, y2, y3 int) {
	even, odd := f0+f2, f0-f2
	wide, narrow := (f1*cos2+f3*cos6)>>fine, (f1*cos6-f3*cos2)>>fine
	return even + wide, odd + narrow, odd - narrow, even - wide
}

func put4(f *[64]int32, pix []byte, stride int) {
	var down [16]int
	for x := range 4 {
		down[x], down[4+x], down[8+x], down[12+x] = line4(int(f[x])<<2, int(f[8+x])<<2, int(f[16+x])<<2, int(f[24+x])<<2)
	}
	for y := range 4 {
		y0, y1, y2, y3 := line4(down[4*y], down[4*y+1], down[4*y+2], down[4*y+3])
		line := pix[y*stride:][:4]
		line[0], line[1], line[2], line[3] = sample(y0>>2), sample(y1>>2), sample(y2>>2), sample(y3>>2)
	}
}

func line8(f, y *[8]int) {
	e0, e1, e2, e3 := line4(f[0], f[2], f[4], f[6])
	o0 := (f[1]*cos1 + f[3]*cos3 + f[5]*cos5 + f[7]*cos7) >> fine
	o1 := (f[1]*cos3 - f[3]*cos7 - f[5]*cos1 - f[7]*cos5) >> fine
	o2 := (f[1]*cos5 - f[3]*cos1 + f[5]*cos7 + f[7]*cos3) >> fine
	o3 := (f[1]*cos7 - f[3]*cos5 + f[5]*cos3 - f[7]*cos1) >> fine
	*y = [8]int{e0 + o0, e1 + o1, e2 + o2, e3 + o3, e3 - o3, e2 - o2, e1 - o1, e0 - o0}
}

func put8(f *[64]int32, pix []byte, stride int) {
	var down [8][8]int
	var in, out [8]int
	for x := range 8 {
		for y := range 8 {
			in[y] = int(f[8*y+x]) << 2
		}
		line8(&in, &out)
		for y := range 8 {
			down[y][x] = out[y]
		}
	}
	for y := range 8 {
		line8(&down[y], &out)
		line := pix[y*stride:][:8]
		for x := range line {
			line[x] = sample(out[x] >> 2)
		}
	}
}
