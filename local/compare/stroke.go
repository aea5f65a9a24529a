package compare

// trace follows each place of more ink along the ink on the sheet, to see how
// far the stroke reaches that it belongs to, and looks at its colour.
func (o *overlay) trace(d difference, more []found, low int, sheet picture) {
	owner := make(map[int]int) // the stroke of a traced pixel
	var strokes []box
	reach := int(2 * letterMM * o.perX)
	for i := range more {
		m := &more[i]
		m.hue = o.coloured(d, m.blob, low, sheet)
		at, known := owner[m.from]
		if !known {
			at = len(strokes)
			strokes = append(strokes, o.stroke(d, m.from, low, reach, at, owner))
		}
		w, h := o.mm(strokes[at].and(m.box))
		m.span = max(w, h)
	}
}

// stroke floods the ink on the sheet from a pixel, and gives the box of what of
// it is more than the page's.
func (o *overlay) stroke(d difference, from, low, reach, id int, owner map[int]int) box {
	const inked = 100
	fx, fy := from%d.w, from/d.w
	b := box{fx, fy, fx + 1, fy + 1}
	owner[from] = id
	todo := []int{from}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		x, y := at%d.w, at/d.w
		if int(d.v[at]) >= low {
			b = b.with(x, y)
		}
		for ny := max(y-1, fy-reach, 0); ny <= min(y+1, fy+reach, d.h-1); ny++ {
			for nx := max(x-1, fx-reach, 0); nx <= min(x+1, fx+reach, d.w-1); nx++ {
				n := ny*d.w + nx
				if o.seen.v[n] < inked && int(d.v[n]) < low {
					continue
				}
				if _, known := owner[n]; !known {
					owner[n] = id
					todo = append(todo, n)
				}
			}
		}
	}
	return b
}

// coloured tells whether more ink has a colour.
func (o *overlay) coloured(d difference, b blob, low int, sheet picture) bool {
	if len(sheet.hue.v) == 0 {
		return false
	}
	n, hued := 0, 0
	step := 1 + b.n/4000
	for y := b.y0; y < b.y1; y += step {
		for x := b.x0; x < b.x1; x++ {
			if int(d.v[y*d.w+x]) < low {
				continue
			}
			n++
			X, Y := o.bend.at((float64(x)+0.5)/o.perX, (float64(y)+0.5)/o.perY)
			ix, iy := int(X), int(Y)
			if ix >= 0 && iy >= 0 && ix < sheet.hue.w && iy < sheet.hue.h && sheet.hue.v[iy*sheet.hue.w+ix] >= leastHue {
				hued++
			}
		}
	}
	return float64(hued) > hueShare*float64(n)
}
