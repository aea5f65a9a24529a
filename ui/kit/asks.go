package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Asks is a form that is laid out from its questions: filling it, reading it, and where
// a wrong answer is told follow from them.
type Asks struct {
	Content *fyne.Container
	OnTyped func() // by the clerk; may be nil

	asks    []office.Ask
	inputs  []askInput
	fields  []*Field
	filling bool
}

// askInput is the widget that answers one question.
type askInput struct {
	focus fyne.Focusable
	read  func() string
	write func(string)
}

const askRows = 3

// NewAsks lays out no question yet.
func NewAsks() *Asks { return &Asks{Content: container.NewVBox()} }

// Lay takes other questions.
func (a *Asks) Lay(asks []office.Ask) {
	a.asks, a.inputs, a.fields = asks, nil, nil
	a.Content.RemoveAll()
	for _, ask := range asks {
		input, widget := a.input(ask)
		field := NewField(askSaid(ask), widget, ask.Hint)
		a.inputs, a.fields = append(a.inputs, input), append(a.fields, field)
		a.Content.Add(field)
	}
	a.Content.Refresh()
}

// askSaid is the question with a sign where an answer is needed.
func askSaid(ask office.Ask) string {
	if ask.Needed {
		return ask.Said + " *"
	}
	return ask.Said
}

func (a *Asks) input(ask office.Ask) (askInput, fyne.CanvasObject) {
	switch ask.How {
	case office.AskOne:
		return a.one(ask)
	case office.AskSeveral:
		return a.several(ask)
	}
	e := NewEntry()
	if ask.How == office.AskLines {
		e = NewTextArea(askRows)
	}
	e.OnChanged = func(string) { a.typed() }
	in := askInput{focus: e, read: func() string { return e.Text }, write: e.SetText}
	if ask.How == office.AskDay {
		e.PlaceHolder = T("kit.day")
		in.read, in.write = func() string { return storedDay(e.Text) }, func(day string) { e.SetText(shownDay(day)) }
	}
	return in, e
}

func (a *Asks) one(ask office.Ask) (askInput, fyne.CanvasObject) {
	var names []string
	for _, c := range ask.Choices {
		names = append(names, c.Said)
	}
	s := NewSelect(names, func(string) { a.typed() })
	read := func() string {
		if i := s.SelectedIndex(); i >= 0 {
			return ask.Choices[i].Key
		}
		return ""
	}
	write := func(key string) {
		for i, c := range ask.Choices {
			if c.Key == key {
				s.SetSelectedIndex(i)
				return
			}
		}
		s.ClearSelected()
	}
	return askInput{focus: s, read: read, write: write}, s
}

func (a *Asks) several(ask office.Ask) (askInput, fyne.CanvasObject) {
	box := container.NewGridWithColumns(2)
	checks := make([]*widget.Check, len(ask.Choices))
	for i, c := range ask.Choices {
		checks[i] = widget.NewCheck(c.Said, func(bool) { a.typed() })
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
	write := func(answer string) {
		for i, c := range checks {
			c.SetChecked(strings.Contains("\n"+answer+"\n", "\n"+ask.Choices[i].Key+"\n"))
		}
	}
	return askInput{focus: checks[0], read: read, write: write}, box
}

func (a *Asks) typed() {
	if a.filling {
		return
	}
	for _, f := range a.fields {
		if f.Bad() {
			f.Clear()
		}
	}
	if a.OnTyped != nil {
		a.OnTyped()
	}
}

// Fill shows answers by the keys of their questions, without telling anyone.
func (a *Asks) Fill(answers map[string]string) {
	a.filling = true
	for i, ask := range a.asks {
		a.inputs[i].write(answers[ask.Key])
		a.fields[i].Clear()
	}
	a.filling = false
}

// Answers are what stands in the form.
func (a *Asks) Answers() map[string]string {
	answers := map[string]string{}
	for i, ask := range a.asks {
		answers[ask.Key] = a.inputs[i].read()
	}
	return answers
}

// Fail tells beside a question what is wrong with its answer, and leads the keyboard
// there; false: it is of none of them.
func (a *Asks) Fail(d *Desk, key string, err error) bool {
	for i, ask := range a.asks {
		if ask.Key == key && a.fields[i].Fail(err) {
			d.Focus(a.inputs[i].focus)
			return true
		}
	}
	return false
}

// First is where the keyboard begins; nil: there are no questions.
func (a *Asks) First() fyne.Focusable {
	if len(a.inputs) == 0 {
		return nil
	}
	return a.inputs[0].focus
}

// storedDay is a typed day as it is stored; what is no day stays as it was typed, and
// is told when it is saved.
func storedDay(typed string) string {
	if day, err := office.ParseDate(typed); err == nil {
		return day
	}
	return strings.TrimSpace(typed)
}

func shownDay(stored string) string {
	if day, err := time.Parse(time.DateOnly, stored); err == nil {
		return day.Format("02/01/2006")
	}
	return stored
}

// ChoicesOf offers things by their names.
func ChoicesOf[K interface {
	~string
	Name() string
}](all []K) (of []office.Choice) {
	for _, each := range all {
		of = append(of, office.Choice{Key: string(each), Said: Capital(each.Name())})
	}
	return of
}

// JoinKeys is the answer that chooses several things.
func JoinKeys[K ~string](all []K) string {
	keys := make([]string, len(all))
	for i, each := range all {
		keys[i] = string(each)
	}
	return strings.Join(keys, "\n")
}

// SplitKeys are the things that an answer chooses.
func SplitKeys[K ~string](answer string) (all []K) {
	for key := range strings.FieldsSeq(answer) {
		all = append(all, K(key))
	}
	return all
}
