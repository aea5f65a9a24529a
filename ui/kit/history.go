package kit

// Deed is one thing that was done on a desk: what a clerk calls it, and how it is
// taken back and done again. Both tell on the screen when they have ended, and
// whether it went well.
type Deed struct {
	Said        string // "dời ký hiệu riêng": after "Đã hoàn tác: "
	Back, Again func(ended func(ok bool))
}

// History remembers what was done on a desk, whatever it was, so that the last
// thing can be taken back, and done again. Its methods are for the screen.
type History struct {
	Changed func()                  // what can be taken back or done again is another; may be nil
	Before  func(ended func(*Deed)) // takes back what was done before the history began; nil where there is nothing
	After   func(ended func(*Deed)) // does again what was taken back before it began; as Before

	spent        bool // Before had nothing any more
	news         bool // something was done: what was taken back earlier cannot be done again
	done, undone []*Deed
	busy         bool
	life         int      // of the document on the desk
	wishes       []func() // pressed while one was under way
}

// Forget begins anew: another document lies on the desk. What is under way ends
// without a word.
func (h *History) Forget() {
	h.done, h.undone, h.wishes, h.busy, h.spent, h.news = nil, nil, nil, false, false, false
	h.life++
	h.changed()
}

// Did remembers a deed. What was taken back before it cannot be done again.
func (h *History) Did(d Deed) *Deed {
	h.done, h.undone, h.news = append(h.done, &d), nil, true
	h.changed()
	return &d
}

// Last is the last deed that can be taken back; nil: none.
func (h *History) Last() *Deed {
	if len(h.done) == 0 {
		return nil
	}
	return h.done[len(h.done)-1]
}

// Undoes and Redoes tell whether there is something to take back, or to do again.
func (h *History) Undoes() bool { return len(h.done) > 0 || h.Before != nil && !h.spent }

// Redoes tells whether something taken back can be done again.
func (h *History) Redoes() bool { return len(h.undone) > 0 }

// Undo takes the last deed back and tells which it was; nil: there was none, or
// it could not be.
func (h *History) Undo(told func(*Deed)) { h.one(func() { h.undo(told) }) }

// Redo does the deed again that was taken back last.
func (h *History) Redo(told func(*Deed)) { h.one(func() { h.redo(told) }) }

// one begins a step, or lets it wait for the one under way.
func (h *History) one(step func()) {
	if h.busy {
		h.wishes = append(h.wishes, step)
		return
	}
	h.busy = true
	step()
}

func (h *History) undo(told func(*Deed)) {
	d := h.Last()
	if d == nil {
		h.before(told)
		return
	}
	life := h.life
	d.Back(func(ok bool) {
		if life != h.life {
			return
		}
		if ok && h.Last() == d {
			h.done, h.undone = h.done[:len(h.done)-1], append(h.undone, d)
		}
		h.ended(d, ok, told)
	})
}

func (h *History) before(told func(*Deed)) {
	h.beyond(h.Before, func(d *Deed) {
		if d != nil {
			h.undone = append(h.undone, d)
		}
		h.spent = d == nil
	}, told)
}

// beyond asks whoever knows what lies outside of the history; nil: nobody does.
func (h *History) beyond(ask func(func(*Deed)), keep func(*Deed), told func(*Deed)) {
	if ask == nil {
		h.ended(nil, false, told)
		return
	}
	life := h.life
	ask(func(d *Deed) {
		if life != h.life {
			return
		}
		keep(d)
		h.ended(d, d != nil, told)
	})
}

func (h *History) redo(told func(*Deed)) {
	if len(h.undone) == 0 {
		after := h.After
		if h.news {
			after = nil
		}
		h.beyond(after, func(d *Deed) {
			if d != nil {
				h.done, h.spent = append(h.done, d), false
			}
		}, told)
		return
	}
	d := h.undone[len(h.undone)-1]
	life := h.life
	d.Again(func(ok bool) {
		if life != h.life {
			return
		}
		if last := len(h.undone) - 1; ok && last >= 0 && h.undone[last] == d {
			h.undone, h.done = h.undone[:last], append(h.done, d)
		}
		h.ended(d, ok, told)
	})
}

func (h *History) ended(d *Deed, ok bool, told func(*Deed)) {
	h.busy = false
	h.changed()
	if !ok {
		d = nil
	}
	told(d)
	if len(h.wishes) > 0 {
		next := h.wishes[0]
		h.wishes = h.wishes[1:]
		h.one(next)
	}
}

func (h *History) changed() {
	if h.Changed != nil {
		h.Changed()
	}
}
