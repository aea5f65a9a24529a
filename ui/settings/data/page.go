// Package data tells whether the data (dữ liệu) are those that were written last, what nobody
// knows of in the vault, and which secret documents were turned away. A person's word lets
// work go on; nothing is tidied in silence.
package data

import (
	"cmp"
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

// Services is what the section asks of the station.
type Services interface {
	Clerks(ctx context.Context) ([]office.Clerk, error) // in whose name it can be done

	JournalTrouble() (office.JournalTrouble, bool) // false: the data are those that were written last
	AcceptJournal(ctx context.Context, clerk office.Clerk, why string) (office.Notice, error)
	ProveJournal(ctx context.Context, p *job.Progress) (office.Proof, error)
	Orphans(ctx context.Context) ([]office.Orphan, error)
	UnreadFiles(ctx context.Context) ([]office.Gap, error) // what records stand on and the vault does not give
	AdoptOrphan(ctx context.Context, d office.Digest, clerk office.Clerk, why string) (office.Conversion, error)
	SweepOrphan(ctx context.Context, d office.Digest, clerk office.Clerk, why string) error
	AtRest(ctx context.Context) office.AtRest
	Refusals(ctx context.Context) ([]office.Refusal, error)
	SecretTraces(ctx context.Context) ([]office.SecretTrace, error)
}

// Section is what is known of the data themselves.
type Section struct {
	desk     *kit.Desk
	services Services
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
	read     *kit.Awaited
}

// New lays the section out.
func New(d *kit.Desk, s Services) *Section {
	p := &Section{desk: d, services: s, said: kit.Prose(""), anchors: kit.Muted(""), register: kit.Prose(""),
		orphans: container.NewVBox(), gaps: kit.Prose(""), rest: kit.NewChip(kit.Warn, nil, ""), restSaid: kit.Prose(kit.T("kit.reading"))}
	p.clerk = kit.NewClerkChoice(kit.T("settings.data-clerk"), func(c office.Clerk) { p.by = c })
	p.accept = kit.NewMainButton(kit.T("settings.data-accept"), nil, p.askAccept)
	d.Guard(office.MayRun, p.accept)
	p.check = kit.NewButton(kit.T("settings.data-check"), theme.SearchIcon(), p.prove)
	p.all = p.layOut()
	p.read = kit.NewAwaited(kit.T("settings.data-reading"), p.all)
	return p
}

func (p *Section) layOut() fyne.CanvasObject {
	p.trouble = container.NewVBox(container.NewHBox(kit.NewChip(kit.Warn, nil, kit.T("settings.data-turned"))), p.said, container.NewHBox(p.accept))
	journal := kit.Card(kit.Subheading(kit.T("settings.data-journal")), p.trouble, container.NewHBox(p.check), p.anchors)
	files := kit.Card(kit.Subheading(kit.T("settings.data-orphans")), kit.Muted(kit.T("settings.data-orphans-note")), p.orphans)
	p.missing = kit.Card(kit.Subheading(kit.T("settings.data-gaps")), p.gaps)
	refused := kit.Card(kit.Subheading(kit.T("settings.data-register")), p.register)
	rest := kit.Card(kit.Subheading(kit.T("settings.data-rest")), container.NewHBox(p.rest), p.restSaid)
	p.trouble.Hide()
	p.missing.Hide()
	return kit.NewFormScroll(kit.Columns(kit.Column(kit.Card(p.clerk.Content), journal, rest), kit.Column(p.missing, files, refused)))
}

// Content is what the section shows.
func (p *Section) Content() fyne.CanvasObject { return p.read.Content }

// Main accepts data that were turned back; nil: they were not.
func (p *Section) Main() *kit.Button {
	if !p.trouble.Visible() {
		return nil
	}
	return p.accept
}

// found is what the section shows.
type found struct {
	trouble  office.JournalTrouble
	turned   bool // the data are not those that were written last
	clerks   []office.Clerk
	gaps     []office.Gap
	orphans  []office.Orphan
	refusals []office.Refusal
	traces   []office.SecretTrace
}

// Enter reads again what is known.
func (p *Section) Enter(ctx context.Context) {
	kit.Await(ctx, p.desk, p.read, p.load, p.show)
	// By itself: the system may take its time to tell of a disk.
	kit.Load(ctx, func(ctx context.Context) (office.AtRest, error) { return p.services.AtRest(ctx), nil },
		func(r office.AtRest, _ error) { p.showRest(r) })
}

func (p *Section) load(ctx context.Context) (got found, err error) {
	got.trouble, got.turned = p.services.JournalTrouble()
	if got.clerks, err = p.services.Clerks(ctx); err != nil {
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

func (p *Section) show(got found) {
	p.said.SetText(strings.TrimSpace(got.trouble.Said + " " + kit.T("settings.data-by", got.trouble.By)))
	kit.Seen(p.trouble, got.turned)
	p.by = p.clerk.Seat(got.clerks, p.by)
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

func (p *Section) showRest(r office.AtRest) {
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
func (p *Section) orphan(o office.Orphan) fyne.CanvasObject {
	const shown = 12
	said := kit.Prose(kit.T("settings.data-orphan", string(o.Digest[:shown]), kit.At(o.At), cmp.Or(o.Kind, kit.T("settings.data-kind-unknown"))))
	adopt := p.asks(nil, kit.T("settings.data-adopt"), kit.T("settings.data-adopt-about"), kit.T("settings.data-adopted"), office.MayConvert, func(ctx context.Context, by office.Clerk, why string) error {
		_, err := p.services.AdoptOrphan(ctx, o.Digest, by, why)
		return err
	})
	kit.Able(adopt, o.Kind != "")
	sweep := p.asks(theme.DeleteIcon(), kit.T("settings.data-sweep"), kit.T("settings.data-sweep-about"), kit.T("settings.data-swept"), office.MayRun, func(ctx context.Context, by office.Clerk, why string) error {
		return p.services.SweepOrphan(ctx, o.Digest, by, why)
	})
	return container.NewVBox(said, container.NewHBox(adopt, sweep))
}

// asks makes a button that does something to the data once a person has said why.
func (p *Section) asks(icon fyne.Resource, word, about, done string, may office.Right, do deed) *kit.Button {
	b := kit.NewButton(word, icon, func() { p.ask(word, about, done, do) })
	p.desk.Guard(may, b)
	return b
}

// deed is what a person does to the data, and why.
type deed func(ctx context.Context, by office.Clerk, why string) error

// ask does something away from the screen once a person has said why, says so, and reads
// everything again.
func (p *Section) ask(word, about, done string, do deed) {
	p.asking = p.desk.AskReason(word, about, word, func(why string) {
		by := p.by
		p.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error { return do(ctx, by, why) }, func(err error) {
			if err != nil {
				p.desk.Tell(err)
			} else {
				p.desk.Good(done)
			}
			p.Enter(p.desk.Context())
		})
	})
}

func (p *Section) askAccept() {
	p.ask(kit.T("settings.data-accept"), kit.T("settings.data-accept-about"), kit.T("settings.data-accepted"), func(ctx context.Context, by office.Clerk, why string) error {
		_, err := p.services.AcceptJournal(ctx, by, why)
		return err
	})
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
		lines = append(lines, fmt.Sprintf("%d. %s · %s · %s · %s · %s", i+1, cmp.Or(kit.At(r.At), "–"), r.Secrecy.Name(), office.Numbered(r.Number, r.Symbol), r.Issuer, r.Clerk))
	}
	for _, t := range got.traces {
		lines = append(lines, t.Said())
	}
	return strings.Join(lines, "\n")
}

// prove walks the whole journal and tells what each anchor shows.
func (p *Section) prove() {
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
