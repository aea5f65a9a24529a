package ui

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tram/local/job"
	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/digitise"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
	"tram/ui/printing"
	"tram/ui/proof"
	"tram/ui/records"
	"tram/ui/settings"
	"tram/ui/sign"
)

// lookFolder names a folder into which the tests also draw what they show,
// for eyes; empty: none.
var lookFolder = os.Getenv("TRAM_LOOK")

// open starts a window on an office in memory and waits until it rests.
func open(t *testing.T, s *standIn, options ...func(*Options)) *Window {
	t.Helper()
	a := test.NewTempApp(t)
	o := Options{
		Open:    func(context.Context, string, *job.Progress) (Services, error) { return s, nil },
		Recover: func(string) error { return nil },
		Save:    func(string, []byte) error { return nil },
		View:    func(string) error { return nil },
	}
	for _, change := range options {
		change(&o)
	}
	ctx, end := context.WithCancel(context.Background())
	w, err := New(ctx, a, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(); w.end(); kit.Settle(); w.win.Close() })
	w.win.Resize(fyne.NewSize(1366, 690))
	kit.Settle()
	return w
}

// shows compares the window with testdata/<name>.xml.
func (w *Window) shows(t *testing.T, name string) {
	t.Helper()
	if w.frame != nil && w.frame.now == 0 { // the frame around a page that does not change with the office's work
		w.frame.goToPage(w.frame.own)
		kit.Settle()
	}
	w.win.Content().Refresh() // the test's canvas does not lay out again by itself
	test.AssertRendersToMarkup(t, name+".xml", w.win.Canvas())
	if lookFolder == "" {
		return
	}
	f, err := os.Create(filepath.Join(lookFolder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.win.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestTheWindowGoesToTheDeskWhenTheOfficeIsSetUp(t *testing.T) {
	w := open(t, newStandIn())
	if w.frame == nil || w.frame.now != 0 {
		t.Fatal("not at the desk")
	}
	if got := w.frame.side.who.Text; got != "Ủy ban nhân dân xã Mẫu Sơn" {
		t.Errorf("the office is %q", got)
	}
	if got := w.frame.status.records.Text; got != "1.234 hồ sơ đã chuyển đổi" {
		t.Errorf("the status says %q", got)
	}
	w.shows(t, "desk")
}

func TestTheFirstStartAsksForTheOffice(t *testing.T) {
	s := newStandIn()
	s.ready = false
	w := open(t, s)
	if w.frame != nil {
		t.Error("the desk was reached without an office")
	}
	w.shows(t, "setup")
}

func TestDataThatCannotBeOpenedIsToldInTheWindow(t *testing.T) {
	tooNew := office.Failure{Name: "store.too-new", Said: "Dữ liệu này đã được ghi bằng một bản mới hơn.", Next: "Hãy cài bản mới nhất."}
	tries := 0
	w := open(t, newStandIn(), func(o *Options) {
		inner := o.Open
		o.Open = func(ctx context.Context, p string, progress *job.Progress) (Services, error) {
			if tries++; tries == 1 {
				return nil, tooNew
			}
			return inner(ctx, p, progress)
		}
	})
	if w.frame != nil {
		t.Fatal("the desk was reached")
	}
	w.shows(t, "trouble")
	w.open("")
	kit.Settle()
	if w.frame == nil {
		t.Error("trying again did not open the data")
	}
}

// TestABadDatabaseIsPutTogetherFromTheWindow is asked once more before anything is lost, and
// what was done is told at the desk.
func TestABadDatabaseIsPutTogetherFromTheWindow(t *testing.T) {
	failing := error(office.Failure{Name: "store.damaged", Said: "Cơ sở dữ liệu của trạm bị hỏng.", Next: "Hãy cắm nơi để bản sao."})
	var asked []bool
	w := open(t, newStandIn(), func(o *Options) {
		inner := o.Open
		o.Open = func(ctx context.Context, p string, progress *job.Progress) (Services, error) {
			if failing != nil {
				return nil, failing
			}
			return inner(ctx, p, progress)
		}
		o.Mend = func(_ context.Context, _ string, partial bool, _ *job.Progress) (string, error) {
			if asked = append(asked, partial); !partial {
				return "", office.Failure{Name: "station.mend-less", Said: "Còn thiếu 2 mục.", Next: "Hãy cắm USB."}
			}
			failing = nil
			return "Đã lập lại tới mục 7.", nil
		}
	})
	for _, button := range []string{"frame.mend", "frame.mend-partial"} {
		if w.frame != nil {
			t.Fatal("the desk was reached")
		}
		test.Tap(&kittest.Named(w.win, kit.T(button)).Button)
		kit.Settle()
	}
	if w.frame == nil || !slices.Equal(asked, []bool{false, true}) {
		t.Errorf("asked for: %v; the desk is reached: %v", asked, w.frame != nil)
	}
	if said := w.desk.News.Said(); !strings.Contains(said, "Đã lập lại tới mục 7.") {
		t.Errorf("told: %q", said)
	}
}

func TestAMissingPassphraseCanBeTypedInTheWindow(t *testing.T) {
	missing := office.Failure{Name: "seal.passphrase-missing", Said: "Khóa niêm phong nằm trong một tệp có mật khẩu, mà chưa có mật khẩu.", Next: "Hãy gõ mật khẩu."}
	w := open(t, newStandIn(), func(o *Options) {
		inner := o.Open
		o.Open = func(ctx context.Context, p string, progress *job.Progress) (Services, error) {
			if p != "mật khẩu" {
				return nil, missing
			}
			return inner(ctx, p, progress)
		}
	})
	w.shows(t, "passphrase")
	w.open("mật khẩu")
	kit.Settle()
	if w.frame == nil {
		t.Error("the passphrase did not open the data")
	}
}

func TestErrorsWithoutASentenceStopTheStartInVietnamese(t *testing.T) {
	w := open(t, newStandIn(), func(o *Options) {
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return nil, errors.New("boom") }
	})
	if w.frame != nil {
		t.Error("the desk was reached")
	}
}

func TestTheKeysLeadToThePlaces(t *testing.T) {
	w := open(t, newStandIn())
	press := func(k fyne.KeyName) { w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k}) }
	press(fyne.KeyF1)
	if w.frame.now != len(w.frame.pages)-1 || !w.frame.side.doors[w.frame.now].Here() {
		t.Fatal("F1 did not lead to the help")
	}
	w.shows(t, "help")
	field := kit.NewEntry()
	for key, word := range map[fyne.KeyName]string{fyne.Key1: "frame.today", fyne.Key2: "frame.digitise", fyne.Key9: "frame.settings", fyne.Key0: "frame.people"} {
		field.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
		if w.frame.now != w.place(word) || w.frame.side.doors[w.frame.now].Key != "Alt+"+string(key) {
			t.Errorf("Alt+%s inside a field led to place %d, whose door says %s", key, w.frame.now, w.frame.side.doors[w.frame.now].Key)
		}
	}
}

func TestSearchingFromADeskLeadsToTheRecords(t *testing.T) {
	w := open(t, newStandIn())
	for from, want := range map[string]string{
		"frame.today": "frame.records", "frame.digitise": "frame.records", "frame.sign": "frame.sign", "frame.printing": "frame.printing", "frame.records": "frame.records",
		"frame.proof": "frame.proof", "frame.books": "frame.books", "frame.audit": "frame.audit", "frame.settings": "frame.records",
	} {
		w.goTo(from)
		kit.Settle()
		if w.frame.search(); w.frame.now != w.place(want) {
			t.Errorf("from %s the search led to place %d", from, w.frame.now)
		}
		kit.Settle()
	}
}

func TestADocumentIsLedToWhereItIsSigned(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	signs := w.frame.pages[w.place("frame.sign")].(*sign.Page)
	for id, lead := range map[office.ID]func(office.ID){"d": w.frame.pages[w.place("frame.digitise")].(*digitise.Page).SignRecord, "k": w.frame.finder.(*records.Page).SignRecord} {
		w.goTo("frame.digitise")
		s.toSign = nil
		lead(id)
		kit.Settle()
		if w.frame.page() != kit.Page(signs) || !slices.Contains(s.toSign, id) {
			t.Fatalf("led to place %d, asked to sign %v", w.frame.now, s.toSign)
		}
	}
	signs.OpenSettings()
	if _, there := w.frame.page().(*settings.Page); !there {
		t.Errorf("the settings are not place %d", w.frame.now)
	}
	signs.StartDigitising()
	if w.frame.now != w.place("frame.digitise") {
		t.Errorf("the desk is not place %d", w.frame.now)
	}
}

func TestPaperMadeOfDataIsOpenedInItsOwnPlace(t *testing.T) {
	s := newStandIn()
	s.paper = office.Printed
	w := open(t, s)
	w.frame.pages[w.place("frame.proof")].(*proof.Page).OpenRecord("m")
	kit.Settle()
	if _, there := w.frame.page().(*printing.Page); !there {
		t.Fatalf("led to place %d", w.frame.now)
	}
	w.shows(t, "paper")
	w.frame.page().(*printing.Page).OpenRecord("r")
	if w.frame.page() != w.frame.finder {
		t.Errorf("the records are not place %d", w.frame.now)
	}
	kit.Settle()
}

func TestTheStatusLineTellsWhatWaitsAndWhatIsWeak(t *testing.T) {
	s := newStandIn()
	s.weak, s.drafts, s.finished = true, make([]office.Row, 2), 200_000
	s.rest.Disk = office.DiskCipherOff
	w := open(t, s)
	if got := w.frame.status.records.Text; got != "200.000 hồ sơ đã chuyển đổi" {
		t.Error(got)
	}
	if got := w.frame.status.waiting.Chip.Said(); got != "2 bản nháp đang chờ" {
		t.Error(got)
	}
	w.shows(t, "weak")
}

// TestACopyGrowsOldOnTheScreen also while nothing can be read: a line that stands still would
// say that all is well.
func TestACopyGrowsOldOnTheScreen(t *testing.T) {
	s := newStandIn()
	s.copies = []office.CopyState{{Verified: time.Now(), Level: office.CopyGood}}
	w := open(t, s)
	line := w.frame.status
	if got := line.copied.Chip.Said(); got != "Bản sao: vừa xong" || !line.agesSoon {
		t.Fatalf("%q, told again: %t", got, line.agesSoon)
	}
	s.failing, line.agesSoon = errors.New("away"), false
	line.copies[0].Verified = time.Now().Add(-2 * time.Hour)
	line.read(t.Context())
	kit.Settle()
	if got := line.copied.Chip.Said(); got != "Bản sao: 2 giờ trước" || !line.agesSoon {
		t.Errorf("%q, told again: %t", got, line.agesSoon)
	}
}

func TestAChangeInTheRecordsReachesTheStatusLine(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	s.finished = 7
	w.frame.changed()
	kit.Settle()
	if got := w.frame.status.records.Text; got != "7 hồ sơ đã chuyển đổi" {
		t.Error(got)
	}
}

// TestTheStatusLineTellsThatTheIndexIsMadeAnew follows it to its end, although nobody tells
// of a change.
func TestTheStatusLineTellsThatTheIndexIsMadeAnew(t *testing.T) {
	s := newStandIn()
	s.made.Store(7)
	s.toMake.Store(20)
	w := open(t, s)
	line := w.frame.status
	if got := line.making.Text; line.making.Hidden || got != "Đang lập lại danh mục tìm kiếm: xong 35 %, vẫn làm việc bình thường" {
		t.Errorf("the status says %q, hidden: %v", got, line.making.Hidden)
	}
	if !line.asksSoon {
		t.Error("nobody looks how it goes on")
	}
	s.made.Store(20)
	w.frame.changed()
	kit.Settle()
	if !line.making.Hidden {
		t.Errorf("all is made, and the status says %q", line.making.Text)
	}
}

func TestManyChangesAreReadOnce(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		s, read := newStandIn(), 0
		ctx, end := context.WithCancel(t.Context())
		follow(ctx, s, func() { read++ })
		for range 50 {
			s.changed()
		}
		time.Sleep(changesRest + time.Millisecond)
		synctest.Wait()
		kit.Settle()
		if read != 1 {
			t.Errorf("50 changes were read %d times", read)
		}
		end()
		synctest.Wait()
	})
}

func TestClosingAsksOnlyWhereWorkWouldBeLost(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	release := make(chan struct{})
	w.desk.Run("Đang hoàn thành số hóa", true, func(context.Context, *job.Progress) error { <-release; return nil }, nil)
	w.leave()
	if w.win.Canvas().Overlays().Top() == nil || s.closed {
		t.Fatal("the window closed over precious work")
	}
	if got := w.frame.now; got != 0 {
		t.Errorf("the question moved the clerk to place %d", got)
	}
	close(release)
	for asked := time.Now(); w.win.Canvas().Overlays().Top() != nil && time.Since(asked) < 5*time.Second; kit.Settle() {
		time.Sleep(20 * time.Millisecond)
	}
	if w.win.Canvas().Overlays().Top() != nil || s.closed {
		t.Error("the question stands although the work has ended")
	}
	w.leave()
	kit.Settle()
	if !s.closed {
		t.Error("the station was not closed")
	}
}

// typing has a place of the window keep words, whose saving waits for hold and
// ends as fail says.
func typing(w *Window, hold chan struct{}, fail func() error) (saved *[]string) {
	saved = new([]string)
	d := kit.NewDraft[string](w.desk)
	d.Read = func() (string, bool) { return "chữ gõ cuối", true }
	d.Of = func(string) string { return "r" }
	d.Title = func(string) string { return "15/QĐ-UBND" }
	d.Same = func(a, b string) bool { return a == b }
	d.Save = func(_ context.Context, words string) (string, error) {
		<-hold
		if err := fail(); err != nil {
			return "", err
		}
		*saved = append(*saved, words)
		return words, nil
	}
	d.Ended = func(_, _ string, _ error) bool { return false }
	d.Begin("")
	return saved
}

func TestClosingWaitsUntilWhatWasTypedIsSaved(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	hold := make(chan struct{})
	saved := typing(w, hold, func() error { return nil })
	w.leave()
	w.leave() // an impatient second press
	if s.closed {
		t.Fatal("the station was closed over a save")
	}
	close(hold)
	kit.Settle()
	if !s.closed || len(*saved) != 1 {
		t.Errorf("closed %v, saved %q", s.closed, *saved)
	}
}

func TestClosingTellsWhatCouldNotBeSavedAndLetsTheClerkChoose(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	hold, fail := make(chan struct{}), errors.New("EIO")
	close(hold)
	saved := typing(w, hold, func() error { return fail })
	w.leave()
	kit.Settle()
	asked := w.win.Canvas().Overlays().Top()
	if asked == nil || s.closed {
		t.Fatal("the window closed without a word about what was lost")
	}
	if !strings.Contains(text(asked), "15/QĐ-UBND") {
		t.Errorf("it is not said what is lost: %q", text(asked))
	}
	fail = nil
	test.Tap(&button(asked, kit.T("frame.unkept-again")).Button)
	kit.Settle()
	if !s.closed || len(*saved) != 1 {
		t.Errorf("after trying again: closed %v, saved %q", s.closed, *saved)
	}
}

func TestAWaitThatIsTooLongLetsTheClerkClose(t *testing.T) {
	test.NewTempApp(t)
	s := newStandIn()
	w := open(t, s)
	hold := make(chan struct{})
	defer func() { close(hold); kit.Settle() }()
	typing(w, hold, func() error { return nil })
	k := w.showKeeping()
	k.late()
	asked := w.win.Canvas().Overlays().Top()
	if asked == nil {
		t.Fatal("nothing is asked")
	}
	if k.end() {
		t.Error("what ends after the question would close the window by itself")
	}
	test.Tap(&button(asked, kit.T("frame.leave-stay")).Button)
	if s.closed {
		t.Error("closed though the clerk stays")
	}
}

// text is all that is written in an object.
func text(o fyne.CanvasObject) string {
	var said []string
	for _, each := range test.LaidOutObjects(o) {
		if t, ok := each.(*canvas.Text); ok {
			said = append(said, t.Text)
		}
	}
	return strings.Join(said, " ")
}

// button finds a button by its word.
func button(in fyne.CanvasObject, word string) *kit.Button {
	for _, each := range test.LaidOutObjects(in) {
		if b, ok := each.(*kit.Button); ok && b.Text == word {
			return b
		}
	}
	return nil
}

func TestTheWindowOpensAtTheSizeItHad(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	w.win.Resize(fyne.NewSize(1200, 700))
	w.leave()
	kit.Settle()
	if got := w.lastSize(); got != fyne.NewSize(1200, 700) {
		t.Errorf("the size kept is %v", got)
	}
}

func TestChangingTheLanguageChangesTheWordsAtOnce(t *testing.T) {
	w := open(t, newStandIn())
	w.frame.goToPage(w.frame.own)
	w.frame.own.Show(4)
	kit.Settle()
	w.setLanguage(kit.English)
	defer kit.Speak(kit.Vietnamese)
	kit.Settle()
	if got := w.frame.own.Section(); w.frame.page() != kit.Page(w.frame.own) || got != 4 {
		t.Errorf("the clerk is led to section %d of place %d", got, w.frame.now)
	}
	w.frame.own.Show(0)
	w.frame.goTo(0)
	kit.Settle()
	if got := w.frame.status.records.Text; got != "1.234 conversions finished" {
		t.Error(got)
	}
	if language(w.app, Options{}) != kit.English || language(w.app, Options{Language: kit.Vietnamese}) != kit.Vietnamese {
		t.Error("the choice was not kept, or the option does not override it")
	}
	w.shows(t, "english")
}

func TestAnUnknownKeyOnPaperLeadsToTheKeysThatAreTrusted(t *testing.T) {
	s := newStandIn()
	s.proof = office.Proof{Paper: &office.PaperProof{Verdict: office.SignatureReserved, KeyID: "9c41", Lines: []string{"SAO Y"}}}
	w := open(t, s)
	for i, p := range w.frame.pages {
		if proven, is := p.(*proof.Page); is {
			w.frame.goTo(i)
			proven.Drop([]string{"/x/tờ giấy.jpg"})
			kit.Settle()
			proven.OpenKeys()
		}
	}
	kit.Settle()
	if _, is := w.frame.page().(*settings.Page); !is {
		t.Fatal("not at the settings")
	}
	if w.win.Canvas().Focused() == nil {
		t.Error("the keyboard stands nowhere")
	}
	w.shows(t, "trust")
}

func TestCtrlEnterWorksBeforeThereIsADesk(t *testing.T) {
	s := newStandIn()
	s.ready = false
	w := open(t, s)
	w.win.Canvas().Focus(nil)
	w.finish()
	kit.Settle()
	if w.win.Canvas().Focused() == nil || w.frame != nil {
		t.Errorf("Ctrl+Enter does not lead to what is missing: focus %T", w.win.Canvas().Focused())
	}
}

func TestEveryStateFitsASmallScreen(t *testing.T) {
	const width, height = 1280, 680 // of 1366×768, less what the system's bars take
	fits := func(w *Window, name string) {
		if min := w.win.Canvas().Content().MinSize(); min.Width > width || min.Height > height {
			t.Errorf("%s needs %v", name, min)
		}
	}
	first := newStandIn()
	first.ready = false
	fits(open(t, first), "setup")
	s := newStandIn()
	s.tasks = []office.SigningTask{{Task: office.TaskFinish, Row: office.Row{ID: "d", Number: "12", Symbol: "GP-UBND"}, Why: "Luật Giao dịch điện tử, Điều 12.1d: loại này phải có chữ ký số."}}
	w := open(t, s)
	for i, door := range w.frame.side.doors {
		w.frame.goTo(i)
		kit.Settle()
		fits(w, door.Word)
		if p, ok := w.frame.page().(*printing.Page); ok {
			p.Open("m")
			kit.Settle()
			fits(w, "paper")
		}
		if p, ok := w.frame.page().(*settings.Page); ok {
			for j := range 5 {
				p.Show(j)
				kit.Settle()
				fits(w, "settings "+strconv.Itoa(j))
			}
		}
	}
}

// A draft that waits for a signature alone is told with what is to be signed, there and here.
func TestTheStatusLineCountsDraftsAsTodayDoes(t *testing.T) {
	s := stationtest.New(t)
	of := office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc kiện toàn", Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Issued: "2026-11-09"}
	stationtest.Draft(t, s, of)
	stationtest.Checked(t, s, of, office.TrueCopy)
	w := openOn(t, s)
	all, err := s.Drafts(t.Context())
	if got := w.frame.status.waiting.Chip.Said(); err != nil || len(all) != 2 || got != kit.T("frame.waiting", 1) {
		t.Errorf("of %d drafts, of which 1 waits for a signature, the line says %q, %v", len(all), got, err)
	}
}
