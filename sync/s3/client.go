package s3

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tram/local/copying"
	"tram/local/office"
)

// How long a server may take.
const (
	dialPatience = 15 * time.Second

	// patience is how long not one byte may come or go.
	patience = 45 * time.Second

	// tries is how often a question is asked that the server was too busy for.
	tries = 2

	usualRegion = "us-east-1"
	mostHeader  = 64 << 10 // bytes
	mostPage    = 16 << 20 // bytes of one answer to a question for a list, of at most 1,000 objects
)

// patiences are how long a server may take; of a test they are less.
type patiences struct {
	still time.Duration // without one byte
	whole time.Duration // for a question, beside what its bytes earn
}

// client speaks to the server of an address. A line on which nothing moves is closed.
func client(a copying.Address, secret string, wait patiences) (*minio.Core, *http.Transport, error) {
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			d := net.Dialer{Timeout: dialPatience}
			c, err := d.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return &moving{c, time.AfterFunc(wait.still, func() { _ = c.Close() }), wait.still}, nil
		},
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, TLSHandshakeTimeout: dialPatience, ResponseHeaderTimeout: wait.still,
		MaxIdleConnsPerHost: 2, MaxResponseHeaderBytes: mostHeader, DisableCompression: true,
	}
	region := a.Region
	if region == "" {
		region = usualRegion
	}
	c, err := minio.NewCore(a.Host, &minio.Options{
		Creds: credentials.NewStaticV4(a.User, secret, ""), Secure: a.Way == copying.S3, Transport: questions{transport, wait.whole}, Region: region, MaxRetries: tries,
	})
	return c, transport, err
}

// questions bounds how long each takes as a whole, and the answers to those for a list, which
// are taken up as a whole.
type questions struct {
	*http.Transport
	patience time.Duration
}

func (q questions) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	pace := copying.NewPace(q.patience, max(0, r.ContentLength), cancel)
	done := func() { pace.Done(); cancel() }
	asked := r.URL.Query()
	if r = r.WithContext(ctx); r.Body != nil && r.Body != http.NoBody {
		r.Body = &paced{r.Body, pace, func() {}}
	}
	answer, err := q.Transport.RoundTrip(r)
	if err != nil {
		done()
		return nil, err
	}
	size := answer.ContentLength
	if asked.Has("list-type") || asked.Has("versions") || size < 0 {
		size = mostPage
	}
	pace.Expect(size)
	answer.Body = &paced{answer.Body, pace, done}
	if asked.Has("list-type") || asked.Has("versions") {
		answer.Body = &page{answer.Body, mostPage}
	}
	return answer, nil
}

// paced tells the pace of a question what moves of it.
type paced struct {
	io.ReadCloser
	pace *copying.Pace
	done func()
}

func (p *paced) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.pace.Moved(n)
	return n, err
}

func (p *paced) Close() error {
	defer p.done()
	return p.ReadCloser.Close()
}

// page is an answer of which no more than so many bytes are taken.
type page struct {
	io.ReadCloser
	left int
}

func (p *page) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, errLongPage
	}
	n, err := p.ReadCloser.Read(b[:min(len(b), p.left)])
	p.left -= n
	return n, err
}

var errLongPage = errors.New("a list is longer than any")

// moving is a connection that is closed where nothing moves on it.
type moving struct {
	net.Conn
	watch    *time.Timer
	patience time.Duration
}

func (m *moving) Read(b []byte) (int, error) {
	n, err := m.Conn.Read(b)
	m.watch.Reset(m.patience)
	return n, err
}

func (m *moving) Write(b []byte) (int, error) {
	n, err := m.Conn.Write(b)
	m.watch.Reset(m.patience)
	return n, err
}

func (m *moving) Close() error {
	m.watch.Stop()
	return m.Conn.Close()
}

// Answers of servers that have a sentence.
var answers = map[string]office.Failure{
	"InvalidAccessKeyId": copying.SignInRefused, "SignatureDoesNotMatch": copying.SignInRefused, "InvalidToken": copying.SignInRefused,
	"AccessDenied": copying.NoRight, "AllAccessDisabled": copying.NoRight,
	"RequestTimeTooSkewed": copying.ClockWrong, "RequestExpired": copying.ClockWrong,
	"XMinioStorageFull": copying.ServerFull, "InsufficientStorage": copying.ServerFull, "QuotaExceeded": copying.ServerFull,
	"NotImplemented": copying.Heedless, "AuthorizationHeaderMalformed": copying.NotSuchServer, "PermanentRedirect": copying.NotSuchServer,
}

// told is what a server did, in a sentence; what is away is copying.Gone, too.
func (t *Target) told(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, told := office.FailureIn(err); told {
		return err
	}
	if ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	if said := minio.ToErrorResponse(err); said.Code != "" || said.StatusCode != 0 {
		return t.answered(said)
	}
	var unknown *net.DNSError
	var untrusted *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		return t.gone(copying.NoHost, err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return t.gone(copying.LineRefused, err)
	case errors.As(err, &untrusted):
		return copying.Unvouched.About(t.address.Host).Because(err)
	case errors.Is(err, errLongPage) || errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch):
		return copying.NotSuchServer.About(t.address.Host).Because(err)
	}
	return t.gone(copying.NoAnswer, err)
}

func (t *Target) answered(said minio.ErrorResponse) error {
	if f, known := answers[said.Code]; known {
		return f.About(t.address.Host).Because(said)
	}
	switch {
	case said.Code == "NoSuchBucket":
		return copying.NoRoomThere.About(t.address.Host, t.bucket).Because(said)
	case said.StatusCode == http.StatusPreconditionFailed || said.StatusCode == http.StatusConflict:
		return errors.Join(copying.ErrThere, said)
	case said.Code == "NoSuchKey":
		return copying.ErrNone
	case said.StatusCode == http.StatusInsufficientStorage:
		return copying.ServerFull.About(t.address.Host).Because(said)
	case said.StatusCode == http.StatusForbidden || said.StatusCode == http.StatusUnauthorized:
		return copying.NoRight.About(t.address.Host).Because(said)
	case said.StatusCode >= http.StatusInternalServerError || said.StatusCode == http.StatusTooManyRequests:
		return t.gone(copying.NoAnswer, said)
	}
	return copying.NotSuchServer.About(t.address.Host).Because(said)
}

// gone is that a target does not answer at all, with a sentence of its own.
func (t *Target) gone(f office.Failure, err error) error {
	return f.About(t.address.Host).Because(errors.Join(copying.Gone.About(t.Said()), err))
}
