package digitise

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// TestAPageThatWasRetouchedIsToBeSeenAgain: what goes into the file now nobody has looked at;
// turned back to what was seen it stays to be seen, and the others keep their ticks.
func TestAPageThatWasRetouchedIsToBeSeenAgain(t *testing.T) {
	p := withPages(t, newStation(), a4, a4)
	for _, page := range p.sitting.pages {
		p.sitting.see(page.ID)
	}
	p.turnTo(0)
	if !p.view.bar.Key(fyne.KeyS) {
		t.Fatal("the key does nothing")
	}
	kit.Settle()
	first, second := p.sitting.pages[0], p.sitting.pages[1]
	if !first.Retouch.Lightened || p.sitting.viewed[first.ID] || !p.sitting.viewed[second.ID] {
		t.Errorf("%+v; seen %v", first.Retouch, p.sitting.viewed)
	}
	if said := p.desk.News.Said(); !strings.Contains(said, "làm sáng nền 1 trang") {
		t.Errorf("it said %q", said)
	}
	if flags := flagsOf(first, false, false); !slices.ContainsFunc(flags, func(f flag) bool { return f.word == "đã chỉnh" }) {
		t.Errorf("its flags are %v", flags)
	}
	p.view.bar.Key(fyne.KeyM)
	kit.Settle()
	if p.sitting.pages[0].Retouched() || p.sitting.viewed[first.ID] {
		t.Error("it does not go in as it was scanned, or counts as seen")
	}
}

// TestABlankSideIsAskedAboutAndNeverTakenOutUnasked.
func TestABlankSideIsAskedAboutAndNeverTakenOutUnasked(t *testing.T) {
	blank := a4
	blank.Blank = office.Yes
	s := newStation()
	p := withPages(t, s, a4, blank, a4, blank)
	if len(p.sitting.pages) != 4 {
		t.Fatalf("%d pages are left", len(p.sitting.pages))
	}
	second := p.sitting.pages[1]
	p.wish(office.KeepBlank, []office.ID{second.ID})
	kit.Settle()
	if flags := flagsOf(p.sitting.pages[1], false, false); slices.ContainsFunc(flags, func(f flag) bool { return f.word == "trắng?" }) {
		t.Errorf("what is kept is still asked about: %v", flags)
	}
	p.wish(office.DropBlank, []office.ID{p.sitting.pages[3].ID})
	kit.Settle()
	if len(p.sitting.pages) != 3 {
		t.Errorf("%d pages are left", len(p.sitting.pages))
	}
	p.Undo()
	kit.Settle()
	if said := p.desk.News.Said(); len(p.sitting.pages) != 4 || !strings.Contains(said, "bỏ 1 mặt trắng") {
		t.Errorf("%d pages are there again; %q", len(p.sitting.pages), said)
	}
}
