package sign

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Trust is what a judgement rests on. Nothing in it but the Fetcher needs a
// network, and without that a judgement uses what is at hand.
type Trust struct {
	Roots   []*x509.Certificate // that the office decided to trust
	Others  []*x509.Certificate // authorities that may stand between
	Kept    Evidence            // that came with the document
	Cache   *Cache              // that was fetched before; nil: none
	Fetcher Fetcher             // nil: no network
}

// Evidence is what shows, long after, that certificates were good: the chain,
// revocation lists and answers of OCSP, each in DER.
type Evidence struct {
	Certificates, CRLs, OCSPs [][]byte
}

// and is both together.
func (e Evidence) and(more Evidence) Evidence {
	return Evidence{slices.Concat(e.Certificates, more.Certificates), slices.Concat(e.CRLs, more.CRLs), slices.Concat(e.OCSPs, more.OCSPs)}
}

// Fetcher brings what authorities publish. It keeps the limits of time and
// size; what it brings is checked here.
type Fetcher interface {
	CRL(ctx context.Context, url string) ([]byte, error)
	OCSP(ctx context.Context, url string, request []byte) ([]byte, error)
	Certificate(ctx context.Context, url string) ([]byte, error)
}

// maxChain is the longest way from a signer to a root that is followed.
const maxChain = 8

// ReadRoots reads the certificates of authorities out of a file, PEM or DER, as
// an office imports them. Certificates that are not an authority's are refused.
func ReadRoots(b []byte) ([]*x509.Certificate, error) {
	if len(b) > maxKeyFile {
		return nil, RootForeign.Because(fmt.Errorf("%d bytes", len(b)))
	}
	var found []*x509.Certificate
	if !bytes.Contains(b, []byte("-----BEGIN")) {
		b = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: b})
	}
	for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := ReadCertificate(block.Bytes)
		if err != nil {
			return nil, RootForeign.Because(err)
		}
		if !c.IsCA {
			return nil, RootForeign.Because(errors.New("a certificate that may not issue any"))
		}
		found = append(found, c)
	}
	if len(found) == 0 || len(found) > maxCertificates {
		return nil, RootForeign.Because(fmt.Errorf("%d certificates", len(found)))
	}
	return found, nil
}

// mostChains bounds the ways that are followed: authorities sign each other.
const mostChains = 8

// chains finds the ways from a certificate to trusted roots at a time, over what
// is at hand and, where that is not enough, over what authorities publish. There
// is one at least where there is no error.
func (t Trust) chains(ctx context.Context, c *x509.Certificate, beside []*x509.Certificate, at time.Time, use x509.ExtKeyUsage) ([][]*x509.Certificate, error) {
	w, known := newWays(), t.known(beside)
	w.addRoots(t.Roots...)
	w.addOthers(known...)
	found, err := w.up(c, at, use)
	var unknown x509.UnknownAuthorityError
	if errors.As(err, &unknown) && t.Fetcher != nil {
		t.fetchAbove(ctx, c, known, w)
		found, err = w.up(c, at, use)
	}
	return first(found, mostChains), err
}

// known are the certificates at hand that may stand between.
func (t Trust) known(beside []*x509.Certificate) []*x509.Certificate {
	known := append(append([]*x509.Certificate{}, beside...), t.Others...)
	for _, der := range first(t.Kept.Certificates, maxCertificates) {
		if k, err := ReadCertificate(der); err == nil {
			known = append(known, k)
		}
	}
	return known
}

// fetchAbove brings the certificates that stand above c.
func (t Trust) fetchAbove(ctx context.Context, c *x509.Certificate, known []*x509.Certificate, into *ways) {
	for below := c; !selfMade(below) && ctx.Err() == nil && len(known) < maxCertificates+maxChain; {
		above := issuerOf(below, known)
		if above == nil {
			above = t.fetchIssuer(ctx, below)
		}
		if above == nil {
			return
		}
		into.addOthers(above)
		known = append(known, above)
		below = above
	}
}

func (t Trust) fetchIssuer(ctx context.Context, c *x509.Certificate) *x509.Certificate {
	for _, url := range first(c.IssuingCertificateURL, maxAddresses) {
		der, err := t.Fetcher.Certificate(ctx, url)
		if err != nil {
			continue
		}
		if above, err := ReadCertificate(der); err == nil && issued(above, c) {
			return above
		}
	}
	return nil
}

func first[T any](s []T, n int) []T { return s[:min(n, len(s))] }
