package station

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
	"tram/local/scanning"
	"tram/local/whole"
)

// played is a scanner that is played: its feeder holds pages, each of which differs from
// all others of its stack.
type played struct {
	stack, pages int
	ahead        int // pages that it has ready before it tells of the first of them
	fails        error
	after        func(page int)
}

func (played) Name() string { return "played" }

func (p played) Find(context.Context) ([]office.Scanner, error) {
	return []office.Scanner{{ID: "played:1", Name: "Máy quét mẫu", Driver: "played", Sources: []office.ScanSource{office.Feeder}}}, nil
}

func (p played) Scan(ctx context.Context, w office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	if w.Source != office.Feeder || w.Mode != office.Colour || w.DPI != 300 {
		return "", scanning.Refused.About("Máy quét mẫu", fmt.Sprintf("%+v", w))
	}
	ready := 0
	for n := 1; n <= p.pages; n++ {
		for ; ready < min(n+p.ahead, p.pages); ready++ {
			err := whole.Write(pagePath(dir, ready+1), 0o600, func(w io.Writer) error { // as drivers do: a kill leaves no half of a page
				_, err := w.Write(scannedPage(p.stack, ready+1))
				return err
			})
			if err != nil {
				return "", err
			}
		}
		if ctx.Err() != nil {
			return office.ScanStopped, nil //nolint:nilerr // as a driver does
		}
		if err := came(office.ScannedPage{Path: pagePath(dir, n), DPI: 300, At: time.Now()}); err != nil {
			return "", err
		}
		if p.after != nil {
			p.after(n)
		}
		if n == w.Most {
			return office.ScanAsked, nil
		}
	}
	if p.fails != nil {
		return "", p.fails
	}
	return office.ScanEmpty, nil
}

func pagePath(dir string, n int) string {
	return filepath.Join(dir, fmt.Sprintf("Trang quét %04d.jpg", n))
}

// scannedPage is a page whose file tells no resolution.
func scannedPage(stack, n int) []byte {
	img := image.NewGray(image.Rect(0, 0, 64, 90))
	for i := range 32 {
		if (stack<<16|n)>>i&1 == 1 {
			for x := range 4 {
				img.SetGray(i%8*8+x, i/8*16, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (d *desk) restartWith(t *testing.T, s scanning.Driver) {
	t.Helper()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.Station, err = Open(context.Background(), Options{Home: d.home, State: d.state, Scanners: []scanning.Driver{s}, Passwords: people.LeastCost()}); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) scans(t *testing.T, ctx context.Context, o office.ScanOrder) ([]office.Page, office.ScanOutcome, error) {
	t.Helper()
	o.Wish.Scanner = "played:1"
	if o.Clerk.Name == "" {
		clerks, err := d.Clerks(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		o.Clerk = clerks[0]
	}
	var told []office.Page
	out, err := d.Scan(ctx, o, func(a office.ScanArrival) { told = append(told, a.Page) }, nil)
	return told, out, err
}

// numbersIn are the numbers of the pages of a stack that lie in a draft, in their order.
func (d *desk) numbersIn(t *testing.T, draft office.ID, stack, most int) (all []int) {
	t.Helper()
	pages, err := d.Pages(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	number := map[office.Digest]int{}
	for n := 1; n <= most; n++ {
		number[office.DigestOf(scannedPage(stack, n))] = n
	}
	for _, p := range pages {
		if n, of := number[p.Capture]; of {
			all = append(all, n)
		}
	}
	return all
}

// draftOf is the draft of a scan that is one document; empty: no page came.
func draftOf(out office.ScanOutcome) office.ID {
	if len(out.Drafts) == 0 {
		return ""
	}
	return out.Drafts[0].ID
}

func to(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func TestAScanFillsADraftPageByPage(t *testing.T) {
	d := newDesk(t)
	d.restartWith(t, played{stack: 1, pages: 5, ahead: 2})
	told, out, err := d.scans(t, t.Context(), office.ScanOrder{})
	if err != nil || out.End != office.ScanEmpty || out.Pages != 5 || len(told) != 5 || !slices.Equal(d.numbersIn(t, draftOf(out), 1, 5), to(5)) {
		t.Fatalf("%+v, told %d, %v", out, len(told), err)
	}
	if p := told[0]; p.DPIX != 300 || p.DPIY != 300 || p.Paper != "" {
		t.Errorf("a page whose file tells no resolution has %v × %v dpi, paper %q", p.DPIX, p.DPIY, p.Paper)
	}
	if c, err := d.store.Conversion(t.Context(), draftOf(out)); err != nil || len(c.Pages) != 5 || c.State != office.Draft {
		t.Errorf("the record has %d pages, %v", len(c.Pages), err)
	}
	d.scanners = []scanning.Driver{played{stack: 2, pages: 3}}
	if _, more, err := d.scans(t, t.Context(), office.ScanOrder{Draft: draftOf(out), Before: told[1].ID}); err != nil || draftOf(more) != draftOf(out) || more.Pages != 3 {
		t.Fatalf("%+v, %v", more, err)
	}
	pages, err := d.Pages(t.Context(), draftOf(out))
	if err != nil || len(pages) != 8 || pages[0].ID != told[0].ID || pages[4].ID != told[1].ID || !slices.Equal(d.numbersIn(t, draftOf(out), 2, 3), to(3)) {
		t.Errorf("%d pages after three were put in behind the first, %v", len(pages), err)
	}
	if left, _ := os.ReadDir(filepath.Join(d.home, scansDir)); len(left) != 0 {
		t.Errorf("the scans left %v", left)
	}
}

func TestWhatCameOfAScanThatFailedOrWasStoppedIsKept(t *testing.T) {
	d := newDesk(t)
	d.restartWith(t, played{stack: 1, pages: 3, fails: scanning.Jam.About("Máy quét mẫu", 3)})
	told, out, err := d.scans(t, t.Context(), office.ScanOrder{})
	if !errors.Is(err, scanning.Jam) || out.End != "" || out.Pages != 3 || len(told) != 3 || !slices.Equal(d.numbersIn(t, draftOf(out), 1, 3), to(3)) {
		t.Errorf("a jam: %+v, %v", out, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	d.scanners = []scanning.Driver{played{stack: 2, pages: 9, after: func(n int) {
		if n == 4 {
			stop()
		}
	}}}
	if _, out, err = d.scans(t, ctx, office.ScanOrder{}); err != nil || out.End != office.ScanStopped || out.Pages != 4 || !slices.Equal(d.numbersIn(t, draftOf(out), 2, 9), to(4)) {
		t.Errorf("stopped: %+v, %v", out, err)
	}
	d.scanners = []scanning.Driver{played{fails: scanning.FeederEmpty.About("Máy quét mẫu")}}
	before, err := d.Drafts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, out, err = d.scans(t, t.Context(), office.ScanOrder{}); !errors.Is(err, scanning.FeederEmpty) || len(out.Drafts) > 0 || out.Pages > 0 || out.End != "" {
		t.Errorf("no paper: %+v, %v", out, err)
	}
	if after, err := d.Drafts(t.Context()); err != nil || len(after) != len(before) {
		t.Errorf("a scan without a page made a draft: %d, %d, %v", len(before), len(after), err)
	}
}

// TestAPageThatTheTrayDoesNotTakeWaitsForTheNextStart wipes the draft in the midst.
func TestAPageThatTheTrayDoesNotTakeWaitsForTheNextStart(t *testing.T) {
	d := newDesk(t)
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	d.restartWith(t, played{stack: 1, pages: 4, ahead: 9, after: func(n int) {
		if n == 2 {
			if err := d.Discard(t.Context(), draft.ID); err != nil {
				t.Error(err)
			}
		}
	}})
	if _, out, err := d.scans(t, t.Context(), office.ScanOrder{Draft: draft.ID}); err == nil || out.Pages != 2 {
		t.Fatalf("a discarded draft took a page: %+v, %v", out, err)
	}
	d.restart(t)
	drafts, err := d.Drafts(t.Context())
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	if got := d.numbersIn(t, drafts[0].ID, 1, 4); !slices.Equal(got, []int{3, 4}) {
		t.Errorf("the pages that waited are %v", got)
	}
	d.restart(t)
	if again, err := d.Drafts(t.Context()); err != nil || len(again) != 1 {
		t.Errorf("another start made %d drafts, %v", len(again), err)
	}
}

func TestAScanAtWorkInAnotherProgramIsLeftAlone(t *testing.T) {
	d := newDesk(t)
	other := &desk{home: d.home, state: d.state}
	d.restartWith(t, played{stack: 1, pages: 3, ahead: 3, after: func(n int) {
		if n == 1 {
			other.start(t)
		}
	}})
	if _, out, err := d.scans(t, t.Context(), office.ScanOrder{}); err != nil || out.Pages != 3 || !slices.Equal(d.numbersIn(t, draftOf(out), 1, 3), to(3)) {
		t.Errorf("%+v, %v", out, err)
	}
	if beside := other.Beside(); len(beside) != 0 {
		t.Errorf("the other program was told %v", beside)
	}
}

const childStack = "STATION_TEST_STACK"

// lives is how often a scan is killed.
const lives = 15

// scanUntilKilled scans a stack into a new draft and tells each page that was shown.
func scanUntilKilled(home string) int {
	stack, _ := strconv.Atoi(os.Getenv(childStack))
	s, err := Open(context.Background(), Options{
		Home: filepath.Join(home, "nhà"), State: filepath.Join(home, "ngoài"), Scanners: []scanning.Driver{played{stack: stack, pages: 50, ahead: 3}},
	})
	var clerks []office.Clerk
	if err == nil {
		clerks, err = s.Clerks(context.Background())
	}
	if err == nil {
		shown := 0
		_, err = s.Scan(context.Background(), office.ScanOrder{Clerk: clerks[0], Wish: office.ScanWish{Scanner: "played:1"}}, func(office.ScanArrival) {
			shown++
			fmt.Println(shown)
		}, nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// TestKillingAScanLosesNoPageThatWasShown kills scans of 50 pages at random moments, and
// finds each page that was shown at the next start, once and in its order.
func TestKillingAScanLosesNoPageThatWasShown(t *testing.T) {
	home := t.TempDir()
	if out, err := asChild(t, "set-up", home).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	killed, beyond := 0, 0
	for life := 1; life <= lives; life++ {
		shown := killedScan(t, home, life)
		if shown < 50 {
			killed++
		}
		s, err := opened(home)
		if err != nil {
			t.Fatal(err)
		}
		d := &desk{Station: s}
		drafts, err := d.Drafts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var there []int
		for _, row := range drafts {
			there = append(there, d.numbersIn(t, row.ID, life, 50)...)
		}
		if len(there) < shown || !slices.Equal(there, to(len(there))) {
			t.Errorf("life %d: %d pages were shown, there are %v", life, shown, there)
		}
		beyond += len(there) - shown
		if beside := s.Beside(); len(beside) != 0 {
			t.Errorf("life %d: told %v", life, beside)
		}
		if left, _ := os.ReadDir(filepath.Join(s.home, scansDir)); len(left) != 0 {
			t.Errorf("life %d left %v", life, left)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d scans of %d; %d pages were found that nobody had been shown yet", killed, lives, beyond)
}

// killedScan gives how many pages a scan showed before it was killed.
func killedScan(t *testing.T, home string, stack int) (shown int) {
	t.Helper()
	cmd := asChild(t, "scan", home)
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%d", childStack, stack))
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := rand.IntN(48) + 1
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if shown++; shown == last {
			time.AfterFunc(time.Duration(rand.IntN(8_000))*time.Microsecond, func() { cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); shown < last {
		t.Fatalf("the scan ended after %d pages: %v, %s", shown, err, complaints.String())
	}
	return shown
}
