package assets

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
	"io/fs"
	"testing"
)

func TestEverySamplePageIsA4At200DPI(t *testing.T) {
	names, err := fs.Glob(Samples, "samples/*.jpg")
	if err != nil || len(names) != 4 {
		t.Fatalf("sample pages: %v, %v", names, err)
	}
	for _, name := range names {
		content, err := Samples.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(content) > 250<<10 {
			t.Errorf("%s has %d bytes: too much to carry in the program", name, len(content))
		}
		page, err := jpeg.DecodeConfig(bytes.NewReader(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if page.Width != 1654 || page.Height != 2339 {
			t.Errorf("%s measures %d × %d", name, page.Width, page.Height)
		}
		jfif := content[4:20]
		if string(jfif[2:7]) != "JFIF\x00" || jfif[9] != 1 || binary.BigEndian.Uint16(jfif[10:]) != 200 || binary.BigEndian.Uint16(jfif[12:]) != 200 {
			t.Errorf("%s does not say 200 dpi in its JFIF segment: %x", name, jfif)
		}
	}
}
