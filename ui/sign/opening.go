package sign

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// run does one thing at a time. The end of what was left is not waited for;
// but a key that was opened late is held all the same, and the page shows it.
func (k *keys) run(title string, work func(context.Context) error, done func(error)) {
	var mine *job.Job
	mine = k.p.desk.Run(title, false, func(ctx context.Context, _ *job.Progress) error { return work(ctx) }, func(err error) {
		if k.busy != mine {
			k.p.reload()
			return
		}
		k.busy = nil
		done(err)
	})
	k.busy = mine
}

// use opens the key that was chosen, if all that it needs was given. Of a locked token it
// is told already that it cannot be.
func (k *keys) use() {
	o, _ := k.inHand()
	if k.busy != nil || o.token.PINLocked {
		return
	}
	source, err := k.source()
	if err != nil {
		k.refuse(err)
		k.focus()
		return
	}
	secret := k.way.take()
	k.ready(false)
	var held office.HeldKey
	k.run(kit.T("sign.opening"), func(ctx context.Context) (err error) {
		defer clear(secret)
		held, err = k.p.services.OpenKey(ctx, source, secret)
		return err
	}, func(err error) { k.opened(held, err) })
}

// source is the key that was chosen, or what is still missing.
func (k *keys) source() (office.KeySource, error) {
	s := office.KeySource{Place: k.way.place}
	o, chosen := k.inHand()
	switch {
	case s.Place == office.KeyInFile && k.path == "":
		return s, NoKeyFile
	case s.Place == office.KeyInFile:
		s.Path = k.path
	case k.way.chooses() && !chosen:
		return s, NoCertificate
	case s.Place == office.KeyOnToken && k.way.secret.Empty():
		return s, NoPIN
	default:
		s.Path, s.Slot, s.SHA256 = o.token.Module, o.token.Slot, o.cert.SHA256
	}
	return s, nil
}

// ready lets the fields be used, or greys them while a key is being opened.
func (k *keys) ready(yes bool) {
	if k.way.secret != nil {
		kit.Able(k.way.secret, yes)
	}
	kit.Able(k.open, yes)
}

// opened takes the key, or says why there is none.
func (k *keys) opened(held office.HeldKey, err error) {
	k.ready(true)
	if err == nil {
		k.way.calm()
		k.p.hold(held)
		return
	}
	k.refuse(err)
	k.counted(err)
	k.focus()
}

// counted marks on the token what it said of a wrong PIN.
func (k *keys) counted(err error) {
	o, _ := k.inHand()
	switch f, _ := office.FailureIn(err); f.Name {
	case "sign.pin-wrong":
		o.token.PINTried = true
	case "sign.pin-last-try":
		o.token.PINLastTry = true
	case "sign.pin-locked":
		o.token.PINLocked = true
	default:
		return
	}
	k.chosen()
}

// refuse says why there is no key, beside the field where one is seen.
func (k *keys) refuse(err error) {
	if k.way.ask != nil && k.way.ask.Visible() {
		k.way.ask.Fail(err)
		return
	}
	k.told.Fail(err)
}
