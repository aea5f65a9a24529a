package sign

import (
	"bytes"
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// asking is the page at the desk of the keys.
func asking(t *testing.T, s *station) *Page {
	t.Helper()
	p := shown(t, s)
	test.Tap(&p.how.key.open.Button)
	kit.Settle()
	if !p.keys.content.Visible() || p.signing.Visible() {
		t.Fatal("the desk of the keys is not open")
	}
	return p
}

// typePIN types a PIN as a clerk does, and presses Enter.
func typePIN(p *Page, pin string) {
	test.Type(p.keys.pin, pin)
	p.keys.pin.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Settle()
}

func TestAPINThatWasUsedIsLeftNowhere(t *testing.T) {
	s := office3()
	p := asking(t, s)
	typePIN(p, "00000000")
	typePIN(p, rightPIN)
	if p.held == nil || !p.keys.pin.Empty() {
		t.Fatalf("held %v, the field empty %v", p.held, p.keys.pin.Empty())
	}
	for _, secret := range s.secrets {
		if len(secret) == 0 || !bytes.Equal(secret, make([]byte, len(secret))) {
			t.Errorf("%q was not wiped", secret)
		}
	}
}

func TestAWrongPINIsToldBesideTheFieldAndTheKeyboardStaysThere(t *testing.T) {
	p := asking(t, office3())
	typePIN(p, "1")
	if !p.keys.pinAsk.Bad() || !p.keys.pin.Empty() || focused(p) != fyne.Focusable(p.keys.pin) {
		t.Errorf("told %v, emptied %v, focus %T", p.keys.pinAsk.Bad(), p.keys.pin.Empty(), focused(p))
	}
	if p.keys.tries.Said() != kit.T("sign.pin-tried") {
		t.Errorf("the token says %q", p.keys.tries.Said())
	}
}

func TestTheLastTryIsToldBeforeThePINIsAskedAndALockedTokenIsNotAsked(t *testing.T) {
	s := office3()
	s.tries = 1
	p := asking(t, s)
	if p.keys.tries.Said() != kit.T("sign.pin-last") || !p.keys.pinAsk.Visible() {
		t.Errorf("said %q, asked %v", p.keys.tries.Said(), p.keys.pinAsk.Visible())
	}
	typePIN(p, "1")
	if p.keys.tries.Said() != kit.T("sign.pin-locked") || p.keys.pinAsk.Visible() || !p.keys.open.Disabled() {
		t.Errorf("said %q, asked %v", p.keys.tries.Said(), p.keys.pinAsk.Visible())
	}
	p.Finish()
	kit.Settle()
	if len(s.secrets) != 1 {
		t.Errorf("a locked token was asked %d times", len(s.secrets))
	}
}

func TestNoPINCostsNoTry(t *testing.T) {
	s := office3()
	p := asking(t, s)
	typePIN(p, "")
	if len(s.secrets) != 0 || !p.keys.pinAsk.Bad() {
		t.Errorf("asked %d times, told %v", len(s.secrets), p.keys.pinAsk.Bad())
	}
}

func TestTheCertificateUsedLastIsChosenAndOneThatMayNotSignCannotBe(t *testing.T) {
	s := office3()
	s.tokens[0].Certificates = append(s.tokens[0].Certificates, personCert)
	p := asking(t, s)
	if _, c, _ := p.keys.inHand(); c.SHA256 != officeCert.SHA256 {
		t.Errorf("chosen %s until %s", c.Subject, c.To)
	}
	s.setup.LastKey = office.KeySource{Place: office.KeyOnToken, Path: module, Slot: 1, SHA256: personCert.SHA256}
	p.Leave()
	p.Enter()
	kit.Settle()
	p.openKeys()
	kit.Settle()
	if _, c, _ := p.keys.inHand(); c.SHA256 != personCert.SHA256 {
		t.Errorf("chosen %s, not the one used last", c.Subject)
	}
	s.setup.LastKey.SHA256 = oldCert.SHA256
	p.setup = s.setup
	p.keys.search()
	kit.Settle()
	if _, c, _ := p.keys.inHand(); c.SHA256 != officeCert.SHA256 {
		t.Error("an expired one is chosen, for it was used last")
	}
}

func TestASearchThatLastsCanBeLeftAndItsAnswerIsNotShown(t *testing.T) {
	s := office3()
	s.find = make(chan struct{})
	p := shown(t, s)
	p.openKeys()
	jobs := p.desk.Jobs.Running()
	if len(jobs) != 1 || !p.keys.wait.Visible() {
		t.Fatalf("%d works, the wait shown: %v", len(jobs), p.keys.wait.Visible())
	}
	p.keys.goTo(office.KeyInFile)
	kit.Settle()
	if err := jobs[0].Wait(); err == nil || len(p.keys.found) != 0 || len(p.desk.Jobs.Running()) != 0 {
		t.Errorf("the search ended with %v, found %d", err, len(p.keys.found))
	}
}

func TestWhatKeepsATokenFromBeingUsedIsTold(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*station)
		want string
	}{
		{"no module", func(s *station) { s.modules = nil }, NoModule.Said},
		{"no token", func(s *station) { s.tokens = nil }, NoToken.Said},
	} {
		s := office3()
		c.set(s)
		p := asking(t, s)
		if p.keys.callout.Said() != c.want || p.keys.pinAsk.Visible() || !p.keys.open.Disabled() {
			t.Errorf("%s: told %q, asked %v", c.name, p.keys.callout.Said(), p.keys.pinAsk.Visible())
		}
		s.modules, s.tokens = []string{module}, newStation().tokens
		test.Tap(&p.keys.again.Button)
		kit.Settle()
		if p.keys.callout.Visible() || !p.keys.pinAsk.Visible() {
			t.Errorf("%s: still told after it was mended", c.name)
		}
	}
}

func TestAKeyFileIsOpenedWithItsPassword(t *testing.T) {
	s := office3()
	p := asking(t, s)
	p.keys.goTo(office.KeyInFile)
	kit.Settle()
	p.keys.use()
	kit.Settle()
	if len(s.secrets) != 0 || p.keys.fileTold.Said() != NoKeyFile.Said {
		t.Errorf("asked %d times, told %q", len(s.secrets), p.keys.fileTold.Said())
	}
	p.PickFiles = func(then func([]string)) { then([]string{"/media/usb/khóa.p12"}) }
	test.Tap(&p.keys.choose.Button)
	for _, word := range []string{"sai", rightWord} {
		test.Type(p.keys.word, word)
		p.keys.word.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		kit.Settle()
		if bad := p.keys.wordAsk.Bad(); bad != (word != rightWord) {
			t.Errorf("%s: told %v", word, bad)
		}
	}
	if p.held == nil || p.held.Source.Path != "/media/usb/khóa.p12" || focused(p) != fyne.Focusable(p.how.act) {
		t.Errorf("held %+v, focus %T", p.held, focused(p))
	}
}

func TestADroppedKeyFileIsTakenAndAnythingElseIsNot(t *testing.T) {
	p := shown(t, office3())
	p.Drop([]string{"/x/văn bản.pdf"})
	if p.keys.content.Visible() || !p.desk.News.Visible() {
		t.Error("a document was taken for a key")
	}
	p.Drop([]string{"/x/KHÓA.PFX"})
	kit.Settle()
	if !p.keys.content.Visible() || p.keys.path != "/x/KHÓA.PFX" || focused(p) != fyne.Focusable(p.keys.word) {
		t.Errorf("path %q, focus %T", p.keys.path, focused(p))
	}
}

func TestAKeyIsNotAskedForWhereNothingWaits(t *testing.T) {
	p := shown(t, newStation())
	p.Drop([]string{"/x/khóa.p12"})
	kit.Settle()
	if p.keys.content.Visible() || !p.desk.News.Visible() {
		t.Error("a key is asked for out of sight")
	}
}

func TestTheServiceOfThePCIsAskedForNoSecret(t *testing.T) {
	s := office3()
	p := asking(t, s)
	p.keys.goTo(office.KeyInService)
	kit.Settle()
	p.Finish()
	kit.Settle()
	if p.held == nil || p.held.Source.Place != office.KeyInService || len(s.secrets[0]) != 0 {
		t.Errorf("held %+v, secrets %q", p.held, s.secrets)
	}
}

func TestLeavingEmptiesTheFieldOfThePIN(t *testing.T) {
	p := asking(t, office3())
	test.Type(p.keys.pin, "1234")
	p.Leave()
	if !p.keys.pin.Empty() || p.keys.content.Visible() {
		t.Error("a PIN waits for whoever comes next")
	}
}

func TestAKeyThatWasPutAwayIsAskedForAgain(t *testing.T) {
	s := office3().hold()
	p := shown(t, s)
	test.Tap(&p.how.key.away.Button)
	kit.Settle()
	if p.held != nil || s.held != nil {
		t.Fatal("the key is still open")
	}
	p.Finish()
	kit.Settle()
	if !p.keys.content.Visible() || len(s.signed) != 0 {
		t.Error("signed without a key")
	}
}

func TestOneModuleThatFailsDoesNotHideTheTokensOfAnother(t *testing.T) {
	s := office3()
	p := shown(t, s)
	p.services = oneFails{s}
	s.modules = []string{"/hỏng.so", module}
	found, err := p.tokens(context.Background())
	if err != nil || len(found.tokens) != 1 || found.why == nil {
		t.Errorf("found %d, why %v, err %v", len(found.tokens), found.why, err)
	}
}

type oneFails struct{ *station }

func (o oneFails) Tokens(ctx context.Context, m string) ([]office.Token, error) {
	if m == "/hỏng.so" {
		return nil, errAway
	}
	return o.station.Tokens(ctx, m)
}
