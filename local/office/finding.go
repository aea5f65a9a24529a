package office

import "time"

// RecordWish chooses records of conversions: by words, and by what is true of them now.
type RecordWish struct {
	Text      string
	Direction Direction // empty: both
	Stands    Stands    // empty: all that is finished
	Within    Span      // in which it was finished, or begun while it is not; empty: any
}

// Stands (tình trạng) is how a record stands, for who looks for some.
type Stands string

// How records stand.
const (
	StandsSigned    Stands = "signed"    // finished, and has a signed form
	StandsToSign    Stands = "to-sign"   // checked or finished, and the signature that it must have is wanting
	StandsToPaper   Stands = "to-paper"  // a data message on its way to paper: checked, printed, or without its ink
	StandsWithdrawn Stands = "withdrawn" // the office does not rely on it any more
)

// Span (khoảng thời gian) is a time that a clerk means by a word.
type Span string

// The spans.
const (
	Today     Span = "today"
	SevenDays Span = "seven-days" // today and the six days before
	ThisMonth Span = "this-month"
	LastMonth Span = "last-month"
	ThisYear  Span = "this-year"
	LastYear  Span = "last-year"
)

// Bounds are the first moment of a span and the first one after it, by the calendar of
// Việt Nam; both are zero for any time.
func (s Span) Bounds(now time.Time) (since, until time.Time) {
	now = now.In(VietNam)
	day := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, VietNam)
	}
	y, m, d := now.Date()
	switch s {
	case Today:
		return day(y, m, d), day(y, m, d+1)
	case SevenDays:
		return day(y, m, d-6), day(y, m, d+1)
	case ThisMonth:
		return day(y, m, 1), day(y, m+1, 1)
	case LastMonth:
		return day(y, m-1, 1), day(y, m, 1)
	case ThisYear:
		return day(y, 1, 1), day(y+1, 1, 1)
	case LastYear:
		return day(y-1, 1, 1), day(y, 1, 1)
	}
	return since, until
}

// Hit is a record of any kind, as one search over all of them shows it.
type Hit struct {
	Kind  Kind
	ID    ID
	Word  string // what people call the kind: "Kênh thông tin"
	Title string
	Below string
	Met   string // yyyy-mm-dd: its day that was asked for; empty: no day was, or a conversion

	// Of a conversion, which leads to other places with each state and direction.
	State     State
	Direction Direction
	Excerpt   Excerpt // where it was found on a page
}

// Anything is what the one search of the window found.
type Anything struct {
	Hits  []Hit
	Meant []string // the stretches of days that were understood, in words
	More  bool     // there is more than was asked for
}

// Excerpt is where what was searched for stands on a page. A zero one is none: the record says
// it itself, or it was not found.
type Excerpt struct {
	Page int    `json:"page"` // from 0
	Line string `json:"line"` // on which it stands
}
