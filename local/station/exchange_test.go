package station

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/local/bundle"
	"tram/local/office"
	"tram/local/store"
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

// bundled is a bundle of this office with such lines and files, on the disk.
func (d *desk) bundled(t *testing.T, lines []string, files ...[]byte) string {
	t.Helper()
	var out bytes.Buffer
	w, err := bundle.NewWriter(&out, d.sealing, bundle.About{Station: d.store.Station()})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		err = errors.Join(err, w.Line([]byte(l)))
	}
	for _, f := range files {
		err = errors.Join(err, w.File(office.DigestOf(f), int64(len(f)), bytes.NewReader(f)))
	}
	path := filepath.Join(t.TempDir(), "gói")
	if err := errors.Join(err, w.Close(), os.WriteFile(path, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestWhatABundleBroughtGoesWithItUnlessARecordNamesIt refuses a bundle behind its files:
// one that nobody knows, and one that an act here stands on and that was missing.
func TestWhatABundleBroughtGoesWithItUnlessARecordNamesIt(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	file, err := d.vault.Read(c.PDF)
	if err != nil {
		t.Fatal(err)
	}
	var named bytes.Buffer
	_, err = named.ReadFrom(file)
	if err := errors.Join(err, file.Close(), d.vault.Wipe(c.PDF)); err != nil {
		t.Fatal(err)
	}
	unknown := []byte("tệp của một hồ sơ chưa bao giờ tới")
	if _, err := d.ImportBundle(t.Context(), d.bundled(t, []string{"no entry"}, unknown, named.Bytes()), nil); !errors.Is(err, bundle.Spoiled) {
		t.Fatalf("taken in: %v", err)
	}
	if d.vault.Has(office.DigestOf(unknown)) {
		t.Error("a file stays of a bundle of which nothing was taken in")
	}
	if err := d.vault.Check(t.Context(), c.PDF); err != nil {
		t.Errorf("the file that a finished act had missed is gone again: %v", err)
	}
}

// TestABundleEndsWithTheHeadThatItNames writes an entry after the head of a bundle was
// read.
func TestABundleEndsWithTheHeadThatItNames(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	head, err := d.store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	d.act(t)
	for _, after := range []int64{0, head.Seq - 1, head.Seq} {
		x := Exchanged{About: bundle.About{Station: d.store.Station(), Head: head, After: after}}
		var out bytes.Buffer
		if err := d.Exchange.fillBundle(ctx, &out, &x, nil); err != nil {
			t.Fatal(err)
		}
		if n, last := entriesIn(ctx, t, d, out.Bytes()); n != head.Seq-after || x.Entries != n || n > 0 && last != head.Seq {
			t.Errorf("after %d: %d entries up to %d, told as %d, head %d", after, n, last, x.Entries, head.Seq)
		}
	}
}

// entriesIn counts the entries of a bundle, and gives the number of the last.
func entriesIn(ctx context.Context, t *testing.T, d *desk, b []byte) (n, last int64) {
	t.Helper()
	r, err := bundle.Open(ctx, bytes.NewReader(b), int64(len(b)), d.sealing, nil)
	if err == nil {
		err = r.Lines(func(text []byte) error {
			a, err := store.ParseArrival(text)
			n, last = n+1, a.Entry.Seq
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return n, last
}
