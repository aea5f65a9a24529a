package office

import (
	"fmt"
	"time"
)

// DifferenceKind says what differs between a print copy and paper that was read
// back.
type DifferenceKind string

// Gone: ink of the print copy is not on the paper. Changed: other ink stands in
// its place. ByHand: ink beside that of the print copy, such as a stamp, a
// signature or a note.
const (
	Gone    DifferenceKind = "gone"
	Altered DifferenceKind = "changed"
	ByHand  DifferenceKind = "by-hand"
)

var differenceNames = map[DifferenceKind]string{Gone: "Bị mất", Altered: "Bị đổi", ByHand: "Thêm trên giấy"}

// Name is the Vietnamese name of the kind.
func (k DifferenceKind) Name() string { return differenceNames[k] }

// Difference is one place: millimetres from the top left corner of the page of
// the print copy.
type Difference struct {
	Kind DifferenceKind `json:"kind"`
	X    float64        `json:"x"`
	Y    float64        `json:"y"`
	W    float64        `json:"w"`
	H    float64        `json:"h"`
}

// ComparedPage tells of one page of the print copy.
type ComparedPage struct {
	Page        int          `json:"page"`  // of the print copy, from 0
	Sheet       int          `json:"sheet"` // image that shows it, from 0; -1: none does
	Skew        float64      `json:"skew"`  // degrees by which the image was turned
	Scale       float64      `json:"scale"` // of the image against the print copy, 1 is the same
	Differences []Difference `json:"differences,omitempty"`

	// Loose: letters of fonts that the file does not bring stand on the page. Where
	// they stand was compared; what they look like is the printer's choice.
	Loose bool `json:"loose,omitempty"`
}

// Comparison (đối chiếu) tells how paper that was read back differs from the
// print copy that it was made from.
type Comparison struct {
	Pages   []ComparedPage `json:"pages"`
	Missing []int          `json:"missing,omitempty"` // pages that no image shows, from 0
	Strange []int          `json:"strange,omitempty"` // images that show no page, from 0
	Swapped bool           `json:"swapped,omitempty"` // the images lie in another order than the pages
}

// Same tells whether all of the print copy is on the paper, whatever was added to it. Of
// letters whose look is not known it cannot be told.
func (c Comparison) Same() bool { return c.Count() == 0 && len(c.Loose()) == 0 }

// Loose lists the pages, from 0, whose letters could not be compared stroke by stroke.
func (c Comparison) Loose() (pages []int) {
	for _, p := range c.Pages {
		if p.Loose {
			pages = append(pages, p.Page)
		}
	}
	return pages
}

// Place is where on which page a difference lies.
type Place struct {
	Difference
	Page  int // of the print copy, from 0
	Sheet int // image that shows it, from 0; -1: none does
}

// Box is left, top, right, bottom.
func (d Difference) Box() [4]float64 { return [4]float64{d.X, d.Y, d.X + d.W, d.Y + d.H} }

// Places are the differences, or what was added by hand, in the order of the pages.
func (c Comparison) Places(byHand bool) (all []Place) {
	for _, p := range c.Pages {
		for _, d := range p.Differences {
			if (d.Kind == ByHand) == byHand {
				all = append(all, Place{d, p.Page, p.Sheet})
			}
		}
	}
	return all
}

// Added is how many places the paper has that the print copy has not: a seal and a
// signature, or a figure that was printed beside another. Only eyes tell which.
func (c Comparison) Added() int { return len(c.Places(true)) }

// Count is the number of differences that are not additions.
func (c Comparison) Count() int {
	n := len(c.Missing) + len(c.Strange) + len(c.Places(false))
	if c.Swapped {
		n++
	}
	return n
}

// KeptComparison (lần đối chiếu) is that paper was held against the print copy of an act,
// and what was found. Where the places of the page lie, and of which files the paper was
// read, is sealed in the vault: a journal that grows for ever holds the verdict alone. Who
// looked at the result ends its waiting.
type KeptComparison struct {
	ID         ID        `json:"id"`
	Version    int64     `json:"version"`
	Conversion ID        `json:"conversion"`
	Clerk      string    `json:"clerk"` // who had it compared
	At         time.Time `json:"at"`    // when it had ended

	Same    bool   `json:"same"`            // as Comparison.Same
	Count   int    `json:"count,omitempty"` // as Comparison.Count
	Added   int    `json:"added,omitempty"` // as Comparison.Added; none is told of a comparison of an older program
	Loose   int    `json:"loose,omitempty"` // pages whose letters could not be compared stroke by stroke
	Details Digest `json:"details"`         // ComparedPaper in JSON, in the vault of this station

	Seen   time.Time `json:"seen,omitzero"` // zero: nobody has looked at it yet
	SeenBy string    `json:"seen_by,omitempty"`
}

// ComparedPaper is all that a comparison found, and the files of the paper, where they lay.
type ComparedPaper struct {
	Conversion ID         `json:"conversion"`
	At         time.Time  `json:"at"`
	Paths      []string   `json:"paths"`
	Files      []Digest   `json:"files"` // of what lay there; empty: it could not be read again
	Found      Comparison `json:"found"`
}

// Keep sums up what was found, without its details.
func (p ComparedPaper) Keep(clerk string) KeptComparison {
	return KeptComparison{Conversion: p.Conversion, Clerk: clerk, At: p.At, Same: p.Found.Same(), Count: p.Found.Count(), Added: p.Found.Added(), Loose: len(p.Found.Loose())}
}

// Said tells the verdict, Vietnamese.
func (k KeptComparison) Said() string {
	switch {
	case k.Same && k.Added > 0:
		return fmt.Sprintf("Bản giấy giữ đủ chữ của bản in, có %d chỗ thêm phải xem bằng mắt.", k.Added)
	case k.Same:
		return "Bản giấy khớp với bản in."
	case k.Count > 0:
		return fmt.Sprintf("Bản giấy khác bản in ở %d chỗ.", k.Count)
	}
	return fmt.Sprintf("Chưa so được từng nét chữ ở %d trang.", k.Loose)
}

// State is whether somebody has looked at the result.
func (k KeptComparison) State() State {
	if k.Seen.IsZero() {
		return "unseen"
	}
	return "seen"
}
