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
	queue *queue
	lines []*line
}

// count tells how far it came, and how many of those that are done still owe something.
func (r *run) count() (did, failures, owing int) {
	for _, l := range r.lines {
		switch {
		case l.state == done && l.result.Note != "":
			owing++
			fallthrough
		case l.state == done:
			did++
		case l.state == failed:
			failures++
		}
	}
	return did, failures, owing
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
		p.extend(lines)
	case p.held == nil:
		p.openKeys()
	default:
		p.sign(lines)
	}
}

// sign signs each document as it is wished now, whatever is wished while the work runs.
func (p *Page) sign(lines []*line) {
	asked := p.wishes.asks(lines)
	p.start(lines, kit.T("sign.signing-title", len(lines)), func(ctx context.Context, progress *job.Progress) error {
		return p.services.SignAll(ctx, asked, progress, p.each)
	})
}

func (p *Page) extend(lines []*line) {
	var ids []office.ID
	for _, l := range lines {
		ids = append(ids, l.id())
	}
	p.start(lines, kit.T("sign.extending-title", len(lines)), func(ctx context.Context, progress *job.Progress) error {
		return p.services.ExtendAll(ctx, ids, progress, p.each)
	})
}

// start begins the work. Meanwhile the clerk may look at documents, tick
// others, or go elsewhere.
func (p *Page) start(lines []*line, title string, work func(context.Context, *job.Progress) error) {
	p.desk.News.Clear()
	p.running = &run{p.queue, lines}
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
	if l := p.running.queue.told(r); l != nil && l.state == done {
		if p.front.line == l {
			p.front.again()
		}
		if p.running.queue == p.wait {
			p.OnSigned(r.ID)
		}
	}
	p.drawStates()
}

// ended says how the work went, and brings what failed to the front.
func (p *Page) ended(err error) {
	r := p.running
	p.running = nil
	r.queue.over()
	p.tell(r, err)
	if l := r.queue.first(func(l *line) bool { return l.state == failed }); l != nil && r.queue == p.queue {
		p.bring(l)
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
