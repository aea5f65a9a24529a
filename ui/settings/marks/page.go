// Package marks edits the wording of the marks (ký hiệu riêng) and of the lines on paper,
// beside the mark as it will be.
package marks

import (
	"cmp"
	"context"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the page asks of the station.
type Services interface {
	Templates(ctx context.Context) ([]office.MarkTemplate, error)
	SaveTemplate(ctx context.Context, t office.MarkTemplate) (office.MarkTemplate, error)
	SampleMark(ctx context.Context, t office.MarkTemplate) (office.MarkView, error)
	Types() []office.DocumentType
}

// sizes of the letters of a mark that are offered, in points.
var sizes = []float64{8, 9, 10, 11, 12}

const (
	previewAfter = 250 * time.Millisecond // that the typing must rest before the sample is drawn
	lineRows     = 8
)

// Section edits one wording a direction and a form and, where the office made one, a
// document type.
type Section struct {
	*kit.Keeping[office.MarkTemplate]
	desk      *kit.Desk
	services  Services
	templates []office.MarkTemplate
	which     *kit.Select
	version   *widget.Label
	sample    *canvas.Image
	read      *kit.Awaited

	ctx     context.Context
	drawing context.CancelFunc
	undrawn bool // the form says why its mark cannot be drawn
	typing  *time.Timer
}

// New lays the section out.
func New(d *kit.Desk, s Services) *Section {
	m := &Section{desk: d, services: s, ctx: d.Context(), drawing: func() {}, version: kit.Muted(""),
		sample: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}}
	m.which = kit.NewSelect(nil, func(string) { m.pick(m.which.SelectedIndex()) })
	m.Keeping = kit.NewKeeping(d, kit.NewForm(askSize(), askText()), kit.KeepingOf[office.MarkTemplate]{
		Name: "marks", Word: kit.T("settings.mark-save"), May: office.MayRun, Is: is, Save: s.SaveTemplate,
		After: func(before *office.MarkTemplate, after office.MarkTemplate) {
			before.ID, before.Version = after.ID, after.Version
		},
		Said: func(t office.MarkTemplate) string { return kit.T("settings.mark-saved", t.Version) }, Kept: m.kept, Typed: m.typed,
	})
	m.read = kit.NewAwaited(kit.T("settings.reading"), m.layOut())
	return m
}

// askText asks for the lines. Whatever the station says of a wording is told there.
func askText() *kit.Ask[office.MarkTemplate] {
	ask := office.Ask{Key: "lines", Said: kit.T("settings.mark-lines"), How: office.AskLines}
	return kit.AskBy(ask, func(t *office.MarkTemplate) string { return strings.Join(t.Lines, "\n") }, func(t *office.MarkTemplate, text string) {
		t.Lines = slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return line == "" })
	}).Unbroken(lineRows).About("*")
}

func askSize() *kit.Ask[office.MarkTemplate] {
	ask := office.Ask{Key: "size", Said: kit.T("settings.mark-size"), How: office.AskOne}
	for _, pt := range sizes {
		ask.Choices = append(ask.Choices, office.Choice{Key: sizeName(pt), Said: sizeName(pt)})
	}
	return kit.AskBy(ask, func(t *office.MarkTemplate) string { return sizeName(t.SizePt) }, func(t *office.MarkTemplate, name string) {
		if i := slices.IndexFunc(sizes, func(pt float64) bool { return sizeName(pt) == name }); i >= 0 {
			t.SizePt = sizes[i]
		}
	})
}

func sizeName(pt float64) string { return fmt.Sprintf("%g pt", pt) }

func (m *Section) layOut() fyne.CanvasObject {
	row := container.NewGridWithColumns(2, kit.NewField(kit.T("settings.mark-which"), m.which, ""), m.Form.Field("size"))
	left := kit.Card(row, m.Form.Field("lines"), m.version, container.NewHBox(m.Save), kit.Muted(kit.T("settings.mark-words")))
	paper := container.NewStack(canvas.NewRectangle(color.White), kit.Padded(14, m.sample))
	room := container.NewGridWrap(fyne.NewSize(430, 220), paper)
	right := kit.Card(kit.Subheading(kit.T("settings.mark-sample")), container.NewCenter(room), kit.Muted(kit.T("settings.mark-note")))
	return kit.Columns(kit.NewFormScroll(left), container.NewVBox(right))
}

// Content is what the section shows.
func (m *Section) Content() fyne.CanvasObject { return m.read.Content }

// Main saves the wording.
func (m *Section) Main() *kit.Button { return m.Save }

// Enter reads the wordings again. What was left half typed comes into sight first.
func (m *Section) Enter(ctx context.Context) {
	m.ctx = ctx
	kit.Await(ctx, m.desk, m.read, m.services.Templates, func(got []office.MarkTemplate) {
		slices.SortStableFunc(got, func(a, b office.MarkTemplate) int { return cmp.Compare(order(a), order(b)) })
		left := m.Opened()
		at := slices.IndexFunc(got, func(t office.MarkTemplate) bool { return is(t) == is(m.Now()) || slices.Contains(left, is(t)) })
		m.list(got)
		m.pick(max(0, at))
	})
}

// list offers the wordings by their names.
func (m *Section) list(all []office.MarkTemplate) {
	m.templates = nil // nothing is picked meanwhile
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = m.nameOf(t)
	}
	m.which.SetOptions(names)
	m.templates = all
}

// order sets what stands in data before what stands on paper.
func order(t office.MarkTemplate) int {
	if t.Serves() == office.DataToPaper {
		return len(office.Forms) + slices.Index(office.Forms, t.Form)
	}
	return slices.Index(office.Forms, t.Form)
}

// is tells the wordings apart: the first change makes one of the program the office's
// own, and gives it an ID.
func is(t office.MarkTemplate) string {
	if t.Form == "" {
		return ""
	}
	return strings.Join([]string{string(t.Serves()), string(t.Form), t.Type}, " ")
}

func (m *Section) nameOf(t office.MarkTemplate) string {
	name := t.Form.NameFor(t.Serves())
	if t.Serves() == office.DataToPaper && t.Form != office.Plain { // whose name tells it
		name = kit.T("settings.mark-on-paper", name)
	}
	if t.Type == "" {
		return name
	}
	for _, known := range m.services.Types() {
		if known.Code == t.Type {
			return name + " · " + known.Name
		}
	}
	return name + " · " + t.Type
}

// pick puts a wording into the form.
func (m *Section) pick(i int) {
	if i < 0 || i >= len(m.templates) {
		return
	}
	if m.which.SelectedIndex() != i {
		m.which.SetSelectedIndex(i) // which picks it
		return
	}
	m.Show(m.templates[i])
	m.tellVersion()
	m.draw()
}

func (m *Section) tellVersion() {
	m.version.SetText(kit.T("settings.mark-version", m.Now().Version))
	if m.Now().ID == "" {
		m.version.SetText(kit.T("settings.mark-brought"))
	}
}

func (m *Section) kept(got office.MarkTemplate) {
	for i, t := range m.templates {
		if is(t) == is(got) {
			m.templates[i] = got
		}
	}
	m.tellVersion()
	m.draw()
}

// typed draws the sample once the typing rests.
func (m *Section) typed(office.MarkTemplate) {
	if m.typing != nil {
		m.typing.Stop()
	}
	m.typing = time.AfterFunc(previewAfter, func() { kit.OnScreen(m.draw) })
}

// draw shows the mark as it will be, or why it cannot be.
func (m *Section) draw() {
	m.drawing()
	ctx, stop := context.WithCancel(m.ctx)
	m.drawing = stop
	t := m.Form.Value()
	kit.Load(ctx, func(ctx context.Context) (office.MarkView, error) { return m.services.SampleMark(ctx, t) }, m.drawn)
}

func (m *Section) drawn(v office.MarkView, err error) {
	kit.Seen(m.sample, err == nil)
	if (err != nil || m.undrawn) && m.Form.Field("lines").Fail(err) { // one that can be drawn may be refused for what it does not tell
		m.undrawn = true
		m.Save.Disable()
		return
	}
	m.undrawn = false
	m.sample.Image = v.Picture
	m.sample.Refresh()
}
