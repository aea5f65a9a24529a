package pdf

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"io"
)

// Made is a picture that was made of a capture, to be written in its place.
type Made struct {
	Picture image.Image
	Bilevel bool // of two shades, in grey: a derivative in Group 4
	Quality int  // of the JPEG that it becomes, 1…100; 0: packed without loss
}

func (m *Made) picture(ctx context.Context) (picture, error) {
	p := picture{width: m.Picture.Bounds().Dx(), height: m.Picture.Bounds().Dy()}
	grey, isGrey := m.Picture.(*image.Gray)
	switch {
	case isGrey && m.Bilevel:
		return bilevelPicture(ctx, grey)
	case m.Quality == 0:
		rows, packed := pack(m.Picture)
		packed.width, packed.height, packed.filter, packed.size = p.width, p.height, "FlateDecode", -1
		packed.fill = func(to io.Writer) error { return deflateRows(ctx, to, p.height, rows) }
		return packed, nil
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m.Picture, &jpeg.Options{Quality: m.Quality}); err != nil {
		return p, err
	}
	p.depth, p.space, p.filter, p.size = 8, "/DeviceRGB", "DCTDecode", int64(file.Len())
	if isGrey {
		p.space = "/DeviceGray"
	}
	p.fill = func(to io.Writer) error {
		_, err := to.Write(file.Bytes())
		return err
	}
	return p, nil
}
