package sign

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"slices"
	"time"

	"tram/local/office"
)

// Key is a private key with its certificate, wherever it lives. It is for one
// goroutine at a time.
type Key interface {
	Certificate() *x509.Certificate
	// Chain is the certificates above, nearest first, as far as they are known.
	Chain() []*x509.Certificate
	// Sign signs a digest: RSA as PKCS #1 v1.5, or as PSS where how is
	// *rsa.PSSOptions; ECDSA as the DER of r and s.
	Sign(ctx context.Context, digest []byte, how crypto.SignerOpts) ([]byte, error)
	Close() error
}

// minRSABits is the shortest RSA key that a signature may be made with.
const minRSABits = 2048

// Fit refuses a certificate that must not sign at a time: too early or too
// late, made for something else, self-made, too weak, or with a chain that does
// not lead to it. A chain that merely ends early is no reason: many tokens hold
// one certificate only.
func Fit(c *x509.Certificate, chain []*x509.Certificate, at time.Time) error {
	name := commonName(c)
	switch {
	case at.Before(c.NotBefore):
		return CertificateEarly.About(name, day(c.NotBefore))
	case at.After(c.NotAfter):
		return CertificateExpired.About(name, day(c.NotAfter))
	case !forSigning(c):
		return CertificateUse.About(name)
	case !strong(c.PublicKey):
		return CertificateWeak.About(name)
	case selfMade(c):
		return CertificateSelfMade.About(name)
	}
	below := c
	for _, above := range chain {
		if !issued(above, below) || at.Before(above.NotBefore) || at.After(above.NotAfter) {
			return CertificateChain.About(name)
		}
		below = above
	}
	return nil
}

// forSigning tells whether a certificate is for signing documents: an authority's
// own is not, nor one for encryption alone, nor a server's.
func forSigning(c *x509.Certificate) bool {
	signs := x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	return !(c.BasicConstraintsValid && c.IsCA) && (c.KeyUsage == 0 || c.KeyUsage&signs != 0) && !forOthers(c)
}

// usesOfOthers are what certificates of machines are for, and of authorities'
// helpers; documents are none of it.
var usesOfOthers = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageOCSPSigning}

// forOthers tells whether a certificate that says what it is for names nothing
// that a document could be.
func forOthers(c *x509.Certificate) bool {
	other := func(u x509.ExtKeyUsage) bool { return slices.Contains(usesOfOthers, u) }
	mine := slices.IndexFunc(c.ExtKeyUsage, func(u x509.ExtKeyUsage) bool { return !other(u) })
	return len(c.ExtKeyUsage) > 0 && len(c.UnknownExtKeyUsage) == 0 && mine < 0
}

// strong tells whether a public key is of a kind and size that is still safe.
func strong(public crypto.PublicKey) bool {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return k.N.BitLen() >= minRSABits
	case *ecdsa.PublicKey:
		return k.Curve == elliptic.P256() || k.Curve == elliptic.P384() || k.Curve == elliptic.P521()
	case ed25519.PublicKey:
		return true
	}
	return false
}

// issued tells whether one certificate stands above another.
func issued(above, below *x509.Certificate) bool {
	return sameName(above.RawSubject, below.RawIssuer) && below.CheckSignatureFrom(above) == nil
}

// order lines up the certificates above c, nearest first, and leaves out those
// that do not belong to it. A root is kept where it is at hand.
func order(c *x509.Certificate, pool []*x509.Certificate) (chain []*x509.Certificate) {
	for below := c; !selfMade(below) && len(chain) < len(pool); {
		next := issuerOf(below, pool)
		if next == nil {
			break
		}
		chain = append(chain, next)
		below = next
	}
	return chain
}

// issuerOf finds the certificate above c.
func issuerOf(c *x509.Certificate, pool []*x509.Certificate) *x509.Certificate {
	for _, above := range pool {
		if !above.Equal(c) && issued(above, c) {
			return above
		}
	}
	return nil
}

// samePublic tells whether a certificate is of a key.
func samePublic(c *x509.Certificate, public crypto.PublicKey) bool {
	known, ok := c.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	return ok && known.Equal(public)
}

// commonName is what a person reads as the name of a certificate.
func commonName(c *x509.Certificate) string { return calledBy(c.Subject) }

// mostCalled is how many letters of a name a reason carries.
const mostCalled = 200

// calledBy is what a person reads as a name, as far as one reads.
func calledBy(name pkix.Name) string {
	whole := []rune(wholeName(name))
	if len(whole) <= mostCalled {
		return string(whole)
	}
	return string(whole[:mostCalled]) + "…"
}

func wholeName(name pkix.Name) string {
	if name.CommonName != "" {
		return name.CommonName
	}
	if len(name.Organization) > 0 {
		return name.Organization[0]
	}
	return name.String()
}

// day writes a date as a clerk does.
func day(t time.Time) string { return t.In(office.VietNam).Format("02/01/2006") }

// moment writes a time as a clerk does.
func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04:05 ngày 02/01/2006") }
