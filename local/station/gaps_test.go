package station

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/office"
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
