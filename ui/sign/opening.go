package sign

import (
	"context"

	"fyne.io/fyne/v2"

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

// asking shows the field for the PIN, or takes it away.
func (k *keys) asking(yes bool) {
	kit.Seen(k.pinAsk, yes)
	kit.Able(k.open, yes || k.place != office.KeyOnToken)
	k.content.Refresh()
}

// use opens the key that was chosen, if all that it needs was given.
func (k *keys) use() {
	source, err := k.source()
	switch {
	case k.busy != nil:
		return
	case err != nil:
		k.refuse(err)
		k.focus()
		return
	}
	secret := k.secret()
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
	switch k.place {
	case office.KeyInFile:
		if k.path == "" {
			return office.KeySource{}, NoKeyFile
		}
		return office.KeySource{Place: k.place, Path: k.path}, nil
	case office.KeyOnToken:
		t, c, yes := k.inHand()
		switch {
		case !yes || t.PINLocked:
			return office.KeySource{}, NoCertificate
		case k.pin.Empty():
			return office.KeySource{}, NoPIN
		}
		return office.KeySource{Place: k.place, Path: t.Module, Slot: t.Slot, SHA256: c.SHA256}, nil
	case office.KeyInStore:
		c, yes := k.store.chosen()
		if !yes {
			return office.KeySource{}, NoCertificate
		}
		return office.KeySource{Place: k.place, SHA256: c.SHA256}, nil
	}
	return office.KeySource{Place: k.place}, nil
}

// secret takes the PIN or password out of its field.
func (k *keys) secret() []byte {
	switch k.place {
	case office.KeyOnToken:
		return k.pin.Take()
	case office.KeyInFile:
		return k.word.Take()
	}
	return nil
}

// ready lets the fields be used, or greys them while a key is being opened.
func (k *keys) ready(yes bool) {
	for _, each := range []fyne.Disableable{k.pin, k.word, k.open} {
		kit.Able(each, yes)
	}
}

// opened takes the key, or says beside the field why there is none. A token
// that has counted a wrong PIN is asked what it says now.
func (k *keys) opened(held office.HeldKey, err error) {
	k.ready(true)
	if err == nil {
		k.pinAsk.Clear()
		k.wordAsk.Clear()
		k.p.hold(held)
		return
	}
	k.refuse(err)
	if k.place == office.KeyOnToken {
		k.askTriesAgain()
	}
	k.focus()
}

func (k *keys) refuse(err error) {
	switch {
	case k.place == office.KeyOnToken && k.pinAsk.Visible():
		k.pinAsk.Fail(err)
	case k.place == office.KeyInFile && k.wordAsk.Visible():
		k.wordAsk.Fail(err)
	default:
		if why, bad := kit.Explain(err); bad {
			k.aside().Say(kit.Warn, why)
		}
	}
}

// aside is where a failure is told while no secret is asked for.
func (k *keys) aside() *kit.Callout {
	switch k.place {
	case office.KeyOnToken:
		return k.callout
	case office.KeyInFile:
		return k.fileTold
	case office.KeyInStore:
		return k.store.told
	}
	return k.service
}
