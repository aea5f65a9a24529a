package station

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store/storetest"
)

// lose takes away, or spoils, what lies at each path.
func lose(t *testing.T, spoil func(string) error, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if err := spoil(path); err != nil {
			t.Fatal(err)
		}
	}
}

func (d *desk) books() (heads, marks []string) {
	for i := range d.watch.heads {
		heads, marks = append(heads, d.watch.heads[i].Path()), append(marks, d.watch.marks[i].Path())
	}
	return heads, marks
}

func emptied(path string) error { return os.Truncate(path, 0) }
func garbage(path string) error { return os.WriteFile(path, []byte("\x00\xffrác\n{}\n7 7\n"), 0o600) }

// TestBooksOfMarksThatAreGoneAreToldAndWaitForAWord takes the books away in each way
// that needs no secret, with and without a rewriting of the chain.
func TestBooksOfMarksThatAreGoneAreToldAndWaitForAWord(t *testing.T) {
	for name, attack := range map[string]func(t *testing.T, d *desk, heads, marks []string){
		"rewritten, all removed":   func(t *testing.T, d *desk, h, m []string) { d.rewrite(t)(); lose(t, os.Remove, append(h, m...)...) },
		"all removed":              func(t *testing.T, d *desk, h, m []string) { lose(t, os.Remove, append(h, m...)...) },
		"all emptied":              func(t *testing.T, d *desk, h, m []string) { lose(t, emptied, append(h, m...)...) },
		"the marks alone, garbage": func(t *testing.T, d *desk, _, m []string) { lose(t, garbage, m...) },
		"the heads here emptied":   func(t *testing.T, d *desk, h, _ []string) { lose(t, emptied, h[0]) },
		"the heads here garbage":   func(t *testing.T, d *desk, h, _ []string) { lose(t, garbage, h[0]) },
		"the heads here removed":   func(t *testing.T, d *desk, h, _ []string) { lose(t, os.Remove, h[0]) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.act(t)
			d.restart(t)
			heads, marks := d.books()
			d.attacked(t, func() { attack(t, d, heads, marks) })
			trouble, is := d.JournalTrouble()
			if !is || !strings.Contains(trouble.Said, "Sổ mốc đã mất hoặc bị cắt") {
				t.Fatalf("the start says %v %+v", is, trouble)
			}
			if proof := d.proof(t, JournalProofWish{}); proof.Verdict != office.Broken || !strings.Contains(proof.Said, "Sổ mốc") {
				t.Errorf("%s: %s", proof.Verdict, proof.Said)
			}
			if _, err := d.tryAct(t); !errors.Is(err, TurnedBack) {
				t.Errorf("an act went on: %v", err)
			}
			d.restart(t)
			if _, is := d.JournalTrouble(); !is {
				t.Fatal("signed anew in silence")
			}
			if _, err := d.AcceptJournal(t.Context(), staff[0], "đã so sổ giấy"); err != nil {
				t.Fatal(err)
			}
			d.act(t)
			d.restart(t)
			if trouble, is := d.JournalTrouble(); is {
				t.Errorf("told again after the word: %+v", trouble)
			}
			proof := d.proof(t, JournalProofWish{})
			if proof.Answer() != office.AnswerJournalReserved || !strings.Contains(proof.Said, "đã so sổ giấy") {
				t.Errorf("%s: %s", proof.Answer(), proof.Said)
			}
			says(t, proof, office.NoticeBack.Name(), office.IsOwed, "Sổ mốc đã mất hoặc bị cắt")
			if bare := !strings.HasPrefix(name, "the heads"); bare {
				says(t, proof, office.NoticeBack.Name(), office.IsOwed, "Mục 1 đến 1")
			} else if strings.Contains(proof.Said, "không có mốc nào bảo vệ") {
				t.Errorf("marks stand, and are told as none: %s", proof.Said)
			}
		})
	}
}

// TestEntriesThatCameUnderAMarkLateAreNeverToldAsProtectedBefore rewrites the chain,
// drops what tells of the books, and lets the station sign what it finds.
func TestEntriesThatCameUnderAMarkLateAreNeverToldAsProtectedBefore(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	heads, marks := d.books()
	d.attacked(t, func() {
		d.rewrite(t)()
		storetest.Drop(t, d.database(), string(office.KindNotice))
		lose(t, os.Remove, append(heads, marks...)...)
	})
	for _, when := range []string{"at once", "after new acts", "after more"} {
		proof := d.proof(t, JournalProofWish{})
		if proof.Answer() != office.AnswerJournalReserved || !strings.Contains(proof.Said, "không có mốc nào bảo vệ") {
			t.Errorf("%s: %s, %s", when, proof.Answer(), proof.Said)
		}
		d.act(t)
		d.restart(t)
	}
	says(t, d.proof(t, JournalProofWish{}), lateMark, office.IsOwed, "Mục 1 đến")
}

// TestWhoOnlyLooksVouchesForNothing opens the same office beside the one at work, as a
// reading verb does: what the other has written is not told as left without a mark.
func TestWhoOnlyLooksVouchesForNothing(t *testing.T) {
	d := newDesk(t)
	d.restart(t)
	d.act(t)
	beside := &desk{home: d.home, state: d.state}
	beside.start(t)
	before := len(d.watch.allMarks())
	if err := beside.Close(); err != nil {
		t.Fatal(err)
	}
	if after := len(d.watch.allMarks()); after != before {
		t.Errorf("%d marks became %d", before, after)
	}
	d.act(t)
	d.restart(t)
	if proof := d.proof(t, JournalProofWish{}); proof.Answer() != office.AnswerJournal {
		t.Errorf("%s, %s", proof.Answer(), proof.Said)
	}
}

// TestOnlyWhatGenuineMarksTellOfLateEntriesIsCarriedOn forges the newest mark, of which the
// next one would take over what it tells.
func TestOnlyWhatGenuineMarksTellOfLateEntriesIsCarriedOn(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.restart(t)
	d.act(t)
	d.watch.wrote = false // cut off before the end of its sitting
	d.restart(t)
	d.act(t)
	d.restart(t)
	all := d.watch.allMarks()
	newest := all[len(all)-1]
	if len(newest.Late) != 1 {
		t.Fatalf("tells of %+v", newest.Late)
	}
	want := newest.Late
	for _, head := range []office.JournalHead{newest.Head, {Seq: newest.Head.Seq, Hash: office.DigestOf(nil), At: newest.Head.At}} {
		forged := newest
		forged.Head, forged.Late = head, append(slices.Clone(want), anchor.Late{From: 1, To: want[0].From, Made: want[0].Made})
		if err := d.watch.marks[0].Add(forged); err != nil {
			t.Fatal(err)
		}
	}
	d.act(t)
	d.restart(t)
	all = d.watch.allMarks()
	made := all[len(all)-1]
	same := func(a, b anchor.Late) bool { return a.From == b.From && a.To == b.To && a.Made.Equal(b.Made) }
	if !d.genuine(made) || made.Head.Seq <= newest.Head.Seq || !slices.EqualFunc(made.Late, want, same) {
		t.Errorf("the next mark, of %d, tells of %+v, not %+v", made.Head.Seq, made.Late, want)
	}
	if proof := d.proof(t, JournalProofWish{}); proof.Answer() != office.AnswerJournalReserved {
		t.Errorf("%s: %s", proof.Answer(), proof.Said)
	}
}

// TestALateMarkCannotBePassedOffAsATimelyOne takes what it says of late entries out.
func TestALateMarkCannotBePassedOffAsATimelyOne(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.watch.own = nil // as if another had written it
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := d.watch.allMarks()
	late := all[len(all)-1]
	if len(late.Late) != 1 || !d.genuine(late) {
		t.Fatalf("%+v", late)
	}
	was := late.Late[0]
	for _, told := range [][]anchor.Late{nil, {{From: was.From + 1, To: was.To, Made: was.Made}}, {{From: was.From, To: was.To - 1, Made: was.Made}}, {was, was}} {
		m := late
		m.Late = told
		if d.genuine(m) {
			t.Errorf("taken for genuine: %v", told)
		}
	}
}

// TestAWordOnARewrittenJournalSaysWhatWasFoundForEver: it is not told as an older
// copy, nor as whole.
func TestAWordOnARewrittenJournalSaysWhatWasFoundForEver(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.attacked(t, d.rewrite(t))
	n, err := d.AcceptJournal(t.Context(), staff[0], "đã báo người phụ trách")
	if err != nil || n.From == 0 || n.From > n.Here.Seq || !strings.Contains(n.Found, "viết lại") {
		t.Fatalf("%v %+v", err, n)
	}
	d.act(t)
	d.restart(t)
	proof := d.proof(t, JournalProofWish{})
	if proof.Answer() != office.AnswerJournalReserved || strings.Contains(proof.Said, "trở về mục") {
		t.Errorf("%s: %s", proof.Answer(), proof.Said)
	}
	for _, told := range []string{"viết lại", staff[0].Name, "đã báo người phụ trách", "được nhận theo lời này"} {
		says(t, proof, office.NoticeBack.Name(), office.IsOwed, told)
	}
}

// TestARecordWhoseEntryStandsUnderNoTimelyMarkIsToldSo proves records in the range and
// beside it: bare, marked late, and taken by a person's word.
func TestARecordWhoseEntryStandsUnderNoTimelyMarkIsToldSo(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(t *testing.T, d *desk)
		says string
		next string
	}{
		"bare":        {func(t *testing.T, d *desk) { d.watch.wrote = false; d.restart(t) }, "không có mốc nào bảo vệ.", comparing},
		"marked late": {func(t *testing.T, d *desk) { d.watch.wrote = false; d.restart(t); d.act(t); d.restart(t) }, "không có mốc nào bảo vệ cho tới", lateNext},
		"by a word": {func(t *testing.T, d *desk) {
			d.attacked(t, func() {
				storetest.Run(t, d.database(), `UPDATE journal SET actor = 'Trần Thị Ví Dụ' WHERE seq = (SELECT max(seq) FROM journal)`)
			})
			if _, err := d.AcceptJournal(t.Context(), staff[0], "đã so giấy tờ"); err != nil {
				t.Fatal(err)
			}
		}, "được nhận theo lời này", noticeNext},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			timely := d.act(t)
			d.restart(t)
			doubted := d.act(t)
			c.do(t, d)
			for id, want := range map[office.ID]bool{timely.ID: false, doubted.ID: true} {
				proof, err := d.Prove(t.Context(), id, nil)
				if err != nil {
					t.Fatal(err)
				}
				told := slices.ContainsFunc(proof.Checks, func(k office.Condition) bool {
					return k.Point == "Nhật ký" && k.Met == office.IsOwed && strings.Contains(k.Evidence, c.says) && k.Next == c.next
				})
				if reserved := proof.Answer() == office.AnswerJournalReserved; told != want || reserved != want || want == strings.Contains(proof.Said, "nguyên vẹn") {
					t.Errorf("told %v, want %v: %s, %s, %+v", told, want, proof.Answer(), proof.Said, proof.Checks)
				}
			}
		})
	}
}
