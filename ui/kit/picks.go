package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Pick is one of several things of which one is chosen: its name, what more
// there is to tell, and why it cannot be chosen.
type Pick struct {
	Head    string // stands above it, where others of another kind came before
	Name    string // empty: there is only the trouble to tell
	Below   []string
	Trouble string // empty: it can be chosen
}

// Picks shows things one below another, one of them chosen: by the mouse, by
// Space or Enter, or by the arrows as in any list of round buttons.
type Picks struct {
	widget.BaseWidget
	OnPicked func(i int)

	picks  []Pick
	across bool
	rows   map[int]*pickRow // of those that can be chosen
	at     int
	box    *fyne.Container
}

// NewPicks shows nothing yet.
func NewPicks(picked func(i int)) *Picks {
	p := &Picks{OnPicked: picked, at: -1, box: container.NewVBox()}
	p.ExtendBaseWidget(p)
	return p
}

// Across sets the things, of one word or two each, side by side.
func (p *Picks) Across() *Picks {
	p.across = true
	p.box.Layout = layout.NewHBoxLayout()
	return p
}

// Set shows other things, one of them chosen; -1 chooses none.
func (p *Picks) Set(picks []Pick, at int) {
	p.picks, p.at, p.rows = picks, at, map[int]*pickRow{}
	p.box.RemoveAll()
	for i, each := range picks {
		if each.Head != "" {
			head := widget.NewLabel(each.Head)
			head.TextStyle.Bold, head.Truncation = true, fyne.TextTruncateEllipsis
			p.box.Add(head)
		}
		if each.Trouble != "" {
			p.box.Add(container.New(afterSign{}, widget.NewIcon(Tinted(theme.RadioButtonIcon(), theme.ColorNameDisabled)), greyed(each)))
			continue
		}
		row := newPickRow(p, i, each)
		p.rows[i] = row
		p.box.Add(row)
	}
	p.box.Refresh()
}

// Picked is which one is chosen; -1: none.
func (p *Picks) Picked() int { return p.at }

// First is where the keyboard begins: the chosen one, or the first that can be
// chosen; nil where none can.
func (p *Picks) First() fyne.Focusable {
	if row := p.rows[p.at]; row != nil {
		return row
	}
	for i := range p.picks {
		if row := p.rows[i]; row != nil {
			return row
		}
	}
	return nil
}

func (p *Picks) pick(i int) {
	news := p.at != i
	p.at = i
	for _, row := range p.rows {
		row.paint()
	}
	if news && p.OnPicked != nil {
		p.OnPicked(i)
	}
}

// walk chooses the next one (1) or the one before (-1) and takes the keyboard
// there.
func (p *Picks) walk(from, by int) {
	for i := from + by; i >= 0 && i < len(p.picks); i += by {
		if row := p.rows[i]; row != nil {
			focusOn(row)
			p.pick(i)
			return
		}
	}
}

// CreateRenderer shows the column.
func (p *Picks) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// greyed tells of a thing that cannot be chosen, and why.
func greyed(p Pick) *fyne.Container {
	lines := container.New(&tightLines{})
	for _, text := range said(append([]string{p.Name}, p.Below...)...) {
		lines.Add(small(text, widget.LowImportance))
	}
	lines.Add(small(p.Trouble, widget.WarningImportance))
	return lines
}

// pickRow is one thing that can be chosen.
type pickRow struct {
	widget.BaseWidget
	of    *Picks
	index int
	icon  *widget.Icon
	name  *widget.Label
	lines *fyne.Container
	ring  *canvas.Rectangle
}

func newPickRow(of *Picks, i int, p Pick) *pickRow {
	r := &pickRow{of: of, index: i, icon: widget.NewIcon(nil), name: wrapped(), ring: ring()}
	if of.across {
		r.name.Wrapping = fyne.TextWrapOff
	}
	r.name.SetText(p.Name)
	r.lines = container.New(&tightLines{}, r.name)
	for _, text := range said(p.Below...) {
		r.lines.Add(small(text, widget.LowImportance))
	}
	r.ExtendBaseWidget(r)
	r.paint()
	return r
}

func (r *pickRow) paint() {
	chosen := r.of.at == r.index
	r.name.TextStyle.Bold = chosen && !r.of.across // side by side there is no room for letters that grow
	r.name.Refresh()
	if chosen {
		r.icon.SetResource(Tinted(theme.RadioButtonCheckedIcon(), theme.ColorNamePrimary))
	} else {
		r.icon.SetResource(theme.RadioButtonIcon())
	}
}

// Tapped chooses it.
func (r *pickRow) Tapped(*fyne.PointEvent) {
	focusOn(r)
	r.of.pick(r.index)
}

// TypedKey chooses by Space and Enter, and goes to the neighbours by the
// arrows.
func (r *pickRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		r.of.pick(r.index)
	case fyne.KeyDown, fyne.KeyRight:
		r.of.walk(r.index, 1)
	case fyne.KeyUp, fyne.KeyLeft:
		r.of.walk(r.index, -1)
	default:
		passKey(e)
	}
}

// TypedRune has nothing to type.
func (r *pickRow) TypedRune(rune) {}

// FocusGained shows the ring.
func (r *pickRow) FocusGained() {
	r.ring.StrokeColor = theme.Color(theme.ColorNameForeground)
	r.ring.Show()
	Reveal(r)
}

// FocusLost hides it.
func (r *pickRow) FocusLost() { r.ring.Hide() }

// Cursor is the hand.
func (r *pickRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer lays the round button before the lines.
func (r *pickRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(container.New(afterSign{}, r.icon, r.lines), r.ring))
}

// afterSign sets lines after a small sign that is level with the first.
type afterSign struct{}

const (
	signWide  = 34
	signSize  = 22
	signInset = 8
)

func (afterSign) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[1].MinSize().Add(fyne.NewSize(signWide, 0))
}

func (afterSign) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSquareSize(signSize))
	o[0].Move(fyne.NewPos(signInset, (textSize+2*signInset-signSize)/2+2))
	o[1].Resize(fyne.NewSize(s.Width-signWide, s.Height))
	o[1].Move(fyne.NewPos(signWide, 0))
}

func (p *Picks) within() []fyne.CanvasObject { return []fyne.CanvasObject{p.box} }
