package printing

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// order is the print sheet: which printer, and how. It offers what the printer
// can do and nothing else, and keeps what was chosen for the next time.
type order struct {
	OnGrown func()

	page     *Page
	printers []office.Printer
	at       int // the printer that is chosen; -1: none
	filling  bool

	further *widget.Label
	printer *kit.Select
	state   *kit.Callout
	copies  *kit.Entry
	sides   *kit.Select
	paper   *kit.Select
	tray    *kit.Select
	pages   *kit.Entry
	colour  *kit.Check
	file    *kit.Button
	path    *widget.Label
	trouble *kit.Callout

	copiesRow, sidesRow, paperRow, trayRow, fileRow fyne.CanvasObject
	content                                         *fyne.Container
}

// sidesOffered are the ways to lay pages on sheets, for a printer that can turn
// them.
var sidesOffered = []office.Sides{office.OneSide, office.LongEdge, office.ShortEdge}

// usuallyMost is how many copies one order may have where a printer does not say.
const usuallyMost = 100

func newOrder(p *Page) *order {
	o := &order{page: p, at: -1, further: kit.Prose(""), state: kit.NewCallout(), trouble: kit.NewCallout(), path: kit.Muted("")}
	o.printer = kit.NewSelect(nil, func(string) { o.picked(o.printer.SelectedIndex()) })
	o.copies, o.pages = kit.NewEntry(), kit.NewEntry()
	o.copies.Text = "1"
	o.copies.OnChanged = func(string) { o.typed() }
	o.pages.SetPlaceHolder(kit.T("printing.pages-all"))
	o.pages.OnChanged = func(string) { o.trouble.Say(kit.Warn, kit.Trouble{}) }
	o.sides = kit.NewSelect(sideNames(), nil)
	o.sides.SetSelectedIndex(0)
	o.paper, o.tray = kit.NewSelect(nil, nil), kit.NewSelect(nil, nil)
	o.colour = kit.NewCheck(kit.T("printing.colour"), nil)
	o.file = kit.NewButton(kit.T("printing.choose-file"), theme.DocumentSaveIcon(), o.chooseFile)
	o.copiesRow = kit.FormRow(kit.T("printing.copies"), kit.FormBeside(o.copies, kit.T("printing.which-pages"), o.pages))
	o.sidesRow, o.paperRow = kit.FormRow(kit.T("printing.sides"), o.sides), kit.FormRow(kit.T("printing.sheet"), o.paper)
	o.trayRow, o.fileRow = kit.FormRow(kit.T("printing.tray"), o.tray), kit.FormRows(container.NewHBox(o.file), o.path)
	o.content = kit.FormRows(kit.Subheading(kit.T("printing.order-title")), o.further, kit.FormRow(kit.T("printing.printer"), o.printer), o.state,
		o.fileRow, o.copiesRow, o.sidesRow, o.paperRow, o.trayRow, o.colour, o.trouble)
	return o
}

func sideNames() []string {
	names := make([]string, len(sidesOffered))
	for i, s := range sidesOffered {
		names[i] = kit.T("printing.sides-" + string(s))
	}
	return names
}

// about tells of which copy the sheet is.
func (o *order) about(a *act) {
	next := a.came() + 1
	kit.Seen(o.further, next > 1)
	if next > 1 {
		o.further.SetText(kit.T("printing.further", next))
	}
	o.content.Refresh()
}

// offer takes the printers of the machine; the one chosen before stays chosen.
func (o *order) offer(printers []office.Printer) {
	was := ""
	if o.at >= 0 && o.at < len(o.printers) {
		was = o.printers[o.at].Key
	}
	o.printers, o.at = printers, -1
	names := make([]string, len(printers))
	at := slices.IndexFunc(printers, func(p office.Printer) bool { return p.Key == was })
	for i, p := range printers {
		names[i] = joined(p.Name, p.Where)
		if at < 0 && p.Usual {
			at = i
		}
	}
	o.filling = true
	o.printer.SetOptions(names)
	o.filling = false
	if len(printers) == 0 {
		o.say(NoPrinter)
		return
	}
	o.printer.SetSelectedIndex(max(0, at))
	o.picked(max(0, at))
}

// picked offers what a printer can do.
func (o *order) picked(i int) {
	if o.filling || i < 0 || i >= len(o.printers) || i == o.at {
		return
	}
	o.at = i
	p := o.printers[i]
	names := []string{kit.T("printing.sheet-same")}
	for _, each := range p.Papers {
		name := each.Name
		if each.Key == p.Usually {
			name = kit.T("printing.sheet-lies", name)
		}
		names = append(names, name)
	}
	keep(o.paper, names)
	names = []string{kit.T("printing.tray-any")}
	for _, each := range p.Trays {
		names = append(names, each.Name)
	}
	keep(o.tray, names)
	o.state.Say(kit.Warn, stopsSaid(p))
	kit.Seen(o.fileRow, p.ToFile)
	kit.Seen(o.copiesRow, !p.ToFile)
	kit.Seen(o.sidesRow, p.Duplex)
	kit.Seen(o.paperRow, len(p.Papers) > 0)
	kit.Seen(o.trayRow, len(p.Trays) > 1)
	kit.Seen(o.colour, p.Colour)
	o.trouble.Say(kit.Warn, kit.Trouble{})
	o.typed()
}

// keep offers other options, and keeps the choice where it is offered still.
func keep(s *kit.Select, options []string) {
	at := max(0, slices.Index(options, s.Selected))
	s.SetOptions(options)
	s.SetSelectedIndex(at)
}

// stopsSaid is what a printer says of itself; nothing where all is well.
func stopsSaid(p office.Printer) (t kit.Trouble) {
	if len(p.Stops) == 0 && !p.Ready {
		return kit.Trouble{Said: kit.T("printing.not-ready"), Next: kit.T("printing.not-ready-next")}
	}
	for i, stop := range p.Stops {
		if i == 0 {
			t = kit.Trouble{Said: stop.Said, Next: stop.Next}
			continue
		}
		t.Next += "\n" + stop.Said + " " + stop.Next
	}
	return t
}

// typed changes the word of the main button with the number of copies.
func (o *order) typed() {
	o.trouble.Say(kit.Warn, kit.Trouble{})
	call(o.OnGrown)
	if a := o.page.act; a != nil && a.stage() == ordering {
		o.page.foot.set(o.page.buttons())
	}
}

// verb is what the main button says.
func (o *order) verb() string {
	n, sound := parseCount(o.copies.Text, 1, o.most())
	switch {
	case o.chosen().ToFile:
		return kit.T("printing.print-file")
	case !sound:
		return kit.T("printing.print")
	}
	return kit.T("printing.print-n", n)
}

// chosen is the printer that is chosen.
func (o *order) chosen() office.Printer {
	if o.at < 0 || o.at >= len(o.printers) {
		return office.Printer{}
	}
	return o.printers[o.at]
}

func (o *order) most() int {
	if most := o.chosen().Most; most > 0 && most < usuallyMost {
		return most
	}
	return usuallyMost
}

// wish is what the sheet says, or what is wrong with it and where.
func (o *order) wish(a *act) (office.PrintWish, fyne.Focusable, error) {
	p := o.chosen()
	w := office.PrintWish{Printer: p.Key, Title: string(a.conversion.Code), Copies: 1, Sides: office.OneSide, Colour: p.Colour && o.colour.Checked}
	if p.Key == "" {
		return w, o.printer, NoPrinter
	}
	if p.ToFile {
		if o.path.Text == "" {
			return w, o.file, NoFile
		}
		w.File = o.path.Text
		return w, nil, nil
	}
	n, sound := parseCount(o.copies.Text, 1, o.most())
	if !sound {
		return w, o.copies, BadCopies.About(o.copies.Text, o.most())
	}
	var err error
	if w.Pages, err = parsePages(o.pages.Text, a.pages()); err != nil {
		return w, o.pages, err
	}
	w.Copies = n
	if p.Duplex {
		w.Sides = sidesOffered[max(0, o.sides.SelectedIndex())]
	}
	if i := o.paper.SelectedIndex(); i > 0 && i <= len(p.Papers) {
		w.Paper = p.Papers[i-1].Key
	}
	if i := o.tray.SelectedIndex(); i > 0 && i <= len(p.Trays) {
		w.Tray = p.Trays[i-1].Key
	}
	return w, nil, nil
}

func (o *order) chooseFile() {
	a := o.page.act
	if a == nil {
		return
	}
	o.page.desk.PickSave(kit.FileName(a.conversion), func(path string) {
		o.saveAs(path)
		o.typed()
		o.page.desk.Focus(o.page.foot.main)
	})
}

// saveAs keeps where the file will lie; empty: not chosen yet.
func (o *order) saveAs(path string) {
	o.path.SetText(path)
	kit.Seen(o.path, path != "")
}

func (o *order) say(err error) {
	t, _ := kit.Explain(err)
	o.trouble.Say(kit.Warn, t)
	call(o.OnGrown)
}

// first is where the keyboard begins.
func (o *order) first() fyne.Focusable {
	if o.chosen().ToFile || len(o.printers) == 0 {
		return o.printer
	}
	return o.copies
}

// beginOrder opens the print sheet and asks the machine for its printers.
func (p *Page) beginOrder() {
	a := p.act
	if a == nil {
		return
	}
	a.ordering = true
	p.order.copies.SetText("1")
	p.order.pages.SetText("")
	p.order.saveAs("")
	p.show()
	p.desk.Focus(p.order.printer)
	kit.Load(p.ctx, p.services.Printers, func(printers []office.Printer, err error) {
		if p.act != a || a.stage() != ordering {
			return
		}
		// The printer that writes files comes even where the others cannot be asked.
		if err == nil || len(printers) > 0 {
			p.order.offer(printers)
			p.show()
		}
		if err != nil {
			p.order.say(err)
			return
		}
		p.desk.Focus(p.order.first())
	})
}

// endOrder puts the sheet away.
func (p *Page) endOrder() {
	if p.act != nil {
		p.act.ordering = false
		p.show()
		p.begins()
	}
}

// sendOrder sends the copy to the printer that is chosen.
func (p *Page) sendOrder() {
	a := p.act
	wish, where, err := p.order.wish(a)
	if err != nil {
		p.order.say(err)
		p.desk.Focus(where)
		return
	}
	clerk := p.clerk
	p.foot.main.Disable()
	var sent office.Printout
	p.desk.Run(kit.T("printing.sending"), true, func(ctx context.Context, progress *job.Progress) (err error) {
		sent, err = p.services.PrintCopy(ctx, a.conversion.ID, clerk, wish, progress)
		return err
	}, func(err error) {
		p.foot.main.Enable()
		if p.act != a {
			p.desk.Tell(err)
			return
		}
		if err != nil {
			p.order.say(err)
			p.reload()
			return
		}
		a.ordering = false
		a.put(sent)
		p.show()
		p.begins()
		p.reload()
		if wish.File != "" {
			p.desk.Saved(wish.File)
		}
	})
}

// askPrinter asks how far the order is that waits.
func (p *Page) askPrinter() {
	a := p.act
	if a == nil || p.ctx.Err() != nil {
		return
	}
	order, waits := a.pending()
	if !waits || order.Job.State.Over() {
		return
	}
	kit.Load(p.ctx, func(ctx context.Context) (office.Printout, error) {
		return p.services.FollowPrint(ctx, order)
	}, func(now office.Printout, err error) {
		if p.act != a {
			return
		}
		if err != nil {
			p.follow() // a printer that does not answer now may answer soon
			return
		}
		p.followed(now)
	})
}

// followed shows what the printer answered.
func (p *Page) followed(now office.Printout) {
	before := p.act.stage()
	p.act.put(now)
	p.show()
	if p.act.stage() != before {
		p.begins()
	}
}

// cancelPrint asks the printer to drop the order that waits.
func (p *Page) cancelPrint() {
	a := p.act
	order, waits := a.pending()
	if !waits {
		return
	}
	p.foot.beside.Disable()
	kit.Do(p.desk, func(ctx context.Context) (office.Printout, error) {
		return p.services.CancelPrint(ctx, order)
	}, func(now office.Printout, err error) {
		p.foot.beside.Enable()
		p.desk.Tell(err)
		if err == nil && p.act == a {
			p.followed(now)
		}
	})
}

// came asks what came out of a printer.
type came struct {
	OnGrown func()

	page    *Page
	order   office.ID // of which the answer is asked for
	most    int
	entry   *kit.Entry
	field   *kit.Field
	content *fyne.Container
}

func newCame(p *Page) *came {
	c := &came{page: p, entry: kit.NewEntry()}
	c.field = kit.NewField(kit.T("printing.came"), c.entry, "")
	c.entry.OnChanged = func(string) {
		if c.field.Bad() {
			c.field.Clear()
			call(c.OnGrown)
		}
	}
	c.entry.OnSubmitted = func(string) { p.tell() }
	c.content = kit.Card(c.field)
	return c
}

// ask asks about an order. What the printer says is the first guess: all where it
// says printed, none where it failed, and nothing where it does not know. A file
// is no paper yet.
func (c *came) ask(order office.Printout) {
	if c.order == order.ID {
		return
	}
	c.order, c.most = order.ID, order.Order.Copies
	guess, hint := "", kit.T("printing.came-hint", order.Order.Copies)
	switch {
	case order.Order.File != "":
		hint = kit.T("printing.came-file")
	case order.Job.State == office.JobPrinted:
		guess = strconv.Itoa(order.Order.Copies)
	case order.Job.State == office.JobFailed, order.Job.State == office.JobCancelled:
		guess = "0"
	}
	c.entry.SetText(guess)
	c.field.Clear()
	c.field.Hint(hint)
}

// tell says how many whole copies came out.
func (p *Page) tell() {
	n, sound := parseCount(p.came.entry.Text, 0, p.came.most)
	if !sound {
		p.came.field.Fail(BadCame.About(p.came.entry.Text, p.came.most))
		call(p.came.OnGrown)
		p.desk.Focus(p.came.entry)
		return
	}
	clerk := p.clerk
	p.change(func(ctx context.Context, id office.ID) error {
		_, _, err := p.services.TellPrint(ctx, id, clerk, n)
		return err
	}, func(err error) {
		if p.came.field.Fail(err) {
			call(p.came.OnGrown)
		}
	})
}
