package wia

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/scanningtest"
	"tram/local/whole"
)

// The codes and words of a device by which each failure is played.
var plays = map[string]stack{
	scanning.FeederEmpty.Name: {}, scanning.Busy.Name: {Code: busy}, scanning.NoAnswer.Name: {Code: offline},
	scanning.Jam.Name: {Code: paperJam}, scanning.CoverOpen.Name: {Code: coverOpen}, scanning.MultiFeed.Name: {Code: multiFeed},
	scanning.OutOfMemory.Name: {Code: outOfMemory}, scanning.Gone.Name: {Code: communication}, scanning.Unclear.Name: {Dies: true},
	scanning.BadPage.Name: {Short: true},
}

func TestWIAKeepsWhatEveryDriverPromises(t *testing.T) {
	scanningtest.Suite(t, scanningtest.Rig{
		Sources: office.ScanSources, Ahead: true,
		Plays: []office.Failure{scanning.FeederEmpty, scanning.Busy, scanning.NoAnswer, scanning.Jam, scanning.CoverOpen, scanning.MultiFeed,
			scanning.OutOfMemory, scanning.Gone, scanning.Unclear, scanning.BadPage},
		Play: func(t *testing.T, story func(t *testing.T, d scanningtest.Device)) {
			d, p := drive(t, stack{After: -1})
			story(t, scanningtest.Device{
				Driver: d, Wish: office.ScanWish{Scanner: prefix + playedID, Mode: office.Colour, DPI: 300},
				Load: func(n int) int { p.Sheets, p.Fed = n, 0; p.save(); return n },
				Happens: func(f office.Failure, after int) {
					sheets := p.Sheets
					p.stack = plays[f.Name]
					p.After, p.Sheets = after, sheets
					if f.Name == scanning.FeederEmpty.Name {
						p.Sheets, p.After = 0, -1
					}
					p.save()
				},
				Side: sideOf,
			})
		},
	})
}

// scan scans three sheets from a feeder and gives how many pages came.
func scan(t *testing.T, d *Driver, most int) (pages int, end office.ScanEnd, err error) {
	t.Helper()
	dir := t.TempDir()
	w := office.ScanWish{Scanner: prefix + playedID, Source: office.Feeder, Mode: office.Colour, DPI: 300, Most: most}
	end, err = d.Scan(t.Context(), w, dir, func(office.ScannedPage) error { pages++; return nil })
	if there, _ := os.ReadDir(dir); len(there) != pages {
		t.Errorf("%d pages were told, and there are %v", pages, there)
	}
	if f, told := office.FailureIn(err); err != nil && (!told || strings.Contains(f.Said, "%!") || f.Next == "") {
		t.Errorf("%v has the sentence %q", err, f.Said)
	}
	return pages, end, err
}

// TestTheEndIsTheFeedersWord: that a transfer ended well says nothing of the paper.
func TestTheEndIsTheFeedersWord(t *testing.T) {
	for name, c := range map[string]struct {
		stack stack
		most  int
		pages int
		end   office.ScanEnd
		want  error
	}{
		"it says that it is empty":            {stack{Sheets: 3, After: -1}, 0, 3, office.ScanEmpty, nil},
		"the driver says it":                  {stack{Sheets: 3, After: 3, Code: paperEmpty}, 0, 3, office.ScanEmpty, nil},
		"stopped on the device":               {stack{Sheets: 3, After: 2, Code: 0, Feeder: feedReady, Half: false}, 0, 3, "", scanning.Unclear},
		"it does not tell":                    {stack{Sheets: 3, After: -1, Hush: true}, 0, 3, "", scanning.Unclear},
		"it tells of a jam":                   {stack{Sheets: 3, After: -1, Feeder: feederJam}, 0, 3, "", scanning.Jam},
		"it tells of an open cover":           {stack{Sheets: 3, After: -1, Feeder: pathCoverUp}, 0, 3, "", scanning.CoverOpen},
		"it tells of two sheets":              {stack{Sheets: 3, After: -1, Feeder: multipleFeed}, 0, 3, "", scanning.MultiFeed},
		"it wants attention":                  {stack{Sheets: 3, After: -1, Feeder: wantsAttention}, 0, 3, "", scanning.Unclear},
		"its store is full":                   {stack{Sheets: 3, After: -1, Feeder: storageFull}, 0, 3, "", scanning.OutOfMemory},
		"empty in the midst of a page":        {stack{Sheets: 3, After: 2, Code: paperEmpty, Half: true}, 0, 2, "", scanning.Unclear},
		"well in the midst of a page":         {stack{Sheets: 3, After: 2, Half: true}, 0, 2, "", scanning.Unclear},
		"as many as were asked for":           {stack{Sheets: 3, After: -1}, 2, 2, office.ScanAsked, nil},
		"fewer than were asked for":           {stack{Sheets: 3, After: -1}, 9, 3, office.ScanEmpty, nil},
		"asked for, and a jam with the last":  {stack{Sheets: 3, After: 2, Code: paperJam}, 2, 2, "", scanning.Jam},
		"empty from the beginning":            {stack{After: -1}, 0, 0, "", scanning.FeederEmpty},
		"an answer that nobody knows":         {stack{Sheets: 3, After: 1, Code: 0x8000FFFF}, 0, 1, "", scanning.Unclear},
		"an answer that nobody knows, at all": {stack{Sheets: 3, Step: open, Code: 0x8000FFFF}, 0, 0, "", scanning.NoAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := drive(t, c.stack)
			if pages, end, err := scan(t, d, c.most); pages != c.pages || end != c.end || !errors.Is(err, c.want) {
				t.Errorf("%d pages, %q, %v", pages, end, err)
			}
		})
	}
}

// TestEachAnswerOfWindowsHasItsSentence at each step, and after pages.
func TestEachAnswerOfWindowsHasItsSentence(t *testing.T) {
	for _, c := range []struct {
		code  uint32
		after error // two pages
		at    map[step]error
	}{
		{paperJam, scanning.Jam, nil}, {paperProblem, scanning.Unclear, nil}, {paperEmpty, nil, nil},
		{offline, scanning.Gone, map[step]error{open: scanning.NoAnswer, adjust: scanning.NoAnswer}},
		{busy, scanning.Busy, map[step]error{open: scanning.Busy}}, {warmingUp, scanning.Busy, nil}, {locked, scanning.Busy, map[step]error{open: scanning.Busy}},
		{userIntervention, scanning.Unclear, nil}, {itemDeleted, scanning.Gone, nil}, {communication, scanning.Gone, nil}, {driverException, scanning.Unclear, nil},
		{coverOpen, scanning.CoverOpen, nil}, {coverOpenOnPages, scanning.CoverOpen, nil}, {lampOff, scanning.Unclear, nil}, {lampOffOnPages, scanning.Unclear, nil},
		{multiFeed, scanning.MultiFeed, nil}, {multiFeedOnPages, scanning.MultiFeed, nil}, {noDevice, scanning.Gone, map[step]error{open: scanning.NoAnswer}},
		{accessDenied, scanning.NotAllowed, map[step]error{start: scanning.NotAllowed, open: scanning.NotAllowed}}, {outOfMemory, scanning.OutOfMemory, nil},
		{notRegistered, scanning.Unclear, map[step]error{start: scanning.NoProgram, open: scanning.NoAnswer}},
		{serviceDisabled, scanning.Unclear, map[step]error{start: scanning.NoProgram}},
		{serverGone, scanning.Gone, map[step]error{start: scanning.NoAnswer}}, {disconnected, scanning.Gone, nil},
		{0x80070057, scanning.Unclear, map[step]error{adjust: scanning.Refused, open: scanning.NoAnswer}},
	} {
		d, _ := drive(t, stack{Sheets: 3, After: 2, Code: c.code})
		if pages, end, err := scan(t, d, 0); pages != 2 || !errors.Is(err, c.after) || c.after == nil && end != office.ScanEmpty {
			t.Errorf("0x%08X after two pages: %d, %q, %v", c.code, pages, end, err)
		}
		for at, want := range c.at {
			d, _ := drive(t, stack{Sheets: 3, Step: at, Code: c.code})
			if pages, _, err := scan(t, d, 0); pages != 0 || !errors.Is(err, want) {
				t.Errorf("0x%08X at %s: %d pages, %v", c.code, at, pages, err)
			}
		}
	}
}

// TestAWorkerThatIsHostileOrIllEndsWithTheRightSentence: each tells a page well, and then
// does what no worker should.
func TestAWorkerThatIsHostileOrIllEndsWithTheRightSentence(t *testing.T) {
	page := t.TempDir() + "/page.bmp"
	if err := os.WriteFile(page, bmp(1, false), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		then  string
		pages int
		want  error
	}{
		"it dies":                  {"kill -9 $$", 1, scanning.Unclear},
		"it leaves":                {"exit 0", 1, scanning.Unclear},
		"it hangs":                 {"exec sleep 100", 1, scanning.Gone},
		"it hangs and tells so":    {`while sleep 0.1; do echo '{"life":true}'; done`, 1, scanning.Endless},
		"words":                    {"echo Segmentation fault", 1, scanning.Unclear},
		"an empty thing":           {"echo '{}'", 1, scanning.Unclear},
		"a line without end":       {"exec tr '\\0' x </dev/zero", 1, scanning.Unclear},
		"lines without end":        {`exec yes '{"life":true}'`, 1, scanning.Unclear},
		"the same page again":      {`echo '{"page":"Trang quét 0001.bmp"}'`, 1, scanning.Unclear},
		"a page that is not there": {`echo '{"page":"Trang quét 0002.bmp"}'`, 1, scanning.BadPage},
		"a page from elsewhere":    {`echo '{"page":"../../etc/passwd"}'`, 1, scanning.Unclear},
		"a page that is a pipe":    {`mkfifo "$dir/Trang quét 0002.bmp"; echo '{"page":"Trang quét 0002.bmp"}'`, 1, whole.NotAFile},
		"an end without a step":    {`echo '{"over":{}}'`, 1, scanning.Unclear},
		"an end that is a lie":     {`echo '{"over":{"code":0,"step":"transfer","feeder":-1}}'; exec sleep 100`, 1, scanning.Unclear},
	} {
		t.Run(name, func(t *testing.T) {
			d := New(office.SystemClock{})
			d.quiet, d.aPage, d.letsGo = 700*time.Millisecond, 1500*time.Millisecond, 200*time.Millisecond
			dir, pages := t.TempDir(), 0
			d.worker = func() ([]string, error) {
				return []string{"sh", "-c", fmt.Sprintf("read order; dir='%s'; cp '%s' \"$dir/Trang quét 0001.bmp\"; echo '{\"page\":\"Trang quét 0001.bmp\"}'; %s", dir, page, c.then)}, nil
			}
			w := office.ScanWish{Scanner: prefix + playedID, Source: office.Feeder, Mode: office.Colour, DPI: 300}
			end, err := d.Scan(t.Context(), w, dir, func(office.ScannedPage) error { pages++; return nil })
			if pages != c.pages || end != "" || !errors.Is(err, c.want) {
				t.Errorf("%d pages, %q, %v", pages, end, err)
			}
			if there, _ := os.ReadDir(dir); len(there) != pages {
				t.Errorf("there are %v", there)
			}
		})
	}
}

// A worker that does not let go is ended, and it is told that the device may go on.
func TestAWorkerThatDoesNotStopIsTold(t *testing.T) {
	d, _ := drive(t, stack{Sheets: 5, After: 2, Hangs: true})
	d.letsGo = 100 * time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	pages := 0
	w := office.ScanWish{Scanner: prefix + playedID, Source: office.Feeder, Mode: office.Colour, DPI: 300}
	end, err := d.Scan(ctx, w, t.TempDir(), func(office.ScannedPage) error {
		if pages++; pages == 2 {
			time.AfterFunc(50*time.Millisecond, stop)
		}
		return nil
	})
	if pages != 2 || end != "" || !errors.Is(err, scanning.Unclear) {
		t.Errorf("%d pages, %q, %v", pages, end, err)
	}
}

func TestTheDevicesOfWindowsAreListed(t *testing.T) {
	d, p := drive(t, stack{})
	all, err := d.Find(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != prefix+playedID || all[0].Name != "Máy quét[U+202E] mẫu" || fmt.Sprint(all[0].Sources) != "[flatbed feeder duplex]" {
		t.Errorf("%+v, %v", all, err)
	}
	for code, want := range map[uint32]error{noDevice: nil, notRegistered: scanning.NoProgram, serverGone: scanning.NoAnswer, 0x8000FFFF: scanning.NoAnswer} {
		p.stack = stack{Step: start, Code: code}
		p.save()
		if all, err := d.Find(t.Context()); len(all) != 0 || !errors.Is(err, want) {
			t.Errorf("0x%08X: %v, %v", code, all, err)
		}
	}
	for name, worker := range map[string]string{"hangs": "exec sleep 100", "dies": "kill -9 $$", "pages": `echo '{"page":"x"}'`, "words": "echo x"} {
		d.worker = func() ([]string, error) { return []string{"sh", "-c", "read order; " + worker}, nil }
		d.answered, d.letsGo = 300*time.Millisecond, 100*time.Millisecond
		if _, err := d.Find(t.Context()); !errors.Is(err, scanning.NoAnswer) {
			t.Errorf("a worker that %s: %v", name, err)
		}
	}
	d.worker = func() ([]string, error) {
		return []string{"sh", "-c", `read order; while echo '{"device":{"id":"a"}}'; do :; done`}, nil
	}
	if all, _ := d.Find(t.Context()); len(all) > mostDevices {
		t.Errorf("%d devices", len(all))
	}
}

func TestAMachineThatIsNotWindowsHasNoWIA(t *testing.T) {
	var out strings.Builder
	if code := serve(strings.NewReader(`{"list":true}`+"\n"), &out, nowhere{}); code != 0 || !strings.Contains(out.String(), `"step":"begin"`) {
		t.Errorf("%d, %s", code, out.String())
	}
	for _, order := range []string{"", "x\n", "{}\n", `{"list":true,"scan":{}}` + "\n", strings.Repeat("x", longestSaid+1)} {
		if code := serve(strings.NewReader(order), &out, nowhere{}); code != failed {
			t.Errorf("%.20q: %d", order, code)
		}
	}
}

func FuzzHear(f *testing.F) {
	f.Add([]byte(`{"life":true}` + "\n" + `{"page":"a"}` + "\n" + `{"over":{"code":1,"step":"open","feeder":-1}}` + "\n"))
	f.Add([]byte(`{"device":{"id":"a","sources":["feeder"]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		told := 0
		o, err := hear(strings.NewReader(string(b)), func(s said) error {
			if told++; s == (said{}) {
				t.Fatal("nothing was told")
			}
			return nil
		})
		if (o == nil) == (err == nil) || told > len(b) {
			t.Fatalf("%v, %v, %d", o, err, told)
		}
	})
}
