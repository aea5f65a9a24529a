package sign

import (
	"context"
	"crypto/x509"
	"errors"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"
)

const (
	maxAddresses = 4       // of an authority that are tried
	maxOCSP      = 1 << 20 // bytes
	maxKept      = 256     // lists and answers in one document
	// clockSkew is how far ahead of us an honest authority's clock may be.
	clockSkew = 10 * time.Minute
	// answerLife is how long an answer without an end counts as fresh.
	answerLife = 24 * time.Hour
)

// state of a certificate in the word of its issuer.
type state int

const (
	good state = iota
	revoked
)

// word is what an issuer said about one certificate, with its signature checked.
type word struct {
	state       state
	at          time.Time // of the revocation
	reason      int
	suspect     time.Time // since when the key may have been in other hands; zero: not said
	from, until time.Time
	keeps       time.Time // the issuer still tells of what ended after this; zero: it may not
	raw         []byte
	ocsp, kept  bool // an answer of OCSP; came with the document
	late        bool // a good word younger than the certificate's end

	delegate *x509.Certificate // that answered and whose own revocation counts; nil: none
}

// final tells a revocation that is for ever.
func (w word) final() bool { return w.state == revoked && w.reason != onHold }

// fresh tells whether the issuer may be believed to say so at a time: after it was
// said, before it is to be said anew.
func (w word) fresh(at time.Time) bool {
	until := w.until
	if until.IsZero() {
		until = w.from.Add(answerLife)
	}
	return !w.late && !w.from.After(at.Add(clockSkew)) && !at.After(until)
}

// about tells whether a good word covers a time: said later, or said before and
// still fresh then.
func (w word) about(at time.Time) bool { return w.fresh(at) || !w.late && !w.from.Before(at) }

// judgeAge notes that a word says nothing: an issuer may drop a revocation from
// what it tells once the certificate has ended.
func (w *word) judgeAge(c *x509.Certificate) {
	keeps := !w.keeps.IsZero() && !w.keeps.After(c.NotAfter)
	w.late = w.state == good && w.from.After(c.NotAfter) && !keeps
}

// words gathers what is known about a certificate. What came with the document
// was chosen by whoever sent it, so it never keeps from asking the cache and, with
// a Fetcher, the issuer.
func (t Trust) words(ctx context.Context, c, issuer *x509.Certificate, beside Evidence, now time.Time) []word {
	var found []word
	add := func(w word, err error, kept bool) {
		if err == nil && !w.from.After(now.Add(clockSkew)) && t.standsBehind(ctx, w, issuer, beside, now) {
			w.kept = kept
			w.judgeAge(c)
			found = append(found, w)
		}
	}
	for _, raw := range first(slices.Concat(t.Kept.CRLs, beside.CRLs), maxKept) {
		w, err := readCRL(raw, c, issuer)
		add(w, err, true)
	}
	for _, raw := range first(slices.Concat(t.Kept.OCSPs, beside.OCSPs), maxKept) {
		w, err := readOCSP(raw, c, issuer)
		add(w, err, true)
	}
	for _, s := range sources(c, issuer) {
		if ctx.Err() != nil || slices.ContainsFunc(found, func(w word) bool { return w.fresh(now) && !w.kept }) {
			break
		}
		w, err := t.ask(ctx, s, c, issuer, now)
		add(w, err, false)
	}
	return found
}

// standsBehind tells whether a delegate could still answer when it did: a lost key
// of its own would answer anything. One that tells nowhere whether it was revoked
// is the issuer's to answer for (RFC 6960, 4.2.2.2.1).
func (t Trust) standsBehind(ctx context.Context, w word, issuer *x509.Certificate, beside Evidence, now time.Time) bool {
	if w.delegate == nil {
		return true
	}
	var found []word
	for _, raw := range first(slices.Concat(t.Kept.CRLs, beside.CRLs), maxKept) {
		if w, err := readCRL(raw, w.delegate, issuer); err == nil {
			found = append(found, w)
		}
	}
	lists := first(w.delegate.CRLDistributionPoints, maxAddresses)
	for _, url := range lists {
		if w, err := t.ask(ctx, source{url, nil}, w.delegate, issuer, now); err == nil {
			found = append(found, w)
		}
	}
	of, known := newest(found)
	if known && of.state == revoked {
		return false
	}
	return known || len(lists) == 0 || w.state == revoked
}

// source is an address where an issuer tells about its certificates.
type source struct {
	address string
	request []byte // of OCSP; nil: a list
}

func sources(c, issuer *x509.Certificate) (all []source) {
	named := *issuer
	named.RawSubject = c.RawIssuer // RFC 6960, 4.1.1: as the certificate writes it
	if request, err := ocsp.CreateRequest(c, &named, nil); err == nil {
		for _, url := range first(c.OCSPServer, maxAddresses) {
			all = append(all, source{url, request})
		}
	}
	for _, url := range first(c.CRLDistributionPoints, maxAddresses) {
		all = append(all, source{url, nil})
	}
	return all
}

// ask looks in the cache, and fetches where that is stale.
func (t Trust) ask(ctx context.Context, s source, c, issuer *x509.Certificate, now time.Time) (word, error) {
	read := func(raw []byte) (word, error) {
		if s.request != nil {
			return readOCSP(raw, c, issuer)
		}
		return readCRL(raw, c, issuer)
	}
	old, err := read(t.Cache.read(s.address, s.request))
	if t.Fetcher == nil || (err == nil && old.fresh(now)) {
		return old, err
	}
	var raw []byte
	var fetched error
	if s.request != nil {
		raw, fetched = t.Fetcher.OCSP(ctx, s.address, s.request)
	} else {
		raw, fetched = t.Fetcher.CRL(ctx, s.address)
	}
	if fetched != nil {
		return old, err
	}
	w, fetched := read(raw)
	if fetched != nil || w.from.Before(old.from) {
		return old, errors.Join(err, fetched)
	}
	// A cache that cannot be written costs a line to the network, no judgement.
	_ = t.Cache.keep(s.address, s.request, raw)
	return w, nil
}

// newest sums words up: a revocation that is for ever outweighs everything, else
// the latest word counts.
func newest(words []word) (w word, any bool) {
	for _, x := range words {
		if !any || x.outweighs(w) {
			w, any = x, true
		}
	}
	return w, any
}

func (w word) outweighs(other word) bool {
	switch {
	case w.final() != other.final():
		return w.final()
	case w.final():
		return w.at.Before(other.at)
	case w.late != other.late:
		return other.late
	case w.from.Equal(other.from):
		return w.state == revoked && other.state == good
	}
	return w.from.After(other.from)
}
