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
	"os"
	"path/filepath"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	pkcs12 "software.sslmate.com/src/go-pkcs12"
)

const (
	maxKeyFile    = 1 << 20  // bytes
	maxIterations = 10 << 20 // of a password's hash: seconds, where a hostile file asks for days
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
	if len(b) > maxKeyFile || !patient(b, 0) {
		return nil, KeyFileForeign.About(name).Because(errors.New("larger or slower than any key file"))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	private, certificates, err := decodeKeyFile(b, string(password))
	var odd pkcs12.NotImplementedError
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return nil, PasswordWrong.Because(err)
	case errors.As(err, &odd):
		return nil, KeyFileOdd.About(name).Because(err)
	case err != nil:
		return nil, KeyFileForeign.About(name).Because(err)
	}
	k, err := newFileKey(private, certificates)
	if err != nil {
		return nil, KeyFileOdd.About(name).Because(err)
	}
	return k, nil
}

func readKeyFile(path string) ([]byte, error) {
	f, err := os.Open(path)
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

// decodeKeyFile keeps a parser that was written elsewhere from ending the
// program.
func decodeKeyFile(b []byte, password string) (private any, certificates []*x509.Certificate, err error) {
	defer func() {
		if p := recover(); p != nil {
			private, certificates, err = nil, nil, fmt.Errorf("the key file upset its reader: %v", p)
		}
	}()
	private, own, above, err := pkcs12.DecodeChain(b, password)
	return private, append([]*x509.Certificate{own}, above...), err
}

// patient looks for counts of iterations, which follow a salt, that nobody would
// wait for. The reader itself believes any.
func patient(b []byte, depth int) bool {
	s := cryptobyte.String(b)
	var before cbasn1.Tag
	for !s.Empty() {
		var inner cryptobyte.String
		var tag cbasn1.Tag
		if depth > maxNesting || !s.ReadAnyASN1(&inner, &tag) {
			return depth > 0 && depth <= maxNesting // what is no ASN.1 inside holds no counts
		}
		switch {
		case tag == cbasn1.INTEGER && before == cbasn1.OCTET_STRING && new(big.Int).SetBytes(inner).Cmp(big.NewInt(maxIterations)) > 0:
			return false
		case tag&0x20 != 0 || tag == cbasn1.OCTET_STRING:
			if !patient(inner, depth+1) {
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
		return nil, errors.New("the key is closed")
	}
	return k.private.Sign(rand.Reader, digest, how)
}

func (k *fileKey) Close() error {
	k.private = nil
	return nil
}
