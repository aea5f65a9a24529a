package sane

import (
	"slices"
	"testing"

	"tram/local/office"
)

// said are options as backends of real devices print them.
var said = map[string]string{
	"sheetfed fujitsu": `
All options specific to device ` + "`fujitsu:fi-7160:1':" + `
  Standard:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    --page-width 0..221.121mm (in steps of 0.0211639) [215.872]
        Specifies the width of the media.
    -l 0..215.872mm (in steps of 0.0211639) [0]
        Top-left x position of scan area.
    -t 0..279.364mm (in steps of 0.0211639) [0]
        Top-left y position of scan area.
    -x 0..221.121mm (in steps of 0.0211639) [215.872]
        Width of scan-area.
    -y 0..3048mm (in steps of 0.0211639) [279.364]
        Height of scan-area.
  Enhancement:
    --brightness -127..127 (in steps of 1) [0]
        Controls the brightness of the acquired image.
    --contrast 1..255 (in steps of 1) [128]
        Controls the contrast of the acquired image.
    --threshold 0..255 (in steps of 1) [inactive]
        Select minimum-brightness to get a white point
`,
	"epson with a mode of its feeder": `
    --mode Lineart|Gray|Color [Lineart]
    --depth 8|16bit [inactive]
    --resolution 75|150|300|600|1200dpi [75]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [Simplex]
    -l 0..215.9mm [0]
    -t 0..297.18mm [0]
    -x 0..215.9mm [215.9]
    -y 0..297.18mm [297.18]
`,
	"brother with a switch": `
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color[Fast] [24bit Color[Fast]]
    --resolution 100|150|200|300|400|600|1200|2400|4800|9600dpi [200]
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(centrally aligned) [FlatBed]
    --brightness -50..50% (in steps of 1) [inactive]
    --duplex[=(yes|no)] [no]
    -x 0..215.88mm (in steps of 0.0999908) [215.88]
    -y 0..355.567mm (in steps of 0.0999908) [355.567]
`,
	"airscan": `
    --resolution 75|100|200|300|600dpi [300]
    --mode Color|Gray [Color]
    --source Flatbed|ADF|ADF Duplex [Flatbed]
    -x 0..216mm [216]
    -y 0..355mm [297]
`,
	"a glass that tells nothing": "\n",
}

func TestWhatDevicesSayIsUnderstood(t *testing.T) {
	for name, want := range map[string]struct {
		kind    string
		sources []office.ScanSource
		args    []string // of the last source
		modes   []string // in the device's words: colour, grey, black and white
	}{
		"sheetfed fujitsu":                {"scanner", []office.ScanSource{office.Feeder, office.Duplex}, []string{"--source=ADF Duplex"}, []string{"Color", "Gray", "Lineart"}},
		"epson with a mode of its feeder": {"flatbed scanner", office.ScanSources, []string{"--source=Automatic Document Feeder", "--adf-mode=Duplex"}, []string{"Color", "Gray", "Lineart"}},
		"brother with a switch":           {"Scanner", office.ScanSources, []string{"--source=Automatic Document Feeder(left aligned)", "--duplex=yes"}, []string{"24bit Color[Fast]", "True Gray", "Black & White"}},
		"airscan":                         {"eSCL", office.ScanSources, []string{"--source=ADF Duplex"}, []string{"Color", "Gray", ""}},
		"a glass that tells nothing":      {"flatbed scanner", []office.ScanSource{office.Flatbed}, nil, []string{"", "", ""}},
	} {
		dev := device{kind: want.kind, options: parseOptions(said[name])}
		if got := dev.sources(); !slices.Equal(got, want.sources) {
			t.Errorf("%s has %v", name, got)
		}
		if got, _ := dev.source(want.sources[len(want.sources)-1]); !slices.Equal(got, want.args) {
			t.Errorf("%s: %q", name, got)
		}
		for i, m := range []office.ScanMode{office.Colour, office.Grey, office.Lineart} {
			if got, _ := dev.options.mode(m); got != want.modes[i] {
				t.Errorf("%s in %s: %q", name, m, got)
			}
		}
	}
	if _, has := (device{kind: "sheetfed scanner", options: options{}}).source(office.Flatbed); has {
		t.Error("a scanner that draws sheets in has a glass")
	}
}

func TestAnOrderSpeaksTheWordsOfItsDevice(t *testing.T) {
	dev := device{id: "fujitsu:fi", name: "fi-7160", kind: "scanner", options: parseOptions(said["sheetfed fujitsu"])}
	args, err := dev.order(office.ScanWish{Source: office.Feeder, Mode: office.Grey, DPI: 300, Brightness: 50, Contrast: -100}, "n%d", 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"--source=ADF Front", "--mode=Gray", "--resolution=300", "--brightness=64", "--contrast=1", "--batch-count=100000", "432"} {
		if !slices.Contains(args, want) {
			t.Errorf("no %s in %q", want, args)
		}
	}
	if args, err := dev.order(office.ScanWish{Source: office.Duplex, Mode: office.Colour, DPI: 200, Paper: "a4", Most: 4}, "n%d", 1); err != nil || !slices.Contains(args, "297") || !slices.Contains(args, "210") || !slices.Contains(args, "--batch-count=4") {
		t.Errorf("%q, %v", args, err)
	}
	if _, err := dev.order(office.ScanWish{Source: office.Feeder, Mode: office.Grey, DPI: 601}, "n%d", 1); err == nil || !slices.Equal(dev.options.dpi(), []int{75, 100, 150, 200, 240, 300, 400, 600}) {
		t.Errorf("601 dpi: %v; offers %v", err, dev.options.dpi())
	}
	epson := parseOptions(said["epson with a mode of its feeder"])
	if epson.takesDPI(200) || !epson.takesDPI(300) || epson["--depth"].values != nil {
		t.Errorf("epson: %+v", epson)
	}
}

// What a device on the network calls itself steers no window and no terminal.
func TestANameHidesNothing(t *testing.T) {
	for said, want := range map[string]string{
		"Canon\u202e gpj\x1b[2J": "Canon[U+202E] gpj[U+001B][2J", "  Noname \t frontend-tester ": "Noname frontend-tester", "\xff": "[U+FFFD]", "": "test:0",
	} {
		if got := named(said, "test:0"); got != want {
			t.Errorf("%q is shown as %q", said, got)
		}
	}
	if dev := (device{id: "airscan:e0:x", kind: "ip=192.168.1.9, [fe80::1%eth0],2001:db8::1,\x1b[2J"}); !slices.Equal(dev.addresses(), []string{"192.168.1.9", "fe80::1", "2001:db8::1"}) {
		t.Errorf("its addresses are %q", dev.addresses())
	}
	if dev := (device{id: "test:0", kind: "ip=192.168.1.9"}); dev.addresses() != nil {
		t.Errorf("of another backend: %q", dev.addresses())
	}
}
