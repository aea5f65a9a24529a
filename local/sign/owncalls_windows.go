package sign

import (
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Windows signs in two ways: by CNG, and by the providers of before, which many tokens
// have alone.

var (
	ncrypt        = windows.NewLazySystemDLL("ncrypt.dll")
	ncryptSign    = ncrypt.NewProc("NCryptSignHash")
	ncryptSet     = ncrypt.NewProc("NCryptSetProperty")
	ncryptFree    = ncrypt.NewProc("NCryptFreeObject")
	advapi32      = windows.NewLazySystemDLL("advapi32.dll")
	oldCreateHash = advapi32.NewProc("CryptCreateHash")
	oldSetHash    = advapi32.NewProc("CryptSetHashParam")
	oldSignHash   = advapi32.NewProc("CryptSignHashW")
	oldEndHash    = advapi32.NewProc("CryptDestroyHash")
)

const (
	padPKCS1     = 2
	padPSS       = 8
	hashValue    = 2    // of CryptSetHashParam
	mostSignedBy = 1024 // bytes of a signature: RSA of 8192 bits
)

// hashNames and oldHashes are the hashes as the two ways name them.
var (
	hashNames = map[crypto.Hash]string{crypto.SHA256: "SHA256", crypto.SHA384: "SHA384", crypto.SHA512: "SHA512"}
	oldHashes = map[crypto.Hash]uintptr{crypto.SHA256: 0x800c, crypto.SHA384: 0x800d, crypto.SHA512: 0x800e}
)

// signModern signs with an RSA key of CNG.
func signModern(key windows.Handle, digest []byte, how crypto.SignerOpts) ([]byte, error) {
	name, known := hashNames[how.HashFunc()]
	if !known {
		return nil, fmt.Errorf("a digest by %v", how.HashFunc())
	}
	algorithm, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	if pss, is := how.(*rsa.PSSOptions); is {
		salt := pss.SaltLength
		if salt <= 0 { // the hash's length, or the longest that fits
			salt = how.HashFunc().Size()
		}
		padding := struct {
			algorithm *uint16
			salt      uint32
		}{algorithm, uint32(salt)}
		return signBy(key, unsafe.Pointer(&padding), digest, padPSS)
	}
	padding := struct{ algorithm *uint16 }{algorithm}
	return signBy(key, unsafe.Pointer(&padding), digest, padPKCS1)
}

// signPlain signs with an EC key of CNG, and gives r and s.
func signPlain(key windows.Handle, digest []byte) ([]byte, error) {
	return signBy(key, nil, digest, 0)
}

// signBy asks once: a driver may ask for the PIN at each call, at that for the length, too.
func signBy(key windows.Handle, padding unsafe.Pointer, digest []byte, flags uintptr) ([]byte, error) {
	askedBy(key)
	value := make([]byte, mostSignedBy)
	var n uint32
	status, _, _ := ncryptSign.Call(uintptr(key), uintptr(padding), uintptr(unsafe.Pointer(&digest[0])), uintptr(len(digest)),
		uintptr(unsafe.Pointer(&value[0])), uintptr(len(value)), uintptr(unsafe.Pointer(&n)), flags)
	if err := answered(status); err != nil {
		return nil, err
	}
	return value[:n], nil
}

// askedBy has the driver's window lie over the one in front. A driver that knows no such
// thing signs all the same.
func askedBy(key windows.Handle) {
	name, err := windows.UTF16PtrFromString("HWND Handle")
	window := windows.GetForegroundWindow()
	if err == nil && window != 0 {
		ncryptSet.Call(uintptr(key), uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&window)), unsafe.Sizeof(window), 0)
	}
}

// signOld signs with an RSA key of a provider of before, which gives the number with its
// last byte first and knows no PSS.
func signOld(provider windows.Handle, spec uint32, digest []byte, how crypto.SignerOpts) ([]byte, error) {
	if _, pss := how.(*rsa.PSSOptions); pss {
		return nil, OwnKeyOld.Because(errors.New("PSS by a provider of the old kind"))
	}
	var hash windows.Handle
	if ok, _, err := oldCreateHash.Call(uintptr(provider), oldHashes[how.HashFunc()], 0, 0, uintptr(unsafe.Pointer(&hash))); ok == 0 {
		return nil, err
	}
	defer oldEndHash.Call(uintptr(hash))
	if ok, _, err := oldSetHash.Call(uintptr(hash), hashValue, uintptr(unsafe.Pointer(&digest[0])), 0); ok == 0 {
		return nil, err
	}
	value := make([]byte, mostSignedBy)
	n := uint32(len(value))
	if ok, _, err := oldSignHash.Call(uintptr(hash), uintptr(spec), 0, 0, uintptr(unsafe.Pointer(&value[0])), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return nil, err
	}
	value = value[:n]
	slices.Reverse(value)
	return value, nil
}

// keyInfo is CRYPT_KEY_PROV_INFO: where the key of a certificate lies.
type keyInfo struct {
	container, provider *uint16
	kind, flags         uint32
	_                   uint32 // of parameters, which follow
	_                   uintptr
	spec                uint32
}

// Windows' own provider of before knows no SHA-256; the same keys can be had from its
// successor.
const (
	weakKind       = 1 // PROV_RSA_FULL
	strongKind     = 24
	strongProvider = "Microsoft Enhanced RSA and AES Cryptographic Provider"
	itsOwn         = "Microsoft "
)

// strongerFor opens the key of a certificate by that successor; false: it is no key of
// Windows' own.
func strongerFor(c *windows.CertContext) (windows.Handle, bool) {
	var size uint32
	if ok, _, _ := propertyOf.Call(uintptr(unsafe.Pointer(c)), keyPlace, 0, uintptr(unsafe.Pointer(&size))); ok == 0 || uintptr(size) < unsafe.Sizeof(keyInfo{}) {
		return 0, false
	}
	room := make([]uint64, size/8+1) // aligned as what stands in it
	if ok, _, _ := propertyOf.Call(uintptr(unsafe.Pointer(c)), keyPlace, uintptr(unsafe.Pointer(&room[0])), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return 0, false
	}
	info := (*keyInfo)(unsafe.Pointer(&room[0]))
	if info.kind != weakKind || !strings.HasPrefix(windows.UTF16PtrToString(info.provider), itsOwn) {
		return 0, false
	}
	name, err := windows.UTF16PtrFromString(strongProvider)
	if err != nil {
		return 0, false
	}
	var provider windows.Handle
	err = windows.CryptAcquireContext(&provider, info.container, name, strongKind, info.flags&windows.CRYPT_MACHINE_KEYSET)
	return provider, err == nil
}
