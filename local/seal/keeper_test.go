package seal

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

func TestAnIdentityIsKeptInTheBestPlaceThereIs(t *testing.T) {
	for name, c := range map[string]struct {
		keeper Keeper
		want   Place
		files  []string
	}{
		"keyring":                {Keeper{Keyring: newMemory(), Passphrase: "x"}, InKeyring, []string{noteFile}},
		"no keyring, passphrase": {Keeper{Passphrase: "x"}, InPassphraseFile, []string{passphraseFile, noteFile}},
		"broken keyring":         {Keeper{Keyring: broken{}, Passphrase: "x"}, InPassphraseFile, []string{passphraseFile, noteFile}},
		"lying keyring":          {Keeper{Keyring: liar{}}, InPlainFile, []string{noteFile, plainFile}},
		"nothing":                {Keeper{}, InPlainFile, []string{noteFile, plainFile}},
	} {
		t.Run(name, func(t *testing.T) {
			k, id := c.keeper, fresh(t)
			k.Home = filepath.Join(t.TempDir(), "nhà")
			if _, _, err := k.Find(); !errors.Is(err, NoIdentity) {
				t.Errorf("before: %v", err)
			}
			for range 2 { // a second time changes nothing
				if place, err := k.Keep(id); err != nil || place != c.want {
					t.Fatalf("Keep = %q, %v", place, err)
				}
			}
			found, place, err := k.Find()
			if err != nil || place != c.want || found.text() != id.text() {
				t.Errorf("Find = %v, %q, %v", found, place, err)
			}
			checkFiles(t, k.Home, c.files)
			if _, err := k.Keep(fresh(t)); !errors.Is(err, AlreadyKept) {
				t.Errorf("keeping another identity: %v", err)
			}
			if found, _, err := k.Find(); err != nil || found.text() != id.text() {
				t.Errorf("afterwards: %v, %v", found, err)
			}
		})
	}
}

func TestOneOfManyKeepersAtOnceWins(t *testing.T) {
	for name, keepers := range map[string][]Keeper{
		"one place":  {{}},
		"keyring":    {{Keyring: newMemory()}},
		"all places": {{Keyring: newMemory()}, {Passphrase: "x"}, {}},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			kept := make([]*Identity, 12)
			var all sync.WaitGroup
			for i := range kept {
				k, id := keepers[i%len(keepers)], fresh(t)
				k.Home = home
				all.Go(func() {
					_, err := k.Keep(id)
					if err == nil {
						kept[i] = id
					} else if _, told := office.FailureIn(err); !told {
						t.Error(err)
					}
				})
			}
			all.Wait()
			winners := 0
			for i, id := range kept {
				if id == nil {
					continue
				}
				winners++
				k := keepers[i%len(keepers)]
				k.Home = home
				if found, _, err := k.Find(); err != nil || found.text() != id.text() {
					t.Errorf("the one that was acknowledged is not found: %v", err)
				}
			}
			if winners != 1 {
				t.Errorf("%d identities were acknowledged", winners)
			}
		})
	}
}

func TestEachWayToLoseTheIdentityHasItsSentence(t *testing.T) {
	memory := newMemory()
	write := func(name, text string) func(t *testing.T, k *Keeper) {
		return func(t *testing.T, k *Keeper) { os.WriteFile(filepath.Join(k.Home, name), []byte(text), 0o600) }
	}
	remove := func(name string) func(t *testing.T, k *Keeper) {
		return func(t *testing.T, k *Keeper) { os.Remove(filepath.Join(k.Home, name)) }
	}
	for name, c := range map[string]struct {
		keeper Keeper
		harm   func(t *testing.T, k *Keeper)
		want   error
	}{
		"keyring locked":        {Keeper{Keyring: memory}, func(_ *testing.T, k *Keeper) { k.Keyring = broken{} }, KeyringAway},
		"no keyring now":        {Keeper{Keyring: memory}, func(_ *testing.T, k *Keeper) { k.Keyring = nil }, KeyringAway},
		"another account":       {Keeper{Keyring: memory}, func(_ *testing.T, k *Keeper) { k.Keyring = newMemory() }, KeyringEmpty},
		"nonsense in keyring":   {Keeper{Keyring: memory}, func(_ *testing.T, k *Keeper) { k.Keyring = liar{} }, KeyringEmpty},
		"no passphrase":         {Keeper{Passphrase: "x"}, func(_ *testing.T, k *Keeper) { k.Passphrase = "" }, PassphraseMissing},
		"wrong passphrase":      {Keeper{Passphrase: "x"}, func(_ *testing.T, k *Keeper) { k.Passphrase = "y" }, PassphraseWrong},
		"sealed file damaged":   {Keeper{Passphrase: "x"}, flip(passphraseFile), FileDamaged},
		"sealed file truncated": {Keeper{Passphrase: "x"}, write(passphraseFile, ""), FileDamaged},
		"sealed file gone":      {Keeper{Passphrase: "x"}, remove(passphraseFile), FileGone},
		"plain file damaged":    {Keeper{}, write(plainFile, "AGE-SECRET-KEY-1QQQ"), FileDamaged},
		"plain file emptied":    {Keeper{}, write(plainFile, "# public key: age1\n\n"), FileDamaged},
		"plain file huge":       {Keeper{}, write(plainFile, strings.Repeat("\n", maxSecretFile+1)), FileDamaged},
		"plain file exchanged":  {Keeper{}, exchange, FileDamaged},
		"plain file gone":       {Keeper{}, remove(plainFile), FileGone},
		"note damaged":          {Keeper{}, write(noteFile, "{"), NoteDamaged},
		"note of tomorrow":      {Keeper{}, write(noteFile, `{"place":"token","recipient":"age1"}`), NoteDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			k, id := c.keeper, fresh(t)
			k.Home = t.TempDir()
			if _, err := k.Keep(id); err != nil {
				t.Fatal(err)
			}
			c.harm(t, &k)
			_, _, err := k.Find()
			failure, told := office.FailureIn(err)
			if !told || !errors.Is(err, c.want) || failure.Next == "" || strings.Contains(failure.Said, "%") {
				t.Errorf("Find: %v, %q", err, failure.Said)
			}
			if strings.Contains(err.Error(), "SECRET") {
				t.Error("the error tells the secret")
			}
			if _, err := k.Keep(fresh(t)); err == nil {
				t.Error("another identity was put in its place")
			}
			mend(t, k, id, c.want)
		})
	}
}

// mend types the recovery key in again, which helps against everything but a
// note that no longer tells whose the identity was.
func mend(t *testing.T, k Keeper, id *Identity, after error) {
	t.Helper()
	if errors.Is(after, NoteDamaged) {
		os.Rename(filepath.Join(k.Home, noteFile), filepath.Join(k.Home, "set aside"))
	}
	again, err := FromRecoveryKey(id.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	place, err := k.Keep(again)
	if err != nil {
		t.Fatalf("keeping it again: %v", err)
	}
	if found, there, err := k.Find(); err != nil || there != place || found.text() != id.text() {
		t.Errorf("mended, Find = %v, %q, %v", found, there, err)
	}
}

func TestAFileThatOthersReadIsNotUsed(t *testing.T) {
	k := Keeper{Home: t.TempDir()}
	if _, err := k.Keep(fresh(t)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(k.Home, plainFile)
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o644} {
		os.Chmod(path, mode)
		if _, _, err := k.Find(); !errors.Is(err, FileTooOpen) {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
	os.Chmod(path, 0o400)
	if _, _, err := k.Find(); err != nil {
		t.Errorf("mode 0400: %v", err)
	}
}

func TestAPowerCutBeforeTheNoteLosesNothing(t *testing.T) {
	for _, k := range []Keeper{{Passphrase: "x"}, {}} {
		k.Home = t.TempDir()
		id := fresh(t)
		place, err := k.Keep(id)
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(filepath.Join(k.Home, noteFile))
		if found, there, err := k.Find(); err != nil || there != place || found.text() != id.text() {
			t.Errorf("%s: Find = %q, %v", place, there, err)
		}
		if _, err := k.Keep(fresh(t)); !errors.Is(err, AlreadyKept) {
			t.Errorf("%s: keeping another: %v", place, err)
		}
		if _, err := k.Keep(id); err != nil {
			t.Errorf("%s: keeping it again: %v", place, err)
		}
		checkFiles(t, k.Home, []string{place.file(), noteFile})
	}
}

func TestAPassphraseIsTheSameInAnyInputMethod(t *testing.T) {
	k := Keeper{Home: t.TempDir(), Passphrase: norm.NFD.String("chữ Việt có dấu")}
	if _, err := k.Keep(fresh(t)); err != nil {
		t.Fatal(err)
	}
	k.Passphrase = norm.NFC.String(k.Passphrase)
	if _, place, err := k.Find(); err != nil || place != InPassphraseFile {
		t.Errorf("Find = %q, %v", place, err)
	}
}

func TestASilentKeyringIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		silent := silent{make(chan struct{})}
		defer close(silent.release)
		k := Keeper{Home: t.TempDir(), Keyring: silent}
		start := time.Now()
		if place, err := k.Keep(fresh(t)); err != nil || place != InPlainFile {
			t.Errorf("Keep = %q, %v", place, err)
		}
		if waited := time.Since(start); waited != keyringWait {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestNoBusIsLaunchedWhereThereIsNone(t *testing.T) {
	trap, sprung := t.TempDir(), filepath.Join(t.TempDir(), "sprung")
	os.WriteFile(filepath.Join(trap, "dbus-launch"), []byte("#!/bin/sh\n: >"+sprung+"\n"), 0o700)
	t.Setenv("PATH", trap)
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for _, address := range []string{"", "autolaunch:"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		k := Keeper{Home: t.TempDir(), Keyring: SystemKeyring{}}
		if place, err := k.Keep(fresh(t)); err != nil || place != InPlainFile {
			t.Errorf("Keep = %q, %v", place, err)
		}
		if _, err := k.Keyring.Get(service, "x"); err == nil {
			t.Error("Get found a keyring")
		}
	}
	if _, err := os.Stat(sprung); err == nil {
		t.Error("a bus was launched")
	}
}

// memory is a keyring in memory that obeys the same rules as a real one.
type memory struct{ secrets sync.Map }

func newMemory() *memory { return &memory{} }

func (m *memory) Set(service, user, secret string) error {
	m.secrets.Store(service+"\n"+user, secret)
	return nil
}

func (m *memory) Get(service, user string) (string, error) {
	secret, ok := m.secrets.Load(service + "\n" + user)
	if !ok {
		return "", ErrNotInKeyring
	}
	return secret.(string), nil
}

func (m *memory) Delete(service, user string) error {
	if _, there := m.secrets.LoadAndDelete(service + "\n" + user); !there {
		return ErrNotInKeyring
	}
	return nil
}

// broken is a keyring that is locked.
type broken struct{}

var errLocked = errors.New("locked")

func (broken) Set(string, string, string) error   { return errLocked }
func (broken) Get(string, string) (string, error) { return "", errLocked }
func (broken) Delete(string, string) error        { return errLocked }

// liar takes everything and gives back something else.
type liar struct{}

func (liar) Set(string, string, string) error   { return nil }
func (liar) Get(string, string) (string, error) { return "AGE-SECRET-KEY-1QQQ", nil }
func (liar) Delete(string, string) error        { return nil }

// silent does not answer until it is released.
type silent struct{ release chan struct{} }

func (s silent) Set(string, string, string) error   { <-s.release; return errLocked }
func (s silent) Get(string, string) (string, error) { <-s.release; return "", errLocked }
func (s silent) Delete(string, string) error        { <-s.release; return errLocked }

func flip(name string) func(t *testing.T, k *Keeper) {
	return func(t *testing.T, k *Keeper) {
		path := filepath.Join(k.Home, name)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)-1] ^= 1
		os.WriteFile(path, b, 0o600)
	}
}

func exchange(t *testing.T, k *Keeper) {
	other := Keeper{Home: t.TempDir()}
	if _, err := other.Keep(fresh(t)); err != nil {
		t.Fatal(err)
	}
	os.Rename(filepath.Join(other.Home, plainFile), filepath.Join(k.Home, plainFile))
}

func checkFiles(t *testing.T, home string, want []string) {
	t.Helper()
	entries, err := os.ReadDir(home)
	if err != nil || len(entries) != len(want) {
		t.Fatalf("%v, %v; want %v", entries, err, want)
	}
	slices.Sort(want)
	for i, e := range entries {
		info, err := e.Info()
		if err != nil || e.Name() != want[i] || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v; want %s", info, err, want[i])
		}
	}
}

func BenchmarkFindWithPassphrase(b *testing.B) {
	id, err := New()
	if err != nil {
		b.Fatal(err)
	}
	k := Keeper{Home: b.TempDir(), Passphrase: "một mật khẩu dài"}
	if _, err := k.Keep(id); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := k.Find(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWhatAPassphraseTookIsNotLeftLying(t *testing.T) {
	k, id := Keeper{Passphrase: "một mật khẩu dài", Home: filepath.Join(t.TempDir(), "nhà")}, fresh(t)
	if _, err := k.Keep(id); err != nil {
		t.Fatal(err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nobody else clears up
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, _, err := k.Find(); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	const all = 1 << (workFactor + 10) // 1 KiB for each step of scrypt
	if left := int64(after.HeapAlloc) - int64(before.HeapAlloc); left > all/2 {
		t.Errorf("%d bytes of %d are left", left, all)
	}
}
