package printing

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// askClock asks why the print copy of an act is made although the time of the PC
// looks wrong, and makes it with that word.
func (p *Page) askClock(f office.Failure) {
	a := p.act
	id, clerk := a.conversion.ID, a.conversion.Clerk
	p.asking = p.desk.AskClock(f, func(why string) {
		p.desk.Run(kit.T("printing.making"), true, func(ctx context.Context, _ *job.Progress) error {
			_, err := p.services.VouchClock(ctx, id, clerk, why)
			return err
		}, func(err error) {
			p.desk.Tell(err)
			if err == nil && p.act == a {
				p.press()
			}
		})
	})
}
