//go:build !windows

package sign

import (
	"context"
	"crypto/x509"
)

// HasOwnStore tells whether the system keeps certificates whose keys sign for whoever is
// logged in: the store (kho chứng thư) of Windows.
const HasOwnStore = false

// OwnCertificates says that this system has no such store.
func OwnCertificates(context.Context) ([]*x509.Certificate, error) { return nil, NoOwnStore }

// OpenOwnKey says that this system has no such store.
func OpenOwnKey(context.Context, func(*x509.Certificate) bool) (Key, error) { return nil, NoOwnStore }
