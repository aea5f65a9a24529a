package caldav

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"tram/local/copying"
)

// How long a server may take, and how much it may say.
const (
	dialPatience = 15 * time.Second
	patience     = 45 * time.Second // until an answer begins

	mostHeader    = 64 << 10
	mostAnswer    = 16 << 20 // bytes of the objects of one question
	mostList      = 64 << 20 // bytes of one list, which is read piece by piece
	mostRedirects = 5
)

// Server is one that holds calendars, asked by one account.
type Server struct {
	base           *url.URL
	user, password string
	transport      *http.Transport
	wait           patiences
}

// patiences are how long a server may take; of a test they are less.
type patiences struct {
	begin time.Duration // until an answer begins
	whole time.Duration // for a question, beside what its bytes earn
}

// Open is the server of an address, or the calendar itself that lies there. Nothing is asked yet.
// It fails with BadAddress, SecretInAddress, PlainText and SignInRefused.
func Open(address, user, password string) (*Server, error) {
	return open(address, user, password, patiences{patience, copying.QuestionPatience}, nil)
}

func open(address, user, password string, wait patiences, roots *x509.CertPool) (*Server, error) {
	base, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	if user == "" || bytes.ContainsRune([]byte(user), ':') {
		return nil, SignInRefused.About(base.Host)
	}
	s := &Server{base: base, user: user, password: password, wait: wait}
	s.transport = &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         s.dial,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout: dialPatience, ResponseHeaderTimeout: wait.begin,
		MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: mostHeader,
		DisableCompression: true, // a small answer must not swell; and whoever packs it weakens its ETag
	}
	return s, nil
}

// Close ends the lines to the server. It can be asked again, over others.
func (s *Server) Close() { s.transport.CloseIdleConnections() }

// dial reaches no other machine where nothing is sealed, whatever a name stands for.
func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: dialPatience}
	if s.base.Scheme == "http" {
		d.Control = func(_, address string, _ syscall.RawConn) error {
			if at, err := netip.ParseAddrPort(address); err != nil || !at.Addr().Unmap().IsLoopback() {
				return PlainText.About(s.base.Host)
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, address)
}

// question is what is asked.
type question struct {
	method string
	to     *url.URL
	head   map[string]string
	body   string
	most   int64 // bytes of the answer; 0: mostAnswer
}

// answer is what came. Its body is bounded in size and time, and must be closed.
type answer struct {
	*http.Response
	at *url.URL
}

// ask asks, also where the server says that it lies elsewhere on it.
func (s *Server) ask(ctx context.Context, q question) (*answer, error) {
	if q.most == 0 {
		q.most = mostAnswer
	}
	for range mostRedirects + 1 {
		is, err := s.once(ctx, q)
		if err != nil {
			return nil, s.told(ctx, err)
		}
		switch is.StatusCode {
		case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		default:
			return &answer{is, q.to}, nil
		}
		is.Body.Close()
		if q.to, err = s.within(q.to, is.Header.Get("Location")); err != nil {
			return nil, err
		}
	}
	return nil, s.notCalDAV(errors.New("it leads in circles"))
}

func (s *Server) once(ctx context.Context, q question) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	pace := copying.NewPace(s.wait.whole, int64(len(q.body))+q.most, func() { cancel(errSlow) })
	done := func() { pace.Done(); cancel(nil) }
	r, err := http.NewRequestWithContext(ctx, q.method, q.to.String(), bytes.NewReader([]byte(q.body)))
	if err != nil {
		done()
		return nil, err
	}
	for name, value := range q.head {
		r.Header.Set(name, value)
	}
	r.Header.Set("User-Agent", "Tram-Cong-vu")
	r.SetBasicAuth(s.user, s.password)
	is, err := s.transport.RoundTrip(r) // which follows nothing by itself
	if err != nil {
		done()
		return nil, err
	}
	is.Body = &bounded{is.Body, q.most, pace, done}
	return is, nil
}

var (
	errSlow = errors.New("it takes longer than its bytes explain")
	errLong = errors.New("it says more than any server does")
)

// bounded is an answer of which no more than so many bytes are taken.
type bounded struct {
	io.ReadCloser
	left int64
	pace *copying.Pace
	done func()
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		if n, err := b.ReadCloser.Read(make([]byte, 1)); n == 0 && err == io.EOF { //nolint:errorlint // the end itself
			return 0, io.EOF
		}
		return 0, lineError{errLong}
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	b.pace.Moved(n)
	if err != nil && err != io.EOF { //nolint:errorlint // the end itself
		err = lineError{err}
	}
	return n, err
}

// lineError is what happened to an answer on its way, whatever stands in it.
type lineError struct{ error }

func (l lineError) Unwrap() error { return l.error }

func (b *bounded) Close() error {
	defer b.done()
	return b.ReadCloser.Close()
}

// status is the number of a status line: “HTTP/1.1 404 Not Found”.
func status(line string) (code int) {
	if _, err := fmt.Sscanf(line, "HTTP/1.%d %d", new(int), &code); err != nil {
		return 0
	}
	return code
}
