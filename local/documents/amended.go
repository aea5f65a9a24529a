package documents

import (
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
)

// AmendStep is what a business is called in the journal.
func AmendStep(b office.Business) string {
	return map[office.Business]string{office.BusinessRecall: StepRecall, office.BusinessUpdate: StepUpdate, office.BusinessReplace: StepReplace}[b]
}

const (
	facetAmends = "amends" // the document that amends another
	facetEnded  = "ended"  // the document whose force ended
	recalledIs  = "recalled"
)

// Amendments are the recalls, updates and replacements. The force of a document ends once.
var Amendments = store.Kind[office.Amended]{
	Name: office.KindAmended, Said: "Thu hồi, đính chính, thay thế văn bản", Clash: store.Alone, Silent: true, Only: []string{facetEnded}, Taken: EndedAlready,
	Named: func(a *office.Amended) (*office.ID, *int64) { return &a.ID, &a.Version },
	Steps: []store.Step{
		{Name: StepRecall, Said: office.BusinessRecall.Said(), From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepUpdate, Said: office.BusinessUpdate.Said(), From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepReplace, Said: office.BusinessReplace.Said(), From: []office.State{store.Unborn}, Needs: office.MayKeep},
	},
	Beside: checkAmended,
	Line: func(a office.Amended) store.Line {
		facts := map[string][]string{FacetDocument: {string(a.Document)}}
		if a.By != "" {
			facts[facetAmends] = []string{string(a.By)}
		}
		if a.Business.Ends() {
			facts[facetEnded] = []string{string(a.Document)}
		}
		if a.Business == office.BusinessRecall {
			facts[FacetOpen] = []string{recalledIs}
		}
		return store.Line{Title: a.Business.Said(), Below: a.Why, At: a.At.UTC().Format(time.RFC3339), Words: []string{a.Clerk}, Facts: facts}
	},
	Fields: map[string]string{"business": "Việc", "document": "Văn bản", "by": "Theo văn bản", "why": "Lý do", "clerk": "Người ghi"},
	Values: map[string]func(string) string{"business": store.Said(office.Business.Said)},
}

// checkAmended lets through what the two documents allow, as they stand in this transaction.
func checkAmended(in *store.Inside, a *office.Amended) error {
	a.Why = strings.TrimSpace(a.Why)
	switch {
	case a.Why == "":
		return NoReasonToAmend
	case len([]rune(a.Why)) > longest:
		return TooLong.About(longest)
	case a.By == "" && a.Business != office.BusinessRecall:
		return NoOther.About(strings.ToLower(a.Business.Said()))
	case a.By == a.Document:
		return Itself
	}
	for i, id := range []office.ID{a.Document, a.By} {
		if id == "" {
			continue
		}
		r, err := standing(in, id)
		if err != nil {
			return err
		}
		if r.State != office.RegisteredStands {
			return Cancelled.About(r.Said())
		}
		if r.Flow != office.FlowIn && r.Flow != office.FlowOut && r.Flow != office.FlowInternal {
			return NoAmending.About(r.Flow.Said())
		}
		ended, err := store.EveryBy[office.Amended](in, office.KindAmended, facetEnded, string(id))
		if err != nil {
			return err
		}
		if len(ended) > 0 && (i == 1 || a.Business.Ends()) {
			return EndedAlready
		}
	}
	return nil
}

// AmendedOf tells what was done to a document, and by it to others, the first first.
func AmendedOf(ctx context.Context, s *store.Store, id office.ID) (all []office.AmendedTold, err error) {
	for _, facet := range []string{FacetDocument, facetAmends} {
		some, err := store.By(ctx, s, Amendments, facet, string(id))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(some, func(a, b office.Amended) int { return strings.Compare(string(a.ID), string(b.ID)) })
		for _, a := range some {
			other := a.By
			if other == id {
				other = a.Document
			}
			number, err := numberOf(ctx, s, other)
			if err != nil {
				return nil, err
			}
			all = append(all, a.Tell(id, number))
		}
	}
	return all, nil
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
	case r.Numbered() != "":
		return r.Flow.Said() + " số " + r.Numbered(), nil
	}
	return r.Flow.Said() + " số " + r.Said(), nil
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
	NoAmending = office.Failure{
		Name: "documents.no-amending",
		Said: "Văn bản %s không thu hồi, đính chính hay thay thế được ở đây.",
		Next: "Hãy chọn văn bản đến, đi hoặc nội bộ.",
	}
)
