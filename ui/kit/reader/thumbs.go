package reader

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit"
)

// Sizes of a row of the column, in units of the screen.
const (
	thumbWide   = 96
	thumbTall   = 118
	thumbsWide  = 112 // no more, so that the pages beside a form are wide enough to be read
	thumbNumber = 24
	rowTall     = thumbTall + thumbNumber + 10
)

// thumbs is the column of small pages.
type thumbs struct {
	v    *view
	list *kit.PageList
	rows map[*thumb]bool
	seen func(page int) bool
}

func newThumbs(v *view) *thumbs {
	t := &thumbs{v: v, rows: map[*thumb]bool{}}
	t.list = kit.NewPageList(func() int { return len(t.v.glanced) }, func() fyne.CanvasObject { return newThumb(t) },
		func(i int, o fyne.CanvasObject) { o.(*thumb).show(i) })
	v.more = t.wanted
	return t
}

// wanted are the pictures of the rows in sight. The list keeps rows that are out
// of sight for later, so the sight is reckoned.
func (t *thumbs) wanted() (all []want) {
	step := rowTall + theme.Padding()
	top := t.list.GetScrollOffset()
	for i := max(0, int(top/step)); i < len(t.v.glanced) && float32(i)*step < top+t.list.Size().Height; i++ {
		all = append(all, t.small(i))
	}
	return all
}

// small is the picture of a page in the column.
func (t *thumbs) small(page int) want {
	shape := t.v.shelf.book.Shapes()[page]
	return want{page, fine(mmPerInch*min(thumbWide/shape.W, thumbTall/shape.H), shape.W, shape.H)}
}

// came shows a picture that has just been drawn, where it is one of a row.
func (t *thumbs) came(w want) {
	for row := range t.rows {
		if row.page == w.page {
			row.fill()
		}
	}
}

// thumb is one row: a page with its number below.
type thumb struct {
	widget.BaseWidget
	t       *thumbs
	page    int
	paper   *canvas.Rectangle
	picture *canvas.Image
	number  *widget.Label
	tick    *widget.Icon // the clerk has seen all of the page
}

func newThumb(t *thumbs) *thumb {
	r := &thumb{t: t, page: -1, paper: canvas.NewRectangle(color.White), number: widget.NewLabel(""), tick: widget.NewIcon(nil),
		picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}}
	r.paper.StrokeWidth = 1
	r.number.Alignment = fyne.TextAlignCenter
	r.tick.Hide()
	t.rows[r] = true
	r.ExtendBaseWidget(r)
	return r
}

func (r *thumb) show(page int) {
	r.page = page
	r.number.SetText(strconv.Itoa(page + 1))
	r.fill()
	r.Refresh() // the shape of the page may be another
	r.t.v.ask()
}

// fill puts what there is of the page onto the paper.
func (r *thumb) fill() {
	if r.page < 0 || r.page >= len(r.t.v.glanced) {
		return
	}
	img := r.t.v.shelf.has(r.t.small(r.page))
	if img != r.picture.Image {
		r.picture.Image = img
		r.picture.Refresh()
	}
	seen := r.t.seen != nil && r.t.seen(r.page)
	if seen != r.tick.Visible() {
		r.tick.SetResource(kit.Tinted(kit.IconMet, theme.ColorNameSuccess))
		kit.Seen(r.tick, seen)
	}
}

// CreateRenderer sets the page over its number.
func (r *thumb) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(thumbLayout{r}, r.paper, r.picture, r.number, r.tick))
}

// thumbLayout gives the page its own shape within the row.
type thumbLayout struct{ r *thumb }

func (thumbLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(thumbWide+12, rowTall)
}

func (l thumbLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w, h := float32(thumbWide), float32(thumbTall)
	if page := l.r.page; page >= 0 && page < len(l.r.t.v.glanced) {
		shape := l.r.t.v.shelf.book.Shapes()[page]
		u := min(thumbWide/shape.W, thumbTall/shape.H)
		w, h = whole(shape.W*u), whole(shape.H*u)
	}
	at := fyne.NewPos(whole(float64(size.Width-w)/2), 5+whole(float64(thumbTall-h)/2))
	for _, page := range o[:2] {
		page.Resize(fyne.NewSize(w, h))
		page.Move(at)
	}
	l.r.paper.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	line := o[2].MinSize().Height
	o[2].Resize(fyne.NewSize(size.Width, line))
	o[2].Move(fyne.NewPos(0, thumbTall+5+(thumbNumber-line)/2))
	o[3].Resize(fyne.NewSquareSize(18))
	o[3].Move(fyne.NewPos(size.Width/2+18, thumbTall+5+(thumbNumber-18)/2))
}
