package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// keepers are the rooms whose files others hold for a moment as they are new.
var keepers = []string{"vault", "intake", "anchor", "people", "seal"}

// impatient are the files of those that ask the system itself: each with why it may.
var impatient = map[string]string{
	"intake/lock_unix.go":    "a lock that ends",
	"intake/lock_windows.go": "a lock that ends",
	"intake/spill.go":        "a file without a name, for this program alone",
}

var asksTheSystem = regexp.MustCompile(`\bos\.(Open|OpenFile|ReadFile|Remove|RemoveAll|Rename)\(`)

// TestWhatTheOfficeKeepsIsOpenedPatiently keeps a virus scanner from refusing an act.
func TestWhatTheOfficeKeepsIsOpenedPatiently(t *testing.T) {
	found := map[string]bool{}
	for _, room := range keepers {
		files, err := filepath.Glob(filepath.Join("../../local", room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(room, err)
		}
		for _, file := range slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") }) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := room + "/" + filepath.Base(file)
			if found[name] = asksTheSystem.Match(source); found[name] && impatient[name] == "" {
				t.Errorf("%s asks os for a file\n\tbut another program may hold it for a moment: local/whole waits", name)
			}
		}
	}
	for name := range impatient {
		if !found[name] {
			t.Errorf("%s asks os for nothing any more: take it off the list", name)
		}
	}
}
