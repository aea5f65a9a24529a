// Package words (chữ trên trang) has the words on the pages of conversions read, once each
// and beside the work: as many pages at a time as there are processors, at a low priority,
// and none any more once nobody waits for it. What was read is kept beside the records, and
// nowhere else: what proves secret is gone with the row that held it.
package words

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/store"
)

const (
	usualSide = 3508 // pixels of the longer side of a page of no known size: A4 at 300 dpi
	mostSide  = 5000 // A3 at 300 dpi
	readDPI   = 300
)

// Kept keeps what was read.
type Kept interface {
	KeepRead(ctx context.Context, record office.ID, r store.Read) error
	ReadOf(ctx context.Context, record office.ID) ([]store.Read, error)
}

// Desk reads pages. It is safe for several goroutines.
type Desk struct {
	// Find looks for the program that reads; nil: there is none.
	Find func(context.Context) (*ocr.Reader, error)
	Kept Kept
	// Picture shows a page of a conversion without a mark, upright, no side longer than
	// so many pixels.
	Picture func(ctx context.Context, record office.ID, p office.Page, maxSide int) (image.Image, error)

	once  sync.Once
	slots chan struct{} // one a processor

	mu    sync.Mutex
	with  *ocr.Reader // nil: not found yet
	going map[office.ID][]*reading
	busy  map[string]chan struct{} // pages that are being read, as they lie: closed once they are
}

// reading is what somebody waits for, and how it is ended.
type reading struct{ stop context.CancelFunc }

// Of is what was read on the pages of a conversion as they lie, by the place of the page
// among them; pages that were not read are not there. It reads none.
func (d *Desk) Of(ctx context.Context, record office.ID, pages []office.Page) (map[int][]office.ReadLine, error) {
	kept, err := d.Kept.ReadOf(ctx, record)
	if err != nil {
		return nil, err
	}
	found := map[int][]office.ReadLine{}
	for i, p := range pages {
		if at := slices.IndexFunc(kept, func(r store.Read) bool { return r.Page == p.ID && r.Lay == layOf(p) }); at >= 0 {
			found[i] = kept[at].Lines
		}
	}
	return found, nil
}

// Page reads a page, or tells what was read of it. Its errors are those of the program
// (ocr.NoProgram, ocr.Unread), of the picture, and that of a context that ended.
func (d *Desk) Page(ctx context.Context, record office.ID, p office.Page) ([]office.ReadLine, error) {
	ctx, done := d.begin(ctx, record)
	defer done()
	return d.page(ctx, record, p)
}

// All reads the pages of a conversion that were not read yet, and tells what stands on all.
func (d *Desk) All(ctx context.Context, record office.ID, pages []office.Page, p *job.Progress) ([]office.ReadPage, error) {
	ctx, done := d.begin(ctx, record)
	defer done()
	p.Expect(int64(len(pages)))
	all := make([]office.ReadPage, len(pages))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.NumCPU())
	for i, each := range pages {
		work.Go(func() (err error) {
			all[i].Page = i
			all[i].Lines, err = d.page(ctx, record, each)
			p.Did(1)
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	return all, nil
}

// Leave ends what is being read of a conversion: nobody waits for it any more.
func (d *Desk) Leave(record office.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.going[record] {
		r.stop()
	}
}

// begin notes that somebody waits for pages of a conversion.
func (d *Desk) begin(ctx context.Context, record office.ID) (context.Context, func()) {
	d.once.Do(func() {
		d.slots, d.going, d.busy = make(chan struct{}, runtime.NumCPU()), map[office.ID][]*reading{}, map[string]chan struct{}{}
	})
	ctx, stop := context.WithCancel(ctx)
	r := &reading{stop}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.going[record] = append(d.going[record], r)
	return ctx, func() {
		stop()
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.going[record] = slices.DeleteFunc(d.going[record], func(other *reading) bool { return other == r }); len(d.going[record]) == 0 {
			delete(d.going, record)
		}
	}
}

// alone waits until nobody else reads a page as it lies, and keeps others from it until it is let
// go: what two wait for is read once.
func (d *Desk) alone(ctx context.Context, p office.Page) (release func(), err error) {
	name := string(p.ID) + layOf(p)
	for {
		d.mu.Lock()
		other, is := d.busy[name]
		if !is {
			mine := make(chan struct{})
			d.busy[name] = mine
			d.mu.Unlock()
			return func() {
				d.mu.Lock()
				defer d.mu.Unlock()
				delete(d.busy, name)
				close(mine)
			}, nil
		}
		d.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (d *Desk) page(ctx context.Context, record office.ID, p office.Page) ([]office.ReadLine, error) {
	release, err := d.alone(ctx, p)
	if err != nil {
		return nil, err
	}
	defer release()
	select {
	case d.slots <- struct{}{}:
		defer func() { <-d.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if found, err := d.Of(ctx, record, []office.Page{p}); err != nil || len(found) > 0 {
		return found[0], err
	}
	with, err := d.reader(ctx)
	if err != nil {
		return nil, err
	}
	img, err := d.Picture(ctx, record, p, sideOf(p))
	if err != nil {
		return nil, err
	}
	dpi := 0.0
	if w, _ := p.SizeMM(); w > 0 {
		dpi = float64(img.Bounds().Dx()) / w * office.MMPerInch
	}
	text, err := with.Read(ctx, img, dpi)
	if err != nil {
		return nil, err
	}
	lines := text.Read()
	return lines, d.Kept.KeepRead(ctx, record, store.Read{Page: p.ID, Lay: layOf(p), Lines: lines})
}

func (d *Desk) reader(ctx context.Context) (*ocr.Reader, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.with != nil {
		return d.with, nil
	}
	if d.Find == nil {
		return nil, ocr.NoProgram
	}
	found, err := d.Find(ctx)
	if err == nil {
		d.with = found
	}
	return found, err
}

// sideOf is how fine a page has to be for its words.
func sideOf(p office.Page) int {
	w, h := p.SizeMM()
	if w <= 0 || h <= 0 {
		return usualSide
	}
	return min(mostSide, int(max(w, h)/office.MMPerInch*readDPI))
}

// layOf names how a page lies: all that may change where its words stand. What is found
// out of it by looking, and how large it is, changes nothing.
func layOf(p office.Page) string {
	p.ID, p.Name, p.Size, p.Container, p.Sheet, p.Signed, p.Finest, p.Photo = "", "", 0, "", 0, false, 0, false
	p.Turned, p.Together, p.DPIX, p.DPIY, p.Paper, p.Blank, p.Told, p.Stream = 0, 0, 0, 0, "", "", time.Time{}, ""
	text, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}
