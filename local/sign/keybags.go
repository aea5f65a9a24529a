package sign

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

// The library opens key files that hold one key and a check of the password (MAC).
// Others are taken apart here, and each key is handed to it in a file of its own,
// with what stands beside it and a check anew; only the library decrypts.

// Names of PKCS #12 (RFC 7292) and of the check (RFC 9579).
var (
	oidEncrypted   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 6}
	oidPlainKey    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 1}
	oidShroudedKey = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 2}
	oidPBMAC1      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 14}
	oidPBKDF2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMACSHA256  = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}

	errNoBags = errors.New("no key that could be taken out")
)

const (
	mostKeys      = 16 // in a file
	macRounds     = 2048
	macKeyBytes   = 32
	keyFileFormat = 3
)

// keyFile is a PKCS #12 file that was taken apart.
type keyFile struct {
	keys    [][]byte // SafeBags, each of a key
	others  [][]byte // SafeBags in the open, mostly certificates
	sealed  [][]byte // encrypted parts
	checked bool     // it has a check of its password
}

// takeApart reads the outer parts of a key file, none of which is secret.
func takeApart(b []byte) (f keyFile, err error) {
	in := cryptobyte.String(b)
	var all, safes, one cryptobyte.String
	var version int
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1Integer(&version) || version != keyFileFormat {
		return f, errNoBags
	}
	inner, kind, ok := readContent(&all)
	if !ok || !kind.Equal(oidData) || !inner.ReadASN1(&safes, cbasn1.SEQUENCE) {
		return f, errNoBags
	}
	f.checked = !all.Empty()
	for safes.PeekASN1Tag(cbasn1.SEQUENCE) {
		whole := safes
		if !whole.ReadASN1Element(&one, cbasn1.SEQUENCE) {
			return f, errNoBags
		}
		content, kind, ok := readContent(&safes)
		switch {
		case kind.Equal(oidEncrypted):
			f.sealed = append(f.sealed, one)
		case ok && kind.Equal(oidData):
			f.sort(content)
		}
	}
	if len(f.keys) == 0 || len(f.keys) > mostKeys || len(f.sealed) > mostKeys {
		return f, errNoBags
	}
	return f, nil
}

// readContent reads a ContentInfo; ok: its content stands in the open.
func readContent(s *cryptobyte.String) (content cryptobyte.String, kind asn1.ObjectIdentifier, ok bool) {
	var info, wrapped cryptobyte.String
	ok = s.ReadASN1(&info, cbasn1.SEQUENCE) && info.ReadASN1ObjectIdentifier(&kind) && info.ReadASN1(&wrapped, context0) &&
		wrapped.ReadASN1(&content, cbasn1.OCTET_STRING)
	return content, kind, ok
}

// sort tells the bags with keys from the others.
func (f *keyFile) sort(content cryptobyte.String) {
	var bags, bag, inner cryptobyte.String
	if !content.ReadASN1(&bags, cbasn1.SEQUENCE) {
		return
	}
	for bags.ReadASN1Element(&bag, cbasn1.SEQUENCE) {
		var kind asn1.ObjectIdentifier
		body := bag
		isKey := body.ReadASN1(&inner, cbasn1.SEQUENCE) && inner.ReadASN1ObjectIdentifier(&kind) && (kind.Equal(oidPlainKey) || kind.Equal(oidShroudedKey))
		if isKey {
			f.keys = append(f.keys, bag)
		} else {
			f.others = append(f.others, bag)
		}
	}
}

// open opens each key with its certificates.
func (f keyFile) open(password string) (opened []openedKey, err error) {
	sealed := f.sealed
	if len(sealed) == 0 {
		sealed = [][]byte{nil}
	}
	for _, key := range f.keys {
		one := openedKey{}
		for _, part := range sealed {
			private, certificates, failed := decodeOne(f.with(key, part, password), password)
			if failed != nil {
				err = errors.Join(err, failed)
				continue
			}
			one.private, one.certificates = private, append(one.certificates, certificates...)
		}
		if one.private != nil {
			opened = append(opened, one)
		}
	}
	return opened, err
}

// openedKey is a key with the certificates that stand beside it.
type openedKey struct {
	private      any
	certificates []*x509.Certificate
}

// with writes a file of one key.
func (f keyFile) with(key, sealed []byte, password string) []byte {
	bags := append([][]byte{key}, f.others...)
	plain := derOf(cbasn1.SEQUENCE, bags...)
	safes := derOf(cbasn1.SEQUENCE, contentOfKind(plain), sealed)
	return derOf(cbasn1.SEQUENCE, []byte{2, 1, keyFileFormat}, contentOfKind(safes), checkOf(safes, password))
}

// contentOfKind wraps bytes into a ContentInfo of data.
func contentOfKind(b []byte) []byte {
	return derOf(cbasn1.SEQUENCE, named(oidData), derOf(context0, derOf(cbasn1.OCTET_STRING, b)))
}

// checkOf writes a check of the password (PBMAC1).
func checkOf(safes []byte, password string) []byte {
	salt := make([]byte, nonceBytes)
	rand.Read(salt)
	key, err := pbkdf2.Key(sha256.New, password, salt, macRounds, macKeyBytes)
	if err != nil {
		return nil // the library then says that there is none
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(safes)
	hmacName := derOf(cbasn1.SEQUENCE, named(oidHMACSHA256))
	derive := derOf(cbasn1.SEQUENCE, named(oidPBKDF2), derOf(cbasn1.SEQUENCE, derOf(cbasn1.OCTET_STRING, salt), number(macRounds), number(macKeyBytes), hmacName))
	how := derOf(cbasn1.SEQUENCE, named(oidPBMAC1), derOf(cbasn1.SEQUENCE, derive, hmacName))
	return derOf(cbasn1.SEQUENCE, derOf(cbasn1.SEQUENCE, how, derOf(cbasn1.OCTET_STRING, mac.Sum(nil))), derOf(cbasn1.OCTET_STRING, salt), number(1))
}

// derOf writes something with parts.
func derOf(tag cbasn1.Tag, parts ...[]byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) { addAll(b, parts) })
	return b.BytesOrPanic()
}

func named(oid asn1.ObjectIdentifier) []byte {
	var b cryptobyte.Builder
	b.AddASN1ObjectIdentifier(oid)
	return b.BytesOrPanic()
}

func number(n int64) []byte {
	var b cryptobyte.Builder
	b.AddASN1Int64(n)
	return b.BytesOrPanic()
}

// decodeOne keeps a parser that was written elsewhere from ending the program.
func decodeOne(b []byte, password string) (private any, certificates []*x509.Certificate, err error) {
	defer func() {
		if p := recover(); p != nil {
			private, certificates, err = nil, nil, fmt.Errorf("the key file upset its reader: %v", p)
		}
	}()
	private, own, above, err := pkcs12.DecodeChain(b, password)
	return private, append([]*x509.Certificate{own}, above...), err
}
