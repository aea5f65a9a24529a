package reader

import (
	"context"
	"image"

	"tram/local/office"
	"tram/ui/kit"
)

// Book is what the reader shows. Its methods but Shapes are called away from the
// screen, from several goroutines.
type Book interface {
	// Shapes are the sizes of all pages, known at once.
	Shapes() []office.PageShape
	// Picture draws a page, from 0. It may be coarser than asked for.
	Picture(ctx context.Context, page int, dpi float64) (image.Image, error)
	// Find searches from one page on, and stops after the page on which it has
	// found as many places as asked for; all of that page are given.
	Find(ctx context.Context, words string, from, most int) ([]office.TextHit, error)
	Close() error
}

// Mark is a place on a page that is shown over it: a difference, or where
// something stands.
type Mark struct {
	Box    [4]float64 // left, top, right, bottom, mm
	Tone   kit.Tone
	Number int // on a small plate at its corner; 0: none
}
