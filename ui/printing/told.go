package printing

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// told is what is known of an act whose print copy is made: the job that a
// printer works at, what the copy is, and what came out until now.
type told struct {
	state  *kit.Chip
	doing  *widget.Label
	bar    *widget.ProgressBar
	thin   *fyne.Container // holds the bar
	stops  *kit.Callout
	job    *fyne.Container
	notice *kit.Callout
	facts  *kit.Facts
	prints *fyne.Container

	content *fyne.Container
}

func newTold() *told {
	t := &told{state: kit.NewChip(kit.Info, nil, ""), doing: kit.Prose(""), bar: widget.NewProgressBar(), stops: kit.NewCallout(),
		notice: kit.NewCallout(), facts: kit.NewFixedFacts(), prints: kit.Lines()}
	t.bar.TextFormatter = func() string { return "" }
	t.thin = kit.Thin(t.bar)
	t.job = kit.Card(container.NewHBox(t.state), kit.Lines(t.doing, t.thin), t.stops)
	t.content = kit.FormRows(t.notice, t.prints, t.facts)
	return t
}

// jobTones tell the states of a job.
var jobTones = map[office.JobState]kit.Tone{
	office.JobWaiting: kit.Info, office.JobPrinting: kit.Info, office.JobStopped: kit.Warn, office.JobPrinted: kit.Good, office.JobFiled: kit.Neutral,
	office.JobCancelled: kit.Neutral, office.JobFailed: kit.Warn, office.JobLost: kit.Warn,
}

// showJob tells how far an order to a printer is, and why it does not go on.
func (t *told) showJob(order office.Printout) {
	j := order.Job
	t.state.Set(jobTones[j.State], nil, kit.T("printing.job-"+string(j.State)))
	said := kit.T("printing.job-of", order.Order.Copies, j.Title)
	if j.Sides > 0 && !j.State.Over() {
		said += " " + kit.T("printing.job-sides", j.Done, j.Sides)
	}
	if j.File != "" {
		said += " " + kit.Foreign(j.File)
	}
	t.doing.SetText(said)
	kit.Seen(t.thin, j.Sides > 0 && !j.State.Over())
	t.bar.Max = float64(max(1, j.Sides))
	t.bar.SetValue(float64(j.Done))
	why := stopsSaid(j.Stops)
	if j.State == office.JobStopped && len(j.Stops) == 0 {
		why.Said = kit.T("printing.job-stopped-next")
	}
	t.stops.Say(kit.Warn, why)
	t.job.Refresh()
}

// stopsSaid tells why a printer does not go on; nothing where all is well.
func stopsSaid(stops []office.PrintStop) (t kit.Trouble) {
	for i, stop := range stops {
		if i == 0 {
			t = kit.Trouble{Said: stop.Said, Next: stop.Next}
			continue
		}
		t.Next += "\n" + stop.Said + " " + stop.Next
	}
	return t
}

// show tells of the act.
func (t *told) show(a *act, types []office.DocumentType) {
	switch {
	case a.Withdrawn != nil:
		t.notice.Say(kit.Bad, kit.WithdrawnSaid(*a.Withdrawn, kit.T("printing.withdrawn-next")))
	case a.stage() == over:
		t.notice.Say(kit.Good, kit.Trouble{Said: kit.T("printing.finished", a.Printouts.Came())})
	default:
		t.notice.Say(kit.Warn, bareSaid(a.bare))
	}
	t.facts.Set(factsOf(a.Conversion, types))
	t.prints.RemoveAll()
	for _, p := range a.Printouts {
		t.prints.Add(kit.Muted(printSaid(p)))
	}
	kit.Seen(t.prints, len(a.Printouts) > 0)
	t.content.Refresh()
}

// bareSaid names the pages that had no room for the line with the code.
func bareSaid(bare []int) (t kit.Trouble) {
	if len(bare) > 0 {
		t.Said = kit.T("printing.bare", office.PageRuns(bare))
		t.Next = kit.T("printing.bare-next")
	}
	return t
}

// printSaid tells of one order what came of it.
func printSaid(p office.Printout) string {
	when := kit.At(p.At)
	switch {
	case !p.Confirmed():
		return kit.T("printing.print-waits", when, p.Order.Copies, p.Clerk)
	case p.Filed():
		return kit.T("printing.print-filed", when, p.Clerk)
	case p.Came == 0:
		return kit.T("printing.print-none", when, p.Clerk)
	case p.Came == 1:
		return kit.T("printing.print-one", p.First, when, p.Clerk)
	}
	return kit.T("printing.print-several", p.First, p.First+p.Came-1, when, p.Clerk)
}

// factsOf are the facts of a print copy as a clerk reads them.
func factsOf(c office.Conversion, types []office.DocumentType) []kit.Fact {
	d, m, p := c.Document, of(c.Message), of(c.Print)
	facts := []kit.Fact{
		{Name: kit.T("facts.code"), Value: string(c.Code)}, {Name: kit.T("facts.type"), Value: kit.TypeName(types, d.Type)},
		{Name: kit.T("facts.form"), Value: c.Form.NameFor(office.DataToPaper)},
		{Name: kit.T("facts.issuer"), Value: d.Issuer}, {Name: kit.T("facts.issued"), Value: kit.Day(d.Issued)},
		{Name: kit.T("facts.dossier"), Value: d.Dossier},
		{Name: kit.T("printing.fact-original"), Value: kit.Joined(kit.Foreign(m.Name), kit.T("printing.pages", m.Pages), kit.Sized(m.Size))},
		{Name: kit.T("printing.fact-made"), Value: of(m.Made).Program},
		{Name: kit.T("printing.system"), Value: systemsSaid(m)}, {Name: kit.T("printing.address"), Value: m.Address},
	}
	if p.Pages > 0 {
		signer, wet, decision, number := of(p.Signer), of(p.Wet), of(p.Decision), ""
		if p.Number != nil {
			number = p.Number.Said()
		}
		facts = append(facts, kit.Fact{Name: kit.T("printing.copy"), Value: copySaid(p)},
			kit.Fact{Name: kit.T("printing.fact-number"), Value: number},
			kit.Fact{Name: kit.T("printing.signer"), Value: kit.Joined(signer.Position, signer.Name)},
			kit.Fact{Name: kit.T("printing.fact-decision"), Value: kit.Joined(decision.Why, decision.Clerk)},
			kit.Fact{Name: kit.T("printing.fact-wet"), Value: kit.Joined(wet.Signer, wet.Position, kit.At(wet.At))})
	}
	return append(facts, kit.Fact{Name: kit.T("facts.clerk"), Value: kit.Joined(c.Clerk.Name, c.Clerk.Position)},
		kit.Fact{Name: kit.T("printing.fact-at"), Value: kit.At(c.Finished)})
}

// of is what there is, or nothing.
func of[T any](there *T) (none T) {
	if there == nil {
		return none
	}
	return *there
}

// systemsSaid tells the systems below their own name.
func systemsSaid(m office.DataMessage) string {
	lines := m.SystemLines()
	for i, line := range lines {
		lines[i] = strings.TrimLeft(strings.TrimPrefix(line, "Hệ thống"), ": ")
	}
	return strings.Join(lines, "\n")
}

func copySaid(p office.PrintCopy) string {
	what := kit.T("printing.pages", p.Pages)
	if p.Rewrote {
		what += "\n" + kit.T("printing.rewrote")
	}
	return what
}
