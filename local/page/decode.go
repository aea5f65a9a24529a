package page

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"tram/local/office"
)

// Decode gives the pixels of one image as it was captured, not turned. It asks
// Probe first, so nothing beyond the limits is ever laid out in memory. It ends
// with the context's error when that is done.
func Decode(ctx context.Context, r io.ReaderAt, size int64, frame int) (img image.Image, err error) {
	info, err := ProbeFrame(r, size, frame)
	if err != nil {
		return nil, err
	}
	defer func() {
		if caught := recover(); caught != nil {
			img, err = nil, Damaged.Because(fmt.Errorf("decode: %v", caught))
		}
	}()
	img, err = decode(ctx, patient{ctx, r}, size, info)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, said(err)
	case img.Bounds() != image.Rect(0, 0, info.Width, info.Height):
		return nil, Damaged.Because(fmt.Errorf("decoded to %v, announced %d×%d", img.Bounds(), info.Width, info.Height))
	}
	return img, nil
}

func decode(ctx context.Context, r io.ReaderAt, size int64, info Info) (image.Image, error) {
	switch info.Media {
	case office.JBIG2:
		return drawJBIG2(ctx, r, info)
	case office.JPEG:
		return jpeg.Decode(info.JPEG.from(r, size, info.Height))
	case office.PNG:
		return png.Decode(info.PNG.from(r, size))
	}
	f, err := openDirectories(r, size)
	if err != nil {
		return nil, err
	}
	if info.TIFF.jpeg() {
		return f.decodeJPEGBlocks(info)
	}
	return f.pixels(info)
}

// patient stops reading when its context is done.
type patient struct {
	ctx context.Context
	r   io.ReaderAt
}

// ReadAt asks the context before each read.
func (p patient) ReadAt(b []byte, at int64) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.r.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) {
		err = Unreadable.Because(err)
	}
	return n, err
}
