package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"slices"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

// laterSign is a signature that came, by its place, what its look is and draws, and what
// its field says else.
type laterSign struct {
	name, rect, form, content, more string
	want                            []ChangeKind // the last of what is said
	field                           string       // empty: moi
}

const inBBox = "/BBox [0 0 300 30] "

// enter puts the signature on the page of the rich file.
func (s laterSign) enter(d *draft) {
	look := ""
	if s.form != "" {
		look = "/AP << /N " + pointer(d.add(fmt.Sprintf("<< /Type /XObject /Subtype /Form %s /Length %d >>\nstream\n%s\nendstream", s.form, len(s.content), s.content))) + " >>"
	}
	if strings.Contains(s.more, "/AP") {
		look = ""
	}
	enteredAs(cmp.Or(s.field, "moi"), "/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect ["+s.rect+"] "+look+" "+s.more, CAdES)(d)
}

// TestALaterSignatureShowsNothingThatReadersDrawDifferently is about places of no size,
// looks that only some readers draw, ink on what was signed, and words beside it.
func TestALaterSignatureShowsNothingThatReadersDrawDifferently(t *testing.T) {
	const free, font = "50 100 350 130", inBBox + "/Resources << /Font << /F1 6 0 R >> >>"
	signs := "BT /F1 12 Tf 5 10 Td (Ky: Nguyen Van Mau) Tj ET"
	state := func(s string) string {
		return inBBox + "/Resources << /Font << /F1 6 0 R >> /ExtGState << /G << " + s + " >> >> >>"
	}
	space := func(s string) string {
		return inBBox + "/Resources << /ColorSpace << /C " + s + " >> >>"
	}
	fontOf := func(s string) string {
		return inBBox + "/Resources << /Font << /F1 << /Type /Font /Subtype " + s + " >> >> >>"
	}
	odd, beside, plain := []ChangeKind{OddLook}, []ChangeKind{Beside}, []ChangeKind{AnotherSignature}
	base := signed(t, rich(t), Field{Name: "Mot"})
	for _, s := range []laterSign{
		{"nowhere with nothing", "0 0 0 0", "", "", "", plain, ""},
		{"nowhere with an empty look", "0 0 0 0", inBBox, "", "", plain, ""},
		{"nowhere with a look of blanks", "0 0 0 0", inBBox, "q Q % nothing", "", plain, ""},
		{"in white space", free, font, signs, "", plain, ""},
		{"nowhere with words", "0 0 0 0", font, signs, "", odd, ""},
		{"of no height with words", "50 100 350 100", font, signs, "", odd, ""},
		{"of no width with an area", "50 100 50 130", inBBox, "0 0 300 30 re f", "", odd, ""},
		{"nowhere with a ground", "0 0 0 0", "", "", "/MK << /BG [1 1 1] >>", odd, ""},
		{"nowhere with a frame", "0 0 0 0", "", "", "/Border [0 0 9]", odd, ""},
		{"no look and a caption", free, "", "", "/MK << /CA (9) >>", odd, ""},
		{"no look and a style", free, "", "", "/BS << /W 9 >>", odd, ""},
		{"no look and a font", free, "", "", "/DA (/Helv 12 Tf)", odd, ""},
		{"a look for a pressed button alone", free, font, signs, "/AP << /D 23 0 R >>", odd, ""},
		{"looks by states", free, font, signs, "/AP << /N << /Off 23 0 R >> >> /AS /Off", odd, ""},
		{"no box", free, "/Resources << /Font << /F1 6 0 R >> >>", signs, "", odd, ""},
		{"blended by screen", free, state("/BM /Screen"), "/G gs " + signs, "", odd, ""},
		{"blended by one of a list", free, state("/BM [/Exclusion /Normal]"), "/G gs " + signs, "", odd, ""},
		{"half transparent", free, state("/ca 0.5"), "/G gs " + signs, "", odd, ""},
		{"through a mask", free, state("/SMask << /S /Alpha /G 23 0 R >>"), "/G gs " + signs, "", odd, ""},
		{"in an ink of its own", free, space("[/Separation /All /DeviceGray << /FunctionType 2 /Domain [0 1] /N 1 >>]"), "/C cs 1 scn 0 0 9 9 re f", "", odd, ""},
		{"in several inks", free, space("[/DeviceN [/A] /DeviceGray << /FunctionType 2 /Domain [0 1] /N 1 >>]"), "/C cs 1 scn 0 0 9 9 re f", "", odd, ""},
		{"by a profile that is none", free, space("[/ICCBased 14 0 R]"), "/C cs 1 1 1 sc 0 0 9 9 re f", "", odd, ""},
		{"squeezed to nothing", free, font, "BT 0.001 Tz /F1 24 Tf 5 10 Td (9) Tj ET", "", odd, ""},
		{"letters of no size", free, font, "BT /F1 0 Tf 5 10 Td (9) Tj ET", "", odd, ""},
		{"cut to a line", free, inBBox, "0 14 m 165 14 l W n 1 g 0 0 165 28 re f", "", odd, ""},
		{"cut to a flat box", free, inBBox, "0 14 165 0 re W n 1 g 0 0 165 28 re f", "", odd, ""},
		{"cut to a box", free, inBBox, "0 0 165 28 re W n 0 g 9 9 3 3 re f", "", plain, ""},
		{"a font of letters without names", free, fontOf("/Type1 /BaseFont /Helvetica /Encoding << /Differences [57 /.notdef] >>"), signs, "", odd, ""},
		{"a font of numbered letters", free, fontOf("/Type1 /BaseFont /Helvetica /Encoding << /Differences [57 /g39 /G40 /c57] >>"), signs, "", odd, ""},
		{"a font by an unknown table", free, fontOf("/Type1 /BaseFont /Helvetica /Encoding /Own"), signs, "", odd, ""},
		{"a font of letters by their names", free, fontOf("/Type1 /BaseFont /Helvetica-Bold /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [57 /nine /Aacute /dcroat] >>"), signs, "", plain, ""},
		{"a font that nobody has", free, fontOf("/Type1 /BaseFont /Rieng"), signs, "", odd, ""},
		{"a font of signs", free, fontOf("/TrueType /BaseFont /Arial /FontDescriptor << /Type /FontDescriptor /FontName /Arial /Flags 4 >>"), signs, "", odd, ""},
		{"many letters of no font", free, fontOf("/Type0 /BaseFont /Helvetica /Encoding /Identity-H"), signs, "", odd, ""},
		{"many letters of another kind", free, fontOf("/Type0 /BaseFont /Helvetica /Encoding /Identity-H /DescendantFonts [6 0 R]"), signs, "", odd, ""},
		{"in a pattern", free, space("/Pattern"), "/C cs /P scn 0 0 9 9 re f", "", odd, ""},
		{"a shading", free, inBBox + "/Resources << /Shading << /S << >> >> >>", "/S sh", "", odd, ""},
		{"in a layer", free, inBBox + "/OC 15 0 R /Resources << /Font << /F1 6 0 R >> >>", signs, "", odd, ""},
		{"with a layer inside", free, font, "/OC /L BDC " + signs + " EMC", "", odd, ""},
		{"an unknown operator", free, font, signs + " zz", "", odd, ""},
		{"a stroke through words", "45 690 345 720", inBBox, "2 w 5 16 m 290 16 l S", "", content, ""},
		{"a stroke at a digit", "90 690 390 720", inBBox, "1 w 0 10 m 14 22 l S", "", content, ""},
		{"letters between letters", "45 690 345 720", font, "BT /F1 24 Tf 60 10 Td (9) Tj ET", "", content, ""},
		{"a frame on a form's value", "45 500 345 530", inBBox, "1 w 5 0 m 40 12 l S", "", content, ""},
		{"white on a form's value", "45 500 345 530", inBBox, "1 g 0 0 60 20 re f", "", content, ""},
		{"words below words", "50 670 350 690", font, "BT /F1 12 Tf 5 10 Td (Sua lai) Tj ET", "", beside, ""},
		{"words behind words", "262 695 562 725", font, "BT /F1 12 Tf 5 10 Td (000) Tj ET", "", beside, ""},
		{"words above words", "50 725 350 755", font, "BT /F1 12 Tf 5 2 Td (Khong) Tj ET", "", beside, ""},
	} {
		found := readSignatures(t, tampered(t, base, s.enter))[0]
		kinds := kindsOf(found)
		if len(found.Faults) > 0 || len(kinds) == 0 || kinds[len(kinds)-1] != s.want[len(s.want)-1] {
			t.Errorf("%s: %v %v", s.name, found.Since, found.Faults)
		}
	}
}

// TestPaleWordsThatAreCoveredAreMissed is about words in greys.
func TestPaleWordsThatAreCoveredAreMissed(t *testing.T) {
	for _, grey := range []string{"0.4", "0.6", "0.7", "0.8"} {
		page := tampered(t, rich(t), instead(richContents, stream(grey+" g "+richWords)))
		found := readSignatures(t, tampered(t, signed(t, page, Field{Name: "Mot"}), laterSign{rect: overWords, form: inBBox, content: "1 g 0 0 300 30 re f"}.enter))[0]
		if !slices.Contains(kindsOf(found), Content) {
			t.Errorf("%s: %v", grey, found.Since)
		}
	}
}

// TestAnEarlierLookMustStayLegible covers the look of a person's signature in parts.
func TestAnEarlierLookMustStayLegible(t *testing.T) {
	strokes := image.NewNRGBA(image.Rect(0, 0, 300, 30))
	for y := range 30 {
		for x := range 300 {
			if x%10 < 3 && y > 5 && y < 25 {
				strokes.Set(x, y, color.NRGBA{B: 0xa0, A: 0xff})
			}
		}
	}
	base := signed(t, rich(t), Field{Name: "Mot", Rect: [4]float64{50, 712, 350, 742}, Look: &Look{Images: []LookImage{{Image: strokes, Rect: [4]float64{0, 0, 300, 30}}}}})
	for _, c := range []struct {
		name, content string
		want          ChangeKind
	}{
		{"all of it", "1 g 0 0 300 30 re f 0 g 5 8 30 9 re f", Content},
		{"half of it", "1 g 0 0 150 30 re f", Content},
		{"in black", "0 g 0 0 300 30 re f", Content},
		{"a fifth", "1 g 0 0 60 30 re f", Content},
		{"a line through it", "0 G 2 w 5 12 m 200 12 l S", SealOver},
		{"a thin ring", "1 0 0 RG 1 w 5 2 40 26 re S", Beside},
	} {
		found := readSignatures(t, tampered(t, base, laterSign{rect: "50 100 350 130", form: inBBox, content: c.content}.enter))[0]
		if kinds := kindsOf(found); len(kinds) == 0 || kinds[len(kinds)-1] != c.want {
			t.Errorf("%s: %v %v", c.name, found.Since, found.Faults)
		}
	}
}

// onLooks lays something on the words of an earlier signature, and tells what is said.
func onLooks(t *testing.T, base []byte, lay func(base []byte) []byte) []ChangeKind {
	t.Helper()
	for _, found := range readSignatures(t, lay(base)) {
		if found.Field == "Mot" {
			return kindsOf(found)
		}
	}
	t.Fatal("the first signature is gone")
	return nil
}

// TestWhatIsLaidOnTheWordsOfAnEarlierSignatureIsNeverSilent is about the words in its look:
// the amount that a person agreed to stands there as well as on the page.
func TestWhatIsLaidOnTheWordsOfAnEarlierSignatureIsNeverSilent(t *testing.T) {
	const place, font = "50 100 350 130", inBBox + "/Resources << /Font << /F1 6 0 R >> >>"
	words := laterSign{rect: place, form: font, content: "BT /F1 12 Tf 5 10 Td (Dong y chi 1.000.000 dong) Tj ET"}
	base := signed(t, tampered(t, rich(t), words.enter), Field{Name: "Mot"})
	written := func(rect, content string) func([]byte) []byte {
		return func(base []byte) []byte {
			return tampered(t, base, laterSign{field: "sau", rect: rect, form: font, content: content}.enter)
		}
	}
	drawn := func(rect [4]float64, paint func(img *image.NRGBA)) func([]byte) []byte {
		return func(base []byte) []byte {
			img := image.NewNRGBA(image.Rect(0, 0, int(rect[2]-rect[0])*4, int(rect[3]-rect[1])*4))
			paint(img)
			return signed(t, base, Field{Name: "sau", Rect: rect, Look: &Look{Images: []LookImage{{Image: img, Rect: [4]float64{0, 0, rect[2] - rect[0], rect[3] - rect[1]}}}}})
		}
	}
	bars := func(img *image.NRGBA, wide int, on, off color.NRGBA) {
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				img.SetNRGBA(x, y, off)
				if x/wide%2 == 0 && y > 8 && y < img.Rect.Dy()-8 {
					img.SetNRGBA(x, y, on)
				}
			}
		}
	}
	red, white, clear := color.NRGBA{R: 0xd0, A: 0xff}, color.NRGBA{0xff, 0xff, 0xff, 0xff}, color.NRGBA{}
	for _, c := range []struct {
		name string
		lay  func([]byte) []byte
		want ChangeKind
	}{
		{"a word for a word", written("90 105 120 125", "1 g 0 0 300 30 re f 0 g BT /F1 12 Tf 0 5 Td (tren) Tj ET"), Content},
		{"a strike", written(place, "0 g 5 12 100 2 re f"), Content},
		{"letters between letters", written(place, "BT /F1 12 Tf 62 10 Td (9) Tj ET"), SealOver},
		{"a strike as a line", written(place, "0 G 1 w 5 14 m 100 14 l S"), SealOver},
		{"words behind the words", written(place, "BT /F1 12 Tf 200 10 Td (da sua) Tj ET"), Beside},
		{"digits drawn by lines", written(place, "0 G 1 w 200 8 m 200 20 l 206 20 l S"), Beside},
		{"a picture with a ground", drawn([4]float64{60, 715, 120, 739}, func(img *image.NRGBA) { bars(img, 12, red, white) }), SealOver},
		{"a dense picture", drawn([4]float64{60, 715, 120, 739}, func(img *image.NRGBA) { bars(img, 900, red, clear) }), Content},
		{"a dense picture on one word", drawn([4]float64{60, 715, 85, 739}, func(img *image.NRGBA) { bars(img, 900, red, clear) }), SealOver},
		{"a seal with another word on a patch", drawn([4]float64{60, 690, 260, 755}, func(img *image.NRGBA) {
			ring(img, red)
			patch(img, image.Rect(180, 110, 340, 155), white)
		}), SealOver},
		{"a seal with a bar on a word", drawn([4]float64{60, 690, 260, 755}, func(img *image.NRGBA) {
			ring(img, red)
			patch(img, image.Rect(180, 110, 340, 155), red)
		}), SealOver},
		{"a seal that leaves it legible", drawn([4]float64{60, 710, 120, 744}, func(img *image.NRGBA) { ring(img, red) }), AnotherSignature},
		{"a line of words as a picture", drawn([4]float64{240, 716, 300, 730}, func(img *image.NRGBA) { bars(img, 12, red, clear) }), Beside},
		{"a seal beside it", drawn([4]float64{352, 712, 380, 742}, func(img *image.NRGBA) { bars(img, 12, red, white) }), AnotherSignature},
		{"words in a look of their own under it", written("50 68 350 98", "BT /F1 12 Tf 5 10 Td (Ky: Nguyen Van Mau) Tj ET"), AnotherSignature},
	} {
		if kinds := onLooks(t, base, c.lay); len(kinds) == 0 || kinds[len(kinds)-1] != c.want {
			t.Errorf("%s: %v", c.name, kinds)
		}
	}
}

// patch paints a part of a picture.
func patch(img *image.NRGBA, at image.Rectangle, ink color.NRGBA) {
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			img.SetNRGBA(x, y, ink)
		}
	}
}

// ring draws a seal: a thin circle on a clear ground.
func ring(img *image.NRGBA, ink color.NRGBA) {
	r := float64(min(img.Rect.Dx(), img.Rect.Dy()))/2 - 4
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if d := math.Hypot(float64(x)-float64(img.Rect.Dx())/2, float64(y)-float64(img.Rect.Dy())/2); d < r && d > r-5 {
				img.SetNRGBA(x, y, ink)
			}
		}
	}
}

// TestAFilledFieldHidesNoOther is about fields that lie on one another: a value takes the
// place of its own older one alone.
func TestAFilledFieldHidesNoOther(t *testing.T) {
	field := func(name, rect, value string, d *draft) string {
		look := pointer(d.add(formWords("BT /F1 12 Tf 5 5 Td (" + value + ") Tj ET")))
		return pointer(d.add("<< /Type /Annot /Subtype /Widget /F 4 /P 3 0 R /FT /Tx /T (" + name + ") /V (" + value + ") /Rect [" + rect + "] /AP << /N " + look + " >> >>"))
	}
	for _, c := range []struct {
		name, own, other string
		content          string
		want             ChangeKind
	}{
		{"the same place", "50 200 250 220", "50 200 250 220", "1 g 0 0 300 30 re f 0 g BT /F1 12 Tf 5 5 Td (9.999.999) Tj ET", Content},
		{"a part of it", "40 200 90 220", "50 200 250 220", "1 g 0 0 300 30 re f", Content},
		{"a field inside", "40 195 350 225", "50 200 250 220", "1 g 0 0 310 30 re f", Content},
		{"beside it", "252 200 400 220", "50 200 250 220", "1 g 0 0 300 30 re f 0 g BT /F1 12 Tf 5 5 Td (ghi) Tj ET", FormFilled},
		{"at its side", "250 200 400 220", "50 200 250 220", "1 g 0 0 300 30 re f", FormFilled},
	} {
		base := signed(t, tampered(t, rich(t), func(d *draft) {
			inForm(d, field("tien", c.other, "1.000.000", d)+" "+field("ghi", c.own, "", d))
		}), Field{Name: "Mot"})
		kinds := onLooks(t, base, func(base []byte) []byte {
			return tampered(t, base, func(d *draft) {
				at := pointer(d.add(formWords(c.content)))
				with(widgetOf(d.f, "ghi"), cos.Set{Key: "V", Value: "(x)"}, cos.Set{Key: "AP", Value: "<< /N " + at + " >>"})(d)
			})
		})
		if len(kinds) == 0 || kinds[len(kinds)-1] != c.want {
			t.Errorf("%s: %v", c.name, kinds)
		}
	}
}

// TestAPictureThatIsNotAllThereIsOdd is about pictures in the look of a later signature that
// some readers draw and some do not.
func TestAPictureThatIsNotAllThereIsOdd(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	whole, grey := strings.Repeat("x", 64), "/Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray"
	base := signed(t, rich(t), Field{Name: "Mot"})
	for _, c := range []struct {
		name, says, data string
		want             ChangeKind
	}{
		{"whole", grey, whole, AnotherSignature},
		{"no depth", "/Width 8 /Height 8 /ColorSpace /DeviceGray", whole, OddLook},
		{"no depth at all", "/Width 8 /Height 8 /BitsPerComponent 0 /ColorSpace /DeviceGray", whole, OddLook},
		{"a depth of three", "/Width 8 /Height 8 /BitsPerComponent 3 /ColorSpace /DeviceGray", whole, OddLook},
		{"a depth in words", "/Width 8 /Height 8 /BitsPerComponent (8) /ColorSpace /DeviceGray", whole, OddLook},
		{"a side below nothing", "/Width -8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray", whole, OddLook},
		{"no data", grey, "", OddLook},
		{"too few data", grey, whole[:63], OddLook},
		{"no colours", "/Width 8 /Height 8 /BitsPerComponent 8", whole, OddLook},
		{"a stencil", "/Width 8 /Height 8 /ImageMask true", whole[:8], AnotherSignature},
		{"a stencil of colours", "/ImageMask true " + grey, whole, OddLook},
		{"a stencil too short", "/Width 8 /Height 8 /ImageMask true", whole[:7], OddLook},
		{"a photograph", grey + " /Filter /DCTDecode", photo.String(), AnotherSignature},
		{"a photograph cut off", grey + " /Filter /DCTDecode", photo.String()[:photo.Len()-30], OddLook},
		{"a photograph of other colours", "/Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /DCTDecode", photo.String(), OddLook},
		{"a photograph of another size", "/Width 9 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode", photo.String(), OddLook},
	} {
		found := readSignatures(t, tampered(t, base, func(d *draft) {
			at := d.add(fmt.Sprintf("<< /Type /XObject /Subtype /Image %s /Length %d >>\nstream\n%s\nendstream", c.says, len(c.data), c.data))
			laterSign{rect: "50 100 350 130", form: inBBox + "/Resources << /XObject << /I " + pointer(at) + " >> >>", content: "q 9 0 0 9 9 9 cm /I Do Q"}.enter(d)
		}))[0]
		if kinds := kindsOf(found); len(kinds) == 0 || kinds[len(kinds)-1] != c.want {
			t.Errorf("%s: %v %v", c.name, found.Since, found.Faults)
		}
	}
}

// TestWhatDiffersInColourAloneIsSeen covers and adds words in the shade of what is there.
func TestWhatDiffersInColourAloneIsSeen(t *testing.T) {
	const green, redWords = "0 0.51 0 rg 40 680 350 50 re f ", "1 0 0 rg "
	base := signed(t, tampered(t, rich(t), instead(richContents, stream(green+redWords+richWords))), Field{Name: "Mot"})
	for name, c := range map[string]struct {
		content string
		want    ChangeKind
	}{
		"covered":     {"0 0.51 0 rg 0 0 300 30 re f", Content},
		"and written": {"0 0.51 0 rg 0 0 300 30 re f 1 0 0 rg BT /F1 24 Tf 5 10 Td (9) Tj ET", Content},
		"a digit":     {"1 0 0 rg BT /F1 24 Tf 60 10 Td (9) Tj ET", Content},
	} {
		found := readSignatures(t, tampered(t, base, laterSign{rect: overWords, form: inBBox + "/Resources << /Font << /F1 6 0 R >> >>", content: c.content}.enter))[0]
		if kinds := kindsOf(found); len(kinds) == 0 || kinds[len(kinds)-1] != c.want {
			t.Errorf("%s: %v %v", name, found.Since, found.Faults)
		}
	}
}

// TestWhatIsFilledInIsHeldToWhatThePageShows is about a field on the words of the page, and
// looks that readers draw differently.
func TestWhatIsFilledInIsHeldToWhatThePageShows(t *testing.T) {
	base := signed(t, tampered(t, rich(t), func(d *draft) {
		inForm(d, pointer(d.add("<< /Type /Annot /Subtype /Widget /F 4 /P 3 0 R /FT /Tx /T (ghi) /V () /Rect ["+overWords+"] /AP << /N "+pointer(d.add(formWords("")))+" >> >>")))
	}), Field{Name: "Mot"})
	for name, c := range map[string]struct {
		content string
		want    ChangeKind
	}{
		"nothing":           {"", FormFilled},
		"a line through":    {"0 G 1 w 0 16 m 280 16 l S", FilledOver},
		"a digit on them":   {"BT /F1 24 Tf 60 10 Td (9) Tj ET", FilledOver},
		"white on them":     {"1 g 0 0 300 30 re f", Content},
		"words at the side": {"BT /F1 8 Tf 225 2 Td (ghi) Tj ET", FormFilled},
		"an odd operator":   {"BT 0.001 Tz /F1 24 Tf 230 10 Td (9) Tj ET", OddLook},
	} {
		kinds := onLooks(t, base, func(base []byte) []byte {
			return tampered(t, base, func(d *draft) {
				at := pointer(d.add(formWords(c.content)))
				with(widgetOf(d.f, "ghi"), cos.Set{Key: "V", Value: "(x)"}, cos.Set{Key: "AP", Value: "<< /N " + at + " >>"})(d)
			})
		})
		if len(kinds) == 0 || kinds[len(kinds)-1] != c.want {
			t.Errorf("%s: %v", name, kinds)
		}
	}
}

// TestANoteThatWritesOnThePageIsToldAsOne by whatever kind of note, and is no breach of a
// certification that lets others annotate.
func TestANoteThatWritesOnThePageIsToldAsOne(t *testing.T) {
	for level, breach := range map[int]bool{0: false, 2: true, 3: false} {
		base := signed(t, rich(t), Field{Name: "Mot", Certify: level})
		for _, kind := range []string{"FreeText", "Stamp", "Ink", "Square"} {
			found := readSignatures(t, tampered(t, base, annotated(looking("/Subtype /"+kind+" /Rect [50 100 350 130]", "BT /F1 12 Tf 5 5 Td (Da sua) Tj ET"))))[0]
			if kinds := kindsOf(found); !slices.Equal(kinds, []ChangeKind{DrawnOn}) || len(found.Faults) > 0 != breach {
				t.Errorf("level %d, %s: %v %v", level, kind, found.Since, found.Faults)
			}
		}
	}
}
