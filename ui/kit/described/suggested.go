package described

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Suggestion is one answer that the clerk may take: what it says, whether its field is
// still empty, and how it is put there. It is nobody's word until it is taken.
type Suggestion struct {
	Said  string
	Empty func() bool
	Put   func()
}

// suggested stands above the questions and says what is suggested for empty ones. One
// press takes all of it, as one deed.
type suggested struct {
	form  *Form
	all   []Suggestion
	said  *widget.Label
	take  *kit.Button
	Shown *fyne.Container
}

func newSuggested(f *Form) *suggested {
	s := &suggested{form: f, said: kit.Prose("")}
	s.take = kit.NewButton(kit.T("described.take"), theme.ContentPasteIcon(), s.taken)
	name := widget.NewLabel(kit.T("described.suggested"))
	name.TextStyle.Bold = true
	s.Shown = container.NewStack(kit.NewGround(kit.ColorCard, 8).Bordered(theme.ColorNameSeparator),
		kit.Padded(6, container.NewVBox(kit.Lines(name, s.said), container.NewHBox(s.take))))
	s.Shown.Hide()
	return s
}

// open are those whose field is empty.
func (s *suggested) open() (open []Suggestion) {
	for _, each := range s.all {
		if each.Said != "" && each.Empty() {
			open = append(open, each)
		}
	}
	return open
}

// show says what can be taken now.
func (s *suggested) show() {
	var said []string
	for _, each := range s.open() {
		said = append(said, each.Said)
	}
	text, shown := strings.Join(said, " · "), len(said) > 0
	if text == s.said.Text && shown == s.Shown.Visible() {
		return
	}
	s.said.SetText(text)
	kit.Seen(s.Shown, shown)
	s.form.Grown()
}

func (s *suggested) taken() {
	s.form.Suggest(kit.T("described.did-take"), func() {
		for _, each := range s.open() {
			each.Put()
		}
	})
	s.form.Shape()
}

// Renew takes away what is suggested for fields that are filled by now.
func (f *Form) Renew() { f.suggested.show() }

// Suggested are the suggestions in sight, one below another.
func (f *Form) Suggested() []string {
	var said []string
	for _, each := range f.suggested.open() {
		said = append(said, each.Said)
	}
	return said
}

// TakeSuggested takes them.
func (f *Form) TakeSuggested() { f.suggested.taken() }

// Offer offers words that were used before, below their fields.
func (f *Form) Offer(u office.Used) {
	f.Issuer.Offers = func() []kit.Option { return kit.OptionsOf(u.Issuers) }
	f.Symbol.Offers = func() []kit.Option { return kit.OptionsOf(u.Symbols) }
}

// Heading suggests what the head of the document says, and what a desk has besides.
func (f *Form) Heading(h office.Heading, more ...Suggestion) {
	name := ""
	for _, t := range f.types {
		if t.Code == h.Type {
			name = t.Name
		}
	}
	f.suggested.all = append([]Suggestion{
		{Said: name, Empty: func() bool { return f.Kind.Chosen() == "" }, Put: func() { f.Kind.Choose(h.Type) }},
		f.text(kit.T("described.number-is", h.Number), h.Number, &f.Number.Entry),
		f.text(h.Symbol, h.Symbol, &f.Symbol.Entry.Entry),
		f.text(kit.Day(h.Issued), kit.Day(h.Issued), &f.Issued.Entry),
		f.text(h.Issuer, h.Issuer, &f.Issuer.Entry.Entry),
		f.text("“"+h.Subject+"”", h.Subject, &f.Subject.Entry),
	}, more...)
	f.suggested.show()
}

func (f *Form) text(said, word string, e *widget.Entry) Suggestion {
	if word == "" {
		said = ""
	}
	return Suggestion{Said: said, Empty: func() bool { return kit.Typed(e.Text) == "" }, Put: func() { e.SetText(word) }}
}
