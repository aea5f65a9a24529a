package convert

import (
	"cmp"
	"context"
	"slices"

	"tram/local/office"
	"tram/local/page"
)

// looker looks for blank pages beside a conversion in one go, without holding
// it up: at those that may be blank, because their captures hold clearly fewer
// bytes a pixel than the middle one, the emptiest first. It stops when the
// conversion is done. What it did not reach, and what it had no reason to
// decode, stays "not looked at", and the record says so.
type looker struct {
	cancel context.CancelFunc
	done   chan struct{}
	found  map[office.ID]office.Unsure
}

func lookBeside(ctx context.Context, from pages) *looker {
	ctx, cancel := context.WithCancel(ctx)
	l := &looker{cancel: cancel, done: make(chan struct{}), found: map[office.ID]office.Unsure{}}
	go func() {
		defer close(l.done)
		for _, p := range likeliestBlank(from.Pages()) {
			if ctx.Err() != nil {
				return
			}
			if blank, err := isBlank(ctx, from, p); err == nil {
				l.found[p.ID] = blank
			}
		}
	}()
	return l
}

// stop ends the looking and writes what it found into the pages.
func (l *looker) stop(pages []office.Page) {
	l.cancel()
	<-l.done
	for i := range pages {
		pages[i].Blank = l.found[pages[i].ID]
	}
}

// suspicious is the part of the middle page's bytes a pixel below which a page
// may be blank. On scans at hand blank paper, with its noise, spends 0.3 to
// 0.45 of what the usual page spends.
const suspicious = 0.6

// alwaysLooked is how many pages of a short document are looked at whatever
// they hold: among so few there is no usual page.
const alwaysLooked = 3

func likeliestBlank(list []office.Page) []office.Page {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b office.Page) int { return cmp.Compare(density(a), density(b)) })
	if len(sorted) <= alwaysLooked {
		return sorted
	}
	limit := density(sorted[len(sorted)/2]) * suspicious
	end := slices.IndexFunc(sorted, func(p office.Page) bool { return density(p) >= limit })
	return sorted[:end]
}

// density is how many bytes a page's capture spends on a pixel.
func density(p office.Page) float64 { return float64(p.Size) / float64(max(1, p.Width*p.Height)) }

func isBlank(ctx context.Context, from pages, p office.Page) (office.Unsure, error) {
	content, err := from.Open(p.ID)
	if err != nil {
		return office.NotLooked, err
	}
	defer content.Close()
	img, err := page.Decode(ctx, content, content.Size(), p.Frame)
	if err != nil {
		return office.NotLooked, err
	}
	if page.Blank(img, p.DPIX) {
		return office.Yes, nil
	}
	return office.No, nil
}
