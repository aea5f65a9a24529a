package sign

import (
	"cmp"
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// search looks for certificates. It may take half a minute; its bar stops it, and so does
// going elsewhere.
func (k *keys) search() {
	k.stop()
	k.offer(nil)
	k.callout.Say(kit.Info, kit.Trouble{Said: k.way.looking})
	k.more.Disable()
	place, found := k.way.place, []office.Token(nil)
	k.run(k.way.title, func(ctx context.Context) (err error) {
		found, err = k.p.services.Certificates(ctx, place)
		return err
	}, func(err error) {
		k.more.Enable()
		k.callout.Fail(err)
		k.offer(found)
		k.focus()
	})
}

// offer is a certificate to choose, and the token that it lies on.
type offer struct {
	token *office.Token
	cert  office.SigningCertificate
}

// offer lists the certificates; the one used last is chosen, or else the first
// that may sign.
func (k *keys) offer(tokens []office.Token) {
	k.offers = nil
	var picks []kit.Pick
	at, last := -1, k.p.setup.LastKey.SHA256
	for _, t := range tokens {
		for j, c := range certificatesOf(t) {
			if c.Trouble == "" && (at < 0 || c.SHA256 == last) {
				at = len(picks)
			}
			pick := kit.Pick{Name: c.Subject, Below: certLines(c), Trouble: c.Trouble}
			if j == 0 {
				pick.Head = tokenName(t)
			}
			picks, k.offers = append(picks, pick), append(k.offers, offer{&t, c})
		}
	}
	k.picks.Set(picks, at)
	k.chosen()
}

// certificatesOf are those of a token; of one that holds none, that is told in their place.
func certificatesOf(t office.Token) []office.SigningCertificate {
	if len(t.Certificates) == 0 {
		return []office.SigningCertificate{{Trouble: kit.T("sign.token-empty")}}
	}
	return t.Certificates
}

// tokenName tells one token from another.
func tokenName(t office.Token) string {
	name := cmp.Or(t.Label, t.Model)
	if t.Serial != "" {
		return kit.T("sign.token-named", name, t.Serial)
	}
	return name
}

// certLines tell of a certificate whose office it names, by whom it was issued, until when.
func certLines(c office.SigningCertificate) []string {
	if c.Subject == "" {
		return nil
	}
	return []string{c.Organisation, kit.T("sign.issued-by", c.Issuer), kit.T("sign.until", kit.DayOf(c.To))}
}

// inHand is the certificate that is chosen.
func (k *keys) inHand() (offer, bool) {
	if i := k.picks.Picked(); i >= 0 && i < len(k.offers) {
		return k.offers[i], true
	}
	return offer{token: &office.Token{}}, false
}

// chosen says what the token of the chosen one says of wrong PINs, and then asks for the
// PIN. A locked token is not asked for one.
func (k *keys) chosen() {
	o, _ := k.inHand()
	tone, said := kit.Warn, ""
	switch t := o.token; {
	case t.PINLocked:
		tone, said = kit.Bad, "locked"
	case t.PINLastTry:
		said = "last"
	case t.PINTried:
		said = "tried"
	}
	k.told.Fail(nil)
	if said != "" {
		k.told.Say(tone, kit.Trouble{Said: kit.T("sign.pin-" + said), Next: kit.T("sign.pin-" + said + "-next")})
	}
	k.ask()
}
