package page

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"testing"
)

func TestAPictureIsUnpackedNoFinerThanIsAskedAndNeverCoarser(t *testing.T) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewYCbCr(image.Rect(0, 0, 803, 611), image.YCbCrSubsampleRatio420), nil); err != nil {
		t.Fatal(err)
	}
	for least, want := range map[image.Point]image.Point{
		{803, 611}: {803, 611}, {402, 100}: {803, 611}, {401, 305}: {402, 306}, {300, 152}: {402, 306}, {200, 152}: {201, 153}, {10, 10}: {101, 77},
		{2000, 10}: {803, 611}, {0, 0}: {803, 611}, {-1, 5}: {803, 611},
	} {
		img, err := DecodeAtLeast(t.Context(), file.Bytes(), least)
		if err != nil || img.Bounds().Size() != want {
			t.Errorf("at least %v: %v, not %v: %v", least, img.Bounds(), want, err)
		}
	}
	if _, err := DecodeAtLeast(t.Context(), file.Bytes()[:file.Len()/2], image.Pt(10, 10)); err == nil {
		t.Error("half a file was unpacked")
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := DecodeAtLeast(over, file.Bytes(), image.Pt(10, 10)); !errors.Is(err, context.Canceled) {
		t.Errorf("unpacked after the end: %v", err)
	}
}
