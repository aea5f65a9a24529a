package signservice

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
	"time"

	"github.com/coder/websocket"
)

// thisMachine is every name that an address may have.
var thisMachine = []string{"127.0.0.1", "::1", "localhost"}

var errElsewhere = errors.New("not an address of this machine")

// dialer reaches the loopback and nothing else, whatever a name resolves to:
// it looks at the address that is about to be called.
var dialer = net.Dialer{
	Timeout: ConnectTime,
	Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !to.Addr().Unmap().IsLoopback() {
			return errElsewhere
		}
		return nil
	},
}

// newClient makes the client of one handshake: no proxy, no redirects.
func newClient() (*http.Client, *http.Transport) {
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    ConnectTime,
		MaxResponseHeaderBytes: maxAnswer,
		// The service shows a certificate that it made for itself, so any is
		// accepted, which is honest only because the other end is a program of
		// this machine: no line is crossed on which one could listen. A program
		// that took the service's port would see the document that was about to
		// be signed; a pin on the certificate seen first would only trust whoever
		// came first. It would not see a PIN, which never passes here, nor get a
		// false signature in: what comes back is held against the original, and
		// judged. Browsers have not called it below TLS 1.2 since 2020.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12},
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &http.Client{Transport: t, CheckRedirect: stay}, t
}

// ask sends one message, waits for the one that answers, and hangs up.
func (s *Service) ask(ctx context.Context, limit time.Duration, op Op, message []byte) ([]byte, error) {
	limited, stop := context.WithTimeout(ctx, limit)
	defer stop()
	answer, err := s.exchange(limited, op, message)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && limited.Err() != nil:
		return nil, ServiceSlow.Because(err)
	}
	return answer, err
}

func (s *Service) exchange(ctx context.Context, op Op, message []byte) ([]byte, error) {
	conn, err := s.dial(ctx, op)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.CloseNow() }()
	conn.SetReadLimit(maxAnswer)
	if err := conn.Write(ctx, websocket.MessageText, message); err != nil {
		return nil, ServiceGone.Because(fmt.Errorf("putting the question: %w", err))
	}
	_, answer, err := conn.Read(ctx)
	switch {
	case errors.Is(err, websocket.ErrMessageTooBig):
		return nil, ServiceNonsense.Because(err)
	case err != nil:
		return nil, ServiceGone.Because(fmt.Errorf("waiting for the answer: %w", err))
	}
	_ = conn.Close(websocket.StatusNormalClosure, "") // a courtesy of five seconds at most: the answer is here
	return answer, nil
}

// dial opens the line for one op. That nobody is there, and that somebody else
// is, are two things to a person.
func (s *Service) dial(ctx context.Context, op Op) (*websocket.Conn, error) {
	at, err := s.address(op)
	if err != nil {
		return nil, err
	}
	soon, stop := context.WithTimeout(ctx, ConnectTime)
	defer stop()
	client, transport := newClient()
	defer transport.CloseIdleConnections()
	conn, _, err := websocket.Dial(soon, at, &websocket.DialOptions{HTTPClient: client}) //nolint:bodyclose // Dial closes it
	var failed *net.OpError
	switch {
	case err == nil:
		return conn, nil
	case errors.Is(err, errElsewhere):
		return nil, ServiceElsewhere.About(spoken(s.Address)).Because(err)
	case soon.Err() != nil, errors.As(err, &failed) && failed.Op == "dial":
		return nil, ServiceAway.Because(err)
	}
	return nil, ServiceNonsense.Because(err)
}

// address is where an op is asked for.
func (s *Service) address(op Op) (string, error) {
	u, err := url.Parse(cmp.Or(s.Address, DefaultAddress))
	if err != nil || u.Scheme != "wss" || u.User != nil || !slices.Contains(thisMachine, u.Hostname()) {
		return "", ServiceElsewhere.About(spoken(s.Address))
	}
	return u.JoinPath(string(op)).String(), nil
}
