package digitise

import "tram/local/office"

// signsNext tells that the document waits for nothing but the signature, and
// that there is a page where it is made.
func (p *Page) signsNext() bool {
	c, missing := p.points.Missing()
	return p.SignRecord != nil && missing && c.Part == office.PartSignature
}

// leaveToSign hands a checked document to the page where it is signed, and so
// finished. Until then it waits among the drafts too.
func (p *Page) leaveToSign() {
	id := p.sitting.conversion.ID
	if p.onwards = ""; enters(p.sitting.conversion) {
		p.onwards = id
	}
	p.desk.News.Clear()
	p.clear()
	p.SignRecord(id)
}

// Signed takes a document off the desk that was signed, and so finished, on
// another page.
func (p *Page) Signed(id office.ID) {
	if p.Lies(id) {
		p.clear()
	}
	if p.onwards == id {
		p.onwards = ""
		p.takeIn(id)
	}
}
