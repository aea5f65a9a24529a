package digitise

import (
	"cmp"
	"reflect"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// newWork tells the work on this desk what it needs. The tray remembers by itself what was
// done before that, also from before a restart.
func (p *Page) newWork() *described.Work {
	w := described.NewWork(p.desk, p.form, described.Desk{
		Lies: func() *office.Conversion {
			if p.sitting == nil {
				return nil
			}
			return &p.sitting.conversion
		},
		Takes: func() bool { return true },
		Looks: func(c *office.Conversion) {
			c.Viewed, c.Declared = p.sitting.seen(), false
			p.sitting.counted = c.PaperPages
		},
		Title: named, Same: sameWords, Save: p.services.Describe, Again: p.reload, Refused: p.refuse,
		Clerk: kit.T("digitise.clerk"), Seated: p.seated,
		Thrown: kit.ThrownOf{Discard: p.services.Discard, Restore: p.services.Restore,
			Said: func(string) string { return kit.T("digitise.discarded") }, Changed: func() { p.start.load() }, Restored: p.resume},
	})
	w.Deeds.Before, w.Deeds.After = p.beyond(p.services.Undo), p.beyond(p.services.Redo)
	return w
}

// sameWords compares what a clerk types and ticks.
func sameWords(a, b office.Conversion) bool {
	return a.Form == b.Form && a.Source == b.Source && a.Document == b.Document && a.Clerk == b.Clerk && a.PaperPages == b.PaperPages &&
		slices.Equal(a.Viewed, b.Viewed) && reflect.DeepEqual(a.Certification, b.Certification) && reflect.DeepEqual(a.Exception, b.Exception) && reflect.DeepEqual(a.Entering, b.Entering)
}

// named is what a clerk calls a document.
func named(c office.Conversion) string {
	return cmp.Or(kit.Named(c.Document.Number, c.Document.Symbol, c.Document.Subject), kit.T("digitise.unnamed"))
}

// refuse tells that a secret document was turned away; the station has wiped
// its pages.
func (p *Page) refuse(why kit.Trouble) {
	p.rise()
	p.start.notice.Say(kit.Warn, why)
	p.desk.Focus(p.start.empty.Button)
}
