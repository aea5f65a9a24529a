package copying_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
)

// TestAPartOfTheJournalThatIsLostIsSpannedByASnapshot spoils each segment alone, and then all but
// the last: what a person gets who wants what can be read.
func TestAPartOfTheJournalThatIsLostIsSpannedByASnapshot(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.snapshotting(target, "")
	c.SnapshotAfter = 7
	var heads []int64
	for range 11 {
		b.work()
		heads = append(heads, b.round(c).Head.Seq)
	}
	all, lie := segments(target), seqsOf(t, target)
	newest := lie[len(lie)-1]
	at, is := slices.BinarySearch(heads, newest)
	if !is || len(all) != len(heads) || at < 4 || at > len(heads)-3 {
		t.Fatalf("%d segments up to %v, snapshots of %v", len(all), heads, lie)
	}
	wantShown, wantEntries := shown(t, b.store)
	comesBack := func(name string, spoilt *copyingtest.Faulty, head, spanned, torn int64) {
		t.Helper()
		s, got, _, err := b.back(spoilt, copying.Wish{Partial: true})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if got.Head.Seq != head || got.Spanned().Seq != spanned || got.Torn != torn {
			t.Errorf("%s: the head is %d of %d, spanned up to %d of %d, %d are left out of %d", name, got.Head.Seq, head, got.Spanned().Seq, spanned, got.Torn, torn)
		}
		gotShown, gotEntries := shown(t, s)
		if diff := cmp.Diff(wantEntries[:head], gotEntries); diff != "" {
			t.Errorf("%s: other entries: %s", name, diff)
		}
		if diff := cmp.Diff(wantShown, gotShown); diff != "" && head == wantEntries[len(wantEntries)-1].Seq {
			t.Errorf("%s: other records: %s", name, diff)
		}
		if report, err := s.VerifyJournal(t.Context(), nil); err != nil || len(report.Faults) > 0 {
			t.Errorf("%s: %v %v", name, err, report.Faults)
		}
	}
	spoil := func(o map[string][]byte, name string) { o[name] = o[name][:60] }
	for i, name := range all {
		spoilt := target.Clone()
		spoil(spoilt.Objects(), name)
		if _, err := copying.Read(t.Context(), spoilt, b.id, copying.Wish{}, nil); !errors.Is(err, copying.Incomplete) && i < len(all)-1 {
			t.Errorf("segment %d: unasked it is read: %v", i, err)
		}
		if i <= at {
			comesBack(name, spoilt, heads[len(heads)-1], newest, 1)
			continue
		}
		comesBack(name, spoilt, heads[i-1], 0, int64(len(all)-i))
	}
	spoilt := target.Clone()
	for _, name := range all[:len(all)-1] {
		spoil(spoilt.Objects(), name)
	}
	comesBack("all but the last", spoilt, newest, newest, int64(len(all)))
	got, err := copying.Read(t.Context(), spoilt, b.id, copying.Wish{Partial: true, Until: wantEntries[newest-2].At}, nil)
	if err == nil && got.Head.Seq > newest-1 {
		t.Errorf("of before the snapshot there came %+v", got.Head)
	}
}

// TestACopyHasASnapshotADayAfterItBegan, however little was done: without any it would be at the
// mercy of its first segment.
func TestACopyHasASnapshotADayAfterItBegan(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	b.later(b.copier(target), 23*time.Hour)
	if lie := seqsOf(t, target); len(lie) > 0 {
		t.Errorf("within a day: %v", lie)
	}
	head := b.later(b.copier(target), time.Hour).Head.Seq
	if lie := seqsOf(t, target); !slices.Equal(lie, []int64{head}) {
		t.Errorf("after a day: %v, the journal has %d", lie, head)
	}
	all := segments(target)
	target.Objects()[all[0]] = nil
	if s, got, _, err := b.back(target, copying.Wish{Partial: true}); err != nil || got.Head.Seq != head {
		t.Errorf("without the first segment: %+v, %v, %v", got, s, err)
	}
}

// TestACopyThatDoesNotSayWhoseItIsComesBack where a person wants what can be read, and keeps
// nobody from what lies beside it.
func TestACopyThatDoesNotSayWhoseItIsComesBack(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	for range 3 {
		b.work()
		b.round(b.copier(target))
	}
	about := b.aboutAt(target)
	folder := strings.TrimSuffix(about, "about")
	for how, spoil := range map[string]func(o map[string][]byte){
		"a bit flipped":                        func(o map[string][]byte) { o[about][90] ^= 4 },
		"none":                                 func(o map[string][]byte) { delete(o, about) },
		"none, and the first segment is wrong": func(o map[string][]byte) { delete(o, about); o[folder+"j/000000000001"][90] ^= 4 },
		"it is another office's":               func(o map[string][]byte) { o[about] = sealedTo(t, b.id, []byte("giả")) },
	} {
		spoilt := target.Clone()
		spoil(spoilt.Objects())
		if _, err := copying.Read(t.Context(), spoilt, b.id, copying.Wish{}, nil); !errors.Is(err, copying.Unsigned) {
			t.Errorf("%s: unasked: %v", how, err)
		}
		if strings.Contains(how, "wrong") {
			if all, err := copying.Find(t.Context(), spoilt, b.id); err != nil || len(all) != 1 || all[0].Station != b.store.Station() || !all[0].Unsigned {
				t.Errorf("%s: %+v, %v", how, all, err)
			}
			continue
		}
		s, got, files, err := b.back(spoilt, copying.Wish{Partial: true})
		if err != nil || got.About.Station != b.store.Station() || got.Torn > 0 || !maps.Equal(files, held(t, b.vault)) {
			t.Errorf("%s: %+v, %v", how, got, err)
			continue
		}
		_, wantEntries := shown(t, b.store)
		if _, entries := shown(t, s); !cmp.Equal(entries, wantEntries) {
			t.Errorf("%s: other entries came back", how)
		}
	}
	beside := target.Clone()
	other := strings.Repeat("0", 40)
	beside.Objects()[folder[:strings.Index(folder, "/s-")]+"/s-"+other+"/about"] = sealedTo(t, b.id, []byte("giả"))
	b.same(beside)
	if _, err := copying.Find(t.Context(), onlyAbout(beside, other), b.id); !errors.Is(err, copying.NotOurs) {
		t.Errorf("where nothing tells whose it is: %v", err)
	}
}

// aboutAt is the name of what says whose copy lies on a target.
func (b *bureau) aboutAt(target *copyingtest.Faulty) (name string) {
	b.t.Helper()
	for is := range target.Objects() {
		if strings.HasSuffix(is, "/about") {
			name = is
		}
	}
	if name == "" {
		b.t.Fatal("nothing says whose copy it is")
	}
	return name
}

// onlyAbout leaves of the folders of stations the one.
func onlyAbout(target *copyingtest.Faulty, coded string) *copyingtest.Faulty {
	left := target.Clone()
	maps.DeleteFunc(left.Objects(), func(name string, _ []byte) bool {
		return strings.Contains(name, "/s-") && !strings.Contains(name, "/s-"+coded)
	})
	return left
}
