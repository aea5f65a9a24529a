// Package pictures keeps what signatures show on paper: the image of the seal (con dấu) and
// those of hand-drawn signatures.
package pictures

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"maps"
	"slices"
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

// Services is what the card asks of the station.
type Services interface {
	TakePicture(ctx context.Context, clerk office.ID, path string) (office.SigningSetup, []string, error) // clerk == "": the seal; notes in Vietnamese
	DropPicture(ctx context.Context, clerk office.ID) (office.SigningSetup, error)
	LookPicture(ctx context.Context, digest office.Digest) (image.Image, error)
	SaveSigningSetup(ctx context.Context, s office.SigningSetup) (office.SigningSetup, error)
}

// Card shows one of the pictures of a setup.
type Card struct {
	*kit.Keeping[picture] // its width
	Content               fyne.CanvasObject

	// PickFile asks the clerk for a file of one of some endings.
	PickFile func(endings []string, then func(path string))

	desk     *kit.Desk
	services Services
	setup    *kit.Keeping[office.SigningSetup]
	owners   []office.ID // of the choices: first the seal, then the clerks
	whose    *kit.Select

	shown   *canvas.Image
	paper   *fyne.Container // white under the picture
	digest  office.Digest   // of what is shown
	none    *widget.Label
	sized   *fyne.Container // what can be done to a picture that is there
	notes   *fyne.Container
	ctx     context.Context // ends when the clerk leaves
	looking context.CancelFunc
}

// sealOwner stands for the office among the owners of pictures.
const sealOwner office.ID = ""

// picture is one of the pictures of a setup, with its width as it is typed.
type picture struct {
	setup office.SigningSetup
	owner office.ID
	width string // mm
}

// pictureOf is the picture of an owner as a setup has it.
func pictureOf(setup office.SigningSetup, owner office.ID) picture {
	p := picture{setup: setup, owner: owner}
	if kept, has := p.kept(); has {
		p.width = millimetres(kept.WidthMM)
	}
	return p
}

func (p picture) kept() (kept office.LookPicture, has bool) {
	if p.owner != sealOwner {
		kept, has = p.setup.Hands[p.owner]
	} else if p.setup.Seal != nil {
		kept, has = *p.setup.Seal, true
	}
	return kept, has
}

// sized is the setup with the width that is typed.
func (p picture) sized() (setup office.SigningSetup, err error) {
	kept, _ := p.kept()
	kept.WidthMM, err = parseWidth(p.width)
	setup = p.setup
	if p.owner == sealOwner {
		setup.Seal = &kept
	} else {
		setup.Hands = maps.Clone(setup.Hands)
		setup.Hands[p.owner] = kept
	}
	return setup, err
}

// New makes the card of the pictures of a setup.
func New(d *kit.Desk, s Services, setup *kit.Keeping[office.SigningSetup]) *Card {
	p := &Card{desk: d, services: s, setup: setup, ctx: d.Context(), owners: []office.ID{sealOwner}, looking: func() {}, notes: container.NewVBox(),
		shown: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}, none: kit.Muted(kit.T("trust.picture-none"))}
	p.PickFile = func(endings []string, then func(string)) {
		d.PickFiles(endings, false, func(paths []string) { then(paths[0]) })
	}
	p.whose = kit.NewSelect([]string{kit.T("trust.seal")}, nil)
	p.whose.SetSelectedIndex(0)
	p.whose.OnChanged = func(string) {
		p.notes.RemoveAll()
		p.Update()
	}
	form := kit.NewForm(kit.AskWords("width", kit.T("trust.width"), func(p *picture) *string { return &p.width }).
		Judged(func(p picture) error { _, err := parseWidth(p.width); return err }))
	p.Keeping = kit.NewKeeping(d, form, kit.KeepingOf[picture]{
		Name: "picture-width", Word: kit.T("trust.width-keep"), May: office.MayRun, Is: func(p picture) string { return "of " + string(p.owner) },
		Save: p.save, After: func(before *picture, after picture) { before.setup.Version = after.setup.Version },
		Said: func(p picture) string { return kit.T("trust.width-kept", p.width) }, Kept: func(p picture) { setup.Show(p.setup) }, Typed: p.measure,
	})
	p.Save.Importance = widget.MediumImportance
	p.Content = p.layOut()
	return p
}

func (p *Card) save(ctx context.Context, typed picture) (picture, error) {
	setup, err := typed.sized()
	if err == nil {
		setup, err = p.services.SaveSigningSetup(ctx, setup)
	}
	return pictureOf(setup, typed.owner), err
}

func (p *Card) layOut() fyne.CanvasObject {
	drop := kit.NewQuietButton(kit.T("trust.picture-drop"), theme.DeleteIcon(), p.remove)
	choose := kit.NewButton(kit.T("trust.picture-choose"), theme.FolderOpenIcon(), func() { p.PickFile(pngFiles, p.take) })
	p.desk.Guard(office.MayRun, drop, choose)
	p.none.Alignment = fyne.TextAlignCenter
	p.paper = container.NewStack(canvas.NewRectangle(color.White), kit.Padded(4, p.shown))
	p.put(nil)
	const wide, high = 200, 150
	frame := container.NewStack(kit.NewGround(kit.ColorDesk, 4), kit.Padded(1, container.NewStack(p.paper, container.NewVBox(p.none))))
	left := container.NewVBox(container.NewGridWrap(fyne.NewSize(wide, high), frame))
	p.sized = container.NewVBox(p.Form.Content, container.NewHBox(p.Save), container.NewHBox(drop))
	return kit.Card(kit.Subheading(kit.T("trust.pictures")), kit.NewField(kit.T("trust.whose"), p.whose, ""),
		kit.Border(nil, nil, left, nil, p.sized), p.notes, container.NewHBox(choose), kit.Muted(kit.T("trust.pictures-note")))
}

// Enter offers a picture to each clerk who works here, until ctx ends.
func (p *Card) Enter(ctx context.Context, clerks []office.Clerk) {
	p.ctx = ctx
	was := p.owner()
	p.owners = []office.ID{sealOwner}
	names := []string{kit.T("trust.seal")}
	for _, c := range clerks {
		if !c.Left {
			p.owners = append(p.owners, c.ID)
			names = append(names, unlike(names, kit.T("trust.hand", c.Name)))
		}
	}
	p.whose.Offer(names, max(0, slices.Index(p.owners, was)))
	p.Update()
}

// unlike makes a name that is not among others: two clerks may share one.
func unlike(others []string, name string) string {
	free := name
	for n := 2; slices.Contains(others, free); n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

// owner is whose picture is in sight.
func (p *Card) owner() office.ID { return p.owners[max(0, p.whose.SelectedIndex())] }

// Update shows the picture of the owner as the setup has it by now.
func (p *Card) Update() {
	now := pictureOf(p.setup.Now(), p.owner())
	kept, has := now.kept()
	kit.Seen(p.none, !has)
	kit.Seen(p.sized, has)
	p.Show(now)
	if kept.Digest == p.digest {
		return
	}
	p.looking()
	p.put(nil)
	if p.digest = kept.Digest; has {
		p.look(kept.Digest)
	}
}

func (p *Card) look(digest office.Digest) {
	ctx, stop := context.WithCancel(p.ctx)
	p.looking = stop
	kit.Load(ctx, func(ctx context.Context) (image.Image, error) { return p.services.LookPicture(ctx, digest) },
		func(img image.Image, err error) {
			if err != nil {
				p.digest = ""
				p.desk.Tell(err)
				return
			}
			p.put(onChecks(img))
			p.measure(p.Form.Value())
		})
}

func (p *Card) put(img image.Image) {
	p.shown.Image = img
	p.paper.Hidden = img == nil
	p.paper.Refresh()
}

// measure tells how high the picture will be at the width that is typed.
func (p *Card) measure(typed picture) {
	hint := kit.T("trust.width-hint")
	if w, err := parseWidth(typed.width); err == nil && p.shown.Image != nil {
		b := p.shown.Image.Bounds()
		hint = kit.T("trust.width-high", millimetres(w*float64(b.Dy())/float64(b.Dx())))
	}
	p.Form.Field("width").Hint(hint)
}

// take keeps another picture, and shows what the station says of it.
func (p *Card) take(path string) {
	owner := p.owner()
	p.notes.RemoveAll()
	p.setup.Do(func(ctx context.Context) (office.SigningSetup, error) {
		s, notes, err := p.services.TakePicture(ctx, owner, path)
		if err == nil {
			kit.OnScreen(func() { p.note(owner, notes) })
		}
		return s, err
	}, kit.T("trust.picture-taken"))
}

func (p *Card) note(owner office.ID, notes []string) {
	if p.owner() == owner {
		p.notes.Add(kit.NewReasons(office.SignatureReserved, notes))
	}
}

func (p *Card) remove() {
	owner := p.owner()
	p.notes.RemoveAll()
	p.setup.Do(func(ctx context.Context) (office.SigningSetup, error) {
		return p.services.DropPicture(ctx, owner)
	}, kit.T("trust.picture-dropped"))
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
