package ui

import (
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// searchEverywhere makes the one search over all records and all places (Ctrl+K), behind
// a door of its own.
func (f *frame) searchEverywhere(to places) {
	f.all = kit.NewEverywhere(f.w.desk)
	f.all.Places, f.all.Find = f.destinations, f.w.services.FindAnything
	f.all.Go = func(h office.Hit, text string) { f.goToHit(h, text, to) }
	f.side.add(kit.NewPlace(theme.SearchIcon(), kit.T("frame.everywhere"), "Ctrl+K", f.all.Open))
}

// destinations are the places, and what can be done from anywhere.
func (f *frame) destinations() (all []kit.Destination) {
	for _, d := range f.side.doors {
		all = append(all, kit.Destination{Icon: d.Icon, Word: d.Word, Key: d.Key, Go: d.Go})
	}
	return append(all, kit.Destination{Icon: kit.IconAudit, Word: kit.T("frame.close-day"), Key: "F8", Go: f.closeDay})
}

// goToHit opens what was found at its place, with what was searched for marked on its pages.
func (f *frame) goToHit(h office.Hit, text string, to places) {
	began := h.Kind == office.KindConversion && (h.State == office.Draft || h.State == office.Checked)
	switch {
	case h.Kind == office.KindConversion && h.Direction == office.DataToPaper:
		f.goToPage(to.prints)
		to.prints.Open(h.ID)
	case began:
		f.goToPage(to.desk)
		to.desk.Open(h.ID)
	case h.Kind == office.KindConversion:
		f.goToPage(to.kept)
		to.kept.OpenFor(h.ID, text)
	case f.registerOf(h.Kind) != "":
		f.goToPage(to.registers)
		to.registers.Open(f.registerOf(h.Kind), h.ID)
	case h.Kind == office.KindRegistered:
		f.goToPage(to.shelf)
		to.shelf.Open(h.ID)
	case h.Kind == office.KindWorkFile:
		f.goToPage(to.files)
		to.files.Open(h.ID)
	case h.Kind == office.KindAccount, h.Kind == office.KindClerk:
		f.goToPage(to.users)
	case h.Kind == office.KindRoot, h.Kind == office.KindStationKey:
		f.goToPage(f.own)
		f.own.ToKeys()
	default: // what has no place of its own is told by the journal
		f.goToPage(to.journal)
	}
}

// registerOf is the register that keeps a kind; empty: none.
func (f *frame) registerOf(kind office.Kind) string {
	for _, r := range f.w.services.Books() {
		if r.Kind == kind {
			return r.Name
		}
	}
	return ""
}

// everywhere opens the search, or takes it away, where nothing else lies over the page.
func (w *Window) everywhere() {
	if w.atPage() || w.frame != nil && w.frame.all.IsOpen() {
		w.frame.all.Open()
	}
}
