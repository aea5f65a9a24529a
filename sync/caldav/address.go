package caldav

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"tram/local/office"
)

const (
	mostAddress = 2000 // bytes
	mostShown   = 120  // letters of what a server says
)

// parseAddress reads what was typed: with no scheme it is https.
func parseAddress(typed string) (*url.URL, error) {
	typed = strings.TrimSpace(typed)
	shown := office.Visible(typed, mostShown)
	if _, rest, has := strings.Cut(typed, "://"); !has {
		typed = "https://" + typed
	} else if strings.Contains(strings.SplitN(rest, "/", 2)[0], "@") {
		return nil, SecretInAddress.About(office.Visible(hostIn(rest), mostShown))
	}
	u, err := url.Parse(typed)
	switch {
	case err != nil: // its words may hold what was typed
		return nil, BadAddress.About(shown)
	case u.User != nil:
		return nil, SecretInAddress.About(u.Host)
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.RawQuery != "", len(typed) > mostAddress:
		return nil, BadAddress.About(shown)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, PlainText.About(u.Host)
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

func hostIn(rest string) string {
	host := strings.SplitN(rest, "/", 2)[0]
	return host[strings.LastIndex(host, "@")+1:]
}

// loopback tells whether a host is this machine.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	at, err := netip.ParseAddr(host)
	return err == nil && at.IsLoopback()
}

// origin is to whom a password belongs.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// within resolves what a server names, which must be of its own origin.
func (s *Server) within(from *url.URL, name string) (*url.URL, error) {
	if len(name) > mostAddress {
		return nil, s.notCalDAV(errLong)
	}
	u, err := from.Parse(strings.TrimSpace(name))
	if err != nil {
		return nil, s.notCalDAV(err)
	}
	if origin(u) != origin(s.base) || u.User != nil {
		return nil, Elsewhere.About(s.base.Host, office.Visible(u.Host, mostShown))
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}
