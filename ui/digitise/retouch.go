package digitise

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/digitise/pages"
	"tram/ui/kit"
)

// wish does what was wished for some pages, and says how it ended; the desk's one undo takes
// it back.
func (p *Page) wish(wish office.Retouching, of []office.ID) {
	s := p.sitting
	if s == nil {
		return
	}
	id := s.conversion.ID
	var told office.RetouchTold
	p.desk.Run(kit.T("pages.doing"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		told, err = p.services.Retouch(ctx, id, of, wish, progress)
		return err
	}, func(err error) {
		if !p.Lies(id) {
			return
		}
		p.desk.Tell(err)
		said := pages.Told(wish, told)
		switch {
		case err != nil:
		case len(told.Changed) == 0:
			p.desk.Good(said)
		default:
			p.Deeds.Did(p.pagesDeed(kit.T("pages.deed", pages.Told(wish, office.RetouchTold{Changed: told.Changed})), 1))
			p.Deeds.Offer(said)
		}
		p.changed(err)
	})
}
