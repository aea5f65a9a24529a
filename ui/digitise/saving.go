package digitise

import (
	"cmp"
	"reflect"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// newDraft keeps what is typed of the document on the desk.
func (p *Page) newDraft() *kit.Draft[office.Conversion] {
	return p.form.Draft(p.desk, described.Keep{Lies: p.lies, Title: named, Same: sameWords, Again: p.reload, Refused: p.refuse,
		Words: func() (office.Conversion, bool) {
			if p.sitting == nil {
				return office.Conversion{}, false
			}
			return p.words(), true
		},
		Save:  p.services.Describe,
		Saved: func(c office.Conversion) { p.sitting.conversion = c },
	})
}

// save saves what was typed now.
func (p *Page) save() { p.draft.Now() }

// words is the document as the form and the desk say it now.
func (p *Page) words() office.Conversion {
	c := p.form.Read(p.sitting.conversion)
	c.Viewed, c.Declared = p.sitting.seen(), false
	if p.clerk.ID != "" {
		c.Clerk = p.clerk
	}
	p.sitting.counted = c.PaperPages
	return c
}

// sameWords compares what a clerk types and ticks.
func sameWords(a, b office.Conversion) bool {
	return a.Form == b.Form && a.Source == b.Source && a.Document == b.Document && a.Clerk == b.Clerk && a.PaperPages == b.PaperPages &&
		slices.Equal(a.Viewed, b.Viewed) && reflect.DeepEqual(a.Certification, b.Certification) && reflect.DeepEqual(a.Exception, b.Exception)
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
