package requests

import (
	"context"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// opened is a request as it was read.
type opened struct {
	is    office.RequestTold
	deeds []office.Deed
}

// detail tells of the request that lies open: where it stands in a sentence to be spoken, what may be
// done with it, who asks, the papers, and all that was done.
type detail struct {
	*kit.Detail[opened]
	lead office.ID // of a request with which one goes on: the keyboard is led to what may be done

	page    *Page
	deeds   *fyne.Container
	forms   *fyne.Container
	sign    *kit.Check   // the form that is saved is signed
	wants   *kit.Callout // what is missing, and what is still owed
	facts   *kit.Facts
	papers  *fyne.Container
	steps   *fyne.Container
	journal *kit.Journal
	scroll  *container.Scroll
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, deeds: kit.Flow(), forms: kit.Flow(), sign: kit.NewCheck(kit.T("requests.sign"), nil), wants: kit.NewCallout(), facts: kit.NewFacts(), papers: container.NewVBox(), steps: container.NewVBox(), journal: kit.NewJournal()}
	d.scroll = kit.NewFormScroll(kit.Column(d.deeds, d.wants, kit.Card(kit.Strong(kit.T("requests.forms")), d.forms), kit.Card(d.facts), kit.Card(kit.Strong(kit.T("requests.papers")), d.papers), kit.Card(kit.Strong(kit.T("requests.steps")), d.steps), kit.Subheading(kit.T("requests.journal")), d.journal.Content))
	d.Detail = kit.NewDetail[opened](p.desk, kit.T("requests.choose"), d.scroll)
	d.Read, d.Same, d.Show = d.load, func(a, b opened) bool { return reflect.DeepEqual(a, b) }, d.fill
	d.Deed(kit.NewButton(kit.T("requests.copy"), theme.ContentCopyIcon(), d.copy), "")
	d.Deed(kit.NewButton(kit.T("requests.correct"), theme.DocumentCreateIcon(), func() { p.receiving.begin(d.Record().is.Request) }), office.MayKeep)
	return d
}

func (d *detail) load(ctx context.Context, id office.ID) (o opened, err error) {
	if o.is, err = d.page.services.Request(ctx, id); err != nil {
		return o, err
	}
	o.deeds, err = d.page.services.History(ctx, id)
	return o, err
}

// copy puts the sentence by which the request is told where one can paste it.
func (d *detail) copy() {
	said := kit.Said(d.Record().is.Said)
	fyne.CurrentApp().Clipboard().SetContent(said)
	d.page.desk.Good(kit.T("requests.copied", said))
}

func (d *detail) fill(o opened, anew bool) {
	d.Title(kit.Joined(office.RequestCodeSpoken(o.is.Request.Code), o.is.Request.Asked.Name))
	tone := kit.Info
	if o.is.Late || len(o.is.Parted) > 0 {
		tone = kit.Warn
	}
	d.Banner.Say(tone, kit.Trouble{Said: kit.Said(o.is.Said)})
	d.want(o.is)
	d.facts.Set(factsOf(o.is))
	d.paper(o.is.Request.Papers)
	d.tell(o.is.Steps)
	d.journal.Set(o.deeds)
	if anew {
		d.scroll.ScrollToTop()
	}
	d.offerForms(o.is)
	d.offer(o.is)
	d.Grown()
}

// want tells what is missing, what is still to be done before the end, and what the appointment rests on.
func (d *detail) want(is office.RequestTold) {
	var all []string
	for _, lack := range is.Lacks {
		all = append(all, kit.T("requests.lacks", lack))
	}
	for _, owed := range is.Owes {
		all = append(all, kit.T("requests.owes", kit.Said(owed)))
	}
	for _, told := range is.Request.DueTold {
		all = append(all, kit.Said(told))
	}
	d.wants.Say(kit.Warn, kit.Trouble{Said: strings.Join(all, "\n")})
}

// offer puts a button above for each deed that may be done now.
func (d *detail) offer(is office.RequestTold) {
	d.deeds.RemoveAll()
	for i, way := range is.Ways {
		said := kit.Said(way.Said)
		act := func() { d.page.step.open(way.Deed, said, is) }
		b := kit.NewButton(said, nil, act)
		if i == 0 {
			b = kit.NewMainButton(said, nil, act)
		}
		d.page.desk.Guard(rightOf(way.Deed), b)
		d.deeds.Add(b)
		if i == 0 && d.lead == is.Request.ID {
			d.lead = ""
			d.page.desk.Focus(b)
		}
	}
	kit.Seen(d.deeds, len(is.Ways) > 0)
}

// factsOf is what is on record of a request.
func factsOf(is office.RequestTold) []kit.Fact {
	r := is.Request
	choice := func(all []office.Choice, key string) string { return kit.Said(office.ChoiceSaid(all, key)) }
	return []kit.Fact{
		{Name: kit.T("requests.veiled"), Value: veiledSaid(is)}, {Name: kit.T("requests.ask-name"), Value: r.From.Name}, {Name: kit.T("requests.ask-sort"), Value: choice(office.ApplicantSorts, r.From.Sort)},
		{Name: kit.T("requests.number"), Value: r.From.Number}, {Name: kit.T("requests.identity"), Value: kit.Joined(choice(office.IdentityBases, r.From.Identity), r.From.Shown)},
		{Name: kit.T("requests.ask-phone"), Value: r.From.Phone}, {Name: kit.T("requests.ask-mail"), Value: r.From.Mail}, {Name: kit.T("requests.ask-address"), Value: r.From.Address},
		{Name: kit.T("requests.agent"), Value: kit.Joined(r.Agent.Name, r.Agent.Number, r.Agent.Phone)}, {Name: kit.T("requests.ask-authority"), Value: r.Agent.Authority},
		{Name: kit.T("requests.ask-content"), Value: r.Content}, {Name: kit.T("requests.ask-channel"), Value: choice(office.RequestChannels, r.Channel)},
		{Name: kit.T("requests.received-at"), Value: kit.Joined(kit.At(r.Received), r.By.Name)}, {Name: kit.T("requests.due"), Value: kit.At(is.Due)},
		{Name: kit.T("requests.ask-way"), Value: kit.Joined(choice(office.ResultWays, r.Way), r.Where)}, {Name: kit.T("requests.ask-tell"), Value: choice(office.TellWays, r.Tell)},
		{Name: kit.T("requests.holder"), Value: is.Holder.Name},
		{Name: kit.T("requests.ask-result"), Value: kit.Joined(is.Result.Said, choice(office.ResultMedia, is.Result.Medium))},
		{Name: kit.T("requests.ask-taker"), Value: kit.Joined(is.Given.To, is.Given.Authority)}, {Name: kit.T("requests.store"), Value: kit.Joined(choice(office.StoreChoices, is.Given.Store), is.Given.Reference)},
	}
}

// veiledSaid tells who need not know how a person is reached that it is not shown to them.
func veiledSaid(is office.RequestTold) string {
	if is.Veiled {
		return kit.T("requests.veiled-said")
	}
	return ""
}

// paper lists the papers; what is a data message here can be opened.
func (d *detail) paper(all []office.RequestPaper) {
	d.papers.RemoveAll()
	if len(all) == 0 {
		d.papers.Add(kit.Muted(kit.T("requests.papers-none")))
	}
	for _, p := range all {
		said := kit.Prose(kit.Joined(p.Name, kit.Said(office.ChoiceSaid(office.PaperForms, p.Form)), p.Allowed))
		if p.Record == "" || d.page.OpenRecord == nil {
			d.papers.Add(said)
			continue
		}
		see := kit.NewButton(kit.T("requests.see"), nil, func() { d.page.OpenRecord(p.Record) })
		d.papers.Add(kit.Border(nil, nil, nil, see, said))
	}
}

// tell tells what was done, the first step first.
func (d *detail) tell(steps []office.RequestStep) {
	d.steps.RemoveAll()
	if len(steps) == 0 {
		d.steps.Add(kit.Muted(kit.T("requests.steps-none")))
	}
	for _, s := range steps {
		what := kit.Joined(kit.Said(s.Said), s.To.Name, s.Say, strings.Join(s.Lacks, "; "), s.Result.Said, kit.Said(office.ChoiceSaid(office.TellWays, s.Notice.Way)), s.Notice.Basis, s.Given.To)
		who := kit.T("kit.deed-by", kit.At(s.At), s.By.Name)
		lines := []fyne.CanvasObject{kit.Prose(what), kit.Muted(who)}
		if s.Note != "" {
			lines = append(lines, kit.Muted(kit.Said(s.Note)))
		}
		if s.Result.Record != "" && d.page.OpenRecord != nil {
			lines = append(lines, kit.Flow(kit.NewButton(kit.T("requests.see"), nil, func() { d.page.OpenRecord(s.Result.Record) })))
		}
		d.steps.Add(kit.Lines(lines...))
	}
}
