package sign

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
	"strings"
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
// Bit4id are what the công vụ authority hands out. On Windows only folders stand here in
// which no program without an administrator's right can lay a module: what it lays there
// would be told the PIN. Beside many a module lies its twin for Windows' own store
// (…_s.dll, …_csp.dll), which is none.
var moduleNames = map[string][]string{
	"windows": {
		`${SystemRoot}\System32\eTPKCS11.dll`, // SafeNet eToken
		`${SystemRoot}\System32\bit4xpki.dll`,
		`${SystemRoot}\System32\bit4ipki.dll`,
		`${SystemRoot}\System32\IDPrimePKCS1164.dll`, // Gemalto, Thales
		`${ProgramFiles}\SafeNet\Authentication\SAC\x64\IDPrimePKCS1164.dll`,
		`${SystemRoot}\System32\gclib.dll`,
		`${SystemRoot}\System32\vnptca_p11_v[0-9].dll`, // VNPT-CA
		`${SystemRoot}\System32\vnptca_p11_v[0-9][0-9].dll`,
		`${SystemRoot}\System32\vnpt-ca_csp11.dll`,
		`${SystemRoot}\System32\vnpt-ca_cl_v[0-9].dll`,
		`${SystemRoot}\System32\vnpt-ca_v[0-9].dll`,
		`${SystemRoot}\System32\vnpt-ca_v[0-9][0-9].dll`,
		`${SystemRoot}\System32\viettel-ca_v[0-9].dll`, // Viettel-CA
		`${SystemRoot}\System32\BkavCA.dll`,
		`${SystemRoot}\System32\BkavCAv2S.dll`,
		`${SystemRoot}\System32\fptca_v[0-9].dll`, // FPT-CA
		`${SystemRoot}\System32\fpt-ca_v[0-9].dll`,
		`${SystemRoot}\System32\fpt-ca.dll`,
		`${SystemRoot}\System32\CA2_csp11.dll`, // CA2 of Nacencomm
		`${SystemRoot}\System32\CA2_v[0-9][0-9].dll`,
		`${SystemRoot}\System32\nca_v[0-9].dll`,
		`${SystemRoot}\System32\ncca_csp11_v[0-9].dll`,
		`${SystemRoot}\System32\Vina-CAv[0-9].dll`, // SmartSign
		`${SystemRoot}\System32\NEWTEL-CA.dll`,
		`${SystemRoot}\System32\safe-ca_v[0-9].dll`,
		`${SystemRoot}\System32\eps2003csp11v2.dll`, // Feitian ePass2003
		`${SystemRoot}\System32\eps2003csp11.dll`,
		`${SystemRoot}\System32\ShuttleCsp11_3003.dll`, // Feitian ePass3003
		`${SystemRoot}\System32\SignatureP11.dll`,      // WatchData
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

func probe(patterns []string) (found []string) {
	for _, pattern := range patterns {
		dir, base := filepath.Split(os.ExpandEnv(pattern))
		folders, err := filepath.Glob(filepath.Clean(dir))
		if err != nil {
			continue
		}
		for _, folder := range folders {
			found = append(found, filesNamed(folder, base)...)
		}
	}
	return found
}

// filesNamed are the files of a folder that fit a pattern: Windows knows no capitals, and
// makers write one name in several ways.
func filesNamed(folder, pattern string) (found []string) {
	all, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	for _, each := range all {
		if fits, _ := filepath.Match(strings.ToLower(pattern), strings.ToLower(each.Name())); !fits {
			continue
		}
		path := filepath.Join(folder, each.Name())
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			found = append(found, path)
		}
	}
	return found
}
