package printing

import (
	"time"

	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// show draws the act from what the page knows of it.
func (p *Page) show() {
	a := p.act
	if a == nil || p.pair.shown {
		return
	}
	p.head.at(atAct)
	p.points.Over(a.Conversion.State == office.Finished)
	news := p.points.Set(a.Conditions)
	p.form.Doubt(a.Conditions)
	p.showPanels()
	p.foot.set(p.buttons())
	p.column.Content.Refresh()
	if news { // where nothing changed the clerk reads on where they are
		p.column.ShowMissing()
	}
	p.follow()
}

// showPanels shows above the conditions what belongs to the stage.
func (p *Page) showPanels() {
	a, at := p.act, p.act.stage()
	kit.Seen(p.form.Content, at == filling)
	kit.Seen(p.order.content, at == ordering)
	kit.Seen(p.came.Content, at == telling)
	kit.Seen(p.ink.content, at == inking)
	kit.Seen(p.told.content, at != filling && at != ordering)
	kit.Seen(p.told.job, at == queued || at == telling)
	if at != filling {
		p.told.show(a, p.types)
	}
	order, _ := a.Printouts.Tellable()
	switch at {
	case ordering:
		p.order.about(a)
	case queued:
		p.told.showJob(order)
	case telling:
		p.told.showJob(order)
		p.came.ask(order)
	case inking:
		p.ink.ask(a)
	}
}

// buttons are what the buttons of the foot do in this stage.
func (p *Page) buttons() (main, beside deed) {
	const first, ready = widget.HighImportance, widget.MediumImportance
	a := p.act
	_, missing := office.FirstMissed(a.Conditions)
	if a.Withdrawn != nil { // it is not printed any more
		return deed{}, deed{}
	}
	switch a.stage() {
	case filling:
		main = deed{kit.T("printing.make"), kit.IconPage, p.makeCopy, first}
		if missing || len(a.Conditions) == 0 {
			main.rank = ready
		}
	case copied:
		main = deed{kit.T("printing.print"), kit.IconPrinting, p.beginOrder, first}
		if beside = p.tellsFile(); a.Reopens() {
			beside = deed{kit.T("printing.reopen"), theme.ContentUndoIcon(), p.reopen, widget.LowImportance}
		}
	case ordering:
		main = p.order.deed()
		beside = deed{kit.T("printing.not"), nil, p.endOrder, widget.LowImportance}
	case queued:
		beside = deed{kit.T("printing.cancel-print"), theme.CancelIcon(), p.cancelPrint, ready}
	case telling:
		main = deed{kit.T("printing.tell"), theme.ConfirmIcon(), p.tell, first}
		if a.filing {
			beside = deed{kit.T("printing.not"), nil, p.endOrder, widget.LowImportance}
		}
	case inking:
		main = deed{kit.T("printing.confirm-ink"), theme.ConfirmIcon(), p.confirmInk, first}
		beside = deed{kit.T("printing.print-more"), kit.IconPrinting, p.beginOrder, widget.LowImportance}
	case over:
		main, beside = deed{kit.T("printing.print-more"), kit.IconPrinting, p.beginOrder, first}, p.tellsFile()
	}
	return main, beside
}

// tellsFile asks about a file that was written, where there is one.
func (p *Page) tellsFile() deed {
	if order, is := p.act.Printouts.Tellable(); !is || !order.Filed() {
		return deed{}
	}
	return deed{kit.T("printing.tell-file"), nil, p.tellFile, widget.LowImportance}
}

// begins moves the keyboard to where the stage begins.
func (p *Page) begins() {
	switch p.act.stage() {
	case filling:
		p.desk.Focus(p.form.Grade.First()) // the first; a field that opens its list by itself would hide the rest
	case ordering:
		p.desk.Focus(p.order.first())
	case making, queued:
		p.view.reader.Focus() // not at the button that cancels
	case telling:
		p.desk.Focus(p.came.First())
	case inking:
		p.desk.Focus(p.ink.First())
	default:
		p.desk.Focus(p.foot.main)
	}
}

// follow asks the printer again after a while, as long as it is at work and the
// clerk is here.
func (p *Page) follow() {
	p.rest()
	if p.act.Step() != queued || p.ctx.Err() != nil {
		return
	}
	p.next = time.AfterFunc(p.pace, func() { kit.OnScreen(p.askPrinter) })
}

// goTo moves the keyboard to where a condition is met.
func (p *Page) goTo(c office.Condition) {
	switch c.Part {
	case office.PartElsewhere:
	case office.PartDecision:
		p.desk.Focus(p.decide.First())
	case office.PartClerk:
		p.desk.Focus(p.Who.Field())
	case office.PartPrint, office.PartWet, office.PartMark:
		p.begins()
	case office.PartPages:
		p.view.reader.Focus()
	default:
		if p.act.stage() == filling {
			p.desk.Focus(p.form.Meeting(c.Part))
		}
	}
}
