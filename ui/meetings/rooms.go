package meetings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// rooms asks what of the register of rooms and equipment a meeting takes: as many as are chosen. Of a meeting
// at a distance it tells what each of them lacks for that (Điều 9.5b), before anybody depends on it.
type rooms struct {
	all   []office.MeetingRoom
	taken []office.ID
	add   *kit.Choice
	lines *fyne.Container
	way   string // of the meeting that is typed

	content      *fyne.Container
	typed, grown func()
}

func newRooms(h *kit.Hanger, typed, grown func()) *rooms {
	r := &rooms{add: kit.NewChoice(nil, h), lines: container.NewVBox(), typed: typed, grown: grown}
	r.add.SetPlaceHolder(kit.T("meetings.room-add"))
	r.add.OnChosen = r.take
	r.content = container.NewVBox(r.lines, r.add)
	return r
}

// know takes what is on the register.
func (r *rooms) know(all []office.MeetingRoom) {
	r.all = all
	r.lay()
}

// turn heeds in which way people meet.
func (r *rooms) turn(way string) {
	if r.way != way {
		r.way = way
		r.lay()
	}
}

func (r *rooms) take(id string) {
	if id == "" {
		return
	}
	r.taken = append(r.taken, office.ID(id))
	r.lay()
	r.typed()
}

func (r *rooms) answer() string { return kit.JoinKeys(r.taken) }

func (r *rooms) write(typed string) {
	r.taken = kit.SplitKeys[office.ID](typed)
	r.lay()
}

// lay lays a line for each that is taken, and offers the others.
func (r *rooms) lay() {
	r.lines.RemoveAll()
	for _, id := range r.taken {
		r.lines.Add(r.line(id))
	}
	if said := r.unknown(); said != "" {
		r.lines.Add(warned(said))
	}
	var left []kit.Option
	for _, is := range r.all {
		if !slices.Contains(r.taken, is.ID) {
			left = append(left, kit.Option{Key: string(is.ID), Name: is.Name})
		}
	}
	r.add.Choose("")
	r.add.Offer(left)
	kit.Seen(r.add, len(left) > 0 || len(r.taken) == 0)
	r.grown()
}

// line names what is taken, with what it lacks.
func (r *rooms) line(id office.ID) fyne.CanvasObject {
	is := roomOf(r.all, id)
	if is.Name == "" { // it was taken out of use, or is not read yet
		is.Name = kit.T("meetings.room-gone")
	}
	away := kit.NewQuietButton("", theme.DeleteIcon(), func() {
		r.taken = slices.DeleteFunc(r.taken, func(o office.ID) bool { return o == id })
		r.lay()
		r.typed()
	})
	line := kit.Border(nil, nil, nil, away, wrapped(is.Name))
	if said := lacking(r.way, is); said != "" {
		return container.NewVBox(line, warned(said))
	}
	return line
}

// unknown says that nobody can tell what a room has from which people meet with others elsewhere.
func (r *rooms) unknown() string {
	if r.way != office.MeetingBoth || len(r.all) == 0 || slices.ContainsFunc(r.taken, func(id office.ID) bool { return roomOf(r.all, id).Room }) {
		return ""
	}
	return kit.Said("Chưa chọn phòng trong sổ phòng họp, nên chưa biết phòng có đủ thiết bị họp từ xa không.")
}

// roomOf is what the register has of a room or a set; the zero value: nothing.
func roomOf(all []office.MeetingRoom, id office.ID) office.MeetingRoom {
	for _, is := range all {
		if is.ID == id {
			return is
		}
	}
	return office.MeetingRoom{}
}

// lacking says what a room or a set lacks of what a meeting at a distance needs; empty: nothing, or nobody
// meets so.
func lacking(way string, is office.MeetingRoom) string {
	if !(office.Meeting{Way: way}).Distant() || len(is.Lacks) == 0 {
		return ""
	}
	said := make([]string, len(is.Lacks))
	for i, part := range is.Lacks {
		said[i] = strings.ToLower(kit.Said(part))
	}
	return kit.T("meetings.room-lacks", strings.Join(said, ", "))
}

// warned says what is not as it should be.
func warned(said string) fyne.CanvasObject {
	c := kit.NewCallout()
	c.Say(kit.Warn, kit.Trouble{Said: said})
	return c
}
