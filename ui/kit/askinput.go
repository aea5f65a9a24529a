package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// Ways of asking that forms of the window have beside those of registers.
const (
	askCheck       office.AskHow = "check"
	askPassword    office.AskHow = "password"
	askNewPassword office.AskHow = "new password"
)

const askRows = 3

// checked are the answers to a question of yes or no.
var checked = map[bool]string{true: "yes", false: ""}

// askInput is the widget that answers one question.
type askInput struct {
	shown fyne.CanvasObject
	focus fyne.Focusable
	begin func() fyne.Focusable // of a widget of the page's own
	read  func() string
	write func(string)
	entry *Entry       // of a line or a text
	twice *NewPassword // of a new password
	once  *Secret      // of a password that is there
}

// first is where the keyboard answers.
func (in *askInput) first() fyne.Focusable {
	if in.begin != nil {
		return in.begin()
	}
	return in.focus
}

// told is what the answers of a form tell it.
type told struct{ typed, left, chosen, picked, enter func() }

// offers are words that hang below a field.
type offers struct {
	hanger *Hanger
	words  func() []Option
}

func newInput(ask office.Ask, rows int, offers *offers, tell told) *askInput {
	switch ask.How {
	case office.AskOne:
		return oneInput(ask, tell)
	case office.AskSeveral:
		return severalInput(ask, tell)
	case askCheck:
		c := NewCheck(ask.Said, func(bool) { tell.chosen() })
		return &askInput{shown: c, focus: c, read: func() string { return checked[c.Checked] }, write: func(yes string) { c.SetChecked(yes == checked[true]) }}
	case askPassword:
		s := NewSecret(tell.enter)
		s.OnChanged = func(string) { tell.typed() }
		return &askInput{shown: s, focus: s, once: s}
	case askNewPassword:
		n := NewNewPassword(ask.Hint, tell.enter)
		return &askInput{shown: n.Content, focus: n.First, twice: n}
	}
	return textInput(ask, rows, offers, tell)
}

func textInput(ask office.Ask, rows int, offers *offers, tell told) *askInput {
	e := NewEntry()
	in := &askInput{shown: e, focus: e}
	switch {
	case offers != nil:
		o := NewOffered(offers.hanger)
		o.Offers = offers.words
		e, in.shown, in.focus = &o.Entry, o, o
	case ask.How == office.AskLines:
		e = NewTextArea(rows)
		in.shown, in.focus = e, e
	}
	if ask.How != office.AskLines {
		e.OnSubmitted = func(string) { tell.enter() }
	}
	e.OnChanged, e.OnLeave = func(string) { tell.typed() }, tell.left
	in.entry, in.read, in.write = e, func() string { return Typed(e.Text) }, e.SetText
	switch ask.How {
	case office.AskLines:
		in.read = func() string { return typedLines(e.Text) }
	case office.AskDay:
		e.PlaceHolder = T("kit.day")
		in.read, in.write = func() string { return storedDay(e.Text) }, func(day string) { e.SetText(Day(day)) }
	case office.AskMoment:
		e.PlaceHolder = T("kit.moment")
		in.read, in.write = func() string { return storedMoment(e.Text) }, func(at string) { e.SetText(ask.Told(at)) }
	}
	return in
}

func oneInput(ask office.Ask, tell told) *askInput {
	var names []string
	for _, c := range ask.Choices {
		names = append(names, c.Said)
	}
	s := NewSelect(names, nil)
	s.OnChanged = func(string) {
		tell.chosen()
		if !s.walking {
			tell.picked()
		}
	}
	read := func() string {
		if i := s.SelectedIndex(); i >= 0 {
			return ask.Choices[i].Key
		}
		return ""
	}
	write := func(key string) {
		if i := slices.IndexFunc(ask.Choices, func(c office.Choice) bool { return c.Key == key }); i >= 0 {
			s.SetSelectedIndex(i)
		} else {
			s.ClearSelected()
		}
	}
	return &askInput{shown: s, focus: s, read: read, write: write}
}

func severalInput(ask office.Ask, tell told) *askInput {
	box := Abreast(2)
	checks := make([]*Check, len(ask.Choices))
	for i, c := range ask.Choices {
		checks[i] = NewCheck(c.Said, func(bool) { tell.chosen() })
		box.Add(checks[i])
	}
	read := func() string {
		var keys []string
		for i, c := range checks {
			if c.Checked {
				keys = append(keys, ask.Choices[i].Key)
			}
		}
		return strings.Join(keys, "\n")
	}
	write := func(keys string) {
		all := SplitKeys[string](keys)
		for i, c := range checks {
			c.SetChecked(slices.Contains(all, ask.Choices[i].Key))
		}
	}
	in := &askInput{shown: box, read: read, write: write}
	if len(checks) > 0 {
		in.focus = checks[0]
	}
	return in
}

// typedLines is a text of several lines as it is to be kept: each as Typed has it,
// without empty ones around.
func typedLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = Typed(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// storedDay is a typed day as it is stored; what is no day stays as it was typed, and
// is told when it is saved.
func storedDay(typed string) string {
	if day, err := office.ParseDate(typed); err == nil {
		return day
	}
	return strings.TrimSpace(typed)
}

// storedMoment is a typed moment as it is stored; what is none stays as it was typed, and is
// told when it is saved.
func storedMoment(typed string) string {
	if at, err := office.ParseMoment(typed); err == nil {
		return at
	}
	return strings.TrimSpace(typed)
}
