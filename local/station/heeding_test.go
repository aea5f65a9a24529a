package station

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/people"
)

// beside opens the office once more, as another program does.
func (d *desk) beside(t *testing.T) *Station {
	t.Helper()
	s, err := Open(t.Context(), Options{Home: d.home, State: d.state, Passwords: people.LeastCost(), Outside: d.outside})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestWhatAnotherProgramChoosesIsFollowed without a start: a place that is added, one that is
// given up, one that is chosen again.
func TestWhatAnotherProgramChoosesIsFollowed(t *testing.T) {
	d, first, _, _ := withCopy(t)
	ctx := t.Context()
	if err := d.FollowCopies(ctx); err != nil {
		t.Fatal(err)
	}
	other := d.beside(t)
	second := t.TempDir()
	if _, err := other.AddCopyTarget(ctx, second); err != nil {
		t.Fatal(err)
	}
	have := func(where ...string) func() bool {
		return func() bool {
			states, err := d.CopyStates(ctx)
			return err == nil && len(states) == len(where) && !slices.ContainsFunc(states, func(s office.CopyState) bool {
				return !slices.Contains(where, s.Where) || s.Verified.IsZero() || s.Behind > 0 || s.Silent != ""
			})
		}
	}
	until(t, "both places have everything", have(first, second))
	d.act(t)
	until(t, "both places have what came after", have(first, second))
	if _, err := other.RemoveCopyTarget(ctx, first); err != nil {
		t.Fatal(err)
	}
	until(t, "the first is followed no more", func() bool {
		d.Copies.mu.Lock()
		defer d.Copies.mu.Unlock()
		return len(d.followers) == 1
	})
	before := len(below(t, first))
	d.act(t)
	until(t, "the second has what came after", have(second))
	if after := len(below(t, first)); after != before {
		t.Errorf("the place that was given up has %d files, before %d", after, before)
	}
	if _, err := other.AddCopyTarget(ctx, first); err != nil {
		t.Fatal(err)
	}
	until(t, "the first is followed again", have(first, second))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestWhatOpensAServerIsFollowedToo: another program brings another password, of which no
// commit tells.
func TestWhatOpensAServerIsFollowedToo(t *testing.T) {
	d := newDesk(t)
	ctx, at, opens := t.Context(), t.TempDir(), filepath.Join(t.TempDir(), "mật khẩu")
	set := func(password string) {
		if err := os.WriteFile(opens, []byte(password), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	set("cũ")
	where := "sftp://xa@vi-du.gov.vn/tram"
	d.outside.Target = func(a copying.Access) (copying.Target, error) {
		if want, err := os.ReadFile(opens); err != nil || a.Secret.Password != string(want) {
			return nil, copying.SignInRefused.About(a.Where)
		}
		return copying.NewFolder(at), nil
	}
	add := func(s *Station, password string) {
		if _, err := s.AddFarPlace(ctx, office.FarPlace{Where: where, Secret: office.CopySecret{Password: password}}); err != nil {
			t.Fatal(err)
		}
	}
	add(d.Station, "cũ")
	set("mới") // the server lets in by another one from here on
	if err := d.FollowCopies(ctx); err != nil {
		t.Fatal(err)
	}
	d.eventually(t, func(s office.CopyState) bool { return s.Silent == copying.SignInRefused.Name })
	add(d.beside(t), "mới")
	d.eventually(t, func(s office.CopyState) bool { return s.Silent == "" && s.Behind == 0 && !s.Verified.IsZero() })
}
