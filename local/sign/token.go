package sign

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
)

// Token (USB Token) is a device that keeps a private key and signs with it,
// reached over the maker's PKCS #11 module.
type Token struct {
	Slot         uint
	Label        string
	Maker        string
	Model        string
	Serial       string
	Certificates []*x509.Certificate // that can be read without a PIN

	// What the device says of wrong PINs. PKCS #11 tells no number, only these.
	PINTried   bool // a wrong PIN was given since the last right one
	PINLastTry bool // one more locks it
	PINLocked  bool
}

// moduleNames are where makers put their modules, as far as is known: eToken and
// Bit4id are what the công vụ authority hands out.
var moduleNames = map[string][]string{
	"windows": {
		`${SystemRoot}\System32\eTPKCS11.dll`,
		`${SystemRoot}\System32\bit4xpki.dll`,
		`${SystemRoot}\System32\bit4ipki.dll`,
		`${ProgramFiles}\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll`,
	},
	"darwin": {
		"/usr/local/lib/libeTPkcs11.dylib",
		"/usr/local/lib/libbit4xpki.dylib",
		"/Library/OpenSC/lib/opensc-pkcs11.so",
	},
	"linux": {
		"/usr/lib/libeTPkcs11.so",
		"/usr/lib64/libeTPkcs11.so",
		"/usr/lib/libbit4xpki.so",
		"/usr/lib/bit4id/libbit4xpki.so",
		"/usr/lib/*-linux-gnu/opensc-pkcs11.so",
		"/usr/lib64/opensc-pkcs11.so",
		"/usr/lib/softhsm/libsofthsm2.so",
	},
}

// ProbeModules lists the PKCS #11 modules that are installed at the usual
// places, the likeliest first.
func ProbeModules() []string { return probe(moduleNames[runtime.GOOS]) }

func probe(names []string) (found []string) {
	for _, name := range names {
		matches, err := filepath.Glob(os.ExpandEnv(name))
		if err != nil {
			continue
		}
		for _, m := range matches {
			if info, err := os.Stat(m); err == nil && info.Mode().IsRegular() {
				found = append(found, m)
			}
		}
	}
	return found
}
