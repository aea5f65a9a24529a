package settings

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"maps"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// The widths on paper that make sense for a seal or a signature, in mm.
const (
	leastWidth = 5
	mostWidth  = 120
)

var pngFiles = []string{".png"}

// pictureCard keeps the image of the seal and those of hand-drawn signatures,
// one in sight.
type pictureCard struct {
	section *signingSection
	owners  []office.ID // of the choices: first the seal, then the clerks
	whose   *kit.Select
	filling bool // the fields are being filled, which is no change by the clerk

	picture *canvas.Image
	paper   *fyne.Container // white under the picture
	shown   office.Digest
	none    *widget.Label
	width   *kit.Entry
	field   *kit.Field
	keep    *kit.Button // the width
	drop    *kit.Button
	notes   *fyne.Container
	looking context.CancelFunc
	card    fyne.CanvasObject
}

// sealOwner stands for the office among the owners of pictures.
const sealOwner office.ID = ""

func newPictureCard(c *signingSection) *pictureCard {
	p := &pictureCard{section: c, owners: []office.ID{sealOwner}, looking: func() {}, notes: container.NewVBox(),
		picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}, none: kit.Muted(kit.T("trust.picture-none")), width: kit.NewEntry()}
	p.whose = kit.NewSelect([]string{kit.T("trust.seal")}, func(string) {
		if !p.filling {
			p.notes.RemoveAll()
			p.show()
		}
	})
	p.field = kit.NewField(kit.T("trust.width"), p.width, "")
	p.width.OnChanged = func(string) { p.wake() }
	p.width.OnSubmitted = func(string) { p.keepWidth() }
	p.keep = kit.NewButton(kit.T("trust.width-keep"), theme.DocumentSaveIcon(), p.keepWidth)
	p.drop = kit.NewQuietButton(kit.T("trust.picture-drop"), theme.DeleteIcon(), p.remove)
	choose := kit.NewButton(kit.T("trust.picture-choose"), theme.FolderOpenIcon(), func() { c.pickFile(pngFiles, p.take) })
	c.desk.Guard(office.MayRun, p.keep, p.drop, choose)
	p.none.Alignment = fyne.TextAlignCenter
	p.paper = container.NewStack(canvas.NewRectangle(whitePaper), kit.Padded(4, p.picture))
	p.put(nil)
	const wide, high = 200, 150
	frame := container.NewStack(kit.NewGround(kit.ColorDesk, 4), kit.Padded(1, container.NewStack(p.paper, container.NewVBox(p.none))))
	left := container.NewVBox(container.NewGridWrap(fyne.NewSize(wide, high), frame))
	right := container.NewVBox(p.field, container.NewHBox(p.keep), container.NewHBox(p.drop))
	p.card = kit.Card(kit.Subheading(kit.T("trust.pictures")), kit.NewField(kit.T("trust.whose"), p.whose, ""),
		kit.Border(nil, nil, left, nil, right), p.notes, container.NewHBox(choose), kit.Muted(kit.T("trust.pictures-note")))
	return p
}

// people offers a picture to each clerk who works here.
func (p *pictureCard) people(clerks []office.Clerk) {
	was := p.owner()
	p.owners = []office.ID{sealOwner}
	names := []string{kit.T("trust.seal")}
	for _, c := range clerks {
		if !c.Left {
			p.owners = append(p.owners, c.ID)
			names = append(names, unlike(names, kit.T("trust.hand", c.Name)))
		}
	}
	p.filling = true
	p.whose.SetOptions(names)
	p.whose.SetSelectedIndex(0)
	for i, id := range p.owners {
		if id == was {
			p.whose.SetSelectedIndex(i)
		}
	}
	p.filling = false
}

// unlike makes a name that is not among others: two clerks may share one.
func unlike(others []string, name string) string {
	for n := 2; ; n++ {
		free := true
		for _, o := range others {
			free = free && o != name
		}
		if free {
			return name
		}
		name = fmt.Sprintf("%s (%d)", strings.TrimSuffix(name, fmt.Sprintf(" (%d)", n-1)), n)
	}
}

// owner is whose picture is in sight.
func (p *pictureCard) owner() office.ID { return p.owners[max(0, p.whose.SelectedIndex())] }

// kept is the picture of the owner in sight.
func (p *pictureCard) kept() (office.LookPicture, bool) {
	if p.owner() != sealOwner {
		kept, has := p.section.setup.Hands[p.owner()]
		return kept, has
	}
	if p.section.setup.Seal == nil {
		return office.LookPicture{}, false
	}
	return *p.section.setup.Seal, true
}

// show brings the picture of the owner into sight.
func (p *pictureCard) show() {
	kept, has := p.kept()
	p.none.Hidden = has
	for _, o := range []fyne.CanvasObject{p.field, p.keep, p.drop} {
		if has {
			o.Show()
		} else {
			o.Hide()
		}
	}
	p.width.SetText(millimetres(kept.WidthMM))
	p.field.Clear()
	p.wake()
	if kept.Digest == p.shown {
		return
	}
	p.looking()
	p.put(nil)
	p.shown = kept.Digest
	if has {
		p.look(kept.Digest)
	}
}

func (p *pictureCard) look(digest office.Digest) {
	ctx, stop := context.WithCancel(p.section.ctx)
	p.looking = stop
	kit.Load(ctx, func(ctx context.Context) (image.Image, error) { return p.section.services.LookPicture(ctx, digest) },
		func(img image.Image, err error) {
			if err != nil {
				p.shown = ""
				p.section.desk.Tell(err)
				return
			}
			p.put(onChecks(img))
			p.measure()
		})
}

func (p *pictureCard) put(img image.Image) {
	p.picture.Image = img
	p.paper.Hidden = img == nil
	p.paper.Refresh()
}

// measure tells how high the picture will be at the width that is typed.
func (p *pictureCard) measure() {
	w, err := parseWidth(p.width.Text)
	if err != nil || p.picture.Image == nil {
		p.field.Hint(kit.T("trust.width-hint"))
		return
	}
	b := p.picture.Image.Bounds()
	p.field.Hint(kit.T("trust.width-high", millimetres(w*float64(b.Dy())/float64(b.Dx()))))
}

// wake lets the width be kept while it differs.
func (p *pictureCard) wake() {
	p.field.Clear()
	p.measure()
	kept, _ := p.kept()
	if kit.Typed(p.width.Text) == millimetres(kept.WidthMM) {
		p.keep.Disable()
	} else {
		p.keep.Enable()
	}
}

func (p *pictureCard) keepWidth() {
	w, err := parseWidth(p.width.Text)
	if p.field.Fail(err) {
		p.section.desk.Focus(p.width)
		return
	}
	kept, has := p.kept()
	if !has {
		return
	}
	kept.WidthMM = w
	setup := p.section.setup
	if p.owner() == sealOwner {
		setup.Seal = &kept
	} else {
		setup.Hands = maps.Clone(setup.Hands)
		setup.Hands[p.owner()] = kept
	}
	p.section.write(setup, kit.T("trust.width-kept", millimetres(w)))
}

// take keeps another picture, and shows what the station says of it.
func (p *pictureCard) take(path string) {
	before, owner := p.section.setup, p.owner()
	var notes []string
	p.notes.RemoveAll()
	p.section.change(func(ctx context.Context) (s office.SigningSetup, err error) {
		s, notes, err = p.section.services.TakePicture(ctx, owner, path)
		return s, err
	}, func() {
		if p.owner() == owner {
			p.notes.Add(kit.NewReasons(office.SignatureReserved, notes))
		}
		p.section.undoable(kit.T("trust.picture-taken"), before)
	}, p.section.desk.Tell)
}

func (p *pictureCard) remove() {
	before, owner := p.section.setup, p.owner()
	p.notes.RemoveAll()
	p.section.change(func(ctx context.Context) (office.SigningSetup, error) {
		return p.section.services.DropPicture(ctx, owner)
	},
		func() { p.section.undoable(kit.T("trust.picture-dropped"), before) }, p.section.desk.Tell)
}

// millimetres writes a length as Vietnamese does: 36,5.
func millimetres(mm float64) string {
	return strings.Replace(strings.TrimSuffix(fmt.Sprintf("%.1f", mm), ".0"), ".", ",", 1)
}

func parseWidth(typed string) (float64, error) {
	w, err := strconv.ParseFloat(strings.Replace(kit.Typed(typed), ",", ".", 1), 64)
	if err != nil || !(w >= leastWidth && w <= mostWidth) {
		return 0, BadWidth.About(typed)
	}
	return w, nil
}

// onChecks lays a picture on a ground of squares, which show where it lets the
// paper through.
func onChecks(img image.Image) image.Image {
	b := img.Bounds()
	side := max(4, max(b.Dx(), b.Dy())/24)
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	grey := image.NewUniform(color.Gray{Y: 0xe9})
	for y := 0; y*side < b.Dy(); y++ {
		for x := y % 2; x*side < b.Dx(); x += 2 {
			draw.Draw(out, image.Rect(x*side, y*side, (x+1)*side, (y+1)*side), grey, image.Point{}, draw.Src)
		}
	}
	draw.Draw(out, out.Bounds(), img, b.Min, draw.Over)
	return out
}
