package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tram/local/office"
)

// marked writes JPEG pages with a mark on the first.
func marked(t testing.TB, pages ...[]byte) ([]byte, []Drawn) {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, about)
	drawn := make([]Drawn, len(pages))
	for i, p := range pages {
		var err error
		if drawn[i], err = w.Page(context.Background(), leafOf(t, p, 200, 1)); err != nil {
			t.Fatal(err)
		}
	}
	l := words()
	if err := w.Mark(0, l, office.Spot{Where: office.OnPage, X: 10, Y: 10}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), drawn
}

func TestJPEGPagesComeOutOfThePDFByteForByte(t *testing.T) {
	pages := [][]byte{jpegOf(t, grain(413, 585, 1), 200), jpegOf(t, grain(400, 300, 2), 200)}
	file, drawn := marked(t, pages...)
	path := written(t, file)
	run(t, "poppler-utils", "pdfimages", "-all", path, filepath.Join(filepath.Dir(path), "p"))
	for i, want := range pages {
		got, err := os.ReadFile(filepath.Join(filepath.Dir(path), []string{"p-000.jpg", "p-001.jpg"}[i]))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("page %d: %d bytes came out of %d", i, len(got), len(want))
		}
		if drawn[i].Stream != office.DigestOf(want) {
			t.Errorf("page %d: stream %s", i, drawn[i].Stream)
		}
	}
}

func TestQpdfFindsNothingToSay(t *testing.T) {
	file, _ := marked(t, jpegOf(t, grain(413, 585, 1), 200))
	out := run(t, "qpdf", "qpdf", "--check", written(t, file))
	if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Error(out)
	}
}

func TestTheMarkComesOutLetterForLetter(t *testing.T) {
	file, _ := marked(t, jpegOf(t, grain(827, 1170, 1), 200))
	got := strings.TrimSpace(run(t, "poppler-utils", "pdftotext", written(t, file), "-"))
	want := make([]string, 0, 4)
	for _, text := range words().Texts {
		want = append(want, text.S)
	}
	if got != strings.Join(want, "\n") {
		t.Errorf("pdftotext gave %q", got)
	}
}

func TestFontsAreEmbeddedSubsets(t *testing.T) {
	file, _ := marked(t, jpegOf(t, grain(413, 585, 1), 200))
	out := run(t, "poppler-utils", "pdffonts", written(t, file))
	lines := strings.Split(strings.TrimSpace(out), "\n")[2:]
	if len(lines) != 2 {
		t.Fatalf("fonts:\n%s", out)
	}
	for _, line := range lines {
		if !strings.Contains(line, "+LiberationSerif") || !strings.Contains(line, "yes yes yes") {
			t.Error(line)
		}
	}
	const image, most = 20 << 10, 60 << 10
	if len(file) > image+most {
		t.Errorf("a page with a mark takes %d bytes", len(file))
	}
}

func TestTheFileTellsItsTitleAndTrueSize(t *testing.T) {
	file, drawn := marked(t, jpegOf(t, grain(1654, 2339, 1), 200))
	out := run(t, "poppler-utils", "pdfinfo", written(t, file))
	for _, want := range []string{about.Title, about.Author, about.Code, "595.44 x 842.04 pts (A4)"} {
		if !strings.Contains(out, want) {
			t.Errorf("pdfinfo does not tell %q:\n%s", want, out)
		}
	}
	if math.Abs(drawn[0].W-595.44) > 1e-6 || math.Abs(drawn[0].H-842.04) > 1e-6 {
		t.Errorf("drawn %v", drawn[0])
	}
}

func TestTheSameInputGivesTheSameFile(t *testing.T) {
	page := jpegOf(t, grain(200, 200, 1), 200)
	one, _ := marked(t, page)
	two, _ := marked(t, page)
	if !bytes.Equal(one, two) {
		t.Error("two files of one input differ")
	}
}

func TestNoSheetIsWrittenThatReadersWouldRefuse(t *testing.T) {
	page := jpegOf(t, grain(300, 300, 1), 200)
	for dpi, want := range map[float64]error{0: SizeUnknown, 1: SheetSize, 100_000: SheetSize, 200: nil} {
		w := NewWriter(&bytes.Buffer{}, about)
		if _, err := w.Page(context.Background(), leafOf(t, page, dpi, 1)); !errors.Is(err, want) {
			t.Errorf("%v dpi: %v", dpi, err)
		}
	}
}

func TestALetterWithoutGlyphIsRefusedAndNotDropped(t *testing.T) {
	w := NewWriter(&bytes.Buffer{}, about)
	l := words()
	l.Texts[0].S = "Mẫu 漢"
	if err := w.Mark(w.Sheet(595, 842), l, office.Spot{}); !errors.Is(err, NoGlyph) {
		t.Errorf("got %v", err)
	}
}

type fullDisk struct{ room int }

var errFull = errors.New("no room")

func (f *fullDisk) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAFullDiskIsToldWhereverItHappens(t *testing.T) {
	page := jpegOf(t, grain(200, 200, 1), 200)
	whole, _ := marked(t, page)
	for room := 0; room < len(whole); room += 1500 {
		w := NewWriter(&fullDisk{room: room}, about)
		_, first := w.Page(context.Background(), leafOf(t, page, 200, 1))
		w.Sheet(300, 300)
		if err := errors.Join(first, w.Mark(0, words(), office.Spot{}), w.Close()); !errors.Is(err, errFull) {
			t.Errorf("%d bytes of room: %v", room, err)
		}
	}
}

func TestStoppingWhileAPageIsWrittenStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := NewWriter(&bytes.Buffer{}, about)
	if _, err := w.Page(ctx, leafOf(t, jpegOf(t, grain(200, 200, 1), 200), 200, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := w.Close(); !errors.Is(err, context.Canceled) {
		t.Errorf("a broken file was closed as if whole: %v", err)
	}
}

func TestMemoryDoesNotGrowWithThePages(t *testing.T) {
	leaf := leafOf(t, jpegOf(t, grain(600, 800, 1), 200), 200, 1)
	allocated := func(pages int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		w := NewWriter(io.Discard, about)
		for range pages {
			if _, err := w.Page(context.Background(), leaf); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	const pages, mostOfOne = 500, 8 << 10
	if each := (allocated(pages+1) - allocated(1)) / pages; each > mostOfOne {
		t.Errorf("a page of %d bytes allocates %d", leaf.Size, each)
	}
}
