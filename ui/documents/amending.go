package documents

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// The sheet of a recall, a correction or a replacement, in units of the screen, and how many documents
// are offered as the other one.
const (
	amendWide   = 620
	amendTall   = 540
	amendRows   = 3
	mostOffered = 30
)

// amending asks what is done with a document that was sent with mistakes (Nghị định 30/2020, Điều 18),
// by which other one, and why; what follows from it stands above the button.
type amending struct {
	form    *kit.Form[office.Amended]
	find    *kit.Search
	found   *kit.Select
	follows *widget.Label
	yes     *kit.Button
	over    *kit.Over

	page    *Page
	of      office.Registered
	offered []office.RegisteredRow
	looking kit.Latest
}

func (d *detail) amend() { d.amending = newAmending(d.page, d.Record().is) }

func newAmending(p *Page, of office.Registered) *amending {
	a := &amending{page: p, of: of, follows: kit.Prose("")}
	var choices []office.Choice
	for _, b := range office.Businesses {
		choices = append(choices, office.Choice{Key: string(b), Said: kit.Said(b.Said())})
	}
	a.found = kit.NewSelect(nil, func(string) { a.form.Chosen() })
	a.find = kit.NewSearch(kit.T("documents.amend-search"), a.look, func() { p.desk.Focus(a.found) })
	other := kit.Own{Shown: container.NewVBox(a.find, a.found), First: func() fyne.Focusable { return a.find }, Read: a.chosen, Write: func(string) {}}
	a.form = kit.NewForm(
		kit.AskOne("business", kit.T("documents.amend-what"), choices, func(w *office.Amended) *office.Business { return &w.Business }),
		kit.AskOwn("by", kit.T("documents.amend-by"), other, func(w office.Amended) string { return string(w.By) }, func(w *office.Amended, id string) { w.By = office.ID(id) }).
			About("documents.no-other", "documents.itself", "documents.other-form", "documents.other-form-replaces", "documents.ended-already", "documents.no-amending"),
		kit.AskProse("why", kit.T("documents.amend-why"), amendRows, func(w *office.Amended) *string { return &w.Why }).Must().About("documents.no-reason-to-amend", "documents.too-long"),
	)
	a.form.OnTyped = a.tell
	a.form.Fill(office.Amended{Document: of.ID, Business: office.BusinessRecall})
	a.yes = kit.NewMainButton("", nil, a.press)
	not := kit.NewButton(kit.T("kit.reason-not"), nil, func() { a.over.Hide() })
	a.tell()
	a.over = p.desk.LayOver(kit.T("documents.amend-title", called.Number(of)), container.NewVBox(a.form.Content, a.follows), amendWide, amendTall, a.yes, not, a.yes)
	a.over.OnGone = a.looking.Drop
	a.look()
	p.desk.Focus(a.form.First())
	return a
}

// tell says what follows from what is chosen.
func (a *amending) tell() {
	b := a.form.Value().Business
	a.follows.SetText(kit.T("documents.amend-" + string(b)))
	a.yes.SetText(kit.Said(b.Said()))
}

// look searches for the other document.
func (a *amending) look() {
	wish := office.RegisteredWish{Text: kit.Typed(a.find.Text), Flow: a.of.Flow} // no register mends another
	kit.Load(a.looking.Next(a.page.desk.Context()), func(ctx context.Context) ([]office.RegisteredRow, error) {
		keys, _, err := a.page.services.FindRegistered(ctx, wish, mostOffered)
		if err != nil {
			return nil, err
		}
		return a.page.services.RegisteredRows(ctx, keys)
	}, func(all []office.RegisteredRow, err error) {
		a.page.desk.Tell(err)
		a.offer(all)
	})
}

// offer offers the documents that may be the other one; the one that was chosen stays while it is
// among them.
func (a *amending) offer(all []office.RegisteredRow) {
	was, at := a.chosen(), -1
	a.offered = nil
	var names []string
	for _, r := range all {
		if r.ID == a.of.ID || r.State != office.RegisteredStands || r.Amended.Ends() {
			continue
		}
		if string(r.ID) == was {
			at = len(names)
		}
		a.offered = append(a.offered, r)
		names = append(names, kit.Joined(called.Flow(r.Flow), called.Number(r.Registered), r.Document.Subject))
	}
	a.found.Offer(names, at)
}

func (a *amending) chosen() string {
	if i := a.found.SelectedIndex(); i >= 0 && i < len(a.offered) {
		return string(a.offered[i].ID)
	}
	return ""
}

// press keeps it, or leads to what is wrong.
func (a *amending) press() {
	p := a.page
	if !a.form.Check(p.desk) {
		return
	}
	w, by := a.form.Value(), p.by
	a.yes.Disable()
	p.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := p.services.Amend(ctx, by, w)
		return err
	}, func(err error) {
		kit.Able(a.yes, true)
		if err != nil {
			a.form.Tell(p.desk, err)
			return
		}
		a.over.Hide()
		p.desk.Good(kit.T("documents.amend-done", kit.Said(w.Business.Said()), called.Number(a.of)))
		p.Changed()
	})
}

// amendedWord tells a list what became of a document.
func amendedWord(r office.RegisteredRow) string {
	if r.Amended == "" {
		return ""
	}
	how := string(r.Amended)
	if r.Corrected != "" {
		how += "-" + string(r.Corrected)
	}
	if r.AmendedBy == "" {
		return kit.T("documents.is-" + how)
	}
	how += "-by"
	return kit.T("documents.is-"+how, r.AmendedBy)
}
