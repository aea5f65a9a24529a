package meetings

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// secretly leads to the booth: the name of whoever votes is chosen outside, and the sheet that lies over
// everything is filled in by them alone. Nothing here remembers a ballot.
func (v *votes) secretly(box *fyne.Container, vote office.VoteTold) {
	switch {
	case !vote.Here:
		box.Add(kit.Muted(kit.T("meetings.box-elsewhere")))
		return
	case vote.Locked:
		v.locked(box, vote)
		return
	}
	left := slices.DeleteFunc(slices.Clone(vote.May), func(seat office.ID) bool { return slices.Contains(vote.Voted, seat) })
	names := make([]string, len(left))
	for i, seat := range left {
		names[i] = v.s.name(seat)
	}
	who := kit.NewSelect(names, nil)
	who.PlaceHolder = kit.T("meetings.booth-who")
	enter := kit.NewMainButton(kit.T("meetings.booth"), nil, func() {
		if i := who.SelectedIndex(); i >= 0 {
			v.booth(vote, left[i])
		}
	})
	v.s.page.desk.Guard(office.MayKeep, enter)
	kit.Able(enter, len(left) > 0)
	box.Add(kit.Border(nil, nil, nil, enter, who))
	end := kit.NewButton(kit.T("meetings.vote-end"), nil, func() { v.close(vote, nil) })
	paper := kit.NewButton(kit.T("meetings.paper"), nil, func() { v.paper(vote, left) })
	v.s.page.desk.Guard(office.MayKeep, end, paper)
	box.Add(kit.Flow(inLine(kit.T("meetings.vote-count", len(vote.Voted), len(vote.May))), paper, end))
}

// locked asks for the key of the box, after the program was started anew.
func (v *votes) locked(box *fyne.Container, vote office.VoteTold) {
	key := kit.NewEntry()
	key.SetPlaceHolder(kit.T("meetings.key-hint"))
	id, at := v.s.id, v.s.at
	unlock := func() {
		typed := kit.Typed(key.Text)
		v.s.page.desk.Act(func(ctx context.Context) error { return v.s.page.services.UnlockBox(ctx, id, at, vote.ID, typed) }, func(err error) {
			if err != nil {
				v.s.page.desk.Tell(err)
				return
			}
			v.s.renew()
		})
	}
	key.OnSubmitted = func(string) { unlock() }
	b := kit.NewMainButton(kit.T("meetings.key-unlock"), nil, unlock)
	v.s.page.desk.Guard(office.MayKeep, b)
	box.Add(kit.Muted(kit.T("meetings.box-locked")))
	box.Add(kit.Border(nil, nil, nil, b, key))
}

// booth lays the ballot over everything, for one person.
func (v *votes) booth(vote office.VoteTold, seat office.ID) {
	id, at := v.s.id, v.s.at
	newBallot(v.s.page.desk, vote.Motion).lay(v.s.name(seat), true, func(choice []int, done func()) {
		kit.Do(v.s.page.desk, func(ctx context.Context) ([]office.ID, error) {
			return v.s.page.services.CastBallot(ctx, id, at, vote.ID, seat, choice)
		}, func(voted []office.ID, err error) {
			done()
			if err != nil {
				v.s.page.desk.Tell(err)
				return
			}
			v.s.page.desk.Good(kit.T("meetings.ballot-cast", len(voted), len(vote.May)))
			for i := range v.s.is.Votes { // nothing is read anew: who looks leaves a line in the journal, with its time
				if v.s.is.Votes[i].ID == vote.ID {
					v.s.is.Votes[i].Voted = voted
				}
			}
			v.show(v.s.is)
			v.s.content.Refresh()
		})
	})
}

// ballot is a sheet with a box for each choice.
type ballot struct {
	desk   *kit.Desk
	motion office.Motion
	ticks  []*kit.Check
	yes    *kit.Button
}

func newBallot(d *kit.Desk, m office.Motion) *ballot {
	b := &ballot{desk: d, motion: m}
	for range m.All() {
		b.ticks = append(b.ticks, nil)
	}
	for i, choice := range choicesOf(m) {
		b.ticks[i] = kit.NewCheck(choice, func(yes bool) { b.ticked(i, yes) })
	}
	return b
}

// ticked takes back another choice where only one may be named.
func (b *ballot) ticked(i int, yes bool) {
	if yes && b.motion.AtMost() == 1 {
		for j, t := range b.ticks {
			if j != i && t.Checked {
				t.SetChecked(false)
			}
		}
	}
	n := len(b.chosen())
	kit.Able(b.yes, n > 0 && n <= b.motion.AtMost())
}

func (b *ballot) chosen() (all []int) {
	for i, t := range b.ticks {
		if t.Checked {
			all = append(all, i)
		}
	}
	return all
}

// The sheet of a ballot, in units of the screen.
const (
	ballotWide = 560
	ballotTall = 420
)

// lay lays the sheet over the page; give gets what was chosen, and says when the sheet may go. blank: one
// may choose nothing.
func (b *ballot) lay(name string, blank bool, give func(choice []int, done func())) {
	var over *kit.Over
	gone := func() {
		for _, t := range b.ticks {
			t.SetChecked(false)
		}
		over.Hide()
	}
	send := func(choice []int) {
		b.yes.Disable()
		give(choice, gone)
	}
	b.yes = kit.NewMainButton(kit.T("meetings.ballot-give"), nil, func() { send(b.chosen()) })
	b.yes.Disable()
	about := kit.T("meetings.ballot-about-one", name)
	if most := b.motion.AtMost(); most > 1 {
		about = kit.T("meetings.ballot-about", name, most)
	}
	rows := []fyne.CanvasObject{kit.Prose(about)}
	for _, t := range b.ticks {
		rows = append(rows, t)
	}
	buttons := []fyne.CanvasObject{kit.NewButton(kit.T("kit.reason-not"), nil, gone)}
	if blank {
		buttons = append(buttons, kit.NewButton(kit.T("meetings.ballot-blank"), nil, func() { send(nil) }))
	}
	over = b.desk.LayOver(b.motion.Title, container.NewVBox(rows...), ballotWide, ballotTall, b.yes, append(buttons, b.yes)...)
}

// paper counts ballots on paper in, and ends the vote.
func (v *votes) paper(vote office.VoteTold, left []office.ID) {
	var ticks []*kit.Check
	rows := []fyne.CanvasObject{kit.Prose(kit.T("meetings.paper-about"))}
	for _, seat := range left {
		t := kit.NewCheck(v.s.name(seat), nil)
		ticks = append(ticks, t)
		rows = append(rows, t)
	}
	figures := map[string]*kit.Entry{}
	ask := func(key, said string) {
		e := kit.NewEntry()
		figures[key] = e
		rows = append(rows, kit.Prose(said), e) // above it: of names that begin alike none is cut off
	}
	ask("back", kit.T("meetings.paper-back"))
	ask("invalid", kit.T("meetings.paper-invalid"))
	for i, choice := range choicesOf(vote.Motion) {
		ask(strconv.Itoa(i), choice)
	}
	var over *kit.Over
	end := kit.NewMainButton(kit.T("meetings.vote-end"), nil, func() {
		c := office.Counted{}
		for i, t := range ticks {
			if t.Checked {
				c.Voters, c.Given = append(c.Voters, left[i]), c.Given+1
			}
		}
		wrong := false
		number := func(key string) int {
			typed := kit.Typed(figures[key].Text)
			n, err := strconv.Atoi(typed)
			if wrong = wrong || typed != "" && (err != nil || n < 0); wrong {
				v.s.page.desk.Focus(figures[key])
			}
			return n // nothing typed: none
		}
		c.Back, c.Invalid = number("back"), number("invalid")
		for i := range vote.Motion.All() {
			c.Tally = append(c.Tally, number(strconv.Itoa(i)))
		}
		if wrong {
			v.s.page.desk.Tell(kit.Refused("meetings.no-figure"))
			return
		}
		over.Hide()
		v.close(vote, &c)
	})
	over = v.s.page.desk.LayOver(vote.Motion.Title, container.NewVBox(rows...), ballotWide, ballotTall, end, kit.NewButton(kit.T("kit.reason-not"), nil, func() { over.Hide() }), end)
}
