package sign

import (
	"bytes"
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

// pinOf and wordOf are the fields of the PIN and of the password, and secretOf is what is
// typed there.
func pinOf(p *Page) *kit.Field          { return p.keys.form.Field(string(office.KeyOnToken)) }
func wordOf(p *Page) *kit.Field         { return p.keys.form.Field(string(office.KeyInFile)) }
func secretOf(f *kit.Field) *kit.Secret { return f.Input.(*kit.Secret) }

// typePIN types a PIN as a clerk does, and presses Enter.
func typePIN(p *Page, pin string) {
	test.Type(secretOf(pinOf(p)), pin)
	secretOf(pinOf(p)).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	kit.Settle()
}

func TestAPINThatWasUsedIsLeftNowhere(t *testing.T) {
	s := office3()
	p := asking(t, s)
	typePIN(p, "00000000")
	typePIN(p, rightPIN)
	if p.held == nil || !secretOf(pinOf(p)).Empty() {
		t.Fatalf("held %v, the field empty %v", p.held, secretOf(pinOf(p)).Empty())
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
	if !pinOf(p).Bad() || !secretOf(pinOf(p)).Empty() || focused(p) != fyne.Focusable(secretOf(pinOf(p))) {
		t.Errorf("told %v, emptied %v, focus %T", pinOf(p).Bad(), secretOf(pinOf(p)).Empty(), focused(p))
	}
	if p.keys.told.Said() != kit.T("sign.pin-tried") {
		t.Errorf("the token says %q", p.keys.told.Said())
	}
}

func TestTheLastTryIsToldBeforeThePINIsAskedAndALockedTokenIsNotAsked(t *testing.T) {
	s := office3()
	s.tries = 1
	p := asking(t, s)
	if p.keys.told.Said() != kit.T("sign.pin-last") || !pinOf(p).Visible() {
		t.Errorf("said %q, asked %v", p.keys.told.Said(), pinOf(p).Visible())
	}
	typePIN(p, "1")
	if p.keys.told.Said() != kit.T("sign.pin-locked") || pinOf(p).Visible() || !p.keys.open.Disabled() {
		t.Errorf("said %q, asked %v", p.keys.told.Said(), pinOf(p).Visible())
	}
	p.Finish()
	kit.Settle()
	if len(s.secrets) != 1 {
		t.Errorf("a locked token was asked %d times", len(s.secrets))
	}
}

func TestAWrongPINBeforeTheLastTryIsToldAsThat(t *testing.T) {
	s := office3()
	s.tries = 2
	p := asking(t, s)
	typePIN(p, "1")
	if p.keys.told.Said() != kit.T("sign.pin-last") || !pinOf(p).Bad() {
		t.Errorf("said %q, beside the field %v", p.keys.told.Said(), pinOf(p).Bad())
	}
}

func TestAKeyThatOpensLateIsHeldAndTakesNobodyAway(t *testing.T) {
	s := office3()
	s.late = make(chan struct{})
	p := asking(t, s)
	test.Type(secretOf(pinOf(p)), rightPIN)
	p.keys.use()
	p.closeKeys()
	p.Search()
	close(s.late)
	kit.Settle()
	if p.held == nil || focused(p) != fyne.Focusable(p.list.search) {
		t.Errorf("held %v, focus %T", p.held != nil, focused(p))
	}
}

func TestNoPINCostsNoTry(t *testing.T) {
	s := office3()
	p := asking(t, s)
	typePIN(p, "")
	if len(s.secrets) != 0 || !pinOf(p).Bad() {
		t.Errorf("asked %d times, told %v", len(s.secrets), pinOf(p).Bad())
	}
}

func TestTheCertificateUsedLastIsChosenAndOneThatMayNotSignCannotBe(t *testing.T) {
	s := office3()
	s.tokens[0].Certificates = append(s.tokens[0].Certificates, personCert)
	p := asking(t, s)
	if o, _ := p.keys.inHand(); o.cert.SHA256 != officeCert.SHA256 {
		t.Errorf("chosen %s until %s", o.cert.Subject, o.cert.To)
	}
	s.setup.LastKey = office.KeySource{Place: office.KeyOnToken, Path: module, Slot: 1, SHA256: personCert.SHA256}
	p.Leave()
	p.Enter()
	kit.Settle()
	p.openKeys()
	kit.Settle()
	if o, _ := p.keys.inHand(); o.cert.SHA256 != personCert.SHA256 {
		t.Errorf("chosen %s, not the one used last", o.cert.Subject)
	}
	s.setup.LastKey.SHA256 = oldCert.SHA256
	p.setup = s.setup
	p.keys.search()
	kit.Settle()
	if o, _ := p.keys.inHand(); o.cert.SHA256 != officeCert.SHA256 {
		t.Error("an expired one is chosen, for it was used last")
	}
}

func TestASearchThatLastsCanBeLeftAndItsAnswerIsNotShown(t *testing.T) {
	s := office3()
	s.find = make(chan struct{})
	p := shown(t, s)
	p.openKeys()
	jobs := p.desk.Jobs.Running()
	if len(jobs) != 1 || p.keys.callout.Said() != kit.T("sign.searching") {
		t.Fatalf("%d works, told %q", len(jobs), p.keys.callout.Said())
	}
	p.keys.goTo(p.keys.at(office.KeyInFile))
	kit.Settle()
	if err := jobs[0].Wait(); err == nil || len(p.keys.offers) != 0 || len(p.desk.Jobs.Running()) != 0 {
		t.Errorf("the search ended with %v, found %d", err, len(p.keys.offers))
	}
}

func TestWhatKeepsATokenFromBeingUsedIsToldUntilItIsMended(t *testing.T) {
	s := office3()
	s.tokens = nil
	p := asking(t, s)
	if p.keys.callout.Said() != errNone.Said || pinOf(p).Visible() || !p.keys.open.Disabled() {
		t.Errorf("told %q, asked %v", p.keys.callout.Said(), pinOf(p).Visible())
	}
	s.tokens = newStation().tokens
	test.Tap(&p.keys.more.Button)
	kit.Settle()
	if p.keys.callout.Visible() || !pinOf(p).Visible() {
		t.Error("still told after it was mended")
	}
}

func TestAKeyFileIsOpenedWithItsPassword(t *testing.T) {
	s := office3()
	p := asking(t, s)
	p.keys.goTo(p.keys.at(office.KeyInFile))
	kit.Settle()
	p.keys.use()
	kit.Settle()
	if len(s.secrets) != 0 || p.keys.told.Said() != kit.Refused("sign.no-key-file").Said {
		t.Errorf("asked %d times, told %q", len(s.secrets), p.keys.told.Said())
	}
	p.PickFiles = func(then func([]string)) { then([]string{"/media/usb/khóa.p12"}) }
	test.Tap(&p.keys.more.Button)
	for _, word := range []string{"sai", rightWord} {
		test.Type(secretOf(wordOf(p)), word)
		secretOf(wordOf(p)).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		kit.Settle()
		if bad := wordOf(p).Bad(); bad != (word != rightWord) {
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
	if !p.keys.content.Visible() || p.keys.path != "/x/KHÓA.PFX" || focused(p) != fyne.Focusable(secretOf(wordOf(p))) {
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
	p.keys.goTo(p.keys.at(office.KeyInService))
	kit.Settle()
	p.Finish()
	kit.Settle()
	if p.held == nil || p.held.Source.Place != office.KeyInService || len(s.secrets[0]) != 0 {
		t.Errorf("held %+v, secrets %q", p.held, s.secrets)
	}
}

func TestLeavingEmptiesTheFieldOfThePIN(t *testing.T) {
	p := asking(t, office3())
	test.Type(secretOf(pinOf(p)), "1234")
	p.Leave()
	if !secretOf(pinOf(p)).Empty() || p.keys.content.Visible() {
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

// The password is gone with the panel; which file was chosen stays as long as the window.
func TestTheKeyFileThatWasChosenIsThereWhenThePanelIsOpenedAgain(t *testing.T) {
	p := asking(t, office3())
	p.keys.take("/usb/khoa.p12")
	p.Leave()
	p.Enter()
	kit.Settle()
	p.openKeys()
	kit.Settle()
	if p.keys.way.place != office.KeyInFile || p.keys.about.Text != "/usb/khoa.p12" || p.keys.form.First() == nil {
		t.Errorf("the panel comes back at %s and says %q", p.keys.way.place, p.keys.about.Text)
	}
}
