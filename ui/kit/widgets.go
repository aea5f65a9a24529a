package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Button is Fyne's, with a ring that shows the focus on any colour, Enter as
// well as Space, and the window's keys passed on.
type Button struct {
	widget.Button
	OnEscape func() // Esc on this button; nil: the window's
	ring     *canvas.Rectangle

	asleep bool     // the page says so
	denied *Trouble // a right is wanting (Desk.Guard); nil: none
	tell   func(Trouble)
}

// NewButton makes a button; icon may be nil.
func NewButton(text string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{ring: ring()}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewMainButton makes the one main action of a page.
func NewMainButton(text string, icon fyne.Resource, tapped func()) *Button {
	b := NewButton(text, icon, tapped)
	b.Importance = widget.HighImportance
	return b
}

// Calls makes a button the one main action of its page, or one like the others while
// something else has to be done before.
func (b *Button) Calls(yes bool) {
	b.Importance = widget.MediumImportance
	if yes {
		b.Importance = widget.HighImportance
	}
	b.Refresh()
}

// NewQuietButton makes a button without a ground, for the small actions
// beside something.
func NewQuietButton(text string, icon fyne.Resource, tapped func()) *Button {
	b := NewButton(text, icon, tapped)
	b.Importance = widget.LowImportance
	return b
}

// Tapped presses the button, or tells which right is wanting.
func (b *Button) Tapped(ev *fyne.PointEvent) {
	if !b.explains() {
		b.Button.Tapped(ev)
	}
}

// FocusGained shows the ring.
func (b *Button) FocusGained() {
	b.ring.StrokeColor = theme.Color(theme.ColorNameForeground)
	b.ring.Show()
	b.Button.FocusGained()
	Reveal(b)
}

// FocusLost hides it.
func (b *Button) FocusLost() {
	b.ring.Hide()
	b.Button.FocusLost()
}

// TypedKey presses the button on Space and Enter.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyReturn, ev.Name == fyne.KeyEnter:
		b.Tapped(nil)
	case ev.Name == fyne.KeySpace:
		b.Button.TypedKey(ev)
	case ev.Name == fyne.KeyEscape && b.OnEscape != nil:
		b.OnEscape()
	default:
		passKey(ev)
	}
}

// CreateRenderer lays the ring over Fyne's button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return &ringed{WidgetRenderer: b.Button.CreateRenderer(), ring: b.ring}
}

// ringed draws a ring around what another renderer draws.
type ringed struct {
	fyne.WidgetRenderer
	ring *canvas.Rectangle
}

func (r *ringed) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.ring.Resize(s)
}

func (r *ringed) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(inner[:len(inner):len(inner)], r.ring)
}

func ring() *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.StrokeWidth = 2
	r.CornerRadius = 5
	r.Hide()
	return r
}

// Entry is Fyne's text field that passes the window's keys on.
type Entry struct {
	widget.Entry
	OnLeave func() // the focus goes elsewhere; may be nil

	offering *offering // nil: nothing is suggested
	bar      *canvas.Rectangle
	wheel    *entryWheel
	plain    string // in the empty field while nothing is
	lines    int    // of a field of several
}

// NewEntry makes a field of one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

// NewTextArea makes a field of several lines; Tab leaves it.
func NewTextArea(rows int) *Entry {
	e := NewEntry()
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.Scroll = fyne.ScrollVerticalOnly
	e.SetMinRowsVisible(rows)
	e.lines = rows
	return e
}

// toEnd sets the caret behind what was written for the clerk: what they type goes on there.
func (e *Entry) toEnd() {
	if e.MultiLine {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

// AcceptsTab says no: in a form Tab goes to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained brings the widget into sight, with what is suggested for it.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	Reveal(e)
	if e.offers() {
		e.offering.show()
	}
}

// FocusLost tells OnLeave.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.offering != nil {
		e.offering.hide()
	}
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// TypedKey leaves the window's keys to the window, but for the paging inside
// a field of several lines.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.offers() && e.offering.key(ev) {
		return
	}
	paging := ev.Name == fyne.KeyPageUp || ev.Name == fyne.KeyPageDown
	if !e.MultiLine || !paging {
		passKey(ev)
	}
	if e.MultiLine || !paging {
		had := e.Text != ""
		e.Entry.TypedKey(ev)
		if had && e.offers() {
			e.offering.show()
		}
	}
}

// TypedShortcut leaves the window's combinations to the window.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if !passCombo(s) {
		e.Entry.TypedShortcut(s)
	}
}

// Select is Fyne's choice list with the border of a field, that passes the
// window's keys on.
type Select struct {
	widget.Select
	frame   *canvas.Rectangle
	here    bool // the focus is here
	walking bool // the arrows go from option to option

	Bare bool // it says nothing beside another control, and is as wide as its arrow
}

// MinSize is that of its words, or of its arrow alone.
func (s *Select) MinSize() fyne.Size {
	least := s.Select.MinSize()
	if s.Bare {
		least.Width = arrowWide
	}
	return least
}

// NewSelect makes a choice list.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{frame: ring()}
	s.Options, s.OnChanged, s.PlaceHolder = options, changed, T("kit.choose")
	s.ExtendBaseWidget(s)
	return s
}

// Put chooses an option; empty: none.
func (s *Select) Put(option string) {
	if option == "" {
		s.ClearSelected()
		return
	}
	s.SetSelected(option)
}

// Offer takes other options, of which one is chosen, without telling anyone; -1: none.
func (s *Select) Offer(options []string, chosen int) {
	tell := s.OnChanged
	s.OnChanged = nil
	s.SetOptions(options)
	if chosen < 0 {
		s.ClearSelected()
	} else {
		s.SetSelectedIndex(chosen)
	}
	s.OnChanged = tell
}

// FocusGained brings the widget into sight.
func (s *Select) FocusGained() {
	s.here = true
	s.Select.FocusGained()
	Reveal(s)
}

// FocusLost shows the border of a field without the focus.
func (s *Select) FocusLost() {
	s.here = false
	s.Select.FocusLost()
}

// CreateRenderer lays the border over Fyne's choice list.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &framed{ringed: ringed{WidgetRenderer: s.Select.CreateRenderer(), ring: s.frame}, s: s}
	s.frame.Show()
	r.paint()
	r.fade()
	return r
}

// framed draws the border of a choice list in the colour of its state.
type framed struct {
	ringed
	s *Select
}

func (r *framed) Refresh() {
	r.paint()
	r.ringed.Refresh()
	r.fade()
	r.ring.Refresh()
}

// fade has what stands there instead of a choice look as in an empty field: it is none.
func (r *framed) fade() {
	for _, o := range r.WidgetRenderer.Objects() {
		if l, is := o.(*widget.RichText); is && r.s.Selected == "" && !r.s.Disabled() {
			l.Segments[0].(*widget.TextSegment).Style.ColorName = theme.ColorNamePlaceHolder
			l.Refresh()
		}
	}
}

func (r *framed) paint() {
	r.ring.StrokeWidth = theme.Size(theme.SizeNameInputBorder)
	r.ring.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	if r.s.here {
		r.ring.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
}

// TypedKey opens the list on Enter too.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		ev = &fyne.KeyEvent{Name: fyne.KeySpace}
	}
	passKey(ev)
	s.walking = true
	s.Select.TypedKey(ev)
	s.walking = false
}

// TypedRune chooses the next option that begins with a letter, with or without its accents.
func (s *Select) TypedRune(r rune) {
	letter, n := office.Fold(string(r)), len(s.Options)
	for i := range n {
		at := (max(s.SelectedIndex(), -1) + 1 + i) % n
		if letter != "" && !s.Disabled() && strings.HasPrefix(office.Fold(s.Options[at]), letter) {
			s.walking = true
			s.SetSelectedIndex(at)
			s.walking = false
			return
		}
	}
}

// Check is Fyne's tick box that passes the window's keys on.
type Check struct{ widget.Check }

// NewCheck makes a tick box.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = text, changed
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained brings the widget into sight.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	Reveal(c)
}

// TypedKey passes on what does not tick.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	passKey(ev)
	c.Check.TypedKey(ev)
}

// List is Fyne's list; Enter opens the row that the keyboard is on, Up leads out of the
// first one, Home and End go to the first and the last, and the window's keys are passed on.
type List struct {
	widget.List
	OnAbove func() // Up on the first row; may be nil

	marked int  // row that is marked; -1: none
	toEnd  bool // the keyboard was led to the end last, and follows it
	here   bool // the keyboard is in the list

	rowHeight float32 // 0: not known yet
}

// NewList makes a list of rows.
func NewList(length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject)) *List {
	l := &List{marked: -1}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained shows which row the keyboard is on.
func (l *List) FocusGained() {
	l.here = true
	l.List.FocusGained()
}

// FocusLost shows it no more.
func (l *List) FocusLost() {
	l.here = false
	l.List.FocusLost()
}

// onRow is the row that the keyboard is on. The toolkit tells it where the list gains the focus; at
// other times it tells of the row under the pointer by the same word.
func (l *List) onRow() (at int) {
	l.OnHighlighted = func(i int) { at = i }
	l.List.FocusGained()
	l.OnHighlighted = nil
	if !l.here {
		l.List.FocusLost()
	}
	return at
}

// putOn puts the keyboard on a row and has it in sight; less than 0: there is none.
func (l *List) putOn(i int) {
	if i >= 0 {
		l.Highlight(i)
	}
}

// TypedKey selects on Enter as on Space.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	l.toEnd = ev.Name == fyne.KeyEnd
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		ev = &fyne.KeyEvent{Name: fyne.KeySpace}
	}
	switch {
	case ev.Name == fyne.KeyUp && l.OnAbove != nil && l.onRow() == 0:
		l.OnAbove()
		return
	case ev.Name == fyne.KeyHome && l.Length() > 0:
		l.putOn(0)
	case ev.Name == fyne.KeyEnd:
		l.putOn(l.Length() - 1)
	}
	passKey(ev)
	l.List.TypedKey(ev)
}

// Mark marks a row, and scrolls nowhere; -1: none is marked.
func (l *List) Mark(i int) {
	if i == l.marked {
		return
	}
	at := l.GetScrollOffset()
	l.UnselectAll()
	if l.marked = i; i >= 0 {
		l.Select(i)
	}
	l.ScrollToOffset(at)
}

// unmark forgets which row is marked: other rows are listed.
func (l *List) unmark() {
	l.UnselectAll()
	l.marked = -1
}

// stride is how much lower each row begins than the one above it.
func (l *List) stride() float32 {
	if l.rowHeight == 0 {
		l.rowHeight = l.CreateItem().MinSize().Height
	}
	return l.rowHeight + l.Theme().Size(theme.SizeNamePadding)
}

// Seen shows a thing or hides it.
func Seen(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// Able lets a thing be used or greys it.
func Able(o fyne.Disableable, yes bool) {
	if yes {
		o.Enable()
	} else {
		o.Disable()
	}
}
