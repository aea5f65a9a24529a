package meetings

import (
	"slices"

	"tram/local/office"
)

// A secret vote that was counted and is struck is taken again from the beginning: its box is gone with the
// count, so its opening falls too, and everybody votes anew into another box. The sums that were struck stay
// in the journal beside the new ones. What their difference could tell is kept small: whoever strikes says
// that they know it, and a repeat is of the same people, or of so many others that none of them is told.

// fallen strikes, with each count of a secret vote that was struck, the opening before it.
func (s *Session) fallen(struck map[office.ID]bool) {
	for _, st := range slices.Clone(s.Struck) {
		if st.Was.Deed != office.MeetingVoteClose || !s.SecretCount(st.Was) {
			continue
		}
		for _, e := range s.entries {
			if e.Deed == office.MeetingVoteOpen && e.Of == st.Was.Of && !struck[e.ID] && inOrder(e, st.Was) < 0 {
				struck[e.ID] = true
				s.Struck = append(s.Struck, Struck{e, st.By})
			}
		}
	}
}

// SecretCount tells that an entry is what a secret vote came to.
func (s Session) SecretCount(e office.MeetingEntry) bool {
	return e.Deed == office.MeetingVoteClose && s.all[e.Of].Motion.Secret
}

// StruckCounts are the counts of a secret vote that were struck, in order.
func (s Session) StruckCounts(motion office.ID) (all []office.MeetingEntry) {
	for _, st := range s.Struck {
		if st.Was.Of == motion && s.SecretCount(st.Was) {
			all = append(all, st.Was)
		}
	}
	slices.SortFunc(all, inOrder)
	return all
}

// losesCount is the vote whose secret count is lost as an entry is struck; false: none is.
func (s Session) losesCount(was office.MeetingEntry) (Vote, bool) {
	motion := was.Of
	if was.Deed == office.MeetingMoved {
		motion = was.ID
	}
	v, is := s.VoteOf(motion)
	return v, is && v.Motion.Secret && v.Closed != nil && (was.Deed == office.MeetingMoved || was.ID == v.Closed.ID)
}

// mayRepeat asks of a secret vote that is opened after its count was struck that nobody's ballot stands out
// between the two counts: as many different people as a secret vote needs come to it or stay away from it,
// or none.
func (s Session) mayRepeat(v Vote, e office.MeetingEntry) error {
	now := s.handsOf(e.May, e.At)
	for _, closed := range s.StruckCounts(v.Moved.ID) {
		if !e.At.After(closed.At) {
			return BeforeVote
		}
		opened := s.openedBefore(closed)
		was := s.handsOf(opened.May, opened.At)
		if come, gone := beside(now, was), beside(was, now); few(come) || few(gone) {
			return NearlySame.About(come + gone)
		}
	}
	return nil
}

// openedBefore is the opening of the vote of which an entry is the end; the zero value: it is not known here.
func (s Session) openedBefore(closed office.MeetingEntry) (opened office.MeetingEntry) {
	for _, e := range s.all {
		if e.Deed == office.MeetingVoteOpen && e.Of == closed.Of && inOrder(e, closed) < 0 && (opened.ID == "" || inOrder(opened, e) < 0) {
			opened = e
		}
	}
	return opened
}

func few(n int) bool { return n > 0 && n < LeastSecret }

// beside is how many of some are not among others.
func beside(some, others map[string]bool) (n int) {
	for key := range some {
		if !others[key] {
			n++
		}
	}
	return n
}
