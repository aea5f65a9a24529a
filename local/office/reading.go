package office

import (
	"context"
	"image"
)

// What a viewer of documents shows beside the pages themselves.

// PageShape is the size of a page as it is seen, in millimetres.
type PageShape struct {
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// TextHit is a place where words were found: the boxes of its letters, one a
// line, each left, top, right, bottom in millimetres from the top left corner of
// the page as it is seen.
type TextHit struct {
	Page  int          `json:"page"` // from 0
	Boxes [][4]float64 `json:"boxes"`
}

// Attachment (tệp đính kèm) is a file inside a PDF.
type Attachment struct {
	Name string `json:"name"`
	Size int64  `json:"size"` // bytes; -1: it cannot be told
}

// Book is a document that is open for the eye. Its pages are drawn when they are
// asked for, by several goroutines at once.
type Book interface {
	Shapes() []PageShape
	Picture(ctx context.Context, page int, dpi float64) (image.Image, error)
	Find(ctx context.Context, words string, from, most int) ([]TextHit, error)
	Attachments(ctx context.Context) ([]Attachment, error)
	Close() error
}
