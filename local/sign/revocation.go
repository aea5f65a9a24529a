package sign

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
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
	from, until time.Time
	raw         []byte
	ocsp, kept  bool // an answer of OCSP; came with the document
}

// fresh tells whether the issuer may be believed still to say so at a time.
func (w word) fresh(at time.Time) bool {
	until := w.until
	if until.IsZero() {
		until = w.from.Add(answerLife)
	}
	return !at.After(until)
}

// about tells whether a good word covers a time: said later, or said before and
// still fresh then.
func (w word) about(at time.Time, c *x509.Certificate) bool {
	return w.fresh(at) || (!w.from.Before(at) && !w.from.After(c.NotAfter))
}

// words gathers what is known about a certificate. What came with the document
// was chosen by whoever sent it, so it never keeps from asking the cache and, with
// a Fetcher, the issuer.
func (t Trust) words(ctx context.Context, c, issuer *x509.Certificate, crls [][]byte, now time.Time) []word {
	var found []word
	add := func(w word, err error, kept bool) {
		if err == nil && !w.from.After(now.Add(clockSkew)) {
			w.kept = kept
			found = append(found, w)
		}
	}
	for _, raw := range first(append(slices.Clone(t.Kept.CRLs), crls...), maxKept) {
		w, err := readCRL(raw, c, issuer)
		add(w, err, true)
	}
	for _, raw := range first(t.Kept.OCSPs, maxKept) {
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

// source is an address where an issuer tells about its certificates.
type source struct {
	address string
	request []byte // of OCSP; nil: a list
}

func sources(c, issuer *x509.Certificate) (all []source) {
	if request, err := ocsp.CreateRequest(c, issuer, nil); err == nil {
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

// readOCSP asks an answer about one certificate. The library checks the
// signature, but not that a delegate was made one.
func readOCSP(raw []byte, c, issuer *x509.Certificate) (w word, err error) {
	defer func() {
		if p := recover(); p != nil {
			w, err = word{}, fmt.Errorf("the answer upset its reader: %v", p)
		}
	}()
	if len(raw) > maxOCSP {
		return word{}, fmt.Errorf("an answer of %d bytes", len(raw))
	}
	r, err := ocsp.ParseResponseForCert(raw, c, issuer)
	if err != nil {
		return word{}, err
	}
	if d := r.Certificate; d != nil && !d.Equal(issuer) &&
		(!slices.Contains(d.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || r.ProducedAt.Before(d.NotBefore) || r.ProducedAt.After(d.NotAfter)) {
		return word{}, errors.New("the answer is by somebody who may not answer")
	}
	w = word{from: r.ThisUpdate, until: r.NextUpdate, raw: raw, ocsp: true}
	switch r.Status {
	case ocsp.Good:
		return w, nil
	case ocsp.Revoked:
		w.state, w.at, w.reason = revoked, r.RevokedAt, r.RevocationReason
		return w, nil
	}
	return word{}, errors.New("the authority does not know the certificate")
}

// newest sums words up: a revocation that is for ever outweighs everything, else
// the latest word counts.
func newest(words []word) (w word, any bool) {
	for _, x := range words {
		final := func(w word) bool { return w.state == revoked && w.reason != onHold }
		switch {
		case !any, final(x) && !final(w), final(x) == final(w) && x.from.After(w.from):
			w, any = x, true
		}
	}
	return w, any
}
