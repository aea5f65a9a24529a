package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole"
)

// Unlock lets a person in by their password. The try is booked before the password is
// looked at. Failures: NoSuchPerson, AccountLocked, AccountLeft, AdmissionChanged,
// BookDamaged, OthersTry, TooManyTries, PasswordWrong, NoPassword.
func (d *Desk) Unlock(ctx context.Context, account office.ID, password []byte) (*Login, error) {
	seen, err := d.Records.Changes(ctx)
	if err != nil {
		return nil, err
	}
	a, all, err := d.account(ctx, account)
	if err != nil {
		return nil, err
	}
	a, admission, err := d.admitted(ctx, a)
	if err != nil {
		return nil, err
	}
	if admission.Password == nil {
		return nil, NoPassword.About(d.nameOf(ctx, a))
	}
	entered, err := d.try(ctx, admission, password)
	if unwritable(err) {
		return d.look(ctx, a, admission, all, password, seen)
	}
	if err != nil {
		return nil, err
	}
	return d.login(ctx, a, admission, all, ByPassword, entered, seen)
}

// unwritable tells that a try cannot be booked because nothing can be written here.
func unwritable(err error) bool {
	for _, f := range []office.Failure{store.DiskFull, store.ReadOnly, store.NotAllowed, store.NoPermission} {
		if errors.Is(err, f) {
			return true
		}
	}
	return false
}

// looksApart is how long each look at a password takes where tries cannot be booked: this
// program makes one after the other.
const looksApart = 2 * time.Second

var looking sync.Mutex

// look lets a person in to read where nothing can be written. Who makes a disk read-only
// to guess goes past the count of tries, and no further than who has the same files
// elsewhere: each look costs what it costs, and they come one by one.
func (d *Desk) look(ctx context.Context, a Account, admission Admission, all []Account, password []byte, seen int64) (*Login, error) {
	looking.Lock()
	defer looking.Unlock()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(d.apart()):
	}
	right, err := admission.Password.opens(password)
	if err != nil {
		return nil, AdmissionChanged.Because(err)
	}
	if !right {
		return nil, PasswordWrong
	}
	l, err := d.login(ctx, a, admission, all, ByPassword, Entered{}, seen)
	if err != nil {
		return nil, err
	}
	l.onlyReads()
	return l, nil
}

func (d *Desk) apart() time.Duration {
	if d.Cost != (Cost{}) { // a test
		return time.Millisecond
	}
	return looksApart
}

// mostJudged is how long a try waits for the ones before it.
const mostJudged = 15 * time.Second

// try lets one try at a time be judged: those that are booked and not judged yet count as
// wrong, and right passwords that come at once would make each other wait. A turn that is
// not to be had on this disk keeps nobody out: the count alone stands then.
func (d *Desk) try(ctx context.Context, a Admission, password []byte) (Entered, error) {
	patient, stop := context.WithTimeout(ctx, cmp.Or(d.patience, mostJudged))
	defer stop()
	release, err := whole.Turn(patient, d.Book.tries)
	switch {
	case ctx.Err() != nil:
		return Entered{}, ctx.Err()
	case patient.Err() != nil:
		return Entered{}, OthersTry
	case err == nil:
		defer release()
	}
	return d.judge(ctx, a, password)
}

// judge books a try, and only then looks at the password.
func (d *Desk) judge(ctx context.Context, a Admission, password []byte) (Entered, error) {
	wait, err := d.Tries.BookTry(ctx, a.Account, Delay)
	switch {
	case err != nil:
		return Entered{}, err
	case wait > 0:
		return Entered{}, TooManyTries.About(waitSaid(wait))
	}
	right, err := a.Password.opens(password)
	if err != nil {
		return Entered{}, AdmissionChanged.Because(err)
	}
	if !right {
		return Entered{}, PasswordWrong
	}
	return d.Tries.TookRight(ctx, a.Account)
}

// admitted finds what lets an account in, unless it is shut, and the account as it is
// then.
func (d *Desk) admitted(ctx context.Context, a Account) (Account, Admission, error) {
	name := d.nameOf(ctx, a)
	a, admission, err := d.settled(ctx, a)
	return open(a, admission, name, err)
}

// open is an admission that was found, unless it is shut.
func open(a Account, admission Admission, name string, err error) (Account, Admission, error) {
	switch {
	case errors.Is(err, AdmissionChanged):
		return a, admission, AdmissionChanged.About(name).Because(err)
	case err != nil:
		return a, admission, err
	case a.Left:
		return a, admission, AccountLeft.About(name)
	case a.Locked:
		return a, admission, AccountLocked.About(name)
	}
	return a, admission, nil
}

// settled looks again, in turn, where book and journal differ: another process may just
// have been changing the account.
func (d *Desk) settled(ctx context.Context, a Account) (Account, Admission, error) {
	admission, err := d.Book.find(a)
	if !errors.Is(err, AdmissionChanged) {
		return a, admission, err
	}
	_ = d.Book.inTurn(ctx, func() error { // where no turn is to be had, the first look counts
		if a, _, err = d.account(ctx, a.ID); err == nil {
			admission, err = d.Book.find(a)
		}
		return err
	})
	return a, admission, err
}

// stillAdmitted is admitted for who is in already. It waits for no turn: the store asks in
// the midst of a transaction, and who has the turn may be waiting for that.
func (d *Desk) stillAdmitted(ctx context.Context, a Account) (Account, Admission, error) {
	const looks = 3
	name := d.nameOf(ctx, a)
	admission, err := d.Book.find(a)
	for range looks - 1 {
		if !errors.Is(err, AdmissionChanged) {
			break
		}
		if a, _, err = d.account(ctx, a.ID); err == nil {
			admission, err = d.Book.find(a)
		}
	}
	return open(a, admission, name, err)
}

// UnlockByToken lets a script in with the rights that its token names, as far as the
// person still has them. Failures: TokenWrong, TokenOver, and those of the account.
func (d *Desk) UnlockByToken(ctx context.Context, text string) (*Login, error) {
	id, secret, err := readToken(text)
	if err != nil {
		return nil, err
	}
	seen, err := d.Records.Changes(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.Records.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(a Account) bool {
		return slices.ContainsFunc(a.Tokens, func(t Token) bool { return t.ID == id })
	})
	if i < 0 {
		return nil, TokenWrong
	}
	a, admission, err := d.admitted(ctx, all[i])
	if err != nil {
		return nil, err
	}
	if !sameSum(admission.TokenSums[id], tokenSum(secret)) {
		return nil, TokenWrong
	}
	i = slices.IndexFunc(admission.Tokens, func(t Token) bool { return t.ID == id })
	if i < 0 {
		return nil, TokenWrong // revoked a moment ago
	}
	return d.tokenLogin(ctx, a, admission, admission.Tokens[i], seen)
}

func (d *Desk) tokenLogin(ctx context.Context, a Account, admission Admission, token Token, seen int64) (*Login, error) {
	person, err := d.person(ctx, a)
	if err != nil {
		return nil, err
	}
	grants, err := d.grantsOf(ctx, admission, token)
	if err != nil {
		return nil, err
	}
	l := newLogin(a.ID, person, d.Station, ByToken, d.Clock, grants)
	l.token, l.seen = token.ID, seen
	return l, nil
}

// UnlockAlone lets the only person of an office in, who has set no password. Where there
// are others, or a password: NoPassword, PasswordNeeded.
func (d *Desk) UnlockAlone(ctx context.Context) (*Login, error) {
	seen, err := d.Records.Changes(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.Records.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	staying := slices.DeleteFunc(slices.Clone(all), func(a Account) bool { return a.Left })
	if len(staying) != 1 {
		return nil, PasswordNeeded
	}
	only, admission, err := d.admitted(ctx, staying[0])
	switch {
	case err != nil:
		return nil, err
	case admission.Password != nil:
		return nil, PasswordNeeded
	}
	if err := d.reallyAlone(only); err != nil {
		return nil, err
	}
	entered, err := d.Tries.TookRight(ctx, only.ID)
	if err != nil && !unwritable(err) {
		return nil, err
	}
	l, failed := d.login(ctx, only, admission, all, Alone, entered, seen)
	if failed == nil && err != nil {
		l.onlyReads()
	}
	return l, failed
}

// reallyAlone asks the book, too, which knows the others where the database was made to
// forget them.
func (d *Desk) reallyAlone(only Account) error {
	all, err := d.Book.known()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(a Admission) bool { return a.Account != only.ID && !a.Left }) {
		return AccountsGone
	}
	return nil
}

// UnlockUnmanned is how all work in an office in which nobody has an account yet: with every
// right but for giving accounts, as long as no administrator is named, so that an office
// that exists keeps working. Failures:
// PasswordNeeded where there are accounts, AccountsGone where there were some.
func (d *Desk) UnlockUnmanned(ctx context.Context) (*Login, error) {
	changes, err := d.Records.Changes(ctx) // before the accounts: one may be made meanwhile
	if err != nil {
		return nil, err
	}
	accounts, err := d.Records.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	if len(accounts) > 0 {
		return nil, PasswordNeeded
	}
	if err := d.neverManned(changes); err != nil {
		return nil, err
	}
	var grants []grant
	for _, right := range office.Rights {
		grants = append(grants, grant{right: right})
	}
	return newLogin("", office.Clerk{}, d.Station, Unmanned, d.Clock, grants), nil
}

// neverManned tells whether an office of which no account is shown never had one: neither
// the journal nor the book knows any.
func (d *Desk) neverManned(changes int64) error {
	all, err := d.Book.known()
	switch {
	case err != nil:
		return err
	case changes > 0 || len(all) > 0:
		return AccountsGone
	}
	return nil
}

// UnlockByRecovery lets in whoever holds the recovery key of this office, to name one
// administrator and for nothing else. No delay stands in the way: nobody guesses the key.
// Failures: those of the key as it is typed, RecoveryOther.
func (d *Desk) UnlockByRecovery(_ context.Context, key string) (*Login, error) {
	identity, err := seal.FromRecoveryKey(key)
	if err != nil {
		return nil, err
	}
	if identity.Recipient() != d.Book.identity.Recipient() {
		return nil, RecoveryOther
	}
	l := newLogin("", office.Clerk{Name: recoveryHolder}, d.Station, ByRecovery, d.Clock, []grant{{right: office.MayAdmit}})
	return l, nil
}

// recoveryHolder is who acts by the recovery key: more is not known of them.
const recoveryHolder = "Người giữ khóa khôi phục"

// login makes the log-in of a person, with what others have lent them.
func (d *Desk) login(ctx context.Context, a Account, admission Admission, all []Account, way Way, entered Entered, seen int64) (*Login, error) {
	clerks, err := d.Records.Clerks(ctx)
	if err != nil {
		return nil, err
	}
	grants, err := d.grants(ctx, admission, all, clerks)
	if err != nil {
		return nil, err
	}
	l := newLogin(a.ID, clerkOf(clerks, a.Person), d.Station, way, d.Clock, grants)
	renewed, err := d.Records.Renewals(ctx)
	if err != nil {
		return nil, err
	}
	l.seen, l.told = seen, append(toldOfRenewals(renewed, entered.Before), toldTo(admission, all, clerks, entered)...)
	return l, nil
}

// toldTo is what a person has to learn as they come in.
func toldTo(to Admission, all []Account, clerks []office.Clerk, entered Entered) (told []string) {
	for _, a := range all {
		if !a.Recovered.IsZero() && a.Recovered.After(entered.Before) {
			told = append(told, fmt.Sprintf("%s đã thành quản trị bằng khóa khôi phục lúc %s. Nếu cơ quan không biết việc này, hãy báo lãnh đạo ngay.",
				clerkOf(clerks, a.Person).Name, moment(a.Recovered)))
		}
	}
	if to.PasswordBy != "" && to.PasswordBy != to.Account && to.PasswordAt.After(entered.Before) {
		told = append(told, fmt.Sprintf("Mật khẩu của bạn do người khác đặt lúc %s. Hãy đổi sang mật khẩu chỉ mình bạn biết.", moment(to.PasswordAt)))
	}
	if entered.Wrong >= freeTries {
		told = append(told, fmt.Sprintf("Trước lần vào này có %d lần gõ sai mật khẩu của bạn. Nếu không phải bạn gõ, hãy báo quản trị.", entered.Wrong))
	}
	return told
}

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04 ngày 02/01/2006") }

// lastDaySaid is the last day of what is over at a time in RFC 3339; empty: it is none.
func lastDaySaid(until string) string {
	at, err := time.Parse(time.RFC3339, until)
	if err != nil {
		return ""
	}
	return office.LastDay(at)
}

func waitSaid(wait time.Duration) string {
	if wait > time.Minute {
		return fmt.Sprintf("%d phút", int((wait+time.Minute-1)/time.Minute))
	}
	return fmt.Sprintf("%d giây", max(1, int((wait+time.Second-1)/time.Second)))
}
