package caldav

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"tram/local/office"
)

// told is what happened on the way to a server, in a sentence.
func (s *Server) told(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, told := office.FailureIn(err); told {
		return err
	}
	var unknown *net.DNSError
	var untrusted *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		return NoHost.About(s.base.Host).Because(err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return LineRefused.About(s.base.Host).Because(err)
	case errors.As(err, &untrusted):
		return Unvouched.About(s.base.Host).Because(err)
	case errors.Is(err, errLong), errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return s.notCalDAV(err)
	}
	return NoAnswer.About(s.base.Host).Because(err)
}

func (s *Server) notCalDAV(err error) error { return NotCalDAV.About(s.base.Host).Because(err) }

const (
	mostRefusal = 64 << 10 // bytes of the words of a refusal
	mostWait    = 24 * time.Hour
)

// refusal is an answer that is no success.
type refusal struct {
	code int
	why  map[string]bool // conditions that do not hold, by their names in DAV and CalDAV
	page bool            // it speaks to a browser
	wait time.Duration   // until it wants to be asked again; 0: it does not say
}

func (r refusal) Error() string { return "HTTP " + strconv.Itoa(r.code) }

// refused reads one and closes it. Some servers put theirs into a multistatus of one.
func refused(a *answer) refusal {
	defer a.Body.Close()
	r := refusal{code: a.StatusCode, why: map[string]bool{}, page: isPage(a.Header), wait: waits(a.Header)}
	is, err := readNode(io.LimitReader(a.Body, mostRefusal))
	if err != nil {
		return r
	}
	if one := is.at(dav("response")); r.code == http.StatusMultiStatus && is.name == dav("multistatus") && one != nil {
		r.code = max(status(one.said(dav("status"))), r.code)
		is = one.at(dav("error"))
	}
	if is == nil || is.name != dav("error") {
		return r
	}
	for _, k := range is.kids {
		r.why[k.name.Local] = true
	}
	return r
}

func isPage(head http.Header) bool {
	kind, _, _ := mime.ParseMediaType(head.Get("Content-Type"))
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// waits is how long a server wants not to be asked. Its own clock counts.
func waits(head http.Header) time.Duration {
	says := head.Get("Retry-After")
	if n, err := strconv.Atoi(says); err == nil {
		return min(max(0, time.Duration(n)*time.Second), mostWait)
	}
	until, err := http.ParseTime(says)
	now, unknown := http.ParseTime(head.Get("Date"))
	if err != nil || unknown != nil {
		return 0
	}
	return min(max(0, until.Sub(now)), mostWait)
}

// Later is how long a server that is Busy wants not to be asked; 0: it does not say.
func Later(err error) time.Duration {
	r, _ := errors.AsType[refusal](err)
	return r.wait
}

// refuses is a refusal in a sentence.
func (s *Server) refuses(r refusal) error {
	host := s.base.Host
	switch r.code {
	case http.StatusUnauthorized, http.StatusProxyAuthRequired:
		return SignInRefused.About(host).Because(r)
	case http.StatusForbidden:
		return NoRight.About(host).Because(r)
	case http.StatusLocked:
		return Locked.About(host).Because(r)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return Busy.About(host).Because(r)
	case http.StatusInsufficientStorage:
		return Full.About(host).Because(r)
	case http.StatusNotFound, http.StatusGone:
		return NoCalendar.About(host).Because(r)
	}
	switch {
	case r.code >= http.StatusInternalServerError && r.code != http.StatusNotImplemented:
		return Trouble.About(host, r.code).Because(r)
	case r.page:
		return WebPage.About(host).Because(r)
	}
	return s.notCalDAV(r)
}
