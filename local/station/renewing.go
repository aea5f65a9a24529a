package station

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/bundle"
	"tram/local/job"
	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole"
)

// Renewing (đổi chìa) brings another sealing identity into force after a theft or a
// leaving, so that the former one and its recovery key open nothing any more.
//
// A kill between any two of its steps leaves an office that opens:
//  1. The identity is kept beside the one in force, and the journal tells why and by
//     whom a renewal is begun. A start that finds no more than that gives it up.
//  2. The records come under it in one step, while no other program has them open. From
//     that moment it is in force. A start that finds them so goes on from there.
//  3. Its recovery key is owed to a person; each sealed file is sealed anew, and what
//     the former identity vouched for is vouched for by this one. Meanwhile both open,
//     and this one seals.
//  4. When nothing is left, the journal tells, and the former identity is removed.
type Renewing struct {
	*ground
	entrance *Entrance
	journal  *Journal
	exchange *Exchange

	takenUp bool // a start found one that was not ended
	going   sync.WaitGroup
	stop    context.CancelFunc // ends what goes on; nil: nothing does
}

// Renewal is what a person asks for.
type Renewal struct {
	Reason people.RenewalReason
	Why    string
	Key    string // the recovery key of the identity in force; empty: the person came in by a password
	Bring  string // the recovery key of the identity that another station of the office was renewed to; empty: one is made
}

// Renewed tells what came of it. The new identity is in force, whatever Open says.
type Renewed struct {
	people.Renewal
	Open error // why the former identity is still needed; nil: it opens nothing
}

// renewalTurn is the file by which one program at a time renews.
const renewalTurn = "identity.lock"

// mostWaited is how long one waits for another program that renews.
const mostWaited = 2 * time.Second

// Renew brings another identity into force; where a start found a renewal that was not
// ended, it ends that, and begins none. It needs the right to admit, and with it a
// password by which the person came in or the recovery key: RenewalUnproven. No other
// program may have the office open: RenewalBusy, and nothing is changed.
func (s *Renewing) Renew(ctx context.Context, wish Renewal, p *job.Progress) (r Renewed, err error) {
	if ctx, err = s.entrance.begins(ctx, office.MayAdmit); err != nil {
		return r, err
	}
	if why := s.store.Unwritable(); why != nil {
		return r, why
	}
	s.rest()
	release, err := s.turn(ctx)
	if err != nil {
		return r, err
	}
	defer release()
	if s.takenUp {
		r.Open = s.end(ctx, p)
		r.Renewal, err = s.newest(ctx)
		return r, err
	}
	r.Renewal, err = s.begin(ctx, wish)
	if err != nil {
		return r, err
	}
	r.Open = s.end(ctx, p)
	r.Renewal, err = s.newest(ctx)
	return r, err
}

// turn keeps other programs from renewing at the same time.
func (s *Renewing) turn(ctx context.Context) (release func(), err error) {
	patient, stop := context.WithTimeout(ctx, mostWaited)
	defer stop()
	release, err = whole.Turn(patient, filepath.Join(s.home, renewalTurn))
	if patient.Err() != nil && ctx.Err() == nil {
		return nil, RenewalElsewhere
	}
	return release, err
}

func (s *Renewing) stored() people.Stored { return people.Stored{Store: s.store, Station: program} }

func (s *Renewing) newest(ctx context.Context) (people.Renewal, error) {
	all, err := s.stored().OwnRenewals(ctx)
	if err != nil || len(all) == 0 {
		return people.Renewal{}, err
	}
	return all[len(all)-1], nil
}

// begin brings the next identity into force, or leaves everything as it was.
func (s *Renewing) begin(ctx context.Context, wish Renewal) (r people.Renewal, err error) {
	if r, err = s.asked(ctx, wish); err != nil {
		return r, err
	}
	next, err := identityFor(wish)
	if err != nil {
		return r, err
	}
	if r.Next = next.Recipient(); r.Next == r.Former {
		return r, RenewalSame
	}
	if _, err := s.keeper.Prepare(next, r.Brought); err != nil {
		return r, err
	}
	if r, err = s.stored().SaveRenewal(ctx, people.StepRenew, r); err != nil {
		return r, errors.Join(err, s.keeper.Drop())
	}
	inForce, err := s.recordsUnder(ctx, next)
	if !inForce {
		return r, errors.Join(err, s.giveUp(context.WithoutCancel(ctx), r))
	}
	if err != nil {
		return r, RenewalReopen.Because(err)
	}
	if err := s.promote(r.Brought); err != nil {
		return r, err
	}
	s.sealing.Follow(next)
	_, s.place, err = s.keeper.Find()
	return r, err
}

// asked is the record of a renewal that a person may ask for.
func (s *Renewing) asked(ctx context.Context, wish Renewal) (r people.Renewal, err error) {
	why := strings.TrimSpace(wish.Why)
	if wish.Reason.Said() == "" || wish.Reason == people.ForOther && why == "" {
		return r, RenewalWhy
	}
	l, err := s.entrance.Acting(ctx)
	if err != nil {
		return r, err
	}
	if err := s.proven(l, wish.Key); err != nil {
		return r, err
	}
	by := l.Person().Name
	if by == "" {
		by = account()
	}
	return people.Renewal{State: people.RenewalBegun, Reason: wish.Reason, Why: why, By: by, Key: wish.Key != "", Former: s.sealing.Recipient(),
		Brought: wish.Bring != "", At: s.clock.Now()}, nil
}

// proven asks for what a thief of an open window has not.
func (s *Renewing) proven(l *people.Login, key string) error {
	if key == "" && l.Way() == people.ByPassword {
		return nil
	}
	if key == "" {
		return RenewalUnproven
	}
	typed, err := seal.FromRecoveryKey(key)
	if err != nil {
		return err
	}
	if typed.Recipient() != s.sealing.Recipient() {
		return people.RecoveryOther
	}
	return nil
}

func identityFor(wish Renewal) (*seal.Identity, error) {
	if wish.Bring == "" {
		return seal.New()
	}
	return seal.FromRecoveryKey(wish.Bring)
}

// recordsUnder brings the records under an identity. inForce tells whether they lie
// under it, or may, whatever went wrong besides.
func (s *Renewing) recordsUnder(ctx context.Context, next *seal.Identity) (inForce bool, err error) {
	key, err := next.Key(store.KeyPurpose)
	if err != nil {
		return false, err
	}
	if err = s.store.Veil(ctx, key); err == nil {
		return true, nil
	}
	under, unknown := store.LiesUnder(filepath.Join(s.home, databaseName), key)
	if !under && unknown == nil {
		return false, RenewalBusy.Because(err)
	}
	return true, errors.Join(err, unknown)
}

// promote has the keeper give the identity under which the records lie. Whoever must
// put its recovery key away is told first.
func (s *Renewing) promote(brought bool) error {
	if !brought {
		if err := s.oweRecovery(); err != nil {
			return err
		}
	}
	return s.keeper.Promote()
}

// giveUp takes back a renewal that changed nothing.
func (s *Renewing) giveUp(ctx context.Context, r people.Renewal) error {
	err := s.keeper.Drop()
	r.State, r.Ended = people.RenewalGiven, s.clock.Now()
	_, failed := s.stored().SaveRenewal(ctx, people.StepGiveUp, r)
	return errors.Join(err, failed)
}

// inForce finds the identity of the office. One that is prepared, and under which the
// records lie already, is brought into force first.
func (s *Renewing) inForce() (*seal.Identity, seal.Place, error) {
	next, _, err := s.keeper.Next()
	if err != nil || !s.lieUnder(next) {
		return s.keeper.Find()
	}
	if err := s.promoteInTurn(); err != nil {
		s.log.Warn("the note of the sealing identity was not changed", "cause", err.Error())
	}
	id, place, err := s.keeper.Find()
	if err == nil && id.Recipient() != next.Recipient() { // the note is not changed yet: it is in force all the same
		id.Follow(next)
	}
	return id, place, err
}

// promoteInTurn promotes the identity that is prepared, unless another program was quicker.
func (s *Renewing) promoteInTurn() error {
	release, err := s.turn(context.Background())
	if err != nil {
		return err
	}
	defer release()
	_, brought, err := s.keeper.Next()
	if errors.Is(err, seal.NoIdentity) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.promote(brought)
}

func (s *Renewing) lieUnder(id *seal.Identity) bool {
	key, err := id.Key(store.KeyPurpose)
	if err != nil {
		return false
	}
	under, err := store.LiesUnder(filepath.Join(s.home, databaseName), key)
	return err == nil && under
}

// takeUp goes on, beside the work, with what a start finds cut off: entries on their way
// in, and a renewal in force that is not ended. One that was begun and changed nothing it
// gives up.
func (s *Renewing) takeUp(ctx context.Context) {
	if s.takenUp = s.sealing.Follows(); s.takenUp {
		s.tellBeside(ctx, "", RenewalGoesOn)
	} else {
		s.tellBeside(ctx, "", s.tidyBegun(ctx))
	}
	if s.exchange.Arriving() {
		s.tellBeside(ctx, "", ArrivingGoesOn)
	} else if !s.takenUp {
		return
	}
	going, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	s.going.Go(func() {
		err := errors.Join(s.exchange.endArriving(going, nil), s.endInTurn(going))
		if going.Err() == nil && !errors.Is(err, RenewalElsewhere) {
			s.tellBeside(going, "", err)
		}
	})
}

func (s *Renewing) endInTurn(ctx context.Context) error {
	if !s.takenUp {
		return nil
	}
	release, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer release()
	return s.end(ctx, nil)
}

// tidyBegun ends what is left of a renewal that nobody is at work on.
func (s *Renewing) tidyBegun(ctx context.Context) error {
	r, err := s.newest(ctx)
	if err != nil || r.State != people.RenewalBegun && !s.keeper.Untidy() {
		return err
	}
	release, err := s.turn(ctx)
	if err != nil {
		return nil //nolint:nilerr // another program is at work on it
	}
	defer release()
	if err := s.keeper.Tidy(); err != nil {
		return err
	}
	if r, err = s.newest(ctx); err != nil || r.State != people.RenewalBegun {
		return err
	}
	if r.Next == s.sealing.Recipient() {
		return s.tellEnded(ctx, tally{})
	}
	if err := s.giveUp(ctx, r); err != nil {
		return err
	}
	return RenewalGivenUp.About(moment(r.At))
}

// rest has what goes on beside the work leave off, each file whole.
func (s *Renewing) rest() {
	if s.stop != nil {
		s.stop()
	}
	s.going.Wait()
}

// Identity tells which identity is in force, and of its renewals.
type Identity struct {
	Recipient string           `json:"recipient"` // public half
	Kept      string           `json:"kept"`
	Weak      bool             `json:"weak"`
	Owed      bool             `json:"recovery_owed"` // nobody has put its recovery key away
	Unended   bool             `json:"unended"`       // there are files that only the former one opens
	Renewals  []people.Renewal `json:"renewals"`      // of every station of the office, as far as known here
	Behind    string           `json:"behind,omitempty"`
}

// ShowIdentity tells of the sealing identity. There is no secret in it.
func (s *Renewing) ShowIdentity(ctx context.Context) (is Identity, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	is = Identity{Recipient: s.sealing.Recipient(), Kept: placeSaid[s.place], Weak: s.place == seal.InPlainFile, Owed: s.RecoveryOwed(), Unended: s.sealing.Follows()}
	is.Renewals, err = s.stored().Renewals(ctx)
	is.Behind = behind(is)
	return is, err
}

// behind tells that another station of the office was renewed since: what it sends is
// sealed to an identity that is not here.
func behind(is Identity) string {
	for _, r := range slices.Backward(is.Renewals) {
		if r.State != people.RenewalGiven && r.Former == is.Recipient {
			return fmt.Sprintf("Trạm khác của cơ quan đã đổi từ chìa này sang chìa khác lúc %s. Hãy chạy “tramctl identity renew --bring” ở máy này, với tờ khóa khôi phục mới.", moment(r.At))
		}
	}
	return ""
}

// ofFormer tells of a bundle that does not open here, where the office was renewed.
func (s *Exchange) ofFormer(ctx context.Context, err error) error {
	if !errors.Is(err, bundle.NotOurs) {
		return err
	}
	all, unread := people.Stored{Store: s.store}.Renewals(ctx)
	if unread != nil {
		return err
	}
	for _, r := range slices.Backward(all) {
		if r.State != people.RenewalGiven {
			return BundleOfFormer.About(moment(r.At)).Because(err)
		}
	}
	return err
}
