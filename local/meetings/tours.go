package meetings

import (
	"slices"
	"time"

	"tram/local/office"
)

// Tour is a time that somebody was there, or somebody in their place.
type Tour struct {
	From, To time.Time // a zero To: to the end, or still
	How      string    // office.AttendHere, office.AttendRemote
	Deputy   string    // who was there in their place
	By       string    // the paper by which that is
	Why      string    // why they left, in words
}

// at tells that a tour lasts at a moment.
func (t Tour) at(at time.Time) bool {
	return !t.From.After(at) && (t.To.IsZero() || t.To.After(at))
}

// mayVote tells that whoever is there by a tour votes for whom they stand in: a deputy only with a paper.
func (t Tour) mayVote() bool { return t.Deputy == "" || t.By != "" }

// come begins a tour with an entry, unless the one that goes on is the same.
func (a *Attending) come(e office.MeetingEntry) {
	t := Tour{From: e.At, How: e.How, Deputy: e.Deputy, By: e.Authority}
	n := len(a.Tours)
	if n > 0 && a.Tours[n-1].To.IsZero() {
		if last := a.Tours[n-1]; last.How == t.How && last.Deputy == t.Deputy && last.By == t.By {
			return
		}
		a.Tours[n-1].To = e.At
	}
	a.Tours = append(a.Tours, t)
}

// leave ends the tour that goes on.
func (a *Attending) leave(e office.MeetingEntry) {
	if n := len(a.Tours); n > 0 && a.Tours[n-1].To.IsZero() {
		a.Tours[n-1].To, a.Tours[n-1].Why = e.At, e.Say
	}
}

// tourAt is how somebody is there at a moment; false: they are not.
func (a Attending) tourAt(at time.Time) (Tour, bool) {
	i := slices.IndexFunc(a.Tours, func(t Tour) bool { return t.at(at) })
	if i < 0 {
		return Tour{}, false
	}
	return a.Tours[i], true
}

// There tells whether somebody is there at a moment.
func (a Attending) There(at time.Time) bool {
	_, is := a.tourAt(at)
	return is
}

// votesAt tells that whoever sits there at a moment votes: who was invited to, or a deputy who brought a
// paper for it.
func (a Attending) votesAt(at time.Time) bool {
	t, is := a.tourAt(at)
	return is && a.Votes && t.mayVote()
}

// Last is how somebody was there last, or is; the zero value: they never were.
func (a Attending) Last() (t Tour) {
	if n := len(a.Tours); n > 0 {
		t = a.Tours[n-1]
	}
	return t
}

// Gaps are the times in which somebody was away from the meeting and came back, with why.
func (s Session) Gaps(a Attending) (all []Tour) {
	for i := 1; i < len(a.Tours); i++ {
		was, next := a.Tours[i-1], a.Tours[i]
		if was.To.Before(next.From) && !s.Opened.IsZero() && next.From.After(s.Opened) {
			all = append(all, Tour{From: was.To, To: next.From, Why: was.Why})
		}
	}
	return all
}

// Stretch is a time that one deputy sat in somebody's place, or that somebody took part in one way.
type Stretch struct {
	From, To time.Time // zero: from when they came, to when they left
	Who, By  string
}

// Deputies are who sat in somebody's place, in order, each from the hour on from which that was.
func (a Attending) Deputies() []Stretch {
	return a.stretches(func(t Tour) (string, string) { return t.Deputy, t.By })
}

// Remotely are the times in which somebody took part at a distance.
func (a Attending) Remotely() []Stretch {
	return a.stretches(func(t Tour) (string, string) {
		if t.How == office.AttendRemote {
			return t.How, ""
		}
		return "", ""
	})
}

// stretches joins the tours that follow on each other and are the same by what of tells; those of which it
// tells nothing are left out.
func (a Attending) stretches(of func(Tour) (string, string)) (all []Stretch) {
	goesOn := false
	for i, t := range a.Tours {
		who, by := of(t)
		n := len(all)
		if goesOn = goesOn && all[n-1].Who == who && all[n-1].By == by; !goesOn && who != "" {
			all, goesOn = append(all, Stretch{From: t.From, Who: who, By: by}), true
			n++
			if i == 0 {
				all[n-1].From = time.Time{}
			}
		}
		if goesOn {
			if all[n-1].To = t.To; i == len(a.Tours)-1 {
				all[n-1].To = time.Time{}
			}
		}
	}
	return all
}
