package sign

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"tram/local/office"
)

// HasOwnStore tells whether the system keeps certificates whose keys sign for whoever is
// logged in: the store (kho chứng thư) of Windows.
const HasOwnStore = true

// The stores of the account: its own certificates, and those that may stand above them.
const ownStore = "MY"

var storesAbove = []string{ownStore, "CA", "ROOT"}

var (
	crypt32    = windows.NewLazySystemDLL("crypt32.dll")
	propertyOf = crypt32.NewProc("CertGetCertificateContextProperty")
)

// keyPlace is the property that says where the key of a certificate lies.
const keyPlace = 2

// OwnCertificates lists the certificates of the account that have a key. No key is touched:
// one on a token that is not plugged in is listed, too. The first call of a driver may
// take long, so it can be given up.
func OwnCertificates(ctx context.Context) (found []*x509.Certificate, err error) {
	all, err := apart(ctx, func() (all []*x509.Certificate, err error) {
		err = each(ownStore, func(c *windows.CertContext, parsed *x509.Certificate) {
			if hasKey(c) {
				all = append(all, parsed)
			}
		})
		return all, err
	}, func([]*x509.Certificate) {})
	if err != nil {
		return nil, ownFailure("listing the certificates of the system", err)
	}
	return all, nil
}

// OpenOwnKey opens the key of a certificate of the account that is wanted; of several, of
// that which ends last. Where the key is on a token, its driver asks for the PIN in a
// window of its own, at this call or when it signs.
func OpenOwnKey(ctx context.Context, want func(*x509.Certificate) bool) (Key, error) {
	k, err := apart(ctx, func() (*ownKey, error) { return openOwn(want) }, func(late *ownKey) { _ = late.Close() })
	if err != nil {
		return nil, ownFailure("opening a key of the system", err)
	}
	return k, nil
}

// apart does what may show a window of a driver's, in a thread of its own, and does not
// wait for what was called off: late takes what comes of it then.
func apart[T any](ctx context.Context, do func() (T, error), late func(T)) (T, error) {
	type done struct {
		value T
		err   error
	}
	ended := make(chan done, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		value, err := do()
		ended <- done{value, err}
	}()
	select {
	case d := <-ended:
		return d.value, d.err
	case <-ctx.Done():
		go func() {
			if d := <-ended; d.err == nil {
				late(d.value)
			}
		}()
		var none T
		return none, ctx.Err()
	}
}

// each calls fn for each certificate of a store that can be read. What it is given lasts
// as long as the call.
func each(store string, fn func(*windows.CertContext, *x509.Certificate)) error {
	name, err := windows.UTF16PtrFromString(store)
	if err != nil {
		return err
	}
	h, err := windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0,
		windows.CERT_SYSTEM_STORE_CURRENT_USER|windows.CERT_STORE_OPEN_EXISTING_FLAG|windows.CERT_STORE_READONLY_FLAG, uintptr(unsafe.Pointer(name)))
	if errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
		return nil // nobody has put one in yet
	}
	if err != nil {
		return err
	}
	defer windows.CertCloseStore(h, 0)
	for c, err := windows.CertEnumCertificatesInStore(h, nil); err == nil && c != nil; c, err = windows.CertEnumCertificatesInStore(h, c) {
		der := bytes.Clone(unsafe.Slice(c.EncodedCert, c.Length))
		if parsed, err := x509.ParseCertificate(der); err == nil {
			fn(c, parsed)
		}
	}
	return nil
}

func hasKey(c *windows.CertContext) bool {
	var size uint32
	ok, _, _ := propertyOf.Call(uintptr(unsafe.Pointer(c)), keyPlace, 0, uintptr(unsafe.Pointer(&size)))
	return ok != 0 && size > 0
}

// openOwn finds the certificate and asks Windows for its key.
func openOwn(want func(*x509.Certificate) bool) (*ownKey, error) {
	var best *windows.CertContext
	k := &ownKey{}
	err := each(ownStore, func(c *windows.CertContext, parsed *x509.Certificate) {
		if !hasKey(c) || !want(parsed) || !forSigning(parsed) || k.certificate != nil && !parsed.NotAfter.After(k.certificate.NotAfter) {
			return
		}
		if best != nil {
			_ = windows.CertFreeCertificateContext(best)
		}
		best, k.certificate = windows.CertDuplicateCertificateContext(c), parsed
	})
	switch {
	case err != nil:
		return nil, err
	case best == nil:
		return nil, OwnKeyNone
	}
	defer windows.CertFreeCertificateContext(best)
	k.chain = order(k.certificate, pool())
	return k, k.acquire(best)
}

// pool is every certificate that Windows knows for this account.
func pool() (all []*x509.Certificate) {
	for _, store := range storesAbove {
		_ = each(store, func(_ *windows.CertContext, parsed *x509.Certificate) { all = append(all, parsed) })
	}
	return all
}

// answered makes an error of what Windows answered, and nil of nothing.
func answered(status uintptr) error {
	if status == 0 {
		return nil
	}
	return windows.Errno(uint32(status))
}

// What the drivers of tokens answer, beside their own mistakes.
var ownAnswers = []struct {
	code windows.Errno
	is   office.Failure
}{
	{0x8010006e, OwnKeyCancelled}, {windows.ERROR_CANCELLED, OwnKeyCancelled}, {0x800704c7, OwnKeyCancelled}, {0x80090036, OwnKeyCancelled},
	{0x8010006b, PINWrong}, {0x8010006c, PINLocked},
	{0x8010000c, OwnKeyAway}, {0x80100069, OwnKeyAway}, {0x8010002e, OwnKeyAway}, {0x80100017, OwnKeyAway}, {0x80090016, OwnKeyAway},
	{0x8009000d, OwnKeyAway}, {0x80090019, OwnKeyAway}, {0x80090030, OwnKeyAway}, {0x8009200b, OwnKeyAway},
	{0x80090008, OwnKeyOld}, {0x80090029, OwnKeyOld}, {0x80090014, OwnKeyOld},
}

// ownFailure tells in the clerk's words what Windows answered.
func ownFailure(doing string, err error) error {
	var code windows.Errno
	if !errors.As(err, &code) {
		return err
	}
	because := fmt.Errorf("%s: %w (%#x)", doing, err, uint32(code))
	for _, a := range ownAnswers {
		if a.code == code {
			return a.is.Because(because)
		}
	}
	return OwnKeyFailed.Because(because)
}
