package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// Offered is a field of one line below which words hang that were used before. They are
// taken by the arrows and Enter, or by a click, and never by themselves: Enter and Tab
// alone leave what was typed, unless the field is eager.
type Offered struct {
	Entry
	Offers  func() []Option // may be nil
	Eager   bool            // the first word that fits what was typed is lit: Enter takes it
	OnTaken func(Option)    // one was taken, and stands in the field; may be nil

	hanger *Hanger
	shown  []Option
	at     int // of the shown ones; -1: none is lit
}

// mostOffered is how many words hang below a field.
const mostOffered = 12

// NewOffered makes a field whose list hangs on h.
func NewOffered(h *Hanger) *Offered {
	o := &Offered{hanger: h, at: -1}
	o.Wrapping, o.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	o.ExtendBaseWidget(o)
	return o
}

// Resize keeps the list below the field.
func (o *Offered) Resize(size fyne.Size) {
	o.Entry.Resize(size)
	o.hanger.Follow(o)
}

// FocusGained offers what there is, while nothing is typed. What is suggested comes
// before words that were used.
func (o *Offered) FocusGained() {
	o.Entry.FocusGained()
	if o.Text == "" && !o.offers() {
		o.offer()
	}
}

// FocusLost takes the list away.
func (o *Offered) FocusLost() {
	o.hanger.Take(o)
	o.Entry.FocusLost()
}

// TypedRune types, and offers what fits.
func (o *Offered) TypedRune(r rune) {
	o.Entry.TypedRune(r)
	o.offer()
}

// TypedKey walks through the list by the arrows, and takes the lit one by Enter.
func (o *Offered) TypedKey(e *fyne.KeyEvent) {
	open := o.hanger.Holds(o)
	switch {
	case e.Name == fyne.KeyDown && !open:
		o.offer()
	case e.Name == fyne.KeyDown:
		o.light(min(o.at+1, len(o.shown)-1))
	case e.Name == fyne.KeyUp && open:
		o.light(max(o.at-1, -1))
	case open && o.at >= 0 && (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter):
		o.take(o.shown[o.at])
	case open && e.Name == fyne.KeyEscape:
		o.hanger.Take(o)
	default:
		o.Entry.TypedKey(e)
		if open && !o.offers() {
			o.offer()
		}
	}
}

func (o *Offered) light(at int) {
	o.at = at
	o.hanger.Hang(o, o.shown, at, o.take)
}

// offer shows what fits what is typed.
func (o *Offered) offer() {
	if o.Offers == nil {
		return
	}
	typed := office.Fold(strings.TrimSpace(o.Text))
	o.shown = nil
	for _, each := range o.Offers() {
		if fits := typed == "" || each.matches(typed) > 0 && each.matches(typed) < 3; fits && len(o.shown) < mostOffered {
			o.shown = append(o.shown, each)
		}
	}
	if o.Eager && typed != "" && len(o.shown) > 0 {
		o.light(0)
		return
	}
	o.light(-1)
}

// take writes what was chosen, as the clerk.
func (o *Offered) take(option Option) {
	o.SetText(option.Name)
	o.toEnd()
	o.hanger.Take(o)
	if o.OnTaken == nil {
		return
	}
	if o.OnTaken(option); o.Text == "" { // the next one is to be taken
		o.offer()
	}
}

// OptionsOf are words to be offered.
func OptionsOf(words []string) []Option {
	options := make([]Option, len(words))
	for i, w := range words {
		options[i] = Option{Key: w, Name: w}
	}
	return options
}
