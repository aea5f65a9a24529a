package digitise

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// askClock asks why the act on the desk goes on although the time of the PC looks
// wrong, and finishes it with that word.
func (p *Page) askClock(f office.Failure) {
	id, clerk := p.sitting.conversion.ID, p.clerk
	p.asking = p.desk.AskClock(f, func(why string) {
		p.desk.Run(kit.T("digitise.finishing"), true, func(ctx context.Context, _ *job.Progress) error {
			_, err := p.services.VouchClock(ctx, id, clerk, why)
			return err
		}, func(err error) {
			p.desk.Tell(err)
			if err == nil && p.sitting != nil && p.sitting.conversion.ID == id {
				p.act()
			}
		})
	})
}
