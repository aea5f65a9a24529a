package stationtest

import (
	"context"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/station"
)

// Two are two stations of one new office, which have not met.
func Two(t testing.TB) (first, second *station.Station) {
	t.Helper()
	ctx, clerks := context.Background(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}}
	first = Open(t, t.TempDir())
	recovery, err := first.SetUp(ctx, Office(), clerks)
	if err == nil {
		err = first.RecoveryKept()
	}
	home := filepath.Join(t.TempDir(), "nhà")
	if err == nil {
		_, err = station.Recover(seal.Keeper{Home: home}, recovery.Key)
	}
	if err != nil {
		t.Fatal(err)
	}
	second = openedAt(t, home, t.TempDir())
	if _, err = second.SetUp(ctx, Office(), clerks); err == nil {
		err = second.RecoveryKept()
	}
	if err != nil {
		t.Fatal(err)
	}
	return first, second
}

// Brings takes all that a station wrote to another.
func Brings(t testing.TB, from, to *station.Station) {
	t.Helper()
	stick := filepath.Join(t.TempDir(), "gói")
	_, err := from.ExportBundle(context.Background(), stick, 0, nil)
	if err == nil {
		_, err = to.ImportBundle(context.Background(), stick, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}
