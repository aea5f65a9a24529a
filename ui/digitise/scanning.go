package digitise

import (
	"context"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// Scans brings paper from devices onto this desk; it is handed in by who builds the window.
type Scans interface {
	Scan()                    // with what was chosen last (F5)
	Ask()                     // with what, and where the pages go
	Escape() bool             // stops a scan, or puts away what tells of one
	Over()                    // what tells of the last scan is so no more
	Count(counted, pages int) // the clerk counted so many pages on paper, and so many are here
	Strip() fyne.CanvasObject // how it goes, above the paper
	Pile() fyne.CanvasObject  // documents of a pile, in the place of the paper
	Piled() bool
	Move(by int)
	Undo()
	Redo()
}

// TakeScans puts what brings paper from devices in its place.
func (p *Page) TakeScans(s Scans) {
	p.scans = s
	p.strip.Objects = []fyne.CanvasObject{s.Strip()}
	p.body.Add(s.Pile())
	p.face()
}

// untell ends what is told of the last scan.
func (p *Page) untell() {
	if p.scans != nil {
		p.scans.Over()
	}
}

// piled tells whether the documents of a pile are in front.
func (p *Page) piled() bool { return p.scans != nil && p.scans.Piled() }

// Lying is the draft on the desk, its pages, and which of them is in view; empty: nothing
// lies there.
func (p *Page) Lying() (draft office.ID, pages []office.Page, shown int) {
	if p.sitting == nil {
		return "", nil, -1
	}
	return p.sitting.conversion.ID, p.sitting.pages, p.sitting.current
}

// Came shows a page that a scanner sent into a draft; lay: the draft is to lie on the desk,
// show: the page is to be in view.
func (p *Page) Came(a office.ScanArrival, lay, show bool) {
	if lay {
		p.Lay(a.Draft, func(lies bool) {
			if lies {
				p.Scanned(a.Draft, kit.T("scan.did"))
			}
		})
		return
	}
	if !p.Lies(a.Draft) {
		return
	}
	if show {
		p.sitting.sought = a.Page.ID
	}
	p.reload()
}

// Lay lays a draft on the desk where nothing lies there, and tells whether it lies there
// then: the clerk may be elsewhere.
func (p *Page) Lay(draft office.ID, then func(lies bool)) {
	if p.sitting != nil || p.ctx.Err() != nil {
		then(p.Lies(draft))
		return
	}
	kit.Load(p.ctx, func(ctx context.Context) (office.Conversion, error) { return p.services.Resume(ctx, draft) }, func(c office.Conversion, err error) {
		p.desk.Tell(err)
		if err == nil && p.sitting == nil {
			p.sit(c)
		}
		then(p.Lies(draft))
	})
}

// Scanned remembers a change of the pages by a scanner. Pages that come one after the other
// with nothing done between are one deed, as they are one step of the tray.
func (p *Page) Scanned(draft office.ID, said string) {
	if !p.Lies(draft) {
		return
	}
	if last := p.Deeds.Last(); last == nil || last != p.scanned || last.Said != said {
		p.scanned = p.Deeds.Did(p.pagesDeed(said, 1))
	}
}

// Ended has the pages that came looked at for blank ones.
func (p *Page) Ended(draft office.ID) {
	p.scanned = nil
	if !p.Lies(draft) {
		return
	}
	if p.sitting.conversion.State == office.Checked { // now it is a draft that nobody has looked at
		p.Draft.Doubt()
		p.Draft.Now()
	}
	p.look(draft)
}

// Count leads the keyboard to where the paper is counted, unless the clerk types elsewhere.
func (p *Page) Count() {
	if _, typing := p.desk.Window.Canvas().Focused().(*kit.Entry); !typing && p.sitting != nil {
		p.desk.Focus(p.form.Meeting(office.PartCount))
	}
}

// Clear puts aside what lies on the desk.
func (p *Page) Clear() {
	if p.sitting != nil {
		p.putAside()
	}
	p.done.shown = false
}

// Faced shows the one of the faces that is to be shown now.
func (p *Page) Faced() { p.face() }
