package stack

import (
	"bytes"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tram/assets"
	"tram/local/office"
	"tram/local/pdf"
)

func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s (Debian: poppler-utils, qpdf, imagemagick): %v\n%s", name, err, out)
	}
	return string(out)
}

// TestAPrintedSheetIsToldByBothItsMarks prints a sheet, and scans it the right way, upside
// down, a little askew and in black and white.
func TestAPrintedSheetIsToldByBothItsMarks(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2026, 11, 28, 8, 0, 0, 0, office.VietNam)
	var out bytes.Buffer
	if err := WriteSheet(&out, pdf.About{ID: office.NewID(now).Bytes(), Author: "Ủy ban nhân dân xã Mẫu Sơn", Created: now}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "tờ.pdf")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := tool(t, "qpdf", "--check", file); !strings.Contains(said, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf: %s", said)
	}
	for name, more := range map[string][]string{
		"as it is": nil, "upside down": {"-rotate", "180"}, "sideways and askew": {"-rotate", "88"},
		"black and white": {"-threshold", "55%", "-rotate", "1"}, "worn": {"-blur", "0x1", "-seed", "3", "-attenuate", "0.5", "+noise", "Gaussian"},
	} {
		scan := filepath.Join(dir, "quét")
		tool(t, "pdftoppm", "-r", "150", "-png", "-singlefile", file, scan)
		tool(t, "convert", append(append([]string{scan + ".png", "-background", "white"}, more...), scan+".png")...)
		img := picture(t, scan+".png")
		for _, by := range []By{ByQR, ByPatch, ByCode} {
			if m, err := (Way{By: by}).Look(t.Context(), img, 150); err != nil || !m.Sheet || m.Begins {
				t.Errorf("%s, by %s: %+v, %v", name, by, m, err)
			}
		}
	}
}

func picture(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestAPageOfADocumentIsNoSheet(t *testing.T) {
	b, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []By{ByQR, ByPatch, ByCode, ByCount} {
		if m, err := (Way{By: by}).Look(t.Context(), img, 200); err != nil || m != (Mark{}) {
			t.Errorf("by %s: %+v, %v", by, m, err)
		}
	}
}

// parted are the documents of a pile as numbers of its pages, and the pages between.
func parted(way Way, pile []Mark, bothSides bool) (documents [][]int, between []int) {
	p := Parting{Way: way, BothSides: bothSides}
	for i, m := range pile {
		lies, begins := p.Next(m)
		switch {
		case lies:
			between = append(between, i)
			continue
		case begins:
			documents = append(documents, nil)
		}
		last := &documents[len(documents)-1]
		*last = append(*last, i)
	}
	return documents, between
}

func TestAPileIsPartedWhereItsSheetsLie(t *testing.T) {
	sheet, page, blank, first := Mark{Sheet: true}, Mark{}, Mark{Blank: true}, Mark{Begins: true}
	for name, c := range map[string]struct {
		way       Way
		pile      []Mark
		bothSides bool
		documents [][]int
		between   []int
	}{
		"sheets between":          {Way{By: ByPatch}, []Mark{page, page, sheet, page, sheet, page}, false, [][]int{{0, 1}, {3}, {5}}, []int{2, 4}},
		"at both ends, twice":     {Way{By: ByQR}, []Mark{sheet, page, sheet, sheet, page, sheet}, false, [][]int{{1}, {4}}, []int{0, 2, 3, 5}},
		"a blank page is a page":  {Way{By: ByQR}, []Mark{page, blank, sheet, blank}, false, [][]int{{0, 1}, {3}}, []int{2}},
		"the back of a sheet":     {Way{By: ByQR}, []Mark{page, blank, sheet, blank, page, page}, true, [][]int{{0, 1}, {4, 5}}, []int{2, 3}},
		"what is on its back":     {Way{By: ByQR}, []Mark{sheet, page, page, blank}, true, [][]int{{1, 2, 3}}, []int{0}},
		"a blank front after one": {Way{By: ByQR}, []Mark{page, sheet, blank, page}, true, [][]int{{0}, {2, 3}}, []int{1}},
		"a code on the first":     {Way{By: ByCode}, []Mark{page, first, page, first, first}, false, [][]int{{0}, {1, 2}, {3}, {4}}, nil},
		"two pages each":          {Way{ByCount, 2}, []Mark{page, page, page, page, page}, false, [][]int{{0, 1}, {2, 3}, {4}}, nil},
		"nothing":                 {Way{By: ByQR}, nil, false, nil, nil},
	} {
		documents, between := parted(c.way, c.pile, c.bothSides)
		if !slices.EqualFunc(documents, c.documents, slices.Equal) || !slices.Equal(between, c.between) {
			t.Errorf("%s: %v between %v", name, documents, between)
		}
	}
}

func TestNoPageOfAPileIsLostOrTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pile := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Mark {
			return Mark{Sheet: rapid.Bool().Draw(t, "sheet"), Begins: rapid.Bool().Draw(t, "begins"), Blank: rapid.Bool().Draw(t, "blank")}
		}), 0, 40).Draw(t, "pile")
		way := Way{rapid.SampledFrom([]By{ByQR, ByPatch, ByCode, ByCount}).Draw(t, "by"), rapid.IntRange(1, 5).Draw(t, "every")}
		documents, between := parted(way, pile, rapid.Bool().Draw(t, "both sides"))
		all := slices.Clone(between)
		for _, d := range documents {
			if len(d) == 0 || !slices.IsSorted(d) {
				t.Fatalf("a document of %v", d)
			}
			all = append(all, d...)
		}
		slices.Sort(all)
		for i, at := range all {
			if i != at {
				t.Fatalf("%v and %v of %d pages", documents, between, len(pile))
			}
		}
		if len(all) != len(pile) {
			t.Fatalf("%d of %d pages", len(all), len(pile))
		}
	})
}

func TestTheWaysAreReadAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]Way{"qr": {By: ByQR}, " Patch ": {By: ByPatch}, "code": {By: ByCode}, "3": {ByCount, 3}} {
		if got, err := ParseWay(typed); err != nil || got != want {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "0", "-1", "10001", "hai", "count"} {
		if got, err := ParseWay(typed); err == nil {
			t.Errorf("%q: %+v", typed, got)
		}
	}
}
