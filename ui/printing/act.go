package printing

import "tram/local/office"

// act is the document that is open: what the page knows of it, without a
// widget. It begins when a file is brought in or an act is opened, and ends
// when the clerk goes back to the list.
type act struct {
	office.OnPaper

	bare     []int // pages of the print copy without room for the line, from 0
	making   bool  // the print copy is being made
	ordering bool  // the print sheet is open
	filing   bool  // the clerk tells what came out of a file that was written
	prints   bool  // the print sheet opens once the copy is there
	original bool  // the clerk reads the original though there is a print copy
}

// The steps of an act as the page shows them: two are of the page alone.
const (
	filling  = office.ToDescribe
	copied   = office.ToPrint
	queued   = office.AtPrinter
	telling  = office.ToTell
	inking   = office.ToInk
	over     = office.PaperDone
	making   = office.PaperDone + 1 // the print copy is being made
	ordering = office.PaperDone + 2 // the print sheet is open
)

// stage tells what is to be done next.
func (a *act) stage() office.PaperStep {
	step := a.Step()
	rests := step == copied || step == inking || step == over
	switch {
	case a.making:
		return making
	case a.ordering && rests:
		return ordering
	case a.filing && rests:
		return telling
	}
	return step
}

// file is the one that is read: the print copy once it is made, unless the clerk
// wants the original.
func (a *act) file() office.Digest {
	if a.HasCopy() && !a.original {
		return a.Conversion.PDF
	}
	return of(a.Conversion.Message).PDF
}
