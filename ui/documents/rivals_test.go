package documents

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/documents/called"
	"tram/ui/documents/entering"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestAPersonChoosesBetweenTwoVersionsOfADocument that two stations changed apart, told by what is not the
// same in them.
func TestAPersonChoosesBetweenTwoVersionsOfADocument(t *testing.T) {
	a, b := stationtest.Two(t)
	if err := a.OpenYear(t.Context(), stationtest.Clerk(t, a), office.YearWish{Year: called.ThisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	p, w := at(t, a)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, a, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	if kittest.Shown(w, p.detail.rivals.card) {
		t.Error("of one version there is something to choose")
	}
	stationtest.Brings(t, a, b)
	says := func(s entering.Services, by office.Clerk, subject string) {
		r, err := s.RegisteredOf(t.Context(), id)
		if err == nil {
			r.Document.Subject = subject
			_, err = s.EditRegistered(t.Context(), by, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	says(a, stationtest.Clerk(t, a), "Về việc ở đây")
	says(b, stationtest.Clerk(t, b), "Về việc ở kia")
	stationtest.Brings(t, b, a)
	kit.Settle()
	got := told(p)
	for _, want := range []string{kit.T("documents.rivals-choose"), kit.T("documents.subject") + ": Về việc ở đây", kit.T("documents.subject") + ": Về việc ở kia"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
	if same := kit.T("documents.issuer") + ": "; strings.Contains(got, same) {
		t.Errorf("what is the same in both is told as a difference:\n%s", got)
	}
	for i, v := range p.detail.Record().rivals {
		if v.Document.Subject == "Về việc ở kia" {
			test.Tap(p.detail.rivals.keeps[i])
		}
	}
	kit.Settle()
	if r, err := a.RegisteredOf(t.Context(), id); err != nil || r.Document.Subject != "Về việc ở kia" {
		t.Errorf("kept is %q, %v; it says %s", r.Document.Subject, err, p.desk.News.Said())
	}
	if kittest.Shown(w, p.detail.rivals.card) {
		t.Error("there is still something to choose")
	}
}
