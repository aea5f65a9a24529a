package sign

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// snapshot is what the station says of signing now.
type snapshot struct {
	clerks []office.Clerk
	tasks  []office.SigningTask
	setup  office.SigningSetup
	held   *office.HeldKey    // nil: none is open
	asked  office.SigningTask // of what SignOne asked for
	wanted office.ID
}

// reload reads what waits, how this station signs, and which key is open. A
// reading that is under way is dropped, and this one reads all that it would
// have read.
func (p *Page) reload() {
	wanted := p.wanted
	kit.Await(p.fresh.Next(p.visit.Now()), p.desk, p.reading, func(ctx context.Context) (now snapshot, err error) {
		now.wanted = wanted
		if held, open := p.services.HeldKey(); open {
			now.held = &held
		}
		if now.clerks, err = p.services.Clerks(ctx); err != nil {
			return now, err
		}
		if now.setup, err = p.services.SigningSetup(ctx); err != nil {
			return now, err
		}
		if now.tasks, err = p.services.SigningTasks(ctx); err == nil && wanted != "" {
			now.asked, err = p.services.SigningTaskOf(ctx, wanted)
		}
		return now, err
	}, p.show)
}

func (p *Page) show(now snapshot) {
	p.setup, p.held = now.setup, now.held
	p.by(p.clerk.Seat(now.clerks, p.wishes.Clerk()))
	for _, q := range p.queues() {
		q.Renew(now.tasks)
	}
	if p.came && len(p.queue.Lines) == 0 {
		p.queue = p.filled()
	}
	p.came = false
	if now.wanted != "" {
		p.wait.Ask(now.asked)
		p.queue = p.wait
		p.list.search.SetText("")
	}
	if now.wanted == p.wanted {
		p.wanted = ""
	}
	kit.Seen(p.empty, p.emptied())
	kit.Seen(p.work, !p.emptied())
	p.desk.Faced()
	p.settle(now.wanted)
}

// Paper tells whether a document lies in front.
func (p *Page) Paper() bool { return p.work.Visible() }

// queues are all of them, in the order of their doors.
func (p *Page) queues() []*office.SigningRound { return []*office.SigningRound{p.wait, p.owe, p.may} }

// filled is the first queue that holds something, or the first.
func (p *Page) filled() *office.SigningRound {
	if i := slices.IndexFunc(p.queues(), func(q *office.SigningRound) bool { return len(q.Lines) > 0 }); i >= 0 {
		return p.queues()[i]
	}
	return p.wait
}

// emptied tells that there is nothing to show but what the place is for.
func (p *Page) emptied() bool { return len(p.filled().Lines) == 0 }

// settle brings a line to the front: the one that was asked for, the one that
// is there already, or the first.
func (p *Page) settle(wanted office.ID) {
	p.list.renew()
	l := p.queue.Find(wanted)
	switch {
	case l != nil:
		p.front.line = nil // also one that was in front is read anew
	case p.front.line != nil:
		l = p.queue.Find(p.front.line.Row.ID)
	}
	if l == nil && len(p.queue.Lines) > 0 {
		l = p.queue.Lines[0]
	}
	p.bring(l, wanted != "")
	p.how.show()
}

// turnTo brings a queue to the front, and its first line.
func (p *Page) turnTo(q *office.SigningRound) {
	p.queue = q
	p.closeKeys()
	p.settle("")
}

// bring brings a line to the front, as the clerk chose it or by itself.
func (p *Page) bring(l *office.SigningLine, chosen bool) {
	p.front.put(l, chosen)
	p.list.pick(l)
}

// searched lists what is searched for; what is in front stays there.
func (p *Page) searched() {
	p.list.renew()
	p.list.pick(p.front.line)
	p.how.count()
}

func (p *Page) tick(yes bool, lines ...*office.SigningLine) {
	p.queue.Tick(yes, lines...)
	p.drawStates()
}

// drawStates draws ticks, results and counts anew.
func (p *Page) drawStates() {
	p.list.Refresh()
	p.front.words()
	p.how.count()
}

// openKeys opens the desk of the keys.
func (p *Page) openKeys() {
	p.showKeys()
	p.keys.show()
}

func (p *Page) showKeys() {
	p.signing.Hide()
	p.keys.content.Show()
}

// closeKeys goes back to the document.
func (p *Page) closeKeys() {
	if p.keys.content.Visible() {
		p.keys.leave()
		p.keys.content.Hide()
		p.signing.Show()
	}
}

// hold shows the key that was opened; the next press of Enter signs.
func (p *Page) hold(k office.HeldKey) {
	p.held = &k
	p.closeKeys()
	p.how.show()
	p.desk.Focus(p.how.act)
	p.reload()
}

// putAway lets the key go: the next one who signs opens their own.
func (p *Page) putAway() {
	p.desk.Act(func(context.Context) error { return p.services.PutKeyAway() }, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			p.desk.Good(kit.T("sign.key-away"))
		}
		p.reload()
	})
}
