package station

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/local/people"
)

// Door tells who may come in.
func (s *Entrance) Door(ctx context.Context) (d office.Door, err error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return d, err
	}
	d.Office = o.Name
	accounts, err := s.people.Accounts(ctx)
	if err != nil {
		return d, err
	}
	clerks, err := s.store.Clerks(ctx)
	if err != nil {
		return d, err
	}
	staying := slices.DeleteFunc(accounts, func(a people.Account) bool { return a.Left })
	d.Open = len(accounts) == 0 || len(staying) == 1 && !staying[0].HasPassword
	for _, a := range staying {
		v := office.Visitor{Account: a.ID, Name: a.Name}
		if i := slices.IndexFunc(clerks, func(c office.Clerk) bool { return c.ID == a.Person }); i >= 0 {
			v.Name, v.Position = clerks[i].Name, clerks[i].Position
		}
		d.People = append(d.People, v)
	}
	return d, nil
}

// LetIn gives the window to a person by their password, and tells what they have to learn.
// Where the door is open no account is named.
func (s *Entrance) LetIn(ctx context.Context, account office.ID, password []byte) (told []string, err error) {
	l, err := s.unlocked(ctx, account, password)
	if err != nil {
		s.NotLetIn(ctx, account, err)
		return nil, err
	}
	return s.Greeting(ctx, l), s.Enter(l)
}

func (s *Entrance) unlocked(ctx context.Context, account office.ID, password []byte) (*people.Login, error) {
	if account != "" {
		return s.people.Unlock(ctx, account, password)
	}
	there, err := s.people.Accounts(ctx)
	switch {
	case err != nil:
		return nil, err
	case len(there) == 0:
		return s.people.UnlockUnmanned(ctx)
	}
	return s.people.UnlockAlone(ctx)
}

// Sits tells whose window it is, as a line and by the account: empty where nobody has one.
func (s *Entrance) Sits() (said string, account office.ID) {
	l := s.persons.Seated()
	if l == nil {
		return "", ""
	}
	return l.Said(), l.Account()
}
