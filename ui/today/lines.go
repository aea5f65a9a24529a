package today

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// line is one line of the list: the head of a sort, or something that waits.
type line struct {
	of   office.Waiting
	wait *office.Wait // nil: the head
}

// The heights of the two, in units of the screen.
const (
	headHeight = 46
	lineHeight = 57
)

func (l line) height() float32 {
	if l.wait == nil {
		return headHeight
	}
	return lineHeight
}

// linesOf lists what waits: the gravest sort first, then the newest; each under its head.
func linesOf(asked map[office.WaitSort]*question) (lines []line) {
	var all []office.Waiting
	for q := range maps.Values(asked) {
		if q.is.Count > 0 {
			all = append(all, q.is)
		}
	}
	slices.SortFunc(all, byGravity)
	for _, of := range all {
		lines = append(lines, line{of: of})
		for i := range of.Newest {
			lines = append(lines, line{of: of, wait: &of.Newest[i]})
		}
	}
	return lines
}

func sortsOf(asked map[office.WaitSort]*question) iter.Seq[office.WaitSort] { return maps.Keys(asked) }

func questionsOf(asked map[office.WaitSort]*question) iter.Seq[*question] { return maps.Values(asked) }

// wordOf is what a sort is called.
func wordOf(sort office.WaitSort) string { return kit.T("today.sort-" + string(sort)) }

// dayOf writes a day with its name: Thứ Bảy, 28/11/2026.
func dayOf(t time.Time) string {
	return kit.T("today.day-"+strconv.Itoa(int(t.In(office.VietNam).Weekday()))) + ", " + kit.DayOf(t)
}

// row shows a line.
type row struct {
	widget.BaseWidget
	sign  *widget.Icon
	word  *widget.Label
	more  *widget.Label
	head  *fyne.Container
	wait  *kit.Row
	stack *fyne.Container
}

func newRow() *row {
	r := &row{sign: widget.NewIcon(nil), word: kit.Subheading(""), more: kit.Muted(""), wait: kit.NewRow()}
	r.more.Wrapping = fyne.TextWrapOff
	sign := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(signSize), r.sign))
	r.head = container.NewBorder(nil, nil, sign, container.NewCenter(r.more), r.word)
	r.stack = container.NewStack(r.head, kit.Padded(0, r.wait))
	r.ExtendBaseWidget(r)
	return r
}

const signSize = 22

// CreateRenderer shows the head or what waits.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.stack) }

// tones tell how grave a sort is.
var tones = map[office.Gravity]kit.Tone{office.Calm: kit.Info, office.Wanting: kit.Warn, office.Alarming: kit.Bad}

func (p *Page) put(i int, o fyne.CanvasObject) {
	l, r := p.lines[i], o.(*row)
	kit.Seen(r.head, l.wait == nil)
	kit.Seen(r.wait, l.wait != nil)
	if l.wait == nil {
		r.showHead(l.of)
		return
	}
	w := *l.wait
	title, below := kit.SaidOf(w.Title), kit.SaidOf(w.Below)
	if w.Row != nil {
		title = kit.TitleOf(*w.Row, p.types)
		below = kit.Joined(w.Row.Subject, below)
	}
	r.wait.Set(title, below, kit.AtShort(w.Since, p.now()))
	kit.Seen(r.wait.Chip, w.Grave == office.Alarming)
	r.wait.Chip.Set(kit.Bad, nil, kit.T("today.alarming"))
	r.wait.Refresh()
}

// showHead names a sort and counts it; where not all are told it says how to see them.
func (r *row) showHead(of office.Waiting) {
	count := strconv.Itoa(of.Count)
	if of.More {
		count += "+"
	}
	r.word.SetText(kit.T("today.head", wordOf(of.Sort), count))
	r.sign.SetResource(kit.ToneIcon(tones[gravity(of)]))
	r.more.SetText("")
	if of.Count > len(of.Newest) || of.More {
		r.more.SetText(kit.T("today.all", len(of.Newest)))
	}
	r.head.Refresh()
}
