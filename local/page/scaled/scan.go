package scaled

import "bytes"

// zigzag is where each value of a block lies in it, in the order of the code.
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// lastOf is the last place in the code of a value that a block of the given side
// is made of.
func lastOf(side int) (last int) {
	for k, at := range zigzag {
		if int(at%8) < side && int(at/8) < side {
			last = k
		}
	}
	return last
}

// scan unpacks the coded data, from restart to restart.
func (d *decoder) scan() error {
	y := d.components[0]
	d.across, d.down = upwards(d.size.X, 8*y.h), upwards(d.size.Y, 8*y.v)
	units := d.across * d.down
	if units/4 > len(d.rest) { // no block takes less than two bits
		return errBroken
	}
	d.lay()
	b := bits{data: make([]byte, 0, len(d.rest)+beyond)}
	for done, restarts := 0, 0; done < units; restarts++ {
		b = bits{data: b.data[:0]}
		marker, err := d.unstuff(&b)
		if err != nil {
			return err
		}
		until := units
		if d.interval > 0 {
			until = min(units, done+d.interval)
		}
		if !d.units(&b, done, until) {
			return errBroken
		}
		done = until
		if done < units && marker != 0xd0+byte(restarts&7) {
			return errBroken
		}
		if done == units && marker != 0xd9 {
			return ErrNotThis
		}
	}
	return nil
}

// unstuff takes coded data up to the marker that ends it.
func (d *decoder) unstuff(b *bits) (marker byte, err error) {
	for {
		at := bytes.IndexByte(d.rest, 0xff)
		if at < 0 || at+1 == len(d.rest) {
			return 0, errBroken
		}
		b.data = append(b.data, d.rest[:at]...)
		next := d.rest[at+1]
		switch next {
		case 0:
			b.data, d.rest = append(b.data, 0xff), d.rest[at+2:]
		case 0xff:
			d.rest = d.rest[at+1:]
		default:
			b.data, d.rest = append(b.data, make([]byte, beyond)...), d.rest[at+2:]
			return next, nil
		}
	}
}

// units unpacks some units from a restart on.
func (d *decoder) units(b *bits, from, to int) bool {
	for i := range d.components {
		d.components[i].before = 0
	}
	var block [64]int32
	for u := from; u < to; u++ {
		left, top := u%d.across, u/d.across
		for i := range d.components {
			c := &d.components[i]
			for part := range c.h * c.v {
				last, ok := c.read(b, &block)
				if !ok || b.over {
					return false
				}
				x, y := (left*c.h+part%c.h)*c.side, (top*c.v+part/c.h)*c.side
				c.put(&block, last, c.pix[y*c.stride+x:])
				if last > 0 {
					clear(block[:])
				}
			}
		}
	}
	return true
}

// read takes the values of one block that its picture is made of, and tells the
// last place in the code that has one.
func (c *component) read(b *bits, block *[64]int32) (last int, ok bool) {
	if b.n < 32 {
		b.fill()
	}
	size, ok := next(c.dc, b)
	if !ok || size > 16 {
		return 0, false
	}
	c.before += b.value(int(size))
	block[0] = c.before * c.quant[0]
	for k := 1; k < 64; k++ {
		if b.n < 32 {
			b.fill()
		}
		e := c.ac.quick[b.have>>(64-quick)]
		value := int32(e.value)
		if e.all > 0 {
			b.drop(int(e.all))
		} else {
			if e.symbol, ok = next(c.ac, b); !ok {
				return 0, false
			}
			value = b.value(int(e.symbol & 15))
		}
		if e.symbol&15 == 0 {
			if e.symbol != 0xf0 {
				return last, true
			}
			k += 15
			continue
		}
		if k += int(e.symbol >> 4); k > 63 {
			return 0, false
		}
		if k <= c.inBlock {
			block[zigzag[k]], last = value*c.quant[k], k
		}
	}
	return last, true
}

// next reads one code.
func next(t *table, b *bits) (symbol byte, ok bool) {
	if e := t.quick[b.have>>(64-quick)]; e.bits > 0 {
		b.drop(int(e.bits))
		return e.symbol, true
	}
	return t.symbol(b)
}
