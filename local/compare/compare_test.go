package compare

import (
	"context"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
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

func a4(t testing.TB, seed uint64) *sheet { return decision(t, seed, 210, 297) }
func a5(t testing.TB, seed uint64) *sheet { return decision(t, seed, 148, 210) }

// planted is a change that must be found.
type planted struct {
	kind, what string
	box        [4]float64 // x0, y0, x1, y1 in mm
}

func (p planted) in(d office.Difference) bool {
	return d.X < p.box[2] && p.box[0] < d.X+d.W && d.Y < p.box[3] && p.box[1] < d.Y+d.H
}

// forge plants a digit, a word and a line into a copy of a page.
func forge(t testing.TB, s *sheet, seed uint64) (*sheet, []planted) {
	r := rand.New(rand.NewPCG(seed, 41))
	f := &sheet{w: s.w, h: s.h, rules: s.rules, greys: s.greys, words: slices.Clone(s.words)}
	var all []planted
	used := map[int]bool{}
	pick := func(fits func(w word) bool) int {
		for {
			i := r.IntN(len(f.words))
			if w := f.words[i]; !used[w.line] && fits(w) {
				used[w.line] = true
				return i
			}
		}
	}
	at := func(kind, what string, w word, end float64) planted {
		return planted{kind, fmt.Sprintf("%s at %.1f pt", what, w.pt), [4]float64{w.x - 0.5, w.y - w.pt*0.4, end + 0.5, w.y + w.pt*0.15}}
	}

	i := pick(func(w word) bool { return strings.ContainsAny(w.text, "0123456789") })
	w := f.words[i]
	n := strings.IndexAny(w.text, "0123456789")
	for k := n; k < len(w.text); k++ { // any of its digits
		if w.text[k] >= '0' && w.text[k] <= '9' && r.IntN(3) == 0 {
			n = k
		}
	}
	other := byte('0' + (int(w.text[n]-'0')+1+r.IntN(9))%10)
	f.words[i].text = w.text[:n] + string(other) + w.text[n+1:]
	x := w.x + widthMM(t, w.text[:n], w.pt, w.bold)
	digit := w
	digit.x = x
	all = append(all, at("digit", w.text+" → "+f.words[i].text, digit, x+widthMM(t, "0", w.pt, w.bold)))

	i = pick(func(w word) bool { return len(w.text) > 2 && !strings.ContainsAny(w.text, "0123456789") })
	w = f.words[i]
	for {
		f.words[i].text = vocabulary[r.IntN(len(vocabulary))]
		if r.IntN(5) == 0 {
			f.words[i].text = ""
		}
		if f.words[i].text != w.text && widthMM(t, f.words[i].text, w.pt, w.bold) <= widthMM(t, w.text+"n", w.pt, w.bold) {
			break
		}
	}
	all = append(all, at("word", w.text+" → "+f.words[i].text, w, w.x+widthMM(t, w.text, w.pt, w.bold)))

	i = pick(func(w word) bool { return w.pt != 11 || len(s.rules) < 4 })
	gone := f.words[i]
	lost := at("line", "gone", gone, gone.x)
	replaced := r.IntN(2) == 0
	for k := range f.words {
		if w := &f.words[k]; w.line == gone.line && w.y == gone.y {
			lost.box[0], lost.box[2] = min(lost.box[0], w.x), max(lost.box[2], w.x+widthMM(t, w.text, w.pt, w.bold))
			w.text = ""
		}
	}
	if replaced {
		lost.what = "another"
		f.line(t, r, lost.box[0], lost.box[2]+3, gone.y, gone.pt, gone.line, true)
	}
	return f, append(all, lost)
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

func TestEveryPlantedChangeIsFound(t *testing.T) {
	const pages = 25
	var mu sync.Mutex
	found, beside := map[string]int{}, 0
	each(pages, func(i int) {
		seed := firstSeed(t) + uint64(i) + 1
		original := a4(t, seed)
		forged, plants := forge(t, original, seed)
		s := anyScanner(seed)
		c := compared(t, []*sheet{original}, s.of(t, forged))
		mu.Lock()
		defer mu.Unlock()
		left := alarms(c.Pages[0])
		for _, p := range plants {
			n := len(left)
			left = slices.DeleteFunc(left, p.in)
			if n == len(left) && !slices.ContainsFunc(c.Pages[0].Differences, p.in) {
				t.Errorf("%s %s is not found: %v\n%v", p.kind, p.what, s, c)
			} else if n > len(left) {
				found[p.kind]++
			} else {
				t.Errorf("%s %s is taken for something else\n%v", p.kind, p.what, s)
			}
		}
		beside += len(left)
		for _, d := range left {
			t.Logf("beside: %+v seed %d", d, seed)
		}
	})
	found["page"] = 0
	each(pages, func(i int) {
		ok := strangeOrder(t, firstSeed(t)+uint64(i)+101)
		mu.Lock()
		defer mu.Unlock()
		if ok {
			found["page"]++
		}
	})
	t.Logf("found of %d each: %v; false alarms beside: %d", pages, found, beside)
}

// strangeOrder plants a page that is swapped, replaced or left out, and tells
// whether that is found and nothing else.
func strangeOrder(t testing.TB, seed uint64) bool {
	pages := []*sheet{a5(t, seed*10), a5(t, seed*10+1)}
	scans := []scannedImage{anyScanner(seed*10).of(t, pages[0]), anyScanner(seed*10+1).of(t, pages[1])}
	want := office.Comparison{}
	switch seed % 3 {
	case 0:
		scans[0], scans[1] = scans[1], scans[0]
		want.Swapped = true
	case 1:
		scans[1] = anyScanner(seed*10+2).of(t, a5(t, seed*10+2))
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
	false1, hands, handsFound := 0, 0, 0
	each(pages, func(i int) {
		seed := firstSeed(t) + uint64(i) + 501
		page := a5(t, seed)
		if i%2 == 0 {
			page = a4(t, seed)
		}
		s := anyScanner(seed)
		var img image.Image
		if i%3 == 0 {
			d := newDesk(s.Sense(s.laid(page.drawn(t, paperDPI))), s.dpi, seed)
			d.write(page.w, page.h, i/3)
			if img = d.RGBA; i%2 == 0 {
				img = d.grey()
			}
			img = s.File(t, img)
		} else {
			img = s.of(t, page).Image
		}
		c := compared(t, []*sheet{page}, scannedImage{img, s.dpi})
		mu.Lock()
		defer mu.Unlock()
		if i%3 == 0 {
			hands++
			if len(c.Pages) > 0 && len(c.Pages[0].Differences) > len(alarms(c.Pages[0])) {
				handsFound++
			}
		}
		if !c.Same() {
			false1++
			t.Logf("%d kind %d: %v\n  %v", i, i/3%7, s, c)
		}
	})
	t.Logf("%d of %d clean pages raise an alarm; %d of %d additions by hand are told", false1, pages, handsFound, hands)
	if false1 > most {
		t.Errorf("more than %d", most)
	}
}
