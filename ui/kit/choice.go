package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Option is one thing that a Choice offers: its name, and other words that a
// clerk may type for it.
type Option struct {
	Key  string
	Name string
	Also []string
}

// matches tells how well typed words fit: 0 not at all, 1 somewhere inside or as the first letters of
// words (đkks: đăng ký khai sinh), 2 at the beginning, 3 exactly. Accents and case do not count.
func (o Option) matches(typed string) int {
	best := 0
	for _, word := range append([]string{o.Name}, o.Also...) {
		f := office.Fold(word)
		switch {
		case f == typed:
			return 3
		case strings.HasPrefix(f, typed):
			best = max(best, 2)
		case strings.Contains(f, typed), strings.HasPrefix(initials(f), typed):
			best = max(best, 1)
		}
	}
	return best
}

// initials are the first letters of words.
func initials(words string) string {
	var all []rune
	for word := range strings.FieldsSeq(words) {
		all = append(all, []rune(word)[0])
	}
	return string(all)
}

// Choice is a field that finds one of many options as the clerk types, with or
// without accents, or by an abbreviation. Its list hangs on a Hanger, so that
// the keyboard stays in the field.
type Choice struct {
	Entry
	OnChosen func(key string)

	options []Option
	shown   []Option
	at      int // of the shown ones
	chosen  string
	hanger  *Hanger
	setting bool
}

// NewChoice makes a field over options whose list hangs on h.
func NewChoice(options []Option, h *Hanger) *Choice {
	c := &Choice{options: options, hanger: h}
	c.Wrapping = fyne.TextWrapOff
	c.Scroll = fyne.ScrollHorizontalOnly
	c.Icon = nil
	c.ExtendBaseWidget(c)
	c.OnChanged = func(string) { c.typed() }
	c.ActionItem = newOpener(func() { focusOn(c) })
	return c
}

// Offer takes other options. What was chosen stays, also one that is not among them.
func (c *Choice) Offer(options []Option) {
	c.options = options
	if name := c.nameOf(c.chosen); name != "" && !c.hanger.Holds(c) {
		c.write(name)
	}
}

// Chosen is the key of the option in the field.
func (c *Choice) Chosen() string { return c.chosen }

// Choose puts an option in the field without telling anyone.
func (c *Choice) Choose(key string) {
	c.chosen = key
	c.write(c.nameOf(key))
}

func (c *Choice) nameOf(key string) string {
	for _, o := range c.options {
		if o.Key == key {
			return o.Name
		}
	}
	return ""
}

func (c *Choice) write(text string) {
	c.setting = true
	c.SetText(text)
	c.setting = false
}

// Resize keeps the list below the field.
func (c *Choice) Resize(size fyne.Size) {
	c.Entry.Resize(size)
	c.hanger.Follow(c)
}

// FocusGained opens the list of all and marks the text, so that typing
// replaces it. What is suggested comes before the list.
func (c *Choice) FocusGained() {
	c.Entry.FocusGained()
	c.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	if !c.offers() {
		c.offer("")
	}
}

// FocusLost takes what was typed if it names an option, and gives back the old
// one if not.
func (c *Choice) FocusLost() {
	c.Entry.FocusLost()
	c.hanger.Take(c)
	typed := office.Fold(strings.TrimSpace(c.Text))
	for _, o := range c.options {
		if typed != "" && o.matches(typed) == 3 {
			c.take(o)
			return
		}
	}
	c.write(c.nameOf(c.chosen))
}

func (c *Choice) typed() {
	if !c.setting {
		c.offer(c.Text)
	}
}

// offer shows the options that fit, the best first.
func (c *Choice) offer(text string) {
	typed := office.Fold(strings.TrimSpace(text))
	c.shown, c.at = nil, 0
	for rank := 3; rank > 0; rank-- {
		for _, o := range c.options {
			if typed == "" && rank == 1 || typed != "" && o.matches(typed) == rank {
				c.shown = append(c.shown, o)
			}
		}
	}
	if typed == "" {
		for i, o := range c.shown {
			if o.Key == c.chosen {
				c.at = i
			}
		}
	}
	c.hanger.Hang(c, c.shown, c.at, c.takeAndStay)
}

func (c *Choice) takeAndStay(o Option) {
	c.take(o)
	c.hanger.Take(c)
}

func (c *Choice) take(o Option) {
	news := o.Key != c.chosen
	c.chosen = o.Key
	c.write(o.Name)
	if news && c.OnChosen != nil {
		c.OnChosen(o.Key)
	}
}

// TypedKey walks through the list by the arrows and takes by Enter.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	open := c.hanger.Holds(c)
	switch {
	case e.Name == fyne.KeyDown && !open:
		c.offer("")
	case e.Name == fyne.KeyDown, e.Name == fyne.KeyUp:
		c.walk(e.Name)
	case open && (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && len(c.shown) > 0:
		c.takeAndStay(c.shown[c.at])
	case open && e.Name == fyne.KeyEscape:
		c.write(c.nameOf(c.chosen))
		c.hanger.Take(c)
	default:
		c.Entry.TypedKey(e)
	}
}

func (c *Choice) walk(key fyne.KeyName) {
	if key == fyne.KeyDown {
		c.at = min(c.at+1, len(c.shown)-1)
	} else {
		c.at = max(c.at-1, 0)
	}
	c.hanger.Hang(c, c.shown, c.at, c.takeAndStay)
}

// opener is the arrow at the end of a field. Tab does not stop at it: what it
// does the field does too.
type opener struct {
	widget.BaseWidget
	open func()
}

func newOpener(open func()) *opener {
	o := &opener{open: open}
	o.ExtendBaseWidget(o)
	return o
}

// Tapped opens the list.
func (o *opener) Tapped(*fyne.PointEvent) { o.open() }

// CreateRenderer shows the arrow.
func (o *opener) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewPadded(widget.NewIcon(theme.MenuDropDownIcon())))
}
