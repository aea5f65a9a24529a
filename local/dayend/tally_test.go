package dayend

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// told is a journal of which a test says each entry.
type told struct {
	*store.Store
	entries []office.Entry
	asked   []store.Asked
}

// AuditPage hands the entries over in pages, as the store does.
func (s *told) AuditPage(_ context.Context, a store.Asked, after office.DeedPlace, most int) ([]office.Entry, error) {
	s.asked = append(s.asked, a)
	from := 0
	if after != (office.DeedPlace{}) {
		from = slices.IndexFunc(s.entries, func(e office.Entry) bool { return store.PlaceOf(e) == after }) + 1
	}
	return s.entries[from:min(len(s.entries), from+most)], nil
}

// tell adds an entry of this station; a body that is no JSON is written as it is.
func (s *told) tell(kind office.Kind, record office.ID, base int64, step string, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	if raw, is := body.(string); is {
		b = []byte(raw)
	}
	n := int64(len(s.entries) + 1)
	s.entries = append(s.entries, office.Entry{Seq: n, Kind: kind, Record: record, Base: base, Step: step, Body: b, At: at.Add(time.Duration(n) * time.Second), Here: true})
}

func newTold(t *testing.T) *told {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Kinds: []store.AnyKind{Sheets}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &told{Store: s}
}

type conversion struct {
	Direction office.Direction `json:"direction"`
	State     office.State     `json:"state"`
	Document  office.Document  `json:"document"`
	Pages     []office.Page    `json:"pages"`
}

// TestEachThingIsCountedOnceWhateverItsEntries tells a day with everything in it.
func TestEachThingIsCountedOnceWhateverItsEntries(t *testing.T) {
	s := newTold(t)
	paper := func(state office.State) conversion { return conversion{Direction: office.PaperToData, State: state} }
	came := paper(office.Draft)
	secret := paper(office.Discarded)
	secret.Document.Secrecy = office.Secret
	s.tell(office.KindConversion, "a", 0, "draft", paper(office.Draft))
	s.tell(office.KindConversion, "a", 1, "describe", paper(office.Draft))
	s.tell(office.KindConversion, "a", 2, "finish", paper(office.Finished))
	s.tell(office.KindSigned, "a-signed", 0, "sign", office.SignedFile{Conversion: "a"})
	s.tell(office.KindSigned, "a-signed", 1, "sign", office.SignedFile{Conversion: "a"})
	s.tell(office.KindSigned, "old-signed", 3, "extend", office.SignedFile{Conversion: "old"})
	s.tell(office.KindConversion, "b", 0, "import", conversion{Direction: office.DataToPaper, State: office.Draft})
	s.tell(office.KindPrintout, "p", 0, "print", office.Printout{Conversion: "b"})
	s.tell(office.KindPrintout, "p", 1, "tell", office.Printout{Conversion: "b"})
	s.tell(office.KindConversion, "c", 0, "draft", paper(office.Draft))
	s.tell(office.KindConversion, "c", 1, "take", came)
	s.tell(office.KindConversion, "c", 2, "discard", paper(office.Discarded))
	s.tell(office.KindConversion, "refused", 0, "draft", paper(office.Draft)) // its files were no pages
	s.tell(office.KindConversion, "refused", 1, "discard", paper(office.Discarded))
	s.tell(office.KindConversion, "d", 5, "discard", paper(office.Discarded))
	s.tell(office.KindConversion, "d", 6, "restore", paper(office.Draft))
	s.tell(office.KindConversion, "e", 0, "draft", came)
	s.tell(office.KindConversion, "e", 1, "refuse-secret", secret)
	s.tell(office.KindRefusal, "r", 0, "refuse-secret", office.Refusal{Secrecy: office.Secret})
	s.tell(office.KindConversion, "old", 9, "finish", paper(office.Finished))
	s.tell(office.KindWithdrawal, "w", 0, "withdraw", office.Withdrawal{Conversion: "old"})
	s.tell(office.KindOffice, "o", 3, "settings", office.Office{})
	s.tell(office.KindConversion, "f", 0, "draft", `{"state":`)
	last := int64(len(s.entries))
	s.tell(office.KindConversion, "late", 0, "draft", paper(office.Draft)) // behind the head
	s.entries = append(s.entries, office.Entry{Seq: 3, Kind: office.KindConversion, At: at.Add(time.Hour), Body: []byte(`{}`)})
	count, err := Count(t.Context(), s, "2026-11-28", office.JournalHead{Seq: last})
	if err != nil {
		t.Fatal(err)
	}
	n := count.Figures(s)
	want := office.DayCount{First: 1, Last: last, Entries: last, Elsewhere: 1, Papers: 3, Messages: 1, Refused: 1, Discarded: 1, Withdrawn: 1, Signed: 1, Orders: 1}
	got := n
	got.Kinds, got.Uncounted = nil, nil
	if !same(got, want) {
		t.Errorf("counted %+v\nwanted  %+v", got, want)
	}
	if !slices.Equal(count.Made, []office.ID{"a", "old"}) || !slices.Equal(count.Begun(), []office.ID{"a", "b", "c", "e"}) {
		t.Errorf("made %v, begun %v", count.Made, count.Begun())
	}
	total := int64(0)
	for _, k := range n.Kinds {
		total += k.Entries
	}
	if total != n.Entries || n.Kinds[0].Said != "Hồ sơ" {
		t.Errorf("%d entries by kind: %+v", total, n.Kinds)
	}
	if len(n.Uncounted) != 1 {
		t.Errorf("an entry that cannot be read is not told: %q", n.Uncounted)
	}
	since, until := s.asked[0].Since, s.asked[0].Until
	if since.UTC().Format(time.RFC3339) != "2026-11-27T17:00:00Z" || until.Sub(since) != 24*time.Hour {
		t.Errorf("the day is %v to %v", since, until)
	}
}

func same(a, b office.DayCount) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// TestADayOfManyPagesIsCountedWhole tells more entries than are read at once.
func TestADayOfManyPagesIsCountedWhole(t *testing.T) {
	for _, many := range []int{pageEntries - 1, pageEntries, pageEntries + 1, 2*pageEntries + 7} {
		s := newTold(t)
		for range many {
			s.tell(office.KindAccess, "x", 0, "seen", struct{}{})
		}
		count, err := Count(t.Context(), s, "2026-11-28", office.JournalHead{Seq: int64(many)})
		if err != nil || count.Entries != int64(many) {
			t.Errorf("%d of %d: %v", count.Entries, many, err)
		}
	}
}
