package sign

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTheModulesOfTheAuthoritiesOfVietNamAreFound lays modules, their twins for Windows'
// own store and other libraries where Windows has them.
func TestTheModulesOfTheAuthoritiesOfVietNamAreFound(t *testing.T) {
	root := t.TempDir()
	t.Setenv("SystemRoot", root)
	t.Setenv("ProgramFiles", filepath.Join(root, "Program Files"))
	system := filepath.Join(root, "System32")
	own := []string{
		"eTPKCS11.dll", "VNPTCA_P11_V6.dll", "vnptca_p11_v10.dll", "VNPT-CA_v34.dll", "viettel-ca_v6.dll", "BkavCAv2S.dll", "fptca_v4.dll",
		"ca2_v34.dll", "nca_v6.dll", "eps2003csp11v2.dll", "IDPrimePKCS1164.dll",
	}
	others := []string{"vnptca_p11_v6_s.dll", "viettel-ca_v2_csp.dll", "viettel-ca_v6_s.dll", "fptca_v3_s.dll", "nca_v4_csp.dll", "kernel32.dll", "fpt-cab.dll"}
	if err := os.MkdirAll(filepath.Join(system, "bit4xpki.dll"), 0o700); err != nil { // a folder
		t.Fatal(err)
	}
	for _, name := range slices.Concat(own, others) {
		put(t, system, name, []byte("MZ"))
	}
	var names, found []string
	for _, pattern := range moduleNames["windows"] {
		names = append(names, strings.ReplaceAll(pattern, `\`, "/"))
	}
	for _, path := range probe(names) {
		found = append(found, filepath.Base(path))
	}
	slices.Sort(own)
	if slices.Sort(found); !slices.Equal(found, own) {
		t.Errorf("found %q\nnot   %q", found, own)
	}
}

// TestNoModuleIsLookedForWhereAnybodyMayLayOne: a module is told the PIN.
func TestNoModuleIsLookedForWhereAnybodyMayLayOne(t *testing.T) {
	for _, pattern := range moduleNames["windows"] {
		if !strings.HasPrefix(pattern, `${SystemRoot}\System32\`) && !strings.HasPrefix(pattern, `${ProgramFiles}\`) {
			t.Errorf("%s lies where a program without an administrator's right may write", pattern)
		}
	}
}
