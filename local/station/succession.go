package station

import (
	"context"
	"slices"
	"time"

	"tram/local/copying"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// An old computer that comes back after its office was restored at another one, and two that
// were restored from one copy.

// lineage is this station and those that it goes on from, the newest first.
func (s *Copies) lineage(ctx context.Context) (all []office.ID, err error) {
	err = s.store.Within(ctx, func(in *store.Inside) error {
		from, err := in.Descent()
		for at := in.Station(); at != "" && !slices.Contains(all, at); at = from[at] {
			all = append(all, at)
		}
		return err
	})
	return all, err
}

// successorEvery is how often a target is asked who goes on with the office.
const successorEvery = time.Minute

// goingOn are the other stations that say on the target to go on with the office: from the copy
// of this one, or of one that this one goes on from itself.
func (f *follower) goingOn(ctx context.Context, now time.Time) []office.GoesOn {
	f.mu.Lock()
	known := f.state.Others
	f.mu.Unlock()
	if now.Sub(f.asked) < successorEvery && !now.Before(f.asked) {
		return known
	}
	f.asked = now
	all, err := f.othersIn(ctx)
	if err != nil {
		f.s.log.WarnContext(ctx, "whether the office goes on elsewhere is not known", "where", f.copier.Target.Said(), "cause", err.Error())
		return known
	}
	return all
}

func (f *follower) othersIn(ctx context.Context) (all []office.GoesOn, err error) {
	line, err := f.s.lineage(ctx)
	for _, of := range line {
		if err != nil {
			return nil, err
		}
		var these []office.GoesOn
		these, err = copying.Successors(ctx, f.copier.Target, f.copier.ID, of)
		all = append(all, slices.DeleteFunc(these, func(is office.GoesOn) bool { return slices.Contains(line, is.Station) })...)
	}
	return all, err
}

// heardOf are the stations that say on a place of copies to go on with the office.
func (s *Copies) heardOf(ctx context.Context) (all []office.ID, err error) {
	states, err := s.copyStates(ctx)
	for _, c := range states {
		for _, o := range c.Others {
			all = append(all, o.Station)
		}
	}
	return all, err
}

// goneOnWaiting tells that the office goes on at another computer, until a bundle of that one
// was taken in, or a person said that it is no more.
func (s *Copies) goneOnWaiting(ctx context.Context) (is office.Waiting, err error) {
	states, err := s.copyStates(ctx)
	if err != nil {
		return is, err
	}
	chains, err := s.store.Chains(ctx)
	if err != nil {
		return is, err
	}
	met, err := documents.Gone(ctx, s.store)
	if err != nil {
		return is, err
	}
	for _, c := range chains {
		met[c.Station] = met[c.Station] || c.Stand > 0
	}
	here := s.store.Station()
	for _, c := range states {
		for _, o := range c.Others {
			if met[o.Station] {
				continue
			}
			met[o.Station] = true
			is.Count++
			is.Newest = append(is.Newest, office.Wait{
				Title: "Cơ quan đã chạy tiếp ở máy khác từ " + moment(o.Since), Below: goesOnSaid(o, here, c.Where),
				Since: o.Since, Grave: office.Alarming, To: office.ToData,
			})
		}
	}
	slices.SortStableFunc(is.Newest, func(a, b office.Wait) int { return b.Since.Compare(a.Since) })
	is.Newest = is.Newest[:min(len(is.Newest), office.WaitsTold)]
	return is, nil
}

// goesOnSaid tells what another station says of itself, and what to do.
func goesOnSaid(o office.GoesOn, here office.ID, where string) string {
	said := office.StationSaid(o.Station)
	given := "nếu máy kia chỉ dựng để thử và đã bỏ, người quản trị ghi “tramctl number gone " + o.Station.Short() + " --why LÝ-DO”."
	if o.Of == here {
		return said + " được khôi phục từ bản sao của máy này và đang sao vào “" + where + "”. Đừng làm tiếp ở đây trước khi hai máy trao đổi gói; " + given
	}
	return said + " cũng được khôi phục từ bản sao của máy cũ và đang sao vào “" + where + "”. Hai máy có chung một dải số: đừng cấp số ở đây trước khi hai máy trao đổi gói; " + given
}
