package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit"
)

// sidebar is the column of places at the left, in groups. Folded, it shows their icons,
// and the word of the one under the pointer beside it.
type sidebar struct {
	content fyne.CanvasObject
	hint    *fyne.Container // over the page

	doors  []*kit.Place // of the pages, in their order
	all    []*kit.Place // with those that lead to no page
	groups []*widget.Label
	who    *widget.Label
	sits   *widget.Label // who works here; hidden: nobody has an account
	lock   *kit.Place    // puts the desk out of sight, for them or for another
	title  *widget.Label
	said   *widget.Label // of the hint
	places *fyne.Container
	below  *fyne.Container
	head   *fyne.Container
	scroll *container.Scroll
	folded sideFold
	holds  bool // what is hidden leaves its room empty
	names  bool // so does the name of who works here, where there is one
}

// sideFold tells how much of the sidebar is seen.
type sideFold int

const (
	sideOpen   sideFold = iota
	sideAside           // icons alone, each where it is when the sidebar is open
	sideNarrow          // icons alone, close together: the window is small
)

// sidebarWide is the width of the places with their words, in units of the screen.
const (
	sidebarWide = 244
	sidebarEdge = 6
	groupTall   = 18
	pictureSide = 34
)

func newSidebar() *sidebar {
	s := &sidebar{who: kit.Muted(""), sits: widget.NewLabel(""), title: kit.Subheading(kit.T("frame.title")), said: widget.NewLabel(""),
		places: container.New(layout.NewCustomPaddedVBoxLayout(0)), below: container.New(layout.NewCustomPaddedVBoxLayout(0))}
	s.head = container.NewVBox(kit.Padded(sidebarEdge, container.NewHBox(picture(), container.New(tall{pictureSide, &s.holds}, s.title))), container.New(ofWidth{sidebarWide - 2*sidebarEdge, &s.holds}, s.who))
	s.sits.Wrapping = fyne.TextWrapWord
	s.sits.Hide()
	s.below.Add(container.New(ofWidth{sidebarWide - 2*sidebarEdge, &s.names}, s.sits))
	s.scroll = kit.NewFormScroll(s.places)
	side := kit.Border(s.head, s.below, nil, nil, s.scroll)
	s.content = container.NewStack(kit.NewGround(kit.ColorSidebar, 0), kit.Padded(sidebarEdge, side))
	ground := kit.NewGround(theme.ColorNameMenuBackground, 6).Bordered(theme.ColorNameInputBorder)
	s.hint = container.NewStack(ground, s.said)
	s.hint.Hide()
	return s
}

// group begins another group of places.
func (s *sidebar) group(name string) {
	l := kit.Caption(name)
	l.Importance = widget.LowImportance
	s.groups = append(s.groups, l)
	s.places.Add(container.New(tall{groupTall, &s.holds}, l))
}

func (s *sidebar) add(d *kit.Place) {
	s.folds(d)
	s.places.Add(d)
}

// addBelow adds a door below another, whatever came after that.
func (s *sidebar) addBelow(above, d *kit.Place) {
	s.folds(d)
	s.places.Objects = slices.Insert(s.places.Objects, slices.Index(s.places.Objects, fyne.CanvasObject(above))+1, fyne.CanvasObject(d))
}

// foot sets a door below the places.
func (s *sidebar) foot(d *kit.Place) {
	s.folds(d)
	s.below.Add(d)
}

// lockBy sets the door by which the desk is left to another below the name of who works here.
func (s *sidebar) lockBy(d *kit.Place) {
	s.lock = d
	d.Hide()
	s.foot(d)
}

// seat tells who works here; empty: nobody has an account, and nothing is to be locked.
func (s *sidebar) seat(who string) {
	s.sits.SetText(who)
	s.names = s.holds && who != ""
	kit.Seen(s.lock, who != "")
	kit.Seen(s.sits, who != "" && s.folded == sideOpen)
	s.below.Refresh()
}

// tall gives one line of words less height than its own air asks for; none where it is
// hidden, unless it holds its room.
type tall struct {
	high  float32
	holds *bool
}

func (t tall) MinSize(o []fyne.CanvasObject) fyne.Size {
	switch {
	case o[0].Visible():
		return fyne.NewSize(o[0].MinSize().Width, t.high)
	case *t.holds:
		return fyne.NewSize(0, t.high)
	}
	return fyne.Size{}
}

func (t tall) Layout(o []fyne.CanvasObject, s fyne.Size) {
	own := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, own))
	o[0].Move(fyne.NewPos(0, (s.Height-own)/2))
}

// folds has a door fold with the others.
func (s *sidebar) folds(d *kit.Place) {
	d.OnHint = func(yes bool) { s.tell(d, yes) }
	s.all = append(s.all, d)
}

// fold shows the icons alone, or the words too, and tells how wide the sidebar is then.
func (s *sidebar) fold(how sideFold) (wide float32) {
	if s.folded != how {
		s.folded, s.holds = how, how == sideAside
		open := how == sideOpen
		for _, d := range s.all {
			d.Fold(!open)
		}
		for _, g := range s.groups {
			kit.Seen(g, open)
		}
		kit.Seen(s.who, open)
		kit.Seen(s.sits, open && s.sits.Text != "")
		kit.Seen(s.title, open)
		if has := s.scroll.Size().Height; has > 0 && s.places.MinSize().Height > has {
			s.holds = false // the bar of a scroll would lie over the pictures
		}
		s.names = s.holds && s.sits.Text != ""
		s.hint.Hide()
		s.content.Refresh()
	}
	if how == sideOpen {
		return sidebarWide
	}
	return kit.FoldedWide + 2*sidebarEdge
}

// tell shows the word of a folded door beside it.
func (s *sidebar) tell(d *kit.Place, yes bool) {
	if !yes || s.folded == sideOpen {
		s.hint.Hide()
		return
	}
	word := d.Word
	if d == s.lock {
		word = s.sits.Text + ": " + word // the name beside it is folded away
	}
	s.said.SetText(word + "  " + d.Key)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d).Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s.content))
	s.hint.Resize(s.hint.MinSize())
	s.hint.Move(fyne.NewPos(kit.FoldedWide+2*sidebarEdge+2, at.Y))
	s.hint.Show()
}

func picture() fyne.CanvasObject {
	i := canvas.NewImageFromResource(kit.AppIcon())
	i.FillMode = canvas.ImageFillContain
	i.SetMinSize(fyne.NewSquareSize(pictureSide))
	return i
}

// ofWidth holds words that wrap at a known width, so that their height is
// known before they are laid out.
type ofWidth struct {
	wide  float32
	holds *bool // the height of words that are hidden
}

func (w ofWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	if !o[0].Visible() && !*w.holds {
		return fyne.Size{}
	}
	o[0].Resize(fyne.NewSize(w.wide, o[0].MinSize().Height))
	if !o[0].Visible() {
		return fyne.NewSize(0, o[0].MinSize().Height)
	}
	return fyne.NewSize(w.wide, o[0].MinSize().Height)
}

func (w ofWidth) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(w.wide, s.Height))
}
