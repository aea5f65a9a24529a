package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// ticking is a clock that moves one minute at each look.
type ticking struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticking) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Minute)
	return c.now
}

func (c *ticking) Source() office.ClockSource { return office.ClockSource{Name: "ntp.example"} }

func (c *ticking) pass(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.mu.Unlock()
}

var began = time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam)

func opened(t testing.TB) (*store.Store, *ticking) {
	t.Helper()
	clock := &ticking{now: began}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: clock, Kinds: []store.AnyKind{Reviews, Requirements}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, clock
}

func act(who, step string) store.Act { return store.Act{Actor: who, Step: step} }

func types(code string) string {
	return map[string]string{"quyet-dinh": "Quyết định"}[code]
}

const mau, binh = "Nguyễn Văn Mẫu", "Trần Thị Bình"

func anOffice() office.Office {
	return office.Office{Name: "Ủy ban nhân dân xã Mẫu", Code: "H49.10.02", System: "Trạm xã Mẫu", Owner: "Ủy ban nhân dân tỉnh Mẫu"}
}

// aPaper is a conversion from its draft to its end, by two people.
func aPaper(t testing.TB, s *store.Store) office.Conversion {
	t.Helper()
	save := func(who, step string, c office.Conversion) office.Conversion {
		c, err := s.SaveConversion(t.Context(), act(who, step), c)
		if err != nil {
			t.Fatal(step, err)
		}
		return c
	}
	c := office.Conversion{
		Direction: office.PaperToData, State: office.Draft, Code: office.NewLookupCode(), Form: office.Plain, Clerk: office.Clerk{Name: mau}, Office: anOffice(), Begun: began,
		Document: office.Document{Secrecy: office.Ordinary},
	}
	c = save(mau, "draft", c)
	c.Document = office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc mẫu", Issuer: "UBND xã Mẫu", Issued: "2026-11-20", Secrecy: office.Ordinary}
	c = save(mau, "describe", c)
	c.State, c.Finished, c.PDF = office.Finished, began.Add(time.Hour), office.DigestOf([]byte("pdf"))
	return save(binh, "finish", c)
}

func all(t testing.TB, b *Book, a store.Asked) (deeds []office.Deed) {
	t.Helper()
	err := b.Each(t.Context(), a, func(d office.Deed) error {
		deeds = append(deeds, d)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return deeds
}

func TestAnEntryIsToldAsASentenceWithItsBeforeAndAfter(t *testing.T) {
	s, _ := opened(t)
	o, err := s.SaveOffice(t.Context(), act(mau, "setup"), anOffice())
	if err != nil {
		t.Fatal(err)
	}
	o.Name, o.WithQR = "Ủy ban nhân dân xã Mẫu Mới", true
	if _, err := s.SaveOffice(t.Context(), act(binh, "settings"), o); err != nil {
		t.Fatal(err)
	}
	c := aPaper(t, s)
	deeds := all(t, NewBook(s, types), store.Asked{Oldest: true})
	said := make([]string, len(deeds))
	for i, d := range deeds {
		said[i] = d.Said() + " [" + d.Differs() + "]"
	}
	for i, want := range []string{
		"Khai sinh trạm, Trạm này",
		mau + ": Thiết lập cơ quan, Cơ quan: Ủy ban nhân dân xã Mẫu Mới [",
		binh + ": Đổi thiết lập, Cơ quan: Ủy ban nhân dân xã Mẫu Mới [Kèm mã QR: từ “không” thành “có”; Tên cơ quan: từ “Ủy ban nhân dân xã Mẫu” thành “Ủy ban nhân dân xã Mẫu Mới”]",
		mau + ": Mở bản nháp, Hồ sơ: 15/QĐ-UBND · Về việc mẫu [",
		mau + ": Ghi thông tin văn bản, Hồ sơ: 15/QĐ-UBND · Về việc mẫu [",
		binh + ": Hoàn thành, Hồ sơ: 15/QĐ-UBND · Về việc mẫu [",
	} {
		if !strings.Contains(said[i], want) {
			t.Errorf("%d: %s\nwant %s", i, said[i], want)
		}
	}
	last := said[5]
	for _, want := range []string{"Tình trạng: từ “Bản nháp” thành “Hoàn thành”", "Thời gian hoàn thành: 09:00:00 23/11/2026", "Văn bản, số: 15", "Văn bản, ngày ban hành: 20/11/2026"} {
		if !strings.Contains(last, want) {
			t.Errorf("%q is not in %s", want, last)
		}
	}
	if deeds[4].Note != outlined {
		t.Errorf("the outline of a draft is told as %q", deeds[4].Note)
	}
	if deeds[5].Note != fromOutline {
		t.Errorf("what follows an outline is told as %q", deeds[5].Note)
	}
	if deeds[1].Where != "Trạm này" || deeds[5].Record != c.ID || !deeds[5].At.After(deeds[4].At) {
		t.Errorf("%+v", deeds[5])
	}
}

// TestNoMachineWordsReachPeople walks every kind: no JSON, no UUID, no name of a field.
func TestNoMachineWordsReachPeople(t *testing.T) {
	s, _ := opened(t)
	aPaper(t, s)
	if _, err := s.SaveOffice(t.Context(), act(mau, "setup"), anOffice()); err != nil {
		t.Fatal(err)
	}
	for _, d := range all(t, NewBook(s, types), store.Asked{}) {
		text := d.Said() + d.Differs()
		for _, r := range []string{"{", "}", "[", `":`, "null", "true", "quyet", "_", string(d.Record)} {
			if strings.Contains(text, r) {
				t.Errorf("%q is in %s", r, text)
			}
		}
	}
}

func TestFiltersAndPagesFindWhatWasAskedForOnce(t *testing.T) {
	s, clock := opened(t)
	var ids []office.ID
	for range 40 {
		ids = append(ids, aPaper(t, s).ID)
	}
	middle := clock.Now()
	for range 5 {
		aPaper(t, s)
	}
	exact := all(t, NewBook(s, types), store.Asked{Record: ids[3]})[1].At // of the second of three
	b := NewBook(s, types)
	for name, c := range map[string]struct {
		asked store.Asked
		want  int
	}{
		"all":            {store.Asked{}, 136},
		"by a person":    {store.Asked{Actors: []string{binh}}, 45},
		"by two":         {store.Asked{Actors: []string{binh, mau}}, 135},
		"since":          {store.Asked{Since: middle}, 15},
		"until":          {store.Asked{Until: middle}, 121},
		"from one on":    {store.Asked{Record: ids[3], Since: exact}, 2},
		"before one":     {store.Asked{Record: ids[3], Until: exact}, 1},
		"of a record":    {store.Asked{Record: ids[3]}, 3},
		"of a kind":      {store.Asked{Kind: office.KindStation}, 1},
		"of all but one": {store.Asked{But: office.KindConversion}, 1},
		"all of it":      {store.Asked{Until: middle, Kind: office.KindConversion, Actors: []string{mau}, Record: ids[3]}, 2},
		"of nobody":      {store.Asked{Actors: []string{"Không Ai"}}, 0},
		"of a kind not":  {store.Asked{Kind: "không-có"}, 0},
	} {
		for _, oldest := range []bool{false, true} {
			c.asked.Oldest = oldest
			var got []office.Deed
			for after, most := (office.DeedPlace{}), 7; ; {
				page, err := b.Page(t.Context(), c.asked, after, most)
				if err != nil {
					t.Fatal(name, err)
				}
				if got, after = append(got, page.Deeds...), page.Last; !page.More {
					break
				}
			}
			if len(got) != c.want {
				t.Errorf("%s, oldest %v: %d deeds, want %d", name, oldest, len(got), c.want)
			}
			if !slices.IsSortedFunc(got, func(x, y office.Deed) int {
				if oldest {
					return x.At.Compare(y.At)
				}
				return y.At.Compare(x.At)
			}) {
				t.Errorf("%s, oldest %v: out of order", name, oldest)
			}
		}
	}
}

func TestAListTellsItsBoundsAndWhatIsNotInIt(t *testing.T) {
	s, _ := opened(t)
	aPaper(t, s)
	head, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := store.Asked{Since: began, Actors: []string{mau}, Kind: office.KindConversion, But: office.KindOffice}
	for untold, want := range map[int64]string{0: "", 7: "7 mục của trạm khác"} {
		list := NewBook(s, types).List(t.Context(), a, "UBND xã Mẫu", mau, began, head, untold)
		rows := 0
		for r, err := range list.Rows {
			if rows++; err != nil || len(r) != len(list.Columns) {
				t.Fatalf("%v, %v", r, err)
			}
		}
		notes := strings.Join(list.Notes(), " ")
		if rows != 2 || !strings.Contains(notes, string(head.Hash)) || !strings.Contains(notes, want) || (untold == 0) != !strings.Contains(notes, "Không có ở đây") {
			t.Errorf("%d rows, notes %q", rows, notes)
		}
		if told := strings.Join(list.Told, " "); !strings.Contains(told, "08:00 ngày 23/11/2026") || !strings.Contains(told, mau) || !strings.Contains(told, "Hồ sơ") || !strings.Contains(told, "Không kể: Cơ quan") {
			t.Errorf("told %q", told)
		}
	}
}

func TestPeopleAreFoundWithAndWithoutAccents(t *testing.T) {
	s, _ := opened(t)
	aPaper(t, s)
	names, err := s.Actors(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string][]string{"nguyen mau": {mau}, "BÌNH": {binh}, "n": {mau, binh}} {
		got, err := Meant(typed, names)
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"Lê", "  ", ""} {
		if got, err := Meant(typed, names); err == nil {
			t.Errorf("%q: %q", typed, got)
		}
	}
}

// strange is a source with entries that this program could not have written.
type strange struct {
	Source
	before []office.Entry
}

func (s strange) Followed(context.Context, office.Entry) ([]office.Entry, error) {
	return s.before, nil
}

func TestWhatCannotBeReadIsToldAsSuch(t *testing.T) {
	s, _ := opened(t)
	body := func(v any) json.RawMessage { b, _ := json.Marshal(v); return b }
	e := office.Entry{Seq: 9, ID: office.NewID(began), Record: office.NewID(began), Kind: office.KindOffice, Step: "settings", Version: 2, Base: 1, Body: body(anOffice()), Actor: mau, At: began}
	for name, c := range map[string]struct {
		change func(*office.Entry, *strange)
		want   string
	}{
		"a kind of a newer program": {func(e *office.Entry, _ *strange) {
			e.Kind = "hologram"
			e.Body = body(map[string]string{"secret": "chữ lạ"})
		}, "Mục của bản phần mềm mới hơn"},
		"an unknown step":        {func(e *office.Entry, _ *strange) { e.Step = "levitate" }, unworded},
		"a body that is no JSON": {func(e *office.Entry, _ *strange) { e.Body = json.RawMessage("{") }, damaged},
		"nothing before it":      {func(*office.Entry, *strange) {}, gone},
		"two before it": {func(e *office.Entry, s *strange) {
			s.before = []office.Entry{{Body: body(anOffice())}, {Body: body(anOffice())}}
		}, parted},
		"nobody":          {func(e *office.Entry, _ *strange) { e.Actor = "" }, nobody},
		"another station": {func(e *office.Entry, _ *strange) { e.Station = "0198aaaa-0000-7000-8000-0000deadbeef" }, "Trạm deadbeef"},
	} {
		given, from := e, strange{Source: s}
		c.change(&given, &from)
		d, err := NewBook(from, types).Tell(t.Context(), given)
		if err != nil {
			t.Fatal(name, err)
		}
		if text := fmt.Sprint(d); !strings.Contains(text, c.want) || strings.Contains(text, "chữ lạ") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestFieldsAreComparedByWhatTheyMean(t *testing.T) {
	s, _ := opened(t)
	kind, _ := s.KindOf(office.KindConversion)
	for name, c := range map[string]struct{ was, now, want string }{
		"nothing":               {`{"state":"draft","version":1}`, `{"state":"draft","version":2}`, ``},
		"absent and empty":      {`{"code":""}`, `{}`, ``},
		"a value of the trade":  {`{"state":"draft"}`, `{"state":"checked"}`, `Tình trạng: từ “Bản nháp” thành “Chờ hoàn thành”`},
		"taken away":            {`{"code":"ABC"}`, `{}`, `Mã tra cứu: bỏ “ABC”`},
		"in an object":          {`{"document":{"number":"1"}}`, `{"document":{"number":"2"}}`, `Văn bản, số: từ “1” thành “2”`},
		"an object that is new": {`{}`, `{"document":{"number":"2"}}`, `Văn bản, số: 2`},
		"a list":                {`{"pages":[{"id":"a"}]}`, `{"pages":[{"id":"a"},{"id":"b"}]}`, `Các trang: từ “1 mục” thành “2 mục”`},
		"a list of records":     {`{"viewed":[]}`, `{"viewed":["01a205eb-a8e0-7cba-a3dd-38049ac7993b"]}`, `Trang đã xem: 1 mục`},
		"a list of words":       {`{"message":{"recipients":["A"]}}`, `{"message":{"recipients":["A","B"]}}`, `Thông điệp dữ liệu, nơi nhận: từ “A” thành “A; B”`},
		"without a word inside": {`{"message":{"zzz":1}}`, `{"message":{"zzz":2}}`, `Thông điệp dữ liệu: đã đổi`},
		"without a word":        {`{"zzz":1}`, `{"zzz":2}`, ``},
		"a hash":                {`{"code":""}`, `{"code":"` + strings.Repeat("ab", 32) + `"}`, `Mã tra cứu: abababababab…`},
		"a time":                {`{}`, `{"finished":"2026-11-23T02:00:00Z"}`, `Thời gian hoàn thành: 09:00:00 23/11/2026`},
		"an object and a text":  {`{"message":{"name":"a"}}`, `{"message":"b"}`, `Thông điệp dữ liệu: từ “có” thành “b”`},
	} {
		got, _ := NewBook(s, types).changes(t.Context(), kind, []office.Entry{{Body: json.RawMessage(c.was)}}, office.Entry{Base: 1, Body: json.RawMessage(c.now)})
		if said := (office.Deed{Changes: got}).Differs(); said != c.want {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
	}
}

func TestTimesBetweenStepsAreRightOnAFixture(t *testing.T) {
	s, clock := opened(t)
	save := func(step string, c office.Conversion) office.Conversion {
		c, err := s.SaveConversion(t.Context(), act(mau, step), c)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	draft := office.Conversion{Direction: office.PaperToData, State: office.Draft, Form: office.Plain, Begun: began, Document: office.Document{Secrecy: office.Ordinary}}
	// The clock moves a minute by each of four looks that a save takes at most, so each
	// pass is told from what stands in the journal.
	var want []time.Duration
	for _, hours := range []int{1, 2, 9} {
		c := draft
		c.Code = office.NewLookupCode()
		c = save("draft", c)
		clock.pass(time.Duration(hours) * time.Hour)
		save("describe", c)
		entries, err := s.Entries(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if c.ID == "" {
			entries = nil
		}
		want = append(want, entries[len(entries)-1].At.Sub(entries[0].At))
	}
	spans, err := NewBook(s, types).Times(t.Context(), store.Asked{Kind: office.KindConversion})
	if err != nil {
		t.Fatal(err)
	}
	sum := want[0] + want[1] + want[2]
	expect := Span{Way: Way{office.KindConversion, "draft", "describe"}, Count: 3, Mean: sum / 3, Median: want[1], Longest: want[2]}
	if i := slices.Index(spans, expect); i < 0 || want[1].Round(time.Hour) != 2*time.Hour {
		t.Errorf("%+v is not in %+v", expect, spans)
	}
	whole := expect
	whole.Way = Way{Kind: office.KindConversion}
	if !slices.Contains(spans, whole) || len(spans) != 2 {
		t.Errorf("from first to last: %+v", spans)
	}
	late, err := NewBook(s, types).Times(t.Context(), store.Asked{Kind: office.KindConversion, Since: clock.Now().Add(-8 * time.Hour)})
	if err != nil || late[0].Count != 1 || late[0].Mean != want[2] {
		t.Errorf("in a period: %+v, %v; want the last one whole, though it began before", late, err)
	}
}

func TestTheMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle(t *testing.T) {
	got := summed(Way{}, []time.Duration{9 * time.Hour, time.Hour, 2 * time.Hour, 4 * time.Hour})
	if want := (Span{Count: 4, Mean: 4 * time.Hour, Median: 3 * time.Hour, Longest: 9 * time.Hour}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestATimeIsToldInItsTwoGreatestParts(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 giây", 400 * time.Millisecond: "0 giây", 59 * time.Second: "59 giây", 60 * time.Second: "1 phút", 61 * time.Second: "1 phút 1 giây",
		time.Hour: "1 giờ", time.Hour + time.Second: "1 giờ", 25 * time.Hour: "1 ngày 1 giờ", 49*time.Hour + 3*time.Minute: "2 ngày 1 giờ",
	} {
		if got := Lasting(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestAReviewSaysWhoReadUpToWhereAndWhatWasFound(t *testing.T) {
	s, _ := opened(t)
	head, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := office.JournalReview{Reviewer: mau, At: began, Upto: head, Found: "Không có gì lạ"}
	for name, spoil := range map[string]func(*office.JournalReview){
		"nobody": func(r *office.JournalReview) { r.Reviewer = "" }, "nothing": func(r *office.JournalReview) { r.Found = " " }, "too much": func(r *office.JournalReview) { r.Found = strings.Repeat("ẫ", mostWords+1) },
	} {
		bad := r
		spoil(&bad)
		if err := s.Save(t.Context(), act(mau, StepReview), Reviews.Put(&bad)); err == nil {
			t.Errorf("a review with %s was kept", name)
		}
	}
	if err := s.Save(t.Context(), act(mau, StepReview), Reviews.Put(&r)); err != nil {
		t.Fatal(err)
	}
	again := r
	again.Found = "Đổi lời"
	if err := s.Save(t.Context(), act(mau, StepReview), Reviews.Put(&again)); err == nil {
		t.Error("a review was changed afterwards")
	}
	d := all(t, NewBook(s, types), store.Asked{Kind: KindReview})[0]
	if text := d.Said() + d.Differs(); !strings.Contains(text, "Soát xét nhật ký") || !strings.Contains(text, "Không có gì lạ") || !strings.Contains(text, string(head.Hash[:12])) {
		t.Error(text)
	}
}

func TestAReviewIsOwedAWeekAfterTheLast(t *testing.T) {
	newest := office.JournalReview{At: began.Add(24 * time.Hour)}
	for _, c := range []struct {
		now    time.Time
		newest *office.JournalReview
		owed   bool
	}{
		{began.Add(Every), nil, false}, {began.Add(Every + 1), nil, true}, {began.Add(Every + time.Hour), &newest, false}, {began.Add(Every + 25*time.Hour), &newest, true},
	} {
		if got := Owed(c.now, began, c.newest); got.IsZero() == c.owed {
			t.Errorf("%v, %v: owed since %v", c.now, c.newest, got)
		}
	}
}

func TestARequirementNeedsItsBasis(t *testing.T) {
	s, _ := opened(t)
	r := Requirement{Asks: "Giữ bản giấy 5 năm", Basis: "Quy chế 12/QC-UBND, Điều 4", Clerk: mau, At: began}
	for _, bad := range []Requirement{{Asks: r.Asks}, {Basis: r.Basis}} {
		if err := s.Save(t.Context(), act(mau, StepAsk), Requirements.Put(&bad)); err == nil {
			t.Errorf("%+v was kept", bad)
		}
	}
	if err := s.Save(t.Context(), act(mau, StepAsk), Requirements.Put(&r)); err != nil {
		t.Fatal(err)
	}
	r.Met = "Kho lưu trữ phòng 2"
	if err := s.Save(t.Context(), act(mau, StepMeet), Requirements.Put(&r)); err != nil {
		t.Fatal(err)
	}
	if got, err := store.All(t.Context(), s, Requirements); err != nil || len(got) != 1 || got[0].state() != "met" {
		t.Errorf("%+v, %v", got, err)
	}
}
