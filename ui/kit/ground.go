package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Ground is a coloured rectangle that follows the theme: what lies behind a
// card, a chip or the sidebar.
type Ground struct {
	widget.BaseWidget
	color, border fyne.ThemeColorName
	radius        float32
	rect          *canvas.Rectangle
}

// NewGround makes a ground in a colour of the theme, its corners rounded by
// radius.
func NewGround(name fyne.ThemeColorName, radius float32) *Ground {
	g := &Ground{color: name, radius: radius, rect: &canvas.Rectangle{}}
	g.ExtendBaseWidget(g)
	return g
}

// Bordered adds a thin line around in another colour.
func (g *Ground) Bordered(name fyne.ThemeColorName) *Ground {
	g.border = name
	return g
}

// Paint changes the colour.
func (g *Ground) Paint(name fyne.ThemeColorName) {
	g.color = name
	g.Refresh()
}

// CreateRenderer draws the rectangle.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer {
	r := &groundRenderer{WidgetRenderer: widget.NewSimpleRenderer(g.rect), g: g}
	r.paint()
	return r
}

type groundRenderer struct {
	fyne.WidgetRenderer
	g *Ground
}

func (r *groundRenderer) Refresh() {
	r.paint()
	r.g.rect.Refresh()
}

func (r *groundRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *groundRenderer) paint() {
	r.g.rect.FillColor = theme.Color(r.g.color)
	r.g.rect.CornerRadius = r.g.radius
	if r.g.border != "" {
		r.g.rect.StrokeColor, r.g.rect.StrokeWidth = theme.Color(r.g.border), 1
	}
}
