package station

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"tram/assets"
	"tram/local/anchor"
	"tram/local/audit"
	"tram/local/convert"
	"tram/local/job"
	"tram/local/office"
	"tram/local/papercode"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/store/storetest"
)

// desk is an office that was set up, with a place outside of its folder.
type desk struct {
	*Station
	home, state string
	starting    *job.Progress // what the last start of a window told; nil: none was begun
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: filepath.Join(t.TempDir(), "ngoài")}
	d.start(t)
	if _, err := d.SetUp(t.Context(), ours, staff); err != nil {
		t.Fatal(err)
	}
	if err := d.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) start(t *testing.T) {
	t.Helper()
	s, err := Open(context.Background(), Options{Home: d.home, State: d.state, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.keepsItsLocks(t)
		s.Close()
	})
	d.Station = s
}

func (d *desk) restart(t *testing.T) {
	t.Helper()
	d.keepsItsLocks(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.start(t)
}

// act digitises one sample page.
func (d *desk) act(t *testing.T) office.Conversion {
	t.Helper()
	c, err := d.tryAct(t)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (d *desk) tryAct(t *testing.T) (office.Conversion, error) {
	t.Helper()
	return d.CarryOut(t.Context(), convert.Order{Clerk: staff[0], Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Subject: "về việc ví dụ"},
		Form: office.Plain, Seen: true, Counted: 1, Files: []string{samplePage(t)}}, nil)
}

func (d *desk) database() string { return filepath.Join(d.home, databaseName) }

// attacked stops the office, does something to its files, and starts it again.
func (d *desk) attacked(t *testing.T, do func()) {
	t.Helper()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	do()
	d.start(t)
}

func (d *desk) rewrite(t *testing.T) func() {
	return func() {
		storetest.Run(t, d.database(), `UPDATE journal SET body = replace(body, 'ví dụ', 'khác'), actor = 'Trần Thị Ví Dụ' WHERE kind = 'conversion'`,
			`UPDATE records SET body = replace(body, 'ví dụ', 'khác') WHERE kind = 'conversion'`,
			`UPDATE conversions SET subject = replace(subject, 'ví dụ', 'khác')`)
	}
}

func (d *desk) proof(t *testing.T, wish JournalProofWish) office.Proof {
	t.Helper()
	proof, err := d.ProveJournalAgainst(t.Context(), wish, nil)
	if err != nil {
		t.Fatal(err)
	}
	return proof
}

// says finds what a proof says about one point.
func says(t *testing.T, proof office.Proof, point string, met office.Met, text string) {
	t.Helper()
	found := false
	for _, c := range proof.Checks {
		if c.Met != office.IsMet && c.Next == "" {
			t.Errorf("a check says what is wrong and nothing of what to do: %+v", c)
		}
		found = found || c.Point == point && c.Met == met && strings.Contains(c.Evidence, text)
	}
	if found {
		return
	}
	t.Errorf("no check says of %q: %s, %q\n%+v", point, met, text, proof.Checks)
}

func TestAnHonestJournalTellsItsAnchorsAndAgainstWhomEachStands(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Fatalf("%+v", trouble)
	}
	proof := d.proof(t, JournalProofWish{})
	if proof.Verdict != office.Proven {
		t.Fatalf("%+v", proof)
	}
	says(t, proof, "Mốc trong thư mục dữ liệu", office.IsMet, "người chỉ sửa hay thay được tệp office.db")
	says(t, proof, "Mốc ngoài thư mục dữ liệu", office.IsMet, d.state)
	says(t, proof, "Mốc có khóa trạm", office.IsMet, "identity.key")
	says(t, proof, "Mốc có dấu thời gian", office.IsOwed, "viết lại được toàn bộ")
	says(t, proof, "Chưa có mốc", office.IsMet, "")
	d.act(t)
	says(t, d.proof(t, JournalProofWish{}), "Chưa có mốc", office.IsOwed, "chưa nằm dưới mốc")
}

func TestAChainThatWasRewrittenByScriptIsTold(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	d.attacked(t, d.rewrite(t))
	if report, err := d.store.VerifyJournal(t.Context(), nil); err != nil || len(report.Faults) > 0 {
		t.Fatalf("the attack left faults inside the database, so it shows nothing: %v %+v", err, report.Faults)
	}
	trouble, is := d.JournalTrouble()
	if !is || !strings.Contains(trouble.Said, "viết lại") {
		t.Errorf("the start says %+v", trouble)
	}
	if proof := d.proof(t, JournalProofWish{}); proof.Verdict != office.Broken || !strings.Contains(proof.Said, "viết lại") {
		t.Errorf("%s: %s", proof.Verdict, proof.Said)
	}
	if proof, err := d.Prove(t.Context(), c.ID, nil); err != nil || proof.Verdict != office.Broken {
		t.Errorf("the record is %s: %v", proof.Verdict, err)
	}
	if _, err := d.tryAct(t); !errors.Is(err, TurnedBack) {
		t.Errorf("an act went on: %v", err)
	}
}

func TestALastEntryThatWasCutOffWithItsRecordIsTold(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.restart(t)
	d.act(t)
	head, err := d.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.attacked(t, func() { storetest.CutLast(t, d.database()) })
	if report, err := d.store.VerifyJournal(t.Context(), nil); err != nil || len(report.Faults) > 0 {
		t.Fatalf("the attack shows inside: %v %+v", err, report.Faults)
	}
	trouble, is := d.JournalTrouble()
	if !is || trouble.Lost.Seq < head.Seq || !strings.Contains(trouble.Said, "thiếu các dòng") {
		t.Errorf("%+v", trouble)
	}
	if proof := d.proof(t, JournalProofWish{}); proof.Verdict != office.Broken || !strings.Contains(proof.Said, "Thiếu các dòng") {
		t.Errorf("%s: %s", proof.Verdict, proof.Said)
	}
}

// chain is the heads of the database as it is now.
func (d *desk) chain(t *testing.T) (heads []office.JournalHead) {
	t.Helper()
	s, err := Open(context.Background(), Options{Home: d.home}) // any program that reads the chain
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.Journal(t.Context(), 0, func(e office.Entry) error {
		heads = append(heads, office.JournalHead{Seq: e.Seq, Hash: e.Hash, At: e.At})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	return heads
}

// forgeHeads writes down the heads of the database as it is now, in the place of
// what the station wrote.
func (d *desk) forgeHeads(t *testing.T, paths ...string) {
	t.Helper()
	heads := d.chain(t)
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		h := anchor.NewHeads(path)
		for _, at := range heads {
			if err := h.Add(at); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestEachAnchorThatSurvivesTells takes one anchor after the other away, and sees what
// the next one says, until nothing on this PC is left.
func TestEachAnchorThatSurvivesTells(t *testing.T) {
	for name, c := range map[string]struct {
		heads, marks []string // what the attacker replaces, and what he removes
		by           string   // who tells; empty: nothing on this PC
		drop         bool     // the entries that tell of the books
	}{
		"the file in the folder":                {nil, nil, inHome, false},
		"the file outside":                      {[]string{"home"}, nil, outOfHome, false},
		"the mark in the folder":                {[]string{"home", "outside"}, []string{"outside"}, byMark, false},
		"the mark outside":                      {[]string{"home", "outside"}, []string{"home"}, byMark, false},
		"the journal itself":                    {[]string{"home", "outside"}, []string{"home", "outside"}, byJournal, false},
		"nothing here, but what lies elsewhere": {[]string{"home", "outside"}, []string{"home", "outside"}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.act(t)
			elsewhere, err := d.ExportMarks(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			head, err := d.store.Head(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			heads := map[string]string{"home": d.watch.heads[0].Path(), "outside": d.watch.heads[1].Path()}
			marks := map[string]string{"home": d.watch.marks[0].Path(), "outside": d.watch.marks[1].Path()}
			d.attacked(t, func() {
				d.rewrite(t)()
				if c.drop {
					storetest.Drop(t, d.database(), string(office.KindNotice))
				}
				for _, place := range c.heads {
					d.forgeHeads(t, heads[place])
				}
				for _, place := range c.marks {
					if err := os.Remove(marks[place]); err != nil {
						t.Fatal(err)
					}
				}
			})
			trouble, is := d.JournalTrouble()
			if is != (c.by != "") || !strings.Contains(trouble.By, c.by) {
				t.Errorf("the start says %v by %q", is, trouble.By)
			}
			proof := d.proof(t, JournalProofWish{})
			if (proof.Verdict == office.Broken) != (c.by != "") {
				t.Errorf("%s: %s", proof.Verdict, proof.Said)
			}
			if proof.Answer() == office.AnswerJournal {
				t.Errorf("told as whole: %s", proof.Said)
			}
			if proof := d.proof(t, JournalProofWish{Marks: elsewhere}); proof.Verdict != office.Broken {
				t.Errorf("a mark kept elsewhere says %s", proof.Verdict)
			}
			proof = d.proof(t, JournalProofWish{Head: string(head.Hash)})
			says(t, proof, "Mốc trên giấy", office.IsMissed, "viết lại")
		})
	}
}

func TestABeginningOfAHeadThatNamesNoOneEntryIsAskedForAgain(t *testing.T) {
	d := newDesk(t)
	head, err := d.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"12", string(head.Hash[:8]), string(head.Hash[:15]), "không phải mã băm nào"} {
		if proof, err := d.ProveJournalAgainst(t.Context(), JournalProofWish{Head: typed}, nil); !errors.Is(err, audit.HeadUnclear) || proof.Verdict != "" {
			t.Errorf("%q: %s, %v", typed, proof.Verdict, err)
		}
	}
}

func TestAHeadOnPaperIsFoundAgainInAnHonestJournal(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	head, err := d.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.act(t)
	for _, typed := range []string{string(head.Hash), strings.ToUpper(string(head.Hash[:16])), string(head.Hash[:9] + " " + head.Hash[9:20])} {
		if proof := d.proof(t, JournalProofWish{Head: typed}); proof.Verdict != office.Proven {
			t.Errorf("%s: %s", proof.Verdict, proof.Said)
		} else {
			says(t, proof, "Mốc trên giấy", office.IsMet, "mục")
		}
	}
	b, err := d.Report(t.Context(), "ví dụ", office.Proof{Verdict: office.Stranger})
	if err != nil || len(b) == 0 {
		t.Errorf("no report: %v", err)
	}
}

// TestAMarkThatSomebodyElseMadeCountsForNothing has an attacker vouch with a key of
// his own.
func TestAMarkThatSomebodyElseMadeCountsForNothing(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.restart(t)
	own := d.watch.allMarks()
	if len(own) == 0 {
		t.Fatal("no mark was made")
	}
	key, err := papercode.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	public, err := key.Public()
	if err != nil {
		t.Fatal(err)
	}
	thief, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	forged := func(change func(*anchor.Mark)) anchor.Mark {
		m := own[0]
		m.Head.Seq, m.Head.Hash = 1, office.DigestOf([]byte("khác"))
		change(&m)
		return m
	}
	forgeries := map[string]anchor.Mark{
		"nothing made anew": forged(func(*anchor.Mark) {}),
		"another key": forged(func(m *anchor.Mark) {
			m.KeyID, m.Public = string(public.ID()), public.SPKI()
			m.Signature, _ = key.Vouch(m.Statement())
		}),
		"another key and another identity": forged(func(m *anchor.Mark) {
			m.KeyID, m.Public = string(public.ID()), public.SPKI()
			m.Signature, _ = key.Vouch(m.Statement())
			m.Witness, _ = thief.Witness(m.Statement())
		}),
		"another key under our name": forged(func(m *anchor.Mark) {
			m.Public = public.SPKI()
			m.Signature, _ = key.Vouch(m.Statement())
			m.Witness, _ = d.sealing.Witness(m.Statement())
		}),
		"our identity without a key": forged(func(m *anchor.Mark) { m.Witness, _ = d.sealing.Witness(m.Statement()) }),
	}
	for name, m := range forgeries {
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		proof := d.proof(t, JournalProofWish{Marks: b})
		if proof.Verdict != office.Proven {
			t.Errorf("%s accused an honest journal: %s", name, proof.Said)
		}
		says(t, proof, "Mốc lạ", office.IsOwed, "1 mốc")
	}
}

// TestMarksThatWereBroughtAreToldAsReadOrRefused: an answer says what it was held
// against, and a file in which there is no mark is none.
func TestMarksThatWereBroughtAreToldAsReadOrRefused(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	good, err := d.ExportMarks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	says(t, d.proof(t, JournalProofWish{Marks: good}), "Mốc đã đưa", office.IsMet, "Đọc được 1 mốc")
	half := append([]byte("dòng lạ\n\nmột dòng nữa\n"), good...)
	says(t, d.proof(t, JournalProofWish{Marks: half}), "Mốc đã đưa", office.IsOwed, "2 dòng")
	wide := make([]byte, 0, 2*len(good))
	for _, each := range utf16.Encode([]rune(string(good))) {
		wide = append(wide, byte(each), byte(each>>8))
	}
	for name, b := range map[string][]byte{
		"in UTF-16": wide, "in base64": []byte(base64.StdEncoding.EncodeToString(good)), "empty": {}, "a PDF": []byte("%PDF-1.7\n%%EOF\n"),
		"cut off": good[:len(good)/2], "one endless line": bytes.Repeat([]byte{'x'}, 600<<10),
	} {
		if _, err := d.ProveJournalAgainst(t.Context(), JournalProofWish{Marks: b}, nil); !errors.Is(err, NoMarksBrought) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// readBeside reads a file as another program does: were a database opened and closed by this
// one, the process would lose SQLite's locks on it.
func readBeside(path string) ([]byte, error) {
	if filepath.Base(path) == databaseName {
		return exec.Command("cat", "--", path).Output()
	}
	return os.ReadFile(path)
}

// copied lays a file or folder beside, as a backup program does.
func copied(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		b, err := readBeside(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), b, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnOlderDatabaseIsToldAndWorkGoesOnByAPersonsWord(t *testing.T) {
	d := newDesk(t)
	first := d.act(t)
	old := t.TempDir()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	copied(t, d.home, old)
	d.start(t)
	lost := d.act(t)
	d.attacked(t, func() {
		copied(t, filepath.Join(old, databaseName), d.database())
	})
	trouble, is := d.JournalTrouble()
	if !is || !strings.Contains(trouble.Said, "bản cũ hơn") || trouble.Lost.Seq <= trouble.Here.Seq {
		t.Fatalf("%v %+v", is, trouble)
	}
	if _, err := d.Conversion(t.Context(), first.ID); err != nil {
		t.Errorf("the clerk is locked out of what is there: %v", err)
	}
	if fresh, err := d.FreshFiles(t.Context()); err != nil || len(fresh) == 0 {
		t.Errorf("%v: the files of the lost act are not told: %v", err, fresh)
	}
	if _, err := d.tryAct(t); !errors.Is(err, TurnedBack) {
		t.Fatalf("an act went on without a word: %v", err)
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "  "); !errors.Is(err, NoReason) {
		t.Errorf("an empty word: %v", err)
	}
	if _, err := d.AcceptJournal(t.Context(), staff[0], "Ổ đĩa hỏng, khôi phục từ bản sao lưu"); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.act(t)
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("told again after the word: %+v", trouble)
	}
	proof := d.proof(t, JournalProofWish{})
	if proof.Verdict != office.Proven {
		t.Errorf("%s: %s", proof.Verdict, proof.Said)
	}
	says(t, proof, office.NoticeBack.Name(), office.IsOwed, "khôi phục từ bản sao lưu")
	if _, err := d.AcceptJournal(t.Context(), staff[0], "x"); !errors.Is(err, NothingToAccept) {
		t.Errorf("a word about nothing: %v", err)
	}
	_ = lost
}

// TestAWordOnWhatWasLostCoversNothingThatComesAfter rewrites the chain once more.
func TestAWordOnWhatWasLostCoversNothingThatComesAfter(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.attacked(t, func() { storetest.CutLast(t, d.database()) })
	if _, err := d.AcceptJournal(t.Context(), staff[0], "Đã biết"); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.attacked(t, d.rewrite(t))
	if _, is := d.JournalTrouble(); !is {
		t.Error("the second attack is covered by the word on the first")
	}
	if proof := d.proof(t, JournalProofWish{}); proof.Verdict != office.Broken {
		t.Errorf("%s: %s", proof.Verdict, proof.Said)
	}
}

func TestALogThatWasLostIsTold(t *testing.T) {
	d := newDesk(t)
	d.restart(t)
	d.act(t)
	killed := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: filepath.Join(t.TempDir(), "ngoài")}
	copied(t, d.home, killed.home)
	copied(t, d.state, killed.state)
	if err := errors.Join(os.Remove(killed.database()+"-wal"), os.Remove(killed.database()+"-shm")); err != nil {
		t.Fatal(err)
	}
	killed.start(t)
	if trouble, is := killed.JournalTrouble(); !is || !strings.Contains(trouble.Said, "thiếu các dòng") {
		t.Errorf("%v %+v", is, trouble)
	}
}

func TestAHomeRestoredOnANewMachineIsNotAccused(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	there := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: filepath.Join(t.TempDir(), "ngoài")}
	copied(t, d.home, there.home)
	there.start(t)
	if trouble, is := there.JournalTrouble(); is {
		t.Errorf("%+v", trouble)
	}
	there.act(t)
	if proof := there.proof(t, JournalProofWish{}); proof.Verdict != office.Proven {
		t.Errorf("%s: %s", proof.Verdict, proof.Said)
	}
}

// TestAHeadThatACrashKeptFromBeingWrittenIsMadeGood takes the last lines away.
func TestAHeadThatACrashKeptFromBeingWrittenIsMadeGood(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.attacked(t, func() {
		for _, h := range d.watch.heads {
			b, err := os.ReadFile(h.Path())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(h.Path(), b[:len(b)-100], 0o600); err != nil {
				t.Fatal(err)
			}
		}
	})
	if trouble, is := d.JournalTrouble(); is {
		t.Fatalf("%+v", trouble)
	}
	head, err := d.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range d.watch.heads {
		all, err := h.All()
		if err != nil || all[len(all)-1].Hash != head.Hash {
			t.Errorf("%v: %s ends at %+v", err, h.Path(), all[len(all)-1])
		}
	}
}

func TestAnOrphanIsListedAndSweptOrAdoptedByAPersonsWordOnly(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.mark(t.Context()); err != nil { // its key lies in the vault
		t.Fatal(err)
	}
	if all, err := d.Orphans(t.Context()); err != nil || len(all) > 0 {
		t.Fatalf("%v: an honest vault has orphans: %v", err, all)
	}
	page, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-2.jpg")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := d.vault.Keep(page)
	if err != nil {
		t.Fatal(err)
	}
	noise, err := d.vault.Keep([]byte("không ai nhớ"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.Orphans(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("%v %v", err, all)
	}
	if err := d.SweepOrphan(t.Context(), noise, staff[0], "đã xem"); !errors.Is(err, TooFresh) {
		t.Errorf("swept what an act may need: %v", err)
	}
	old := time.Now().Add(-time.Hour)
	for _, o := range all {
		path := filepath.Join(d.home, vaultName, string(o.Digest[:2]), string(o.Digest)+".age")
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.SweepOrphan(t.Context(), noise, staff[0], " "); !errors.Is(err, NoReason) {
		t.Errorf("swept in silence: %v", err)
	}
	if err := d.SweepOrphan(t.Context(), noise, staff[0], "đã xem"); err != nil || d.vault.Has(noise) {
		t.Errorf("%v, still there %v", err, d.vault.Has(noise))
	}
	if d.attemptsAdopt(t, []byte("không phải trang")) != NotAdoptable.Name {
		t.Error("made a draft of what shows no page")
	}
	if _, err := d.AdoptOrphan(t.Context(), noise, staff[0], "x"); !errors.Is(err, NoOrphan) {
		t.Errorf("adopted what is gone: %v", err)
	}
	commits := d.commits(t)
	c, err := d.AdoptOrphan(t.Context(), picture, staff[0], "máy mất điện lúc đang làm")
	if n := d.commits(t) - commits; n != 1 {
		t.Errorf("adopting took %d commits: a kill between them leaves half of it", n)
	}
	if err != nil || c.Message.File != picture || c.State != office.Draft || !d.vault.Has(picture) {
		t.Fatalf("%v %+v", err, c)
	}
	if all, err := d.Orphans(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("%v: left %v", err, all)
	}
	notices, err := d.store.Notices(t.Context())
	notices = slices.DeleteFunc(notices, func(n office.Notice) bool { return n.Kind == office.NoticeMarks })
	if err != nil || len(notices) != 2 || notices[0].Kind != office.NoticeSwept || notices[0].Files[0] != noise || notices[1].Why == "" {
		t.Errorf("%v: the journal keeps %+v", err, notices)
	}
	done := d.act(t)
	if err := d.SweepOrphan(t.Context(), done.PDF, staff[0], "x"); !errors.Is(err, NoOrphan) || !d.vault.Has(done.PDF) {
		t.Errorf("swept the file of a record: %v", err)
	}
}

// commits counts the commits: each writes one head down.
func (d *desk) commits(t *testing.T) int {
	t.Helper()
	all, err := d.watch.heads[0].All()
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// attemptsAdopt puts something into the vault, tries to make a draft of it, takes it
// away again, and tells the failure.
func (d *desk) attemptsAdopt(t *testing.T, content []byte) string {
	t.Helper()
	stray, err := d.vault.Keep(content)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.AdoptOrphan(t.Context(), stray, staff[0], "x")
	if err := d.vault.Wipe(stray); err != nil {
		t.Fatal(err)
	}
	f, _ := office.FailureIn(err)
	return f.Name
}

// TestAJournalThatIsRewrittenWhileTheProgramRunsIsNotVouchedFor attacks the open
// database.
func TestAJournalThatIsRewrittenWhileTheProgramRunsIsNotVouchedFor(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	was := d.watch.allMarks()
	d.rewrite(t)()
	if err := d.mark(t.Context()); err != nil {
		t.Fatal(err)
	}
	now := d.watch.allMarks()
	if len(now) != len(was) {
		t.Errorf("%d marks, and %d after the attack", len(was), len(now))
	}
	d.restart(t)
	if _, is := d.JournalTrouble(); !is {
		t.Error("the next start tells nothing")
	}
}

func TestTheRecoveryKeyIsOwedUntilSomebodyHasPutItAway(t *testing.T) {
	home, ctx := t.TempDir(), context.Background()
	s := open(t, home)
	if s.RecoveryOwed() {
		t.Error("owed by an empty folder")
	}
	first, err := s.SetUp(ctx, ours, staff)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, home)
	if !s.RecoveryOwed() {
		t.Fatal("a set-up that was closed owes nothing")
	}
	again, err := s.Recovery(ctx)
	if err != nil || again.Key != first.Key || !bytes.HasPrefix(again.PDF, []byte("%PDF-")) || again.Kept != first.Kept {
		t.Errorf("%v: shown again %+v", err, again)
	}
	if err := s.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Recovery(ctx); !errors.Is(err, AlreadySetUp) || s.RecoveryOwed() {
		t.Errorf("shown once more: %v", err)
	}
}

func TestNobodyIsSaidToHaveDoneWhatTheyDidNot(t *testing.T) {
	d := newDesk(t)
	o, err := d.Office(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveOffice(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	if err := d.store.Journal(t.Context(), 0, func(e office.Entry) error {
		for _, clerk := range staff {
			if e.Actor == clerk.Name {
				t.Errorf("entry %d (%s) is booked to %s", e.Seq, e.Step, clerk.Name)
			}
		}
		if e.Step != "birth" && !strings.HasPrefix(e.Actor, program+" (") && !strings.HasPrefix(e.Actor, "Tài khoản máy") {
			t.Errorf("entry %d (%s) is booked to %q", e.Seq, e.Step, e.Actor)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
