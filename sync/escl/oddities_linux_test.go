package escl

import (
	"testing"

	"tram/sync/escl/escltest"
)

// TestEachKnownOddityIsPlayed: each device of which somebody has written down what it does
// otherwise, as the collection of them names it, has one in the simulator that does it, or a
// test that shows it where no device plays.
func TestEachKnownOddityIsPlayed(t *testing.T) {
	played := map[string]bool{}
	for known, by := range map[string][]string{
		"Brother MFC-L2710DW, asked too soon":                 {"Brother MFC-L2710DW", "Brother DCP-L2550"},
		"Epson WF-2930, an early end":                         {"Epson WF-2930"},
		"Epson, the port in Host":                             {"Epson XP-7100"},
		"HP M630, FlowMFP M578, HP_Compact_Server: localhost": {"HP LaserJet M630", "HP compact server"},
		"HP LaserJet MFP M28w, 503 for long":                  {"HP LaserJet M28w"},
		"HP M630, Testing while it warms up":                  {"HP LaserJet M630"},
		"HP OfficeJet 9012e, Brother L2750DW: a web page":     {"HP OfficeJet 9012e"},
		"HP M570dn, M132fn: the job is refused":               {"HP M570dn"},
		"Canon MF410, an empty feeder jams":                   {"Canon MF410"},
		"Canon TS9550, an empty feeder locks the panel":       {"Canon TS9550"},
		"Canon iR2625, less than it announces":                {"Canon iR2625"},
		"Canon TR4500, Epson XP-7100: empty is the end":       {"Canon TR4500", "Epson XP-7100"},
		"Kyocera, Processing at the end":                      {"Kyocera M2040dn", "Kyocera, later"},
		"Kyocera M6526cdn, hangs up after the headers":        {"Kyocera M6526cdn"},
		"Xerox B205, 404 is try again, a cut place":           {"Xerox B205"},
		"Xerox WorkCentre 3345, jams when empty, 410":         {"Xerox WorkCentre"},
		"Lexmark MB2236adw, Xerox 3225: an error with 200":    {"Lexmark MB2236adw"},
		"Brother DS-940DW, no glass, octet-stream":            {"Brother DS-940DW"},
		"Canon TS7450, grey alone":                            {"Canon TS7450"},
		"HP ScanJet Pro 4500, sheets of three metres":         {"HP ScanJet Pro 4500"},
		"Canon MF620C, Photosmart 7525, D570: another name":   {"HP Photosmart 7525", "Canon D570"},
		"AirSane, older: 409, always empty, always loaded":    {"AirSane", "AirSane, older", "AirSane, loaded"},
		"HP, old jobs in the status":                          {"HP, old jobs"},
		"node-hp-scan-to, a relative place":                   {"node-hp-scan-to"},
		"HP Deskjet 2540, a place over USB":                   {"HP Deskjet 2540"},
	} {
		for _, name := range by {
			if played[name] = true; escltest.Devices[name] == nil {
				t.Errorf("%s: no device %q plays it", known, name)
			}
		}
	}
	for name := range escltest.Devices {
		if !played[name] {
			t.Errorf("%q plays nothing that is known", name)
		}
	}
	for known, shows := range map[string]func(*testing.T){
		"routers that repeat announcements":                     TestADeviceOfAnotherNetworkIsFoundAndScans,
		"a link of IPv6 that needs its zone":                    TestADeviceIsWhereItsRecordsSayAndNotWhoSentThem,
		"Samsung, Dell, Ricoh, Panasonic, OKI: no eSCL":         TestADeviceWithoutESCLIsKnownByWhatItPrints,
		"a name on the box that the device itself does not say": TestADeviceIsKnownByTheNameOnItsBox,
	} {
		if shows == nil {
			t.Errorf("nothing shows %s", known)
		}
	}
}
