package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tram/assets"
	"tram/local/office"
	"tram/local/scanning"
	"tram/sync/escl"
	"tram/sync/escl/escltest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// wired is a network scanner at one address, which alone is asked: others in the network in
// which the test runs are none of its business.
type wired struct {
	*escl.Driver
	address string
}

func (w wired) Find(ctx context.Context) ([]office.Scanner, error) {
	s, err := w.At(ctx, w.address)
	if err != nil {
		return nil, err
	}
	return []office.Scanner{s}, nil
}

// printed has a device give pages of a document in the place of its own.
func printed(d http.Handler, pages [][]byte) http.Handler {
	given := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/NextDocument") {
			d.ServeHTTP(w, r)
			return
		}
		own := httptest.NewRecorder()
		d.ServeHTTP(own, r)
		if own.Code != http.StatusOK {
			w.WriteHeader(own.Code)
			return
		}
		w.Header().Set("Content-Type", "image/jpeg")
		w.Write(pages[given%len(pages)])
		given++
	})
}

// sampleScans are the pages of the sample decision.
func sampleScans(t testing.TB) (pages [][]byte) {
	for n := 1; n <= 4; n++ {
		page, err := assets.Samples.ReadFile(fmt.Sprintf("samples/quyet-dinh-mau-%d.jpg", n))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	return pages
}

// withScanner is a clerk at a screen of 1366×768 beside a network scanner.
func withScanner(t *testing.T, device http.Handler) *sitting {
	t.Helper()
	on := httptest.NewServer(device)
	t.Cleanup(on.Close)
	w := newSitting(t)
	w.leave()
	w.scanners = []scanning.Driver{wired{escl.New(office.SystemClock{}), strings.TrimPrefix(on.URL, "http://")}}
	w.reads = true
	w.begin()
	w.open()
	w.app.Window.Resize(fyne.NewSize(1366, 690))
	w.goTo("Số hóa")
	kit.Settle()
	w.hand.Clicks, w.hand.Keys = 0, 0
	return w
}

// chosen has the scanner and a profile be chosen before.
func (w *sitting) chosen(profile string) {
	w.t.Helper()
	found, err := w.s.Scanners(context.Background())
	w.must(err)
	setup, err := w.s.ScanSetup(context.Background())
	w.must(err)
	setup.Scanner, setup.Profile = found[0], profile
	_, err = w.s.SaveScanSetup(context.Background(), setup)
	w.must(err)
}

// sides are the sides of the paper that lie in a draft, by the pages that the device gave.
func (w *sitting) sides(draft office.ID) (all []escltest.Side) {
	w.t.Helper()
	pages, err := w.s.Pages(context.Background(), draft)
	w.must(err)
	for _, p := range pages {
		for sheet := 1; sheet <= 12; sheet++ {
			for _, back := range []bool{false, true} {
				side := escltest.Side{Sheet: sheet, Back: back}
				if office.DigestOf(escltest.Page(side, p.Width, p.Height)) == p.Capture {
					all = append(all, side)
				}
			}
		}
	}
	return all
}

func fronts(n ...int) (all []escltest.Side) {
	for _, sheet := range n {
		all = append(all, escltest.Side{Sheet: sheet})
	}
	return all
}

func (w *sitting) says(sentence string) {
	w.t.Helper()
	if said := w.said(); !strings.Contains(said, sentence) {
		w.t.Errorf("it does not say %q:\n%s", sentence, said)
	}
}

// step is a named part of the way from the paper to the record, and what it costs.
type step struct {
	name string
	do   func()
}

// TestFourSheetsBecomeARecordByEighteenKeysAndClicks goes the whole way: paper in the
// feeder, pages on the screen, each looked at and counted, each suggestion looked at and
// taken by itself, finished.
func TestFourSheetsBecomeARecordByEighteenKeysAndClicks(t *testing.T) {
	device := escltest.New()
	device.Load(4)
	w := withScanner(t, printed(device, sampleScans(t)))
	w.chosen("Công văn 1 mặt")
	const most = 18
	for _, s := range []step{
		{"scan", func() { w.hand.Press(fyne.KeyF5) }},
		{"count the paper", func() { w.hand.Type("4") }},
		{"put away what is told of the scan", func() { w.hand.Press(fyne.KeyEscape) }},
		{"page through", func() { w.look() }},
		{"not secret", func() { w.clickButton("Thường") }},
		{"the suggestions", func() { w.suggestions() }},
		{"finish", func() { w.hand.With(fyne.KeyModifierControl, fyne.KeyReturn) }},
	} {
		before := w.hand.Clicks + w.hand.Keys
		s.do()
		t.Logf("%s: %d", s.name, w.hand.Clicks+w.hand.Keys-before)
	}
	c := w.isFinished()
	if used := w.hand.Clicks + w.hand.Keys; used > most {
		t.Errorf("%d keys and clicks", used)
	}
	if len(c.Pages) != 4 || len(c.Viewed) != 4 || c.PaperPages != 4 || c.Document.Type == "" || c.Document.Secrecy != office.Ordinary {
		t.Errorf("%d pages, %d seen, %d counted: %+v", len(c.Pages), len(c.Viewed), c.PaperPages, c.Document)
	}
}

// look pages on until each page was seen, and takes the time that this takes; whoever takes
// less has seen none.
func (w *sitting) look() {
	w.t.Helper()
	w.hand.Pause = kit.Dwell
	kit.Pass(kit.Dwell) // at what is in view before the first key
	defer func() { w.hand.Pause = 0 }()
	for range 40 {
		seen := 0
		for _, o := range w.things() {
			if l, is := o.Object.(*widget.Label); is && l.Text == "đã xem" {
				seen++
			}
		}
		if seen == 4 {
			return
		}
		w.hand.Press(fyne.KeyPageDown)
	}
	w.t.Fatalf("not all pages were seen:\n%s", w.said())
}

// suggestions looks at each suggestion with the strip of the page where it was read, and
// takes it by a key.
func (w *sitting) suggestions() {
	w.t.Helper()
	for _, said := range []string{"09/11/2026", "Quyết định", "15 · QĐ-UBND", "Về việc kiện toàn", "Ủy ban nhân dân xã Mẫu Sơn"} {
		w.says(said)
		w.says("Dùng · Enter")
		if !w.seesStrip() {
			w.t.Errorf("%q is shown without the strip of the page", said)
		}
		w.hand.Press(fyne.KeyReturn)
	}
	if strings.Contains(w.said(), "Dùng · Enter") {
		w.t.Errorf("more is suggested:\n%s", w.said())
	}
}

// seesStrip tells whether a strip of a page lies over the form, all of it, and large enough
// to be read.
func (w *sitting) seesStrip() bool {
	const least, slack = 15, 0.5 // units of the screen
	return slices.ContainsFunc(w.things(), func(o kittest.Thing) bool {
		i, is := o.Object.(*canvas.Image)
		return is && i.Image != nil && o.View.Size.Width > 20*least && o.View.Size.Height > least && o.View.Size.Height > o.Area.Size.Height-slack &&
			i.Image.Bounds().Dx() > 2*i.Image.Bounds().Dy()
	})
}

// Whoever pages through four sheets in a second has read none of them.
func TestPagingThroughAScanInASecondIsNoLookingAtIt(t *testing.T) {
	device := escltest.New()
	device.Load(4)
	w := withScanner(t, printed(device, sampleScans(t)))
	w.chosen("Công văn 1 mặt")
	w.hand.Press(fyne.KeyF5)
	w.hand.Pause = 100 * time.Millisecond
	for range 16 {
		w.hand.Press(fyne.KeyPageDown)
	}
	w.hand.Pause = 0
	if said := w.said(); strings.Contains(said, "đã xem\n") || strings.Contains(said, "xem một phần") {
		t.Errorf("pages were called seen:\n%s", said)
	}
}

func TestTheFirstScanAsksForTheScannerAndEachLaterOneIsOneKey(t *testing.T) {
	device := escltest.Small()
	device.Load(3)
	w := withScanner(t, device)
	w.hand.Press(fyne.KeyF5)
	for _, sentence := range []string{"Quét giấy", "Máy quét mẫu", "Bản nháp mới"} {
		w.says(sentence)
	}
	w.hand.With(fyne.KeyModifierControl, fyne.KeyReturn)
	w.says("Đã nhận 3 trang.")
	rows := w.drafts()
	if len(rows) != 1 || !slices.Equal(w.sides(rows[0].ID), fronts(1, 2, 3)) {
		t.Fatalf("%d drafts, %v", len(rows), w.sides(rows[0].ID))
	}
	if w.app.Window.Canvas().Focused() != w.counted().(fyne.Focusable) {
		t.Error("the keyboard is not where the paper is counted")
	}
	device.Load(2)
	w.hand.Press(fyne.KeyF5)
	if got := w.sides(rows[0].ID); !slices.Equal(got, fronts(1, 2, 3, 1, 2)) {
		t.Errorf("after the second scan: %v", got)
	}
	w.says("Đã nhận 2 trang. Nối sau 3 trang của bản nháp đang mở.")
	w.says("kể cả trang có từ trước")
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	w.says("Đã hoàn tác: trang quét")
	if got := w.sides(rows[0].ID); !slices.Equal(got, fronts(1, 2, 3)) {
		t.Errorf("the second scan was taken back to %v", got)
	}
	w.hand.Type("4")
	w.hand.Press(fyne.KeyTab)
	w.says("Giấy có 4 trang nhưng ở đây chỉ có 3 trang.")
	setup, err := w.s.ScanSetup(t.Context())
	w.must(err)
	if setup.Version != 1 || setup.Scanner.Name != "Mẫu Máy quét mẫu" && setup.Scanner.Name != "Máy quét mẫu" {
		t.Errorf("version %d of the choice, with %q", setup.Version, setup.Scanner.Name)
	}
}

// Each thing that happens to paper is told beside the pages that came, and the scan goes on
// in the same draft.
func TestWhatHappensToThePaperIsToldAndTheScanGoesOn(t *testing.T) {
	for kind, sentence := range map[escltest.Kind]string{
		escltest.Jam: "bị kẹt giấy sau 2 trang", escltest.Cover: "đang mở", escltest.MultiFeed: "kéo hai tờ một lúc sau 2 trang",
		escltest.Memory: "hết bộ nhớ sau 2 trang", escltest.LyingLoaded: "mà không nói rõ là hết giấy",
		escltest.Truncated: "trang thứ 3 bị hỏng",
	} {
		t.Run(string(kind), func(t *testing.T) {
			device := escltest.Small()
			device.Situation = escltest.Situation{Kind: kind, Page: 3}
			device.Load(4)
			w := withScanner(t, device)
			w.chosen("Công văn 1 mặt")
			w.hand.Press(fyne.KeyF5)
			w.says(sentence)
			rows := w.drafts()
			if len(rows) != 1 {
				t.Fatalf("%d drafts:\n%s", len(rows), w.said())
			}
			before := w.sides(rows[0].ID)
			if len(before) < 2 || w.button("Quét tiếp") == nil {
				t.Fatalf("%v came:\n%s", before, w.said())
			}
			device.Situation = escltest.Situation{}
			device.Load(2)
			w.clickButton("Quét tiếp")
			if got := w.sides(rows[0].ID); !slices.Equal(got, append(before, fronts(1, 2)...)) {
				t.Errorf("it went on to %v", got)
			}
		})
	}
}

func TestAnEmptyFeederAndADeviceThatIsGoneAreTold(t *testing.T) {
	device := escltest.Small()
	w := withScanner(t, device)
	w.chosen("Công văn 1 mặt")
	w.hand.Press(fyne.KeyF5)
	w.says("đang trống")
	if len(w.drafts()) != 0 {
		t.Error("a scan without a page made a draft")
	}
	w.hand.Press(fyne.KeyEscape)
	if strings.Contains(w.said(), "đang trống") {
		t.Error("Esc does not put the sentence away")
	}
	w.leave()
	off := httptest.NewServer(nil)
	off.Close()
	w.begin()
	setup, err := w.s.ScanSetup(t.Context())
	w.must(err)
	setup.Scanner.ID = "escl:" + off.URL + "/eSCL"
	_, err = w.s.SaveScanSetup(t.Context(), setup)
	w.must(err)
	w.open()
	w.goTo("Số hóa")
	kit.Settle()
	w.hand.Press(fyne.KeyF5)
	w.says("không trả lời. Đã thử: " + off.URL)
}

func TestPagesAreShownAsTheyComeAndStoppingKeepsThem(t *testing.T) {
	device := escltest.Small()
	device.Load(9)
	third, let := make(chan struct{}), make(chan struct{})
	asked := 0
	w := withScanner(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/NextDocument") {
			if asked++; asked == 3 {
				close(third)
				<-let
			}
		}
		device.ServeHTTP(rw, r)
	}))
	w.chosen("Công văn 1 mặt")
	w.hand.Rest = func() { kit.SettleUntil(func() bool { return strings.Contains(w.said(), "Đã nhận 2 trang.") }) }
	w.hand.Press(fyne.KeyF5)
	<-third
	w.says("Đang quét bằng")
	if w.button("Dừng") == nil {
		t.Fatalf("it cannot be stopped:\n%s", w.said())
	}
	w.hand.Rest = func() {}
	w.hand.Press(fyne.KeyEscape)
	w.says("Đang dừng máy quét.")
	close(let)
	kit.Settle()
	rows := w.drafts()
	if len(rows) != 1 {
		t.Fatalf("%d drafts", len(rows))
	}
	got := w.sides(rows[0].ID)
	if len(got) < 2 || len(got) > 3 || !slices.Equal(got[:2], fronts(1, 2)) {
		t.Errorf("%v are kept", got)
	}
	w.says(fmt.Sprintf("Đã dừng. %d trang đã nhận vẫn còn.", len(got)))
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	kit.Settle()
	if said := w.said(); strings.Contains(said, "đã nhận vẫn còn") || w.button("Quét tiếp") != nil {
		t.Errorf("the pages were taken back, and the scan goes on being told:\n%s", said)
	}
}

func TestATurnedStackGivesTheBacksOfItsSheets(t *testing.T) {
	device := escltest.Small()
	device.Load(3)
	w := withScanner(t, device)
	w.chosen("Công văn 1 mặt")
	w.hand.Press(fyne.KeyF5)
	device.Load(2)
	w.clickButton("Đã lật chồng giấy, quét mặt sau")
	w.says("Có 3 mặt trước nhưng 2 mặt sau")
	id := w.drafts()[0].ID
	if got := w.sides(id); !slices.Equal(got, fronts(1, 2, 3, 1, 2)) {
		t.Errorf("with a back too few the pages lie %v", got)
	}
	device.Load(1)
	w.clickButton("Quét tiếp")
	w.says("Đã xếp xen 3 mặt trước và 3 mặt sau.")
	if got := w.sides(id); !slices.Equal(got, fronts(1, 1, 2, 2, 3, 1)) {
		t.Errorf("the pages lie %v", got)
	}
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	w.says("Đã hoàn tác: xếp xen mặt trước, mặt sau")
	if said := w.said(); strings.Contains(said, "Đã xếp xen 3 mặt trước") {
		t.Errorf("what was taken back is told:\n%s", said)
	}
	if got := w.sides(id); !slices.Equal(got, fronts(1, 2, 3, 1, 2, 1)) {
		t.Errorf("taken back, the pages lie %v", got)
	}
}

// scanTo chooses a goal of the sheet that asks, and scans.
func (w *sitting) scanTo(goal string) {
	w.t.Helper()
	w.clickButton("Quét khác…")
	w.choose("Trang vào", goal)
	w.clickButton("Quét")
}

// choose chooses an option of a list beside a name.
func (w *sitting) choose(name, option string) {
	w.t.Helper()
	s := w.field(name).(*kit.Select)
	i := slices.IndexFunc(s.Options, func(o string) bool { return strings.HasPrefix(o, option) })
	if i < 0 {
		w.t.Fatalf("%q is not offered: %q", option, s.Options)
	}
	s.SetSelectedIndex(i)
	kit.Settle()
}

func TestAPageIsScannedAgainInItsPlaceAndOthersBesideIt(t *testing.T) {
	device := escltest.Small()
	device.Load(3)
	w := withScanner(t, device)
	w.chosen("Công văn 1 mặt")
	w.hand.Press(fyne.KeyF5)
	id := w.drafts()[0].ID
	w.app.Window.Canvas().Unfocus()
	w.clickThumb(2)
	device.Load(9)
	w.scanTo("Thay trang đang xem (trang 2)")
	if got := w.sides(id); !slices.Equal(got, fronts(1, 1, 3)) {
		t.Errorf("page 2 scanned again: %v", got)
	}
	w.says("Đã quét lại trang 2.")
	device.Load(1)
	w.scanTo("Sau trang đang xem (trang 2)")
	if got := w.sides(id); !slices.Equal(got, fronts(1, 1, 1, 3)) {
		t.Errorf("after page 2: %v", got)
	}
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	w.says("Đã hoàn tác: chèn trang quét")
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	w.says("Đã hoàn tác: quét lại trang 2")
	if got := w.sides(id); !slices.Equal(got, fronts(1, 2, 3)) {
		t.Errorf("both taken back: %v", got)
	}
}

// clickThumb clicks the small page of a number.
func (w *sitting) clickThumb(n int) {
	w.t.Helper()
	for _, o := range w.things() {
		if l, is := o.Object.(*widget.Label); is && l.Text == strconv.Itoa(n) {
			w.hand.Click(o.View.Middle())
			return
		}
	}
	w.t.Fatalf("there is no page %d:\n%s", n, w.said())
}

func TestAPileIsPartedAndCorrected(t *testing.T) {
	device := escltest.Small()
	device.Load(5)
	w := withScanner(t, device)
	w.chosen("Công văn 1 mặt")
	w.clickButton("Quét khác…")
	w.choose("Giấy là", "Nhiều văn bản, cùng số trang")
	w.write("Mỗi bản", "2")
	w.clickButton("Quét")
	w.says("tách thành 3 văn bản")
	w.says("Văn bản 3 · 1 trang")
	lie := func(want ...[]escltest.Side) {
		t.Helper()
		rows := w.drafts() // the newest first
		slices.Reverse(rows)
		if len(rows) != len(want) {
			t.Fatalf("%d drafts:\n%s", len(rows), w.said())
		}
		for i, row := range rows {
			if got := w.sides(row.ID); !slices.Equal(got, want[i]) {
				t.Errorf("document %d has %v, not %v", i+1, got, want[i])
			}
		}
	}
	lie(fronts(1, 2), fronts(3, 4), fronts(5))
	w.hand.Press(fyne.KeyRight) // page 2 of the first
	w.hand.With(fyne.KeyModifierAlt, fyne.KeyDown)
	lie(fronts(1), fronts(2, 3, 4), fronts(5))
	w.hand.Press(fyne.KeyDown)
	w.clickButton("Gộp vào văn bản trước")
	lie(fronts(1), fronts(2, 3, 4, 5))
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	w.says("Đã hoàn tác: gộp văn bản 3 vào văn bản 2")
	lie(fronts(1), fronts(2, 3, 4), fronts(5))
	w.hand.With(fyne.KeyModifierControl, fyne.KeyZ)
	lie(fronts(1, 2), fronts(3, 4), fronts(5))
	w.clickButton("Xong")
	w.says("Đang dở")
	if beside := w.s.Beside(); len(beside) > 0 {
		t.Errorf("told: %v", beside)
	}
}

// A pile that jams goes on in the document that was open.
func TestAPileGoesOnAfterAJamInTheDocumentThatWasOpen(t *testing.T) {
	device := escltest.Small()
	device.Situation = escltest.Situation{Kind: escltest.Jam, Page: 4}
	device.Load(6)
	w := withScanner(t, device)
	w.chosen("Công văn 1 mặt")
	w.clickButton("Quét khác…")
	w.choose("Giấy là", "Nhiều văn bản, cùng số trang")
	w.write("Mỗi bản", "2")
	w.clickButton("Quét")
	w.says("bị kẹt giấy sau 3 trang")
	device.Situation = escltest.Situation{}
	device.Load(3)
	w.clickButton("Quét tiếp")
	w.says("Đã nhận 6 trang, tách thành 3 văn bản.")
	rows := w.drafts()
	slices.Reverse(rows)
	var got [][]escltest.Side
	for _, row := range rows {
		got = append(got, w.sides(row.ID))
	}
	if want := [][]escltest.Side{fronts(1, 2), fronts(3, 1), fronts(2, 3)}; !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the documents have %v", got)
	}
}

const (
	scannerHome = "TRAM_TEST_SCANNER"
	scannerAt   = "TRAM_TEST_SCANNER_AT"
)

// scanAtWindow scans without an end at the window of an office, and tells how many pages
// are shown, each as soon as it is.
func scanAtWindow(home string) {
	w := &sitting{t: ending{}, home: home, scanners: []scanning.Driver{wired{escl.New(office.SystemClock{}), os.Getenv(scannerAt)}}}
	w.begin()
	w.open()
	w.chosen("Công văn 1 mặt")
	w.goTo("Số hóa")
	kit.Settle()
	shown := 0
	w.hand.Rest = func() {
		kit.SettleUntil(func() bool {
			said := w.said()
			for strings.Contains(said, fmt.Sprintf("Đã nhận %d trang.", shown+1)) {
				shown++
				fmt.Println(shown)
			}
			return false
		})
	}
	w.hand.Press(fyne.KeyF5)
}

// windowLives is how often the window is killed; TRAM_LIVES says otherwise.
const windowLives = 3

// TestAKillOfTheWindowLosesNoPageThatItShowed kills the program in the midst of a scan and
// finds each page that it had shown at the next start.
func TestAKillOfTheWindowLosesNoPageThatItShowed(t *testing.T) {
	lives := windowLives
	if n, err := strconv.Atoi(os.Getenv("TRAM_LIVES")); err == nil {
		lives = n
	}
	const sheets = 12
	w := newSitting(t)
	for life := range lives {
		w.leave()
		device := escltest.Small() // one that was killed stays at its job
		device.Load(sheets)
		on := httptest.NewServer(device)
		shown := killScanner(t, w.home, strings.TrimPrefix(on.URL, "http://"), 1+rand.IntN(sheets-2))
		on.Close()
		w.begin()
		w.open()
		rows := w.drafts()
		if len(rows) != life+1 {
			t.Fatalf("life %d: %d drafts", life+1, len(rows))
		}
		w.says(fmt.Sprintf("Bản nháp đó có %d trang.", len(w.sides(rows[0].ID))))
		w.clickButton("Mở bản nháp")
		if w.button("Quét tiếp") == nil {
			t.Errorf("life %d: nothing goes on with the scan:\n%s", life+1, w.said())
		}
		got := w.sides(rows[0].ID)
		var want []int
		for i := range got {
			want = append(want, i+1)
		}
		if len(got) < shown || !slices.Equal(got, fronts(want...)) {
			t.Errorf("life %d: %d pages were shown, there are %v", life+1, shown, got)
		}
	}
}

// killScanner lets a child scan until it has shown so many pages, and kills it.
func killScanner(t *testing.T, home, address string, pages int) (shown int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), scannerHome+"="+home, scannerAt+"="+address)
	var complaints bytes.Buffer
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.TrimSpace(lines.Text()) != strconv.Itoa(shown+1) {
			continue
		}
		if shown++; shown == pages {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if child.Wait(); shown < pages {
		t.Fatalf("the child showed %d pages of %d: %s", shown, pages, complaints.String())
	}
	return shown
}

func TestASheetBetweenDocumentsIsSavedToBePrinted(t *testing.T) {
	w := withScanner(t, escltest.Small())
	w.leave()
	w.folder = t.TempDir()
	w.begin()
	w.open()
	w.hand.Press(fyne.KeyF5)
	w.clickButton("Lưu tờ ngăn cách để in…")
	w.clickButton(kit.T("files.save"))
	all, err := filepath.Glob(filepath.Join(w.folder, "*.pdf"))
	if err != nil || len(all) != 1 {
		t.Errorf("saved: %v, %v\n%s", all, err, w.said())
	}
}

// TestAFileInTheWatchedFolderBecomesADraftWhileTheWindowIsOpen chooses the folder in the
// settings, has a machine send a file there, and opens the draft from the news.
func TestAFileInTheWatchedFolderBecomesADraftWhileTheWindowIsOpen(t *testing.T) {
	w, dir := newSitting(t), t.TempDir()
	w.goTo("Cài đặt")
	kit.Settle()
	w.hand.Click(w.door("Máy quét"))
	w.typeInto("Thư mục", dir)
	w.clickButton("Lưu thư mục")
	w.says("Từ nay tệp mới trong thư mục này thành bản nháp.")
	w.must(os.WriteFile(filepath.Join(dir, "SCAN0001.jpg"), smallPage(0), 0o600))
	for deadline := time.Now().Add(time.Minute); len(w.drafts()) == 0 && time.Now().Before(deadline); {
		time.Sleep(100 * time.Millisecond)
		kit.Settle()
	}
	if rows := w.drafts(); len(rows) != 1 || rows[0].Pages != 1 {
		t.Fatalf("the drafts are %+v:\n%s", rows, w.said())
	}
	w.app.Window.Canvas().Unfocus()
	w.goTo("Hôm nay")
	kit.Settle()
	w.says("Bản nháp số hóa")
	if _, err := os.Stat(filepath.Join(dir, "Đã lấy", "SCAN0001.jpg")); err != nil {
		t.Error(err)
	}
}

// door is where one clicks on the name of a section.
func (w *sitting) door(word string) fyne.Position {
	w.t.Helper()
	for _, o := range w.things() {
		if d, is := o.Object.(*kit.Place); is && d.Word == word {
			return o.View.Middle()
		}
	}
	w.t.Fatalf("there is no door to %q:\n%s", word, w.said())
	return fyne.Position{}
}

// typeInto types into the field below a name.
func (w *sitting) typeInto(name, text string) {
	w.t.Helper()
	things := w.things()
	i := slices.IndexFunc(things, func(o kittest.Thing) bool { l, is := o.Object.(*widget.Label); return is && l.Text == name })
	for _, o := range things[max(i, 0):] {
		if e, is := o.Object.(*kit.Entry); is {
			w.app.Window.Canvas().Focus(e)
			w.hand.Type(text)
			return
		}
	}
	w.t.Fatalf("nothing asks for %q:\n%s", name, w.said())
}

// TestFourSheetsAreDigitisedEnteredAndGivenByTwentyTwoKeysAndClicks goes the whole way of a paper that
// came in, from the registers: paper in the feeder, each page looked at and counted, each suggestion
// taken, whoever deals with it chosen; then one key has it digitised with its mark, entered, stamped and
// given.
func TestFourSheetsAreDigitisedEnteredAndGivenByTwentyTwoKeysAndClicks(t *testing.T) {
	device := escltest.New()
	device.Load(4)
	w := withScanner(t, printed(device, sampleScans(t)))
	w.chosen("Công văn 1 mặt")
	clerks, err := w.s.Clerks(t.Context())
	w.must(err)
	w.must(w.s.OpenYear(t.Context(), clerks[0], office.YearWish{Year: time.Now().In(office.VietNam).Year(), Anew: true}))
	w.goTo("Sổ văn bản")
	kit.Settle()
	w.hand.Clicks, w.hand.Keys = 0, 0
	const most = 22
	for _, s := range []step{
		{"scan to enter", func() { w.hand.Press(fyne.KeyF5) }},
		{"count the paper", func() { w.hand.Type("4") }},
		{"put away what is told of the scan", func() { w.hand.Press(fyne.KeyEscape) }},
		{"page through", func() { w.look() }},
		{"not secret", func() { w.clickButton("Thường") }},
		{"the suggestions", func() { w.suggestions() }},
		{"whom it goes to", func() { w.gives(clerks[1].Name) }},
		{"take it in", func() { w.hand.With(fyne.KeyModifierControl, fyne.KeyReturn) }},
	} {
		before := w.hand.Clicks + w.hand.Keys
		s.do()
		t.Logf("%s: %d", s.name, w.hand.Clicks+w.hand.Keys-before)
	}
	if used := w.hand.Clicks + w.hand.Keys; used > most {
		t.Errorf("%d keys and clicks", used)
	}
	w.says("Số đến 01")
	keys, _, err := w.s.FindRegistered(t.Context(), office.RegisteredWish{}, 2)
	w.must(err)
	rows, err := w.s.RegisteredRows(t.Context(), keys)
	w.must(err)
	if len(rows) != 1 {
		t.Fatalf("%d documents on the register:\n%s", len(rows), w.said())
	}
	is, err := w.s.RegisteredWhole(t.Context(), rows[0].ID)
	w.must(err)
	if is.Said() != "01" || is.Document.Symbol != "QĐ-UBND" || is.Document.Number != "15" || len(is.Files) != 1 || len(is.Stamps) != 1 {
		t.Errorf("%+v", is)
	}
	c, err := w.s.Conversion(t.Context(), is.From)
	w.must(err)
	if c.State != office.Finished || c.Mark == nil || len(c.Pages) != 4 || len(c.Viewed) != 4 || c.PaperPages != 4 || c.Document != is.Document {
		t.Errorf("digitised as %s, %d pages, %d seen, %d counted: %+v", c.State, len(c.Pages), len(c.Viewed), c.PaperPages, c.Document)
	}
	told, err := w.s.RouteOf(t.Context(), is.ID)
	w.must(err)
	if told.Ends[0].Stage != office.StageAssigned || told.Ends[0].Holder.Name != clerks[1].Name {
		t.Errorf("it is %s with %q", told.Ends[0].Stage, told.Ends[0].Holder.Name)
	}
}

// gives goes on from the suggestions to whom the paper goes to, and chooses somebody.
func (w *sitting) gives(name string) {
	w.t.Helper()
	for range 6 {
		if whom, is := w.app.Window.Canvas().Focused().(*kit.Select); is && slices.Contains(whom.Options, name) {
			for range whom.Options {
				if whom.Selected != name {
					w.hand.Press(fyne.KeyRight)
				}
			}
			return
		}
		w.hand.Press(fyne.KeyTab)
	}
	w.t.Fatalf("nobody can be chosen:\n%s", w.said())
}
