// Package documents keeps the registers of an office's documents (sổ đăng ký văn bản, Nghị
// định 30/2020 Điều 15 và 22): what is on them, and which numbers it has.
//
// What decides who may give a number is local/numbering. Here it becomes records: each is made
// within one transaction by what stands then, so that two programs at one office never give
// one number, and none of them is ever changed by another station.
package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

// The steps of documents and their numbers. Those without a right are the station's own.
const (
	StepRegister = "register"
	StepNumber   = "number"
	StepEdit     = "edit"
	StepCancel   = "cancel"
	StepBring    = "bring"
	StepUncancel = "uncancel"

	StepAskYear  = "ask-year"
	StepOpenYear = "open-year"
	StepAssent   = "assent"
	StepFarewell = "farewell"
	StepShare    = "share"
	StepHandOver = "hand-over"
	StepTakeOver = "take-over"
)

// FacetNumber is a number of a series; FacetSeries the series; FacetDocument what has it.
const (
	FacetNumber   = "number"
	FacetSeries   = "series"
	FacetDocument = "document"
)

// FacetFrom is the conversion by which a document, or a file of one, was digitised.
const FacetFrom = "from"

// Kinds are those of this room.
func Kinds() []store.AnyKind {
	return []store.AnyKind{Registered, OldRegisters, Enclosed, Stamped, Numbers, years, shares, assents, farewells, duties, Steps, Roads, Questions, Meants, Amendments, DraftNotes}
}

// Registered are the documents on the registers. Two stations may each have put something
// right in one; what touches different fields is merged.
var Registered = store.Kind[office.Registered]{
	Name: office.KindRegistered, Said: "Văn bản trong sổ", Clash: store.Fields, Rev: 5,
	Named: func(r *office.Registered) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{
		{Name: StepRegister, Said: "Vào sổ", From: []office.State{store.Unborn}, To: office.RegisteredStands, Needs: office.MayKeep},
		{Name: StepBring, Said: "Nhập từ sổ cũ", From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepNumber, Said: "Thay số tạm bằng số chính thức", From: []office.State{office.RegisteredStands}, To: office.RegisteredStands},
		{Name: StepEdit, Said: "Sửa trong sổ", From: []office.State{office.RegisteredStands}, To: office.RegisteredStands, Needs: office.MayKeep},
		{Name: StepCancel, Said: "Hủy trong sổ, giữ số", From: []office.State{office.RegisteredStands}, To: office.RegisteredCancelled, Needs: office.MayWithdraw},
		{Name: StepUncancel, Said: "Bỏ hủy: văn bản đã phát hành", From: []office.State{office.RegisteredCancelled}, To: office.RegisteredStands, Needs: office.MayWithdraw},
		{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
	},
	Beside: besideRegistered,
	Check:  checkRegistered,
	Line: func(r office.Registered) store.Line {
		title := cmp.Or(r.Document.Subject, "Văn bản chưa có trích yếu")
		return store.Line{
			Title: cmp.Or(r.Numbered(), r.Said()) + " · " + title, Below: joined(r.Document.Issuer, office.Numbered(r.Document.Number, r.Document.Symbol), r.To, r.Reason),
			State: r.State, At: r.Entered, Words: append([]string{r.Signer, r.Note, r.Keeper, r.Document.Type}, append(inOnePiece(r), byRegister(r)...)...),
			Facts:  map[string][]string{FacetSeries: {r.Series}, FacetShelf: shelvesOf(r), waitingFacet: waitingIn(r), facetSame: sameIn(r), facetBrought: broughtIn(r), FacetFrom: {string(r.From)}, facetCalled: calledIn(r)},
			Sifted: map[store.Sift][]string{store.SiftRegister: {string(r.Flow)}, store.SiftYear: {strconv.Itoa(r.Year)}, store.SiftType: {r.Document.Type}, store.SiftIssuer: {r.Document.Issuer}},
			Days:   []string{r.Document.Issued},
		}
	},
	Fields: map[string]string{
		"flow": "Loại sổ", "entered": "Ngày vào sổ", "to": "Nơi nhận", "signer": "Người ký", "note": "Ghi chú", "copies": "Số lượng", "keeper": "Nơi nhận bản lưu", "number": "Số", "waiting": "Số tạm", "day_sure": "Ngày văn bản đã được xem lại", "reason": "Lý do hủy", "why": "Vì sao sửa sau khi ký",
		"brought.run": "Lần nhập sổ cũ", "brought.file": "Tệp của sổ cũ", "brought.sha256": "Mã băm của tệp", "brought.sheet": "Trang tính", "brought.line": "Dòng trong tệp", "brought.number": "Số ghi trong sổ cũ", "brought.doubled": "Sổ cũ có nhiều dòng cùng số",
		"clock.why": "Vì sao giờ máy đúng", "clock.doubts": "Điều không khớp với giờ máy",
		"document.subject": "Trích yếu", "document.number": "Số của văn bản", "document.symbol": "Ký hiệu", "document.issuer": "Cơ quan ban hành", "document.issued": "Ngày văn bản",
	},
	Values: map[string]func(string) string{"flow": store.Said(office.Flow.Said), "state": func(state string) string {
		return map[string]string{"registered": "Trong sổ", "cancelled": "Đã hủy"}[state]
	}},
}

const waitingFacet = "waiting"

// waitingIn is the series in which a document waits for its number.
func waitingIn(r office.Registered) []string {
	if r.Number == 0 && r.State == office.RegisteredStands {
		return []string{r.Series}
	}
	return nil
}

// besideRegistered holds a step against what else is there in the same transaction.
func besideRegistered(in *store.Inside, r *office.Registered) error {
	switch in.Step() {
	case StepBring:
		return bringsNumber(in, r)
	case StepCancel:
		return cancellable(in, *r)
	case StepUncancel:
		return wentOutMeanwhile(in, *r)
	case StepEdit:
		if err := signedStays(in, *r); err != nil {
			return err
		}
		if err := dayVouched(in, r); err != nil {
			return err
		}
		return calledOnce(in, *r)
	case StepRegister:
		if err := numbered(in, r); err != nil {
			return err
		}
		return calledOnce(in, *r)
	case StepNumber:
		if err := numbered(in, r); err != nil {
			return err
		}
		return calledOnce(in, *r)
	case store.SettleStep:
		return numbered(in, r)
	}
	return nil
}

// dayVouched keeps an entry from another day of its document that is doubted, without a word.
func dayVouched(in *store.Inside, r *office.Registered) error {
	was, err := standing(in, r.ID)
	if err == nil && was.Document.Issued != r.Document.Issued {
		*r, err = r.DayVouched(in.Time())
	}
	return err
}

// numbered gives a document the number that was given to it: in the same transaction, or, where a
// person chooses between versions of it, by the station that has its register. Of several, which
// stations gave apart, a version keeps its own.
func numbered(in *store.Inside, r *office.Registered) error {
	all, err := store.EveryBy[Number](in, kindNumber, FacetDocument, string(r.ID))
	if err != nil || slices.ContainsFunc(all, func(n Number) bool { return n.Number > 0 && n.Number == r.Number && n.Series == r.Series }) {
		return err
	}
	for _, n := range all {
		r.Series = n.Series
		if n.Number > 0 {
			r.Number = n.Number
		} else {
			r.Waiting = n.Waiting
		}
	}
	return nil
}

// longest bounds a field of a register, in letters.
const longest = 1000

func checkRegistered(was *office.Registered, r office.Registered, step string) error {
	if err := r.Document.Validate(); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(r.Document.Subject) == "":
		return NoSubject
	case r.Flow.Makes() && r.Document.Type == "":
		return NoType
	case !slices.Contains(office.Flows, r.Flow):
		return NoSuchFlow.About(r.Flow)
	case r.Copies < 0 || r.Copies > office.MostCopies:
		return BadCopies.About(r.Copies)
	case len([]rune(r.Keeper)) > longest || len([]rune(r.To)) > longest || len([]rune(r.Note)) > longest || len([]rune(r.Reason)) > longest || len([]rune(r.Why)) > longest:
		return TooLong.About(longest)
	case step == StepCancel && r.Reason == "", step == StepUncancel && r.Why == "":
		return NoReason
	}
	if err := signed(was, r, step); err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, r.Entered)
	if err != nil {
		return BadDay.About(r.Entered)
	}
	if (step == StepRegister || step == StepEdit && was != nil && was.Entered != r.Entered) && day.Year() != r.Year {
		return OtherYearEntered.About(day.Format("02/01/2006"), r.Year)
	}
	if was != nil && step != StepNumber && step != store.SettleStep && (was.Series != r.Series || was.Number != r.Number || was.Waiting != r.Waiting || was.Flow != r.Flow || was.Brought != r.Brought) {
		return NumberStays
	}
	return nil
}

// Number is a number that a station gave. It is never changed, and never removed.
type Number struct {
	ID       office.ID `json:"id"`
	Version  int64     `json:"version"`
	Station  office.ID `json:"station"`
	Series   string    `json:"series"`
	Number   int       `json:"number,omitempty"`  // 0: a provisional one
	Waiting  string    `json:"waiting,omitempty"` // the provisional number
	Document office.ID `json:"document"`
}

// Numbers are those that were given.
var Numbers = store.Kind[Number]{
	Name: kindNumber, Said: "Số trong sổ", Clash: store.Alone, Silent: true, Only: []string{FacetNumber}, Taken: NumberTaken,
	Named:  func(n *Number) (*office.ID, *int64) { return &n.ID, &n.Version },
	Steps:  []store.Step{{Name: StepRegister, Said: "Cấp số", From: []office.State{store.Unborn}, Needs: office.MayKeep}, {Name: StepNumber, Said: "Cấp số chính thức", From: []office.State{store.Unborn}}},
	Beside: giveNumber,
	Line: func(n Number) store.Line {
		facts := map[string][]string{FacetDocument: {string(n.Document)}}
		if n.Number > 0 {
			facts[FacetNumber], facts[FacetSeries] = []string{valueOf(n.Series, n.Number)}, []string{n.Series}
		} else {
			facts[provisionalFacet] = []string{valueOf(n.Series, ordinal(n.Waiting))}
		}
		return store.Line{Title: cmp.Or(n.Waiting, fmt.Sprintf("%02d", n.Number)), Facts: facts}
	},
	Fields: map[string]string{"series": "Sổ", "number": "Số", "waiting": "Số tạm", "document": "Văn bản"},
}

const provisionalFacet = "provisional"

// valueOf writes a number so that values sort as numbers do.
func valueOf(series string, n int) string { return fmt.Sprintf("%s/%09d", series, n) }

// ordinal is the number within a provisional one: 3 of "3-4f2a".
func ordinal(waiting string) int {
	n, _ := strconv.Atoi(strings.SplitN(waiting, "-", 2)[0])
	return n
}

// giveNumber gives the next number of its series, or a provisional one where this station is
// not in duty.
func giveNumber(in *store.Inside, n *Number) error {
	s, ok := numbering.ParseSeries(n.Series)
	if !ok {
		return fmt.Errorf("no series %q", n.Series)
	}
	v, err := ViewOf(in, s)
	if err != nil {
		return err
	}
	used, failed := usedIn(in, n.Series)
	next, final, err := v.Next(s, used)
	if err = cmp.Or(*failed, err); err != nil {
		return err
	}
	n.Station = in.Station()
	switch {
	case final:
		n.Number, n.Waiting = next, ""
		return nil
	case in.Step() == StepNumber:
		return numbering.NotInDuty
	}
	last, err := in.GreatestHere(kindNumber, provisionalFacet, valueOf(n.Series, 0), valueOf(n.Series, mostNumber))
	n.Number, n.Waiting = 0, fmt.Sprintf("%d-%s", numberIn(last)+1, in.Station().Short())
	return err
}

const mostNumber = 999_999_999

func numberIn(value string) int {
	n, _ := strconv.Atoi(value[strings.LastIndex(value, "/")+1:])
	return n
}

// usedIn tells the last number within a span that this station gave, or that it took over with an
// old register. What fails is told in the
// error that is returned beside it.
func usedIn(in *store.Inside, series string) (func(numbering.Span) int, *error) {
	failed := new(error)
	return func(span numbering.Span) int {
		last := 0
		for kind, facet := range map[office.Kind]string{kindNumber: FacetNumber, office.KindRegistered: facetBrought, office.KindOldRegister: facetReserved} {
			value, err := in.GreatestHere(kind, facet, valueOf(series, span.From), valueOf(series, span.To))
			if err != nil {
				*failed = err
				return mostNumber
			}
			last = max(last, numberIn(value))
		}
		return last
	}, failed
}

func joined(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " · ")
}
