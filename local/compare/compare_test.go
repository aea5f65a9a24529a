package compare

import (
	"context"
	"image"
	"math"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"

	"tram/local/office"
)

// printed is a print copy whose pages are drawn when they are asked for.
type printed struct {
	t     testing.TB
	pages []*sheet
}

func (p printed) Pages() int                     { return len(p.pages) }
func (p printed) SizeMM(page int) (w, h float64) { return p.pages[page].w, p.pages[page].h }
func (p printed) Picture(_ context.Context, page int, dpi float64) (image.Image, error) {
	return p.pages[page].drawn(p.t, dpi), nil
}

func (printed) Substituted(context.Context, int) ([][4]float64, error) { return nil, nil }

// images are what a scanner made.
type images []scannedImage

type scannedImage struct {
	image.Image
	dpi float64
}

func (s images) Sheets() int { return len(s) }
func (s images) Picture(_ context.Context, sheet int) (image.Image, float64, error) {
	return s[sheet].Image, s[sheet].dpi, nil
}

func (s images) Grain(sheet int) (w, h int, dpi float64) {
	return s[sheet].Bounds().Dx(), s[sheet].Bounds().Dy(), s[sheet].dpi
}

func compared(t testing.TB, pages []*sheet, sheets ...scannedImage) office.Comparison {
	t.Helper()
	c, err := Compare(t.Context(), printed{t, pages}, images(sheets), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// firstSeed lets a longer run see other pages and other scanners.
func firstSeed(t testing.TB) uint64 {
	if s := os.Getenv("TRAM_COMPARE_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		return n * 1000
	}
	return 0
}

// each runs the cases on all cores.
func each(n int, run func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range 2 {
		wg.Go(func() {
			for i := range next {
				run(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// anyPage is a page of a decision, A4 or A5.
func anyPage(t testing.TB, seed uint64, a4 bool) *sheet {
	if a4 {
		return decision(t, seed, 210, 297)
	}
	return decision(t, seed, 148, 210)
}

// alarms are the differences of a page that are not by hand.
func alarms(p office.ComparedPage) (all []office.Difference) {
	for _, d := range p.Differences {
		if d.Kind != office.ByHand {
			all = append(all, d)
		}
	}
	return all
}

// TestEveryPlantedChangeIsFound plants twelve of each kind; TRAM_PLANTED plants 25.
func TestEveryPlantedChangeIsFound(t *testing.T) {
	ofEach := 12 // of a digit, a word, a line and a page
	if os.Getenv("TRAM_PLANTED") != "" {
		ofEach = 25
	}
	var mu sync.Mutex
	found := map[string]int{}
	beside := 0
	each(ofEach, func(i int) {
		seed := firstSeed(t) + uint64(i) + 1
		original := anyPage(t, seed, i%3 == 0)
		s := anyScanner(seed)
		s.degrees, s.scaleX, s.scaleY = math.Copysign(1, s.degrees), 0.98, 0.98*s.scaleY/s.scaleX
		forged := forge(t, original, seed)
		c := compared(t, []*sheet{original}, s.of(t, forged.sheet))
		mu.Lock()
		defer mu.Unlock()
		left := alarms(c.Pages[0])
		for _, p := range forged.planted {
			n := len(left)
			if left = slices.DeleteFunc(left, p.in); len(left) < n {
				found[p.kind]++
			} else {
				t.Errorf("%s: %s is not found\n%v\n%+v", p.kind, p.what, s, c)
			}
		}
		beside += len(left)
	})
	each(ofEach, func(i int) {
		ok := strangeOrder(t, firstSeed(t)+uint64(i)+101)
		mu.Lock()
		defer mu.Unlock()
		if ok {
			found["page"]++
		}
	})
	t.Logf("found of %d each: %v; false alarms beside them: %d", ofEach, found, beside)
	if beside > 1 {
		t.Errorf("%d false alarms", beside)
	}
}

// strangeOrder plants a page that is swapped, replaced or left out, and tells
// whether that is found and nothing else.
func strangeOrder(t testing.TB, seed uint64) bool {
	pages := []*sheet{anyPage(t, seed*10, false), anyPage(t, seed*10+1, false)}
	scans := []scannedImage{anyScanner(seed*10).of(t, pages[0]), anyScanner(seed*10+1).of(t, pages[1])}
	want := office.Comparison{}
	switch seed % 3 {
	case 0:
		scans[0], scans[1] = scans[1], scans[0]
		want.Swapped = true
	case 1:
		scans[1] = anyScanner(seed*10+2).of(t, anyPage(t, seed*10+2, false))
		want.Missing, want.Strange = []int{1}, []int{1}
	case 2:
		scans = scans[1:]
		want.Missing = []int{0}
	}
	c := compared(t, pages, scans...)
	for i, p := range c.Pages {
		if a := alarms(p); len(a) > 0 {
			t.Errorf("seed %d: page %d: %+v", seed, i, a)
		}
	}
	if c.Swapped != want.Swapped || !slices.Equal(c.Missing, want.Missing) || !slices.Equal(c.Strange, want.Strange) {
		t.Errorf("seed %d: swapped %v missing %v strange %v, %+v", seed, c.Swapped, c.Missing, c.Strange, c.Pages)
		return false
	}
	return true
}

func TestCleanPagesRaiseNoAlarm(t *testing.T) {
	const pages, most = 100, 1
	var mu sync.Mutex
	alarmed, written, told := 0, 0, 0
	each(pages, func(i int) {
		seed := firstSeed(t) + uint64(i) + 501
		s, original := anyScanner(seed), anyPage(t, seed, i%5 == 0)
		byHand := i%3 == 0
		seen := scannedImage{nil, s.dpi}
		if byHand {
			seen.Image = s.File(t, writtenOn(s.Sense(s.laid(original.drawn(t, paperDPI))), original, seed))
		} else {
			seen = s.of(t, original)
		}
		c := compared(t, []*sheet{original}, seen)
		mu.Lock()
		defer mu.Unlock()
		if byHand {
			written++
			if len(c.Pages[0].Differences) > len(alarms(c.Pages[0])) {
				told++
			}
		}
		if !c.Same() {
			alarmed++
			t.Logf("false alarm on page %d: %v\n%+v", i, s, c)
		}
	})
	t.Logf("%d of %d clean pages raise an alarm; of %d that were written on, %d are told", alarmed, pages, written, told)
	if alarmed > most || told < written {
		t.Errorf("more than %d alarms, or something by hand was overlooked", most)
	}
}
