package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store/veil"
)

// theKey is that of every store here that is not meant to be plain.
func theKey() ([]byte, error) { return []byte("0123456789abcdef0123456789abcdef"), nil }

func otherKey() ([]byte, error) { return []byte("fedcba9876543210fedcba9876543210"), nil }

// noKey is an office without an identity: its records stay plain.
func noKey() ([]byte, error) { return nil, errors.New("no identity") }

func asPlain(t testing.TB, path string) *Store {
	t.Helper()
	return openWith(t, path, Options{Clock: newClock(), Key: noKey})
}

// plainOf makes a plain database with so many drafts and leaves it.
func plainOf(t testing.TB, drafts int) (path string, entries int64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "office.db")
	s := must(Open(t.Context(), path, Options{Clock: newClock()}))(t)
	var batch []office.Conversion
	for i := range drafts {
		batch = append(batch, aConversion(1+i, "QĐ-UBND", fmt.Sprintf("zyxwbí mật của ông Nguyễn Văn Mẫu %d", i), 3))
	}
	must(s.SaveConversions(t.Context(), by, batch))(t)
	entries = noFaults(t, s).Entries
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, entries
}

// legible are the files of a folder in which a text or a name of SQLite's can be read.
func legible(t testing.TB, folder string) (found []string) {
	t.Helper()
	for _, f := range must(os.ReadDir(folder))(t) {
		b := must(os.ReadFile(filepath.Join(folder, f.Name())))(t)
		for _, text := range []string{"zyxwb", "Mẫu", "QĐ-UBND", "conversion", "CREATE TABLE", "SQLite format"} {
			if bytes.Contains(b, []byte(text)) {
				found = append(found, f.Name()+": "+text)
			}
		}
	}
	return found
}

func isVeiled(t testing.TB, s *Store, want bool) {
	t.Helper()
	if veiled, why := s.Veiled(); veiled != want || want && why != nil {
		t.Errorf("under the key: %v, %v", veiled, why)
	}
}

func TestNothingThatWasTypedLiesLegibleInTheFolder(t *testing.T) {
	older, _ := plainOf(t, 50)
	if len(legible(t, filepath.Dir(older))) < 5 {
		t.Fatal("the words are not looked for where they lie")
	}
	for name, path := range map[string]string{"from its birth": filepath.Join(t.TempDir(), "office.db"), "carried over": older} {
		t.Run(name, func(t *testing.T) {
			s := must(Open(t.Context(), path, Options{Clock: newClock(), Key: theKey}))(t)
			isVeiled(t, s, true)
			must(s.SaveConversion(t.Context(), by, aDraft("zyxwbí của ông Nguyễn Văn Mẫu")))(t)
			if got := found(t, s, Query{Text: "zyxw"}); len(got) == 0 {
				t.Error("the words are not found by who has the key")
			}
			if at := legible(t, filepath.Dir(path)); len(at) > 0 || sizeOf(path+"-wal") == 0 {
				t.Errorf("at work, with a log of %d bytes: %q", sizeOf(path+"-wal"), at)
			}
			if err := s.Checkpoint(t.Context()); err != nil {
				t.Error(err)
			}
			if at := legible(t, filepath.Dir(path)); len(at) > 0 {
				t.Errorf("after the log was moved: %q", at)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if at := legible(t, filepath.Dir(path)); len(at) > 0 {
				t.Errorf("closed: %q", at)
			}
		})
	}
}

func TestAnotherKeyOrNoneIsToldAndTouchesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := must(Open(t.Context(), path, Options{Clock: newClock(), Key: theKey}))(t)
	must(s.SaveOffice(t.Context(), settings, anOffice()))(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, names := must(os.ReadFile(path))(t), len(must(os.ReadDir(filepath.Dir(path)))(t))
	lost := errors.New("the keyring is locked")
	for name, c := range map[string]struct {
		key  func() ([]byte, error)
		want error
	}{
		"another key": {otherKey, KeyWrong}, "none": {nil, KeyMissing}, "one that cannot be had": {func() ([]byte, error) { return nil, lost }, lost},
	} {
		if err := second(Open(t.Context(), path, Options{Clock: newClock(), Key: c.key})); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !bytes.Equal(must(os.ReadFile(path))(t), before) || len(must(os.ReadDir(filepath.Dir(path)))(t)) != names {
		t.Error("something was touched")
	}
}

func TestADatabaseOfEveryEarlierSchemaComesUnderTheKey(t *testing.T) {
	for schema := int64(1); schema <= must(newest())(t); schema++ {
		packed, err := os.ReadFile(oldName(schema, "db.gz"))
		if err != nil {
			continue // today's, which no release wrote yet
		}
		path := written(t, unpacked(t, oldName(schema, "db.gz")))
		s := open(t, path)
		isVeiled(t, s, true)
		want := strings.TrimSpace(string(must(os.ReadFile(oldName(schema, "head")))(t)))
		if head := noFaults(t, s).Head; string(head) != want || len(packed) == 0 {
			t.Errorf("schema %d: head %s", schema, head)
		}
		if at := legible(t, filepath.Dir(path)); len(at) > 0 {
			t.Errorf("schema %d: %q", schema, at)
		}
	}
}

// A second name keeps what the first one's removal would leave in free space.
func TestThePlainDatabaseIsOverwrittenBeforeItIsRemoved(t *testing.T) {
	path, _ := plainOf(t, 20)
	kept := filepath.Join(t.TempDir(), "free space")
	if err := os.Link(path, kept); err != nil {
		t.Fatal(err)
	}
	isVeiled(t, open(t, path), true)
	if b := must(os.ReadFile(kept))(t); len(b) == 0 || len(bytes.Trim(b, "\x00")) > 0 {
		t.Errorf("%d bytes, not all of them wiped", len(b))
	}
}

func TestWhoHasThePlainDatabaseOpenKeepsIt(t *testing.T) {
	path, entries := plainOf(t, 5)
	first := must(Open(t.Context(), path, Options{Clock: newClock()}))(t)
	must(first.Office(t.Context()))
	second := must(Open(t.Context(), path, Options{Clock: newClock(), Key: theKey}))(t)
	if veiled, why := second.Veiled(); veiled || !errors.Is(why, NotVeiled) {
		t.Errorf("under the key: %v, %v", veiled, why)
	}
	for _, s := range []*Store{first, second} {
		must(s.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Ví Dụ"}))(t)
	}
	if err := errors.Join(first.Close(), second.Close()); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	isVeiled(t, s, true)
	if n := noFaults(t, s).Entries; n != entries+2 {
		t.Errorf("%d entries instead of %d", n, entries+2)
	}
}

func TestAStrangersDatabaseIsNotEncrypted(t *testing.T) {
	for name, statements := range map[string]string{"another program's": `CREATE TABLE recipes (name TEXT)`, "a newer version's": `CREATE TABLE journal (seq); PRAGMA user_version = 9999`} {
		path := sqled(t, statements+`; PRAGMA journal_mode = WAL`)
		before := must(os.ReadFile(path))(t)
		if err := second(Open(t.Context(), path, Options{Clock: newClock(), Key: theKey})); !errors.Is(err, NotOurs) && !errors.Is(err, TooNew) {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(must(os.ReadFile(path))(t), before) {
			t.Errorf("%s was changed", name)
		}
	}
}

func TestAnOpenStoreComesUnderTheKeyWhileItIsAsked(t *testing.T) {
	path, entries := plainOf(t, 20)
	s, ctx := asPlain(t, path), t.Context()
	isVeiled(t, s, false)
	done := make(chan struct{})
	var asking sync.WaitGroup
	asked := make([]int, 3)
	for i := range asked {
		asking.Go(func() {
			for ; ; asked[i]++ {
				select {
				case <-done:
					return
				default:
				}
				if i == 0 {
					must(s.SaveClerk(ctx, settings, office.Clerk{Name: "Nguyễn Văn Mẫu"}))(t)
				} else if got := must(s.Find(ctx, Query{Text: "zyxw"}))(t); len(got.Keys) != 20 {
					t.Errorf("%d records are found", len(got.Keys))
				}
			}
		})
	}
	for _, key := range []func() ([]byte, error){theKey, otherKey} {
		time.Sleep(20 * time.Millisecond)
		if err := s.Veil(ctx, must(key())(t)); err != nil {
			t.Fatal(err)
		}
		isVeiled(t, s, true)
	}
	close(done)
	asking.Wait()
	if n := noFaults(t, s).Entries; n != entries+int64(asked[0]) || asked[1] == 0 {
		t.Errorf("%d entries after %d and %d", n, entries, asked[0])
	}
	if f := must(veil.Look(path))(t); !f.Fits(must(otherKey())(t)) || f.Fits(must(theKey())(t)) {
		t.Error("the last key is not the one that opens")
	}
	if at := legible(t, filepath.Dir(path)); len(at) > 0 {
		t.Errorf("legible: %q", at)
	}
}

// TestEveryStateThatACutOfPowerLeavesIsMadeGood goes through what lies in the folder
// between two steps of carry.go.
func TestEveryStateThatACutOfPowerLeavesIsMadeGood(t *testing.T) {
	under := func(t *testing.T, plain string) []byte {
		var out bytes.Buffer
		if err := veil.Cover(&out, bytes.NewReader(must(os.ReadFile(plain))(t)), nil, must(theKey())(t)); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, cut := range map[string]func(t *testing.T, path string) error{
		"half a new file": func(t *testing.T, path string) error {
			return os.WriteFile(filepath.Join(filepath.Dir(path), ".office.db.0123456789abcdef.part"), under(t, path)[:5000], 0o600)
		},
		"the old one has its second name": func(t *testing.T, path string) error { return os.Link(path, path+oldEnding) },
		"the new one is in its place": func(t *testing.T, path string) error {
			b := under(t, path)
			return errors.Join(os.Rename(path, path+oldEnding), os.WriteFile(path, b, 0o600))
		},
		"and the old one is wiped in part": func(t *testing.T, path string) error {
			b := under(t, path)
			plain := must(os.ReadFile(path))(t)
			clear(plain[:9000])
			return errors.Join(os.WriteFile(path+oldEnding, plain, 0o600), os.WriteFile(path, b, 0o600))
		},
		"the log was left for a journal":    func(t *testing.T, path string) error { return nil },
		"an empty file of an older version": func(t *testing.T, path string) error { return os.Truncate(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			path, entries := plainOf(t, 30)
			if err := cut(t, path); err != nil {
				t.Fatal(err)
			}
			if sizeOf(path) == 0 {
				entries = 1 // the birth of a new station
			}
			s := open(t, path)
			isVeiled(t, s, true)
			if n := noFaults(t, s).Entries; n != entries {
				t.Errorf("%d entries instead of %d", n, entries)
			}
			if at := legible(t, filepath.Dir(path)); len(at) > 0 {
				t.Errorf("legible: %q", at)
			}
			for _, f := range must(os.ReadDir(filepath.Dir(path)))(t) {
				if strings.HasSuffix(f.Name(), ".part") || strings.HasSuffix(f.Name(), oldEnding) {
					t.Errorf("%s is left", f.Name())
				}
			}
		})
	}
}

// carry opens a database under the key.
func carry(path string) int {
	s, err := Open(context.Background(), path, Options{Clock: office.SystemClock{}, Key: theKey})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func TestKillingACarryingOverLosesNothing(t *testing.T) {
	const rounds = 15
	plain, entries := plainOf(t, 250)
	whole, halves := must(os.ReadFile(plain))(t), 0
	var life time.Duration // of one that is not killed
	for round := range rounds {
		path := filepath.Join(t.TempDir(), "office.db")
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd, began := child(t, "carry", path), time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if round > 0 {
			time.Sleep(rand.N(life))
			cmd.Process.Kill()
		}
		<-ended
		life = max(life, time.Since(began))
		if len(must(os.ReadDir(filepath.Dir(path)))(t)) > 2 {
			halves++
		}
		s := open(t, path)
		isVeiled(t, s, true)
		if n := noFaults(t, s).Entries; n != entries {
			t.Fatalf("%d entries instead of %d", n, entries)
		}
		if at := legible(t, filepath.Dir(path)); len(at) > 0 {
			t.Errorf("legible: %q", at)
		}
	}
	t.Logf("%d of %d lives ended in the midst", halves, rounds)
}
