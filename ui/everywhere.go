package ui

import (
	"strconv"

	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// searchEverywhere makes the one search over all records and all places (Ctrl+K), behind
// a door of its own.
func (f *frame) searchEverywhere(to places) {
	f.all = kit.NewEverywhere(f.w.desk)
	f.all.Places, f.all.Find, f.all.Sieves = f.destinations, f.w.services.FindAnything, sieves(f.w.services)
	f.all.Kept = kit.KeptSearches{All: f.w.services.SavedSearches, Keep: f.w.services.SaveSearch, Drop: f.w.services.DropSearch, Save: f.w.services.SaveFound}
	f.all.Go = func(h office.Hit, text string) { f.goToHit(h, text, to) }
	f.side.add(kit.NewPlace(theme.SearchIcon(), kit.T("frame.everywhere"), "Ctrl+K", f.all.Open))
}

// sieves are by what the search is narrowed: a register, a year, a type, how a record stands.
func sieves(s Services) []kit.Sieve {
	var flows, types, stands []kit.Option
	for _, f := range office.Flows {
		flows = append(flows, kit.Option{Key: string(f), Name: called.Flow(f)})
	}
	for _, t := range s.Types() {
		types = append(types, kit.Option{Key: t.Code, Name: kit.TypeName(s.Types(), t.Code)})
	}
	for _, state := range searchedStates {
		stands = append(stands, kit.Option{Key: string(state), Name: kit.T("everywhere.state-" + string(state))})
	}
	return []kit.Sieve{
		{
			All: kit.T("documents.any-flow"), Options: flows,
			Put: func(w *office.SearchWish, key string) { w.Flow = office.Flow(key) }, Of: func(w office.SearchWish) string { return string(w.Flow) },
		},
		{
			All: kit.T("documents.any-year"), Options: called.Years(),
			Put: func(w *office.SearchWish, key string) { w.Year, _ = strconv.Atoi(key) }, Of: yearOf, // one of ours
		},
		{
			All: kit.T("everywhere.any-type"), Options: types,
			Put: func(w *office.SearchWish, key string) { w.Type = key }, Of: func(w office.SearchWish) string { return w.Type },
		},
		{
			All: kit.T("everywhere.any-state"), Options: stands,
			Put: func(w *office.SearchWish, key string) { w.State = key }, Of: func(w office.SearchWish) string { return w.State },
		},
	}
}

// searchedStates are those that the search offers: of documents of the registers, and of work files.
var searchedStates = []office.State{office.RegisteredStands, office.RegisteredCancelled, office.FileOpen, office.FileClosed, office.FileHanded}

func yearOf(w office.SearchWish) string {
	if w.Year == 0 {
		return ""
	}
	return strconv.Itoa(w.Year)
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
	case h.Kind == office.KindRequest:
		f.goToPage(to.counter)
		to.counter.Open(h.ID)
	case h.Kind == office.KindMeeting:
		f.goToPage(to.agenda)
		to.agenda.Open(h.ID)
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
