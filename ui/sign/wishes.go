package sign

import "tram/local/office"

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

// asks are documents, each with its wish.
func (w *wishes) asks(lines []*line) (all []office.SigningAsk) {
	for _, l := range lines {
		all = append(all, office.SigningAsk{ID: l.id(), Wish: w.of(l.task.Row)})
	}
	return all
}
