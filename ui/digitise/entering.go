package digitise

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// Entering a paper that came in is one act with digitising it: what is asked for that stands below what
// is said of the document, while the box before it is ticked.

// giving is to whom a paper goes once it is on the register.
type giving struct {
	whom   *kit.Select
	people []office.Clerk // who can be chosen, below nobody
	id     string         // of whoever is chosen, also before the people are read; empty: nobody
}

// offer offers those who work here; whoever is chosen stays so.
func (g *giving) offer(all []office.Clerk) {
	g.people = slices.DeleteFunc(slices.Clone(all), func(c office.Clerk) bool { return c.Left })
	g.show()
}

func (g *giving) show() {
	names := []string{kit.T("digitise.give-nobody")}
	for _, c := range g.people {
		names = append(names, kit.Joined(c.Name, c.Position))
	}
	at := slices.IndexFunc(g.people, func(c office.Clerk) bool { return string(c.ID) == g.id }) + 1
	if at == 0 && g.id != "" {
		at = -1 // who was chosen works here no more
	}
	g.whom.Offer(names, at)
}

// chose takes whoever is chosen on the screen.
func (g *giving) chose() {
	g.id = ""
	if i := g.whom.SelectedIndex(); i > 0 && i <= len(g.people) {
		g.id = string(g.people[i-1].ID)
	}
}

func (g *giving) choose(id string) {
	g.id = id
	g.show()
}

func enters(c office.Conversion) bool { return c.Entering != nil }

// enteringOf is a field of what comes after digitising; where nothing does it has none.
func enteringOf(field func(*office.Entering) *string) func(*office.Conversion) *string {
	return func(c *office.Conversion) *string {
		var own office.Entering
		if c.Entering != nil {
			own = *c.Entering
			c.Entering = &own
		}
		return field(&own)
	}
}

// enteringAsks are the questions of what comes after digitising.
func enteringAsks(f *described.Form, g *giving, h *kit.Hanger, words func() []string) []*described.Ask {
	tick := kit.AskYes("entering", kit.T("digitise.entering"), enters, func(c *office.Conversion, yes bool) {
		switch {
		case !yes:
			c.Entering = nil
		case c.Entering == nil:
			c.Entering = &office.Entering{}
		}
	}).Wide()
	g.whom = kit.NewSelect(nil, func(string) {
		g.chose()
		f.Chosen()
	})
	give := kit.Own{Shown: g.whom, First: func() fyne.Focusable { return g.whom }, Read: func() string { return g.id }, Write: g.choose}
	whom := enteringOf(func(e *office.Entering) *string { return (*string)(&e.Give) })
	return []*described.Ask{tick,
		kit.AskOwn("give", kit.T("digitise.give"), give, func(c office.Conversion) string { return *whom(&c) }, func(c *office.Conversion, id string) { *whom(c) = id }).
			When(enters).About("routing.no-person", "routing.not-yours"),
		kit.AskDay("due", kit.T("digitise.due"), enteringOf(func(e *office.Entering) *string { return &e.Due })).
			Empty(kit.T("described.day")).Unread(described.NoDay).When(enters).About("routing.bad-due", "routing.past-due"),
		kit.AskWords("to", kit.T("digitise.to"), enteringOf(func(e *office.Entering) *string { return &e.To })).When(enters).
			Offers(h, func() []kit.Option { return kit.OptionsOf(words()) }),
	}
}

// loadEntering reads to whom papers may go, and what the register says of late.
func (p *Page) loadEntering() {
	kit.Load(p.ctx, p.services.AllClerks, func(all []office.Clerk, err error) {
		kit.Explain(err) // whom nobody can be chosen from stays empty
		p.give.offer(all)
	})
	kit.Load(p.ctx, func(ctx context.Context) (office.RegisterWords, error) {
		return p.services.RegisterWords(ctx, office.FlowIn)
	},
		func(w office.RegisterWords, err error) {
			kit.Explain(err)
			p.toWords = w.To
		})
}

// ScanIn scans a paper that came in, to be entered once it is digitised; what lies on the desk is put
// aside, and the papers after it are entered, too, until the clerk leaves the page.
func (p *Page) ScanIn() {
	if p.sitting != nil {
		p.putAside()
	}
	p.done.shown, p.scansIn = false, true
	p.titled()
	p.face()
	p.Scan()
}

// meant notes that a paper which was just scanned to be entered is to be so, and tells whether that is
// news.
func (p *Page) meant() bool {
	c := &p.sitting.conversion
	news := p.scansIn && c.Entering == nil && c.State == office.Draft && c.Document == (office.Document{})
	if news {
		c.Entering = &office.Entering{}
	}
	return news
}

// titled says at the head of the page what is being done.
func (p *Page) titled() {
	word := kit.T("digitise.title")
	if p.sitting == nil && p.scansIn || p.sitting != nil && enters(p.form.Value()) {
		word = kit.T("digitise.title-in")
	}
	if p.head.title.Text != word {
		p.head.title.SetText(word)
	}
}

// signing is the wish to sign a paper as it is taken in, where it must be signed and the key is open;
// nil: it is not signed.
func (p *Page) signing() *office.SigningWish {
	if _, open := p.services.HeldKey(); !open || !p.signsNext() {
		return nil
	}
	return &office.SigningWish{Role: office.ByOffice, Clerk: p.Clerk()}
}

// takeIn takes the paper on the desk in, or goes on with one that is digitised.
func (p *Page) takeIn(id office.ID) {
	by, sign := p.Clerk(), (*office.SigningWish)(nil)
	if p.Lies(id) {
		sign = p.signing()
	}
	p.finish.Disable()
	var is office.TakenIn
	p.desk.Run(kit.T("digitise.taking-in"), true, func(ctx context.Context, progress *job.Progress) (err error) {
		is, err = p.services.TakeIn(ctx, by, id, sign, progress)
		return err
	}, func(err error) {
		p.finish.Enable()
		p.tookIn(id, is, err)
	})
}

// tookIn tells how far a paper came.
func (p *Page) tookIn(id office.ID, is office.TakenIn, err error) {
	onDesk := p.Lies(id)
	if f, doubted := kit.ClockDoubted(err); doubted && onDesk {
		p.askClock(f, id, p.Clerk(), func() { p.takeIn(id) })
		return
	}
	if is.Conversion.State != office.Finished {
		p.notTaken(id, err)
		return
	}
	if onDesk {
		p.Draft.Drop(string(id))
		p.rise()
	}
	if p.sitting != nil || p.ctx.Err() != nil { // the clerk is at something else
		said := kit.Trouble{Said: saidOf(is)}
		if t, told := kit.Explain(err); told {
			said = kit.Trouble{Said: said.Said + " " + t.Said, Next: t.Next}
		}
		p.desk.Lead(kit.Good, said, kit.T("digitise.see-document"), func() { p.see(is) })
		return
	}
	p.done.took(is, err)
	p.face()
	p.desk.News.Clear()
	p.desk.Focus(p.done.first())
}

// notTaken tells why a paper is still a draft, where it can be put right.
func (p *Page) notTaken(id office.ID, err error) {
	told, _ := office.FailureIn(err)
	t, _ := kit.Explain(err)
	switch {
	case !p.Lies(id):
		p.desk.Tell(err)
	case told.Name == "documents.maybe-there":
		p.desk.Lead(kit.Warn, t, kit.T("digitise.another"), func() { p.sure(id, func(e *office.Entering) { e.Another = true }) })
	case told.Name == "office.day-ahead" || told.Name == "office.day-long-ago":
		p.desk.Lead(kit.Warn, t, kit.T("digitise.another"), func() { p.sure(id, func(e *office.Entering) { e.DaySure = p.sitting.conversion.Document.Issued }) })
	case slices.Contains([]string{"numbering.not-begun", "documents.year-not-open", "numbering.exhausted"}, told.Name) && p.ToRegisters != nil:
		p.desk.Lead(kit.Warn, t, kit.T("digitise.to-registers"), p.ToRegisters)
	default:
		if !p.form.Place(p.desk, err) {
			p.desk.Tell(err)
		}
		p.reload()
	}
}

// sure keeps the word of a person about what is doubted of a paper, and takes it in.
func (p *Page) sure(id office.ID, word func(*office.Entering)) {
	if !p.Lies(id) {
		return
	}
	e := *p.sitting.conversion.Entering
	word(&e)
	p.sitting.conversion.Entering = &e
	p.Draft.Doubt()
	p.Draft.Then(func() {
		if p.Lies(id) {
			p.takeIn(id)
		}
	})
}

// GoOn goes on with a paper that is digitised and not on its register yet.
func (p *Page) GoOn(id office.ID) { p.takeIn(id) }

// see shows the document that a paper became, or the record where there is none.
func (p *Page) see(is office.TakenIn) {
	switch {
	case is.Document.ID != "" && p.OpenDocument != nil:
		p.OpenDocument(is.Document.ID)
	case is.Document.ID == "" && p.OpenRecord != nil:
		p.OpenRecord(is.Conversion.ID)
	}
}

// saidOf tells what was done of a paper, and no more.
func saidOf(is office.TakenIn) string {
	said := []string{kit.T("digitise.did-digitise", len(is.Conversion.Pages))}
	switch {
	case is.Document.ID == "":
		return said[0]
	case is.Document.Number == 0:
		said = append(said, kit.T("digitise.did-enter-waits", is.Document.Waiting))
	default:
		said = append(said, kit.T("digitise.did-enter", is.Document.Said()))
	}
	if is.Stamp != nil {
		said = append(said, kit.T("digitise.did-stamp"))
	}
	if is.Given.Name != "" {
		said = append(said, kit.T("digitise.did-give", is.Given.Name))
	}
	return strings.Join(said, " ")
}

// wanting tells what could not be done of a paper, each with what to do.
func wanting(is office.TakenIn, err error) (all []kit.Trouble) {
	for _, each := range []error{err, is.NotStamped, is.NotGiven} {
		if t, told := kit.Explain(each); told {
			all = append(all, t)
		}
	}
	return all
}

// numberOf is what the clerk writes on the paper: its number on the register, or the code where it has
// none.
func numberOf(is office.TakenIn) string {
	if is.Document.ID == "" {
		return string(is.Conversion.Code)
	}
	return cmp.Or(kit.T("digitise.number-in", is.Document.Said()))
}
