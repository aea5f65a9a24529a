package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Desk (bàn người dùng) lets people in and keeps their accounts.
type Desk struct {
	Records Records
	Tries   Counter
	Book    *Book
	Clock   office.Clock
	Station office.ID

	Cost     Cost          // of new passwords; zero: today's
	patience time.Duration // of a try that waits for others; zero: mostJudged
}

// Records is where accounts and people are kept, each change with its entry.
type Records interface {
	Accounts(ctx context.Context) ([]Account, error)
	// Changes counts the changes that accounts have had.
	Changes(ctx context.Context) (int64, error)
	// Newest is the number of the newest entry of this station's journal.
	Newest(ctx context.Context) (int64, error)
	// TimeAfter is the newest time of the entries after one by its number; zero: there is none.
	TimeAfter(ctx context.Context, entry int64) (time.Time, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
	ClerksHere(ctx context.Context) ([]office.Clerk, error) // that were entered at this station
	Office(ctx context.Context) (office.Office, error)
	// Renewals lists those of the sealing identity at every station that is known here.
	Renewals(ctx context.Context) ([]Renewal, error)
	// SaveAccount keeps the next version of an account, and of its person where one
	// is given, in one transaction.
	SaveAccount(ctx context.Context, by *Login, step string, a Account, person *office.Clerk) (Account, error)
}

// Accounts lists them in the order of admission.
func (d *Desk) Accounts(ctx context.Context) ([]Account, error) { return d.Records.Accounts(ctx) }

// Trouble tells of each account that is in use and lets nobody in, because its admission
// is not the one that the journal names.
func (d *Desk) Trouble(ctx context.Context) (told []error, err error) {
	changes, err := d.Records.Changes(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := d.Records.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	if len(accounts) == 0 {
		if err := d.neverManned(changes); err != nil {
			told = append(told, err)
		}
		return told, nil
	}
	all, err := d.Book.all()
	if err != nil {
		return []error{err}, nil //nolint:nilerr // it is what there is to tell
	}
	for _, a := range accounts {
		if a.Left || slices.ContainsFunc(all, func(adm Admission) bool { return adm.isOf(a) }) {
			continue
		}
		if _, _, err := d.settled(ctx, a); err != nil {
			told = append(told, AdmissionChanged.About(d.nameOf(ctx, a)).Because(err))
		}
	}
	return told, nil
}

// Named finds the account of a person by their name, in any case and with or without
// accents, or by its ID. Failures: NoSuchPerson, PersonTwice.
func (d *Desk) Named(ctx context.Context, who string) (Account, error) {
	accounts, err := d.Records.Accounts(ctx)
	if err != nil {
		return Account{}, err
	}
	clerks, err := d.Records.Clerks(ctx)
	if err != nil {
		return Account{}, err
	}
	exact := func(c office.Clerk) bool { return c.Name == (office.Clerk{Name: who}).Tidy().Name }
	alike := func(c office.Clerk) bool { return foldedName(c.Name) == foldedName(who) }
	for _, is := range []func(office.Clerk) bool{exact, alike} {
		var found []Account
		for _, a := range accounts {
			if a.ID == office.ID(who) || is(clerkOf(clerks, a.Person)) {
				found = append(found, a)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return Account{}, PersonTwice.About(who)
		}
	}
	return Account{}, NoSuchPerson.About(who)
}

func foldedName(s string) string { return strings.Join(strings.Fields(office.Fold(s)), " ") }

func clerkOf(all []office.Clerk, id office.ID) office.Clerk {
	i := slices.IndexFunc(all, func(c office.Clerk) bool { return c.ID == id })
	if i < 0 {
		return office.Clerk{ID: id}
	}
	return all[i]
}

// person is the clerk of an account.
func (d *Desk) person(ctx context.Context, a Account) (office.Clerk, error) {
	clerks, err := d.Records.Clerks(ctx)
	return clerkOf(clerks, a.Person), err
}

// nameOf names the person of an account in a sentence; the ID where there is no name.
func (d *Desk) nameOf(ctx context.Context, a Account) string {
	if c, err := d.person(ctx, a); err == nil && c.Name != "" {
		return c.Name
	}
	return string(a.Person)
}

func (d *Desk) account(ctx context.Context, id office.ID) (Account, []Account, error) {
	all, err := d.Records.Accounts(ctx)
	if err != nil {
		return Account{}, nil, err
	}
	i := slices.IndexFunc(all, func(a Account) bool { return a.ID == id })
	if i < 0 {
		return Account{}, nil, NoSuchPerson.About(string(id))
	}
	return all[i], all, nil
}
