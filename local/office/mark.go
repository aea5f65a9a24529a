package office

import "image"

// MarkTemplate (mẫu ký hiệu riêng) is the wording of a mark for a direction, a
// form and, where Type is set, for one document type only. A change makes a new
// version; conversions keep the one that they were made with (Điều 4.1a, 5.2a).
//
// A line may hold {thoi-gian}, {co-quan}, {nguoi}, {chuc-vu}, {ma}, {ho-so},
// {tra-cuu} and {he-thong}, {chu-quan}, and on paper that was made of a data
// message also {cac-he-thong} and {dia-chi}. A line whose fields are all empty
// is left out; one with {cac-he-thong} stands as often as there are systems.
type MarkTemplate struct {
	ID        ID        `json:"id"`
	Version   int64     `json:"version"`
	Direction Direction `json:"direction,omitempty"` // empty, as in older stores: PaperToData
	Form      Form      `json:"form"`
	Type      string    `json:"type,omitempty"`
	Lines     []string  `json:"lines"`
	SizePt    float64   `json:"size_pt"` // of the letters
}

// Serves is the direction whose marks the template words.
func (t MarkTemplate) Serves() Direction {
	if t.Direction == "" {
		return PaperToData
	}
	return t.Direction
}

// Where tells which of the four places a mark found.
type Where string

// In the order in which they are tried (design: "Where the mark goes").
const (
	OnPage   Where = "on-page"   // blank room on the page itself
	StripTop Where = "strip-top" // the page grew above
	StripEnd Where = "strip-end" // the page grew below
	OwnSheet Where = "own-sheet" // a sheet after the last page
)

// Spot is the place of a mark: millimetres from the top left corner of the
// sheet as it lies in the PDF, after it has grown.
type Spot struct {
	Where Where   `json:"where"`
	Page  int     `json:"page"` // from 0
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	W     float64 `json:"w"`
	H     float64 `json:"h"`
	Shape int     `json:"shape"` // which of the layouts of the same words
	Grow  float64 `json:"grow"`  // mm by which the page became taller
	Moved bool    `json:"moved"` // the clerk chose it
}

// Mark (ký hiệu riêng) is what was put on the first page.
type Mark struct {
	Template        ID       `json:"template"`
	TemplateVersion int64    `json:"template_version"`
	Lines           []string `json:"lines"`
	SizePt          float64  `json:"size_pt"`
	QR              string   `json:"qr,omitempty"` // the text in the code; empty: none
	Spot            Spot     `json:"spot"`
}

// MarkView is a mark as the window shows it before the act is finished.
type MarkView struct {
	Mark    Mark
	Picture image.Image // of the mark alone at PictureDPI: its ink on nothing, or a sample on white
	SheetW  float64     // mm, of the page after it has grown
	SheetH  float64
}

// PictureDPI is the resolution of MarkView.Picture.
const PictureDPI = 200
