package printing

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// wrong is a clock that is doubted until somebody has given a word.
type wrong struct {
	doubted bool
	why     string
}

var doubted = office.ClockDoubted.About("giờ máy sớm hơn bước mới nhất trong nhật ký")

func (w *wrong) VouchClock(_ context.Context, _ office.ID, c office.Clerk, why string) (office.Conversion, error) {
	w.doubted, w.why = false, c.Name+": "+why
	return office.Conversion{}, nil
}

func TestADoubtedClockIsAskedAboutAndTheCopyIsMadeWithTheAnswer(t *testing.T) {
	s := newStation()
	s.doubted = true
	p := filled(t, s, "công văn.pdf")
	press(p)
	if p.asking == nil || p.act == nil {
		t.Fatal("nothing was asked, or the message left the desk")
	}
	id := p.act.Conversion.ID
	if s.records[id].State == office.Printed {
		t.Fatal("made without a word")
	}
	p.asking.Why.SetText("Đã so với điện thoại")
	test.Tap(&p.asking.Yes.Button)
	kit.Settle()
	if s.records[id].State != office.Printed || !strings.HasSuffix(s.why, ": Đã so với điện thoại") {
		t.Errorf("state %s, the journal keeps %q", s.records[id].State, s.why)
	}
}
