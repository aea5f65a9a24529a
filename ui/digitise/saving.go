package digitise

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// newDraft keeps what is typed of the document on the desk.
func (p *Page) newDraft() *kit.Draft[office.Conversion] {
	d := kit.NewDraft[office.Conversion](p.desk)
	d.Read = func() (office.Conversion, bool) {
		if p.sitting == nil {
			return office.Conversion{}, false
		}
		return p.words(), true
	}
	d.Of = func(c office.Conversion) string { return string(c.ID) }
	d.Title = named
	d.Same = sameWords
	d.Save = func(ctx context.Context, c office.Conversion) (office.Conversion, error) {
		return p.services.Describe(ctx, c)
	}
	d.Ended = p.saveEnded
	return d
}

// save saves what was typed now.
func (p *Page) save() { p.draft.Now() }

// typed waits for a pause in the typing.
func (p *Page) typed() {
	if p.sitting != nil {
		p.draft.After(kit.TypingPause)
	}
}

// words is the document as the form and the desk say it now.
func (p *Page) words() office.Conversion {
	c := p.form.Read(p.sitting.conversion)
	c.Viewed = p.sitting.seen()
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
	return titleOf(office.Row{Number: c.Document.Number, Symbol: c.Document.Symbol, Subject: c.Document.Subject})
}

// saveEnded shows what became of words that were sent. A secret document takes
// no words any more.
func (p *Page) saveEnded(asked, c office.Conversion, err error) (over bool) {
	over = errors.Is(err, office.SecretAtTheDoor)
	t, told := kit.Explain(err)
	switch {
	case p.sitting == nil || p.sitting.conversion.ID != asked.ID:
		if told {
			p.desk.News.Warn(kit.Trouble{Said: kit.T("kit.unkept", named(asked)), Next: t.String()})
		}
	case over:
		p.refuse(t)
	case told:
		p.form.Say(t.String())
	case err == nil:
		p.sitting.conversion = c
		if !p.draft.Waits() { // the typing rests
			p.form.Rest()
		}
		p.reload()
	}
	return over
}

// refuse tells that a secret document was turned away; the station has wiped
// its pages.
func (p *Page) refuse(why kit.Trouble) {
	p.rise()
	p.start.say(why)
	p.desk.Focus(p.start.empty.Button)
}
