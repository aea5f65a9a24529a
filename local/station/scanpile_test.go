package station

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/page/pagetest"
	"tram/local/pdf"
	"tram/local/stack"
)

// pile is a scanner whose feeder holds pages of writing (a number each), printed sheets
// between documents (0), and white sides (-1).
type pile struct {
	t     *testing.T
	sheet []byte
	sides []int
}

func (p pile) Name() string { return "played" }

func (p pile) Find(context.Context) ([]office.Scanner, error) { return nil, nil }

func (p pile) Scan(_ context.Context, w office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	for i, side := range p.sides {
		path, content := filepath.Join(dir, fmt.Sprintf("Trang quét %04d", i+1)), p.sheet
		if side != 0 {
			_, grey := pagetest.Written(p.t)
			if side < 0 {
				for j := range grey.Pix {
					grey.Pix[j] = 250
				}
			}
			for j := range max(side, 0) * 6 { // each differs from all others
				grey.SetGray(400+j, 2200, color.Gray{})
			}
			var b bytes.Buffer
			if err := png.Encode(&b, grey); err != nil {
				p.t.Fatal(err)
			}
			content = b.Bytes()
		}
		path += ".png"
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return "", err
		}
		if err := came(office.ScannedPage{Path: path, DPI: 200, At: time.Now()}); err != nil {
			return "", err
		}
	}
	return office.ScanEmpty, nil
}

// separator is a sheet between documents as a scanner sees it.
func separator(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	var out bytes.Buffer
	now := time.Now()
	if err := stack.WriteSheet(&out, pdf.About{ID: office.NewID(now).Bytes(), Created: now}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "tờ.pdf"), out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", filepath.Join(dir, "tờ.pdf"), filepath.Join(dir, "tờ"))
	sheet, err := os.ReadFile(filepath.Join(dir, "tờ.png"))
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// TestAPileBecomesAsManyDraftsAsDocumentsLieInIt scans piles with printed sheets between
// documents, on one side and on both, and by number.
func TestAPileBecomesAsManyDraftsAsDocumentsLieInIt(t *testing.T) {
	sheet := separator(t)
	for name, c := range map[string]struct {
		source office.ScanSource
		by     string
		sides  []int
		want   []int // pages of each draft
		sheets int
	}{
		"one side":    {office.Feeder, "patch", []int{1, 2, 0, 3, 0, 0, 4, 5}, []int{2, 1, 2}, 3},
		"by the code": {office.Feeder, "qr", []int{0, 1, 0, 2}, []int{1, 1}, 2},
		"both sides":  {office.Duplex, "patch", []int{1, -1, 0, -1, 2, 3}, []int{2, 2}, 2},
		"by number":   {office.Feeder, "2", []int{1, 2, 3}, []int{2, 1}, 0},
		"not parted":  {office.Feeder, "", []int{1, 0, 2}, []int{3}, 0},
	} {
		d := newDesk(t)
		d.restartWith(t, pile{t, sheet, c.sides})
		got, err := d.Scan(t.Context(), office.ScanOrder{Clerk: staff[0], Wish: office.ScanWish{Scanner: "played:1", Source: c.source}, Parted: c.by}, nil, nil)
		var pages []int
		for _, draft := range got.Drafts {
			lie, lieErr := d.Pages(t.Context(), draft.ID)
			onRecord, recordErr := d.Conversion(t.Context(), draft.ID)
			if lieErr != nil || recordErr != nil || len(lie) != draft.Pages || len(onRecord.Pages) != draft.Pages {
				t.Errorf("%s: %d pages told, %d lie there, %d on record: %v %v", name, draft.Pages, len(lie), len(onRecord.Pages), lieErr, recordErr)
			}
			pages = append(pages, draft.Pages)
		}
		if err != nil || !slices.Equal(pages, c.want) || got.Sheets != c.sheets || got.End != office.ScanEmpty {
			t.Errorf("%s: %v, %d sheets, %s, %v", name, pages, got.Sheets, got.End, err)
		}
		aside, _ := os.ReadDir(filepath.Join(d.home, scansDir, asideDir))
		left, _ := filepath.Glob(filepath.Join(d.home, scansDir, "*-*-*"))
		if len(aside) != c.sheets || len(left) > 0 {
			t.Errorf("%s: %d sheets are kept aside, and %v is left", name, len(aside), left)
		}
	}
}

// inFiles is a scanner that sends files of several pages, PDF as img2pdf makes them.
type inFiles struct {
	t     *testing.T
	sheet []byte
	files [][]int // sides as those of a pile; 0: a sheet between documents
}

func (f inFiles) Name() string { return "played" }

func (f inFiles) Find(context.Context) ([]office.Scanner, error) { return nil, nil }

func (f inFiles) Scan(ctx context.Context, w office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	for i, sides := range f.files {
		var pictures []string
		apart := f.t.TempDir()
		_, err := pile{f.t, f.sheet, sides}.Scan(ctx, w, apart, func(p office.ScannedPage) error {
			pictures = append(pictures, p.Path)
			return nil
		})
		if err != nil {
			return "", err
		}
		path := filepath.Join(dir, fmt.Sprintf("Trang quét %04d.pdf", i+1))
		run(f.t, "img2pdf", append(pictures, "-o", path)...)
		if err := came(office.ScannedPage{Path: path, DPI: 200, At: time.Now()}); err != nil {
			return "", err
		}
	}
	return office.ScanEmpty, nil
}

// TestAScannerThatSendsFilesOfSeveralPagesIsCountedByItsPages: each page is told and
// counted; sheets between documents are found where each comes in a file of its own, and
// where several come in one the clerk is told that they lie together.
func TestAScannerThatSendsFilesOfSeveralPagesIsCountedByItsPages(t *testing.T) {
	sheet := separator(t)
	for name, c := range map[string]struct {
		by     string
		files  [][]int
		want   []int // pages of each draft
		sheets int
		err    error
	}{
		"not parted":        {"", [][]int{{1, 2}, {3}}, []int{3}, 0, nil},
		"each in its file":  {"patch", [][]int{{1}, {0}, {2}}, []int{1, 1}, 1, nil},
		"by number, in two": {"2", [][]int{{1, 2}, {3, 4}}, []int{2, 2}, 0, stack.Together},
		"all in one":        {"qr", [][]int{{1, 0, 2}}, []int{3}, 0, stack.Together},
	} {
		d := newDesk(t)
		d.restartWith(t, inFiles{t, sheet, c.files})
		told := 0
		got, err := d.Scan(t.Context(), office.ScanOrder{Clerk: staff[0], Wish: office.ScanWish{Scanner: "played:1", Source: office.Feeder}, Parted: c.by},
			func(office.ScanArrival) { told++ }, nil)
		var pages []int
		all := 0
		for _, draft := range got.Drafts {
			if lie, lieErr := d.Pages(t.Context(), draft.ID); lieErr != nil || len(lie) != draft.Pages {
				t.Errorf("%s: %d pages told, %d lie there: %v", name, draft.Pages, len(lie), lieErr)
			}
			pages, all = append(pages, draft.Pages), all+draft.Pages
		}
		end := map[bool]office.ScanEnd{true: office.ScanEmpty}[c.err == nil]
		if !errors.Is(err, c.err) || !slices.Equal(pages, c.want) || got.Sheets != c.sheets || got.Pages != all || told != all || got.End != end {
			t.Errorf("%s: %v, %d pages, %d told, %d sheets, %q, %v", name, pages, got.Pages, told, got.Sheets, got.End, err)
		}
	}
}

// TestAPageOfAPileThatWasCutOffComesIntoItsDocument: the next start brings what lay on its
// way into the draft that was being filled, not into the first one.
func TestAPageOfAPileThatWasCutOffComesIntoItsDocument(t *testing.T) {
	d := newDesk(t)
	first, second := office.NewID(time.Now()), office.NewID(time.Now().Add(time.Second))
	dir := filepath.Join(d.home, scansDir, string(first), string(office.NewID(time.Now())))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{nextDraft: []byte(second), "Trang quét 0003.jpg": scannedPage(1, 3)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.restartWith(t, played{})
	if got := d.numbersIn(t, second, 1, 5); !slices.Equal(got, []int{3}) {
		t.Errorf("in the document that was being filled: %v", got)
	}
	if _, err := d.Conversion(t.Context(), first); err == nil {
		t.Error("the first document was begun anew")
	}
}
