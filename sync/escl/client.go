package escl

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"tram/local/office"
)

// Limits of one question.
const (
	connectTime  = 4 * time.Second
	answerTime   = 20 * time.Second // capabilities, a status, a new job
	pageTime     = 5 * time.Minute  // until a page begins: at 600 dpi a sheet takes a minute and more
	stallTime    = time.Minute      // between two pieces of a page
	wholeTime    = 20 * time.Minute // of a page
	releaseTime  = 5 * time.Second  // of giving a job up
	maxHeader    = 64 << 10         // bytes
	maxRedirects = 3
	maxName      = 80   // characters of a device's own words
	mostPages    = 5000 // of a job: more than any feeder takes, also one that is filled up
)

// errPatience ends a wait for a page of which nothing comes but promises.
var errPatience = errors.New("too long without a page")

// How long is looked for devices: for one, at all of its places, and for all of them.
const (
	oneTime = 30 * time.Second
	allTime = 60 * time.Second
)

// Pauses and how often they are made. HP's LaserJet M28w answers 503 for half a minute
// while it prepares a page.
const (
	pause     = time.Second
	busyTries = 10 // for a job to be taken
	pageTries = 40 // for the next page, in a row
	endTries  = 12 // for words that agree about the end of the paper
	dialTries = 3  // for a device that closes its door after each page
)

// client asks one device.
type client struct {
	http   *http.Client
	base   *url.URL
	hosts  []string   // names by which the device calls itself
	remote netip.Addr // that it was reached at
	key    shown
	lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	quirks quirks
}

// newTransport makes the transport for devices: no proxy, for a device is near and its
// papers are nobody's business; a connection for each question, as Go would silently ask
// for a page again on one that was kept and broke.
//
// Devices show certificates that they made for themselves, so any is accepted at first; the
// key is kept (pins.go). What comes is looked at as if anybody had sent it, and what is sent
// are sizes and colours. Old devices know nothing above TLS 1.0.
func newTransport(dial func(ctx context.Context, network, address string) (net.Conn, error)) *http.Transport {
	if dial == nil {
		dial = (&net.Dialer{Timeout: connectTime}).DialContext
	}
	there := func(ctx context.Context, network, address string) (net.Conn, error) {
		if c, is := ctx.Value(asking{}).(*client); is {
			address = c.key.place(address)
		}
		return dial(ctx, network, address)
	}
	return &http.Transport{
		DialContext: there,
		DialTLSContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			plain, err := there(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return shake(ctx, plain)
		},
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: maxHeader,
	}
}

// tlsError is a device with which no TLS comes about.
type tlsError struct{ error }

func (e tlsError) Unwrap() error { return e.error }

func shake(ctx context.Context, plain net.Conn) (net.Conn, error) {
	ctx, stop := context.WithTimeout(ctx, connectTime)
	defer stop()
	conn := tls.Client(plain, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10})
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = plain.Close()
		return nil, tlsError{err}
	}
	if c, is := ctx.Value(asking{}).(*client); is {
		if err := c.key.take(conn); err != nil {
			_ = conn.Close()
			return nil, err
		}
	}
	return conn, nil
}

// statusError is an answer that is no success.
type statusError int

func (s statusError) Error() string { return "HTTP " + strconv.Itoa(int(s)) }

// elsewhereError is an answer that leads to another machine.
type elsewhereError string

func (e elsewhereError) Error() string { return "it leads to " + string(e) }

// ask sends one question below the root of eSCL, or at an absolute path, and returns the
// answer with its body open. It follows redirects within the device.
func (c *client) ask(ctx context.Context, method, path, body string) (*http.Response, error) {
	to := *c.base
	if !strings.HasPrefix(path, "/") {
		path = c.base.EscapedPath() + "/" + path
	}
	to.Path, to.RawPath = unescaped(path), path
	for range maxRedirects + 1 {
		answer, err := c.once(ctx, method, &to, body)
		if err != nil {
			return nil, err
		}
		lead := answer.Header.Get("Location")
		if answer.StatusCode < 300 || answer.StatusCode > 399 || lead == "" {
			return answer, nil
		}
		answer.Body.Close()
		if err := c.follow(ctx, &to, lead); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("it leads in circles")
}

func (c *client) once(ctx context.Context, method string, to *url.URL, body string) (*http.Response, error) {
	var sent io.Reader
	if body != "" {
		sent = strings.NewReader(body)
	}
	ctx = context.WithValue(ctx, asking{}, c)
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: c.reached})
	r, err := http.NewRequestWithContext(ctx, method, to.String(), sent)
	if err != nil {
		return nil, fmt.Errorf("asking a scanner: %w", err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "text/xml; charset=utf-8")
	}
	r.Header.Set("User-Agent", "Tram-Cong-vu")
	r.Host = c.quirks.host(to)
	return c.http.Do(r)
}

// reached notes which address the name of a device stands for: it may call itself by that.
func (c *client) reached(i httptrace.GotConnInfo) {
	if at, err := netip.ParseAddrPort(i.Conn.RemoteAddr().String()); err == nil {
		c.remote = at.Addr()
		c.key.reached(at.Addr())
	}
}

// follow points to where a redirect leads, on the device itself and never out of TLS.
func (c *client) follow(ctx context.Context, to *url.URL, lead string) error {
	if host := hostOf(lead); !c.isDevice(ctx, host) {
		return elsewhereError(office.Visible(host, maxName))
	}
	u, err := url.Parse(lead)
	if err != nil { // its host is cut off
		u = &url.URL{Path: unescaped(pathOf(lead)), RawPath: pathOf(lead)}
	}
	if u.Host != "" {
		if to.Scheme == "https" && u.Scheme != "https" {
			return elsewhereError(office.Visible(lead, maxName))
		}
		port := u.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
		}
		to.Scheme, to.Host = u.Scheme, net.JoinHostPort(c.base.Hostname(), port)
	}
	next := to.ResolveReference(&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery})
	to.Path, to.RawPath, to.RawQuery = next.Path, next.RawPath, next.RawQuery
	return nil
}

// isDevice tells whether a host that the device named is the device: by a name that it
// has, or one that the network knows for its address.
func (c *client) isDevice(ctx context.Context, host string) bool {
	if c.owns(host) {
		return true
	}
	if _, err := netip.ParseAddr(host); err == nil || c.lookup == nil || !c.remote.IsValid() {
		return false
	}
	ctx, stop := context.WithTimeout(ctx, connectTime)
	defer stop()
	all, err := c.lookup(ctx, host)
	return err == nil && slices.ContainsFunc(all, func(a netip.Addr) bool { return a.Unmap() == c.remote.Unmap() })
}

// document fetches and reads one document. A device that is busy is asked again.
func (c *client) document(ctx context.Context, name string, read func(io.Reader) error) (server string, err error) {
	for range busyTries {
		server, err = c.documentOnce(ctx, name, read)
		if !errors.Is(err, statusError(http.StatusServiceUnavailable)) || !wait(ctx, pause) {
			break
		}
	}
	return server, err
}

func (c *client) documentOnce(ctx context.Context, name string, read func(io.Reader) error) (server string, err error) {
	ctx, stop := context.WithTimeout(ctx, answerTime)
	defer stop()
	answer, err := c.ask(ctx, http.MethodGet, name, "")
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode != http.StatusOK:
		return "", statusError(answer.StatusCode)
	case strings.Contains(answer.Header.Get("Content-Type"), "html"):
		return "", errWebPage
	}
	return answer.Header.Get("Server"), read(answer.Body)
}

// status asks how the device stands. Some close their door for a moment after each page.
func (c *client) status(ctx context.Context) (s *status, err error) {
	for range dialTries {
		_, err = c.document(ctx, "ScannerStatus", func(r io.Reader) (err error) {
			s, err = readStatus(r)
			return err
		})
		if !isDial(err) || !wait(ctx, pause) {
			break
		}
	}
	return s, err
}

// wait waits; false: ctx was done before.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// reason is what a clerk is told of why a question had no answer.
func reason(err error) string {
	var code statusError
	var op *net.OpError
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &code):
		return fmt.Sprintf("mã HTTP %d", int(code))
	case errors.Is(err, errWebPage):
		return "một trang web"
	case errors.As(err, &dns):
		return "không có tên máy này trên mạng"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "cổng này đóng"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "không có đường mạng tới đó"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "chờ quá lâu"
	case errors.As(err, new(tlsError)):
		return "không nối được bằng TLS"
	case errors.As(err, &op) && op.Op == "dial":
		return "không nối được"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.ErrClosedPipe):
		return "bị ngắt giữa chừng"
	}
	return "trả lời không đúng quy cách"
}

// isDial tells whether a question did not even leave.
func isDial(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}
