package requests

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

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
