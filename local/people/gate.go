package people

import (
	"context"
	"errors"
	"sync"

	"tram/local/office"
)

type loginKey struct{}

// With hands a log-in on with the work that is done for it.
func With(ctx context.Context, l *Login) context.Context {
	return context.WithValue(ctx, loginKey{}, l)
}

// From is the log-in for which something is done; nil: none was handed on.
func From(ctx context.Context) *Login {
	l, _ := ctx.Value(loginKey{}).(*Login)
	return l
}

// Gate asks before each change whether who acts may do it. Who acts is the log-in of the
// work, else the one that sits at this program; in an office without accounts everybody.
type Gate struct {
	desk *Desk

	mu     sync.Mutex
	seated *Login
	denied denied
}

// NewGate is a gate at which nobody sits yet.
func NewGate(desk *Desk) *Gate { return &Gate{desk: desk} }

// Seat gives this program to a log-in. The one before ends.
func (g *Gate) Seat(l *Login) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.seated != nil && g.seated != l {
		g.seated.End()
	}
	g.seated = l
}

// Seated is the log-in that sits at this program; nil: none.
func (g *Gate) Seated() *Login {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.seated
}

// Acting is the log-in that acts by a context: NoLogin where there are accounts and nobody
// has unlocked.
func (g *Gate) Acting(ctx context.Context) (*Login, error) {
	if l := From(ctx); l != nil {
		return l, nil
	}
	l := g.Seated()
	if l != nil && l.way != Unmanned {
		return l, nil
	}
	everybody, err := g.desk.UnlockUnmanned(ctx) // until there is an account, whoever made it
	switch {
	case errors.Is(err, PasswordNeeded):
		return nil, NoLogin
	case err == nil && l != nil:
		return l, nil
	}
	return everybody, err
}

// May tells whether who acts by a context has a right. What is denied is kept until it
// is told (Told), but for a glance of the window, by which nobody tried anything.
func (g *Gate) May(ctx context.Context, right office.Right) error {
	_, err := g.Admit(ctx, right)
	return err
}

// Admit is the gate of the store: it names the actor. A step that needs no right is the
// station's own; one who acts for an office without accounts is named by the act.
func (g *Gate) Admit(ctx context.Context, needs office.Right) (actor string, err error) {
	if needs == "" {
		return "", nil
	}
	l, err := g.Acting(ctx)
	if err == nil {
		err = g.desk.refresh(ctx, l)
	}
	if err == nil {
		actor, err = l.Actor(needs)
	}
	if (errors.Is(err, NotAllowed) || errors.Is(err, NoLogin)) && !office.IsGlance(ctx) {
		g.remember(l, needs)
	}
	return actor, err
}

// remember keeps what was denied: the store is in the middle of a transaction.
func (g *Gate) remember(l *Login, needs office.Right) {
	d := Denial{Who: l.called(), What: "Không có quyền " + needs.Name()}
	if l != nil {
		d.Account = l.account
	}
	g.denied.take(d, g.desk.Clock.Now())
}

// Refused keeps that somebody was not let in.
func (g *Gate) Refused(ctx context.Context, account office.ID, why error) {
	f, told := office.FailureIn(why)
	if !told {
		return
	}
	d := Denial{Who: "Người chưa mở khóa", What: "Không mở khóa được: " + refusedFor(f)}
	if a, _, err := g.desk.account(ctx, account); err == nil {
		d.Account, d.Who = a.ID, g.desk.nameOf(ctx, a)
	}
	g.denied.take(d, g.desk.Clock.Now())
}

// refusedFor words why, so that what is alike is gathered.
func refusedFor(f office.Failure) string {
	switch {
	case f.Is(PasswordWrong):
		return "sai mật khẩu"
	case f.Is(TooManyTries):
		return "gõ sai nhiều lần"
	case f.Is(OthersTry):
		return "đang có lần mở khóa khác"
	case f.Is(AdmissionChanged), f.Is(BookDamaged), f.Is(AccountsGone):
		return "sổ xác thực không khớp"
	case f.Is(PasswordNeeded):
		return "chưa cho biết là ai"
	case f.Is(TokenWrong), f.Is(TokenOver):
		return "thẻ sai hoặc hết hạn"
	}
	return "tài khoản đóng, khóa hoặc chưa có mật khẩu"
}
