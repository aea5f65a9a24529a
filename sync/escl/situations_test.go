package escl

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"tram/local/office"
	"tram/local/scanning"
	"tram/sync/escl/escltest"
)

// told is the failure of each situation; more than one where the paper decides.
var told = map[escltest.Kind][]error{
	escltest.Jam: {scanning.Jam}, escltest.Cover: {scanning.CoverOpen}, escltest.MultiFeed: {scanning.MultiFeed},
	escltest.Mispick: {scanning.Unclear}, escltest.Memory: {scanning.OutOfMemory}, escltest.Locked: {Locked}, escltest.Canceled: {scanning.Unclear},
	escltest.LyingEmpty: {scanning.Unclear}, escltest.LyingLoaded: {scanning.Unclear}, escltest.JamAsEmpty: {scanning.Unclear},
	escltest.AbortedEmpty: {scanning.Unclear}, escltest.Miscounts: {scanning.Unclear}, escltest.HoldsBack: {scanning.Unclear}, escltest.ConflictEnd: {scanning.Unclear},
	escltest.ForgetsJob: {scanning.Unclear}, escltest.StatusIsPage: {scanning.WebPage},
	escltest.Gone: {scanning.Gone}, escltest.Hang: {scanning.Gone}, escltest.Stall: {scanning.Gone}, escltest.CutBefore: {scanning.Gone},
	escltest.Cut: {scanning.BadPage}, escltest.CutChunked: {scanning.BadPage},
	escltest.BusyForever: {scanning.Unclear}, escltest.BusyJob: {scanning.Busy},
	escltest.Short: {scanning.BadPage}, escltest.Long: {scanning.BadPage}, escltest.Truncated: {scanning.BadPage}, escltest.WebPage: {scanning.BadPage},
	escltest.ErrorDocument: {scanning.BadPage}, escltest.ErrorAsJPEG: {scanning.BadPage}, escltest.NoBytes: {scanning.BadPage},
	escltest.Endless: {scanning.Endless}, escltest.Twice: {scanning.PageTwice}, escltest.TwiceAtOnce: {scanning.PageTwice},
	escltest.PlaceElsewhere: {scanning.Elsewhere}, escltest.PageElsewhere: {scanning.Elsewhere},
}

func TestEachSituationHasItsSentence(t *testing.T) {
	const sheets, at = 5, 3
	for _, kind := range escltest.Kinds {
		for seed := range uint64(6) {
			t.Run(fmt.Sprintf("%s %d", kind, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					device := escltest.Small()
					device.Situation = escltest.Situation{Kind: kind, Page: at, Seed: seed}
					device.Load(sheets)
					sides, _, end, err := scan(t, drive(t, device), wish(office.Feeder))
					switch {
					case kind.Harmless():
						if err != nil || end != office.ScanEmpty || !slices.Equal(sides, paper(sheets, false)) {
							t.Errorf("%v, %q, %v", sides, end, err)
						}
					case !errors.Is(err, told[kind][0]) || end != "":
						t.Errorf("%v, %q, %v", sides, end, err)
					}
				})
			})
		}
	}
}

// run is one stack of paper on a device in a situation, drawn from a seed.
type run struct {
	seed   uint64
	device *escltest.Device
	wish   office.ScanWish
	sheets int
	stop   time.Duration // 0: nobody stops it
}

func draw(seed uint64) run {
	r := rand.New(rand.NewPCG(seed, 11))
	d := escltest.Small()
	d.Odd = escltest.Odd{Busy: r.IntN(3), TryAgain: r.IntN(3), OldJobs: r.IntN(4), OctetStream: r.IntN(3) == 0,
		EndCode:  []int{0, 404, 410}[r.IntN(3)],
		Location: []string{"", "", "relative", "slash", "cut", "usb"}[r.IntN(6)]}
	one := run{seed: seed, device: d, sheets: 1 + r.IntN(9)}
	if r.IntN(8) > 0 {
		d.Situation = escltest.Situation{Kind: escltest.Kinds[r.IntN(len(escltest.Kinds))], Page: 1 + r.IntN(2*one.sheets), Seed: r.Uint64()}
	}
	one.wish = wish(office.ScanSources[r.IntN(len(office.ScanSources))])
	if r.IntN(3) == 0 {
		one.wish.Most = 1 + r.IntN(2*one.sheets)
	}
	if r.IntN(6) == 0 {
		one.stop = time.Duration(r.Int64N(int64(30 * time.Second)))
	}
	d.Load(one.sheets)
	return one
}

func (r run) String() string {
	return fmt.Sprintf("seed %d: %d sheets, %s, most %d, %q at page %d, stopped after %v, %+v", r.seed, r.sheets, r.wish.Source, r.wish.Most, r.device.Situation.Kind, r.device.Situation.Page, r.stop, r.device.Odd)
}

// paper is what the stack gives.
func (r run) paper() []escltest.Side {
	if r.wish.Source == office.Flatbed {
		return paper(1, false)
	}
	return paper(r.sheets, r.wish.Source == office.Duplex)
}

// TestNoSituationLosesAPageOrEndsFalsely: what came is the paper from its first page on,
// in order; only when all of it came, or all that was asked for, is the scan done.
// TRAM_SCANS is how many runs.
func TestNoSituationLosesAPageOrEndsFalsely(t *testing.T) {
	runs := 1000
	if n, err := strconv.Atoi(os.Getenv("TRAM_SCANS")); err == nil {
		runs = n
	}
	ends := map[string]int{}
	for seed := range runs {
		synctest.Test(t, func(t *testing.T) {
			r := draw(uint64(seed))
			d := drive(t, r.device)
			if r.stop > 0 {
				ctx, stop := context.WithCancel(t.Context())
				timer := time.AfterFunc(r.stop, stop)
				defer timer.Stop()
				ends[r.judge(t, d, ctx)]++
				return
			}
			ends[r.judge(t, d, t.Context())]++
		})
	}
	t.Logf("%d runs ended as %v", runs, ends)
	if runs >= 1000 && (ends["empty"] == 0 || ends["asked"] == 0 || ends["stopped"] == 0 || len(ends) < 12) {
		t.Errorf("the runs show little: %v", ends)
	}
}

func (r run) judge(t *testing.T, d *Driver, ctx context.Context) string {
	var sides []escltest.Side
	dir := t.TempDir()
	end, err := d.Scan(ctx, r.wish, dir, func(p office.ScannedPage) error {
		s, err := escltest.ReadFile(p.Path)
		sides = append(sides, s)
		return err
	})
	all := r.paper()
	if len(sides) > len(all) || !slices.Equal(sides, all[:len(sides)]) {
		t.Errorf("%v\n\tcame %v", r, sides)
	}
	for _, given := range r.device.Told().Given {
		if !slices.Contains(sides, given) && end != office.ScanStopped {
			t.Errorf("%v\n\tsheet %+v left the device and is lost: %v", r, given, err)
		}
	}
	if there, _ := os.ReadDir(dir); len(there) != len(sides) {
		t.Errorf("%v\n\t%d pages came, %v lie there", r, len(sides), there)
	}
	f, said := office.FailureIn(err)
	switch {
	case err == nil && end == office.ScanEmpty && len(sides) == len(all) && r.wish.Source != office.Flatbed:
	case err == nil && end == office.ScanAsked && (len(sides) == r.wish.Most || r.wish.Source == office.Flatbed && len(sides) == 1):
	case err == nil && end == office.ScanStopped && ctx.Err() != nil:
	case err != nil && end == "" && said && !r.device.Situation.Kind.Harmless():
		return f.Name
	case err != nil && end == office.ScanStopped && errors.Is(err, scanning.Gone) && ctx.Err() != nil:
		return "stopped, not let go"
	default:
		t.Errorf("%v\n\tcame %d of %d, %q, %v", r, len(sides), len(all), end, err)
	}
	return string(end)
}

// Two blank sides may look the same to the last byte, and both are paper.
func TestSidesThatLookTheSameAreAllKept(t *testing.T) {
	for _, uncounted := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			device := escltest.Small()
			device.Odd = escltest.Odd{Alike: true, NoCount: uncounted}
			device.Load(4)
			if sides, _, end, err := scan(t, drive(t, device), wish(office.Duplex)); len(sides) != 8 || end != office.ScanEmpty || err != nil {
				t.Errorf("uncounted %t: %d sides, %q, %v", uncounted, len(sides), end, err)
			}
		})
	}
}

// After a retry a page that comes again is the same page, even if the device counts none.
func TestAPageThatComesAgainAfterARetryIsNotAddedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Odd.NoCount = true
		device.Situation = escltest.Situation{Kind: escltest.Twice, Page: 3}
		device.Load(5)
		if sides, _, _, err := scan(t, drive(t, device), wish(office.Feeder)); !errors.Is(err, scanning.PageTwice) || !slices.Equal(sides, paper(2, false)) {
			t.Errorf("%v, %v", sides, err)
		}
	})
}

// A glass from which no page comes is no empty feeder.
func TestAGlassThatGivesNothingIsNoEmptyFeeder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		device := escltest.Small()
		device.Situation = escltest.Situation{Kind: escltest.Miscounts, Page: 1}
		device.Odd.NoCount = true
		if _, _, end, err := scan(t, drive(t, device), wish(office.Flatbed)); !errors.Is(err, scanning.Unclear) {
			t.Errorf("%q, %v", end, err)
		}
	})
}
