package station

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
)

// TestAKeyIsBelievedOnlyAsItIsKnownHere holds the key of another station that this office
// took in, as it is, of another station, with another key, and once it is trusted no more.
func TestAKeyIsBelievedOnlyAsItIsKnownHere(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	public := func() papercode.PublicKey {
		key, err := papercode.NewKey()
		if err != nil {
			t.Fatal(err)
		}
		p, err := key.Public()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	theirs, station := public(), office.NewID(d.clock.Now())
	of := func(key papercode.PublicKey, of office.ID) papercode.KeyFile {
		return papercode.KeyFile{Statement: papercode.Statement{Office: ours.Name, Code: ours.Code, Station: of, Key: key, Created: d.clock.Now()}}
	}
	k := office.StationKey{KeyID: string(theirs.ID()), Public: theirs.SPKI(), Office: ours.Name, Station: station, Created: d.clock.Now(), Imported: d.clock.Now()}
	k, err := d.store.SaveStationKey(ctx, store.Act{Actor: "Nguyễn Văn Mẫu", Step: "import-key"}, k)
	if err != nil {
		t.Fatal(err)
	}
	holds := func(name string, file papercode.KeyFile, want bool) {
		t.Helper()
		if by, believed, notes := d.Auditing.vouch(ctx, file); believed != want || believed && by == "" || !believed && len(notes) == 0 {
			t.Errorf("%s: believed %v by %q, %q", name, believed, by, notes)
		}
	}
	holds("as it was taken in", of(theirs, station), true)
	holds("of another station", of(theirs, office.NewID(d.clock.Now())), false)
	holds("of no station", of(theirs, ""), false)
	holds("another key of that station", of(public(), station), false)
	if _, err := d.RetireStationKey(ctx, k.ID); err != nil {
		t.Fatal(err)
	}
	holds("once it is trusted no more", of(theirs, station), false)
}

// TestNoFilterLeavesAGapInASignedExport asks for each part of the journal alone.
func TestNoFilterLeavesAGapInASignedExport(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	now := d.clock.Now()
	for name, wish := range map[string]office.DeedWish{
		"a kind": {Kind: office.KindConversion}, "all but a kind": {But: office.KindConversion}, "a person": {Who: staff[0].Name}, "a record": {Record: string(c.Code)},
		"an end": {Until: now.Add(time.Hour)}, "a kind from a day on": {Since: now.AddDate(0, 0, -1), Kind: office.KindConversion},
	} {
		path := filepath.Join(t.TempDir(), "nhật ký.json")
		err := d.ExportAudit(ctx, wish, path, staff[0].Name)
		if _, there := os.Stat(path); !errors.Is(err, SignedWhole) || there == nil {
			t.Errorf("%s: %v, a file %v", name, err, there == nil)
		}
	}
	path := filepath.Join(t.TempDir(), "nhật ký.json")
	if err := d.ExportAudit(ctx, office.DeedWish{}, path, staff[0].Name); err != nil {
		t.Fatal(err)
	}
	if p, err := d.ProveExport(ctx, path, ""); err != nil || p.Verdict != office.Proven {
		t.Errorf("the whole of it: %v, %v", p.Verdict, err)
	}
}

// TestAReviewTellsFromWhereItBegins reviews the journal three times.
func TestAReviewTellsFromWhereItBegins(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	var since time.Time
	for i := range 3 {
		d.act(t)
		r, err := d.Review(ctx, staff[0], "không có gì lạ")
		if err != nil {
			t.Fatal(err)
		}
		if !r.Since.Equal(since) {
			t.Errorf("review %d begins at %v, and the one before ended at %v", i, r.Since, since)
		}
		since = r.Upto.At
	}
	all, err := d.Reviews(ctx)
	if err != nil || len(all) != 3 || !all[0].Since.IsZero() || !all[2].Since.Equal(all[1].Upto.At) {
		t.Errorf("kept as %+v, %v", all, err)
	}
}
