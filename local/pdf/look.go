package pdf

import "tram/local/mark"

// Look is how a signature shows on its page: images first, then words.
type Look struct {
	Layout mark.Layout
	Images []LookImage
}

// LookImage is a picture in a look.
type LookImage struct{}

// look writes the appearance of a signature and returns the entries of its
// widget.
func (s *signing) look(f Field, page seat) (string, error) {
	return "/Rect [0 0 0 0]", nil
}
