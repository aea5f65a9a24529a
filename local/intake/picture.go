package intake

import (
	"bytes"
	"container/list"
	"context"
	"fmt"
	"image"
	"io"
	"sync"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/retouch"
)

const (
	// mostPictures bounds the cache of small pictures of one tray, in bytes.
	mostPictures = 64 << 20
	// keptUnseen is how long they stay when nobody looks: a desk has many trays.
	keptUnseen = 30 * time.Second
	// wholeInMemory is the largest capture that is unsealed at once for
	// decoding, in bytes; larger ones are read piece by piece.
	wholeInMemory = 32 << 20
	// decoders is how many pages may be decoded side by side: each lays out
	// all its pixels.
	decoders = 2
)

// Picture shows a page upright, its longer side at most maxSide pixels. The
// image is shared: it must not be drawn on.
func (t *Tray) Picture(ctx context.Context, id office.ID, maxSide int) (image.Image, error) {
	p, err := t.page(id)
	if err != nil {
		return nil, err
	}
	want := view{p.Capture, p.Frame, p.Upright(), maxSide, p.Retouch}
	if img, there := t.pictures.get(want); there {
		return img, nil
	}
	if err := t.pictures.wait(ctx); err != nil {
		return nil, err
	}
	defer t.pictures.done()
	if img, there := t.pictures.get(want); there {
		return img, nil
	}
	img, err := t.pixels(ctx, p, maxSide)
	if err != nil {
		return nil, told(p.Name, err)
	}
	img = page.Upright(Retouched(page.Shrink(img, shrinkTo(p, maxSide)), p, maxSide), want.upright)
	t.pictures.put(want, img)
	return img, nil
}

// shrinkTo is how long a capture must be for its page to be maxSide pixels long.
func shrinkTo(p office.Page, maxSide int) int {
	w, h := p.Pixels()
	return (maxSide*max(p.Width, p.Height) + max(w, h) - 1) / max(1, w, h)
}

// Retouched is a picture of a page as it goes into the file, of one of its capture; no side
// longer than maxSide pixels.
func Retouched(img image.Image, p office.Page, maxSide int) image.Image {
	if !p.Retouched() {
		return img
	}
	return page.Shrink(retouch.Apply(img, p.Retouch, image.Pt(p.Width, p.Height)), maxSide)
}

// pixels decodes a capture as it was captured, a JPEG no finer than it takes for a longer
// side of so many pixels; 0: whole.
func (t *Tray) pixels(ctx context.Context, p office.Page, side int) (image.Image, error) {
	c, err := t.captures.open(p.Capture)
	if err != nil {
		return nil, err
	}
	defer c.f.Close()
	if c.Size() > wholeInMemory {
		return page.Decode(ctx, c, c.Size(), p.Frame)
	}
	b := make([]byte, c.Size())
	if _, err := io.ReadFull(c, b); err != nil {
		return nil, page.Damaged.Because(fmt.Errorf("unseal a capture: %w", err))
	}
	if p.Media == office.JPEG && side > 0 {
		side, long := shrinkTo(p, side), max(1, p.Width, p.Height)
		return page.DecodeAtLeast(ctx, b, image.Pt(p.Width*side/long, p.Height*side/long))
	}
	return page.Decode(ctx, bytes.NewReader(b), int64(len(b)), p.Frame)
}

// view is one way to show one page.
type view struct {
	capture office.Digest
	frame   int
	upright int
	maxSide int
	retouch office.Retouch
}

// pictures keeps the pictures that were asked for last, while somebody looks.
type pictures struct {
	mu    sync.Mutex
	of    map[view]*list.Element
	order list.List // of shot, the last used first
	size  int
	rest  *time.Timer // forgets them; nil: there are none

	once  sync.Once
	slots chan struct{}
}

type shot struct {
	view view
	img  image.Image
	size int
}

func (c *pictures) get(v view) (image.Image, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, there := c.of[v]
	if !there {
		return nil, false
	}
	c.order.MoveToFront(e)
	c.rest.Reset(keptUnseen)
	return e.Value.(shot).img, true
}

func (c *pictures) put(v view, img image.Image) {
	s := shot{v, img, weight(img)}
	if s.size > mostPictures {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[view]*list.Element{}
	}
	if _, there := c.of[v]; there {
		return
	}
	if c.rest == nil {
		c.rest = time.AfterFunc(keptUnseen, c.forget)
	}
	c.rest.Reset(keptUnseen)
	c.of[v] = c.order.PushFront(s)
	for c.size += s.size; c.size > mostPictures; {
		oldest := c.order.Remove(c.order.Back()).(shot)
		delete(c.of, oldest.view)
		c.size -= oldest.size
	}
}

func (c *pictures) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of, c.size = nil, 0
	c.order.Init()
	if c.rest != nil {
		c.rest.Stop()
		c.rest = nil
	}
}

// weight is the memory that an image takes, in bytes.
func weight(img image.Image) int {
	area := img.Bounds().Dx() * img.Bounds().Dy()
	switch img.(type) {
	case *image.Gray, *image.Paletted:
		return area
	case *image.YCbCr:
		return 3 * area
	}
	return 4 * area
}

// wait waits until there is room to decode; done gives the room back.
func (c *pictures) wait(ctx context.Context) error {
	c.once.Do(func() { c.slots = make(chan struct{}, decoders) })
	select {
	case c.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *pictures) done() { <-c.slots }
