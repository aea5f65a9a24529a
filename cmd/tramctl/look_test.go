package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// ring is a red seal, or a blue scrawl, on nothing.
func ring(t *testing.T, c color.NRGBA) string {
	t.Helper()
	const side = 240
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if r := math.Hypot(float64(x)-side/2, float64(y)-side/2); r < side/2 && r > side/2-14 || r < 40 && r > 30 {
				img.Set(x, y, c)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return lay(t, "hình.png", b.Bytes())
}

// inked counts the pixels of a page, drawn by poppler, that are clearly red or
// clearly blue.
func inked(t *testing.T, pdf string, page string) (red, blue int) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "trang")
	tool(t, "pdftoppm", "-r", "60", "-png", "-f", page, "-l", page, "-singlefile", pdf, out)
	img, err := png.Decode(bytes.NewReader(read(t, out+".png")))
	if err != nil {
		t.Fatal(err)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if int(c.R) > int(c.G)+60 && int(c.R) > int(c.B)+60 {
				red++
			}
			if int(c.B) > int(c.R)+60 && int(c.B) > int(c.G)+60 {
				blue++
			}
		}
	}
	return red, blue
}

// TestASignatureShowsAsItWasAskedTo is Nghị định 30, Phụ lục I: a person in
// blue, the office in red.
func TestASignatureShowsAsItWasAskedTo(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	d.pin = a.password
	id := convertAll(d, scans(t)[:1])["id"].(string)
	redBefore, blueBefore := inked(t, d.exported(id), "1")
	blueRing := ring(t, color.NRGBA{20, 40, 200, 255})
	d.must("sign", "--key", a.file, "--role", "person", "--look", blueRing, id)
	if _, blue := inked(t, d.exported(id), "1"); blue < blueBefore+100 {
		t.Errorf("%d blue pixels, before %d", blue, blueBefore)
	}
	done := d.must("sign", "--key", a.file, "--look", ring(t, color.NRGBA{210, 20, 20, 255}), id)
	signed := d.exported(id)
	red, _ := inked(t, signed, "1")
	if shows, hidden := red > redBefore+100, strings.Contains(done["note"].(string), "không hiện"); shows == hidden {
		t.Errorf("the seal shows %v, and it is told %v", shows, done["note"])
	}
	if said := tool(t, "pdfsig", "-nocert", signed); strings.Count(said, "Signature is Valid") != 2 {
		t.Errorf("pdfsig says %s", said)
	}
}

// TestNoSignatureCoversAnother: two people sign one after the other.
func TestNoSignatureCoversAnother(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	d.pin = a.password
	id := convertAll(d, scans(t)[:1])["id"].(string)
	picture := ring(t, color.NRGBA{20, 40, 200, 255})
	_, before := inked(t, d.exported(id), "1")
	var blue []int
	for range 2 {
		d.must("sign", "--key", a.file, "--role", "person", "--look", picture, id)
		_, now := inked(t, d.exported(id), "1")
		blue = append(blue, now-before)
	}
	if one, two := blue[0], blue[1]; one < 100 || two < one*13/10 { // the second may be smaller
		t.Errorf("%d blue pixels after one signature, %d after two", one, two)
	}
}

// TestASignatureOnOurMarkShowsNothingAndLiesOverIt: a click on the mark opens
// it.
func TestASignatureOnOurMarkShowsNothingAndLiesOverIt(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	d.pin = a.password
	id := convertAll(d, scans(t)[:1])["id"].(string)
	draw := func() []byte {
		out := filepath.Join(t.TempDir(), "trang")
		tool(t, "pdftoppm", "-r", "60", "-png", "-singlefile", d.exported(id), out)
		return read(t, out+".png")
	}
	before := draw()
	d.must("sign", "--key", a.file, id)
	if !bytes.Equal(before, draw()) {
		t.Error("the page looks otherwise")
	}
}
