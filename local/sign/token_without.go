//go:build !cgo

package sign

import (
	"context"
	"crypto/x509"
)

// Tokens says that this build has no door to PKCS #11 modules, which are C.
func Tokens(context.Context, string) ([]Token, error) { return nil, NoTokenSupport }

// OpenToken says that this build has no door to PKCS #11 modules.
func OpenToken(context.Context, string, uint, []byte) (Key, error) { return nil, NoTokenSupport }

// OpenTokenKey says that this build has no door to PKCS #11 modules.
func OpenTokenKey(context.Context, string, uint, []byte, func(*x509.Certificate) bool) (Key, error) {
	return nil, NoTokenSupport
}
