package store

import (
	"testing"
	"time"

	"tram/local/office"
)

func journalOf(t *testing.T, s *Store) (all []office.Entry) {
	t.Helper()
	err := s.Journal(t.Context(), 0, func(e office.Entry) error {
		all = append(all, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAnAuditTellsOfOtherStationsWhatStands hands the entries of another station over,
// the first one last.
func TestAnAuditTellsOfOtherStationsWhatStands(t *testing.T) {
	here, there, _ := pair(t)
	if _, err := there.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Bình"}); err != nil {
		t.Fatal(err)
	}
	theirs, arriving := journalOf(t, there), leaving(t, there)
	count := func() int {
		page, err := here.AuditPage(t.Context(), Asked{}, office.DeedPlace{}, 100)
		if err != nil {
			t.Fatal(err)
		}
		return len(page)
	}
	own := count()
	receive(t, here, arriving[1:]...)
	if got := count(); got != own {
		t.Errorf("%d entries are told while they wait, %d before", got, own)
	}
	receive(t, here, arriving[0])
	if got := count(); got != own+len(theirs) {
		t.Errorf("%d entries are told once they stand, want %d", got, own+len(theirs))
	}
	found, err := here.AuditPage(t.Context(), Asked{Record: theirs[1].Record}, office.DeedPlace{}, 9)
	if err != nil || len(found) != 1 || found[0].Hash != theirs[1].Hash {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestAnEntryFollowsTheVersionThatItWasMadeFrom(t *testing.T) {
	s := fresh(t)
	o, err := s.SaveOffice(t.Context(), settings, anOffice())
	for range 3 {
		if err == nil {
			o.Name += "!"
			o, err = s.SaveOffice(t.Context(), settings, o)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	all := journalOf(t, s)
	last := all[len(all)-1]
	for _, form := range []int{newestForm, firstForm} {
		e := last
		if e.Form = form; form == firstForm {
			e.Follows = nil // an entry of form 1 names its base alone
		}
		before, err := s.Followed(t.Context(), e)
		if err != nil || len(before) != 1 || before[0].Hash != all[len(all)-2].Hash {
			t.Errorf("form %d: %+v, %v", form, before, err)
		}
	}
	if before, err := s.Followed(t.Context(), all[1]); err != nil || len(before) != 0 {
		t.Errorf("a birth follows %+v, %v", before, err)
	}
}

func TestAnExportBeginsWithTheFirstEntryOfADay(t *testing.T) {
	s := fresh(t)
	if _, err := s.SaveOffice(t.Context(), settings, anOffice()); err != nil {
		t.Fatal(err)
	}
	all := journalOf(t, s)
	for _, c := range []struct {
		since time.Time
		want  int64
	}{{all[0].At, 1}, {all[1].At, 2}, {all[0].At.Add(1), 2}, {all[1].At.Add(1), 0}} {
		if got, err := s.FirstSince(t.Context(), c.since); err != nil || got != c.want {
			t.Errorf("since %v: entry %d, %v; want %d", c.since, got, err, c.want)
		}
	}
}
