package seal_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/local/seal"
	"tram/local/whole/wholetest"
)

func TestAKeyThatMayNotBeReadIsToldAsThat(t *testing.T) {
	wholetest.AsAnother(t, func(t *testing.T, dir string) {
		id, err := seal.New()
		if err != nil {
			t.Fatal(err)
		}
		k := seal.Keeper{Home: dir}
		if _, err := k.Keep(id); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"identity.key", "identity.json"} {
			path := filepath.Join(dir, name)
			if err := os.Chmod(path, 0); err != nil {
				t.Fatal(err)
			}
			if _, _, err := k.Find(); !errors.Is(err, seal.Unreadable) {
				t.Errorf("%s: %v", name, err)
			}
			if err := os.Chmod(path, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	})
}
