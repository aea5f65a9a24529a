package sign

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// sought is what a search for tokens came to: what was found, and why a module
// could not be asked.
type sought struct {
	modules int
	tokens  []office.Token
	why     error
}

// search asks every module for its tokens. It may take half a minute; its bar
// stops it, and so does going elsewhere.
func (k *keys) search() {
	k.stop()
	k.found, k.certs = nil, nil
	k.picks.Set(nil, -1)
	k.callout.Say(kit.Neutral, kit.Trouble{})
	k.asking(false)
	k.waiting(kit.T("sign.searching"))
	var got sought
	k.run(kit.T("sign.searching-title"), func(ctx context.Context) (err error) {
		got, err = k.p.tokens(ctx)
		return err
	}, func(err error) { k.searched(got, err) })
}

// tokens asks every module. One that fails does not keep the tokens of another
// from being used.
func (p *Page) tokens(ctx context.Context) (found sought, err error) {
	modules := p.services.KeyModules()
	found.modules = len(modules)
	for _, m := range modules {
		tokens, err := p.services.Tokens(ctx, m)
		if ctx.Err() != nil {
			return found, ctx.Err()
		}
		if err != nil {
			found.why = err
		}
		found.tokens = append(found.tokens, tokens...)
	}
	return found, nil
}

// searched offers the certificates that were found.
func (k *keys) searched(got sought, err error) {
	k.waiting("")
	k.again.SetText(kit.T("sign.search-again"))
	switch {
	case err != nil:
	case got.modules == 0:
		err = NoModule
	case len(got.tokens) == 0 && got.why != nil:
		err = got.why
	case len(got.tokens) == 0:
		err = NoToken
	}
	if why, bad := kit.Explain(err); bad {
		k.callout.Say(kit.Warn, why)
	}
	k.offer(got.tokens)
	k.focus()
}

// offer lists the certificates; the one used last is chosen, or else the first
// that may sign.
func (k *keys) offer(tokens []office.Token) {
	k.found, k.certs = tokens, nil
	var picks []kit.Pick
	at, last := -1, k.p.setup.LastKey.SHA256
	for i, t := range tokens {
		if len(t.Certificates) == 0 {
			picks = append(picks, kit.Pick{Head: tokenName(t), Trouble: kit.T("sign.token-empty")})
			k.certs = append(k.certs, certAt{i, -1})
		}
		for j, c := range t.Certificates {
			if c.Trouble == "" && (at < 0 || c.SHA256 == last) {
				at = len(picks)
			}
			pick := pickOf(c)
			if j == 0 {
				pick.Head = tokenName(t)
			}
			picks = append(picks, pick)
			k.certs = append(k.certs, certAt{i, j})
		}
	}
	k.picks.Set(picks, at)
	k.chosen()
}

// tokenName tells one token from another.
func tokenName(t office.Token) string {
	name := t.Label
	if name == "" {
		name = t.Model
	}
	if t.Serial != "" {
		return kit.T("sign.token-named", name, t.Serial)
	}
	return name
}

// pickOf is a certificate as one chooses it: who, whose office, by whom, until
// when.
func pickOf(c office.SigningCertificate) kit.Pick {
	return kit.Pick{Name: c.Subject, Below: certLines(c), Trouble: c.Trouble}
}

func certLines(c office.SigningCertificate) []string {
	return []string{c.Organisation, kit.T("sign.issued-by", c.Issuer), kit.T("sign.until", kit.DayOf(c.To))}
}

// inHand is the token and the certificate that are chosen.
func (k *keys) inHand() (office.Token, office.SigningCertificate, bool) {
	i := k.picks.Picked()
	if i < 0 || i >= len(k.certs) || k.certs[i].cert < 0 {
		return office.Token{}, office.SigningCertificate{}, false
	}
	t := k.found[k.certs[i].token]
	return t, t.Certificates[k.certs[i].cert], true
}

// chosen asks for the PIN of the chosen one's token, after saying what the
// token says of wrong PINs. A locked token is not asked for one.
func (k *keys) chosen() {
	t, _, yes := k.inHand()
	switch {
	case !yes:
		k.tries.Say(kit.Neutral, kit.Trouble{})
	case t.PINLocked:
		k.tries.Say(kit.Bad, kit.Trouble{Said: kit.T("sign.pin-locked"), Next: kit.T("sign.pin-locked-next")})
	case t.PINLastTry:
		k.tries.Say(kit.Warn, kit.Trouble{Said: kit.T("sign.pin-last"), Next: kit.T("sign.pin-last-next")})
	case t.PINTried:
		k.tries.Say(kit.Warn, kit.Trouble{Said: kit.T("sign.pin-tried"), Next: kit.T("sign.pin-tried-next")})
	default:
		k.tries.Say(kit.Neutral, kit.Trouble{})
	}
	k.asking(yes && !t.PINLocked)
}

// waiting says what is waited for; the bar of the work shows that it moves.
func (k *keys) waiting(text string) {
	k.wait.SetText(text)
	kit.Seen(k.wait, text != "")
	kit.Able(k.again, text == "")
}

// askTriesAgain reads what the token in hand says of wrong PINs, and leaves all
// else as it is.
func (k *keys) askTriesAgain() {
	t, _, yes := k.inHand()
	if !yes {
		return
	}
	kit.Load(k.p.ctx, func(ctx context.Context) ([]office.Token, error) {
		return k.p.services.Tokens(ctx, t.Module)
	}, func(now []office.Token, err error) {
		if err != nil || k.busy != nil {
			return // the failure beside the field is what counts
		}
		for i, old := range k.found {
			if j := slices.IndexFunc(now, func(n office.Token) bool { return n.Module == old.Module && n.Slot == old.Slot }); j >= 0 {
				k.found[i].PINTried, k.found[i].PINLastTry, k.found[i].PINLocked = now[j].PINTried, now[j].PINLastTry, now[j].PINLocked
			}
		}
		k.chosen()
		k.focus()
	})
}
