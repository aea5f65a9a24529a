package page

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/gif"
	"strings"
	"testing"

	"tram/local/office"
)

func TestWhatIsNoPageIsRefusedByItsOwnName(t *testing.T) {
	var moving bytes.Buffer
	if err := gif.Encode(&moving, picture(8, 8), nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file string
		want office.Failure
		word string
	}{
		"nothing":    {"", Empty, "rỗng"},
		"one byte":   {"x", NotAnImage, "không phải là ảnh"},
		"a text":     {"Kính gửi: Ủy ban nhân dân xã Mẫu Sơn", NotAnImage, "không phải là ảnh"},
		"a PDF":      {"%PDF-1.7\n", IsPDF, "PDF"},
		"a late PDF": {"\n\n%PDF-1.4\n", IsPDF, "PDF"},
		"a GIF":      {moving.String(), OtherImage, "GIF"},
		"a WebP":     {"RIFF\x10\x00\x00\x00WEBPVP8 ", OtherImage, "WebP"},
		"an iPhone":  {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", OtherImage, "iPhone"},
		"a BMP":      {"BM\x00\x00", OtherImage, "BMP"},
		"a Word":     {"PK\x03\x04[Content_Types].xml", IsOfficeFile, "Word"},
	} {
		_, err := probe([]byte(c.file))
		said, told := office.FailureIn(err)
		if !errors.Is(err, c.want) || !told || !strings.Contains(said.Said, c.word) || strings.Contains(said.Said, "%") || said.Next == "" {
			t.Errorf("%s: %v: %s", name, err, said.Said)
		}
	}
}

func TestAFileBeyondTheLimitIsRefusedUnread(t *testing.T) {
	if _, err := Probe(bytes.NewReader(nil), MaxFile+1); !errors.Is(err, FileTooLarge) {
		t.Error(err)
	}
}

func TestOnlyABelievableResolutionIsBelieved(t *testing.T) {
	for name, c := range map[string]struct {
		w, h     int
		x, y     float64
		believed bool
	}{
		"A4 at 200":              {1654, 2339, 200, 200, true},
		"A4 at 300":              {2480, 3508, 300, 300, true},
		"A2 at 300":              {4961, 7016, 300, 300, true},
		"a fax":                  {1728, 1140, 204, 98, true},
		"a card at 600":          {2000, 1300, 600, 600, true},
		"nothing said":           {1654, 2339, 0, 0, false},
		"the screen's 72":        {1654, 2339, 72, 72, false},
		"the screen's 96, small": {794, 1123, 96, 96, false},
		"one dot an inch":        {1654, 2339, 1, 1, false},
		"a wall":                 {9000, 9000, 100, 100, false},
		"a stamp":                {200, 200, 600, 600, false},
		"a needle":               {1654, 2339, 900, 100, false},
	} {
		x, y := Info{Width: c.w, Height: c.h, DPIX: c.x, DPIY: c.y}.Believed()
		if believed := x > 0 && y > 0; believed != c.believed || believed && (x != c.x || y != c.y) {
			t.Errorf("%s: %v×%v", name, x, y)
		}
	}
}

func TestAWrongNameDoesNotMatter(t *testing.T) {
	for want, file := range map[office.Media][]byte{
		office.JPEG: jpegOf(t, picture(64, 48)), office.PNG: pngOf(t, picture(64, 48)), office.TIFF: tiffOf(t, picture(64, 48)),
	} {
		info, err := probe(file)
		if err != nil || info.Media != want {
			t.Errorf("%s: %v, %v", want, info.Media, err)
		}
		img, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
		if err != nil || img.Bounds() != image.Rect(0, 0, 64, 48) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestDecodingStopsWhenNobodyWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := jpegOf(t, picture(64, 48))
	if _, err := Decode(ctx, bytes.NewReader(file), int64(len(file)), 0); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
