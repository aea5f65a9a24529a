package today

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	WaitSorts(ctx context.Context) ([]office.WaitSort, error) // for whoever sits here
	WaitingOf(ctx context.Context, sort office.WaitSort) (office.Waiting, error)
}

// pageMargin is the air around the page, in units of the screen.
const pageMargin = 8

// Page is the place "Hôm nay".
type Page struct {
	// Ways leads to where a wait is dealt with; set by who builds the window.
	Ways map[office.Lead]func(office.Wait)
	// Begin are the places where work begins; set by who builds the window.
	Begin Beginnings

	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	now      func() time.Time

	ctx   context.Context // ends when the clerk leaves the page
	leave context.CancelFunc
	asked map[office.WaitSort]*question // nil: it is not known yet what may wait
	lines []line
	came  bool // the clerk has just come, and the keyboard goes to what waits

	title  *widget.Label
	count  *widget.Label
	unsaid *kit.Callout // of what could not be asked
	again  *kit.Button
	list   *kit.List
	empty  *kit.EmptyState
	begin  *fyne.Container // the ways to begin, while nothing waits

	content fyne.CanvasObject
}

// Beginnings lead to the places where work begins.
type Beginnings struct{ Digitise, Print, Prove func() }

// question is one sort of what may wait, and what was answered last.
type question struct {
	busy, again bool // it is being asked, and is to be asked once more
	known       bool // it was answered
	is          office.Waiting
	failed      bool // the last time
	why         kit.Trouble
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types(), now: time.Now, title: kit.Heading(""), count: kit.Muted(""), unsaid: kit.NewCallout()} //nolint:forbidigo // the day on the screen is no time of a record
	p.ctx, p.leave = context.WithCancel(desk.Context())
	p.count.Wrapping = fyne.TextWrapOff
	p.list = kit.NewList(func() int { return len(p.lines) }, func() fyne.CanvasObject { return newRow() }, p.put)
	p.list.OnSelected = p.follow
	p.again = kit.NewButton(kit.T("today.ask-again"), theme.ViewRefreshIcon(), p.Changed)
	p.again.Hide()
	p.empty = kit.NewEmptyState(kit.IconMet, "", "", nil)
	p.begin = container.NewHBox(
		p.beginning(kit.T("today.digitise"), kit.IconDigitise, office.MayConvert, func() { p.Begin.Digitise() }),
		p.beginning(kit.T("today.print"), kit.IconPrinting, office.MayConvert, func() { p.Begin.Print() }),
		p.beginning(kit.T("today.prove"), kit.IconProof, "", func() { p.Begin.Prove() }))
	nothing := kit.Border(nil, container.NewCenter(p.begin), nil, nil, p.empty)
	head := container.NewVBox(container.NewBorder(nil, nil, p.title, p.count), kit.Border(nil, nil, nil, container.NewCenter(p.again), p.unsaid))
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, container.NewStack(p.list, kit.Narrow(emptyWide, nothing))))
	p.show()
	return p
}

const emptyWide = 640

func (p *Page) beginning(word string, icon fyne.Resource, needs office.Right, do func()) fyne.CanvasObject {
	b := kit.NewButton(word, icon, do)
	if needs != "" {
		p.desk.Guard(needs, b)
	}
	return b
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter asks what waits.
func (p *Page) Enter() {
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	for _, q := range p.asked {
		q.busy, q.again = false, false // what was under way ended with the last visit
	}
	p.came = true
	p.Changed()
}

// Leave drops what is being asked.
func (p *Page) Leave() { p.leave() }

// Changed asks again: something may have been done, here or in another program. What was
// told stays in sight until the answer is there.
func (p *Page) Changed() {
	kit.Load(p.ctx, p.services.WaitSorts, func(sorts []office.WaitSort, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.ask(sorts)
	})
}

// ask asks each of the sorts, and forgets the others.
func (p *Page) ask(sorts []office.WaitSort) {
	before := p.asked
	p.asked = map[office.WaitSort]*question{}
	for _, sort := range sorts {
		q := before[sort]
		if q == nil {
			q = &question{}
		}
		p.asked[sort] = q
		p.askOne(sort, q)
	}
	p.show()
}

// askOne asks one of them, or once more when the answer is there that is being waited for.
func (p *Page) askOne(sort office.WaitSort, q *question) {
	if q.busy {
		q.again = true
		return
	}
	q.busy = true
	kit.Load(p.ctx, func(ctx context.Context) (office.Waiting, error) { return p.services.WaitingOf(ctx, sort) }, func(is office.Waiting, err error) {
		q.busy, q.known, q.failed = false, true, err != nil
		if q.why, _ = kit.Explain(err); err == nil {
			q.is = is
		}
		if q.again {
			q.again = false
			p.askOne(sort, q)
		}
		p.show()
	})
}

// fail says that nothing could be asked at all.
func (p *Page) fail(err error) {
	p.asked = nil
	p.show()
	if p.empty.Fail(err, p.Changed) {
		p.begin.Hide()
	}
}

// show lists what is known, and says of what it is not.
func (p *Page) show() {
	p.lines = linesOf(p.asked)
	p.list.Refresh()
	for i, l := range p.lines {
		p.list.SetItemHeight(i, l.height())
	}
	p.title.SetText(kit.T("today.title-on", dayOf(p.now())))
	p.tellCount()
	p.tellUnasked()
	p.tellEmpty()
	p.content.Refresh()
	p.lendKeyboard()
}

// lendKeyboard lets Down and Enter lead as soon as something waits, unless the clerk has
// gone on to something else meanwhile.
func (p *Page) lendKeyboard() {
	if !p.came || len(p.lines) == 0 {
		return
	}
	p.came = false
	focused := p.desk.Window.Canvas().Focused()
	if _, atDoor := focused.(*kit.Place); focused == nil || atDoor {
		p.desk.Focus(p.list)
	}
}

// tally sums up what was answered: whole, where nothing was left out and all is known.
func (p *Page) tally() (count int, more, whole bool) {
	whole = p.asked != nil
	for _, q := range p.asked {
		count, more = count+q.is.Count, more || q.is.More
		whole = whole && q.known && !q.failed
	}
	return count, more, whole
}

func (p *Page) tellCount() {
	count, more, whole := p.tally()
	switch {
	case count == 0:
		p.count.SetText("")
	case more || !whole:
		p.count.SetText(kit.T("today.count-more", count))
	default:
		p.count.SetText(kit.T("today.count", count))
	}
}

// tellUnasked names what could not be asked, with why.
func (p *Page) tellUnasked() {
	var named []string
	var why kit.Trouble
	for _, sort := range slices.Sorted(sortsOf(p.asked)) {
		if q := p.asked[sort]; q.failed {
			named, why = append(named, wordOf(sort)), q.why
		}
	}
	said := kit.Trouble{}
	if len(named) > 0 {
		said = kit.Trouble{Said: kit.T("today.unasked", strings.Join(named, ", ")), Next: why.String()}
	}
	p.unsaid.Say(kit.Warn, said)
	kit.Seen(p.again, len(named) > 0)
}

// tellEmpty says that nothing waits, where all were asked; until then that they are.
func (p *Page) tellEmpty() {
	_, _, whole := p.tally()
	asking := p.asked == nil || slices.ContainsFunc(slices.Collect(questionsOf(p.asked)), func(q *question) bool { return !q.known })
	p.empty.Button.Hide()
	switch {
	case len(p.lines) > 0:
	case asking:
		p.empty.Say(kit.T("today.asking"))
	case whole:
		p.empty.Say(kit.T("today.empty"))
	default:
		p.empty.Say(kit.T("today.not-known"))
	}
	kit.Seen(p.empty, len(p.lines) == 0)
	kit.Seen(p.begin, len(p.lines) == 0 && !asking)
	kit.Seen(p.list, len(p.lines) > 0)
}

// follow leads to where a wait is dealt with, or where all of its sort are listed.
func (p *Page) follow(i int) {
	p.list.UnselectAll()
	if i < 0 || i >= len(p.lines) {
		return
	}
	l := p.lines[i]
	w := office.Wait{To: l.of.All}
	if l.wait != nil {
		w = *l.wait
	}
	if way := p.Ways[w.To]; way != nil {
		way(w)
	}
}

// byGravity puts what is grave first, and of one gravity what is newest.
func byGravity(a, b office.Waiting) int {
	return cmp.Or(cmp.Compare(gravity(b), gravity(a)), newest(b).Compare(newest(a)), cmp.Compare(a.Sort, b.Sort))
}

func gravity(w office.Waiting) (most office.Gravity) {
	for _, each := range w.Newest {
		most = max(most, each.Grave)
	}
	return most
}

func newest(w office.Waiting) (at time.Time) {
	for _, each := range w.Newest {
		if each.Since.After(at) {
			at = each.Since
		}
	}
	return at
}
