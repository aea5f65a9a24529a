package station

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
)

// Staffing (người dùng) is where the accounts of the office are listed and changed, by the
// log-in at the window or by the recovery key.
type Staffing struct {
	*ground
	entrance *Entrance
}

// mostDenied is how many of the things that a person was denied are listed beside them.
const mostDenied = 5

// Staff lists the accounts of this station, who works here before who has left.
func (s *Staffing) Staff(ctx context.Context) (all office.Staff, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return all, err
	}
	accounts, err := s.entrance.people.Accounts(ctx)
	if err != nil {
		return all, err
	}
	if accounts, err = s.entrance.people.Running(ctx, accounts); err != nil {
		return all, err
	}
	clerks, err := s.store.Clerks(ctx)
	if err != nil {
		return all, err
	}
	denied, err := s.deniedOf(ctx)
	if err != nil {
		return all, err
	}
	all.Unmanned = len(accounts) == 0
	if !all.Unmanned {
		all.Note = s.PasswordsWeak()
	}
	l := listed{now: s.clock.Now(), accounts: accounts, clerks: clerks}
	_, l.own = s.entrance.Sits()
	for _, a := range accounts {
		u := l.user(a)
		u.Denied = denied[a.ID]
		all.Users = append(all.Users, u)
	}
	slices.SortStableFunc(all.Users, func(a, b office.User) int { return leftLast(a) - leftLast(b) })
	return all, nil
}

// PasswordsWeak tells what lets a thief of the folder try passwords elsewhere, Vietnamese;
// empty: nothing.
func (s *Staffing) PasswordsWeak() string {
	if s.place == seal.InPlainFile {
		return "Chìa niêm phong nằm trong một tệp không có mật khẩu: ai chép được cả thư mục dữ liệu thì mở được hồ sơ, và thử được mật khẩu ở nơi khác. Hãy bật mã hóa ổ đĩa (trên Windows: BitLocker)."
	}
	return ""
}

func leftLast(u office.User) int {
	if u.Left {
		return 1
	}
	return 0
}

// listed is what a line of the list is made of.
type listed struct {
	now      time.Time
	own      office.ID
	accounts []people.Account
	clerks   []office.Clerk
}

func (l listed) user(a people.Account) office.User {
	c := l.clerk(a)
	u := office.User{Account: a.ID, Name: c.Name, Position: c.Position, Posts: a.Posts, HasPassword: a.HasPassword,
		Locked: a.Locked, Left: a.Left, Own: a.ID == l.own, Why: a.Why}
	for _, h := range a.LentAt(l.now) {
		u.Lent = append(u.Lent, office.Lending{With: l.name(h.To), Until: h.Until, Why: h.Why})
	}
	for _, other := range l.accounts {
		for _, h := range other.LentAt(l.now) {
			if h.To == a.ID {
				u.Takes = append(u.Takes, office.Lending{With: l.clerk(other).Name, Until: h.Until, Why: h.Why})
			}
		}
	}
	for _, t := range a.Tokens {
		u.Tokens = append(u.Tokens, office.ScriptToken{ID: t.ID, Label: t.Label, Rights: t.Rights, Until: t.Until})
	}
	return u
}

func (l listed) clerk(a people.Account) office.Clerk {
	if i := slices.IndexFunc(l.clerks, func(c office.Clerk) bool { return c.ID == a.Person }); i >= 0 {
		return l.clerks[i]
	}
	return office.Clerk{Name: a.Name}
}

func (l listed) name(account office.ID) string {
	if i := slices.IndexFunc(l.accounts, func(a people.Account) bool { return a.ID == account }); i >= 0 {
		return l.clerk(l.accounts[i]).Name
	}
	return string(account)
}

// deniedOf tells what each account was denied of late, to who may read the journal.
func (s *Staffing) deniedOf(ctx context.Context) (map[office.ID][]string, error) {
	if l, err := s.entrance.persons.Ahead(ctx); err != nil || l.May(office.MayAudit) != nil {
		return nil, err
	}
	all, err := people.Stored{Store: s.store, Station: program}.Denials(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b people.Denial) int { return b.Last.Compare(a.Last) })
	of := map[office.ID][]string{}
	for _, d := range all {
		if len(of[d.Account]) < mostDenied {
			of[d.Account] = append(of[d.Account], fmt.Sprintf("%s: %s (ít nhất %d lần)", d.Last.In(office.VietNam).Format("15:04 02/01/2006"), d.What, d.AtLeast))
		}
	}
	return of, nil
}

// asAdmin hands a change of accounts to the log-in at this window, where it has the right
// to admit others; what is denied is journalled.
func (s *Staffing) asAdmin(ctx context.Context, do func(by *people.Login) error) error {
	if err := s.entrance.May(ctx, office.MayAdmit); err != nil {
		return err
	}
	return s.asSeated(ctx, do)
}

// asSeated hands it a change that one makes of one's own account, too: the desk of people
// asks whose it is.
func (s *Staffing) asSeated(ctx context.Context, do func(by *people.Login) error) error {
	by, err := s.entrance.Acting(ctx)
	if err != nil {
		return err
	}
	return do(by)
}

// AdmitUser gives a person of the office an account.
func (s *Staffing) AdmitUser(ctx context.Context, who office.Clerk, posts []office.Post, password []byte) error {
	return s.asAdmin(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.Admit(ctx, by, who, posts, password)
		return err
	})
}

// GivePosts gives an account the posts that it has from now on.
func (s *Staffing) GivePosts(ctx context.Context, account office.ID, posts []office.Post) error {
	return s.asAdmin(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.Repost(ctx, by, account, posts)
		return err
	})
}

// LockUser shuts an account until it is opened again.
func (s *Staffing) LockUser(ctx context.Context, account office.ID, why string) error {
	return s.asAdmin(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.Lock(ctx, by, account, why)
		return err
	})
}

// ReopenUser opens an account that was locked.
func (s *Staffing) ReopenUser(ctx context.Context, account office.ID) error {
	return s.asAdmin(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.Reopen(ctx, by, account)
		return err
	})
}

// UserLeaves shuts the account of who works here no more.
func (s *Staffing) UserLeaves(ctx context.Context, account office.ID, why string) error {
	return s.asAdmin(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.Leave(ctx, by, account, why)
		return err
	})
}

// SetUserPassword sets a new password: one's own with the one before, or another's.
func (s *Staffing) SetUserPassword(ctx context.Context, account office.ID, before, password []byte) error {
	return s.asSeated(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.SetPassword(ctx, by, account, before, password)
		return err
	})
}

// HandOverTo lends what a person may do to a substitute until the end of a day.
func (s *Staffing) HandOverTo(ctx context.Context, account, to office.ID, until time.Time, why string) error {
	return s.asSeated(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.HandOver(ctx, by, account, to, until, why)
		return err
	})
}

// TakeWorkBack ends what a person lent.
func (s *Staffing) TakeWorkBack(ctx context.Context, account office.ID) error {
	return s.asSeated(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.TakeBack(ctx, by, account)
		return err
	})
}

// MakeToken gives a script some of the rights of whoever sits at this window. The text is
// told once and kept nowhere.
func (s *Staffing) MakeToken(ctx context.Context, label string, rights []office.Right, until time.Time) (text string, err error) {
	err = s.asSeated(ctx, func(by *people.Login) error {
		text, _, err = s.entrance.people.MakeToken(ctx, by, label, rights, until)
		return err
	})
	return text, err
}

// RevokeToken ends a token before its day.
func (s *Staffing) RevokeToken(ctx context.Context, account office.ID, token string) error {
	return s.asSeated(ctx, func(by *people.Login) error {
		_, err := s.entrance.people.Revoke(ctx, by, account, token)
		return err
	})
}

// NameAdministrator makes a person administrator by the recovery key, and gives the sheet
// on which that stands, to be printed and signed.
func (s *Staffing) NameAdministrator(ctx context.Context, key string, who office.Clerk, posts []office.Post, password []byte) (sheet []byte, err error) {
	by, err := s.entrance.people.UnlockByRecovery(ctx, key)
	if err != nil {
		return nil, err
	}
	defer by.End()
	a, err := s.entrance.people.NameAdministrator(ctx, by, who, posts, password)
	if err != nil {
		return nil, err
	}
	return s.entrance.AdministratorSheet(ctx, a)
}
