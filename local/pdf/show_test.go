package pdf

import (
	"bytes"
	"context"
	"errors"
	"image"
	"testing"
)

func shown(b []byte, most int, enough int) (pages []image.Image, err error) {
	err = Show(context.Background(), bytes.NewReader(b), int64(len(b)), most, 200, func(img image.Image) bool {
		pages = append(pages, img)
		return len(pages) < enough
	})
	return pages, err
}

func TestPagesAreShownAsTheyAreSeenAndNoMoreThanAskedFor(t *testing.T) {
	object, _ := jpegObject(t)
	file := scan("/Rotate 90", "q 595 0 0 842 0 0 cm /Im Do Q", object)
	pages, err := shown(file, 3, 3)
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	if size := pages[0].Bounds().Size(); size.X < 2330 || size.X > 2345 || size.Y < 1645 || size.Y > 1660 {
		t.Errorf("an A4 page on its side is %v at 200 dpi", size)
	}
	if pages, err := shown(file, 0, 1); err != nil || len(pages) != 0 {
		t.Errorf("asked for none: %d pages, %v", len(pages), err)
	}
}

func TestAHugePageIsShownCoarserAndNonsenseIsTold(t *testing.T) {
	object, _ := jpegObject(t)
	huge := bytes.ReplaceAll(scan("", "q 595 0 0 842 0 0 cm /Im Do Q", object), []byte("[0 0 595 842]"), []byte("[0 0 14400 14400]"))
	pages, err := shown(huge, 1, 1)
	if err != nil || len(pages) != 1 || pages[0].Bounds().Dx()*pages[0].Bounds().Dy() > renderPixels {
		t.Errorf("a huge page: %d pages, %v", len(pages), err)
	}
	for name, b := range map[string][]byte{"nothing": nil, "words": []byte("không phải PDF"), "cut short": huge[:len(huge)/3]} {
		if pages, err := shown(b, 1, 1); !errors.Is(err, Unseeable) || len(pages) != 0 {
			t.Errorf("%s: %d pages, %v", name, len(pages), err)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := Show(stopped, bytes.NewReader(huge), int64(len(huge)), 1, 200, func(image.Image) bool { return false }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
