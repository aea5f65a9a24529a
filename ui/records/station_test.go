package records

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// at is the page over a real office.
func at(t *testing.T, s Services) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
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

// listed is what the rows in sight say.
func listed(p *Page) string {
	p.finder.List.Refresh()
	return said(p.finder.List)
}

// chosen has the filters choose, by the words on them.
func chosen(p *Page, words ...string) {
	p.finder.Clear()
	for _, each := range test.LaidOutObjects(p.finder.Head) {
		if s, is := each.(*kit.Select); is {
			for _, word := range words {
				if slices.Contains(s.Options, word) {
					s.SetSelected(word)
				}
			}
		}
	}
	p.finder.Find()
	kit.Settle()
}

func TestTheListSaysWhatIsOnRecordAtOnce(t *testing.T) {
	s := stationtest.New(t)
	p := at(t, s)
	if !p.finder.Empty.Visible() {
		t.Fatal("an empty office is not told")
	}
	defer s.OnChange(func() { kit.OnScreen(p.Changed) })()
	kept := stationtest.Digitised(t, s, office.Document{Type: "cong-van", Number: "7", Symbol: "UBND-VP", Subject: "Về việc giữ lại"})
	kit.Settle()
	if got := listed(p); !strings.Contains(got, "7/UBND-VP") || p.finder.Count.Text != "1 hồ sơ" {
		t.Fatalf("after an act the list says\n%s", got)
	}
	p.finder.List.Select(0)
	kit.Settle()
	if _, err := s.Withdraw(t.Context(), kept.ID, stationtest.Clerk(t, s), "Quét thiếu trang 3"); err != nil {
		t.Fatal(err)
	}
	kit.Settle()
	if got := listed(p); !strings.Contains(got, kit.T("kit.state-withdrawn")) || !p.detail.Banner.Visible() || p.finder.Chosen() != kept.ID {
		t.Errorf("after a withdrawal, %s is chosen, the list says\n%s", p.finder.Chosen(), got)
	}
}

func TestRecordsAreChosenByDirectionStateAndTime(t *testing.T) {
	s := stationtest.New(t)
	for name, d := range map[string]office.Document{"giữ": {Type: "cong-van", Subject: "Về việc giữ"}, "thu hồi": {Type: "cong-van", Subject: "Về việc thu hồi"}} {
		c := stationtest.Digitised(t, s, d)
		if name == "thu hồi" {
			if _, err := s.Withdraw(t.Context(), c.ID, stationtest.Clerk(t, s), "Quét thiếu trang 3"); err != nil {
				t.Fatal(err)
			}
		}
	}
	waits := stationtest.Checked(t, s, office.Document{Type: "cong-van", Subject: "Về việc chờ ký"}, office.TrueCopy)
	p := at(t, s)
	var led []office.ID
	p.SignRecord = func(id office.ID) { led = append(led, id) }
	for _, c := range []struct {
		words []string
		want  []string
	}{
		{nil, []string{"giữ", "thu hồi"}},
		{[]string{kit.T("kit.state-withdrawn")}, []string{"thu hồi"}},
		{[]string{kit.T("kit.state-signed")}, nil},
		{[]string{kit.T("records.from-paper"), kit.T("records.today")}, []string{"giữ", "thu hồi"}},
		{[]string{kit.T("records.last-year")}, nil},
		{[]string{kit.T("records.to-paper")}, nil},
		{[]string{kit.T("records.waits-paper")}, nil},
		{[]string{kit.T("kit.state-to-sign")}, []string{"chờ ký"}},
	} {
		chosen(p, c.words...)
		got := listed(p)
		for _, subject := range []string{"giữ", "thu hồi", "chờ ký"} {
			if strings.Contains(got, "Về việc "+subject) != slices.Contains(c.want, subject) {
				t.Errorf("%q lists\n%s", c.words, got)
			}
		}
		if p.finder.Listed() != len(c.want) || p.finder.Empty.Visible() != (len(c.want) == 0) {
			t.Errorf("%q: %d listed, not %d", c.words, p.finder.Listed(), len(c.want))
		}
	}
	if !strings.Contains(listed(p), kit.T("kit.state-to-sign")) {
		t.Errorf("what waits for a signature is not marked:\n%s", listed(p))
	}
	p.finder.List.Select(0)
	kit.Settle()
	if !slices.Equal(led, []office.ID{waits.ID}) || p.detail.Of() != "" {
		t.Errorf("what is to be signed leads to %v, and %q lies open", led, p.detail.Of())
	}
}

func TestARecordOfARealOfficeIsShownProvenAndHandedOut(t *testing.T) {
	s := stationtest.New(t)
	c := stationtest.Digitised(t, s, office.Document{Type: "cong-van", Number: "7", Symbol: "UBND-VP", Subject: "Về việc thử"})
	p := at(t, s)
	p.finder.List.Select(0)
	kit.Settle()
	told := said(p.detail.Content)
	for _, want := range []string{"7/UBND-VP · Về việc thử", string(c.Code), "Hoàn thành", "Nguyễn Văn Mẫu", kit.T("kit.deed-entry", 1, "")[:3]} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in\n%s", want, told)
		}
	}
	if p.detail.leaves.Where() != "1/1" || !p.detail.leaves.Drawn() {
		t.Errorf("page %s, drawn %v", p.detail.leaves.Where(), p.detail.leaves.Drawn())
	}
	test.Tap(&p.detail.prove.Button)
	kit.Settle()
	if p.detail.verdict.Word() != kit.T("verdict.proven") {
		t.Errorf("the verdict is %q", p.detail.verdict.Word())
	}
	path := filepath.Join(t.TempDir(), "văn bản.pdf")
	p.desk.AskSave = func(_ kit.Saving, then func(string, bool)) { then(path, false) }
	test.Tap(&p.detail.export.Button)
	kit.Settle()
	file, err := os.ReadFile(path)
	if err != nil || office.DigestOf(file) != c.PDF {
		t.Errorf("%d bytes were handed out, %v", len(file), err)
	}
}

// TestWhatWasSearchedForIsMarkedOnItsPage opens a record that was found by words that
// nobody typed: the page on which they stand comes up, with them marked.
func TestWhatWasSearchedForIsMarkedOnItsPage(t *testing.T) {
	s := stationtest.New(t)
	kept := stationtest.Digitised(t, s, office.Document{Type: "cong-van", Number: "7", Symbol: "UBND-VP", Subject: "Về việc giữ lại"})
	o := opened{record: kept, marks: map[int][][4]float64{0: {{0.4, 0.5, 0.6, 0.6}}}}
	img, err := s.PagePicture(t.Context(), kept.ID, 0, 400)
	if err != nil {
		t.Fatal(err)
	}
	got, b := o.marked(img, 0), img.Bounds()
	top, high := o.without(0)
	within, outside := image.Pt(b.Dx()/2, int((top+0.55*high)*float64(b.Dy()))), image.Pt(b.Dx()/2, int((top+0.7*high)*float64(b.Dy())))
	if got.At(within.X, within.Y) == img.At(within.X, within.Y) {
		t.Error("what was searched for is not marked")
	}
	r, g, bl, _ := img.At(outside.X, outside.Y).RGBA()
	if r2, g2, b2, _ := got.At(outside.X, outside.Y).RGBA(); r != r2 || g != g2 || bl != b2 {
		t.Error("what was not searched for is marked")
	}
	if (opened{marks: map[int][][4]float64{3: nil, 2: nil}}).firstMarked() != 2 || (opened{}).firstMarked() != 0 || o.marked(img, 1) != img {
		t.Error("the first page with a mark is not the first")
	}
	p := at(t, s)
	p.finder.Search.SetText("giữ lại")
	p.finder.Find()
	kit.Settle()
	p.Open(kept.ID)
	kit.Settle()
	if p.meant != "giữ lại" || p.detail.Record().record.ID != kept.ID {
		t.Errorf("searched for %q", p.meant)
	}
}
