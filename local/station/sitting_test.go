package station

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store"
	"tram/local/store/storetest"
)

// rewriteUnseen changes the database and the heads beside it, and takes away what marks
// there are since an entry: nothing but this program knows what stood there.
func (d *desk) rewriteUnseen(t *testing.T, since int64) {
	t.Helper()
	storetest.Run(t, d.database(), fmt.Sprintf(`UPDATE journal SET actor = 'Trần Thị Ví Dụ' WHERE seq > %d`, since))
	heads, _ := d.books()
	d.forgeHeads(t, heads...)
	d.withoutMarks(t, func(_ int, m anchor.Mark) bool { return m.Head.Seq > since })
}

// openedDesk is an office that is at work, with the newest entry from before.
func openedDesk(t *testing.T) (d *desk, since int64) {
	t.Helper()
	d = newDesk(t)
	d.restart(t)
	head, err := d.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.act(t)
	return d, head.Seq
}

// TestAProgramTellsWhatWasRewrittenUnderItsHand looks at each place where it can tell,
// while it is open: nothing else knows.
func TestAProgramTellsWhatWasRewrittenUnderItsHand(t *testing.T) {
	for name, told := range map[string]func(t *testing.T, d *desk) bool{
		"a verification": func(t *testing.T, d *desk) bool {
			proof := d.proof(t, JournalProofWish{})
			return proof.Verdict == office.Broken && strings.Contains(proof.Said, inHand)
		},
		"the next entry": func(t *testing.T, d *desk) bool {
			o, err := d.Office(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.SaveOffice(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			for range 100 {
				if _, is := d.JournalTrouble(); is {
					_, err := d.tryAct(t)
					return errors.Is(err, TurnedBack) && len(d.Beside()) > 0
				}
				time.Sleep(20 * time.Millisecond)
			}
			return false
		},
		"a mark to take away": func(t *testing.T, d *desk) bool {
			b, err := d.ExportMarks(t.Context())
			return errors.Is(err, MarkNotNew) && b == nil
		},
		"the next start": func(t *testing.T, d *desk) bool {
			d.restart(t)
			_, is := d.JournalTrouble()
			return is
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, since := openedDesk(t)
			d.rewriteUnseen(t, since)
			if !told(t, d) {
				trouble, is := d.JournalTrouble()
				t.Errorf("nothing is told: %v %+v", is, trouble)
			}
		})
	}
}

// TestAWordIsOnWhatWasSeenAndNothingMore rewrites more while a person is being asked.
func TestAWordIsOnWhatWasSeenAndNothingMore(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.act(t) // one stays
	d.attacked(t, func() { storetest.CutLast(t, d.database()) })
	before, is := d.JournalTrouble()
	if !is {
		t.Fatal("nothing is asked")
	}
	d.rewrite(t)()
	if _, err := d.AcceptJournal(t.Context(), staff[0], "đã biết"); !errors.Is(err, JournalMoved) {
		t.Fatalf("taken for what nobody has seen: %v", err)
	}
	after, is := d.JournalTrouble()
	if !is || after.Said == before.Said {
		t.Fatalf("told %v %q", is, after.Said)
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "đã xem lại"); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("told again after the word: %+v", trouble)
	}
	says(t, d.proof(t, JournalProofWish{}), office.NoticeBack.Name(), office.IsOwed, "trong lúc phần mềm đang mở")
}

// TestAMarkToTakeAwayIsOverTheNewestEntryOrNone exports beside another program, whose
// entries are bare, and where the books take no line.
func TestAMarkToTakeAwayIsOverTheNewestEntryOrNone(t *testing.T) {
	window, _ := openedDesk(t)
	beside := &desk{home: window.home, state: window.state}
	beside.start(t)
	if b, err := beside.ExportMarks(t.Context()); !errors.Is(err, MarkNotNew) {
		t.Errorf("beside a window with bare entries: %d bytes, %v", len(b), err)
	}
	closed(t, beside)
	b, err := window.ExportMarks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	head, err := window.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if all := anchor.Read(b); len(all) != 1 || all[0].Head.Hash != head.Hash {
		t.Errorf("%v: %+v", err, all)
	}
	window.act(t)
	for _, f := range window.watch.marks {
		if err := errors.Join(os.Remove(f.Path()), os.Mkdir(f.Path(), 0o700)); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := window.ExportMarks(t.Context()); err == nil {
		t.Errorf("no mark could be written, and %d bytes are handed out", len(b))
	}
}

// TestAFolderOlderThanManyMarksGoesOnByOneWord puts a whole data folder back that is
// older than all that is looked at of the marks outside of it.
func TestAFolderOlderThanManyMarksGoesOnByOneWord(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	old := t.TempDir()
	copied(t, d.home, old)
	d.start(t)
	key, said, err := d.stationKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range int64(nearBy + 20) {
		m := anchor.Mark{Station: d.store.Station(), Made: d.clock.Now(), KeyID: said.KeyID, Public: said.Public,
			Head: office.JournalHead{Seq: 1000 + i, Hash: office.DigestOf(fmt.Append(nil, i)), At: d.clock.Now()}}
		var problem error
		m.Signature, err = key.Vouch(m.Statement())
		m.Witness, problem = d.sealing.Witness(m.Statement())
		if err := errors.Join(err, problem, d.watch.marks[1].Add(m)); err != nil {
			t.Fatal(err)
		}
	}
	d.attacked(t, func() { copied(t, old, d.home) })
	if _, is := d.JournalTrouble(); !is {
		t.Fatal("nothing is told")
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "khôi phục cả thư mục"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		d.restart(t)
		if trouble, is := d.JournalTrouble(); is {
			t.Fatalf("asked again after the word: %+v", trouble)
		}
		d.act(t)
	}
	d.restart(t)
	says(t, d.proof(t, JournalProofWish{}), "Chưa có mốc", office.IsMet, "mục cuối")
}

// TestAMarkReachesNoFurtherThanWhatThisProgramKnows has an entry come in of which the
// program has not heard: another's, or its own that is just being written.
func TestAMarkReachesNoFurtherThanWhatThisProgramKnows(t *testing.T) {
	d, _ := openedDesk(t)
	known := d.watch.newest()
	other, err := store.Open(t.Context(), d.database(), store.Options{Clock: office.SystemClock{}, Key: recordsKey(d.sealing, nil)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.SaveClerk(t.Context(), store.Act{Actor: "x", Step: "settings"}, office.Clerk{Name: "Trần Thị Ví Dụ"})
	if err := errors.Join(err, other.Close()); err != nil {
		t.Fatal(err)
	}
	made, err := d.markHead(t.Context())
	if err != nil || made.Hash != known.Hash {
		t.Fatalf("%v: over %d, and %d is known", err, made.Seq, known.Seq)
	}
	for _, m := range d.watch.allMarks() {
		if len(m.Late) > 0 || m.Head.Seq > known.Seq {
			t.Errorf("%+v", m)
		}
	}
	d.restart(t)
	says(t, d.proof(t, JournalProofWish{}), lateMark, office.IsOwed, fmt.Sprintf("Mục %d đến %d không", known.Seq+1, known.Seq+1))
}

// TestWhatIsWrittenIsVouchedForOnceItIsQuiet kills the program a while after its work.
func TestWhatIsWrittenIsVouchedForOnceItIsQuiet(t *testing.T) {
	d := newDesk(t)
	d.restart(t)
	d.watch.mu.Lock()
	d.watch.quiet = 10 * time.Millisecond
	d.watch.mu.Unlock()
	d.act(t)
	vouched := func() bool {
		c, err := d.watch.coverage(t.Context())
		return err == nil && c.full >= d.watch.newest().Seq
	}
	for range 200 {
		if vouched() {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if !vouched() {
		t.Fatal("no mark is made")
	}
	d.watch.mu.Lock()
	d.watch.wrote = false // as for one that is killed
	d.watch.mu.Unlock()
	d.restart(t)
	if proof := d.proof(t, JournalProofWish{}); proof.Answer() != office.AnswerJournal {
		t.Errorf("%s: %s", proof.Answer(), proof.Said)
	}
}

// TestLateEntriesAreToldOnceHoweverManyMarksTellThem gives each mark all that those
// before it told.
func TestLateEntriesAreToldOnceHoweverManyMarksTellThem(t *testing.T) {
	hash := office.DigestOf(nil)
	have := map[int64]office.Digest{1: hash}
	start := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	var marks []anchor.Mark
	var told []anchor.Late
	const cuts = mostLate - 10
	for i := range int64(cuts) {
		told = append(told, anchor.Late{From: 10 * i, To: 10*i + 2, Made: start.Add(time.Duration(i) * time.Hour)})
		marks = append(marks, anchor.Mark{Head: office.JournalHead{Seq: 1, Hash: hash}, Late: slices.Clone(told)})
	}
	if all := lateOf(marks, have); !slices.Equal(all, told) {
		t.Errorf("%d ranges of %d", len(all), len(told))
	}
	if all := lateOf(append(marks, anchor.Mark{Head: office.JournalHead{Seq: 2, Hash: hash}, Late: []anchor.Late{{From: 1, To: 9999, Made: start}}}), have); len(all) != cuts {
		t.Errorf("a mark with which the journal disagrees is heard: %d", len(all))
	}
	wide := anchor.Late{From: 0, To: 99, Made: start.Add(time.Hour)} // what many became
	within := anchor.Mark{Head: marks[0].Head, Late: []anchor.Late{{From: 10, To: 12, Made: start}}}
	if all := lateOf([]anchor.Mark{{Head: marks[0].Head, Late: []anchor.Late{wide}}, within}, have); len(all) != 1 || all[0] != wide {
		t.Errorf("what lies within one that is told of is told again: %+v", all)
	}
	within.Late[0].Made = wide.Made.Add(time.Hour)
	if all := lateOf([]anchor.Mark{{Head: marks[0].Head, Late: []anchor.Late{wide}}, within}, have); len(all) != 2 {
		t.Errorf("what came under its mark later is not told of: %+v", all)
	}
}

// TestAJournalThatWasCutUnderTheHandGoesOnFromWhatIsThere takes entries away while the
// program is open, and has a person accept it in the same sitting.
func TestAJournalThatWasCutUnderTheHandGoesOnFromWhatIsThere(t *testing.T) {
	d, _ := openedDesk(t)
	d.act(t)
	d.act(t)
	d.watch.working.Lock() // a look between the two cuts would tell of the first, and be overtaken by the second
	for range 2 {
		storetest.CutLast(t, d.database())
	}
	d.watch.working.Unlock()
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	if trouble, is := d.JournalTrouble(); !is || trouble.By != inHand {
		t.Fatalf("%v %+v", is, trouble)
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "đã xem"); err != nil {
		t.Fatal(err)
	}
	head, err := d.store.Head(t.Context())
	if err != nil || d.watch.newest().Hash != head.Hash {
		t.Errorf("%v: vouches for %d, and %d is there", err, d.watch.newest().Seq, head.Seq)
	}
	d.act(t)
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("told again after the word: %+v", trouble)
	}
	if proof := d.proof(t, JournalProofWish{}); proof.Answer() != office.AnswerJournalReserved {
		t.Errorf("%s: %s", proof.Answer(), proof.Said)
	}
}

// TestAWordGivenBesideAnotherProgramCountsAndMakesNothingLate has both at work.
func TestAWordGivenBesideAnotherProgramCountsAndMakesNothingLate(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.act(t)
	d.attacked(t, func() { storetest.CutLast(t, d.database()) })
	beside := &desk{home: d.home, state: d.state}
	beside.start(t)
	o, err := beside.Office(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := beside.SaveOffice(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	wrote := beside.watch.newest().Seq
	if _, err := d.AcceptJournal(t.Context(), staff[0], "đã xem"); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("told again after the word: %+v", trouble)
	}
	for _, m := range d.watch.allMarks() {
		for _, l := range m.Late {
			if l.From <= wrote && wrote <= l.To {
				t.Errorf("what the program beside wrote is late: %+v", l)
			}
		}
	}
	closed(t, beside)
}

// TestAnOfficeThatIsClosedLiesStill closes it while a timer's work is under way.
func TestAnOfficeThatIsClosedLiesStill(t *testing.T) {
	d := newDesk(t)
	d.watch.working.Lock()
	ended := make(chan error, 1)
	go func() { ended <- d.Close() }()
	select {
	case err := <-ended:
		t.Errorf("closed in the midst of it: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	d.watch.working.Unlock()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
