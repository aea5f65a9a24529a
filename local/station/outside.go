package station

import (
	"context"
	"crypto"
	"errors"
	"io"
	"iter"
	"sync"
	"time"

	"tram/local/calsync"
	"tram/local/convert"
	"tram/local/copying"
	"tram/local/mailing"
	"tram/local/office"
	"tram/local/sign"
)

// Outside is what a station asks of the world beyond its own disk, where there
// is a network. Each part may be nil: then the cable is out for it.
type Outside struct {
	// Stamper reaches the time-stamp authority of an address.
	Stamper func(address string) sign.Stamper
	// Target reaches a place for copies on a server.
	Target func(copying.Access) (copying.Target, error)
	// Fetcher brings what authorities of certificates publish.
	Fetcher sign.Fetcher
	// Service signs with the signature service of this PC, which asks for the
	// PIN by itself. It returns what was appended to the file.
	Service func(ctx context.Context, r io.ReaderAt, size int64, about convert.Subject) (appended []byte, err error)
	// Post reaches the server that takes letters, and the one that holds the box, if the line names
	// one. Nothing is asked yet.
	Post func(office.MailLine, office.LineSecret) (Sender, Box, error)
	// Calendars reaches a server of calendars, or the calendar that lies at the address.
	Calendars func(address, user, password string) (CalendarServer, error)
}

// Sender takes letters, and tells what became of each.
type Sender interface {
	Deliver(ctx context.Context, letters []mailing.Letter) iter.Seq[mailing.Outcome]
}

// Box is the mail that came.
type Box interface {
	Letters(ctx context.Context, seen func(id string) bool) iter.Seq2[mailing.Arrived, error]
}

// CalendarServer is one that holds calendars.
type CalendarServer interface {
	Find(ctx context.Context) ([]office.FoundCalendar, error)
	Calendar() calsync.Far // that lies at the address
	Close()
}

// quietFor is how long a network that did not answer is not asked again.
const quietFor = time.Minute

// brisk is a Fetcher that gives up at once for a while after the network did
// not answer: a list of a hundred documents must not wait a hundred times.
type brisk struct {
	from  sign.Fetcher
	clock office.Clock

	mu     sync.Mutex
	silent time.Time // when the network last failed to answer
}

var errQuiet = errors.New("the network did not answer a moment ago")

func (b *brisk) ask(ctx context.Context, do func() ([]byte, error)) ([]byte, error) {
	b.mu.Lock()
	quiet := !b.silent.IsZero() && b.clock.Now().Sub(b.silent) < quietFor
	b.mu.Unlock()
	if quiet {
		return nil, errQuiet
	}
	answer, err := do()
	if err != nil && ctx.Err() == nil {
		b.mu.Lock()
		b.silent = b.clock.Now()
		b.mu.Unlock()
	}
	return answer, err
}

func (b *brisk) CRL(ctx context.Context, url string) ([]byte, error) {
	return b.ask(ctx, func() ([]byte, error) { return b.from.CRL(ctx, url) })
}

func (b *brisk) OCSP(ctx context.Context, url string, request []byte) ([]byte, error) {
	return b.ask(ctx, func() ([]byte, error) { return b.from.OCSP(ctx, url, request) })
}

func (b *brisk) Certificate(ctx context.Context, url string) ([]byte, error) {
	return b.ask(ctx, func() ([]byte, error) { return b.from.Certificate(ctx, url) })
}

// lenient is a Stamper for one sitting: a signature is worth having without its
// stamp, which can be added later. It keeps what went wrong, and does not
// wait again for an authority that did not answer.
type lenient struct {
	from    sign.Stamper
	trouble error
}

// Stamp returns no token where there is none to be had. A clock that differs
// from the authority's is told: the signature would carry a wrong time.
func (l *lenient) Stamp(ctx context.Context, imprint []byte, hash crypto.Hash) ([]byte, error) {
	if errors.Is(l.trouble, sign.StampAway) {
		return nil, nil
	}
	token, err := l.from.Stamp(ctx, imprint, hash)
	if err == nil || ctx.Err() != nil || errors.Is(err, sign.StampClock) {
		return token, err
	}
	l.trouble = err
	return nil, nil
}
