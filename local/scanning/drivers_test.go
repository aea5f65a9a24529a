package scanning

import (
	"context"
	"errors"
	"testing"

	"tram/local/office"
)

// sort is a kind of device that is played.
type sort struct {
	name    string
	devices []office.Scanner
	fails   error
}

func (s sort) Name() string                                   { return s.name }
func (s sort) Find(context.Context) ([]office.Scanner, error) { return s.devices, s.fails }
func (s sort) Scan(context.Context, office.ScanWish, string, func(office.ScannedPage) error) (office.ScanEnd, error) {
	return "", errors.ErrUnsupported
}

// networked is one that finds devices at an address.
type networked struct{ sort }

func (n networked) At(_ context.Context, address string) (office.Scanner, error) {
	if len(n.devices) == 0 {
		return office.Scanner{}, NoAnswer.About(address, "eSCL")
	}
	return n.devices[0], nil
}

func TestDevicesOfAllSortsAreFoundAndOneThatFailsHidesNone(t *testing.T) {
	usb, net := office.Scanner{ID: "sane:a", Sources: []office.ScanSource{office.Feeder}}, office.Scanner{ID: "escl:b"}
	drivers := []Driver{sort{"sane", []office.Scanner{usb}, nil}, networked{sort{"escl", []office.Scanner{net}, Busy.About("c")}}}
	found, err := FindAll(t.Context(), drivers)
	if len(found) != 2 || found[0].ID != "sane:a" || found[1].ID != "escl:b" || !errors.Is(err, Busy) {
		t.Errorf("found %v, %v", found, err)
	}
	if found, err := FindAt(t.Context(), drivers, "10.0.0.9"); err != nil || len(found) != 1 || found[0].ID != "escl:b" {
		t.Errorf("at an address: %v, %v", found, err)
	}
	if _, err := FindAt(t.Context(), []Driver{networked{sort{name: "escl"}}}, "10.0.0.9"); !errors.Is(err, NoAnswer) {
		t.Errorf("at an address where nobody is: %v", err)
	}
	if _, err := FindAt(t.Context(), drivers[:1], "10.0.0.9"); !errors.Is(err, NoNetwork) {
		t.Errorf("without a driver of the network: %v", err)
	}
	for id, want := range map[string]string{"sane:a": "sane", "escl:http://b:80/eSCL": "escl"} {
		if d, err := DriverOf(drivers, id); err != nil || d.Name() != want {
			t.Errorf("%s: %v", id, err)
		}
	}
	for _, id := range []string{"", "sane2:a", "wia:1"} {
		if _, err := DriverOf(drivers, id); !errors.Is(err, NoSuchScanner) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestAWishThatSaysNothingIsTheUsualOne(t *testing.T) {
	d := sort{"sane", []office.Scanner{{ID: "sane:a", Sources: []office.ScanSource{office.Feeder, office.Duplex}}}, nil}
	for _, c := range []struct{ wish, want office.ScanWish }{
		{office.ScanWish{Scanner: "sane:a"}, office.ScanWish{Scanner: "sane:a", Source: office.Feeder, Mode: office.Colour, DPI: 300}},
		{office.ScanWish{Scanner: "sane:b"}, office.ScanWish{Scanner: "sane:b", Source: office.Flatbed, Mode: office.Colour, DPI: 300}},
		{office.ScanWish{Source: office.Duplex, Mode: office.Grey, DPI: 200}, office.ScanWish{Source: office.Duplex, Mode: office.Grey, DPI: 200}},
	} {
		if got, err := Usual(t.Context(), d, c.wish); err != nil || got != c.want {
			t.Errorf("%+v: %+v, %v", c.wish, got, err)
		}
	}
	if got, err := Usual(t.Context(), networked{d}, office.ScanWish{Scanner: "sane:a"}); err != nil || got.Source != "" {
		t.Errorf("of a driver that asks the device itself: %+v, %v", got, err)
	}
}
