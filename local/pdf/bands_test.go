package pdf

import (
	"bytes"
	"context"
	"errors"
	"math"
	"testing"
)

func openBands(t *testing.T, b []byte) *Bands {
	t.Helper()
	bands, err := OpenBands(t.Context(), bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bands.Close)
	return bands
}

func TestBandsTogetherAreThePageAsItIsSeen(t *testing.T) {
	object, _ := jpegObject(t)
	bands := openBands(t, scan("/Rotate 90", "q 595 0 0 842 0 0 cm /Im Do Q", object))
	if w, h, err := bands.Size(0); bands.Count() != 1 || err != nil || math.Abs(w-297) > 0.2 || math.Abs(h-210) > 0.2 {
		t.Errorf("%d pages, %g×%g mm, %v", bands.Count(), w, h, err)
	}
	const w, h = 400, 283
	whole, err := bands.Band(t.Context(), 0, w, h, 0, h)
	if err != nil || len(whole) != 4*w*h {
		t.Fatalf("%d bytes, %v", len(whole), err)
	}
	var parts []byte
	for y := 0; y < h; y += 50 {
		rows, err := bands.Band(t.Context(), 0, w, h, y, min(h, y+50))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, rows...)
	}
	if !bytes.Equal(parts, whole) {
		t.Error("the bands are not the page")
	}
	if bytes.Count(whole, []byte{0xff}) > len(whole)*9/10 {
		t.Error("nothing was drawn")
	}
}

func TestBandsOfNonsenseAreTold(t *testing.T) {
	object, _ := jpegObject(t)
	b := scan("", "q 595 0 0 842 0 0 cm /Im Do Q", object)
	bands := openBands(t, b)
	for name, c := range map[string][5]int{
		"no such page": {7, 10, 10, 0, 10}, "no width": {0, 0, 10, 0, 10}, "backwards": {0, 10, 10, 5, 5}, "above": {0, 10, 10, -1, 5},
		"below": {0, 10, 10, 5, 11}, "too many dots": {0, 1 << 20, 1 << 20, 0, 1 << 10},
	} {
		if rows, err := bands.Band(t.Context(), c[0], c[1], c[2], c[3], c[4]); !errors.Is(err, Unseeable) || rows != nil {
			t.Errorf("%s: %d bytes, %v", name, len(rows), err)
		}
	}
	if _, _, err := bands.Size(7); !errors.Is(err, Unseeable) {
		t.Errorf("the size of no page: %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := bands.Band(stopped, 0, 10, 10, 0, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	for name, bad := range map[string][]byte{"nothing": nil, "words": []byte("không phải PDF"), "cut short": b[:len(b)/3]} {
		if _, err := OpenBands(t.Context(), bytes.NewReader(bad), int64(len(bad))); !errors.Is(err, Unseeable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
