package post

import (
	"context"
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

// Server (máy chủ gửi thư) is one that takes letters from an account, to pass them on.
type Server struct {
	host, port     string
	sealed         bool // from the first byte; else by STARTTLS
	user, password string
	clock          office.Clock
	wait           patiences
	roots          *x509.CertPool // nil: those of the machine
	near           bool           // it is this machine: nothing has to be sealed
}

// patiences are how long a server may take; of a test they are less.
type patiences struct{ dial, answer, end time.Duration }

// Open is the server of an address: smtps://host (465), smtp://host (587, sealed by STARTTLS), or the
// name alone. user: empty, where the server asks for none. Nothing is asked yet. It fails with
// BadServer and SecretInServer.
func Open(address, user, password string, clock office.Clock) (*Server, error) {
	typed := strings.TrimSpace(address)
	if !strings.Contains(typed, "://") {
		typed = "smtp://" + typed
		if strings.HasSuffix(typed, ":465") {
			typed = "smtps" + strings.TrimPrefix(typed, "smtp")
		}
	}
	if _, rest, _ := strings.Cut(typed, "://"); strings.Contains(rest, "@") {
		return nil, SecretInServer.About(office.Visible(rest[strings.LastIndex(rest, "@")+1:], mostShown))
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery+u.Fragment != "" {
		return nil, BadServer.About(office.Visible(address, mostShown))
	}
	s := &Server{
		host: u.Hostname(), port: u.Port(), sealed: u.Scheme == "smtps", user: user, password: password, clock: clock,
		wait: patiences{dialPatience, patience, endPatience}, near: loopback(u.Hostname()),
	}
	if s.port == "" {
		s.port = map[bool]string{true: "465", false: "587"}[s.sealed]
	}
	if n, err := strconv.Atoi(s.port); err != nil || n < 1 || n > 65535 {
		return nil, BadServer.About(office.Visible(address, mostShown))
	}
	return s, nil
}

func loopback(host string) bool {
	at, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && at.IsLoopback()
}

// dial reaches the server. What is near must be so in truth.
func (s *Server) dial(ctx context.Context) (net.Conn, error) {
	d := net.Dialer{Timeout: s.wait.dial}
	c, err := d.DialContext(ctx, "tcp", net.JoinHostPort(s.host, s.port))
	if err != nil {
		return nil, err
	}
	at, is := c.RemoteAddr().(*net.TCPAddr)
	if s.near && (!is || !at.IP.IsLoopback()) {
		_ = c.Close()
		return nil, NotSealed.About(s.host)
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
