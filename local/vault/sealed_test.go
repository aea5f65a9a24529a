package vault

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"tram/local/office"
)

func TestAFileMovesFromVaultToVaultAsItLies(t *testing.T) {
	id := identity(t)
	from, to := openAs(t, t.TempDir(), id), openAs(t, t.TempDir(), id)
	plain := strings.Repeat("giấy tờ ", 30_000)
	d, err := from.Keep([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	r, size, err := from.Sealed(d)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sealed, err := io.ReadAll(r)
	if err != nil || int64(len(sealed)) != size || bytes.Contains(sealed, []byte("giấy")) {
		t.Fatalf("%d bytes of %d lie there, %v", len(sealed), size, err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)/2] ^= 1
	small, err := from.Keep([]byte("khác"))
	if err != nil {
		t.Fatal(err)
	}
	for name, wrong := range map[string]struct {
		named office.Digest
		b     []byte
	}{"a flipped bit": {d, flipped}, "a missing end": {d, sealed[:len(sealed)-1]}, "nothing": {d, nil}, "another's name": {small, sealed}, "no seal": {d, []byte(plain)}} {
		if err := to.TakeSealed(t.Context(), wrong.named, bytes.NewReader(wrong.b)); !errors.Is(err, Damaged) {
			t.Errorf("%s: %v", name, err)
		}
		if to.Has(wrong.named) {
			t.Errorf("%s was kept", name)
		}
	}
	if err := openAs(t, t.TempDir(), identity(t)).TakeSealed(t.Context(), d, bytes.NewReader(sealed)); !errors.Is(err, Damaged) {
		t.Errorf("another office's vault: %v", err)
	}
	if err := to.TakeSealed(t.Context(), d, iotest.HalfReader(bytes.NewReader(sealed))); err != nil {
		t.Fatal(err)
	}
	if err := to.Check(t.Context(), d); err != nil {
		t.Error(err)
	}
	if _, _, err := to.Sealed(small); !errors.Is(err, Missing) {
		t.Errorf("one that is not there: %v", err)
	}
}

// TestAFileWithoutEndIsRefusedAtOnce is given by somebody who has the target in their hands.
func TestAFileWithoutEndIsRefusedAtOnce(t *testing.T) {
	id := identity(t)
	from, to := openAs(t, t.TempDir(), id), openAs(t, t.TempDir(), id)
	d, err := from.Keep([]byte(strings.Repeat("giấy tờ ", 30_000)))
	if err != nil {
		t.Fatal(err)
	}
	r, size, err := from.Sealed(d)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	endless := &counted{r: io.MultiReader(r, zeros{})}
	if err := to.TakeSealed(t.Context(), d, endless); !errors.Is(err, Damaged) || endless.n > 2*size {
		t.Errorf("after %d bytes: %v", endless.n, err)
	}
	if to.Has(d) {
		t.Error("it was kept")
	}
	gone := errors.New("the stick is gone")
	if err := to.TakeSealed(t.Context(), d, iotest.ErrReader(gone)); !errors.Is(err, gone) || errors.Is(err, Damaged) {
		t.Errorf("a target that goes: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
