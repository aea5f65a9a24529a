package settings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// sizes of the letters of a mark that are offered, in points.
var sizes = []float64{8, 9, 10, 11, 12}

// previewAfter is how long the typing must rest before the sample is drawn.
const previewAfter = 250 * time.Millisecond

// markSection edits the wording of the marks, one template a direction and a
// form (and, where the office made one, a document type), with the mark as it
// will be.
type markSection struct {
	desk      *kit.Desk
	services  Wording
	templates []office.MarkTemplate
	now       int  // which is edited; -1: none yet
	filling   bool // the fields are being filled, which is no change by the clerk
	ctx       context.Context

	which, size *kit.Select
	lines       *kit.Entry
	field       *kit.Field
	version     *widget.Label
	save        *kit.Button
	sample      *canvas.Image
	half        *kit.HalfTyped[office.MarkTemplate]
	drawing     context.CancelFunc
	typing      *time.Timer
	all         fyne.CanvasObject
}

func newMarkSection(d *kit.Desk, s Wording) *markSection {
	m := &markSection{desk: d, services: s, now: -1, ctx: d.Context(), drawing: func() {}}
	m.which = kit.NewSelect(nil, func(string) {
		if !m.filling {
			m.edit(m.which.SelectedIndex())
		}
	})
	m.size = kit.NewSelect(sizeNames(), func(string) { m.changed() })
	m.lines = kit.NewTextArea(8)
	m.lines.Wrapping = fyne.TextWrapOff
	m.lines.Scroll = fyne.ScrollBoth
	m.lines.OnChanged = func(string) { m.changed() }
	m.field = kit.NewField(kit.T("settings.mark-lines"), m.lines, "")
	m.version = kit.Muted("")
	m.save = kit.NewMainButton(kit.T("settings.mark-save"), theme.DocumentSaveIcon(), m.press)
	d.Guard(office.MayRun, m.save)
	m.sample = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	m.half = kit.NewHalfTyped(d, "mark", func() (office.MarkTemplate, bool) {
		if m.now < 0 {
			return office.MarkTemplate{}, false
		}
		return m.typed(), m.touched()
	})
	m.all = m.layOut()
	return m
}

func (m *markSection) layOut() fyne.CanvasObject {
	choice := container.NewGridWithColumns(2,
		kit.NewField(kit.T("settings.mark-which"), m.which, ""), kit.NewField(kit.T("settings.mark-size"), m.size, ""))
	left := kit.Card(choice, m.field, m.version, container.NewHBox(m.save, layout.NewSpacer()), kit.Muted(kit.T("settings.mark-words")))
	paper := container.NewStack(canvas.NewRectangle(whitePaper), kit.Padded(14, m.sample))
	room := container.NewGridWrap(fyne.NewSize(430, 220), paper)
	right := kit.Card(kit.Subheading(kit.T("settings.mark-sample")), container.NewCenter(room), kit.Muted(kit.T("settings.mark-note")))
	return kit.Columns(kit.NewFormScroll(left), container.NewVBox(right))
}

func (m *markSection) content() fyne.CanvasObject { return m.all }

func (m *markSection) main() *kit.Button { return m.save }

func (m *markSection) enter(ctx context.Context) {
	m.ctx = ctx
	kit.Load(ctx, m.services.Templates, func(got []office.MarkTemplate, err error) {
		if err != nil {
			m.desk.Tell(err)
			return
		}
		if m.now < 0 || !m.touched() {
			m.show(got)
		}
		if left, there := m.half.Open(); there {
			m.goOn(left)
		}
	})
}

// goOn puts a wording into the fields that was left half typed.
func (m *markSection) goOn(left office.MarkTemplate) {
	for i, t := range m.templates {
		if !sameTemplate(t, left) {
			continue
		}
		m.edit(i)
		m.lines.SetText(strings.Join(left.Lines, "\n"))
		m.size.SetSelected(sizeName(left.SizePt))
		m.desk.Good(kit.T("settings.half-typed"))
		return
	}
}

func (m *markSection) show(got []office.MarkTemplate) {
	order := func(t office.MarkTemplate) int {
		if t.Serves() == office.DataToPaper {
			return len(office.Forms) + slices.Index(office.Forms, t.Form)
		}
		return slices.Index(office.Forms, t.Form)
	}
	slices.SortStableFunc(got, func(a, b office.MarkTemplate) int { return order(a) - order(b) })
	m.templates = got
	names := make([]string, len(got))
	for i, t := range got {
		names[i] = m.nameOf(t)
	}
	m.which.SetOptions(names)
	if len(got) > 0 {
		m.edit(max(0, m.now))
	}
}

func (m *markSection) nameOf(t office.MarkTemplate) string {
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

// edit puts a template into the fields.
func (m *markSection) edit(i int) {
	if i < 0 || i >= len(m.templates) {
		return
	}
	m.filling = true
	t := m.templates[i]
	m.which.SetSelectedIndex(i)
	m.lines.SetText(strings.Join(t.Lines, "\n"))
	m.size.SetSelected(sizeName(t.SizePt))
	m.version.SetText(kit.T("settings.mark-version", t.Version))
	if t.ID == "" {
		m.version.SetText(kit.T("settings.mark-brought"))
	}
	m.now, m.filling = i, false
	m.field.Clear()
	m.save.Disable()
	m.draw()
}

// typed is the template as the clerk has it in the fields.
func (m *markSection) typed() office.MarkTemplate {
	t := m.templates[m.now]
	t.Lines = nil
	for line := range strings.SplitSeq(m.lines.Text, "\n") {
		if line = kit.Typed(line); line != "" {
			t.Lines = append(t.Lines, line)
		}
	}
	for _, s := range sizes {
		if sizeName(s) == m.size.Selected {
			t.SizePt = s
		}
	}
	return t
}

func (m *markSection) touched() bool {
	t, was := m.typed(), m.templates[m.now]
	return !slices.Equal(t.Lines, was.Lines) || t.SizePt != was.SizePt
}

func (m *markSection) changed() {
	if m.now < 0 || m.filling {
		return
	}
	m.field.Clear()
	if m.touched() {
		m.save.Enable()
	} else {
		m.save.Disable()
	}
	if m.typing != nil {
		m.typing.Stop()
	}
	m.half.Typed()
	m.typing = time.AfterFunc(previewAfter, func() { kit.OnScreen(m.draw) })
}

// draw shows the mark as it will be, or why it cannot be.
func (m *markSection) draw() {
	if m.now < 0 {
		return
	}
	m.drawing()
	ctx, stop := context.WithCancel(m.ctx)
	m.drawing = stop
	t := m.typed()
	kit.Load(ctx, func(ctx context.Context) (office.MarkView, error) { return m.services.SampleMark(ctx, t) }, m.drawn)
}

func (m *markSection) drawn(v office.MarkView, err error) {
	if m.field.Fail(err) {
		m.save.Disable()
		m.sample.Hide()
		return
	}
	m.sample.Image = v.Picture
	m.sample.Show()
	m.sample.Refresh()
}

func (m *markSection) press() {
	before := m.templates[m.now]
	m.write(m.typed(), func(after office.MarkTemplate) {
		m.desk.Undoable(kit.T("settings.mark-saved", after.Version), func() {
			before.ID, before.Version = after.ID, after.Version
			m.write(before, func(office.MarkTemplate) { m.desk.Good(kit.T("settings.taken-back")) })
		})
	})
}

func (m *markSection) write(t office.MarkTemplate, then func(office.MarkTemplate)) {
	m.save.Disable()
	var got office.MarkTemplate
	m.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = m.services.SaveTemplate(ctx, t)
		return err
	}, func(err error) {
		if m.field.Fail(err) {
			return
		}
		for i := range m.templates {
			if sameTemplate(m.templates[i], got) {
				m.templates[i] = got
				m.edit(i)
			}
		}
		then(got)
	})
}

// sameTemplate tells versions of one wording. One that the program brings has no
// ID before it is saved, so the first save makes it the office's own.
func sameTemplate(a, b office.MarkTemplate) bool {
	return a.Serves() == b.Serves() && a.Form == b.Form && a.Type == b.Type && (a.ID == b.ID || a.ID == "")
}

func sizeName(pt float64) string { return fmt.Sprintf("%g pt", pt) }

func sizeNames() []string {
	names := make([]string, len(sizes))
	for i, s := range sizes {
		names[i] = sizeName(s)
	}
	return names
}
