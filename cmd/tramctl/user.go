package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
)

// userWords are the flags of the verb.
type userWords struct {
	roles, permits                   many
	position, to, until, why, revoke string
	back, recovery                   bool
	sheet                            *output
}

// user keeps the people of the office.
func user(set *flag.FlagSet) action {
	var w userWords
	set.Var(&w.roles, "role", "vai trò: clerk, officer, leader, admin, inspector (lặp lại được)")
	set.StringVar(&w.position, "position", "", "chức vụ (với add)")
	set.BoolVar(&w.recovery, "recovery", false, "chỉ định quản trị bằng khóa khôi phục, đọc từ bàn phím (với add)")
	w.sheet = addOutput(set, "sheet", "ghi tờ xác nhận chỉ định quản trị ra tệp PDF để in (với add)")
	set.StringVar(&w.why, "because", "", "lý do (với lock, leave, handover); với token: thẻ dùng vào việc gì")
	set.StringVar(&w.to, "to", "", "người nhận bàn giao")
	set.StringVar(&w.until, "until", "", "đến hết ngày (với handover, token)")
	set.BoolVar(&w.back, "back", false, "nhận lại việc đã bàn giao")
	set.Var(&w.permits, "right", "quyền của thẻ: read, convert, sign, withdraw, keep, run, admit, audit, review (lặp lại được)")
	set.StringVar(&w.revoke, "revoke", "", "hủy thẻ mang mã này (với token)")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		task, known := userTasks[argument(args)]
		if !known || len(args)-1 < task.least || len(args)-1 > task.most {
			return nil, errUsage
		}
		if err := w.sheet.free(t.folder()); err != nil {
			return nil, err
		}
		open := t.ready
		if args[0] == "add" {
			open = t.opened // the first one comes by the recovery key
		}
		return open(ctx, func(s *station.Station) (result, error) {
			return task.do(userTask{t: t, s: s, desk: s.People(), words: w}, ctx, argument(args[1:]))
		})
	}
}

// userTask is what a task of the verb works with.
type userTask struct {
	t     *terminal
	s     *station.Station
	desk  *people.Desk
	words userWords
}

var userTasks = map[string]struct {
	least, most int
	do          func(u userTask, ctx context.Context, who string) (result, error)
}{
	"add": {1, 1, userTask.add}, "list": {0, 0, userTask.list}, "role": {1, 1, userTask.role}, "lock": {1, 1, userTask.lock},
	"unlock": {1, 1, userTask.unlock}, "leave": {1, 1, userTask.leave}, "passwd": {0, 1, userTask.passwd},
	"token": {0, 1, userTask.token}, "handover": {0, 1, userTask.handOver},
}

// person is an account as it is told.
type person struct {
	ID       office.ID         `json:"id"`
	Name     string            `json:"name"`
	Position string            `json:"position,omitempty"`
	Roles    []office.Post     `json:"roles"`
	Locked   bool              `json:"locked"`
	Left     bool              `json:"left"`
	Password bool              `json:"has_password"`
	Lent     []people.Handover `json:"lent,omitempty"`
	Tokens   []people.Token    `json:"tokens,omitempty"`

	said string
}

// staff are the people of the office.
type staff struct {
	Line   string   `json:"line"`
	Note   string   `json:"note,omitempty"`
	People []person `json:"people"`
	Token  string   `json:"token,omitempty"` // told once
	Sheet  string   `json:"sheet,omitempty"`
	done   string
}

func (l staff) print(w io.Writer) {
	if l.done != "" {
		fmt.Fprintln(w, l.done)
	} else if l.Line != "" {
		fmt.Fprintln(w, l.Line)
	}
	for _, p := range l.People {
		fmt.Fprintln(w, p.said)
	}
	if l.Note != "" {
		fmt.Fprintln(w, l.Note)
	}
	if l.Token != "" {
		fmt.Fprintf(w, "\nThẻ (chỉ hiện một lần, hãy cất ngay vào nơi lệnh tự động đọc TRAM_TOKEN):\n\n    %s\n", l.Token)
	}
	if l.Sheet != "" {
		fmt.Fprintf(w, "Hãy in tờ xác nhận %s, ký và cất cùng khóa khôi phục.\n", l.Sheet)
	}
}

// told tells of accounts.
func (u userTask) told(ctx context.Context, done string, accounts ...people.Account) (staff, error) {
	clerks, err := u.s.AllClerks(ctx)
	if err != nil {
		return staff{}, err
	}
	l := staff{done: done, People: []person{}}
	for _, a := range accounts {
		p := person{ID: a.ID, Roles: a.Posts, Locked: a.Locked, Left: a.Left, Password: a.HasPassword, Lent: a.Lent, Tokens: a.Tokens}
		for _, c := range clerks {
			if c.ID == a.Person {
				p.Name, p.Position = c.Name, c.Position
			}
		}
		p.said = p.line(a)
		l.People = append(l.People, p)
	}
	return l, nil
}

func (p person) line(a people.Account) string {
	said := []string{p.Name}
	if p.Position != "" {
		said[0] += " (" + p.Position + ")"
	}
	said = append(said, a.Said())
	switch {
	case a.Left:
		said = append(said, "đã thôi việc")
	case a.Locked:
		said = append(said, "đang bị khóa")
	case !a.HasPassword:
		said = append(said, "chưa có mật khẩu")
	}
	for _, h := range a.Lent {
		said = append(said, "bàn giao đến hết "+office.LastDay(h.Until))
	}
	for _, token := range a.Tokens {
		said = append(said, fmt.Sprintf("thẻ %s đến hết %s", token.ID, office.LastDay(token.Until)))
	}
	return strings.Join(said, ", ")
}

func (u userTask) posts() (posts []office.Post, err error) {
	if len(u.words.roles) == 0 {
		return nil, errUsage
	}
	for _, typed := range u.words.roles {
		for _, each := range strings.Split(typed, ",") {
			p, err := office.ParsePost(strings.TrimSpace(each))
			if err != nil {
				return nil, err
			}
			posts = append(posts, p)
		}
	}
	return posts, nil
}

// add admits a person. The first one, and one who is named by the recovery key, does not
// come by a log-in.
func (u userTask) add(ctx context.Context, name string) (result, error) {
	posts, err := u.posts()
	if err != nil {
		return nil, err
	}
	accounts, err := u.desk.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	who := office.Clerk{Name: name, Position: u.words.position}
	if len(accounts) == 0 || u.words.recovery {
		return u.recover(ctx, who, posts)
	}
	if err := u.t.enter(ctx, u.s); err != nil {
		return nil, err
	}
	by, err := u.s.Acting(ctx)
	if err != nil {
		return nil, err
	}
	password, err := u.t.newPassword(name)
	if err != nil {
		return nil, err
	}
	defer clear(password)
	a, err := u.desk.Admit(ctx, by, who, posts, password)
	if err != nil {
		return nil, err
	}
	done := "Đã thêm tài khoản."
	if !a.HasPassword {
		done = "Đã thêm tài khoản. Người này chưa mở khóa được cho đến khi đặt mật khẩu: tramctl user passwd."
	}
	return u.told(ctx, done, a)
}

// recover names an administrator by the recovery key, which is read from the keyboard.
func (u userTask) recover(ctx context.Context, who office.Clerk, posts []office.Post) (result, error) {
	fmt.Fprintln(u.t.err, "Người quản trị này được chỉ định bằng khóa khôi phục. Hãy gõ khóa, đủ 4 dòng như trên giấy, mỗi dòng rồi bấm Enter:")
	by, err := u.desk.UnlockByRecovery(ctx, typedKey(u.t.input()))
	if err != nil {
		return nil, err
	}
	defer by.End()
	ctx = people.With(ctx, by)
	password, err := u.t.firstPassword(who.Name)
	if err != nil {
		return nil, err
	}
	defer clear(password)
	a, err := u.desk.NameAdministrator(ctx, by, who, posts, password)
	if err != nil {
		return nil, err
	}
	l, err := u.told(people.With(ctx, by), "Đã chỉ định quản trị bằng khóa khôi phục. Ai mở khóa lần tới đều được báo.", a)
	if err != nil || u.words.sheet.path == "" {
		return l, err
	}
	sheet, err := u.s.AdministratorSheet(ctx, a)
	if err == nil {
		err = u.words.sheet.write(0o600, sheet)
	}
	l.Sheet = filepath.Base(u.words.sheet.path)
	return l, err
}

// firstPassword is a new password where nobody has logged in: TRAM_PASSWORD is theirs,
// too.
func (t *terminal) firstPassword(whose string) ([]byte, error) {
	if given := t.env("TRAM_PASSWORD"); given != "" && t.env("TRAM_NEW_PASSWORD") == "" {
		return []byte(given), nil
	}
	return t.newPassword(whose)
}

// list tells who works here.
func (u userTask) list(ctx context.Context, _ string) (result, error) {
	accounts, err := u.desk.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	l, err := u.told(ctx, "", accounts...)
	if err != nil {
		return nil, err
	}
	by, err := u.s.Acting(ctx)
	if err != nil {
		return nil, err
	}
	l.Line = by.Said()
	if len(accounts) > 0 {
		l.Note = u.s.PasswordsWeak()
	}
	return l, nil
}

// change carries one change of an account out.
func (u userTask) change(ctx context.Context, who, done string, do func(by *people.Login, a people.Account) (people.Account, error)) (result, error) {
	by, err := u.s.Acting(ctx)
	if err != nil {
		return nil, err
	}
	a, err := u.whose(ctx, by, who)
	if err != nil {
		return nil, err
	}
	if a, err = do(by, a); err != nil {
		return nil, err
	}
	return u.told(ctx, done, a)
}

// whose is the account that is meant: a person by name, or whoever works.
func (u userTask) whose(ctx context.Context, by *people.Login, who string) (people.Account, error) {
	if who == "" {
		who = string(by.Account())
	}
	return u.desk.Named(ctx, who)
}

func (u userTask) role(ctx context.Context, who string) (result, error) {
	posts, err := u.posts()
	if err != nil {
		return nil, err
	}
	return u.change(ctx, who, "Đã đổi vai trò.", func(by *people.Login, a people.Account) (people.Account, error) {
		return u.desk.Repost(ctx, by, a.ID, posts)
	})
}

func (u userTask) lock(ctx context.Context, who string) (result, error) {
	return u.change(ctx, who, "Đã khóa tài khoản.", func(by *people.Login, a people.Account) (people.Account, error) {
		return u.desk.Lock(ctx, by, a.ID, u.words.why)
	})
}

func (u userTask) unlock(ctx context.Context, who string) (result, error) {
	return u.change(ctx, who, "Đã mở lại tài khoản.", func(by *people.Login, a people.Account) (people.Account, error) {
		return u.desk.Reopen(ctx, by, a.ID)
	})
}

func (u userTask) leave(ctx context.Context, who string) (result, error) {
	return u.change(ctx, who, "Đã đóng tài khoản. Hồ sơ cũ vẫn giữ tên người này.", func(by *people.Login, a people.Account) (people.Account, error) {
		return u.desk.Leave(ctx, by, a.ID, u.words.why)
	})
}

// passwd sets the own password, or as an administrator another's.
func (u userTask) passwd(ctx context.Context, who string) (result, error) {
	return u.change(ctx, who, "Đã đặt mật khẩu.", func(by *people.Login, a people.Account) (people.Account, error) {
		var before []byte
		if by.Account() == a.ID && a.HasPassword {
			var err error
			if before, err = u.t.password("Mật khẩu đang dùng: ", "TRAM_PASSWORD"); err != nil {
				return a, err
			}
			defer clear(before)
		}
		password, err := u.t.newPassword(u.name(ctx, a))
		if err != nil {
			return a, err
		}
		defer clear(password)
		return u.desk.SetPassword(ctx, by, a.ID, before, password)
	})
}

func (u userTask) name(ctx context.Context, a people.Account) string {
	if l, err := u.told(ctx, "", a); err == nil {
		return l.People[0].Name
	}
	return ""
}

// token makes a token of whoever works, or revokes one.
func (u userTask) token(ctx context.Context, who string) (result, error) {
	if u.words.revoke != "" {
		return u.change(ctx, who, "Đã hủy thẻ.", func(by *people.Login, a people.Account) (people.Account, error) {
			return u.desk.Revoke(ctx, by, a.ID, u.words.revoke)
		})
	}
	until, err := dayTyped(u.words.until)
	if err != nil {
		return nil, err
	}
	var permits []office.Right
	for _, typed := range u.words.permits {
		for _, each := range strings.Split(typed, ",") {
			r, err := office.ParseRight(strings.TrimSpace(each))
			if err != nil {
				return nil, err
			}
			permits = append(permits, r)
		}
	}
	by, err := u.s.Acting(ctx)
	if err != nil {
		return nil, err
	}
	if a, err := u.whose(ctx, by, who); err == nil && a.ID != by.Account() {
		return nil, people.TokenByPerson
	}
	text, a, err := u.desk.MakeToken(ctx, by, u.words.why, permits, until)
	if err != nil {
		return nil, err
	}
	l, err := u.told(ctx, "Đã lập thẻ cho lệnh tự động.", a)
	l.Token = text
	return l, err
}

// handOver lends what a person may do, or takes it back.
func (u userTask) handOver(ctx context.Context, who string) (result, error) {
	if u.words.back {
		return u.change(ctx, who, "Đã nhận lại việc.", func(by *people.Login, a people.Account) (people.Account, error) {
			return u.desk.TakeBack(ctx, by, a.ID)
		})
	}
	until, err := dayTyped(u.words.until)
	if err != nil {
		return nil, err
	}
	if u.words.to == "" || until.IsZero() {
		return nil, errUsage
	}
	return u.change(ctx, who, "Đã bàn giao. Hết ngày đó quyền tự trở về.", func(by *people.Login, a people.Account) (people.Account, error) {
		to, err := u.desk.Named(ctx, u.words.to)
		if err != nil {
			return a, err
		}
		return u.desk.HandOver(ctx, by, a.ID, to.ID, until, u.words.why)
	})
}
