package audit

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// review tells when the journal was gone through last, and records that it was: who,
// and what was found. The form opens at a press.
type review struct {
	page *Page
	by   office.Clerk

	last    *widget.Label
	begin   *kit.Button
	found   *kit.Entry
	ask     *kit.Field
	clerk   *kit.ClerkChoice
	act     *kit.Button
	form    *fyne.Container
	content *fyne.Container
}

const foundRows = 2

func newReview(p *Page) *review {
	r := &review{page: p, last: kit.Prose(""), found: kit.NewTextArea(foundRows)}
	r.begin = kit.NewButton(kit.T("audit.review"), kit.IconMet, r.open)
	r.ask = kit.NewField(kit.T("audit.found"), r.found, kit.T("audit.found-hint"))
	r.found.OnChanged = func(string) { r.ask.Clear() }
	r.clerk = kit.NewClerkChoice(kit.T("audit.reviewer"), func(c office.Clerk) { r.by = c })
	r.act = kit.NewMainButton(kit.T("audit.review-act"), nil, r.send)
	p.desk.Guard(office.MayReview, r.begin, r.act)
	r.form = kit.Card(r.ask, r.clerk.Content, container.NewHBox(r.act, kit.NewButton(kit.T("audit.review-not"), nil, r.shut)))
	r.form.Hide()
	r.content = container.NewVBox(container.NewBorder(nil, nil, nil, container.NewVBox(r.begin), r.last), r.form)
	return r
}

// reviewed is what is known of reviews.
type reviewed struct {
	newest *office.JournalReview
	owed   time.Time
	clerks []office.Clerk
}

func (r *review) read() {
	s := r.page.services
	kit.Load(r.page.ctx, func(ctx context.Context) (got reviewed, err error) {
		all, err1 := s.Reviews(ctx)
		if len(all) > 0 {
			got.newest = &all[len(all)-1]
		}
		var err2, err3 error
		got.owed, err2 = s.ReviewOwed(ctx)
		got.clerks, err3 = s.Clerks(ctx)
		return got, errors.Join(err1, err2, err3)
	}, r.show)
}

func (r *review) show(got reviewed, err error) {
	if err != nil {
		r.page.desk.Tell(err)
		return
	}
	r.clerk.Offer(got.clerks)
	if offered := r.clerk.Offered(); r.by.ID == "" && len(offered) > 0 {
		r.by = offered[0]
	}
	r.clerk.Choose(r.by)
	said := kit.T("audit.never")
	if n := got.newest; n != nil {
		said = kit.T("audit.last", kit.At(n.At), n.Reviewer, n.Upto.Seq, n.Found)
	}
	r.last.Importance = widget.MediumImportance
	if !got.owed.IsZero() {
		said += " " + kit.T("audit.owed", kit.DayOf(got.owed))
		r.last.Importance = widget.WarningImportance
	}
	r.last.SetText(said)
}

func (r *review) open() {
	r.begin.Hide()
	r.form.Show()
	r.grown()
	r.page.desk.Focus(r.found)
}

func (r *review) shut() {
	r.found.SetText("")
	r.ask.Clear()
	r.form.Hide()
	r.begin.Show()
	r.grown()
}

func (r *review) grown() {
	r.page.content.Refresh()
}

// finish sends the review where its form is open.
func (r *review) finish() {
	if r.form.Visible() && !r.act.Disabled() {
		r.send()
	}
}

// send has the station record the review. What it lacks is told beside the question.
func (r *review) send() {
	found := strings.TrimSpace(r.found.Text)
	kit.Able(r.act, false)
	r.page.desk.Run(kit.T("audit.reviewing"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := r.page.services.Review(ctx, r.by, found)
		return err
	}, func(err error) {
		kit.Able(r.act, true)
		if err != nil {
			r.ask.Fail(err)
			r.grown()
			return
		}
		r.shut()
		r.read()
		r.page.find()
	})
}
