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
	want := view{p.Capture, p.Frame, p.Upright(), maxSide}
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
	img, err := t.pixels(ctx, p)
	if err != nil {
		return nil, told(p.Name, err)
	}
	img = page.Upright(page.Shrink(img, maxSide), want.upright)
	t.pictures.put(want, img)
	return img, nil
}

// pixels decodes a capture as it was captured.
func (t *Tray) pixels(ctx context.Context, p office.Page) (image.Image, error) {
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
	return page.Decode(ctx, bytes.NewReader(b), int64(len(b)), p.Frame)
}

// view is one way to show one page.
type view struct {
	capture office.Digest
	frame   int
	upright int
	maxSide int
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
