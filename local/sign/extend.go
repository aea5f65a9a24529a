package sign

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/pdf"
)

// ExtendPDF adds to a signed PDF what shows later that its certificates were
// good (B-LT), and then, with a Stamper, a time stamp over all of it: what was
// signed offline gets its proof of time so. It returns what is to be appended.
// Where an issuer's word cannot be had, nothing is added.
func ExtendPDF(ctx context.Context, r io.ReaderAt, size int64, t Trust, tsa Stamper, now time.Time) ([]byte, error) {
	found, err := pdf.Signatures(ctx, r, size)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, NothingSigned
	}
	if t, err = t.withEvidence(ctx, r, size); err != nil {
		return nil, err
	}
	var all pdf.Evidence
	for _, s := range found {
		g := gathering{ctx: ctx, t: t, now: now}
		if err := g.signature(s); err != nil {
			return nil, err
		}
		all.Certs, all.CRLs, all.OCSPs = merge(all.Certs, g.e.Certificates), merge(all.CRLs, g.e.CRLs), merge(all.OCSPs, g.e.OCSPs)
		all.About = append(all.About, pdf.EvidenceAbout{Contents: s.Contents, Certs: g.e.Certificates, CRLs: g.e.CRLs, OCSPs: g.e.OCSPs, At: now})
	}
	inc, err := pdf.PrepareEvidence(ctx, r, size, all)
	if err != nil {
		return nil, fmt.Errorf("adding the evidence: %w", err)
	}
	if tsa == nil {
		return inc.Bytes, nil
	}
	grown := pdf.Grown{File: r, FileSize: size, More: inc.Bytes}
	last, err := StampPDF(ctx, grown, grown.Size(), tsa)
	if err != nil {
		return nil, err
	}
	return append(inc.Bytes, last...), nil
}

func merge(all, more [][]byte) [][]byte {
	for _, b := range more {
		if !slices.ContainsFunc(all, func(a []byte) bool { return string(a) == string(b) }) {
			all = append(all, b)
		}
	}
	return all
}

// gathering collects the evidence about one signature.
type gathering struct {
	ctx context.Context
	t   Trust
	now time.Time
	e   Evidence
}

func (g *gathering) signature(s pdf.Signature) error {
	if s.SubFilter == pdf.DocumentStamp {
		return g.stamp(s.CMS)
	}
	d, err := parseSignedData(s.CMS)
	if err != nil || len(d.signers) != 1 {
		return pdf.BrokenPDF.Because(fmt.Errorf("the signature of %q: %w", s.Field, err))
	}
	i := &d.signers[0]
	c := d.signer(i)
	if c == nil {
		return EvidenceAway.About(s.Field).Because(errNoCertificate)
	}
	if err := g.certificate(c, d.certificates, d.beside(), within(g.now, c), x509.ExtKeyUsageAny); err != nil {
		return err
	}
	for _, token := range i.stamps {
		if err := g.stamp(token); err != nil {
			return err
		}
	}
	return nil
}

func (g *gathering) stamp(token []byte) error {
	s, err := readStamp(token)
	if err != nil {
		return nil //nolint:nilerr // it proves nothing, so nothing has to be proved of it
	}
	return g.certificate(s.certificate, s.others, s.beside, s.at, x509.ExtKeyUsageTimeStamping)
}

// certificate collects the chain of a certificate and a word on each of it: the
// first way to a root of which everything is known.
func (g *gathering) certificate(c *x509.Certificate, beside []*x509.Certificate, came Evidence, at time.Time, use x509.ExtKeyUsage) error {
	chains, err := g.t.chains(g.ctx, c, beside, at, use)
	if err != nil {
		return EvidenceAway.About(commonName(c)).Because(err)
	}
	var failed error
	for _, chain := range chains {
		e, err := g.chain(chain, came)
		if err == nil {
			g.e.add(e)
			return nil
		}
		if failed == nil {
			failed = err
		}
	}
	return failed
}

func (g *gathering) chain(chain []*x509.Certificate, came Evidence) (e Evidence, err error) {
	for n, below := range chain {
		e.Certificates = append(e.Certificates, below.Raw)
		if n == len(chain)-1 {
			break
		}
		w, known := newest(g.t.words(g.ctx, below, chain[n+1], came, g.now))
		switch {
		case known && w.state == revoked:
			return e, CertificateRevoked.About(commonName(below), moment(w.at))
		case !known || !w.fresh(g.now):
			return e, EvidenceAway.About(commonName(below))
		case w.ocsp:
			e.OCSPs = append(e.OCSPs, w.raw)
		default:
			e.CRLs = append(e.CRLs, w.raw)
		}
	}
	return e, nil
}

// add takes in what is not there yet.
func (e *Evidence) add(more Evidence) {
	e.Certificates, e.CRLs, e.OCSPs = merge(e.Certificates, more.Certificates), merge(e.CRLs, more.CRLs), merge(e.OCSPs, more.OCSPs)
}

// Standing tells before signing what is known of a certificate: revoked is a
// Failure, and unknown (offline) is not.
func Standing(ctx context.Context, c *x509.Certificate, above []*x509.Certificate, t Trust, now time.Time) (office.CertificateStatus, error) {
	issuer := issuerOf(c, append(append([]*x509.Certificate{}, above...), append(t.Others, t.Roots...)...))
	if issuer == nil {
		return office.CertificateUnknown, ctx.Err()
	}
	w, known := newest(t.words(ctx, c, issuer, Evidence{}, now))
	switch {
	case known && w.state == revoked:
		return office.CertificateRevoked, CertificateRevoked.About(commonName(c), moment(w.at))
	case known && w.fresh(now):
		return office.CertificateGood, nil
	}
	return office.CertificateUnknown, ctx.Err()
}
