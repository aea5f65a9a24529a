package pdf

import (
	"bytes"
	"image"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// readLines are two lines on a page, the second askew, with letters that are composed of
// parts, and words that have no room on it.
func readLines() []office.ReadLine {
	word := func(s string, l, t, r, b float64) office.ReadWord {
		return office.ReadWord{S: s, Box: [4]float64{l, t, r, b}, Sure: 0.9}
	}
	return []office.ReadLine{
		{word("ỦY", 0.1, 0.1, 0.15, 0.12), word("BAN", 0.16, 0.102, 0.2, 0.12), word(norm.NFD.String("NHÂN"), 0.21, 0.102, 0.28, 0.12), word("DÂN", 0.29, 0.1, 0.34, 0.12)},
		{word("Kính", 0.1, 0.3, 0.16, 0.32), word("gửi:", 0.2, 0.31, 0.26, 0.33), word("Sở", 0.5, 0.33, 0.53, 0.35), word("Nội", 0.6, 0.34, 0.64, 0.36), word("vụ", 0.66, 0.345, 0.69, 0.36)},
		{word("ngoài", 0.95, 0.5, 1.2, 0.52), word("rỗng", 0.5, 0.5, 0.5, 0.52)},
		{word("\x00\ufffe", 0.5, 0.6, 0.55, 0.62)},
	}
}

// layered is a PDF of two pages, with words on both, turned, and a mark that makes the
// first one grow.
func layered(t *testing.T, orientation int, lines ...office.ReadLine) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, about)
	for range 2 {
		if _, err := w.Page(t.Context(), leafOf(t, jpegOf(t, grain(827, 1170, 1), 100), 100, orientation)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2 {
		if err := w.Words(i, lines); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Mark(0, words(), office.Spot{Where: office.StripTop, X: 10, Y: 2, Grow: 25}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWordsThatWereReadAreFoundWhereTheyStand asks two programs of others for the words
// of a page, and one where each stands.
func TestWordsThatWereReadAreFoundWhereTheyStand(t *testing.T) {
	path := written(t, layered(t, 6, readLines()...))
	want := "ỦY BAN NHÂN DÂN\n\nKính gửi: Sở Nội vụ"
	for _, got := range []string{
		run(t, "poppler-utils", "pdftotext", "-f", "2", path, "-"), run(t, "mupdf-tools", "mutool", "draw", "-q", "-F", "text", path, "2"),
	} {
		got = strings.TrimPrefix(got, "warning: ICC support is not available\n") // so Debian's mutool says of every page
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%q, not %q", got, want)
		}
	}
	boxes := regexp.MustCompile(`<page width="([0-9.]+)" height="([0-9.]+)">|<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>`)
	found := boxes.FindAllStringSubmatch(run(t, "poppler-utils", "pdftotext", "-bbox", path, "-"), -1)
	shot, strip := 0, 25*office.PointsPerMM
	var width, height, top float64
	for _, f := range found {
		n := make([]float64, 6)
		for i := range n {
			n[i], _ = strconv.ParseFloat(f[i+1], 64)
		}
		if f[1] != "" {
			width, height, top = n[0], n[1], strip-top
			height -= top
			continue
		}
		for _, l := range readLines() {
			for _, w := range l {
				if norm.NFC.String(w.S) != f[7] || shot == 18 {
					continue
				}
				shot++
				off := max(math.Abs(n[2]-w.Box[0]*width), math.Abs(n[4]-w.Box[2]*width), math.Abs((n[3]+n[5])/2-top-(w.Box[1]+w.Box[3])/2*height))
				if off > 2 {
					t.Errorf("%s stands %.1f points beside its place: %v", f[7], off, f)
				}
			}
		}
	}
	if shot != 18 {
		t.Errorf("%d words were placed, not 18: %q", shot, found)
	}
}

// TestWordsThatWereReadAreNotSeen draws the page with and without them by another
// program, and takes the file apart as a proof does.
func TestWordsThatWereReadAreNotSeen(t *testing.T) {
	path := written(t, layered(t, 1, readLines()...))
	shots := make([]image.Image, 2)
	for i, p := range []string{path, written(t, layered(t, 1))} {
		run(t, "poppler-utils", "pdftoppm", "-r", "60", "-png", p, strings.TrimSuffix(p, ".pdf"))
		f, err := os.Open(filepath.Join(filepath.Dir(p), "ban-2.png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if shots[i], _, err = image.Decode(f); err != nil {
			t.Fatal(err)
		}
	}
	for i := range shots[0].Bounds().Dx() * shots[0].Bounds().Dy() {
		x, y := i%shots[0].Bounds().Dx(), i/shots[0].Bounds().Dx()
		if a, b := shots[0].At(x, y), shots[1].At(x, y); a != b {
			t.Fatalf("at %d, %d the page shows %v, not %v", x, y, a, b)
		}
	}
	if out := run(t, "qpdf", "qpdf", "--check", path); strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax") {
		t.Error(out)
	}
	if fonts := run(t, "poppler-utils", "pdffonts", path); !regexp.MustCompile(`TramUnseen +CID TrueType +Identity-H +yes +no +yes`).MatchString(fonts) {
		t.Error(fonts)
	}
	file, _ := os.ReadFile(path)
	a, err := Dissect(t.Context(), bytes.NewReader(file), int64(len(file)))
	if err != nil || len(a.Pages) != 2 || len(a.Pages[0].Streams) != 1 || len(a.Pages[0].MarkLines) == 0 || len(a.Pages[1].MarkLines) != 0 {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestWordsThatArePaintedAreNotOurs tells a page whose words were made to be seen.
func TestWordsThatArePaintedAreNotOurs(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, about)
	if _, err := w.Page(t.Context(), leafOf(t, jpegOf(t, grain(827, 1170, 1), 100), 100, 1)); err != nil {
		t.Fatal(err)
	}
	w.leaves[0].words = w.e.reserve()
	w.e.bytes(w.leaves[0].words, "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << >> >>", []byte("3 Tr BT (x) Tj ET 0 Tr BT (x) Tj ET"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if a, err := Dissect(t.Context(), bytes.NewReader(out.Bytes()), int64(out.Len())); err == nil {
		t.Errorf("taken for ours: %+v", a)
	}
}

func TestAFileWithoutReadWordsHasNoFontForThem(t *testing.T) {
	file, _ := marked(t, jpegOf(t, grain(400, 300, 2), 200))
	if bytes.Contains(file, []byte(unseenFont)) {
		t.Error("it has")
	}
}

// TestWordsThatAMachineReadAreNotTakenForPrint reads the lines of a page whose mark is
// printed and whose words lie below the picture.
func TestWordsThatAMachineReadAreNotTakenForPrint(t *testing.T) {
	file := layered(t, 1, readLines()...)
	r, err := OpenPrinted(t.Context(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	lines, err := r.Lines(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	below := map[string]bool{}
	for _, l := range readLines() {
		for _, w := range l {
			below[norm.NFC.String(w.S)] = true
		}
	}
	printed, read := 0, 0
	for _, l := range lines {
		machine := below[norm.NFC.String(strings.Fields(l.Text)[0])]
		switch {
		case machine != l.Read || l.Sure != 0:
			t.Errorf("%q is told as read %v, sure %v", l.Text, l.Read, l.Sure)
		case machine:
			read++
		default:
			printed++
		}
	}
	if printed == 0 || read < 2 {
		t.Errorf("%d printed lines, %d that a machine read: %+v", printed, read, lines)
	}
}
