package words

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/page/pagetest"
	"tram/local/store"
)

var noon = time.Date(2026, 11, 28, 5, 0, 0, 0, time.UTC)

// aDesk is a desk on a real store with a draft of so many pages, each two lines of prose, and
// counts the pictures that it asks for.
func aDesk(t *testing.T, pages int) (*Desk, office.Conversion, *atomic.Int32) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c := office.Conversion{Direction: office.PaperToData, State: office.Draft, Code: office.NewLookupCode(), Form: office.Plain, Begun: noon}
	for i := range pages {
		c.Pages = append(c.Pages, office.Page{ID: office.NewID(noon), Media: office.JPEG, Capture: office.DigestOf([]byte{byte(i)}), Width: 945, Height: 354, DPIX: 300, DPIY: 300, Orientation: 1})
	}
	kept, err := s.SaveConversions(t.Context(), store.Act{Actor: "Thử", Step: "draft"}, []office.Conversion{c})
	if err != nil {
		t.Fatal(err)
	}
	sheet := pagetest.NewSheet(t, 80, 30, 300, image.White).Lines(5, 10, 70, 2, 12)
	asked := &atomic.Int32{}
	return &Desk{Find: ocr.Find, Kept: s, Picture: func(context.Context, office.ID, office.Page, int) (image.Image, error) {
		asked.Add(1)
		return sheet.RGBA, nil
	}}, kept[0], asked
}

func TestAPageIsReadOnceHoweverManyWaitForIt(t *testing.T) {
	d, c, asked := aDesk(t, 1)
	read := make([][]office.ReadLine, 6)
	var work errgroup.Group
	for i := range read {
		work.Go(func() (err error) {
			read[i], err = d.Page(t.Context(), c.ID, c.Pages[0])
			return err
		})
	}
	if err := work.Wait(); err != nil || asked.Load() != 1 {
		t.Fatalf("%v, and the page was looked at %d times", err, asked.Load())
	}
	for i, lines := range read {
		if len(lines) != 2 || lines[0].String() != read[0][0].String() || lines[0][0].S != "Căn" {
			t.Errorf("%d: %v", i, lines)
		}
	}
	turned := c.Pages[0]
	turned.Turn = 2
	if found, err := d.Of(t.Context(), c.ID, []office.Page{turned, c.Pages[0]}); err != nil || len(found) != 1 || len(found[1]) != 2 {
		t.Errorf("of what was not read as it lies: %v, %v", found, err)
	}
	if _, err := d.Page(t.Context(), c.ID, turned); err != nil || asked.Load() != 2 {
		t.Errorf("turned: %v, looked at %d times", err, asked.Load())
	}
}

func TestAllPagesAreReadButThoseThatWere(t *testing.T) {
	d, c, asked := aDesk(t, 3)
	if _, err := d.Page(t.Context(), c.ID, c.Pages[1]); err != nil {
		t.Fatal(err)
	}
	var p job.Progress
	all, err := d.All(t.Context(), c.ID, c.Pages, &p)
	if err != nil || len(all) != 3 || asked.Load() != 3 {
		t.Fatalf("%v, %d pages, looked at %d times", err, len(all), asked.Load())
	}
	for i, each := range all {
		if each.Page != i || len(each.Lines) != 2 {
			t.Errorf("page %d: %+v", i, each)
		}
	}
	if done, of, _ := p.Read(); done != 3 || of != 3 {
		t.Errorf("%d of %d are done", done, of)
	}
}

// TestNothingIsReadForNobody leaves one record while pages of two are read.
func TestNothingIsReadForNobody(t *testing.T) {
	d, c, _ := aDesk(t, 1)
	begun, shown := make(chan struct{}, 2), make(chan struct{})
	picture := d.Picture
	d.Picture = func(ctx context.Context, id office.ID, p office.Page, side int) (image.Image, error) {
		begun <- struct{}{}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-shown:
			return picture(ctx, id, p, side)
		}
	}
	other := office.NewID(noon)
	var left, stayed error
	var work sync.WaitGroup
	work.Go(func() { _, left = d.Page(t.Context(), other, office.Page{ID: office.NewID(noon)}) })
	work.Go(func() { _, stayed = d.Page(t.Context(), c.ID, c.Pages[0]) })
	<-begun
	if cap(d.slots) > 1 {
		<-begun
	}
	d.Leave(other)
	close(shown)
	work.Wait()
	if !errors.Is(left, context.Canceled) || stayed != nil || len(d.going)+len(d.busy) != 0 {
		t.Errorf("left: %v, stayed: %v, %d and %d are still going", left, stayed, len(d.going), len(d.busy))
	}
}

func TestWhyNothingWasReadIsToldAndAskedAgain(t *testing.T) {
	d, c, asked := aDesk(t, 1)
	find := d.Find
	for _, none := range []func(context.Context) (*ocr.Reader, error){nil, func(context.Context) (*ocr.Reader, error) { return nil, ocr.NoVietnamese }} {
		d.Find = none
		want := ocr.NoProgram
		if none != nil {
			want = ocr.NoVietnamese
		}
		if _, err := d.Page(t.Context(), c.ID, c.Pages[0]); !errors.Is(err, want) || asked.Load() != 0 {
			t.Errorf("%v, not %v, looked at %d times", err, want, asked.Load())
		}
	}
	d.Find = find
	picture, torn := d.Picture, errors.New("torn")
	d.Picture = func(context.Context, office.ID, office.Page, int) (image.Image, error) { return nil, torn }
	if _, err := d.All(t.Context(), c.ID, c.Pages, nil); !errors.Is(err, torn) {
		t.Errorf("without a picture: %v", err)
	}
	d.Picture = picture
	if lines, err := d.Page(t.Context(), c.ID, c.Pages[0]); err != nil || len(lines) != 2 {
		t.Errorf("once all is there: %v, %v", lines, err)
	}
}

// TestOnlyHowAPageLiesHasItReadAgain changes one thing of a page at a time.
func TestOnlyHowAPageLiesHasItReadAgain(t *testing.T) {
	base := office.Page{ID: "1", Capture: office.DigestOf([]byte("a")), Width: 100, Height: 200, Orientation: 1}
	for name, c := range map[string]struct {
		change func(p *office.Page)
		again  bool
	}{
		"capture":     {func(p *office.Page) { p.Capture = office.DigestOf([]byte("b")) }, true},
		"turn":        {func(p *office.Page) { p.Turn = 1 }, true},
		"orientation": {func(p *office.Page) { p.Orientation = 6 }, true},
		"frame":       {func(p *office.Page) { p.Frame = 1 }, true},
		"retouched":   {func(p *office.Page) { p.Retouch.Straightened = 1.5 }, true},
		"name":        {func(p *office.Page) { p.Name = "b.jpg" }, false},
		"resolution":  {func(p *office.Page) { p.DPIX, p.DPIY = 300, 300 }, false},
		"paper":       {func(p *office.Page) { p.Paper = "A4" }, false},
		"blank":       {func(p *office.Page) { p.Blank = "x" }, false},
		"stream":      {func(p *office.Page) { p.Stream = office.DigestOf([]byte("s")) }, false},
		"told":        {func(p *office.Page) { p.Told = noon }, false},
	} {
		p := base
		if c.change(&p); (layOf(p) != layOf(base)) != c.again {
			t.Errorf("%s: read again is %v", name, !c.again)
		}
	}
}

func TestAPageIsLookedAtAsFineAsItIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		page office.Page
		want int
	}{
		"A4":         {office.Page{Width: 1654, Height: 2339, DPIX: 200, DPIY: 200, Orientation: 1}, 3508},
		"no size":    {office.Page{Width: 3000, Height: 4000, Orientation: 1}, usualSide},
		"a drawing":  {office.Page{Width: 10000, Height: 14000, DPIX: 200, DPIY: 200, Orientation: 1}, mostSide},
		"a postcard": {office.Page{Width: 500, Height: 400, DPIX: 100, DPIY: 100, Orientation: 1}, 1500},
	} {
		if got := sideOf(c.page); got != c.want {
			t.Errorf("%s: %d pixels, not %d", name, got, c.want)
		}
	}
}
