package documents

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// behind is a station whose clock stands on a day before its journal, until somebody says why.
type behind struct {
	*stationtest.Station
	why string
}

func (b *behind) Register(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error) {
	if r.Clock == nil || r.Clock.Why == "" {
		return r, office.ClockDoubted.About("giờ máy sớm hơn bước mới nhất trong nhật ký")
	}
	b.why = r.Clock.Why
	return b.Station.Register(ctx, by, r)
}

// TestADayBeforeTheJournalIsAskedAboutAndTheDocumentIsKeptWithTheAnswer types on a PC whose clock
// was set back.
func TestADayBeforeTheJournalIsAskedAboutAndTheDocumentIsKeptWithTheAnswer(t *testing.T) {
	s := begun(t)
	b := &behind{Station: s}
	_, w := at(t, s)
	p := inWith(t, s, b, w)
	p.keeps(came("137", "Về việc đến"))
	h := p.entry.Hurdle
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 0 || !h.Content.Visible() || h.Act.Text != kit.T("documents.clock-why") {
		t.Fatalf("%d are entered; the button says %q", len(rows), h.Act.Text)
	}
	test.Tap(&h.Act.Button)
	kit.Settle()
	if h.Asking == nil {
		t.Fatal("nothing was asked")
	}
	h.Asking.Why.SetText("Đã so với điện thoại")
	test.Tap(&h.Asking.Yes.Button)
	kit.Settle()
	if rows := registered(t, s, office.RegisteredWish{}); len(rows) != 1 || b.why != "Đã so với điện thoại" || h.Content.Visible() {
		t.Errorf("%d are entered with the word %q", len(rows), b.why)
	}
}
