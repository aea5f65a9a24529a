package meetings

import (
	"context"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// opened is a meeting as it was read.
type opened struct {
	is    office.MeetingTold
	deeds []office.Deed

	versions []office.Version // what stations made of it apart
}

// detail tells of the meeting that lies open: when and where, who is invited, on what, and what may be done
// with it.
type detail struct {
	*kit.Detail[opened]
	page *Page
	at   string // which time of it was chosen; empty: it takes place once

	deeds   *fyne.Container
	wants   *kit.Callout
	facts   *kit.Facts
	people  *fyne.Container
	items   *fyne.Container
	papers  *fyne.Container
	times   *fyne.Container
	journal *kit.Journal
	scroll  *container.Scroll

	versions *fyne.Container
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, deeds: kit.Flow(), wants: kit.NewCallout(), facts: kit.NewFacts(), people: kit.Lines(), items: kit.Lines(), papers: container.NewVBox(), times: container.NewVBox(), journal: kit.NewJournal(), versions: kit.Column()}
	d.scroll = kit.NewFormScroll(kit.Column(d.versions, d.deeds, d.wants, kit.Card(d.facts), kit.Card(kit.Strong(kit.T("meetings.people")), d.people), kit.Card(kit.Strong(kit.T("meetings.items")), d.items),
		kit.Card(kit.Strong(kit.T("meetings.ask-papers")), d.papers), kit.Card(kit.Strong(kit.T("meetings.times")), d.times), kit.Subheading(kit.T("meetings.journal")), d.journal.Content))
	d.Detail = kit.NewDetail[opened](p.desk, kit.T("meetings.choose"), d.scroll)
	d.Read, d.Same, d.Show = d.load, func(a, b opened) bool { return reflect.DeepEqual(a, b) }, d.fill
	d.Deed(kit.NewButton(kit.T("meetings.export"), theme.DownloadIcon(), d.export), "")
	d.Deed(kit.NewButton(kit.T("meetings.change"), theme.DocumentCreateIcon(), func() { p.plan.change(d.Record().is) }), office.MayKeep)
	return d
}

func (d *detail) load(ctx context.Context, id office.ID) (o opened, err error) {
	if o.is, err = d.page.services.Meeting(ctx, id); err != nil {
		return o, err
	}
	if o.is.Parted {
		if o.versions, err = d.page.services.MeetingVersions(ctx, id); err != nil {
			return o, err
		}
	}
	o.deeds, err = d.page.services.History(ctx, id)
	return o, err
}

func (d *detail) fill(o opened, anew bool) {
	is := o.is
	d.Title(is.Title)
	tone, said := kit.Info, kit.T("meetings.state-confirmed")
	if held, is := d.held(is); is {
		said = kit.Said(held.Said)
	}
	switch is.State {
	case office.MeetingTentative:
		tone, said = kit.Neutral, kit.T("meetings.tentative-said")
	case office.MeetingCancelled:
		tone, said = kit.Warn, kit.T("meetings.cancelled-said", is.Why)
	}
	d.Banner.Say(tone, kit.Trouble{Said: said})
	var all []string
	for _, words := range append(append([]string{}, is.Clashes...), is.Lacks...) {
		all = append(all, kit.Said(words))
	}
	d.wants.Say(kit.Warn, kit.Trouble{Said: strings.Join(all, "\n")})
	kit.FillVersions(d.page.desk, d.versions, kit.T("meetings.parted"), o.versions, func(entry office.ID, seen []office.ID) {
		d.do(func(ctx context.Context, by office.Clerk, id office.ID) (office.MeetingTold, error) {
			return d.page.services.SettleMeeting(ctx, by, id, entry, seen)
		}, kit.T("meetings.settled"))
	})
	d.facts.Set(d.factsOf(is))
	fillLines(d.people, peopleLines(is.Meeting), kit.T("meetings.people-none"))
	fillLines(d.items, itemLines(is.Agenda), kit.T("meetings.items-none"))
	fillPapers(d.papers, is.Lie, func(id office.ID) { d.page.OpenDocument(id) })
	d.fillTimes(is)
	d.journal.Set(o.deeds)
	if anew {
		d.scroll.ScrollToTop()
	}
	d.offer(is)
	d.Grown()
}

// chosen is the time of a meeting that was opened; of one that was opened by itself its next one.
func (d *detail) chosen(is office.MeetingTold) (o office.Occurrence, known bool) {
	for _, at := range is.Times {
		if at.Of == d.at {
			return at, true
		}
	}
	if len(is.Times) == 0 {
		return o, false
	}
	return is.Times[0], true
}

func (d *detail) factsOf(is office.MeetingTold) []kit.Fact {
	choice := func(all []office.Choice, key string) string { return kit.Said(office.ChoiceSaid(all, key)) }
	when := ""
	if o, known := d.chosen(is); known {
		when = weekday(o.Start) + " · " + hours(o)
	}
	return []kit.Fact{
		{Name: kit.T("meetings.when"), Value: when}, {Name: kit.T("meetings.ask-repeat"), Value: againSaid(is)}, {Name: kit.T("meetings.ask-way"), Value: choice(office.MeetingWays, is.Way)},
		{Name: kit.T("meetings.ask-place"), Value: is.Place}, {Name: kit.T("meetings.ask-platform"), Value: is.Platform}, {Name: kit.T("meetings.ask-link"), Value: is.Link},
		{Name: kit.T("meetings.ask-sort"), Value: choice(office.MeetingSorts, is.Sort)}, {Name: kit.T("meetings.ask-quorum"), Value: choice(office.MeetingQuorums, is.Quorum)},
		{Name: kit.T("meetings.ask-members"), Value: numberOrNone(is.Members)}, {Name: kit.T("meetings.ask-purpose"), Value: is.Purpose}, {Name: kit.T("meetings.from"), Value: kit.Joined(is.From.Name, is.From.Mail)},
		{Name: kit.T("meetings.letters"), Value: kit.Said(is.Sent)},
	}
}

func peopleLines(m office.Meeting) (lines []string) {
	for _, p := range m.People {
		votes, answer := "", kit.Said(office.ChoiceSaid(office.MeetingAnswers, p.Answer))
		if m.Outdated(p) {
			answer = kit.T("meetings.answer-outdated", answer)
		}
		if p.Votes {
			votes = kit.T("meetings.person-votes")
		}
		lines = append(lines, kit.Joined(p.Name, p.Unit, kit.Said(office.ChoiceSaid(office.MeetingRoles, p.Role)), votes, p.Mail, answer))
	}
	return lines
}

func itemLines(all []office.AgendaItem) (lines []string) {
	for i, a := range all {
		minutes := ""
		if a.Lasts > 0 {
			minutes = kit.T("meetings.minutes", a.Lasts)
		}
		lines = append(lines, kit.Joined(kit.T("meetings.item", i+1, a.Title), minutes, a.Who))
	}
	return lines
}

// fillPapers lays a button for each document, which leads to it.
func fillPapers(box *fyne.Container, all []office.PaperTold, open func(office.ID)) {
	box.RemoveAll()
	if len(all) == 0 {
		box.Add(kit.Muted(kit.T("meetings.papers-none")))
	}
	for _, is := range all {
		b := kit.NewButton(kit.T("meetings.paper-open"), nil, func() { open(is.ID) })
		box.Add(kit.Border(nil, nil, nil, b, wrapped(is.Said)))
	}
}

// fillLines sets lines one below another; of none it says so.
func fillLines(box *fyne.Container, lines []string, none string) {
	box.RemoveAll()
	if len(lines) == 0 {
		box.Add(kit.Muted(none))
	}
	for _, line := range lines {
		l := wrapped(line)
		box.Add(l)
	}
}

// wrapped are words that go on in the next line where there is no room.
func wrapped(words string) *widget.Label {
	l := widget.NewLabel(words)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// timesShown are those of one that takes place again and again which its page lists.
const timesShown = 12

func (d *detail) fillTimes(is office.MeetingTold) {
	d.times.RemoveAll()
	for _, o := range is.Times[:min(len(is.Times), timesShown)] {
		b := kit.NewQuietButton(weekday(o.Start)+" · "+hours(o), nil, func() { d.page.openTime(o) })
		d.times.Add(b)
	}
}

// offer puts a button above for each thing that may be done now.
func (d *detail) offer(is office.MeetingTold) {
	d.deeds.RemoveAll()
	add := func(b *kit.Button) {
		d.page.desk.Guard(office.MayKeep, b)
		d.deeds.Add(b)
	}
	switch is.State {
	case office.MeetingCancelled:
		add(kit.NewMainButton(kit.T("meetings.revive"), nil, func() { d.do(d.page.services.ReviveMeeting, kit.T("meetings.revived")) }))
		d.offerLetters(is, add)
		return
	case office.MeetingTentative:
		add(kit.NewMainButton(kit.T("meetings.confirm"), nil, func() { d.do(d.page.services.ConfirmMeeting, kit.T("meetings.confirmed")) }))
	case office.MeetingConfirmed:
		d.deeds.Add(kit.NewMainButton(kit.T("meetings.hold"), nil, func() { d.page.held.open(is.ID, d.time(is)) }))
	}
	d.offerLetters(is, add)
	_, held := d.held(is)
	if is.Again != "" && !held {
		add(kit.NewButton(kit.T("meetings.cancel-one"), nil, func() { d.cancel(is, d.time(is)) }))
	}
	if len(is.Held) == 0 { // what was held is not called off
		add(kit.NewButton(kit.T("meetings.cancel"), nil, func() { d.cancel(is, "") }))
	}
}

// held is how far the time of a meeting is that was chosen; false: it was not opened.
func (d *detail) held(is office.MeetingTold) (office.HeldTime, bool) {
	for _, h := range is.Held {
		if h.Of == d.time(is) {
			return h, true
		}
	}
	return office.HeldTime{}, false
}

// time names the time that is meant; of a meeting that takes place once none.
func (d *detail) time(is office.MeetingTold) string {
	if o, known := d.chosen(is); known {
		return o.Of
	}
	return ""
}

func (d *detail) do(what func(context.Context, office.Clerk, office.ID) (office.MeetingTold, error), said string) {
	id, by := d.Of(), d.page.by
	d.page.desk.Act(func(ctx context.Context) error {
		_, err := what(ctx, by, id)
		return err
	}, func(err error) { d.done(err, said) })
}

func (d *detail) done(err error, said string) {
	if err != nil {
		d.page.desk.Tell(err)
		return
	}
	d.page.desk.Good(said)
	d.page.Changed()
}

func (d *detail) cancel(is office.MeetingTold, at string) {
	about := is.Title
	if o, known := d.chosen(is); known && at != "" {
		about = kit.Joined(is.Title, weekday(o.Start))
	}
	d.page.desk.AskReason(kit.T("meetings.cancel-title"), about, kit.T("meetings.cancel-yes"), func(why string) {
		d.do(func(ctx context.Context, by office.Clerk, id office.ID) (office.MeetingTold, error) {
			return d.page.services.CancelMeeting(ctx, by, id, at, why)
		}, kit.T("meetings.cancelled"))
	})
}

// export writes the meeting to a file for other calendars.
func (d *detail) export() {
	id := d.Of()
	d.page.desk.Save(kit.Saving{Purpose: "calendar", Name: d.Record().is.Title + ".ics", Fresh: true, Write: func(ctx context.Context, path string) error {
		return d.page.services.ExportMeeting(ctx, id, path)
	}})
}
