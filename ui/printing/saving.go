package printing

import (
	"context"
	"errors"
	"reflect"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// typingPause is how long the clerk must stop typing before what they typed is
// saved.
const typingPause = 700 * time.Millisecond

// keeper saves what the clerk typed, one request at a time. Words that are wished
// to be saved while another request is under way follow it, also where the clerk
// has gone on to another act meanwhile.
type keeper struct {
	saved office.Conversion // as the form would read it from the station's record
	busy  bool
	next  *office.Conversion // to be saved after that; nil: nothing
	timer *time.Timer
	then  []func() // to do once all is saved
}

// forget begins anew with what the form reads now.
func (k *keeper) forget(now office.Conversion) {
	k.stop()
	k.saved, k.then = now, nil
}

func (k *keeper) stop() {
	if k.timer != nil {
		k.timer.Stop()
		k.timer = nil
	}
}

// typed waits for a pause in the typing.
func (p *Page) typed() {
	if p.act == nil || p.act.stage() != filling {
		return
	}
	p.keeper.stop()
	p.keeper.timer = time.AfterFunc(typingPause, func() { kit.OnScreen(p.save) })
}

// words is the act as the form says it now.
func (p *Page) words() office.Conversion {
	c := p.form.read(p.act.conversion)
	if p.clerk.ID != "" {
		c.Clerk = p.clerk
	}
	return c
}

// save hands what the clerk typed to the station if it is news.
func (p *Page) save() {
	p.keeper.stop()
	if p.act == nil || p.act.stage() != filling {
		return
	}
	now := p.words()
	if p.keeper.busy {
		p.keeper.next = &now
		return
	}
	p.send(now)
}

func (p *Page) send(now office.Conversion) {
	if now.ID == p.keeper.saved.ID && sameWords(now, p.keeper.saved) {
		p.settled()
		return
	}
	p.keeper.busy = true
	kit.Load(p.desk.Context(), func(ctx context.Context) (office.Conversion, error) {
		return p.services.DescribeMessage(ctx, now)
	}, func(c office.Conversion, err error) { p.saveEnded(now, c, err) })
}

// sameWords compares what a clerk can type, and who types it.
func sameWords(a, b office.Conversion) bool {
	sameMessage := a.Message == b.Message
	if a.Message != nil && b.Message != nil {
		sameMessage = a.Message.Address == b.Message.Address && reflect.DeepEqual(a.Message.Systems, b.Message.Systems)
	}
	return sameMessage && a.Document == b.Document && a.Form == b.Form && a.Source == b.Source && a.Office.WithQR == b.Office.WithQR &&
		a.Clerk.ID == b.Clerk.ID && reflect.DeepEqual(signerOf(a), signerOf(b))
}

func signerOf(c office.Conversion) *office.CopySigner {
	if c.Print == nil || !c.Form.IsCopy() {
		return nil
	}
	return c.Print.Signer
}

func (p *Page) saveEnded(asked, c office.Conversion, err error) {
	k := &p.keeper
	next := k.next
	k.busy, k.next = false, nil
	switch {
	case p.act == nil || p.act.conversion.ID != asked.ID:
		p.desk.Tell(err)
	case errors.Is(err, office.SecretAtTheDoor):
		p.refuse(err)
		return
	case err != nil:
		k.then = nil
		k.saved = asked // not asked for again until something changes
		if t, told := kit.Explain(err); told {
			p.form.say(t.String())
		}
	default:
		p.act.conversion, k.saved = c, asked
	}
	if next != nil {
		p.send(*next)
		return
	}
	if !p.settled() && err == nil && p.act != nil {
		p.reload()
	}
}

// settled does what waited for the words to be saved, and tells whether something
// did: that reads the act again by itself.
func (p *Page) settled() bool {
	then := p.keeper.then
	p.keeper.then = nil
	for _, do := range then {
		do()
	}
	return len(then) > 0
}

// refuse tells that a secret document was turned away; the station has dropped
// it.
func (p *Page) refuse(err error) {
	p.rise()
	if t, told := kit.Explain(err); told {
		p.start.notice.Say(kit.Warn, t)
	}
	p.desk.Focus(p.start.begin)
}
