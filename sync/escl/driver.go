package escl

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"tram/local/office"
	"tram/local/page"
	"tram/local/scanning"
)

// name is what the IDs of the devices begin with; the root of eSCL on the device follows,
// and behind a “#” its UUID: an address may be another device's tomorrow.
const name = "escl"

// atOnce is how many devices are asked at a time.
const atOnce = 8

// Driver speaks to eSCL devices (scanning.Driver).
type Driver struct {
	clock     office.Clock
	addresses []string
	http      *http.Client
	browse    func(context.Context) ([]announced, error)
	lookup    func(ctx context.Context, host string) ([]netip.Addr, error)
	mostBytes int64 // of a page
	pins      pins

	mu     sync.Mutex
	known  map[string]announced // by their root: how they called themselves when they were found
	refuse map[string]bool      // by their root: those that refused a job that they offer
}

// New makes the driver. addresses were typed by hand: hosts, hosts with a port, or URLs.
func New(clock office.Clock, addresses ...string) *Driver {
	d := &Driver{clock: clock, addresses: addresses, browse: browse, mostBytes: page.MaxFile, known: map[string]announced{}, refuse: map[string]bool{}}
	d.lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	}
	d.dialWith(nil)
	return d
}

// Remembering has the driver know devices by their keys, in a file, also when the program
// was closed meanwhile.
func (d *Driver) Remembering(path string) *Driver {
	d.pins.path = path
	return d
}

func (d *Driver) dialWith(dial func(ctx context.Context, network, address string) (net.Conn, error)) {
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	d.http = &http.Client{Transport: newTransport(dial), CheckRedirect: stay}
}

// Name implements scanning.Driver.
func (*Driver) Name() string { return name }

// Find lists the devices that announce themselves and those at the typed addresses. Those
// that announced themselves and do not answer, and typed addresses at which none is, come
// as an error beside them.
func (d *Driver) Find(ctx context.Context) (_ []office.Scanner, problem error) {
	heard, err := d.browse(ctx)
	errs := []error{err}
	defer func() { problem = errors.Join(problem, d.pins.trouble()) }()
	looking, stop := context.WithTimeout(ctx, allTime)
	defer stop()
	asks := make([]func() (office.Scanner, error), 0, len(heard)+len(d.addresses))
	for _, a := range heard {
		if len(a.roots) > 0 {
			asks = append(asks, func() (office.Scanner, error) { return d.first(looking, a, a.roots) })
		}
	}
	for _, typed := range d.addresses {
		asks = append(asks, func() (office.Scanner, error) { return d.At(looking, typed) })
	}
	found, failed := make([]office.Scanner, len(asks)), make([]error, len(asks))
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i, ask := range asks {
		group.Go(func() error { found[i], failed[i] = ask(); return nil })
	}
	_ = group.Wait() // none returns an error
	var all []office.Scanner
	seen := map[string]bool{}
	for i, s := range found {
		if failed[i] != nil {
			errs = append(errs, failed[i])
		} else if !seen[s.ID] {
			seen[s.ID] = true
			all = append(all, s)
		}
	}
	if ctx.Err() != nil {
		return all, ctx.Err()
	}
	return all, errors.Join(append(errs, toldOf(heard))...) // last: it is no news
}

// Renew takes the device at an address for the one of its UUID, whatever key it shows now.
// Somebody who knows the device has said that it is the same.
func (d *Driver) Renew(ctx context.Context, typed string) (office.Scanner, error) {
	for _, root := range candidates(typed) {
		c := &client{http: d.http, base: root, lookup: d.lookup}
		if caps, _, err := c.caps(ctx); err == nil && caps.uuid != "" {
			d.pins.forget(caps.uuid)
		}
	}
	s, err := d.At(ctx, typed)
	return s, errors.Join(err, d.pins.trouble())
}

// At is the device at an address that a person typed. Failures: BadAddress, NotAScanner,
// NoRoad, KeyChanged, scanning.NoAnswer, scanning.WebPage, Locked.
func (d *Driver) At(ctx context.Context, typed string) (office.Scanner, error) {
	roots := candidates(typed)
	if len(roots) == 0 {
		return office.Scanner{}, BadAddress.About(office.Visible(typed, maxName))
	}
	s, err := d.first(ctx, announced{}, roots)
	if !errors.Is(err, NotAScanner) && !errors.Is(err, scanning.NoAnswer) || ctx.Err() != nil {
		return s, err
	}
	heard, _ := d.browse(ctx) // the address is what is told of
	if a, is := printerAt(heard, roots); is {
		return s, errors.Join(a.told(), err)
	}
	return s, err
}

// first is the device at the first of some places that answers as one. The error is that
// of the place that answered at all, else it tells of each.
func (d *Driver) first(ctx context.Context, a announced, roots []*url.URL) (office.Scanner, error) {
	var told error
	tried := make([]string, 0, len(roots))
	patient, stop := context.WithTimeout(ctx, oneTime)
	defer stop()
	for _, root := range roots {
		if patient.Err() != nil {
			break
		}
		c, caps, err := d.open(patient, root, a)
		if err == nil {
			if len(a.roots) == 0 { // its address was typed
				d.pins.meet(c, caps.uuid)
			}
			return d.scanner(c, caps, a), nil
		}
		if errors.Is(ctx.Err(), context.Canceled) {
			return office.Scanner{}, ctx.Err()
		}
		if errors.As(err, new(otherKey)) { // another way to the same device would hide it
			return office.Scanner{}, answered(root, err)
		}
		tried = append(tried, root.String()+" ("+reason(err)+")")
		if told == nil {
			told = answered(root, err)
		}
	}
	if told == nil {
		told = scanning.NoAnswer.About(a.called(roots), cmp.Or(strings.Join(tried, ", "), roots[0].String()+" (hết giờ trước khi hỏi tới)"))
	}
	return office.Scanner{}, told
}

// answered is the failure of a place at which somebody answered, though no scanner; nil:
// nobody did.
func answered(root *url.URL, err error) error {
	var code statusError
	var elsewhere elsewhereError
	var other otherKey
	var unasked *url.Error
	switch {
	case errors.As(err, &other):
		return KeyChanged.About(root.Host, string(other)).Because(err)
	case errors.Is(err, errWebPage):
		return scanning.WebPage.About(root.String()).Because(err)
	case errors.As(err, &elsewhere):
		return scanning.Elsewhere.About(root.Host, string(elsewhere)).Because(err)
	case errors.As(err, &code) && (code == http.StatusUnauthorized || code == http.StatusForbidden):
		return Locked.About(root.Host, scanning.Came(0)).Because(err)
	case errors.As(err, &code):
		return NotAScanner.About(root.String(), reason(err)).Because(err)
	case errors.As(err, &unasked), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, context.DeadlineExceeded):
		return nil
	}
	return NotAScanner.About(root.String(), reason(err)).Because(err)
}

// open asks a device what it can do.
func (d *Driver) open(ctx context.Context, root *url.URL, a announced) (*client, *caps, error) {
	c := &client{http: d.http, base: root, lookup: d.lookup}
	c.remote, _ = netip.ParseAddr(root.Hostname())
	read, server, err := c.caps(ctx)
	if err == nil {
		err = d.pins.known(root, read.uuid, c.key.get())
	}
	if err != nil {
		return nil, nil, err
	}
	c.hosts = read.hosts
	if a.host != "" {
		c.hosts = append(c.hosts, a.host)
	}
	c.quirks = quirksOf(read, server, a.ty)
	return c, read, nil
}

// caps asks what the device can do.
func (c *client) caps(ctx context.Context) (read *caps, server string, err error) {
	server, err = c.document(ctx, "ScannerCapabilities", func(r io.Reader) (err error) {
		read, err = readCaps(r)
		return err
	})
	return read, server, err
}

func (d *Driver) scanner(c *client, caps *caps, a announced) office.Scanner {
	d.mu.Lock()
	d.known[c.base.String()] = a
	refuses := d.refuse[c.base.String()]
	d.mu.Unlock()
	s := office.Scanner{ID: strings.TrimSuffix(name+":"+c.base.String()+"#"+caps.uuid, "#"), Name: named(c, caps, a), Driver: name}
	s.Sources, s.Offers = caps.offers()
	if c.remote.IsValid() && !refuses { // else another driver may do better, and is shown, too
		s.Addresses = []string{c.remote.Unmap().WithZone("").String()}
	}
	return s
}

// named is how a clerk knows the device: the name on its box, which many announce by mDNS
// alone.
func named(c *client, caps *caps, a announced) string {
	for _, n := range []string{a.ty, caps.model, a.instance} {
		if n != "" {
			return n
		}
	}
	return c.base.Hostname()
}

// reach is a device at its place, or where it announces itself now, if its ID says which
// it is: the network gave it another address since.
func (d *Driver) reach(ctx context.Context, root *url.URL, uuid string) (*client, *caps, announced, error) {
	d.mu.Lock()
	a := d.known[root.String()]
	d.mu.Unlock()
	c, caps, err := d.open(ctx, root, a)
	if err == nil && (uuid == "" || uuid == caps.uuid) {
		return c, caps, a, nil
	}
	if uuid != "" && ctx.Err() == nil {
		heard, _ := d.browse(ctx) // the place that was known is what is told of
		patient, stop := context.WithTimeout(ctx, allTime)
		defer stop()
		for _, other := range heard {
			if other.uuid != "" && other.uuid != uuid {
				continue
			}
			for _, place := range other.roots {
				if c, caps, err := d.open(patient, place, other); err == nil && caps.uuid == uuid {
					return c, caps, other, nil
				}
			}
		}
	}
	if err == nil {
		return nil, nil, a, scanning.NoAnswer.About(a.called([]*url.URL{root}), root.String()+" (nay là một máy khác: "+named(c, caps, announced{})+")")
	}
	if told := answered(root, err); told != nil {
		return nil, nil, a, told
	}
	return nil, nil, a, scanning.NoAnswer.About(a.called([]*url.URL{root}), root.String()+" ("+reason(err)+")").Because(err)
}

func isDone(ctx context.Context) bool { return ctx.Err() != nil }

// Scan implements scanning.Driver.
func (d *Driver) Scan(ctx context.Context, wish office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	at, ours := strings.CutPrefix(wish.Scanner, name+":")
	root := device(at)
	if !ours || root == nil {
		return "", scanning.NoSuchScanner.About(office.Visible(wish.Scanner, maxName))
	}
	_, uuid, _ := strings.Cut(at, "#")
	c, caps, a, err := d.reach(ctx, root, uuid)
	if isDone(ctx) {
		return office.ScanStopped, nil // nothing was begun
	}
	if err != nil {
		return "", err
	}
	d.pins.meet(c, caps.uuid)
	device := named(c, caps, a)
	wish = settle(caps, wish)
	request, width, wrong := settings(caps, c.quirks, wish)
	if wrong != "" {
		return "", scanning.Refused.About(device, wrong)
	}
	j := &job{c: c, name: device, wish: wish, width: width, tray: newTray(dir, d.clock, d.mostBytes), came: came}
	end, err := j.run(ctx, request)
	if j.path == "" && errors.Is(err, scanning.Refused) {
		d.mu.Lock()
		d.refuse[c.base.String()] = true
		d.mu.Unlock()
	}
	return end, err
}
