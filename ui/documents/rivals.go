package documents

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// rivals are the versions of a document that stations made apart, each with a button that keeps it.
type rivals struct {
	card   fyne.CanvasObject
	lines  *fyne.Container
	keeps  []*kit.Button // one for each version
	detail *detail
}

func newRivals(d *detail) *rivals {
	r := &rivals{detail: d, lines: container.NewVBox()}
	r.card = kit.Card(kit.Subheading(kit.T("documents.apart")), r.lines)
	r.card.Hide()
	return r
}

// show lays the versions one below the other; of fewer than two there is nothing to choose.
func (r *rivals) show(all []office.RegisteredVersion) {
	r.lines.RemoveAll()
	r.keeps = nil
	kit.Seen(r.card, len(all) > 1)
	if len(all) < 2 {
		return
	}
	var seen []office.ID
	for _, v := range all {
		seen = append(seen, v.Entry)
	}
	r.lines.Add(kit.Prose(kit.T("documents.rivals-choose")))
	for _, v := range all {
		keep := kit.NewButton(kit.T("documents.rivals-keep"), nil, func() { r.settle(v, seen) })
		r.detail.page.desk.Guard(office.MayKeep, keep)
		r.keeps = append(r.keeps, keep)
		r.lines.Add(kit.Prose(r.differing(v, all)))
		r.lines.Add(kit.Flow(keep))
	}
}

// differing tells a version by who made it, and by what is not the same in all of them.
func (r *rivals) differing(v office.RegisteredVersion, all []office.RegisteredVersion) string {
	said := []string{v.By}
	var told [][]kit.Fact
	for _, other := range all {
		told = append(told, r.facts(other.Registered))
	}
	mine := r.facts(v.Registered)
	var names []string
	for _, f := range slices.Concat(told...) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	for _, name := range names {
		is := valueOf(mine, name)
		if slices.ContainsFunc(told, func(other []kit.Fact) bool { return valueOf(other, name) != is }) {
			said = append(said, name+": "+cmp.Or(is, kit.T("documents.rivals-blank")))
		}
	}
	return strings.Join(said, "\n")
}

// facts are what is told of a version, with whether it stands.
func (r *rivals) facts(v office.Registered) []kit.Fact {
	stands := kit.T("documents.rivals-stands")
	if v.State == office.RegisteredCancelled {
		stands = kit.T("documents.cancelled-why", v.Reason)
	}
	return append(r.detail.factsOf(opened{is: v}), kit.Fact{Name: kit.T("documents.rivals-state"), Value: stands})
}

func valueOf(facts []kit.Fact, name string) string {
	i := slices.IndexFunc(facts, func(f kit.Fact) bool { return f.Name == name })
	if i < 0 {
		return ""
	}
	return facts[i].Value
}

// settle keeps a version; the others stay in the journal.
func (r *rivals) settle(v office.RegisteredVersion, seen []office.ID) {
	p := r.detail.page
	by := p.by
	p.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := p.services.SettleRegistered(ctx, by, v.ID, v.Entry, seen)
		return err
	}, func(err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		p.desk.Good(kit.T("documents.rivals-kept"))
	})
}
