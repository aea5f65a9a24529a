package sign

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// lookAgain reads the signature anew, after the clerk wished for another.
func (f *front) lookAgain() {
	switch {
	case !f.shows():
	case f.pages == 0: // the document is being read with the wish from before
		f.read()
	default:
		kit.Load(f.reading.Next(f.p.visit.Now()), f.ask(f.p.wishes.Of(f.line.Row)), f.show)
	}
}

// ask asks how the document in front would be signed.
func (f *front) ask(wish office.SigningWish) func(context.Context) (office.LookView, error) {
	id := f.line.Row.ID
	return func(ctx context.Context) (office.LookView, error) { return f.p.services.LookView(ctx, id, wish) }
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
	wish, spot := f.p.wishes.Of(f.line.Row), f.view.Spot
	spot.Page, spot.X, spot.Y = f.leaves.At(), x, y
	wish.Look, wish.Spot = f.view.Look, &spot
	return wish
}

// move asks for the free place nearest to where the clerk wants the signature,
// and keeps it.
func (f *front) move(x, y float64) {
	if !f.movable() {
		return
	}
	id, before := f.line.Row.ID, f.view
	kit.Load(f.reading.Next(f.p.visit.Now()), f.ask(f.wishAt(x, y)), func(v office.LookView, err error) {
		if err != nil {
			f.p.desk.Tell(err)
			f.show(before, nil)
			return
		}
		f.p.wishes.Move(id, v)
		f.show(v, nil)
	})
}

// try outlines where a held signature would land.
func (f *front) try(x, y float64) {
	if !f.movable() {
		return
	}
	line := f.line
	kit.Try(&f.trial, f.p.desk.Context(), f.ask(f.wishAt(x, y)), func(v office.LookView, err error) {
		if err == nil && f.line == line && v.Spot.Page == f.leaves.At() {
			f.leaves.View.ShowTarget(spotOf(v.Spot))
		}
	})
}

// here puts the signature on the page in view, where it stood on its own.
func (f *front) here() { f.move(f.view.Spot.X, f.view.Spot.Y) }
