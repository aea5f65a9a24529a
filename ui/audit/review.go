package audit

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// review tells when the journal was gone through last, and records that it was: who,
// and what was found.
type review struct {
	*kit.Declaration
	page    *Page
	last    *widget.Label
	content *fyne.Container
}

func newReview(p *Page) *review {
	r := &review{page: p, last: kit.Prose("")}
	r.Declaration = kit.NewDeclaration(p.desk, kit.DeclarationSaid{
		Begin: kit.T("audit.review"), Words: kit.T("audit.found"), Hint: kit.T("audit.found-hint"), Clerk: kit.T("audit.reviewer"),
		Act: kit.T("audit.review-act"), Not: kit.T("audit.review-not"), Needs: office.MayReview, Keep: "review",
	})
	r.Do, r.OnGrown = r.send, func() { p.content.Refresh() }
	r.content = container.NewVBox(r.last, r.Content)
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
	kit.Load(r.page.visit.Now(), func(ctx context.Context) (got reviewed, err error) {
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
	r.Offer(got.clerks)
	r.About("")
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

// send has the station record the review. What it lacks is told beside the question.
func (r *review) send(found string, by office.Clerk) {
	r.Ready(false)
	r.page.desk.Run(kit.T("audit.reviewing"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := r.page.services.Review(ctx, by, found)
		return err
	}, func(err error) {
		r.Ready(true)
		if err != nil {
			r.Fail(err)
			return
		}
		r.Shut()
		r.page.content.Refresh()
		r.read()
		r.page.finder.Find()
	})
}
