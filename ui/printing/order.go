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

// order is the print sheet: which printer, and how. It offers what the printer can do and
// nothing else, and keeps what was chosen for the next time. A file is asked for by a
// button of its own, and needs no answers but where it will lie.
type order struct {
	page    *Page
	further *widget.Label
	printer *kit.PrinterChoice
	state   *kit.Callout
	form    *kit.Form[office.PrintWish]
	file    *kit.Button
	content *fyne.Container
}

// usuallyMost is how many copies one order may have where a printer does not say.
const usuallyMost = 100

func newOrder(p *Page) *order {
	o := &order{page: p, further: kit.Prose(""), printer: kit.NewPrinterChoice(kit.T("printing.printer")), state: kit.NewCallout(), form: kit.NewDeskForm[office.PrintWish]()}
	o.printer.OnChosen = o.picked
	o.form.OnTyped, o.form.OnGrown = o.typed, p.grown
	o.file = kit.NewButton(kit.T("printing.print-file"), theme.DocumentSaveIcon(), p.printToFile)
	p.desk.Guard(office.MayConvert, o.file)
	o.content = kit.FormRows(kit.Subheading(kit.T("printing.order-title")), o.further, o.printer.Content, o.state, o.form.Content, container.NewHBox(o.file))
	return o
}

// asks are the questions for a printer.
func (o *order) asks(p office.Printer) (asks []*kit.Ask[office.PrintWish]) {
	if p.Key == "" {
		return nil
	}
	copies := kit.AskBy(office.Ask{Key: "copies", Said: kit.T("printing.copies")}, func(w *office.PrintWish) string { return strconv.Itoa(w.Copies) },
		func(w *office.PrintWish, typed string) { w.Copies, _ = parseCount(typed, 1, o.most()) })
	pages := kit.AskBy(office.Ask{Key: "pages", Said: kit.T("printing.which-pages")}, func(*office.PrintWish) string { return "" },
		func(w *office.PrintWish, typed string) { w.Pages, _ = parsePages(typed, o.page.act.Pages()) })
	asks = append(asks, copies.Unread(o.badCopies), pages.Unread(o.badPages).Beside().Empty(kit.T("printing.pages-all")))
	if p.Duplex {
		asks = append(asks, kit.AskOne("sides", kit.T("printing.sides"), sideChoices(), func(w *office.PrintWish) *office.Sides { return &w.Sides }))
	}
	if len(p.Papers) > 0 {
		asks = append(asks, kit.AskOne("sheet", kit.T("printing.sheet"), paperChoices(p), func(w *office.PrintWish) *string { return &w.Paper }))
	}
	if len(p.Trays) > 1 {
		asks = append(asks, kit.AskOne("tray", kit.T("printing.tray"), trayChoices(p), func(w *office.PrintWish) *string { return &w.Tray }))
	}
	if p.Colour {
		asks = append(asks, kit.AskCheck("colour", kit.T("printing.colour"), func(w *office.PrintWish) *bool { return &w.Colour }).Wide())
	}
	return asks
}

func sideChoices() (all []office.Choice) {
	for _, s := range []office.Sides{office.OneSide, office.LongEdge, office.ShortEdge} {
		all = append(all, office.Choice{Key: string(s), Said: kit.T("printing.sides-" + string(s))})
	}
	return all
}

func paperChoices(p office.Printer) []office.Choice {
	all := []office.Choice{{Said: kit.T("printing.sheet-same")}}
	for _, each := range p.Papers {
		c := office.Choice{Key: each.Key, Said: each.Name}
		if each.Key == p.Usually {
			c.Said = kit.T("printing.sheet-lies", each.Name)
		}
		all = append(all, c)
	}
	return all
}

func trayChoices(p office.Printer) []office.Choice {
	all := []office.Choice{{Said: kit.T("printing.tray-any")}}
	for _, each := range p.Trays {
		all = append(all, office.Choice{Key: each.Key, Said: each.Name})
	}
	return all
}

func (o *order) badCopies(typed string) error {
	if _, sound := parseCount(typed, 1, o.most()); !sound {
		return kit.Refused("printing.bad-copies", typed, o.most())
	}
	return nil
}

// parsePages reads the pages of a copy; nothing means all.
func parsePages(typed string, of int) ([]office.PageSpan, error) {
	spans, understood := office.ParsePages(typed)
	if !understood || slices.ContainsFunc(spans, func(s office.PageSpan) bool { return s.To > of }) {
		return nil, kit.Refused("printing.bad-pages", typed, of)
	}
	return spans, nil
}

// parseCount reads a number of copies from least to most.
func parseCount(typed string, least, most int) (int, bool) {
	n, err := strconv.Atoi(typed)
	return n, err == nil && n >= least && n <= most
}

func (o *order) badPages(typed string) error {
	_, err := parsePages(typed, o.page.act.Pages())
	return err
}

// about tells of which copy the sheet is.
func (o *order) about(a *act) {
	next := a.Printouts.Came() + 1
	kit.Seen(o.further, next > 1)
	o.further.SetText(kit.T("printing.further", next))
	o.content.Refresh()
}

// offer takes the printers of the machine; the one chosen before stays chosen.
func (o *order) offer(printers []office.Printer) {
	o.printer.Offer(printers)
	kit.Seen(o.file, o.printer.Any() && o.printer.ToFile.Key != "") // the main button does it otherwise
	o.picked()
	if !o.printer.Any() {
		o.form.Tell(o.page.desk, kit.Refused("printing.no-printer"))
	}
}

// picked asks what a printer can do. Answers that it can be given stay.
func (o *order) picked() {
	p, was := o.printer.Chosen(), o.form.Answers()
	o.form.Lay(o.asks(p)...)
	o.form.Fill(office.PrintWish{Printer: p.Key, Copies: 1, Sides: office.OneSide})
	o.form.Type(was)
	why := stopsSaid(p.Stops)
	if len(p.Stops) == 0 && !p.Ready && p.Key != "" {
		why = kit.Trouble{Said: kit.T("printing.not-ready"), Next: kit.T("printing.not-ready-next")}
	}
	o.state.Say(kit.Warn, why)
}

// typed changes the word of the main button with the number of copies.
func (o *order) typed() {
	o.form.Say("")
	o.page.grown()
	if a := o.page.act; a != nil && a.stage() == ordering {
		o.page.foot.set(o.page.buttons())
	}
}

// deed is what the main button does.
func (o *order) deed() deed {
	if !o.printer.Any() && o.printer.ToFile.Key != "" {
		return deed{kit.T("printing.print-file"), theme.DocumentSaveIcon(), o.page.printToFile, widget.HighImportance}
	}
	word := kit.T("printing.print")
	if n, sound := parseCount(o.form.Answers()["copies"], 1, o.most()); sound {
		word = kit.T("printing.print-n", n)
	}
	return deed{word, kit.IconPrinting, o.page.sendOrder, widget.HighImportance}
}

func (o *order) most() int {
	if most := o.printer.Chosen().Most; most > 0 && most < usuallyMost {
		return most
	}
	return usuallyMost
}

// first is where the keyboard begins.
func (o *order) first() fyne.Focusable {
	if first := o.form.First(); first != nil {
		return first
	}
	return o.page.foot.main
}

// beginOrder opens the print sheet and asks the machine for its printers.
func (p *Page) beginOrder() {
	a := p.act
	if a == nil {
		return
	}
	a.ordering = true
	p.order.form.Type(map[string]string{"copies": "1", "pages": ""})
	p.show()
	p.desk.Focus(p.order.printer.Field())
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
			p.order.form.Tell(p.desk, err)
		}
		p.desk.Focus(p.order.first())
	})
}

// endOrder puts the sheet away.
func (p *Page) endOrder() {
	if p.act != nil {
		p.act.ordering, p.act.filing = false, false
		p.show()
		p.begins()
	}
}

// sendOrder sends the copy to the printer that is chosen.
func (p *Page) sendOrder() {
	wish := p.order.form.Value()
	err := p.order.form.Unclear(p.desk)
	if err == nil && wish.Printer == "" {
		err = kit.Refused("printing.no-printer")
	}
	if err != nil {
		p.order.form.Tell(p.desk, err)
		return
	}
	p.send(wish)
}

// printToFile asks where the copy is to lie, and writes it there.
func (p *Page) printToFile() {
	if a := p.act; a != nil {
		p.desk.PickSave(kit.FileName(a.Conversion), func(path string) {
			if p.act == a {
				p.send(office.PrintWish{Printer: p.order.printer.ToFile.Key, Copies: 1, Sides: office.OneSide, File: path})
			}
		})
	}
}

// send hands the copy over as the clerk wishes.
func (p *Page) send(wish office.PrintWish) {
	a, clerk := p.act, p.Clerk()
	wish.Title = string(a.Conversion.Code)
	p.foot.able(false)
	var sent office.Printout
	p.desk.Run(kit.T("printing.sending"), true, func(ctx context.Context, progress *job.Progress) (err error) {
		sent, err = p.services.PrintCopy(ctx, a.Conversion.ID, clerk, wish, progress)
		return err
	}, func(err error) {
		p.foot.able(true)
		switch {
		case p.act != a:
			p.desk.Tell(err)
			return
		case err != nil:
			p.order.form.Tell(p.desk, err)
		default:
			a.ordering = false
			p.put(sent)
		}
		p.reload()
		if err == nil && wish.File != "" {
			p.desk.Saved(wish.File)
		}
	})
}

// askPrinter asks how far the order is that waits, and shows what the printer answered.
func (p *Page) askPrinter() {
	a := p.act
	if a == nil || p.ctx.Err() != nil || a.stage() != queued {
		return
	}
	order, _ := a.Printouts.Pending()
	kit.Load(p.ctx, func(ctx context.Context) (office.Printout, error) {
		return p.services.FollowPrint(ctx, order)
	}, func(now office.Printout, err error) {
		switch {
		case p.act != a:
		case err != nil:
			p.follow() // a printer that does not answer now may answer soon
		default:
			p.put(now)
		}
	})
}

// put shows an order as it is now.
func (p *Page) put(now office.Printout) {
	before := p.act.stage()
	p.act.Printouts = p.act.Printouts.With(now)
	p.show()
	if p.act.stage() != before {
		p.begins()
	}
}

// cancelPrint asks the printer to drop the order that waits.
func (p *Page) cancelPrint() {
	if order, waits := p.act.Printouts.Pending(); waits {
		p.change(func(ctx context.Context, _ office.ID) error { return did(p.services.CancelPrint(ctx, order)) }, nil)
	}
}
