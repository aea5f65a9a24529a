package requests

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/books"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workday"
)

// Receive keeps a request that was brought to the counter: it gets its code and its appointment,
// and stands with who settles it. It fails with NoSuchProcedure, ProcedureOver, OnlineNot, NoTerm
// and as a live write does.
func Receive(ctx context.Context, s *store.Store, c *workday.Calendar, actor string, r office.Request) (office.Request, error) {
	r = tidiedRequest(r)
	p, err := store.One(ctx, s, books.Procedures.Kind, r.Procedure)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		return r, NoSuchProcedure.About(string(r.Procedure)).Because(err)
	case err != nil:
		return r, err
	case p.State != office.ProcedureInForce:
		return r, ProcedureOver.About(p.Name)
	case p.Medium == office.NotElectronic && r.Channel != "counter" && r.Channel != "post":
		return r, OnlineNot.About(p.Name, p.Basis)
	}
	r.Asked = office.Asked{Code: p.Code, Name: p.Name, Field: p.Field, Term: p.TermNumber(), Unit: p.Unit, Desk: p.Desk}
	of, err := s.Office(ctx)
	if err != nil {
		return r, err
	}
	r.Received = s.Time().UTC().Round(0)
	if r.Counted, err = c.Counted(r.Received); err != nil {
		return r, err
	}
	due, err := DueOf(c, r.Asked, r.Counted)
	if err != nil {
		return r, err
	}
	r.ID, r.Version, r.Due, r.DueTold = office.NewID(s.Time()), 0, due.At, due.Told
	for range codeTries {
		r.Code = office.NewRequestCode(of.Code, r.Received)
		stand := Stand{ID: standOf(r.ID), Request: r.ID}
		if err = s.Save(ctx, store.Act{Actor: actor, Step: Step(office.RequestReceive)}, Requests.Put(&r), Standings.Put(&stand)); !errors.Is(err, CodeTaken) {
			break
		}
	}
	return r, err
}

// Correct puts right what was written of who asks, or of their papers. It fails with ReceiptStays and
// as a live write does.
func Correct(ctx context.Context, s *store.Store, actor string, r office.Request) error {
	r = tidiedRequest(r)
	return s.Save(ctx, store.Act{Actor: actor, Step: StepCorrect}, Requests.Put(&r))
}

// codeTries is how often another code is drawn, where one is taken.
const codeTries = 3

// Take does something with a request: it is kept together with where the request stands then, or
// nothing is. seen is the last entry that the person saw; empty: they saw none. It fails with Moved,
// and as Life.Grow does.
func Take(ctx context.Context, s *store.Store, c *workday.Calendar, actor string, e office.RequestEntry, seen office.ID) (Life, error) {
	l, err := LifeOf(ctx, s, e.Request)
	if err != nil {
		return l, err
	}
	if seen != "" && l.Head() != seen {
		return l, Moved
	}
	e.At = s.Time().UTC().Round(0)
	if e, err = l.Grow(c, e); err != nil {
		return l, err
	}
	e.ID, e.Version = office.NewID(s.Time()), 0
	if err = keep(ctx, s, actor, e); err == nil {
		return LifeOf(ctx, s, e.Request)
	}
	switch {
	case errors.Is(err, store.Stale):
		return l, Moved.Because(err)
	case errors.Is(err, store.Apart):
		return l, TwoWays.Because(err)
	}
	return l, err
}

// keep stores an entry with where its request stands then. What is done beside moves nothing: stations
// that do so apart need nobody to choose.
func keep(ctx context.Context, s *store.Store, actor string, e office.RequestEntry) error {
	act := store.Act{Actor: actor, Step: Step(e.Deed)}
	if beside(e.Deed) {
		return s.Save(ctx, act, Entries.Put(&e))
	}
	stand, err := store.One(ctx, s, Standings, standOf(e.Request))
	if err != nil {
		return err
	}
	changes := []store.Change{Entries.Put(&e), Standings.Put(&stand)}
	if e.Deed == office.RequestSettle {
		return settle(ctx, s, act, stand.ID, changes)
	}
	return s.Save(ctx, act, changes...)
}

// settle follows all versions of where a request stands.
func settle(ctx context.Context, s *store.Store, act store.Act, stand office.ID, changes []store.Change) error {
	versions, err := s.Versions(ctx, stand)
	if err != nil {
		return err
	}
	var all []office.ID
	for _, v := range versions {
		all = append(all, v.ID)
	}
	return s.Settle(ctx, act, all, changes...)
}

// Named finds a request by its code, or the nine digits of it. It fails with NotACode and
// NoSuchRequest.
func Named(ctx context.Context, s *store.Store, typed string) (Life, error) {
	digits, is := office.ParseRequestCode(typed)
	if !is {
		return Life{}, NotACode.About(office.Visible(typed, 40))
	}
	all, err := store.By(ctx, s, Requests, FacetDigits, digits)
	if err != nil {
		return Life{}, err
	}
	if whole := strings.ToUpper(strings.TrimSpace(typed)); len(all) > 0 && strings.Contains(whole, ".") && strings.Count(whole, "-") > 1 && whole != strings.ToUpper(all[0].Code) {
		all = nil // the digits are right, and what stands before them is another office's, or another day's
	}
	if len(all) == 0 {
		return Life{}, NoSuchRequest.About(office.Visible(typed, 40))
	}
	return LifeOf(ctx, s, all[0].ID)
}

// OfPerson are the requests of who has a personal number, the newest first.
func OfPerson(ctx context.Context, s *store.Store, number string) ([]office.Request, error) {
	if !numbered(number) || number == "" {
		return nil, BadNumber.About(office.Visible(number, shownWords), leastDigits)
	}
	number = PersonNumber(number)
	return store.By(ctx, s, Requests, FacetPerson, number)
}

// OfYear are the requests that were received in a year of the office's time, the first first.
func OfYear(ctx context.Context, s *store.Store, year int) (all []office.Request, err error) {
	every, err := store.All(ctx, s, Requests)
	for _, r := range every {
		if r.Received.In(office.VietNam).Year() == year {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b office.Request) int {
		return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(a.ID, b.ID))
	})
	return all, err
}

// Late are where open requests stand that are late at a moment, the oldest appointment first.
func Late(ctx context.Context, s *store.Store, at time.Time) (all []Stand, err error) {
	open, err := StandingsOf(ctx, s, true)
	for _, is := range open {
		if is.Answer.IsZero() && is.Late(at) {
			all = append(all, is)
		}
	}
	return all, err
}

// StandingsOf are where requests stand, the newest first; open: of those alone with which something
// is to be done.
func StandingsOf(ctx context.Context, s *store.Store, open bool) (all []Stand, err error) {
	if open {
		all, err = store.By(ctx, s, Standings, FacetOpen, Open)
	} else {
		all, err = store.All(ctx, s, Standings)
	}
	if err != nil {
		return nil, err
	}
	all, err = withParted(ctx, s, all)
	slices.SortStableFunc(all, func(a, b Stand) int { return cmp.Compare(b.Request, a.Request) })
	return all, err
}

// withParted has what stations took apart stand as both of them left it: what is written down of it is
// that of one alone. Until one way is chosen it is open.
func withParted(ctx context.Context, s *store.Store, all []Stand) ([]Stand, error) {
	apart, _, err := s.Partings(ctx, mostParted)
	if err != nil {
		return nil, err
	}
	for _, p := range apart {
		if p.Kind != KindStand {
			continue
		}
		is, err := store.One(ctx, s, Standings, p.ID)
		if err != nil {
			return nil, err
		}
		l, err := LifeOf(ctx, s, is.Request)
		if err != nil {
			return nil, err
		}
		is.laid(l)
		for _, end := range l.walked.Ends {
			is.ends = append(is.ends, end.Place)
		}
		all = append(slices.DeleteFunc(all, func(other Stand) bool { return other.ID == is.ID }), is)
	}
	return all, nil
}

// mostParted is how many are looked at: they are the work of minutes, and each is settled by a person.
const mostParted = 1_000

// Parted tells that stations took the request apart.
func (s Stand) Parted() bool { return len(s.ends) > 1 }

// Late tells whether the answer came, or is to come, after the appointment, at a moment.
func (s Stand) Late(at time.Time) bool {
	if s.Parted() {
		return slices.ContainsFunc(s.ends, func(end Stands) bool { return end.Late(at) })
	}
	return Stands{Stage: s.Stage, Due: s.Due, Answered: s.Answer, Still: s.still()}.Late(at)
}

func (s Stand) still() (since time.Time) {
	if s.Still {
		return s.Since
	}
	return since
}

// LateSaid is by how much the answer was late, or is at a moment.
func (s Stand) LateSaid(c *workday.Calendar, at time.Time) string {
	if !s.Answer.IsZero() {
		at = s.Answer
	}
	return c.Late(workday.Deadline{By: s.Due}, at).Said()
}
