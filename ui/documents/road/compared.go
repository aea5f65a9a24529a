package road

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// The sheet of a comparison, in units of the screen, and how much of it is shown at once: what is
// beyond is in the data that tramctl writes.
const (
	comparedWide = 900
	comparedTall = 700
	mostChanges  = 200
)

// compare asks for what differs between a version and the one before, and shows it.
func (r *Road) compare(version int) {
	id := r.stands.Told.Document.ID
	var is office.DraftsCompared
	r.desk.Run(kit.T("documents.comparing"), false, func(ctx context.Context, p *job.Progress) (err error) {
		is, err = r.services.CompareDrafts(ctx, id, version-1, version, p)
		return err
	}, func(err error) {
		if err != nil {
			r.desk.Tell(err)
			return
		}
		r.showCompared(is)
	})
}

// showCompared lays the comparison over the page.
func (r *Road) showCompared(is office.DraftsCompared) {
	var over *kit.Over
	shut := kit.NewButton(kit.T("documents.compared-away"), nil, func() { over.Hide() })
	over = r.desk.LayOver(kit.T("documents.compared-title", is.To, is.From), kit.Lines(compared(is)...), comparedWide, comparedTall, shut, shut)
	r.Compared = over
}

// compared tells of each file what was found, each place that differs, and what was not looked at.
func compared(is office.DraftsCompared) (all []fyne.CanvasObject) {
	for _, f := range is.Files {
		all = append(all, kit.Strong(kit.Foreign(cmp.Or(f.Is, f.Was))), kit.Prose(kit.Said(f.Said)))
		if f.Coarse {
			all = append(all, kit.Muted(kit.T("documents.compared-coarse")))
		}
		for i, c := range f.Changes {
			if i == mostChanges {
				all = append(all, kit.Muted(kit.T("documents.compared-more", len(f.Changes)-i)))
				break
			}
			all = append(all, changed(c)...)
		}
		for _, said := range f.Unread {
			all = append(all, kit.Muted(kit.Foreign(said)))
		}
	}
	return all
}

// changed is one place: first what became of its numbers, then its words.
func changed(c office.DraftChange) []fyne.CanvasObject {
	lines := []fyne.CanvasObject{kit.Muted(kit.Said(cmp.Or(c.Is, c.Was)))}
	if c.Numbers() {
		lines = append(lines, kit.Strong(kit.Foreign(kit.T("documents.compared-numbers", turned(c.Turned)))))
	}
	if c.Reordered {
		lines = append(lines, kit.Muted(kit.T("documents.compared-reordered")))
	}
	said := []string{c.Before}
	for _, p := range c.Pieces {
		word := p.Text
		switch p.How {
		case office.DraftGone:
			word = kit.T("documents.compared-gone", p.Text)
		case office.DraftCame:
			word = kit.T("documents.compared-came", p.Text)
		case office.DraftMaybeGone:
			word = kit.T("documents.compared-maybe-gone", p.Text)
		case office.DraftMaybeCame:
			word = kit.T("documents.compared-maybe-came", p.Text)
		case office.DraftLeft:
			word = kit.T("documents.compared-left", p.Move, p.Text)
		case office.DraftArrived:
			word = kit.T("documents.compared-arrived", p.Move, p.Text)
		}
		said = append(said, word)
	}
	return append(lines, kit.Prose(kit.Foreign(strings.Join(append(said, c.After), " "))))
}

// turned tells numbers beside those that stood in their place.
func turned(all []office.DraftTurns) string {
	none := kit.T("documents.compared-none")
	var said []string
	for _, t := range all {
		gone, came := cmp.Or(strings.Join(t.Gone, ", "), none), cmp.Or(strings.Join(t.Came, ", "), none)
		said = append(said, kit.T("documents.compared-turn", gone, came))
	}
	return strings.Join(said, "; ")
}

// comparing is the button beside a version that has one before it; nil: this has none.
func (r *Road) comparing(step office.RouteStep) *kit.Button {
	if step.Draft < 2 {
		return nil
	}
	return kit.NewButton(kit.T("documents.compare", step.Draft-1), theme.ViewRefreshIcon(), func() { r.compare(step.Draft) })
}
