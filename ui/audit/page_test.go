package audit

import (
	"context"
	"fmt"
	"os"
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

var now = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

// journal is a stand-in for the station with many deeds in memory.
type journal struct {
	mu       sync.Mutex
	deeds    int
	asked    []office.DeedWish
	exported []string // path and by whom
	wished   office.DeedWish
	reviews  []office.JournalReview
	owed     time.Time
	broken   error
	refused  error // a review
}

func (j *journal) DeedKinds() []office.KindWord {
	return []office.KindWord{{Kind: office.KindConversion, Said: "Hồ sơ"}, {Kind: office.KindOffice, Said: "Cơ quan"}}
}

func (j *journal) Audit(_ context.Context, w office.DeedWish, after office.DeedPlace, most int) (p office.DeedPage, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.asked = append(j.asked, w)
	from := int64(j.deeds)
	if after.Seq > 0 {
		from = after.Seq - 1
	}
	for seq := from; seq > 0 && len(p.Deeds) < most; seq-- {
		p.Deeds = append(p.Deeds, deed(seq))
		p.Last = office.DeedPlace{At: now, Seq: seq}
	}
	p.More = p.Last.Seq > 1
	return p, j.broken
}

func deed(seq int64) office.Deed {
	d := office.Deed{Seq: seq, At: now.Add(time.Duration(seq) * time.Minute), Who: "Nguyễn Văn Mẫu", Where: "Trạm này", Did: "Ghi thông tin văn bản", Kind: "Hồ sơ",
		Of: fmt.Sprintf("%d/QĐ-UBND · Về việc kiện toàn Ban Chỉ huy phòng thủ dân sự", seq), Hash: office.DigestOf(fmt.Append(nil, seq)),
		Changes: []office.FieldChange{{Field: "Văn bản, số", Was: "14", Now: fmt.Sprint(seq)}, {Field: "Văn bản, trích yếu", Now: "Về việc kiện toàn Ban Chỉ huy"}, {Field: "Các trang"}}}
	if seq%2 == 1 {
		d.Did, d.Changes, d.Note = "Mở bản nháp", nil, "Nhật ký chỉ giữ phần khung của bản nháp."
	}
	return d
}

func (j *journal) ExportAudit(_ context.Context, w office.DeedWish, path, by string) error {
	j.exported, j.wished = append(j.exported, path+" "+by), w
	return j.broken
}

func (j *journal) Review(_ context.Context, by office.Clerk, found string) (office.JournalReview, error) {
	if j.refused != nil {
		return office.JournalReview{}, j.refused
	}
	r := office.JournalReview{Reviewer: by.Name, Found: found, At: now, Upto: office.JournalHead{Seq: int64(j.deeds)}}
	j.reviews, j.owed = append(j.reviews, r), time.Time{}
	return r, nil
}

func (j *journal) Reviews(context.Context) ([]office.JournalReview, error) { return j.reviews, nil }
func (j *journal) ReviewOwed(context.Context) (time.Time, error)           { return j.owed, nil }
func (j *journal) Clerks(context.Context) ([]office.Clerk, error) {
	return []office.Clerk{{ID: "a", Name: "Nguyễn Văn Mẫu"}, {ID: "b", Name: "Trần Thị Ví Dụ"}}, nil
}

func shown(t *testing.T, j *journal) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), j)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1148, 680))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p
}

// filters are the widgets of the filters.
func filters(p *Page) (days []*kit.Entry, kind *kit.Select) {
	for _, each := range test.LaidOutObjects(p.finder.Head) {
		switch w := each.(type) {
		case *kit.Entry:
			days = append(days, w)
		case *kit.Select:
			kind = w
		}
	}
	return days, kind
}

func said(o fyne.CanvasObject) string { return test.RenderObjectToMarkup(o) }

func TestDeedsAreReadInPagesWhileTheListIsScrolled(t *testing.T) {
	j := &journal{deeds: 350}
	p := shown(t, j)
	if p.finder.Listed() != pageDeeds || p.finder.Count.Text != kit.T("audit.more", "100") {
		t.Fatalf("%d deeds at first, told %q", p.finder.Listed(), p.finder.Count.Text)
	}
	for range 20 {
		p.finder.List.ScrollToBottom()
		p.finder.List.Refresh()
		kit.Settle()
	}
	if p.finder.Listed() != 350 || p.finder.Count.Text != kit.T("audit.count", "350") {
		t.Errorf("%d deeds after scrolling, told %q", p.finder.Listed(), p.finder.Count.Text)
	}
	if p.finder.List.Select(0); p.detail.Record().Seq != 350 {
		t.Errorf("entry %d comes first", p.detail.Record().Seq)
	}
	if p.finder.List.Select(349); p.detail.Record().Seq != 1 {
		t.Errorf("entry %d comes last", p.detail.Record().Seq)
	}
}

func TestNobodyScrollsForEver(t *testing.T) {
	p := shown(t, &journal{deeds: 3 * mostListed})
	for range 2 * mostListed / pageDeeds {
		p.finder.List.ScrollToBottom()
		p.finder.List.Refresh()
		kit.Settle()
	}
	if p.finder.Listed() != mostListed || p.finder.Count.Text != kit.T("audit.too-many", "5.000") {
		t.Errorf("%d deeds, told %q", p.finder.Listed(), p.finder.Count.Text)
	}
}

func TestFiltersAreAskedOfTheStation(t *testing.T) {
	j := &journal{deeds: 3}
	p := shown(t, j)
	p.finder.Search.SetText(" mau ")
	days, kind := filters(p)
	days[0].SetText("1/11/2026")
	days[1].SetText("2026-11-23")
	kind.SetSelectedIndex(1)
	p.finder.Find()
	kit.Settle()
	if w := j.asked[len(j.asked)-1]; w.But != office.KindAccess || w.Kind != "" {
		t.Errorf("all but accesses asks for %+v", w)
	}
	kind.SetSelectedIndex(2)
	p.finder.Find()
	kit.Settle()
	want := office.DeedWish{Who: "mau", Kind: office.KindConversion, Since: time.Date(2026, 11, 1, 0, 0, 0, 0, office.VietNam), Until: time.Date(2026, 11, 24, 0, 0, 0, 0, office.VietNam)}
	if got := j.asked[len(j.asked)-1]; got != want {
		t.Errorf("asked %+v, want %+v", got, want)
	}
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then("/tmp/"+s.Name, false) }
	p.export("pdf")
	kit.Settle()
	if len(j.exported) != 1 || j.exported[0] != "/tmp/Nhật ký.pdf Nguyễn Văn Mẫu" || j.wished != want {
		t.Errorf("exported %q of %+v", j.exported, j.wished)
	}
}

func TestADayThatIsNoneIsToldInPlaceOfTheList(t *testing.T) {
	j := &journal{deeds: 3}
	p := shown(t, j)
	asked := len(j.asked)
	days, _ := filters(p)
	days[0].SetText("hôm qua")
	p.finder.Find()
	kit.Settle()
	if len(j.asked) != asked || p.finder.Listed() != 0 || !p.finder.Empty.Visible() || !strings.Contains(said(p.finder.Empty), "hôm qua") {
		t.Errorf("asked %d times more, %d deeds\n%s", len(j.asked)-asked, p.finder.Listed(), said(p.finder.Empty))
	}
	days[0].SetText("")
	p.finder.Find()
	kit.Settle()
	if p.finder.Listed() != 3 || p.finder.Empty.Visible() {
		t.Error("the list did not come back")
	}
}

func TestAChosenDeedIsToldWithItsBeforeAndAfter(t *testing.T) {
	p := shown(t, &journal{deeds: 4})
	p.finder.List.Select(0)
	for _, want := range []string{"Ghi thông tin văn bản", "Trạm này", "từ “14” thành “4”", "Các trang: đã đổi", "mục 4"} {
		if !strings.Contains(said(p.detail.Content), want) {
			t.Errorf("%q is not told", want)
		}
	}
	p.finder.List.Select(1)
	if got := said(p.detail.Content); !strings.Contains(got, "phần khung") || strings.Contains(got, "“14”") {
		t.Error("the deed before is still told")
	}
}

func TestAReviewIsRecordedAndNoLongerOwed(t *testing.T) {
	j := &journal{deeds: 4, owed: now}
	p := shown(t, j)
	if got := p.review.last.Text; !strings.Contains(got, kit.T("audit.never")) || !strings.Contains(got, "23/11/2026") {
		t.Error(got)
	}
	p.Finish()
	if len(j.reviews) > 0 {
		t.Error("a review was recorded that nobody wrote")
	}
	test.Tap(&p.review.Begin.Button)
	p.review.Words.SetText("Không có gì lạ")
	p.Finish()
	kit.Settle()
	if len(j.reviews) != 1 || j.reviews[0].Reviewer != "Nguyễn Văn Mẫu" || p.review.Form.Visible() || p.review.Words.Text != "" {
		t.Errorf("%+v", j.reviews)
	}
	if got := p.review.last.Text; !strings.Contains(got, "Không có gì lạ") || strings.Contains(got, "Đến hạn") {
		t.Error(got)
	}
}

func TestAReviewThatIsRefusedKeepsItsWords(t *testing.T) {
	j := &journal{deeds: 1, refused: office.Failure{Name: "test.refused", Said: "Lời ghi dài quá.", Next: "Hãy ghi ngắn lại."}}
	p := shown(t, j)
	test.Tap(&p.review.Begin.Button)
	p.review.Words.SetText("dài")
	p.Finish()
	kit.Settle()
	if !p.review.Ask.Bad() || p.review.Words.Text != "dài" || p.review.Act.Disabled() {
		t.Error("the words are gone, or nothing is said")
	}
	test.Tap(&p.review.Act.Button)
	kit.Settle()
	if !p.review.Form.Visible() {
		t.Error("the form is shut")
	}
}

func TestWhatIsNotReadIsToldAndNothingIsKeptAfterLeaving(t *testing.T) {
	j := &journal{deeds: 4, broken: office.Failure{Name: "test.lost", Said: "Ổ đĩa báo lỗi.", Next: "Hãy thử lại."}}
	p := shown(t, j)
	if !p.finder.Empty.Visible() || !strings.Contains(said(p.finder.Empty), "Ổ đĩa báo lỗi.") {
		t.Error(said(p.finder.Empty))
	}
	j.broken = nil
	p.Changed()
	kit.Settle()
	if p.finder.Listed() != 4 {
		t.Errorf("%d deeds", p.finder.Listed())
	}
	p.Leave()
	if p.finder.Listed() > 0 {
		t.Error("deeds are kept after leaving")
	}
}

func TestThePageLooksAsItDid(t *testing.T) {
	for name, state := range map[string]func(t *testing.T) *Page{
		"empty": func(t *testing.T) *Page { return shown(t, &journal{}) },
		"filled": func(t *testing.T) *Page {
			p := shown(t, &journal{deeds: 30, owed: now})
			p.finder.List.Select(0)
			return p
		},
		"review": func(t *testing.T) *Page {
			p := shown(t, &journal{deeds: 2})
			test.Tap(&p.review.Begin.Button)
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := state(t)
			p.content.Refresh() // the test's canvas does not lay out again by itself
			test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
		})
	}
}
