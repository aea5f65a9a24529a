package escl

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"testing/synctest"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/scanningtest"
	"tram/sync/escl/escltest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// at is where the played devices are; the line leads there from any address.
const at = "http://192.0.2.7:80/eSCL"

// drive makes a driver whose network is one played device.
func drive(t *testing.T, device *escltest.Device) *Driver {
	d := New(office.SystemClock{})
	d.dialWith(escltest.Serve(t, device).Dial)
	d.mostBytes = 1 << 20
	d.lookup = nil
	d.browse = func(context.Context) ([]announced, error) {
		return []announced{{ty: device.Model, roots: candidates(at)}}, nil
	}
	return d
}

func wish(s office.ScanSource) office.ScanWish {
	return office.ScanWish{Scanner: "escl:" + at, Source: s, Mode: office.Colour, DPI: 75}
}

// played are the situations of the suite as the simulator plays them.
var played = map[string]escltest.Kind{
	scanning.Jam.Name: escltest.Jam, scanning.CoverOpen.Name: escltest.Cover, scanning.MultiFeed.Name: escltest.MultiFeed,
	scanning.OutOfMemory.Name: escltest.Memory, scanning.Gone.Name: escltest.Gone, scanning.Busy.Name: escltest.BusyJob,
	scanning.Elsewhere.Name: escltest.PageElsewhere, scanning.Endless.Name: escltest.Endless,
	scanning.BadPage.Name: escltest.Cut, scanning.PageTwice.Name: escltest.Twice, scanning.Unclear.Name: escltest.LyingEmpty,
}

func TestTheDriverKeepsWhatEveryDriverPromises(t *testing.T) {
	scanningtest.Suite(t, scanningtest.Rig{
		Sources: office.ScanSources,
		Plays: []office.Failure{scanning.FeederEmpty, scanning.Jam, scanning.CoverOpen, scanning.MultiFeed, scanning.OutOfMemory, scanning.Gone,
			scanning.Busy, scanning.Elsewhere, scanning.Endless, scanning.BadPage, scanning.PageTwice, scanning.Unclear},
		Play: func(t *testing.T, story func(t *testing.T, d scanningtest.Device)) {
			synctest.Test(t, func(t *testing.T) {
				device := escltest.Small()
				story(t, scanningtest.Device{
					Driver: drive(t, device), Wish: office.ScanWish{Scanner: "escl:" + at + "#" + escltest.UUID, Mode: office.Colour, DPI: 75},
					Load: func(n int) int { device.Load(n); return n },
					Happens: func(f office.Failure, after int) {
						device.Situation = escltest.Situation{Kind: played[f.Name], Page: after + 1}
						if f.Name == scanning.FeederEmpty.Name {
							device.Load(0)
						}
					},
					Side: sideOf,
				})
			})
		},
	})
}

func sideOf(path string) (sheet int, back bool, err error) {
	s, err := escltest.ReadFile(path)
	return s.Sheet, s.Back, err
}

// scan scans on a played device and returns which sides came.
func scan(t *testing.T, d *Driver, w office.ScanWish) (sides []escltest.Side, told []office.ScannedPage, end office.ScanEnd, err error) {
	t.Helper()
	dir := t.TempDir()
	end, err = d.Scan(t.Context(), w, dir, func(p office.ScannedPage) error {
		s, err := escltest.ReadFile(p.Path)
		if err != nil {
			t.Errorf("a page that was told does not open: %v", err)
		}
		sides, told = append(sides, s), append(told, p)
		return nil
	})
	if there, readErr := os.ReadDir(dir); readErr != nil || len(there) != len(told) {
		t.Errorf("%d pages were told, and %v lie there", len(told), there)
	}
	return sides, told, end, err
}

// paper is what a stack gives.
func paper(sheets int, duplex bool) (sides []escltest.Side) {
	for n := range sheets {
		sides = append(sides, escltest.Side{Sheet: n + 1})
		if duplex {
			sides = append(sides, escltest.Side{Sheet: n + 1, Back: true})
		}
	}
	return sides
}

// With each device that is known to be odd, the right pages come, or the right sentence.
func TestEachOddDeviceGivesItsPagesOrTheRightSentence(t *testing.T) {
	const sheets = 5
	duplexOnly := []string{"AirSane", "AirSane, older", "AirSane, loaded"}
	sentences := map[string]struct {
		want  error
		pages int
	}{
		"Epson WF-2930":      {scanning.Unclear, 1},      // 1 page came, how many went in?
		"Kyocera M2040dn":    {scanning.Unclear, sheets}, // its word means “still scanning” elsewhere
		"AirSane, older":     {scanning.Unclear, 2 * sheets},
		"AirSane, loaded":    {scanning.Unclear, 2 * sheets},
		"Canon TS7450":       {scanning.Refused, 0}, // no colour: it is said, not done otherwise
		"HP M570dn":          {scanning.Refused, 0},
		"HP OfficeJet 9012e": {scanning.WebPage, 0},
		"Lexmark MB2236adw":  {scanning.BadPage, 2},
	}
	for name, make := range escltest.Devices {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				device := make()
				device.Load(sheets)
				source := office.Feeder
				if slices.Contains(duplexOnly, name) {
					source = office.Duplex
				}
				sides, _, end, err := scan(t, drive(t, device), wish(source))
				all := paper(sheets, source == office.Duplex)
				if s, is := sentences[name]; is {
					if !errors.Is(err, s.want) || !slices.Equal(sides, all[:s.pages]) {
						t.Fatalf("%v, %q, %v; want %d pages and %v", sides, end, err, s.pages, s.want)
					}
				} else if err != nil || end != office.ScanEmpty || !slices.Equal(sides, all) {
					t.Fatalf("%v, %q, %v", sides, end, err)
				}
				if device.Flatbed && !errors.Is(err, scanning.Refused) && !errors.Is(err, scanning.WebPage) {
					if sides, _, end, err := scan(t, drive(t, device), wish(office.Flatbed)); err != nil || end != office.ScanAsked || !slices.Equal(sides, paper(1, false)) {
						t.Errorf("from the glass: %v, %q, %v", sides, end, err)
					}
				}
				if told := device.Told(); told.Hurt != 0 || told.Jammed != 0 {
					t.Errorf("the device was hurt: %+v", told)
				}
			})
		})
	}
}

// A device that must not be told to delete what is done is told to end what is not.
func TestAJobThatIsNotDoneIsEndedOnEveryDevice(t *testing.T) {
	for _, most := range []int{1, 2} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Devices["Xerox B205"]()
			device.Load(2)
			w := wish(office.Feeder)
			w.Most = most
			if _, _, end, err := scan(t, drive(t, device), w); err != nil || end != office.ScanAsked || device.Told().Deleted != 1 || device.Told().Hurt != 0 {
				t.Errorf("asked for %d: %q, %v, %+v", most, end, err, device.Told())
			}
		})
	}
}

// An empty feeder is not started: on some devices that is a jam that must be cleared by hand.
func TestAnEmptyFeederStartsNoMotor(t *testing.T) {
	for _, name := range []string{"Canon MF410", "Canon TS9550", "Xerox WorkCentre", "Epson XP-7100"} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Devices[name]()
			_, _, _, err := scan(t, drive(t, device), wish(office.Feeder))
			if told := device.Told(); !errors.Is(err, scanning.FeederEmpty) || told.Jobs != 0 || told.Jammed != 0 {
				t.Errorf("%s: %v, %+v", name, err, told)
			}
		})
	}
}

// Many devices say another name than the one on their box, which they announce by mDNS
// alone: it is shown, and oddities go by either.
func TestADeviceIsKnownByTheNameOnItsBox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Devices["Brother DCP-L2550"]()
		device.Make, device.Model = "", "pst_p04f"
		device.Load(3)
		d := drive(t, device)
		d.browse = func(context.Context) ([]announced, error) {
			return []announced{{ty: "Brother DCP-L2550DW", roots: candidates(at)}}, nil
		}
		found, err := d.Find(t.Context())
		if err != nil || len(found) != 1 || found[0].Name != "Brother DCP-L2550DW" {
			t.Fatalf("%+v, %v", found, err)
		}
		w := wish(office.Feeder)
		w.Scanner = found[0].ID
		if sides, _, end, err := scan(t, d, w); err != nil || end != office.ScanEmpty || !slices.Equal(sides, paper(3, false)) {
			t.Errorf("%v, %q, %v", sides, end, err)
		}
	})
}
