package station

import (
	"context"
	"errors"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/store"
)

// An old computer that comes back after its office was restored at another one.

// restoredFrom is the station whose copy this one goes on with; empty: none.
func (s *Copies) restoredFrom(ctx context.Context) (former office.ID, err error) {
	err = s.store.Within(ctx, func(in *store.Inside) error {
		from, err := in.Descent()
		former = from[in.Station()]
		return err
	})
	return former, err
}

// successorEvery is how often a target is asked who goes on with the office.
const successorEvery = time.Minute

// successor is who says on the target to go on with the office, from the copy of this station;
// nil: nobody does that is known.
func (f *follower) successor(ctx context.Context, now time.Time) *office.GoesOn {
	f.mu.Lock()
	known := f.state.GoesOn
	f.mu.Unlock()
	if now.Sub(f.asked) < successorEvery && !now.Before(f.asked) {
		return known
	}
	f.asked = now
	is, err := copying.Successor(ctx, f.copier.Target, f.copier.ID, f.s.store.Station())
	switch {
	case errors.Is(err, copying.ErrNone):
		return nil
	case err != nil:
		f.s.log.WarnContext(ctx, "whether the office goes on elsewhere is not known", "where", f.copier.Target.Said(), "cause", err.Error())
		return known
	}
	return &is
}

// goneOnWaiting tells that the office goes on at another computer, until a bundle of that one
// was taken in.
func (s *Copies) goneOnWaiting(ctx context.Context) (is office.Waiting, err error) {
	states, err := s.copyStates(ctx)
	if err != nil {
		return is, err
	}
	chains, err := s.store.Chains(ctx)
	if err != nil {
		return is, err
	}
	met := map[office.ID]bool{}
	for _, c := range chains {
		met[c.Station] = c.Stand > 0
	}
	for _, c := range states {
		if c.GoesOn == nil || met[c.GoesOn.Station] {
			continue
		}
		met[c.GoesOn.Station] = true
		is.Count++
		is.Newest = append(is.Newest, office.Wait{
			Title: "Cơ quan đã chạy tiếp ở máy khác từ " + moment(c.GoesOn.Since),
			Below: office.StationSaid(c.GoesOn.Station) + " được khôi phục từ bản sao của máy này và đang sao vào “" + c.Where + "”. Đừng làm tiếp ở đây trước khi hai máy trao đổi gói.",
			Since: c.GoesOn.Since, Grave: office.Alarming, To: office.ToData,
		})
	}
	return is, nil
}
