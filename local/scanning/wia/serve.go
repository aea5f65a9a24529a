package wia

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// windows is WIA as a worker sees it. Errors are HRESULTs at a step.
type windows interface {
	// list tells each device.
	list(each func(found)) error
	// scan asks for a file for each page, tells when it is closed, and now and then that it
	// is alive; it gives up when ctx is done. feeder is what the feeder says at the end.
	scan(ctx context.Context, s job, p pages) (feeder int, err error)
}

// pages are where a scan puts what comes.
type pages interface {
	next() (path string, err error) // of a new page; the one before is whole
	whole() error                   // the page that was begun last is
	alive()
}

// hresult is what WIA answered at a step.
type hresult struct {
	step step
	code uint32
}

func (h hresult) Error() string { return fmt.Sprintf("%s: 0x%08X", h.step, h.code) }

// Serve does one order as a worker, and returns the code with which its process exits.
func Serve(in io.Reader, out io.Writer) int { return serve(in, out, newSystem()) }

const (
	failed     = 1
	unexpected = 0x8000FFFF // E_UNEXPECTED
)

func serve(in io.Reader, out io.Writer, s windows) int {
	lines := bufio.NewReaderSize(in, longestSaid)
	line, err := lines.ReadSlice('\n')
	var o order
	if err != nil || json.Unmarshal(line, &o) != nil || o.List == (o.Scan != nil) {
		return failed
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, lines) // it closes when nobody wants the scan any more
		stop()
	}()
	w := &speaker{out: out}
	ending := over{Step: transfer, Feeder: unknown}
	if o.List {
		err = s.list(func(f found) { w.say(said{Device: &f}) })
	} else {
		p := &paper{w: w, order: *o.Scan}
		ending.Feeder, err = s.scan(ctx, *o.Scan, p)
		ending.Half = p.open
	}
	var h hresult
	if errors.As(err, &h) {
		ending.Code, ending.Step = h.code, h.step
	} else if err != nil {
		ending.Code = unexpected
	}
	w.say(said{Over: &ending})
	if w.err != nil {
		return failed
	}
	return 0
}

// speaker tells one thing after the other, from whatever thread.
type speaker struct {
	mu  sync.Mutex
	out io.Writer
	err error
}

func (w *speaker) say(s said) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = tell(w.out, s)
	}
}

// paper names the files of a scan's pages. A page has its name when it is whole.
type paper struct {
	w     *speaker
	order job
	made  int
	open  bool
	lives time.Time // when it was told last that work goes on
}

var errEnough = errors.New("as many pages came as were asked for")

func (p *paper) part() string {
	return filepath.Join(p.order.Dir, fmt.Sprintf(pageStem, p.order.First+p.made)+"part")
}

func (p *paper) next() (string, error) {
	if p.open {
		if err := p.whole(); err != nil {
			return "", err
		}
	}
	if p.order.Most > 0 && p.made == p.order.Most {
		return "", errEnough
	}
	p.open = true
	return p.part(), nil
}

func (p *paper) whole() error {
	if !p.open {
		return nil
	}
	name := fmt.Sprintf(pageName, p.order.First+p.made)
	if err := os.Rename(p.part(), filepath.Join(p.order.Dir, name)); err != nil {
		return err
	}
	p.open = false
	p.made++
	p.w.say(said{Page: name})
	return p.w.err
}

// lifeEach is how often at most it is told that work goes on.
const lifeEach = time.Second

func (p *paper) alive() {
	if now := time.Now(); now.Sub(p.lives) >= lifeEach { //nolint:forbidigo // how long ago, for nobody to see
		p.lives = now
		p.w.say(said{Life: true})
	}
}
