package meetings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// votes moves what is to be voted on, takes votes by name or by hands, and leads to the booth of a secret
// vote. While a vote goes on nothing tells what it comes to.
type votes struct {
	s       *session
	title   *kit.Entry
	rule    *kit.Select
	choices *kit.Entry
	most    *kit.Entry
	secret  *kit.Check
	lines   *fyne.Container
	moves   *fyne.Container
	results *fyne.Container
	content *fyne.Container
	figures []*kit.Entry // of hands that are counted in the vote that goes on
}

const (
	choiceRows = 2
	mostWide   = 90
	handsWide  = 150
)

func newVotes(s *session) *votes {
	v := &votes{s: s, title: kit.NewEntry(), choices: kit.NewTextArea(choiceRows), most: kit.NewEntry(), secret: kit.NewCheck(kit.T("meetings.vote-secret"), nil), lines: container.NewVBox()}
	var rules []string
	for _, c := range office.VoteRules {
		rules = append(rules, kit.Said(c.Said))
	}
	v.rule = kit.NewSelect(rules, nil)
	v.rule.Put(rules[0])
	v.title.SetPlaceHolder(kit.T("meetings.vote-title"))
	v.choices.SetPlaceHolder(kit.T("meetings.vote-choices"))
	v.most.SetPlaceHolder(kit.T("meetings.vote-most"))
	move := kit.NewButton(kit.T("meetings.vote-move"), nil, v.move)
	s.page.desk.Guard(office.MayKeep, move)
	v.moves = container.NewVBox(v.title, v.rule, v.choices, kit.Flow(v.secret, kit.AsWide(mostWide, v.most), move))
	v.results = kit.Flow(kit.NewButton(kit.T("meetings.votes-xlsx"), theme.DownloadIcon(), func() { v.export(".xlsx") }), kit.NewButton(kit.T("meetings.votes-csv"), theme.DownloadIcon(), func() { v.export(".csv") }))
	v.content = container.NewVBox(v.lines, v.moves, v.results)
	return v
}

// move puts what was typed to the vote.
func (v *votes) move() {
	m := office.Motion{Title: kit.Typed(v.title.Text), Secret: v.secret.Checked}
	if i := v.rule.SelectedIndex(); i >= 0 {
		m.Rule = office.VoteRules[i].Key
	}
	for line := range strings.SplitSeq(v.choices.Text, "\n") {
		if line = kit.Typed(line); line != "" {
			m.Choices = append(m.Choices, line)
		}
	}
	if !isNumber(v.most.Text) {
		v.s.page.desk.Tell(kit.Refused("meetings.unclear-most", office.Visible(v.most.Text, mostShown)))
		return
	}
	if n, err := strconv.Atoi(kit.Typed(v.most.Text)); err == nil && n > 1 {
		m.Most = n
	}
	v.s.note(office.MeetingEntry{Deed: office.MeetingMoved, Motion: m, Item: v.s.notes.item()}, func() {
		v.title.SetText("")
		v.choices.SetText("")
		v.most.SetText("")
		v.secret.SetChecked(false)
		v.rule.Put(v.rule.Options[0]) // the next one has its own
	})
}

func (v *votes) show(is office.SessionTold) {
	v.lines.RemoveAll()
	for i, vote := range is.Votes {
		v.lines.Add(v.one(i, vote))
	}
	votes := slices.ContainsFunc(is.Votes, func(v office.VoteTold) bool { return v.Stage == "open" })
	kit.Seen(v.results, slices.ContainsFunc(is.Votes, func(v office.VoteTold) bool { return v.Stage == "closed" }))
	kit.Seen(v.moves, is.MayWrite && is.Stage != "over" && is.Stage != "minuted" && !votes)
}

// export writes what the votes came to to a new file.
func (v *votes) export(ending string) {
	id, at, title, by := v.s.id, v.s.at, v.s.is.Meeting.Title, v.s.page.by.Name
	v.s.page.desk.Save(kit.Saving{Purpose: "votes", Name: kit.T("meetings.votes-file", title) + ending, Fresh: true, Write: func(ctx context.Context, path string) error {
		return v.s.page.services.SaveVotes(ctx, id, at, path, by)
	}})
}

func (v *votes) one(i int, vote office.VoteTold) fyne.CanvasObject {
	how := ""
	if vote.Motion.Secret {
		how = kit.T("meetings.vote-secret")
	}
	said := kit.Strong(kit.Joined(kit.T("meetings.item", i+1, vote.Motion.Title), kit.Said(office.ChoiceSaid(office.VoteRules, vote.Motion.Rule)), how))
	said.Wrapping = fyne.TextWrapWord
	box := container.NewVBox(said)
	switch {
	case vote.Stage == "moved":
		b := kit.NewMainButton(kit.T("meetings.vote-open"), nil, func() { v.open(vote) })
		v.s.page.desk.Guard(office.MayKeep, b)
		kit.Able(b, v.s.live())
		box.Add(container.NewHBox(b))
	case vote.Stage == "open" && vote.Motion.Secret:
		v.secretly(box, vote)
	case vote.Stage == "open":
		v.openly(box, vote)
	default:
		box.Add(wrapped(resultSaid(vote)))
	}
	return box
}

// open opens a vote; of a secret one its key is shown this once.
func (v *votes) open(vote office.VoteTold) {
	by, id, at := v.s.page.by, v.s.id, v.s.at
	type opened struct {
		is  office.SessionTold
		key string
	}
	kit.Do(v.s.page.desk, func(ctx context.Context) (o opened, err error) {
		o.is, o.key, err = v.s.page.services.OpenVote(ctx, by, id, at, vote.ID)
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			v.s.page.desk.Tell(err)
			v.s.renew()
			return
		}
		v.s.show(o.is)
		if o.key != "" {
			v.s.page.desk.ShowOnce(kit.T("meetings.key-title"), kit.T("meetings.key-about"), o.key, kit.T("meetings.key-copy"), kit.T("meetings.key-kept"))
		}
	})
}

// openly takes the votes of an open vote: a choice for each name, all at once, or hands that were counted.
func (v *votes) openly(box *fyne.Container, vote office.VoteTold) {
	v.figures = nil
	if len(vote.Voted) == 0 {
		v.figures = v.hands(box, vote)
	}
	all := choicesOf(vote.Motion)
	rest := kit.NewButton(kit.T("meetings.vote-rest", all[0]), nil, func() { v.rest(vote) })
	end := kit.NewMainButton(kit.T("meetings.vote-end"), nil, func() {
		if slices.ContainsFunc(v.figures, func(e *kit.Entry) bool { return kit.Typed(e.Text) != "" }) {
			v.s.page.desk.Tell(kit.Refused("meetings.hands-typed")) // ending by names would drop them
			return
		}
		v.close(vote, nil)
	})
	v.s.page.desk.Guard(office.MayKeep, rest, end)
	kit.Able(rest, len(vote.Voted) < len(vote.May) && vote.Motion.AtMost() == 1 && !v.s.writing)
	kit.Able(end, !v.s.writing)
	box.Add(kit.Flow(inLine(kit.T("meetings.vote-count", len(vote.Voted), len(vote.May))), rest, end))
	for _, seat := range vote.May {
		name := v.s.name(seat)
		choose := kit.NewSelect(all, nil)
		choose.PlaceHolder = kit.T("meetings.vote-choose")
		if slices.Contains(vote.Voted, seat) {
			choose.PlaceHolder = kit.T("meetings.vote-voted")
		}
		choose.OnChanged = func(string) { v.vote(vote, seat, []int{choose.SelectedIndex()}, nil) }
		if vote.Motion.AtMost() > 1 {
			box.Add(kit.Border(nil, nil, nil, kit.NewButton(kit.T("meetings.vote-several"), nil, func() { v.several(vote, seat) }), wrapped(name)))
			continue
		}
		box.Add(kit.Border(nil, nil, nil, choose, wrapped(name)))
	}
}

// inLine are words between buttons, which stay in one line.
func inLine(said string) *widget.Label {
	l := kit.Muted(said)
	l.Wrapping = fyne.TextWrapOff
	return l
}

// hands takes figures that were counted in the room; it tells the fields for them.
func (v *votes) hands(box *fyne.Container, vote office.VoteTold) (fields []*kit.Entry) {
	var row []fyne.CanvasObject
	for _, choice := range choicesOf(vote.Motion) {
		e := kit.NewEntry()
		fields = append(fields, e)
		name := kit.Caption(choice)
		name.Wrapping = fyne.TextWrapWord
		row = append(row, kit.AsWide(handsWide, container.NewVBox(name, e)))
	}
	end := kit.NewButton(kit.T("meetings.vote-hands-end"), nil, func() {
		c := office.Counted{Hands: true}
		for _, e := range fields {
			n, err := strconv.Atoi(kit.Typed(e.Text))
			if err != nil {
				v.s.page.desk.Focus(e)
				v.s.page.desk.Tell(kit.Refused("meetings.no-figure"))
				return
			}
			c.Tally = append(c.Tally, n)
		}
		v.close(vote, &c)
	})
	v.s.page.desk.Guard(office.MayKeep, end)
	box.Add(kit.Muted(kit.T("meetings.vote-hands")))
	box.Add(kit.Flow(row...))
	box.Add(container.NewHBox(end))
	return fields
}

func (v *votes) vote(vote office.VoteTold, seat office.ID, choice []int, then func()) {
	v.s.note(office.MeetingEntry{Deed: office.MeetingVoted, Of: vote.ID, Seat: seat, Choice: choice}, then)
}

// rest writes the first choice down for everybody who has none.
func (v *votes) rest(vote office.VoteTold) {
	var all []office.MeetingEntry
	for _, seat := range vote.May {
		if !slices.Contains(vote.Voted, seat) {
			all = append(all, office.MeetingEntry{Deed: office.MeetingVoted, Of: vote.ID, Seat: seat, Choice: []int{0}})
		}
	}
	v.s.noteAll(kit.T("meetings.votes"), all)
}

// several asks for the choices of one who may name more than one.
func (v *votes) several(vote office.VoteTold, seat office.ID) {
	b := newBallot(v.s.page.desk, vote.Motion)
	b.lay(v.s.name(seat), false, func(choice []int, done func()) {
		v.vote(vote, seat, choice, nil)
		done()
	})
}

func (v *votes) close(vote office.VoteTold, counted *office.Counted) {
	by, id, at := v.s.page.by, v.s.id, v.s.at
	kit.Do(v.s.page.desk, func(ctx context.Context) (office.SessionTold, error) {
		return v.s.page.services.CloseVote(ctx, by, id, at, vote.ID, counted)
	}, func(is office.SessionTold, err error) {
		if err != nil {
			v.s.page.desk.Tell(err)
			return
		}
		v.s.page.desk.News.Clear()
		v.s.show(is)
	})
}

// name is who sits on a seat.
func (s *session) name(seat office.ID) string {
	for _, p := range s.is.People {
		if p.Seat == seat {
			return p.Name
		}
	}
	return ""
}
