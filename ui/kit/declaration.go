package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// DeclarationSaid are the words of a declaration.
type DeclarationSaid struct {
	Begin        string // on the button that opens the form
	Title, About string // above the form; empty: nothing
	Words, Hint  string // the question, and what helps to answer it
	Clerk        string // who declares
	Act, Not     string
	Danger       bool   // it cannot be taken back
	Keep         string // name under which half-typed words outlive the window
	Needs        office.Right
}

// Declaration (lời ghi nhận) is a quiet button and in its place, once it is pressed, the
// form that asks for words and who says them. What is for ever is asked about before.
type Declaration struct {
	Do      func(words string, by office.Clerk) // the clerk has pressed the button that acts
	OnGrown func()                              // the form takes more room, or less
	OnOpen  func()                              // may be nil

	Begin, Act, Not *Button
	Words           *Entry
	Ask             *Field
	Clerk           *ClerkChoice
	Form            *fyne.Container
	Content         *fyne.Container

	desk *Desk
	by   office.Clerk
	of   office.ID // whom the words are about
	half *HalfTyped[declared]
	left *declared // when the window closed, until its record lies open again
}

// declared are words that wait for the button.
type declared struct {
	Of    office.ID
	Words string
}

// declaredRows is how many lines of the words are seen at once.
const declaredRows = 2

// NewDeclaration lays it out, shut; whoever builds it sets its functions.
func NewDeclaration(desk *Desk, said DeclarationSaid) *Declaration {
	d := &Declaration{desk: desk, Words: NewTextArea(declaredRows)}
	d.Begin = NewButton(said.Begin, nil, d.Open)
	d.Ask = NewField(said.Words, d.Words, said.Hint)
	d.Words.OnChanged = func(string) {
		d.half.Typed()
		d.answered()
	}
	d.half = NewHalfTyped(desk, said.Keep, func() (declared, bool) {
		return declared{d.of, d.Words.Text}, Typed(d.Words.Text) != ""
	})
	d.Clerk = NewClerkChoice(said.Clerk, func(c office.Clerk) { d.by = c })
	d.Act, d.Not = NewButton(said.Act, nil, d.press), NewButton(said.Not, nil, d.leave)
	d.Act.Importance = widget.HighImportance
	if said.Danger {
		d.Act.Importance = widget.DangerImportance
	}
	desk.Guard(said.Needs, d.Begin, d.Act)
	var parts []fyne.CanvasObject
	if said.Title != "" {
		parts = append(parts, Subheading(said.Title), Prose(said.About))
	}
	d.Form = Card(append(parts, d.Ask, d.Clerk.Content, container.NewBorder(nil, nil, d.Not, d.Act))...)
	d.Form.Hide()
	d.Content = container.NewVBox(container.NewHBox(d.Begin), d.Form)
	return d
}

// Offer offers those who work here; the first one declares until another is chosen.
func (d *Declaration) Offer(clerks []office.Clerk) { d.by = d.Clerk.Seat(clerks, d.by) }

// About tells whom the words are about: those that were left half typed when the window
// closed come back with their record.
func (d *Declaration) About(of office.ID) {
	d.of = of
	if left, there := d.half.Open(); there {
		d.left = &left
	}
	if d.left != nil && d.left.Of == of {
		words := d.left.Words
		d.left = nil
		d.Begin.Hide()
		d.Form.Show()
		d.Words.SetText(words)
	}
}

// By is who declares.
func (d *Declaration) By() office.Clerk { return d.by }

// Open asks.
func (d *Declaration) Open() {
	d.Begin.Hide()
	d.Form.Show()
	d.grown()
	d.desk.Focus(d.Words)
	if d.OnOpen != nil {
		d.OnOpen()
	}
}

// Shut puts the form away with what was typed.
func (d *Declaration) Shut() {
	d.Words.SetText("")
	d.Ask.Clear()
	d.Ready(true)
	d.Form.Hide()
	d.Begin.Show()
}

// leave is the clerk's wish not to declare after all.
func (d *Declaration) leave() {
	d.Shut()
	d.grown()
	d.desk.Focus(d.Begin)
}

// answered takes back what was said of the words.
func (d *Declaration) answered() {
	if d.Ask.Bad() {
		d.Ask.Clear()
		d.grown()
	}
}

// Fail says beside the question what is wrong with the words.
func (d *Declaration) Fail(err error) {
	d.Ask.Fail(err)
	d.grown()
	d.desk.Focus(d.Words)
}

// Ready lets the form be used, or holds it while the station works.
func (d *Declaration) Ready(yes bool) {
	for _, each := range []fyne.Disableable{d.Words, d.Act, d.Not} {
		Able(each, yes)
	}
}

// Finish acts (Ctrl+Enter) where the form asks for it.
func (d *Declaration) Finish() {
	if d.Form.Visible() && d.Content.Visible() && !d.Act.Disabled() {
		d.press()
	}
}

func (d *Declaration) press() { d.Do(strings.TrimSpace(d.Words.Text), d.by) }

// grown lays out again what is around the form, which is as high as its width makes it.
func (d *Declaration) grown() {
	d.Form.Resize(fyne.NewSize(d.Content.Size().Width, d.Form.Size().Height))
	if d.OnGrown != nil {
		d.OnGrown()
	}
}
