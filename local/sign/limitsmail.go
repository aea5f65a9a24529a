package sign

import (
	"crypto/x509"
	"encoding/asn1"
	"strings"

	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Limits of mail addresses bind those in a certificate's name too (RFC 5280,
// 4.2.1.10), which the standard library does not look at.

var oidMail = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}

// mailsFit tells whether the mail addresses in a name are within the limits of an
// authority. One in letters that no mail address has is not.
func mailsFit(above *x509.Certificate, name []byte) bool {
	permitted, excluded := above.PermittedEmailAddresses, above.ExcludedEmailAddresses
	if len(permitted)+len(excluded) == 0 {
		return true
	}
	fit := true
	err := eachWord(name, func(oid asn1.ObjectIdentifier, tag cbasn1.Tag, value []byte) {
		if oid.Equal(oidMail) {
			mail := string(value)
			fit = fit && tag == cbasn1.IA5String && (len(permitted) == 0 || anyLimit(mail, permitted)) && !anyLimit(mail, excluded)
		}
	})
	return err == nil && fit
}

func anyLimit(mail string, limits []string) bool {
	for _, limit := range limits {
		if ofLimit(mail, limit) {
			return true
		}
	}
	return false
}

// ofLimit tells whether an address is the one of a limit, of its host, or of a host
// below where the limit begins with a dot.
func ofLimit(mail, limit string) bool {
	at := strings.LastIndexByte(mail, '@')
	if at < 0 {
		return false
	}
	box, host := mail[:at], strings.ToLower(mail[at+1:])
	if only, where, is := strings.Cut(limit, "@"); is {
		return (only == "" || only == box) && strings.EqualFold(where, host)
	}
	limit = strings.ToLower(limit)
	if strings.HasPrefix(limit, ".") {
		return strings.HasSuffix(host, limit)
	}
	return limit == host
}
