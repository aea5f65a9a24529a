package escl

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"

	"tram/local/office"
	"tram/local/scanning"
	"tram/sync/escl/escltest"
)

// met is what is told of devices that announce themselves so.
func met(messages ...[]byte) (devices, printers []announced) {
	h, p := heard{zone: "eth0", of: services}, heard{of: printServices}
	for _, m := range messages {
		h.hear(m)
		p.hear(m)
	}
	for _, a := range withoutOwnPrinters(append(h.devices(), p.printers()...)) {
		if len(a.roots) > 0 {
			devices = append(devices, a)
		} else {
			printers = append(printers, a)
		}
	}
	return devices, printers
}

// TestADeviceWithoutESCLIsKnownByWhatItPrints: by what it says of scanning, else by its maker.
func TestADeviceWithoutESCLIsKnownByWhatItPrints(t *testing.T) {
	for _, c := range []struct {
		text []string
		told string // empty: nothing
	}{
		{[]string{"ty=Samsung M2070 Series", "usb_MFG=Samsung"}, "Samsung M2070 Series"},
		{[]string{"ty=SCX-4623 Series", "usb_MFG=Samsung Electronics Co., Ltd."}, "SCX-4623 Series"},
		{[]string{"ty=RICOH SP 3710SF"}, "RICOH SP 3710SF"},
		{[]string{"ty=OKI-MC573"}, "OKI-MC573"},
		{[]string{"ty=Dell 1135n Laser MFP"}, "Dell 1135n Laser MFP"},
		{[]string{"ty=Dell B1160w", "Scan=F"}, ""},
		{[]string{"ty=KONICA MINOLTA bizhub", "Scan=T"}, "KONICA MINOLTA bizhub"},
		{[]string{"ty=HP LaserJet P1102w"}, ""},
		{[]string{"ty=Ricoh\u202e\n GPJ"}, "Ricoh[U+202E] GPJ"},
		{nil, "Ricoh"}, // the name of the service
	} {
		for _, service := range []string{"_ipp._tcp.local.", "_printer._tcp.local.", "_pdl-datastream._tcp.local."} {
			devices, printers := met(announce("Ricoh", service, "p.local.", 631, c.text, "192.0.2.9"))
			if len(devices) != 0 || len(printers) != 1 {
				t.Fatalf("%q: %+v, %+v", c.text, devices, printers)
			}
			f, told := office.FailureIn(toldOf(printers))
			if told != (c.told != "") || told && !strings.Contains(f.Said, "Máy "+c.told+" (192.0.2.9) ") {
				t.Errorf("%q as %s: %q", c.text, service, f.Said)
			}
		}
	}
}

// The printing half of a device that speaks eSCL is no device of its own.
func TestThePrintingHalfOfAScannerIsNotToldApart(t *testing.T) {
	scanner := announce("Samsung X", "_uscan._tcp.local.", "s.local.", 80, []string{"ty=Samsung X", "UUID=1"}, "192.0.2.7")
	for what, printer := range map[string][]byte{
		"its host":    announce("P", "_ipp._tcp.local.", "S.local.", 631, []string{"ty=Samsung X", "Scan=T"}, "192.0.2.8"),
		"its UUID":    announce("P", "_ipp._tcp.local.", "p.local.", 631, []string{"ty=Samsung X", "UUID=1"}, "192.0.2.8"),
		"its address": announce("P", "_ipp._tcp.local.", "p.local.", 631, []string{"ty=Samsung X"}, "192.0.2.7"),
	} {
		if devices, printers := met(printer, scanner); len(devices) != 1 || len(printers) != 0 {
			t.Errorf("%s: %+v, %+v", what, devices, printers)
		}
	}
	if devices, printers := met(scanner, announce("P", "_ipp._tcp.local.", "p.local.", 631, []string{"ty=Samsung Y"}, "192.0.2.9")); len(devices) != 1 || len(printers) != 1 {
		t.Errorf("another one: %+v, %+v", devices, printers)
	}
}

// TestTheRoadThatWorksIsToldWhereSuchADeviceIsMet: in the list, and at its address.
func TestTheRoadThatWorksIsToldWhereSuchADeviceIsMet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := drive(t, escltest.Small())
		samsung := announced{ty: "Samsung SCX-4623", roadless: true, at: []netip.Addr{netip.MustParseAddr("192.0.2.9")}}
		plain := announced{ty: "HP P1102w", at: []netip.Addr{netip.MustParseAddr("192.0.2.7")}}
		d.browse = func(context.Context) ([]announced, error) {
			return []announced{{ty: "Máy", roots: candidates(at)}, samsung, plain}, nil
		}
		found, err := d.Find(t.Context())
		f, _ := office.FailureIn(err)
		if len(found) != 1 || !errors.Is(err, NoRoad) || !strings.Contains(f.Said, "Samsung SCX-4623 (192.0.2.9)") || !strings.Contains(f.Next, "NAPS2") || !strings.Contains(f.Next, "thư mục") || strings.Contains(err.Error(), "P1102w") {
			t.Errorf("%+v, %v: %s", found, err, f.Said)
		}
		d.addresses = []string{"ftp://x"}
		if _, err := d.Find(t.Context()); !errors.Is(err, NoRoad) {
			t.Error(err)
		} else if f, _ := office.FailureIn(err); f.Name != BadAddress.Name {
			t.Errorf("what somebody asked for is told behind: %s", f.Said)
		}
		for address, want := range map[string]error{"192.0.2.9": NoRoad, "192.0.2.8": scanning.NoAnswer} {
			d := drive(t, escltest.Small())
			d.dialWith(func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
			})
			d.browse = func(context.Context) ([]announced, error) { return []announced{samsung}, nil }
			if _, err := d.At(t.Context(), address); !errors.Is(err, want) || !errors.Is(err, scanning.NoAnswer) || !errors.Is(want, NoRoad) && errors.Is(err, NoRoad) {
				t.Errorf("%s: %v", address, err)
			}
		}
	})
}
