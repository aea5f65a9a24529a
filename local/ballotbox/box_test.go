package ballotbox

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tram/local/office"
)

var list = []office.ID{"an", "binh", "chi", "dung", "em"}

func ask() Ask { return Ask{Vote: "v1", May: list, Choices: 3, Most: 1} }

func newBox(t *testing.T) (*Box, Key, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "ballots")
	b, key, err := New(folder, ask())
	if err != nil {
		t.Fatal(err)
	}
	return b, key, folder
}

func TestABoxTellsWhoVotedInTheOrderOfTheListAndWhatAllCameTo(t *testing.T) {
	b, key, folder := newBox(t)
	for _, c := range []struct {
		seat   office.ID
		choice []int
	}{{"em", []int{0}}, {"an", []int{1}}, {"chi", nil}, {"binh", []int{0}}} {
		if err := b.Cast(t.Context(), c.seat, c.choice); err != nil {
			t.Fatal(err)
		}
	}
	typed, err := ParseKey(strings.ToLower(strings.ReplaceAll(string(key), "-", " ")))
	if err != nil || typed != key {
		t.Fatalf("%s read as %s: %v", key, typed, err)
	}
	again, err := Open(folder, ask(), typed) // after a kill
	if err != nil {
		t.Fatal(err)
	}
	c, err := again.Count()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Voters, []office.ID{"an", "binh", "chi", "em"}) || !slices.Equal(c.Tally, []int{2, 1, 0}) || c.Invalid != 1 {
		t.Errorf("%+v", c)
	}
	if err := Remove(folder, "v1"); err != nil || There(folder, "v1") {
		t.Errorf("the box is still there: %v", err)
	}
	if _, err := again.Count(); !errors.Is(err, NoBox) {
		t.Errorf("%v", err)
	}
}

func TestNobodyVotesTwiceAndNoWrongBallotIsKept(t *testing.T) {
	b, _, folder := newBox(t)
	if err := b.Cast(t.Context(), "an", []int{2}); err != nil {
		t.Fatal(err)
	}
	before, _ := b.Count()
	for name, c := range map[string]struct {
		seat   office.ID
		choice []int
		want   error
	}{
		"twice":         {"an", []int{0}, Voted},
		"a stranger":    {"la", []int{0}, MayNot},
		"two choices":   {"binh", []int{0, 1}, BadBallot},
		"no such one":   {"binh", []int{3}, BadBallot},
		"less than one": {"binh", []int{-1}, BadBallot},
	} {
		if err := b.Cast(t.Context(), c.seat, c.choice); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, _ := b.Count(); !slices.Equal(after.Voters, before.Voters) || !slices.Equal(after.Tally, before.Tally) {
		t.Errorf("%+v became %+v", before, after)
	}
	if _, _, err := New(folder, ask()); !errors.Is(err, BoxThere) {
		t.Errorf("a second box: %v", err)
	}
}

// Whoever copies the file after each ballot sees files of one size that have nothing in common, and
// neither names nor choices in them.
func TestTheFileTellsNothingWithoutItsKey(t *testing.T) {
	b, key, folder := newBox(t)
	path := filepath.Join(folder, "v1.box")
	var copies [][]byte
	for i, seat := range list {
		if err := b.Cast(t.Context(), seat, []int{i % 3}); err != nil {
			t.Fatal(err)
		}
		is, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		copies = append(copies, is)
	}
	for i, is := range copies {
		if len(is) != len(copies[0]) {
			t.Errorf("copy %d has %d bytes, the first %d", i, len(is), len(copies[0]))
		}
		if i > 0 && bytes.Equal(is[:24], copies[i-1][:24]) {
			t.Error("two versions have one nonce")
		}
		same := 0
		for j := range is {
			if i > 0 && is[j] == copies[i-1][j] {
				same++
			}
		}
		if same > len(is)/4 {
			t.Errorf("copies %d and %d share %d of %d bytes", i-1, i, same, len(is))
		}
	}
	other, _, err := New(t.TempDir(), Ask{Vote: "v2", May: list, Choices: 3, Most: 1})
	if err != nil {
		t.Fatal(err)
	}
	other.path = path
	if _, err := other.read(); !errors.Is(err, WrongKey) {
		t.Errorf("another key opens it: %v", err)
	}
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		is, _ := os.ReadFile(filepath.Join(folder, f.Name()))
		if bytes.Contains(is, []byte(key)) || bytes.Contains(is, b.key) {
			t.Errorf("%s holds the key", f.Name())
		}
	}
}

func TestBoxesThatWereBentAreRefused(t *testing.T) {
	_, key, folder := newBox(t)
	path := filepath.Join(folder, "v1.box")
	is, _ := os.ReadFile(path)
	for name, bent := range map[string][]byte{"empty": {}, "short": is[:10], "cut": is[:len(is)-1], "long": append(slices.Clone(is), 0), "turned": func() []byte { b := slices.Clone(is); b[40] ^= 1; return b }()} {
		if err := os.WriteFile(path, bent, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(folder, ask(), key); !errors.Is(err, WrongKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTwoProgramsPutInWhatBothGot(t *testing.T) {
	b, key, folder := newBox(t)
	other, err := Open(folder, ask(), key)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i, seat := range list {
		all.Go(func() {
			if err := []*Box{b, other}[i%2].Cast(t.Context(), seat, []int{0}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if c, err := b.Count(); err != nil || len(c.Voters) != len(list) || c.Tally[0] != len(list) {
		t.Errorf("%+v %v", c, err)
	}
}

func TestKeysAreDrawnAndReadBack(t *testing.T) {
	seen := map[Key]bool{}
	for range 200 {
		k := newKey()
		if seen[k] || len(k) != 29 {
			t.Fatalf("%s", k)
		}
		seen[k] = true
		if back, err := ParseKey(string(k)); err != nil || back != k {
			t.Fatalf("%s read as %s: %v", k, back, err)
		}
	}
	for _, bad := range []string{"", "ABCDE", "ABCDE-FGHJK-MNPQR-STUVW-XYZ2", "ÀBCDE-FGHJK-MNPQR-STUVW-XYZ23", "ABCDE-FGHJK-MNPQR-STUVW-XYZ234"} {
		if _, err := ParseKey(bad); !errors.Is(err, NotAKey) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAnOlderCopyOfABoxIsNotTakenForIt(t *testing.T) {
	b, _, folder := newBox(t)
	path := filepath.Join(folder, "v1.box")
	if err := b.Cast(t.Context(), "an", []int{0}); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Cast(t.Context(), "binh", []int{1}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.Cast(t.Context(), "binh", []int{0}); !errors.Is(err, Older) {
		t.Errorf("voted again in an older box: %v", err)
	}
	if _, err := b.Count(); !errors.Is(err, Older) {
		t.Errorf("counted an older box: %v", err)
	}
}
