package printing

import (
	"reflect"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// newWork tells the work on this desk what it needs.
func (p *Page) newWork() *described.Work {
	return described.NewWork(p.desk, p.form.Form, described.Desk{
		Lies: func() *office.Conversion {
			if p.act == nil {
				return nil
			}
			return &p.act.Conversion
		},
		Takes: func() bool { return p.act.stage() == filling },
		Title: titleOf, Same: sameWords, Save: p.services.DescribeMessage, Again: p.reload, Refused: p.refuse,
		Clerk: kit.T("printing.clerk"),
		Thrown: kit.ThrownOf{Discard: p.services.DiscardMessage, Restore: p.services.RestoreMessage,
			Said: func(title string) string { return kit.T("printing.discarded", title) }, Changed: func() { p.start.Find() }, Restored: func(id office.ID) {
				if p.act == nil {
					p.Open(id)
				}
			}},
	})
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
