// Package stationtest opens a real office in a folder of the test, for tests of what
// stands on a station: pages of the window, verbs of the terminal.
package stationtest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tram/local/pdf/pdftest"

	"tram/assets"
	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
)

// Office is who the office of New is.
func Office() office.Office {
	return office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"}
}

// New is the station of a new office in which Nguyễn Văn Mẫu works, without accounts.
// It is closed when the test ends.
func New(t testing.TB) *station.Station {
	t.Helper()
	s := Open(t, t.TempDir())
	if _, err := s.SetUp(context.Background(), Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	return s
}

// Open opens the data below a folder, which may hold none yet. The station is closed
// when the test ends, at the latest.
func Open(t testing.TB, below string) *station.Station {
	t.Helper()
	return openedAt(t, filepath.Join(below, "nhà"), filepath.Join(below, "máy"))
}

func openedAt(t testing.TB, home, state string) *station.Station {
	t.Helper()
	s, err := station.Open(context.Background(), station.Options{Home: home, State: state, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Clerk is the first of those who work in an office.
func Clerk(t testing.TB, s *station.Station) office.Clerk {
	t.Helper()
	clerks, err := s.Clerks(context.Background())
	if err != nil || len(clerks) == 0 {
		t.Fatal("nobody works here: ", err)
	}
	return clerks[0]
}

// Scan is a scanned page of the sample decision, as a file of the test.
func Scan(t testing.TB) (path string) {
	t.Helper()
	sample, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "trang.jpg")
	if err := os.WriteFile(path, sample, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Letter is a PDF of one page with some lines in its head, outside of the office.
func Letter(t testing.TB, name string, lines ...string) (path string) {
	t.Helper()
	return pdftest.Letter(t, name, lines...)
}
