package escl

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	"golang.org/x/net/ipv4"

	"tram/local/office"
)

// How devices are listened for (RFC 6762, 6763). A question goes out from a port of our
// own, to which answers come back directly (6762, 6.7), so that nothing is in the way of a
// responder of this machine.
const (
	browseTime  = 2500 * time.Millisecond
	askAgain    = 700 * time.Millisecond
	maxPacket   = 9000 // bytes
	maxHeard    = 256  // records of one kind that are kept
	maxAnnounce = 64   // devices
	maxPlaces   = 6    // at which one device is looked for
)

// group is where devices listen.
var group = &net.UDPAddr{IP: net.IPv4(224, 0, 0, 251), Port: 5353}

// service is one that devices announce.
type service struct{ name, scheme string }

// services are those of eSCL, TLS first.
var services = []service{{"_uscans._tcp.local.", "https"}, {"_uscan._tcp.local.", "http"}}

// announced is a device as it announces itself.
type announced struct {
	instance string // of the service
	ty       string // the name on the box
	host     string // that it calls itself by
	uuid     string
	roots    []*url.URL // to be tried in this order; none: it prints
	roadless bool       // it seems to scan, and announces no eSCL
	at       []netip.Addr
}

// called is how a device is told about that did not answer.
func (a announced) called(roots []*url.URL) string {
	for _, n := range []string{a.ty, a.instance} {
		if n != "" {
			return n
		}
	}
	return roots[0].Hostname()
}

// browse listens on every network of this machine for devices that announce themselves.
func browse(ctx context.Context) ([]announced, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, browseTime)
	defer stop()
	lines, running := make(chan []announced), 0
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagMulticast == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		running++
		go func() { lines <- listen(ctx, i) }()
	}
	var found []announced
	for range running {
		for _, a := range <-lines {
			if !slices.ContainsFunc(found, func(b announced) bool { return a.same(b) }) {
				found = append(found, a)
			}
		}
	}
	found = withoutOwnPrinters(found)
	slices.SortFunc(found, func(a, b announced) int { return strings.Compare(a.instance, b.instance) })
	return found, nil
}

// same tells whether two networks brought the same device.
func (a announced) same(b announced) bool {
	return a.uuid != "" && a.uuid == b.uuid && len(a.roots) > 0 == (len(b.roots) > 0) || len(a.roots) > 0 == (len(b.roots) > 0) && strings.EqualFold(a.instance, b.instance) && strings.EqualFold(a.host, b.host)
}

// listen asks on one network until ctx is done. A network on which nothing can be asked
// has no devices.
func listen(ctx context.Context, i net.Interface) []announced {
	conn, err := net.ListenUDP("udp4", nil)
	if err != nil {
		return nil
	}
	defer conn.Close()
	// The system's own choice is one network, on Windows often that of a virtual machine.
	if err := ipv4.NewPacketConn(conn).SetMulticastInterface(&i); err != nil {
		return nil
	}
	h, p := heard{zone: i.Name, of: services}, heard{of: printServices}
	b := make([]byte, maxPacket)
	for ctx.Err() == nil {
		for _, q := range [][]byte{h.question(), p.question()} {
			if q != nil {
				_, _ = conn.WriteToUDP(q, group) // whoever did not hear it is asked again
			}
		}
		for until := time.Now().Add(askAgain); ; { //nolint:forbidigo // a deadline of the system's
			if end, _ := ctx.Deadline(); end.Before(until) {
				until = end
			}
			_ = conn.SetReadDeadline(until)
			n, _, err := conn.ReadFromUDP(b)
			if errors.Is(err, net.ErrClosed) || err != nil {
				break
			}
			h.hear(b[:n])
			p.hear(b[:n])
		}
	}
	return append(h.devices(), p.printers()...)
}

// heard is what was announced on one network. Who sent it does not matter: a router that
// repeats announcements sends them from its own address.
type heard struct {
	of        []service           // that are listened for
	zone      string              // the interface, for addresses that hold on it alone
	instances map[string][]string // of a service
	places    map[string]place    // of an instance
	texts     map[string][]string // of an instance
	addresses map[string][]netip.Addr
}

type place struct {
	host string
	port uint16
}

// listens tells whether a name is that of a service that is listened for, or of an instance
// of it: what else is announced on a network takes no room.
func (h *heard) listens(name string) bool {
	return slices.ContainsFunc(h.of, func(s service) bool { return name == s.name || strings.HasSuffix(name, "."+s.name) })
}

// hear takes the records of one message. What cannot be read is passed over.
func (h *heard) hear(message []byte) {
	var p dnsmessage.Parser
	head, err := p.Start(message)
	if err != nil || !head.Response || p.SkipAllQuestions() != nil {
		return
	}
	answers, _ := p.AllAnswers()
	_ = p.SkipAllAuthorities()
	more, _ := p.AllAdditionals()
	for _, r := range append(answers, more...) {
		h.record(strings.ToLower(r.Header.Name.String()), r)
	}
}

func (h *heard) record(name string, r dnsmessage.Resource) {
	if _, address := r.Body.(*dnsmessage.AResource); !address && r.Header.Type != dnsmessage.TypeAAAA && !h.listens(name) {
		return
	}
	switch body := r.Body.(type) {
	case *dnsmessage.PTRResource:
		h.instances = add(h.instances, name, body.PTR.String())
	case *dnsmessage.SRVResource:
		if h.places == nil {
			h.places = map[string]place{}
		}
		if len(h.places) < maxHeard {
			h.places[name] = place{body.Target.String(), body.Port}
		}
	case *dnsmessage.TXTResource:
		for _, t := range body.TXT {
			h.texts = add(h.texts, name, t)
		}
	case *dnsmessage.AResource:
		h.addresses = add(h.addresses, name, netip.AddrFrom4(body.A))
	case *dnsmessage.AAAAResource:
		h.addresses = add(h.addresses, name, netip.AddrFrom16(body.AAAA))
	}
}

// add keeps what is new below a name, within a bound.
func add[T comparable](all map[string][]T, name string, what T) map[string][]T {
	if all == nil {
		all = map[string][]T{}
	}
	if len(all) < maxHeard && len(all[name]) < maxHeard && !slices.Contains(all[name], what) {
		all[name] = append(all[name], what)
	}
	return all
}

// question asks for the services, and for what is still missing of those that were heard.
func (h *heard) question() []byte {
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{})
	b.EnableCompression()
	if b.StartQuestions() != nil {
		return nil
	}
	ask := func(name string, t dnsmessage.Type) {
		if n, err := dnsmessage.NewName(name); err == nil {
			_ = b.Question(dnsmessage.Question{Name: n, Type: t, Class: dnsmessage.ClassINET}) // a name that is too long is nobody's
		}
	}
	for _, s := range h.of {
		ask(s.name, dnsmessage.TypePTR)
		for _, instance := range h.instances[s.name] {
			at, is := h.places[strings.ToLower(instance)]
			switch {
			case !is:
				ask(instance, dnsmessage.TypeSRV)
			case len(h.addresses[strings.ToLower(at.host)]) == 0:
				ask(at.host, dnsmessage.TypeA)
				ask(at.host, dnsmessage.TypeAAAA)
			}
			if h.texts[strings.ToLower(instance)] == nil {
				ask(instance, dnsmessage.TypeTXT)
			}
		}
	}
	q, err := b.Finish()
	if err != nil {
		return nil
	}
	return q
}

// devices are those of which a place is known. One that is announced with TLS and without
// is one device.
func (h *heard) devices() (all []announced) {
	for _, s := range h.of {
		for _, instance := range h.instances[s.name] {
			a := h.announced(instance, s)
			if len(a.roots) == 0 || len(all) >= maxAnnounce {
				continue
			}
			if i := slices.IndexFunc(all, a.same); i >= 0 {
				all[i].roots = append(all[i].roots, slices.DeleteFunc(a.roots, func(r *url.URL) bool {
					return slices.ContainsFunc(all[i].roots, func(known *url.URL) bool { return *known == *r })
				})...)
				continue
			}
			all = append(all, a)
		}
	}
	return all
}

func (h *heard) announced(instance string, of service) announced {
	key := strings.ToLower(instance)
	at := h.places[key]
	a := announced{instance: label(instance, of.name), host: strings.TrimSuffix(at.host, ".")}
	text := h.text(key)
	a.ty, a.uuid = office.Visible(text["ty"], maxName), strings.ToLower(text["uuid"])
	path := root
	if rs := strings.Trim(text["rs"], "/"); rs != "" {
		path = "/" + rs
	}
	for _, ip := range ordered(h.addresses[strings.ToLower(at.host)]) {
		if ip.Is6() && ip.IsLinkLocalUnicast() {
			ip = ip.WithZone(h.zone)
		}
		a.at = append(a.at, ip)
		a.roots = append(a.roots, &url.URL{Scheme: of.scheme, Host: net.JoinHostPort(ip.String(), strconv.Itoa(int(at.port))), Path: path})
	}
	return a
}

// text is what an instance tells of itself, by small names.
func (h *heard) text(key string) map[string]string {
	all := map[string]string{}
	for _, t := range h.texts[key] {
		name, value, _ := strings.Cut(t, "=")
		all[strings.ToLower(name)] = value
	}
	return all
}

// ordered are the addresses at which a device can be, IPv4 first: a link-local one needs a
// zone, and some devices refuse to be called by it.
func ordered(all []netip.Addr) []netip.Addr {
	var usable []netip.Addr
	for _, a := range all {
		if a = a.Unmap(); a.IsGlobalUnicast() || a.IsLinkLocalUnicast() {
			usable = append(usable, a)
		}
	}
	rank := func(a netip.Addr) int {
		switch {
		case a.Is4():
			return 0
		case !a.IsLinkLocalUnicast():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(usable, func(a, b netip.Addr) int { return rank(a) - rank(b) })
	return usable[:min(len(usable), maxPlaces)]
}

// label is the first part of an instance's name, as a person knows it. In dnsmessage's
// names dots inside of it stand as they are.
func label(instance, service string) string {
	if cut := len(instance) - len(service) - 1; cut > 0 && strings.EqualFold(instance[cut+1:], service) {
		instance = instance[:cut]
	}
	return office.Visible(strings.ReplaceAll(instance, `\`, ""), maxName)
}
