package people

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// The steps of an account, as the journal names them.
const (
	StepAdmit    = "admit"
	StepPost     = "post"
	StepLock     = "lock"
	StepUnlock   = "unlock"
	StepLeave    = "leave"
	StepPasswd   = "passwd"
	StepHandOver = "handover"
	StepReturn   = "return"
	StepRecover  = "recover"
	StepToken    = "token"
	StepRevoke   = "revoke"
)

const (
	mostAhead  = 366 * 24 * time.Hour // of a handover and of a token
	mostTokens = 50
	mostWhy    = 500 // signs
)

// edit is one change of an account: the next generation of its admission.
type edit struct {
	by   *Login
	step string
	why  string
	// anew makes the admission from what the administrator says, where the one that
	// the journal names is not there: nothing of it is believed.
	anew bool
	// rules: it is made by the right to admit others.
	rules bool
	do    func(*Admission) error
}

// Admit gives a person of the office an account. A clerk of that name who is here already
// is meant; otherwise one is entered. The first account of an office comes by the recovery
// key (NameAdministrator). Without a password nobody comes in with it before one is set.
func (d *Desk) Admit(ctx context.Context, by *Login, person office.Clerk, posts []office.Post, password []byte) (Account, error) {
	if err := mayAdmit(by); err != nil {
		return Account{}, err
	}
	return d.admit(ctx, edit{by: by, step: StepAdmit, rules: true, do: func(a *Admission) error {
		a.Posts = posts
		return d.setPassword(ctx, a, person, password, by)
	}}, person)
}

// admit enters the account, and the person where they are new.
func (d *Desk) admit(ctx context.Context, e edit, person office.Clerk) (made Account, err error) {
	person = person.Tidy()
	if err := person.Validate(); err != nil {
		return Account{}, err
	}
	err = d.Book.inTurn(ctx, func() error {
		made, err = d.enter(ctx, e, person)
		return err
	})
	return made, err
}

func (d *Desk) enter(ctx context.Context, e edit, person office.Clerk) (Account, error) {
	all, err := d.Records.Accounts(ctx)
	if err != nil {
		return Account{}, err
	}
	clerks, err := d.Records.ClerksHere(ctx) // what another station calls its people is its own affair
	if err != nil {
		return Account{}, err
	}
	var enter *office.Clerk
	if i := slices.IndexFunc(clerks, func(c office.Clerk) bool { return c.Name == person.Name && !c.Left }); i >= 0 {
		if p := person.Position; p != "" && p != clerks[i].Position {
			clerks[i].Position = p
			enter = &clerks[i]
		}
		person = clerks[i]
	} else {
		person.ID = office.NewID(d.Clock.Now())
		enter = &person
	}
	if slices.ContainsFunc(all, func(a Account) bool { return a.Person == person.ID }) {
		return Account{}, HasAccount.About(person.Name)
	}
	next := Admission{Account: office.NewID(d.Clock.Now()), Standing: Standing{Person: person.ID}}
	return d.keep(ctx, e, Account{ID: next.Account}, next, all, enter)
}

// NameAdministrator makes a person administrator by the recovery key, once: the log-in
// that the key made ends. Whoever comes in next is told.
func (d *Desk) NameAdministrator(ctx context.Context, by *Login, person office.Clerk, posts []office.Post, password []byte) (Account, error) {
	if by == nil || by.way != ByRecovery {
		return Account{}, RecoveryNeeded
	}
	if err := by.May(office.MayAdmit); err != nil {
		return Account{}, err
	}
	if !slices.Contains(posts, office.AsAdmin) {
		return Account{}, FirstIsAdmin
	}
	if err := d.Book.inTurn(ctx, func() error { return d.Book.setAside(d.Clock.Now()) }); err != nil {
		return Account{}, err
	}
	e := edit{by: by, step: StepRecover, anew: true, do: func(a *Admission) error {
		a.Posts, a.Locked, a.Left, a.Recovered = posts, false, false, d.Clock.Now().UTC().Round(0)
		return d.setPassword(ctx, a, person, password, by)
	}}
	made, err := d.recovered(ctx, e, person)
	if err == nil {
		by.End()
	}
	return made, err
}

// recovered changes the account of a person who has one, and admits another.
func (d *Desk) recovered(ctx context.Context, e edit, person office.Clerk) (Account, error) {
	a, err := d.Named(ctx, person.Name)
	switch {
	case errors.Is(err, NoSuchPerson):
		return d.admit(ctx, e, person)
	case err != nil:
		return Account{}, err
	}
	return d.change(ctx, a.ID, e)
}

// Repost gives an account the posts that it has from now on; who had left comes back, and
// needs a new password. Where its admission is not
// the one that the journal names, it is made anew with these posts and nothing else: the
// password has to be set again.
func (d *Desk) Repost(ctx context.Context, by *Login, account office.ID, posts []office.Post) (Account, error) {
	return d.administer(ctx, account, edit{by: by, step: StepPost, anew: true, do: func(a *Admission) error {
		a.Posts, a.Left = posts, false
		return nil
	}})
}

// Lock shuts an account until it is opened again, and tells why.
func (d *Desk) Lock(ctx context.Context, by *Login, account office.ID, why string) (Account, error) {
	return d.administer(ctx, account, edit{by: by, step: StepLock, why: why, do: func(a *Admission) error {
		a.Locked = true
		return nil
	}})
}

// Reopen opens an account that was locked.
func (d *Desk) Reopen(ctx context.Context, by *Login, account office.ID) (Account, error) {
	return d.administer(ctx, account, edit{by: by, step: StepUnlock, do: func(a *Admission) error {
		a.Locked = false
		return nil
	}})
}

// Leave shuts the account of who works here no more: their password, their tokens and
// what they lent are gone.
func (d *Desk) Leave(ctx context.Context, by *Login, account office.ID, why string) (Account, error) {
	return d.administer(ctx, account, edit{by: by, step: StepLeave, why: why, anew: true, do: func(a *Admission) error {
		if len(a.Posts) == 0 { // made anew
			a.Posts = []office.Post{office.AsClerk}
		}
		a.Left, a.Password, a.PasswordAt, a.Tokens, a.TokenSums, a.Lent = true, nil, time.Time{}, nil, nil, nil
		return nil
	}})
}

func (d *Desk) administer(ctx context.Context, account office.ID, e edit) (Account, error) {
	if err := mayAdmit(e.by); err != nil {
		return Account{}, err
	}
	e.rules = true
	return d.change(ctx, account, e)
}

// underLoan are the steps that a lent right to administer allows: they take away and give
// nothing that would outlast the loan.
var underLoan = []string{StepLock, StepRevoke, StepReturn}

// lends keeps what was lent from outlasting the loan: under a lent right to administer
// nobody gives an account, a post, a password or a loan, opens what was locked, or changes
// their own account or that of an administrator, who lent it above all.
func (e edit) lends(was Account) error {
	if !e.rules || e.by == nil {
		return nil
	}
	if slices.Contains(underLoan, e.step) && was.ID != e.by.account && !slices.Contains(was.Posts, office.AsAdmin) {
		return nil
	}
	return e.by.Lasting(office.MayAdmit)
}

// mayAdmit keeps the recovery key from doing more than it is for.
func mayAdmit(by *Login) error {
	if err := by.May(office.MayAdmit); err != nil {
		return err
	}
	switch by.way {
	case ByRecovery:
		return RecoveryOnce
	case Unmanned:
		return RecoveryNeeded
	}
	return nil
}

// SetPassword sets a new password. Who sets their own gives the one before, which counts
// as a try; an administrator sets another's without it: that person is told, and their
// tokens end.
func (d *Desk) SetPassword(ctx context.Context, by *Login, account office.ID, before, password []byte) (Account, error) {
	a, _, err := d.account(ctx, account)
	if err != nil {
		return Account{}, err
	}
	person, err := d.person(ctx, a)
	if err != nil {
		return Account{}, err
	}
	e := edit{by: by, step: StepPasswd, do: func(a *Admission) error { return d.setPassword(ctx, a, person, password, by) }}
	if by == nil || by.account != account {
		return d.administer(ctx, account, e)
	}
	if by.way == ByToken {
		return Account{}, OwnByPerson
	}
	if err := by.May(office.MayRead); err != nil {
		return Account{}, err
	}
	_, admission, err := d.admitted(ctx, a)
	if err != nil {
		return Account{}, err
	}
	if admission.Password != nil {
		if _, err := d.try(ctx, admission, before); err != nil {
			return Account{}, err
		}
	}
	return d.change(ctx, account, e)
}

// setPassword gives an admission the verifier of a password that is strong enough. Nobody
// chooses for another to have none: an account that was admitted without one waits for it.
func (d *Desk) setPassword(ctx context.Context, a *Admission, person office.Clerk, password []byte, by *Login) error {
	if by.account != a.Account {
		a.Tokens, a.TokenSums = nil, nil // whoever had the one before may have made them
	}
	chosen := by.account == a.Account || by.way == ByRecovery
	if len(password) == 0 && (chosen || a.Generation == 1) {
		a.Password = nil
		if chosen {
			a.PasswordAt, a.PasswordBy = d.Clock.Now().UTC().Round(0), by.account
		}
		return nil
	}
	o, err := d.Records.Office(ctx)
	if err != nil {
		return err
	}
	if err := Weak(password, person.Name, person.Position, o.Name, o.Code, o.System); err != nil {
		return err
	}
	cost := d.Cost
	if cost == (Cost{}) {
		cost = usualCost
	}
	a.Password, a.PasswordAt, a.PasswordBy = newVerifier(password, cost), d.Clock.Now().UTC().Round(0), by.account
	return nil
}

// own is a change that a person makes of their own account, or an administrator of
// another's. A token that somebody got hold of changes nothing of its person: OwnByPerson.
func (d *Desk) own(ctx context.Context, account office.ID, e edit) (Account, error) {
	if e.by == nil || e.by.account != account {
		return d.administer(ctx, account, e)
	}
	if e.by.way == ByToken {
		return Account{}, OwnByPerson
	}
	if err := e.by.May(office.MayRead); err != nil {
		return Account{}, err
	}
	return d.change(ctx, account, e)
}

// change makes the next generation of an account.
func (d *Desk) change(ctx context.Context, id office.ID, e edit) (made Account, err error) {
	err = d.Book.inTurn(ctx, func() error {
		made, err = d.next(ctx, id, e)
		return err
	})
	return made, err
}

func (d *Desk) next(ctx context.Context, id office.ID, e edit) (Account, error) {
	a, all, err := d.account(ctx, id)
	if err != nil {
		return Account{}, err
	}
	admission, err := d.Book.find(a)
	switch {
	case err == nil:
	case errors.Is(err, AdmissionChanged) && e.anew:
		admission = Admission{Account: a.ID, Generation: a.Generation, Standing: Standing{Person: a.Person}}
	case errors.Is(err, AdmissionChanged):
		return Account{}, AdmissionChanged.About(d.nameOf(ctx, a))
	default:
		return Account{}, err
	}
	return d.keep(ctx, e, a, admission, all, nil)
}

// keep puts what an edit makes of an admission into the book and the journal.
func (d *Desk) keep(ctx context.Context, e edit, was Account, next Admission, all []Account, person *office.Clerk) (Account, error) {
	next.Standing = next.clone() // what an edit changes in place is nobody else's
	next.TokenSums = maps.Clone(next.TokenSums)
	next.Generation++
	if err := e.do(&next); err != nil {
		return Account{}, err
	}
	next.Posts = unique(next.Posts)
	if err := e.lends(was); err != nil {
		return Account{}, err
	}
	if err := next.validate(); err != nil {
		return Account{}, err
	}
	if err := standsAmong(next, all); err != nil {
		return Account{}, err
	}
	made, err := was.of(next)
	if err != nil {
		return Account{}, err
	}
	made.Why, made.Name = tidyWhy(e.why), d.nameOf(ctx, made)
	if person != nil {
		made.Name = person.Name
	}
	err = d.Book.change(was, next, func() error {
		made, err = d.Records.SaveAccount(ctx, e.by, e.step, made, person)
		return err
	})
	if err != nil {
		return Account{}, fmt.Errorf("changing an account: %w", err)
	}
	return made, nil
}

// standsAmong keeps an office from being left without an administrator who can come in,
// and a person from working without a password among others. An admission that was made
// anew may wait for its password: nobody comes in with it.
func standsAmong(next Admission, all []Account) error {
	others := slices.DeleteFunc(slices.Clone(all), func(a Account) bool { return a.ID == next.Account || a.Left })
	bare := func(a Account) bool { return !a.HasPassword && !a.PasswordAt.IsZero() }
	if !next.Left && len(others) > 0 && (next.Password == nil && !next.PasswordAt.IsZero() || slices.ContainsFunc(others, bare)) {
		return PasswordAmongOthers
	}
	admin := func(s Standing, password bool) bool {
		return s.Active() && s.has(office.MayAdmit) && (password || len(others)+stays(next) == 1)
	}
	if !admin(next.Standing, next.Password != nil) && !slices.ContainsFunc(others, func(a Account) bool { return admin(a.Standing, a.HasPassword) }) {
		return LastAdmin
	}
	return nil
}

// unique are the posts, each once, in the order in which they are offered; what nobody
// knows stays to be refused.
func unique(posts []office.Post) []office.Post {
	posts = slices.Clone(posts)
	slices.SortStableFunc(posts, func(a, b office.Post) int { return slices.Index(office.Posts, a) - slices.Index(office.Posts, b) })
	return slices.Compact(posts)
}

func stays(a Admission) int {
	if a.Left {
		return 0
	}
	return 1
}

func tidyWhy(s string) string {
	line := []rune(strings.Join(strings.Fields(s), " "))
	return string(line[:min(len(line), mostWhy)])
}
