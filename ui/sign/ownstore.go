package sign

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// ownStore is the way by a certificate that the system keeps itself. Nothing secret is
// asked for here: the system asks for it when it signs.
type ownStore struct {
	k         *keys
	certs     []office.SigningCertificate
	wait      *widget.Label
	callout   *kit.Callout // what keeps the store from being read
	picks     *kit.Picks
	again     *kit.Button
	told      *kit.Callout // what keeps the chosen one from being opened
	from, ask fyne.CanvasObject
}

func newOwnStore(k *keys) *ownStore {
	s := &ownStore{k: k, wait: kit.Muted(""), callout: kit.NewCallout(), told: kit.NewCallout()}
	s.picks = kit.NewPicks(func(int) { s.told.Say(kit.Neutral, kit.Trouble{}) })
	s.again = kit.NewButton(kit.T("sign.search-again"), theme.ViewRefreshIcon(), s.search)
	s.from = container.NewVBox(kit.Prose(kit.T("sign.store-about")), s.wait, s.callout, s.picks, container.NewHBox(s.again))
	s.ask = container.NewVBox(s.told)
	return s
}

// search reads the store. A driver may be slow to answer; the bar of the work stops it.
func (s *ownStore) search() {
	s.k.stop()
	s.certs = nil
	s.picks.Set(nil, -1)
	s.callout.Say(kit.Neutral, kit.Trouble{})
	s.waiting(true)
	var got []office.SigningCertificate
	s.k.run(kit.T("sign.store-searching"), func(ctx context.Context) (err error) {
		got, err = s.k.p.services.OwnCertificates(ctx)
		return err
	}, func(err error) { s.searched(got, err) })
}

func (s *ownStore) waiting(yes bool) {
	s.wait.SetText(kit.T("sign.store-searching"))
	kit.Seen(s.wait, yes)
	kit.Able(s.again, !yes)
}

// searched offers what was found: chosen is the one used last, or else the first that may
// sign.
func (s *ownStore) searched(got []office.SigningCertificate, err error) {
	s.waiting(false)
	s.certs = got
	var picks []kit.Pick
	at, last := -1, s.k.p.setup.LastKey.SHA256
	for i, c := range got {
		if c.Trouble == "" && (at < 0 || c.SHA256 == last) {
			at = i
		}
		picks = append(picks, pickOf(c))
	}
	s.picks.Set(picks, at)
	if err == nil && len(got) == 0 {
		err = EmptyStore
	}
	if why, bad := kit.Explain(err); bad {
		s.callout.Say(kit.Warn, why)
	}
	s.k.focus()
}

func (s *ownStore) chosen() (office.SigningCertificate, bool) {
	i := s.picks.Picked()
	if i < 0 || i >= len(s.certs) {
		return office.SigningCertificate{}, false
	}
	return s.certs[i], true
}

// next is where the keyboard goes: to what can be chosen, or to opening the one that is.
func (s *ownStore) next() fyne.Focusable {
	if _, yes := s.chosen(); yes {
		return s.k.open
	}
	return s.again
}
