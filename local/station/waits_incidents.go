package station

import (
	"cmp"
	"context"
	"slices"
	"time"

	registers "tram/local/books"
	"tram/local/office"
)

func (s *Incidents) waits() []wait {
	return []wait{{sort: "duty", needs: office.MayKeep, all: office.ToBook, ask: s.dutiesWaiting}}
}

// dutiesWaiting tells of what incidents and outages owe, what is due first before the others.
func (s *Incidents) dutiesWaiting(ctx context.Context) (is office.Waiting, err error) {
	var all []office.Wait
	for _, b := range []registers.Any{registers.Incidents, registers.Outages} {
		sheets, more, err := b.List(ctx, s.store, "", mostSheets)
		if err != nil {
			return is, err
		}
		is.More = is.More || more
		for _, sheet := range sheets {
			if w, owes := s.dutyWait(b.About(), sheet); owes {
				all = append(all, w)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b office.Wait) int { return cmp.Compare(dueOrder(a), dueOrder(b)) })
	is.Count = len(all)
	is.Newest = all[:min(len(all), office.WaitsTold)]
	return is, nil
}

// dueOrder sets what presses first, and what is due by no time after all that is.
func dueOrder(w office.Wait) int64 {
	switch {
	case w.Due.IsZero() && w.Grave == office.Wanting:
		return 0
	case w.Due.IsZero():
		return 1 << 62
	}
	return w.Due.Unix()
}

// dutyWait tells of the first that a record owes; false: nothing.
func (s *Incidents) dutyWait(book office.Register, sheet office.Sheet) (office.Wait, bool) {
	w := office.Wait{Title: sheet.Title, To: office.ToBook, Record: sheet.ID, Book: book.Name}
	now := s.clock.Now()
	switch sheet.State {
	case office.IncidentOpen, office.OutagePlanned:
	default:
		return w, false
	}
	w.Since = office.MomentOf(sheet.Answers["detected"])
	first := firstOwed(sheet.Duties)
	switch {
	case first != nil:
		w.Below, w.Due = first.Stands(now), first.By
		if first.Presses(now) {
			w.Grave = office.Wanting
		}
	case sheet.State == office.IncidentOpen:
		w.Below = "Sự cố còn mở: ghi kết thúc, kết quả và bài học rồi đóng."
	default:
		return w, false
	}
	return w, true
}

// firstOwed is what is owed first; nil: nothing is.
func firstOwed(all []office.Duty) (first *office.Duty) {
	for i, d := range all {
		if d.Owed() && (first == nil || !first.AtOnce && (d.AtOnce || before(d.By, first.By))) {
			first = &all[i]
		}
	}
	return first
}

func before(a, b time.Time) bool { return !a.IsZero() && (b.IsZero() || a.Before(b)) }
