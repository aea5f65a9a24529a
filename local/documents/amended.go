package documents

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// What is done with a document that was sent, or came, with mistakes (Nghị định 30/2020, Điều 18) is
// a record of its own, which names both documents and never changes: the document itself stays on
// its register as it is.

// The steps by which documents are amended.
const (
	StepRecall  = "recall-registered"
	StepUpdate  = "update-registered"
	StepReplace = "replace-registered"

	StepTakeBack = "take-back-amended"
)

// AmendStep is what a business is called in the journal.
func AmendStep(b office.Business) string {
	return map[office.Business]string{office.BusinessRecall: StepRecall, office.BusinessUpdate: StepUpdate, office.BusinessReplace: StepReplace}[b]
}

const (
	facetAmends = "amends" // the document that amends another
	facetEnded  = "ended"  // the document whose force ended
	recalledIs  = "recalled"
	facetTied   = "tied" // each of its two documents, also once it was taken back
)

// Amendments are the recalls, updates and replacements. The force of a document ends once. One that was
// taken back counts for nothing, and its documents tell of it in their histories alone.
var Amendments = store.Kind[office.Amended]{
	Name: office.KindAmended, Said: "Thu hồi, đính chính, thay thế văn bản", Clash: store.Newest, Silent: true, Rev: 2, Only: []string{facetEnded}, Taken: EndedAlready,
	Named: func(a *office.Amended) (*office.ID, *int64) { return &a.ID, &a.Version },
	Steps: []store.Step{
		{Name: StepRecall, Said: office.BusinessRecall.Said(), From: []office.State{store.Unborn}, Needs: office.MayWithdraw},
		{Name: StepUpdate, Said: office.BusinessUpdate.Said(), From: []office.State{store.Unborn}, Needs: office.MayWithdraw},
		{Name: StepReplace, Said: office.BusinessReplace.Said(), From: []office.State{store.Unborn}, Needs: office.MayWithdraw},
		{Name: StepTakeBack, Said: "Bỏ ghi thu hồi, đính chính, thay thế", From: []office.State{""}, To: office.AmendedBack, Needs: office.MayWithdraw},
	},
	Beside: checkAmended,
	Line: func(a office.Amended) store.Line {
		facts := map[string][]string{facetTied: {string(a.Document)}}
		if a.By != "" {
			facts[facetTied] = append(facts[facetTied], string(a.By))
		}
		if a.State == "" {
			tie(facts, a)
		}
		return store.Line{Title: a.Business.Said(), Below: a.Why, State: a.State, At: a.At.UTC().Format(time.RFC3339), Words: []string{a.Clerk}, Facts: facts}
	},
	Fields: map[string]string{"business": "Việc", "document": "Văn bản", "by": "Theo văn bản", "why": "Lý do", "clerk": "Người ghi", "back": "Lý do bỏ ghi"},
	Values: map[string]func(string) string{"business": store.Said(office.Business.Said), "state": func(state string) string {
		return map[string]string{string(office.AmendedBack): "Đã bỏ ghi"}[state]
	}},
}

// tie puts down what a business that stands says of its documents.
func tie(facts map[string][]string, a office.Amended) {
	facts[FacetDocument] = []string{string(a.Document)}
	if a.By != "" {
		facts[facetAmends] = []string{string(a.By)}
	}
	if a.Business.Ends() {
		facts[facetEnded] = []string{string(a.Document)}
	}
	if a.Business == office.BusinessRecall {
		facts[FacetOpen] = []string{recalledIs}
	}
}

// checkAmended lets through what the two documents allow, as they stand in this transaction.
func checkAmended(in *store.Inside, a *office.Amended) error {
	a.Why, a.Back = strings.TrimSpace(a.Why), strings.TrimSpace(a.Back)
	switch {
	case in.Step() == StepTakeBack && a.Back == "":
		return NoReasonToAmend
	case len([]rune(a.Back)) > longest:
		return TooLong.About(longest)
	case in.Step() == StepTakeBack:
		return nil
	case a.Why == "":
		return NoReasonToAmend
	case len([]rune(a.Why)) > longest:
		return TooLong.About(longest)
	case a.By == "" && a.Business != office.BusinessRecall:
		return NoOther.About(strings.ToLower(a.Business.Said()))
	case a.By == a.Document:
		return Itself
	}
	var first office.Registered
	for i, id := range []office.ID{a.Document, a.By} {
		if id == "" {
			continue
		}
		r, err := standing(in, id)
		if err != nil {
			return err
		}
		if i == 1 && r.Flow != first.Flow {
			return OtherRegister.About(r.Flow.Said(), first.Flow.Said())
		}
		if err := amendable(in, r); err != nil {
			return err
		}
		if i == 1 {
			if err := formFits(a.Business, first, r); err != nil {
				return err
			}
		}
		first = r
	}
	return notAlready(in, *a)
}

// formFits tells whether one document of the office can do something to another by its form (Nghị định 30/2020, Điều
// 18): what it says is changed or replaced by a document of its own form, how it says it is put right by a công văn.
// How others do it is theirs. Whose authority is the greater nobody looks at here. It fails with OtherForm and
// OtherFormReplaces.
func formFits(b office.Business, old, by office.Registered) error {
	switch {
	case !by.Flow.Makes() || by.Document.Type == old.Document.Type:
		return nil
	case b == office.BusinessReplace:
		return OtherFormReplaces.About(cmp.Or(by.Numbered(), by.Said()))
	case b == office.BusinessUpdate && by.Document.Type != letter:
		return OtherForm.About(cmp.Or(by.Numbered(), by.Said()))
	}
	return nil
}

// notAlready keeps two documents from being tied twice, and from each putting the other right.
func notAlready(in *store.Inside, a office.Amended) error {
	for _, id := range []office.ID{a.Document, a.By} {
		all, err := store.EveryBy[office.Amended](in, office.KindAmended, FacetDocument, string(id))
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(was office.Amended) bool {
			return was.By != "" && (was.Document == a.Document && was.By == a.By || was.Document == a.By && was.By == a.Document)
		}) {
			return TiedAlready
		}
	}
	return nil
}

// amendable tells whether something can be done with a document, or by it: it stands on a register of
// what comes, goes or stays, its force has not ended, and where its road was begun it has gone out.
func amendable(in *store.Inside, r office.Registered) error {
	if r.State != office.RegisteredStands {
		return Cancelled.About(r.Said())
	}
	if r.Flow != office.FlowIn && r.Flow != office.FlowOut && r.Flow != office.FlowInternal {
		return NoAmending.About(r.Flow.Said())
	}
	if over, err := endedIn(in, r.ID); err != nil || over {
		return cmp.Or(err, error(EndedAlready))
	}
	if out, begun, err := wentOut(in, r); err != nil || begun && !out {
		return cmp.Or(err, error(NotIssued.About(r.Said())))
	}
	return nil
}

// endedIn tells whether the force of a document has ended.
func endedIn(in *store.Inside, id office.ID) (bool, error) {
	ended, err := store.EveryBy[office.Amended](in, office.KindAmended, facetEnded, string(id))
	return len(ended) > 0, err
}

// wentOut tells of a document that the office makes whether it was issued, by the steps of its road;
// not begun: no step says anything of it.
func wentOut(in *store.Inside, r office.Registered) (out, begun bool, err error) {
	if !r.Flow.Makes() {
		return false, false, nil
	}
	j, _, err := readIn(in, r.ID)
	if err != nil || len(j.Steps) == 0 {
		return false, false, err
	}
	stage := j.Shown().Stage
	return stage == office.StageIssued || stage == office.StageFiled, true, nil
}

// cancellable keeps a number from being cancelled whose document has gone out, as all have that came with
// an old register, whose force has ended, or which does something to another one: who holds it in their
// hands would be told that it never was (Điều 18).
func cancellable(in *store.Inside, r office.Registered) error {
	if out, _, err := wentOut(in, r); err != nil || out || r.Flow.Makes() && r.Brought.Run != "" {
		return cmp.Or(err, error(WentOut))
	}
	if over, err := endedIn(in, r.ID); err != nil || over {
		return cmp.Or(err, error(EndedAlready))
	}
	amends, err := store.EveryBy[office.Amended](in, office.KindAmended, facetAmends, string(r.ID))
	if err == nil && len(amends) > 0 {
		err = AmendsOther
	}
	return err
}

// wentOutMeanwhile lets a document that was cancelled stand again where it went out, at another station
// that knew nothing of it: whoever has it in their hands is to be told the truth.
func wentOutMeanwhile(in *store.Inside, r office.Registered) error {
	if out, _, err := wentOut(in, r); err != nil || out {
		return err
	}
	return NotOut
}

// TiedOf are all that was ever written of a document being recalled, updated or replaced, or doing so to
// another; what was taken back, too.
func TiedOf(ctx context.Context, s *store.Store, id office.ID) ([]office.Amended, error) {
	return store.By(ctx, s, Amendments, facetTied, string(id))
}

// AmendedOf tells what was done to a document, and by it to others, the first first.
func AmendedOf(ctx context.Context, s *store.Store, id office.ID) (all []office.AmendedTold, err error) {
	for _, facet := range []string{FacetDocument, facetAmends} {
		some, err := store.By(ctx, s, Amendments, facet, string(id))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(some, func(a, b office.Amended) int {
			return cmp.Or(a.At.Compare(b.At), strings.Compare(string(a.ID), string(b.ID)))
		})
		for _, a := range some {
			other := a.By
			if other == id {
				other = a.Document
			}
			number, err := numberOf(ctx, s, other)
			if err != nil {
				return nil, err
			}
			over, err := Ended(ctx, s, []office.ID{a.By})
			if err != nil {
				return nil, err
			}
			if over[a.By] && other == a.By {
				number += " (nay đã bị thu hồi hoặc thay thế)"
			}
			how, err := correction(ctx, s, a)
			if err != nil {
				return nil, err
			}
			all = append(all, a.Tell(id, number, how))
		}
	}
	return all, nil
}

// correction is what an update of a document of the office is by the forms of the two; empty: they do not
// tell, or it is none.
func correction(ctx context.Context, s *store.Store, a office.Amended) (office.Correction, error) {
	if a.Business != office.BusinessUpdate {
		return "", nil
	}
	var forms []string
	for _, id := range []office.ID{a.Document, a.By} {
		r, err := store.One(ctx, s, Registered, id)
		switch {
		case errors.Is(err, store.NoSuchRecord) || err == nil && !r.Flow.Makes():
			return "", nil
		case err != nil:
			return "", err
		}
		forms = append(forms, r.Document.Type)
	}
	switch old, by := forms[0], forms[1]; {
	case by == letter && old != letter:
		return office.CorrectsForm, nil
	case by == old && by != letter:
		return office.CorrectsContent, nil
	}
	return "", nil
}

// amendedAmong are those of some documents to which something was done, or by which it was to others.
func amendedAmong(ctx context.Context, s *store.Store, ids []string) (map[office.ID]bool, error) {
	touched := map[office.ID]bool{}
	for _, facet := range []string{FacetDocument, facetAmends} {
		all, err := store.ByAny(ctx, s, Amendments, facet, ids)
		if err != nil {
			return nil, err
		}
		for _, a := range all {
			touched[a.Document], touched[a.By] = true, true
		}
	}
	return touched, nil
}

// fates is what was done to each of some documents: what ended its force, or else the last
// correction.
func fates(ctx context.Context, s *store.Store, ids []office.ID) (map[office.ID]office.Amended, error) {
	all, err := store.ByAny(ctx, s, Amendments, FacetDocument, ids)
	slices.SortFunc(all, func(a, b office.Amended) int { return strings.Compare(string(a.ID), string(b.ID)) })
	is := map[office.ID]office.Amended{}
	for _, a := range all {
		if a.Business.Ends() || !is[a.Document].Business.Ends() {
			is[a.Document] = a
		}
	}
	return is, err
}

// numberAlone is the number of a document as it stands on paper, or else on its register; empty: there is none, or it has not come here.
func numberAlone(ctx context.Context, s *store.Store, id office.ID) (string, error) {
	if id == "" {
		return "", nil
	}
	r, err := store.One(ctx, s, Registered, id)
	if errors.Is(err, store.NoSuchRecord) {
		return "", nil
	}
	return cmp.Or(r.Numbered(), r.Said()), err
}

// numberOf is how a document is called; empty: there is none, or it has not come here.
func numberOf(ctx context.Context, s *store.Store, id office.ID) (string, error) {
	if id == "" {
		return "", nil
	}
	r, err := store.One(ctx, s, Registered, id)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		return "", nil
	case err != nil:
		return "", err
	}
	said := r.Flow.Said() + " số " + cmp.Or(r.Numbered(), r.Said())
	if r.State == office.RegisteredCancelled { // at another station, while nothing was known of this
		said += " (đã hủy trong sổ)"
	}
	return said, nil
}

// Ended are those of some documents whose force has ended.
func Ended(ctx context.Context, s *store.Store, ids []office.ID) (map[office.ID]bool, error) {
	all, err := store.ByAny(ctx, s, Amendments, facetEnded, ids)
	is := map[office.ID]bool{}
	for _, a := range all {
		is[a.Document] = true
	}
	return is, err
}

// AllEnded are the documents whose force has ended: nothing more is owed of them by a day.
func AllEnded(ctx context.Context, s *store.Store) (map[office.ID]bool, error) {
	values, err := s.Values(ctx, office.KindAmended, facetEnded)
	is := map[office.ID]bool{}
	for _, id := range values {
		is[office.ID(id)] = true
	}
	return is, err
}

// AllRecalled are the documents that were recalled.
func AllRecalled(ctx context.Context, s *store.Store) (all []office.ID, err error) {
	some, err := store.By(ctx, s, Amendments, FacetOpen, recalledIs)
	for _, a := range some {
		all = append(all, a.Document)
	}
	return all, err
}

// What keeps a document from being recalled, updated or replaced.
var (
	NoReasonToAmend = office.Failure{
		Name: "documents.no-reason-to-amend",
		Said: "Chưa ghi lý do thu hồi, đính chính hay thay thế.",
		Next: "Hãy ghi văn bản sai ở đâu, vì sao phải làm vậy.",
	}
	NoSuchBusiness = office.Failure{
		Name: "documents.no-such-business",
		Said: "Không có việc “%s” với văn bản.",
		Next: "Hãy chọn thu hồi, đính chính hoặc thay thế.",
	}
	NoOther = office.Failure{
		Name: "documents.no-other",
		Said: "Chưa nói văn bản nào dùng để %s.",
		Next: "Hãy vào sổ văn bản mới trước, rồi chọn văn bản ấy.",
	}
	Itself = office.Failure{
		Name: "documents.itself",
		Said: "Một văn bản không thay thế, đính chính hay thu hồi chính nó.",
		Next: "Hãy chọn văn bản khác.",
	}
	EndedAlready = office.Failure{
		Name: "documents.ended-already",
		Said: "Một trong hai văn bản đã bị thu hồi hoặc thay thế trước đó.",
		Next: "Hãy mở văn bản để xem đã có việc gì, rồi chọn văn bản còn hiệu lực.",
	}
	OtherForm = office.Failure{
		Name: "documents.other-form",
		Said: "%s không phải công văn, cũng không cùng tên loại với văn bản được sửa.",
		Next: "Đính chính thể thức, kỹ thuật trình bày thì bằng công văn; sửa đổi nội dung thì bằng văn bản cùng tên loại (Nghị định 30/2020, Điều 18).",
	}
	OtherFormReplaces = office.Failure{
		Name: "documents.other-form-replaces",
		Said: "%s không cùng tên loại với văn bản bị thay thế.",
		Next: "Hãy thay bằng văn bản cùng tên loại (Nghị định 30/2020, Điều 18). Nếu chỉ sai thể thức, kỹ thuật trình bày thì ghi đính chính bằng công văn; nếu văn bản không còn dùng nữa thì ghi thu hồi.",
	}
	OtherRegister = office.Failure{
		Name: "documents.other-register",
		Said: "Văn bản đã chọn nằm ở sổ văn bản %s, còn văn bản này ở sổ văn bản %s.",
		Next: "Hãy chọn văn bản trong cùng một sổ.",
	}
	NotIssued = office.Failure{
		Name: "documents.not-issued",
		Said: "Văn bản số %s chưa phát hành.",
		Next: "Văn bản chưa gửi đi thì sửa dự thảo, hoặc hủy trong sổ; đã gửi thì hãy ghi bước phát hành trước.",
	}
	WentOut = office.Failure{
		Name: "documents.went-out",
		Said: "Văn bản này đã phát hành, nên không hủy trong sổ được.",
		Next: "Hãy ghi thu hồi, hoặc thay thế bằng văn bản mới (Nghị định 30/2020, Điều 18).",
	}
	NotOut = office.Failure{
		Name: "documents.not-out",
		Said: "Văn bản này đã hủy trong sổ và chưa phát hành ở máy nào.",
		Next: "Số đã hủy không dùng lại. Hãy vào sổ văn bản lần nữa để có số mới.",
	}
	AmendsOther = office.Failure{
		Name: "documents.amends-other",
		Said: "Văn bản này đang thu hồi, đính chính hoặc thay thế văn bản khác, nên không hủy trong sổ được.",
		Next: "Nếu vào sổ sai, hãy sửa nội dung trong sổ; số và liên kết vẫn giữ.",
	}
	TiedAlready = office.Failure{
		Name: "documents.tied-already",
		Said: "Hai văn bản này đã được ghi là liên quan với nhau.",
		Next: "Hãy mở văn bản để xem đã có việc gì giữa hai văn bản.",
	}
	NoAmending = office.Failure{
		Name: "documents.no-amending",
		Said: "Văn bản %s không thu hồi, đính chính hay thay thế được ở đây.",
		Next: "Hãy chọn văn bản đến, đi hoặc nội bộ.",
	}
)
