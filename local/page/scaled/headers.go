package scaled

import (
	"encoding/binary"
	"image"
	"slices"
)

// headers reads all up to the coded data.
func (d *decoder) headers() error {
	if len(d.rest) < 2 || d.rest[0] != 0xff || d.rest[1] != 0xd8 {
		return ErrNotThis
	}
	d.rest = d.rest[2:]
	for {
		marker, body, err := d.segment()
		if err != nil {
			return err
		}
		if err := d.take(marker, body); err != nil {
			return err
		}
		if marker == 0xda {
			return nil
		}
	}
}

// segment takes one marker with its body.
func (d *decoder) segment() (marker byte, body []byte, err error) {
	at := 0
	for at < len(d.rest) && d.rest[at] == 0xff {
		at++
	}
	if at == 0 || at+3 > len(d.rest) {
		return 0, nil, errBroken
	}
	marker = d.rest[at]
	length := int(binary.BigEndian.Uint16(d.rest[at+1:]))
	if marker < 0xc0 || marker >= 0xd0 && marker <= 0xd9 || length < 2 || at+1+length > len(d.rest) {
		return 0, nil, errBroken
	}
	body, d.rest = d.rest[at+3:at+1+length], d.rest[at+1+length:]
	return marker, body, nil
}

func (d *decoder) take(marker byte, body []byte) error {
	switch marker {
	case 0xc0, 0xc1:
		return d.frame(body)
	case 0xc4:
		return d.huffman(body)
	case 0xda:
		return d.scanHeader(body)
	case 0xdb:
		return d.quantisation(body)
	case 0xdd:
		if len(body) != 2 {
			return errBroken
		}
		d.interval = int(binary.BigEndian.Uint16(body))
	case 0xe0:
		d.jfif = d.jfif || len(body) >= 5 && string(body[:5]) == "JFIF\x00"
	case 0xee:
		if len(body) >= 12 && string(body[:5]) == "Adobe" {
			d.adobe, d.transform = true, body[11]
		}
	case 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xdc:
		return ErrNotThis
	}
	return nil
}

func (d *decoder) frame(body []byte) error {
	switch {
	case d.components != nil || len(body) < 6 || len(body) != 6+3*int(body[5]):
		return errBroken
	case body[0] != 8 || body[5] != 1 && body[5] != 3:
		return ErrNotThis
	}
	d.size = image.Pt(int(binary.BigEndian.Uint16(body[3:])), int(binary.BigEndian.Uint16(body[1:])))
	for c := body[6:]; len(c) > 0; c = c[3:] {
		if c[2] > 3 {
			return errBroken
		}
		d.components = append(d.components, component{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), quant: d.quants[c[2]]})
	}
	if d.size.X == 0 || d.size.Y == 0 || !d.usual() {
		return ErrNotThis
	}
	for i := range d.components {
		if d.components[i].quant = d.quants[body[8+3*i]]; d.components[i].quant == nil {
			return ErrNotThis // tables that come later
		}
	}
	return nil
}

// usual tells whether the samples lie as scanners write them: one of colour for
// one, two or four of brightness.
func (d *decoder) usual() bool {
	if len(d.components) == 1 {
		d.components[0].h, d.components[0].v = 1, 1 // what is said of a single one changes nothing
		return true
	}
	y, cb, cr := d.components[0], d.components[1], d.components[2]
	return (y.h == 1 || y.h == 2) && (y.v == 1 || y.v == 2) && cb.h == 1 && cb.v == 1 && cr.h == 1 && cr.v == 1
}

// colours refuses what is not brightness and colours.
func (d *decoder) colours() error {
	if len(d.components) == 1 {
		return nil
	}
	named := d.components[0].id == 'R' && d.components[1].id == 'G' && d.components[2].id == 'B'
	if d.adobe && d.transform != 1 || !d.adobe && !d.jfif && named {
		return ErrNotThis
	}
	return nil
}

func (d *decoder) quantisation(body []byte) error {
	for len(body) > 0 {
		precision, at := body[0]>>4, body[0]&15
		if precision > 1 || at > 3 || len(body) < 1+64*(1+int(precision)) {
			return errBroken
		}
		q := new([64]int32)
		for i := range q {
			if precision == 0 {
				q[i] = int32(body[1+i])
			} else {
				q[i] = int32(binary.BigEndian.Uint16(body[1+2*i:]))
			}
		}
		if slices.Contains(q[:], 0) {
			return errBroken
		}
		d.quants[at], body = q, body[1+64*(1+int(precision)):]
	}
	return nil
}

func (d *decoder) huffman(body []byte) error {
	for len(body) > 0 {
		if len(body) < 17 || body[0]>>4 > 1 || body[0]&15 > 3 {
			return errBroken
		}
		n := 0
		for _, of := range body[1:17] {
			n += int(of)
		}
		if n > 256 || len(body) < 17+n {
			return errBroken
		}
		t, err := newTable([16]byte(body[1:17]), body[17:17+n])
		if err != nil {
			return err
		}
		d.tables[body[0]>>4][body[0]&15], body = t, body[17+n:]
	}
	return nil
}

// scanHeader accepts a scan of all components, in their order.
func (d *decoder) scanHeader(body []byte) error {
	n := len(d.components)
	switch {
	case n == 0 || len(body) != 4+2*n || int(body[0]) != n:
		return ErrNotThis
	case body[1+2*n] != 0 || body[2+2*n] != 63 || body[3+2*n] != 0:
		return ErrNotThis
	}
	for i := range d.components {
		c, tables := &d.components[i], body[2+2*i]
		if body[1+2*i] != c.id || tables>>4 > 3 || tables&15 > 3 {
			return ErrNotThis
		}
		if c.dc, c.ac = d.tables[0][tables>>4], d.tables[1][tables&15]; c.dc == nil || c.ac == nil {
			return errBroken
		}
	}
	return d.colours()
}
