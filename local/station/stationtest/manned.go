package stationtest

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
)

// Password is that of every account of Manned.
const Password = "khoai lang tím nướng"

// Manned is the station of a new office in which Nguyễn Văn Mẫu is the administrator, has
// unlocked and works.
func Manned(t testing.TB) *station.Station { return MannedIn(t, t.TempDir()) }

// MannedIn is Manned with its data below a folder, from which tests may copy them.
func MannedIn(t testing.TB, below string) *station.Station {
	t.Helper()
	ctx := context.Background()
	s := Open(t, below)
	who := office.Clerk{Name: "Nguyễn Văn Mẫu"}
	recovery, err := s.SetUp(ctx, Office(), []office.Clerk{who})
	if err == nil {
		err = s.RecoveryKept()
	}
	if err == nil {
		_, err = s.NameAdministrator(ctx, recovery.Key, who, []office.Post{office.AsAdmin}, []byte(Password))
	}
	if err != nil {
		t.Fatal(err)
	}
	Enter(t, s, who.Name)
	return s
}

// Enter lets a person in who has an account with Password; whoever sat there goes.
func Enter(t testing.TB, s *station.Station, name string) {
	t.Helper()
	a, err := s.People().Named(context.Background(), name)
	if err == nil {
		_, err = s.LetIn(context.Background(), a.ID, []byte(Password))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Copy copies the data below a folder, whose station is closed, and opens them: a test has
// an office that took long to make for itself.
func Copy(t testing.TB, below string) *station.Station {
	t.Helper()
	own := t.TempDir()
	err := os.CopyFS(own, os.DirFS(below))
	if err == nil { // what holds keys is its owner's alone
		err = filepath.WalkDir(own, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			return os.Chmod(path, 0o600)
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return Open(t, own)
}

// Renew brings another sealing identity into force in an office of Manned.
func Renew(t testing.TB, s *station.Station) {
	t.Helper()
	if r, err := s.Renew(context.Background(), station.Renewal{Reason: people.AfterTheft}, nil); err != nil || r.Open != nil {
		t.Fatal(err, r.Open)
	}
}
