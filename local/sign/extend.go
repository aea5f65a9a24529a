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
	if err := g.certificate(c, d.certificates, d.crls, within(g.now, c), x509.ExtKeyUsageAny); err != nil {
		return err
	}
	if token := i.unsigned[oidStampToken.String()]; token != nil {
		return g.stamp(token)
	}
	return nil
}

func (g *gathering) stamp(token []byte) error {
	s, err := readStamp(token)
	if err != nil {
		return nil //nolint:nilerr // it proves nothing, so nothing has to be proved of it
	}
	return g.certificate(s.certificate, s.others, s.crls, s.at, x509.ExtKeyUsageTimeStamping)
}

// certificate collects the chain of a certificate and a word on each of it.
func (g *gathering) certificate(c *x509.Certificate, beside []*x509.Certificate, crls [][]byte, at time.Time, use x509.ExtKeyUsage) error {
	chain, err := g.t.chain(g.ctx, c, beside, at, use)
	if err != nil {
		return EvidenceAway.About(commonName(c)).Because(err)
	}
	for n, below := range chain {
		g.e.Certificates = merge(g.e.Certificates, [][]byte{below.Raw})
		if n == len(chain)-1 {
			break
		}
		w, known := newest(g.t.words(g.ctx, below, chain[n+1], crls, g.now))
		if !known || !w.fresh(g.now) {
			return EvidenceAway.About(commonName(below))
		}
		if w.state == revoked {
			return CertificateRevoked.About(commonName(below), moment(w.at))
		}
		if w.ocsp {
			g.e.OCSPs = merge(g.e.OCSPs, [][]byte{w.raw})
		} else {
			g.e.CRLs = merge(g.e.CRLs, [][]byte{w.raw})
		}
	}
	return nil
}

// Standing tells before signing what is known of a certificate: revoked is a
// Failure, and unknown (offline) is not.
func Standing(ctx context.Context, c *x509.Certificate, above []*x509.Certificate, t Trust, now time.Time) (office.CertificateStatus, error) {
	issuer := issuerOf(c, append(append([]*x509.Certificate{}, above...), append(t.Others, t.Roots...)...))
	if issuer == nil {
		return office.CertificateUnknown, ctx.Err()
	}
	w, known := newest(t.words(ctx, c, issuer, nil, now))
	switch {
	case known && w.state == revoked:
		return office.CertificateRevoked, CertificateRevoked.About(commonName(c), moment(w.at))
	case known && w.fresh(now):
		return office.CertificateGood, nil
	}
	return office.CertificateUnknown, ctx.Err()
}
