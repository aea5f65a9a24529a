package digitise

import (
	"image"
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Sizes of a row of the column, in units of the screen, and of the picture
// that is asked for it, in pixels.
const (
	thumbWide = 66
	thumbTall = 92
	thumbSide = 184
)

// thumbs is the column of pages: each with its number, what is to be known of
// it in a sign and a word, and below it what can be done with the page in
// view.
type thumbs struct {
	OnPick   func(index int)
	OnMove   func(index, to int)
	OnTurn   func(quarters int)
	OnRemove func()
	OnSwap   func() // replace the page in view by another picture
	OnInsert func() // take in files before the page in view
	OnWanted func(p office.Page, show func(image.Image))

	pages   []office.Page
	viewed  map[office.ID]bool
	part    func(office.Page) bool // some of a page was before the clerk
	current int
	sheet   bool // one more row: the mark's own sheet
	picking bool // the list is being told, not telling

	list    *pageList
	acts    []*kit.Button // for the page in view
	content fyne.CanvasObject
}

func newThumbs(deeds *kit.Deeds) *thumbs {
	t := &thumbs{}
	t.list = newPageList(t)
	t.content = kit.Border(nil, t.acting(deeds), nil, nil, t.list)
	return t
}

// acting are the buttons for the page in view.
func (t *thumbs) acting(deeds *kit.Deeds) fyne.CanvasObject {
	act := func(word string, icon fyne.Resource, do func()) fyne.CanvasObject {
		b := kit.NewQuietButton(word, icon, do)
		b.Alignment = widget.ButtonAlignLeading
		t.acts = append(t.acts, b)
		return b
	}
	return container.NewVBox(widget.NewSeparator(), container.New(pairs{},
		act(kit.T("digitise.turn-left"), kit.IconTurnLeft, func() { t.OnTurn(-1) }),
		act(kit.T("digitise.turn-right"), kit.IconTurnRight, func() { t.OnTurn(1) }),
		act(kit.T("digitise.up"), theme.MoveUpIcon(), func() { t.OnMove(t.current, t.current-1) }),
		act(kit.T("digitise.down"), theme.MoveDownIcon(), func() { t.OnMove(t.current, t.current+1) }),
		act(kit.T("digitise.insert"), theme.ContentAddIcon(), func() { t.OnInsert() }),
		act(kit.T("digitise.replace"), theme.ViewRefreshIcon(), func() { t.OnSwap() }),
		act(kit.T("digitise.remove"), theme.DeleteIcon(), func() { t.OnRemove() }),
	), widget.NewSeparator(), container.New(pairs{}, deeds.Back, deeds.Again))
}

// set shows the pages as they are now.
func (t *thumbs) set(s *sitting) {
	t.pages, t.viewed, t.current, t.sheet = s.pages, s.viewed, s.current, s.ownSheet()
	t.part = func(p office.Page) bool { return s.glancesOf(p).Any() }
	t.picking = true
	t.list.Refresh()
	if t.rows() > 0 {
		t.list.Select(t.current)
	}
	t.picking = false
	for _, b := range t.acts {
		kit.Able(b, t.current < len(t.pages))
	}
	if len(t.acts) > 3 {
		kit.Able(t.acts[2], t.current > 0 && t.current < len(t.pages))
		kit.Able(t.acts[3], t.current < len(t.pages)-1)
	}
}

func (t *thumbs) rows() int {
	if t.sheet {
		return len(t.pages) + 1
	}
	return len(t.pages)
}

// pageList is the list of the column; Alt with an arrow moves the page.
type pageList struct {
	kit.List
	t *thumbs
}

func newPageList(t *thumbs) *pageList {
	l := &pageList{t: t}
	l.Length = t.rows
	l.CreateItem = func() fyne.CanvasObject { return newThumb(t) }
	l.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*thumb).show(i) }
	l.OnSelected = func(i int) {
		if !t.picking && t.OnPick != nil {
			t.OnPick(i)
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey goes to the neighbouring page at once by the arrows, removes by
// Delete, and leaves the rest to the list.
func (l *pageList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		l.t.OnPick(max(0, l.t.current-1))
	case fyne.KeyDown:
		l.t.OnPick(min(l.t.rows()-1, l.t.current+1))
	case fyne.KeyDelete:
		l.t.OnRemove()
	default:
		l.List.TypedKey(e)
	}
}

// thumb is one row: picture, number, flags. It can be dragged to another
// place in the column.
type thumb struct {
	widget.BaseWidget
	t       *thumbs
	index   int
	wanted  look
	pulled  float32
	picture *canvas.Image
	paper   *canvas.Rectangle
	number  *widget.Label
	flags   *fyne.Container
	drop    *canvas.Rectangle
}

func newThumb(t *thumbs) *thumb {
	r := &thumb{t: t, number: widget.NewLabel("")}
	r.picture = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	r.paper = canvas.NewRectangle(color.White)
	r.paper.StrokeWidth = 1
	r.number.TextStyle.Bold = true
	r.flags = container.New(flagLines{})
	r.drop = canvas.NewRectangle(color.Transparent)
	r.ExtendBaseWidget(r)
	return r
}

func (r *thumb) show(i int) {
	r.index = i
	r.flags.RemoveAll()
	if i >= len(r.t.pages) {
		r.number.SetText(kit.T("digitise.own-sheet"))
		r.wanted, r.picture.Image = look{}, nil
		r.picture.Refresh()
		return
	}
	p := r.t.pages[i]
	r.number.SetText(strconv.Itoa(i + 1))
	for _, f := range flagsOf(p, r.t.viewed[p.ID], r.t.part(p)) {
		r.flags.Add(widget.NewIcon(f.icon))
		r.flags.Add(f.label())
	}
	want := look{page: p.ID, turn: p.Turn, side: thumbSide}
	if want != r.wanted {
		r.wanted, r.picture.Image = want, nil
		r.picture.Refresh()
		r.t.OnWanted(p, func(img image.Image) {
			if r.wanted == want {
				r.picture.Image = img
				r.picture.Refresh()
			}
		})
	}
}

// Tapped goes to the page.
func (r *thumb) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r.t.list)
	}
	r.t.OnPick(r.index)
}

// Dragged shows which way the page goes.
func (r *thumb) Dragged(e *fyne.DragEvent) {
	r.pulled += e.Dragged.DY
	r.drop.FillColor = theme.Color(theme.ColorNameFocus)
	r.drop.Refresh()
}

// DragEnd moves the page by as many rows as it was pulled.
func (r *thumb) DragEnd() {
	rows := int(math.Round(float64(r.pulled / r.Size().Height)))
	r.pulled, r.drop.FillColor = 0, color.Transparent
	r.drop.Refresh()
	if to := max(0, min(r.index+rows, len(r.t.pages)-1)); rows != 0 && r.index < len(r.t.pages) {
		r.t.OnMove(r.index, to)
	}
}

// CreateRenderer lays the picture left and the words right.
func (r *thumb) CreateRenderer() fyne.WidgetRenderer {
	r.paper.StrokeColor = theme.Color(theme.ColorNameSeparator)
	framed := container.New(thumbLayout{}, r.paper, r.picture)
	words := container.NewBorder(r.number, nil, nil, nil, r.flags)
	return widget.NewSimpleRenderer(container.NewStack(r.drop, container.NewBorder(nil, nil, framed, nil, words)))
}

// flag is one thing to know of a page.
type flag struct {
	word string
	tone widget.Importance
	icon fyne.Resource
}

// flagsOf says what a clerk should know of a page, the gravest first.
func flagsOf(p office.Page, viewed, part bool) []flag {
	var found []flag
	if !p.SizeKnown() {
		found = append(found, warnFlag(kit.T("digitise.flag-paper")))
	}
	if p.Coarse() {
		found = append(found, warnFlag(kit.T("digitise.flag-coarse")))
	}
	if p.Rendered {
		found = append(found, warnFlag(kit.T("digitise.flag-rendered")))
	}
	switch {
	case p.Askew() != "":
		found = append(found, warnFlag(kit.T("digitise.flag-askew")))
	case p.Photo:
		found = append(found, warnFlag(kit.T("digitise.flag-photo")))
	}
	if p.Blank == office.Yes {
		found = append(found, flag{kit.T("digitise.flag-blank"), widget.WarningImportance, kit.Tinted(kit.IconFlag, theme.ColorNameWarning)})
	}
	if f, is := flagOfLooking(viewed, part); is {
		found = append(found, f)
	}
	return found
}

func warnFlag(word string) flag {
	return flag{word, widget.WarningImportance, kit.Tinted(kit.IconWarning, theme.ColorNameWarning)}
}

func goodFlag(word string) flag {
	return flag{word, widget.SuccessImportance, kit.Tinted(kit.IconMet, theme.ColorNameSuccess)}
}

func (f flag) label() *widget.Label {
	word := widget.NewLabel(f.word)
	word.Importance = f.tone
	word.SizeName = theme.SizeNameCaptionText
	word.Truncation = fyne.TextTruncateEllipsis
	return word
}
