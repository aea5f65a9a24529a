package escl

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/office"
)

// Whatever a device sends as its capabilities or status is refused or makes sense.
func FuzzDocuments(f *testing.F) {
	seeds, err := filepath.Glob("testdata/devices/*.xml")
	if err != nil || len(seeds) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range seeds {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("<ScannerStatus><State>Idle</State><Jobs><JobInfo><JobUri>http://[fe80/eSCL/ScanJobs/1</JobUri></JobInfo></Jobs></ScannerStatus>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := readStatus(bytes.NewReader(b)); err == nil {
			s.job("/eSCL/ScanJobs/1")
		}
		c, err := readCaps(bytes.NewReader(b))
		if err != nil {
			return
		}
		sources, offers := c.offers()
		if len(sources) == 0 || !slices.IsSorted(offers.DPI) || len(offers.DPI) > 0 && offers.DPI[0] <= 0 || offers.MaxH < 0 || offers.MaxH > 25_000 || len([]rune(c.model)) > maxName+40 {
			t.Errorf("%v %+v %q", sources, offers, c.model)
		}
		for _, s := range sources {
			for _, dpi := range append(offers.DPI, 300) {
				request, width, wrong := settings(c, quirksOf(c, "", ""), office.ScanWish{Source: s, Mode: office.Colour, DPI: dpi, Brightness: 7})
				if (request == "") == (wrong == "") || width < 0 || width > longestW {
					t.Errorf("%q, %d, %q", request, width, wrong)
				}
				if _, err := readXML(bytes.NewReader([]byte(request))); request != "" && err != nil {
					t.Errorf("%v in %s", err, request)
				}
			}
		}
	})
}

// Whatever comes as an announcement makes a device with a place, or none.
func FuzzAnnouncements(f *testing.F) {
	f.Add(announce("Máy quét", "_uscan._tcp.local.", "m.local.", 80, []string{"ty=Canon MF620C", "rs=eSCL"}, "192.0.2.7", "fe80::1"))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, p := heard{zone: "eth0", of: services}, heard{of: printServices}
		h.hear(b)
		h.hear(b)
		p.hear(b)
		_ = toldOf(withoutOwnPrinters(append(h.devices(), p.printers()...)))
		h.question()
		for _, a := range h.devices() {
			if len(a.roots) == 0 || len(h.instances) > maxHeard {
				t.Errorf("%+v", a)
			}
			for _, r := range a.roots {
				if device(r.String()) == nil {
					t.Errorf("%s is no place of a device", r)
				}
			}
		}
	})
}
