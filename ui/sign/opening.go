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
	given := k.form.Hand().secret
	source, err := k.source(o, given)
	if err != nil {
		k.refuse(err)
		return
	}
	k.open.Disable()
	var held office.HeldKey
	k.run(kit.T("sign.opening"), func(ctx context.Context) (err error) {
		defer clear(given)
		held, err = k.p.services.OpenKey(ctx, source, given)
		return err
	}, func(err error) { k.opened(held, err) })
}

// source is the key that was chosen, or what is still missing.
func (k *keys) source(o offer, given []byte) (office.KeySource, error) {
	s := office.KeySource{Place: k.way.place, Path: o.token.Module, Slot: o.token.Slot, SHA256: o.cert.SHA256}
	switch {
	case s.Place == office.KeyInFile && k.path == "":
		return s, kit.Refused("sign.no-key-file")
	case s.Place == office.KeyInFile:
		s.Path = k.path
	case k.way.chooses() && s.SHA256 == "":
		return s, kit.Refused("sign.no-certificate")
	case s.Place == office.KeyOnToken && len(given) == 0:
		return s, kit.Refused("sign.no-pin")
	}
	return s, nil
}

// opened takes the key, or says why there is none.
func (k *keys) opened(held office.HeldKey, err error) {
	k.open.Enable()
	if err == nil {
		k.p.hold(held)
		return
	}
	k.counted(err)
	k.refuse(err)
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
	}
	k.chosen()
}

// refuse says why there is no key, beside the field where one is seen. Of a locked token
// it is told already.
func (k *keys) refuse(err error) {
	o, _ := k.inHand()
	if !k.form.Place(k.p.desk, err) && !o.token.PINLocked {
		k.told.Fail(err)
	}
	k.focus()
}
