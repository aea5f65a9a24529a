package audit

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
)

// exporting is a station with a key and some entries.
type exporting struct {
	s   *store.Store
	key papercode.Key
	kf  papercode.KeyFile
}

func anExport(t *testing.T) exporting {
	t.Helper()
	s, _ := opened(t)
	aPaper(t, s)
	if _, err := s.SaveOffice(t.Context(), act(mau, "setup"), anOffice()); err != nil {
		t.Fatal(err)
	}
	key, err := papercode.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	public, err := key.Public()
	if err != nil {
		t.Fatal(err)
	}
	return exporting{s, key, papercode.KeyFile{Statement: papercode.Statement{Office: anOffice().Name, Code: anOffice().Code, Station: s.Station(), Key: public, Created: began}}}
}

func (x exporting) statement(t *testing.T, from int64) Statement {
	t.Helper()
	head, err := x.s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	st := Statement{Office: anOffice().Name, Code: anOffice().Code, Station: x.s.Station(), From: from, To: head.Seq, Head: head.Hash, At: began, By: mau}
	if from > 1 {
		hashes, err := x.s.HashesAt(t.Context(), []int64{from - 1})
		if err != nil {
			t.Fatal(err)
		}
		st.Prev = hashes[from-1]
	}
	return st
}

func (x exporting) file(t *testing.T, from int64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Export(t.Context(), &b, x.statement(t, from), x.kf, x.key.Vouch, x.s.Journal); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func proved(t *testing.T, file []byte, vouch Voucher, head string) office.Proof {
	t.Helper()
	p, err := Prove(t.Context(), bytes.NewReader(file), vouch, head)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func believes(context.Context, papercode.KeyFile) (string, bool, []string) {
	return "chứng thư của UBND xã Mẫu", true, nil
}

func doubts(context.Context, papercode.KeyFile) (string, bool, []string) {
	return "", false, []string{"Chưa ai chứng nhận."}
}

func TestAnExportSaysAgainstWhomItStands(t *testing.T) {
	x := anExport(t)
	head := string(x.statement(t, 1).Head)
	earlier, err := x.s.HashesAt(t.Context(), []int64{2})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		from   int64
		vouch  Voucher
		head   string
		answer office.Answer
		said   string
	}{
		"with no office at hand":      {1, nil, "", office.AnswerJournalReserved, "không có gì xác nhận"},
		"by a key that is not known":  {1, doubts, head, office.AnswerJournalReserved, "Chưa ai chứng nhận."},
		"without an anchor":           {1, believes, "", office.AnswerJournalReserved, "viết lại được nhật ký trước lúc đó"},
		"with the newest anchor":      {1, believes, head, office.AnswerJournal, "của mục cuối"},
		"with an earlier anchor":      {1, believes, string(earlier[2][:16]), office.AnswerJournal, "Các mục sau đó dựa vào khóa"},
		"with its capital letters":    {1, believes, strings.ToUpper(head), office.AnswerJournal, "của mục cuối"},
		"with an anchor of elsewhere": {1, believes, strings.Repeat("0", 64), office.AnswerChanged, "viết lại"},
		"from a later entry":          {3, believes, head, office.AnswerJournalReserved, "bắt đầu từ mục 3"},
	} {
		p := proved(t, x.file(t, c.from), c.vouch, c.head)
		if p.Answer() != c.answer || !strings.Contains(fmt.Sprint(p), c.said) {
			t.Errorf("%s: %s, %+v; want %s and %q", name, p.Answer(), p, c.answer, c.said)
		}
	}
	if file := x.file(t, 1); !IsExport(file) || IsExport([]byte(`{"format":"tram-station-key/1"`)) {
		t.Error("an export is not known by its beginning")
	}
}

func TestNoChangedByteOfAnExportPasses(t *testing.T) {
	x := anExport(t)
	file := x.file(t, 1)
	for at := range file {
		changed := bytes.Clone(file)
		changed[at] ^= 1
		p, err := Prove(t.Context(), bytes.NewReader(changed), believes, "")
		if err == nil && p.Verdict == office.Proven || err != nil && !errors.Is(err, NewerExport) {
			t.Errorf("byte %d (%q → %q of …%q) was changed: %v", at, file[at], changed[at], file[max(0, at-20):min(len(file), at+20)], err)
		}
	}
}

func TestNoCutOrMovedLineOfAnExportPasses(t *testing.T) {
	x := anExport(t)
	lines := bytes.SplitAfter(x.file(t, 1), []byte("\n"))
	for i := range lines {
		without := append(append([][]byte{}, lines[:i]...), lines[i+1:]...)
		twice := append(append(append([][]byte{}, lines[:i+1]...), lines[i]), lines[i+1:]...)
		for name, parts := range map[string][][]byte{"gone": without, "twice": twice, "the end": lines[:i]} {
			if i == len(lines)-1 && len(lines[i]) == 0 {
				continue // what follows the last end of line is nothing
			}
			if p := proved(t, bytes.Join(parts, nil), believes, ""); p.Verdict == office.Proven {
				t.Errorf("line %d %s, and it passed", i, name)
			}
		}
	}
	for name, more := range map[string]string{"a text": "x", "an entry": string(lines[1]), "an end of line": "\n"} {
		if p := proved(t, append(x.file(t, 1), more...), believes, ""); p.Verdict == office.Proven {
			t.Errorf("%s after the end passed", name)
		}
	}
}

// forged writes a file as Export would, of entries that nobody looked at.
func (x exporting) forged(t *testing.T, s Statement, entries []office.Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	if err := writeOpening(w, s, x.kf, x.key.Vouch); err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		l, err := line(writtenOf(e))
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			w.WriteString(",\n")
		}
		w.Write(l)
	}
	w.WriteString("\n" + exportEnd + "\n")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAForgerWhoHoldsTheKeyStillNeedsAChain gives the forger all but a chain: each entry
// has its own right hash, and the statement is signed.
func TestAForgerWhoHoldsTheKeyStillNeedsAChain(t *testing.T) {
	x := anExport(t)
	var genuine []office.Entry
	if err := x.s.Journal(t.Context(), 0, func(e office.Entry) error { genuine = append(genuine, e); return nil }); err != nil {
		t.Fatal(err)
	}
	other := office.NewID(began)
	for name, c := range map[string]struct {
		change func(all []office.Entry) []office.Entry
		claim  func(*Statement)
		loose  int // the entry whose link is not mended; 0: all are
		want   string
	}{
		"as it was":               {want: ""},
		"a number is left out":    {change: func(all []office.Entry) []office.Entry { all[3].Seq++; all[4].Seq++; return all }, want: "sau mục 3 là mục 5"},
		"a link is not mended":    {change: func(all []office.Entry) []office.Entry { all[2].Actor = binh; return all }, loose: 4, want: "không nối"},
		"it begins with no birth": {change: func(all []office.Entry) []office.Entry { all[0].Kind = office.KindOffice; return all }, want: "khai sinh"},
		"another station's entry": {change: func(all []office.Entry) []office.Entry { all[2].Station = other; return all }, want: "của một trạm khác"},
		"an older form":           {change: func(all []office.Entry) []office.Entry { all[3].Form, all[3].Follows = 1, nil; return all }, want: "dạng cũ hơn"},
		"another end":             {claim: func(s *Statement) { s.Head = office.DigestOf([]byte("x")) }, want: "trong khi lời khai"},
		"a later end":             {claim: func(s *Statement) { s.To++ }, want: "trong khi lời khai"},
		"of another station": {change: func(all []office.Entry) []office.Entry {
			for i := range all {
				all[i].Station = other
			}
			all[0].Record = other
			return all
		}, want: "không phải của trạm"},
	} {
		all := slices.Clone(genuine)
		if c.change != nil {
			all = c.change(all)
		}
		prev := office.Digest("")
		for i := range all {
			if int64(i+1) != int64(c.loose) {
				all[i].Prev = prev
			}
			all[i].Hash = store.HashOf(all[i])
			prev = all[i].Hash
		}
		s := x.statement(t, 1)
		s.To, s.Head = all[len(all)-1].Seq, prev
		if c.claim != nil {
			c.claim(&s)
		}
		p := proved(t, x.forged(t, s, all), believes, "")
		if c.want == "" && p.Verdict != office.Proven || c.want != "" && (p.Verdict != office.Changed || !strings.Contains(p.Said, c.want)) {
			t.Errorf("%s: %s, %s; want %q", name, p.Verdict, p.Said, c.want)
		}
	}
}

// TestAStrangersKeyProvesNothing signs the entries of a station by another's key.
func TestAStrangersKeyProvesNothing(t *testing.T) {
	x := anExport(t)
	other, err := papercode.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Export(t.Context(), &b, x.statement(t, 1), x.kf, other.Vouch, x.s.Journal); err != nil {
		t.Fatal(err)
	}
	if p := proved(t, b.Bytes(), believes, ""); p.Verdict != office.Changed {
		t.Errorf("%+v", p)
	}
	st := x.kf
	st.Statement.Station = office.NewID(began)
	b.Reset()
	if err := Export(t.Context(), &b, x.statement(t, 1), st, x.key.Vouch, x.s.Journal); err != nil {
		t.Fatal(err)
	}
	if p := proved(t, b.Bytes(), believes, ""); p.Verdict != office.Changed {
		t.Errorf("the key of another station: %+v", p)
	}
}

// TestAStationSpeaksForNoOtherOffice lets the holder of a good key claim to be another
// office.
func TestAStationSpeaksForNoOtherOffice(t *testing.T) {
	x := anExport(t)
	for name, claim := range map[string]func(*Statement){
		"another name": func(s *Statement) { s.Office = "Ủy ban nhân dân xã Khác" }, "another code": func(s *Statement) { s.Code = "H49.10.03" },
	} {
		st := x.statement(t, 1)
		claim(&st)
		var b bytes.Buffer
		if err := Export(t.Context(), &b, st, x.kf, x.key.Vouch, x.s.Journal); err != nil {
			t.Fatal(err)
		}
		if p := proved(t, b.Bytes(), believes, string(st.Head)); p.Answer() != office.AnswerJournalReserved || !strings.Contains(fmt.Sprint(p.Checks), "tự xưng") {
			t.Errorf("%s: %s, %+v", name, p.Answer(), p)
		}
	}
}

// TestAJournalThatIsSpoiledIsNotSigned hands entries over that are not what they were.
func TestAJournalThatIsSpoiledIsNotSigned(t *testing.T) {
	x := anExport(t)
	for name, spoil := range map[string]func(e *office.Entry) bool{
		"another body":  func(e *office.Entry) bool { e.Body = []byte(`{}`); return true },
		"another actor": func(e *office.Entry) bool { e.Actor = binh + "!"; return true },
		"one is gone":   func(e *office.Entry) bool { return e.Seq != 3 },
		"the last gone": func(e *office.Entry) bool { return e.Seq < 5 },
	} {
		spoiled := func(ctx context.Context, after int64, yield func(office.Entry) error) error {
			return x.s.Journal(ctx, after, func(e office.Entry) error {
				if !spoil(&e) {
					return nil
				}
				return yield(e)
			})
		}
		if err := Export(t.Context(), new(bytes.Buffer), x.statement(t, 1), x.kf, x.key.Vouch, spoiled); !errors.Is(err, EntryUnread) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEntriesThatCameWhileItWasWrittenAreNotInIt(t *testing.T) {
	x := anExport(t)
	st := x.statement(t, 1)
	aPaper(t, x.s)
	var b bytes.Buffer
	if err := Export(t.Context(), &b, st, x.kf, x.key.Vouch, x.s.Journal); err != nil {
		t.Fatal(err)
	}
	if p := proved(t, b.Bytes(), believes, string(st.Head)); p.Answer() != office.AnswerJournal {
		t.Errorf("%+v", p)
	}
}

func TestALineInANameStaysInItsLine(t *testing.T) {
	s := Statement{Office: "UBND\nTrạm: giả", By: "a\r\nb", Station: "x", At: began}
	back, err := parseStatement(string(s.Bytes()))
	if err != nil || back.Station != "x" || strings.Contains(back.Office, "\n") {
		t.Errorf("%+v, %v", back, err)
	}
}

func FuzzProve(f *testing.F) {
	f.Add([]byte(`{"format":"tram-audit/1","statement":"","signature":"","key":{},"entries":[` + "\n]}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := Prove(t.Context(), bytes.NewReader(b), nil, ""); err != nil || p.Verdict == office.Proven {
			t.Fatalf("%+v, %v", p, err)
		}
	})
}

// TestALineOfAnExportHasTheSameBytes holds the form of the file: an export of a year ago
// is compared with it byte by byte.
func TestALineOfAnExportHasTheSameBytes(t *testing.T) {
	e := office.Entry{Form: 2, Seq: 7, ID: "id", Kind: "channel", Record: "rec", Step: "edit", Version: 3, Base: 2, Body: []byte(`{"name":"<Đường & phố>"}`),
		Actor: mau, Station: "st", At: began, ClockSource: "ntp.example", ClockOffset: -1000, Prev: "aa", Hash: "bb"}
	const head = `{"seq":7,"id":"id","kind":"channel","record":"rec","step":"edit","version":3,"base":2,"body":"{\"name\":\"<Đường & phố>\"}",` +
		`"actor":"Nguyễn Văn Mẫu","station":"st","at":"2026-11-23T01:00:00Z","clock_source":"ntp.example","clock_offset":-1000,"prev":"aa","hash":"bb","form":2`
	for end, follows := range map[string][]office.ID{`}`: nil, `,"follows":["f1","f2"]}`: {"f1", "f2"}} {
		e.Follows = follows
		got, err := line(writtenOf(e))
		if err != nil || string(got) != head+end {
			t.Errorf("%s\nwant %s%s\n%v", got, head, end, err)
		}
	}
}
