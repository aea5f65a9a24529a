package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/.ci/screen"
	"tram/local/office"
	"tram/sync/escl/escltest"
)

// windows is one sitting of windows that are killed in the midst of a scan, each the next
// start of the one before.
//
// What a window showed is read from the screen. A line above the paper counts the pages that
// came; how each count looks is learned first, from a scan whose pages come one by one. A
// count that was seen before the kill is of pages that were shown, and each of them must be
// there once the next window stands.
type windows struct {
	*soak

	program string
	lives   int

	at     *screen.Display
	feeder *feeder
	counts map[uint64]int // of pages, by how the line looks
	known  map[string]int // drafts that were looked at, with how many pages lie there
	owed   int            // pages that the window before had shown
	shown  int            // pages that were seen before the kills
	beyond int            // pages that were found, and had not been seen
}

const (
	stack   = 50 // sheets
	tall    = 20 // lines of the screen, of the words that count
	toLearn = 66 // where they begin while nothing else is told

	addressX, addressY = 635, 170 // a point of the field in which an address is typed
)

// told is where the words that count may lie: lower, where a scan that was cut off is told
// above them.
var told = image.Rect(100, 60, 1200, 240)

// looks at the line; a window draws sixty times a second.
const looks = 4 * time.Millisecond

func (w *windows) run(seed uint64) (err error) {
	w.random, w.known, w.counts = rand.New(rand.NewPCG(seed, seed)), map[string]int{}, map[uint64]int{}
	if err := w.setUp(); err != nil {
		return err
	}
	if w.feeder, err = startFeeder(); err != nil {
		return err
	}
	if w.at, err = screen.Open(); err != nil {
		return err
	}
	defer w.at.Close()
	// Letters and colours are those of a new account, whatever the one of this machine chose.
	w.at.Env = []string{"XDG_STATE_HOME=" + w.state(), "XDG_CONFIG_HOME=" + w.state()}
	if err := w.learn(); err != nil {
		return fmt.Errorf("learning how counts look: %w", err)
	}
	w.beyond = 0
	fmt.Printf("windows: seed %d; it is known how the counts of %d pages look\n", seed, len(w.counts)-1)
	for life := range w.lives {
		if err := w.life(); err != nil {
			return fmt.Errorf("life %d of the window: %w", life+1, err)
		}
		if (life+1)%20 == 0 {
			w.tell(life + 1)
		}
	}
	return w.end()
}

func (w *windows) tell(lives int) {
	fmt.Printf("%d windows killed in the midst of %d pages; %d pages had been seen, and each is there once; %d more were found\n", lives, stack, w.shown, w.beyond)
}

// open starts a window and leads it to where paper is scanned.
func (w *windows) open() (*screen.Process, error) {
	p, err := w.at.Shown([]string{w.program, "--home", w.home})
	if err != nil {
		return nil, err
	}
	return p, p.Press("alt+2")
}

func (w *windows) click(p *screen.Process, x, y int) error {
	return p.Hand("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
}

// learn has the scanner be chosen, and lets pages come one by one to learn how the line looks
// with each.
func (w *windows) learn() error {
	p, err := w.open()
	if err != nil {
		return err
	}
	defer p.End()
	w.feeder.load(stack)
	if err := w.choose(p); err != nil {
		return err
	}
	line, err := w.at.Strip(told)
	if err != nil {
		return err
	}
	defer line.Close()
	for n := range stack + 1 {
		if n > 0 {
			w.feeder.next()
		}
		sum, err := w.another(line)
		if err != nil {
			return fmt.Errorf("page %d: %w", n, err)
		}
		w.counts[sum] = n
	}
	p.End()
	return w.stands()
}

// choose types the scanner's address into the sheet that asks, and scans.
func (w *windows) choose(p *screen.Process) error {
	const settles = 2 * time.Second // what is drawn, on a busy machine
	time.Sleep(settles)
	err := p.Press("F5")
	time.Sleep(settles)
	err = errors.Join(err, w.click(p, addressX, addressY), p.Type(w.feeder.address), p.Press("Return"), until("the scanner was asked", w.feeder.wasAsked))
	time.Sleep(settles)
	err = errors.Join(err, p.Press("ctrl+Return"), until("the scanner scans", w.feeder.scans))
	time.Sleep(settles)
	return err
}

func until(what string, holds func() bool) error {
	for limit := time.Now().Add(patience); !holds(); time.Sleep(looks) {
		if time.Now().After(limit) {
			return fmt.Errorf("not in %v: %s", patience, what)
		}
	}
	return nil
}

// another waits until the line looks as it never did, and stays so.
func (w *windows) another(line *screen.Strip) (uint64, error) {
	const atRest = 400 * time.Millisecond
	var last uint64
	began, since := time.Now(), time.Now()
	for {
		sums, err := line.Sums()
		sum := screen.Joined(sums[toLearn-told.Min.Y:][:tall])
		_, known := w.counts[sum]
		switch {
		case err != nil:
			return 0, err
		case time.Since(began) > patience:
			return 0, errors.New("the line does not change")
		case sum != last:
			last, since = sum, time.Now()
		case !known && time.Since(since) > atRest:
			return sum, nil
		}
		time.Sleep(looks)
	}
}

// life opens a window, which is the next start after the one that was killed, and kills it,
// too: a moment after so many of its pages are shown.
func (w *windows) life() error {
	p, err := w.open()
	if err != nil {
		return err
	}
	defer p.End()
	if err := w.stands(); err != nil {
		return err
	}
	if err := w.scan(p, w.random.IntN(stack-ahead), time.Duration(w.random.Float64()*float64(longest))); err != nil {
		return err
	}
	return p.Process.Kill()
}

// scan scans a stack until a moment after so many pages are shown, and lets the paper run
// ahead of the screen by no more than some.
func (w *windows) scan(p *screen.Process, pages int, moment time.Duration) error {
	line, err := w.at.Strip(told)
	if err != nil {
		return err
	}
	defer line.Close()
	w.feeder.load(stack)
	if err := errors.Join(p.Press("F5"), until("the scanner scans", w.feeder.scans)); err != nil {
		return err
	}
	var over time.Time // the moment; zero: not before the pages are shown
	began, let := time.Now(), 0
	for w.owed = 0; over.IsZero() || time.Now().Before(over); time.Sleep(looks) {
		sums, err := line.Sums()
		if err != nil {
			return err
		}
		for at := range len(sums) - tall {
			w.owed = max(w.owed, w.counts[screen.Joined(sums[at:][:tall])])
		}
		for ; let < w.owed+ahead; let++ {
			w.feeder.next()
		}
		if over.IsZero() && w.owed >= pages {
			over = time.Now().Add(moment)
		}
		if time.Since(began) > patience {
			return fmt.Errorf("%d pages of %d are told on the screen in %v", w.owed, pages, patience)
		}
	}
	return nil
}

const (
	ahead    = 3                      // pages by which the paper may run ahead of the screen
	longest  = 250 * time.Millisecond // from the last page that was waited for to the kill
	patience = 2 * time.Minute
)

// stands looks for the pages that the window before had shown, while this one is open.
func (w *windows) stands() error {
	drafts, err := w.drafts()
	if err != nil {
		return err
	}
	pages := 0
	for _, id := range drafts {
		if _, known := w.known[id]; known {
			continue
		}
		there, err := w.fronts(id)
		if err != nil {
			return err
		}
		if pages > 0 {
			return fmt.Errorf("one scan made two drafts, the second %s", id)
		}
		pages, w.known[id] = there, there
	}
	if pages < w.owed {
		return fmt.Errorf("%d pages were shown, %d are there", w.owed, pages)
	}
	w.shown += w.owed
	w.beyond += pages - w.owed
	w.owed = 0
	return nil
}

// drafts are the drafts that the office has.
func (w *windows) drafts() (ids []string, err error) {
	out, err := w.tramctl("list", "--limit", "100000")
	if err != nil {
		return nil, err
	}
	var list struct{ Rows []struct{ ID string } }
	if err := json.Unmarshal(out, &list); err != nil {
		return nil, err
	}
	for _, row := range list.Rows {
		ids = append(ids, row.ID)
	}
	return ids, nil
}

// fronts counts the pages of a draft: the sheets of the stack from the first on, each whole
// and once.
func (w *windows) fronts(id string) (int, error) {
	out, err := w.tramctl("show", id)
	if err != nil {
		return 0, err
	}
	var shown struct{ Record office.Conversion }
	if err := json.Unmarshal(out, &shown); err != nil {
		return 0, err
	}
	for i, p := range shown.Record.Pages {
		if p.Capture != office.DigestOf(dense(escltest.Page(escltest.Side{Sheet: i + 1}, p.Width, p.Height))) {
			return 0, fmt.Errorf("page %d of draft %s is not sheet %d", i+1, id, i+1)
		}
	}
	return len(shown.Record.Pages), nil
}

// end looks after the last kill, then finishes each draft, which reads its pages whole, and
// proves it.
func (w *windows) end() error {
	p, err := w.open()
	if err != nil {
		return err
	}
	drafts, err := w.drafts()
	err = errors.Join(err, w.stands())
	p.End()
	if err != nil {
		return err
	}
	for _, id := range drafts {
		n, err := w.fronts(id)
		if err == nil && n != w.known[id] && w.known[id] > 0 {
			err = fmt.Errorf("draft %s had %d pages, and has %d", id, w.known[id], n)
		}
		if err == nil {
			_, err = w.tramctl("finish", "--seen", "--secrecy", "thuong", "--type", "quyet-dinh", "--subject", "Chồng giấy thử", "--pages", fmt.Sprint(n), id)
		}
		if err == nil {
			_, err = w.tramctl("verify", "--offline", id)
		}
		if err != nil {
			return err
		}
	}
	if _, err := w.tramctl("verify", "--journal"); err != nil {
		return err
	}
	w.tell(w.lives)
	return w.noHalves()
}

func (w *windows) noHalves() error {
	var left []string
	err := filepath.WalkDir(w.home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".part") {
			left = append(left, path)
		}
		return err
	})
	if len(left) > 0 {
		return fmt.Errorf("half files stay: %v", slices.Compact(left))
	}
	return err
}

func (w *windows) setUp() error {
	if err := errors.Join(os.RemoveAll(w.home), os.RemoveAll(w.state())); err != nil {
		return err
	}
	return w.office()
}
