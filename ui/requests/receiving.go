package requests

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// receiving is the form by which a request is received, or what was written of who asks is put right.
type receiving struct {
	page       *Page
	procedures []office.Procedure
	listed     bool // they were read
	choice     *kit.Choice
	number     *kit.Entry
	papers     *papers
	form       *kit.Form[office.Request]
	kept       *kit.Keeping[office.Request]
	ctx        context.Context // of the visit of the page

	more   bool   // the seldom questions are asked
	tell   string // that the program chose; the clerk's own choice stays
	clock  string // why the time of the PC is right; empty: nobody said
	known  *widget.Label
	title  *widget.Label
	scroll *container.Scroll

	content fyne.CanvasObject
}

const contentRows = 2

func newReceiving(p *Page, h *kit.Hanger) *receiving {
	r := &receiving{page: p, choice: kit.NewChoice(nil, h), number: kit.NewEntry(), known: kit.Muted(""), title: kit.Subheading("")}
	r.papers = newPapers(h, r.known, kit.NewButton(kit.T("requests.seek"), nil, r.seek), func() []kit.Option { return kit.OptionsOf(namesOf(p.all)) }, func() { r.form.Typed() }, r.grown)
	r.choice.OnChosen = func(string) {
		r.papers.ask(r.procedure().PapersAsked())
		r.form.Chosen()
		if h.Holds(r.choice) { // taken from its list, and not as the keyboard goes elsewhere: the card comes next
			p.desk.Focus(r.number)
		}
	}
	r.number.SetPlaceHolder(kit.T("requests.number-enter"))
	r.number.OnSubmitted = func(string) { // a reader ends with it, too: what it typed is read, and nothing else is done
		if !r.card() {
			r.seek()
		}
	}
	r.number.OnChanged = func(string) { r.form.Typed() }
	r.number.OnLeave = func() { r.card() }
	r.form = kit.NewForm(r.asks(h)...)
	r.kept = kit.NewKeeping(p.desk, r.form, kit.KeepingOf[office.Request]{
		Name: "requests", Word: kit.T("requests.receive"), May: office.MayKeep, Is: func(r office.Request) string { return string(r.ID) },
		Save: r.save, Said: receivedSaid,
		Kept: r.came, Failed: r.failed, Typed: func(office.Request) { r.chooseTell() },
	})
	back := kit.NewButton(kit.T("requests.back"), nil, func() { p.face(p.detail.Content) })
	r.scroll = kit.NewFormScroll(kit.Card(r.title, r.form.Content))
	r.content = kit.Border(nil, container.NewHBox(r.kept.Save, back), nil, nil, r.scroll)
	return r
}

// receivedSaid says what was done with a request: it was received, or put right.
func receivedSaid(is office.Request) string {
	if is.Version > 1 {
		return kit.T("requests.corrected", office.RequestCodeSpoken(is.Code))
	}
	return kit.T("requests.received", office.RequestCodeSpoken(is.Code))
}

// grown has the page lay the form out again: a paper more or less.
func (r *receiving) grown() {
	if r.content != nil {
		r.content.Refresh()
	}
}

func namesOf(clerks []office.Clerk) (all []string) {
	for _, c := range clerks {
		if !c.Left {
			all = append(all, c.Name)
		}
	}
	return all
}

// asks are the questions: those of every request first, the seldom ones behind a tick.
func (r *receiving) asks(h *kit.Hanger) []*kit.Ask[office.Request] {
	text := func(key string, into func(*office.Request) *string) *kit.Ask[office.Request] {
		return kit.AskWords(key, kit.T("requests.ask-"+key), into)
	}
	which := kit.Own{Shown: r.choice, First: func() fyne.Focusable { return r.choice }, Read: r.choice.Chosen, Write: r.choose}
	number := kit.Own{Shown: r.number, First: func() fyne.Focusable { return r.number }, Read: func() string { return kit.Typed(r.number.Text) }, Write: r.number.SetText}
	brought := kit.Own{Shown: r.papers.content, First: r.papers.first, Read: r.papers.answer, Write: r.papers.write}
	isNew := func(q office.Request) bool { return q.ID == "" }
	seldom := func(key string, into func(*office.Request) *string) *kit.Ask[office.Request] {
		return text(key, into).When(func(q office.Request) bool { return r.more || *into(&q) != "" })
	}
	more := func(office.Request) bool { return r.more }
	return []*kit.Ask[office.Request]{
		kit.AskOwn("procedure", kit.T("requests.ask-procedure"), which, func(q office.Request) string { return string(q.Procedure) }, func(q *office.Request, id string) { q.Procedure = office.ID(id) }).
			Must().When(isNew).Judged(chosen).About("requests.no-such-procedure", "requests.procedure-over", "requests.no-term", "requests.online-not"),
		kit.AskOwn("number", kit.T("requests.ask-number"), number, func(q office.Request) string { return q.From.Number }, func(q *office.Request, n string) { q.From.Number = n }).
			About("requests.bad-number", "requests.bad-card-number"),
		kit.AskOne("identity", kit.T("requests.ask-identity"), office.IdentityBases, func(q *office.Request) *string { return &q.From.Identity }).Must().Beside().About("requests.no-identity"),
		text("shown", func(q *office.Request) *string { return &q.From.Shown }).When(func(q office.Request) bool { return q.From.Identity == office.IdentityOther }),
		text("name", func(q *office.Request) *string { return &q.From.Name }).Must().About("requests.no-applicant"),
		text("phone", func(q *office.Request) *string { return &q.From.Phone }).Beside().About("requests.bad-phone"),
		kit.AskOne("tell", kit.T("requests.ask-tell"), office.TellWays, func(q *office.Request) *string { return &q.Tell }).Leads(func() { r.tell = "" }).About("requests.no-tell"),
		kit.AskOwn("papers", kit.T("requests.ask-papers"), brought, func(q office.Request) string { return written(q.Papers) }, func(q *office.Request, typed string) { q.Papers = readPapers(typed) }).
			About("requests.no-paper-form", "requests.not-reused", "requests.paper-not-here", "requests.too-many-papers"),
		kit.AskYes("more", kit.T("requests.ask-more"), more, func(_ *office.Request, yes bool) { r.more = yes }),
		kit.AskOne("sort", kit.T("requests.ask-sort"), office.ApplicantSorts, func(q *office.Request) *string { return &q.From.Sort }).When(more),
		kit.AskOne("channel", kit.T("requests.ask-channel"), office.RequestChannels, func(q *office.Request) *string { return &q.Channel }).Beside().When(more).About("requests.no-channel"),
		kit.AskProse("content", kit.T("requests.ask-content"), contentRows, func(q *office.Request) *string { return &q.Content }).When(func(q office.Request) bool { return r.more || q.Content != "" }),
		seldom("address", func(q *office.Request) *string { return &q.From.Address }),
		seldom("mail", func(q *office.Request) *string { return &q.From.Mail }).Beside().About("requests.bad-mail"),
		kit.AskOne("way", kit.T("requests.ask-way"), office.ResultWays, func(q *office.Request) *string { return &q.Way }).When(more).About("requests.no-result-way"),
		seldom("where", func(q *office.Request) *string { return &q.Where }).Beside(),
		seldom("agent", func(q *office.Request) *string { return &q.Agent.Name }).About("requests.no-agent-name"),
		seldom("authority", func(q *office.Request) *string { return &q.Agent.Authority }).Beside().About("requests.no-authority"),
		seldom("agent-number", func(q *office.Request) *string { return &q.Agent.Number }).Leads(r.agentCard),
		seldom("agent-phone", func(q *office.Request) *string { return &q.Agent.Phone }).Beside(),
		setsAsk().When(more),
	}
}

func chosen(q office.Request) error {
	if q.ID == "" && q.Procedure == "" {
		return kit.Refused("requests.no-procedure")
	}
	return nil
}

// setsAsk asks how often the papers were handed in.
func setsAsk() *kit.Ask[office.Request] {
	return kit.AskBy(office.Ask{Key: "sets", Said: kit.T("requests.ask-sets")}, func(q *office.Request) string { return strconv.Itoa(q.Sets) }, func(q *office.Request, typed string) {
		q.Sets, _ = strconv.Atoi(typed)
	}).About("requests.bad-sets")
}

// blank is a request as one comes to the counter.
func blank() office.Request {
	return office.Request{From: office.Applicant{Sort: office.ApplicantSorts[0].Key}, Channel: office.RequestChannels[0].Key, Way: office.ResultWays[0].Key, Tell: office.TellPortal, Sets: 1}
}

// enter takes up, once, what was left half typed when the window closed; ctx ends when the clerk leaves
// the page.
func (r *receiving) enter(ctx context.Context) {
	r.ctx = ctx
	r.read()
	if left := r.kept.Opened(); slices.Contains(left, "") {
		r.begin(blank())
	}
}

// read has the procedures read that may be asked for.
func (r *receiving) read() {
	if r.ctx == nil {
		return
	}
	kit.Load(office.Again(r.ctx), r.page.services.Procedures, func(all []office.Procedure, err error) {
		r.page.desk.Tell(err)
		r.procedures, r.listed = all, err == nil
		options := make([]kit.Option, len(all))
		for i, p := range all {
			options[i] = kit.Option{Key: string(p.ID), Name: p.Name, Also: []string{p.Code}}
		}
		r.choice.Offer(options)
		r.papers.ask(r.procedure().PapersAsked())
	})
}

// begin brings the form forward with a request: a new one, or one to be put right.
func (r *receiving) begin(q office.Request) {
	p := r.page
	p.finder.Choose(q.ID)
	r.more, r.tell, r.clock = false, q.Tell, ""
	r.known.SetText("")
	kit.Seen(r.known, false)
	r.kept.Show(q)
	r.title.SetText(kit.T("requests.new-title"))
	r.kept.Save.SetText(kit.T("requests.receive"))
	if q.ID != "" {
		r.tell = ""
		r.title.SetText(kit.T("requests.correct-title", office.RequestCodeSpoken(q.Code)))
		r.kept.Save.SetText(kit.T("requests.correct"))
	}
	p.face(r.content)
	r.scroll.ScrollToTop()
	p.desk.Focus(r.form.First())
	if r.listed && len(r.procedures) == 0 { // a new office: nothing can be asked for yet
		p.desk.Tell(kit.Refused("requests.none-listed"))
	}
}

// choose puts a procedure into the form, with the papers that it asks.
func (r *receiving) choose(id string) {
	r.choice.Choose(id)
	r.papers.ask(r.procedure().PapersAsked())
}

// procedure is the one that was chosen.
func (r *receiving) procedure() (none office.Procedure) {
	for _, p := range r.procedures {
		if string(p.ID) == r.choice.Chosen() {
			return p
		}
	}
	return none
}

// card takes the code on an identity card apart, once a reader typed all of it into the number, and tells
// whether it was one.
func (r *receiving) card() bool {
	who, is := office.ParseCard(r.number.Text)
	if !is {
		return false
	}
	r.number.SetText(who.Number)
	r.form.Type(map[string]string{"identity": office.IdentityCard, "name": who.Name, "address": who.Address})
	r.form.Focus(r.page.desk, "phone")
	return true
}

// agentCard does the same with the card of who acts for the applicant.
func (r *receiving) agentCard() {
	if who, is := office.ParseCard(r.form.Answers()["agent-number"]); is {
		r.form.Type(map[string]string{"agent-number": who.Number, "agent": who.Name})
	}
}

// chooseTell chooses how the end is told from what is known of who asks, until the clerk chooses.
func (r *receiving) chooseTell() {
	q := r.form.Value()
	if q.Tell != r.tell || r.tell == "" {
		return
	}
	r.tell = office.TellPortal
	if q.From.Phone != "" {
		r.tell = office.TellMessage
	}
	r.form.Put("tell", r.tell)
}

// seek looks what the office has of who bears the number: it fills in what stands empty, and offers the
// papers to be used again (Điều 8.4). The look is kept in the journal.
func (r *receiving) seek() {
	number := kit.Typed(r.number.Text)
	if number == "" {
		r.form.Focus(r.page.desk, "number")
		return
	}
	kit.Load(r.ctx, func(ctx context.Context) (office.PersonSought, error) {
		return r.page.services.PersonSought(ctx, number)
	}, func(is office.PersonSought, err error) {
		if err != nil {
			r.form.Tell(r.page.desk, err)
			return
		}
		if kit.Typed(r.number.Text) == number {
			r.found(is)
		}
	})
}

// found takes what the office has of somebody.
func (r *receiving) found(is office.PersonSought) {
	r.known.SetText(kit.T("requests.sought", is.Requests, len(is.Papers)))
	if is.Requests == 0 {
		r.known.SetText(kit.T("requests.sought-none"))
	}
	if len(is.Open) > 0 {
		r.known.SetText(r.known.Text + " " + kit.T("requests.sought-open", strings.Join(is.Open, "; ")))
	}
	kit.Seen(r.known, true)
	if typed := r.form.Value().From.Name; typed != "" && is.From.Name != "" && office.Fold(typed) != office.Fold(is.From.Name) {
		r.known.SetText(r.known.Text + " " + kit.T("requests.sought-other", is.From.Name))
	}
	q, typed := r.form.Value(), map[string]string{}
	for key, each := range map[string][2]string{"name": {q.From.Name, is.From.Name}, "phone": {q.From.Phone, is.From.Phone}, "address": {q.From.Address, is.From.Address}, "mail": {q.From.Mail, is.From.Mail}} {
		if each[0] == "" && each[1] != "" {
			typed[key] = each[1]
		}
	}
	r.form.Type(typed)
	r.papers.offer(is.Papers)
	r.content.Refresh()
	r.form.Focus(r.page.desk, "identity")
}

// save has the station receive the request, or put right what was written of it.
func (r *receiving) save(ctx context.Context, q office.Request) (office.Request, error) {
	if q.ID != "" {
		is, err := r.page.services.CorrectRequest(ctx, r.page.by, q)
		return is.Request, err
	}
	q.Clock = &office.ClockWord{Why: r.clock}
	is, err := r.page.services.ReceiveRequest(ctx, r.page.by, q)
	return is.Request, err
}

// failed asks for a word where the time of the PC looks wrong.
func (r *receiving) failed(err error) bool {
	f, doubted := kit.ClockDoubted(err)
	if doubted {
		r.page.desk.AskClock(f, func(why string) {
			r.clock = why
			r.kept.Press()
		})
	}
	return doubted
}

// came shows what was received.
func (r *receiving) came(q office.Request) {
	r.clock = ""
	r.page.finder.Find()
	r.page.detail.lead = q.ID
	r.page.Open(q.ID)
}
