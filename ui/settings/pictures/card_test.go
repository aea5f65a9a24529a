package pictures

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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

// station is what these tests ask of it beside the card.
type station interface {
	Services
	SigningSetup(ctx context.Context) (office.SigningSetup, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)
}

// table is the card on a window, with the setup that it stands on.
type table struct {
	*Card
	services station
	window   fyne.Window
}

// lay lays the card of an office out.
func lay(t *testing.T, s station) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	l := &table{services: s, window: test.NewTempWindow(t, nil)}
	d := kit.NewDesk(t.Context(), l.window)
	setup := kit.NewKeeping(d, kit.NewForm[office.SigningSetup](), kit.KeepingOf[office.SigningSetup]{
		Name: "signing", Save: s.SaveSigningSetup, After: func(before *office.SigningSetup, after office.SigningSetup) { before.Version = after.Version },
		Kept: func(office.SigningSetup) { l.Update() },
	})
	l.Card = New(d, s, setup)
	setup.Show(l.stored(t))
	l.window.SetContent(container.NewVBox(l.Content))
	l.window.Resize(fyne.NewSize(560, 554))
	clerks, err := s.AllClerks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.Enter(t.Context(), clerks)
	kit.Settle()
	return l
}

// setUp is the table of an office with a seal and a hand.
func setUp(t *testing.T) *table {
	t.Helper()
	s := stationtest.New(t)
	for _, whose := range []office.ID{sealOwner, stationtest.Clerk(t, s).ID} {
		if _, _, err := s.TakePicture(t.Context(), whose, ringed(t, 120+len(whose))); err != nil {
			t.Fatal(err)
		}
	}
	return lay(t, s)
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
	test.AssertRendersToMarkup(t, name+".xml", l.window.Canvas())
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "pictures-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, l.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
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

func (l *table) width() string { return l.Form.Answers()["width"] }

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

func written(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnOfficeWithoutPicturesIsAskedForSome(t *testing.T) {
	l := lay(t, stationtest.New(t))
	if !l.none.Visible() || l.sized.Visible() || l.paper.Visible() {
		t.Error("what is not there is shown, or can be changed")
	}
	l.PickFile = func(_ []string, then func(string)) { then(ringed(t, 100)) }
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		if b, is := o.(*kit.Button); is && b.Text == kit.T("trust.picture-choose") {
			test.Tap(b)
		}
	}
	kit.Settle()
	if l.stored(t).Seal == nil || l.none.Visible() || !l.paper.Visible() || l.width() == "" {
		t.Errorf("not taken, or not shown: %s", l.desk.News.Said())
	}
}

func TestAPictureIsTakenWithItsNotesAndTakenBack(t *testing.T) {
	l := setUp(t)
	p := l.Card
	p.whose.SetSelectedIndex(1)
	kit.Settle()
	was := l.stored(t).Hands[p.owner()]
	if p.owner() == sealOwner || p.shown.Image == nil || was.Digest == "" {
		t.Fatalf("owner %q, %+v", p.owner(), was)
	}
	p.take(ringed(t, 90)) // a hand in red
	kit.Settle()
	if now := l.stored(t).Hands[p.owner()]; now.Digest == was.Digest || len(p.notes.Objects) == 0 {
		t.Errorf("the picture was not taken, or its notes are not shown: %s", l.desk.News.Said())
	}
	l.shows(t, "hand")
	l.undo(t)
	if l.stored(t).Hands[p.owner()].Digest != was.Digest {
		t.Error("the old picture did not come back")
	}
	p.take(written(t, "chữ ký.png", []byte("không phải hình")))
	kit.Settle()
	if !l.desk.News.Visible() || l.stored(t).Hands[p.owner()].Digest != was.Digest || len(p.notes.Objects) > 0 {
		t.Error("a file that is no picture changed something, or was not told")
	}
}

func TestAPictureIsRemovedAndTakenBack(t *testing.T) {
	l := setUp(t)
	l.remove()
	kit.Settle()
	if l.stored(t).Seal != nil || !l.none.Visible() || l.paper.Visible() {
		t.Fatal("the seal is still there")
	}
	l.undo(t)
	if l.stored(t).Seal == nil || !l.paper.Visible() {
		t.Error("the seal did not come back")
	}
}

func TestAWidthIsANumberThatPrints(t *testing.T) {
	l := setUp(t)
	p := l.Card
	was := l.stored(t)
	for _, bad := range []string{"", "rộng", "0", "-3", "4,9", "121", "NaN", "Inf", "3 6"} {
		p.Form.Type(map[string]string{"width": bad})
		p.Press()
		kit.Settle()
		if !p.Form.Field("width").Bad() || l.stored(t).Version != was.Version {
			t.Errorf("%q was taken", bad)
		}
	}
	p.Form.Type(map[string]string{"width": " 35,5 "})
	p.Press()
	kit.Settle()
	if got := l.stored(t).Seal.WidthMM; got != 35.5 || !p.Save.Disabled() {
		t.Errorf("width %g", got)
	}
	l.undo(t)
	if got := l.stored(t).Seal.WidthMM; got != was.Seal.WidthMM || l.width() != millimetres(was.Seal.WidthMM) {
		t.Errorf("after undo %g, shown %q", got, l.width())
	}
	p.Form.Type(map[string]string{"width": "44"})
	p.whose.SetSelectedIndex(1)
	p.Form.Type(map[string]string{"width": "50"})
	p.Press()
	kit.Settle()
	if now := l.stored(t); now.Hands[p.owner()].WidthMM != 50 || now.Seal.WidthMM != was.Seal.WidthMM {
		t.Error("the width went to another picture")
	}
	if p.whose.SetSelectedIndex(0); l.width() != "44" {
		t.Errorf("what was typed of the other one became %q", l.width())
	}
}

func TestTwoClerksOfOneNameHaveAPictureEach(t *testing.T) {
	s := stationtest.New(t)
	for _, c := range []office.Clerk{{Name: "Trần Thị Ví Dụ"}, {Name: "Trần Thị Ví Dụ"}, {Name: "Trần Thị Ví Dụ"}, {Name: "Đã Nghỉ", Left: true}} {
		if _, err := s.SaveClerk(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	p := lay(t, s).Card
	owners := map[office.ID]bool{}
	for i := range p.whose.Options {
		p.whose.SetSelectedIndex(i)
		owners[p.owner()] = true
	}
	names := slices.Clone(p.whose.Options)
	if slices.Sort(names); len(owners) != 5 || len(slices.Compact(names)) != 5 {
		t.Errorf("%d owners of %q", len(owners), p.whose.Options)
	}
}

// blind is a station that cannot show its pictures.
type blind struct{ station }

func (blind) LookPicture(context.Context, office.Digest) (image.Image, error) { return nil, away }

var away = office.Failure{Name: "store.away", Said: "Chưa đọc được.", Next: "Hãy thử lại."}

func TestAPictureThatCannotBeShownIsTold(t *testing.T) {
	l := lay(t, blind{setUp(t).services})
	if !l.desk.News.Visible() || l.paper.Visible() {
		t.Error("an empty frame without a word")
	}
}
