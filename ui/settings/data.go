package settings

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// dataSection tells whether the data are those that were written last, what nobody
// knows of in the vault, and which secret documents were turned away. A person's
// word lets work go on; nothing is tidied in silence.
type dataSection struct {
	desk     *kit.Desk
	services Guarding
	by       office.Clerk

	clerk    *kit.ClerkChoice
	trouble  *fyne.Container // shown where the data were turned back
	said     *widget.Label
	accept   *kit.Button
	check    *kit.Button
	anchors  *widget.Label
	gaps     *widget.Label
	missing  fyne.CanvasObject // the card of gaps, shown where there are any
	orphans  *fyne.Container
	register *widget.Label
	rest     *kit.Chip
	restSaid *widget.Label
	asking   *kit.Reason // the last question that was asked
	all      fyne.CanvasObject
}

func newDataSection(d *kit.Desk, s Guarding) *dataSection {
	p := &dataSection{desk: d, services: s, said: kit.Prose(""), anchors: kit.Muted(""), register: kit.Prose(""),
		orphans: container.NewVBox(), gaps: kit.Prose(""), rest: kit.NewChip(kit.Warn, nil, ""), restSaid: kit.Prose("")}
	p.clerk = kit.NewClerkChoice(kit.T("settings.data-clerk"), func(c office.Clerk) { p.by = c })
	p.accept = kit.NewMainButton(kit.T("settings.data-accept"), nil, p.askAccept)
	d.Guard(office.MayRun, p.accept)
	chip := container.NewHBox(kit.NewChip(kit.Warn, nil, kit.T("settings.data-turned")))
	p.trouble = container.NewVBox(chip, p.said, container.NewHBox(p.accept))
	p.trouble.Hide()
	p.check = kit.NewButton(kit.T("settings.data-check"), theme.SearchIcon(), p.prove)
	journal := kit.Card(kit.Subheading(kit.T("settings.data-journal")), p.trouble, container.NewHBox(p.check), p.anchors)
	files := kit.Card(kit.Subheading(kit.T("settings.data-orphans")), kit.Muted(kit.T("settings.data-orphans-note")), p.orphans)
	p.missing = kit.Card(kit.Subheading(kit.T("settings.data-gaps")), p.gaps)
	p.missing.Hide()
	refused := kit.Card(kit.Subheading(kit.T("settings.data-register")), p.register)
	rest := kit.Card(kit.Subheading(kit.T("settings.data-rest")), container.NewHBox(p.rest), p.restSaid)
	p.all = kit.NewFormScroll(kit.Columns(kit.Column(kit.Card(p.clerk.Content), journal, rest), kit.Column(p.missing, files, refused)))
	return p
}

func (p *dataSection) content() fyne.CanvasObject { return p.all }

func (p *dataSection) main() *kit.Button {
	if !p.trouble.Visible() {
		return nil
	}
	return p.accept
}

// found is what the section shows.
type found struct {
	clerks   []office.Clerk
	gaps     []office.Gap
	orphans  []office.Orphan
	refusals []office.Refusal
	traces   []office.SecretTrace
}

func (p *dataSection) enter(ctx context.Context) {
	trouble, is := p.services.JournalTrouble()
	p.said.SetText(strings.TrimSpace(trouble.Said + " " + kit.T("settings.data-by", trouble.By)))
	kit.Seen(p.trouble, is)
	kit.Load(ctx, p.load, func(got found, err error) {
		p.desk.Tell(err)
		p.show(got)
	})
	// By itself: the system may take its time to tell of a disk.
	kit.Load(ctx, p.askRest, func(r office.AtRest, _ error) { p.showRest(r) })
}

func (p *dataSection) load(ctx context.Context) (got found, err error) {
	if got.clerks, err = p.services.AllClerks(ctx); err != nil {
		return got, err
	}
	if got.refusals, err = p.services.Refusals(ctx); err != nil {
		return got, err
	}
	if got.traces, err = p.services.SecretTraces(ctx); err != nil {
		return got, err
	}
	if got.gaps, err = p.services.UnreadFiles(ctx); err != nil {
		return got, err
	}
	got.orphans, err = p.services.Orphans(ctx)
	return got, err
}

func (p *dataSection) show(got found) {
	p.clerk.Offer(got.clerks)
	if here := p.clerk.Offered(); len(here) > 0 && p.by.ID == "" {
		p.by = here[0]
	}
	p.clerk.Choose(p.by)
	p.orphans.RemoveAll()
	for _, o := range got.orphans {
		p.orphans.Add(p.orphan(o))
	}
	if len(got.orphans) == 0 {
		p.orphans.Add(kit.Prose(kit.T("settings.data-no-orphans")))
	}
	p.gaps.SetText(gapsSaid(got.gaps))
	kit.Seen(p.missing, len(got.gaps) > 0)
	p.register.SetText(registerSaid(got))
	p.all.Refresh() // cards under a list that grew move down
}

func (p *dataSection) askRest(ctx context.Context) (office.AtRest, error) {
	return p.services.AtRest(ctx), nil
}

func (p *dataSection) showRest(r office.AtRest) {
	switch {
	case !r.Records:
		p.rest.Set(kit.Warn, nil, kit.T("settings.data-rest-plain"))
	case r.Weak:
		p.rest.Set(kit.Warn, nil, kit.T("settings.data-rest-weak"))
	default:
		p.rest.Set(kit.Good, kit.IconLock, kit.T("settings.data-rest-on"))
	}
	p.restSaid.SetText(strings.TrimSpace(r.Said + "\n\n" + r.DiskIs + "\n\n" + r.Folder))
	p.all.Refresh() // the card has grown
}

// orphan is one file with what can be done with it.
func (p *dataSection) orphan(o office.Orphan) fyne.CanvasObject {
	kind := o.Kind
	if kind == "" {
		kind = kit.T("settings.data-kind-unknown")
	}
	const shown = 12
	said := kit.Prose(kit.T("settings.data-orphan", string(o.Digest[:shown]), kit.At(o.At), kind))
	adopt := kit.NewButton(kit.T("settings.data-adopt"), nil, func() {
		p.asking = p.desk.AskReason(kit.T("settings.data-adopt"), kit.T("settings.data-adopt-about"), kit.T("settings.data-adopt"), func(why string) {
			p.do(kit.T("settings.data-adopted"), func(ctx context.Context) error {
				_, err := p.services.AdoptOrphan(ctx, o.Digest, p.by, why)
				return err
			})
		})
	})
	p.desk.Guard(office.MayConvert, adopt)
	if o.Kind == "" {
		adopt.Disable()
	}
	sweep := kit.NewButton(kit.T("settings.data-sweep"), theme.DeleteIcon(), func() {
		p.asking = p.desk.AskReason(kit.T("settings.data-sweep"), kit.T("settings.data-sweep-about"), kit.T("settings.data-sweep"), func(why string) {
			p.do(kit.T("settings.data-swept"), func(ctx context.Context) error { return p.services.SweepOrphan(ctx, o.Digest, p.by, why) })
		})
	})
	p.desk.Guard(office.MayRun, sweep)
	return container.NewVBox(said, container.NewHBox(adopt, sweep))
}

// gapsSaid sums the gaps up and names the first of them.
func gapsSaid(all []office.Gap) string {
	const most = 20
	var lines []string
	for _, f := range office.GapsTold(all) {
		lines = append(lines, f.Said+" "+f.Next)
	}
	for _, g := range all[:min(len(all), most)] {
		lines = append(lines, g.Said())
	}
	if len(all) > most {
		lines = append(lines, "…")
	}
	return strings.Join(lines, "\n")
}

func registerSaid(got found) string {
	if len(got.refusals) == 0 {
		return kit.T("settings.data-no-refusals")
	}
	var lines []string
	for i, r := range got.refusals {
		lines = append(lines, fmt.Sprintf("%d. %s · %s · %s · %s · %s", i+1, orDash(kit.At(r.At)), r.Secrecy.Name(), office.Numbered(r.Number, r.Symbol), r.Issuer, r.Clerk))
	}
	for _, t := range got.traces {
		lines = append(lines, t.Said())
	}
	return strings.Join(lines, "\n")
}

func (p *dataSection) askAccept() {
	p.asking = p.desk.AskReason(kit.T("settings.data-accept"), kit.T("settings.data-accept-about"), kit.T("settings.data-accept"), func(why string) {
		p.do(kit.T("settings.data-accepted"), func(ctx context.Context) error {
			_, err := p.services.AcceptJournal(ctx, p.by, why)
			return err
		})
	})
}

// do does something away from the screen, says so, and reads everything again.
func (p *dataSection) do(said string, work func(context.Context) error) {
	p.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) error { return work(ctx) }, func(err error) {
		if err != nil {
			p.desk.Tell(err)
		} else {
			p.desk.Good(said)
		}
		p.enter(p.desk.Context())
	})
}

// prove walks the whole journal and tells what each anchor shows.
func (p *dataSection) prove() {
	var proof office.Proof
	p.desk.Run(kit.T("settings.data-checking"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		proof, err = p.services.ProveJournal(ctx, progress)
		return err
	}, func(err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		lines := []string{proof.Said}
		for _, c := range proof.Checks {
			lines = append(lines, c.Point+": "+strings.TrimSpace(c.Evidence+" "+c.Next))
		}
		p.anchors.SetText(strings.Join(lines, "\n"))
	})
}

// orDash stands for a word that is missing.
func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
