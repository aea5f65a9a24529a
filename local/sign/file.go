package sign

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/whole"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/text/unicode/norm"
	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

const (
	maxKeyFile    = 1 << 20  // bytes
	maxIterations = 16 << 20 // of all hashes of a password together: seconds, where a hostile file asks for days
	maxNesting    = 24       // of what stands inside what
)

// OpenFile opens a key in a PKCS #12 file. The password is not kept; whoever
// typed it wipes it.
func OpenFile(ctx context.Context, path string, password []byte) (Key, error) {
	name := filepath.Base(path)
	b, err := readKeyFile(path)
	if err != nil {
		return nil, KeyFileAway.About(name).Because(err)
	}
	if len(b) > maxKeyFile || !patient(b) {
		return nil, KeyFileForeign.About(name).Because(errors.New("larger or slower than any key file"))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found, err := openKeys(b, string(password))
	var odd pkcs12.NotImplementedError
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return nil, PasswordWrong.Because(err)
	case errors.As(err, &odd):
		return nil, KeyFileOdd.About(name).Because(err)
	case err != nil:
		return nil, KeyFileForeign.About(name).Because(err)
	}
	k, err := chooseKey(found)
	if err != nil {
		return nil, KeyFileOdd.About(name).Because(err)
	}
	return k, nil
}

// openKeys opens the keys of a file. The same letters come in several forms from
// several keyboards, so each form of the password is tried.
func openKeys(b []byte, password string) (found []openedKey, err error) {
	if strings.ContainsFunc(password, func(r rune) bool { return r > mostSign }) {
		return nil, pkcs12.ErrIncorrectPassword
	}
	for _, form := range formsOf(password) {
		if found, err = openKeysWith(b, form); err == nil {
			return found, nil
		}
		if !errors.Is(err, pkcs12.ErrIncorrectPassword) {
			break
		}
	}
	return nil, err
}

// mostSign is the last sign that the password of a key file can have (UCS-2).
const mostSign = 0xffff

// formsOf are a password as it was typed, composed and decomposed.
func formsOf(password string) (forms []string) {
	for _, form := range []string{password, norm.NFC.String(password), norm.NFD.String(password)} {
		if !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}

func openKeysWith(b []byte, password string) ([]openedKey, error) {
	private, certificates, err := decodeOne(b, password)
	if err == nil {
		return []openedKey{{private, certificates}}, nil
	}
	f, failed := takeApart(b)
	if failed != nil || f.checked && errors.Is(err, pkcs12.ErrIncorrectPassword) {
		return nil, err
	}
	found, failed := f.open(password)
	var odd pkcs12.NotImplementedError
	switch {
	case len(found) > 0:
		return found, nil
	case f.checked || errors.As(failed, &odd):
		return nil, errors.Join(err, failed)
	}
	// Nothing checks the password, so only what comes out tells that it is wrong.
	return nil, errors.Join(pkcs12.ErrIncorrectPassword, failed)
}

// chooseKey takes the key of several that is for signing: with a certificate that
// may sign documents, of these the one that is good longest. The others are named.
func chooseKey(found []openedKey) (Key, error) {
	var all []*fileKey
	var failed error
	for _, one := range found {
		k, err := newFileKey(one.private, one.certificates)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		all = append(all, k)
	}
	if len(all) == 0 {
		return nil, failed
	}
	slices.SortStableFunc(all, func(a, b *fileKey) int {
		if a.fits() != b.fits() {
			return map[bool]int{true: -1, false: 1}[a.fits()]
		}
		return b.certificate.NotAfter.Compare(a.certificate.NotAfter)
	})
	for _, other := range all[1:] {
		all[0].passed = append(all[0].passed, other.certificate)
	}
	return all[0], nil
}

// fits tells whether a key is for signing documents, whatever the day.
func (k *fileKey) fits() bool {
	return forSigning(k.certificate) && strong(k.certificate.PublicKey) && !selfMade(k.certificate)
}

// PassedOver are the certificates of the other keys in the file that a key was
// opened from.
func PassedOver(k Key) []*x509.Certificate {
	if f, is := k.(*fileKey); is {
		return f.passed
	}
	return nil
}

func readKeyFile(path string) ([]byte, error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return io.ReadAll(io.LimitReader(f, maxKeyFile+1))
}

// patient tells whether a file can be opened in seconds. Its reader believes any
// count of iterations, and each key of several is opened beside each part.
func patient(b []byte) bool {
	keys := 1
	if f, err := takeApart(b); err == nil {
		keys = len(f.keys)
	}
	p := patience{left: maxIterations / int64(keys)}
	return p.read(b, 0)
}

// patience is how many iterations are still worth waiting for.
type patience struct{ left int64 }

// read takes off the counts in a file, each of which follows a salt.
func (p *patience) read(b []byte, depth int) bool {
	s := cryptobyte.String(b)
	var before cbasn1.Tag
	for !s.Empty() {
		var inner cryptobyte.String
		var tag cbasn1.Tag
		if depth > maxNesting || !s.ReadAnyASN1(&inner, &tag) {
			return depth > 0 && depth <= maxNesting // what is no ASN.1 inside holds no counts
		}
		switch {
		case tag == cbasn1.INTEGER && before == cbasn1.OCTET_STRING:
			count := new(big.Int).SetBytes(inner)
			if count.Cmp(big.NewInt(p.left)) > 0 {
				return false
			}
			p.left -= count.Int64()
		case tag&0x20 != 0 || tag == cbasn1.OCTET_STRING:
			if !p.read(inner, depth+1) {
				return false
			}
		}
		before = tag
	}
	return true
}

// fileKey is a key in memory.
type fileKey struct {
	private     crypto.Signer
	certificate *x509.Certificate
	chain       []*x509.Certificate
	passed      []*x509.Certificate // of the other keys in the file
}

// newFileKey finds the certificate of the key among those beside it.
func newFileKey(private any, certificates []*x509.Certificate) (*fileKey, error) {
	signer, ok := private.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a key of kind %T cannot sign", private)
	}
	switch signer.(type) {
	case *rsa.PrivateKey, *ecdsa.PrivateKey:
	default:
		return nil, fmt.Errorf("a key of kind %T", private)
	}
	for _, c := range certificates {
		if samePublic(c, signer.Public()) {
			return &fileKey{private: signer, certificate: c, chain: order(c, certificates)}, nil
		}
	}
	return nil, errors.New("no certificate of the key is in the file")
}

func (k *fileKey) Certificate() *x509.Certificate { return k.certificate }
func (k *fileKey) Chain() []*x509.Certificate     { return k.chain }

func (k *fileKey) Sign(ctx context.Context, digest []byte, how crypto.SignerOpts) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if k.private == nil {
		return nil, KeyPutAway
	}
	value, err := k.private.Sign(rand.Reader, digest, how)
	if err != nil {
		return nil, KeyOdd.Because(err)
	}
	return value, nil
}

func (k *fileKey) Close() error {
	k.private = nil
	return nil
}
