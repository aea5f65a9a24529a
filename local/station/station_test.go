package station

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/store"
)

var (
	ours = office.Office{
		Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu",
	}
	staff = []office.Clerk{{Name: "Nguyễn Văn Mẫu"}, {Name: "Trần Thị Ví Dụ"}}
)

func open(t *testing.T, home string) *Station {
	t.Helper()
	s, err := Open(context.Background(), Options{Home: home, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestAnOfficeIsSetUpOnceAndIsThereOnTheNextStart(t *testing.T) {
	home, ctx := t.TempDir(), context.Background()
	s := open(t, home)
	if s.Ready() {
		t.Fatal("an empty folder is an office")
	}
	recovery, err := s.SetUp(ctx, ours, staff)
	if err != nil {
		t.Fatal(err)
	}
	if !recovery.Weak || recovery.Kept == "" || !bytes.HasPrefix(recovery.PDF, []byte("%PDF-1.7")) {
		t.Errorf("recovery: weak %v, kept %q", recovery.Weak, recovery.Kept)
	}
	if _, err := s.SetUp(ctx, ours, staff); !errors.Is(err, AlreadySetUp) {
		t.Errorf("set up twice: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, home)
	o, err := again.Office(ctx)
	if err != nil || !again.Ready() || o.Name != ours.Name {
		t.Errorf("next start: ready %v, office %+v, %v", again.Ready(), o, err)
	}
	clerks, err := again.Clerks(ctx)
	if err != nil || len(clerks) != 2 {
		t.Errorf("clerks %v, %v", clerks, err)
	}
}

// TestASetUpThatWasCutOffCanBeDoneAgain leaves what a power cut after the
// identity leaves: the key and some people, and no office yet.
func TestASetUpThatWasCutOffCanBeDoneAgain(t *testing.T) {
	home, ctx := t.TempDir(), context.Background()
	s := open(t, home)
	identity, place, err := s.identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mark.Defaults() {
		if _, err := s.store.SaveTemplate(ctx, store.Act{Actor: program, Step: "setup"}, m); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.store.SaveClerk(ctx, store.Act{Actor: program, Step: "setup"}, staff[0].Tidy()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, home)
	recovery, err := s.SetUp(ctx, ours, staff)
	if err != nil {
		t.Fatal(err)
	}
	if recovery.Key != identity.RecoveryKey() || place != seal.InPlainFile {
		t.Error("the second try made another key: files sealed with the first would be lost")
	}
	templates, err := s.Templates(ctx)
	forms := map[string]int{}
	for _, m := range templates {
		forms[string(m.Serves()+" "+office.Direction(m.Form))]++
		if m.ID == "" {
			t.Errorf("%s %s is not the office's own", m.Serves(), m.Form)
		}
	}
	if err != nil || len(forms) != len(templates) {
		t.Errorf("templates twice: %v, %v", forms, err)
	}
}

func TestTheRecoveryKeyStandsInNoFileButItsPage(t *testing.T) {
	home, ctx := t.TempDir(), context.Background()
	s := open(t, home)
	recovery, err := s.SetUp(ctx, ours, staff)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	err = filepath.WalkDir(home, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		if bytes.Contains(b, []byte(recovery.Key)) || bytes.Contains(b, []byte(strings.Fields(recovery.Key)[0])) {
			t.Errorf("%s holds the recovery key", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAChangedWordingIsRefusedWhenItTellsTooLittle(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	if _, err := s.SetUp(ctx, ours, staff); err != nil {
		t.Fatal(err)
	}
	templates, err := s.Templates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range templates {
		seen, err := s.SampleMark(ctx, m)
		if err != nil || seen.Picture.Bounds().Empty() {
			t.Errorf("%s: %v", m.Form, err)
		}
		m.Lines = []string{"ĐÃ SỐ HÓA"}
		if _, err := s.SaveTemplate(ctx, m); err == nil {
			t.Errorf("%s: a mark without time and office was saved", m.Form)
		} else if told, ok := office.FailureIn(err); !ok || told.Next == "" {
			t.Errorf("%s: refused without a sentence: %v", m.Form, err)
		}
	}
}

func TestAFileInTheWayOfTheHomeIsToldInASentence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tệp")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), Options{Home: file}); !errors.Is(err, HomeUnusable) {
		t.Errorf("got %v", err)
	}
}
