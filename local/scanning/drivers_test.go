package scanning

import (
	"context"
	"errors"
	"strings"
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

func TestADeviceThatTwoDriversFindIsShownOnce(t *testing.T) {
	both, glass := []office.ScanSource{office.Flatbed, office.Feeder}, []office.ScanSource{office.Flatbed}
	net := func(id, name string, sources []office.ScanSource, at ...string) office.Scanner {
		driver, _, _ := strings.Cut(id, ":")
		return office.Scanner{ID: id, Name: name, Driver: driver, Sources: sources, Addresses: at}
	}
	canon := net("escl:a", "Canon MF620C", both, "192.0.2.7")
	for name, c := range map[string]struct {
		all  []office.Scanner
		want string // IDs that are shown, each with the others behind it
	}{
		"by its name":                           {[]office.Scanner{canon, net("sane:airscan:e0:x", "eSCL Canon MF620C", both, "192.0.2.7")}, "escl:a+sane:airscan:e0:x"},
		"by its address alone":                  {[]office.Scanner{canon, net("sane:airscan:e0:May", "eSCL May", glass, "192.0.2.7", "fe80::1")}, "escl:a+sane:airscan:e0:May"},
		"found in two ways of SANE":             {[]office.Scanner{canon, net("sane:airscan:e0:x", "eSCL Canon MF620C", both, "192.0.2.7"), net("sane:airscan:w1:x", "WSD Canon MF620C", both, "192.0.2.7")}, "escl:a+sane:airscan:e0:x+sane:airscan:w1:x"},
		"elsewhere":                             {[]office.Scanner{canon, net("sane:airscan:e0:x", "eSCL Canon MF620C", both, "192.0.2.8")}, "escl:a sane:airscan:e0:x"},
		"on no network":                         {[]office.Scanner{net("escl:a", "Canon", both), net("sane:x", "Canon", both)}, "escl:a sane:x"},
		"it can do more there":                  {[]office.Scanner{net("escl:a", "Canon MF620C", glass, "192.0.2.7"), net("sane:airscan:w0:x", "WSD Canon MF620C", both, "192.0.2.7")}, "escl:a sane:airscan:w0:x"},
		"it tells nothing by eSCL":              {[]office.Scanner{net("escl:a", "Canon MF620C", nil, "192.0.2.7"), net("sane:airscan:w0:x", "Canon MF620C", nil, "192.0.2.7")}, "escl:a sane:airscan:w0:x"},
		"two devices of one server":             {[]office.Scanner{net("escl:a", "A", both, "192.0.2.7"), net("escl:b", "B", both, "192.0.2.7"), net("sane:airscan:e0:B", "eSCL B", both, "192.0.2.7"), net("sane:airscan:e1:A", "eSCL A", both, "192.0.2.7")}, "escl:a+sane:airscan:e1:A escl:b+sane:airscan:e0:B"},
		"two of a server, of which one is here": {[]office.Scanner{net("escl:a", "Fujitsu", both, "192.0.2.7"), net("sane:airscan:e0:1", "eSCL Fujitsu", both, "192.0.2.7"), net("sane:airscan:e1:2", "eSCL Brother", both, "192.0.2.7")}, "escl:a+sane:airscan:e0:1 sane:airscan:e1:2"},
		"two of one driver":                     {[]office.Scanner{canon, net("escl:b", "Canon MF620C", both, "192.0.2.7")}, "escl:a escl:b"},
	} {
		var drivers []Driver
		for _, s := range c.all {
			drivers = append(drivers, sort{s.Driver, []office.Scanner{s}, nil})
		}
		found, err := FindAll(t.Context(), drivers)
		var shown []string
		for _, s := range found {
			shown = append(shown, strings.Join(append([]string{s.ID}, s.Also...), "+"))
		}
		if got := strings.Join(shown, " "); err != nil || got != c.want {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}
