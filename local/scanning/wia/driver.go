package wia

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/child"
	"tram/local/office"
	"tram/local/scanning"
)

const (
	driver = "wia"
	prefix = driver + ":"
	system = "Windows Image Acquisition (WIA)"

	// Worker is the word with which this program becomes a worker; see Serve.
	Worker = "wia-worker"
)

// How long is waited.
const (
	answers = time.Minute      // for the list; some drivers look into the network for it
	quiet   = 3 * time.Minute  // for a sign of life: a cold lamp needs more than one
	aPage   = 15 * time.Minute // for one page, of which something comes all the while
	letsGo  = 15 * time.Second // for the device, which is asked to stop
)

// Driver scans with the devices of WIA on this machine.
type Driver struct {
	clock                  office.Clock
	worker                 func() ([]string, error) // how it is started
	quiet, aPage, answered time.Duration
	letsGo                 time.Duration

	mu    sync.Mutex
	known map[string]string // names of devices by their IDs in WIA
}

// New is the driver; it looks for nothing yet.
func New(clock office.Clock) *Driver {
	return &Driver{clock: clock, worker: ownWorker, quiet: quiet, aPage: aPage, answered: answers, letsGo: letsGo, known: map[string]string{}}
}

var _ scanning.Driver = (*Driver)(nil)

// ownWorker is this program, as a worker.
func ownWorker() ([]string, error) {
	own, err := os.Executable()
	return []string{own, Worker}, err
}

// Name is what the IDs of its scanners begin with.
func (*Driver) Name() string { return driver }

var errSilent = errors.New("no word from the worker in time")

// Find lists the devices that WIA knows of. A machine without WIA has none.
func (d *Driver) Find(ctx context.Context) (all []office.Scanner, err error) {
	r, err := d.run(ctx, order{List: true})
	if err != nil {
		return nil, err
	}
	r.patience = child.Wait(d.answered, func() { r.stop(errSilent) })
	o, err := r.hear(func(s said) error {
		switch {
		case s.Device != nil && len(all) < mostDevices:
			all = append(all, d.scanner(*s.Device))
		case s.Page != "":
			return errGarbled
		}
		return nil
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(r.stopped(), errSilent):
		return all, scanning.NoAnswer.About("dùng WIA", fmt.Sprintf("hỏi Windows, chờ %.0f giây", d.answered.Seconds())).Because(errSilent)
	case err != nil:
		return all, scanning.NoAnswer.About("dùng WIA", "hỏi Windows").Because(err)
	case o.Step == start && o.Code == noDevice:
		return all, nil
	case o.Code != 0:
		f := o.began("dùng WIA")
		if f == nil {
			f = &scanning.NoAnswer
		}
		return all, f.Because(o.cause())
	}
	return all, nil
}

const (
	longestName = 80  // letters
	longestID   = 400 // bytes
)

func (d *Driver) scanner(f found) office.Scanner {
	s := office.Scanner{ID: prefix + f.ID, Name: office.Visible(f.Name, longestName), Driver: driver, Offers: f.Offers}
	if s.Name == "" {
		s.Name = office.Visible(f.ID, longestName)
	}
	for _, source := range office.ScanSources {
		if slices.Contains(f.Sources, source) {
			s.Sources = append(s.Sources, source)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.known) < mostDevices {
		d.known[f.ID] = s.Name
	}
	return s
}

// named is how a clerk knows a device.
func (d *Driver) named(id string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if name, known := d.known[id]; known {
		return name
	}
	return office.Visible(id, longestName)
}

// asked is a wish in the worker's terms.
func (d *Driver) asked(w office.ScanWish, dir string, first int) (*job, error) {
	id, ours := strings.CutPrefix(w.Scanner, prefix)
	if !ours || id == "" || len(id) > longestID {
		return nil, scanning.NoSuchScanner.About(office.Visible(w.Scanner, longestName))
	}
	s := &job{Device: id, Source: w.Source, Mode: w.Mode, DPI: w.DPI, Brightness: w.Brightness, Contrast: w.Contrast, Most: w.Most, Dir: dir, First: first}
	if w.Source == office.Flatbed {
		s.Most = 1
	}
	if w.Paper != "" {
		name, known := office.PaperNamed(w.Paper)
		if !known {
			return nil, scanning.Refused.About(d.named(id), "không rõ khổ giấy "+office.Visible(w.Paper, longestName))
		}
		s.W, s.H = office.Papers[name][0], office.Papers[name][1]
	}
	return s, nil
}
