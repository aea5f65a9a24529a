package compare

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"

	"tram/local/office"
)

// closed are sheets that say what they are and cannot be opened.
type closed struct{ images }

var errOpened = errors.New("a sheet was opened")

func (closed) Picture(context.Context, int) (image.Image, float64, error) { return nil, 0, errOpened }

// drawnFinely counts the pages that were drawn for looking closely.
type drawnFinely struct {
	printed
	fine int
}

func (p *drawnFinely) Picture(ctx context.Context, i int, dpi float64) (image.Image, error) {
	if dpi == fineDPI {
		p.fine++
	}
	return p.printed.Picture(ctx, i, dpi)
}

// TestSheetsThatSayTheyAreTooCoarseAreNamedBeforeAnyIsOpened, all of them at once; one
// whose pixels say otherwise is looked at.
func TestSheetsThatSayTheyAreTooCoarseAreNamedBeforeAnyIsOpened(t *testing.T) {
	original := typed(148, 105, 13, letter...)
	size := func(dpi float64) image.Image {
		return image.NewGray(image.Rect(0, 0, int(148/25.4*dpi), int(105/25.4*dpi)))
	}
	upright := func(dpi float64) image.Image {
		return image.NewGray(image.Rect(0, 0, int(105/25.4*dpi), int(148/25.4*dpi)))
	}
	for name, c := range map[string]struct {
		says   []scannedImage
		coarse string // the sheets that are named
	}{
		"all fine":                {[]scannedImage{{size(200), 200}, {size(300), 300}}, ""},
		"the second":              {[]scannedImage{{size(200), 200}, {size(100), 100}}, "thứ 2 quá thô (khoảng 100"},
		"both, one turned":        {[]scannedImage{{upright(80), 80}, {size(110), 110}}, "thứ 1, 2 quá thô (khoảng 80"},
		"a hint that is not true": {[]scannedImage{{size(200), 100}, {size(200), 80}}, ""},
		"a part of a fine one":    {[]scannedImage{{size(80), 200}}, ""},
		"of no known resolution":  {[]scannedImage{{size(80), 0}, {size(200), 200}}, ""},
		"nothing known":           {[]scannedImage{{image.NewGray(image.Rectangle{}), 100}, {size(200), 0}}, ""},
		"many":                    {manySheets(12, scannedImage{size(90), 90}), "thứ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 và 2 ảnh nữa quá thô (khoảng 90"},
	} {
		_, err := Compare(t.Context(), printed{t, []*sheet{original}}, closed{c.says}, nil)
		f, _ := office.FailureIn(err)
		if c.coarse == "" && !errors.Is(err, errOpened) || c.coarse != "" && !errors.Is(err, TooCoarse) || !strings.Contains(f.Said, c.coarse) {
			t.Errorf("%s: %v, %s", name, err, f.Said)
		}
	}
}

func manySheets(n int, one scannedImage) (all images) {
	for range n {
		all = append(all, one)
	}
	return all
}

// TestSheetsThatShowTheirPageTooCoarselyAreNamedBeforeLookingClosely, whatever they
// say of themselves.
func TestSheetsThatShowTheirPageTooCoarselyAreNamedBeforeLookingClosely(t *testing.T) {
	pages := []*sheet{typed(148, 105, 13, letter...), typed(148, 105, 13, letter[3:]...), typed(148, 105, 13, letter[5:]...)}
	coarse := plain
	coarse.dpi = 75
	s := images{plain.of(t, pages[0]), coarse.of(t, pages[1]), coarse.of(t, pages[2])}
	for i := range s {
		s[i].dpi = 0
	}
	print := &drawnFinely{printed: printed{t, pages}}
	_, err := Compare(t.Context(), print, s, nil)
	if f, _ := office.FailureIn(err); !errors.Is(err, TooCoarse) || !strings.Contains(f.Said, "thứ 2, 3 ") || print.fine > 0 {
		t.Errorf("%d pages were drawn finely: %v", print.fine, err)
	}
}
