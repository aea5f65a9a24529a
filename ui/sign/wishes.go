package sign

import (
	"tram/local/office"
)

// wishes is how the clerk wants documents signed: one role for all, a look for
// each kind of document, and a place of its own for each whose signature was
// moved by hand. What was not chosen is left to the station, which remembers.
type wishes struct {
	role  office.Role
	clerk office.Clerk
	looks map[string]office.Look // by role and kind, as office.LookKey has it
	moved map[office.ID]moved
}

// moved is a signature that the clerk has put somewhere.
type moved struct {
	role office.Role
	look office.Look
	spot office.LookSpot
}

func newWishes() *wishes {
	return &wishes{role: office.ByOffice, looks: map[string]office.Look{}, moved: map[office.ID]moved{}}
}

// of is the wish for one document.
func (w *wishes) of(r office.Row) office.SigningWish {
	wish := office.SigningWish{Role: w.role, Look: w.looks[office.LookKey(w.role, r.Type)], Clerk: w.clerk}
	if m, yes := w.moved[r.ID]; yes && m.role == w.role && (wish.Look == "" || wish.Look == m.look) {
		spot := m.spot
		wish.Look, wish.Spot = m.look, &spot
	}
	return wish
}

// choose keeps a look for the kind of a document.
func (w *wishes) choose(r office.Row, look office.Look) {
	w.looks[office.LookKey(w.role, r.Type)] = look
}

// move keeps where the signature of a document was put.
func (w *wishes) move(id office.ID, v office.LookView) {
	w.moved[id] = moved{role: w.role, look: v.Look, spot: v.Spot}
}

// by changes who signs here: a hand-drawn signature has another size then, so
// that places found for the old one are let go.
func (w *wishes) by(c office.Clerk) {
	if c.ID != w.clerk.ID {
		w.moved = map[office.ID]moved{}
	}
	w.clerk = c
}

// batch is documents that are signed under one wish.
type batch struct {
	wish office.SigningWish
	ids  []office.ID
}

// batches sorts lines by their wish, in the order of the list: usually all are
// of one, and those that were moved stand alone.
func (w *wishes) batches(lines []*line) []batch {
	var all []batch
	of := map[office.Look]int{}
	for _, l := range lines {
		wish := w.of(l.task.Row)
		at, known := of[wish.Look]
		if !known || wish.Spot != nil {
			at = len(all)
			all = append(all, batch{wish: wish})
		}
		if wish.Spot == nil {
			of[wish.Look] = at
		}
		all[at].ids = append(all[at].ids, l.id())
	}
	return all
}
