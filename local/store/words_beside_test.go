package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

// aDraft is a draft with words that stand nowhere else.
func aDraft(subject string) office.Conversion {
	c := aConversion(9, "BC-UBND", subject, 1)
	c.State, c.Pages[0].Name = office.Draft, "quét "+subject+".jpg"
	return c
}

// aMessage is a data message on its way to paper.
func aMessage(subject string) office.Conversion {
	c := aDraft(subject)
	c.Direction, c.FromPaper = office.DataToPaper, office.FromPaper{}
	return c
}

func journalText(t *testing.T, s *Store) string {
	t.Helper()
	var all string
	if err := s.reader.QueryRow(`SELECT group_concat(body, char(10)) FROM journal`).Scan(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheWordsOfADraftLieBesideTheJournal(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aDraft("kế hoạch thửa ruộng")))(t)
	if strings.Contains(journalText(t, s), "thửa ruộng") {
		t.Error("the journal holds the words of a draft")
	}
	if read := must(s.Conversion(ctx, c.ID))(t); read.Document.Subject != "kế hoạch thửa ruộng" || len(read.Pages) != 1 {
		t.Errorf("the draft reads %+v", read)
	}
	if got := found(t, s, Query{Text: "thua ruong", States: []office.State{office.Draft}}); len(got) != 1 {
		t.Errorf("the search found %q", got)
	}
	c.State = office.Finished
	must(s.SaveConversion(ctx, by, c))(t)
	if !strings.Contains(journalText(t, s), "thửa ruộng") {
		t.Error("the entry that finishes an act does not hold it whole")
	}
	noFaults(t, s)
}

func TestAWordChangedBesideTheJournalIsNamed(t *testing.T) {
	for name, sql := range map[string]string{
		"a word":    `UPDATE records SET body = replace(body, 'thửa ruộng', 'ao cá') WHERE kind = 'conversion'`,
		"the salt":  `UPDATE records SET salt = 'x' || salt WHERE kind = 'conversion'`,
		"no salt":   `UPDATE records SET salt = '' WHERE kind = 'conversion'`,
		"all of it": `UPDATE records SET body = (SELECT body FROM journal WHERE seq = 2) WHERE kind = 'conversion'`,
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			must(s.SaveConversion(t.Context(), by, aDraft("kế hoạch thửa ruộng")))(t)
			tampered(t, s, sql)
			expectFault(t, s, 2, "khác với dòng nhật ký cuối")
		})
	}
}

// TestWordsThatWereRefusedAreNowhereInTheFile reads the database as a thief of it
// would.
func TestWordsThatWereRefusedAreNowhereInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s, ctx := openWith(t, path, Options{Clock: newClock(), Key: noKey}), t.Context()
	c := aMessage("diễn tập zyxwbí")
	c.Document.Issuer, c.Document.Number = "Ban zyxwchỉ huy", "zyxw77"
	c.Message = &office.DataMessage{Name: "zyxwtệp.pdf", File: office.DigestOf([]byte("1")), Systems: []office.InfoSystem{{Name: "zyxwhệ"}}}
	c = must(s.SaveConversion(ctx, by, c))(t)
	c.Certification = &office.Certification{Body: "zyxwnơi"}
	c = must(s.SaveConversion(ctx, by, c))(t)
	if n := traces(t, path, "zyxw"); n == 0 {
		t.Fatal("the words were never there")
	}
	left := office.Conversion{ID: c.ID, Version: c.Version, State: office.Discarded, Code: c.Code, Clerk: c.Clerk,
		Document: office.Document{Secrecy: office.Secret}, FromMessage: office.FromMessage{Message: &office.DataMessage{File: c.Message.File}}}
	must(s.Refuse(ctx, Act{by.Actor, "refuse-secret"}, office.Refusal{At: k0, Clerk: by.Actor, Secrecy: office.Secret}, &left))(t)
	if n := traces(t, path, "zyxw"); n != 0 {
		t.Errorf("%d traces of the words are left", n)
	}
	if all := must(s.Refused(ctx))(t); len(all) != 1 || all[0].ID != c.ID || all[0].Message.File != c.Message.File {
		t.Errorf("refused: %+v", all)
	}
	if lines := must(s.Refusals(ctx))(t); len(lines) != 1 {
		t.Errorf("%d register lines", len(lines))
	}
	if open := must(s.OpenWords(ctx, c.ID))(t); len(open) != 0 {
		t.Errorf("entries %v are said to hold words", open)
	}
	noFaults(t, s)
}

// traces counts a text in the database and its log.
func traces(t *testing.T, path, text string) (n int) {
	t.Helper()
	for _, ending := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + ending)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		n += bytes.Count(b, []byte(text))
	}
	return n
}

func TestAnOlderJournalTellsWhichEntriesHoldWords(t *testing.T) {
	s := open(t, written(t, unpacked(t, oldName(2, "db.gz"))))
	var id office.ID
	if err := s.reader.QueryRow(`SELECT record FROM journal WHERE kind = 'conversion' GROUP BY record HAVING count(*) > 1`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	if open := must(s.OpenWords(t.Context(), id))(t); len(open) < 2 {
		t.Errorf("entries %v", open)
	}
}

func TestASetUpIsEnteredWholeOrNotAtAll(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	people, wordings := []office.Clerk{{Name: "Nguyễn Văn Mẫu"}, {Name: "Trần Thị Ví Dụ"}}, []office.MarkTemplate{{Lines: []string{"x"}}}
	tampered(t, s, `CREATE TRIGGER full BEFORE INSERT ON records WHEN NEW.kind = 'office' BEGIN SELECT RAISE(ABORT, 'full'); END`)
	if err := s.Found(ctx, Act{by.Actor, "setup"}, anOffice(), people, wordings); err == nil {
		t.Fatal("the disk was full")
	}
	if all := must(s.Clerks(ctx))(t); len(all) != 0 {
		t.Errorf("%d people of half a set-up", len(all))
	}
	tampered(t, s, `DROP TRIGGER full`)
	if err := s.Found(ctx, Act{by.Actor, "setup"}, anOffice(), people, wordings); err != nil {
		t.Fatal(err)
	}
	if err := s.Found(ctx, Act{by.Actor, "setup"}, anOffice(), people, wordings); !errors.Is(err, AlreadySetUp) {
		t.Errorf("a second set-up: %v", err)
	}
	if n := noFaults(t, s).Entries; n != 5 {
		t.Errorf("%d entries", n)
	}
}

func TestAReplayRefusesAnEntryThatFollowsAnother(t *testing.T) {
	s, _ := lived(t)
	// Hashed anew, so that nothing but the place in the chain is wrong.
	var e office.Entry
	for _, found := range must(s.Entries(t.Context(), must(s.Clerks(t.Context()))(t)[0].ID))(t) {
		e = found
	}
	e.Prev = must(s.Entries(t.Context(), s.Station()))(t)[0].Hash
	tampered(t, s, `UPDATE journal SET prev = '`+string(e.Prev)+`', hash = '`+string(hashOf(e))+`' WHERE seq = 3`)
	into := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: newClock(), Unborn: true})
	if err := s.Replay(t.Context(), into); !errors.Is(err, JournalBroken) {
		t.Errorf("replayed: %v", err)
	}
}

func TestEveryFileThatIsNamedIsFound(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aDraft("x")))(t)
	replaced, m := office.DigestOf([]byte("tệp đã thay")), aMessage("y")
	m.Message = &office.DataMessage{File: replaced}
	m = must(s.SaveConversion(ctx, by, m))(t)
	m.Message = nil
	must(s.SaveConversion(ctx, by, m))(t)
	named := must(s.NamedFiles(ctx))(t)
	for what, d := range map[string]office.Digest{"a page": c.Pages[0].Capture, "a PDF": c.PDF, "what only the journal names": replaced} {
		if !named[d] {
			t.Errorf("%s is not found", what)
		}
	}
	if named[office.DigestOf([]byte("của không ai"))] {
		t.Error("a stranger is found")
	}
}
