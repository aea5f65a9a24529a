package sign

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestThePageLooksAsItDid(t *testing.T) {
	for name, state := range map[string]func(t *testing.T) *Page{
		"empty": func(t *testing.T) *Page { return shown(t, newStation()) },
		"failed": func(t *testing.T) *Page {
			s := office3()
			s.broken = errStore
			return shown(t, s)
		},
		"filled": func(t *testing.T) *Page { return shown(t, office3()) },
		"held": func(t *testing.T) *Page {
			s := office3().hold()
			s.setup.StampURL = ""
			return sealed(t, s)
		},
		"owing": func(t *testing.T) *Page {
			p := shown(t, office3())
			p.turnTo(p.owe)
			kit.Settle()
			return p
		},
		"signed": func(t *testing.T) *Page {
			s := office3().hold()
			s.failing["p2"] = errAway
			p := shown(t, s)
			p.Finish()
			kit.Settle()
			return p
		},
		"token": func(t *testing.T) *Page { return asking(t, office3()) },
		"wrong-pin": func(t *testing.T) *Page {
			p := asking(t, office3())
			typePIN(p, "1")
			return p
		},
		"last-try": func(t *testing.T) *Page {
			s := office3()
			s.tries = 1
			return asking(t, s)
		},
		"locked": func(t *testing.T) *Page {
			s := office3()
			s.tries = 0
			return asking(t, s)
		},
		"no-token": func(t *testing.T) *Page {
			s := office3()
			s.tokens = nil
			return asking(t, s)
		},
		"file": func(t *testing.T) *Page {
			p := shown(t, office3())
			p.Drop([]string{"/media/usb/khóa ủy ban.p12"})
			kit.Settle()
			return p
		},
		"service": func(t *testing.T) *Page {
			p := asking(t, office3())
			p.keys.goTo(p.keys.at(office.KeyInService))
			kit.Settle()
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := state(t)
			rest(p)
			test.AssertRendersToMarkup(t, name+".xml", p.desk.Window.Canvas())
		})
	}
}

func TestWorkUnderWayLooksAsItDid(t *testing.T) {
	s := office3().hold()
	s.turn = make(chan struct{})
	p := shown(t, s)
	p.Finish()
	rest(p)
	test.AssertRendersToMarkup(t, "under-way.xml", p.desk.Window.Canvas())
	close(s.turn)
	kit.Settle()
}

// rest lays the window out as it would be by itself: the test's canvas does not
// when words grow.
func rest(p *Page) {
	p.desk.Window.Canvas().Unfocus()
	p.desk.Window.Content().Refresh()
	p.desk.Window.Content().Refresh()
}
