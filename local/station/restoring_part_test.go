package station

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// below lists what lies below a folder.
func below(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		all = append(all, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestOneDocumentComesOutOfACopy(t *testing.T) {
	d, where, key, finished := withCopy(t)
	ctx := t.Context()
	want := filepath.Join(t.TempDir(), "xuất.pdf")
	if err := d.Export(ctx, finished.ID, want); err != nil {
		t.Fatal(err)
	}
	base := t.TempDir()
	for _, called := range []string{string(finished.ID), string(finished.Code)} {
		into := filepath.Join(base, called)
		r, err := RestoreOne(ctx, restoreInto("", "", where, key), called, into, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.ID != finished.ID || !slices.Equal(r.Files, []string{oneDocument, oneRecord, oneReport}) || r.Filled.Files != 1 {
			t.Errorf("%s: %+v", called, r)
		}
		a, err := os.ReadFile(want)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(into, oneDocument)); err != nil || !bytes.Equal(a, b) {
			t.Errorf("another file came out: %d bytes of %d, %v", len(b), len(a), err)
		}
		text, err := os.ReadFile(filepath.Join(into, oneRecord))
		var is struct {
			Record  office.Conversion
			History []office.Deed
		}
		if err != nil || json.Unmarshal(text, &is) != nil || is.Record.PDF != finished.PDF || len(is.History) == 0 {
			t.Errorf("its record: %s, %v", text, err)
		}
		if b, err := os.ReadFile(filepath.Join(into, oneReport)); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Errorf("its report: %v", err)
		}
		if all := below(t, into); len(all) != 4 {
			t.Errorf("there lies: %v", all)
		}
	}
	if all := below(t, base); len(all) != 9 {
		t.Errorf("left behind: %v", all)
	}
}

func TestARefusedDocumentTouchesNothing(t *testing.T) {
	_, where, key, finished := withCopy(t)
	ctx := t.Context()
	base := t.TempDir()
	full := filepath.Join(base, "đầy")
	if err := os.Mkdir(full, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(full, "của tôi"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	before := below(t, base)
	refused := func(w RestoreWish, called, into string, want error) {
		t.Helper()
		if _, err := RestoreOne(ctx, w, called, into, nil); !errors.Is(err, want) {
			t.Errorf("%s into %s: %v; want %v", called, into, err, want)
		}
		if after := below(t, base); !slices.Equal(before, after) {
			t.Errorf("it left %v", after)
		}
	}
	free, id := filepath.Join(base, "mới"), string(finished.ID)
	other, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	refused(restoreInto("", "", where, key), id, full, HomeTaken)
	refused(restoreInto("", "", where, key), string(office.NewID(time.Now())), free, store.NoSuchRecord)
	refused(restoreInto("", "", where, other.RecoveryKey()), id, free, copying.OfAnother)
	refused(restoreInto("", "", t.TempDir(), key), id, free, copying.NoCopy)
	files, err := filepath.Glob(filepath.Join(where, "tram-sao-luu", "*", "f", "*", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		spoil(t, path)
	}
	refused(restoreInto("", "", where, key), id, free, copying.FilesBad)
}

func TestAPreviewTellsWhatWouldComeBack(t *testing.T) {
	d, where, key, _ := withCopy(t)
	ctx := t.Context()
	before := below(t, where)
	w := restoreInto("", "", where, key)
	v, err := PreviewRestore(ctx, w, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Restore(ctx, restoreInto(filepath.Join(t.TempDir(), "mới"), "", where, key), nil)
	if err != nil {
		t.Fatal(err)
	}
	records := map[office.ID]bool{}
	if err := d.store.Journal(ctx, 0, func(e office.Entry) error {
		if e.Seq <= v.Head.Seq { // the station may have written on since the copy
			records[e.Record] = true
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if v.Office != ours.Name || v.Station != r.From || v.Head.Hash != r.Head.Hash || v.Files != r.Filled.Files || v.Bytes != r.Bytes || v.Records != int64(len(records)) || len(v.Missing) > 0 || int64(v.Drafts) != r.Trays {
		t.Errorf("previewed %+v of %d records; restored %+v", v, len(records), r)
	}
	if after := below(t, where); !slices.Equal(before, after) {
		t.Errorf("it changed the copy: %v", after)
	}
	files, err := filepath.Glob(filepath.Join(where, "tram-sao-luu", "*", "f", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := PreviewRestore(ctx, w, nil); err != nil || int64(len(again.Missing)) != v.Files || again.Files != 0 {
		t.Errorf("with no files: %+v, %v", again, err)
	}
}

// snapshotNow has the copy go on with a snapshot of what there is.
func (d *desk) snapshotNow(t *testing.T) {
	t.Helper()
	all, err := d.CopyTargets(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	d.followerOf(t.Context(), all[0]).copier.SnapshotAfter = 1
	d.copyNow(t)
}

// TestOneDocumentComesOutOfACopyWithASnapshot, as each copy has of an office that is at work.
func TestOneDocumentComesOutOfACopyWithASnapshot(t *testing.T) {
	d, where, key, finished := withCopy(t)
	d.snapshotNow(t)
	r, err := RestoreOne(t.Context(), restoreInto("", "", where, key), string(finished.ID), filepath.Join(t.TempDir(), "một"), nil)
	if err != nil || !slices.Contains(r.Files, oneDocument) {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestABadPlaceInTheJournalOfTheLastCopyCostsNoDocument: the first segment does not read any
// more, and the copy is all that there is. Its files, which nothing else there names, come too.
func TestABadPlaceInTheJournalOfTheLastCopyCostsNoDocument(t *testing.T) {
	d, where, key, finished := withCopy(t)
	ctx := t.Context()
	d.act(t)
	d.snapshotNow(t)
	want := d.shown(t)
	head, err := d.store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	first := globbed(t, filepath.Join(where, "*", "*", "s-*", "j", "000000000001*"))
	if len(first) != 1 {
		t.Fatalf("the first segment: %v", first)
	}
	rewritten(t, first[0], func(b []byte) []byte { b[len(b)/2] ^= 4; return b })
	fresh := &desk{home: filepath.Join(t.TempDir(), "nhà mới"), state: t.TempDir()}
	w := restoreInto(fresh.home, fresh.state, where, key)
	if _, err := Restore(ctx, w, nil); !errors.Is(err, copying.Incomplete) {
		t.Errorf("unasked: %v", err)
	}
	w.Partial = true
	r, err := Restore(ctx, w, nil)
	if err != nil || r.Head.Seq < head.Seq || r.Spanned == 0 || r.Torn != 1 || len(r.LeftOut) > 0 {
		t.Fatalf("%+v, %v; the journal had %d", r, err, head.Seq)
	}
	fresh.start(t)
	if got := fresh.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	if proof, err := fresh.Prove(ctx, finished.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("what was finished: %v %v", proof.Said, err)
	}
	if gaps, err := fresh.MissingFiles(ctx); err != nil || len(gaps) > 0 {
		t.Errorf("missing: %+v, %v", gaps, err)
	}
	if proof, err := fresh.ProveJournal(ctx, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("the journal: %v %s %v", proof.Verdict, proof.Said, err)
	}
	into := filepath.Join(t.TempDir(), "một")
	one := restoreInto("", "", where, key)
	one.Partial = true
	if is, err := RestoreOne(ctx, one, string(finished.ID), into, nil); err != nil || !slices.Contains(is.Files, oneDocument) {
		t.Errorf("one document: %+v, %v", is, err)
	}
}
