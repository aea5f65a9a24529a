package digitise

import (
	"context"
	"image"

	"tram/local/office"
	"tram/ui/kit"
)

// look names one picture: a page as it is turned and retouched now, at a size.
type look struct {
	page    office.ID
	turn    int
	retouch office.Retouch
	side    int
}

// lookAt is how a page looks at a size.
func lookAt(p office.Page, side int) look { return look{p.ID, p.Turn, p.Retouch, side} }

// pictures keeps the few pictures that are on the screen or about to be. A
// picture that is asked for while another copy of the same is on its way is
// not read twice; leaving the page frees them all.
type pictures struct {
	read  func(ctx context.Context, page office.ID, side int) (image.Image, error)
	kept  *kit.Kept[look, image.Image]
	going map[look]context.CancelFunc
}

func newPictures(most int, read func(context.Context, office.ID, int) (image.Image, error)) *pictures {
	return &pictures{read: read, kept: kit.NewKept[look, image.Image](most), going: map[look]context.CancelFunc{}}
}

// get hands the picture to show, at once if it is kept. show is called on the
// screen, and not at all when forget or only has dropped the wish meanwhile.
func (p *pictures) get(ctx context.Context, want look, show func(image.Image, error)) {
	if img, ok := p.kept.Get(want); ok {
		show(img, nil)
		return
	}
	if p.going[want] != nil {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	p.going[want] = cancel
	kit.Load(ctx, func(ctx context.Context) (image.Image, error) {
		return p.read(ctx, want.page, want.side)
	}, func(img image.Image, err error) {
		cancel()
		delete(p.going, want)
		if err == nil {
			p.kept.Put(want, img)
		}
		show(img, err)
	})
}

// has is a picture that is kept, or nil.
func (p *pictures) has(want look) image.Image {
	img, _ := p.kept.Get(want)
	return img
}

// other is a kept picture of the same page at another size: something to look
// at while the sharp one is being read.
func (p *pictures) other(want look) image.Image {
	var best image.Image
	for l, img := range p.kept.All() {
		if l.page == want.page && l.turn == want.turn && l.retouch == want.retouch && (best == nil || img.Bounds().Dx() > best.Bounds().Dx()) {
			best = img
		}
	}
	return best
}

// only drops the wishes that are no longer wanted: the clerk has paged on.
func (p *pictures) only(wanted func(look) bool) {
	for l, cancel := range p.going {
		if !wanted(l) {
			cancel()
			delete(p.going, l)
		}
	}
}

// forget frees every picture and drops every wish.
func (p *pictures) forget() {
	p.only(func(look) bool { return false })
	p.kept.Clear()
}
