package post

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// How long a server may take.
const (
	dialPatience = 15 * time.Second
	patience     = time.Minute     // for one answer
	endPatience  = 5 * time.Minute // until a server that has all of a letter takes it (RFC 5321, 4.5.3.2.6: 10 minutes)

	mostSaid  = 64 << 10 // bytes of one answer
	mostShown = 120      // letters of what it says
)

// place is where a server of mail is, and how a line to it is sealed.
type place struct {
	host, port string
	sealed     bool           // from the first byte; else when it was asked for
	near       bool           // it is this machine: nothing has to be sealed
	roots      *x509.CertPool // nil: those of the machine
	wait       patiences
}

// patiences are how long a server may take; of a test they are less.
type patiences struct{ dial, answer, end time.Duration }

// Server (máy chủ gửi thư) is one that takes letters from an account, to pass them on.
type Server struct {
	place
	user, password string
	clock          office.Clock
}

// Open is the server of an address: smtps://host (465), smtp://host (587, sealed by STARTTLS), or the
// name alone. user: empty, where the server asks for none. Nothing is asked yet. It fails with
// BadServer and SecretInServer.
func Open(address, user, password string, clock office.Clock) (*Server, error) {
	p, err := placeAt(address, "smtp", "587", "465")
	if err != nil {
		return nil, err
	}
	return &Server{p, user, password, clock}, nil
}

// placeAt reads an address; the scheme that seals from the first byte has one letter more.
func placeAt(address, scheme, port, sealedPort string) (p place, err error) {
	typed := strings.TrimSpace(address)
	if !strings.Contains(typed, "://") {
		typed = scheme + "://" + typed
		if strings.HasSuffix(typed, ":"+sealedPort) {
			typed = scheme + "s" + strings.TrimPrefix(typed, scheme)
		}
	}
	if _, rest, _ := strings.Cut(typed, "://"); strings.Contains(rest, "@") {
		return p, SecretInServer.About(office.Visible(rest[strings.LastIndex(rest, "@")+1:], mostShown))
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != scheme && u.Scheme != scheme+"s" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery+u.Fragment != "" {
		return p, BadServer.About(office.Visible(address, mostShown))
	}
	p = place{
		host: u.Hostname(), port: u.Port(), sealed: u.Scheme == scheme+"s", near: loopback(u.Hostname()),
		wait: patiences{dialPatience, patience, endPatience},
	}
	if p.port == "" {
		p.port = map[bool]string{true: sealedPort, false: port}[p.sealed]
	}
	if n, err := strconv.Atoi(p.port); err != nil || n < 1 || n > 65535 {
		return p, BadServer.About(office.Visible(address, mostShown))
	}
	return p, nil
}

func (p *place) config() *tls.Config {
	return &tls.Config{ServerName: p.host, MinVersion: tls.VersionTLS12, RootCAs: p.roots}
}

func loopback(host string) bool {
	at, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && at.IsLoopback()
}

// dial reaches the server. What is near must be so in truth.
func (p *place) dial(ctx context.Context) (net.Conn, error) {
	d := net.Dialer{Timeout: p.wait.dial}
	c, err := d.DialContext(ctx, "tcp", net.JoinHostPort(p.host, p.port))
	if err != nil {
		return nil, err
	}
	at, is := c.RemoteAddr().(*net.TCPAddr)
	if p.near && (!is || !at.IP.IsLoopback()) {
		_ = c.Close()
		return nil, NotSealed.About(p.host)
	}
	return c, nil
}

// bounded is a line on which only so much is said at a time.
type bounded struct {
	net.Conn
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLong
	}
	n, err := b.Conn.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// within has the next answer come in time and in bounds, or never.
func (b *bounded) within(d time.Duration, most int64) {
	b.left = most
	_ = b.SetDeadline(soon(d)) // a line that is closed says so at the next step
}

func soon(d time.Duration) time.Time {
	return time.Now().Add(d) //nolint:forbidigo // the deadline of a line is by the clock of the system
}
