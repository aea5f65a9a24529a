package documents

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/documents/road"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestALeaderOpensWhatChangedBesideTheVersion: the second version bears the button, the first has
// nothing before it; of two pictures without letters nothing is called the same.
func TestALeaderOpensWhatChangedBesideTheVersion(t *testing.T) {
	_, p, w, _ := drafted(t)
	buttons := p.detail.road.Compares
	if len(buttons) != 1 || buttons[0].Text != kit.T("documents.compare", 1) {
		t.Fatalf("%d buttons", len(buttons))
	}
	kit.Press(buttons[0])
	kit.Settle()
	shown := labels(w)
	if !strings.Contains(shown, "nên chưa so được") || !strings.Contains(shown, "trang 1 không có lớp chữ") || strings.Contains(shown, "như nhau") {
		t.Errorf("it says\n%s", shown)
	}
	p.detail.road.Compared.Hide()
}

// drafted is a document of which two versions were submitted, open before the leader.
func drafted(t *testing.T) (*stationtest.Station, *Page, fyne.Window, office.Registered) {
	t.Helper()
	s := staffed(t)
	ctx := t.Context()
	all, err := s.AllClerks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	lead := all[slices.IndexFunc(all, func(c office.Clerk) bool { return c.Name == leader })]
	r, err := s.Register(ctx, office.Clerk{}, office.Registered{Flow: office.FlowOut, Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: "Về việc ví dụ", Secrecy: office.Ordinary}})
	if err != nil {
		t.Fatal(err)
	}
	route := func(who string, w office.RouteWish) {
		t.Helper()
		stationtest.Enter(t, s, who)
		w.Document = r.ID
		if _, err := s.Route(ctx, office.Clerk{}, w); err != nil {
			t.Fatal(err)
		}
	}
	route(keeper, office.RouteWish{Deed: office.RouteTakeUp})
	route(keeper, office.RouteWish{Deed: office.RouteSubmit, To: lead.ID, With: office.Enclosing{Paths: []string{paper(t, 0x40)}}})
	route(leader, office.RouteWish{Deed: office.RouteReturn, Say: "sửa lại"})
	route(keeper, office.RouteWish{Deed: office.RouteSubmit, To: lead.ID, With: office.Enclosing{Paths: []string{paper(t, 0x80)}}})
	p, w := at(t, s)
	p.comes(t, s, leader)
	p.Open(r.ID)
	kit.Settle()
	return s, p, w, r
}

// TestADraftIsCommentedOnAtTheWindow: a leader comments on a version, the drafter settles it, and the
// list counts what is open. A page that is no number is told beside the form, and nothing is kept.
func TestADraftIsCommentedOnAtTheWindow(t *testing.T) {
	s, p, w, r := drafted(t)
	ask := func() *road.Note {
		t.Helper()
		kit.Press(p.detail.road.Noting[0])
		kit.Settle()
		return p.detail.road.Note
	}
	note := ask()
	note.Form.Type(map[string]string{"say": "sai căn cứ", "page": "hai"})
	kit.Press(note.Yes)
	kit.Settle()
	if is, err := s.RouteOf(t.Context(), r.ID); err != nil || len(is.Comments) > 0 {
		t.Errorf("%+v %v", is.Comments, err)
	}
	note.Over.Hide()
	note = ask()
	if got := note.Form.Value(); got.Say != "sai căn cứ" {
		t.Errorf("what was typed is gone: %+v", got)
	}
	note.Form.Type(map[string]string{"page": "1", "quote": "Căn cứ"})
	kit.Press(note.Yes)
	kit.Settle()
	said := told(p)
	for _, want := range []string{"Góp ý, chưa xong", "sai căn cứ", "trang 1", "“Căn cứ”", kit.T("documents.notes-open", 1), "Góp ý của bản trình lần 1, chưa xong"} {
		if !strings.Contains(said, want) {
			t.Errorf("without %q:\n%s", want, said)
		}
	}
	if rows := listed(p); !strings.Contains(rows, kit.T("documents.notes", 1)) {
		t.Errorf("the list says\n%s", rows)
	}
	p.comes(t, s, keeper)
	tap(t, w, kit.T("documents.note-settle"))
	note = p.detail.road.Note
	note.Form.Type(map[string]string{"say": "đã sửa căn cứ"})
	kit.Press(note.Yes)
	kit.Settle()
	if said := told(p); !strings.Contains(said, "Góp ý, đã xong") || !strings.Contains(said, "đã sửa căn cứ") || strings.Contains(said, "chưa xong") {
		t.Errorf("it says\n%s", said)
	}
	if rows := listed(p); strings.Contains(rows, "góp ý") {
		t.Errorf("the list says\n%s", rows)
	}
}

// labels is all that is said in a window, also by what lies over the page.
func labels(w fyne.Window) string {
	var said []string
	for _, thing := range kittest.Things(w) {
		if l, is := thing.Object.(*widget.Label); is {
			said = append(said, l.Text)
		}
	}
	return strings.Join(said, "\n")
}
