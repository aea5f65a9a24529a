package escl

import (
	"net/url"
	"strings"
	"time"
)

// quirks are what a device does otherwise than the others and that no answer of its own
// tells. They are kept to those for which there is a cure.
type quirks struct {
	hostPort  bool          // it wants the port in Host, even the usual one
	localhost bool          // it takes jobs only for “localhost”
	keepJob   bool          // a job that ended well must not be deleted
	forgets   bool          // it tells of its feeder for one look only, or what it always tells
	breath    time.Duration // it ends the job when the next page is asked for at once
	mostDPI   int           // beyond it gives less than it says; 0: nothing known
}

// breathing lets Brother's devices see the next sheet.
const breathing = time.Second

func quirksOf(c *caps, server, name string) (q quirks) {
	is := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(c.model, w) || strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	makes := func(maker string) bool {
		return strings.HasPrefix(strings.ToLower(c.model), maker) || strings.EqualFold(c.maker, maker) || strings.HasPrefix(strings.ToLower(name), maker)
	}
	q.hostPort = makes("epson")
	q.localhost = strings.Contains(server, "HP_Compact_Server") || is("HP LaserJet FlowMFP M578", "HP LaserJet MFP M630")
	q.keepJob = makes("xerox")
	q.forgets = c.serial == "1.0" // AirSane has no other
	if makes("brother") {
		q.breath = breathing
	}
	if is("iR2625", "iR2630") {
		q.mostDPI = 300
	}
	return q
}

// host is what goes into Host; empty: what HTTP says.
func (q quirks) host(to *url.URL) string {
	switch {
	case q.localhost:
		return "localhost"
	case q.hostPort:
		return to.Host
	}
	return strings.TrimSuffix(to.Host, map[string]string{"http": ":80", "https": ":443"}[to.Scheme])
}
