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

// calendarAsked is what is typed of a server of calendars.
type calendarAsked struct {
	address, user string
	password      []byte
}

// calendarCard is the calendars that are shared, and where one more is found.
type calendarCard struct {
	p     *Section
	list  *fyne.Container
	form  *kit.Form[calendarAsked]
	find  *kit.Button
	found *fyne.Container
	asked calendarAsked // what was found by it
	card  fyne.CanvasObject
}

func newCalendarCard(p *Section) *calendarCard {
	c := &calendarCard{p: p, list: container.NewVBox(), found: container.NewVBox()}
	c.form = kit.NewForm(
		kit.AskWords("address", kit.T("lines.calendar-server"), func(a *calendarAsked) *string { return &a.address }).Like("https://lich.xamau.gov.vn").
			About("caldav.bad-address", "caldav.secret-in-address", "caldav.plain-text", "caldav.no-host", "caldav.line-refused", "caldav.none-found", "caldav.web-page", "caldav.not-caldav", "station.calendar-not-one"),
		kit.AskWords("user", kit.T("lines.user"), func(a *calendarAsked) *string { return &a.user }).About("caldav.sign-in-refused"),
		kit.AskPassword("password", kit.T("lines.password"), func(a *calendarAsked) *[]byte { return &a.password }),
	)
	c.form.OnTyped = c.forget
	c.find = kit.NewButton(kit.T("lines.find"), theme.SearchIcon(), c.look)
	p.desk.Guard(office.MayRun, c.find)
	c.card = kit.Card(kit.Subheading(kit.T("lines.calendars")), kit.Muted(kit.T("lines.calendars-note")), c.list, c.form.Content, container.NewHBox(c.find), c.found)
	return c
}

// show lists the calendars that are shared.
func (c *calendarCard) show(all []office.CalendarLine) {
	c.list.RemoveAll()
	for _, l := range all {
		drop := kit.NewQuietButton(kit.T("lines.drop"), theme.DeleteIcon(), func() {
			c.p.act(kit.T("kit.saving"), func(ctx context.Context) error { return c.p.services.GiveUpCalendar(ctx, l.ID) }, func() { c.p.desk.Good(kit.T("lines.dropped", l.Name)) })
		})
		c.p.desk.Guard(office.MayRun, drop)
		c.list.Add(kit.Border(nil, nil, nil, container.NewCenter(drop), container.NewVBox(kit.Prose(l.Name), kit.Muted(l.Address))))
	}
	c.list.Refresh()
}

// forget takes away what was found: the answers are others now.
func (c *calendarCard) forget() {
	clear(c.asked.password)
	c.asked = calendarAsked{}
	c.found.RemoveAll()
	c.found.Refresh()
}

// look asks the server that was typed for its calendars.
func (c *calendarCard) look() {
	if c.find.Disabled() || !c.form.Check(c.p.desk) {
		return
	}
	c.forget()
	c.asked = c.form.Hand()
	a := c.asked
	c.find.Disable()
	var all []office.FoundCalendar
	c.p.desk.Run(kit.T("lines.finding"), false, func(ctx context.Context, _ *job.Progress) (err error) {
		all, err = c.p.services.FindCalendars(ctx, a.address, a.user, string(a.password))
		return err
	}, func(err error) {
		c.find.Enable()
		if err != nil {
			if !c.form.Place(c.p.desk, err) {
				c.p.desk.Tell(err)
			}
			return
		}
		c.offer(all)
	})
}

// offer lists what was found; what may only be read cannot be shared.
func (c *calendarCard) offer(all []office.FoundCalendar) {
	c.found.RemoveAll()
	for _, f := range all {
		share := kit.NewButton(kit.T("lines.share"), nil, func() { c.share(f) })
		said := f.Address
		if !f.Writes {
			share.Disable()
			said = kit.T("lines.read-only") + " " + f.Address
		}
		c.found.Add(kit.Border(nil, nil, nil, container.NewCenter(share), container.NewVBox(kit.Prose(f.Name), kit.Muted(said))))
	}
	c.found.Refresh()
}

func (c *calendarCard) share(f office.FoundCalendar) {
	a := c.asked
	c.p.act(kit.T("lines.sharing"), func(ctx context.Context) error {
		if _, err := c.p.services.ShareCalendar(ctx, office.CalendarLine{Name: f.Name, Address: f.Address, User: a.user}, string(a.password)); err != nil {
			return err
		}
		_, err := c.p.services.ExchangeNow(ctx, office.ExchangeWish{})
		return err
	}, func() {
		c.form.Wipe()
		c.form.Fill(calendarAsked{})
		c.forget()
		c.p.desk.Good(kit.T("lines.shared", f.Name))
	})
}
