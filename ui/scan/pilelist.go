package scan

import (
	"context"
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

// Sizes of a small page, in units of the screen, and of its picture, in pixels.
const (
	smallWide = 74
	smallTall = 104
	smallSide = 208
)

// pileList is the documents one below the other. The arrows go from page to page and from
// document to document, Enter opens the one that is chosen.
type pileList struct {
	kit.List
	p *pile
}

func newPileList(p *pile) *pileList {
	l := &pileList{p: p}
	l.Length = func() int { return len(p.drafts) }
	l.CreateItem = func() fyne.CanvasObject { return newDocument(p) }
	l.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*document).show(i) }
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained and FocusLost mark no row: the page that is chosen is marked.
func (*pileList) FocusGained() {}

// FocusLost is as FocusGained.
func (*pileList) FocusLost() {}

// TypedKey walks through the pile.
func (l *pileList) TypedKey(e *fyne.KeyEvent) {
	switch at := l.p.at; e.Name {
	case fyne.KeyLeft:
		l.p.step(-1)
	case fyne.KeyRight:
		l.p.step(1)
	case fyne.KeyUp:
		l.p.choose(place{at.draft - 1, at.page})
	case fyne.KeyDown:
		l.p.choose(place{at.draft + 1, at.page})
	case fyne.KeyReturn, fyne.KeyEnter:
		l.p.openDraft()
	default:
		kit.PassKey(e)
	}
}

// document is one row: what it is called, and its pages.
type document struct {
	widget.BaseWidget
	p     *pile
	index int
	name  *widget.Label
	pages *fyne.Container
	box   *fyne.Container
}

func newDocument(p *pile) *document {
	d := &document{p: p, name: widget.NewLabel(""), pages: container.NewHBox()}
	d.name.TextStyle.Bold = true
	d.box = container.NewBorder(d.name, nil, nil, nil, container.NewHScroll(container.New(tallRow{}, d.pages)))
	d.ExtendBaseWidget(d)
	return d
}

// tallRow keeps the height of a row of pages, also before there is one.
type tallRow struct{}

func (tallRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, smallTall+2*theme.Padding()+numberTall)
}

func (tallRow) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

const numberTall = 24

func (d *document) show(i int) {
	d.index = i
	pages := d.p.drafts[i].pages
	d.name.SetText(kit.T("scan.pile-document", i+1, len(pages)))
	d.name.Importance = widget.MediumImportance
	if i == d.p.at.draft {
		d.name.Importance = widget.HighImportance
	}
	d.name.Refresh()
	for len(d.pages.Objects) < len(pages) {
		d.pages.Add(newSmallPage(d))
	}
	d.pages.Objects = d.pages.Objects[:len(pages)]
	for at := range pages {
		d.pages.Objects[at].(*smallPage).show(at)
	}
	d.pages.Refresh()
}

// CreateRenderer shows name and pages.
func (d *document) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.box) }

// smallPage is one page of a document. It is dragged to another one.
type smallPage struct {
	widget.BaseWidget
	d       *document
	index   int
	id      office.ID
	pulled  float32
	picture *canvas.Image
	frame   *canvas.Rectangle
	number  *canvas.Text
}

func newSmallPage(d *document) *smallPage {
	s := &smallPage{d: d, frame: canvas.NewRectangle(color.White), number: canvas.NewText("", theme.Color(theme.ColorNameForeground))}
	s.picture = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	s.number.Alignment, s.number.TextSize = fyne.TextAlignCenter, theme.CaptionTextSize()
	s.ExtendBaseWidget(s)
	return s
}

func (s *smallPage) place() place { return place{s.d.index, s.index} }

func (s *smallPage) show(at int) {
	p := s.d.p
	s.index = at
	s.number.Text, s.number.Color = strconv.Itoa(at+1), theme.Color(theme.ColorNameForeground)
	s.frame.StrokeWidth, s.frame.StrokeColor = 1, theme.Color(theme.ColorNameSeparator)
	if s.place() == p.at {
		s.frame.StrokeWidth, s.frame.StrokeColor = 3, theme.Color(theme.ColorNamePrimary)
	}
	draft := p.drafts[s.d.index]
	if id := draft.pages[at]; id != s.id {
		s.id, s.picture.Image = id, nil
		p.picture(draft.id, id, func(img image.Image) {
			if s.id == id {
				s.picture.Image = img
				s.picture.Refresh()
			}
		})
		s.picture.Refresh()
	}
	s.frame.Refresh()
	s.number.Refresh()
}

// picture hands over the picture of a page, once it is there.
func (p *pile) picture(of, page office.ID, show func(image.Image)) {
	if img, is := p.small.Get(page); is {
		show(img)
		return
	}
	kit.Load(p.d.desk.Context(), func(ctx context.Context) (image.Image, error) {
		return p.d.services.Picture(ctx, of, page, smallSide)
	}, func(img image.Image, err error) {
		if err == nil {
			p.small.Put(page, img)
			show(img)
		}
	})
}

// Tapped chooses the page.
func (s *smallPage) Tapped(*fyne.PointEvent) {
	s.d.p.choose(s.place())
	s.d.p.d.desk.Focus(s.d.p.list)
}

// Dragged shows that the page is held.
func (s *smallPage) Dragged(e *fyne.DragEvent) {
	s.pulled += e.Dragged.DY
	s.frame.StrokeWidth, s.frame.StrokeColor = 3, theme.Color(theme.ColorNameFocus)
	s.frame.Refresh()
}

// DragEnd moves the page by as many documents as it was pulled.
func (s *smallPage) DragEnd() {
	rows := int(math.Round(float64(s.pulled / s.d.Size().Height)))
	s.pulled = 0
	at, p := s.place(), s.d.p
	p.choose(at)
	p.carry(at, max(0, min(at.draft+rows, len(p.drafts)-1)))
}

// CreateRenderer lays the number below the page.
func (s *smallPage) CreateRenderer() fyne.WidgetRenderer {
	paper := container.NewGridWrap(fyne.NewSize(smallWide, smallTall), container.NewStack(s.frame, kit.Padded(3, s.picture)))
	return widget.NewSimpleRenderer(container.NewVBox(paper, s.number))
}
