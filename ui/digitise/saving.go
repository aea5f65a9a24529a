package digitise

import (
	"context"
	"errors"
	"reflect"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// keeper saves what the clerk typed, one request at a time: a save that is
// wished for while another is under way follows it.
type keeper struct {
	saved office.Conversion // as the station has it
	busy  bool
	again bool
	timer *time.Timer
	then  []func() // to do once all is saved
}

// forget begins anew with a document as the station has it.
func (k *keeper) forget(c office.Conversion) {
	k.stop()
	k.saved, k.again, k.then = c, false, nil
}

func (k *keeper) stop() {
	if k.timer != nil {
		k.timer.Stop()
		k.timer = nil
	}
}

// typed waits for a pause in the typing.
func (p *Page) typed() { p.saveAfter(typingPause) }

// saveAfter saves when nothing more has come for so long.
func (p *Page) saveAfter(pause time.Duration) {
	if p.sitting == nil {
		return
	}
	p.keeper.stop()
	p.keeper.timer = time.AfterFunc(pause, func() { kit.OnScreen(p.save) })
}

// words is the document as the form and the desk say it now.
func (p *Page) words() office.Conversion {
	c := p.form.read(p.sitting.conversion)
	c.Viewed = p.sitting.seen()
	if p.clerk.ID != "" {
		c.Clerk = p.clerk
	}
	p.sitting.counted = c.PaperPages
	return c
}

// save hands what the clerk typed to the station if it is news.
func (p *Page) save() {
	p.keeper.stop()
	if p.sitting == nil {
		return
	}
	if p.keeper.busy {
		p.keeper.again = true
		return
	}
	now := p.words()
	if reflect.DeepEqual(now, p.keeper.saved) {
		p.settled()
		return
	}
	p.keeper.busy = true
	kit.Load(p.desk.Context(), func(ctx context.Context) (office.Conversion, error) {
		return p.services.Describe(ctx, now)
	}, func(c office.Conversion, err error) { p.saveEnded(now, c, err) })
}

func (p *Page) saveEnded(asked, c office.Conversion, err error) {
	p.keeper.busy = false
	if p.sitting == nil || p.sitting.conversion.ID != asked.ID {
		p.saveEndedLate(err)
		return
	}
	switch {
	case errors.Is(err, office.SecretAtTheDoor):
		p.refuse(err)
		return
	case err != nil:
		p.keeper.then, p.keeper.again = nil, false
		p.keeper.saved = asked // not asked for again until something changes
		if t, ok := kit.Explain(err); ok {
			p.form.say(t.String())
			p.column.Content.Refresh()
		}
		return
	}
	p.sitting.conversion = c
	p.keeper.saved = p.sameWords(asked, c)
	if p.keeper.again {
		p.keeper.again = false
		p.save()
		return
	}
	p.settled()
	p.reload()
}

// saveEndedLate is for words of a document that was put aside meanwhile. What
// another document on the desk wished to save is its turn now.
func (p *Page) saveEndedLate(err error) {
	if p.keeper.again {
		p.keeper.again = false
		p.save()
	}
	p.desk.Tell(err)
	p.settled()
}

// sameWords is what a later reading of the form is compared with: the
// station's record with the words as they were asked to be saved.
func (p *Page) sameWords(asked, c office.Conversion) office.Conversion {
	c.Form, c.Source, c.Document, c.Certification = asked.Form, asked.Source, asked.Document, asked.Certification
	c.Clerk, c.Viewed, c.PaperPages, c.Exception = asked.Clerk, asked.Viewed, asked.PaperPages, asked.Exception
	return c
}

// settled does what waited for the words to be saved.
func (p *Page) settled() {
	then := p.keeper.then
	p.keeper.then = nil
	for _, do := range then {
		do()
	}
}

// refuse tells that a secret document was turned away; the station has wiped
// its pages.
func (p *Page) refuse(err error) {
	p.keeper.forget(office.Conversion{})
	p.rise()
	if t, ok := kit.Explain(err); ok {
		p.start.say(t)
	}
	p.desk.Focus(p.start.empty.Button)
}
