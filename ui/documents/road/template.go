package road

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// The sheet of a draft, in units of the screen, and how many lines of an answer are seen at once.
const (
	templateWide = 620
	templateTall = 760
	templateRows = 3
)

// Template asks what a form of Nghị định 30 has beside the register, and saves the draft as a new
// file. What was typed for a document stays while the page does.
type Template struct {
	Form *kit.Form[office.DraftWish]
	Yes  *kit.Button
	Over *kit.Over

	road *Road
	is   office.DraftForm
}

// drafting is the button that begins a draft.
func (r *Road) drafting() *kit.Button {
	return kit.NewButton(kit.T("documents.draft"), theme.DocumentCreateIcon(), r.template)
}

// draftWord is what is set of a document: a draft, or the slip of one that came in.
func draftWord(r office.Registered) string {
	if r.Flow == office.FlowIn {
		return kit.T("documents.draft-slip")
	}
	return kit.T("documents.draft")
}

// template reads which form the document has, and asks.
func (r *Road) template() {
	id := r.stands.Told.Document.ID
	var is office.DraftForm
	r.desk.Run(kit.T("documents.draft-reads"), false, func(ctx context.Context, _ *job.Progress) (err error) {
		is, err = r.services.DraftFormOf(ctx, id)
		return err
	}, func(err error) {
		if err != nil {
			r.desk.Tell(err)
			return
		}
		if was, there := r.typed[id]; there {
			is.DraftWish = was
		}
		r.Template = newTemplate(r, is)
	})
}

func newTemplate(r *Road, is office.DraftForm) *Template {
	t := &Template{road: r, is: is}
	has := func(asks office.DraftAsk) func(office.DraftWish) bool {
		return func(office.DraftWish) bool { return slices.Contains(is.Asks, asks) }
	}
	makes := func(office.DraftWish) bool { return len(is.Asks) > 0 }
	word := func(key string) string { return kit.T("documents.draft-" + key) }
	t.Form = kit.NewForm(
		kit.AskWords("upper", word("upper"), func(w *office.DraftWish) *string { return &w.Upper }).When(makes),
		kit.AskWords("place", word("place"), func(w *office.DraftWish) *string { return &w.Place }),
		kit.AskWords("authority", word("authority"), func(w *office.DraftWish) *string { return &w.Authority }).When(has(office.DraftAuthority)),
		kit.AskProse("grounds", word("grounds"), templateRows, func(w *office.DraftWish) *string { return &w.Grounds }).When(has(office.DraftGrounds)),
		kit.AskProse("to", word("to"), templateRows, func(w *office.DraftWish) *string { return &w.To }).When(has(office.DraftTo)),
		kit.AskProse("capacity", word("capacity"), templateRows, func(w *office.DraftWish) *string { return &w.Capacity }).When(has(office.DraftSigned)).Hinted(word("capacity-hint")),
		kit.AskWords("position", word("position"), func(w *office.DraftWish) *string { return &w.Position }).When(has(office.DraftSigned)),
		kit.AskWords("signer", word("signer"), func(w *office.DraftWish) *string { return &w.Signer }).When(has(office.DraftSigned)),
		kit.AskWords("unit", word("unit"), func(w *office.DraftWish) *string { return &w.Unit }).When(makes),
	)
	t.Form.OnTyped = func() { r.typed[is.Document] = t.Form.Value() }
	t.Form.Fill(is.DraftWish)
	t.Yes = kit.NewMainButton(kit.T("documents.draft-save"), theme.DocumentSaveIcon(), t.save)
	not := kit.NewButton(kit.T("documents.compared-away"), nil, func() { t.Over.Hide() })
	about := kit.Prose(kit.T("documents.draft-about", kit.Said(is.Form)))
	if is.Say != "" {
		about = kit.Prose(kit.T("documents.draft-about", kit.Said(is.Form)) + " " + kit.Said(is.Say))
	}
	t.Over = r.desk.LayOver(draftWord(r.stands.Told.Document), container.NewVBox(about, t.Form.Content), templateWide, templateTall, t.Yes, not, t.Yes)
	r.desk.Focus(t.Form.First())
	return t
}

// save asks for a name, and writes the draft there.
func (t *Template) save() {
	w, r := t.Form.Value(), t.road
	r.typed[w.Document] = w
	t.Over.Hide()
	next := ""
	if len(t.is.Asks) > 0 {
		next = kit.T("documents.draft-next")
	}
	r.desk.Save(kit.Saving{Purpose: "drafts", Name: called.Folder(r.stands.Told.Document) + ".docx", Next: next, Write: func(ctx context.Context, path string) error {
		return r.services.SaveDraft(ctx, w, path)
	}})
}
