package documents

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/documents/called"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// at is the page over a real office.
func at(t *testing.T, s *stationtest.Station) (*Page, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	return in(t, s, w), w
}

// in lays a new page into a window, as the next start of the program does.
func in(t *testing.T, s *stationtest.Station, w fyne.Window) *Page {
	t.Helper()
	return inWith(t, s, s, w)
}

// inWith is in for a page that asks a stand-in of its station.
func inWith(t *testing.T, s *stationtest.Station, services Services, w fyne.Window) *Page {
	t.Helper()
	desk := kit.NewDesk(t.Context(), w)
	desk.Drawer = s
	p := New(desk, services)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1100, 700))
	stop := s.OnChange(func() { kit.OnScreen(p.Changed) })
	t.Cleanup(func() {
		stop()
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p
}

func begun(t *testing.T) *stationtest.Station {
	t.Helper()
	s := stationtest.New(t)
	if err := s.OpenYear(t.Context(), stationtest.Clerk(t, s), office.YearWish{Year: called.ThisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	return s
}

// came is a document that came in.
func came(number, subject string) map[string]string {
	return map[string]string{"flow": "in", "issuer": "Ủy ban nhân dân tỉnh Mẫu", "number": number, "symbol": "UBND-VP", "issued": thisDay("01-01"), "subject": subject}
}

func thisDay(monthDay string) string { return fmt.Sprintf("%d-%s", called.ThisYear(), monthDay) }

// keeps types a document and presses the button.
func (p *Page) keeps(answers map[string]string) {
	p.Type(answers)
	kit.Settle()
	p.Finish()
	kit.Settle()
}

// told is all that is said on the page.
func told(p *Page) string {
	p.content.Refresh()
	return said(p.content)
}

func said(in fyne.CanvasObject) string {
	var b strings.Builder
	for _, o := range test.LaidOutObjects(in) {
		if l, is := o.(*widget.Label); is && l.Visible() {
			fmt.Fprintln(&b, l.Text)
		}
	}
	return b.String()
}

func listed(p *Page) string {
	p.content.Refresh()
	p.finder.List.Refresh()
	kit.Settle() // rows are read once they are in sight
	return said(p.finder.List)
}

func registered(t *testing.T, s *stationtest.Station, w office.RegisteredWish) []office.RegisteredRow {
	t.Helper()
	keys, _, err := s.FindRegistered(t.Context(), w, 100)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.RegisteredRows(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestADocumentThatMetAShutRegisterIsKeptOnceItIsOpened types before anybody opened the year.
func TestADocumentThatMetAShutRegisterIsKeptOnceItIsOpened(t *testing.T) {
	s := stationtest.New(t)
	p, w := at(t, s)
	if !p.entry.Hurdle.Content.Visible() || !strings.Contains(told(p), "chưa biết máy nào của cơ quan cấp số") || !p.entry.Hurdle.Act.Disabled() {
		t.Fatalf("before anything is typed it says\n%s", told(p))
	}
	p.keeps(came("137", "Về việc đến"))
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 0 || !p.entry.Hurdle.Pressed || !p.entry.Form.Differs() {
		t.Fatalf("without a word %d are entered, pressed %v", len(rows), p.entry.Hurdle.Pressed)
	}
	test.Tap(&p.entry.Hurdle.Act.Button)
	kit.Settle()
	if len(registered(t, s, office.RegisteredWish{})) != 0 {
		t.Fatal("the year was opened though nobody said that no station gives numbers")
	}
	counts := p.entry.Hurdle.Counts
	if said := told(p); !strings.Contains(said, "Mỗi tên loại một dãy số") || !counts.Change.Visible() {
		t.Errorf("of how the year counts it says\n%s", said)
	}
	test.Tap(&counts.Change.Button)
	counts.Together.SetText("BC, XYZ")
	counts.Internal.SetChecked(true)
	p.entry.Hurdle.Sure.SetChecked(true)
	test.Tap(kittest.Named(w, kit.T("documents.open")))
	kit.Settle()
	if _, err := s.NumbersStand(t.Context(), called.ThisYear()); err == nil || counts.Together.Text != "BC, XYZ" {
		t.Fatalf("a year was opened by a type that is none, %q is left of it", counts.Together.Text)
	}
	counts.Together.SetText("BC, TB")
	test.Tap(kittest.Named(w, kit.T("documents.open")))
	kit.Settle()
	rows := registered(t, s, office.RegisteredWish{})
	if len(rows) != 1 || rows[0].Said() != "01" || rows[0].Document.Subject != "Về việc đến" || p.entry.Hurdle.Content.Visible() || p.entry.Form.Differs() {
		t.Fatalf("%+v, the hurdle is in sight: %v", rows, p.entry.Hurdle.Content.Visible())
	}
	if is, err := s.NumbersStand(t.Context(), called.ThisYear()); err != nil || is.Together != "BC, TB" || !is.Internal {
		t.Errorf("the year counts as %+v, %v", is, err)
	}
	if p.entry.Number.Text != "Số đến 01 · 137/UBND-VP" || !strings.Contains(listed(p), "Số đến 01") || p.finder.Listed() != 1 {
		t.Errorf("%q is told, the list says\n%s", p.entry.Number.Text, listed(p))
	}
	test.Tap(&p.entry.Copy.Button)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "01" {
		t.Errorf("copied: %q", got)
	}
}

// TestOneMoreOfTheSamePlaceTakesFewKeys enters a second document by the keyboard alone.
func TestOneMoreOfTheSamePlaceTakesFewKeys(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc thứ nhất"))
	hand := &kittest.Hand{Window: w}
	hand.Press(fyne.KeyReturn) // another from the same place
	const number, day, subject = "138", "01/01", "Về việc thứ hai"
	hand.Type(number)
	hand.Press(fyne.KeyTab)
	hand.Press(fyne.KeyTab)
	hand.Type(fmt.Sprint(day, "/", called.ThisYear()))
	hand.Press(fyne.KeyTab)
	hand.Type(subject)
	p.Finish()
	hand.Keys++ // Ctrl+Enter
	kit.Settle()
	rows := registered(t, s, office.RegisteredWish{})
	if len(rows) != 2 {
		t.Fatalf("%d are entered: %s", len(rows), p.desk.News.Said())
	}
	is := rows[0].Document
	if is.Number != number || is.Symbol != "UBND-VP" || is.Issuer != "Ủy ban nhân dân tỉnh Mẫu" || is.Issued != thisDay("01-01") || is.Subject != subject || rows[0].Said() != "02" {
		t.Errorf("entered: %+v", rows[0].Registered)
	}
	content := len([]rune(number + fmt.Sprint(day, "/", called.ThisYear()) + subject))
	if keys := hand.Keys - content; keys > 5 {
		t.Errorf("%d keys beside what is said", keys)
	}
}

func TestADocumentThatIsThereAlreadyIsToldBeforeItIsKept(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	first := registered(t, s, office.RegisteredWish{})[0].ID
	p.keeps(came("0137", "Về việc đến, gõ lần nữa"))
	if n := len(registered(t, s, office.RegisteredWish{})); n != 1 || !strings.Contains(told(p), "Có thể văn bản này đã vào sổ: Số đến 01") {
		t.Fatalf("%d are entered, and it says\n%s", n, told(p))
	}
	test.Tap(kittest.Named(w, kit.T("documents.twin-see")))
	kit.Settle()
	if p.detail.Of() != first {
		t.Errorf("%q lies open", p.detail.Of())
	}
	p.Begin()
	kit.Settle()
	if !p.entry.Form.Differs() {
		t.Fatal("what was typed is gone")
	}
	p.Finish()
	kit.Settle()
	p.entry.Form.Type(map[string]string{"number": "139"})
	if p.entry.Hurdle.Content.Visible() {
		t.Error("what was said of another number stands")
	}
	p.entry.Form.Type(map[string]string{"number": "0137"})
	p.Finish()
	kit.Settle()
	test.Tap(kittest.Named(w, kit.T("documents.twin-keep")))
	kit.Settle()
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 2 || rows[0].Said() != "02" || p.entry.Hurdle.Content.Visible() {
		t.Errorf("%d are entered", len(rows))
	}
	p.keeps(came("137", "Về việc đến, lần ba"))
	if n := len(registered(t, s, office.RegisteredWish{})); n != 2 {
		t.Errorf("one word let two in: %d", n)
	}
}

// TestADayAheadIsAskedAboutOnceAndNoOtherDoubtIsSilencedByThat: who says that the day is right did not say
// that the document is another than the one that is there.
func TestADayAheadIsAskedAboutOnceAndNoOtherDoubtIsSilencedByThat(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	for n, subject := range []string{"Về việc đến", "Về việc đến, gõ lần nữa"} {
		ahead := came("137", subject)
		ahead["issued"] = "01/01/2190"
		p.keeps(ahead)
		if all := len(registered(t, s, office.RegisteredWish{})); all != n || !strings.Contains(told(p), "Ngày văn bản đã gõ là 01/01/2190") {
			t.Fatalf("%d are entered, and it says\n%s", all, told(p))
		}
		test.Tap(kittest.Named(w, kit.T("documents.day-keep")))
		kit.Settle()
	}
	if n := len(registered(t, s, office.RegisteredWish{})); n != 1 || !strings.Contains(told(p), "Có thể văn bản này đã vào sổ") {
		t.Fatalf("%d are entered, and it says\n%s", n, told(p))
	}
	test.Tap(kittest.Named(w, kit.T("documents.twin-keep")))
	kit.Settle()
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 2 || rows[0].Document.Issued != "2190-01-01" {
		t.Errorf("%+v", rows)
	}
}

func TestADecisionAsksForItsTypeAndIsOfferedItsSymbol(t *testing.T) {
	s := begun(t)
	p, _ := at(t, s)
	p.keeps(map[string]string{"flow": "out", "subject": "Về việc đi"})
	if f := p.entry.Form.Field("type"); len(registered(t, s, office.RegisteredWish{})) != 0 || !f.Bad() {
		t.Fatal("a document of no type is entered")
	}
	for _, key := range []string{"number", "issuer", "entered"} {
		if p.entry.Form.Asks(key) {
			t.Errorf("of what goes out the %s is asked", key)
		}
	}
	p.entry.Form.Type(map[string]string{"type": "quyet-dinh", "symbol": "QĐ-UBND", "signer": "Lê Văn Mẫu"})
	p.Finish()
	kit.Settle()
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 1 || rows[0].Numbered() != "01/QĐ-UBND" || rows[0].Signer != "Lê Văn Mẫu" {
		t.Fatalf("%+v", rows)
	}
	p.Begin()
	kit.Settle()
	p.entry.Kind.Choose("quyet-dinh")
	p.entry.Kind.OnChosen("quyet-dinh")
	if got := p.entry.Form.Value(); got.Document.Symbol != "QĐ-UBND" || got.Flow != office.FlowOut {
		t.Errorf("a new one: %+v", got)
	}
}

func TestWhatWasEnteredIsPutRightAndItsNumberStays(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	p.finder.List.Select(0)
	kit.Settle()
	test.Tap(kittest.Named(w, kit.T("documents.change")))
	kit.Settle()
	if p.entry.Form.Asks("flow") {
		t.Error("the register can be changed")
	}
	p.entry.Form.Type(map[string]string{"subject": "Về việc đã sửa", "to": "Bộ phận Một cửa"})
	p.Finish()
	kit.Settle()
	is := registered(t, s, office.RegisteredWish{})[0]
	if is.Document.Subject != "Về việc đã sửa" || is.To != "Bộ phận Một cửa" || is.Said() != "01" || is.Version != 2 {
		t.Errorf("%+v", is.Registered)
	}
	if !p.detail.Content.Visible() || len(p.detail.journal.Shown()) != 2 || !strings.Contains(told(p), "Sửa trong sổ") || p.entry.Number.Text != "Số đến 01 · 137/UBND-VP" {
		t.Errorf("it says\n%s", told(p))
	}
}

func TestACancelledDocumentKeepsItsNumberAndSaysWhy(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	p.finder.List.Select(0)
	kit.Settle()
	test.Tap(kittest.Named(w, kit.T("documents.cancel")))
	p.detail.asking.Why.SetText("vào sổ nhầm")
	test.Tap(p.detail.asking.Yes)
	kit.Settle()
	if is := registered(t, s, office.RegisteredWish{})[0]; is.State != office.RegisteredCancelled || is.Reason != "vào sổ nhầm" || is.Said() != "01" {
		t.Fatalf("%+v", is.Registered)
	}
	if !strings.Contains(told(p), "Đã hủy: vào sổ nhầm") || !strings.Contains(listed(p), kit.T("documents.cancelled")) || kittest.Named(w, kit.T("documents.change")) != nil {
		t.Errorf("it says\n%s", told(p))
	}
}

func TestAProvisionalNumberIsToldAsOneAndNotCopied(t *testing.T) {
	a, b := stationtest.Two(t)
	if err := a.OpenYear(t.Context(), stationtest.Clerk(t, a), office.YearWish{Year: called.ThisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	stationtest.Brings(t, a, b)
	stationtest.Brings(t, b, a)
	p, w := at(t, b)
	if p.entry.Hurdle.Content.Visible() {
		t.Fatalf("a station that gives provisional numbers says\n%s", told(p))
	}
	p.keeps(came("137", "Về việc đến"))
	row := registered(t, b, office.RegisteredWish{})[0]
	if row.Number != 0 || !strings.HasPrefix(p.entry.Number.Text, "Số tạm 1-") || kittest.Shown(w, p.entry.Copy) || !strings.Contains(told(p), kit.T("documents.provisional-note")) {
		t.Errorf("%q, it says\n%s", p.entry.Number.Text, told(p))
	}
	if got := listed(p); !strings.Contains(got, `Số tạm 1-`) {
		t.Errorf("the list says\n%s", got)
	}
	p.Open(row.ID)
	kit.Settle()
	if kittest.Named(w, kit.T("documents.copy")) != nil || !p.detail.Banner.Visible() {
		t.Error("a provisional number can be copied")
	}
	stationtest.Brings(t, b, a)
	stationtest.Brings(t, a, b)
	kit.Settle()
	if got := told(p); !strings.Contains(got, "Số đến 01") || p.detail.Banner.Visible() || kittest.Named(w, kit.T("documents.copy")) == nil {
		t.Errorf("once it has its number it says\n%s", got)
	}
}

func TestASeriesIsExplainedHandedOverAndTakenOver(t *testing.T) {
	a, b := stationtest.Two(t)
	if err := a.OpenYear(t.Context(), stationtest.Clerk(t, a), office.YearWish{Year: called.ThisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	stationtest.Brings(t, a, b)
	stationtest.Brings(t, b, a)
	p, w := at(t, a)
	p.keeps(came("137", "Về việc đến"))
	p.face(p.numbers.Content)
	kit.Settle()
	if got := told(p); !strings.Contains(got, "Máy này cấp số, số kế tiếp 02. Đã cấp 1 số.") {
		t.Fatalf("it says\n%s", got)
	}
	test.Tap(kittest.Named(w, kit.T("documents.explain")))
	kit.Settle()
	if got := told(p); !strings.Contains(got, "01: Đã cấp") {
		t.Errorf("explained:\n%s", got)
	}
	others, err := a.OtherStations(t.Context())
	if err != nil || len(others) != 1 {
		t.Fatal(others, err)
	}
	test.Tap(kittest.Named(w, kit.T("documents.hand-over", office.StationSaid(others[0]))))
	kit.Settle()
	if got := told(p); !strings.Contains(got, office.StationSaid(others[0])+" cấp số.") {
		t.Fatalf("handed over:\n%s", got)
	}
	test.Tap(kittest.Named(w, kit.T("documents.take-over")))
	p.numbers.Asking.Why.SetText("máy kia hỏng")
	test.Tap(p.numbers.Asking.Yes)
	kit.Settle()
	if got := told(p); !strings.Contains(got, "Máy này cấp số, số kế tiếp 100001") && !strings.Contains(got, "Máy này cấp số, số kế tiếp") {
		t.Errorf("taken over:\n%s\n%s", got, p.desk.News.Said())
	}
}

// Every register and report of a year is printed from one control, as PDF and as a workbook; where
// nothing was entered, that is told.
func TestEachRegisterOfAYearIsPrinted(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	p.face(p.numbers.Content)
	kit.Settle()
	for code, is := range map[string]struct {
		file, title string
		rows        int
	}{
		"in": {"so-van-ban-den", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", 1}, "out": {"so-van-ban-di", "SỔ ĐĂNG KÝ VĂN BẢN ĐI", 0},
		"internal": {"so-van-ban-noi-bo", "SỔ ĐĂNG KÝ VĂN BẢN NỘI BỘ", 0}, "copies": {"so-ban-sao", "SỔ ĐĂNG KÝ BẢN SAO", 0},
		"post": {"so-gui-buu-dien", "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", 0}, "kept": {"so-su-dung-ban-luu", "SỔ SỬ DỤNG BẢN LƯU", 0},
		"follow":    {"so-theo-doi-giai-quyet", "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN", 1},
		"report-in": {"bao-cao-van-ban-den", "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐẾN", 1}, "report-out": {"bao-cao-van-ban-di", "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐI", 0},
	} {
		for _, o := range test.LaidOutObjects(p.numbers.Content) {
			if s, is := o.(*kit.Select); is && slices.Contains(s.Options, kit.T("documents.prints-"+code)) {
				s.SetSelected(kit.T("documents.prints-" + code))
			}
		}
		for _, ending := range []string{"pdf", "xlsx"} {
			path := filepath.Join(t.TempDir(), "sổ."+ending)
			p.desk.AskSave = func(to kit.Saving, then func(string, bool)) {
				if want := fmt.Sprintf("%s-%d.%s", is.file, called.ThisYear(), ending); to.Name != want {
					t.Errorf("%q is proposed for %s", to.Name, code)
				}
				then(path, false)
			}
			p.desk.News.Empty()
			test.Tap(kittest.Named(w, kit.T("documents.print-"+ending)))
			kit.Settle()
			if told := strings.Contains(p.desk.News.Said(), "chưa có dòng nào"); told != (is.rows == 0) {
				t.Errorf("%s: of %d rows it says %q", code, is.rows, p.desk.News.Said())
			}
			b, err := os.ReadFile(path)
			if err != nil || !strings.HasPrefix(string(b), map[string]string{"pdf": "%PDF-", "xlsx": "PK"}[ending]) {
				t.Fatalf("%s: %d bytes, %v", ending, len(b), err)
			}
			if ending == "pdf" {
				out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
				if got := strings.Join(strings.Fields(string(out)), " "); err != nil || !strings.Contains(got, is.title) {
					t.Errorf("%s is titled %q, %v", code, got, err)
				}
			}
		}
	}
}

// TestHalfTypedWordsComeBackWithTheWindow leaves a new document and a change in their fields.
func TestHalfTypedWordsComeBackWithTheWindow(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	p.Begin()
	kit.Settle()
	p.entry.Form.Type(map[string]string{"flow": "out", "type": "quyet-dinh", "symbol": "QĐ-UBND", "subject": "Về việc gõ dở"})
	p.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	p.Leave()
	p = in(t, s, w)
	now := p.entry.Form.Value()
	if now.Flow != office.FlowOut || now.Document.Type != "quyet-dinh" || now.Document.Subject != "Về việc gõ dở" || !p.entry.Content.Visible() || p.entry.Kept.Save.Disabled() {
		t.Errorf("after a start the form has %+v", now)
	}
	p.Finish()
	kit.Settle()
	if rows := registered(t, s, office.RegisteredWish{Flow: office.FlowOut}); len(rows) != 1 || rows[0].Document.Subject != "Về việc gõ dở" {
		t.Errorf("%+v: %s", rows, p.desk.News.Said())
	}
}

func TestTheListIsChosenByRegisterAndYearAndSearched(t *testing.T) {
	s := begun(t)
	p, _ := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	p.keeps(map[string]string{"flow": "out", "type": "quyet-dinh", "symbol": "QĐ-UBND", "subject": "Về việc đi"})
	search := func(text string, flow int) string {
		p.finder.Clear()
		p.finder.Search.SetText(text)
		for _, o := range test.LaidOutObjects(p.finder.Head) {
			if c, is := o.(*kit.Select); is && c.Options[0] == kit.T("documents.any-flow") {
				c.SetSelectedIndex(flow)
			}
		}
		p.finder.Find()
		kit.Settle()
		got := ""
		for _, subject := range []string{"Về việc đến", "Về việc đi"} {
			if strings.Contains(listed(p), subject) {
				got += subject[len("Về việc "):] + " "
			}
		}
		return got
	}
	for _, c := range []struct {
		text string
		flow int
		want string
	}{
		{"", 0, "đến đi "}, {"", 1, "đến "}, {"", 2, "đi "}, {"", 3, ""},
		{"137/UBND-VP", 0, "đến "}, {"137ubndvp", 0, "đến "}, {"0137 ubnd vp", 0, "đến "}, {"01/qd-ubnd", 0, "đi "}, {"1qdubnd", 0, "đi "}, {"tinh mau", 0, "đến "}, {"137", 2, ""},
	} {
		if got := search(c.text, c.flow); got != c.want {
			t.Errorf("%q in the register %d lists %q", c.text, c.flow, got)
		}
	}
}

// TestWhoMayNotKeepRegistersReadsThem is an inspector at the window.
func TestWhoMayNotKeepRegistersReadsThem(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	denied := office.Failure{Name: "people.not-allowed", Said: "Bạn không giữ sổ.", Next: "Hãy hỏi quản trị."}
	p.desk.Deny(map[office.Right]error{office.MayKeep: denied, office.MayWithdraw: denied})
	p.finder.List.Select(0)
	kit.Settle()
	for _, word := range []string{"documents.new", "documents.change", "documents.cancel"} {
		if b := kittest.Named(w, kit.T(word)); b == nil || !b.Disabled() {
			t.Errorf("%s can be pressed", word)
		}
	}
	if !strings.Contains(told(p), "Ủy ban nhân dân tỉnh Mẫu") {
		t.Errorf("it says\n%s", told(p))
	}
}

// TestADocumentThatAnotherPlaceLeadsToIsShownWithWhatCanBeDone opens one as the page is entered, before
// it is known who works there.
func TestADocumentThatAnotherPlaceLeadsToIsShownWithWhatCanBeDone(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Leave()
	p.desk.News.Clear()
	p = New(p.desk, s)
	w.SetContent(p.Content())
	p.Enter()
	p.Open(id)
	kit.Settle()
	if said := p.desk.News.Said(); said != "" || p.detail.Of() != id || len(p.offered()) == 0 {
		t.Errorf("it says %q, %q lies open, %q is offered", said, p.detail.Of(), p.offered())
	}
}

// TestANumberThatWasTypedForAnotherRegisterKeepsNothing: whoever turns from what came in to what goes out
// has no number in sight, and gets that of the register.
func TestANumberThatWasTypedForAnotherRegisterKeepsNothing(t *testing.T) {
	s := staffed(t)
	p, _ := at(t, s)
	p.Type(map[string]string{"flow": string(office.FlowIn), "number": "137"})
	p.Type(map[string]string{"flow": string(office.FlowOut), "type": "quyet-dinh", "symbol": "QĐ-UBND", "subject": "Về việc đi"})
	p.Finish()
	kit.Settle()
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 1 || rows[0].Numbered() != "01/QĐ-UBND" {
		t.Errorf("%+v: %s", rows, p.desk.News.Said())
	}
}
