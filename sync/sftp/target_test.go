package sftp

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/sync/servertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// at is the access to a folder on a server, reached at an address.
func at(s *servertest.OpenSSH, address, dir string) copying.Access {
	return copying.Access{Where: "sftp://" + s.Account + "@" + address + dir, HostKey: s.HostKey, Secret: office.CopySecret{Key: s.Key}}
}

func open(t *testing.T, a copying.Access) *Target {
	t.Helper()
	target, err := New(a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { target.Close() })
	return target
}

func TestACopyOnAServerKeepsToItsPromises(t *testing.T) {
	s := servertest.Serve(t, "")
	copyingtest.Suite(t, func(t *testing.T) (copying.Target, func() copying.Target) {
		a := at(s, s.Address, t.TempDir())
		return open(t, a), func() copying.Target { return open(t, a) }
	})
}

// A server that makes no second name for a file renames.
func TestACopyOnAServerWithoutLinksKeepsToItsPromises(t *testing.T) {
	s := servertest.Serve(t, "-P hardlink")
	copyingtest.Suite(t, func(t *testing.T) (copying.Target, func() copying.Target) {
		a := at(s, s.Address, t.TempDir())
		return open(t, a), func() copying.Target { return open(t, a) }
	})
}

func TestOfNothingThatWasPutAHalfIsLeft(t *testing.T) {
	s, dir := servertest.Serve(t, ""), t.TempDir()
	target := open(t, at(s, s.Address, dir))
	if err := target.Put(t.Context(), "a/1", 3, strings.NewReader("một")); err == nil {
		t.Error("a wrong size was taken")
	}
	if err := target.Put(t.Context(), "a/1", 5, strings.NewReader("một")); err != nil {
		t.Error(err)
	}
	all, err := os.ReadDir(filepath.Join(dir, folderName, "a"))
	if err != nil || len(all) != 1 || all[0].Name() != "1" {
		t.Errorf("there lie %v, %v", all, err)
	}
}

// A line may break at any byte: what was put is there whole or not at all, the failure says
// that the server is away, and the next attempt goes on.
func TestALineThatBreaksLeavesNothingHalf(t *testing.T) {
	s, dir := servertest.Serve(t, ""), t.TempDir()
	b := make([]byte, 300_000)
	rand.Read(b)
	whole, broken := 0, 0
	for i := range 40 {
		line := servertest.Lay(t, s.Address)
		target := open(t, at(s, line.Address, dir))
		name := fmt.Sprintf("a/%d", i)
		line.Left.Store(int64(i) * 8500)
		err := target.Put(t.Context(), name, int64(len(b)), bytes.NewReader(b))
		line.Left.Store(-1)
		target.Close()
		if err != nil && !errors.Is(err, copying.Gone) {
			t.Errorf("%d: %v", i, err)
		}
		r, _, got := target.Get(t.Context(), name)
		if got == nil {
			is, err := io.ReadAll(r)
			r.Close()
			if err != nil || !bytes.Equal(is, b) {
				t.Errorf("%d: half of it lies there: %d bytes, %v", i, len(is), err)
			}
			whole++
			continue
		}
		broken++
		if err == nil || !errors.Is(got, copying.ErrNone) {
			t.Errorf("%d: put with %v, and got with %v", i, err, got)
		}
		if err := target.Put(t.Context(), name, int64(len(b)), bytes.NewReader(b)); err != nil {
			t.Errorf("%d anew: %v", i, err)
		}
	}
	if whole == 0 || broken == 0 {
		t.Errorf("%d were whole, %d broken", whole, broken)
	}
}

func TestWhileReadingALineBreaks(t *testing.T) {
	s, dir := servertest.Serve(t, ""), t.TempDir()
	b := bytes.Repeat([]byte("x"), 3_000_000)
	line := servertest.Lay(t, s.Address)
	target := open(t, at(s, line.Address, dir))
	if err := target.Put(t.Context(), "a/1", int64(len(b)), bytes.NewReader(b)); err != nil {
		t.Fatal(err)
	}
	r, _, err := target.Get(t.Context(), "a/1")
	if err != nil {
		t.Fatal(err)
	}
	line.Left.Store(500_000)
	n, err := io.Copy(io.Discard, r)
	r.Close()
	if !errors.Is(err, copying.Gone) || n >= int64(len(b)) {
		t.Errorf("%d bytes, %v", n, err)
	}
	line.Left.Store(0)
	if err := target.List(t.Context(), "", func(string, int64) error { return nil }); !errors.Is(err, copying.Gone) {
		t.Errorf("listing: %v", err)
	}
	if err := target.Remove(t.Context(), "a/1"); !errors.Is(err, copying.Gone) {
		t.Errorf("removing: %v", err)
	}
	line.Left.Store(-1)
	if err := target.Remove(t.Context(), "a/1"); err != nil {
		t.Errorf("when it is back: %v", err)
	}
}

func TestALineOnWhichNothingMovesIsGivenUp(t *testing.T) {
	s := servertest.Serve(t, "")
	line := servertest.Lay(t, s.Address)
	target := open(t, at(s, line.Address, t.TempDir()))
	target.patience = 300 * time.Millisecond
	line.Stuck.Store(true)
	if err := target.Put(t.Context(), "a/1", 1, strings.NewReader("x")); !errors.Is(err, copying.NoAnswer) || !errors.Is(err, copying.Gone) {
		t.Errorf("signing in: %v", err)
	}
	line.Stuck.Store(false)
	if err := target.Put(t.Context(), "a/1", 1, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	line.Stuck.Store(true)
	if _, _, err := target.Get(t.Context(), "a/1"); !errors.Is(err, copying.NoAnswer) {
		t.Errorf("getting: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	target.patience = time.Hour
	if _, _, err := target.Get(ctx, "a/1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a person who waits no longer: %v", err)
	}
}

// TestALineHasThePatienceOfItsQuestion, and none while nothing is asked: what a server says by
// itself then does not have it closed.
func TestALineHasThePatienceOfItsQuestion(t *testing.T) {
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	l := &line{conn: near, asking: 1, still: time.Hour}
	l.watch, l.idle = time.AfterFunc(time.Hour, func() { near.Close() }), time.AfterFunc(time.Hour, func() {})
	closes := func(within time.Duration) bool {
		l.moved(1)
		if err := far.SetDeadline(time.Now().Add(within)); err != nil {
			t.Fatal(err)
		}
		_, err := far.Read(make([]byte, 1))
		return errors.Is(err, io.EOF)
	}
	done := l.under(t.Context(), time.Hour)
	if closes(50 * time.Millisecond) {
		t.Error("it is closed before its time")
	}
	l.asking--
	done()
	l.still = time.Millisecond
	if closes(50 * time.Millisecond) {
		t.Error("it is closed while nothing is asked")
	}
	defer l.under(t.Context(), time.Millisecond)()
	if !closes(time.Minute) {
		t.Error("it stays")
	}
}

func TestWhyAServerIsNotReachedIsTold(t *testing.T) {
	s := servertest.Serve(t, "")
	good := at(s, s.Address, t.TempDir())
	for name, c := range map[string]struct {
		change func(*copying.Access)
		want   office.Failure
		away   bool
	}{
		"no such host":            {func(a *copying.Access) { a.Where = "sftp://a@khong-co.invalid/x" }, copying.NoHost, true},
		"nobody listens":          {func(a *copying.Access) { a.Where = "sftp://a@" + servertest.FreePort(t) + "/x" }, copying.LineRefused, true},
		"a key that was not seen": {func(a *copying.Access) { a.HostKey = "" }, copying.HostUnknown, false},
		"another key":             {func(a *copying.Access) { a.HostKey = s.HostKey[:len(s.HostKey)-3] + "abc" }, copying.HostChanged, false},
		"a key of another kind":   {func(a *copying.Access) { a.HostKey = "ssh-rsa SHA256:abc" }, copying.HostChanged, false},
		"another account's key":   {func(a *copying.Access) { a.Secret.Key = servertest.NewKey(t) }, copying.SignInRefused, false},
		"a password":              {func(a *copying.Access) { a.Secret = office.CopySecret{Password: "x"} }, copying.SignInRefused, false},
		"nothing to sign in with": {func(a *copying.Access) { a.Secret = office.CopySecret{} }, copying.SecretMissing, false},
		"no key at all":           {func(a *copying.Access) { a.Secret.Key = "không phải khóa" }, copying.KeyFileUnfit, false},
		"no such folder":          {func(a *copying.Access) { a.Where += "/khong-co" }, copying.NoRoomThere, false},
	} {
		a := good
		c.change(&a)
		err := open(t, a).Put(t.Context(), "a/1", 1, strings.NewReader("x"))
		if f, _ := office.FailureIn(err); f.Name != c.want.Name || errors.Is(err, copying.Gone) != c.away {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "PRIVATE") {
			t.Errorf("%s: the log has the key: %v", name, err)
		}
	}
	f, _ := office.FailureIn(open(t, copying.Access{Where: good.Where, Secret: good.Secret}).Remove(t.Context(), "a/1"))
	if args := f.Args(); len(args) != 2 || args[1] != s.HostKey {
		t.Errorf("the key that is to be confirmed: %v", args)
	}
}

func TestAServerOfAnotherKindIsTold(t *testing.T) {
	web := servertest.Speak(t, "HTTP/1.1 400 Bad Request\r\n\r\n")
	a := copying.Access{Where: "sftp://a@" + web + "/x", Secret: office.CopySecret{Password: "x"}}
	target := open(t, a)
	target.patience = time.Second
	if err := target.Put(t.Context(), "a/1", 1, strings.NewReader("x")); !errors.Is(err, copying.NotSuchServer) {
		t.Error(err)
	}
}

// On a server that lets nothing be taken away, objects are put all the same, and what was to
// go is told to stay.
func TestAServerThatKeepsAllTakesCopies(t *testing.T) {
	s, dir := servertest.Serve(t, "-P remove,rename,posix-rename,rmdir"), t.TempDir()
	target := open(t, at(s, s.Address, dir))
	for _, name := range []string{"a/1", "a/2"} {
		if err := target.Put(t.Context(), name, 3, strings.NewReader("abc")); err != nil {
			t.Fatal(err)
		}
	}
	if err := target.Put(t.Context(), "a/1", 3, strings.NewReader("xyz")); !errors.Is(err, copying.ErrThere) {
		t.Errorf("over it: %v", err)
	}
	if err := target.Remove(t.Context(), "a/1"); !errors.Is(err, copying.ErrKept) {
		t.Errorf("removing: %v", err)
	}
	if err := target.Remove(t.Context(), "a/3"); err != nil {
		t.Errorf("removing what is not there: %v", err)
	}
	var all []string
	if err := target.List(t.Context(), "", func(name string, _ int64) error { all = append(all, name); return nil }); err != nil || len(all) != 2 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestWhatNobodyFinishedIsSweptWhenItIsOld(t *testing.T) {
	s, dir := servertest.Serve(t, ""), t.TempDir()
	below := filepath.Join(dir, folderName, "a")
	if err := os.MkdirAll(below, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, ago := range map[string]time.Duration{halfBegin + "OLD": 30 * time.Hour, halfBegin + "NEW": time.Hour, "1": 0} {
		path := filepath.Join(below, name)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, time.Time{}, time.Now().Add(-ago))); err != nil {
			t.Fatal(err)
		}
	}
	target := open(t, at(s, s.Address, dir))
	if err := target.List(t.Context(), "", func(string, int64) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := target.Put(t.Context(), "a/2", 0, strings.NewReader("")); err != nil {
		t.Fatal(err)
	}
	for name, stays := range map[string]bool{halfBegin + "OLD": false, halfBegin + "NEW": true, "1": true, "2": true} {
		if _, err := os.Stat(filepath.Join(below, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}
