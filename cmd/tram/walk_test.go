package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/assets"
	"tram/local/convert"
	"tram/local/job"
	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
	"tram/ui"
	"tram/ui/kit"
)

const (
	walkPassword = "khoai lang tím nướng"
	secretTitle  = "kế hoạch riêng của bàn giấy"
	secretBook   = "Kênh riêng của sổ"
)

// placesOfWindow are the words of the doors at the left, in their order.
var placesOfWindow = []string{"Hôm nay", "Số hóa", "Ký số", "In chuyển đổi", "Sổ văn bản", "Hồ sơ công việc", "Một cửa", "Họp", "Hồ sơ chuyển đổi", "Kiểm tra", "Sổ khác", "Nhật ký", "Cài đặt", "Người dùng", "Trợ giúp, mất kết nối"}

// walked is a real office, one person of each role, and the window on it.
type walked struct {
	t      *testing.T
	s      *station.Station
	reader *people.Login // reads the journal beside the window
	win    fyne.Window
}

// newWalked sets an office up in which there is something to see and to spoil.
func newWalked(t *testing.T) *walked {
	t.Helper()
	w := &walked{t: t}
	ctx := t.Context()
	s, err := station.Open(ctx, station.Options{Home: filepath.Join(t.TempDir(), "nhà"), State: t.TempDir()})
	w.must(err)
	w.s = s
	o := office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"}
	recovery, err := s.SetUp(ctx, o, []office.Clerk{{Name: "Nguyễn Văn Mẫu"}})
	w.must(err)
	w.must(s.RecoveryKept())
	w.fill(ctx)
	_, err = s.NameAdministrator(ctx, recovery.Key, office.Clerk{Name: whoIs(office.AsAdmin)}, []office.Post{office.AsAdmin}, []byte(walkPassword))
	w.must(err)
	admin := people.With(ctx, w.unlocked(office.AsAdmin))
	for _, p := range office.Posts {
		if p != office.AsAdmin {
			w.must(s.AdmitUser(admin, office.Clerk{Name: whoIs(p)}, []office.Post{p}, []byte(walkPassword)))
		}
	}
	w.reader = w.unlocked(office.AsLeader)
	return w
}

// fill leaves a finished record, a draft and an entry of a register.
func (w *walked) fill(ctx context.Context) {
	clerks, err := w.s.Clerks(ctx)
	w.must(err)
	page := filepath.Join(w.t.TempDir(), "trang.jpg")
	sample, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	w.must(err)
	w.must(os.WriteFile(page, sample, 0o600))
	for _, counted := range []int{1, 0} { // without a count it stays a draft
		_, err = w.s.CarryOut(ctx, convert.Order{Clerk: clerks[0], Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Subject: secretTitle}, Form: office.Plain, Seen: true, Counted: counted, Files: []string{page}}, nil)
		w.must(err)
	}
	w.must(w.s.OpenYear(ctx, clerks[0], office.YearWish{Year: time.Now().In(office.VietNam).Year(), Anew: true}))
	came, err := w.s.Register(ctx, clerks[0], office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "137", Symbol: "UBND-VP", Subject: secretTitle, Secrecy: office.Ordinary}})
	w.must(err)
	f, err := w.s.OpenFile(ctx, clerks[0], office.WorkFile{Notation: "01.VP", Title: secretTitle, Retention: 20, Creator: clerks[0].Name})
	w.must(err)
	_, err = w.s.AddToFile(ctx, clerks[0], f.ID, came.ID, 1, "")
	w.must(err)
	book := w.s.Books()[0].Name
	_, err = w.s.KeepSheet(ctx, book, clerks[0], office.Sheet{Answers: map[string]string{"name": secretBook, "sort": "information", "address": "xamauson.vi-du.vn"}})
	w.must(err)
}

func whoIs(p office.Post) string { return p.Name() + " Mẫu Sơn" }

func (w *walked) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// unlocked is a log-in of a role that does not sit at the window.
func (w *walked) unlocked(p office.Post) *people.Login {
	w.t.Helper()
	a, err := w.s.People().Named(w.t.Context(), whoIs(p))
	w.must(err)
	l, err := w.s.People().Unlock(w.t.Context(), a.ID, []byte(walkPassword))
	w.must(err)
	return l
}

// open opens the window on the office, which stands at its door.
func (w *walked) open() {
	w.t.Helper()
	a := test.NewTempApp(w.t)
	ctx, end := context.WithCancel(w.t.Context())
	_, err := ui.New(ctx, a, ui.Options{
		Open: func(context.Context, string, *job.Progress) (ui.Services, error) { return w.s, nil },
		Save: func(string, []byte) error { return nil }, View: func(string) error { return nil }, Recover: func(string) error { return nil },
	})
	w.must(err)
	kit.Settle()
	all := a.Driver().AllWindows()
	w.win = all[slices.IndexFunc(all, func(each fyne.Window) bool { return each.Content() != nil })]
	w.win.Resize(fyne.NewSize(1366, 690))
	w.t.Cleanup(func() { end(); kit.Settle() })
}

// all are the objects in sight, those that lie over the page among them.
func (w *walked) all() (found []fyne.CanvasObject) {
	for _, o := range append(w.win.Canvas().Overlays().List(), w.win.Content()) {
		found = append(found, inSight(o)...)
	}
	return found
}

// inSight are an object and those in it, but for what is hidden.
func inSight(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	found, inside := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, each := range inside {
		found = append(found, inSight(each)...)
	}
	return found
}

// shown is all that is in sight, as text, and how many pictures of paper are.
func (w *walked) shown() (text string, pictures int) {
	w.win.Content().Refresh() // the test's canvas does not lay out again by itself
	return read(w.all())
}

func read(all []fyne.CanvasObject) (text string, pictures int) {
	var b strings.Builder
	for _, o := range all {
		switch o := o.(type) {
		case *widget.Label:
			fmt.Fprintln(&b, o.Text)
		case *canvas.Text:
			fmt.Fprintln(&b, o.Text)
		case *kit.Entry:
			fmt.Fprintln(&b, o.Text)
		case *canvas.Image:
			if o.Image != nil && o.Resource == nil { // an icon has one
				pictures++
			}
		}
	}
	return b.String(), pictures
}

// logIn types the name and the password of a role at the lock screen.
func (w *walked) logIn(p office.Post) {
	w.t.Helper()
	for _, o := range w.all() {
		if s, is := o.(*kit.Select); is {
			s.SetSelected(whoIs(p))
			break
		}
	}
	secret, is := w.win.Canvas().Focused().(*kit.Secret)
	if !is {
		w.t.Fatalf("the cursor is in %T", w.win.Canvas().Focused())
	}
	secret.SetText(walkPassword)
	secret.OnSubmitted("")
	kit.Settle()
}

// goTo goes to a place by its door.
func (w *walked) goTo(place string) {
	w.t.Helper()
	for _, o := range w.all() {
		if d, is := o.(*kit.Place); is && d.Word == place {
			test.Tap(d)
			kit.Settle()
			return
		}
	}
	w.t.Fatalf("there is no door to %q", place)
}

// press presses every button of the page in front and of its parts, opens the first row of
// its lists, and puts away what comes to lie over it. It tells how many it pressed, and
// every sentence that came.
func (w *walked) press() (pressed int, told string) {
	known, words := map[fyne.CanvasObject]bool{}, map[string]int{}
	var said strings.Builder
	for range 300 {
		all := w.all()
		text, _ := read(all)
		said.WriteString(text)
		do := w.next(all, known, words)
		if do == nil {
			return len(known), said.String()
		}
		do()
		kit.Settle()
	}
	w.t.Fatalf("the buttons of a page have no end: %v", words)
	return 0, ""
}

// alike is how many buttons of one word are pressed on a page, which lays some anew.
const alike = 2

// next is something that was not pressed yet: what lies over the page first; nil: nothing.
func (w *walked) next(all []fyne.CanvasObject, known map[fyne.CanvasObject]bool, words map[string]int) func() {
	for _, o := range all {
		if known[o] {
			continue
		}
		known[o] = true
		switch o := o.(type) {
		case *kit.Button:
			if words[o.Text]++; o.Text == "" || words[o.Text] <= alike && !leadsAway(o.Text) {
				return func() { test.Tap(o) }
			}
			continue
		case *kit.Place:
			if !slices.Contains(placesOfWindow, o.Word) && o.Key != "Ctrl+K" && o.Key != "Ctrl+L" { // one opens a search over the page, one locks it
				return func() { test.Tap(o) }
			}
		case *kit.List:
			if o.Length() > 0 {
				return func() { o.Select(0) }
			}
		}
		delete(known, o)
	}
	overlays := w.win.Canvas().Overlays()
	if top := overlays.Top(); top != nil {
		return func() { overlays.Remove(top) }
	}
	return nil
}

// leadsAway are buttons that lead to another place, which is walked by itself.
func leadsAway(word string) bool {
	return slices.Contains([]string{"Ký số…", "Xem hồ sơ", "Xem văn bản"}, word)
}

// deeds are what the journal tells, by entry, but for what was denied and what nobody did.
func (w *walked) deeds() map[office.Digest]office.Deed {
	w.t.Helper()
	page, err := w.s.Audit(people.With(w.t.Context(), w.reader), office.DeedWish{}, office.DeedPlace{}, 5000)
	w.must(err)
	all := map[office.Digest]office.Deed{}
	for _, d := range page.Deeds {
		if d.Kind != "Việc bị từ chối" && d.Who != "Phần mềm" && d.Step != "marks-kept" { // those are the station's own
			all[d.Hash] = d
		}
	}
	return all
}

// needed is the right without which a step is not made. What is not here fails the walk.
var needed = map[string]office.Right{
	"scan-choice": office.MayConvert, "scan-folder": office.MayRun, "retouch": office.MayConvert, "drop-blank": office.MayConvert,
	"describe": office.MayConvert, "see-pages": office.MayConvert, "take": office.MayConvert, "edit": office.MayConvert, "remove": office.MayConvert, "replace": office.MayConvert, "take-back": office.MayConvert, "bring-back": office.MayConvert, "check": office.MayConvert, "draft": office.MayConvert, "discard": office.MayConvert, "restore": office.MayConvert,
	"move-mark": office.MayConvert, "finish": office.MayConvert, "reopen": office.MayConvert, "import": office.MayConvert, "vouch-clock": office.MayConvert,
	"choose-look": office.MaySign, "choose-key": office.MaySign, "sign": office.MaySign, "certify-key": office.MaySign, "withdraw": office.MayWithdraw,
	people.StepSeen: office.MayRead, people.StepTaken: office.MayRead, "settings": office.MayRun, "set-drills": office.MayRun, "trust": office.MayRun, "review": office.MayReview, people.StepAdmit: office.MayAdmit,
	people.StepPost: office.MayAdmit, people.StepLock: office.MayAdmit, people.StepUnlock: office.MayAdmit, people.StepLeave: office.MayAdmit,
	"plan-file": office.MayKeep, "drop-planned-file": office.MayKeep, "open-file": office.MayKeep, "close-file": office.MayKeep, "reopen-file": office.MayKeep, "keep-file-back": office.MayKeep, "hand-file-in": office.MayKeep,
	"destroy-file": office.MayWithdraw, "change-file-rights": office.MayKeep, "see-file-rights": office.MayRead, "add-to-file": office.MayKeep, "take-from-file": office.MayKeep, "look-at-recalled": office.MayKeep,
	"request-receive": office.MayKeep, "request-correct": office.MayKeep, "request-hand": office.MayKeep, "request-supplement": office.MayKeep, "request-supplied": office.MayKeep, "request-refuse": office.MayKeep, "request-result": office.MayKeep,
	"request-convert": office.MayKeep, "request-notify": office.MayKeep, "request-deliver": office.MayKeep, "request-withdraw": office.MayKeep, "request-close": office.MayKeep, "request-extend": office.MayDecide, "request-settle": office.MayDecide, people.StepSought: office.MayKeep,
	people.StepHandOver: office.MayRead, people.StepReturn: office.MayRead, people.StepPasswd: office.MayRead, people.StepToken: office.MayRead,
}

// mainRight is the right of the main act of a page; pages that are there to look have none.
var mainRight = map[string]office.Right{
	"Số hóa": office.MayConvert, "Ký số": office.MaySign, "In chuyển đổi": office.MayConvert, "Sổ văn bản": office.MayKeep, "Hồ sơ công việc": office.MayKeep, "Một cửa": office.MayKeep, "Sổ khác": office.MayKeep, "Nhật ký": office.MayAudit, "Cài đặt": office.MayRun, "Người dùng": office.MayAdmit,
}

// TestEveryPageIsRefusedToWhoMayNotAndLeavesEverythingAsItWas walks every page with every
// role, presses every button that it finds, and looks at the door between.
func TestEveryPageIsRefusedToWhoMayNotAndLeavesEverythingAsItWas(t *testing.T) {
	w := newWalked(t)
	w.open()
	was := w.deeds()
	w.showsNothing("at the door")
	for _, p := range office.Posts {
		w.logIn(p)
		pressed := 0
		for _, place := range placesOfWindow {
			w.goTo(place)
			w.onlyTheirs(p, place)
			all, told := w.press()
			pressed += all
			if right := mainRight[place]; right != "" && !p.Has(right) && !strings.Contains(told, "không có quyền "+right.Name()) {
				t.Errorf("%s, %s: nothing says that the right is wanting", p, place)
			}
		}
		if pressed < 40 {
			t.Errorf("%s pressed %d buttons only", p, pressed)
		}
		w.combo(fyne.KeyL)
		w.showsNothing("after " + string(p))
		w.onlyAllowed(p, was)
	}
}

// onlyTheirs looks at what a page shows a role before anything is pressed.
func (w *walked) onlyTheirs(p office.Post, place string) {
	w.t.Helper()
	text, _ := w.shown()
	if place == "Hồ sơ chuyển đổi" && !strings.Contains(text, secretTitle) {
		w.t.Errorf("%s does not see the records: the walk looks at nothing", p)
	}
	if sees := strings.Contains(text, secretBook); place == "Nhật ký" && sees != p.Has(office.MayAudit) {
		w.t.Errorf("%s, the journal: sees %v", p, sees)
	}
}

// showsNothing looks at the window while nobody is let in, and tries its keys.
func (w *walked) showsNothing(when string) {
	w.t.Helper()
	for _, key := range []fyne.KeyName{"", fyne.KeyN, fyne.KeyF, fyne.KeyReturn, fyne.Key4, fyne.Key7} {
		w.combo(key)
		text, pictures := w.shown()
		if pictures > 0 || strings.Contains(text, secretTitle) || strings.Contains(text, secretBook) || strings.Contains(text, "Alt+") || !strings.Contains(text, "Mật khẩu") {
			w.t.Errorf("%s, after %q: %d pictures, %q", when, key, pictures, text)
		}
	}
}

// combo presses Ctrl and a key, and Alt and the key, as from inside a field.
func (w *walked) combo(key fyne.KeyName) {
	for _, held := range []fyne.KeyModifier{fyne.KeyModifierControl, fyne.KeyModifierAlt} {
		kit.NewEntry().TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: held})
		kit.Settle()
	}
}

// onlyAllowed asks the journal what came of a walk, and takes it for known.
func (w *walked) onlyAllowed(p office.Post, was map[office.Digest]office.Deed) {
	w.t.Helper()
	for hash, d := range w.deeds() {
		if _, before := was[hash]; before {
			continue
		}
		was[hash] = d
		right, known := needed[d.Step]
		if d.Kind == "Kênh giao tiếp" && right != office.MayRead {
			right, known = office.MayKeep, true // its steps have names of others
		}
		if !known || !p.Has(right) || d.Who != whoIs(p) {
			w.t.Errorf("%s: %s (%s), which needs %q", p, d.Said(), d.Step, right)
		}
	}
}

// TestWhoOnlyLooksAroundIsRefusedNothing goes through every place with every role and
// touches no button: the journal tells of no try, for the window's own reading is none.
func TestWhoOnlyLooksAroundIsRefusedNothing(t *testing.T) {
	w := newWalked(t)
	w.open()
	w.showsNothing("at the door")
	for _, p := range office.Posts {
		w.logIn(p)
		for _, place := range placesOfWindow {
			w.goTo(place)
		}
		w.combo(fyne.KeyL)
		w.showsNothing("after " + string(p))
	}
	clerk := w.unlocked(office.AsClerk)
	if _, err := w.s.Audit(people.With(t.Context(), clerk), office.DeedWish{}, office.DeedPlace{}, 1); !errors.Is(err, people.NotAllowed) {
		t.Fatalf("a try: %v", err)
	}
	all := w.refusals()
	for until := time.Now().Add(time.Minute); len(all) == 0 && time.Now().Before(until); all = w.refusals() {
		time.Sleep(time.Millisecond) // it is written beside the work
	}
	if len(all) != 1 || !strings.Contains(fmt.Sprint(all[0].Changes), whoIs(office.AsClerk)) {
		t.Errorf("one tried, and the journal tells of %d: %+v", len(all), all)
	}
}

// refusals are what the journal tells of tries that were denied.
func (w *walked) refusals() (all []office.Deed) {
	w.t.Helper()
	page, err := w.s.Audit(people.With(w.t.Context(), w.reader), office.DeedWish{}, office.DeedPlace{}, 5000)
	w.must(err)
	for _, d := range page.Deeds {
		if d.Kind == "Việc bị từ chối" {
			all = append(all, d)
		}
	}
	return all
}
