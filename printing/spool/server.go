package spool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"tram/printing/spool/ipp"
)

// server is a print service that speaks IPP: CUPS with its queues, or one
// printer.
type server struct {
	base     string // http://localhost:631
	single   string // the address of the only printer, ipp://…; empty for CUPS
	local    bool   // over a socket of this machine, where the system vouches for the user
	user     string
	patience time.Duration
	client   *http.Client
	old      atomic.Bool // it speaks IPP/1.1 only
	vouched  atomic.Bool // it asked who we are
}

// The sockets of CUPS: Debian's, the usual one, that of macOS.
var sockets = []string{"/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd"}

const (
	usualPort   = "631"
	connectTime = 5 * time.Second
	mostHeader  = 64 << 10 // bytes
)

// address finds where CUPS is to be asked, as its own programs do.
func address() string {
	if named := os.Getenv("CUPS_SERVER"); named != "" {
		named, _, _ = strings.Cut(named, "/version=")
		return named
	}
	for _, s := range sockets {
		if info, err := os.Stat(s); err == nil && info.Mode()&os.ModeSocket != 0 {
			return s
		}
	}
	return "localhost:" + usualPort
}

func newServer(o Options) (*server, error) {
	at := o.Server
	if at == "" {
		at = address()
	}
	s := &server{user: o.User, patience: o.Patience, base: "http://localhost"}
	network, to := "unix", at
	if !strings.HasPrefix(at, "/") {
		network = "tcp"
		if u, err := url.Parse(at); err == nil && u.Scheme == "ipp" && u.Host != "" && len(u.Path) > 1 {
			s.single, at = at, u.Host
		} else if strings.Contains(at, "/") {
			return nil, fmt.Errorf("%q is not the address of a print service", cleaned(at, longestName))
		}
		if to = at; !hasPort(at) {
			to = net.JoinHostPort(strings.Trim(at, "[]"), usualPort)
		}
		s.base = "http://" + to
	}
	s.local = network == "unix"
	dialer := net.Dialer{Timeout: min(connectTime, o.Patience)}
	s.client = &http.Client{
		Transport: &http.Transport{ // no proxy, and nothing kept open
			DialContext:            func(ctx context.Context, _, _ string) (net.Conn, error) { return dialer.DialContext(ctx, network, to) },
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: mostHeader,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s, nil
}

func hasPort(at string) bool {
	_, _, err := net.SplitHostPort(at)
	return err == nil
}

// A question goes to a path of the server. Its document, if any, follows the
// attributes.
type question struct {
	op     uint16
	path   string
	target ipp.Attr // what is asked about: printer-uri
	attrs  []ipp.Attr
	groups []ipp.Group
	file   io.ReaderAt
	size   int64
}

// statusError is an answer that says no.
type statusError struct {
	code uint16
	said string // of the server, for the log
}

func (e statusError) Error() string { return fmt.Sprintf("IPP status %#04x %s", e.code, e.said) }

// httpError is a refusal below IPP.
type httpError int

func (e httpError) Error() string { return fmt.Sprintf("HTTP status %d", int(e)) }

var (
	errUnreachable = errors.New("the print service cannot be reached")
	errSilent      = errors.New("the print service stays silent")
	errUnsure      = errors.New("all was sent and nothing came back")
)

// ask puts a question and reads the answer. It asks again in an older version of
// the protocol, or naming the user, if that is what the server wants; never
// after a document has been sent.
func (s *server) ask(ctx context.Context, q question) (ipp.Message, error) {
	answer, err := s.exchange(ctx, q)
	var status statusError
	switch {
	case q.file != nil:
	case errors.As(err, &status) && status.code == versionNotSupported && s.old.CompareAndSwap(false, true):
		answer, err = s.exchange(ctx, q)
	case errors.Is(err, httpError(http.StatusUnauthorized)) && s.local && s.vouched.CompareAndSwap(false, true):
		answer, err = s.exchange(ctx, q)
	}
	return answer, err
}

func (s *server) exchange(ctx context.Context, q question) (ipp.Message, error) {
	head, err := ipp.Encode(s.message(q))
	if err != nil {
		return ipp.Message{}, err
	}
	watched, w := watch(ctx, s.patience)
	defer w.stop()
	body := &sending{w: w, from: bytes.NewReader(head)}
	if q.file != nil {
		body.from = io.MultiReader(body.from, io.NewSectionReader(q.file, 0, q.size))
	}
	total := int64(len(head)) + q.size
	answer, err := s.post(watched, q.path, body, total)
	switch {
	case err == nil || ctx.Err() != nil && body.sent.Load() < total:
		return answer, errors.Join(err, ctx.Err())
	case q.file != nil && body.sent.Load() >= total && isLineError(err):
		return answer, fmt.Errorf("%w: %w", errUnsure, err)
	case w.fired.Load():
		return answer, fmt.Errorf("%w: %w", errSilent, err)
	}
	return answer, err
}

// isLineError tells whether it was the line that broke, and not the answer that
// said no.
func isLineError(err error) bool {
	var status statusError
	var http httpError
	return !errors.As(err, &status) && !errors.As(err, &http) && !errors.Is(err, errUnreachable)
}

func (s *server) message(q question) ipp.Message {
	m := ipp.Message{Major: 2, Code: q.op, ID: 1}
	if s.old.Load() {
		m.Major, m.Minor = 1, 1
	}
	attrs := []ipp.Attr{ipp.Texts("attributes-charset", ipp.Charset, "utf-8"), ipp.Texts("attributes-natural-language", ipp.Language, "en")}
	if q.target.Name != "" {
		attrs = append(attrs, q.target)
	}
	for _, a := range q.attrs { // where a job is named, its number follows its printer
		if a.Name == "job-id" {
			attrs = append(attrs, a)
		}
	}
	attrs = append(attrs, ipp.Texts("requesting-user-name", ipp.Name, s.user))
	for _, a := range q.attrs {
		if a.Name != "job-id" {
			attrs = append(attrs, a)
		}
	}
	m.Groups = append([]ipp.Group{{Tag: ipp.OperationGroup, Attrs: attrs}}, q.groups...)
	return m
}

func (s *server) post(ctx context.Context, path string, body *sending, size int64) (ipp.Message, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+path, body)
	if err != nil {
		return ipp.Message{}, err
	}
	request.ContentLength = size
	request.Header.Set("Content-Type", "application/ipp")
	if s.vouched.Load() {
		request.Header.Set("Authorization", "PeerCred "+s.user)
	}
	response, err := s.client.Do(request)
	if err != nil {
		if op := (*net.OpError)(nil); errors.As(err, &op) && op.Op == "dial" {
			err = fmt.Errorf("%w: %w", errUnreachable, err)
		}
		return ipp.Message{}, err
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusUpgradeRequired: // TLS: lp knows whom to trust
		return ipp.Message{}, fmt.Errorf("%w: %w", errUnreachable, httpError(response.StatusCode))
	case response.StatusCode != http.StatusOK:
		return ipp.Message{}, httpError(response.StatusCode)
	}
	answer, err := ipp.Read(response.Body)
	if err == nil && answer.Code >= 0x0100 {
		err = statusError{code: answer.Code, said: statusMessage(answer)}
	}
	return answer, err
}

func statusMessage(m ipp.Message) string {
	if len(m.Groups) == 0 {
		return ""
	}
	return cleaned(m.Groups[0].Get("status-message").Text(), longestName)
}

// sending counts what went out; every piece that is taken shows that the other
// side lives.
type sending struct {
	w    *watcher
	from io.Reader
	sent atomic.Int64
}

func (s *sending) Read(b []byte) (int, error) {
	n, err := s.from.Read(b)
	s.sent.Add(int64(n))
	s.w.touch()
	return n, err
}

// watcher ends a context when nothing has happened for a while.
type watcher struct {
	timer    *time.Timer
	patience time.Duration
	fired    atomic.Bool
	stop     context.CancelFunc
}

func watch(ctx context.Context, patience time.Duration) (context.Context, *watcher) {
	ctx, cancel := context.WithCancel(ctx)
	w := &watcher{patience: patience}
	w.timer = time.AfterFunc(patience, func() {
		w.fired.Store(true)
		cancel()
	})
	w.stop = func() {
		w.timer.Stop()
		cancel()
	}
	return ctx, w
}

func (w *watcher) touch() { w.timer.Reset(w.patience) }
