package digitise

import (
	"slices"

	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// signsNext tells that the document waits for nothing but the signature, and
// that there is a page where it is made.
func (p *Page) signsNext() bool { return p.SignRecord != nil && p.sitting.lacksSignature() }

// leaveToSign hands a checked document to the page where it is signed, and so
// finished. Until then it waits among the drafts too.
func (p *Page) leaveToSign() {
	id := p.sitting.conversion.ID
	p.desk.News.Clear()
	p.clear()
	p.SignRecord(id)
}

// Signed takes a document off the desk that was signed, and so finished, on
// another page.
func (p *Page) Signed(id office.ID) {
	if p.sitting != nil && p.sitting.conversion.ID == id {
		p.clear()
	}
}

// exception is why the office need not sign, where the law says so and the
// clerk has typed where; nil otherwise.
func (f *form) exception() *office.SignatureException {
	if basis := f.basis.value(); basis != "" && f.needsSignature() {
		return &office.SignatureException{LegalBasis: basis}
	}
	return nil
}

// needsSignature tells the papers that the office must sign: those of Luật
// GDĐT Điều 12.1d, and the copies of Nghị định 30.
func (f *form) needsSignature() bool {
	if f.conversion().IsCopy() {
		return true
	}
	return slices.ContainsFunc(f.types, func(t office.DocumentType) bool { return t.Code == f.kind.Chosen() && t.NeedsKey })
}

// unfold shows the field for the legal basis, or puts it away.
func (f *form) unfold(yes bool) {
	icon := theme.MenuExpandIcon()
	if yes {
		icon = theme.MenuDropDownIcon()
	}
	f.fold.SetIcon(icon)
	kit.Seen(f.basisRow, yes)
	f.grown()
}
