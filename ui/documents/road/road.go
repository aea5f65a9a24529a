// Package road is the road of a document through the office (luân chuyển, Nghị định 137/2024, Điều
// 9.4b): where it is, what whoever works here may do now, and what was done. A part of the place
// "Văn bản".
package road

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// Services is what the part asks of the station.
type Services interface {
	RouteOf(ctx context.Context, id office.ID) (office.RouteTold, error)
	RouteWays(ctx context.Context, by office.Clerk, id office.ID) ([]office.RouteWay, error)
	Route(ctx context.Context, by office.Clerk, w office.RouteWish) (office.RouteTold, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)
	CompareDrafts(ctx context.Context, id office.ID, from, to int, p *job.Progress) (office.DraftsCompared, error)
	DraftFormOf(ctx context.Context, id office.ID) (office.DraftForm, error)
	SaveDraft(ctx context.Context, w office.DraftWish, path string) error
	CommentDraft(ctx context.Context, by office.Clerk, w office.DraftNoteWish) (office.RouteTold, error)
	AnswerComment(ctx context.Context, by office.Clerk, w office.DraftNoteWish) (office.RouteTold, error)
	SaveRoute(ctx context.Context, id office.ID, path, by string) error
	GradeOnPaper(ctx context.Context, path string) (office.Secrecy, error)
}

// Stands is where a document is, and what somebody may do with it now.
type Stands struct {
	Told   office.RouteTold
	Ways   []office.RouteWay
	People []office.Clerk // who works in the office
}

// Road is the part of the road.
type Road struct {
	By      func() office.Clerk // who works here
	Decided func(office.ID)     // a document was approved by one key
	Card    fyne.CanvasObject   // where it is, and what can be done
	Past    fyne.CanvasObject   // what was done
	Step    *Step               // the step that is being asked for

	Drafts   *kit.Button   // begins a draft in the form of its type
	Template *Template     // what that asks, or asked
	Noting   []*kit.Button // by which the versions are commented on
	Note     *Note         // the comment or answer that is asked for, or was
	Compares []*kit.Button // of the versions that have one before them
	Compared *kit.Over     // the comparison that lies over the page, or lay there

	desk     *kit.Desk
	services Services
	stands   Stands
	sentence *widget.Label
	copy     *kit.Button
	open     *fyne.Container // opinions that are still to come
	agree    *kit.Button
	approved office.ID // the last step of what the hand approved: pressed twice, it is one
	ways     *fyne.Container
	none     *widget.Label
	steps    *fyne.Container
	typed    map[office.ID]office.DraftWish             // for drafts of documents
	notes    map[office.DraftNoteWish]map[string]string // typed and not kept
}

// New lays the part out; it shows no document yet.
func New(desk *kit.Desk, services Services) *Road {
	r := &Road{desk: desk, services: services, sentence: kit.Prose(""), open: container.NewVBox(), ways: kit.Flow(), none: kit.Muted(kit.T("documents.no-ways")), steps: container.NewVBox(), typed: map[office.ID]office.DraftWish{}, notes: map[office.DraftNoteWish]map[string]string{}}
	r.copy = kit.NewButton(kit.T("documents.copy-answer"), theme.ContentCopyIcon(), func() { called.Copy(desk, r.stands.Told.Said) })
	r.agree = kit.NewMainButton(kit.T("documents.agree"), theme.ConfirmIcon(), r.approve)
	r.agree.Hide()
	desk.Guard(office.MayDecide, r.agree)
	r.Step, r.Drafts = newStep(r), r.drafting()
	r.Card = kit.Card(kit.Subheading(kit.T("documents.done-yet")), r.sentence, r.open, kit.Flow(r.agree, r.copy, r.Drafts), r.ways, r.none, r.Step.Content)
	save := kit.NewButton(kit.T("documents.save-road"), theme.DocumentSaveIcon(), r.save)
	r.Past = kit.Card(kit.Head(kit.Subheading(kit.T("documents.road")), save), r.steps)
	return r
}

// Goes tells whether documents of a register have a road.
func Goes(f office.Flow) bool { return f == office.FlowIn || f.Makes() && f != office.FlowCopies }

// Read reads where a document is; away from the screen.
func (r *Road) Read(ctx context.Context, by office.Clerk, id office.ID) (s Stands, err error) {
	if s.Told, err = r.services.RouteOf(ctx, id); err != nil {
		return s, err
	}
	if s.Ways, err = r.services.RouteWays(ctx, by, id); err != nil || len(s.Ways) == 0 {
		return s, err
	}
	s.People, err = r.services.AllClerks(ctx)
	s.People = slices.DeleteFunc(s.People, func(c office.Clerk) bool { return c.Left })
	return s, err
}

// Show shows where a document is. What is being typed of a step stays while that step can be
// taken.
func (r *Road) Show(s Stands) {
	r.stands = s
	r.Step.opened()
	r.sentence.SetText(said(s.Told))
	r.open.RemoveAll()
	for _, q := range s.Told.Open {
		r.open.Add(kit.Muted(kit.T("documents.opinion-waits", q.To.Name, q.Say)))
	}
	if n := s.Told.OpenComments; n > 0 {
		r.open.Add(kit.Muted(kit.T("documents.notes-open", n)))
	}
	r.ways.RemoveAll()
	agrees := false
	all := apart(s)
	for _, w := range all {
		b := kit.NewButton(wayWord(w, s.Told), nil, func() { r.Step.ask(w) })
		if w.Waits {
			b.Disable()
		}
		agrees = agrees || w.Deed == office.RouteDecide && !w.Waits
		r.ways.Add(b)
	}
	kit.Seen(r.agree, agrees)
	if agrees && !s.Told.Readable {
		r.open.Add(kit.Muted(kit.T("documents.agree-paper")))
	}
	r.Drafts.SetText(draftWord(s.Told.Document))
	kit.Seen(r.Drafts, s.Told.Document.State == office.RegisteredStands)
	kit.Seen(r.none, len(all) == 0)
	r.Step.renew(all)
	r.steps.RemoveAll()
	r.Compares, r.Noting = nil, nil
	last := lastDraft(s.Told)
	s.Told.Past(func(step office.RouteStep) {
		r.steps.Add(line(step))
		if b := r.comparing(step); b != nil {
			r.steps.Add(kit.Flow(b))
			r.Compares = append(r.Compares, b)
		}
		if step.Draft > 0 {
			for _, o := range r.commented(step, last) {
				r.steps.Add(o)
			}
		}
	}, func(b office.RouteBeside) { r.steps.Add(besides(b)) })
	if len(s.Told.Steps)+len(s.Told.Beside) == 0 {
		r.steps.Add(kit.Muted(kit.T("documents.no-steps")))
	}
	r.Card.Refresh()
	r.Past.Refresh()
}

// said is where a document is: one sentence that can be spoken, and in an English window the same
// in its words. What is copied is the sentence, for whoever asked.
func said(told office.RouteTold) string {
	if kit.Spoken() == kit.Vietnamese || len(told.Ends) != 1 {
		return told.Said
	}
	all := []string{called.Number(told.Document), kit.Said(told.Ends[0].Stage.Said()), told.Ends[0].Holder.Name}
	for _, d := range told.Duties {
		if d.Who == told.Ends[0].Holder { // a day ends where the next begins
			all = append(all, kit.T("documents.due", kit.DayOf(d.By.Add(-time.Nanosecond))), kit.Said(d.Late))
		}
	}
	return kit.Joined(all...)
}

// Ways are the buttons of the steps that are offered.
func (r *Road) Ways() (all []*kit.Button) {
	for _, o := range r.ways.Objects {
		all = append(all, o.(*kit.Button))
	}
	return all
}

// Focus brings the keyboard to the steps that are offered: to giving the document to somebody, or
// else to the last.
func (r *Road) Focus() {
	for i, w := range apart(r.stands) {
		if all := r.Ways(); w.Deed == office.RouteAssign || len(all) > 0 && i == len(all)-1 {
			r.desk.Focus(all[i])
			return
		}
	}
}

// apart has a way for each of the roads that stations took apart, of which one is chosen.
func apart(s Stands) (all []office.RouteWay) {
	for _, w := range s.Ways {
		if w.Deed != office.RouteSettle {
			all = append(all, w)
			continue
		}
		for _, end := range s.Told.Ends {
			w.Of = office.RouteQuestion{Entry: end.Head}
			all = append(all, w)
		}
	}
	return all
}

// wayWord is what the button of a way says: of several of one sort, which.
func wayWord(w office.RouteWay, told office.RouteTold) string {
	word := kit.Said(w.Said)
	switch {
	case w.Deed == office.RouteSettle:
		for _, end := range told.Ends {
			if end.Head == w.Of.Entry {
				return word + ": " + kit.Joined(kit.Said(end.Stage.Said()), end.Holder.Name)
			}
		}
	case w.Deed == office.RouteForgo:
		return word + ": " + w.Of.To.Name
	case w.Deed == office.RouteOpine:
		return word + ": " + w.Of.By.Name
	}
	return word
}

// line tells of a step that was taken.
func line(step office.RouteStep) fyne.CanvasObject {
	who := kit.T("kit.deed-by", kit.At(step.At), step.By.Name)
	if step.To.Name != "" {
		who = kit.Joined(who, kit.T("documents.step-towards", step.To.Name))
	}
	if step.Due != "" {
		who += " · " + kit.T("documents.due", kit.Day(step.Due))
	}
	lines := []fyne.CanvasObject{kit.Strong(kit.Said(step.Said)), kit.Muted(who)}
	if step.Say != "" {
		lines = append(lines, kit.Prose(kit.Foreign(step.Say)))
	}
	for _, name := range step.Files {
		lines = append(lines, kit.Muted(kit.T("documents.with-file", kit.Foreign(name))))
	}
	for _, said := range []string{step.About, step.Note} {
		if said != "" {
			lines = append(lines, kit.Muted(kit.Said(said)))
		}
	}
	return kit.Lines(lines...)
}

// besides tells of what was done that is no step of the road.
func besides(b office.RouteBeside) fyne.CanvasObject {
	said := kit.Said(b.Said)
	switch b.After {
	case office.RouteSign:
		said = kit.T("documents.after-signing", said)
	case office.RouteIssue:
		said = kit.T("documents.after-issuing", said)
	}
	lines := []fyne.CanvasObject{kit.Strong(said), kit.Muted(kit.T("kit.deed-by", kit.At(b.At), b.By))}
	for _, say := range b.Say {
		lines = append(lines, kit.Prose(kit.Foreign(say)))
	}
	if b.File != "" {
		lines = append(lines, kit.Muted(kit.T("documents.with-file", kit.Foreign(b.File))))
	}
	return kit.Lines(lines...)
}

// approve takes the step of deciding with the words that the button says.
func (r *Road) approve() {
	id, head := r.stands.Told.Document.ID, r.head()
	if head != "" && head == r.approved {
		return // the hand pressed twice
	}
	r.approved = head
	r.take(office.RouteWish{Document: id, Deed: office.RouteDecide, Say: kit.T("documents.agreed"), Seen: r.head()}, func() {
		if r.Decided != nil {
			r.Decided(id)
		}
	})
}

// head is the last step that is in sight.
func (r *Road) head() office.ID {
	if len(r.stands.Told.Ends) == 0 {
		return ""
	}
	return r.stands.Told.Ends[0].Head
}

// take takes a step that has no questions.
func (r *Road) take(w office.RouteWish, then func()) {
	by := r.By()
	r.desk.Carry(kit.T("documents.step-kept", called.Number(r.stands.Told.Document), kit.Said(w.Deed.Said())), func(ctx context.Context) error {
		_, err := r.services.Route(ctx, by, w)
		if err != nil {
			kit.OnScreen(func() { r.approved = "" })
		}
		return err
	}, then)
}

// Finish takes the step that is being asked for, or approves where that is what comes.
func (r *Road) Finish() {
	switch {
	case r.Step.Content.Visible():
		kit.Press(r.Step.Yes)
	case r.agree.Visible():
		kit.Press(r.agree)
	}
}

// save writes the timeline to a file.
func (r *Road) save() {
	told, by := r.stands.Told, r.By().Name
	r.desk.Save(kit.Saving{Purpose: "documents", Name: called.Folder(told.Document) + ".pdf", Write: func(ctx context.Context, path string) error {
		return r.services.SaveRoute(ctx, told.Document.ID, path, by)
	}})
}
