package sign

import (
	"crypto/x509"
	"errors"
	"slices"
	"time"
)

// errLimits tells that an authority named what it may not.
var errLimits = errors.New("an authority of the chain may not give out such names")

// ways are where ways from certificates to roots may lead. The standard library,
// which follows them and keeps every rule on them, compares names byte by byte; so
// it is asked about copies in which each name is written plainly. What was signed of
// a certificate, and with it each signature, stands in the copy untouched.
type ways struct {
	roots, others *x509.CertPool
	given         map[string]*x509.Certificate // by their DER
}

func newWays() *ways {
	return &ways{x509.NewCertPool(), x509.NewCertPool(), map[string]*x509.Certificate{}}
}

func (w *ways) addRoots(all ...*x509.Certificate) {
	for _, c := range all {
		w.roots.AddCert(w.plain(c))
	}
}

func (w *ways) addOthers(all ...*x509.Certificate) {
	for _, c := range all {
		w.others.AddCert(w.plain(c))
	}
}

// plain is a copy of a certificate that bears plain names.
func (w *ways) plain(c *x509.Certificate) *x509.Certificate {
	w.given[string(c.Raw)] = c
	copied := *c
	copied.RawIssuer, copied.RawSubject = plainName(c.RawIssuer), plainName(c.RawSubject)
	return &copied
}

// up finds the ways from a certificate to the roots at a time on which each authority
// names below itself only what it may. There is one at least where there is no error.
func (w *ways) up(c *x509.Certificate, at time.Time, use x509.ExtKeyUsage) ([][]*x509.Certificate, error) {
	found, err := w.plain(c).Verify(x509.VerifyOptions{Roots: w.roots, Intermediates: w.others, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{use}})
	if err != nil {
		return nil, err
	}
	for _, chain := range found {
		for n := range chain {
			chain[n] = w.given[string(chain[n].Raw)]
		}
	}
	found = slices.DeleteFunc(found, func(chain []*x509.Certificate) bool { return !namesFit(chain) })
	if len(found) == 0 {
		return nil, errLimits
	}
	return found, nil
}
