package meetings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// roll takes the attendance: one press for each, or one for all of whom nobody said anything yet.
type roll struct {
	s       *session
	all     *kit.Button
	guest   *kit.Offered
	more    fyne.CanvasObject
	deputy  *deputy
	lines   *fyne.Container
	content *fyne.Container
}

func newRoll(s *session, h *kit.Hanger) *roll {
	r := &roll{s: s, guest: kit.NewOffered(h), lines: container.NewVBox()}
	r.all = kit.NewButton(kit.T("meetings.roll-all"), nil, r.allCame)
	r.guest.SetPlaceHolder(kit.T("meetings.guest"))
	r.guest.OnSubmitted = func(string) { r.came() }
	add := kit.NewButton(kit.T("meetings.guest-add"), nil, r.came)
	s.page.desk.Guard(office.MayKeep, r.all, add)
	r.more = kit.Border(nil, nil, nil, add, r.guest)
	r.deputy = newDeputy(r, h)
	r.content = container.NewVBox(r.all, r.lines, r.deputy.content, r.more)
	return r
}

// came writes down somebody who was not invited.
func (r *roll) came() {
	name := kit.Typed(r.guest.Text)
	if name == "" {
		return
	}
	r.s.note(office.MeetingEntry{Deed: office.MeetingAttended, How: office.AttendHere, Say: name}, func() { r.guest.SetText("") })
}

// unsaid tells that nothing was said of somebody who may well be there: who gave their vote to another is away.
func unsaid(p office.AttendTold) bool { return p.How == "" && p.Holder == "" }

// allCame marks everybody present of whom nothing was said.
func (r *roll) allCame() {
	var all []office.MeetingEntry
	for _, p := range r.s.is.People {
		if unsaid(p) {
			all = append(all, office.MeetingEntry{Deed: office.MeetingAttended, Seat: p.Seat, How: office.AttendHere})
		}
	}
	r.s.noteAll(kit.T("meetings.roll"), all)
}

func (r *roll) show(is office.SessionTold) {
	r.lines.RemoveAll()
	for _, p := range is.People {
		r.lines.Add(r.line(is, p))
	}
	kit.Seen(r.all, slices.ContainsFunc(is.People, unsaid) && is.Stage != "minuted")
	kit.Able(r.all, !r.s.writing)
	kit.Seen(r.more, is.Stage != "minuted")
	if is.Stage == "minuted" || r.deputy.of.Seat != "" && r.seatless(r.deputy.of.Seat) {
		r.deputy.content.Hide()
	}
}

// seatless tells that nobody of the meeting that is shown sits there.
func (r *roll) seatless(seat office.ID) bool {
	return !slices.ContainsFunc(r.s.is.People, func(p office.AttendTold) bool { return p.Seat == seat })
}

// ways are how somebody may attend this meeting, and that another comes in their place or votes for them.
func ways(is office.SessionTold, p office.AttendTold) []office.Choice {
	all := slices.DeleteFunc(slices.Clone(office.Attendances), func(c office.Choice) bool {
		return c.Key == office.AttendRemote && p.How != office.AttendRemote && !is.Meeting.Distant()
	})
	if is.Meeting.Sort != office.MeetingCouncil || !p.Votes {
		all = append(all, office.Choice{Key: byDeputy, Said: kit.T("meetings.roll-deputy")})
	}
	if is.Meeting.Sort != office.MeetingCouncil && p.Votes && p.Holder == "" {
		all = append(all, office.Choice{Key: byProxy, Said: kit.T("meetings.roll-proxy")})
	}
	return all
}

// byDeputy is that another comes in somebody's place, byProxy that another votes for them.
const (
	byDeputy = "deputy"
	byProxy  = "proxy"
)

func (r *roll) line(is office.SessionTold, p office.AttendTold) fyne.CanvasObject {
	said := widget.NewLabel(kit.Joined(p.Name, kit.Said(office.ChoiceSaid(office.MeetingRoles, p.Role)), attendSaid(p)))
	said.Wrapping = fyne.TextWrapWord
	var names []string
	may := ways(is, p)
	for _, c := range may {
		names = append(names, kit.Said(c.Said))
	}
	how := kit.NewSelect(names, nil)
	how.PlaceHolder = kit.T("meetings.roll-how")
	how.Put(kit.Said(office.ChoiceSaid(office.Attendances, p.How)))
	how.OnChanged = func(string) { r.marked(p, may[how.SelectedIndex()].Key) }
	if is.Stage == "minuted" || !is.MayWrite {
		how.Disable()
	}
	return kit.Border(nil, nil, nil, kit.AsWide(howWide, how), said)
}

// howWide shows how somebody attends in full, in units of the screen.
const howWide = 176

// marked writes down how somebody attends; of who is absent it is asked why.
func (r *roll) marked(p office.AttendTold, how string) {
	e := office.MeetingEntry{Deed: office.MeetingAttended, Seat: p.Seat, How: how}
	if how == byDeputy || how == byProxy {
		r.deputy.ask(p, how == byProxy)
		r.s.show(r.s.is) // until it is said who, nothing changed
		return
	}
	if how != office.AttendAbsent {
		r.s.note(e, nil)
		return
	}
	r.s.page.desk.AskReason(kit.T("meetings.absent-title"), p.Name, kit.T("meetings.absent-yes"), func(why string) {
		e.Say = why
		r.s.note(e, nil)
	})
	r.s.show(r.s.is) // until it is said why, nothing changed
}
