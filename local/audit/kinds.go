package audit

import (
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Kinds that the audit itself adds to the journal, by a step that a person does.
const (
	KindReview      office.Kind = "audit-review"
	KindRequirement office.Kind = "requirement"
)

// StepReview is the step of a review.
const StepReview = "review"

// Reviews is how a review of the journal is kept.
var Reviews = store.Kind[office.JournalReview]{
	Name: KindReview, Said: "Lần soát xét nhật ký", Clash: store.Alone,
	Named: func(r *office.JournalReview) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{{Name: StepReview, Said: "Soát xét nhật ký", From: []office.State{store.Unborn}, Needs: office.MayReview}},
	Check: func(_ *office.JournalReview, now office.JournalReview, _ string) error { return wholeReview(now) },
	Line: func(r office.JournalReview) store.Line {
		return store.Line{Title: "Soát xét nhật ký " + r.At.In(office.VietNam).Format("02/01/2006"), Below: r.Found, At: r.At.UTC().Format(time.RFC3339), Words: []string{r.Reviewer, r.Found}}
	},
	Fields: map[string]string{"reviewer": "Người soát xét", "since": "Từ lúc", "upto": "Đến mục", "upto.seq": "Số", "upto.hash": "Mã băm", "found": "Thấy gì"},
}

// mostWords bounds what a person writes of a review or a requirement, in letters.
const mostWords = 4_000

func wholeReview(r office.JournalReview) error {
	switch {
	case r.Reviewer == "":
		return NoReviewer
	case blank(r.Found):
		return NothingFound
	case tooLong(r.Found):
		return TooManyWords.About(mostWords)
	}
	return nil
}

// Every is how often the journal is to be reviewed, and Kept how long its entries are
// kept at least: this program never takes one away.
const (
	Every = 7 * 24 * time.Hour
	Kept  = 12 // months
)

// Owed tells since when a review is owed, given the newest one and the birth of the
// station; zero: none is.
func Owed(now, born time.Time, newest *office.JournalReview) time.Time {
	from := born
	if newest != nil {
		from = newest.At
	}
	if due := from.Add(Every); now.After(due) {
		return due
	}
	return time.Time{}
}

// Requirement (yêu cầu khác) is what the system must meet by another text than those
// that the program knows (Điều 6.3g): a free list with its basis.
type Requirement struct {
	ID      office.ID `json:"id"`
	Version int64     `json:"version"`
	Asks    string    `json:"asks"`
	Basis   string    `json:"basis"` // "Quy chế 12/QC-UBND, Điều 4"
	Met     string    `json:"met"`   // how it is met; empty: it is not yet
	Clerk   string    `json:"clerk"`
	At      time.Time `json:"at"`
	Dropped bool      `json:"dropped,omitempty"` // it holds no more
}

// Open is the state of a Requirement that is not met yet.
const Open office.State = "open"

// Steps of a Requirement.
const (
	StepAsk  = "ask"
	StepMeet = "meet"
	StepDrop = "drop"
)

// Requirements is how a Requirement is kept.
var Requirements = store.Kind[Requirement]{
	Name: KindRequirement, Said: "Yêu cầu khác", Clash: store.Fields, Gone: []office.State{"dropped"},
	Named: func(r *Requirement) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{
		{Name: StepAsk, Said: "Ghi yêu cầu", Needs: office.MayRun}, {Name: StepMeet, Said: "Ghi cách đáp ứng", From: []office.State{Open, "met"}, Needs: office.MayRun},
		{Name: StepDrop, Said: "Bỏ yêu cầu", From: []office.State{Open, "met"}, Needs: office.MayRun}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
	},
	Check: func(_ *Requirement, now Requirement, _ string) error { return now.whole() },
	Line: func(r Requirement) store.Line {
		return store.Line{Title: r.Asks, Below: r.Basis, State: r.state(), At: r.At.UTC().Format(time.RFC3339), Words: []string{r.Asks, r.Basis, r.Met}}
	},
	Fields: map[string]string{"asks": "Yêu cầu", "basis": "Căn cứ", "met": "Đáp ứng bằng", "clerk": "Người ghi", "dropped": "Không còn áp dụng"},
}

func (r Requirement) whole() error {
	switch {
	case blank(r.Asks):
		return NothingAsked
	case blank(r.Basis):
		return NoBasis
	case tooLong(r.Asks), tooLong(r.Basis), tooLong(r.Met):
		return TooManyWords.About(mostWords)
	}
	return nil
}

func (r Requirement) state() office.State {
	switch {
	case r.Dropped:
		return "dropped"
	case r.Met != "":
		return "met"
	}
	return Open
}
