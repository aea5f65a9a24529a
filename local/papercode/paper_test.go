package papercode_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/assets"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/papercode"
	"tram/local/pdf"
)

// paper is a page as it was printed: with its mark, and the code's text.
type paper struct {
	name string
	page *image.Gray // 200 dpi
	pdf  []byte
	x, y float64 // mm, the middle of the code
	text string
	key  papercode.PublicKey
}

const paperDPI = 200

var at = time.Date(2026, 11, 23, 10, 20, 30, 0, office.VietNam)

// papers are pages of the sample decision, each with a mark of another kind.
func papers(t testing.TB) []paper {
	t.Helper()
	long := office.Office{
		Name:   "Trung tâm Phục vụ hành chính công xã Mẫu Sơn thuộc Ủy ban nhân dân xã Mẫu Sơn tỉnh Mẫu Giang",
		Lookup: "https://tracuu.mauson.example.gov.vn/van-ban",
	}
	usual := office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}
	return []paper{
		print(t, "plain", office.Plain, usual, 1),
		print(t, "a true copy", office.TrueCopy, usual, 2),
		print(t, "a dossier", office.Dossier, usual, 3),
		print(t, "a long name", office.Dossier, long, 4),
	}
}

// print marks a sample page as the program does and lets poppler render it.
func print(t testing.TB, name string, form office.Form, of office.Office, sample int) paper {
	t.Helper()
	k, err := papercode.KeyFromSeed(bytes.Repeat([]byte{byte(sample)}, 32)) // so that a failed case can be repeated
	if err != nil {
		t.Fatal(err)
	}
	public, err := k.Public()
	if err != nil {
		t.Fatal(err)
	}
	template, found := mark.Pick(mark.Defaults(), office.PaperToData, form, "quyet-dinh")
	if !found {
		t.Fatalf("no template for %s", form)
	}
	lines, err := mark.Compose(template, mark.Facts{
		At: at, Form: form, Code: "7K4M-Q2XN-9RT2", Office: of,
		Clerk:    office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng - Thống kê"},
		Document: office.Document{Dossier: "H49.10.02-261123-0001"},
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := papercode.Sign(lines, k)
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := mark.Layouts(form, lines, template.SizePt, text)
	if err != nil {
		t.Fatal(err)
	}
	file, err := assets.Samples.ReadFile(fmt.Sprintf("samples/quyet-dinh-mau-%d.jpg", sample))
	if err != nil {
		t.Fatal(err)
	}
	p := paper{name: name, text: text, key: public}
	var spot office.Spot
	p.pdf, spot = marked(t, file, form, shapes)
	code := shapes[spot.Shape].Code
	half := code.Module * float64(len(code.Bits)) / 2
	p.x, p.y = spot.X+(code.X+half)/office.PointsPerMM, spot.Y+(code.Y+half)/office.PointsPerMM
	p.page = rendered(t, p.pdf, paperDPI)
	return p
}

// marked makes a PDF of a page and puts a mark where it has room.
func marked(t testing.TB, file []byte, form office.Form, shapes []mark.Layout) ([]byte, office.Spot) {
	t.Helper()
	info, err := page.Probe(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	img, err := page.Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
	if err != nil {
		t.Fatal(err)
	}
	spot := mark.Place(page.InkOf(img, paperDPI, paperDPI, 1), form, shapes)
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{ID: [16]byte{1}, Title: "Quyết định mẫu", Created: at})
	_, err = w.Page(context.Background(), pdf.Leaf{
		Info: info, Content: bytes.NewReader(file), Size: int64(len(file)), DPIX: paperDPI, DPIY: paperDPI, Orientation: 1,
	})
	if spot.Where == office.OwnSheet {
		spot.Page = w.Sheet(595, 842)
	}
	if err := errors.Join(err, w.Mark(spot.Page, shapes[spot.Shape], spot), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), spot
}

// rendered is what pdftoppm makes of the first page.
func rendered(t testing.TB, file []byte, dpi int) *image.Gray {
	t.Helper()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Fatal("pdftoppm is missing: install the package poppler-utils")
	}
	path := filepath.Join(t.TempDir(), "page")
	if err := os.WriteFile(path+".pdf", file, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "pdftoppm", "-r", fmt.Sprint(dpi), "-png", "-singlefile", path+".pdf", path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	f, err := os.Open(path + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(img.Bounds())
	draw.Draw(grey, grey.Rect, img, image.Point{}, draw.Src)
	return grey
}

// How many random cases there are of each kind; their seeds count from 0, and
// one alone is repeated with -run 'SevenDegrees/17$'.
const (
	sevenDegreeCases = 200
	anyAngleCases    = 100
	phoneCases       = 60
)

// TestAPageScannedAtSevenDegreesProvesItself, whatever the scanner does to it.
func TestAPageScannedAtSevenDegreesProvesItself(t *testing.T) {
	t.Parallel()
	everyCase(t, papers(t), sevenDegreeCases, func(t *testing.T, p paper, seed uint64) (image.Image, fmt.Stringer) {
		s := anyScanner(seed, 7)
		return s.scan(t, p.page), s
	})
}

func TestAPageScannedAtAnyAngleProvesItself(t *testing.T) {
	t.Parallel()
	everyCase(t, papers(t), anyAngleCases, func(t *testing.T, p paper, seed uint64) (image.Image, fmt.Stringer) {
		s := anyScanner(seed, 360*rand.New(rand.NewPCG(seed, 6)).Float64())
		return s.scan(t, p.page), s
	})
}

func TestAPageUnderATelephoneProvesItself(t *testing.T) {
	t.Parallel()
	papers := papers(t)
	for i, p := range papers {
		papers[i].page = rendered(t, p.pdf, photoDPI)
	}
	everyCase(t, papers, phoneCases, func(t *testing.T, p paper, seed uint64) (image.Image, fmt.Stringer) {
		const perMM = photoDPI / office.MMPerInch
		c := anyPhone(seed)
		return c.photo(t, p.page, p.x*perMM, p.y*perMM, photoSide, photoSide), c
	})
}

// everyCase makes a picture of one of the papers by each seed, and asks whether
// it proves the paper. Without TRAM_PAPERS it takes a sixth of the seeds, from the first: of
// each paper two and more.
func everyCase(t *testing.T, papers []paper, cases int, picture func(*testing.T, paper, uint64) (image.Image, fmt.Stringer)) {
	if os.Getenv("TRAM_PAPERS") == "" {
		cases /= 6
	}
	for seed := range uint64(cases) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := papers[seed%uint64(len(papers))]
			img, how := picture(t, p, seed)
			if err := p.proves(t.Context(), img); err != nil {
				t.Errorf("%s, %v: %v", p.name, how, err)
			}
		})
	}
}

// proves reads the code from a picture of the paper and checks it.
func (p paper) proves(ctx context.Context, img image.Image) error {
	texts, err := page.FindCodes(ctx, img)
	if err != nil {
		return err
	}
	if len(texts) != 1 {
		return fmt.Errorf("%d codes", len(texts))
	}
	if texts[0] != p.text {
		return fmt.Errorf("read %q", texts[0])
	}
	code, err := papercode.Read(texts[0])
	if err != nil {
		return err
	}
	_, err = code.Check([]papercode.PublicKey{p.key})
	return err
}
