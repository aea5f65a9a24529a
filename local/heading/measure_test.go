package heading

import (
	"context"
	"fmt"
	"image"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"tram/assets"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/page/pagetest"
)

// outcome is what became of the fields of pages.
type outcome struct {
	pages, whole  int // whole: every field right
	fields, right int
	sure, astray  int // offered as certain; of them wrong
	told          []string
}

func (o outcome) String() string {
	return fmt.Sprintf("%d of %d fields right (%.1f %%), %d of %d pages in every field (%.1f %%); %d certain, %d of them wrong",
		o.right, o.fields, 100*float64(o.right)/float64(max(1, o.fields)), o.whole, o.pages, 100*float64(o.whole)/float64(max(1, o.pages)), o.sure, o.astray)
}

// weigh holds what was read against what stands there.
func (o *outcome) weigh(name string, got, want office.Heading) {
	d := got.Doubts
	all := true
	for _, f := range []struct {
		field, got, want string
		doubt            bool
	}{
		{"type", got.Type, want.Type, d.Type}, {"number", got.Number, want.Number, d.Number}, {"symbol", got.Symbol, want.Symbol, d.Symbol},
		{"issuer", got.Issuer, want.Issuer, d.Issuer}, {"place", got.Place, want.Place, d.Place}, {"issued", got.Issued, want.Issued, d.Issued},
		{"subject", got.Subject, want.Subject, d.Subject}, {"signer", got.Signer, want.Signer, d.Signer}, {"post", got.Post, want.Post, d.Post},
	} {
		right, certain := f.got == f.want, f.got != "" && !f.doubt
		o.fields++
		if right {
			o.right++
		} else {
			all = false
			o.told = append(o.told, fmt.Sprintf("%s: %s %q, not %q (certain: %v)", name, f.field, f.got, f.want, certain))
		}
		if certain {
			o.sure++
			if !right {
				o.astray++
			}
		}
	}
	o.pages++
	if all {
		o.whole++
	}
}

// measure reads each layout clean and in so many wears, others for each of them, filled by so many
// seeds from first on.
func measure(t testing.TB, of []layout, first, seeds uint64, wears int) (clean, worn outcome) {
	t.Helper()
	r, err := ocr.Find(t.Context())
	if err != nil {
		t.Fatalf("%v (Debian: tesseract-ocr, tesseract-ocr-vie)", err)
	}
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var work errgroup.Group
	work.SetLimit(2)
	for i, l := range of {
		for seed := first; seed < first+seeds; seed++ {
			s, f := l.set(t, seed*100+uint64(i))
			read := func(name string, img func() image.Image, into *outcome) {
				work.Go(func() error {
					h, err := headOf(t.Context(), r, img(), types)
					mu.Lock()
					defer mu.Unlock()
					into.weigh(name, h, f.Heading)
					return err
				})
			}
			read(fmt.Sprintf("%s %d clean", l.name, seed), func() image.Image { return s.Gray }, &clean)
			for w := range wears {
				wear := pagetest.Wears[(i+2*w)%len(pagetest.Wears)]
				read(fmt.Sprintf("%s %d %s", l.name, seed, wear), func() image.Image { return wear.On(t, s.Gray, seed*1000+uint64(i*10+w)) }, &worn)
			}
		}
	}
	if err := work.Wait(); err != nil {
		t.Fatal(err)
	}
	return clean, worn
}

func headOf(ctx context.Context, r *ocr.Reader, img image.Image, types []office.DocumentType) (office.Heading, error) {
	text, err := r.Read(ctx, img, setDPI)
	page := office.PageShape{W: float64(text.W) / setDPI * office.MMPerInch, H: float64(text.H) / setDPI * office.MMPerInch}
	return Read(ocr.Laid(text.Read(), page), page, types, nil), err
}

// TestHeadsOfPapersAreReadAndNoneWrongIsCertain reads three layouts, clean and worn, or with
// TRAM_HEADS all of them, filled by so many seeds. What is reached over all of them stands in
// docs/measured.md; on three pages one word more or less is four fields of a hundred.
func TestHeadsOfPapersAreReadAndNoneWrongIsCertain(t *testing.T) {
	of, seeds, wears := layouts[:3], uint64(1), 1
	if more, err := strconv.ParseUint(os.Getenv("TRAM_HEADS"), 10, 16); err == nil {
		of, seeds, wears = slices.Concat(layouts, freshLayouts, latestLayouts), more, 2
	}
	clean, worn := measure(t, of, 3, seeds, wears)
	t.Logf("clean: %s\nworn: %s\n%s", clean, worn, strings.Join(append(clean.told, worn.told...), "\n"))
	if share := float64(clean.right) / float64(clean.fields); share < 0.9 {
		t.Errorf("%.3f of the fields of clean pages are right", share)
	}
	if share := float64(worn.right) / float64(worn.fields); share < 0.85 {
		t.Errorf("%.3f of the fields of worn pages are right", share)
	}
	if clean.astray+worn.astray > 0 {
		t.Errorf("%d fields are wrong and certain", clean.astray+worn.astray)
	}
}

// BenchmarkHeads measures the layouts by which this room was built, and those that it was not,
// each clean and in two wears.
func BenchmarkHeads(b *testing.B) {
	for name, of := range map[string][]layout{"built by": layouts, "fresh": freshLayouts, "latest": latestLayouts} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				clean, worn := measure(b, of, 71, 1, 2)
				b.Logf("clean: %s\nworn: %s\n%s", clean, worn, strings.Join(append(clean.told, worn.told...), "\n"))
			}
		})
	}
}
