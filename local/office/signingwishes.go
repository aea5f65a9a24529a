package office

// SigningWishes is how a clerk wants documents signed: one role for all, a look for each
// kind of document, and a place of its own for each whose signature was moved by hand.
// What was not chosen is left to the station, which remembers.
type SigningWishes struct {
	Role  Role
	clerk Clerk
	looks map[string]Look // by role and kind, as LookKey has it
	moved map[ID]SigningWish
}

// NewSigningWishes has all signed by the office.
func NewSigningWishes() *SigningWishes {
	return &SigningWishes{Role: ByOffice, looks: map[string]Look{}, moved: map[ID]SigningWish{}}
}

// Of is the wish for one document. A place is that of the signature that was put there: in
// another role or with another look it is free again.
func (w *SigningWishes) Of(r Row) SigningWish {
	wish := SigningWish{Role: w.Role, Look: w.looks[LookKey(w.Role, r.Type)], Clerk: w.clerk}
	if m, yes := w.moved[r.ID]; yes && m.Role == w.Role && (wish.Look == "" || wish.Look == m.Look) {
		spot := *m.Spot
		wish.Look, wish.Spot = m.Look, &spot
	}
	return wish
}

// Asks are documents, each with its wish.
func (w *SigningWishes) Asks(lines []*SigningLine) (all []SigningAsk) {
	for _, l := range lines {
		all = append(all, SigningAsk{ID: l.Row.ID, Wish: w.Of(l.Row)})
	}
	return all
}

// Choose keeps a look for the kind of a document.
func (w *SigningWishes) Choose(r Row, look Look) { w.looks[LookKey(w.Role, r.Type)] = look }

// Move keeps where the signature of a document was put.
func (w *SigningWishes) Move(id ID, v LookView) {
	w.moved[id] = SigningWish{Role: w.Role, Look: v.Look, Spot: &v.Spot}
}

// Clerk is who signs here.
func (w *SigningWishes) Clerk() Clerk { return w.clerk }

// By changes who signs here: a hand-drawn signature has another size then, so that places
// found for the old one are let go.
func (w *SigningWishes) By(c Clerk) {
	if c.ID != w.clerk.ID {
		w.moved = map[ID]SigningWish{}
	}
	w.clerk = c
}
