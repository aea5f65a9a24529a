package pdf

import (
	"bytes"
	"context"
	"os"
	"testing"

	"tram/local/mark"
	"tram/local/office"
)

// seedsOfPages are files of every kind that pages are drawn over.
func seedsOfPages(f *testing.F) {
	f.Add(victim(f))
	f.Add(pageFile(sheet400+" /Rotate 90 /CropBox [10 10 200 200]", "q 1 0 0 1 5 5 cm BT (abc"))
	f.Add(pageFile(sheet400, "Q Q q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI 0 0 m"))
	path := written(f, victim(f))
	for _, how := range []string{"--object-streams=generate", "--linearize", "--qdf"} {
		run(f, "qpdf", "qpdf", how, path, path+how)
		file, err := os.ReadFile(path + how)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
}

// FuzzOverlay draws over hostile files. What was drawn over must have as many
// pages as before, and be fit to be drawn over again.
func FuzzOverlay(f *testing.F) {
	seedsOfPages(f)
	small := mark.Layout{W: 20, H: 10, Rules: []mark.Rule{{W: 20, Thick: 2}}}
	f.Fuzz(func(t *testing.T, file []byte) {
		o := Overlay{Draw: []Addition{{Layout: small, X: 5, Y: 5}}, Sheets: [][2]float64{{210, 297}}}
		r := bytes.NewReader(file)
		inc, err := PrepareOverlay(context.Background(), r, r.Size(), o)
		if err != nil {
			if _, said := office.FailureIn(err); !said {
				t.Fatalf("no sentence for %v", err)
			}
			return
		}
		grown := append(bytes.Clone(file), inc.Bytes...)
		before, after := pagesOf(t, file), pagesOf(t, grown)
		if after != before+1 {
			t.Fatalf("%d pages and one more are %d", before, after)
		}
		o.Draw[0].Page = after - 1
		if _, err := PrepareOverlay(context.Background(), bytes.NewReader(grown), int64(len(grown)), o); err != nil {
			t.Fatalf("what was drawn over cannot be drawn over again: %v", err)
		}
	})
}

// pagesOf counts the pages of a file that was drawn over.
func pagesOf(t *testing.T, file []byte) int {
	t.Helper()
	s, err := openSigning(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	_, pages, err := (&overlaying{signing: s}).seats(nil)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// FuzzInspect asks hostile files what they are, PDFium too where they are broken,
// and writes them anew.
func FuzzInspect(f *testing.F) {
	seedsOfPages(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		r := bytes.NewReader(file)
		s, err := Inspect(context.Background(), r, r.Size(), "")
		if err == nil && !s.Locked && len(s.Shapes) == 0 {
			t.Fatal("a file without pages")
		}
		if err == nil && !s.Appendable {
			err = Rewrite(context.Background(), r, r.Size(), "", &bytes.Buffer{})
		}
		if _, said := office.FailureIn(err); err != nil && !said {
			t.Fatalf("no sentence for %v", err)
		}
	})
}
