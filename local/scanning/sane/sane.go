package sane

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"tram/local/child"
	"tram/local/office"
	"tram/local/scanning"
)

const (
	driver  = "sane"
	program = "scanimage"
	prefix  = driver + ":"
)

// How long is waited.
const (
	answers = time.Minute      // for what a device tells of itself; some look for it in the network
	quiet   = 3 * time.Minute  // for a sign of life: a cold lamp needs more than one
	aPage   = 15 * time.Minute // for one page, of which something comes all the while
	letsGo  = 15 * time.Second // for the device, which is asked to stop
	again   = 2 * time.Second  // before one that goes on all the same is asked once more, which ends it at once
	leaves  = 3 * time.Second  // for scanimage to end, when it has told how the scan did
)

// Driver scans with the devices of SANE on this machine.
type Driver struct {
	clock                  office.Clock
	quiet, aPage, answered time.Duration

	mu    sync.Mutex
	known map[string]device // by their name in SANE
}

// New is the driver; it looks for nothing yet.
func New(clock office.Clock) *Driver {
	return &Driver{clock: clock, quiet: quiet, aPage: aPage, answered: answers, known: map[string]device{}}
}

var _ scanning.Driver = (*Driver)(nil)

// Name is what the IDs of its scanners begin with.
func (d *Driver) Name() string { return driver }

// device is what SANE tells of one.
type device struct {
	id, name, kind string
	options        options
}

// Find lists the devices that SANE knows of. One that does not tell what it can do, because
// it is busy or gone to sleep, is listed, and told beside.
func (d *Driver) Find(ctx context.Context) (found []office.Scanner, problem error) {
	out, err := d.ask(ctx, "-f", "%d\t%v %m\t%t%n")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(out) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(parts) != 3 || isCamera(parts[0]) {
			continue
		}
		dev := device{id: parts[0], name: named(parts[1], parts[0]), kind: parts[2]}
		err := d.look(ctx, &dev)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		problem = errors.Join(problem, err)
		found = append(found, dev.scanner())
	}
	return found, problem
}

// isCamera tells a camera that films: SANE lists it, and it takes no paper.
func isCamera(id string) bool { return strings.HasPrefix(id, "v4l:") }

func named(said, id string) string {
	if name := office.Visible(said, longestName); name != "" {
		return name
	}
	return office.Visible(id, longestName)
}

const longestName = 80 // letters

func (dev device) scanner() office.Scanner {
	return office.Scanner{ID: prefix + dev.id, Name: dev.name, Driver: driver, Sources: dev.sources(), Offers: dev.options.offers(), Addresses: dev.addresses()}
}

// addresses are those at which sane-airscan, which tells them as the device's kind, speaks
// to it.
func (dev device) addresses() (all []string) {
	said, is := strings.CutPrefix(dev.kind, "ip=")
	if !is || !strings.HasPrefix(dev.id, "airscan:") {
		return nil
	}
	for _, each := range strings.FieldsFunc(said, func(r rune) bool { return r == ',' || r == ' ' }) {
		each, _, _ = strings.Cut(strings.Trim(each, "[]"), "%")
		if strings.Trim(each, "0123456789abcdef.:") == "" {
			all = append(all, each)
		}
	}
	return all
}

// look asks a device for its options, and remembers it.
func (d *Driver) look(ctx context.Context, dev *device) error {
	out, err := d.ask(ctx, "-d", dev.id, "-A")
	if err != nil {
		return d.opening(*dev, err)
	}
	dev.options = parseOptions(out)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.known[dev.id] = *dev
	return nil
}

// named is a device that was looked at, now or before.
func (d *Driver) named(ctx context.Context, id string) (device, error) {
	name, ours := strings.CutPrefix(id, prefix)
	if !ours || name == "" || strings.HasPrefix(name, "-") {
		return device{}, scanning.NoSuchScanner.About(office.Visible(id, longestName))
	}
	d.mu.Lock()
	dev, known := d.known[name]
	d.mu.Unlock()
	if known {
		return dev, nil
	}
	dev = device{id: name, name: office.Visible(name, longestName)}
	return dev, d.look(ctx, &dev)
}

// forget has a device asked again: it has not done what it offered.
func (d *Driver) forget(dev device) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.known, dev.id)
}

// errSilent tells of a program that was asked and had no answer in time.
var errSilent = errors.New("no answer in time")

// ask gives what scanimage prints.
func (d *Driver) ask(ctx context.Context, args ...string) (string, error) {
	if _, err := child.Find(program); err != nil {
		return "", scanning.NoProgram.About(program + " (gói sane-utils)").Because(err)
	}
	patient, cancel := context.WithTimeoutCause(ctx, d.answered, errSilent)
	defer cancel()
	cmd := child.Command(patient, program, args...)
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	cmd.WaitDelay = time.Second
	var out, said limited
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(context.Cause(patient), errSilent):
		return "", scanning.NoAnswer.About("dùng SANE", program+" "+args[0]+fmt.Sprintf(", chờ %.0f giây", d.answered.Seconds())).Because(errSilent)
	case err != nil:
		return "", &unhappy{said: lastLine(said.String()), err: err}
	}
	return out.String(), nil
}

// unhappy is scanimage that ended without doing what it was asked.
type unhappy struct {
	said string
	err  error
}

func (u *unhappy) Error() string { return fmt.Sprintf("%v: %s", u.err, u.said) }

const mostSaid = 1 << 20 // bytes of what scanimage prints

// limited keeps the beginning of what is written.
type limited struct{ bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	l.Buffer.Write(b[:min(len(b), mostSaid-l.Len())])
	return len(b), nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}
