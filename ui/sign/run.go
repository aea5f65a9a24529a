package sign

import (
	"context"
	"errors"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// run is the work in motion on lines of one queue.
type run struct {
	queue *office.SigningRound
	lines []*office.SigningLine
}

// count tells how far it came, and how many of those that are done still owe something.
func (r *run) count() (did, failures, owing int) {
	for _, l := range r.lines {
		switch {
		case l.State == office.SigningDone && l.Result.Note != "":
			owing++
			fallthrough
		case l.State == office.SigningDone:
			did++
		case l.State == office.SigningFailed:
			failures++
		}
	}
	return did, failures, owing
}

// Finish does the main act: it signs all that is ticked, or adds evidence to
// it. Where something is missing it says so and leads there.
func (p *Page) Finish() {
	lines := p.queue.Ticked()
	switch {
	case p.keys.content.Visible():
		p.keys.use()
	case p.running != nil:
	case p.emptied():
		p.desk.Focus(p.empty.Button)
	case len(lines) == 0:
		p.desk.Tell(kit.Refused("sign.nothing-ticked"))
		p.desk.Focus(p.list)
	case p.queue == p.owe:
		p.extend(lines)
	case p.held == nil:
		p.openKeys()
	default:
		p.sign(lines)
	}
}

// sign signs each document as it is wished now, whatever is wished while the work runs.
func (p *Page) sign(lines []*office.SigningLine) {
	asked := p.wishes.Asks(lines)
	p.start(lines, kit.T("sign.signing-title", len(lines)), func(ctx context.Context, progress *job.Progress) error {
		return p.services.SignAll(ctx, asked, progress, p.each)
	})
}

func (p *Page) extend(lines []*office.SigningLine) {
	var ids []office.ID
	for _, l := range lines {
		ids = append(ids, l.Row.ID)
	}
	p.start(lines, kit.T("sign.extending-title", len(lines)), func(ctx context.Context, progress *job.Progress) error {
		return p.services.ExtendAll(ctx, ids, progress, p.each)
	})
}

// start begins the work. Meanwhile the clerk may look at documents, tick
// others, or go elsewhere.
func (p *Page) start(lines []*office.SigningLine, title string, work func(context.Context, *job.Progress) error) {
	p.desk.News.Clear()
	p.running = &run{p.queue, lines}
	p.queue.Begin(lines)
	p.drawStates()
	p.desk.Run(title, true, work, p.ended)
}

// each takes a result from the work to the screen.
func (p *Page) each(r office.SigningResult) {
	kit.OnScreen(func() { p.told(r) })
}

func (p *Page) told(r office.SigningResult) {
	if p.running == nil {
		return
	}
	l := p.running.queue.Told(r)
	p.whys[r.ID], _ = kit.Explain(r.Err)
	if l != nil && l.State == office.SigningDone {
		if p.front.line == l {
			p.front.again()
		}
		if p.running.queue != p.owe {
			p.OnSigned(r.ID)
		}
	}
	p.drawStates()
}

// ended says how the work went, and brings what failed to the front.
func (p *Page) ended(err error) {
	r := p.running
	p.running = nil
	r.queue.Over()
	p.tell(r, err)
	if l := r.queue.First(func(l *office.SigningLine) bool { return l.State == office.SigningFailed }); l != nil && r.queue == p.queue {
		p.bring(l, false)
	}
	p.drawStates()
	p.reload()
}

func (p *Page) tell(r *run, err error) {
	did, failures, owing := r.count()
	said := kit.T("sign.signed-of", did, len(r.lines))
	if r.queue == p.owe {
		said = kit.T("sign.extended-of", did, len(r.lines))
	}
	switch {
	case errors.Is(err, context.Canceled):
		p.desk.News.Warn(kit.Trouble{Said: kit.T("sign.stopped", said), Next: kit.T("sign.stopped-next")})
	case err != nil:
		p.desk.Tell(err)
	case failures > 0:
		p.desk.News.Warn(kit.Trouble{Said: said, Next: kit.T("sign.failed-next", failures)})
	case owing > 0:
		p.desk.News.Warn(kit.Trouble{Said: said, Next: kit.T("sign.owing-next", owing)})
	default:
		p.desk.Good(said)
	}
}
