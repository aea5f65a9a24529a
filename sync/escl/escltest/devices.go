package escltest

import "time"

// New is a device without oddities: A4, a glass, a feeder of one and two sides, colour and
// grey from 75 to 600 dpi.
func New() *Device {
	return &Device{Make: "Mẫu", Model: "Máy quét mẫu", Serial: "SERIAL0001", Flatbed: true, Simplex: true, DuplexFeed: true,
		Width: 2480, Height: 3508, DPI: []int{75, 100, 200, 300, 600}, Modes: []string{"RGB24", "Grayscale8"}}
}

// Small is New with paper of a stamp's size, for tests of many pages.
func Small() *Device {
	d := New()
	d.Width, d.Height = 300, 400
	return d
}

// Devices are the odd ones that are known, by what they are called. Each makes a new one.
var Devices = map[string]func() *Device{
	"Brother MFC-L2710DW": odd("Brother", "Brother MFC-L2710DW series", Odd{Breath: 800 * time.Millisecond}),
	"Brother DCP-L2550":   odd("Brother", "Brother DCP-L2550DW series", Odd{Breath: 800 * time.Millisecond, BreathEnds: true}),
	"Epson WF-2930":       odd("EPSON", "EPSON WF-2930 Series", Odd{NeedsHost: ":port", EarlyEnd: true}),
	"Epson XP-7100":       odd("EPSON", "EPSON XP-7100 Series", Odd{NeedsHost: ":port"}),
	"HP LaserJet M630":    hp("HP LaserJet MFP M630", "", Odd{NeedsHost: "localhost", Warming: 3}),
	"HP compact server":   hp("HP Color LaserJet", "HP_Compact_Server", Odd{NeedsHost: "localhost"}),
	"HP LaserJet M28w":    hp("HP LaserJet MFP M28w", "", Odd{Busy: 25}),
	"HP Deskjet 2540":     hp("HP Deskjet 2540 series", "HP HTTP Server; HP Deskjet 2540 series", Odd{Location: "usb"}),
	"HP, old jobs":        hp("HP LaserJet MFP M426fdn", "", Odd{OldJobs: 12, Location: "slash"}),
	"node-hp-scan-to":     hp("HP Smart Tank", "", Odd{Location: "slash"}),
	"HP ScanJet Pro 4500": scanJet,
	"HP Photosmart 7525":  hp("pst_p04f", "", Odd{}),
	"Canon TS9550":        odd("Canon", "Canon TS9500 series", Odd{EmptyJams: true}),
	"Canon TR4500":        odd("Canon", "Canon TR4500 series", Odd{EndCode: 410}),
	"Canon MF410":         odd("Canon", "Canon MF410 Series", Odd{EmptyJams: true}),
	"Canon iR2625":        odd("Canon", "Canon iR2625/2630", Odd{RealDPI: 300}),
	"Canon D570":          odd("", "CND570", Odd{DeleteMoves: true}),
	"Kyocera M2040dn":     odd("", "Kyocera ECOSYS M2040dn", Odd{EndWord: "ScannerAdfProcessing"}),
	"Kyocera, later":      odd("", "Kyocera ECOSYS M2540dn", Odd{EndWord: "ScannerAdfProcessing", SettlesAfter: 3}),
	"Kyocera M6526cdn":    odd("", "Kyocera ECOSYS M6526cdn", Odd{HangsUp: true}),
	"Xerox B205":          odd("Xerox", "Xerox(R) B205 MFP", Odd{TryAgain: 3, Location: "cut", DeleteHurts: true}),
	"Xerox WorkCentre":    odd("Xerox", "Xerox WorkCentre 3345", Odd{TryAgain: 2, EmptyJams: true, EndCode: 410}),
	"HP M570dn":           hp("HP LaserJet 500 color MFP M570dn", "", Odd{Refuses: true}),
	"HP OfficeJet 9012e":  hp("HP OfficeJet Pro 9012e", "", Odd{OnlyPages: true}),
	"Lexmark MB2236adw":   lexmark,
	"Brother DS-940DW":    brotherDS,
	"Canon TS7450":        canonGrey,
	"AirSane":             airSane(Odd{SaysOnce: true}),
	"AirSane, older":      airSane(Odd{AlwaysSays: "ScannerAdfEmpty", EndCode: 409}),
	"AirSane, loaded":     airSane(Odd{AlwaysSays: "ScannerAdfLoaded", EndCode: 409}),
}

func odd(maker, model string, o Odd) func() *Device {
	return func() *Device {
		d := Small()
		d.Make, d.Model, d.Odd = maker, model, o
		return d
	}
}

func hp(model, server string, o Odd) func() *Device {
	return func() *Device {
		d := odd("HP", model, o)()
		d.Server = server
		return d
	}
}

func brotherDS() *Device {
	d := odd("Brother", "Brother DS-940DW", Odd{OctetStream: true})()
	d.Flatbed, d.Modes = false, []string{"RGB24", "Grayscale8", "scan:AutoColorDetection"}
	return d
}

// lexmark gives an error document as its third page.
func lexmark() *Device {
	d := odd("Lexmark", "Lexmark MB2236adw", Odd{})()
	d.Situation = Situation{Kind: ErrorAsJPEG, Page: 3}
	return d
}

// scanJet takes sheets of three metres, and has a mode that nobody else has.
func scanJet() *Device {
	d := hp("HP ScanJet Pro 4500 fn1", "", Odd{})()
	d.Height, d.Modes = 36600, append(d.Modes, "AutoColorDetection")
	return d
}

func canonGrey() *Device {
	d := odd("Canon", "Canon TS7450 series", Odd{})()
	d.Modes = []string{"Grayscale8"}
	return d
}

func airSane(o Odd) func() *Device {
	return func() *Device {
		d := odd("", "Fujitsu fi-6130dj", o)()
		d.Serial, d.Flatbed, d.Simplex = "1.0", false, false
		return d
	}
}
