package spooltest

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// DPI is at what resolution pages are compared.
const DPI = 150

// Page is a page in grey, white being 255.
type Page struct{ *image.Gray }

// Rasterise draws the pages of a PDF with Poppler.
func Rasterise(t *testing.T, file string) []Page {
	t.Helper()
	to := filepath.Join(t.TempDir(), "p")
	return drawn(t, exec.Command("pdftoppm", "-r", fmt.Sprint(DPI), "-gray", file, to), to)
}

// RasterisePictures draws the pages of a PDF that are pictures. Ghostscript does
// that; Poppler rounds each picture up to whole pixels, and a page that was drawn
// in bands grows by a pixel for each.
func RasterisePictures(t *testing.T, file string) []Page {
	t.Helper()
	to := filepath.Join(t.TempDir(), "p")
	return drawn(t, exec.Command("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pgmraw", "-dGraphicsAlphaBits=4", fmt.Sprintf("-r%d", DPI), "-sOutputFile="+to+"-%03d.pgm", file), to)
}

func drawn(t *testing.T, cmd *exec.Cmd, to string) []Page {
	t.Helper()
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s (apt-get install poppler-utils ghostscript): %v\n%s", cmd.Args[0], err, said)
	}
	pages, err := read(to)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func read(to string) ([]Page, error) {
	files, err := filepath.Glob(to + "-*.pgm")
	slices.Sort(files)
	var pages []Page
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		p, err := pgm(b)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, err
}

func pgm(b []byte) (Page, error) {
	var w, h, most int
	lines := bytes.SplitN(b, []byte("\n"), 5) // Ghostscript puts in a remark
	if len(lines) == 5 && bytes.HasPrefix(lines[1], []byte("#")) {
		lines = append(lines[:1], lines[2:]...)
	}
	if len(lines) < 4 {
		return Page{}, fmt.Errorf("not a PGM: %.20q", b)
	}
	if _, err := fmt.Sscan(string(bytes.Join(lines[1:3], []byte(" "))), &w, &h, &most); err != nil || len(b) < w*h {
		return Page{}, fmt.Errorf("not a PGM: %.20q %w", b, err)
	}
	return Page{&image.Gray{Pix: b[len(b)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}}, nil
}

// Turned is the page turned by quarters, clockwise.
func (p Page) Turned(quarters int) Page {
	for range (quarters%4 + 4) % 4 {
		w, h := p.Rect.Dx(), p.Rect.Dy()
		out := image.NewGray(image.Rect(0, 0, h, w))
		for y := range h {
			for x := range w {
				out.Pix[x*out.Stride+h-1-y] = p.Pix[y*p.Stride+x]
			}
		}
		p = Page{out}
	}
	return p
}

// Verdict tells how a printed page lies on the original one.
type Verdict struct {
	DX, DY       int     // of the content, in pixels
	GrewX, GrewY float64 // by how much the content is longer, in pixels
	Unlike       int     // pixels that differ by more than anti-aliasing
}

func (v Verdict) String() string {
	return fmt.Sprintf("shifted by %d,%d px, longer by %.2f,%.2f px, %d pixels unlike", v.DX, v.DY, v.GrewX, v.GrewY, v.Unlike)
}

// mostShift is how far a page may lie from where it should, in pixels, for the
// comparison to find it: a landscape A4 page in the middle of A3 lies 621 px lower.
const mostShift = 640

// Judge compares a printed page with the original. The content of both must be
// there whole.
func Judge(original, printed Page) Verdict {
	ox, oy := ink(original, true), ink(original, false)
	px, py := ink(printed, true), ink(printed, false)
	var v Verdict
	v.DX, _ = shift(ox, px)
	v.DY, _ = shift(oy, py)
	v.GrewX, v.GrewY = grew(ox, px), grew(oy, py)
	v.Unlike = unlike(original, printed, v.DX, v.DY)
	return v
}

// ink is how much of it lies in each column, or row.
func ink(p Page, columns bool) []int {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	sums := make([]int, h)
	if columns {
		sums = make([]int, w)
	}
	for y := range h {
		for x := range w {
			dark := 255 - int(p.Pix[y*p.Stride+x])
			if columns {
				sums[x] += dark
			} else {
				sums[y] += dark
			}
		}
	}
	return sums
}

// shift is by how much b lies further than a, and how unlike they are then.
func shift(a, b []int) (best, least int) {
	least = math.MaxInt
	for d := -mostShift; d <= mostShift; d++ {
		sum := 0
		for i := range a {
			other := 0
			if j := i + d; j >= 0 && j < len(b) {
				other = b[j]
			}
			sum += abs(a[i] - other)
		}
		if sum < least || sum == least && abs(d) < abs(best) {
			best, least = d, sum
		}
	}
	return best, least
}

// Full tells whether the page came out at 100 % within a pixel, all of it.
func (v Verdict) Full() bool { return v.Scale() && v.Unlike == 0 }

// Scale tells whether it came out at 100 % within a pixel over the whole page.
func (v Verdict) Scale() bool { return math.Abs(v.GrewX) <= 1 && math.Abs(v.GrewY) <= 1 }

// grew compares how far apart the two ends of the content lie.
func grew(a, b []int) float64 {
	firstA, lastA := ends(a)
	firstB, lastB := ends(b)
	return (lastB - firstB) - (lastA - firstA)
}

// ends are the middles of the first and the last line that goes through, which
// stay where they are however thick a program draws it.
func ends(sums []int) (first, last float64) {
	most := slices.Max(sums)
	is := func(n int) bool { return n > most*3/10 }
	f, l := slices.IndexFunc(sums, is), 0
	for i, n := range sums {
		if is(n) {
			l = i
		}
	}
	return middle(sums, f), middle(sums, l)
}

// middle is where the ink around a place has its weight.
func middle(sums []int, at int) float64 {
	const around = 4 // pixels
	var sum, weighed float64
	for i := max(0, at-around); i < min(len(sums), at+around+1); i++ {
		sum += float64(sums[i])
		weighed += float64(sums[i]) * float64(i)
	}
	return weighed / max(sum, 1)
}

// unlike counts the pixels of either page whose like is nowhere within a pixel
// on the other.
func unlike(a, b Page, dx, dy int) int {
	return stray(a, b, dx, dy) + stray(b, a, -dx, -dy)
}

func stray(a, b Page, dx, dy int) (n int) {
	const tolerance = 48 // of grey: two programs smooth an edge differently
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			v := int(a.Pix[y*a.Stride+x])
			if at := image.Pt(x+dx, y+dy); at.In(b.Rect) && abs(v-int(b.Pix[at.Y*b.Stride+at.X])) <= tolerance {
				continue
			}
			low, high := 255, 0
			for j := -1; j <= 1; j++ {
				for i := -1; i <= 1; i++ {
					w := 255
					if at := image.Pt(x+dx+i, y+dy+j); at.In(b.Rect) {
						w = int(b.Pix[at.Y*b.Stride+at.X])
					}
					low, high = min(low, w), max(high, w)
				}
			}
			if v < low-tolerance || v > high+tolerance {
				n++
			}
		}
	}
	return n
}

func abs(n int) int { return max(n, -n) }

// Best judges a printed page turned by as many quarters as it lies on the sheet:
// a landscape page lies on its side.
func Best(original, printed Page) (best Verdict, quarters int) {
	ox, oy := ink(original, true), ink(original, false)
	least := math.MaxInt
	for q := range 4 {
		turned := printed.Turned(q)
		_, x := shift(ox, ink(turned, true))
		_, y := shift(oy, ink(turned, false))
		if x+y < least {
			least, quarters = x+y, q
		}
	}
	return Judge(original, printed.Turned(quarters)), quarters
}

// File writes a document for programs that want a file.
func File(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
