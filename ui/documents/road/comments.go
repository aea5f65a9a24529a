package road

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// The sheet of a comment, in units of the screen, and its lines.
const (
	noteWide = 560
	noteTall = 460
	noteRows = 4
)

// Note asks for a comment on a version, or for an answer to one.
type Note struct {
	Form *kit.Form[noted]
	Yes  *kit.Button
	Over *kit.Over

	road *Road
}

// noted is what is typed of a note.
type noted struct {
	office.DraftNoteWish
	page string // as it is typed
}

// note asks for one; what was typed of it before, and not kept, is there again.
func (r *Road) note(title string, w office.DraftNoteWish) {
	n := &Note{road: r}
	w.Document = r.stands.Told.Document.ID
	comments := func(noted) bool { return w.Of == "" }
	n.Form = kit.NewForm(
		kit.AskProse("say", kit.T("documents.note-say"), noteRows, func(w *noted) *string { return &w.Say }).About("documents.nothing-said", "documents.too-long", "documents.not-drafter", "documents.settled-already"),
		kit.AskWords("page", kit.T("documents.note-page"), func(w *noted) *string { return &w.page }).When(comments).About("documents.no-such-page", "ui.documents.note-no-page"),
		kit.AskWords("quote", kit.T("documents.note-quote"), func(w *noted) *string { return &w.Quote }).When(comments),
	)
	n.Form.Fill(noted{DraftNoteWish: w})
	if was, there := r.notes[w]; there {
		n.Form.Type(was)
	}
	n.Form.OnTyped = func() { r.notes[w] = n.Form.Retyped() }
	n.Yes = kit.NewMainButton(title, nil, func() { n.press(w) })
	not := kit.NewButton(kit.T("documents.compared-away"), nil, func() { n.Over.Hide() })
	n.Over = r.desk.LayOver(title, container.NewVBox(n.Form.Content), noteWide, noteTall, n.Yes, not, n.Yes)
	r.desk.Focus(n.Form.First())
	r.Note = n
}

// press keeps the note, or tells what is wrong with it.
func (n *Note) press(asked office.DraftNoteWish) {
	typed, r, by := n.Form.Value(), n.road, n.road.By()
	w := typed.DraftNoteWish
	if typed.page != "" {
		page, err := strconv.Atoi(typed.page)
		if err != nil || page < 1 {
			n.Form.Tell(r.desk, kit.Refused("documents.note-no-page"))
			return
		}
		w.Page = page
	}
	keep := r.services.CommentDraft
	if w.Of != "" {
		keep = r.services.AnswerComment
	}
	n.Yes.Disable()
	r.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := keep(ctx, by, w)
		return err
	}, func(err error) {
		kit.Able(n.Yes, true)
		if err != nil {
			n.Form.Tell(r.desk, err)
			return
		}
		delete(r.notes, asked)
		n.Over.Hide()
		r.desk.Good(kit.T("documents.note-kept"))
	})
}

// commented is what was said of a version, with what can be said; of the last one also what is open of
// those before.
func (r *Road) commented(step office.RouteStep, last int) (all []fyne.CanvasObject) {
	stands := r.stands.Told.Document.State == office.RegisteredStands
	for _, c := range r.stands.Told.Comments {
		former := step.Draft == last && c.Number < last && c.Open
		if c.Number != step.Draft && !former {
			continue
		}
		all = append(all, comment(c, former)...)
		if c.Open && stands && !former {
			all = append(all, kit.Flow(
				r.noting(kit.T("documents.note-answer"), office.DraftNoteWish{Of: c.ID}),
				r.noting(kit.T("documents.note-settle"), office.DraftNoteWish{Of: c.ID, Settles: true})))
		}
	}
	if stands {
		b := r.noting(kit.T("documents.note-draft"), office.DraftNoteWish{Draft: step.Draft})
		b.SetIcon(theme.MailReplyIcon())
		r.Noting = append(r.Noting, b)
		all = append(all, kit.Flow(b))
	}
	return all
}

func (r *Road) noting(word string, w office.DraftNoteWish) *kit.Button {
	return kit.NewButton(word, nil, func() { r.note(word, w) })
}

// comment tells of one: who, when, where, what, whether it is open, and each answer.
func comment(c office.DraftComment, former bool) []fyne.CanvasObject {
	head := kit.T("documents.note-done")
	switch {
	case former:
		head = kit.T("documents.note-former", c.Number)
	case c.Open:
		head = kit.T("documents.note-open")
	}
	where := ""
	if c.Page > 0 {
		where = kit.T("documents.note-at-page", c.Page)
	}
	if c.Quote != "" {
		where = kit.Joined(where, kit.T("documents.note-quoted", c.Quote))
	}
	lines := []fyne.CanvasObject{kit.Strong(head), kit.Muted(kit.Foreign(kit.Joined(kit.T("kit.deed-by", kit.At(c.At), c.By.Name), where))), kit.Prose(kit.Foreign(c.Say))}
	for _, a := range c.Answers {
		lines = append(lines, kit.Muted(kit.T("documents.note-answered", kit.T("kit.deed-by", kit.At(a.At), a.By.Name))), kit.Prose(kit.Foreign(a.Say)))
	}
	return []fyne.CanvasObject{kit.Lines(lines...)}
}

// lastDraft is the number of the newest version; 0: there is none.
func lastDraft(told office.RouteTold) (last int) {
	for _, s := range told.Steps {
		last = max(last, s.Draft)
	}
	return last
}
