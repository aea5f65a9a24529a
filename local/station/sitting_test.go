package station

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"tram/local/anchor"
	"tram/local/office"
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
	if _, err := d.AcceptJournal(t.Context(), people[0], "đã biết"); !errors.Is(err, JournalMoved) {
		t.Fatalf("taken for what nobody has seen: %v", err)
	}
	after, is := d.JournalTrouble()
	if !is || after.Said == before.Said {
		t.Fatalf("told %v %q", is, after.Said)
	}
	if _, err := d.AcceptJournal(t.Context(), people[0], "đã xem lại"); err != nil {
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
	if all, err := anchor.Read(b); err != nil || len(all) != 1 || all[0].Head.Hash != head.Hash {
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
	if _, err := d.AcceptJournal(t.Context(), people[0], "khôi phục cả thư mục"); err != nil {
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
