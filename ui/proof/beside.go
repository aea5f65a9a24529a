package proof

import (
	"context"
	"image"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// beside shows what there is to compare with: the picture that was brought, beside
// the lines of its code, the first page of the document that is kept here, and what
// is on record of it.
type beside struct {
	page    *Page
	given   *view
	kept    *view
	facts   *kit.Facts
	title   *widget.Label
	see     *kit.Button
	content *fyne.Container
}

func newBeside(p *Page) *beside {
	b := &beside{page: p, given: newView(kit.T("proof.given")), kept: newView(kit.T("proof.kept")), facts: kit.NewFixedFacts(), title: kit.Subheading("")}
	b.see = kit.NewButton(kit.T("proof.see-record"), kit.IconRecords, func() {
		if p.OpenRecord != nil {
			p.OpenRecord(p.proof.Conversion)
		}
	})
	head := kit.Border(nil, nil, nil, b.see, b.title)
	pictures := container.NewVBox(container.NewHBox(b.kept.content))
	b.content = kit.Card(head, kit.Border(nil, nil, pictures, nil, b.facts))
	b.clear()
	return b
}

func (b *beside) clear() {
	b.free()
	for _, o := range []fyne.CanvasObject{b.given.content, b.kept.content, b.facts, b.see, b.content} {
		o.Hide()
	}
}

// free lets the pictures go.
func (b *beside) free() {
	b.given.put(nil)
	b.kept.put(nil)
}

// pictureFiles are the endings of files that Thumbnail draws.
var pictureFiles = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff"}

// pictureSide is the longer side of a picture that is asked for, in pixels:
// twice what is shown of it, for screens with small ones.
const pictureSide = 2 * viewHigh

// look reads what belongs to the answer that is shown.
func (b *beside) look() {
	p, q, id := b.page, b.page.asked, b.page.proof.Conversion
	if !p.verdict.Visible() {
		return
	}
	if slices.Contains(pictureFiles, strings.ToLower(filepath.Ext(q.path))) {
		b.given.read(p, func(ctx context.Context) (image.Image, error) { return p.services.Thumbnail(ctx, q.path, pictureSide) })
	}
	if id == "" {
		return
	}
	b.title.SetText(kit.T("proof.record"))
	b.kept.read(p, func(ctx context.Context) (image.Image, error) { return p.services.PagePicture(ctx, id, 0, pictureSide) })
	kit.Load(p.beneath.Now(), func(ctx context.Context) (office.Conversion, error) { return p.services.Conversion(ctx, id) },
		func(c office.Conversion, err error) {
			if err != nil {
				p.desk.Tell(err)
				return
			}
			b.facts.Set(kit.FactsOf(c, p.types))
			b.facts.Show()
			b.see.Show()
			b.content.Show()
			p.content.Refresh()
		})
}

// view is one picture of a page with the words that tell whose it is.
type view struct {
	picture *canvas.Image
	content *fyne.Container
}

// A view is as large as two fit beside the facts.
const (
	viewWide = 250
	viewHigh = 330
)

func newView(name string) *view {
	v := &view{picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}}
	paper := container.NewStack(kit.NewGround(kit.ColorDesk, 4), kit.Padded(6, v.picture))
	v.content = container.NewVBox(kit.Muted(name), container.NewGridWrap(fyne.NewSize(viewWide, viewHigh), paper))
	return v
}

// read shows the picture when it has come; one that cannot be read is told, and
// leaves no empty frame.
func (v *view) read(p *Page, load func(context.Context) (image.Image, error)) {
	v.content.Show()
	kit.Load(p.beneath.Now(), load, func(img image.Image, err error) {
		if err != nil {
			p.desk.Tell(err)
			v.content.Hide()
			return
		}
		v.put(img)
	})
}

func (v *view) put(img image.Image) {
	v.picture.Image = img
	v.picture.Hidden = img == nil
	v.picture.Refresh()
}
