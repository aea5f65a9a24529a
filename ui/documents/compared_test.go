package documents

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestALeaderOpensWhatChangedBesideTheVersion: the second version bears the button, the first has
// nothing before it; of two pictures without letters nothing is called the same.
func TestALeaderOpensWhatChangedBesideTheVersion(t *testing.T) {
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
