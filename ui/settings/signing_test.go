package settings

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// trusting lays the table at the section of signing.
func trusting(t *testing.T, m *memory) (*table, *signingSection) {
	t.Helper()
	l := lay(t, m)
	l.Show(trust)
	kit.Settle()
	c := l.sections[trust].(*signingSection)
	c.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then("/usb/"+s.Name, false) }
	return l, c
}

func filledMemory() *memory {
	m := newMemory()
	m.signing = filled()
	return m
}

// choosing lets the clerk choose a file.
func (c *signingSection) choosing(path string) {
	c.pickFile = func(_ []string, then func(string)) { then(path) }
}

func TestTheSectionOfSigningShowsAnEmptyOffice(t *testing.T) {
	l, c := trusting(t, newMemory())
	if !c.keys.none.Visible() || c.keys.certify.Visible() || !c.pictures.none.Visible() || c.pictures.drop.Visible() {
		t.Error("what is not there is shown, or can be used")
	}
	l.shows(t, "signing-empty")
}

func TestTheSectionOfSigningShowsWhatIsSetUp(t *testing.T) {
	l, c := trusting(t, filledMemory())
	if c.stamp.url.Text != "http://tsa.vi-du.vn" || c.pictures.width.Text != "36" || len(c.roots.drops) != 2 || len(c.keys.drops) != 2 {
		t.Errorf("url %q, width %q, %d roots, %d keys", c.stamp.url.Text, c.pictures.width.Text, len(c.roots.drops), len(c.keys.drops))
	}
	l.shows(t, "signing-filled")
}

func TestTheSetupOfSigningIsSavedAndTakenBack(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	if !c.stamp.save.Disabled() {
		t.Fatal("there is nothing to save, and it can be saved")
	}
	test.Tap(c.stamp.found.Objects[0].(*fyne.Container).Objects[1].(*kit.WayTo))
	c.stamp.url.SetText("  https://tsa.khac.vn/ ")
	test.Tap(&c.stamp.save.Button)
	kit.Settle()
	if m.setup.Module != m.modules[0] || m.setup.StampURL != "https://tsa.khac.vn/" || !c.stamp.save.Disabled() {
		t.Fatalf("saved %+v", m.setup)
	}
	l.undo(t)
	if m.setup.Module != "/usr/lib/softhsm/libsofthsm2.so" || m.setup.StampURL != "http://tsa.vi-du.vn" || c.stamp.url.Text != m.setup.StampURL {
		t.Errorf("after undo %+v, shown %q", m.setup, c.stamp.url.Text)
	}
}

func TestAnAddressThatIsNoneIsToldBesideTheField(t *testing.T) {
	m := filledMemory()
	_, c := trusting(t, m)
	for _, bad := range []string{"tsa.ca.gov.vn", "ftp://tsa.ca.gov.vn", "http://", "http://a b", "://"} {
		c.stamp.url.SetText(bad)
		c.stamp.press()
		kit.Settle()
		if !c.stamp.urlField.Bad() || m.setup.Version != 1 {
			t.Errorf("%q was taken", bad)
		}
	}
	c.stamp.url.SetText("")
	c.stamp.press()
	kit.Settle()
	if m.setup.StampURL != "" || m.setup.Version != 2 {
		t.Error("no server cannot be said")
	}
}

func TestWhatIsTypedSurvivesAChangeBesideIt(t *testing.T) {
	m := filledMemory()
	_, c := trusting(t, m)
	c.stamp.url.SetText("http://dang-go.vn")
	c.choosing("/x/dấu.png")
	c.pictures.take("/x/dấu.png")
	kit.Settle()
	if c.stamp.url.Text != "http://dang-go.vn" || c.stamp.save.Disabled() {
		t.Errorf("typed text became %q", c.stamp.url.Text)
	}
}

func TestAPictureIsTakenWithItsNotesAndTakenBack(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	p := c.pictures
	p.whose.SetSelectedIndex(1)
	kit.Settle()
	if p.owner() != "a" || p.width.Text != "42,5" || p.picture.Image == nil {
		t.Fatalf("owner %q, width %q", p.owner(), p.width.Text)
	}
	p.take("/x/chữ ký.png")
	kit.Settle()
	if m.setup.Hands["a"].Digest != office.DigestOf([]byte("/x/chữ ký.png")) || len(p.notes.Objects) == 0 {
		t.Error("the picture was not taken, or its notes are not shown")
	}
	l.shows(t, "signing-hand")
	l.undo(t)
	if m.setup.Hands["a"].Digest != office.DigestOf([]byte("hand")) {
		t.Error("the old picture did not come back")
	}
	p.take("/x/chữ ký.docx")
	kit.Settle()
	if !l.desk.News.Visible() || m.setup.Hands["a"].Digest != office.DigestOf([]byte("hand")) {
		t.Error("a file that is no picture changed something, or was not told")
	}
}

func TestAPictureIsRemovedAndTakenBack(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	test.Tap(&c.pictures.drop.Button)
	kit.Settle()
	if m.setup.Seal != nil || !c.pictures.none.Visible() || c.pictures.paper.Visible() {
		t.Fatal("the seal is still there")
	}
	l.undo(t)
	if m.setup.Seal == nil || !c.pictures.paper.Visible() {
		t.Error("the seal did not come back")
	}
}

func TestAWidthIsANumberThatPrints(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	p := c.pictures
	for _, bad := range []string{"", "rộng", "0", "-3", "4,9", "121", "NaN", "Inf", "3 6"} {
		p.width.SetText(bad)
		p.keepWidth()
		kit.Settle()
		if !p.field.Bad() || m.setup.Version != 1 {
			t.Errorf("%q was taken", bad)
		}
	}
	p.width.SetText(" 35,5 ")
	p.keepWidth()
	kit.Settle()
	if m.setup.Seal.WidthMM != 35.5 || !p.keep.Disabled() {
		t.Errorf("width %g", m.setup.Seal.WidthMM)
	}
	l.undo(t)
	if m.setup.Seal.WidthMM != 36 || p.width.Text != "36" {
		t.Errorf("after undo %g, shown %q", m.setup.Seal.WidthMM, p.width.Text)
	}
	p.whose.SetSelectedIndex(1)
	p.width.SetText("50")
	p.keepWidth()
	kit.Settle()
	if m.setup.Hands["a"].WidthMM != 50 || m.setup.Seal.WidthMM != 36 {
		t.Error("the width went to another picture")
	}
}

func TestTwoClerksOfOneNameHaveAPictureEach(t *testing.T) {
	m := filledMemory()
	m.clerks = []office.Clerk{{ID: "a", Name: "Trần Thị Ví Dụ"}, {ID: "c", Name: "Trần Thị Ví Dụ"}, {ID: "d", Name: "Trần Thị Ví Dụ"}, {ID: "e", Name: "Đã Nghỉ", Left: true}}
	_, c := trusting(t, m)
	var owners []office.ID
	for i := range c.pictures.whose.Options {
		c.pictures.whose.SetSelectedIndex(i)
		owners = append(owners, c.pictures.owner())
	}
	if !slices.Equal(owners, []office.ID{"", "a", "c", "d"}) {
		t.Errorf("owners %q of %q", owners, c.pictures.whose.Options)
	}
}

func TestAPictureThatCannotBeShownIsTold(t *testing.T) {
	m := filledMemory()
	m.unseen = notPNG
	l, c := trusting(t, m)
	if !l.desk.News.Visible() || c.pictures.paper.Visible() {
		t.Error("an empty frame without a word")
	}
}

func TestAnAuthorityIsAddedAndTakenBack(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	c.roots.add("/x/gốc.crt")
	kit.Settle()
	if len(c.roots.drops) != 3 {
		t.Fatalf("%d authorities", len(c.roots.drops))
	}
	l.undo(t)
	if len(c.roots.drops) != 2 || !m.roots[2].Removed {
		t.Error("it is still trusted")
	}
}

func TestAnAuthorityIsRemovedAndItsCertificateBroughtAgain(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	test.Tap(&c.roots.drops[1].Button)
	kit.Settle()
	if !m.roots[1].Removed || len(c.roots.drops) != 1 {
		t.Fatal("it is still trusted")
	}
	l.undo(t)
	if m.roots[1].Removed || len(c.roots.drops) != 2 || !strings.HasPrefix(m.asked[len(m.asked)-1], "root-") {
		t.Error("it did not come back by its certificate")
	}
}

func TestOurKeyIsSentByAFileUnderTheOfficesCode(t *testing.T) {
	l, c := trusting(t, filledMemory())
	test.Tap(&c.keys.export.Button)
	kit.Settle()
	if !slices.Equal(l.saved, []string{"/usb/khoa-tram-H49.10.02.tramkey khóa"}) {
		t.Errorf("saved %q", l.saved)
	}
}

var noKey = office.Failure{Name: "test.no-key", Said: "Chưa mở khóa ký của cơ quan.", Next: "Hãy vào Ký số, mở khóa rồi thử lại."}

func TestOurKeyIsCertifiedByTheHeldKeyOrToldWhyNot(t *testing.T) {
	m := filledMemory()
	m.keys[0].CertifiedBy, m.refused = "", noKey
	l, c := trusting(t, m)
	test.Tap(&c.keys.certify.Button)
	kit.Settle()
	if !l.desk.News.Visible() || m.keys[0].CertifiedBy != "" {
		t.Error("a key that is not open was not told")
	}
	l.desk.News.Clear()
	m.refused = nil
	test.Tap(&c.keys.certify.Button)
	kit.Settle()
	if m.keys[0].CertifiedBy == "" || !l.desk.News.Visible() {
		t.Error("not certified")
	}
}

func TestTheKeyOfAnotherOfficeIsAddedAndTrustedNoMore(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	c.keys.add("/x/khoa.tramkey")
	kit.Settle()
	if len(c.keys.drops) != 3 || !l.desk.News.Visible() {
		t.Fatal("not added, or nobody said that nobody certifies it")
	}
	test.Tap(&c.keys.drops[2].Button)
	kit.Settle()
	if len(c.keys.drops) != 2 || !m.keys[4].Retired {
		t.Error("it is still trusted")
	}
}

func TestARefusedChangeIsToldAndChangesNothing(t *testing.T) {
	m := filledMemory()
	l, c := trusting(t, m)
	m.refused = stale
	for name, change := range map[string]func(){
		"setup": func() { c.stamp.url.SetText("http://khac.vn"); c.stamp.press() }, "width": func() { c.pictures.width.SetText("40"); c.pictures.keepWidth() },
		"picture": func() { c.pictures.take("/x/a.png") }, "removal": c.pictures.remove, "authority": func() { c.roots.add("/x/a.crt") },
		"distrust": func() { c.roots.remove(m.roots[0]) }, "export": c.keys.send, "certify": c.keys.vouch,
		"key": func() { c.keys.add("/x/a.tramkey") }, "retire": func() { c.keys.remove(m.keys[2]) },
	} {
		l.desk.News.Clear()
		change()
		kit.Settle()
		if !l.desk.News.Visible() {
			t.Errorf("%s: refused without a word", name)
		}
	}
	if m.setup.Version != 1 || len(m.roots) != 2 || len(m.keys) != 4 || len(l.saved) != 0 {
		t.Error("something changed all the same")
	}
}

func TestCardsComeBackWhenTheyCanBeReadAgain(t *testing.T) {
	m := filledMemory()
	m.away = errors.New("away")
	_, c := trusting(t, m)
	if c.form.Visible() {
		t.Fatal("cards without what is on them")
	}
	m.away = nil
	test.Tap(&c.empty.Button.Button)
	kit.Settle()
	if !c.form.Visible() || c.empty.Visible() {
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
	l := lay(t, filledMemory())
	l.ToKeys()
	kit.Settle()
	c := l.sections[trust].(*signingSection)
	if l.window.Canvas().Focused() != c.keys.take {
		t.Error("the keyboard is elsewhere")
	}
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	d := fyne.CurrentApp().Driver()
	frame, at := d.AbsolutePositionForObject(c.form), d.AbsolutePositionForObject(c.keys.take)
	if at.Y < frame.Y || at.Y+c.keys.take.Size().Height > frame.Y+c.form.Size().Height {
		t.Errorf("the button stands at %.0f, the form from %.0f to %.0f", at.Y, frame.Y, frame.Y+c.form.Size().Height)
	}
}

func TestTheCardsOfSigningDoNotWaitForTheSearchOfTokens(t *testing.T) {
	m := filledMemory()
	l := lay(t, m)
	m.keysRead = make(chan struct{})
	l.Show(trust)
	kit.Settle()
	if m.waitedInVain {
		t.Error("the search for tokens stands before what is read at once")
	}
	if c := l.sections[trust].(*signingSection); !c.form.Visible() || len(c.stamp.found.Objects) == 0 {
		t.Error("nothing is shown")
	}
}
