package printing

import (
	"tram/local/office"
	"tram/ui/kit"
)

// newDeeds remembers what is typed and chosen of the act that is open. At the list,
// taking back brings back the draft that was thrown away last.
func (p *Page) newDeeds() *kit.Deeds {
	k := kit.NewDeeds(p.desk)
	k.Empty = func() bool {
		if p.act == nil {
			p.start.thrown.Back()
		}
		return p.act == nil
	}
	return k
}

// Undo takes back the last thing that was done to the words.
func (p *Page) Undo() { p.deeds.Undo() }

// Redo does again what was taken back last.
func (p *Page) Redo() { p.deeds.Redo() }

// takeClerk takes another person as who works here.
func (p *Page) takeClerk(c office.Clerk) {
	p.clerk = c
	p.save()
}
