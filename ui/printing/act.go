package printing

import (
	"slices"

	"tram/local/office"
)

// act is the document that is open: what the page knows of it, without a
// widget. It begins when a file is brought in or an act is opened, and ends
// when the clerk goes back to the list.
type act struct {
	conversion office.Conversion
	printouts  []office.Printout // oldest first
	conditions []office.Condition
	withdrawn  *office.Withdrawal // nil: it stands
	station    office.ID          // where it was born; empty: here

	bare     []int // pages of the print copy without room for the line, from 0
	making   bool  // the print copy is being made
	ordering bool  // the print sheet is open
	prints   bool  // the print sheet opens once the copy is there
	original bool  // the clerk reads the original though there is a print copy
}

// stage is what is to be done next with an act.
type stage int

const (
	filling  stage = iota // words are asked for
	making                // the print copy is being made
	copied                // it is made, and no paper of it has come out
	ordering              // the print sheet is open
	queued                // a printer is at work
	telling               // it has ended: what came out?
	inking                // the paper waits for signature and seal
	over                  // the act is finished
)

// stage tells what is to be done next.
func (a *act) stage() stage {
	order, waits := a.pending()
	switch {
	case a.making:
		return making
	case !a.hasCopy():
		return filling
	case waits && !order.Job.State.Over():
		return queued
	case waits:
		return telling
	case a.ordering:
		return ordering
	case a.owesInk():
		return inking
	case a.conversion.State == office.Finished:
		return over
	}
	return copied
}

// hasCopy tells whether the print copy is made.
func (a *act) hasCopy() bool {
	return a.conversion.State != office.Draft && a.conversion.State != office.Checked
}

// pending is the order of which nobody has said yet what came out.
func (a *act) pending() (office.Printout, bool) {
	i := slices.IndexFunc(a.printouts, func(p office.Printout) bool { return !p.Confirmed() })
	if i < 0 {
		return office.Printout{}, false
	}
	return a.printouts[i], true
}

// set takes the printouts as they are now.
func (a *act) set(printouts []office.Printout) {
	a.printouts = slices.Clone(printouts)
	slices.SortStableFunc(a.printouts, func(x, y office.Printout) int { return x.At.Compare(y.At) })
}

// put takes one printout as it is now.
func (a *act) put(order office.Printout) {
	for i, each := range a.printouts {
		if each.ID == order.ID {
			a.printouts[i] = order
			return
		}
	}
	a.set(append(a.printouts, order))
}

// came is how many whole copies are on paper.
func (a *act) came() (n int) {
	for _, p := range a.printouts {
		n += p.Came
	}
	return n
}

// owesInk tells whether paper that came out still waits for its wet signature:
// the first copies, or further ones of an act that asks for it.
func (a *act) owesInk() bool {
	if a.conversion.State == office.Unsealed {
		return true
	}
	if a.conversion.State != office.Finished || a.conversion.Print == nil || a.conversion.Print.Wet == nil {
		return false
	}
	return slices.ContainsFunc(a.printouts, func(p office.Printout) bool { return p.Came > 0 && p.Wet == nil })
}

// reopens tells whether the words may still be changed: nothing was sent to a
// printer yet.
func (a *act) reopens() bool { return a.stage() == copied && len(a.printouts) == 0 }

// file is the one that is read: the print copy once it is made, unless the clerk
// wants the original.
func (a *act) file() office.Digest {
	switch {
	case a.hasCopy() && !a.original:
		return a.conversion.PDF
	case a.conversion.Message != nil:
		return a.conversion.Message.PDF
	}
	return ""
}

// signer is who signs the copy, as far as it is known.
func (a *act) signer() office.CopySigner {
	if p := a.conversion.Print; p != nil && p.Signer != nil {
		return *p.Signer
	}
	return office.CopySigner{}
}

// pages is how many pages the print copy has.
func (a *act) pages() int {
	if p := a.conversion.Print; p != nil && p.Pages > 0 {
		return p.Pages
	}
	if m := a.conversion.Message; m != nil {
		return m.Pages
	}
	return 0
}
