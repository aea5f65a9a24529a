package meetings

import (
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// notes writes down what is said: by whom, or as the words of the meeting. What is half typed comes back
// after a kill.
type notes struct {
	s       *session
	who     *kit.Select
	seats   []office.ID
	words   *kit.Entry
	keepIt  *kit.Button
	content *fyne.Container

	waiting map[string]string // half typed, by meeting
	half    *kit.HalfTyped[map[string]string]
}

const noteRows = 3

func newNotes(s *session) *notes {
	n := &notes{s: s, words: kit.NewTextArea(noteRows), waiting: map[string]string{}}
	n.who = kit.NewSelect(nil, nil)
	n.words.SetPlaceHolder(kit.T("meetings.note-hint"))
	n.keepIt = kit.NewMainButton(kit.T("meetings.note-keep"), nil, n.keep)
	s.page.desk.Guard(office.MayKeep, n.keepIt)
	n.half = kit.NewHalfTyped(s.page.desk, "meeting-notes", n.unkept)
	n.words.OnChanged = func(string) { n.half.Typed() }
	n.content = container.NewVBox(kit.Border(nil, nil, nil, n.keepIt, n.who), n.words)
	return n
}

func (n *notes) key() string { return string(n.s.id) + " " + n.s.at }

func (n *notes) unkept() (map[string]string, bool) {
	all := maps.Clone(n.waiting)
	if words := kit.Typed(n.words.Text); words != "" && n.s.id != "" {
		all[n.key()] = words
	}
	return all, len(all) > 0
}

// opened takes up, once, what was left half typed when the window closed.
func (n *notes) opened() {
	if left, there := n.half.Open(); there {
		maps.Copy(n.waiting, left)
		n.s.page.desk.Good(kit.T("kit.half-typed"))
	}
}

// putAway remembers what was typed for the meeting that makes room for another.
func (n *notes) putAway() {
	if words := kit.Typed(n.words.Text); words != "" && n.s.id != "" {
		n.waiting[n.key()] = words
	}
}

// begin lays back what was typed for a meeting.
func (n *notes) begin() {
	words := n.waiting[n.key()]
	delete(n.waiting, n.key())
	n.words.SetText(words)
}

func (n *notes) show(is office.SessionTold) {
	chosen := n.who.Selected
	names := []string{kit.T("meetings.note-nobody")}
	n.seats = []office.ID{""}
	for _, p := range is.People {
		if p.How == office.AttendHere || p.How == office.AttendRemote {
			names, n.seats = append(names, p.Name), append(n.seats, p.Seat)
		}
	}
	n.who.Options = names
	n.who.Put(names[0])
	for _, name := range names {
		if name == chosen {
			n.who.Put(name)
		}
	}
	kit.Able(n.keepIt, n.s.live())
}

// keep writes down what was typed, under the item that is dealt with.
func (n *notes) keep() {
	words := kit.Typed(n.words.Text)
	if words == "" || n.keepIt.Disabled() {
		return
	}
	e := office.MeetingEntry{Deed: office.MeetingNoted, Say: words, Item: n.item()}
	if i := n.who.SelectedIndex(); i > 0 && i < len(n.seats) {
		e.Deed, e.Seat = office.MeetingSpoken, n.seats[i]
	}
	n.s.note(e, func() {
		n.words.SetText("")
		n.half.Typed()
		n.s.page.desk.Focus(n.words)
	})
}

// item is the one that is dealt with now; empty: none.
func (n *notes) item() office.ID {
	for _, it := range n.s.is.Items {
		if !it.Begun.IsZero() && it.Ended.IsZero() {
			return it.ID
		}
	}
	return ""
}
