package people

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

var peopled = struct {
	sync.Once
	below string
}{}

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	below, err := os.MkdirTemp("", "people-")
	if err != nil {
		panic(err)
	}
	peopled.below = below
	code := m.Run()
	os.RemoveAll(below)
	os.Exit(code)
}

const (
	admin = "Nguyễn Văn Mẫu"
	clerk = "Trần Thị Ví Dụ"
	chief = "Lê Văn Mẫu"
)

// lastDay is the day until which the work of these tests is handed over.
var lastDay = time.Now().In(office.VietNam).AddDate(0, 1, 0)

// sixUsers is the office of these tests: an administrator at the window and five others,
// one of whom is away, one locked and one gone.
func sixUsers(t *testing.T) Services {
	t.Helper()
	peopled.Do(func() { peopleIt(t) })
	s := stationtest.Copy(t, peopled.below)
	stationtest.Enter(t, s, admin)
	return s
}

// peopleIt makes the office of which each test has a copy.
func peopleIt(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	s := stationtest.MannedIn(t, peopled.below)
	for _, u := range []office.User{
		{Name: clerk, Position: "Văn phòng", Posts: []office.Post{office.AsClerk}}, {Name: chief, Posts: []office.Post{office.AsLeader}},
		{Name: "Hoàng Văn Mẫu", Posts: []office.Post{office.AsInspector}}, {Name: "Đỗ Thị Mẫu", Posts: []office.Post{office.AsOfficer}}, {Name: "Phạm Thị Mẫu", Posts: []office.Post{office.AsOfficer}},
	} {
		if err := s.AdmitUser(ctx, office.Clerk{Name: u.Name, Position: u.Position}, u.Posts, []byte(stationtest.Password)); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.MakeToken(ctx, "sao lưu", []office.Right{office.MayRead}, lastDay)
	for _, do := range []func() error{
		func() error { return err },
		func() error {
			return s.HandOverTo(ctx, named(t, s, clerk).Account, named(t, s, chief).Account, lastDay, "nghỉ phép")
		},
		func() error { return s.LockUser(ctx, named(t, s, "Đỗ Thị Mẫu").Account, "đang xác minh") },
		func() error { return s.UserLeaves(ctx, named(t, s, "Phạm Thị Mẫu").Account, "nghỉ hưu") },
		s.Close,
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
}

// named is a user as the station has them by now.
func named(t *testing.T, s Services, name string) office.User {
	t.Helper()
	staff, err := s.Staff(t.Context())
	i := slices.IndexFunc(staff.Users, func(u office.User) bool { return u.Name == name })
	if err != nil || i < 0 {
		t.Fatalf("%s has no account: %v", name, err)
	}
	return staff.Users[i]
}

func opened(t *testing.T, s Services) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1120, 700))
	p.Enter()
	kit.Settle()
	return p
}

// chooseNamed brings the account of a person into sight.
func (p *Page) chooseNamed(t *testing.T, name string) {
	t.Helper()
	i := slices.IndexFunc(p.users, func(u office.User) bool { return u.Name == name })
	if i < 0 {
		t.Fatalf("%s is not listed", name)
	}
	p.list.Select(i)
}

// offered are the words of the buttons below the account in sight.
func (p *Page) offered() (words []string) {
	for _, o := range p.deeds.Objects {
		words = append(words, o.(*kit.Button).Text)
	}
	return words
}

// presses the button of a deed, by its word.
func (p *Page) presses(t *testing.T, word string) {
	t.Helper()
	i := slices.Index(p.offered(), word)
	if i < 0 {
		t.Fatalf("%q is not among %q", word, p.offered())
	}
	test.Tap(p.deeds.Objects[i].(*kit.Button))
}

// types fills the form that is open, and sends it.
func (p *Page) types(answers map[string]string, secrets ...string) {
	p.form.asks.Type(answers)
	fields := p.secrets()
	for i, each := range secrets {
		fields[i].SetText(each)
	}
	p.Finish()
	kit.Settle()
}

// secrets are the fields of passwords in the form that is open.
func (p *Page) secrets() (all []*kit.Secret) {
	for _, o := range test.LaidOutObjects(p.form.asks.Content) {
		if s, is := o.(*kit.Secret); is {
			all = append(all, s)
		}
	}
	return all
}

func (p *Page) bad(key string) bool { return p.form.asks.Field(key).Bad() }

func TestEachAccountIsOfferedWhatItsStateAllows(t *testing.T) {
	p := opened(t, sixUsers(t))
	if p.title.Text != admin {
		t.Errorf("%q is in sight first, and not one's own account", p.title.Text)
	}
	for name, want := range map[string][]string{
		admin:          {"Đổi vai trò", "Đặt mật khẩu", "Bàn giao…", "Lập thẻ…", "Khóa tài khoản", "Cho thôi việc"},
		clerk:          {"Đổi vai trò", "Đặt mật khẩu", "Bàn giao…", "Nhận lại việc", "Khóa tài khoản", "Cho thôi việc"},
		"Đỗ Thị Mẫu":   {"Đổi vai trò", "Đặt mật khẩu", "Mở lại tài khoản", "Cho thôi việc"},
		"Phạm Thị Mẫu": {"Đổi vai trò"},
	} {
		p.chooseNamed(t, name)
		if got := p.offered(); !slices.Equal(got, want) {
			t.Errorf("%s is offered %q", name, got)
		}
	}
}

func TestTheListTellsWhoIsAwayLockedAndGone(t *testing.T) {
	p := opened(t, sixUsers(t))
	want := map[string]string{admin: "Đang làm việc", clerk: "Vắng đến " + lastDay.Format("02/01"), chief: "Đang làm việc", "Đỗ Thị Mẫu": "Đang bị khóa", "Phạm Thị Mẫu": "Đã thôi việc"}
	for _, u := range p.users {
		if _, _, said := stands(u); want[u.Name] != "" && said != want[u.Name] {
			t.Errorf("%s: %q", u.Name, said)
		}
	}
	if _, _, said := stands(office.User{}); said != "Chưa có mật khẩu" {
		t.Errorf("an account that waits for its password: %q", said)
	}
	if last := p.users[len(p.users)-1].Name; len(p.users) != 6 || last != "Phạm Thị Mẫu" {
		t.Errorf("%d are listed, the last one is %s", len(p.users), last)
	}
	p.search.SetText("do thi")
	if len(p.users) != 1 || p.users[0].Name != "Đỗ Thị Mẫu" || p.count.Text != "1 người dùng" {
		t.Errorf("%q, %v", p.count.Text, p.users)
	}
}

func TestWhatIsDoneToAnAccountIsDoneInTheOffice(t *testing.T) {
	s := sixUsers(t)
	p := opened(t, s)
	p.chooseNamed(t, clerk)
	p.presses(t, "Đổi vai trò")
	if got := p.form.asks.Answers()["posts"]; got != "clerk" {
		t.Errorf("the form begins with the roles %q", got)
	}
	p.types(map[string]string{"posts": "clerk\nleader"})
	if got := named(t, s, clerk).Posts; !slices.Equal(got, []office.Post{office.AsClerk, office.AsLeader}) {
		t.Errorf("the roles are %q", got)
	}
	p.presses(t, "Đặt mật khẩu")
	if len(p.secrets()) != 2 {
		t.Error("an administrator is asked for another's password")
	}
	p.types(nil, "nồi đồng cối đá", "nồi đồng cối đá")
	if _, err := s.(interface {
		LetIn(context.Context, office.ID, []byte) ([]string, error)
	}).LetIn(t.Context(), named(t, s, clerk).Account, []byte("nồi đồng cối đá")); err != nil {
		t.Errorf("the new password does not open: %v", err)
	}
}

func TestAccountsAreLentLockedReopenedAndEnd(t *testing.T) {
	s := sixUsers(t)
	p := opened(t, s)
	p.chooseNamed(t, clerk)
	p.presses(t, "Nhận lại việc")
	p.types(nil)
	if lent := named(t, s, clerk).Lent; len(lent) != 0 {
		t.Errorf("still lent: %v", lent)
	}
	p.presses(t, "Bàn giao…")
	until := lastDay.AddDate(0, 0, 1)
	p.types(map[string]string{"to": string(named(t, s, chief).Account), "until": until.Format(time.DateOnly), "why": " nghỉ  phép "})
	if lent := named(t, s, clerk).Lent; len(lent) != 1 || lent[0].With != chief || lent[0].Why != "nghỉ phép" || office.LastDay(lent[0].Until) != until.Format("02/01/2006") {
		t.Errorf("lent: %+v", lent)
	}
	p.presses(t, "Khóa tài khoản")
	p.types(map[string]string{"why": "xác minh"})
	if u := named(t, s, clerk); !u.Locked || u.Why != "xác minh" {
		t.Errorf("locked: %+v", u)
	}
	p.presses(t, "Mở lại tài khoản")
	p.types(nil)
	if named(t, s, clerk).Locked {
		t.Error("still locked")
	}
	p.presses(t, "Cho thôi việc")
	p.types(map[string]string{"why": "chuyển công tác"})
	if u := named(t, s, clerk); !u.Left || u.Why != "chuyển công tác" || !slices.Equal(p.offered(), []string{"Đổi vai trò"}) {
		t.Errorf("has left: %+v, offered %q", u, p.offered())
	}
}

func TestANewAccountIsEntered(t *testing.T) {
	s := sixUsers(t)
	p := opened(t, s)
	p.Begin()
	if got := p.form.asks.Answers(); got["name"] != "" || got["posts"] != "officer" || p.card.Visible() {
		t.Errorf("a new account begins with %q", got)
	}
	p.types(map[string]string{"name": "Vũ"}, "bàn ghế tủ giường", "bàn ghế tủ giường")
	if !p.bad("name") {
		t.Error("half a name is entered, or told elsewhere")
	}
	p.types(map[string]string{"name": clerk})
	if !p.bad("name") {
		t.Error("a second account of one person is entered, or told elsewhere")
	}
	p.types(map[string]string{"name": "Vũ  Văn Mẫu", "position": "Công chức", "posts": ""})
	if !p.bad("posts") {
		t.Error("an account without a role is entered, or told elsewhere")
	}
	p.types(map[string]string{"posts": "inspector"})
	if u := named(t, s, "Vũ Văn Mẫu"); u.Position != "Công chức" || !slices.Equal(u.Posts, []office.Post{office.AsInspector}) || !u.HasPassword {
		t.Errorf("entered %+v", u)
	}
	if p.form.card.Visible() || p.desk.News.Said() != "Đã thêm người dùng." {
		t.Errorf("afterwards it says %q", p.desk.News.Said())
	}
}

func TestASubstituteIsWhoWorksAndIsNoInspector(t *testing.T) {
	p := opened(t, sixUsers(t))
	p.chooseNamed(t, clerk)
	var names []string
	for _, c := range handoverAsks(p, p.users[slices.IndexFunc(p.users, func(u office.User) bool { return u.Name == clerk })])[0].Choices {
		names = append(names, c.Said)
	}
	if slices.Sort(names); !slices.Equal(names, []string{chief, admin}) {
		t.Errorf("offered as substitutes: %q", names)
	}
}

func TestOnesOwnPasswordIsChangedWithTheOneBefore(t *testing.T) {
	p := opened(t, sixUsers(t))
	p.presses(t, "Đặt mật khẩu")
	if len(p.secrets()) != 3 {
		t.Fatal("the password before is not asked for")
	}
	const fresh = "nồi đồng cối đá"
	p.types(nil, "sai", fresh, fresh)
	if !p.bad("before") || p.secrets()[0].Text != "" || p.secrets()[1].Text == "" {
		t.Error("a wrong one is not told beside it, or the new one is lost")
	}
	p.types(nil, stationtest.Password, "matkhau", "matkhau")
	if p.bad("before") || p.desk.Window.Canvas().Focused() != p.secrets()[1] || p.desk.News.Visible() {
		t.Error("a weak one is not told beside it")
	}
	p.types(nil, stationtest.Password, fresh, "nồi đồng cối dá")
	if p.desk.Window.Canvas().Focused() != p.secrets()[2] || p.secrets()[0].Text == "" {
		t.Error("two that differ are sent")
	}
	p.types(nil, stationtest.Password, fresh, fresh)
	if p.form.card.Visible() || p.desk.News.Said() == "" {
		t.Error("it was not changed, or nobody says so")
	}
	for _, each := range p.secrets() {
		if each.Text != "" {
			t.Error("a password stays in the form")
		}
	}
}

// fullDisk is a station that can store no more.
type fullDisk struct{ Services }

func (fullDisk) HandOverTo(context.Context, office.ID, office.ID, time.Time, string) error {
	return office.Failure{Name: "store.disk-full", Said: "Ổ đĩa đầy.", Next: "Hãy dọn bớt."}
}

func TestWhatIsWrongIsToldBesideItsQuestion(t *testing.T) {
	s := sixUsers(t)
	p := opened(t, fullDisk{s})
	p.chooseNamed(t, chief)
	p.presses(t, "Bàn giao…")
	to := string(named(t, s, admin).Account)
	for _, c := range []struct {
		answers map[string]string
		bad     string
	}{
		{map[string]string{"until": lastDay.Format(time.DateOnly)}, "to"}, {map[string]string{"to": to, "until": ""}, "until"}, {map[string]string{"to": to, "until": "32/13/2026"}, "until"},
	} {
		p.types(c.answers)
		if !p.bad(c.bad) || p.desk.News.Said() != "" || !p.form.card.Visible() {
			t.Errorf("%v: told elsewhere, or sent: %q", c.answers, p.desk.News.Said())
		}
	}
	p.types(map[string]string{"to": to, "until": lastDay.Format(time.DateOnly)})
	if p.desk.News.Said() != "Ổ đĩa đầy." || !p.form.card.Visible() {
		t.Error("what is of no question is not told, or what was typed is gone")
	}
	p = opened(t, s)
	p.chooseNamed(t, chief)
	p.presses(t, "Bàn giao…")
	p.types(map[string]string{"to": to, "until": "2020-01-01"})
	if !p.bad("until") {
		t.Errorf("a day that is over is told elsewhere: %q", p.desk.News.Said())
	}
}

func TestATokenIsShownOnceAndIsRevoked(t *testing.T) {
	s := sixUsers(t)
	p := opened(t, s)
	p.presses(t, "Lập thẻ…")
	p.types(map[string]string{"label": "xuất sổ", "rights": "read", "until": lastDay.Format(time.DateOnly)})
	tokens := named(t, s, admin).Tokens
	if len(tokens) != 2 || tokens[1].Label != "xuất sổ" {
		t.Fatalf("tokens: %+v, %s", tokens, p.desk.News.Said())
	}
	overlays := p.desk.Window.Canvas().Overlays()
	if shown := test.RenderToMarkup(p.desk.Window.Canvas()); overlays.Top() == nil || !strings.Contains(shown, tokens[1].ID) {
		t.Fatal("the token is not shown")
	}
	overlays.Remove(overlays.Top())
	for _, right := range tokenAsks(p, office.User{Posts: []office.Post{office.AsInspector}})[1].Choices {
		if !office.AsInspector.Has(office.Right(right.Key)) {
			t.Errorf("an inspector's token is offered %s", right.Key)
		}
	}
	for _, o := range test.LaidOutObjects(p.facts) {
		if b, is := o.(*kit.Button); is && b.Text == "Hủy thẻ" {
			test.Tap(b)
			break
		}
	}
	kit.Settle()
	if left := named(t, s, admin).Tokens; len(left) != 1 || left[0].Label != "xuất sổ" {
		t.Errorf("left: %+v", left)
	}
}

func TestWhoMayNotAdmitOthersDoesOnlyTheirOwn(t *testing.T) {
	s := sixUsers(t)
	p := opened(t, s)
	p.desk.Deny(map[office.Right]error{office.MayAdmit: office.Failure{Name: "people.not-allowed", Said: admin + " không có quyền quản lý người dùng.", Next: "Hãy nhờ quản trị."}})
	p.Begin()
	if p.form.card.Visible() || !strings.Contains(p.desk.News.Said(), "không có quyền quản lý người dùng") {
		t.Errorf("it says %q", p.desk.News.Said())
	}
	for name, awake := range map[string][]string{admin: {"Đặt mật khẩu", "Bàn giao…", "Lập thẻ…"}, clerk: nil} {
		p.chooseNamed(t, name)
		for _, o := range p.deeds.Objects {
			b := o.(*kit.Button)
			if b.Disabled() == slices.Contains(awake, b.Text) {
				t.Errorf("%s, %s: disabled %v", name, b.Text, b.Disabled())
			}
		}
		p.presses(t, "Đổi vai trò")
		if p.form.card.Visible() {
			t.Errorf("%s: a form opens all the same", name)
		}
		for _, o := range test.LaidOutObjects(p.facts) {
			if b, is := o.(*kit.Button); is && b.Disabled() != (name != admin) {
				t.Errorf("%s, %s: disabled %v", name, b.Text, b.Disabled())
			}
		}
	}
}

func TestAnOfficeWithoutAccountsIsLedToItsFirst(t *testing.T) {
	p := opened(t, stationtest.New(t))
	led := false
	p.NameFirst = func() { led = true }
	if !p.empty.Visible() || p.manned.Visible() {
		t.Error("an office without accounts is offered to add one to none")
	}
	if p.Begin(); p.form.card.Visible() {
		t.Error("the key of a new one opens a form that nobody sees")
	}
	test.Tap(p.empty.Button)
	if !led {
		t.Error("the button leads nowhere")
	}
}

func TestWhatIsTypedStaysWhenTheAccountsAreReadAgain(t *testing.T) {
	p := opened(t, sixUsers(t))
	p.Begin()
	p.form.asks.Type(map[string]string{"name": "Vũ Văn"})
	p.secrets()[0].SetText("nồi đồng")
	p.Changed()
	kit.Settle()
	if p.form.asks.Answers()["name"] != "Vũ Văn" || p.secrets()[0].Text != "nồi đồng" || !p.form.card.Visible() {
		t.Error("what was typed is gone")
	}
}

// unread is a station whose accounts cannot be read.
type unread struct{ Services }

func (unread) Staff(context.Context) (office.Staff, error) {
	return office.Staff{}, office.Failure{Name: "store.away", Said: "Chưa đọc được.", Next: "Hãy thử lại."}
}

func TestAccountsThatCannotBeReadAreNoEmptyOffice(t *testing.T) {
	p := opened(t, unread{sixUsers(t)})
	if shown := test.RenderToMarkup(p.desk.Window.Canvas()); !strings.Contains(shown, "Chưa đọc được.") || strings.Contains(shown, admin) {
		t.Error("an office whose accounts were not read is shown")
	}
}
