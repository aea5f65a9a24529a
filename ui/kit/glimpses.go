package kit

import (
	"context"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/ui/kit/folder"
)

// Small pictures of the files in view. The rules:
//   - One is drawn at a time, away from the screen, from the top, and only while its row is
//     in view: a list that scrolls waits for none.
//   - Nothing is fetched from a cloud for a picture.
//   - So many are kept; a file that changed is drawn anew.

const (
	glimpseSide  = 100 // pixels of the longer side, enough for screens with small ones
	mostGlimpses = 200 // that are kept, of at most 40 KB each
	glimpsePause = 80 * time.Millisecond
	glimpseLimit = 12 * time.Second // the first PDF after a start takes longest
)

// glimpse is a file as it was when it was listed.
type glimpse struct {
	path string
	at   time.Time
	size int64
}

// wish is a row that waits for a picture.
type wish struct {
	glimpse
	row   int
	shown *fileRow
}

type glimpses struct {
	p     *picker
	kept  *Kept[glimpse, image.Image] // nil: there is none to be had
	queue []wish
	asked time.Time // the last wish
	now   wish      // that is being drawn
	stop  context.CancelFunc
}

func newGlimpses(p *picker) *glimpses {
	return &glimpses{p: p, kept: NewKept[glimpse, image.Image](mostGlimpses)}
}

// any tells whether files of which there are pictures are listed at all.
func (g *glimpses) any() bool {
	return g.p.desk.Machine.Picture != nil && g.p.saving == nil && (len(g.p.endings) == 0 || slices.ContainsFunc(g.p.endings, drawable))
}

func drawable(ending string) bool { return slices.Contains(PageFiles, ending) }

// put shows the picture of an entry in its row, now or when it has been drawn.
func (g *glimpses) put(i int, e folder.Entry, row *fileRow) {
	of := glimpse{g.p.pathOf(e), e.At, e.Size}
	if e.Folder || e.Away || !g.any() || !drawable(strings.ToLower(filepath.Ext(e.Name))) {
		row.wanted = glimpse{}
		row.draw(nil)
		return
	}
	if row.wanted != of {
		row.wanted = of
		row.draw(nil)
	}
	if img, known := g.kept.Get(of); known {
		row.draw(img)
		return
	}
	g.queue = slices.DeleteFunc(g.queue, func(w wish) bool { return w.glimpse == of || w.shown == row })
	if g.stop != nil && g.now.glimpse == of {
		g.now.row, g.now.shown = i, row
		return
	}
	g.queue, g.asked = append(g.queue, wish{of, i, row}), time.Now() //nolint:forbidigo // how long ago is no time of a record
	g.next()
}

// clear forgets what is waited for: the rows are others.
func (g *glimpses) clear() {
	g.queue = nil
	g.leave()
}

func (g *glimpses) leave() {
	if g.stop != nil {
		g.stop()
		g.stop = nil
	}
}

// next draws the topmost wish whose row is in view, and leaves one that is no longer.
func (g *glimpses) next() {
	if g.stop != nil {
		if g.p.list.inView(g.now.row) {
			return
		}
		g.leave()
	}
	g.queue = slices.DeleteFunc(g.queue, func(w wish) bool { return !g.p.list.inView(w.row) })
	if len(g.queue) == 0 {
		return
	}
	g.now = slices.MinFunc(g.queue, func(a, b wish) int { return a.row - b.row })
	g.queue = slices.DeleteFunc(g.queue, func(w wish) bool { return w == g.now })
	ctx, stop := context.WithCancel(g.p.ctx)
	g.stop = stop
	draw, path, rest := g.p.desk.Machine.Picture, g.now.path, glimpsePause-time.Since(g.asked)
	Load(ctx, func(ctx context.Context) (image.Image, error) {
		return unhurried(ctx, rest, func(ctx context.Context) (image.Image, error) { return draw(ctx, path, glimpseSide) })
	}, func(img image.Image, err error) {
		stop()
		g.stop = nil
		g.drawn(img, err)
		g.next()
	})
}

// unhurried waits for the list to come to rest before it draws.
func unhurried(ctx context.Context, rest time.Duration, draw func(context.Context) (image.Image, error)) (image.Image, error) {
	select {
	case <-time.After(rest):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, stop := context.WithTimeout(ctx, glimpseLimit)
	defer stop()
	return draw(ctx)
}

func (g *glimpses) drawn(img image.Image, err error) {
	if err != nil {
		img = nil // a file that cannot be drawn is told when it is taken
	}
	g.kept.Put(g.now.glimpse, img)
	if g.now.shown.wanted == g.now.glimpse {
		g.now.shown.draw(img)
	}
}

// draw shows a picture in the place of the icon; nil: the icon.
func (r *fileRow) draw(img image.Image) {
	r.icon.Hidden, r.paper.Hidden, r.picture.Hidden = img != nil, img == nil, img == nil
	r.picture.Image = img
	r.icon.Refresh()
	r.paper.Refresh()
	r.picture.Refresh()
}
