package documents

import (
	"context"
	"errors"
	"slices"

	"tram/local/office"
	"tram/local/store"
)

// Torn are the documents of which stations wrote what cannot both be while they did not meet: one was
// ended twice, two each by the other, or it went out here and was cancelled there. Each is told with what
// is wrong, in Vietnamese; a person takes one of the two back (TakeBack, StepUncancel).
func Torn(ctx context.Context, s *store.Store) (map[office.ID]string, error) {
	torn := map[office.ID]string{}
	all, err := store.By(ctx, s, Amendments, facetEnds, endsIs)
	if err != nil {
		return nil, err
	}
	by := map[office.ID]office.Amended{}
	for _, a := range all {
		if other, twice := by[a.Document]; twice && other.By != a.By {
			torn[a.Document] = "Hai máy cùng ghi văn bản này hết hiệu lực, theo hai văn bản khác nhau."
		}
		by[a.Document] = a
	}
	for id, a := range by {
		if inCircle(by, id) {
			torn[a.Document] = "Hai văn bản được ghi là thay thế lẫn nhau, nên cả hai đều hết hiệu lực."
		}
	}
	cancelled, err := AllCancelled(ctx, s)
	if err != nil {
		return nil, err
	}
	for id := range cancelled {
		out, err := isOut(ctx, s, id)
		if err != nil {
			return nil, err
		}
		if out {
			torn[id] = "Văn bản đã phát hành ở một máy và bị hủy trong sổ ở máy khác."
		}
	}
	return torn, nil
}

// inCircle tells whether what ended a document was ended by it in turn, over whichever others.
func inCircle(by map[office.ID]office.Amended, id office.ID) bool {
	seen := map[office.ID]bool{}
	for at := by[id].By; at != "" && !seen[at]; at = by[at].By {
		if at == id {
			return true
		}
		seen[at] = true
	}
	return false
}

// isOut tells whether a document that the office makes was issued.
func isOut(ctx context.Context, s *store.Store, id office.ID) (bool, error) {
	r, err := store.One(ctx, s, Registered, id)
	if errors.Is(err, store.NoSuchRecord) || err == nil && !r.Flow.Makes() {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	roads, err := RoadsBy(ctx, s, FacetDocument, string(id))
	return slices.ContainsFunc(roads, func(is Road) bool { return is.Stage == office.StageIssued || is.Stage == office.StageFiled }), err
}
