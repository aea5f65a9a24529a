package printing

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// besideTheSidebar is what a screen of 1366×768 leaves to a page of the window.
var besideTheSidebar = fyne.NewSize(1122, 690)

func TestAnA4PageIsLargeEnoughToBeReadOnTheScreensThatOfficesHave(t *testing.T) {
	p := with(t, newStation(), "quyết định.pdf")
	p.desk.Window.SetPadded(false)
	p.desk.Window.Resize(besideTheSidebar)
	kit.Settle()
	kit.Pass(kit.Dwell)
	for range 3 {
		p.view.reader.Turn(1)
		kit.Settle()
		kit.Pass(kit.Dwell)
	}
	if seen := p.view.reader.Sight().Pages(); !slices.Contains(seen, 0) {
		t.Errorf("paged through without zooming, seen: %v", seen)
	}
}

func TestPagesThatWereSeenStaySeenInTheSittingAsLongAsTheFileIsTheSame(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	for range 12 {
		p.view.reader.Turn(1)
		kit.Settle()
		kit.Pass(kit.Dwell)
	}
	seen := p.view.reader.Sight().Pages()
	if len(seen) == 0 {
		t.Fatal("nothing was seen")
	}
	p.Leave()
	p.Enter()
	kit.Settle()
	if again := p.view.reader.Sight().Pages(); !slices.Equal(again, seen) {
		t.Errorf("seen %v, and after coming back %v", seen, again)
	}
	id := p.act.Conversion.ID
	s.edit(id, func(c *office.Conversion) { c.Message.PDF = office.DigestOf([]byte("khác")) })
	p.Leave()
	p.act.Conversion, _ = s.Conversion(t.Context(), id)
	p.Enter()
	kit.Settle()
	if again := p.view.reader.Sight().Pages(); len(again) > 0 {
		t.Errorf("of another file %v count as seen", again)
	}
}

func TestTheListFollowsWordsThatCannotBeSaved(t *testing.T) {
	p := filled(t, newStation(), "quyết định.pdf")
	met, _ := p.points.Count()
	kittest.Line(p.form, "number").SetText(strings.Repeat("1", 100)) // longer than the register takes
	row := p.form.systems.rows[0]
	kittest.Line(row, "name").SetText("")
	kittest.Line(row, "owner").SetText("")
	p.Save()
	kit.Settle()
	if now, _ := p.points.Count(); now >= met {
		t.Errorf("no system is typed in the form, and the list still has %d of %d", now, met)
	}
}
