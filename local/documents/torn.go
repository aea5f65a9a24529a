package documents

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

// Torn are the documents of which stations wrote what cannot both be while they did not meet, each with
// what TornOf says of it.
func Torn(ctx context.Context, s *store.Store) (map[office.ID]string, error) {
	some, err := AllEnded(ctx, s)
	if err != nil {
		return nil, err
	}
	cancelled, err := AllCancelled(ctx, s)
	if err != nil {
		return nil, err
	}
	maps.Copy(some, cancelled)
	waiting, err := Waiting(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, r := range waiting {
		some[r.ID] = true
	}
	torn := map[office.ID]string{}
	for id := range some {
		said, err := TornOf(ctx, s, id)
		if errors.Is(err, store.NoSuchRecord) {
			continue // it has not come here yet
		}
		if err != nil {
			return nil, err
		}
		if said != "" {
			torn[id] = said
		}
	}
	return torn, nil
}

// TornOf tells, in Vietnamese, what stations wrote of a document that cannot both be: it was ended twice,
// it and another each by the other, or it went out here and was cancelled there. A person takes one of the
// two back (StepTakeBack, StepUncancel). Empty: nothing. It fails with store.NoSuchRecord.
func TornOf(ctx context.Context, s *store.Store, id office.ID) (string, error) {
	r, err := store.One(ctx, s, Registered, id)
	if err != nil {
		return "", err
	}
	ended, err := store.By(ctx, s, Amendments, facetEnded, string(id))
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(ended, func(a office.Amended) bool { return a.By != ended[0].By }) {
		return "Hai máy cùng ghi văn bản này hết hiệu lực, theo hai văn bản khác nhau.", nil
	}
	circle, err := inCircle(ctx, s, id, ended)
	if err != nil {
		return "", err
	}
	if circle {
		return "Hai văn bản được ghi là thay thế lẫn nhau, nên cả hai đều hết hiệu lực.", nil
	}
	if r.State != office.RegisteredCancelled {
		return stuck(ctx, s, r)
	}
	if out, err := isOut(ctx, s, r); err != nil || !out {
		return "", err
	}
	return "Văn bản đã phát hành ở một máy và bị hủy trong sổ ở máy khác.", nil
}

// stuck tells why a document of another station cannot have its number here: it would be called as one that
// is there. Empty: it has one, waits for another station, or can have it.
func stuck(ctx context.Context, s *store.Store, r office.Registered) (said string, err error) {
	if r.Number > 0 {
		return "", nil
	}
	plan, err := Plans(ctx, s)
	if err != nil {
		return "", err
	}
	series := countsIn(&r, plan)
	err = s.Within(ctx, func(in *store.Inside) error {
		v, err := ViewOf(in, series)
		if err != nil {
			return err
		}
		used, failed := usedIn(in, r.Series)
		next, final, err := v.Next(series, used)
		if err = cmp.Or(*failed, err); err != nil || !final {
			return err
		}
		r.Number = next
		alike := calledOnce(in, r)
		if errors.Is(alike, CalledAlready) {
			said, alike = fmt.Sprintf("Chưa có số: số kế tiếp của dãy, %s, đã là của một văn bản khác. Hãy sửa ký hiệu của văn bản này.", r.Numbered()), nil
		}
		return alike
	})
	if errors.Is(err, numbering.Exhausted) {
		return "", nil
	}
	return said, err
}

// inCircle tells whether what ended a document was ended by it in turn, over whichever others.
func inCircle(ctx context.Context, s *store.Store, id office.ID, ended []office.Amended) (bool, error) {
	seen := map[office.ID]bool{}
	for len(ended) > 0 {
		by := ended[0].By
		if by == id {
			return true, nil
		}
		if by == "" || seen[by] {
			return false, nil
		}
		seen[by] = true
		var err error
		if ended, err = store.By(ctx, s, Amendments, facetEnded, string(by)); err != nil {
			return false, err
		}
	}
	return false, nil
}

// isOut tells whether a document that the office makes was issued.
func isOut(ctx context.Context, s *store.Store, r office.Registered) (bool, error) {
	if !r.Flow.Makes() {
		return false, nil
	}
	roads, err := RoadsBy(ctx, s, FacetDocument, string(r.ID))
	return slices.ContainsFunc(roads, func(is Road) bool { return is.Stage == office.StageIssued || is.Stage == office.StageFiled }), err
}
