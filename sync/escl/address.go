package escl

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// root is where eSCL lies on a device that does not say otherwise.
const root = "/eSCL"

// ports are where devices listen, in the order in which they are tried at an address
// without one. TLS comes first: it keeps the pages from whoever only listens on the line.
var ports = []struct{ scheme, port string }{{"https", "443"}, {"http", "80"}, {"http", "8080"}, {"http", "9095"}}

// candidates are the places to ask for a device at an address as a person types it: a
// host, a host and a port, or a URL. None: it is no address.
func candidates(typed string) (all []*url.URL) {
	typed = strings.TrimSpace(typed)
	if strings.Contains(typed, "://") {
		if u := device(typed); u != nil {
			return []*url.URL{u}
		}
		return nil
	}
	host, rest, hasPath := strings.Cut(typed, "/")
	path := ""
	if hasPath {
		path = "/" + rest
	}
	if _, err := netip.ParseAddr(host); err == nil && strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	host = strings.Replace(host, "%", "%25", 1)
	at := func(scheme, hostPort string) {
		if u := device(scheme + "://" + hostPort + path); u != nil {
			all = append(all, u)
		}
	}
	if u, err := url.Parse("http://" + host); err == nil && u.Port() != "" {
		at("http", host)
		at("https", host)
		return all
	}
	for _, p := range ports {
		at(p.scheme, host+":"+p.port)
	}
	return all
}

// device is the root of eSCL at a URL, with the port written out; nil: it is no such URL.
func device(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || strings.HasPrefix(u.Hostname(), "-") || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(u.Hostname(), " \t\"'<>\\") {
		return nil
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return nil
	}
	path := strings.TrimSuffix(u.Path, "/")
	if path == "" {
		path = root
	}
	return &url.URL{Scheme: u.Scheme, Host: net.JoinHostPort(u.Hostname(), port), Path: path}
}

// pathOf is the path of an address in a device's own words: a URL, a path, or a URL whose
// host is cut off (http://[fe80/eSCL/…), without a slash at its end.
func pathOf(address string) string {
	_, after, absolute := strings.Cut(address, "://")
	if absolute {
		_, path, _ := strings.Cut(after, "/")
		address = "/" + path
	} else if strings.HasPrefix(address, "//") {
		_, path, _ := strings.Cut(address[2:], "/")
		address = "/" + path
	}
	address, _, _ = strings.Cut(address, "#")
	if !strings.HasPrefix(address, "/") {
		address = "/" + address
	}
	return strings.TrimRight(address, "/")
}

// unescaped is a path without %…, or as it is where that means nothing.
func unescaped(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

// hostOf is the host of such an address; empty: it names none, or one that is cut off.
func hostOf(address string) string {
	if !strings.Contains(address, "://") && !strings.HasPrefix(address, "//") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// ownWords are ends of host names by which devices mean themselves: the name of the
// loopback, and that of HP's firmware when it is asked over USB.
var ownWords = []string{"localhost", ".hpledmusb"}

// owns tells whether a host that the device named is the device. Nothing is ever sent
// there, so that a device that lies gains nothing; one that sends for its pages elsewhere
// is found out.
func (c *client) owns(host string) bool {
	same := func(other string) bool {
		return strings.EqualFold(strings.TrimSuffix(other, "."), strings.TrimSuffix(host, "."))
	}
	if host == "" || same(c.base.Hostname()) || slices.ContainsFunc(c.hosts, same) {
		return true
	}
	for _, word := range ownWords {
		if strings.HasSuffix(strings.ToLower(host), word) {
			return true
		}
	}
	named, err := netip.ParseAddr(host)
	return err == nil && c.remote.IsValid() && named.Unmap().WithZone("") == c.remote.Unmap().WithZone("")
}
