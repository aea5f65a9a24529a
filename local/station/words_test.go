package station

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store/storetest"
)

const forgedWord = "00000000-0000-7000-8000-00000000f0f0"

// speak forges a person's word on all that the journal contradicts, or will.
func (d *desk) speak(t *testing.T, lost []office.Digest) {
	t.Helper()
	at := office.JournalHead{Seq: 1, Hash: office.DigestOf(nil), At: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	body, err := json.Marshal(office.Notice{ID: forgedWord, Version: 1, Kind: office.NoticeBack, Why: "sao lưu theo lịch", Clerk: staff[0].Name,
		Here: &at, Lost: &at, Found: "Không có gì khác.", Files: lost})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Say(t, d.database(), string(office.KindNotice), "accept-journal", forgedWord, string(body))
}

// moreInWords puts more heads into the words that are there.
func (d *desk) moreInWords(t *testing.T, lost []office.Digest, tables ...string) {
	t.Helper()
	more := ""
	for _, l := range lost {
		more += `"` + string(l) + `",`
	}
	for _, table := range tables {
		storetest.Run(t, d.database(), `UPDATE `+table+` SET body = replace(body, '"files":[', '"files":[`+more+`') WHERE kind = 'notice'`)
	}
}

// hashes are all heads that are known outside.
func (d *desk) hashes() (all []office.Digest) {
	for _, k := range d.watch.all(0) {
		all = append(all, k.Hash)
	}
	return all
}

// TestAWordThatNoMarkTellsOfExcusesNothing is about who can write the database, and
// nothing else: he can say in it what he likes.
func TestAWordThatNoMarkTellsOfExcusesNothing(t *testing.T) {
	for name, attack := range map[string]func(t *testing.T, d *desk, lost []office.Digest){
		"a word of its own": func(t *testing.T, d *desk, lost []office.Digest) { d.rewrite(t)(); d.speak(t, lost) },
		"a mark that he made up": func(t *testing.T, d *desk, lost []office.Digest) {
			d.rewrite(t)()
			d.speak(t, lost)
			all := d.watch.allMarks()
			m := all[len(all)-1]
			m.Words = append(m.Words, anchor.Word{Notice: forgedWord, Said: digestOf(office.Notice{ID: forgedWord, Version: 1, Kind: office.NoticeBack, Files: lost})})
			m.Head = d.chain(t)[0]
			if err := d.watch.marks[0].Add(m); err != nil {
				t.Fatal(err)
			}
		},
		"a word before the deed": func(t *testing.T, d *desk, lost []office.Digest) { d.speak(t, lost); d.rewrite(t)() },
		"more heads in an earlier word, as lists show it": func(t *testing.T, d *desk, lost []office.Digest) {
			last := `(SELECT max(seq) FROM journal WHERE kind = 'conversion')`
			storetest.Run(t, d.database(), `UPDATE journal SET body = replace(body, 'ví dụ', 'khác') WHERE seq = `+last)
			d.moreInWords(t, lost, "records")
		},
		"another reason in an earlier word": func(t *testing.T, d *desk, _ []office.Digest) {
			storetest.Run(t, d.database(), `UPDATE records SET body = replace(body, 'lần đầu, có thật', 'sao lưu theo lịch') WHERE kind = 'notice'`)
		},
		"more heads in an earlier word": func(t *testing.T, d *desk, lost []office.Digest) {
			d.rewrite(t)()
			d.moreInWords(t, lost, "journal", "records")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.act(t)
			d.attacked(t, func() { storetest.CutLast(t, d.database()) })
			if _, err := d.AcceptJournal(t.Context(), staff[0], "lần đầu, có thật"); err != nil {
				t.Fatal(err)
			}
			d.act(t)
			d.restart(t)
			lost := d.hashes()
			d.attacked(t, func() { attack(t, d, lost) })
			if _, is := d.JournalTrouble(); !is {
				t.Fatal("the start says nothing")
			}
			if _, err := d.tryAct(t); !errors.Is(err, TurnedBack) {
				t.Errorf("an act went on: %v", err)
			}
			d.restart(t)
			proof := d.proof(t, JournalProofWish{})
			if proof.Verdict != office.Broken {
				t.Errorf("%s: %s", proof.Verdict, proof.Said)
			}
			for _, c := range proof.Checks {
				if strings.Contains(c.Evidence, "sao lưu theo lịch") || strings.Contains(c.Evidence, "Không có gì khác") {
					t.Errorf("told as a fact: %s", c.Evidence)
				}
			}
		})
	}
}

// TestAWordBesideAWholeJournalIsToldAsUnproven forges one where nothing is to be excused.
func TestAWordBesideAWholeJournalIsToldAsUnproven(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.attacked(t, func() { d.speak(t, nil) })
	d.act(t)
	d.restart(t)
	proof := d.proof(t, JournalProofWish{})
	if proof.Answer() != office.AnswerJournalReserved {
		t.Errorf("%s: %s", proof.Answer(), proof.Said)
	}
	says(t, proof, office.NoticeBack.Name(), office.IsOwed, "không mốc có khóa trạm nào xác nhận")
}

// TestWhatIsToldOfMarksToComeKeepsNobodyFromWork forges an entry on a mark of an entry that
// is not there.
func TestWhatIsToldOfMarksToComeKeepsNobodyFromWork(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	far := office.JournalHead{Seq: 1 << 40, Hash: office.DigestOf(nil), At: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	body, err := json.Marshal(office.Notice{ID: forgedWord, Version: 1, Kind: office.NoticeMarks, Clerk: staff[0].Name, Here: &far})
	if err != nil {
		t.Fatal(err)
	}
	d.attacked(t, func() {
		storetest.Say(t, d.database(), string(office.KindNotice), "marks-kept", forgedWord, string(body))
	})
	if trouble, is := d.JournalTrouble(); is {
		if _, err := d.AcceptJournal(t.Context(), staff[0], "đã xem"); err != nil {
			t.Fatalf("%v: %s", err, trouble.Said)
		}
	}
	d.act(t)
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("asked again: %+v", trouble)
	}
	d.act(t)
}

// TestAWordWithoutItsMarkIsAskedForAgain: the program may end between the two, or find no
// place for the mark.
func TestAWordWithoutItsMarkIsAskedForAgain(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.attacked(t, func() { storetest.CutLast(t, d.database()) })
	_, marks := d.books()
	var kept [][]byte
	for _, path := range marks { // a folder takes no line
		b, err := os.ReadFile(path)
		if err := errors.Join(err, os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, b)
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "lần một"); !errors.Is(err, WordNotVouched) {
		t.Fatalf("accepted without a mark: %v", err)
	}
	for i, path := range marks {
		if err := errors.Join(os.Remove(path), os.WriteFile(path, kept[i], 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	d.restart(t)
	if _, is := d.JournalTrouble(); !is {
		t.Fatal("the word counts without its mark")
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "lần hai"); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("told again after the word: %+v", trouble)
	}
	says(t, d.proof(t, JournalProofWish{}), office.NoticeBack.Name(), office.IsOwed, "lần hai")
}

// withoutMarks takes marks out of both books.
func (d *desk) withoutMarks(t *testing.T, which func(i int, m anchor.Mark) bool) {
	t.Helper()
	_, paths := d.books()
	for _, path := range paths {
		all, err := anchor.NewMarks(path).All()
		if err != nil {
			t.Fatal(err)
		}
		i := -1
		all = slices.DeleteFunc(all, func(m anchor.Mark) bool { i++; return which(i, m) })
		var b strings.Builder
		if err := errors.Join(anchor.Write(&b, all), os.WriteFile(path, []byte(b.String()), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWhatAMarkTellsIsHiddenByTakingNoneAway takes lines out of the books of marks: those
// that told of late entries first, the newest ones, and all but the newest.
func TestWhatAMarkTellsIsHiddenByTakingNoneAway(t *testing.T) {
	for name, which := range map[string]func(first, last int) func(i int, m anchor.Mark) bool{
		"the first that tells": func(first, _ int) func(int, anchor.Mark) bool {
			return func(i int, _ anchor.Mark) bool { return i == first }
		},
		"all but the newest": func(_, last int) func(int, anchor.Mark) bool {
			return func(i int, _ anchor.Mark) bool { return i < last }
		},
		"the newest": func(_, last int) func(int, anchor.Mark) bool {
			return func(i int, _ anchor.Mark) bool { return i == last }
		},
		"each that tells": func(int, int) func(int, anchor.Mark) bool {
			return func(_ int, m anchor.Mark) bool { return len(m.Late) > 0 }
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.act(t)
			d.restart(t)
			d.act(t)
			d.watch.wrote = false // cut off before the end of its sitting
			d.restart(t)
			for range 3 {
				d.act(t)
				d.restart(t)
			}
			says(t, d.proof(t, JournalProofWish{}), lateMark, office.IsOwed, "không có mốc nào bảo vệ")
			all := d.watch.allMarks()
			first := slices.IndexFunc(all, func(m anchor.Mark) bool { return len(m.Late) > 0 })
			d.attacked(t, func() { d.withoutMarks(t, which(first, len(all)-1)) })
			for range 2 {
				if proof := d.proof(t, JournalProofWish{}); proof.Answer() == office.AnswerJournal {
					t.Errorf("%s: %s", proof.Answer(), proof.Said)
				}
				if _, is := d.JournalTrouble(); is {
					return // it is told, and nothing goes on
				}
				d.act(t)
				d.restart(t)
			}
		})
	}
}

// TestWhatIsRewrittenInASittingIsNotVouchedForAtItsEnd changes the database and the books
// while the program is open.
func TestWhatIsRewrittenInASittingIsNotVouchedForAtItsEnd(t *testing.T) {
	for name, after := range map[string]func(t *testing.T, d *desk){
		"and closed":               func(*testing.T, *desk) {},
		"and a mark asked for":     func(t *testing.T, d *desk) { _ = d.mark(t.Context()) },
		"and an act came after it": func(t *testing.T, d *desk) { _, _ = d.tryAct(t) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.restart(t)
			d.act(t)
			before := d.watch.allMarks()
			d.rewrite(t)()
			heads, _ := d.books()
			d.forgeHeads(t, heads...)
			after(t, d)
			d.restart(t)
			if trouble, is := d.JournalTrouble(); !is {
				t.Errorf("the next start says nothing; %d marks became %d", len(before), len(d.watch.allMarks()))
			} else if !strings.Contains(trouble.Said, "viết lại") {
				t.Errorf("%s", trouble.Said)
			}
			if proof := d.proof(t, JournalProofWish{}); proof.Verdict != office.Broken {
				t.Errorf("%s: %s", proof.Verdict, proof.Said)
			}
		})
	}
}

// TestProgramsBesideOneAnotherMakeNoEntryLate opens the office twice, as a window and a
// command do, and writes in both.
func TestProgramsBesideOneAnotherMakeNoEntryLate(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, window, command *desk){
		"the command ends first": func(t *testing.T, window, command *desk) { closed(t, command, window) },
		"the window ends first":  func(t *testing.T, window, command *desk) { closed(t, window, command) },
		"and writes on": func(t *testing.T, window, command *desk) {
			closed(t, command)
			window.act(t)
			closed(t, window)
		},
	} {
		t.Run(name, func(t *testing.T) {
			window := newDesk(t)
			window.restart(t)
			window.act(t)
			command := &desk{home: window.home, state: window.state}
			command.start(t)
			command.act(t)
			end(t, window, command)
			window.start(t)
			if proof := window.proof(t, JournalProofWish{}); proof.Answer() != office.AnswerJournal {
				t.Errorf("%s, %s", proof.Answer(), proof.Said)
			}
			closed(t, window)
		})
	}
}

// TestWhatAProgramBesideWroteIsNotVouchedForUnseen rewrites what a command wrote beside an
// open window, after the command has ended: with its books, and with the mark by which it
// vouched for its own entries.
func TestWhatAProgramBesideWroteIsNotVouchedForUnseen(t *testing.T) {
	for name, c := range map[string]struct {
		entries string // the number of conversions that the window writes before the command does
		keep    bool   // the mark that the command made
		late    bool   // told as late; else as rewritten
	}{
		"the command alone wrote, its mark is gone":  {"", false, true},
		"the window wrote first, the mark is gone":   {"x", false, true},
		"the window wrote first, the mark was left":  {"x", true, false},
		"the command alone wrote, its mark was left": {"", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			window := newDesk(t)
			window.restart(t)
			for range c.entries {
				window.act(t)
			}
			last, err := window.store.Head(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			command := &desk{home: window.home, state: window.state}
			command.start(t)
			command.act(t)
			closed(t, command)
			storetest.Run(t, window.database(), fmt.Sprintf(`UPDATE journal SET actor = 'Trần Thị Ví Dụ' WHERE seq > %d`, last.Seq))
			heads, _ := window.books()
			window.forgeHeads(t, heads...)
			if !c.keep {
				window.withoutMarks(t, func(_ int, m anchor.Mark) bool { return m.Head.Seq > last.Seq })
			}
			window.act(t)
			window.restart(t)
			proof := window.proof(t, JournalProofWish{})
			if c.late {
				says(t, proof, lateMark, office.IsOwed, fmt.Sprintf("Mục %d đến %d không", last.Seq+1, last.Seq+1))
			}
			if late := proof.Answer() == office.AnswerJournalReserved; late != c.late || !late && proof.Verdict != office.Broken {
				t.Errorf("%s: %s", proof.Answer(), proof.Said)
			}
		})
	}
}

// TestEntriesOfAProgramThatWasKilledAreLateThoughAnotherEnds: nobody is left to vouch,
// whether the other ended before the kill, with a mark for its own entries, or after it.
func TestEntriesOfAProgramThatWasKilledAreLateThoughAnotherEnds(t *testing.T) {
	killed := func(t *testing.T, window *desk) {
		t.Helper()
		window.watch.leave() // as the system does for one that is killed
		window.watch.wrote = false
		closed(t, window)
	}
	for name, end := range map[string]func(t *testing.T, window, command *desk){
		"and it ends after": func(t *testing.T, window, command *desk) { killed(t, window); closed(t, command) },
		"and it ended before": func(t *testing.T, window, command *desk) {
			closed(t, command)
			killed(t, window)
		},
		"and works on": func(t *testing.T, window, command *desk) {
			closed(t, command)
			killed(t, window)
			window.start(t)
			window.act(t)
			closed(t, window)
		},
	} {
		t.Run(name, func(t *testing.T) {
			window := newDesk(t)
			window.restart(t)
			bare := window.watch.newest().Seq + 1
			window.act(t)
			command := &desk{home: window.home, state: window.state}
			command.start(t)
			command.act(t)
			end(t, window, command)
			window.start(t)
			says(t, window.proof(t, JournalProofWish{}), lateMark, office.IsOwed, fmt.Sprintf("Mục %d đến %d không có mốc nào bảo vệ", bare, bare))
		})
	}
}

func closed(t *testing.T, all ...*desk) {
	t.Helper()
	for _, d := range all {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
