package emergency

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

// Services is what this page asks of the station.
type Services interface {
	EmergencyStands(ctx context.Context) (office.EmergencyStands, error)
	Reckoning(ctx context.Context) (office.Reckoning, error)
	BeginEmergency(ctx context.Context, by office.Clerk, why, at string) (office.Emergency, error)
	EndEmergency(ctx context.Context, by office.Clerk, at string) ([]office.Emergency, error)
	CloseEmergency(ctx context.Context, by office.Clerk) ([]office.Emergency, error)
	MakePad(ctx context.Context, by office.Clerk, slips int, path string) (office.Pad, error)
	CountPad(ctx context.Context, by office.Clerk, called string, used int, ends bool) (office.Pad, error)
	SettleSlip(ctx context.Context, by office.Clerk, number string, as office.State, words string) (office.Receipt, error)
	SaveReckoning(ctx context.Context, path, by string) error
	Clerks(ctx context.Context) ([]office.Clerk, error)
}

const pageMargin = 8

// Page is the place "Mất kết nối".
type Page struct {
	// OpenReceipt opens a receipt in its register; WriteIn begins one of a number. Set by who
	// builds the window.
	OpenReceipt func(office.ID)
	WriteIn     func(number string)

	desk     *kit.Desk
	services Services
	visit    kit.Latest
	by       office.Clerk
	shown    *standing // nil: nothing is shown yet
	asking   *kit.Reason

	state  *fyne.Container
	pads   *fyne.Container
	clerk  *kit.ClerkChoice
	slips  *kit.Entry // how many a new pad has
	field  *kit.Field
	make   *kit.Button
	save   *kit.Button
	counts map[office.ID]*count // what is typed of each pad
	read   *kit.Awaited

	content fyne.CanvasObject
}

// standing is what the page shows.
type standing struct {
	is     office.EmergencyStands
	all    office.Reckoning
	clerks []office.Clerk
}

// usualSlips is how many slips a new pad has until somebody types another number.
const usualSlips = "50"

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, state: container.NewVBox(), pads: kit.Column(), slips: kit.NewEntry(), counts: map[office.ID]*count{}}
	p.clerk = kit.NewClerkChoice(kit.T("emergency.by"), func(c office.Clerk) { p.by = c })
	p.slips.SetText(usualSlips)
	p.field = kit.NewField(kit.T("emergency.slips"), p.slips, kit.T("emergency.slips-hint"))
	p.make = kit.NewButton(kit.T("emergency.make"), theme.DocumentPrintIcon(), p.makePad)
	desk.Guard(office.MayKeep, p.make)
	making := kit.Card(kit.Subheading(kit.T("emergency.pads")), kit.Muted(kit.T("emergency.pads-note")), p.field, container.NewHBox(p.make))
	p.save = kit.NewButton(kit.T("emergency.save"), theme.DocumentSaveIcon(), p.report)
	head := kit.Head(kit.Heading(kit.T("emergency.title")), p.save)
	p.read = kit.NewAwaited(kit.T("emergency.reading"), kit.NewFormScroll(kit.Columns(kit.Column(kit.Card(p.state), making, p.clerk.Content), p.pads)))
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.read.Content))
	return p
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads how things stand.
func (p *Page) Enter() { p.load(p.visit.Next(p.desk.Context())) }

// Leave drops what is being read.
func (p *Page) Leave() { p.visit.Drop() }

// Changed reads again.
func (p *Page) Changed() { p.load(p.visit.Now()) }

func (p *Page) load(ctx context.Context) {
	kit.Await(ctx, p.desk, p.read, func(ctx context.Context) (s standing, err error) {
		if s.is, err = p.services.EmergencyStands(ctx); err != nil {
			return s, err
		}
		if s.all, err = p.services.Reckoning(ctx); err != nil {
			return s, err
		}
		s.clerks, err = p.services.Clerks(ctx)
		return s, err
	}, p.show)
}

// show lays out what changed; what is being typed of pads stays in its fields.
func (p *Page) show(s standing) {
	if p.shown != nil && reflect.DeepEqual(*p.shown, s) {
		return
	}
	p.shown = &s
	p.by = p.clerk.Seat(s.clerks, p.by)
	kit.Seen(p.clerk.Content, len(s.clerks) > 1)
	p.showState(s)
	p.pads.RemoveAll()
	for _, pad := range s.all.Pads {
		p.pads.Add(p.padCard(pad))
	}
	if len(s.all.Others) > 0 {
		p.pads.Add(kit.Card(append([]fyne.CanvasObject{kit.Subheading(kit.T("emergency.others")), kit.Muted(kit.T("emergency.others-note"))}, p.slipLines(s.all.Others)...)...))
	}
	if len(p.pads.Objects) == 0 {
		p.pads.Add(kit.Card(kit.Prose(kit.T("emergency.no-pads"))))
	}
	p.content.Refresh()
}

// showState tells whether there is a line, what works without one, what waits, and what is
// to be done next.
func (p *Page) showState(s standing) {
	p.state.RemoveAll()
	var next *kit.Button
	switch slips, pads := s.all.Open(); {
	case s.is.On:
		next = kit.NewMainButton(kit.T("emergency.end"), theme.ConfirmIcon(), p.end)
		p.tell(kit.Warn, kit.T("emergency.on"), Since(s.is))
		p.state.Add(kit.Prose(kit.T("emergency.works")))
		for _, w := range s.is.Waits {
			p.state.Add(kit.Prose(HeldSaid(w)))
		}
		if slips > 0 {
			p.state.Add(kit.Prose(kit.T("emergency.slips-open", slips)))
		}
	case s.is.Over:
		next = kit.NewMainButton(kit.T("emergency.close"), theme.ConfirmIcon(), p.close)
		said := kit.T("emergency.nothing-open")
		if slips+pads > 0 {
			said = kit.T("emergency.still-open", slips, pads)
		}
		p.tell(kit.Warn, kit.T("emergency.over"), said)
		for _, e := range s.all.Emergencies {
			p.state.Add(kit.Muted(kit.T("emergency.was", kit.Foreign(e.Why), kit.At(office.MomentOf(e.Begun)), kit.At(office.MomentOf(e.Ended)))))
		}
	default:
		p.tell(kit.Neutral, kit.T("emergency.none"), kit.T("emergency.none-note"))
	}
	buttons := kit.Flow()
	if next != nil {
		p.desk.Guard(office.MayKeep, next)
		buttons.Add(next)
	}
	if !s.is.On {
		begin := kit.NewButton(kit.T("emergency.begin"), kit.IconWarning, p.begin)
		p.desk.Guard(office.MayKeep, begin)
		buttons.Add(begin)
	}
	p.state.Add(buttons)
}

func (p *Page) tell(tone kit.Tone, state, said string) {
	p.state.Add(container.NewHBox(kit.NewChip(tone, nil, state)))
	words := kit.Prose(said)
	words.TextStyle.Bold = true
	p.state.Add(words)
}

// Since says since when there is no line, and why.
func Since(is office.EmergencyStands) string {
	why := make([]string, len(is.Why))
	for i, each := range is.Why {
		why[i] = kit.Said(each)
	}
	return kit.T("emergency.since", kit.At(is.Since), strings.Join(why, "; "))
}

// HeldSaid counts what waits of one sort until there is a line.
func HeldSaid(h office.Held) string { return kit.T("emergency.held-"+string(h.Sort), h.Count) }

// begin asks why, and has the time without a line begin now.
func (p *Page) begin() {
	p.asking = p.desk.AskReason(kit.T("emergency.begin"), kit.T("emergency.begin-about"), kit.T("emergency.begin-yes"), func(why string) {
		p.act(kit.T("emergency.begun"), func(ctx context.Context) error {
			_, err := p.services.BeginEmergency(ctx, p.by, why, "")
			return err
		})
	})
}

func (p *Page) end() {
	p.act(kit.T("emergency.ended"), func(ctx context.Context) error {
		_, err := p.services.EndEmergency(ctx, p.by, "")
		return err
	})
}

func (p *Page) close() {
	p.act(kit.T("emergency.closed"), func(ctx context.Context) error {
		_, err := p.services.CloseEmergency(ctx, p.by)
		return err
	})
}

// act does something, says that it is done, and shows what stands then.
func (p *Page) act(done string, do func(context.Context) error) {
	p.desk.Carry(done, do, p.Changed)
}

// report saves how every emergency went.
func (p *Page) report() {
	p.desk.Save(kit.Saving{Purpose: "papers", Name: kit.T("emergency.file"), Write: func(ctx context.Context, path string) error {
		return p.services.SaveReckoning(ctx, path, p.by.Name)
	}})
}

// Finish does what comes next (Ctrl+Enter).
func (p *Page) Finish() {
	switch {
	case p.shown == nil:
	case p.shown.is.On:
		p.end()
	case p.shown.is.Over:
		p.close()
	}
}
