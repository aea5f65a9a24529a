package seal

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

// opensAll is what an identity of age's own reads of a sealed file.
func opensAll(id *Identity, sealed []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), id.now())
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func atOnce(do func() error) error { return do() }

// followed is an identity that follows another one.
func followed(t *testing.T) (now, former *Identity) {
	former, now = fresh(t), fresh(t)
	held := *former.keys.Load()
	both := identityOf(held.now)
	both.Follow(now)
	return both, former
}

func TestWhatTheFormerIdentitySealedIsSealedAnewByteForByte(t *testing.T) {
	both, former := followed(t)
	noise := rand.NewChaCha8([32]byte{1})
	for _, size := range []int{0, 1, 47, 48, chunkSize - 1, chunkSize, chunkSize + 1, 3<<20 + 5} {
		content := make([]byte, size)
		noise.Read(content)
		path := filepath.Join(t.TempDir(), "x.age")
		before := sealedBy(t, former, content)
		when := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
		if err := errors.Join(os.WriteFile(path, before, 0o600), os.Chtimes(path, when, when)); err != nil {
			t.Fatal(err)
		}
		n, err := both.WrapAnew(t.Context(), path, atOnce)
		after, readErr := os.ReadFile(path)
		if err != nil || readErr != nil || n != int64(len(after)) {
			t.Fatalf("%d bytes: wrote %d of %d, %v %v", size, n, len(after), err, readErr)
		}
		if got, err := opensAll(identityOf(both.now()), after); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes: %v", size, err)
		}
		if _, err := opensAll(former, after); err == nil {
			t.Errorf("%d bytes: the former identity still opens it", size)
		}
		_, was, _ := bytes.Cut(before, []byte("\n--- "))
		_, is, _ := bytes.Cut(after, []byte("\n--- "))
		if !bytes.Equal(was[bytes.IndexByte(was, '\n'):], is[bytes.IndexByte(is, '\n'):]) {
			t.Errorf("%d bytes: what is sealed was written otherwise", size)
		}
		if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(when) {
			t.Errorf("%d bytes: the time of the file is %v", size, info.ModTime())
		}
		if n, err := both.WrapAnew(t.Context(), path, atOnce); n != 0 || err != nil {
			t.Errorf("%d bytes: sealed anew twice: %d, %v", size, n, err)
		}
	}
}

func TestSealingAnewMakesNoDamageGoodAndTouchesNobodyElsesFile(t *testing.T) {
	both, former := followed(t)
	whole := sealedBy(t, former, bytes.Repeat([]byte("văn bản"), 20_000))
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	headless := bytes.Clone(whole)
	headless[60] ^= 1
	for name, c := range map[string]struct {
		content []byte
		anew    bool
	}{
		"a flipped bit":       {flipped, true},
		"a missing end":       {whole[:len(whole)-70_000], true},
		"a damaged header":    {headless, false},
		"another office's":    {sealedBy(t, fresh(t), []byte("x")), false},
		"nothing sealed":      {[]byte("không niêm phong"), false},
		"an empty file":       {nil, false},
		"a header and no end": {[]byte("age-encryption.org/v1\n-> X25519 "), false},
	} {
		path := filepath.Join(t.TempDir(), "x.age")
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := both.WrapAnew(t.Context(), path, atOnce)
		after, _ := os.ReadFile(path)
		if err != nil || (n > 0) != c.anew || !c.anew && !bytes.Equal(after, c.content) {
			t.Errorf("%s: wrote %d, %v", name, n, err)
		}
		if _, err := opensAll(identityOf(both.now()), after); err == nil {
			t.Errorf("%s became whole", name)
		}
		if _, err := opensAll(former, after); c.anew && !strings.Contains(err.Error(), "identity did not match") {
			t.Errorf("%s: the former identity has the key of the file: %v", name, err)
		}
	}
}

func TestAFileThatIsRemovedMeanwhileDoesNotComeBack(t *testing.T) {
	both, former := followed(t)
	path := filepath.Join(t.TempDir(), "x.age")
	if err := os.WriteFile(path, sealedBy(t, former, []byte("mật")), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := both.WrapAnew(t.Context(), path, func(do func() error) error {
		os.Remove(path)
		return do()
	})
	left, _ := os.ReadDir(filepath.Dir(path))
	if len(left) > 0 {
		t.Errorf("%v: %v came back", err, left)
	}
}

func TestAnIdentityFollowsAnotherWhereverEachLies(t *testing.T) {
	ring := newMemory()
	places := map[Place]Keeper{InKeyring: {Keyring: ring}, InPassphraseFile: {Passphrase: "một mật khẩu dài"}, InPlainFile: {}}
	for _, pair := range [][2]Place{{InKeyring, InKeyring}, {InKeyring, InPlainFile}, {InPlainFile, InKeyring}, {InPassphraseFile, InKeyring}, {InPlainFile, InPassphraseFile}} {
		k := places[pair[0]]
		k.Home = t.TempDir()
		former, next := fresh(t), fresh(t)
		if _, err := k.Keep(former); err != nil {
			t.Fatal(err)
		}
		if pair[0] != pair[1] { // the machine has got another place since, and keeps the old one
			k.Passphrase += places[pair[1]].Passphrase
			k.Keyring = places[pair[1]].Keyring
			if pair[0] == InKeyring {
				k.Keyring = &full{ring}
			}
		}
		follows(t, k, former, next)
		if n, err := k.readNote(); err != nil || n.Place != pair[1] || n.File != "" {
			t.Errorf("%v: %+v, %v", pair, n, err)
		}
	}
}

// full is a keyring that gives back what it has, and takes nothing more.
type full struct{ *memory }

func (full) Set(string, string, string) error { return errLocked }

// follows walks through all the steps, and looks after each who opens what.
func follows(t *testing.T, k Keeper, former, next *Identity) {
	t.Helper()
	if _, err := k.Prepare(fresh(t), false); err != nil { // one that came to nothing
		t.Fatal(err)
	}
	if _, err := k.Prepare(next, true); err != nil {
		t.Fatal(err)
	}
	if id, _, err := k.Find(); err != nil || id.Recipient() != former.Recipient() || id.Follows() {
		t.Errorf("prepared: %v, %v", id, err)
	}
	if id, brought, err := k.Next(); err != nil || id.Recipient() != next.Recipient() || !brought {
		t.Errorf("the next one: %v, %v", id, err)
	}
	if err := k.Promote(); err != nil {
		t.Fatal(err)
	}
	id, _, err := k.Find()
	if err != nil || id.Recipient() != next.Recipient() || !id.Follows() {
		t.Fatalf("in force: %v, %v", id, err)
	}
	old := sealedBy(t, former, []byte("cũ"))
	if _, err := id.Open(bytes.NewReader(old), int64(len(old))); err != nil {
		t.Errorf("what the former one sealed: %v", err)
	}
	if _, err := k.Prepare(fresh(t), false); !errors.Is(err, NotForgotten) {
		t.Errorf("a third one beside two: %v", err)
	}
	if err := errors.Join(k.Forget(), k.Forget()); err != nil { // cut off, and done again
		t.Fatal(err)
	}
	id, _, err = k.Find()
	if err != nil || id.Recipient() != next.Recipient() || id.Follows() {
		t.Errorf("in the end: %v, %v", id, err)
	}
	noTraceOf(t, k, former)
}

// noTraceOf looks for a secret in every file, and in the keyring.
func noTraceOf(t *testing.T, k Keeper, former *Identity) {
	t.Helper()
	files, err := os.ReadDir(k.Home)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, _ := os.ReadFile(filepath.Join(k.Home, f.Name()))
		if strings.HasPrefix(f.Name(), ownPrefix) || f.Name() == formerFile || bytes.Contains(b, []byte(former.text())) {
			t.Errorf("%s is left", f.Name())
		}
	}
	if k.Keyring != nil {
		if _, err := k.Keyring.Get(service, former.Recipient()); !errors.Is(err, ErrNotInKeyring) {
			t.Errorf("the keyring still gives the former secret: %v", err)
		}
	}
}

// TestEachStepOfFollowingMayBeCutOff leaves what a cut of power leaves between any two
// things that are written.
func TestEachStepOfFollowingMayBeCutOff(t *testing.T) {
	former, next := fresh(t), fresh(t)
	begun := func(t *testing.T) Keeper {
		k := Keeper{Home: t.TempDir()}
		if _, err := k.Keep(former); err != nil {
			t.Fatal(err)
		}
		return k
	}
	prepared := func(t *testing.T) Keeper {
		k := begun(t)
		if _, err := k.Prepare(next, false); err != nil {
			t.Fatal(err)
		}
		return k
	}
	name := func(k Keeper, n string) string { return filepath.Join(k.Home, n) }
	for what, cut := range map[string]func(t *testing.T) (Keeper, bool){
		"the former one sealed, nothing else": func(t *testing.T) (Keeper, bool) {
			k := begun(t)
			return k, k.sealTo(next, former) != nil
		},
		"the secret without its note": func(t *testing.T) (Keeper, bool) {
			k := prepared(t)
			return k, k.writeNote(noteOf(InPlainFile, former), true) != nil
		},
		"dropped without the note": func(t *testing.T) (Keeper, bool) {
			k := prepared(t)
			return k, wipe(name(k, ownFile(InPlainFile, next))) != nil || wipe(name(k, formerFile)) != nil
		},
	} {
		k, failed := cut(t)
		if failed {
			t.Fatal(what)
		}
		if id, _, err := k.Find(); err != nil || id.Recipient() != former.Recipient() {
			t.Errorf("%s: %v, %v", what, id, err)
		}
		follows(t, k, former, fresh(t))
	}
	for what, cut := range map[string]func(t *testing.T, k Keeper) error{
		"in force, the former secret in its place": func(_ *testing.T, k Keeper) error {
			n, err := k.readNote()
			if err != nil {
				return err
			}
			return k.writeNote(note{lies: n.Next.lies, Former: &n.lies}, true)
		},
		"the former secret removed, the note not": func(_ *testing.T, k Keeper) error {
			n, err := k.readNote()
			if err != nil {
				return err
			}
			return errors.Join(k.writeNote(note{lies: n.Next.lies, Former: &n.lies}, true), wipe(name(k, plainFile)))
		},
		"the former one forgotten, the usual name not back": func(_ *testing.T, k Keeper) error {
			return errors.Join(k.Promote(), k.Tidy()) // while it is there, nothing is to be tidied
		},
		"the usual name back, the note not": func(_ *testing.T, k Keeper) error {
			return errors.Join(k.Promote(), os.Rename(name(k, ownFile(InPlainFile, next)), name(k, plainFile)))
		},
	} {
		k := prepared(t)
		if err := cut(t, k); err != nil {
			t.Fatal(err)
		}
		if id, _, err := k.Find(); err != nil || id.Recipient() != next.Recipient() || !id.Follows() {
			t.Errorf("%s: %v, %v", what, id, err)
		}
		if err := k.Forget(); err != nil {
			t.Fatal(err)
		}
		if id, _, err := k.Find(); err != nil || id.Recipient() != next.Recipient() || id.Follows() {
			t.Errorf("%s, in the end: %v, %v", what, id, err)
		}
		noTraceOf(t, k, former)
	}
}

func TestTheNewRecoveryKeyAloneOpensWhatIsNotSealedAnewYet(t *testing.T) {
	k := Keeper{Home: t.TempDir()}
	former, next := fresh(t), fresh(t)
	if _, err := k.Keep(former); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Prepare(next, false); err != nil {
		t.Fatal(err)
	}
	if err := k.Promote(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(wipe(filepath.Join(k.Home, ownFile(InPlainFile, next))), wipe(filepath.Join(k.Home, noteFile))); err != nil {
		t.Fatal(err)
	}
	typed, err := FromRecoveryKey(next.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Keep(typed); err != nil {
		t.Fatal(err)
	}
	if id, _, err := k.Find(); err != nil || !id.Follows() {
		t.Errorf("after the recovery: %v, %v", id, err)
	}
}

func TestAForgettingThatWasCutOffIsTidied(t *testing.T) {
	k := Keeper{Home: t.TempDir()}
	former, next := fresh(t), fresh(t)
	if _, err := k.Keep(former); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Prepare(next, false); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(k.Promote(), wipe(filepath.Join(k.Home, formerFile)), k.Tidy()); err != nil {
		t.Fatal(err)
	}
	if id, _, err := k.Find(); err != nil || id.Recipient() != next.Recipient() {
		t.Errorf("%v, %v", id, err)
	}
	noTraceOf(t, k, former)
}
