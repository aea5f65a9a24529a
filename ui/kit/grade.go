package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// grades in the order of the law; only the first may stay.
var grades = []office.Secrecy{office.Ordinary, office.Secret, office.TopSecret, office.Absolute}

// Grade asks how secret a document is. A secret one is wiped, which nobody can take
// back: such a grade counts only once the clerk has confirmed it, and until then
// none counts.
type Grade struct {
	Field   *Select
	Plain   *Button         // says "Thường" by one press, while nothing is said: a mark that is not set
	Content *fyne.Container // both
	Asking  *GradeQuestion  // nil: nothing is asked
	OnPlain func()          // the button was pressed, and the keyboard may go on; may be nil

	desk    *Desk
	gone    string // what is wiped, as the button says it
	chosen  func()
	counts  office.Secrecy
	putting bool
}

// NewGrade makes the list. gone names what is wiped of a secret document; chosen is
// told when another grade counts.
func NewGrade(d *Desk, gone string, chosen func()) *Grade {
	g := &Grade{desk: d, gone: gone, chosen: chosen}
	g.Field = NewSelect(NamesOf(grades), g.changed)
	g.Field.PlaceHolder, g.Field.Bare = " ", true
	g.Plain = NewButton(Capital(office.Ordinary.Name()), theme.RadioButtonIcon(), func() {
		g.Field.SetSelected(g.Plain.Text)
		g.desk.Focus(g.Field)
		if g.OnPlain != nil {
			OnScreen(g.OnPlain) // the blank of a press by Space is still to come, and is no letter of the next field
		}
	})
	g.Content = container.New(gradeRow{}, g.Plain, g.Field)
	return g
}

// First is where the keyboard says the grade.
func (g *Grade) First() fyne.Focusable {
	if g.Plain.Visible() {
		return g.Plain
	}
	return g.Field
}

// look shows the button while there is no grade.
func (g *Grade) look() {
	if none := g.counts == ""; none != g.Plain.Visible() {
		Seen(g.Plain, none)
		g.Field.Bare = none
		g.Content.Refresh()
	}
}

// gradeRow sets the button before the list, which is as narrow as its arrow then.
type gradeRow struct{}

const (
	arrowWide = 32
	gradeGap  = 0
)

func (gradeRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width+gradeGap+arrowWide, o[1].MinSize().Height)
}

func (gradeRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	if o[0].Visible() {
		x = s.Width - arrowWide
		o[0].Resize(fyne.NewSize(x-gradeGap, s.Height))
	}
	o[1].Move(fyne.NewPos(x, 0))
	o[1].Resize(fyne.NewSize(s.Width-x, s.Height))
}

// Value is the grade that counts; empty: none was chosen, or it is being asked.
func (g *Grade) Value() office.Secrecy {
	if g.Asking != nil {
		return ""
	}
	return g.counts
}

// Name is the grade that counts, as the list names it.
func (g *Grade) Name() string { return Capital(g.counts.Name()) }

// Put chooses a grade without asking or telling.
func (g *Grade) Put(s office.Secrecy) {
	g.putting = true
	defer func() { g.putting = false }()
	g.counts = s
	g.Field.Put(g.Name())
	g.look()
}

// PutName chooses by a name of the list.
func (g *Grade) PutName(name string) { g.Put(graded(name)) }

func graded(name string) office.Secrecy {
	if i := slices.Index(NamesOf(grades), name); i >= 0 {
		return grades[i]
	}
	return ""
}

func (g *Grade) changed(name string) {
	wanted := graded(name)
	switch {
	case g.putting || wanted == g.counts:
	case wanted.Secret():
		g.ask(wanted)
	default:
		g.counts = wanted
		g.look()
		g.chosen()
	}
}

// ask asks whether the document is secret indeed.
func (g *Grade) ask(wanted office.Secrecy) {
	q := &GradeQuestion{}
	answer := func(s office.Secrecy) func() {
		return func() {
			g.Asking = nil
			q.dialog.Hide()
			g.Put(s)
			g.desk.Focus(g.Field)
			if s == wanted {
				g.chosen()
			}
		}
	}
	name := Capital(wanted.Name())
	q.Yes = NewButton(T("kit.grade-yes", name, g.gone), nil, answer(wanted))
	q.Yes.Importance = widget.DangerImportance
	q.No = NewButton(T("kit.grade-no"), nil, answer(g.counts))
	q.Yes.OnEscape, q.No.OnEscape = q.No.OnTapped, q.No.OnTapped
	g.Asking = q
	q.show(g.desk, T("kit.grade-about", name, g.gone))
}

// GradeQuestion is the one step between a secret grade and the wiping.
type GradeQuestion struct {
	Yes, No *Button
	dialog  dialog.Dialog
}

func (q *GradeQuestion) show(d *Desk, about string) {
	const wide, high = 600, 220
	content := container.NewVBox(Prose(about), container.NewHBox(q.No, q.Yes))
	q.dialog = dialog.NewCustomWithoutButtons(T("kit.grade"), content, d.Window)
	q.dialog.Resize(fyne.NewSize(wide, high))
	q.dialog.Show()
	d.Focus(q.No)
}
