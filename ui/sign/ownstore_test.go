package sign

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// ofStore is the desk of the keys at the way by the system's own store.
func ofStore(t *testing.T, s *station) *Page {
	t.Helper()
	s.owns = true
	p := asking(t, s)
	p.keys.goTo(p.keys.at(office.KeyInStore))
	kit.Settle()
	return p
}

func TestACertificateOfTheStoreIsOpenedWithoutASecret(t *testing.T) {
	s := office3()
	s.own = []office.SigningCertificate{oldCert, officeCert, personCert}
	s.setup.LastKey = office.KeySource{Place: office.KeyInStore, SHA256: personCert.SHA256}
	p := ofStore(t, s)
	if o, _ := p.keys.inHand(); o.cert.SHA256 != personCert.SHA256 || pinOf(p).Visible() || wordOf(p).Visible() {
		t.Fatalf("chosen %q, a PIN asked %v, a password asked %v", o.cert.Subject, pinOf(p).Visible(), wordOf(p).Visible())
	}
	test.Tap(&p.keys.open.Button)
	kit.Settle()
	if p.held == nil || p.held.Source.Place != office.KeyInStore || p.held.Certificate.SHA256 != personCert.SHA256 {
		t.Errorf("held: %+v", p.held)
	}
	for _, secret := range s.secrets {
		if len(secret) != 0 {
			t.Errorf("%d bytes of a secret were handed over", len(secret))
		}
	}
}

func TestAnEmptyStoreAndOneThatFailsAreTold(t *testing.T) {
	s := office3()
	p := ofStore(t, s)
	if p.keys.callout.Said() != errEmpty.Said {
		t.Errorf("an empty one is told as %q", p.keys.callout.Said())
	}
	test.Tap(&p.keys.open.Button)
	kit.Settle()
	if p.held != nil || p.keys.told.Said() != kit.Refused("sign.no-certificate").Said {
		t.Errorf("nothing chosen is told as %q", p.keys.told.Said())
	}
	s.own = []office.SigningCertificate{officeCert}
	test.Tap(&p.keys.more.Button)
	kit.Settle()
	s.own = nil // the token was pulled out
	test.Tap(&p.keys.open.Button)
	kit.Settle()
	if p.held != nil || p.keys.told.Said() != errAway.Said {
		t.Errorf("a key that is away is told as %q", p.keys.told.Said())
	}
}

func TestWhereTheSystemKeepsNoneThereIsNoDoor(t *testing.T) {
	s := office3()
	s.setup.LastKey = office.KeySource{Place: office.KeyInStore, SHA256: officeCert.SHA256}
	p := asking(t, s)
	if len(p.keys.ways) != 3 || p.keys.way.place != office.KeyOnToken {
		t.Errorf("%d doors, the desk at %q", len(p.keys.ways), p.keys.way.place)
	}
}
