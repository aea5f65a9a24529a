package store

import (
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// insider writes entries with true hashes and links, as whoever holds the key of the office
// can at any station of it.
type insider struct {
	t       testing.TB
	station office.ID
	head    office.Entry
	clock   *ticking
}

// atStation goes on at the end of a chain.
func atStation(t testing.TB, s *Store, clock *ticking) *insider {
	t.Helper()
	all := leaving(t, s)
	return &insider{t: t, station: s.Station(), head: all[len(all)-1].Entry, clock: clock}
}

// says makes the next entry of the chain.
func (i *insider) says(e office.Entry, body any) Arrival {
	i.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		i.t.Fatal(err)
	}
	now := i.clock.Now()
	if e.At.IsZero() {
		e.At = now.UTC()
	}
	if e.Station == "" {
		e.Station = i.station
	}
	e.Form, e.Seq, e.ID, e.Body, e.Actor, e.Prev = newestForm, i.head.Seq+1, office.NewID(now), text, "Mạc Thị Lý", i.head.Hash
	e.Hash = hashOf(e)
	i.head = e
	return Arrival{Entry: e}
}

// owned is a store with records of its own, as they are to stay.
type owned struct {
	*Store
	clock *ticking
	act   office.Conversion
	clerk office.Clerk
	root  office.TrustedRoot
	alone thing
	head  office.Entry // of the own journal
}

func aStoreOfItsOwn(t *testing.T) (o owned) {
	t.Helper()
	o.clock = newClock()
	o.Store = openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: o.clock, Kinds: thingKinds()})
	ctx, setup := t.Context(), Act{Actor: by.Actor, Step: "setup"}
	must(o.SaveOffice(ctx, setup, anOffice()))(t)
	o.clerk = must(o.SaveClerk(ctx, setup, office.Clerk{ID: office.NewID(o.clock.Now()), Name: "Nguyễn Văn Mẫu"}))(t)
	o.root = must(o.SaveRoot(ctx, Act{Actor: by.Actor, Step: "trust"}, office.TrustedRoot{Name: "Gốc", SHA256: "a"}))(t)
	o.act = must(o.SaveConversion(ctx, Act{Actor: by.Actor, Step: "finish"}, aConversion(1, "QĐ-UBND", "về việc ví dụ", 1)))(t)
	o.alone = keepThing(t, o.Store, things[3], thing{Name: "một", State: "here"})
	all := leaving(t, o.Store)
	o.head = all[len(all)-1].Entry
	return o
}

// first is the ID of the entry that began a record.
func (o owned) first(i *insider, record office.ID) office.ID {
	return must(o.Entries(i.t.Context(), record))(i.t)[0].ID
}

// TestNothingOwnIsTouched has an insider at another station say what they like about the
// records of this one.
func TestNothingOwnIsTouched(t *testing.T) {
	a := aStoreOfItsOwn(t)
	for name, say := range a.attacks() {
		b := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: a.clock, Kinds: thingKinds()})
		receive(t, a.Store, leaving(t, b)...)
		if got := receive(t, a.Store, say(atStation(t, b, a.clock))...); got.Stand == 0 && len(got.Faults) == 0 {
			t.Errorf("%s: nothing stands, and nothing is named: %+v", name, got)
		}
		a.untouched(t, name)
	}
	if got := must(One(t.Context(), a.Store, things[3], a.alone.ID))(t); got.Name != a.alone.Name {
		t.Errorf("%+v", got)
	}
	if on := keepThing(t, a.Store, things[3], thing{ID: a.alone.ID, Version: 1, Name: "ba", State: "here"}); on.Version != 2 {
		t.Errorf("the own record goes on as %+v", on)
	}
	noFaults(t, a.Store)
}

// attacks are what the insider says, each by its name.
func (o owned) attacks() map[string]func(i *insider) []Arrival {
	all := o.births()
	maps.Copy(all, o.rivals())
	maps.Copy(all, o.impostors())
	return all
}

var long = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// births are own records begun a second time.
func (o owned) births() map[string]func(i *insider) []Arrival {
	return map[string]func(i *insider) []Arrival{
		"an older birth as another kind": func(i *insider) []Arrival {
			return []Arrival{i.says(office.Entry{Kind: things[0].Name, Record: o.act.ID, Step: "enter", Version: 1, At: long}, thing{ID: o.act.ID, Version: 1, Name: "x", State: "here"})}
		},
		"an older birth": func(i *insider) []Arrival {
			other := o.act
			other.Document.Subject, other.Version = "khác", 1
			return []Arrival{i.says(office.Entry{Kind: office.KindConversion, Record: o.act.ID, Step: "finish", Version: 1, At: long}, other)}
		},
		"an older birth of the office": func(i *insider) []Arrival {
			the := must(o.Office(i.t.Context()))(i.t)
			return []Arrival{i.says(office.Entry{Kind: things[0].Name, Record: the.ID, Step: "enter", Version: 1, At: long}, thing{ID: the.ID, Version: 1, Name: "x", State: "here"})}
		},
	}
}

// rivals are other versions of own records, and what is added to them.
func (o owned) rivals() map[string]func(i *insider) []Arrival {
	return map[string]func(i *insider) []Arrival{
		"a rival version": func(i *insider) []Arrival {
			return []Arrival{i.says(office.Entry{Kind: office.KindConversion, Record: o.act.ID, Step: "discard", Version: 2, Base: 1, Follows: []office.ID{o.first(i, o.act.ID)}}, o.goneBy())}
		},
		"another name of a person": func(i *insider) []Arrival {
			k := o.clerk
			k.Name, k.Version = "Mạc Thị Lý", 2
			return []Arrival{i.says(office.Entry{Kind: office.KindClerk, Record: o.clerk.ID, Step: "settings", Version: 2, Base: 1, Follows: []office.ID{o.first(i, o.clerk.ID)}}, k)}
		},
		"another certificate of a root": func(i *insider) []Arrival {
			r := o.root
			r.Certificate, r.Version = []byte("khác"), 2
			return []Arrival{i.says(office.Entry{Kind: office.KindRoot, Record: o.root.ID, Step: "trust", Version: 2, Base: 1, Follows: []office.ID{o.first(i, o.root.ID)}}, r)}
		},
		"its act withdrawn": func(i *insider) []Arrival {
			return []Arrival{i.says(office.Entry{Kind: office.KindWithdrawal, Record: "01a205ea-d9d8-7a90-97fb-abf15337801f", Step: "withdraw", Version: 1}, office.Withdrawal{ID: "01a205ea-d9d8-7a90-97fb-abf15337801f", Version: 1, Conversion: o.act.ID, Reason: "x"})}
		},
		"its act signed": func(i *insider) []Arrival {
			return []Arrival{i.says(office.Entry{Kind: office.KindSigned, Record: "01a205ea-d9d8-7a90-97fb-abf153378020", Step: "sign", Version: 1}, office.SignedFile{ID: "01a205ea-d9d8-7a90-97fb-abf153378020", Version: 1, Conversion: o.act.ID, Owes: true})}
		},
	}
}

// impostors are chains that say to be of this machine.
func (o owned) impostors() map[string]func(i *insider) []Arrival {
	return map[string]func(i *insider) []Arrival{
		"a restored station of its own making": func(i *insider) []Arrival {
			birthAt := i.clock.Now().UTC()
			restored := office.NewID(i.clock.Now())
			i.station, i.head = restored, o.head
			return []Arrival{
				i.says(office.Entry{Kind: office.KindStation, Record: restored, Step: birth, Version: 1}, born{ID: restored, Version: 1, Born: birthAt, From: &origin{Station: o.Station(), Seq: o.head.Seq, Hash: o.head.Hash}}),
				i.says(office.Entry{Kind: office.KindConversion, Record: o.act.ID, Step: "discard", Version: 2, Base: 1, Follows: []office.ID{o.first(i, o.act.ID)}}, o.goneBy()),
				i.says(office.Entry{Kind: things[3].Name, Record: o.alone.ID, Step: "edit", Version: 2, Base: 1, Follows: []office.ID{o.first(i, o.alone.ID)}}, thing{ID: o.alone.ID, Version: 2, Name: "hai", State: "here"}),
			}
		},
		"a clone": func(i *insider) []Arrival {
			i.station, i.head = o.Station(), o.head
			return []Arrival{i.says(office.Entry{Kind: office.KindRoot, Record: "01a205ea-d9d8-7a90-97fb-abf15337801d", Step: "trust", Version: 1}, office.TrustedRoot{ID: "01a205ea-d9d8-7a90-97fb-abf15337801d", Version: 1, Name: "Gốc lạ"}),
				i.says(office.Entry{Kind: office.KindRoot, Record: o.root.ID, Step: "distrust", Version: 2, Base: 1, Follows: []office.ID{o.first(i, o.root.ID)}}, office.TrustedRoot{ID: o.root.ID, Version: 2, Name: "Gốc", Removed: true})}
		},
		"a second birth in its name": func(i *insider) []Arrival {
			i.station, i.head = o.Station(), office.Entry{}
			b := i.says(office.Entry{Kind: office.KindStation, Record: o.Station(), Step: birth, Version: 1}, born{ID: o.Station(), Version: 1, Born: long, From: &origin{Station: "x"}})
			return []Arrival{b, i.says(office.Entry{Kind: office.KindRoot, Record: "01a205ea-d9d8-7a90-97fb-abf15337801e", Step: "trust", Version: 1}, office.TrustedRoot{ID: "01a205ea-d9d8-7a90-97fb-abf15337801e", Version: 1, Name: "Gốc lạ"})}
		},
	}
}

// goneBy is the act as somebody took it away.
func (o owned) goneBy() office.Conversion {
	gone := o.act
	gone.State, gone.Version = office.Discarded, 2
	return gone
}

func (o owned) untouched(t *testing.T, name string) {
	t.Helper()
	ctx := t.Context()
	if _, err := o.Office(ctx); err != nil {
		t.Errorf("%s: the office: %v", name, err)
	}
	if got, err := o.Conversion(ctx, o.act.ID); err != nil || got.State != office.Finished || got.Document.Subject != o.act.Document.Subject {
		t.Errorf("%s: the act is shown as %s %q %v", name, got.State, got.Document.Subject, err)
	}
	if versions, err := o.Versions(ctx, o.act.ID); err != nil || len(versions) != 1 {
		t.Errorf("%s: the act stands in %d versions %v", name, len(versions), err)
	}
	if hits := must(o.Find(ctx, Query{}))(t); len(hits.Keys) == 0 || must(o.Rows(ctx, hits.Keys))(t)[0].Signed || must(o.Rows(ctx, hits.Keys))(t)[0].Withdrawn {
		t.Errorf("%s: the list tells otherwise", name)
	}
	if _, err := o.WithdrawalOf(ctx, o.act.ID); !errors.Is(err, NoSuchRecord) {
		t.Errorf("%s: withdrawn: %v", name, err)
	}
	if _, err := o.SignedOf(ctx, o.act.ID); !errors.Is(err, NoSuchRecord) {
		t.Errorf("%s: signed: %v", name, err)
	}
	if got := must(o.Roots(ctx))(t); len(got) != 1 || got[0].Removed || got[0].Name != o.root.Name || len(got[0].Certificate) > 0 {
		t.Errorf("%s: trusted: %+v", name, got)
	}
	if got, err := One(ctx, o.Store, clerks, o.clerk.ID); err != nil || got.Name != o.clerk.Name {
		t.Errorf("%s: the person is %+v %v", name, got, err)
	}
	noFaults(t, o.Store)
}

// TestWhatCannotBeReadIsNotTakenIn has an insider send what would stand in the way of all
// that is read with it.
func TestWhatCannotBeReadIsNotTakenIn(t *testing.T) {
	a, b, clock := pair(t)
	keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	id := office.ID("01a205ea-d9d8-7a90-97fb-abf15337801d")
	for name, e := range map[string]struct {
		entry office.Entry
		body  any
	}{
		"a list":                {office.Entry{Kind: office.KindClerk, Record: id, Step: "setup", Version: 1}, []int{1}},
		"a word":                {office.Entry{Kind: office.KindConversion, Record: id, Step: "draft", Version: 1}, "x"},
		"another record":        {office.Entry{Kind: things[0].Name, Record: id, Step: "enter", Version: 1}, thing{ID: "x", Version: 1}},
		"another version":       {office.Entry{Kind: things[0].Name, Record: id, Step: "enter", Version: 1}, thing{ID: id, Version: 3}},
		"a version without end": {office.Entry{Kind: things[0].Name, Record: id, Step: "enter", Version: 1<<63 - 1}, thing{ID: id, Version: 1<<63 - 1}},
		"a blank in an ID":      {office.Entry{Kind: things[0].Name, Record: id, Step: "enter", Version: 2, Base: 1, Follows: []office.ID{"a b"}}, thing{ID: id, Version: 2}},
		"a blank in a record":   {office.Entry{Kind: things[0].Name, Record: "a b", Step: "enter", Version: 1}, thing{ID: "a b", Version: 1}},
	} {
		i := atStation(t, b, clock)
		receive(t, a, leaving(t, b)...)
		if got := receive(t, a, i.says(e.entry, e.body)); got.New != 0 || len(got.Faults) != 1 {
			t.Errorf("%s: %+v", name, got)
		}
		if _, err := a.Clerks(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		noFaults(t, a)
	}
}

// TestNobodyAddsToARecordOfAnotherStation tries what belongs to a record at a station that
// is not its own.
func TestNobodyAddsToARecordOfAnotherStation(t *testing.T) {
	a, b, _ := pair(t)
	c := aConversion(1, "QĐ-UBND", "về việc ví dụ", 1)
	c = must(a.SaveConversion(t.Context(), Act{Actor: by.Actor, Step: "finish"}, c))(t)
	receive(t, b, leaving(t, a)...)
	withdrawn := office.Withdrawal{Conversion: c.ID, Reason: "sai"}
	if err := b.Save(t.Context(), Act{Actor: by.Actor, Step: "withdraw"}, withdrawals.Put(&withdrawn)); !errors.Is(err, OfAnotherStation) {
		t.Errorf("withdrawn at another station: %v", err)
	}
	signed := office.SignedFile{Conversion: c.ID}
	if err := b.Save(t.Context(), Act{Actor: by.Actor, Step: "sign"}, signedFiles.Put(&signed)); !errors.Is(err, OfAnotherStation) {
		t.Errorf("signed at another station: %v", err)
	}
	noFaults(t, b)
}

// TestWhatCameBeforeItsRecordIsWeighedAgain has a withdrawal by another station arrive
// before the act that it names, and then that of its own station.
func TestWhatCameBeforeItsRecordIsWeighedAgain(t *testing.T) {
	a, b, clock := pair(t)
	third := openWith(t, filepath.Join(t.TempDir(), "c.db"), Options{Clock: clock, Kinds: thingKinds()})
	ctx := t.Context()
	c := aConversion(1, "QĐ-UBND", "về việc ví dụ", 1)
	c = must(a.SaveConversion(ctx, Act{Actor: by.Actor, Step: "finish"}, c))(t)
	i := atStation(t, b, clock)
	receive(t, third, leaving(t, b)...)
	receive(t, third, i.says(office.Entry{Kind: office.KindWithdrawal, Record: "01a205ea-d9d8-7a90-97fb-abf15337801f", Step: "withdraw", Version: 1},
		office.Withdrawal{ID: "01a205ea-d9d8-7a90-97fb-abf15337801f", Version: 1, Conversion: c.ID}))
	receive(t, third, leaving(t, a)...)
	if _, err := third.WithdrawalOf(ctx, c.ID); !errors.Is(err, NoSuchRecord) {
		t.Errorf("withdrawn by a stranger: %v", err)
	}
	noFaults(t, third)
	own := office.Withdrawal{Conversion: c.ID, Reason: "sai"}
	if err := a.Save(ctx, Act{Actor: by.Actor, Step: "withdraw"}, withdrawals.Put(&own)); err != nil {
		t.Fatal(err)
	}
	receive(t, third, leaving(t, a)...)
	if w, err := third.WithdrawalOf(ctx, c.ID); err != nil || w.ID != own.ID {
		t.Errorf("withdrawn by its own station: %+v %v", w, err)
	}
	noFaults(t, third)
}

// TestNobodyElseIsBornUnderTheOwnName lets the birth of another machine under the name of
// this one neither stand nor go unnamed.
func TestNobodyElseIsBornUnderTheOwnName(t *testing.T) {
	a := aStoreOfItsOwn(t)
	b := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: a.clock, Kinds: thingKinds()})
	got := receive(t, a.Store, a.impostors()["a second birth in its name"](atStation(t, b, a.clock))...)
	if got.Stand != 0 || !strings.Contains(saidOf(got.Faults), "mang tên của chính trạm này") {
		t.Errorf("%+v", got)
	}
}

// TestAnEntryOfAnotherKindIsNoVersionOfARecord has another station say something of another
// kind about a record that every station may change.
func TestAnEntryOfAnotherKindIsNoVersionOfARecord(t *testing.T) {
	a, b, clock := pair(t)
	kept := keepThing(t, a, things[0], thing{Name: "một", State: "here"})
	receive(t, a, leaving(t, b)...)
	i := atStation(t, b, clock)
	e := i.says(office.Entry{Kind: things[1].Name, Record: kept.ID, Step: "enter", Version: 2, Base: 1, Follows: []office.ID{must(a.Entries(t.Context(), kept.ID))(t)[0].ID}},
		thing{ID: kept.ID, Version: 2, Name: "hai", State: "here"})
	if got := receive(t, a, e); got.Stand != 1 {
		t.Fatalf("%+v", got)
	}
	if got, err := One(t.Context(), a, things[0], kept.ID); err != nil || got.Name != "một" || len(must(a.Versions(t.Context(), kept.ID))(t)) != 1 {
		t.Errorf("%+v %v", got, err)
	}
	noFaults(t, a)
}

// TestWhomTheLostChainTrustedIsNotTrustedHere brings to a restored store what its machine
// trusted after the copy was made.
func TestWhomTheLostChainTrustedIsNotTrustedHere(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	lost := openWith(t, filepath.Join(dir, "a.db"), Options{Clock: clock, Kinds: thingKinds()})
	trust, distrust := Act{Actor: by.Actor, Step: "trust"}, Act{Actor: by.Actor, Step: "distrust"}
	root := must(lost.SaveRoot(t.Context(), trust, office.TrustedRoot{Name: "Gốc", SHA256: "a"}))(t)
	if err := lost.Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(t, filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db"))
	lost = openWith(t, filepath.Join(dir, "a.db"), Options{Clock: clock, Kinds: thingKinds()})
	root.Removed = true
	must(lost.SaveRoot(t.Context(), distrust, root))(t)
	restored := openWith(t, filepath.Join(dir, "b.db"), Options{Clock: clock, Kinds: thingKinds()})
	must(restored.BeginChain(t.Context(), entering))(t)
	receive(t, restored, leaving(t, lost)...)
	if got := must(restored.Roots(t.Context()))(t); len(got) != 1 || got[0].Removed {
		t.Errorf("%+v", got)
	}
	noFaults(t, restored)
}
