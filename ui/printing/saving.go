package printing

import (
	"reflect"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// newDraft keeps what is typed of the act that is open.
func (p *Page) newDraft() *kit.Draft[office.Conversion] {
	return p.form.Draft(p.desk, described.Keep{Lies: p.lies, Title: titleOf, Same: sameWords, Again: p.reload, Refused: p.refuse,
		Words: func() (office.Conversion, bool) {
			if p.act == nil || p.act.stage() != filling {
				return office.Conversion{}, false
			}
			return p.words(), true
		},
		Save:  p.services.DescribeMessage,
		Saved: func(c office.Conversion) { p.act.Conversion = c },
	})
}

// lies tells whether an act is open.
func (p *Page) lies(id office.ID) bool { return p.act != nil && p.act.Conversion.ID == id }

// save saves what was typed now.
func (p *Page) save() { p.draft.Now() }

// words is the act as the form says it now.
func (p *Page) words() office.Conversion {
	c := p.form.Read(p.act.Conversion)
	if p.clerk.ID != "" {
		c.Clerk = p.clerk
	}
	return c
}

// sameWords compares what a clerk can type, and who types it.
func sameWords(a, b office.Conversion) bool {
	a.Clerk, b.Clerk = office.Clerk{ID: a.Clerk.ID}, office.Clerk{ID: b.Clerk.ID}
	return reflect.DeepEqual(a.Worded(a), a.Worded(b))
}

// refuse tells that a secret document was turned away; the station has dropped
// it.
func (p *Page) refuse(why kit.Trouble) {
	p.rise()
	p.start.notice.Say(kit.Warn, why)
	p.desk.Focus(p.start.begin)
}
