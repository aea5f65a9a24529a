package spool

import (
	"context"
	"io"
	"math"
	"slices"

	"tram/local/office"
)

// check refuses what the printer cannot do, before anything is sent.
func (q *queue) check(wish office.PrintWish) error {
	switch {
	case !q.accepting:
		return NotAccepting.About(q.Name)
	case wish.Sides != office.OneSide && !q.turns(wish.Sides):
		return NoDuplex.About(q.Name)
	case wish.Paper != "" && !slices.ContainsFunc(q.Papers, func(p office.PaperSize) bool { return p.Key == wish.Paper }):
		return NoSuchPaper.About(q.Name)
	case wish.Tray != "" && !slices.ContainsFunc(q.Trays, func(t office.PaperTray) bool { return t.Key == wish.Tray }):
		return NoSuchTray.About(q.Name)
	case q.Most > 0 && wish.Copies > q.Most:
		return TooManyCopies.About(q.Name, q.Most)
	case !q.pdf:
		return NoPDF.About(q.Name)
	}
	return nil
}

var sidesWords = map[office.Sides]string{office.OneSide: "one-sided", office.LongEdge: "two-sided-long-edge", office.ShortEdge: "two-sided-short-edge"}

func (q *queue) turns(s office.Sides) bool {
	return q.Duplex && slices.Contains(q.sides, sidesWords[s])
}

// measured chooses the paper that the pages need, and looks whether the pages
// that are asked for are there.
func measured(ctx context.Context, draw drawer, p office.Printer, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintWish, error) {
	if draw == nil || wish.Paper != "" && len(wish.Pages) == 0 {
		return wish, nil
	}
	pages, err := draw(ctx, file, size)
	if err != nil {
		return wish, err
	}
	defer pages.Close()
	if n := len(wish.Pages); n > 0 && wish.Pages[n-1].To > pages.Count() {
		return wish, PagesBeyond.About(pages.Count(), wish.Pages[n-1].To)
	}
	if wish.Paper == "" && len(p.Papers) > 0 {
		wish.Paper, err = paperFor(pages, p, wish.Pages)
	}
	return wish, err
}

type drawer = func(ctx context.Context, file io.ReaderAt, size int64) (Pages, error)

// paperFor is the key of the smallest paper on which every page has room at
// 100 %, upright or on its side.
func paperFor(pages Pages, p office.Printer, spans []office.PageSpan) (string, error) {
	var short, long float64
	widest := 0
	for i := range pages.Count() {
		if !wanted(spans, i+1) {
			continue
		}
		w, h, err := pages.Size(i)
		if err != nil {
			return "", err
		}
		if max(w, h) > long || min(w, h) > short {
			widest = i
		}
		short, long = max(short, min(w, h)), max(long, max(w, h))
	}
	if best, is := smallest(p, short, long); is {
		return best.Key, nil
	}
	w, h, err := pages.Size(widest)
	if err != nil {
		return "", err
	}
	return "", NoPaperForPage.About(widest+1, w, h, p.Name)
}

// paperSlack is by how much a page may be larger than its paper, in millimetres:
// programs round the sizes of papers, to whole points and worse.
const paperSlack = 1.5

func smallest(p office.Printer, short, long float64) (best office.PaperSize, found bool) {
	area := math.Inf(1)
	for _, c := range p.Papers {
		if min(c.W, c.H)+paperSlack < short || max(c.W, c.H)+paperSlack < long {
			continue
		}
		if a := c.W * c.H; a < area || a == area && c.Key == p.Usually {
			best, area, found = c, a, true
		}
	}
	return best, found
}

func wanted(spans []office.PageSpan, page int) bool {
	return len(spans) == 0 || slices.ContainsFunc(spans, func(s office.PageSpan) bool { return s.From <= page && page <= s.To })
}
