package convert

import (
	"cmp"
	"context"
	"slices"

	"tram/local/office"
	"tram/local/page"
)

// looker looks for blank and spoiled pages beside a conversion in one go. By
// itself it does not hold the conversion up: it decodes the pages that may be
// blank, because their captures hold clearly fewer bytes a pixel than the middle
// one, the emptiest first, and stops when the conversion is done. What it did
// not reach, and what it had no reason to decode, stays "not looked at", and the
// record says so. Asked to be thorough, it decodes every page, and the
// conversion waits.
type looker struct {
	cancel   context.CancelFunc
	thorough bool
	done     chan struct{}
	found    map[office.ID]office.Unsure
	spoiled  error
}

func lookBeside(ctx context.Context, from pages, thorough bool) *looker {
	ctx, cancel := context.WithCancel(ctx)
	l := &looker{cancel: cancel, thorough: thorough, done: make(chan struct{}), found: map[office.ID]office.Unsure{}}
	go func() {
		defer close(l.done)
		l.look(ctx, from)
	}()
	return l
}

func (l *looker) look(ctx context.Context, from pages) {
	list := from.Pages()
	if !l.thorough {
		list = likeliestBlank(list)
	}
	for _, p := range list {
		blank, err := isBlank(ctx, from, p)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			l.spoiled = Spoiled.About(p.Name).Because(err)
			return
		}
		l.found[p.ID] = blank
	}
}

// stop ends the looking, writes what it found into the pages, and tells if one
// of them cannot be shown.
func (l *looker) stop(pages []office.Page) error {
	if !l.thorough {
		l.cancel()
	}
	<-l.done
	l.cancel()
	for i := range pages {
		pages[i].Blank = l.found[pages[i].ID]
	}
	return l.spoiled
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
