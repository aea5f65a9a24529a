package sign

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// snapshot is what the station says of signing now.
type snapshot struct {
	tasks  []office.SigningTask
	setup  office.SigningSetup
	held   office.HeldKey
	holds  bool
	asked  office.SigningTask // of what SignOne asked for
	wanted office.ID
}

// reload reads what waits, how this station signs, and which key is open. A
// reading that is under way is dropped, and this one reads all that it would
// have read.
func (p *Page) reload() {
	wanted := p.wanted
	kit.Await(p.fresh.Next(p.ctx), p.desk, p.reading, func(ctx context.Context) (now snapshot, err error) {
		now.wanted = wanted
		now.held, now.holds = p.services.HeldKey()
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
	if now.wanted == p.wanted {
		p.wanted = ""
	}
	p.setup, p.held = now.setup, nil
	if now.holds {
		p.held = &now.held
	}
	p.wait.renew(now.tasks)
	p.owe.renew(now.tasks)
	if !p.read && len(p.wait.lines) == 0 {
		p.queue = p.owe
	}
	p.read = true
	if now.wanted != "" {
		p.wait.ask(now.asked)
		p.queue = p.wait
		p.list.search.SetText("")
	}
	p.face()
	p.settle(now.wanted)
}

// settle brings a line to the front: the one that was asked for, the one that
// is there already, or the first.
func (p *Page) settle(wanted office.ID) {
	p.list.renew()
	l := p.queue.find(wanted)
	if l != nil {
		p.front.line = nil // also one that was in front is read anew
	}
	if l == nil && p.front.line != nil {
		l = p.queue.find(p.front.line.id())
	}
	if l == nil && len(p.queue.lines) > 0 {
		l = p.queue.lines[0]
	}
	p.bring(l)
	p.how.show()
}

// emptied tells that there is nothing to show but what the place is for.
func (p *Page) emptied() bool { return len(p.wait.lines) == 0 && len(p.owe.lines) == 0 }

// face shows what waits, or what the place is for where nothing does.
func (p *Page) face() {
	if p.emptied() {
		p.empty.Say(kit.T("sign.empty"))
		p.empty.Button.SetText(kit.T("sign.begin"))
		p.empty.Button.OnTapped = p.begin
		p.empty.Button.Hidden = p.StartDigitising == nil
		p.empty.Refresh()
	}
	kit.Seen(p.empty, p.emptied())
	kit.Seen(p.work, !p.emptied())
	p.desk.Faced()
}

// Paper tells whether a document lies in front.
func (p *Page) Paper() bool { return p.work.Visible() }

// turnTo brings a queue to the front, and its first line.
func (p *Page) turnTo(q *queue) {
	p.queue = q
	p.closeKeys()
	p.settle("")
}

// bring brings a line to the front.
func (p *Page) bring(l *line) {
	p.front.put(l)
	p.list.pick(l)
}

// searched lists what is searched for; what is in front stays there.
func (p *Page) searched() {
	p.list.renew()
	p.list.pick(p.front.line)
	p.how.count()
}

func (p *Page) tick(yes bool, lines ...*line) {
	p.queue.tick(yes, lines...)
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
	if !p.keys.content.Visible() {
		return
	}
	p.keys.leave()
	p.keys.content.Hide()
	p.signing.Show()
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
	kit.Do(p.desk, func(context.Context) (struct{}, error) {
		return struct{}{}, p.services.PutKeyAway()
	}, func(_ struct{}, err error) {
		p.desk.Tell(err)
		if err == nil {
			p.desk.Good(kit.T("sign.key-away"))
		}
		p.reload()
	})
}
