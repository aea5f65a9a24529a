package trust

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// noTokens is a station on a computer whose programs of tokens are always the same ones.
// Its keys and authorities have numbers and a day that can be looked at.
type noTokens struct{ Services }

var modules = []string{"/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so", "/usr/lib/softhsm/libsofthsm2.so"}

func (noTokens) KeyModules() []string { return modules }

func (n noTokens) StationKeys(ctx context.Context) ([]office.StationKey, error) {
	all, err := n.Services.StationKeys(ctx)
	for i := range all {
		all[i].Created = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)
		all[i].KeyID = string(office.DigestOf([]byte(all[i].Office)))[:16]
	}
	return all, err
}

func (n noTokens) Roots(ctx context.Context) ([]office.TrustedRoot, error) {
	all, err := n.Services.Roots(ctx)
	for i := range all {
		all[i].SHA256, all[i].ValidTo = office.DigestOf([]byte(all[i].Name)), time.Date(2036, 11, 23, 7, 5, 9, 0, time.UTC)
	}
	slices.SortFunc(all, func(a, b office.TrustedRoot) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}

// table is the section on a window, with what it saved.
type table struct {
	*Section
	services Services
	window   fyne.Window
	saved    map[string][]byte
}

func lay(t *testing.T, s Services) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	return again(t, s)
}

// again is another window of the same program.
func again(t *testing.T, s Services) *table {
	t.Helper()
	l := &table{services: s, window: test.NewTempWindow(t, nil), saved: map[string][]byte{}}
	d := kit.NewDesk(t.Context(), l.window)
	d.AskSave = func(s kit.Saving, then func(string, bool)) { then("/usb/"+s.Name, false) }
	l.Section = New(d, s, func(path string, b []byte) error { l.saved[path] = b; return nil })
	l.window.SetContent(l.Content())
	l.window.Resize(fyne.NewSize(1148, 554))
	l.Enter(t.Context())
	kit.Settle()
	return l
}

// setUp is a table of an office that has set up all of it.
func setUp(t *testing.T) *table {
	t.Helper()
	s := stationtest.New(t)
	ctx := t.Context()
	setup, err := s.SigningSetup(ctx)
	setup.StampURL, setup.Module = "http://tsa.vi-du.vn", "/usr/lib/softhsm/libsofthsm2.so"
	for _, do := range []func() error{
		func() error { return err },
		func() error { _, err := s.ExportStationKey(ctx); return err }, // which makes it
		func() error { _, err := s.SaveSigningSetup(ctx, setup); return err },
		func() error { _, _, err := s.TakePicture(ctx, "", ringed(t, 180)); return err },
		func() error {
			_, _, err := s.TakePicture(ctx, stationtest.Clerk(t, s).ID, ringed(t, 120))
			return err
		},
		func() error {
			_, err := s.AddRoots(ctx, authority(t, "Chứng thực Ví Dụ cho cơ quan nhà nước G2"))
			return err
		},
		func() error { _, err := s.AddRoots(ctx, authority(t, "Gốc Ví Dụ")); return err },
		func() error {
			_, _, err := s.ImportStationKey(ctx, keyOf(t, "Ủy ban nhân dân xã Ví Dụ"))
			return err
		},
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	return lay(t, noTokens{s})
}

// ringed is the file of a seal: a red ring on nothing.
func ringed(t *testing.T, side int) string {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			r := math.Hypot(float64(x-side/2), float64(y-side/2)) / float64(side) * 2
			if r < 0.98 && r > 0.9 || r < 0.4 && r > 0.36 {
				m.SetNRGBA(x, y, color.NRGBA{R: 200, G: 30, B: 30, A: 230})
			}
		}
	}
	path := filepath.Join(t.TempDir(), "hình.png")
	f, err := os.Create(path)
	if err == nil {
		err = png.Encode(f, m)
	}
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	return path
}

// authority is the file of the certificate of an authority.
func authority(t *testing.T, name string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	is := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(9, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, is, is, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return written(t, "gốc.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// keyOf is the file of the key of another office.
func keyOf(t *testing.T, name string) string {
	t.Helper()
	other := stationtest.New(t)
	o, err := other.Office(t.Context())
	if err == nil {
		o.Name, o.Code = name, "H49.10.03"
		_, err = other.SaveOffice(t.Context(), o)
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := other.ExportStationKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return written(t, "khoa.tramkey", b)
}

func written(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// choosing lets the clerk choose a file.
func (l *table) choosing(path string) {
	l.pickFile = func(_ []string, then func(string)) { then(path) }
}

// stored is how the station signs by now.
func (l *table) stored(t *testing.T) office.SigningSetup {
	t.Helper()
	setup, err := l.services.SigningSetup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return setup
}

func (l *table) shows(t *testing.T, name string) {
	t.Helper()
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "trust-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, l.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
	test.AssertRendersToMarkup(t, name+".xml", l.window.Canvas())
}

// undo presses the button that the line of news offers.
func (l *table) undo(t *testing.T) {
	t.Helper()
	if !l.desk.News.Visible() {
		t.Fatal("no undo was offered")
	}
	l.desk.News.Press()
	kit.Settle()
}

func (l *table) types(key, text string) { l.stamp.Form.Type(map[string]string{key: text}) }

// take brings another picture of the seal.
func (l *table) take(path string) {
	l.pictures.PickFile = func(_ []string, then func(string)) { then(path) }
	test.Tap(l.button("trust.picture-choose"))
}

func (l *table) width() string { return l.pictures.Form.Answers()["width"] }

// keyless is a station that has not signed anything yet.
type keyless struct{ noTokens }

func (keyless) StationKeys(context.Context) ([]office.StationKey, error) { return nil, nil }

func TestAnEmptyOfficeIsShown(t *testing.T) {
	l := lay(t, keyless{noTokens{stationtest.New(t)}})
	if !l.keys.none.Visible() || l.keys.certify.Visible() {
		t.Error("what is not there is shown, or can be used")
	}
	l.shows(t, "empty")
}

func TestWhatIsSetUpIsShown(t *testing.T) {
	l := setUp(t)
	if l.stamp.Form.Value().StampURL != "http://tsa.vi-du.vn" || l.width() == "" || len(l.roots.drops) != 2 || len(l.keys.drops) != 1 || !strings.Contains(test.RenderToMarkup(l.window.Canvas()), kit.T("trust.picture-drop")) {
		t.Errorf("url %q, width %q, %d roots, %d keys", l.stamp.Form.Value().StampURL, l.width(), len(l.roots.drops), len(l.keys.drops))
	}
	l.shows(t, "filled")
}

func TestTheSetupIsSavedAndTakenBack(t *testing.T) {
	l := setUp(t)
	if !l.stamp.Save.Disabled() {
		t.Fatal("there is nothing to save, and it can be saved")
	}
	test.Tap(l.stamp.found.Objects[0].(*fyne.Container).Objects[1].(*kit.WayTo))
	l.types("url", "  https://tsa.khac.vn/ ")
	test.Tap(l.stamp.Save)
	kit.Settle()
	if now := l.stored(t); now.Module != modules[0] || now.StampURL != "https://tsa.khac.vn/" || !l.stamp.Save.Disabled() {
		t.Fatalf("saved %+v", now)
	}
	l.undo(t)
	if now := l.stored(t); now.Module != modules[1] || now.StampURL != "http://tsa.vi-du.vn" || l.stamp.Form.Value().StampURL != now.StampURL {
		t.Errorf("after undo %+v, shown %q", now, l.stamp.Form.Value().StampURL)
	}
}

func TestAnAddressThatIsNoneIsToldBesideTheField(t *testing.T) {
	l := setUp(t)
	was := l.stored(t).Version
	for _, bad := range []string{"tsa.ca.gov.vn", "ftp://tsa.ca.gov.vn", "http://", "http://a b", "://"} {
		l.types("url", bad)
		l.stamp.Press()
		kit.Settle()
		if !l.stamp.Form.Field("url").Bad() || l.stored(t).Version != was || l.desk.News.Visible() {
			t.Errorf("%q was taken, or is told elsewhere", bad)
		}
	}
	l.types("url", "")
	l.stamp.Press()
	kit.Settle()
	if now := l.stored(t); now.StampURL != "" || now.Version != was+1 {
		t.Error("no server cannot be said")
	}
}

func TestAModuleIsChosenFromFilesOrFoundByItself(t *testing.T) {
	l := setUp(t)
	l.choosing("/opt/token/lib.so")
	l.presses(t, "trust.module-choose")
	if got := l.stamp.Form.Value().Module; got != "/opt/token/lib.so" || l.stamp.Save.Disabled() {
		t.Errorf("the module is %q", got)
	}
	l.presses(t, "trust.module-self")
	if got := l.stamp.Form.Value().Module; got != "" {
		t.Errorf("the module is %q", got)
	}
}

// button is the first one of a text; nil: there is none.
func (l *table) button(key string) *kit.Button {
	word := kit.T(key)
	l.window.Content().Refresh()
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		if b, is := o.(*kit.Button); is && b.Text == word {
			return b
		}
	}
	return nil
}

// presses the button of a text.
func (l *table) presses(t *testing.T, key string) {
	t.Helper()
	b := l.button(key)
	if b == nil {
		t.Fatalf("there is no button %q", kit.T(key))
	}
	test.Tap(b)
	kit.Settle()
}

func TestWhatIsTypedSurvivesAChangeBesideIt(t *testing.T) {
	l := setUp(t)
	l.types("url", "http://dang-go.vn")
	l.take(ringed(t, 90))
	kit.Settle()
	if l.stamp.Form.Value().StampURL != "http://dang-go.vn" || l.stamp.Save.Disabled() {
		t.Errorf("typed text became %q", l.stamp.Form.Value().StampURL)
	}
	test.Tap(l.stamp.Save)
	kit.Settle()
	if now := l.stored(t); now.StampURL != "http://dang-go.vn" || now.Seal == nil {
		t.Errorf("saved over the picture: %+v", now)
	}
}

var away = office.Failure{Name: "store.away", Said: "Chưa đọc được.", Next: "Hãy thử lại."}

func TestAnAuthorityIsAddedAndTakenBack(t *testing.T) {
	l := setUp(t)
	l.roots.take(authority(t, "Gốc mới"))
	kit.Settle()
	if len(l.roots.drops) != 3 || !strings.Contains(l.desk.News.Said(), "Gốc mới") {
		t.Fatalf("%d authorities, %q", len(l.roots.drops), l.desk.News.Said())
	}
	l.undo(t)
	if all, err := l.services.Roots(t.Context()); len(l.roots.drops) != 2 || len(all) != 2 || err != nil {
		t.Errorf("it is still trusted: %d, %v", len(all), err)
	}
}

func TestAnAuthorityIsRemovedAndItsCertificateBroughtAgain(t *testing.T) {
	l := setUp(t)
	was, err := l.services.Roots(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	test.Tap(l.roots.drops[1])
	kit.Settle()
	if all, _ := l.services.Roots(t.Context()); len(all) != 1 || len(l.roots.drops) != 1 {
		t.Fatal("it is still trusted")
	}
	l.undo(t)
	back, err := l.services.Roots(t.Context())
	if err != nil || len(back) != 2 || !slices.ContainsFunc(back, func(r office.TrustedRoot) bool { return r.SHA256 == was[1].SHA256 }) {
		t.Errorf("it did not come back by its certificate: %v", err)
	}
}

func TestOurKeyIsSentByAFileUnderTheOfficesCode(t *testing.T) {
	l := setUp(t)
	test.Tap(l.keys.export)
	kit.Settle()
	sent := l.saved["/usb/khoa-tram-H49.10.02.tramkey"]
	if len(sent) == 0 {
		t.Fatalf("saved %v: %s", l.saved, l.desk.News.Said())
	}
	other := lay(t, noTokens{stationtest.New(t)})
	other.keys.accept(written(t, "khoa.tramkey", sent))
	kit.Settle()
	if len(other.keys.drops) != 1 {
		t.Errorf("another office does not take it: %s", other.desk.News.Said())
	}
}

// vouching is a station whose token certifies, or does not.
type vouching struct {
	Services
	refuses error
}

func (v vouching) CertifyStationKey(context.Context) (office.StationKey, error) {
	return office.StationKey{CertifiedBy: "Ủy ban nhân dân xã Mẫu Sơn"}, v.refuses
}

func TestOurKeyIsCertifiedByTheHeldKeyOrToldWhyNot(t *testing.T) {
	l := setUp(t)
	test.Tap(l.keys.certify)
	kit.Settle()
	if said := l.desk.News.Said(); said == "" || strings.Contains(said, "Ủy ban nhân dân xã Mẫu Sơn") {
		t.Errorf("no key is open, and it says %q", said)
	}
	l = lay(t, vouching{Services: l.services})
	test.Tap(l.keys.certify)
	kit.Settle()
	if !strings.Contains(l.desk.News.Said(), "Ủy ban nhân dân xã Mẫu Sơn") {
		t.Errorf("it says %q", l.desk.News.Said())
	}
}

func TestTheKeyOfAnotherOfficeIsAddedAndTrustedNoMore(t *testing.T) {
	l := setUp(t)
	l.keys.accept(keyOf(t, "Ủy ban nhân dân xã Khác"))
	kit.Settle()
	if len(l.keys.drops) != 2 || !strings.Contains(l.desk.News.Said(), "Ủy ban nhân dân xã Khác") {
		t.Fatalf("not added, or nobody said that nobody certifies it: %q", l.desk.News.Said())
	}
	test.Tap(l.keys.drops[1])
	kit.Settle()
	if len(l.keys.drops) != 1 {
		t.Error("it is still trusted")
	}
}

// refusing is a station that changes nothing.
type refusing struct{ noTokens }

func (refusing) SaveSigningSetup(context.Context, office.SigningSetup) (office.SigningSetup, error) {
	return office.SigningSetup{}, away
}
func (refusing) TakePicture(context.Context, office.ID, string) (office.SigningSetup, []string, error) {
	return office.SigningSetup{}, nil, away
}
func (refusing) DropPicture(context.Context, office.ID) (office.SigningSetup, error) {
	return office.SigningSetup{}, away
}
func (refusing) AddRoots(context.Context, string) ([]office.TrustedRoot, error) { return nil, away }
func (refusing) RemoveRoot(context.Context, string) (office.TrustedRoot, error) {
	return office.TrustedRoot{}, away
}
func (refusing) ExportStationKey(context.Context) ([]byte, error) { return nil, away }
func (refusing) ImportStationKey(context.Context, string) (office.StationKey, []string, error) {
	return office.StationKey{}, nil, away
}
func (refusing) RetireStationKey(context.Context, office.ID) (office.StationKey, error) {
	return office.StationKey{}, away
}

func TestARefusedChangeIsToldAndTheFormStays(t *testing.T) {
	l := lay(t, refusing{setUp(t).services.(noTokens)})
	for name, change := range map[string]func(){
		"setup": func() { l.types("url", "http://khac.vn"); l.stamp.Press() }, "width": func() { l.pictures.Form.Type(map[string]string{"width": "40"}); l.pictures.Press() },
		"picture": func() { l.take("/x/a.png") }, "removal": func() { l.presses(t, "trust.picture-drop") }, "authority": func() { l.roots.take("/x/a.crt") },
		"distrust": func() { test.Tap(l.roots.drops[0]) }, "export": l.keys.send, "key": func() { l.keys.accept("/x/a.tramkey") }, "retire": func() { test.Tap(l.keys.drops[0]) },
	} {
		l.desk.News.Clear()
		change()
		kit.Settle()
		if l.desk.News.Said() != away.Said {
			t.Errorf("%s: it says %q", name, l.desk.News.Said())
		}
	}
	if l.stamp.Form.Value().StampURL != "http://khac.vn" || l.width() != "40" || l.stamp.Save.Disabled() || len(l.saved) > 0 {
		t.Error("what was typed is gone, or something was saved")
	}
}

// coming is a station whose settings can be read at times.
type coming struct {
	noTokens
	away *bool
}

func (c coming) Roots(ctx context.Context) ([]office.TrustedRoot, error) {
	if *c.away {
		return nil, away
	}
	return c.noTokens.Roots(ctx)
}

func TestCardsComeBackWhenTheyCanBeReadAgain(t *testing.T) {
	is := true
	l := lay(t, coming{setUp(t).services.(noTokens), &is})
	if l.form.Visible() {
		t.Fatal("cards without what is on them")
	}
	l.shows(t, "failed")
	is = false
	l.presses(t, "kit.again")
	if !l.form.Visible() || len(l.roots.drops) != 2 {
		t.Error("trying again did not show the cards")
	}
}

func TestADigestIsGroupedForTheEye(t *testing.T) {
	for in, want := range map[string]string{"": "", "6c97": "6c97", "6c9750": "6c97 50", strings.Repeat("0123", 16): "0123 0123 0123 0123…"} {
		if got := grouped(in); got != want {
			t.Errorf("%q is grouped as %q", in, got)
		}
	}
}

func TestTheWayToTheKeysOfOthersEndsAtTheirButton(t *testing.T) {
	l := setUp(t)
	l.ToKeys()
	l.Enter(t.Context())
	kit.Settle()
	if l.window.Canvas().Focused() != l.keys.take {
		t.Error("the keyboard is elsewhere")
	}
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	d := fyne.CurrentApp().Driver()
	frame, at := d.AbsolutePositionForObject(l.form), d.AbsolutePositionForObject(l.keys.take)
	if at.Y < frame.Y || at.Y+l.keys.take.Size().Height > frame.Y+l.form.Size().Height {
		t.Errorf("the button stands at %.0f, the form from %.0f to %.0f", at.Y, frame.Y, frame.Y+l.form.Size().Height)
	}
}

// slow is a station whose search for tokens lasts until the cards were read.
type slow struct {
	Services
	read   chan struct{}
	inVain *bool
}

func (s slow) KeyModules() []string {
	select {
	case <-s.read:
	case <-time.After(2 * time.Second):
		*s.inVain = true
	}
	return modules
}

func (s slow) StationKeys(ctx context.Context) ([]office.StationKey, error) {
	close(s.read)
	return s.Services.StationKeys(ctx)
}

func TestTheCardsDoNotWaitForTheSearchOfTokens(t *testing.T) {
	inVain := false
	l := lay(t, slow{stationtest.New(t), make(chan struct{}), &inVain})
	if inVain {
		t.Error("the search for tokens stands before what is read at once")
	}
	if !l.form.Visible() || len(l.stamp.found.Objects) == 0 {
		t.Error("nothing is shown")
	}
}

func TestWordsThatWereNotSavedAreThereWhenTheWindowOpensAgain(t *testing.T) {
	l := setUp(t)
	l.types("url", "http://tsa.vi-du.vn/dở")
	l.pictures.Form.Type(map[string]string{"width": "41"})
	l.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	next := again(t, l.services)
	if got := next.stamp.Form.Value().StampURL; got != "http://tsa.vi-du.vn/dở" || next.width() != "41" || l.stored(t).StampURL != "http://tsa.vi-du.vn" {
		t.Errorf("the server is %q, the width %q", got, next.width())
	}
}
