package sign

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// list is the left column: two queues behind their doors, what is searched
// for, and the rows of the queue in front. It tells wishes and does no work.
type list struct {
	OnQueue  func(*queue)
	OnFront  func(*line)
	OnTick   func(yes bool, lines ...*line)
	OnSearch func()

	wait, owe, queue *queue
	types            []office.DocumentType
	items            []item
	at               int // row that the keyboard is at
	picking          bool

	waitDoor, oweDoor *kit.Place
	search            *kit.Search
	rows              *rowList
	none              *widget.Label
	content           fyne.CanvasObject
}

func newList(types []office.DocumentType, wait, owe *queue, toRows func(fyne.Focusable)) *list {
	l := &list{types: types, wait: wait, owe: owe, queue: wait, none: kit.Muted("")}
	l.waitDoor = kit.NewPlace(kit.IconSign, "", "", func() { l.OnQueue(wait) })
	l.oweDoor = kit.NewPlace(kit.IconOwed, "", "", func() { l.OnQueue(owe) })
	l.search = kit.NewSearch(kit.T("sign.search"), func() { l.OnSearch() }, func() { toRows(l.rows) })
	l.rows = newRowList(l)
	doors := container.NewGridWithColumns(2, l.waitDoor, l.oweDoor)
	l.content = kit.Border(container.NewVBox(doors, l.search), nil, nil, nil, container.NewStack(l.rows, l.none))
	return l
}

// show brings a queue to the front.
func (l *list) show(q *queue) {
	l.queue = q
	l.waitDoor.SetHere(q == l.wait)
	l.oweDoor.SetHere(q == l.owe)
	l.renew()
}

// renew lists the lines as they are now, of those that are searched for.
func (l *list) renew() {
	l.waitDoor.SetWord(counted(kit.T("sign.queue-wait"), l.wait.waits()))
	l.oweDoor.SetWord(counted(kit.T("sign.queue-owe"), l.owe.waits()))
	l.items = l.queue.items(l.search.Text, l.types)
	l.at = max(0, min(l.at, len(l.items)-1))
	l.rows.Refresh()
	kit.Seen(l.none, len(l.items) == 0)
	switch {
	case l.search.Text != "" && len(l.queue.lines) > 0:
		l.none.SetText(kit.T("sign.none-found", strings.TrimSpace(l.search.Text)))
	case l.queue == l.owe:
		l.none.SetText(kit.T("sign.none-owe"))
	default:
		l.none.SetText(kit.T("sign.none-wait"))
	}
}

// counted is a word with how many there are.
func counted(word string, n int) string { return fmt.Sprintf("%s (%d)", word, n) }

// hides counts those of some lines that are not among what is searched for.
func (l *list) hides(lines []*line) int {
	seen := map[*line]bool{}
	for _, it := range l.items {
		seen[it.line] = true
	}
	n := 0
	for _, each := range lines {
		if !seen[each] {
			n++
		}
	}
	return n
}

// look draws the rows anew: ticks and states have changed.
func (l *list) look() { l.rows.Refresh() }

// pick shows which line is in front, without telling anyone.
func (l *list) pick(in *line) {
	for i, each := range l.items {
		if each.line == in && in != nil {
			l.at = i
			l.picking = true
			l.rows.Select(i)
			l.picking = false
			return
		}
	}
	l.rows.UnselectAll()
}

// toggle ticks or unticks a line, or all of a group.
func (l *list) toggle(i int) {
	if i < 0 || i >= len(l.items) {
		return
	}
	if in := l.items[i].line; in != nil {
		l.OnTick(!in.ticked, in)
		return
	}
	ticked, open := l.items[i].count()
	l.OnTick(ticked < open, l.items[i].lines...)
}

// count tells how many of a group are ticked, of those that can be.
func (it item) count() (ticked, open int) {
	for _, l := range it.lines {
		if l.open() {
			open++
		}
		if l.ticked {
			ticked++
		}
	}
	return ticked, open
}

// rowList is the list itself: the arrows bring lines to the front, Space and
// Enter tick them.
type rowList struct {
	kit.List
	l *list
}

func newRowList(l *list) *rowList {
	r := &rowList{l: l}
	r.Length = func() int { return len(l.items) }
	r.CreateItem = func() fyne.CanvasObject { return newRow(l) }
	r.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*row).show(i) }
	r.OnSelected = func(i int) { l.arrived(i) }
	r.ExtendBaseWidget(r)
	return r
}

// arrived brings the line of a row to the front; the head of a group leaves
// what is there.
func (l *list) arrived(i int) {
	if l.picking || i >= len(l.items) {
		return
	}
	l.at = i
	if in := l.items[i].line; in != nil {
		l.OnFront(in)
	}
}

// TypedKey goes to the neighbouring row at once by the arrows.
func (r *rowList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		r.Select(max(0, r.l.at-1))
	case fyne.KeyDown:
		r.Select(min(len(r.l.items)-1, r.l.at+1))
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		r.l.toggle(r.l.at)
	default:
		r.List.TypedKey(e)
	}
}
