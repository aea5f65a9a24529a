package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"

	"golang.org/x/image/draw"
)

// sizes in pixels: of lists, title bars, the task bar and the desktop at 100–200 %.
var sizes = []int{16, 20, 24, 32, 40, 48, 64, 256}

// asPNG is the size from which on a picture is packed as PNG: what is smaller, old
// programs read as a bitmap only.
const asPNG = 256

// pack makes an .ico of one picture.
func pack(picture image.Image) ([]byte, error) {
	var head, body bytes.Buffer
	put(&head, uint16(0), uint16(1), uint16(len(sizes)))
	const entry, start = 16, 6
	for _, size := range sizes {
		b, err := drawn(picture, size)
		if err != nil {
			return nil, err
		}
		put(&head, uint8(size), uint8(size), uint8(0), uint8(0), uint16(1), uint16(32), uint32(len(b)), uint32(start+entry*len(sizes)+body.Len())) // 256 is told as 0
		body.Write(b)
	}
	return append(head.Bytes(), body.Bytes()...), nil
}

func drawn(picture image.Image, size int) ([]byte, error) {
	small := image.NewNRGBA(image.Rect(0, 0, size, size))
	draw.CatmullRom.Scale(small, small.Rect, picture, picture.Bounds(), draw.Src, nil)
	if size < asPNG {
		return bitmap(small), nil
	}
	var b bytes.Buffer
	err := png.Encode(&b, small)
	return b.Bytes(), err
}

// bitmap is a picture as a BITMAPINFOHEADER of twice the height, its rows from below in
// BGRA, and a mask that masks nothing.
func bitmap(p *image.NRGBA) []byte {
	size := p.Rect.Dx()
	var b bytes.Buffer
	put(&b, uint32(40), int32(size), int32(2*size), uint16(1), uint16(32), uint32(0), uint32(4*size*size), int32(0), int32(0), uint32(0), uint32(0))
	for y := size - 1; y >= 0; y-- {
		for x := range size {
			c := p.NRGBAAt(x, y)
			b.Write([]byte{c.B, c.G, c.R, c.A})
		}
	}
	const bits = 32 // rows of the mask are filled up to it
	b.Write(make([]byte, size*((size+bits-1)/bits)*bits/8))
	return b.Bytes()
}

func put(b *bytes.Buffer, values ...any) {
	for _, v := range values {
		_ = binary.Write(b, binary.LittleEndian, v) // into memory
	}
}
