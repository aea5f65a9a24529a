package vault

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/seal"
)

// breaking is a sealer that can write so many bytes.
type breaking struct {
	Sealer
	after int
}

var errBroken = errors.New("broken")

func (b breaking) Seal(w io.Writer) (io.WriteCloser, error) {
	return b.Sealer.Seal(&limited{w, b.after})
}

type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, errBroken
	}
	return l.w.Write(b)
}

func identity(t testing.TB) *seal.Identity {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func open(t testing.TB, dir string) *Vault { return openAs(t, dir, identity(t)) }

func openAs(t testing.TB, dir string, s Sealer) *Vault {
	t.Helper()
	v, err := Open(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func put(t testing.TB, v *Vault, plain []byte) office.Digest {
	t.Helper()
	d, err := v.Keep(plain)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// noise is reproducible and does not compress.
func noise(size int, seed uint64) []byte {
	b := make([]byte, size)
	key := sha256.Sum256(fmt.Append(nil, seed))
	rand.NewChaCha8(key).Read(b)
	return b
}

func walk(t testing.TB, v *Vault) (all []office.Digest) {
	t.Helper()
	if err := v.Walk(func(d office.Digest) bool { all = append(all, d); return true }); err != nil {
		t.Fatal(err)
	}
	return all
}

func noHalfFile(t testing.TB, dir string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	deeper, errDeeper := filepath.Glob(filepath.Join(dir, "*", ".*"))
	if err != nil || errDeeper != nil || len(left)+len(deeper) != 0 {
		t.Errorf("left %v %v", left, deeper)
	}
}

func mustTell(t testing.TB, what string, err error, want office.Failure, d office.Digest) {
	t.Helper()
	failure, _ := office.FailureIn(err)
	if !errors.Is(err, want) || !strings.Contains(failure.Said, string(d[:12])) {
		t.Errorf("%s: %v, %q", what, err, failure.Said)
	}
}

func resize(path string, by int64) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, info.Size()+by)
}

func flipAt(t testing.TB, path string, at int64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
