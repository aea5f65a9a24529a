// Package lines is by which account the office sends and reads letters about meetings, and which calendars on
// servers it shares with others (thư và lịch chung).
package lines

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the section asks of the station.
type Services interface {
	MailLine(ctx context.Context) (office.MailLine, error)
	ChooseMailLine(ctx context.Context, w office.MailWish) (office.MailLine, error)
	GiveUpMailLine(ctx context.Context) error
	SharedCalendars(ctx context.Context) ([]office.CalendarLine, error)
	FindCalendars(ctx context.Context, address, user, password string) ([]office.FoundCalendar, error)
	ShareCalendar(ctx context.Context, l office.CalendarLine, password string) (office.CalendarLine, error)
	GiveUpCalendar(ctx context.Context, id office.ID) error
	LineStands(ctx context.Context) ([]office.LineStand, error)
	CalendarClashes(ctx context.Context) ([]office.CalendarClash, error)
	SeeCalendarClash(ctx context.Context, by office.Clerk, id office.ID) error
	ExchangeNow(ctx context.Context, w office.ExchangeWish) (office.LinesDone, error)
}

// Section is the lines of the settings.
type Section struct {
	desk     *kit.Desk
	services Services
	stands   *fyne.Container
	now      *kit.Button
	emptied  *kit.Button
	clashes  *fyne.Container // with its heading; hidden where nothing is to be seen
	mail     *mailCard
	shared   *calendarCard
	read     *kit.Awaited
	ctx      context.Context
}

// New lays the section out.
func New(d *kit.Desk, s Services) *Section {
	p := &Section{desk: d, services: s, stands: container.NewVBox(), clashes: kit.Column()}
	p.now = kit.NewMainButton(kit.T("lines.now"), theme.ViewRefreshIcon(), func() { p.exchange(office.ExchangeWish{}) })
	kit.Able(p.now, false)
	p.emptied = kit.NewButton(kit.T("lines.emptied"), nil, func() { p.exchange(office.ExchangeWish{Emptied: true}) })
	p.emptied.Hide()
	d.Guard(office.MayKeep, p.now, p.emptied)
	p.mail, p.shared = newMailCard(p), newCalendarCard(p)
	stand := kit.Card(kit.Subheading(kit.T("lines.stand")), kit.Muted(kit.T("lines.stand-note")), p.stands, container.NewHBox(p.now, p.emptied))
	p.read = kit.NewAwaited(kit.T("settings.reading"), kit.NewFormScroll(kit.Columns(kit.Column(p.mail.card), kit.Column(stand, p.clashes, p.shared.card))))
	return p
}

// Content is the whole section.
func (p *Section) Content() fyne.CanvasObject { return p.read.Content }

// Main exchanges over all lines.
func (p *Section) Main() *kit.Button { return p.now }

// standing is what the section shows.
type standing struct {
	mail   office.MailLine
	shared []office.CalendarLine
	stands []office.LineStand
	unseen []office.CalendarClash
}

// Enter reads again how the lines stand.
func (p *Section) Enter(ctx context.Context) {
	p.ctx = ctx
	kit.Await(ctx, p.desk, p.read, p.ask, p.show)
}

func (p *Section) ask(ctx context.Context) (s standing, err error) {
	if s.mail, err = p.services.MailLine(ctx); err != nil {
		return s, err
	}
	if s.shared, err = p.services.SharedCalendars(ctx); err != nil {
		return s, err
	}
	if s.stands, err = p.services.LineStands(ctx); err != nil {
		return s, err
	}
	s.unseen, err = p.services.CalendarClashes(ctx)
	return s, err
}

func (p *Section) show(s standing) {
	p.stands.RemoveAll()
	emptied := false
	for _, l := range s.stands {
		p.stands.Add(line(l))
		emptied = emptied || l.Name == emptiedName
	}
	if len(s.stands) == 0 {
		p.stands.Add(kit.Prose(kit.T("lines.none")))
	}
	kit.Able(p.now, len(s.stands) > 0)
	kit.Seen(p.emptied, emptied)
	p.mail.show(s.mail)
	p.shared.show(s.shared)
	p.showClashes(s.unseen)
	p.stands.Refresh()
}

// clashesShown are how many are told at once; the others follow as these are seen.
const clashesShown = 20

// showClashes tells what was given up, or not taken, until somebody says that they saw it.
func (p *Section) showClashes(all []office.CalendarClash) {
	p.clashes.RemoveAll()
	kit.Seen(p.clashes, len(all) > 0)
	card := []fyne.CanvasObject{kit.Subheading(kit.T("lines.unseen", len(all)))}
	for _, c := range all[:min(len(all), clashesShown)] {
		seen := kit.NewButton(kit.T("lines.seen"), nil, func() {
			p.act(kit.T("kit.saving"), func(ctx context.Context) error { return p.services.SeeCalendarClash(ctx, office.Clerk{}, c.ID) }, func() {})
		})
		p.desk.Guard(office.MayKeep, seen)
		said := c.Title + ": " + kit.Said(c.What)
		for _, f := range c.Fields {
			said += "\n" + kit.T("lines.differs", kit.Said(f.Name), f.Ours, f.Theirs)
		}
		card = append(card, kit.Border(nil, nil, nil, container.NewVBox(seen), kit.Prose(said)))
	}
	p.clashes.Add(kit.Card(card...))
}

// emptiedName is the name of what is told of a calendar in which nearly all is missing.
const emptiedName = "calsync.emptied"

// line tells how one line stands.
func line(l office.LineStand) fyne.CanvasObject {
	said := kit.T("lines.never")
	if !l.Good.IsZero() {
		said = kit.T("lines.good-at", kit.At(l.Good))
	}
	lines := container.NewVBox(kit.Prose(l.Said), kit.Muted(said))
	if l.Why != "" {
		lines.Add(kit.Prose(kit.Said(l.Why) + " " + kit.Said(l.Next)))
	}
	return lines
}

// exchange sends and reads at once, and tells what was done.
func (p *Section) exchange(w office.ExchangeWish) {
	var done office.LinesDone
	p.act(kit.T("lines.exchanging"), func(ctx context.Context) (err error) {
		done, err = p.services.ExchangeNow(ctx, w)
		return err
	}, func() { p.desk.TellLines(done) })
}

// act does something to the lines, and shows them as they are then.
func (p *Section) act(title string, do func(context.Context) error, done func()) {
	p.desk.Run(title, false, func(ctx context.Context, _ *job.Progress) error { return do(ctx) }, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			done()
		}
		p.again()
	})
}

// again reads how all of it stands, where somebody still looks.
func (p *Section) again() {
	if p.ctx != nil && p.ctx.Err() == nil {
		p.Enter(p.ctx)
	}
}
