package people

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/office"
)

// Login (phiên làm việc) is a person at work. Unlocking makes it, and nothing else; it
// ends once, and what was handed out of it stops then. It is safe for many goroutines.
type Login struct {
	account office.ID
	person  office.Clerk
	station office.ID
	way     Way
	token   string // ID of the one that made it; empty: none
	reads   bool   // it came about where nothing can be written, and only reads
	told    []string
	clock   office.Clock

	mu     sync.Mutex
	grants []grant
	seen   int64 // changes of accounts, when the grants were made
	latest time.Time

	done context.Context
	end  context.CancelFunc
}

// Way says how a log-in came about.
type Way string

// The ways: a password, a token of a script, the only person of an office without a
// password, an office in which nobody has an account yet, and the recovery key.
const (
	ByPassword Way = "password"
	ByToken    Way = "token"
	Alone      Way = "alone"
	Unmanned   Way = "unmanned"
	ByRecovery Way = "recovery"
)

// grant is a right that a log-in has.
type grant struct {
	right office.Right
	until time.Time // the moment from which on it is not there; zero: as long as the log-in
	since int64     // the newest entry of the journal when that was set
	lent  string    // who lent it; empty: it is the person's own
}

func newLogin(account office.ID, person office.Clerk, station office.ID, way Way, clock office.Clock, grants []grant) *Login {
	l := &Login{account: account, person: person, station: station, way: way, grants: grants, clock: clock}
	l.done, l.end = context.WithCancel(context.Background())
	return l
}

// onlyReads keeps of the rights those that change nothing, and tells why.
func (l *Login) onlyReads() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.grants, l.reads = reading(l.grants), true
	l.told = append(l.told, "Ổ đĩa không ghi được nên chỉ xem, tìm, kiểm chứng và xuất được.")
}

func reading(grants []grant) []grant {
	return slices.DeleteFunc(slices.Clone(grants), func(g grant) bool { return g.right != office.MayRead && g.right != office.MayAudit })
}

// Account is whose log-in it is; empty in an office without accounts.
func (l *Login) Account() office.ID { return l.account }

// Person is who works; in an office without accounts nobody is named.
func (l *Login) Person() office.Clerk { return l.person }

// Station is where.
func (l *Login) Station() office.ID { return l.station }

// Way says how they came in.
func (l *Login) Way() Way { return l.way }

// Told is what they have to learn as they come in, Vietnamese: above all that somebody
// became administrator by the recovery key.
func (l *Login) Told() []string { return slices.Clone(l.told) }

// May tells whether the log-in has a right at this moment: Ended, or NotAllowed.
func (l *Login) May(right office.Right) error {
	_, err := l.grant(right)
	return err
}

// Lasting tells whether the log-in has a right that nobody lent to it, for what outlasts a
// loan: Ended, NotAllowed, or LentOnly.
func (l *Login) Lasting(right office.Right) error {
	g, err := l.grant(right)
	if err == nil && g.lent != "" {
		return LentOnly.About(g.lent)
	}
	return err
}

// grant finds the grant on which an act with a right stands: the person's own before
// what was lent to them.
func (l *Login) grant(right office.Right) (grant, error) {
	if l == nil {
		return grant{}, NoLogin
	}
	if l.done.Err() != nil {
		return grant{}, Ended
	}
	now := l.now()
	var found *grant
	for _, g := range l.all() {
		if g.right == right && (g.until.IsZero() || now.Before(g.until)) && (found == nil || found.lent != "" && g.lent == "") {
			found = &g
		}
	}
	if found == nil {
		return grant{}, NotAllowed.About(l.called(), right.Name())
	}
	return *found, nil
}

func (l *Login) all() []grant {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.grants
}

// behind tells whether accounts were changed since the grants were made.
func (l *Login) behind(seen int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return seen != l.seen
}

func (l *Login) regrant(grants []grant, seen int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.reads {
		grants = reading(grants)
	}
	l.grants, l.seen = grants, seen
}

func (l *Login) called() string {
	if l == nil || l.person.Name == "" {
		return "Người chưa có tài khoản"
	}
	return l.person.Name
}

// Rights lists what the log-in may do at this moment, each once.
func (l *Login) Rights() (all []office.Right) {
	for _, g := range l.all() {
		if !slices.Contains(all, g.right) && l.May(g.right) == nil {
			all = append(all, g.right)
		}
	}
	return all
}

// Lenders are the people in whose place the person may act at this moment.
func (l *Login) Lenders() (all []string) {
	now := l.now()
	for _, g := range l.all() {
		if g.lent != "" && now.Before(g.until) && !slices.Contains(all, g.lent) {
			all = append(all, g.lent)
		}
	}
	return all
}

// Actor is the name under which an act with a right is told: a substitute acts in their
// own name, in the place of another.
func (l *Login) Actor(right office.Right) (string, error) {
	g, err := l.grant(right)
	switch {
	case err != nil:
		return "", err
	case g.lent != "":
		return l.person.Name + " (thay " + g.lent + ")", nil
	case l.way == ByToken:
		return l.person.Name + " (lệnh tự động)", nil
	}
	return l.person.Name, nil
}

// Work is the log-in of one work that it begins: the work may end when the log-in has, and
// stops where the account is locked or the right is taken away.
func (l *Login) Work() *Login {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := newLogin(l.account, l.person, l.station, l.way, l.clock, l.grants)
	w.token, w.reads, w.seen, w.latest = l.token, l.reads, l.seen, l.latest
	return w
}

// Context ends with the log-in: work that was begun for it stops.
func (l *Login) Context() context.Context { return l.done }

// OnEnd calls fn when the log-in ends, in a goroutine of its own; at once where it has.
// stop keeps fn from being called.
func (l *Login) OnEnd(fn func()) (stop func() bool) { return context.AfterFunc(l.done, fn) }

// End ends the log-in. It may be called again.
func (l *Login) End() { l.end() }

// Said tells who works, for a status line.
func (l *Login) Said() string {
	switch l.way {
	case Unmanned:
		return "Chưa có tài khoản: ai cũng làm được, trừ lập tài khoản."
	case Alone:
		return l.person.Name + ", không đặt mật khẩu."
	}
	if lenders := l.Lenders(); len(lenders) > 0 {
		return l.person.Name + " (đang thay " + strings.Join(lenders, ", ") + ")."
	}
	return l.person.Name + "."
}
