package child

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// told is what a child finds in its environment.
func told(t *testing.T, env []string) []string {
	t.Helper()
	var keys []string
	for _, v := range env {
		key, _, _ := strings.Cut(v, "=")
		keys = append(keys, strings.ToUpper(key))
	}
	return keys
}

func TestAChildLearnsNoSecret(t *testing.T) {
	for _, key := range []string{"TRAM_PIN", "TRAM_PASSPHRASE", "TRAM_PASSWORD", "TRAM_NEW_PASSWORD", "TRAM_TOKEN", "TRAM_BALLOT_KEY", "TRAM_KEY_PASSWORD", "AWS_SECRET_ACCESS_KEY", "tram_pin", "LD_PRELOAD", "SSH_AUTH_SOCK"} {
		t.Setenv(key, "mat-khau-8731")
	}
	t.Setenv("CUPS_SERVER", "may-in.example:631")
	t.Setenv("LC_PAPER", "vi_VN.UTF-8")
	c := Command(context.Background(), os.Args[0])
	if all := strings.Join(c.Env, "\n"); strings.Contains(all, "8731") {
		t.Errorf("it learns %s", all)
	}
	for _, key := range []string{"PATH", "CUPS_SERVER", "LC_PAPER"} {
		if !slices.Contains(told(t, c.Env), key) {
			t.Errorf("it does not learn %s", key)
		}
	}
	if seen := strings.ToUpper(strings.Join(Viewer(os.Args[0]).Env, "\n")); strings.Contains(seen, "TRAM_") {
		t.Errorf("a viewer learns %s", seen)
	}
}

func TestAnEnvironmentOfNothingIsNotTheWholeOne(t *testing.T) {
	if env := filtered([]string{"A=1"}, func(string) bool { return false }); env == nil {
		t.Error("nil gives a child everything")
	}
}

func TestWhatAKillLeftIsSweptAndWhatIsInUseStays(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	living, err := NewPlace()
	if err != nil {
		t.Fatal(err)
	}
	killed, err := NewPlace()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*Place{living, killed} {
		if err := os.WriteFile(filepath.Join(p.Dir, "van-ban.docx"), []byte("mật"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	killed.held.Close() // which is all that a kill does
	fresh, strange := filepath.Join(os.TempDir(), placeName+"moi"), filepath.Join(os.TempDir(), "tram-khac")
	for _, dir := range []string{fresh, strange} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	there := func(path string) bool {
		_, err := os.Stat(path)
		return err == nil
	}
	if err := Sweep(time.Now()); err != nil || there(killed.Dir) || !there(filepath.Join(living.Dir, "van-ban.docx")) || !there(fresh) || !there(strange) {
		t.Errorf("swept: killed %v, living %v, fresh %v, strange %v, %v", !there(killed.Dir), !there(living.Dir), !there(fresh), !there(strange), err)
	}
	if err := Sweep(time.Now().Add(2 * tooFresh)); err != nil || there(fresh) {
		t.Errorf("one that was never held stays: %v", err)
	}
	for name, gone := range map[string]bool{fmt.Sprintf("%s%d-a", placeName, os.Getpid()): false, placeName + "4194399-b": true, placeName + "0-c": false} {
		dir := filepath.Join(os.TempDir(), name)
		if err := os.MkdirAll(filepath.Join(dir, "profile"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := Sweep(time.Now()); err != nil || there(dir) == gone {
			t.Errorf("%s without a mark: swept %v, %v", name, !there(dir), err)
		}
	}
	if err := living.Remove(); err != nil || there(living.Dir) {
		t.Errorf("its maker cannot remove it: %v", err)
	}
}

func TestAProgramAtWorkIsSeenUntilItLeaves(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "at work")
	others := func(own *Sitting) bool {
		t.Helper()
		seen, err := Others(dir, own)
		if err != nil {
			t.Fatal(err)
		}
		return seen
	}
	if others(nil) {
		t.Error("somebody is seen where nobody was")
	}
	one, err := Sit(dir)
	if err != nil {
		t.Fatal(err)
	}
	if others(one) || !others(nil) {
		t.Error("one sees itself, or is not seen")
	}
	other, err := Sit(dir)
	if err != nil || !others(one) || !others(other) {
		t.Fatalf("two do not see one another: %v", err)
	}
	other.held.Close() // as the system does for one that is killed
	if others(one) {
		t.Error("one that is gone is seen")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("it left %v", left)
	}
	if err := one.Leave(); err != nil || others(nil) {
		t.Errorf("seen after it left: %v", err)
	}
}

// TestWhoeverSitsDownSweepsWhatTheKilledLeft, and neither who is at work nor who is about to be.
func TestWhoeverSitsDownSweepsWhatTheKilledLeft(t *testing.T) {
	dir := t.TempDir()
	long := time.Now().Add(-2 * sweptAfter)
	one, err := Sit(dir)
	if err == nil {
		err = os.Chtimes(one.path, long, long)
	}
	t.Cleanup(func() { one.Leave() })
	young, left := filepath.Join(dir, "8-young"), []string{filepath.Join(dir, "7-left"), filepath.Join(dir, "9-left")}
	for _, path := range append(left, young) {
		err = errors.Join(err, os.WriteFile(path, nil, 0o600))
	}
	for _, path := range left {
		err = errors.Join(err, os.Chtimes(path, long, long))
	}
	if err != nil {
		t.Fatal(err)
	}
	other, err := Sit(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Leave() })
	stay := []string{one.path, other.path, young}
	slices.Sort(stay)
	if found, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || !slices.Equal(found, stay) {
		t.Errorf("there are %v, and not %v, %v", found, stay, err)
	}
}

// TestWhatIsNoFileOfAProgramShowsNone fills the folder with what anybody can put there,
// and asks in a folder whose name is a pattern.
func TestWhatIsNoFileOfAProgramShowsNone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "[at] work*")
	one, err := Sit(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { one.Leave() })
	if seen, err := Others(dir, nil); err != nil || !seen {
		t.Errorf("a program in a folder with a strange name is not seen: %v", err)
	}
	elsewhere := filepath.Join(t.TempDir(), "held")
	held, err := os.Create(elsewhere)
	if err := errors.Join(err, hold(held)); err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "7-folder"), 0o700), os.WriteFile(filepath.Join(dir, "7-closed"), nil, 0),
		os.WriteFile(filepath.Join(dir, "7-left"), nil, 0o400), os.Symlink(elsewhere, filepath.Join(dir, "7-held"))); err != nil {
		t.Fatal(err)
	}
	if seen, err := Others(dir, one); err != nil || seen {
		t.Errorf("nobody is there, and somebody is seen: %v", err)
	}
}
