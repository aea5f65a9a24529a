package pdf

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
)

var about = About{
	ID: [16]byte{1, 2, 3, 4, 5, 6, 0x77, 8, 0x89, 10}, Title: "Quyết định số 15/QĐ-UBND: (Mẫu) \\ <Sơn> & “Ẩ ữ”",
	Author: "Ủy ban nhân dân xã Mẫu Sơn", Subject: "Quyết định", Code: "7K4M-Q2XN-9RT2",
	Created: time.Date(2026, 11, 23, 10, 20, 30, 0, office.VietNam),
}

// grain is a page of grey noise with a black corner at the top left, so that
// its packing costs something and its way up can be seen.
func grain(width, height int, seed uint64) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	rnd := rand.New(rand.NewPCG(seed, 1))
	for i := range img.Pix {
		img.Pix[i] = 230 + uint8(rnd.UintN(20))
	}
	for y := range height / 4 {
		for x := range width / 4 {
			img.SetGray(x, y, color.Gray{})
		}
	}
	return img
}

// jpegOf packs an image as a scanner does, with its density in the JFIF
// header.
func jpegOf(t testing.TB, img image.Image, dpi int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	head := []byte{0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1}
	head = binary.BigEndian.AppendUint16(head, uint16(dpi))
	head = binary.BigEndian.AppendUint16(head, uint16(dpi))
	return append(append(head, 0, 0), b.Bytes()[2:]...)
}

// leafOf is what intake would make of the bytes of an image file.
func leafOf(t testing.TB, file []byte, dpi float64, orientation int) Leaf {
	t.Helper()
	info, err := page.Probe(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return Leaf{Info: info, Content: bytes.NewReader(file), Size: int64(len(file)), DPIX: dpi, DPIY: dpi, Orientation: orientation}
}

// words is a mark of two composed lines, the second wrapped, with a code of
// one black square of four modules.
func words() mark.Layout {
	return mark.Layout{W: 230, H: 60, Texts: []mark.Text{
		{X: 40, Y: 12, Size: 10, Bold: true, S: "SỐ HÓA TỪ VĂN BẢN GIẤY", Line: 0},
		{X: 40, Y: 24, Size: 10, S: "Ủy ban nhân dân xã Mẫu Sơn,", Line: 1},
		{X: 40, Y: 36, Size: 10, S: "lỡ ẵm tự kỵ Ễnh cậy", Line: 1},
		{X: 40, Y: 48, Size: 10, S: "Mã tra cứu: 7K4M-Q2XN-9RT2", Line: 2},
	}, Code: &mark.Code{X: 8, Y: 8, Module: 4, Bits: [][]bool{
		{true, true, true, true}, {true, true, true, true}, {true, true, true, true}, {true, true, true, true},
	}}}
}

// run calls a tool of the machine; a missing one fails the test and names the
// Debian package.
func run(t testing.TB, debianPackage, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is needed here: apt-get install %s", name, debianPackage)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// written keeps a PDF as a file for the tools.
func written(t testing.TB, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ban.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
