package stationtest

import (
	"context"
	"testing"

	"tram/local/office"
	"tram/local/station"
)

// Password is that of every account of Manned.
const Password = "khoai lang tím nướng"

// Manned is the station of a new office in which Nguyễn Văn Mẫu is the administrator, has
// unlocked and works.
func Manned(t testing.TB) *station.Station {
	t.Helper()
	ctx := context.Background()
	s := Open(t, t.TempDir())
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
