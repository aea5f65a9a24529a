package sign

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// keycard tells which key is open: whose it is, by whom, until when, and how
// it stands; or that none is.
type keycard struct {
	about   *fyne.Container
	stands  *fyne.Container
	open    *kit.Button
	away    *kit.Button
	content fyne.CanvasObject
}

func newKeycard(p *Page) *keycard {
	c := &keycard{about: kit.Lines(), stands: container.NewHBox()}
	c.open = kit.NewButton(kit.T("sign.open-key-ask"), kit.IconKey, p.openKeys)
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
	kit.Seen(c.stands, held != nil && held.Certificate.Subject != "")
	kit.Seen(c.away, held != nil)
	if held == nil {
		c.about.Add(kit.Muted(kit.T("sign.no-key")))
		if said := sourceName(last); said != "" {
			c.about.Add(kit.Muted(kit.T("sign.last-key", said)))
		}
		c.open.SetText(kit.T("sign.open-key-ask"))
		return
	}
	name := kit.Prose(held.Certificate.Subject)
	name.TextStyle.Bold = true
	if held.Certificate.Subject == "" {
		name.SetText(sourceName(held.Source))
	}
	c.about.Add(name)
	if held.Certificate.Subject != "" {
		for _, text := range certLines(held.Certificate) {
			if text != "" {
				c.about.Add(kit.Muted(text))
			}
		}
		if held.Note != "" {
			c.about.Add(kit.Prose(kit.Foreign(held.Note)))
		}
		c.stands.Add(standing(held.Standing))
	}
	c.open.SetText(kit.T("sign.other-key"))
}

// standing is how a certificate stands in the word of its issuer.
func standing(s office.CertificateStatus) *kit.Chip {
	switch s {
	case office.CertificateGood:
		return kit.NewChip(kit.Good, nil, kit.T("sign.standing-good"))
	case office.CertificateRevoked:
		return kit.NewChip(kit.Bad, nil, kit.T("sign.standing-revoked"))
	case office.CertificateExpired:
		return kit.NewChip(kit.Bad, nil, kit.T("sign.standing-expired"))
	case office.CertificateNotYetValid:
		return kit.NewChip(kit.Bad, nil, kit.T("sign.standing-early"))
	}
	return kit.NewChip(kit.Neutral, kit.IconHelp, kit.T("sign.standing-unknown"))
}
