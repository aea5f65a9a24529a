package page

import (
	"bytes"
	"context"
	"fmt"
	"image"

	"tram/local/office"
	"tram/local/page/scaled"
)

// DecodeAtLeast gives the pixels of a JPEG for a picture of the given size, not
// turned: as many as there are, or a half, a quarter, an eighth along each side
// where that is enough. It holds to the limits of Decode.
func DecodeAtLeast(ctx context.Context, jpeg []byte, least image.Point) (image.Image, error) {
	info, err := Probe(bytes.NewReader(jpeg), int64(len(jpeg)))
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if by := scaleFor(info, least); by > 1 {
		if img, err := sketch(jpeg, by); err == nil {
			return img, nil
		}
	}
	return Decode(ctx, bytes.NewReader(jpeg), int64(len(jpeg)), 0)
}

// scaleFor is how much smaller an image may be unpacked.
func scaleFor(info Info, least image.Point) int {
	if info.Media != office.JPEG || info.JPEG.RGB || least.X < 1 || least.Y < 1 {
		return 1
	}
	for _, by := range []int{8, 4, 2} {
		if info.Width/by >= least.X && info.Height/by >= least.Y {
			return by
		}
	}
	return 1
}

func sketch(jpeg []byte, by int) (img image.Image, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			img, err = nil, fmt.Errorf("unpacking at a scale: %v", caught)
		}
	}()
	return scaled.Decode(jpeg, by)
}
