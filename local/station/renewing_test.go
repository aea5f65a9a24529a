package station

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tram/local/bundle"
	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/store"
)

// theft is a renewal that whoever holds the recovery key asks for.
func (d *desk) theft() Renewal {
	return Renewal{Reason: people.AfterTheft, Why: "mất máy ở trụ sở cũ", Key: d.sealing.RecoveryKey()}
}

func (d *desk) renewed(t *testing.T, wish Renewal) Renewed {
	t.Helper()
	r, err := d.Renew(t.Context(), wish, nil)
	if err != nil || r.Open != nil {
		t.Fatalf("%v, %v", err, r.Open)
	}
	return r
}

// furnished is an office with something of everything that is sealed.
func furnished(t *testing.T) (d *desk, c office.Conversion) {
	t.Helper()
	d = newDesk(t)
	c = d.act(t)
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	put, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range []office.Conversion{draft, put} {
		if _, _, err := d.Take(t.Context(), each.ID, 0, []string{samplePage(t)}, "", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Discard(t.Context(), put.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	aside := d.sealed(c.PDF) + ".damaged-1"
	b, err := os.ReadFile(d.sealed(c.PDF))
	if err == nil {
		b[len(b)-1] ^= 1
		err = os.WriteFile(aside, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.admits(t, "Nguyễn Văn Mẫu")
	d.comesIn(t)
	return d, c
}

// admits gives a person an account as administrator, with a password.
func (d *desk) admits(t *testing.T, name string) {
	t.Helper()
	l, err := d.People().UnlockByRecovery(t.Context(), d.sealing.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.People().NameAdministrator(t.Context(), l, office.Clerk{Name: name}, []office.Post{office.AsAdmin, office.AsClerk}, []byte(password)); err != nil {
		t.Fatal(err)
	}
}

const password = "cửa sổ xanh gió lào"

// opensNothing tries an identity on the records and on every file of both folders.
func (d *desk) opensNothing(t *testing.T, former *seal.Identity) (sealed int) {
	t.Helper()
	key, err := former.Key(store.KeyPurpose)
	if err != nil {
		t.Fatal(err)
	}
	if under, err := store.LiesUnder(d.database(), key); err != nil || under {
		t.Errorf("the records still lie under the former identity: %v", err)
	}
	for _, root := range []string{d.home, d.state} {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return err
			}
			b, err := readBeside(path)
			if err != nil {
				return err
			}
			if bytes.Contains(b, []byte(former.RecoveryKey()[:19])) || bytes.Contains(b, []byte("AGE-SECRET-KEY")) && filepath.Base(path) != "identity.key" {
				t.Errorf("%s holds a secret", path)
			}
			if bytes.HasPrefix(b, []byte("age-encryption.org/v1")) {
				sealed++
				if _, err := former.Open(bytes.NewReader(b), int64(len(b))); !errors.Is(err, seal.ErrAnothers) {
					t.Errorf("%s opens by the former identity: %v", path, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if id, _, err := d.keeper.Find(); err != nil || id.Recipient() == former.Recipient() || id.Follows() {
		t.Errorf("the identity in force: %v, %v", id, err)
	}
	if _, err := d.People().UnlockByRecovery(t.Context(), former.RecoveryKey()); !errors.Is(err, people.RecoveryOther) {
		t.Errorf("the former recovery key names an administrator: %v", err)
	}
	if _, err := Recover(seal.Keeper{Home: d.home}, former.RecoveryKey()); !errors.Is(err, KeyOfAnotherOffice) {
		t.Errorf("the former recovery key is taken back: %v", err)
	}
	return sealed
}

// kept is what an office shows: records, proofs and what is in the trays.
func (d *desk) kept(t *testing.T, c office.Conversion) (seen []string) {
	t.Helper()
	proof, err := d.Prove(t.Context(), c.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen = append(seen, string(proof.Verdict), proof.Said)
	journal := d.proof(t, JournalProofWish{})
	seen = append(seen, string(journal.Verdict))
	for _, k := range journal.Checks {
		if k.Point == "Mốc có khóa trạm" || k.Point == "Mốc lạ" {
			seen = append(seen, k.Point, string(k.Met))
		}
	}
	for _, each := range d.missing(t) {
		seen = append(seen, each.Said())
	}
	hits, err := d.store.Find(t.Context(), store.Query{States: []office.State{office.Draft, office.Discarded, office.Finished}, Most: 100})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.Rows(t.Context(), hits.Keys)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		seen = append(seen, string(row.ID)+" "+string(row.State), d.pages(t, row))
	}
	orphans, err := d.Orphans(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range orphans {
		seen = append(seen, string(o.Digest), o.Kind)
	}
	return seen
}

// pages is what is to be seen of each page, of what was put away after it was fetched.
func (d *desk) pages(t *testing.T, row office.Row) (seen string) {
	t.Helper()
	if row.State == office.Discarded {
		if err := d.Restore(t.Context(), row.ID); err != nil {
			return err.Error()
		}
		defer d.Discard(t.Context(), row.ID)
	}
	if row.State == office.Finished {
		picture, err := d.PagePicture(t.Context(), row.ID, 0, 100)
		if err != nil {
			return err.Error()
		}
		return picture.Bounds().String()
	}
	pages, err := d.Pages(t.Context(), row.ID)
	if err != nil {
		return err.Error()
	}
	for _, page := range pages {
		picture, err := d.Picture(t.Context(), row.ID, page.ID, 100)
		if err != nil {
			return err.Error()
		}
		seen += picture.Bounds().String()
	}
	return seen
}

func TestAfterARenewalTheFormerIdentityOpensNothingAndEverythingStands(t *testing.T) {
	d, c := furnished(t)
	before := d.kept(t, c)
	old, err := seal.FromRecoveryKey(d.sealing.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	r := d.renewed(t, Renewal{Reason: people.AfterTheft, Why: "mất máy"})
	if r.State != people.RenewalEnded || r.By != "Nguyễn Văn Mẫu" || r.Files < 5 || r.Former != old.Recipient() || r.Next != d.sealing.Recipient() {
		t.Errorf("%+v", r.Renewal)
	}
	if sealed := d.opensNothing(t, old); sealed < 6 {
		t.Errorf("only %d sealed files were seen", sealed)
	}
	if !d.RecoveryOwed() {
		t.Error("the new recovery key is owed to nobody")
	}
	sheet, err := d.Recovery(t.Context())
	if err != nil || sheet.Key != d.sealing.RecoveryKey() {
		t.Errorf("the new sheet: %v", err)
	}
	d.restart(t)
	if told := strings.Join(d.comesIn(t).Told(), " "); !strings.Contains(told, "đổi chìa niêm phong") {
		t.Errorf("told at the next unlock: %q", told)
	}
	after := d.kept(t, c)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	d.opensNothing(t, old)
}

// comesIn lets the administrator in by the password.
func (d *desk) comesIn(t *testing.T) *people.Login {
	t.Helper()
	if err := comeIn(t.Context(), d.Station); err != nil {
		t.Fatal(err)
	}
	l, err := d.Acting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func comeIn(ctx context.Context, s *Station) error {
	all, err := s.People().Accounts(ctx)
	if err != nil || len(all) == 0 {
		return errors.Join(err, errors.New("nobody has an account"))
	}
	l, err := s.People().Unlock(ctx, all[0].ID, []byte(password))
	if err != nil {
		return err
	}
	return s.Enter(l)
}

func TestNobodyRenewsWithoutRightAndProof(t *testing.T) {
	d := newDesk(t)
	before := d.sealing.Recipient()
	other, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		wish Renewal
		want error
	}{
		"no reason":                {Renewal{Key: d.sealing.RecoveryKey()}, RenewalWhy},
		"a reason that is none":    {Renewal{Reason: "x", Key: d.sealing.RecoveryKey()}, RenewalWhy},
		"another one, not told":    {Renewal{Reason: people.ForOther, Why: " ", Key: d.sealing.RecoveryKey()}, RenewalWhy},
		"neither key nor password": {Renewal{Reason: people.AfterTheft}, RenewalUnproven},
		"another office's key":     {Renewal{Reason: people.AfterTheft, Key: other.RecoveryKey()}, people.RecoveryOther},
		"the same once more":       {Renewal{Reason: people.AfterTheft, Key: d.sealing.RecoveryKey(), Bring: d.sealing.RecoveryKey()}, RenewalSame},
	} {
		if _, err := d.Renew(t.Context(), c.wish, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.admits(t, "Nguyễn Văn Mẫu")
	if _, err := d.Renew(t.Context(), d.theft(), nil); !errors.Is(err, people.NoLogin) {
		t.Errorf("the recovery key without a log-in: %v", err)
	}
	if id, err := d.stored().OwnRenewals(t.Context()); err != nil || len(id) > 0 || d.sealing.Recipient() != before {
		t.Errorf("%v: %+v", err, id)
	}
}

func TestARenewalBesideAnotherProgramChangesNothing(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	other, err := Open(t.Context(), Options{Home: d.home, State: d.state, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	before := d.sealing.Recipient()
	if _, err := d.Renew(t.Context(), d.theft(), nil); !errors.Is(err, RenewalBusy) {
		t.Errorf("beside another program: %v", err)
	}
	if _, err := other.Prove(t.Context(), c.ID, nil); err != nil {
		t.Errorf("the other program: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if d.RecoveryOwed() {
		t.Error("the former key is handed out again")
	}
	d.restart(t)
	if d.sealing.Recipient() != before {
		t.Error("another identity is in force")
	}
	if r, err := d.newest(t.Context()); err != nil || r.State != people.RenewalGiven {
		t.Errorf("%v: %+v", err, r)
	}
	d.renewed(t, d.theft())
	if proof, err := d.Prove(t.Context(), c.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v: %s", err, proof.Said)
	}
}

func TestAnotherStationFollowsByTheNewSheetAndOnlyThenMeets(t *testing.T) {
	first := newDesk(t)
	c := first.act(t)
	other := secondDesk(t, first)
	own := other.act(t)
	stick := filepath.Join(t.TempDir(), "gói cũ")
	if _, err := other.ExportBundle(t.Context(), stick, 0, nil); err != nil {
		t.Fatal(err)
	}
	old := first.theft().Key
	first.renewed(t, first.theft())
	if err := first.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	if _, err := first.ImportBundle(t.Context(), stick, nil); !errors.Is(err, BundleOfFormer) {
		t.Errorf("a bundle under the former identity: %v", err)
	}
	fresh := filepath.Join(t.TempDir(), "gói mới")
	if _, err := first.ExportBundle(t.Context(), fresh, 0, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := other.ImportBundle(t.Context(), fresh, nil); !errors.Is(err, bundle.NotOurs) {
		t.Errorf("a bundle under the new identity at a station that has the former: %v", err)
	}
	other.renewed(t, Renewal{Reason: people.AfterTheft, Key: old, Bring: first.sealing.RecoveryKey()})
	if other.RecoveryOwed() {
		t.Error("a sheet that somebody has is owed")
	}
	typed, err := seal.FromRecoveryKey(old)
	if err != nil {
		t.Fatal(err)
	}
	other.opensNothing(t, typed)
	if got, err := other.ImportBundle(t.Context(), fresh, nil); err != nil || got.New == 0 {
		t.Errorf("%+v, %v", got, err)
	}
	other.brings(t, first)
	for _, d := range []*desk{first, other} {
		for _, id := range []office.ID{c.ID, own.ID} {
			if proof, err := d.Prove(t.Context(), id, nil); err != nil || proof.Verdict != office.Proven {
				t.Errorf("%v: %s", err, proof.Said)
			}
		}
		if all := d.missing(t); len(all) > 0 {
			t.Errorf("missing: %+v", all)
		}
		d.restart(t)
	}
	is, err := other.ShowIdentity(t.Context())
	if err != nil || len(is.Renewals) != 2 || is.Unended || is.Behind != "" {
		t.Errorf("%+v, %v", is, err)
	}
}

// TestMarksThatAreKeptElsewhereAreKnownAgainAfterARenewal brings marks of two identities
// ago, and puts them where marks of this PC lie.
func TestMarksThatAreKeptElsewhereAreKnownAgainAfterARenewal(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	here := filepath.Join(d.home, marksName)
	elsewhere, err := os.ReadFile(here)
	if err != nil {
		t.Fatal(err)
	}
	stranger := newDesk(t)
	stranger.act(t)
	if err := stranger.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	strange, err := os.ReadFile(filepath.Join(stranger.home, marksName))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		d.renewed(t, d.theft())
	}
	says(t, d.proof(t, JournalProofWish{Marks: elsewhere}), "Mốc đã đưa", office.IsMet, "mốc của cơ quan này")
	for _, k := range d.proof(t, JournalProofWish{Marks: elsewhere}).Checks {
		if k.Point == "Mốc lạ" {
			t.Errorf("%+v", k)
		}
	}
	says(t, d.proof(t, JournalProofWish{Marks: strange}), "Mốc lạ", office.IsOwed, "không do khóa")
	if err := os.WriteFile(here, elsewhere, 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, d.proof(t, JournalProofWish{}), "Mốc lạ", office.IsOwed, "không do khóa")
}

// TestTheNewSheetAloneBringsBackAnOfficeInTheMidstOfARenewal loses the secret before a file
// was sealed anew.
func TestTheNewSheetAloneBringsBackAnOfficeInTheMidstOfARenewal(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	old := d.sealing.RecoveryKey()
	if _, err := d.begin(t.Context(), d.theft()); err != nil {
		t.Fatal(err)
	}
	fresh := d.sealing.RecoveryKey()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	lost, err := filepath.Glob(filepath.Join(d.home, "identity*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range lost {
		if filepath.Base(path) != "identity.former" {
			os.Remove(path)
		}
	}
	if _, err := Recover(seal.Keeper{Home: d.home}, old); !errors.Is(err, KeyOfAnotherOffice) {
		t.Errorf("the former sheet: %v", err)
	}
	if _, err := Recover(seal.Keeper{Home: d.home}, fresh); err != nil {
		t.Fatal(err)
	}
	d.start(t)
	d.going.Wait()
	if proof, err := d.Prove(t.Context(), c.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v: %s", err, proof.Said)
	}
	former, err := seal.FromRecoveryKey(old)
	if err != nil {
		t.Fatal(err)
	}
	d.opensNothing(t, former)
}
