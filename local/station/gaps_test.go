package station

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// sealed is where a file of the vault lies.
func (d *desk) sealed(file office.Digest) string {
	return filepath.Join(d.home, vaultName, string(file[:2]), string(file)+".age")
}

func (d *desk) missing(t *testing.T) []office.Gap {
	t.Helper()
	all, err := d.MissingFiles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	opened, err := d.UnreadFiles(t.Context())
	if err != nil || !slices.Equal(opened, all) {
		t.Errorf("%v: opened %+v, by name %+v", err, opened, all)
	}
	return all
}

func TestAFileThatARecordStandsOnAndTheVaultHasNotIsTold(t *testing.T) {
	d := newDesk(t)
	first, second := d.act(t), d.act(t)
	if err := d.mark(t.Context()); err != nil { // the station's key lies in the vault
		t.Fatal(err)
	}
	if all := d.missing(t); len(all) > 0 {
		t.Fatalf("an honest vault has gaps: %+v", all)
	}
	if err := os.Remove(d.sealed(first.PDF)); err != nil {
		t.Fatal(err)
	}
	all := d.missing(t)
	if len(all) != 1 || all[0].Digest != first.PDF || all[0].Code != string(first.Code) || all[0].Dark {
		t.Errorf("one file away: %+v", all)
	}
	if err := os.RemoveAll(filepath.Join(d.home, vaultName)); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	all = d.missing(t)
	key := slices.IndexFunc(all, func(g office.Gap) bool { return g.Kind == office.KindStationKey })
	other := slices.IndexFunc(all, func(g office.Gap) bool { return g.Digest == second.PDF })
	if len(all) != 3 || key < 0 || other < 0 || all[key].Dark || all[other].Dark {
		t.Errorf("a wiped vault: %+v", all)
	}
}

func TestAFileOfTheVaultThatCannotBeReadIsNotToldAsMissing(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	path := d.sealed(c.PDF)
	folder := filepath.Dir(path)
	inFolder := func(of string) error {
		return errors.Join(os.Mkdir(folder, 0o700), os.Symlink(of, path))
	}
	for name, spoil := range map[string]func() error{
		"a file that leads to itself":   func() error { return inFolder(path) },
		"a file below a file":           func() error { return inFolder("/dev/null/x") },
		"a folder that leads to itself": func() error { return os.Symlink(folder, folder) },
		"a file in place of its folder": func() error { return os.WriteFile(folder, nil, 0o600) },
	} {
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if all := d.missing(t); len(all) != 1 || !all[0].Dark {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

// TestWhatAnotherStationKeepsForItselfIsNotMissingHere takes in a station that has a key
// of its own and the picture of a seal.
func TestWhatAnotherStationKeepsForItselfIsNotMissingHere(t *testing.T) {
	first := newDesk(t)
	c := first.act(t)
	if err := first.mark(t.Context()); err != nil { // by the key of the station
		t.Fatal(err)
	}
	picture, err := first.vault.Keep([]byte("hình con dấu"))
	if err != nil {
		t.Fatal(err)
	}
	setup := office.SigningSetup{Seal: &office.LookPicture{Digest: picture}}
	if _, err := first.store.SaveSigningSetup(t.Context(), store.Act{Actor: program, Step: "look-picture"}, setup); err != nil {
		t.Fatal(err)
	}
	other := secondDesk(t, first)
	first.brings(t, other)
	if all := other.missing(t); len(all) > 0 {
		t.Errorf("what stays at the first station is missing here: %+v", all)
	}
	if err := os.Remove(other.sealed(c.PDF)); err != nil {
		t.Fatal(err)
	}
	if all := other.missing(t); len(all) != 1 || all[0].Digest != c.PDF {
		t.Errorf("a record of the first station without its file: %+v", all)
	}
	if err := os.Remove(first.sealed(picture)); err != nil {
		t.Fatal(err)
	}
	if all := first.missing(t); len(all) != 1 || all[0].Digest != picture {
		t.Errorf("the picture away at its own station: %+v", all)
	}
}

// secondDesk is another station of the same office.
func secondDesk(t *testing.T, first *desk) *desk {
	t.Helper()
	d := &desk{home: filepath.Join(t.TempDir(), "nhà hai"), state: filepath.Join(t.TempDir(), "ngoài hai")}
	if _, err := Recover(seal.Keeper{Home: d.home}, first.sealing.RecoveryKey()); err != nil {
		t.Fatal(err)
	}
	d.start(t)
	if _, err := d.SetUp(t.Context(), ours, staff); err != nil {
		t.Fatal(err)
	}
	if err := d.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	return d
}

// brings takes all that a station wrote to another.
func (d *desk) brings(t *testing.T, to *desk) Exchanged {
	t.Helper()
	stick := filepath.Join(t.TempDir(), "gói")
	if _, err := d.ExportBundle(t.Context(), stick, 0, nil); err != nil {
		t.Fatal(err)
	}
	got, err := to.ImportBundle(t.Context(), stick, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
