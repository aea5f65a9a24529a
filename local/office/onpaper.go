package office

import (
	"cmp"
	"slices"
)

// OnPaper is an act that makes paper of a data message, as it is on record.
type OnPaper struct {
	Conversion Conversion
	Printouts  Printouts
	Conditions []Condition
	Withdrawn  *Withdrawal // nil: it stands
	Station    ID          // where it was born; empty: here
}

// Worded has the words of a clerk in the draft of an act that makes paper of a data message.
func (c Conversion) Worded(typed Conversion) Conversion {
	c.Document, c.Form, c.Clerk, c.Source = typed.Document, typed.Form, typed.Clerk, typed.Source
	c.Office.WithQR = typed.Office.WithQR
	if typed.Message != nil {
		m := there(c.Message)
		m.Systems, m.Address = slices.Clone(typed.Message.Systems), typed.Message.Address
		m = m.Tidy()
		c.Message = &m
	}
	if typed.Print != nil {
		p := there(c.Print)
		p.Signer = typed.Print.Signer
		c.Print = &p
	}
	return c
}

// there is what there is, or nothing.
func there[T any](is *T) (none T) {
	if is == nil {
		return none
	}
	return *is
}

// PaperStep is what is to be done next with such an act.
type PaperStep int

// The steps, in their order; further copies begin again with an order to a printer.
const (
	ToDescribe PaperStep = iota // words are asked for
	ToPrint                     // the print copy is made, and no paper of it has come out
	AtPrinter                   // a printer is at work
	ToTell                      // it has ended: what came out?
	ToInk                       // the paper waits for signature and seal
	PaperDone                   // the act is finished
)

// Step tells what is to be done next.
func (p OnPaper) Step() PaperStep {
	order, waits := p.Printouts.Pending()
	switch {
	case !p.HasCopy():
		return ToDescribe
	case waits && !order.Job.State.Over():
		return AtPrinter
	case waits:
		return ToTell
	case p.owesInk():
		return ToInk
	case p.Conversion.State == Finished:
		return PaperDone
	}
	return ToPrint
}

// HasCopy tells whether the print copy is made.
func (p OnPaper) HasCopy() bool { return p.Conversion.State != Draft && p.Conversion.State != Checked }

// Reopens tells whether the words may still be changed though the print copy is made:
// nothing was sent to a printer yet.
func (p OnPaper) Reopens() bool { return p.Step() == ToPrint && len(p.Printouts) == 0 }

// owesInk tells whether paper that came out still waits for its wet signature: the first
// copies, or further ones of an act that asks for it.
func (p OnPaper) owesInk() bool {
	c := p.Conversion
	if c.State != Finished || c.Print == nil || c.Print.Wet == nil {
		return c.State == Unsealed
	}
	return slices.ContainsFunc(p.Printouts, Printout.WaitsForInk)
}

// Pages is how many pages the print copy has, or will have at the least.
func (p OnPaper) Pages() int {
	return cmp.Or(there(p.Conversion.Print).Pages, there(p.Conversion.Message).Pages)
}

// Signer is who signs the copy, as far as it is known.
func (p OnPaper) Signer() CopySigner { return there(there(p.Conversion.Print).Signer) }

// Printouts are the orders of one act to printers, oldest first.
type Printouts []Printout

// Came is how many whole copies are on paper.
func (all Printouts) Came() (n int) {
	for _, p := range all {
		n += p.Came
	}
	return n
}

// Pending is the order of which nobody has said yet what came out.
func (all Printouts) Pending() (_ Printout, waits bool) {
	i := slices.IndexFunc(all, func(p Printout) bool { return !p.Confirmed() })
	if i < 0 {
		return Printout{}, false
	}
	return all[i], true
}

// Tellable is the order of which a clerk may say what came out: the one that waits for
// that, else the newest whose file may have been put on paper elsewhere.
func (all Printouts) Tellable() (_ Printout, is bool) {
	if p, waits := all.Pending(); waits {
		return p, true
	}
	for _, p := range slices.Backward(all) {
		if p.Filed() {
			return p, true
		}
	}
	return Printout{}, false
}

// With has one order as it is now.
func (all Printouts) With(now Printout) Printouts {
	all = slices.Clone(all)
	i := slices.IndexFunc(all, func(p Printout) bool { return p.ID == now.ID })
	if i < 0 {
		return append(all, now)
	}
	all[i] = now
	return all
}
