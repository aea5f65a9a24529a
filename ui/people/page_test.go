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
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// desk is a stand-in for the station, which writes down what it is told.
type desk struct {
	mu      sync.Mutex
	staff   office.Staff
	told    []string
	refuses error
}

func (d *desk) tell(said ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuses != nil {
		return d.refuses
	}
	d.told = append(d.told, strings.Join(said, "|"))
	return nil
}

func (d *desk) Staff(context.Context) (office.Staff, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.staff, nil
}

func (d *desk) AdmitUser(_ context.Context, who office.Clerk, posts []office.Post, password []byte) error {
	return d.tell("admit", who.Name, who.Position, kit.JoinKeys(posts), string(password))
}

func (d *desk) GivePosts(_ context.Context, account office.ID, posts []office.Post) error {
	return d.tell("post", string(account), kit.JoinKeys(posts))
}

func (d *desk) LockUser(_ context.Context, account office.ID, why string) error {
	return d.tell("lock", string(account), why)
}

func (d *desk) ReopenUser(_ context.Context, account office.ID) error {
	return d.tell("reopen", string(account))
}

func (d *desk) UserLeaves(_ context.Context, account office.ID, why string) error {
	return d.tell("leave", string(account), why)
}

func (d *desk) SetUserPassword(_ context.Context, account office.ID, before, password []byte) error {
	return d.tell("passwd", string(account), string(before), string(password))
}

func (d *desk) HandOverTo(_ context.Context, account, to office.ID, until time.Time, why string) error {
	return d.tell("handover", string(account), string(to), until.Format(time.DateOnly), why)
}

func (d *desk) TakeWorkBack(_ context.Context, account office.ID) error {
	return d.tell("back", string(account))
}

func (d *desk) MakeToken(_ context.Context, label string, rights []office.Right, until time.Time) (string, error) {
	return "tram-abc-bimat", d.tell("token", label, kit.JoinKeys(rights), until.Format(time.DateOnly))
}

func (d *desk) RevokeToken(_ context.Context, account office.ID, token string) error {
	return d.tell("revoke", string(account), token)
}

func fiveUsers() *desk {
	until := time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC)
	return &desk{staff: office.Staff{Users: []office.User{
		{Account: "q", Name: "Trần Thị Ví Dụ", Position: "Văn phòng", Posts: []office.Post{office.AsAdmin}, HasPassword: true, Own: true, Tokens: []office.ScriptToken{{ID: "t1", Label: "sao lưu", Rights: []office.Right{office.MayRead}, Until: until}}},
		{Account: "v", Name: "Nguyễn Văn Mẫu", Posts: []office.Post{office.AsClerk}, HasPassword: true, Lent: []office.Lending{{With: "Lê Văn Mẫu", Until: until, Why: "nghỉ phép"}}, Tokens: []office.ScriptToken{{ID: "t2", Label: "xuất sổ", Rights: []office.Right{office.MayRead}, Until: until}}},
		{Account: "l", Name: "Lê Văn Mẫu", Posts: []office.Post{office.AsLeader}, HasPassword: true, Takes: []office.Lending{{With: "Nguyễn Văn Mẫu", Until: until}}},
		{Account: "t", Name: "Hoàng Văn Mẫu", Posts: []office.Post{office.AsInspector}, HasPassword: true},
		{Account: "k", Name: "Đỗ Thị Mẫu", Posts: []office.Post{office.AsOfficer}, HasPassword: true, Locked: true, Why: "đang xác minh", Denied: []string{"08:00 23/11/2026: Không có quyền ký số (ít nhất 4 lần)"}},
		{Account: "c", Name: "Phạm Thị Mẫu", Posts: []office.Post{office.AsOfficer}, Left: true},
	}}}
}

func opened(t *testing.T, d *desk) *Page {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), d)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1120, 700))
	p.Enter()
	kit.Settle()
	return p
}

// choose brings the account of a person into sight.
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
	for _, o := range p.deeds.Objects {
		if b := o.(*kit.Button); b.Text == word {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("%q is not among %q", word, p.offered())
}

// types fills the form that is open, and sends it.
func (p *Page) types(answers map[string]string, before, password string) {
	p.form.asks.Fill(answers)
	p.form.before.SetText(before)
	p.form.fresh.First.SetText(password)
	p.form.fresh.Second.SetText(password)
	p.Finish()
	kit.Settle()
}

func (d *desk) last(t *testing.T, want string) {
	t.Helper()
	if len(d.told) == 0 || d.told[len(d.told)-1] != want {
		t.Errorf("the station is told %q, not %q", d.told, want)
	}
}

func TestEachAccountIsOfferedWhatItsStateAllows(t *testing.T) {
	p := opened(t, fiveUsers())
	if p.title.Text != "Trần Thị Ví Dụ" {
		t.Errorf("%q is in sight first, and not one's own account", p.title.Text)
	}
	for name, want := range map[string][]string{
		"Trần Thị Ví Dụ": {"Đổi vai trò", "Đặt mật khẩu", "Bàn giao…", "Lập thẻ…", "Khóa tài khoản", "Cho thôi việc"},
		"Nguyễn Văn Mẫu": {"Đổi vai trò", "Đặt mật khẩu", "Bàn giao…", "Nhận lại việc", "Khóa tài khoản", "Cho thôi việc"},
		"Đỗ Thị Mẫu":     {"Đổi vai trò", "Đặt mật khẩu", "Mở lại tài khoản", "Cho thôi việc"},
		"Phạm Thị Mẫu":   {"Đổi vai trò"},
	} {
		p.chooseNamed(t, name)
		if got := p.offered(); !slices.Equal(got, want) {
			t.Errorf("%s is offered %q", name, got)
		}
	}
}

func TestTheListTellsWhoIsAwayLockedAndGone(t *testing.T) {
	p := opened(t, fiveUsers())
	want := []string{"Đang làm việc", "Vắng đến 31/12", "Đang làm việc", "Đang làm việc", "Đang bị khóa", "Đã thôi việc"}
	for i, u := range p.users {
		if _, _, said := stands(u); said != want[i] {
			t.Errorf("%s: %q", u.Name, said)
		}
	}
	if _, _, said := stands(office.User{}); said != "Chưa có mật khẩu" {
		t.Errorf("an account that waits for its password: %q", said)
	}
	p.search.SetText("do thi")
	if len(p.users) != 1 || p.users[0].Name != "Đỗ Thị Mẫu" || p.count.Text != "1 người dùng" {
		t.Errorf("%q, %v", p.count.Text, p.users)
	}
}

func TestWhatIsDoneToAnAccountIsToldToTheStation(t *testing.T) {
	d := fiveUsers()
	p := opened(t, d)
	p.chooseNamed(t, "Nguyễn Văn Mẫu")
	p.presses(t, "Đổi vai trò")
	if got := p.form.asks.Answers()["posts"]; got != "clerk" {
		t.Errorf("the form begins with the roles %q", got)
	}
	p.types(map[string]string{"posts": "clerk\nleader"}, "", "")
	d.last(t, "post|v|clerk\nleader")
	p.presses(t, "Đặt mật khẩu")
	if p.form.beforeAsk.Visible() {
		t.Error("an administrator is asked for another's password")
	}
	p.types(nil, "", "nồi đồng cối đá")
	d.last(t, "passwd|v||nồi đồng cối đá")
	p.presses(t, "Bàn giao…")
	p.types(map[string]string{"to": "l", "until": "2026-12-31", "why": " nghỉ  phép "}, "", "")
	d.last(t, "handover|v|l|2026-12-31|nghỉ phép")
	p.presses(t, "Nhận lại việc")
	p.types(nil, "", "")
	d.last(t, "back|v")
	p.presses(t, "Khóa tài khoản")
	p.types(map[string]string{"why": "xác minh"}, "", "")
	d.last(t, "lock|v|xác minh")
	p.presses(t, "Cho thôi việc")
	p.types(map[string]string{"why": "chuyển công tác"}, "", "")
	d.last(t, "leave|v|chuyển công tác")
	p.chooseNamed(t, "Đỗ Thị Mẫu")
	p.presses(t, "Mở lại tài khoản")
	p.types(nil, "", "")
	d.last(t, "reopen|k")
	p.Begin()
	if got := p.form.asks.Answers(); got["name"] != "" || got["posts"] != "officer" || p.card.Visible() {
		t.Errorf("a new account begins with %q", got)
	}
	p.types(map[string]string{"name": "Vũ Văn Mẫu", "position": "Công chức", "posts": "inspector"}, "", "bàn ghế tủ giường")
	d.last(t, "admit|Vũ Văn Mẫu|Công chức|inspector|bàn ghế tủ giường")
	if p.form.card.Visible() || p.desk.News.Said() != "Đã thêm người dùng." {
		t.Errorf("afterwards it says %q", p.desk.News.Said())
	}
}

func TestASubstituteIsWhoWorksAndIsNoInspector(t *testing.T) {
	p := opened(t, fiveUsers())
	p.chooseNamed(t, "Nguyễn Văn Mẫu")
	p.presses(t, "Bàn giao…")
	asks := handoverAsks(p, p.form.user)
	var keys []string
	for _, c := range asks[0].Choices {
		keys = append(keys, c.Key)
	}
	if !slices.Equal(keys, []string{"q", "l"}) {
		t.Errorf("offered as substitutes: %q", keys)
	}
}

func TestOnesOwnPasswordIsChangedWithTheOneBefore(t *testing.T) {
	d := fiveUsers()
	p := opened(t, d)
	p.presses(t, "Đặt mật khẩu")
	if !p.form.beforeAsk.Visible() {
		t.Fatal("the password before is not asked for")
	}
	d.refuses = office.Failure{Name: "people.password-wrong", Said: "Mật khẩu không đúng.", Next: "Hãy gõ lại."}
	p.types(nil, "sai", "nồi đồng cối đá")
	if !p.form.beforeAsk.Bad() || p.form.before.Text != "" || p.form.fresh.First.Text == "" {
		t.Error("a wrong one is not told beside it, or the new one is lost")
	}
	d.refuses = office.Failure{Name: "people.password-common", Said: "Dễ đoán.", Next: "Hãy đổi."}
	p.types(nil, "đúng", "matkhau")
	if p.form.beforeAsk.Bad() || p.desk.Window.Canvas().Focused() != p.form.fresh.First {
		t.Error("a weak one is not told beside it")
	}
	d.refuses = nil
	p.form.fresh.First.SetText("nồi đồng cối đá")
	p.form.fresh.Second.SetText("nồi đồng cối dá")
	p.Finish()
	kit.Settle()
	if len(d.told) != 0 {
		t.Errorf("two that differ are sent: %q", d.told)
	}
	p.types(nil, "đúng", "nồi đồng cối đá")
	d.last(t, "passwd|q|đúng|nồi đồng cối đá")
	if p.form.before.Text+p.form.fresh.First.Text+p.form.fresh.Second.Text != "" {
		t.Error("a password stays in the form")
	}
}

func TestWhatIsWrongIsToldBesideItsQuestion(t *testing.T) {
	d := fiveUsers()
	p := opened(t, d)
	p.chooseNamed(t, "Nguyễn Văn Mẫu")
	p.presses(t, "Bàn giao…")
	p.types(map[string]string{"until": "2026-12-31"}, "", "")
	p.types(map[string]string{"to": "l", "until": ""}, "", "")
	p.types(map[string]string{"to": "l", "until": "32/13/2026"}, "", "")
	if len(d.told) != 0 || !p.form.card.Visible() {
		t.Errorf("half a form is sent: %q", d.told)
	}
	if said := p.desk.News.Said(); said != "" {
		t.Errorf("it is told elsewhere: %q", said)
	}
	d.refuses = office.Failure{Name: "store.disk-full", Said: "Ổ đĩa đầy.", Next: "Hãy dọn bớt."}
	p.types(map[string]string{"to": "l", "until": "2026-12-31"}, "", "")
	if p.desk.News.Said() != "Ổ đĩa đầy." || !p.form.card.Visible() {
		t.Error("what is of no question is not told, or what was typed is gone")
	}
}

func TestATokenIsShownOnceAndIsRevoked(t *testing.T) {
	d := fiveUsers()
	p := opened(t, d)
	p.presses(t, "Lập thẻ…")
	p.types(map[string]string{"label": "sao lưu", "rights": "read\naudit", "until": "2026-12-31"}, "", "")
	d.last(t, "token|sao lưu|read\naudit|2026-12-31")
	overlays := p.desk.Window.Canvas().Overlays()
	if shown := test.RenderToMarkup(p.desk.Window.Canvas()); overlays.Top() == nil || !strings.Contains(shown, "tram-abc-bimat") {
		t.Fatal("the token is not shown")
	}
	overlays.Remove(overlays.Top())
	if strings.Contains(test.RenderToMarkup(p.desk.Window.Canvas()), "tram-abc-bimat") {
		t.Error("the token stays on the page")
	}
	for _, right := range tokenAsks(p, office.User{Posts: []office.Post{office.AsInspector}})[1].Choices {
		if !office.AsInspector.Has(office.Right(right.Key)) {
			t.Errorf("an inspector's token is offered %s", right.Key)
		}
	}
	p.lay(p.users[0])
	for _, o := range test.LaidOutObjects(p.facts) {
		if b, is := o.(*kit.Button); is && b.Text == "Hủy thẻ" {
			test.Tap(b)
			kit.Settle()
			break
		}
	}
	d.last(t, "revoke|q|t1")
}

func TestWhoMayNotAdmitOthersDoesOnlyTheirOwn(t *testing.T) {
	d := fiveUsers()
	p := opened(t, d)
	p.desk.Deny(map[office.Right]error{office.MayAdmit: office.Failure{Name: "people.not-allowed", Said: "Trần Thị Ví Dụ không có quyền quản lý người dùng.", Next: "Hãy nhờ quản trị."}})
	p.Begin()
	if p.form.card.Visible() || !strings.Contains(p.desk.News.Said(), "không có quyền quản lý người dùng") {
		t.Errorf("it says %q", p.desk.News.Said())
	}
	for name, awake := range map[string][]string{"Trần Thị Ví Dụ": {"Đặt mật khẩu", "Bàn giao…", "Lập thẻ…"}, "Nguyễn Văn Mẫu": nil} {
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
			if b, is := o.(*kit.Button); is && b.Disabled() != (name != "Trần Thị Ví Dụ") {
				t.Errorf("%s, %s: disabled %v", name, b.Text, b.Disabled())
			}
		}
	}
}

func TestAnOfficeWithoutAccountsIsLedToItsFirst(t *testing.T) {
	p := opened(t, &desk{staff: office.Staff{Unmanned: true}})
	led := false
	p.NameFirst = func() { led = true }
	if !p.empty.Visible() || p.admit.Visible() {
		t.Error("an office without accounts is offered to add one to none")
	}
	test.Tap(p.empty.Button)
	if !led {
		t.Error("the button leads nowhere")
	}
}

func TestWhatIsTypedStaysWhenTheAccountsAreReadAgain(t *testing.T) {
	p := opened(t, fiveUsers())
	p.Begin()
	p.form.asks.Fill(map[string]string{"name": "Vũ Văn"})
	p.form.fresh.First.SetText("nồi đồng")
	p.Changed()
	kit.Settle()
	if p.form.asks.Answers()["name"] != "Vũ Văn" || p.form.fresh.First.Text != "nồi đồng" || !p.form.card.Visible() {
		t.Error("what was typed is gone")
	}
}
