package station

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/local/workfiles"
)

func (s *WorkFiles) waits() []wait {
	return []wait{
		{sort: "work-file", needs: office.MayKeep, all: office.ToWorkFile, ask: s.filesWaiting},
		{sort: "file-rights", all: office.ToWorkFile, ask: s.rightsWaiting},
	}
}

// filesWaiting tells of files that are due to be handed over, or whose term ends, from 30 days
// before (Phụ lục VI, Phần I, III.4).
func (s *WorkFiles) filesWaiting(ctx context.Context) (is office.Waiting, err error) {
	now := s.papers.today()
	all, err := workfiles.Noticed(ctx, s.store, now.Format("2006-01"))
	if err != nil {
		return is, err
	}
	var waits []office.Wait
	for _, f := range all {
		if !s.rights.maySee(ctx, f) {
			continue
		}
		for _, due := range workfiles.Dues(f) {
			if !now.Before(due.Tell) {
				waits = append(waits, office.Wait{Title: f.Notation + " · " + f.Title, Below: due.Said, Due: due.Day, Since: due.Tell, Grave: office.Wanting, To: office.ToWorkFile, Record: f.ID})
			}
		}
	}
	slices.SortFunc(waits, func(a, b office.Wait) int { return b.Since.Compare(a.Since) })
	return told(waits), nil
}

// rightsWaiting tells who acts how their rights to files were changed.
func (s *WorkFiles) rightsWaiting(ctx context.Context) (is office.Waiting, err error) {
	who := s.entrance.own(ctx, office.Clerk{}).ID
	all, err := workfiles.RightsChanged(ctx, s.store, who)
	if err != nil || who == "" {
		return is, err
	}
	var waits []office.Wait
	for _, r := range all {
		waits = append(waits, office.Wait{Title: "Hồ sơ công việc", Below: r.Said, To: office.ToWorkFile, Record: r.File})
	}
	return told(waits), nil
}

// told is what waits of one sort, of which the first are told one by one.
func told(waits []office.Wait) office.Waiting {
	return office.Waiting{Count: len(waits), Newest: waits[:min(len(waits), office.WaitsTold)]}
}
