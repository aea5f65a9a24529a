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
	p       *Page
	shown   *sitting
	list    *kit.PageList
	acts    []*kit.Button // for the page in view
	earlier *kit.Button   // moves it up
	later   *kit.Button   // moves it down
	content fyne.CanvasObject
}

func newThumbs(p *Page) *thumbs {
	t := &thumbs{p: p, shown: newSitting(office.Conversion{})}
	t.list = kit.NewPageList(func() int { return t.shown.last() + 1 }, func() fyne.CanvasObject { return newThumb(t) },
		func(i int, o fyne.CanvasObject) { o.(*thumb).show(i) })
	t.list.OnPick = func(i int) {
		p.view.sheet.Own()
		p.turnTo(i)
	}
	t.list.OnKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyDelete {
			p.removePage()
			return true
		}
		return p.view.bar.Key(key)
	}
	t.content = kit.Border(nil, t.acting(), nil, nil, t.list)
	return t
}

// acting are the buttons for the page in view.
func (t *thumbs) acting() fyne.CanvasObject {
	p, box := t.p, container.New(pairs{})
	act := func(word string, icon fyne.Resource, do func()) *kit.Button {
		b := kit.NewQuietButton(word, icon, do)
		b.Alignment = widget.ButtonAlignLeading
		t.acts = append(t.acts, b)
		box.Add(b)
		return b
	}
	act(kit.T("digitise.turn-left"), kit.IconTurnLeft, func() { p.turnPage(-1) })
	act(kit.T("digitise.turn-right"), kit.IconTurnRight, func() { p.turnPage(1) })
	t.earlier = act(kit.T("digitise.up"), theme.MoveUpIcon(), func() { p.Move(-1) })
	t.later = act(kit.T("digitise.down"), theme.MoveDownIcon(), func() { p.Move(1) })
	act(kit.T("digitise.insert"), theme.ContentAddIcon(), p.insertPages)
	act(kit.T("digitise.replace"), theme.ViewRefreshIcon(), p.swapPage)
	act(kit.T("digitise.remove"), theme.DeleteIcon(), p.removePage)
	return container.NewVBox(widget.NewSeparator(), box, widget.NewSeparator(), container.New(pairs{}, p.Deeds.Back, p.Deeds.Again))
}

// set shows the pages as they are now.
func (t *thumbs) set(s *sitting) {
	t.shown = s
	t.list.Refresh()
	t.list.At(s.current)
	for _, b := range t.acts {
		kit.Able(b, s.current < len(s.pages))
	}
	kit.Able(t.earlier, s.current > 0 && s.current < len(s.pages))
	kit.Able(t.later, s.current < len(s.pages)-1)
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
	number  *widget.Label
	flags   *fyne.Container
	drop    *canvas.Rectangle
}

func newThumb(t *thumbs) *thumb {
	r := &thumb{t: t, number: widget.NewLabel("")}
	r.picture = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	r.number.TextStyle.Bold = true
	r.flags = container.New(flagLines{})
	r.drop = canvas.NewRectangle(color.Transparent)
	r.ExtendBaseWidget(r)
	return r
}

func (r *thumb) show(i int) {
	r.index = i
	r.flags.RemoveAll()
	if i >= len(r.t.shown.pages) {
		r.number.SetText(kit.T("digitise.own-sheet"))
		r.wanted, r.picture.Image = look{}, nil
		r.picture.Refresh()
		return
	}
	s := r.t.shown
	p := s.pages[i]
	r.number.SetText(strconv.Itoa(i + 1))
	for _, f := range flagsOf(p, s.viewed[p.ID], s.glancesOf(p).Any()) {
		r.flags.Add(widget.NewIcon(f.icon))
		r.flags.Add(f.label())
	}
	want := lookAt(p, thumbSide)
	if want != r.wanted {
		r.wanted, r.picture.Image = want, nil
		r.picture.Refresh()
		r.t.p.small.get(r.t.p.ctx, want, func(img image.Image, err error) {
			if err == nil && r.wanted == want {
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
	r.t.p.turnTo(r.index)
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
	if to := max(0, min(r.index+rows, len(r.t.shown.pages)-1)); rows != 0 {
		r.t.p.movePage(r.index, to)
	}
}

// CreateRenderer lays the picture left and the words right.
func (r *thumb) CreateRenderer() fyne.WidgetRenderer {
	paper := canvas.NewRectangle(color.White)
	paper.StrokeWidth, paper.StrokeColor = 1, theme.Color(theme.ColorNameSeparator)
	framed := kit.Padded(4, container.NewGridWrap(fyne.NewSize(thumbWide, thumbTall), container.NewStack(paper, r.picture)))
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
	if p.Retouched() {
		found = append(found, flag{kit.T("pages.flag-retouched"), widget.MediumImportance, theme.DocumentCreateIcon()})
	}
	if p.Blank == office.Yes && !p.BlankKept {
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
