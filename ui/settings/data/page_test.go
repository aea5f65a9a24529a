package data

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
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

// table is the section on a window.
type table struct {
	*Section
	services Services
	window   fyne.Window
}

func lay(t *testing.T, s Services) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	l := &table{services: s, window: test.NewTempWindow(t, nil)}
	l.Section = New(kit.NewDesk(t.Context(), l.window), s)
	l.window.SetContent(l.Content())
	l.window.Resize(fyne.NewSize(1148, 554))
	l.Enter(t.Context())
	kit.Settle()
	return l
}

// turnedBack is an office whose database somebody has put back: a picture that it took
// since then lies in its vault, and nothing names it.
func turnedBack(t *testing.T) Services {
	t.Helper()
	below, before := t.TempDir(), t.TempDir()
	s := stationtest.Open(t, below)
	ctx := t.Context()
	_, err := s.SetUp(ctx, stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}})
	for _, do := range []func() error{
		func() error { return err }, s.RecoveryKept, s.Close,
		func() error { return os.CopyFS(before, os.DirFS(below)) },
		func() error {
			s = stationtest.Open(t, below)
			_, _, err := s.TakePicture(ctx, "", seal(t))
			return err
		},
		s.Close,
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	putBack(t, before, below)
	return stationtest.Open(t, below)
}

// putBack replaces what lies beside the vault by what lay there before, and makes the
// files old enough to be swept.
func putBack(t *testing.T, before, below string) {
	t.Helper()
	was := filepath.Join(before, "nhà")
	files, err := filepath.Glob(filepath.Join(was, "*.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no database: ", err)
	}
	home := filepath.Join(below, "nhà")
	now, err := filepath.Glob(filepath.Join(home, "*.db*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range now {
		os.Remove(f)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err == nil {
			err = os.WriteFile(filepath.Join(home, filepath.Base(f)), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-time.Hour)
	err = filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chtimes(path, old, old)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// seal is the file of a picture.
func seal(t *testing.T) string {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 120, 120))
	for i := range 120 {
		m.SetNRGBA(i, i, color.NRGBA{R: 200, A: 255})
	}
	path := filepath.Join(t.TempDir(), "dấu.png")
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

// secretive is a station that turned a secret document away, and says how its data lie.
type secretive struct {
	Services
	rest office.AtRest
}

func (s secretive) AtRest(context.Context) office.AtRest { return s.rest }

func (secretive) Refusals(context.Context) ([]office.Refusal, error) {
	return []office.Refusal{{At: time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam), Secrecy: office.Secret, Number: "7", Symbol: "BC-UBND", Issuer: "Cơ quan ví dụ", Clerk: "Trần Thị Ví Dụ"}}, nil
}

func (secretive) SecretTraces(context.Context) ([]office.SecretTrace, error) {
	return []office.SecretTrace{{Code: "7K4M-Q2XN-9RT2", Secrecy: office.Secret, Entries: []int64{12, 13}}}, nil
}

func (l *table) shows(t *testing.T, name string) {
	t.Helper()
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "data-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, l.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}

// button is the first one of a word.
func (l *table) button(t *testing.T, key string) *kit.Button {
	t.Helper()
	word := kit.T(key)
	l.window.Content().Refresh()
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		if b, is := o.(*kit.Button); is && b.Text == word {
			return b
		}
	}
	t.Fatalf("there is no button %q", word)
	return nil
}

// answers why something is to be done.
func (l *table) answers(t *testing.T, why string) {
	t.Helper()
	if l.asking == nil {
		t.Fatal("nothing was asked")
	}
	l.asking.Why.SetText(why)
	test.Tap(l.asking.Yes)
	kit.Settle()
}

func TestHowTheDataLieOnTheDiskIsToldWithItsWorth(t *testing.T) {
	s := stationtest.New(t)
	for word, rest := range map[string]office.AtRest{
		"Chưa mã hóa":            {Weak: true, Said: "Ai lấy được tệp thì đọc được.", DiskIs: "Ổ đĩa: không rõ."},
		"Chìa nằm ngay bên cạnh": {Records: true, Weak: true, Said: "Ai lấy được cả thư mục thì đọc được.", DiskIs: "Ổ đĩa không được mã hóa.", Folder: "Thư mục mở cho mọi người."},
		"Đã mã hóa":              {Records: true, Said: "Ai lấy được ổ đĩa cũng không đọc được.", DiskIs: "Ổ đĩa được mã hóa."},
	} {
		l := lay(t, secretive{s, rest})
		for _, want := range []string{rest.Said, rest.DiskIs, rest.Folder} {
			if l.rest.Said() != word || !strings.Contains(l.restSaid.Text, want) {
				t.Errorf("%q: %s", l.rest.Said(), l.restSaid.Text)
			}
		}
	}
	if l := lay(t, s); l.rest.Said() == "" || l.restSaid.Text == kit.T("kit.reading") {
		t.Errorf("of this computer it is told %q, %q", l.rest.Said(), l.restSaid.Text)
	}
}

func TestDataThatWereTurnedBackAreToldAndAcceptedByAWord(t *testing.T) {
	s := turnedBack(t)
	l := lay(t, s)
	l.shows(t, "data")
	trouble, _ := s.JournalTrouble()
	if !l.trouble.Visible() || trouble.Said == "" || !strings.Contains(l.said.Text, trouble.Said) || !strings.Contains(l.said.Text, trouble.By) {
		t.Fatalf("shown %v: %s", l.trouble.Visible(), l.said.Text)
	}
	if l.Main() != l.accept {
		t.Error("the keyboard cannot accept them")
	}
	test.Tap(l.accept)
	l.answers(t, "  ")
	if _, is := s.JournalTrouble(); !is {
		t.Fatal("accepted in silence")
	}
	l.answers(t, "Khôi phục từ bản sao lưu")
	if _, is := s.JournalTrouble(); is || l.trouble.Visible() || l.Main() != nil {
		t.Errorf("not accepted: %s", l.desk.News.Said())
	}
}

func TestAFileOfNobodyIsSweptByAWordOnly(t *testing.T) {
	s := turnedBack(t)
	l := lay(t, s)
	was, err := s.Orphans(t.Context())
	if err != nil || len(was) == 0 || len(l.orphans.Objects) != len(was) {
		t.Fatalf("%d files of nobody, %d shown: %v", len(was), len(l.orphans.Objects), err)
	}
	accepted(t, l)
	test.Tap(l.button(t, "settings.data-sweep"))
	if now, _ := s.Orphans(t.Context()); len(now) != len(was) {
		t.Fatal("swept before anybody said why")
	}
	l.answers(t, "Đã xem")
	if now, _ := s.Orphans(t.Context()); len(now) != len(was)-1 || len(l.orphans.Objects) != max(1, len(now)) {
		t.Errorf("%d are left: %s", len(now), l.desk.News.Said())
	}
}

func accepted(t *testing.T, l *table) {
	t.Helper()
	test.Tap(l.accept)
	l.answers(t, "Đã biết")
}

func TestAFileOfNobodyIsAdoptedByAWord(t *testing.T) {
	s := turnedBack(t)
	l := lay(t, s)
	accepted(t, l)
	was, _ := s.Orphans(t.Context())
	known := slices.IndexFunc(was, func(o office.Orphan) bool { return o.Kind != "" })
	if known < 0 {
		t.Fatalf("no file whose kind is known: %+v", was)
	}
	row := l.orphans.Objects[known].(*fyne.Container).Objects[1].(*fyne.Container)
	test.Tap(row.Objects[0].(*kit.Button))
	l.answers(t, "Xem lại")
	if now, _ := s.Orphans(t.Context()); len(now) != len(was)-1 {
		t.Errorf("%d are left: %s", len(now), l.desk.News.Said())
	}
}

// TestWhatIsFoundLiesOverNoOtherCard: the list fills after its page was laid out.
func TestWhatIsFoundLiesOverNoOtherCard(t *testing.T) {
	for name, s := range map[string]Services{"nothing": stationtest.New(t), "files of nobody": turnedBack(t)} {
		l := lay(t, s)
		l.window.Content().Refresh()
		if has, needs := l.orphans.Size().Height, l.orphans.MinSize().Height; has < needs {
			t.Errorf("%s: the list has %.0f of %.0f", name, has, needs)
		}
	}
}

func TestTheRegisterOfSecretDocumentsAndWhatIsLeftOfThemAreShown(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, secretive{Services: s})
	for _, want := range []string{"7/BC-UBND", "Cơ quan ví dụ", "7K4M-Q2XN-9RT2", "12, 13"} {
		if !strings.Contains(l.register.Text, want) {
			t.Errorf("%q is not shown: %s", want, l.register.Text)
		}
	}
	l = lay(t, s)
	if l.register.Text != kit.T("settings.data-no-refusals") || l.trouble.Visible() || l.missing.Visible() || l.Main() != nil {
		t.Errorf("an honest office: %q", l.register.Text)
	}
}

func TestTheJournalIsProvenAnchorByAnchor(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, s)
	var before, proof office.Proof
	for again := true; again; again = !reflect.DeepEqual(before.Checks, proof.Checks) { // a mark may be made at any moment
		var err error
		if before, err = s.ProveJournal(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		test.Tap(l.check)
		kit.Settle()
		if proof, err = s.ProveJournal(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(proof.Checks) == 0 || !strings.Contains(l.anchors.Text, proof.Said) {
		t.Fatalf("%q", l.anchors.Text)
	}
	for _, c := range proof.Checks {
		if !strings.Contains(l.anchors.Text, c.Point+": "+c.Evidence) {
			t.Errorf("%s is not told", c.Point)
		}
	}
}

// unread is a station whose vault cannot be listed.
type unread struct{ Services }

func (unread) Orphans(context.Context) ([]office.Orphan, error) {
	return nil, office.Failure{Name: "store.away", Said: "Chưa đọc được kho.", Next: "Hãy thử lại."}
}

func TestAVaultThatCannotBeReadIsNotSaidToBeInOrder(t *testing.T) {
	l := lay(t, unread{stationtest.New(t)})
	l.window.Content().Refresh()
	shown := test.RenderToMarkup(l.window.Canvas())
	if strings.Contains(shown, kit.T("settings.data-no-orphans")) || !strings.Contains(shown, "Chưa đọc được kho.") {
		t.Error("a vault that was not read is said to be in order")
	}
}

func TestWhatIsDoneToTheDataIsDoneByWhoIsLoggedIn(t *testing.T) {
	s := stationtest.Manned(t)
	who := office.Clerk{Name: "Lê Thị Thu Hà"}
	if err := s.AdmitUser(t.Context(), who, []office.Post{office.AsAdmin}, []byte(stationtest.Password)); err != nil {
		t.Fatal(err)
	}
	stationtest.Enter(t, s, who.Name)
	if got := lay(t, s).by.Name; got != who.Name {
		t.Errorf("%s works here, and %q is offered", who.Name, got)
	}
}
