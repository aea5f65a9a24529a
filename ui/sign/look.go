package sign

import (
	"context"
	"image"

	"tram/local/office"
	"tram/ui/kit"
)

// opened is a document as it was read: its pages, and its signature to be.
type opened struct {
	pages int
	view  office.LookView
	why   error // there is no such signature
}

// read reads the document in front and goes to the page that will be signed.
func (f *front) read() {
	f.drop()
	l := f.line
	if l == nil {
		return
	}
	ctx := f.begin()
	id, wish, shows := l.id(), f.p.wishes.of(l.task.Row), f.shows()
	kit.Load(ctx, func(ctx context.Context) (o opened, err error) {
		if o.pages, err = f.p.services.SigningPages(ctx, id); err == nil && shows {
			o.view, o.why = f.p.services.LookView(ctx, id, wish)
		}
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			f.p.desk.Tell(err)
			return
		}
		f.pages = o.pages
		f.at = max(0, min(f.at, f.pages-1))
		f.show(o.view, o.why)
	})
}

// lookAgain reads the signature anew, after the clerk wished for another.
func (f *front) lookAgain() {
	if !f.shows() || f.pages == 0 {
		return
	}
	f.drop()
	id, wish := f.line.id(), f.p.wishes.of(f.line.task.Row)
	kit.Load(f.begin(), func(ctx context.Context) (office.LookView, error) {
		return f.p.services.LookView(ctx, id, wish)
	}, f.show)
}

// show puts a signature on its page, and that page in view.
func (f *front) show(v office.LookView, err error) {
	if err != nil {
		v = office.LookView{}
	}
	f.view = v
	if v.Picture != nil || v.Look == office.LookOnMark {
		f.goTo(v.Spot.Page)
	}
	f.p.how.looked(v, err)
	f.draw()
	f.sheet.RevealMark()
}

func (f *front) goTo(page int) {
	if page != f.at && page < f.pages {
		f.at, f.picture, f.asked = page, nil, 0
		f.sheet.Top()
	}
}

// drop drops what is being read, and begin gives the next reading its life.
func (f *front) drop() {
	if f.reading != nil {
		f.reading()
	}
}

func (f *front) begin() context.Context {
	ctx, drop := context.WithCancel(f.p.ctx)
	f.reading = drop
	return ctx
}

// sharpen asks for the picture of the page in view at the size shown; an older
// wish is dropped.
func (f *front) sharpen() {
	want := f.sheet.Wanted()
	if f.line == nil || f.pages == 0 || want == f.asked {
		return
	}
	f.asked = want
	if f.drawing != nil {
		f.drawing()
	}
	ctx, drop := context.WithCancel(f.p.ctx)
	f.drawing = drop
	id, page := f.line.id(), f.at
	kit.Load(ctx, func(ctx context.Context) (image.Image, error) {
		return f.p.services.SigningPicture(ctx, id, page, want)
	}, func(img image.Image, err error) {
		if f.line == nil || f.line.id() != id || f.at != page {
			return
		}
		if err != nil {
			f.p.desk.Tell(err)
			return
		}
		f.picture = img
		sheet := f.sheet.Sheet()
		sheet.Picture = img
		f.sheet.Put(sheet)
	})
}

// dragged follows a signature in the clerk's hand.
func (f *front) dragged(x, y float64, drop bool) {
	if drop {
		f.move(x, y)
	} else {
		f.try(x, y)
	}
}

// wishAt is the wish for the signature in view at a place of the page in view.
func (f *front) wishAt(x, y float64) office.SigningWish {
	wish := f.p.wishes.of(f.line.task.Row)
	spot := f.view.Spot
	spot.Page, spot.X, spot.Y = f.at, x, y
	wish.Look, wish.Spot = f.view.Look, &spot
	return wish
}

// move asks for the free place nearest to where the clerk wants the signature,
// and keeps it.
func (f *front) move(x, y float64) {
	if !f.shows() || !f.movable() {
		return
	}
	l, wish := f.line, f.wishAt(x, y)
	f.drop()
	kit.Load(f.begin(), func(ctx context.Context) (office.LookView, error) {
		return f.p.services.LookView(ctx, l.id(), wish)
	}, func(v office.LookView, err error) {
		f.p.desk.Tell(err)
		if err == nil {
			f.p.wishes.move(l.id(), v)
			f.view = v
			f.goTo(v.Spot.Page)
			f.p.how.looked(v, nil)
		}
		f.draw()
	})
}

// try outlines where a held signature would land. The station is asked once at
// a time; of what the clerk does meanwhile only the last counts.
func (f *front) try(x, y float64) {
	if !f.shows() || !f.movable() {
		return
	}
	if f.trying {
		f.tryNow = func() { f.try(x, y) }
		return
	}
	f.trying = true
	id, wish := f.line.id(), f.wishAt(x, y)
	kit.Load(f.p.desk.Context(), func(ctx context.Context) (office.LookView, error) {
		return f.p.services.LookView(ctx, id, wish)
	}, func(v office.LookView, err error) {
		f.trying = false
		if err == nil && f.line != nil && f.line.id() == id && v.Spot.Page == f.at {
			f.sheet.ShowTarget(spotOf(v.Spot))
		}
		if again := f.tryNow; again != nil {
			f.tryNow = nil
			again()
		}
	})
}

// here puts the signature on the page in view, where it stood on its own.
func (f *front) here() { f.move(f.view.Spot.X, f.view.Spot.Y) }
