package mark

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"tram/local/office"
)

// scanDPI is the least resolution at which a marked page is rendered or
// scanned again.
const scanDPI = 200

func TestTheCodeSaysTheLinesOfTheMark(t *testing.T) {
	for _, form := range markedForms() {
		want := QRText(composed(t, form))
		for i, l := range shapes(t, form, true) {
			if got, err := decode(Draw(l, scanDPI)); err != nil || got != want {
				t.Errorf("%s, shape %d: read %q (%v)", form, i, got, err)
			}
		}
	}
}

func TestTheCodeIsReadFromAPoorScan(t *testing.T) {
	for _, form := range markedForms() {
		lines := composed(t, form)
		l := shapes(t, form, true)[0]
		for _, degrees := range []float64{-2, 0, 1.5} {
			path := filepath.Join(t.TempDir(), "scan.png")
			save(t, path, scanned(Draw(l, scanDPI).(*image.Gray), degrees))
			if got := zbar(t, path); got != QRText(lines) {
				t.Errorf("%s, turned by %g°: read %q", form, degrees, got)
			}
		}
	}
}

func TestALongMarkStillHasACodeThatReads(t *testing.T) {
	f := sample(office.Dossier)
	f.Office.Name = "Trung tâm Phục vụ hành chính công xã Mẫu Sơn thuộc Ủy ban nhân dân xã Mẫu Sơn tỉnh Mẫu Giang"
	f.Office.Lookup = "https://tracuu.mauson.example.gov.vn/van-ban"
	lines, err := Compose(template(t, office.Dossier), f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Layouts(office.Dossier, lines, 9, QRText(lines))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "scan.png")
	save(t, path, scanned(Draw(all[0], scanDPI).(*image.Gray), 0.7))
	if got := zbar(t, path); got != QRText(lines) {
		t.Errorf("read %q", got)
	}
}

func decode(img image.Image) (string, error) {
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", err
	}
	got, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
	})
	if err != nil {
		return "", err
	}
	return got.GetText(), nil
}

// scanned turns a picture a little on grey paper, as a scanner's feeder does,
// and adds its grain.
func scanned(img *image.Gray, degrees float64) *image.Gray {
	const room = 30
	noise := rand.New(rand.NewPCG(3, 4))
	out := image.NewGray(image.Rect(0, 0, img.Rect.Dx()+2*room, img.Rect.Dy()+2*room))
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	midX, midY := float64(out.Rect.Dx())/2, float64(out.Rect.Dy())/2
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			dx, dy := float64(x)-midX, float64(y)-midY
			v := between(img, cos*dx-sin*dy+midX-room, sin*dx+cos*dy+midY-room)
			out.SetGray(x, y, color.Gray{Y: uint8(min(max(30+v*0.8+noise.NormFloat64()*8, 0), 255))})
		}
	}
	return out
}

// between is the grey at a point between pixels, white outside.
func between(img *image.Gray, x, y float64) float64 {
	at := func(x, y int) float64 {
		if !(image.Point{X: x, Y: y}).In(img.Rect) {
			return 255
		}
		return float64(img.GrayAt(x, y).Y)
	}
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	tx, ty := x-float64(x0), y-float64(y0)
	return (at(x0, y0)*(1-tx)+at(x0+1, y0)*tx)*(1-ty) + (at(x0, y0+1)*(1-tx)+at(x0+1, y0+1)*tx)*ty
}

func save(t *testing.T, path string, img image.Image) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func zbar(t *testing.T, path string) string {
	t.Helper()
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Fatal("zbarimg is missing: install the package zbar-tools")
	}
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path).Output()
	if err != nil {
		t.Errorf("zbarimg: %v", err)
	}
	return string(trimLast(out))
}

func trimLast(b []byte) []byte {
	if len(b) > 0 && b[len(b)-1] == '\n' {
		return b[:len(b)-1]
	}
	return b
}
