package people

import (
	"context"
	"slices"

	"tram/local/office"
)

// grants are what a person may do, of their own and in the place of others.
func (d *Desk) grants(ctx context.Context, a Admission, all []Account, clerks []office.Clerk) ([]grant, error) {
	var own []grant
	for _, right := range office.Rights {
		if a.has(right) {
			own = append(own, grant{right: right})
		}
	}
	lent, err := d.lentTo(ctx, a, all, clerks)
	return append(own, lent...), err
}

// refresh lets a log-in have the rights that its account has now: who is locked, or has
// left, is at work no more. Where no account changed it is quick.
func (d *Desk) refresh(ctx context.Context, l *Login) error {
	if l.account == "" || l.done.Err() != nil {
		return nil //nolint:nilerr // the log-in has ended: the gate says so
	}
	seen, err := d.Records.Changes(ctx)
	if err != nil {
		return err
	}
	if !l.behind(seen) {
		return d.elapse(ctx, l)
	}
	a, all, err := d.account(ctx, l.account)
	if err != nil {
		return err
	}
	_, admission, err := d.stillAdmitted(ctx, a)
	if err != nil {
		l.End()
		return err
	}
	grants, err := d.grantsNow(ctx, l, admission, all)
	if err == nil {
		l.regrant(grants, seen)
	}
	return err
}

func (d *Desk) grantsNow(ctx context.Context, l *Login, admission Admission, all []Account) ([]grant, error) {
	if l.way == ByToken {
		i := slices.IndexFunc(admission.Tokens, func(t Token) bool { return t.ID == l.token })
		if i < 0 {
			return nil, nil
		}
		return d.grantsOf(ctx, admission, admission.Tokens[i])
	}
	clerks, err := d.Records.Clerks(ctx)
	if err != nil {
		return nil, err
	}
	return d.grants(ctx, admission, all, clerks)
}

// lentTo are the rights that people hand over to one, as the book knows them.
func (d *Desk) lentTo(ctx context.Context, to Admission, all []Account, clerks []office.Clerk) (grants []grant, err error) {
	if slices.Contains(to.Posts, office.AsInspector) {
		return nil, nil // reads all and changes nothing
	}
	book, err := d.Book.all()
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		known := slices.ContainsFunc(book, func(adm Admission) bool { return adm.isOf(a) })
		if !known || !a.Active() || a.ID == to.Account || slices.Contains(a.Posts, office.AsInspector) {
			continue
		}
		for _, h := range a.Lent {
			if h.To != to.Account {
				continue
			}
			now, err := d.timeSince(ctx, h.Since)
			if err != nil {
				return nil, err
			}
			if h.stands(now) {
				grants = append(grants, a.lend(h, clerkOf(clerks, a.Person).Name)...)
			}
		}
	}
	return grants, nil
}

func (a Account) lend(h Handover, name string) (grants []grant) {
	for _, right := range office.Rights {
		if a.has(right) {
			grants = append(grants, grant{right: right, until: h.Until, since: h.Since, lent: name})
		}
	}
	return grants
}

// grantsOf are the rights that a token names, as far as the person has them. TokenOver
// where its day has come.
func (d *Desk) grantsOf(ctx context.Context, a Admission, token Token) (grants []grant, err error) {
	now, err := d.timeSince(ctx, token.Since)
	switch {
	case err != nil:
		return nil, err
	case !now.Before(token.Until):
		return nil, TokenOver.About(office.LastDay(token.Until))
	}
	for _, right := range token.Rights {
		if a.has(right) {
			grants = append(grants, grant{right: right, until: token.Until, since: token.Since})
		}
	}
	return grants, nil
}
