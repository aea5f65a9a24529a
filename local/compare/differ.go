package compare

// difference is what is seen beside what is expected, smoothed so that an edge
// that lies a little beside its place cancels out and a stroke does not:
// positive where there is more ink.
type difference struct {
	w, h int
	v    []int16
}

// differ takes the difference where there is ink on either.
func differ(expected, seen plane, busy []bool) difference {
	d := difference{expected.w, expected.h, make([]int16, len(expected.v))}
	across := make([]int16, len(d.v))
	cols := tiles(d.w)
	line := make([]int32, d.w+8)
	for y := range d.h {
		e, s, to := expected.row(y), seen.row(y), across[y*d.w:(y+1)*d.w]
		for x := range e {
			line[x+4] = int32(s[x]) - int32(e[x])
		}
		for tile := range cols {
			if !busyAround(busy, cols, tile, y/tileSide) {
				continue
			}
			for x := tile * tileSide; x < min((tile+1)*tileSide, d.w); x++ {
				l := line[x : x+9 : x+9]
				to[x] = int16((l[0] + l[8] + 8*(l[1]+l[7]) + 28*(l[2]+l[6]) + 56*(l[3]+l[5]) + 70*l[4]) >> 4)
			}
		}
	}
	for y := 4; y < d.h-4; y++ {
		to := d.v[y*d.w : (y+1)*d.w]
		for tile := range cols {
			if !busy[y/tileSide*cols+tile] {
				continue
			}
			for x := tile * tileSide; x < min((tile+1)*tileSide, d.w); x++ {
				at := func(dy int) int32 { return int32(across[(y+dy)*d.w+x]) }
				to[x] = int16((at(-4) + at(4) + 8*(at(-3)+at(3)) + 28*(at(-2)+at(2)) + 56*(at(-1)+at(1)) + 70*at(0)) >> 12)
			}
		}
	}
	return d
}

func busyAround(busy []bool, cols, tx, ty int) bool {
	for dy := -1; dy <= 1; dy++ {
		if at := (ty+dy)*cols + tx; at >= 0 && at < len(busy) && busy[at] {
			return true
		}
	}
	return false
}

// blob is a patch of difference.
type blob struct {
	box
	n    int
	mass int // sum of the difference, always positive
	peak int
	from int // its first pixel
}

// blobs gathers the pixels that differ by at least low in one direction, where
// they reach high.
func (d difference) blobs(sign, low, high int) []blob {
	seen := make([]bool, len(d.v))
	var found []blob
	var todo []int
	for i := range d.v {
		if seen[i] || sign*int(d.v[i]) < high {
			continue
		}
		b := blob{box: box{d.w, d.h, 0, 0}, from: i}
		seen[i] = true
		todo = append(todo[:0], i)
		for len(todo) > 0 {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y, v := at%d.w, at/d.w, sign*int(d.v[at])
			b.box = b.box.with(x, y)
			b.n++
			b.mass += v
			b.peak = max(b.peak, v)
			for ny := max(y-1, 0); ny <= min(y+1, d.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, d.w-1); nx++ {
					if n := ny*d.w + nx; !seen[n] && sign*int(d.v[n]) >= low {
						seen[n] = true
						todo = append(todo, n)
					}
				}
			}
		}
		found = append(found, b)
	}
	return found
}

func (b box) with(x, y int) box {
	return box{min(b.x0, x), min(b.y0, y), max(b.x1, x+1), max(b.y1, y+1)}
}
