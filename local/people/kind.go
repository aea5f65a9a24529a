package people

import (
	"context"
	"errors"
	"math/bits"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// The kinds of record of this room.
const (
	KindAccount             = office.KindAccount
	KindDenial  office.Kind = "denial"
)

// The states of an account.
const (
	stateActive office.State = "active"
	stateLocked office.State = "locked"
	stateLeft   office.State = "left"
)

func (s Standing) state() office.State {
	switch {
	case s.Left:
		return stateLeft
	case s.Locked:
		return stateLocked
	}
	return stateActive
}

// accounts are a station's own: what lets people in lies sealed beside its store.
var accounts = store.Kind[Account]{
	Name: KindAccount, Said: "Tài khoản", Clash: store.Local, Only: []string{"person"}, Taken: HasAccount.About("Người này"),
	Named: func(a *Account) (*office.ID, *int64) { return &a.ID, &a.Version },
	Steps: []store.Step{
		{Name: StepAdmit, Said: "Thêm người dùng", From: []office.State{store.Unborn}, Needs: office.MayAdmit},
		{Name: StepPost, Said: "Đổi vai trò", Needs: office.MayAdmit}, {Name: StepLock, Said: "Khóa tài khoản", To: stateLocked, Needs: office.MayAdmit},
		{Name: StepUnlock, Said: "Mở lại tài khoản", To: stateActive, Needs: office.MayAdmit}, {Name: StepLeave, Said: "Đóng tài khoản người thôi việc", To: stateLeft, Needs: office.MayAdmit},
		{Name: StepRecover, Said: "Chỉ định quản trị bằng khóa khôi phục", To: stateActive, Needs: office.MayAdmit},
		{Name: StepPasswd, Said: "Đặt mật khẩu", Needs: office.MayRead}, {Name: StepHandOver, Said: "Bàn giao", Needs: office.MayRead},
		{Name: StepReturn, Said: "Nhận lại việc đã bàn giao", Needs: office.MayRead}, {Name: StepToken, Said: "Lập thẻ cho lệnh tự động", Needs: office.MayRead},
		{Name: StepRevoke, Said: "Hủy thẻ của lệnh tự động", Needs: office.MayRead},
	},
	Values: map[string]func(string) string{
		"posts": store.Said(office.Post.Name), "tokens.rights": store.Said(office.Right.Name), "tokens.until": lastDaySaid, "lent.until": lastDaySaid,
	},
	Check: func(was *Account, now Account, _ string) error {
		if was != nil && now.Generation <= was.Generation {
			return errors.New("an account without its next generation")
		}
		return now.validate()
	},
	Line: func(a Account) store.Line {
		return store.Line{Title: "Tài khoản của " + a.Name, Below: a.Said(), State: a.state(), Facts: map[string][]string{"person": {string(a.Person)}}}
	},
	Fields: map[string]string{
		"person": "Người dùng", "name": "Họ và tên", "posts": "Vai trò", "locked": "Bị khóa", "left": "Đã thôi việc", "lent": "Bàn giao", "tokens": "Thẻ của lệnh tự động",
		"password_at": "Mật khẩu đặt lúc", "password_by": "Người đặt mật khẩu", "recovered": "Thành quản trị bằng khóa khôi phục lúc",
		"tokens.label": "Dùng vào việc", "tokens.rights": "Quyền", "tokens.until": "Đến hết ngày", "lent.to": "Cho", "lent.until": "Đến hết ngày", "lent.why": "Lý do",
		"generation": "Thế hệ xác thực", "admission": "Mã băm xác thực", "has_password": "Có mật khẩu", "why": "Lý do",
	},
}

// Said tells the posts of an account.
func (s Standing) Said() string {
	names := make([]string, len(s.Posts))
	for i, p := range s.Posts {
		names[i] = p.Name()
	}
	return strings.Join(names, ", ")
}

// Denial (việc bị từ chối) gathers what one person was denied in an hour.
type Denial struct {
	ID      office.ID `json:"id"`
	Version int64     `json:"version"`
	Account office.ID `json:"account,omitempty"`
	Who     string    `json:"who"`
	What    string    `json:"what"` // Vietnamese
	Hour    time.Time `json:"hour"` // when it began
	Last    time.Time `json:"last"`
	AtLeast int       `json:"at_least"` // times; of what waits to be kept exactly these. An entry is made at the 1st, 2nd, 4th, 8th …
}

// StepRefuse is the step of a denial.
const StepRefuse = "refuse"

var denials = store.Kind[Denial]{
	Name: KindDenial, Said: "Việc bị từ chối", Clash: store.Alone,
	Named: func(d *Denial) (*office.ID, *int64) { return &d.ID, &d.Version },
	Steps: []store.Step{{Name: StepRefuse, Said: "Từ chối"}},
	Line: func(d Denial) store.Line {
		return store.Line{Title: d.What, Below: d.Who, At: d.Hour.UTC().Format(time.RFC3339), Facts: map[string][]string{"hour": {d.key()}}}
	},
	Fields: map[string]string{"who": "Ai", "what": "Việc", "hour": "Trong giờ", "last": "Lần cuối", "at_least": "Ít nhất số lần"},
}

func (d Denial) key() string {
	return strings.Join([]string{string(d.Account), d.Who, d.What, d.Hour.UTC().Format(time.RFC3339)}, "|")
}

// Kinds are what this room keeps in the store.
func Kinds() []store.AnyKind { return []store.AnyKind{accounts, denials, accesses, renewals} }

// Stored is where the store of a station keeps accounts, and counts.
type Stored struct {
	Store   *store.Store
	Station string // the actor of what nobody did
}

// Accounts lists those of this station in the order of admission.
func (s Stored) Accounts(ctx context.Context) ([]Account, error) {
	return store.Here(ctx, s.Store, accounts)
}

// Changes counts the entries that tell of accounts.
func (s Stored) Changes(ctx context.Context) (int64, error) {
	return s.Store.CountEntries(ctx, KindAccount)
}

// Newest is the number of the newest entry of the journal.
func (s Stored) Newest(ctx context.Context) (int64, error) {
	head, err := s.Store.Head(ctx)
	return head.Seq, err
}

// TimeAfter is the newest time of the entries after one by its number; zero: there is none.
func (s Stored) TimeAfter(ctx context.Context, entry int64) (time.Time, error) {
	return s.Store.NewestAfter(ctx, entry)
}

// Clerks lists the people of the office.
func (s Stored) Clerks(ctx context.Context) ([]office.Clerk, error) { return s.Store.Clerks(ctx) }

// ClerksHere lists those that were entered at this station.
func (s Stored) ClerksHere(ctx context.Context) ([]office.Clerk, error) {
	return s.Store.ClerksHere(ctx)
}

// Office is the office.
func (s Stored) Office(ctx context.Context) (office.Office, error) { return s.Store.Office(ctx) }

// SaveAccount keeps an account with its person.
func (s Stored) SaveAccount(ctx context.Context, by *Login, step string, a Account, person *office.Clerk) (Account, error) {
	changes := []store.Change{accounts.Put(&a)}
	if person != nil {
		p := *person
		changes = append(changes, store.PutClerk(&p))
	}
	err := s.Store.Save(With(ctx, by), store.Act{Actor: by.called(), Step: step}, changes...)
	return a, err
}

// BookTry counts a wrong try at an account.
func (s Stored) BookTry(ctx context.Context, account office.ID, delay func(wrong int) time.Duration) (time.Duration, error) {
	return s.Store.BookTry(ctx, "account "+string(account), delay)
}

// TookRight ends the count.
func (s Stored) TookRight(ctx context.Context, account office.ID) (Entered, error) {
	was, err := s.Store.EndTries(ctx, "account "+string(account))
	return Entered{Before: was.Entered, Wrong: max(0, was.Counted-1)}, err
}

// Deny keeps that a person was denied something so many times more: one record a person,
// thing and hour, and an entry each time that their number has doubled.
func (s Stored) Deny(ctx context.Context, d Denial) error {
	what := "denied " + d.key()
	was, err := s.Store.CountTries(ctx, what, d.AtLeast)
	if err != nil {
		return err
	}
	count := was + d.AtLeast
	if bits.Len(uint(was)) == bits.Len(uint(count)) {
		return nil
	}
	if err := s.denied(ctx, d, count); err != nil {
		_, uncounted := s.Store.CountTries(ctx, what, -d.AtLeast) // who calls tries again
		return errors.Join(err, uncounted)
	}
	return nil
}

func (s Stored) denied(ctx context.Context, d Denial, count int) error {
	d.AtLeast = count
	kept, err := store.By(ctx, s.Store, denials, "hour", d.key())
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		d.ID, d.Version = kept[0].ID, kept[0].Version
	}
	return s.saidOnce(ctx, store.Act{Actor: s.Station, Step: StepRefuse}, denials.Put(&d))
}

// Denials lists what people were denied here, oldest first.
func (s Stored) Denials(ctx context.Context) ([]Denial, error) {
	return store.Here(ctx, s.Store, denials)
}
