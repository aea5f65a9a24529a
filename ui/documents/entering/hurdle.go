package entering

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// Hurdle is what keeps a document from coming on its register, with the button that helps.
type Hurdle struct {
	Content *fyne.Container

	entry   *Entry
	callout *kit.Callout
	Sure    *kit.Check // a person says what no computer can know
	Counts  *Counts    // how a year is to count that is opened here
	Act     *kit.Button
	see     *kit.Button

	name    string // of the failure that stands; empty: none
	Pressed bool   // it came up as a document was to be kept, which is tried again
	as      office.ID
	clock   office.Failure // what speaks against the day of the PC
	Asking  *kit.Reason    // why it is right
}

func newHurdle(e *Entry) *Hurdle {
	h := &Hurdle{entry: e, callout: kit.NewCallout()}
	h.Sure = kit.NewCheck(kit.T("documents.first"), func(yes bool) { kit.Able(h.Act, yes) })
	h.Act = kit.NewMainButton("", nil, h.press)
	h.Counts = newCounts()
	h.see = kit.NewButton(kit.T("documents.twin-see"), nil, func() { e.around.Open(h.as) })
	e.desk.Guard(office.MayKeep, h.Act)
	h.Content = container.NewVBox(h.callout, h.Sure, h.Counts.Content, kit.Flow(h.Act, h.see))
	h.Content.Hide()
	return h
}

// Names of the failures of the station that have a way out here.
const (
	notBegun  = "numbering.not-begun"
	notOpen   = "documents.year-not-open"
	exhausted = "numbering.exhausted"
	taken     = "documents.number-taken"
	doubted   = "office.clock-doubted"
	dayAhead  = "office.day-ahead"
	longAgo   = "office.day-long-ago"
	otherYear = "office.day-other-year"
	putRight  = "documents.why-put-right"
)

// words are those of the button that leads out of a failure.
var words = map[string]func() string{notBegun: openSaid, notOpen: openSaid,
	exhausted: func() string { return kit.T("documents.to-numbers") },
	taken:     func() string { return kit.T("documents.try") },
	twinThere: func() string { return kit.T("documents.twin-keep") },
	doubted:   func() string { return kit.T("documents.clock-why") },
	dayAhead:  daySaid,
	longAgo:   daySaid,
	otherYear: daySaid,
	putRight:  whySaid,
}

func daySaid() string { return kit.T("documents.day-keep") }

func whySaid() string { return kit.T("documents.put-right-yes") }

// asks tells whether a person may say that what was typed is right, which other words would not be.
func (h *Hurdle) asks() bool {
	return h.name == twinThere || h.name == dayAhead || h.name == longAgo || h.name == otherYear
}

func openSaid() string { return kit.T("documents.open") }

// Look asks whether this year's numbers can be given, before anybody types; ctx ends when the
// clerk leaves the page.
func (h *Hurdle) Look(ctx context.Context) {
	kit.Load(ctx, func(ctx context.Context) (office.Counting, error) {
		return h.entry.services.NumbersStand(ctx, called.ThisYear())
	}, func(c office.Counting, err error) {
		h.Counts.stands(c)
		if h.name != "" && h.Pressed && err == nil && h.name != notBegun && h.name != notOpen {
			return // another one stands, of the document in the form
		}
		if !h.stands(err, h.Pressed) {
			h.clear()
		}
	})
}

// stands shows a failure with its way out, and tells whether it has one.
func (h *Hurdle) stands(err error, pressed bool) bool {
	told, _ := office.FailureIn(err)
	word, leads := words[told.Name]
	if !leads {
		return false
	}
	if h.name != told.Name {
		h.Sure.SetChecked(false)
	}
	h.name, h.Pressed, h.as = told.Name, pressed, ""
	var t there
	if errors.As(err, &t) {
		h.as = t.as
	}
	h.clock, _ = kit.ClockDoubted(err)
	h.callout.Fail(err)
	h.Act.SetText(word())
	kit.Seen(h.Sure, told.Name == notBegun)
	kit.Seen(h.Counts.Content, told.Name == notBegun || told.Name == notOpen)
	kit.Able(h.Act, told.Name != notBegun || h.Sure.Checked)
	kit.Seen(h.see, h.as != "")
	h.Content.Show()
	h.entry.around.Grown()
	return true
}

func (h *Hurdle) clear() {
	h.name, h.Pressed = "", false
	if h.Content.Visible() {
		h.Content.Hide()
		h.entry.around.Grown()
	}
}

// press takes the way out.
func (h *Hurdle) press() {
	e := h.entry
	switch h.name {
	case notBegun, notOpen:
		h.Open(called.ThisYear(), h.name == notBegun)
	case exhausted:
		e.around.Numbers()
	case taken:
		e.Kept.Press()
	case doubted:
		h.vouch()
	case putRight:
		h.explain()
	default:
		if e.sure == nil {
			e.sure = map[string]bool{}
		}
		e.sure[h.name] = true
		e.Kept.Press()
	}
}

// vouch asks why the day of the PC is right, and keeps the document with that word.
func (h *Hurdle) vouch() {
	e := h.entry
	h.Asking = e.desk.AskClock(h.clock, func(why string) {
		e.clockWhy = why
		e.Kept.Press()
	})
}

// explain asks why what was signed is put right, and keeps it with that word.
func (h *Hurdle) explain() {
	e := h.entry
	h.Asking = e.desk.AskReason(kit.T("documents.put-right"), kit.T("documents.put-right-about"), kit.T("documents.put-right-yes"), func(why string) {
		e.why = why
		e.Kept.Press()
	})
}

// Open opens the registers of a year, and keeps the document that waited for it.
func (h *Hurdle) Open(year int, anew bool) {
	again, wish := h.Pressed, office.YearWish{Year: year, Anew: anew, Counts: h.Counts.wish()}
	h.entry.desk.Carry(kit.T("documents.opened", year), func(ctx context.Context) error {
		return h.entry.services.OpenYear(ctx, h.entry.around.By(), wish)
	}, func() {
		h.entry.around.Changed()
		h.clear()
		if again {
			h.entry.Kept.Press()
		}
	})
}
