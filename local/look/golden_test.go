package look

import (
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestLooksAreAsTheyWere(t *testing.T) {
	const dpi = 75
	first, last := firstPage(dpi, 22), decision(dpi, 28)
	person := placed(t, Wish{Layout: Person, Ink: last.ink(), Image: picture(t, Person)})
	seal := Wish{Layout: Seal, Ink: last.ink(), Image: picture(t, Seal), Over: person.Rect}
	low := decision(dpi, 20)
	lowPerson := placed(t, Wish{Layout: Person, Ink: low.ink(), Image: picture(t, Person)})
	alone := decision(dpi, 42)
	const head, foot = 0, 105 // mm from the top of what is kept of a page
	for name, c := range map[string]struct {
		page *paper
		from float64
	}{
		"copy":       {first.with(placed(t, Wish{Layout: Copy, Ink: first.ink(), Lines: copyLines(t)})), head},
		"annex":      {first.with(placed(t, Wish{Layout: Annex, Ink: first.ink(), Lines: annexLines(t)})), head},
		"person":     {last.with(person), foot},
		"person-low": {low.with(lowPerson), foot},
		"seal":       {last.with(person).with(placed(t, seal)), foot},
		"seal-alone": {alone.with(placed(t, Wish{Layout: Seal, Ink: alone.ink(), Image: picture(t, Seal)})), foot},
	} {
		top := int(c.from * c.page.px)
		part := image.Rect(0, top, c.page.Rect.Dx(), top+int(75*c.page.px))
		compareGolden(t, name+".png", c.page.SubImage(part).(*image.RGBA))
	}
}

// compareGolden allows a shade of difference: rasterizers round differently on
// other processors.
func compareGolden(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds().Size() != got.Rect.Size() {
		t.Fatalf("%s: %v pixels, was %v", name, got.Rect.Size(), want.Bounds().Size())
	}
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			r, g, b, _ := want.At(x, y).RGBA()
			c := got.RGBAAt(got.Rect.Min.X+x, got.Rect.Min.Y+y)
			if far(c.R, r) || far(c.G, g) || far(c.B, b) {
				t.Fatalf("%s: pixel %d,%d differs; look at it, then run with -update", name, x, y)
			}
		}
	}
}

func far(got uint8, want uint32) bool {
	d := int(got) - int(want>>8)
	return d > 8 || d < -8
}
