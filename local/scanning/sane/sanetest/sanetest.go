// Package sanetest gives a test the device that SANE has for tests: a glass, a feeder with
// ten sheets, and all that can go wrong. It is SANE's own and real, but for the paper.
package sanetest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Scanner is the ID of the device, Pages what lies in its feeder.
const (
	Scanner = "sane:test:0"
	Pages   = 10
)

const installed = "/etc/sane.d/test.conf" // of Debian's libsane-common

// Device has SANE know of nothing but its test devices, set up as the settings say (see
// sane-test(5)).
func Device(t testing.TB, settings map[string]string) {
	t.Helper()
	conf, err := os.ReadFile(installed)
	if err != nil {
		t.Fatalf("SANE (Debian package sane-utils): %v", err)
	}
	for name, value := range settings {
		line := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` .*$`)
		if !line.Match(conf) {
			t.Fatalf("the test device has no setting %q", name)
		}
		conf = line.ReplaceAll(conf, []byte(name+" "+value))
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{"dll.conf": []byte("test\n"), "test.conf": conf} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SANE_CONFIG_DIR", dir)
}
