package sign

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// list is the left column: two queues behind their doors, what is searched
// for, and the rows of the queue in front. The arrows bring lines to the front, Space and
// Enter tick them.
type list struct {
	kit.List

	p       *Page
	types   []office.DocumentType
	items   []item
	at      int  // row that the keyboard is at
	picking bool // a row is shown as the one in front, by nobody's wish

	doors   []*kit.Place // of the queues
	search  *kit.Search
	none    *widget.Label
	content fyne.CanvasObject
}

func newList(p *Page) *list {
	l := &list{p: p, types: p.types, none: kit.Muted("")}
	l.Length = func() int { return len(l.items) }
	l.CreateItem = func() fyne.CanvasObject { return newRow(l) }
	l.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*row).show(i) }
	l.OnSelected = l.arrived
	l.ExtendBaseWidget(l)
	for i, icon := range []fyne.Resource{kit.IconSign, kit.IconOwed, kit.IconPage} {
		l.doors = append(l.doors, kit.NewPlace(icon, "", "", func() { p.turnTo(p.queues()[i]) }))
	}
	l.search = kit.NewSearch(kit.T("sign.search"), p.searched, func() { p.desk.Focus(l) })
	l.content = kit.Border(container.NewVBox(container.NewGridWithColumns(2, l.doors[0], l.doors[1]), l.doors[2], l.search), nil, nil, nil, container.NewStack(l, l.none))
	return l
}

// renew lists the lines of the queue in front as they are now, of those that are searched
// for.
func (l *list) renew() {
	front := l.p.queue
	for i, q := range l.p.queues() {
		l.doors[i].SetHere(front == q)
		l.doors[i].SetWord(counted(kit.T("sign.queue-"+[]string{"wait", "owe", "may"}[i]), q.Waits()))
	}
	kit.Seen(l.doors[2], len(l.p.may.Lines) > 0 || front == l.p.may)
	l.items = itemsOf(front, l.search.Text, l.types)
	l.at = max(0, min(l.at, len(l.items)-1))
	l.Refresh()
	kit.Seen(l.none, len(l.items) == 0)
	switch {
	case l.search.Text != "" && len(front.Lines) > 0:
		l.none.SetText(kit.T("sign.none-found", strings.TrimSpace(l.search.Text)))
	case front == l.p.owe:
		l.none.SetText(kit.T("sign.none-owe"))
	default:
		l.none.SetText(kit.T("sign.none-wait"))
	}
}

// counted is a word with how many there are.
func counted(word string, n int) string { return fmt.Sprintf("%s (%d)", word, n) }

// where is the row of a line; -1: it is not among what is searched for.
func (l *list) where(of *office.SigningLine) int {
	return slices.IndexFunc(l.items, func(it item) bool { return it.line == of && of != nil })
}

// pick shows which line is in front, without telling anyone.
func (l *list) pick(in *office.SigningLine) {
	i := l.where(in)
	if i < 0 {
		l.UnselectAll()
		return
	}
	l.at, l.picking = i, true
	l.Select(i)
	l.picking = false
}

// toggle ticks or unticks a line, or all of a group.
func (l *list) toggle(i int) {
	if i < len(l.items) {
		ticked, open := l.items[i].count()
		l.p.tick(ticked < open, l.items[i].lines...)
	}
}

// arrived brings the line of a row to the front; the head of a group leaves
// what is there.
func (l *list) arrived(i int) {
	if l.picking || i >= len(l.items) {
		return
	}
	l.at = i
	if in := l.items[i].line; in != nil {
		l.p.bring(in, true)
	}
}

// TypedKey goes to the neighbouring row at once by the arrows.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		l.Select(max(0, l.at-1))
	case fyne.KeyDown:
		l.Select(min(len(l.items)-1, l.at+1))
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		l.toggle(l.at)
	default:
		l.List.TypedKey(e)
	}
}
