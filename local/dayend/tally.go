package dayend

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"tram/local/office"
	"tram/local/store"
)

// Source is the journal that is counted.
type Source interface {
	AuditPage(ctx context.Context, a store.Asked, after office.DeedPlace, most int) ([]office.Entry, error)
	KindOf(office.Kind) (store.AnyKind, bool)
}

// Tally (bảng đếm) is what the own journal tells of a day, up to a head.
type Tally struct {
	First, Last, Entries, Elsewhere int64

	Papers, Messages []office.ID // conversions that were begun, by direction
	Made             []office.ID // that were finished
	Discarded        []office.ID // that lie discarded at the end of the day, but for those of a secret grade
	Withdrawn        []office.ID
	Signed           []office.ID // conversions that got a signature
	Orders           int
	Refused          []office.Secrecy

	kinds   map[office.Kind]int64
	stands  map[office.ID]office.State // of conversions, by the last entry of the day
	secret  map[office.ID]bool
	paged   map[office.ID]bool // pages of them came in
	unread  int64
	further map[office.ID]bool // that were finished: no entry tells of it twice
}

const pageEntries = 500

// Count reads the entries of a day one page after the other.
func Count(ctx context.Context, from Source, day string, head office.JournalHead) (*Tally, error) {
	since, until, err := office.DayBounds(day)
	if err != nil {
		return nil, NoDay.About(day).Because(err)
	}
	t := &Tally{kinds: map[office.Kind]int64{}, stands: map[office.ID]office.State{}, secret: map[office.ID]bool{}, paged: map[office.ID]bool{}, further: map[office.ID]bool{}}
	after := office.DeedPlace{}
	for {
		page, err := from.AuditPage(ctx, store.Asked{Since: since, Until: until, Oldest: true}, after, pageEntries)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			t.take(e, head)
			after = store.PlaceOf(e)
		}
		if len(page) < pageEntries {
			t.close()
			return t, nil
		}
	}
}

// take counts one entry. What came after the head is for another sheet.
func (t *Tally) take(e office.Entry, head office.JournalHead) {
	switch {
	case !e.Here:
		t.Elsewhere++
		return
	case e.Seq > head.Seq:
		return
	}
	if t.First == 0 || e.Seq < t.First {
		t.First = e.Seq
	}
	t.Last = max(t.Last, e.Seq)
	t.Entries++
	t.kinds[e.Kind]++
	if read, known := readers[e.Kind]; known && read(t, e) != nil {
		t.unread++
	}
}

// readers tell of an entry what the figures need.
var readers = map[office.Kind]func(*Tally, office.Entry) error{
	office.KindConversion: (*Tally).conversion, office.KindRefusal: (*Tally).refusal, office.KindSigned: (*Tally).signed,
	office.KindWithdrawal: (*Tally).withdrawal, office.KindPrintout: (*Tally).order,
}

// pagesCame are the steps of a draft with pages in it: what is kept of a draft in the
// journal tells of no page.
var pagesCame = []string{"take", "arrive", "edit", "remove", "replace", "take-back", "bring-back", "retouch", "drop-blank", "recover", "check"}

func (t *Tally) conversion(e office.Entry) error {
	var c struct {
		Direction office.Direction
		State     office.State
		Document  struct{ Secrecy office.Secrecy }
		Pages     []json.RawMessage
	}
	if err := json.Unmarshal(e.Body, &c); err != nil {
		return err
	}
	if e.Base == 0 {
		if c.Direction == office.DataToPaper {
			t.Messages = append(t.Messages, e.Record)
		} else {
			t.Papers = append(t.Papers, e.Record)
		}
	}
	t.stands[e.Record], t.secret[e.Record] = c.State, c.Document.Secrecy.Secret()
	t.paged[e.Record] = t.paged[e.Record] || len(c.Pages) > 0 || c.Direction == office.DataToPaper || slices.Contains(pagesCame, e.Step)
	if c.State == office.Finished && !t.further[e.Record] {
		t.further[e.Record] = true
		t.Made = append(t.Made, e.Record)
	}
	return nil
}

func (t *Tally) refusal(e office.Entry) error {
	var r office.Refusal
	err := json.Unmarshal(e.Body, &r)
	if err == nil && e.Base == 0 {
		t.Refused = append(t.Refused, r.Secrecy)
	}
	return err
}

func (t *Tally) signed(e office.Entry) error {
	var f struct{ Conversion office.ID }
	err := json.Unmarshal(e.Body, &f)
	if err == nil && !slices.Contains(t.Signed, f.Conversion) && e.Step != "extend" {
		t.Signed = append(t.Signed, f.Conversion)
	}
	return err
}

func (t *Tally) withdrawal(e office.Entry) error {
	var w struct{ Conversion office.ID }
	err := json.Unmarshal(e.Body, &w)
	if err == nil && e.Base == 0 {
		t.Withdrawn = append(t.Withdrawn, w.Conversion)
	}
	return err
}

func (t *Tally) order(e office.Entry) error {
	if e.Base == 0 {
		t.Orders++
	}
	return nil
}

// close tells of the conversions what is left of them at the end of the day. A draft that
// was put away before any page came in, because its files were refused, was no paper.
func (t *Tally) close() {
	t.Papers = slices.DeleteFunc(t.Papers, func(id office.ID) bool { return t.stands[id] == office.Discarded && !t.paged[id] && !t.secret[id] })
	for id, state := range t.stands {
		if state == office.Discarded && !t.secret[id] && t.paged[id] {
			t.Discarded = append(t.Discarded, id)
		}
	}
	slices.Sort(t.Discarded)
}

// Begun are the conversions that were begun on the day, in the order of their beginning.
func (t *Tally) Begun() []office.ID {
	all := slices.Concat(t.Papers, t.Messages)
	slices.Sort(all) // an ID begins with its time
	return all
}

// Figures are those that the journal alone tells.
func (t *Tally) Figures(from Source) office.DayCount {
	c := office.DayCount{
		First: t.First, Last: t.Last, Entries: t.Entries, Elsewhere: t.Elsewhere, Papers: len(t.Papers), Messages: len(t.Messages),
		Refused: len(t.Refused), Discarded: len(t.Discarded), Withdrawn: len(t.Withdrawn), Signed: len(t.Signed), Orders: t.Orders, Kinds: []office.KindCount{},
	}
	for _, name := range slices.Sorted(maps.Keys(t.kinds)) {
		kind, _ := from.KindOf(name)
		c.Kinds = append(c.Kinds, office.KindCount{Kind: name, Said: kind.Word(), Entries: t.kinds[name]})
	}
	slices.SortStableFunc(c.Kinds, func(a, b office.KindCount) int { return cmp.Compare(b.Entries, a.Entries) })
	if t.unread > 0 {
		c.Uncounted = append(c.Uncounted, unreadSaid(t.unread))
	}
	return c
}
