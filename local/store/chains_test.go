package store

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// pair are two stations of one office.
func pair(t testing.TB) (a, b *Store, clock *ticking) {
	t.Helper()
	clock = newClock()
	at := func(name string) *Store {
		return openWith(t, filepath.Join(t.TempDir(), name), Options{Clock: clock, Kinds: thingKinds()})
	}
	return at("a.db"), at("b.db"), clock
}

func leaving(t testing.TB, s *Store) (all []Arrival) {
	t.Helper()
	if err := s.Leaving(t.Context(), 0, func(a Arrival) error { all = append(all, a); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func receive(t testing.TB, s *Store, all ...Arrival) Received {
	t.Helper()
	got, err := s.Receive(t.Context(), Act{Actor: by.Actor, Step: "exchange"}, func(yield func(Arrival) error) error {
		for _, a := range all {
			if err := yield(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	body, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// seenOf are the entries of the versions that stand.
func seenOf(t testing.TB, s *Store, id office.ID) (seen []office.ID) {
	t.Helper()
	for _, e := range must(s.Versions(t.Context(), id))(t) {
		seen = append(seen, e.ID)
	}
	return seen
}

func keepThing(t testing.TB, s *Store, k Kind[thing], given thing) thing {
	t.Helper()
	if err := s.Save(t.Context(), entering, k.Put(&given)); err != nil {
		t.Fatal(err)
	}
	return given
}

func TestAnEntryThatTravelledIsTheEntryThatLeft(t *testing.T) {
	a, _, _ := pair(t)
	must(a.SaveConversion(t.Context(), by, aConversion(1, "QĐ-UBND", "về <việc> & \u2028 “ví dụ”", 2)))(t)
	for _, left := range leaving(t, a) {
		text := must(left.Text())(t)
		got := must(ParseArrival(text))(t)
		if !wellFormed(got.Entry) || string(got.Words) != string(left.Words) || got.Salt != left.Salt {
			t.Errorf("entry %d did not come as it left", left.Entry.Seq)
		}
	}
}

func TestWhatHasAGapBeforeItWaits(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	keepThing(t, a, things[1], thing{Name: "hai", State: "here"})
	all := leaving(t, a)
	if got := receive(t, b, all[1], all[2]); got.New != 2 || got.Stand != 0 || len(got.Faults) != 0 {
		t.Errorf("without the birth of its station: %+v", got)
	}
	if _, err := One(t.Context(), b, things[0], kept.ID); !errors.Is(err, NoSuchRecord) {
		t.Errorf("shown before its station is born: %v", err)
	}
	if chains := must(b.Chains(t.Context()))(t); len(chains) != 2 || chains[1].Wait != 2 || chains[1].Stand != 0 {
		t.Errorf("%+v", chains)
	}
	if got := receive(t, b, all[0]); got.Stand != 3 {
		t.Errorf("with it: %+v", got)
	}
	if got := must(One(t.Context(), b, things[0], kept.ID))(t); got.Name != "một" {
		t.Errorf("%+v", got)
	}
	noFaults(t, b)
}

func TestNoForgedEntryStandsAndEachIsNamed(t *testing.T) {
	a, _, clock := pair(t)
	for i := range 3 {
		keepThing(t, a, things[i], thing{Name: "một", State: "here"})
	}
	all := leaving(t, a)
	for name, c := range map[string]struct {
		forge func(e *office.Entry)
		asIs  bool   // the hash is not made anew
		said  string // empty: it only waits
	}{
		"another body":      {func(e *office.Entry) { e.Body = []byte(`{}`) }, true, "đã bị sửa"},
		"another actor":     {func(e *office.Entry) { e.Actor = "Trần Thị Ví Dụ" }, true, "đã bị sửa"},
		"a later number":    {func(e *office.Entry) { e.Seq++ }, false, "nối vào dòng"},
		"another station":   {func(e *office.Entry) { e.Station = office.NewID(clock.Now()) }, false, "của một trạm khác"},
		"nothing before it": {func(e *office.Entry) { e.Prev = office.DigestOf([]byte("không")) }, false, ""},
		"an older form":     {func(e *office.Entry) { e.Form, e.Follows = 1, nil }, false, "dạng cũ hơn"},
		"a second birth": {func(e *office.Entry) {
			e.Kind, e.Step, e.Record, e.Base, e.Follows = office.KindStation, birth, e.Station, 0, nil
		}, false, "khai sinh một trạm đã có"},
		"a birth of nobody": {func(e *office.Entry) {
			e.Station = office.NewID(clock.Now())
			e.Kind, e.Step, e.Record, e.Base, e.Follows = office.KindStation, birth, e.Station, 0, nil
		}, false, "không nêu đúng trạm"},
		"a first entry that bears nobody": {func(e *office.Entry) { e.Seq, e.Prev = 1, "" }, false, "không phải dòng khai sinh"},
		"no form":                         {func(e *office.Entry) { e.Form = 0 }, true, "không rõ dạng"},
		"a version below its base":        {func(e *office.Entry) { e.Base = e.Version + 1 }, false, "đã bị sửa"},
		"a body that is no JSON":          {func(e *office.Entry) { e.Body = []byte(`{`) }, false, "đã bị sửa"},
	} {
		t.Run(name, func(t *testing.T) {
			_, b, _ := pair(t)
			forged := all[2]
			c.forge(&forged.Entry)
			if !c.asIs {
				forged.Entry.Hash = hashOf(forged.Entry)
			}
			got := receive(t, b, all[0], all[1], forged)
			if got.Stand != 2 {
				t.Errorf("%d stand: %+v", got.Stand, got)
			}
			if said := saidOf(got.Faults); c.said == "" && said != "" || !strings.Contains(said, c.said) {
				t.Errorf("told %q", said)
			}
			receive(t, b, all...)
			if n := len(must(All(t.Context(), b, things[1]))(t)); n != 1 {
				t.Errorf("%d things after the true entries came", n)
			}
			noFaults(t, b)
		})
	}
}

func saidOf(faults []ChainFault) string {
	var all []string
	for _, f := range faults {
		all = append(all, f.Said)
	}
	return strings.Join(all, " ")
}

func TestTwoMachinesUnderOneStationsNameAreToldOf(t *testing.T) {
	a, b, clock := pair(t)
	keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	if err := a.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "chép.db")
	copyFile(t, a.path, copied)
	twin := openWith(t, copied, Options{Clock: clock, Kinds: thingKinds()})
	keepThing(t, a, things[0], thing{Name: "ở máy này", State: "here"})
	keepThing(t, twin, things[0], thing{Name: "ở máy kia", State: "here"})
	receive(t, b, append(leaving(t, a), leaving(t, twin)...)...)
	receive(t, a, leaving(t, twin)...)
	for _, s := range []*Store{a, b} {
		report := noFaults(t, s)
		if said := saidOf(report.Elsewhere); !strings.Contains(said, "Hai chuỗi nhật ký cùng mang tên trạm") {
			t.Errorf("told %q", said)
		}
		if n := len(must(All(t.Context(), s, things[0]))(t)); n != 3 {
			t.Errorf("%d things are shown", n)
		}
	}
}

func TestARestoredStationGoesOnAndTheOldChainsLaterEntriesEnterAsAnothers(t *testing.T) {
	a, b, clock := pair(t)
	kept := keepThing(t, a, things[3], thing{Name: "một", State: "here"})
	if err := a.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "sao lưu.db")
	copyFile(t, a.path, copied)
	lost := keepThing(t, a, things[0], thing{Name: "sau bản sao", State: "here"})
	restored := openWith(t, copied, Options{Clock: clock, Kinds: thingKinds()})
	was := restored.Station()
	is := must(restored.BeginChain(t.Context(), entering))(t)
	if is == was || restored.Station() != is {
		t.Errorf("the restored station is %s as before", is)
	}
	kept.Name = "hai"
	kept = keepThing(t, restored, things[3], kept) // born at the station that it goes on from
	receive(t, restored, leaving(t, a)...)
	if got := must(One(t.Context(), restored, things[0], lost.ID))(t); got.Name != "sau bản sao" {
		t.Errorf("what the old station wrote later: %+v", got)
	}
	receive(t, b, leaving(t, restored)...)
	receive(t, b, leaving(t, a)...)
	for _, s := range []*Store{restored, b} {
		noFaults(t, s)
		if got := must(One(t.Context(), s, things[3], kept.ID))(t); got.Name != "hai" {
			t.Errorf("%+v", got)
		}
	}
	if must(restored.Entries(t.Context(), is))(t)[0].Prev == "" {
		t.Error("the new chain names no head that it came from")
	}
}

func TestARecordThatOneStationAloneChangesIsNotChangedByAnother(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[3], thing{Name: "một", State: "here"})
	receive(t, b, leaving(t, a)...)
	theirs := must(One(t.Context(), b, things[3], kept.ID))(t)
	theirs.Name = "khác"
	if err := b.Save(t.Context(), entering, things[3].Put(&theirs)); !errors.Is(err, OfAnotherStation) || theirs.ID != "" {
		t.Errorf("changed at another station: %v, %+v", err, theirs)
	}
}

func TestVersionsMadeApartAreShownUntilAPersonSettlesThem(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", Room: "chung", State: "here"})
	receive(t, b, leaving(t, a)...)
	mine, theirs := kept, kept
	mine.Name, theirs.Name = "hồng", "trắng"
	mine = keepThing(t, a, things[0], mine)
	keepThing(t, b, things[0], theirs)
	receive(t, a, leaving(t, b)...)
	for _, word := range []string{"hồng", "trắng"} {
		if found, _, err := a.FindLines(t.Context(), LineQuery{Kind: things[0].Name, Text: word}); err != nil || len(found) != 1 || found[0].Apart != 1 {
			t.Errorf("%q finds %+v, %v", word, found, err)
		}
	}
	if n := len(must(a.Versions(t.Context(), kept.ID))(t)); n != 2 {
		t.Errorf("%d versions", n)
	}
	shown := must(One(t.Context(), a, things[0], kept.ID))(t)
	if err := a.Save(t.Context(), entering, things[0].Put(&mine)); !errors.Is(err, Apart) {
		t.Errorf("saved over versions that stand apart: %v", err)
	}
	shown.Name = "cả hai"
	if err := a.Settle(t.Context(), entering, seenOf(t, a, kept.ID), things[0].Put(&shown)); err != nil {
		t.Fatal(err)
	}
	receive(t, b, leaving(t, a)...)
	for _, s := range []*Store{a, b} {
		if got := must(One(t.Context(), s, things[0], kept.ID))(t); got.Name != "cả hai" || len(must(s.Versions(t.Context(), kept.ID))(t)) != 1 {
			t.Errorf("%+v", got)
		}
		noFaults(t, s)
	}
}

func TestDifferentFieldsAreMergedAndSaidSo(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[1], thing{Name: "một", Room: "P1", State: "here"})
	receive(t, b, leaving(t, a)...)
	mine, theirs := kept, kept
	mine.Name, theirs.Room = "hai", "P2"
	keepThing(t, a, things[1], mine)
	keepThing(t, b, things[1], theirs)
	receive(t, a, leaving(t, b)...)
	receive(t, b, leaving(t, a)...)
	for _, s := range []*Store{a, b} {
		got := must(One(t.Context(), s, things[1], kept.ID))(t)
		if got.Name != "hai" || got.Room != "P2" || got.Version != 3 {
			t.Errorf("%+v", got)
		}
	}
	entries := must(a.Entries(t.Context(), kept.ID))(t)
	last := entries[len(entries)-1]
	if last.Step != MergeStep || len(last.Follows) != 2 {
		t.Errorf("the merge is told as %q, which follows %d", last.Step, len(last.Follows))
	}
	mine, theirs = must(One(t.Context(), a, things[1], kept.ID))(t), must(One(t.Context(), b, things[1], kept.ID))(t)
	mine.Room, theirs.Room = "P3", "P4"
	keepThing(t, a, things[1], mine)
	keepThing(t, b, things[1], theirs)
	receive(t, a, leaving(t, b)...)
	if n := len(must(a.Versions(t.Context(), kept.ID))(t)); n != 2 {
		t.Errorf("one field in two ways: %d versions", n)
	}
}

func TestOfWhatWasCountedApartTheHigherStands(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[1], thing{Name: "một", Room: "P1", State: "here"})
	receive(t, b, leaving(t, a)...)
	mine, theirs := kept, kept
	mine.Name, mine.Told, theirs.Room, theirs.Told = "hai", 3, "P2", 2
	keepThing(t, a, things[1], mine)
	keepThing(t, b, things[1], theirs)
	receive(t, a, leaving(t, b)...)
	receive(t, b, leaving(t, a)...)
	for _, s := range []*Store{a, b} {
		got := must(One(t.Context(), s, things[1], kept.ID))(t)
		if got.Name != "hai" || got.Room != "P2" || got.Told != 3 {
			t.Errorf("%+v", got)
		}
	}
}

// TestWhatTwoStationsBroughtInApartIsUnrelated until somebody put it together; what was changed apart is not.
func TestWhatTwoStationsBroughtInApartIsUnrelated(t *testing.T) {
	a, b, _ := pair(t)
	id := office.NewID(a.Time())
	one := func(s *Store) []office.Entry { return must(s.Unrelated(t.Context(), id))(t) }
	for s, name := range map[*Store]string{a: "một", b: "hai"} {
		keepThing(t, s, things[1], thing{ID: id, Name: name, State: "here"})
		if len(one(s)) != 0 {
			t.Error("one version is unrelated to none")
		}
	}
	receive(t, a, leaving(t, b)...)
	receive(t, b, leaving(t, a)...)
	for _, s := range []*Store{a, b} {
		if heads := one(s); len(heads) != 2 || heads[0].ID != must(s.Versions(t.Context(), id))(t)[0].ID {
			t.Fatalf("%d unrelated versions", len(heads))
		}
	}
	now := must(One(t.Context(), a, things[1], id))(t)
	now.Name = "một và hai"
	heads := one(a)
	if err := a.Settle(t.Context(), entering, []office.ID{heads[0].ID, heads[1].ID}, things[1].Put(&now)); err != nil {
		t.Fatal(err)
	}
	same := must(One(t.Context(), b, things[1], id))(t) // the other one puts it together likewise
	same.Name, same.Note = now.Name, now.Note
	if err := b.Settle(t.Context(), entering, []office.ID{heads[0].ID, heads[1].ID}, things[1].Put(&same)); err != nil {
		t.Fatal(err)
	}
	receive(t, b, leaving(t, a)...)
	receive(t, a, leaving(t, b)...)
	mine, theirs := must(One(t.Context(), a, things[1], id))(t), must(One(t.Context(), b, things[1], id))(t)
	mine.Name, theirs.Name = "ba", "bốn"
	keepThing(t, a, things[1], mine)
	keepThing(t, b, things[1], theirs)
	receive(t, a, leaving(t, b)...)
	if n := len(must(a.Versions(t.Context(), id))(t)); n != 2 || len(one(a)) != 0 {
		t.Errorf("changed apart: %d versions, %d unrelated", n, len(one(a)))
	}
}

func TestARemovalNeverWinsInSilence(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	receive(t, b, leaving(t, a)...)
	mine, theirs := kept, kept
	mine.Name, theirs.State = "hai", "gone"
	keepThing(t, a, things[0], mine)
	keepThing(t, b, things[0], theirs) // later
	receive(t, a, leaving(t, b)...)
	if got := must(One(t.Context(), a, things[0], kept.ID))(t); got.State != "here" || got.Name != "hai" {
		t.Errorf("shown: %+v", got)
	}
}

func TestOneCodeOfTwoStationsIsAFindingAndFindsNeither(t *testing.T) {
	a, b, _ := pair(t)
	for _, s := range []*Store{a, b} {
		c := aConversion(1, "QĐ-UBND", "về việc ví dụ", 1)
		c.Code, c.State = "7K4M-Q2XN-9RT2", office.Finished
		must(s.SaveConversion(t.Context(), by, c))(t)
	}
	receive(t, a, leaving(t, b)...)
	if _, err := a.ConversionByCode(t.Context(), "7K4M-Q2XN-9RT2"); !errors.Is(err, SeveralOfOne) {
		t.Errorf("found by a code of two: %v", err)
	}
	if doubles := noFaults(t, a).Doubles; len(doubles) != 1 || len(doubles[0].Records) != 2 || !strings.Contains(doubles[0].Said, "7K4M") {
		t.Errorf("%+v", doubles)
	}
}

func TestTheWordsOfADraftTravelBesideItsOutline(t *testing.T) {
	a, b, _ := pair(t)
	c := aConversion(1, "QĐ-UBND", "về việc chưa xong", 1)
	c.State = office.Draft
	c = must(a.SaveConversion(t.Context(), by, c))(t)
	all := leaving(t, a)
	receive(t, b, all...)
	if got := must(b.Conversion(t.Context(), c.ID))(t); got.Document.Subject != "về việc chưa xong" {
		t.Errorf("%+v", got.Document)
	}
	noFaults(t, b)
	spoilt := all[len(all)-1]
	spoilt.Words = []byte(strings.Replace(string(spoilt.Words), "chưa xong", "đã sửa", 1))
	_, other, _ := pair(t)
	receive(t, other, append(all[:len(all)-1:len(all)-1], spoilt)...)
	if got := must(other.Conversion(t.Context(), c.ID))(t); got.Document.Subject != "" {
		t.Errorf("words that nothing vouches for are shown: %q", got.Document.Subject)
	}
}

func TestAKindOfANewerProgramIsKeptWholeAndShownAsSuch(t *testing.T) {
	a, _, clock := pair(t)
	path := filepath.Join(t.TempDir(), "cũ.db")
	older := must(Open(t.Context(), path, Options{Clock: clock}))(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", Room: "P1", State: "here"})
	receive(t, older, leaving(t, a)...)
	found, _, err := older.FindLines(t.Context(), LineQuery{Kind: things[0].Name})
	if err != nil || len(found) != 1 || found[0].Line.State != Unread || !strings.Contains(found[0].Line.Title, "mới hơn") {
		t.Errorf("shown as %+v, %v", found, err)
	}
	noFaults(t, older)
	if err := older.Close(); err != nil {
		t.Fatal(err)
	}
	newer := openWith(t, path, Options{Clock: clock, Kinds: thingKinds()})
	if got := must(One(t.Context(), newer, things[0], kept.ID))(t); got.Room != "P1" {
		t.Errorf("%+v", got)
	}
	if found, _, err := newer.FindLines(t.Context(), LineQuery{Kind: things[0].Name, Text: "P1"}); err != nil || len(found) != 1 || found[0].Line.Title != "một" {
		t.Errorf("once the program knows it: %+v, %v", found, err)
	}
	noFaults(t, newer)
}

func TestAFormOfANewerProgramIsKeptAsItCame(t *testing.T) {
	a, b, _ := pair(t)
	keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	all := leaving(t, a)
	text := []byte(`{"form":3,"seq":3,"station":"` + string(a.Station()) + `","prev":"` + string(all[1].Entry.Hash) + `","hash":"` + string(office.DigestOf([]byte("x"))) + `","new":"điều mới"}`)
	newer := must(ParseArrival(text))(t)
	if got := receive(t, b, append(all, newer)...); got.Unread != 1 || got.Stand != int64(len(all)) || len(got.Faults) != 0 {
		t.Errorf("%+v", got)
	}
	if got := receive(t, b, newer); got.Known != 1 || got.New != 0 {
		t.Errorf("the same once more: %+v", got)
	}
	if raw := texts(t, b, `SELECT raw FROM arrived WHERE raw <> ''`); !slices.Equal(raw, []string{string(text)}) {
		t.Errorf("kept as %q", raw)
	}
	if chains := must(b.Chains(t.Context()))(t); chains[1].Unread != 1 {
		t.Errorf("%+v", chains)
	}
	noFaults(t, b)
}

func TestWhatCameTooNewIsReadOnceTheProgramKnowsItsForm(t *testing.T) {
	a, b, clock := pair(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	all := leaving(t, a)
	receive(t, b, all[0])
	text := must(all[1].Text())(t)
	tampered(t, b, `INSERT INTO arrived (hash, stands, form, seq, id, kind, record, step, version, base, body, actor, station, at, clock_source, clock_offset, prev, follows, raw)
		VALUES ('`+string(office.DigestOf(text))+`', 0, 2, 2, '', '', '', '', 0, 0, '{}', '', '`+string(a.Station())+`', '2026-11-23T01:00:00.000000000Z', '', 0, '', '', '`+strings.ReplaceAll(string(text), "'", "''")+`')`)
	again := openWith(t, b.path, Options{Clock: clock, Kinds: thingKinds()})
	if got := must(One(t.Context(), again, things[0], kept.ID))(t); got.Name != "một" {
		t.Errorf("%+v", got)
	}
	noFaults(t, again)
	into := openWith(t, filepath.Join(t.TempDir(), "lại.db"), Options{Clock: clock, Kinds: thingKinds(), Unborn: true})
	if err := again.Replay(t.Context(), into); err != nil {
		t.Fatal(err)
	}
	if got := must(One(t.Context(), into, things[0], kept.ID))(t); got.Name != "một" {
		t.Errorf("replayed: %+v", got)
	}
}

func TestAStepThatNoKindDeclaresIsNotWritten(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	if _, err := s.SaveClerk(ctx, Act{by.Actor, "conjure"}, office.Clerk{Name: "Nguyễn Văn Mẫu"}); err == nil || !strings.Contains(err.Error(), "declares no step") {
		t.Errorf("written by a step of nobody: %v", err)
	}
	if n := len(must(s.Clerks(ctx))(t)); n != 0 {
		t.Errorf("%d people", n)
	}
}

func TestEveryStepOfEveryKindHasItsWords(t *testing.T) {
	for _, k := range own {
		if k.Word() == "" || len(k.Ways()) == 0 {
			t.Errorf("the kind %s has no word or no steps", k.Kind())
		}
		for _, step := range k.Ways() {
			if step.Name == "" || step.Said == "" {
				t.Errorf("%s: %+v", k.Kind(), step)
			}
		}
	}
}

func TestARecordThatIsNotKeptIsEmptied(t *testing.T) {
	s := fresh(t)
	one, two := office.Clerk{Name: "Nguyễn Văn Mẫu"}, office.Clerk{ID: "none", Version: 3}
	if err := s.Save(t.Context(), settings, clerks.Put(&one), clerks.Put(&two)); !errors.Is(err, NoSuchRecord) {
		t.Fatal(err)
	}
	if one != (office.Clerk{}) || two != (office.Clerk{}) {
		t.Errorf("%+v, %+v", one, two)
	}
}

func TestTheOrderOfHeadsIsByWhatIsThereThenByVersionThenByTime(t *testing.T) {
	at := func(second int) time.Time { return k0.Add(time.Duration(second) * time.Second) }
	e := func(id office.ID, version int64, second int, state office.State, follows ...office.ID) office.Entry {
		body := must(json.Marshal(thing{ID: "r", Version: version, Name: string(id), State: state}))(t)
		return office.Entry{Form: 2, ID: id, Hash: office.Digest(id), Kind: things[0].Name, Record: "r", Version: version, Base: version - 1, At: at(second), Body: body, Follows: follows, Station: "s"}
	}
	birth := e("a", 1, 0, "here")
	one := func(e office.Entry) office.Entry { e.Form = 1; return e }
	for name, c := range map[string]struct {
		all   []office.Entry
		shown office.ID
		apart int
	}{
		"the longer history, though its clock was behind": {[]office.Entry{birth, e("b", 2, 90, "here", "a"), e("c", 2, 10, "here", "a"), e("d", 3, 20, "here", "c")}, "d", 1},
		"the later of two":                                 {[]office.Entry{birth, e("b", 2, 10, "here", "a"), e("c", 2, 20, "here", "a")}, "c", 1},
		"what is there before what is gone":                {[]office.Entry{birth, e("b", 2, 10, "here", "a"), e("c", 3, 20, "gone", "a")}, "b", 1},
		"one that says that it follows itself":             {[]office.Entry{birth, e("b", 2, 10, "here", "a", "b")}, "b", 0},
		"a ring":                                           {[]office.Entry{e("a", 1, 0, "here", "b"), e("b", 2, 10, "here", "a")}, "b", 1},
		"one that settles":                                 {[]office.Entry{birth, e("b", 2, 10, "here", "a"), e("c", 2, 20, "here", "a"), e("d", 3, 30, "here", "b", "c")}, "d", 0},
		"entries of form 1, which name the version before": {[]office.Entry{one(birth), one(e("b", 2, 10, "here")), one(e("c", 3, 20, "here"))}, "c", 0},
	} {
		for range 10 {
			rand.Shuffle(len(c.all), func(i, j int) { c.all[i], c.all[j] = c.all[j], c.all[i] })
			if v := viewOf(things[0], lineage{}, c.all); v.shown.ID != c.shown || len(v.apart) != c.apart {
				t.Errorf("%s: %s is shown and %d apart", name, v.shown.ID, len(v.apart))
			}
		}
	}
}

func TestWhatFollowsTwoThatSayTheSameFollowsBoth(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	receive(t, b, leaving(t, a)...)
	kept.Name = "hai"
	keepThing(t, a, things[0], kept)
	keepThing(t, b, things[0], kept)
	receive(t, a, leaving(t, b)...)
	if n := len(must(a.Versions(t.Context(), kept.ID))(t)); n != 1 {
		t.Errorf("%d versions of one content", n)
	}
	next := must(One(t.Context(), a, things[0], kept.ID))(t)
	next.Name = "ba"
	keepThing(t, a, things[0], next)
	if n := len(must(a.Versions(t.Context(), kept.ID))(t)); n != 1 {
		t.Errorf("%d versions after the next", n)
	}
	noFaults(t, a)
}

func TestWhatAPersonTookBackIsNotLostByAMerge(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[1], thing{Name: "một", Room: "P1", State: "here"})
	receive(t, b, leaving(t, a)...)
	mine, theirs := kept, kept
	mine.Name, theirs.Note = "hai", "ghi chú"
	keepThing(t, a, things[1], mine)
	keepThing(t, b, things[1], theirs)
	fromA, fromB := leaving(t, a), leaving(t, b)
	receive(t, a, fromB...)
	receive(t, b, fromA...) // each has made a merge of its own
	mine, theirs = must(One(t.Context(), a, things[1], kept.ID))(t), must(One(t.Context(), b, things[1], kept.ID))(t)
	mine.Name, theirs.Room = "một", "P2"
	keepThing(t, a, things[1], mine)
	keepThing(t, b, things[1], theirs)
	receive(t, a, leaving(t, b)...)
	if got, n := must(One(t.Context(), a, things[1], kept.ID))(t), len(must(a.Versions(t.Context(), kept.ID))(t)); n == 1 && got.Name != "một" {
		t.Errorf("settled by itself as %+v", got)
	}
}

func TestNoMergeTakesAwayWhatAnotherChanged(t *testing.T) {
	for _, k := range things[:2] {
		a, b, _ := pair(t)
		kept := keepThing(t, a, k, thing{Name: "một", State: "here"})
		receive(t, b, leaving(t, a)...)
		mine, theirs := kept, kept
		mine.Name, theirs.State = "hai", "gone"
		keepThing(t, a, k, mine)
		keepThing(t, b, k, theirs)
		receive(t, a, leaving(t, b)...)
		if got, n := must(One(t.Context(), a, k, kept.ID))(t), len(must(a.Versions(t.Context(), kept.ID))(t)); n != 2 || got.State != "here" {
			t.Errorf("%s: %d versions, shown %+v", k.Name, n, got)
		}
	}
}

func TestOfTwoMachinesUnderOneNameNoOldVersionIsLost(t *testing.T) {
	e := func(id office.ID, seq, version int64, name string) office.Entry {
		body := must(json.Marshal(thing{ID: "r", Version: version, Name: name, State: "here"}))(t)
		return office.Entry{Form: 1, Seq: seq, ID: id, Hash: office.Digest(id), Kind: things[0].Name, Record: "r", Version: version, Base: version - 1, At: k0.Add(time.Duration(seq) * time.Second), Body: body, Station: "s"}
	}
	v := viewOf(things[0], lineage{}, []office.Entry{e("a", 1, 1, "một"), e("b", 2, 2, "hai"), e("c", 3, 3, "ba"), e("x", 2, 2, "hai của máy kia")})
	if v.shown.ID != "c" || !slices.ContainsFunc(v.apart, func(r rival) bool { return r.entry.ID == "x" }) {
		t.Errorf("%s is shown, %d apart", v.shown.ID, len(v.apart))
	}
}

func TestWhatArrivesWhileAPersonChoosesIsNotSettledUnseen(t *testing.T) {
	a, b, clock := pair(t)
	c := openWith(t, filepath.Join(t.TempDir(), "c.db"), Options{Clock: clock, Kinds: thingKinds()})
	kept := keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	for i, s := range []*Store{b, c} {
		receive(t, s, leaving(t, a)...)
		theirs := kept
		theirs.Name = string(rune('x' + i))
		keepThing(t, s, things[0], theirs)
	}
	mine := kept
	mine.Name = "hai"
	keepThing(t, a, things[0], mine)
	receive(t, a, leaving(t, b)...)
	seen, chosen := seenOf(t, a, kept.ID), must(One(t.Context(), a, things[0], kept.ID))(t)
	receive(t, a, leaving(t, c)...)
	chosen.Version = must(One(t.Context(), a, things[0], kept.ID))(t).Version
	if err := a.Settle(t.Context(), entering, seen, things[0].Put(&chosen)); !errors.Is(err, Stale) {
		t.Errorf("settled over a version that nobody saw: %v", err)
	}
	if n := len(must(a.Versions(t.Context(), kept.ID))(t)); n != 3 {
		t.Errorf("%d versions", n)
	}
}

func TestAnEditKeepsWhatANewerProgramAdded(t *testing.T) {
	a, b, _ := pair(t)
	kept := keepThing(t, a, things[1], thing{Name: "một", State: "here"})
	all := leaving(t, a)
	last := &all[len(all)-1]
	last.Entry.Body = json.RawMessage(strings.Replace(string(last.Entry.Body), `"name"`, `"colour":"đỏ","name"`, 1))
	last.Entry.Hash = hashOf(last.Entry)
	receive(t, b, all...)
	theirs := must(One(t.Context(), b, things[1], kept.ID))(t)
	theirs.Room = "P2"
	keepThing(t, b, things[1], theirs)
	if body := texts(t, b, `SELECT body FROM records WHERE id = '`+string(kept.ID)+`'`)[0]; !strings.Contains(body, `"colour":"đỏ"`) || !strings.Contains(body, `"P2"`) {
		t.Errorf("kept as %s", body)
	}
}

func TestWhoeverHasWhatStandsForOneMayStillGoOn(t *testing.T) {
	only := thingKind("thing-only", Fields)
	only.Only = []string{"room"}
	clock := newClock()
	var both []*Store
	var mine []thing
	for range 2 {
		s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: clock, Kinds: []AnyKind{only}})
		both, mine = append(both, s), append(mine, keepThing(t, s, only, thing{Name: "một", Room: "P1", State: "here"}))
	}
	receive(t, both[0], leaving(t, both[1])...)
	mine[0].State = "gone"
	keepThing(t, both[0], only, mine[0])
	other := thing{Name: "ba", Room: "P1", State: "here"}
	if err := both[0].Save(t.Context(), entering, only.Put(&other)); !errors.Is(err, Taken) {
		t.Errorf("a third one: %v", err)
	}
}

func TestNobodyTakesEntriesInOrBeginsAChainWithoutTheRight(t *testing.T) {
	a, _, clock := pair(t)
	refused := errors.New("refused")
	s := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: clock, Kinds: thingKinds(), Gate: func(_ context.Context, needs office.Right) (string, error) {
		if needs == office.MayRun {
			return "", refused
		}
		return "", nil
	}})
	_, err := s.Receive(t.Context(), entering, func(yield func(Arrival) error) error { return yield(leaving(t, a)[0]) })
	if !errors.Is(err, refused) || len(texts(t, s, `SELECT hash FROM arrived`)) != 0 {
		t.Errorf("taken in: %v", err)
	}
	if _, err := s.ReceiveByPieces(t.Context(), entering, each(leaving(t, a))); !errors.Is(err, refused) || len(texts(t, s, `SELECT hash FROM arrived`)) != 0 {
		t.Errorf("taken in by pieces: %v", err)
	}
	was := s.Station()
	if _, err := s.BeginChain(t.Context(), entering); !errors.Is(err, refused) || s.Station() != was {
		t.Errorf("a chain began: %v", err)
	}
}

func TestOneCopyNumberOfTwoStationsIsAFinding(t *testing.T) {
	a, b, _ := pair(t)
	for _, s := range []*Store{a, b} {
		c := aCopy(2026, 1)
		c.State = office.Finished
		must(s.SaveConversion(t.Context(), by, c))(t)
	}
	receive(t, a, leaving(t, b)...)
	if doubles := noFaults(t, a).Doubles; len(doubles) != 1 || len(doubles[0].Records) != 2 || doubles[0].Said != "số bản sao 1 năm 2026" {
		t.Errorf("%+v", doubles)
	}
}

func TestLinesAreMadeAnewWhereTheRulesOfAKindChanged(t *testing.T) {
	path, clock := filepath.Join(t.TempDir(), "a.db"), newClock()
	older := things[0]
	s := must(Open(t.Context(), path, Options{Clock: clock, Kinds: []AnyKind{older}}))(t)
	keepThing(t, s, older, thing{Name: "một", Room: "P1", State: "here"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	newer := older
	newer.Rev++
	newer.Line = func(t thing) Line {
		return Line{Title: "Vật " + t.Name, State: t.State, Words: []string{"phòng " + t.Room}, Facts: map[string][]string{"place": {t.Room}}}
	}
	s = openWith(t, path, Options{Clock: clock, Kinds: []AnyKind{newer}})
	found, _, err := s.FindLines(t.Context(), LineQuery{Kind: newer.Name, Text: "phong P1"})
	if err != nil || len(found) != 1 || found[0].Line.Title != "Vật một" {
		t.Errorf("%+v, %v", found, err)
	}
	if by := must(By(t.Context(), s, newer, "place", "P1"))(t); len(by) != 1 {
		t.Errorf("%d by the new facet", len(by))
	}
	if by := must(By(t.Context(), s, newer, "room", "P1"))(t); len(by) != 0 {
		t.Errorf("%d by the old one", len(by))
	}
	noFaults(t, s)
}

// TestWhatStandsForOneRecordAtItsStationIsAFindingThereAlone brings two records with one
// value together, of a kind that is a station's own and of one that is the office's.
func TestWhatStandsForOneRecordAtItsStationIsAFindingThereAlone(t *testing.T) {
	for clash, want := range map[Clash]int{Local: 0, Alone: 1, Fields: 1} {
		k := thingKind("thing-single", clash)
		k.Only = []string{"room"}
		clock := newClock()
		at := func(name string) *Store {
			return openWith(t, filepath.Join(t.TempDir(), name), Options{Clock: clock, Kinds: []AnyKind{k}})
		}
		a, b := at("a.db"), at("b.db")
		for _, s := range []*Store{a, b} {
			keepThing(t, s, k, thing{Name: "một", Room: "P1", State: "here"})
			keepThing(t, s, k, thing{Name: "hai", Room: "", State: "here"})
		}
		receive(t, a, leaving(t, b)...)
		if doubles := noFaults(t, a).Doubles; len(doubles) != want {
			t.Errorf("%v: %+v", clash, doubles)
		}
	}
}
