package digitise

import "tram/local/office"

// Open goes on with a draft, and puts aside for it what lies on the desk.
func (p *Page) Open(id office.ID) {
	if p.sitting != nil {
		if p.sitting.conversion.ID == id {
			return
		}
		p.putAside()
	}
	p.resume(id)
}
