package station

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/local/bundle"
	"tram/local/office"
)

// TestABundleThatIsRefusedTakesNothingAway brings a file that is here already under the
// name of another.
func TestABundleThatIsRefusedTakesNothingAway(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	file, err := d.vault.Read(c.PDF)
	if err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	if _, err := content.ReadFrom(file); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	for name, as := range map[string]office.Digest{"under another's name": office.DigestOf([]byte("khác")), "under its own": c.PDF} {
		var out bytes.Buffer
		w, err := bundle.NewWriter(&out, d.sealing, bundle.About{Station: d.store.Station()})
		if err != nil {
			t.Fatal(err)
		}
		if name == "under its own" {
			err = w.Line([]byte("no entry"))
		}
		err = errors.Join(err, w.File(as, int64(content.Len()), bytes.NewReader(content.Bytes())), w.Close())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "gói")
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := d.ImportBundle(t.Context(), path, nil); !errors.Is(err, bundle.Spoiled) {
			t.Errorf("%s: %v", name, err)
		}
		if err := d.vault.Check(t.Context(), c.PDF); err != nil {
			t.Errorf("%s: the file of a finished act: %v", name, err)
		}
		if d.vault.Has(office.DigestOf([]byte("khác"))) {
			t.Errorf("%s: a file lies under a name that is not its own", name)
		}
	}
}
