package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// The promise of this file: what is kept of a page is what readers show of it.
// Three readers draw the page as it came and the page as it is kept. Where an
// image was taken out, each must see the same; where the page was drawn, most.

const (
	seenDPI = 100
	mostOff = 40 // patches at edges that one reader rounds and another does not
)

// reader draws all pages of a file.
type pdfReader func(t *testing.T, file []byte) []*image.RGBA

var pdfReaders = map[string]pdfReader{"poppler": seenByPoppler, "mupdf": seenByMuPDF, "PDFium": seenByPDFium}

func seenByPoppler(t *testing.T, file []byte) []*image.RGBA {
	in := written(t, file)
	run(t, "poppler-utils", "pdftoppm", "-cropbox", "-r", fmt.Sprint(seenDPI), "-png", in, strings.TrimSuffix(in, ".pdf"))
	return drawnFiles(t, in)
}

func seenByMuPDF(t *testing.T, file []byte) []*image.RGBA {
	in := written(t, file)
	// It complains of pages that it draws all the same.
	out, err := exec.Command("mutool", "draw", "-q", "-r", fmt.Sprint(seenDPI), "-o", strings.TrimSuffix(in, ".pdf")+"-%03d.png", in).CombinedOutput()
	if drawn := drawnFiles(t, in); len(drawn) > 0 {
		return drawn
	}
	t.Fatalf("mutool (Debian package mupdf-tools): %v\n%s", err, out)
	return nil
}

func drawnFiles(t *testing.T, in string) (drawn []*image.RGBA) {
	files, err := filepath.Glob(strings.TrimSuffix(in, ".pdf") + "-*.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		img, err := png.Decode(bytes.NewReader(fileAt(t, f)))
		if err != nil {
			t.Fatal(err)
		}
		drawn = append(drawn, onPaper(img))
	}
	return drawn
}

func fileAt(t testing.TB, path string) []byte {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func seenByPDFium(t *testing.T, file []byte) (drawn []*image.RGBA) {
	v, err := openRenderer(context.Background(), bytes.NewReader(file), int64(len(file)), 1000)
	if err != nil {
		t.Fatal(err)
	}
	defer v.close()
	count, err := v.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: v.file})
	if err != nil {
		t.Fatal(err)
	}
	for i := range count.PageCount {
		got, err := v.engine.RenderPageInDPI(&requests.RenderPageInDPI{
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: i}},
			DPI:  seenDPI, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT, RenderForm: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		drawn = append(drawn, onPaper(got.Result.RenderedImage))
		got.Cleanup()
	}
	return drawn
}

// unlikePatches counts the patches of a millimetre in which two drawings of a page differ
// plainly in any colour, also where one is looked for a pixel away.
func unlikePatches(a, b *image.RGBA) (patches int) {
	const patch, all = 4, 1 << 20
	size := a.Rect.Size()
	if d := size.Sub(b.Rect.Size()); max(d.X, -d.X) > 1 || max(d.Y, -d.Y) > 1 {
		return all
	}
	for y := 1; y+patch < size.Y-2; y += patch {
		for x := 1; x+patch < size.X-2; x += patch {
			if !alikeAt(a, b, image.Rect(x, y, x+patch, y+patch)) {
				patches++
			}
		}
	}
	return patches
}

func alikeAt(a, b *image.RGBA, at image.Rectangle) bool {
	const slack = 40
	one := meanOf(a, at)
	for i := range 9 {
		two, off := meanOf(b, at.Add(image.Pt((i+1)%3-1, (i/3+1)%3-1))), 0
		for c := range one {
			off = max(off, one[c]-two[c], two[c]-one[c])
		}
		if off <= slack {
			return true
		}
	}
	return false
}

func meanOf(img *image.RGBA, at image.Rectangle) (mean [3]int) {
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			for c, v := range img.Pix[img.PixOffset(x, y):][:3] {
				mean[c] += int(v)
			}
		}
	}
	for c := range mean {
		mean[c] /= at.Dx() * at.Dy()
	}
	return mean
}

// keepOdd keeps two drawings that differ, where a folder for them is named.
func keepOdd(t *testing.T, name string, before, after image.Image) {
	dir := os.Getenv("TRAM_ODD_PAGES")
	if dir == "" {
		return
	}
	for which, img := range map[string]image.Image{"before": before, "after": after} {
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "_")+"-"+which+".png"), pngOf(t, img), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func onPaper(img image.Image) *image.RGBA {
	sheet := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(sheet, sheet.Rect, img, img.Bounds().Min, draw.Over)
	return sheet
}

// keptOf writes what was lifted as a conversion would.
func keptOf(t *testing.T, lifted []Lifted) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, about)
	for _, l := range lifted {
		if _, err := w.Page(context.Background(), Leaf{Content: bytes.NewReader(l.Content), Size: int64(len(l.Content)),
			DPIX: l.DPIX, DPIY: l.DPIY, Orientation: l.Orientation}); err != nil {
			t.Fatalf("page %d: %v", l.Sheet, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestThePageThatIsKeptIsThePageThatIsSeen(t *testing.T) {
	b := newOddBook(t)
	b.clips()
	b.layers()
	b.masks()
	b.notes()
	b.places()
	b.colours()
	b.packings()
	seenAlike(t, b.file(), b.pages)
}

// TestTheScansThatStrangersBroughtAreKeptAsTheyAreSeen: one odd page a file.
func TestTheScansThatStrangersBroughtAreKeptAsTheyAreSeen(t *testing.T) {
	for name, wants := range map[string]keeping{"annot_square_noap": redrawn, "bbox_over": redrawn, "clip_over": redrawn,
		"colortransform0": redrawn, "flate_tiffpred_1bit": asCaptured, "indexed1_decode10": asCaptured} {
		seenAlike(t, fileAt(t, filepath.Join("testdata", "odd", name+".pdf")), []oddPage{{name: name, wants: wants}})
	}
}

// seenAlike captures a file and writes it again, and asks the readers.
func seenAlike(t *testing.T, file []byte, pages []oddPage) {
	t.Helper()
	lifted, _, err := lift(file)
	if err != nil || len(lifted) != len(pages) {
		t.Fatalf("%d of %d pages, %v: %s", len(lifted), len(pages), err, pages[min(len(lifted), len(pages)-1)].name)
	}
	kept := keptOf(t, lifted)
	same := make([]int, len(lifted)) // readers that see the same
	for name, read := range pdfReaders {
		before, after := read(t, file), read(t, kept)
		if len(before) != len(lifted) || len(after) != len(lifted) {
			t.Fatalf("%s draws %d and %d of %d pages", name, len(before), len(after), len(lifted))
		}
		for i := range lifted {
			off := unlikePatches(before[i], after[i])
			if off > 0 {
				keepOdd(t, pages[i].name+"-"+name, before[i], after[i])
			}
			if off > 0 && !lifted[i].Rendered {
				t.Errorf("%s: %s sees another page than was kept as captured", pages[i].name, name)
			}
			if off <= mostOff {
				same[i]++
			}
		}
	}
	for i, l := range lifted {
		if want := pages[i].wants == redrawn; l.Rendered != want {
			t.Errorf("%s: drawn is %v", pages[i].name, l.Rendered)
		}
		if l.Rendered && same[i] < 2 {
			t.Errorf("%s: only %d readers see what was drawn", pages[i].name, same[i])
		}
	}
}
