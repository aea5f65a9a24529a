package sign

import (
	"crypto/x509"

	"tram/local/office"
)

// Describe tells of a certificate what a person reads in it.
func Describe(c *x509.Certificate) office.SigningCertificate {
	told := office.SigningCertificate{
		Subject: commonName(c), Issuer: calledBy(c.Issuer), Serial: c.SerialNumber.Text(16),
		SHA256: office.DigestOf(c.Raw), From: c.NotBefore, To: c.NotAfter,
	}
	if len(c.Subject.Organization) > 0 {
		told.Organisation = c.Subject.Organization[0]
	}
	return told
}
