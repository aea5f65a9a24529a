package sign

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// keycard tells which key is open: whose it is, by whom, until when, and how
// it stands; or that none is.
type keycard struct {
	about, stands *fyne.Container
	open, away    *kit.Button
	content       fyne.CanvasObject
}

func newKeycard(p *Page) *keycard {
	c := &keycard{about: kit.Lines(), stands: container.NewHBox()}
	c.open = kit.NewButton("", kit.IconKey, p.openKeys)
	p.desk.Guard(office.MaySign, c.open)
	c.away = kit.NewQuietButton(kit.T("sign.put-away"), kit.IconLock, p.putAway)
	head := container.NewBorder(nil, nil, kit.Subheading(kit.T("sign.key")), container.NewCenter(c.stands))
	c.content = kit.Card(head, c.about, container.NewHBox(c.open, c.away))
	return c
}

// show tells of the key that is held, or of the one that was used last.
func (c *keycard) show(held *office.HeldKey, last office.KeySource) {
	c.about.RemoveAll()
	c.stands.RemoveAll()
	kit.Seen(c.away, held != nil)
	if held == nil {
		c.open.SetText(kit.T("sign.open-key-ask"))
		c.tell(kit.T("sign.no-key"))
		if said := sourceName(last); said != "" {
			c.tell(kit.T("sign.last-key", said))
		}
		return
	}
	c.open.SetText(kit.T("sign.other-key"))
	name := kit.Prose(cmp.Or(held.Certificate.Subject, sourceName(held.Source)))
	name.TextStyle.Bold = true
	c.about.Add(name)
	c.tell(certLines(held.Certificate)...)
	if held.Note != "" {
		c.about.Add(kit.Prose(kit.Foreign(held.Note)))
	}
	if held.Certificate.Subject != "" {
		c.stands.Add(standing(held.Standing))
	}
}

func (c *keycard) tell(lines ...string) {
	for _, text := range lines {
		if text != "" {
			c.about.Add(kit.Muted(text))
		}
	}
}

// standing is how a certificate stands in the word of its issuer.
func standing(s office.CertificateStatus) *kit.Chip {
	tone, icon := kit.Bad, fyne.Resource(nil)
	switch s {
	case office.CertificateGood:
		tone = kit.Good
	case "", office.CertificateUnknown:
		s, tone, icon = office.CertificateUnknown, kit.Neutral, kit.IconHelp
	}
	return kit.NewChip(tone, icon, kit.T("sign.standing-"+string(s)))
}
