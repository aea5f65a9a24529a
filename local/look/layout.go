package look

import "tram/local/office"

// Layout (cách thể hiện) is a way in which a signature shows, as office names
// it.
type Layout = office.Look

// The ways of Nghị định 30/2020, Phụ lục I, and two of ours for a page that
// already says what the decree asks.
const (
	Hidden = office.LookHidden // nothing shows; a reader lists the signature
	OnMark = office.LookOnMark // nothing of its own: the field lies over our mark, and a click there opens the signature
	Copy   = office.LookCopy   // bản sao điện tử: three lines at the top right of page one
	Annex  = office.LookAnnex  // phụ lục in a file of its own: two lines at the top right of page one
	Person = office.LookPerson // the image of a person's signature between title and name
	Seal   = office.LookSeal   // the image of the office's seal over the left third of that
)

// Act is what decides how its signature should show.
type Act struct {
	Form   office.Form  // of a conversion from paper; empty: a document of its own
	Mark   *office.Mark // that the conversion put on its page, if any
	Annex  bool         // the file is an annex apart from its main document
	Office bool         // the office signs, and not a person
}

// Suggest chooses the layout that suits an act. A mark of ours on the page
// already tells who, what and when: mark.Check lets no copy go without its
// form, office and time of signing. A mark on a sheet of its own does not stand
// where a copy needs these words.
func Suggest(a Act) Layout {
	switch {
	case a.Form.IsCopy() && (a.Mark == nil || a.Mark.Spot.Where == office.OwnSheet):
		return Copy
	case a.Form != "" && a.Mark != nil:
		return OnMark
	case a.Form != "": // notarised and certified copies carry the signs of their own law
		return Hidden
	case a.Annex:
		return Annex
	case a.Office:
		return Seal
	}
	return Person
}
