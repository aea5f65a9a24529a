package pdf

import (
	"bytes"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tram/local/office"
)

// opened opens a PDF for reading until the test ends.
func opened(t testing.TB, b []byte) *Reading {
	t.Helper()
	r, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func seeing(t testing.TB, r *Reading, i int, dpi float64) image.Image {
	t.Helper()
	img, err := r.Picture(t.Context(), i, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A scan is shown as PDFium would show it, however it lies.
func TestAScanIsSeenAsPDFiumDrawsIt(t *testing.T) {
	object, _ := jpegObject(t)
	for name, file := range map[string][]byte{
		"plain":        scan("", wholePage, object),
		"turned":       scan("/Rotate 90", wholePage, object),
		"upside down":  scan("", "q -595 0 0 -842 595 842 cm /Im Do Q", object),
		"mirrored":     scan("", "q -595 0 0 842 595 0 cm /Im Do Q", object),
		"on its side":  scan("/Rotate 270", "q 0 842 -595 0 595 0 cm /Im Do Q", object),
		"clipped wide": scan("", "0 0 595 842 re W n "+wholePage, object),
		"clipped":      scan("", "0 0 595 400 re W n "+wholePage, object),
		"cropped":      scan("/CropBox [50 50 400 600]", wholePage, object),
		"margins":      scan("", "q 590 0 0 836 3 3 cm /Im Do Q", object),
		"ink below":    scan("", "0 0 1 rg 0 0 595 842 re f "+wholePage, object),
		"ink above":    scan("", wholePage+" 1 0 0 rg 300 300 100 50 re f", object),
		"faded":        scan("", "/Half gs "+wholePage, object),
		"half a page":  scan("", "q 595 0 0 421 0 0 cm /Im Do Q", object),
	} {
		t.Run(name, func(t *testing.T) {
			r := opened(t, file)
			got := seeing(t, r, 0, 72)
			r.tables = nil // then no scan is found, and PDFium draws all
			want := seeing(t, r, 0, 72)
			if got.Bounds() != want.Bounds() {
				t.Fatalf("%v, not %v", got.Bounds(), want.Bounds())
			}
			if d := farBetween(got, want); d > 2 {
				t.Errorf("the pictures are %.1f apart", d)
			}
		})
	}
}

// farBetween is the mean difference of two pictures, in steps of 256.
func farBetween(a, b image.Image) float64 {
	sum, n := 0.0, 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, pair := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
				d := float64(pair[0]) - float64(pair[1])
				sum += max(d, -d) / 257
				n++
			}
		}
	}
	return sum / float64(n)
}

// markedScan is a scan of two pages with a mark on the first, as Writer makes it.
func markedScan(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, about)
	leaf := leafOf(t, jpegOf(t, grain(827, 1169, 1), 100), 100, 1)
	for range 2 {
		if _, err := w.Page(t.Context(), leaf); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Mark(0, words(), office.Spot{X: 120, Y: 100, W: 81, H: 21}), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestShapesAreThoseOfThePagesAsTheyAreSeen(t *testing.T) {
	object, _ := jpegObject(t)
	for entries, want := range map[string]office.PageShape{
		"":                             {W: 209.9, H: 297.04},
		"/Rotate 90":                   {W: 297.04, H: 209.9},
		"/CropBox [0 0 297.5 421]":     {W: 104.95, H: 148.52},
		"/UserUnit 2":                  {W: 419.8, H: 594.08},
		"/MediaBox [0 0 14400 14400]":  {W: 5080, H: 5080},
		"/CropBox [900 900 1000 1000]": {W: 209.9, H: 297.04},
	} {
		r := opened(t, scan(entries, wholePage, object))
		if got := r.Shapes(); len(got) != 1 || max(got[0].W-want.W, want.W-got[0].W, got[0].H-want.H, want.H-got[0].H) > 0.1 {
			t.Errorf("%q: %v, not %v", entries, got, want)
		}
		if size := seeing(t, r, 0, 300).Bounds().Size(); size.X*size.Y > renderPixels+size.X+size.Y {
			t.Errorf("%q: a picture of %v", entries, size)
		}
	}
}

func TestShapesAreThoseThatPDFiumKnows(t *testing.T) {
	object, _ := jpegObject(t)
	for _, entries := range []string{"", "/Rotate -90", "/Rotate 450", "/Rotate 45", "/MediaBox [595 842 0 0]", "/MediaBox [-10 -10 100.5 200]",
		"/CropBox [100 100 900 900]", "/CropBox [900 900 990 990]", "/CropBox [0 0 0 0]", "/MediaBox [0 0 0 0]", "/MediaBox 7", "/MediaBox [0 0 /a 3]"} {
		r := opened(t, scan(entries, wholePage, object))
		if r.tables == nil {
			t.Fatalf("%q: the tables were not read", entries)
		}
		size, err := ask(t.Context(), r, func(v *eye) (at [2]float64, err error) {
			at[0], at[1], err = v.size(0)
			return at, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if w, h, told := r.tables.size(0); told && max(w-size[0], size[0]-w, h-size[1], size[1]-h) > 0.01 {
			t.Errorf("%q: %g×%g, and PDFium says %v", entries, w, h, size)
		}
	}
}

// A certified scan bears its mark on the first page: the scan is unpacked here,
// and the mark drawn over it.
func TestAMarkIsSeenOverItsScan(t *testing.T) {
	r := opened(t, markedScan(t))
	got := seeing(t, r, 0, 72)
	r.tables = nil
	if d := farBetween(got, seeing(t, r, 0, 72)); d > 2 {
		t.Errorf("the pictures are %.1f apart", d)
	}
	if d := farBetween(got, seeing(t, r, 1, 72)); d < 0.2 {
		t.Error("the mark does not show")
	}
}

func TestTheSealOfASignatureIsSeenOverItsScan(t *testing.T) {
	object, _ := jpegObject(t)
	black := image.NewGray(image.Rect(0, 0, 20, 10))
	file := signed(t, scan("", wholePage, object), Field{Rect: [4]float64{300, 600, 500, 700},
		Look: &Look{Images: []LookImage{{Image: black, Rect: [4]float64{0, 0, 200, 100}}}}})
	img := seeing(t, opened(t, file), 0, 72)
	for _, at := range []image.Point{{310, 610}, {400, 650}, {490, 690}} {
		if !dark(img, at.X, at.Y) {
			t.Errorf("the seal does not show at %v", at)
		}
	}
}

func TestWordsAreFoundWithAndWithoutTheirMarks(t *testing.T) {
	r := opened(t, markedScan(t))
	for words, want := range map[string]int{
		"Ủy ban nhân dân": 1, "uỷ ban": 1, "UY BAN NHAN DAN": 1, "ủy  ban": 1, "ụy ban": 0, "nhân dăn": 0,
		"xã Mẫu Sơn": 1, "xa mau son": 1, "mẫu sờn": 0, "7k4m-q2xn": 1, "không có": 0, "": 0, "   ": 0,
	} {
		hits, err := r.Find(t.Context(), words, 0, 10)
		if err != nil || len(hits) != want {
			t.Errorf("%q: %d places, %v", words, len(hits), err)
		}
		for _, h := range hits {
			if h.Page != 0 || len(h.Boxes) != 1 || h.Boxes[0][0] < 120 || h.Boxes[0][1] < 100 || h.Boxes[0][2] > 202 || h.Boxes[0][3] > 122 {
				t.Errorf("%q: found on page %d at %v", words, h.Page, h.Boxes)
			}
		}
	}
	if hits, err := r.Find(t.Context(), "ban", 1, 10); err != nil || len(hits) != 0 {
		t.Errorf("from the second page: %v, %v", hits, err)
	}
}

func TestAFileWithAPasswordAsksForIt(t *testing.T) {
	plain := written(t, markedScan(t))
	locked := filepath.Join(t.TempDir(), "khoa.pdf")
	run(t, "qpdf", "qpdf", "--encrypt", "mở ra", "chủ", "256", "--", plain, locked)
	b, err := os.ReadFile(locked)
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[string]error{"": PasswordNeeded, "khác": PasswordWrong} {
		if _, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), password); !errors.Is(err, want) {
			t.Errorf("%q: %v", password, err)
		}
	}
	r, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), "mở ra")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if !dark(seeing(t, r, 1, 72), 50, 50) {
		t.Error("the page is not shown")
	}
}

func TestAttachmentsAreListedWithTheirSizes(t *testing.T) {
	note := filepath.Join(t.TempDir(), "phụ lục.txt")
	if err := os.WriteFile(note, []byte(strings.Repeat("a", 70_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	plain, with := written(t, markedScan(t)), filepath.Join(t.TempDir(), "kem.pdf")
	run(t, "qpdf", "qpdf", plain, "--add-attachment", note, "--", with)
	b, err := os.ReadFile(with)
	if err != nil {
		t.Fatal(err)
	}
	list, err := opened(t, b).Attachments(t.Context())
	if err != nil || len(list) != 1 || list[0] != (office.Attachment{Name: "phụ lục.txt", Size: 70_000}) {
		t.Errorf("%v, %v", list, err)
	}
	if list, err := opened(t, markedScan(t)).Attachments(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("a file without any: %v, %v", list, err)
	}
}

func TestAFilePinnedToAPageIsListedToo(t *testing.T) {
	file := besides("", "", "<< /Type /Filespec /F (bang.txt) /UF <FEFF0062 1EA3 006E> /EF << /F 8 0 R >> >>",
		streamOf("/Type /EmbeddedFile /Params << /Size 5 >>", []byte("12345")))
	file = bytes.Replace(file, []byte("/Contents 6 0 R >>"), []byte("/Annots [ << /Subtype /FileAttachment /Rect [0 0 9 9] /FS 7 0 R >> ] /Contents 6 0 R >>"), 1)
	list, err := opened(t, rebuilt(t, file)).Attachments(t.Context())
	if err != nil || len(list) != 1 || list[0] != (office.Attachment{Name: "bản", Size: 5}) {
		t.Errorf("%v, %v", list, err)
	}
}

// rebuilt gives a file with tables that tell where its objects lie.
func rebuilt(t testing.TB, b []byte) []byte {
	t.Helper()
	to := filepath.Join(t.TempDir(), "lai.pdf")
	run(t, "qpdf", "qpdf", "--warning-exit-0", written(t, b), to)
	out, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestManyMayLookAtOnce(t *testing.T) {
	r := opened(t, markedScan(t))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if img, err := r.Picture(t.Context(), i%2, 50); err != nil || !dark(img, 30, 30) {
				t.Errorf("page %d: %v", i%2, err)
			}
		})
	}
	all.Go(func() {
		if _, err := r.Find(t.Context(), "ban", 0, 1); err != nil {
			t.Error(err)
		}
	})
	all.Wait()
	if _, err := r.Picture(t.Context(), 2, 50); !errors.Is(err, NoSuchPage) {
		t.Errorf("a page that there is not: %v", err)
	}
}

// BenchmarkFirstPage opens a file and draws its first page as wide as a window
// of 1366 pixels shows it.
func BenchmarkFirstPage(b *testing.B) {
	if err := Warm(); err != nil {
		b.Fatal(err)
	}
	var text bytes.Buffer
	w := NewWriter(&text, about)
	if err := errors.Join(w.Mark(w.Sheet(595, 842), words(), office.Spot{X: 20, Y: 20}), w.Close()); err != nil {
		b.Fatal(err)
	}
	scanned := func(dpi int, img image.Image) []byte {
		var out bytes.Buffer
		w := NewWriter(&out, about)
		leaf := leafOf(b, jpegOf(b, img, dpi), float64(dpi), 1)
		for range 100 {
			if _, err := w.Page(b.Context(), leaf); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		return out.Bytes()
	}
	grey := func(dpi int) *image.Gray { return grain(dpi*827/100, dpi*1169/100, 1) }
	for name, file := range map[string][]byte{
		"text": text.Bytes(), "scan200": scanned(200, grey(200)), "scan300": scanned(300, grey(300)), "colour200": scanned(200, tinted(grey(200))), "colour300": scanned(300, tinted(grey(300))),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r, err := Open(b.Context(), bytes.NewReader(file), int64(len(file)), "")
				if err != nil {
					b.Fatal(err)
				}
				seeing(b, r, 0, 110)
				r.Close()
			}
		})
	}
}

// tinted is a grey page as a colour scanner sees it, with its noise in the colours
// too.
func tinted(grey *image.Gray) *image.RGBA {
	img := image.NewRGBA(grey.Rect)
	for i, v := range grey.Pix {
		img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], img.Pix[4*i+3] = v, grey.Pix[(i+7)%len(grey.Pix)], grey.Pix[(i+1001)%len(grey.Pix)], 255
	}
	return img
}
