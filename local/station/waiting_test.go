package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/audit"
	"tram/local/office"
	"tram/local/people"
	"tram/local/readback"
	"tram/local/store"
	"tram/local/store/storetest"
)

// waits is what the station tells of one sort.
func (d *desk) waits(t *testing.T, sort office.WaitSort) office.Waiting {
	t.Helper()
	is, err := d.WaitingOf(t.Context(), sort)
	if err != nil || is.Sort != sort || is.All == "" {
		t.Fatalf("%s: %+v %v", sort, is, err)
	}
	return is
}

// put stores a conversion as if its desk had.
func (d *desk) put(t *testing.T, step string, c office.Conversion) office.Conversion {
	t.Helper()
	c, err := d.store.SaveConversion(t.Context(), store.Act{Actor: staff[0].Name, Step: step}, c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (d *desk) paperDraft(state office.State, form office.Form) office.Conversion {
	return office.Conversion{Direction: office.PaperToData, State: state, Form: form, Code: office.NewLookupCode(), Clerk: staff[0], Begun: d.clock.Now(),
		Document: office.Document{Type: "cong-van", Subject: "về việc ví dụ"}}
}

func (d *desk) message(state office.State) office.Conversion {
	c := d.paperDraft(state, office.Plain)
	c.Direction, c.Document.Subject = office.DataToPaper, ""
	c.Message = &office.DataMessage{Name: "giấy mời họp.docx", File: office.DigestOf([]byte(c.Code)), Pages: 3}
	return c
}

// source is something that waits: made, and then done.
type source struct {
	sort   office.WaitSort
	leads  office.Lead
	grave  office.Gravity
	begin  func(t *testing.T, d *desk) (record office.ID)
	done   func(t *testing.T, d *desk, record office.ID)
	told   string // that stands in the line
	ofBook string
}

var sources = map[string]source{
	"a draft of paper": {sort: "draft", leads: office.ToDigitise,
		begin: func(t *testing.T, d *desk) office.ID {
			return d.put(t, "draft", d.paperDraft(office.Draft, office.Plain)).ID
		},
		done: discarded},
	"a paper that is digitised and was to be entered": {sort: "unentered", leads: office.ToEntering, grave: office.Wanting, told: "chưa vào sổ",
		begin: func(t *testing.T, d *desk) office.ID {
			c := d.lies(t, "137", office.Entering{}, roomy(t))
			if _, err := d.Finish(t.Context(), c.ID, nil); err != nil {
				t.Fatal(err)
			}
			return c.ID
		},
		done: func(t *testing.T, d *desk, id office.ID) {
			d.begins(t)
			if is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], id, nil, nil); err != nil || is.Document.ID == "" {
				t.Fatal(said(is), err)
			}
		}},
	"a data message that came in": {sort: "message", leads: office.ToPrinting,
		begin: func(t *testing.T, d *desk) office.ID { return d.put(t, "import", d.message(office.Draft)).ID },
		done:  discarded},
	"a print copy that is not printed": {sort: "unprinted", leads: office.ToPrinting, told: "chưa in",
		begin: func(t *testing.T, d *desk) office.ID { return d.put(t, "press", d.message(office.Printed)).ID },
		done: func(t *testing.T, d *desk, id office.ID) {
			d.order(t, id)
			if w := d.waits(t, "untold"); w.Count != 1 {
				t.Errorf("what was sent to a printer waits nowhere: %+v", w)
			}
		}},
	"a print of which nobody told": {sort: "untold", leads: office.ToPrinting, grave: office.Wanting, told: "đếm giấy",
		begin: func(t *testing.T, d *desk) office.ID {
			c := d.put(t, "press", d.message(office.Printed))
			d.order(t, c.ID)
			return c.ID
		},
		done: func(t *testing.T, d *desk, id office.ID) {
			all, err := d.store.Printouts(t.Context(), id)
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			all[0].Told, all[0].Came = d.clock.Now(), 1
			if _, err := d.store.SavePrintout(t.Context(), store.Act{Actor: staff[0].Name, Step: "tell"}, all[0], nil); err != nil {
				t.Fatal(err)
			}
		}},
	"paper that is not signed in ink": {sort: "ink", leads: office.ToPrinting, grave: office.Wanting, told: "đóng dấu",
		begin: func(t *testing.T, d *desk) office.ID { return d.put(t, "tell", d.message(office.Unsealed)).ID },
		done:  finished},
	"a checked draft that only a signature finishes": {sort: "sign", leads: office.ToSign, grave: office.Wanting, told: "ký số",
		begin: func(t *testing.T, d *desk) office.ID {
			id := d.put(t, "check", d.paperDraft(office.Checked, office.TrueCopy)).ID
			if w := d.waits(t, "draft"); w.Count != 0 || len(w.Newest) != 0 {
				t.Errorf("it is counted twice: %+v", w)
			}
			return id
		},
		done: discarded},
	"an act that an exception of the law does not free": {sort: "sign", leads: office.ToSign, grave: office.Wanting,
		begin: func(t *testing.T, d *desk) office.ID {
			return d.put(t, "finish", d.paperDraft(office.Finished, office.TrueCopy)).ID
		},
		done: withdrawn},
	"what a signature owes": {sort: "evidence", leads: office.ToSign, grave: office.Wanting, told: "dấu thời gian",
		begin: func(t *testing.T, d *desk) office.ID {
			c := d.put(t, "finish", d.paperDraft(office.Finished, office.Plain))
			_, err := d.store.SaveSigned(t.Context(), store.Act{Actor: staff[0].Name, Step: "sign"}, office.SignedFile{Conversion: c.ID, Owes: true,
				Parts: []office.SignedPart{{Signer: "UBND xã", Level: office.LevelB}}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return c.ID
		},
		done: func(t *testing.T, d *desk, id office.ID) {
			f, err := d.store.SignedOf(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			f.Owes = false
			if _, err := d.store.SaveSigned(t.Context(), store.Act{Actor: staff[0].Name, Step: "extend"}, f, nil); err != nil {
				t.Fatal(err)
			}
		}},
	"a comparison at which nobody looked": {sort: "compared", leads: office.ToComparison, grave: office.Alarming, told: "khác bản in ở 2 chỗ",
		begin: func(t *testing.T, d *desk) office.ID {
			c := d.put(t, "press", d.message(office.Printed))
			d.keepCompared(t.Context(), c.ID, []string{"a.png"}, office.Comparison{Missing: []int{1}, Swapped: true})
			return c.ID
		},
		done: func(t *testing.T, d *desk, id office.ID) {
			if err := d.LookedAtCompared(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}},
	"an entry of a register that lacks something": {sort: "register", leads: office.ToBook, grave: office.Wanting, told: "quy chế", ofBook: "kenh",
		begin: func(t *testing.T, d *desk) office.ID { return d.sheet(t, office.Sheet{}).ID },
		done: func(t *testing.T, d *desk, id office.ID) {
			s, err := d.Sheet(t.Context(), "kenh", id)
			if err != nil {
				t.Fatal(err)
			}
			s.Answers["regulation"], s.Answers["issued"] = "12/QĐ-UBND", "2026-11-02"
			d.sheet(t, s)
		}},
	"an incident of which nobody was told": {sort: "duty", leads: office.ToBook, told: "Thông báo sự cố tới cơ quan có thẩm quyền: hạn", ofBook: "su-co",
		begin: func(t *testing.T, d *desk) office.ID { return d.raised(t).ID },
		done: func(t *testing.T, d *desk, id office.ID) {
			s, err := d.Sheet(t.Context(), "su-co", id)
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range []string{"told", "noticed", "ended"} {
				s.Answers[key] = d.clock.Now().Format(time.RFC3339)
			}
			s.Answers["result"], s.Answers["lessons"] = "Nối lại dây", "Ghi số tổng đài lên tường"
			if _, err := d.KeepSheet(t.Context(), "su-co", staff[0], s); err != nil {
				t.Fatal(err)
			}
			if _, err := d.MoveSheet(t.Context(), "su-co", staff[0], id, "close"); err != nil {
				t.Fatal(err)
			}
		}},
	"a requirement that is not met": {sort: "requirement", leads: office.ToJournal,
		begin: func(t *testing.T, d *desk) office.ID {
			_, err := d.SaveRequirement(t.Context(), staff[0], audit.Requirement{Asks: "Lưu nhật ký hai năm", Basis: "Quy chế 12"})
			if err != nil {
				t.Fatal(err)
			}
			return ""
		},
		done: func(t *testing.T, d *desk, _ office.ID) {
			all, err := d.Requirements(t.Context())
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			all[0].Met = "nhật ký không bị xóa"
			if _, err := d.SaveRequirement(t.Context(), staff[0], all[0]); err != nil {
				t.Fatal(err)
			}
		}},
	"a file that is missing": {sort: "file", leads: office.ToData, grave: office.Alarming, told: "không còn trong kho",
		begin: func(t *testing.T, d *desk) office.ID {
			c := d.act(t)
			if err := os.Rename(d.sealed(c.PDF), filepath.Join(d.home, "cất")); err != nil {
				t.Fatal(err)
			}
			return ""
		},
		done: func(t *testing.T, d *desk, _ office.ID) {
			gaps, _, err := d.Files.known(t.Context())
			if err != nil || len(gaps) == 0 {
				t.Fatal(gaps, err)
			}
			if err := os.Rename(filepath.Join(d.home, "cất"), d.sealed(gaps[0].Digest)); err != nil {
				t.Fatal(err)
			}
		}},
	"the recovery key that nobody put away": {sort: "recovery", leads: office.ToRecovery, grave: office.Alarming,
		begin: func(t *testing.T, d *desk) office.ID {
			if err := d.oweRecovery(); err != nil {
				t.Fatal(err)
			}
			return ""
		},
		done: func(t *testing.T, d *desk, _ office.ID) {
			if err := d.RecoveryKept(); err != nil {
				t.Fatal(err)
			}
		}},
}

func (d *desk) order(t *testing.T, id office.ID) {
	t.Helper()
	_, err := d.store.SavePrintout(t.Context(), store.Act{Actor: staff[0].Name, Step: "print"}, office.Printout{Conversion: id, First: 1, Order: office.PrintWish{Copies: 1}}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) sheet(t *testing.T, s office.Sheet) office.Sheet {
	t.Helper()
	if s.ID == "" {
		s.Answers = map[string]string{"name": "Trang xã Mẫu", "sort": "other", "address": "mau.example"}
	}
	s, err := d.KeepSheet(t.Context(), "kenh", staff[0], s)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (d *desk) raised(t *testing.T) office.Incident {
	t.Helper()
	i, err := d.Raise(t.Context(), office.Incident{Name: "Mất mạng cả trụ sở", Sort: "line", Cause: "không hỏi được máy chủ"})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func (d *desk) step(t *testing.T, id office.ID, step string, to office.State) {
	t.Helper()
	c, err := d.store.Conversion(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	c.State = to
	d.put(t, step, c)
}

func discarded(t *testing.T, d *desk, id office.ID) { d.step(t, id, "discard", office.Discarded) }
func finished(t *testing.T, d *desk, id office.ID)  { d.step(t, id, "ink", office.Finished) }

func withdrawn(t *testing.T, d *desk, id office.ID) {
	if _, err := d.Withdraw(t.Context(), id, staff[0], "sai"); err != nil {
		t.Fatal(err)
	}
}

// TestWhatWaitsIsToldAndGoesAwayWhenItIsDone walks each source: nothing waits before, the
// line leads to its place, also after the next start, and is gone when the work is done.
func TestWhatWaitsIsToldAndGoesAwayWhenItIsDone(t *testing.T) {
	for name, s := range sources {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			if w := d.waits(t, s.sort); w.Count != 0 || len(w.Newest) != 0 {
				t.Fatalf("before anything was done there is %+v", w)
			}
			id := s.begin(t, d)
			if s.sort == "file" { // a look at the whole vault is made at the start, and now and then
				d.restart(t)
			}
			for range 2 {
				w := d.waits(t, s.sort)
				if w.Count != 1 || w.More || len(w.Newest) != 1 {
					t.Fatalf("told %+v", w)
				}
				line := w.Newest[0]
				if line.To != s.leads || line.Record != id || line.Book != s.ofBook || line.Grave != s.grave {
					t.Errorf("it leads to %s %q %q, gravity %d", line.To, line.Record, line.Book, line.Grave)
				}
				if (line.Row == nil) == (line.Title == "") || line.Row != nil && line.Row.ID != id {
					t.Errorf("nobody knows what it is: %+v", line)
				}
				if !strings.Contains(line.Title+" "+line.Below, s.told) {
					t.Errorf("told as %q, %q", line.Title, line.Below)
				}
				d.restart(t)
			}
			s.done(t, d, id)
			if w := d.waits(t, s.sort); w.Count != 0 || len(w.Newest) != 0 {
				t.Errorf("it waits for ever: %+v", w)
			}
		})
	}
}

// TestEachRoomInWhichSomethingWaitsIsAsked finds the rooms that declare something.
func TestEachRoomInWhichSomethingWaitsIsAsked(t *testing.T) {
	s := stand(&ground{})
	sorts := map[office.WaitSort]bool{}
	for _, w := range s.Waiting.all() {
		if sorts[w.sort] || w.sort == "" || w.ask == nil || !slices.Contains(office.Leads, w.all) {
			t.Errorf("%q stands twice, or is asked of nobody, or leads nowhere", w.sort)
		}
		sorts[w.sort] = true
	}
	rooms, of := 0, reflect.ValueOf(s).Elem()
	for i := range of.NumField() {
		if !of.Type().Field(i).Anonymous || !of.Field(i).CanInterface() {
			continue
		}
		if room, is := of.Field(i).Interface().(waiter); is {
			rooms++
			if !slices.ContainsFunc(s.Waiting.rooms, func(w waiter) bool { return w == room }) {
				t.Errorf("%s is not asked what waits in it", of.Type().Field(i).Name)
			}
		}
	}
	if rooms < 8 {
		t.Errorf("only %d rooms were seen", rooms)
	}
}

// TestWhatWaitsIsShownToWhoMayDealWithIt asks as each post, and as one who may do nothing;
// nothing of it is taken for a try.
func TestWhatWaitsIsShownToWhoMayDealWithIt(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	c := d.put(t, "draft", d.paperDraft(office.Draft, office.Plain))
	all := d.employ(t, password)
	d.sitAs(t, all[0], password)
	boss, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, post := range office.Posts {
		a, err := d.People().Admit(ctx, boss, office.Clerk{Name: "Người Mẫu " + string(post)}, []office.Post{post}, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		l, err := d.People().Unlock(ctx, a.ID, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		as := people.With(ctx, l)
		sorts, err := d.WaitSorts(as)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range d.Waiting.all() {
			if got := slices.Contains(sorts, w.sort); got != (w.needs == "" || post.Has(w.needs)) {
				t.Errorf("%s is shown %s: %v", post, w.sort, got)
			}
		}
		is, err := d.WaitingOf(as, "draft")
		if err != nil || (is.Count == 1) != post.Has(office.MayConvert) {
			t.Errorf("%s is told %+v %v", post, is, err)
		}
		if is.Count == 1 && (is.Newest[0].Record != c.ID || is.Newest[0].Below != staff[0].Name) {
			t.Errorf("%s is told %+v", post, is.Newest[0])
		}
	}
	d.tellDenials(ctx)
	denials, err := people.Stored{Store: d.store, Station: program}.Denials(ctx)
	if err != nil || len(denials) != 0 {
		t.Errorf("looking ahead was taken for a try: %+v %v", denials, err)
	}
	d.persons.Seat(nil)
	if _, err := d.WaitSorts(ctx); !errors.Is(err, people.NoLogin) {
		t.Errorf("with nobody at work: %v", err)
	}
}

// TestManyAreCountedAndTheNewestTold puts down more than are told one by one.
func TestManyAreCountedAndTheNewestTold(t *testing.T) {
	d := newDesk(t)
	var last office.ID
	for range office.WaitsTold + 3 {
		last = d.put(t, "draft", d.paperDraft(office.Draft, office.Plain)).ID
	}
	w := d.waits(t, "draft")
	if w.Count != office.WaitsTold+3 || len(w.Newest) != office.WaitsTold || w.Newest[0].Record != last {
		t.Errorf("%d, told %d, the newest %+v", w.Count, len(w.Newest), w.Newest[0])
	}
}

// TestADataMessageGoesByItsFileUntilItHasASubject brings one in, and describes it.
func TestADataMessageGoesByItsFileUntilItHasASubject(t *testing.T) {
	d := newDesk(t)
	c := d.put(t, "import", d.message(office.Draft))
	for _, words := range []struct{ number, subject, name string }{{"", "", "giấy mời họp.docx"}, {"15", "", "giấy mời họp.docx"}, {"15", "mời họp", ""}} {
		c.Document.Number, c.Document.Subject = words.number, words.subject
		c = d.put(t, "describe", c)
		if got := d.waits(t, "message").Newest[0].Row.Name; got != words.name {
			t.Errorf("with the number %q and the subject %q it goes by %q", words.number, words.subject, got)
		}
	}
}

// TestAReviewOfTheJournalWaits a week after the office was born.
func TestAReviewOfTheJournalWaits(t *testing.T) {
	d := newDesk(t)
	if w := d.waits(t, "review"); w.Count != 0 {
		t.Fatalf("on the first day there is %+v", w)
	}
	d.clock = office.Clock(later{d.clock, audit.Every + time.Hour})
	w := d.waits(t, "review")
	if w.Count != 1 || w.Newest[0].To != office.ToJournal || w.Newest[0].Due.IsZero() {
		t.Fatalf("after a week there is %+v", w)
	}
	if _, err := d.Review(t.Context(), staff[0], "không có gì lạ"); err != nil {
		t.Fatal(err)
	}
	if w := d.waits(t, "review"); w.Count != 0 {
		t.Errorf("reviewed, and there is %+v", w)
	}
}

// later is a clock that goes ahead of another.
type later struct {
	office.Clock
	by time.Duration
}

func (l later) Now() time.Time { return l.Clock.Now().Add(l.by) }

// TestAJournalThatWasTurnedBackWaitsForAWord cuts its end off.
func TestAJournalThatWasTurnedBackWaitsForAWord(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.act(t)
	if w := d.waits(t, "journal"); w.Count != 0 {
		t.Fatalf("a whole journal waits: %+v", w)
	}
	d.attacked(t, func() { storetest.CutLast(t, d.database()) })
	w := d.waits(t, "journal")
	if w.Count != 1 || w.Newest[0].To != office.ToData || w.Newest[0].Grave != office.Alarming {
		t.Fatalf("told %+v", w)
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "đã biết"); err != nil {
		t.Fatal(err)
	}
	if w := d.waits(t, "journal"); w.Count != 0 {
		t.Errorf("after the word there is %+v", w)
	}
}

// TestAFileThatNothingNamesWaitsUntilItIsSwept leaves one as a cut-off act does.
func TestAFileThatNothingNamesWaitsUntilItIsSwept(t *testing.T) {
	d := newDesk(t)
	time.Sleep(20 * time.Millisecond) // file systems tell times by ticks: it is to be later than the newest entry
	digest, err := d.vault.Keep([]byte("của một hồ sơ không còn"))
	if err != nil {
		t.Fatal(err)
	}
	if w := d.waits(t, "file"); w.Count != 0 {
		t.Fatalf("a file of an act that may be going on is told: %+v", w)
	}
	d.clock = later{d.clock, 2 * underWay}
	w := d.waits(t, "file")
	if w.Count != 1 || !strings.Contains(w.Newest[0].Title, short(digest)) || w.Newest[0].To != office.ToData {
		t.Fatalf("told %+v", w)
	}
	if err := d.SweepOrphan(t.Context(), digest, staff[0], "không cần"); err != nil {
		t.Fatal(err)
	}
	if w := d.waits(t, "file"); w.Count != 0 {
		t.Errorf("swept, and there is %+v", w)
	}
}

// TestForASubstituteWaitsWhatLiesOpen hands work over and ends it.
func TestForASubstituteWaitsWhatLiesOpen(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, password)
	d.sitAs(t, all[0], password)
	id := d.put(t, "draft", d.paperDraft(office.Draft, office.Plain)).ID
	if err := d.HandOverTo(ctx, all[0].ID, all[1].ID, d.clock.Now().Add(48*time.Hour), "nghỉ phép"); err != nil {
		t.Fatal(err)
	}
	if w := d.waits(t, "substitute"); w.Count != 0 {
		t.Errorf("who lent it is told %+v", w)
	}
	d.sitAs(t, all[1], password)
	w := d.waits(t, "substitute")
	if w.Count != 1 || w.Newest[0].To != office.ToDigitise || !strings.Contains(w.Newest[0].Title, staff[0].Name) || !strings.Contains(w.Newest[0].Below, "1 hồ sơ") {
		t.Fatalf("told %+v", w)
	}
	discarded(t, d, id)
	if w := d.waits(t, "substitute"); w.Count != 0 {
		t.Errorf("nothing lies open, and there is %+v", w)
	}
}

// TestWhatOneComparedIsThereAgain keeps the places and the files, and waits for nobody
// who has looked.
func TestWhatOneComparedIsThereAgain(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.put(t, "press", d.message(office.Printed))
	if _, there, err := d.Compared(ctx, c.ID); there || err != nil {
		t.Fatal("compared before it was: ", there, err)
	}
	first := office.Comparison{Pages: []office.ComparedPage{{Page: 0, Sheet: 0}}}
	second := office.Comparison{Pages: []office.ComparedPage{{Differences: []office.Difference{{Kind: office.Gone, X: 30, Y: 40, W: 5, H: 2}}}}}
	d.keepCompared(ctx, c.ID, []string{"a.png"}, first)
	d.keepCompared(ctx, c.ID, []string{"b.png", "c.png"}, second)
	d.restart(t)
	if w := d.waits(t, "compared"); w.Count != 2 {
		t.Errorf("waiting %+v", w)
	}
	got, there, err := d.Compared(ctx, c.ID)
	if err != nil || !there || !reflect.DeepEqual(got.Found, second) || len(got.Paths) != 2 || !filepath.IsAbs(got.Paths[0]) {
		t.Fatalf("there is %+v %v %v", got, there, err)
	}
	for range 2 {
		if err := d.LookedAtCompared(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
	}
	if w := d.waits(t, "compared"); w.Count != 0 {
		t.Errorf("seen, and there is %+v", w)
	}
	entries, err := d.store.CountEntries(ctx, office.KindComparison)
	if err != nil || entries != 4 {
		t.Errorf("%d entries tell of two comparisons and one look at each, %v", entries, err)
	}
	if gaps, err := d.MissingFiles(ctx); err != nil || slices.ContainsFunc(gaps, func(g office.Gap) bool { return g.Kind == office.KindComparison }) {
		t.Errorf("its file is told as missing: %v %v", gaps, err)
	}
}

// TestAScanThatWasReplacedIsNotShownBesideTheResultOfAnother lays another page under the
// name of the one that was compared, as a scanner does, and takes it away.
func TestAScanThatWasReplacedIsNotShownBesideTheResultOfAnother(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c, scan := d.put(t, "press", d.message(office.Printed)), samplePage(t)
	d.keepCompared(ctx, c.ID, []string{scan}, office.Comparison{})
	if err := shut(d.OpenCompared(ctx, c.ID)); err != nil {
		t.Fatal("the scan lies there as it was: ", err)
	}
	b, err := os.ReadFile(scan)
	if err == nil {
		err = os.WriteFile(scan, append(b, 0), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := shut(d.OpenCompared(ctx, c.ID)); !errors.Is(err, readback.Replaced) {
		t.Errorf("replaced: %v", err)
	}
	if err := os.Remove(scan); err != nil {
		t.Fatal(err)
	}
	if err := shut(d.OpenCompared(ctx, c.ID)); !errors.Is(err, readback.Unopened) {
		t.Errorf("gone: %v", err)
	}
	if err := shut(d.OpenCompared(ctx, d.put(t, "press", d.message(office.Printed)).ID)); !errors.Is(err, readback.NoFiles) {
		t.Errorf("never compared: %v", err)
	}
}

// TestAComparisonThatCannotBeKeptIsNotSpoiled has the journal take nothing.
func TestAComparisonThatCannotBeKeptIsNotSpoiled(t *testing.T) {
	d := newDesk(t)
	c := d.put(t, "press", d.message(office.Printed))
	before := d.filesKept(t)
	free := storetest.Stick(t, d.database())
	d.keepCompared(t.Context(), c.ID, []string{"a.png"}, office.Comparison{})
	free()
	if told := d.Beside(); len(told) != 1 {
		t.Errorf("told %v", told)
	}
	if after := d.filesKept(t); after != before {
		t.Errorf("%d files in the vault, %d before", after, before)
	}
}

func (d *desk) filesKept(t *testing.T) (n int) {
	t.Helper()
	if err := d.vault.Walk(func(office.Digest) bool { n++; return true }); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestARoomThatCannotBeAskedIsNoEmptyOne shuts the store.
func TestARoomThatCannotBeAskedIsNoEmptyOne(t *testing.T) {
	d := newDesk(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, w := range d.Waiting.all() {
		if w.sort == "recovery" || w.sort == "journal" || w.sort == "file" || w.sort == "database" { // asked of no store
			continue
		}
		if is, err := w.ask(ctx); err == nil {
			t.Errorf("%s: asked of a store that does not answer: %+v", w.sort, is)
		}
	}
}
