package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/page"
)

func lift(b []byte) (lifted []Lifted, signed bool, err error) {
	signed, err = Lift(context.Background(), bytes.NewReader(b), int64(len(b)), func(l Lifted) error {
		lifted = append(lifted, l)
		return nil
	})
	return lifted, signed, err
}

// scannerPDF is a PDF as scanners write it: one object after the other, given
// without their numbers, the first the catalog.
func scannerPDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func streamOf(entries string, body []byte) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(body), body)
}

// scan is a one-page PDF: what is added to the page, its content, and the
// image XObject /Im with what follows it.
func scan(page, content string, image ...string) []byte {
	return scannerPDF(append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + page + " /Resources << /XObject << /Im 5 0 R /Im2 5 0 R >> /Font << /F 6 0 R >> " +
			"/ExtGState << /Half << /ca 0.5 >> >> >> >>",
		streamOf("", []byte(content)),
	}, image...)...)
}

const wholePage = "q 595 0 0 842 0 0 cm /Im Do Q"

func jpegObject(t testing.TB) (object string, file []byte) {
	file = jpegOf(t, grain(827, 1169, 1), 72)
	return streamOf("/Type /XObject /Subtype /Image /Width 827 /Height 1169 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode", file), file
}

func TestAScannersJPEGsComeOutByteForByte(t *testing.T) {
	object, file := jpegObject(t)
	for name, content := range map[string]string{
		"plain":             wholePage,
		"white paper below": "1 1 1 rg 0 0 595 842 re f " + wholePage,
		"letters below":     "BT /F 10 Tf (nhan dang) Tj ET " + wholePage,
		"unseen letters":    wholePage + " BT 3 Tr /F 10 Tf (nhan \\) dang) Tj [(a) 3 (b)] TJ ET",
		"two steps":         "q 5.95 0 0 8.42 0 0 cm q 100 0 0 100 0 0 cm /Im Do Q Q % end",
	} {
		lifted, signed, err := lift(scan("", content, object))
		if err != nil || signed || len(lifted) != 1 {
			t.Errorf("%s: %d pages, signed %v, %v", name, len(lifted), signed, err)
			continue
		}
		l := lifted[0]
		if !bytes.Equal(l.Content, file) || l.Media != office.JPEG || l.Sheet != 1 || l.Orientation != 1 {
			t.Errorf("%s: %s of %d bytes, sheet %d, orientation %d", name, l.Media, len(l.Content), l.Sheet, l.Orientation)
		}
		if math.Abs(l.DPIX-827/595.0*72) > 0.01 || math.Abs(l.DPIY-1169/842.0*72) > 0.01 {
			t.Errorf("%s: %.2f×%.2f dpi", name, l.DPIX, l.DPIY)
		}
	}
}

// TestTheZerosThatAScannerAppendsAreNoPartOfTheFile: some pad what they write
// to whole blocks.
func TestTheZerosThatAScannerAppendsAreNoPartOfTheFile(t *testing.T) {
	object, file := jpegObject(t)
	for _, padding := range []int{1, 3_000, 200_000} {
		lifted, _, err := lift(append(scan("", wholePage, object), make([]byte, padding)...))
		if err != nil || len(lifted) != 1 || !bytes.Equal(lifted[0].Content, file) {
			t.Errorf("%d zeros: %d pages, %v", padding, len(lifted), err)
		}
	}
	if _, _, err := lift(make([]byte, 5_000)); !errors.Is(err, EmptyPDF) {
		t.Errorf("nothing but zeros: %v", err)
	}
}

func TestWhatIsNotAPlainScanIsToldApart(t *testing.T) {
	object, _ := jpegObject(t)
	masked := strings.Replace(object, "/Width", "/SMask 5 0 R /Width", 1)
	pixels := streamOf(oddImage+"/Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", []byte("abcd"))
	coarse := streamOf(oddImage+"/Width 414 /Height 585 /BitsPerComponent 8 /ColorSpace /DeviceGray", make([]byte, 414*585))
	const drawForm = "/Im Do"
	form := func(content string, inside int) string {
		return streamOf(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Next %d 0 R /Im 6 0 R >> >>", inside), []byte(content))
	}
	const firstForm = 5 // the number of the object
	itself := func(content string) string { return form(content+" /Next Do", firstForm) }
	nested := func(n int, scan string) (objects []string) {
		for i := range n {
			objects = append(objects, form("/Next Do", firstForm+i+1))
		}
		objects[n-1] = form("q 595 0 0 842 0 0 cm /Next Do Q q 9 0 0 9 0 0 cm /Next Do Q", firstForm+n)
		return append(objects, scan)
	}
	stamp := "/Annots [<< /Subtype /Stamp /Rect [1 1 90 90] /AP << /N 5 0 R >> >>]"
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"letters only":          {scan("", "BT /F 10 Tf (Quyet dinh) Tj ET", object), BornDigital},
		"a picture in a letter": {scan("", "BT /F 10 Tf (Kinh gui) Tj ET q 90 0 0 90 300 700 cm /Im Do Q", object), BornDigital},
		"lines only":            {scan("", "0 0 m 100 100 l S", object), BornDigital},
		"nothing":               {scan("", "q Q", object), NoScan},
		"no content":            {scan("", "", object), NoScan},
		"letters on top":        {scan("", wholePage+" BT 0 Tr (Da nhan) Tj ET", object), Layered},
		"two halves":            {scan("", "q 595 0 0 421 0 0 cm /Im Do Q q 595 0 0 421 0 421 cm /Im2 Do Q", object), Layered},
		"leaning":               {scan("", "q 590 20 -20 840 10 0 cm /Im Do Q", object), Layered},
		"cut off":               {scan("/CropBox [100 100 400 400]", wholePage, object), Layered},
		"half transparent":      {scan("", "/Half gs "+wholePage, object), Layered},
		"masked":                {scan("", wholePage, masked), Layered},
		"inline image":          {scan("", "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", object), Layered},
		"letters on a tint":     {scan("", "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q BT /F 10 Tf (Kinh gui) Tj ET", object), BornDigital},
		"on a tint of an image": {scan("", wholePage+" BT /F 10 Tf (Kinh gui) Tj ET", pixels), BornDigital},
		"on a coarse scan":      {scan("", wholePage+" BT /F 10 Tf (Kinh gui) Tj ET", coarse), Layered},
		"a form in itself":      {scan("", "BT /F 10 Tf (Kinh gui) Tj ET "+drawForm, itself("")), BornDigital},
		"a scan in such a form": {scan("", drawForm, itself(wholePage), object), Layered},
		"a scan in ten forms":   {scan("", drawForm, nested(10, object)...), Layered},
		"a stamp on top":        {scan(stamp, wholePage, object), Layered},
		"JBIG2":                 {scan("", wholePage, strings.Replace(object, "DCTDecode", "JBIG2Decode", 1)), Layered},
		"JPEG 2000":             {scan("", wholePage, strings.Replace(object, "DCTDecode", "JPXDecode", 1)), Layered},
		"bent colours":          {scan("", wholePage, strings.Replace(object, "/Width", "/Decode [1 0] /Width", 1)), Layered},
	} {
		err := judged(t, c.file)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f, _ := office.FailureIn(err); !strings.Contains(f.Said, "Trang 1 ") {
			t.Errorf("%s does not name the page: %s", name, f.Said)
		}
	}
}

// judged says what the first page is taken for, without drawing it.
func judged(t *testing.T, file []byte) error {
	t.Helper()
	f, err := openForeign(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	leaves, err := f.leaves()
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.onlyImage(context.Background(), leaves[0], 1)
	if err == nil {
		_, err = f.lift(context.Background(), p, 1)
	}
	return err
}

func TestHowAnImageLiesBecomesItsOrientation(t *testing.T) {
	object, _ := jpegObject(t)
	for orientation := 1; orientation <= 8; orientation++ {
		for turn := range 4 {
			w, h := 595.0, 842.0
			if orientation >= 5 {
				w, h = 800, 500
			}
			m := upright(orientation, w, h)
			page := fmt.Sprintf("/Rotate %d /MediaBox [0 0 %g %g]", turn*90, w, h)
			lifted, _, err := lift(scan(page, "q "+numbers(m[:]...)+" cm /Im Do Q", object))
			want := office.Page{Orientation: orientation, Turn: turn}.Upright()
			if err != nil || lifted[0].Orientation != want {
				t.Errorf("orientation %d turned %d times: %+v, not %d, %v", orientation, turn, lifted, want, err)
			}
		}
	}
}

func TestFaxAndFlatImagesKeepEveryPixel(t *testing.T) {
	bw := letters(64, 48)
	group4 := func(options ...string) []byte {
		return pageAs(t, bw, "tif", append([]string{"-compress", "Group4", "-define", "tiff:rows-per-strip=100"}, options...)...)
	}
	for name, c := range map[string]struct {
		file  []byte
		media office.Media
	}{
		"G4":                 {group4(), office.TIFF},
		"G4, black is zero":  {group4("-define", "quantum:polarity=min-is-black"), office.TIFF},
		"1-bit":              {pngOf(t, bw), office.PNG},
		"grey":               {pngOf(t, grain(64, 48, 1)), office.PNG},
		"colour":             {pngOf(t, photo(64, 48, 255)), office.PNG},
		"palette":            {pngOf(t, colours(200)), office.PNG},
		"palette of 4 bits":  {pngOf(t, colours(11)), office.PNG},
		"LZW, packed anew":   {pageAs(t, photo(64, 48, 255), "tif", "-compress", "LZW", "-alpha", "off"), office.PNG},
		"G4, several strips": {inStrips(t, bw), office.TIFF},
	} {
		t.Run(name, func(t *testing.T) {
			leaf := leafOf(t, c.file, 100, 1)
			lifted, _, err := lift([]byte(onePage(t, leaf)))
			if err != nil {
				t.Fatal(err)
			}
			if lifted[0].Media != c.media || math.Abs(lifted[0].DPIX-100) > 0.1 {
				t.Errorf("came out as %s at %.2f dpi", lifted[0].Media, lifted[0].DPIX)
			}
			back := leafOf(t, lifted[0].Content, 100, 1)
			got, err := page.Decode(context.Background(), back.Content, back.Size, 0)
			if err != nil {
				t.Fatal(err)
			}
			want, err := page.Decode(context.Background(), leaf.Content, leaf.Size, 0)
			if err != nil {
				t.Fatal(err)
			}
			samePixels(t, got, want)
			if math.Abs(back.Info.DPIX-100) > 1 {
				t.Errorf("the file itself tells %.2f dpi", back.Info.DPIX)
			}
		})
	}
}

func TestBlackAndWhiteIsNeverTurnedRound(t *testing.T) {
	strip := func() []byte {
		leaf := leafOf(t, pageAs(t, letters(64, 48), "tif", "-compress", "Group4", "-define", "tiff:rows-per-strip=100"), 100, 1)
		s := leaf.Info.TIFF.Strips[0]
		b := make([]byte, s.Size)
		if _, err := leaf.Content.ReadAt(b, s.Offset); err != nil {
			t.Fatal(err)
		}
		return b
	}()
	for _, extra := range []string{
		"/ColorSpace /DeviceGray", "/ColorSpace /DeviceGray /Decode [1 0]",
		"/ColorSpace [/Indexed /DeviceGray 1 <00ff>]", "/ColorSpace [/Indexed /DeviceRGB 1 <ffffff000000>]",
	} {
		for _, black := range []string{"false", "true"} {
			object := streamOf("/Type /XObject /Subtype /Image /Width 64 /Height 48 /BitsPerComponent 1 "+extra+
				" /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 64 /Rows 48 /BlackIs1 "+black+" >>", strip)
			file := scan("", wholePage, object)
			lifted, _, err := lift(file)
			if err != nil {
				t.Errorf("%s, BlackIs1 %s: %v", extra, black, err)
				continue
			}
			got, err := page.Decode(context.Background(), bytes.NewReader(lifted[0].Content), int64(len(lifted[0].Content)), 0)
			if err != nil {
				t.Fatal(err)
			}
			path := written(t, file)
			run(t, "poppler-utils", "pdftoppm", "-r", "72", "-png", "-singlefile", path, strings.TrimSuffix(path, ".pdf"))
			b, err := os.ReadFile(filepath.Join(filepath.Dir(path), "ban.png"))
			if err != nil {
				t.Fatal(err)
			}
			seen, _, err := image.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if dark(got, 4, 24) != dark(seen, 4*595/64, 24*842/48) {
				t.Errorf("%s, BlackIs1 %s: it came out in negative", extra, black)
			}
		}
	}
}
