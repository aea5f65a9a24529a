package sign

import (
	"context"
	"errors"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// run is the work in motion on one queue, and how far it came.
type run struct {
	queue        *queue
	total        int
	done, failed int
	owing        int // done, and something is still owed
}

// Finish does the main act: it signs all that is ticked, or adds evidence to
// it. Where something is missing it says so and leads there.
func (p *Page) Finish() {
	lines := p.queue.ticked()
	switch {
	case p.keys.content.Visible():
		p.keys.use()
	case p.running != nil:
	case p.emptied():
		p.desk.Focus(p.empty.Button)
	case len(lines) == 0:
		p.desk.Tell(NothingTicked)
		p.desk.Focus(p.list)
	case p.queue == p.owe:
		p.start(lines, kit.T("sign.extending-title", len(lines)), p.extendAll(lines))
	case p.held == nil:
		p.openKeys()
	default:
		p.start(lines, kit.T("sign.signing-title", len(lines)), p.signAll(lines))
	}
}

// signAll signs each document as it is wished now, whatever is wished while the work runs.
func (p *Page) signAll(lines []*line) func(context.Context, *job.Progress) error {
	asked := p.wishes.asks(lines)
	return func(ctx context.Context, progress *job.Progress) error {
		return p.services.SignAll(ctx, asked, progress, p.each)
	}
}

func (p *Page) extendAll(lines []*line) func(context.Context, *job.Progress) error {
	ids := make([]office.ID, len(lines))
	for i, l := range lines {
		ids[i] = l.id()
	}
	return func(ctx context.Context, progress *job.Progress) error {
		return p.services.ExtendAll(ctx, ids, progress, p.each)
	}
}

// start begins the work. Meanwhile the clerk may look at documents, tick
// others, or go elsewhere.
func (p *Page) start(lines []*line, title string, work func(context.Context, *job.Progress) error) {
	p.desk.News.Clear()
	p.running = &run{queue: p.queue, total: len(lines)}
	p.queue.begin(lines)
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
	l := p.running.queue.told(r)
	if l == nil {
		return
	}
	switch l.state {
	case done:
		p.running.done++
		if r.Note != "" {
			p.running.owing++
		}
		if p.front.line == l {
			p.front.again()
		}
		if p.OnSigned != nil && p.running.queue == p.wait {
			p.OnSigned(r.ID)
		}
	case failed:
		p.running.failed++
	}
	p.drawStates()
}

// ended says how the work went, and brings what failed to the front.
func (p *Page) ended(err error) {
	r := p.running
	p.running = nil
	r.queue.over()
	p.tell(r, err)
	if l := r.queue.firstFailed(); l != nil && r.queue == p.queue {
		p.bring(l)
	}
	p.drawStates()
	p.reload()
}

func (p *Page) tell(r *run, err error) {
	extended := r.queue == p.owe
	said := kit.T("sign.signed-of", r.done, r.total)
	if extended {
		said = kit.T("sign.extended-of", r.done, r.total)
	}
	switch {
	case errors.Is(err, context.Canceled):
		p.desk.News.Warn(kit.Trouble{Said: kit.T("sign.stopped", said), Next: kit.T("sign.stopped-next")})
	case err != nil:
		p.desk.Tell(err)
	case r.failed > 0:
		p.desk.News.Warn(kit.Trouble{Said: said, Next: kit.T("sign.failed-next", r.failed)})
	case r.owing > 0:
		p.desk.News.Warn(kit.Trouble{Said: said, Next: kit.T("sign.owing-next", r.owing)})
	default:
		p.desk.Good(said)
	}
}
