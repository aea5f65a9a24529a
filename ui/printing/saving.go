package printing

import (
	"context"
	"errors"
	"reflect"

	"tram/local/office"
	"tram/ui/kit"
)

// newDraft keeps what is typed of the act that is open.
func (p *Page) newDraft() *kit.Draft[office.Conversion] {
	d := kit.NewDraft[office.Conversion](p.desk)
	d.Read = func() (office.Conversion, bool) {
		if p.act == nil || p.act.stage() != filling {
			return office.Conversion{}, false
		}
		return p.words(), true
	}
	d.Of = func(c office.Conversion) string { return string(c.ID) }
	d.Title = titleOf
	d.Same = sameWords
	d.Save = func(ctx context.Context, c office.Conversion) (office.Conversion, error) {
		return p.services.DescribeMessage(ctx, c)
	}
	d.Ended = p.saveEnded
	return d
}

// save saves what was typed now.
func (p *Page) save() { p.draft.Now() }

// typed waits for a pause in the typing.
func (p *Page) typed() {
	if p.act != nil && p.act.stage() == filling {
		p.draft.After(kit.TypingPause)
	}
}

// words is the act as the form says it now.
func (p *Page) words() office.Conversion {
	c := p.form.Read(p.act.conversion)
	if p.clerk.ID != "" {
		c.Clerk = p.clerk
	}
	return c
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

// saveEnded shows what became of words that were sent. A secret document takes
// no words any more.
func (p *Page) saveEnded(asked, c office.Conversion, err error) (over bool) {
	over = errors.Is(err, office.SecretAtTheDoor)
	t, told := kit.Explain(err)
	switch {
	case p.act == nil || p.act.conversion.ID != asked.ID:
		if told {
			p.desk.News.Warn(kit.Trouble{Said: kit.T("kit.unkept", titleOf(asked)), Next: t.String()})
		}
	case over:
		p.refuse(t)
	case told:
		p.form.Say(t.String())
		p.reload() // the list is of what is typed, also where that cannot be kept
	case err == nil:
		p.act.conversion = c
		if !p.draft.Waits() { // the typing rests
			p.form.Rest()
		}
		p.reload()
	}
	return over
}

// refuse tells that a secret document was turned away; the station has dropped
// it.
func (p *Page) refuse(why kit.Trouble) {
	p.rise()
	p.start.notice.Say(kit.Warn, why)
	p.desk.Focus(p.start.begin)
}
