package kit

import (
	"slices"
	"weak"

	"tram/local/office"
)

// guard is a button that needs a right.
type guard struct {
	button weak.Pointer[Button] // of a page that may be gone
	right  office.Right
}

// Guard has buttons sleep while whoever works here lacks the right that they need. Pressed
// all the same, they tell why.
func (d *Desk) Guard(right office.Right, buttons ...*Button) {
	for _, b := range buttons {
		b.tell = d.News.Warn
		d.guards = append(d.guards, guard{weak.Make(b), right})
		b.deny(d.denied[right])
	}
}

// Deny tells which rights whoever works here lacks, and why; the others they have. What is
// no sentence keeps nobody from a button: the station tells it to who presses.
func (d *Desk) Deny(lacking map[office.Right]error) {
	d.denied = map[office.Right]*Trouble{}
	for right, err := range lacking {
		if f, told := office.FailureIn(err); told {
			d.denied[right] = &Trouble{Said: f.Said, Next: f.Next}
		}
	}
	d.guards = slices.DeleteFunc(d.guards, func(g guard) bool { return g.button.Value() == nil })
	for _, g := range d.guards {
		if b := g.button.Value(); b != nil {
			b.deny(d.denied[g.right])
		}
	}
}

// Denied tells why whoever works here may not use a right; false: they may.
func (d *Desk) Denied(right office.Right) (Trouble, bool) {
	if why := d.denied[right]; why != nil {
		return *why, true
	}
	return Trouble{}, false
}

// deny puts a button to sleep for want of a right, or lets the page say again whether it
// is awake; nil: the right is there.
func (b *Button) deny(why *Trouble) {
	b.denied = why
	switch {
	case why != nil:
		b.Button.Disable()
	case !b.asleep:
		b.Button.Enable()
	}
}

// explains tells why a button is out of reach, where it is for want of a right.
func (b *Button) explains() bool {
	if b.denied == nil {
		return false
	}
	b.tell(*b.denied)
	return true
}

// Enable wakes the button, unless a right is wanting.
func (b *Button) Enable() {
	b.asleep = false
	if b.denied == nil {
		b.Button.Enable()
	}
}

// Disable puts it to sleep.
func (b *Button) Disable() {
	b.asleep = true
	b.Button.Disable()
}
