package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tram/local/job"
	"tram/local/office"
)

// tampered runs raw SQL on a store, as somebody with the file in hand could.
func tampered(t testing.TB, s *Store, statements ...string) {
	t.Helper()
	for _, statement := range append([]string{`DROP TRIGGER IF EXISTS journal_keeps`, `DROP TRIGGER IF EXISTS journal_forgets_nothing`, `PRAGMA foreign_keys = 0`}, statements...) {
		if _, err := s.writer.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// lived is a store with a short history: entry 1 is the birth, 2 the office, 3
// a clerk, 4 and 6 a conversion, 5 another.
func lived(t testing.TB) (*Store, office.Conversion) {
	t.Helper()
	s, ctx := fresh(t), t.Context()
	must(s.SaveOffice(ctx, Act{Step: "setup"}, anOffice()))(t)
	must(s.SaveClerk(ctx, settings, office.Clerk{Name: "Nguyễn Văn Mẫu"}))(t)
	draft := aConversion(1, "QĐ-UBND", "về việc thứ nhất", 2)
	draft.State = office.Draft
	draft = must(s.SaveConversion(ctx, by, draft))(t)
	must(s.SaveConversion(ctx, by, aConversion(2, "QĐ-UBND", "về việc thứ hai", 1)))(t)
	draft.State = office.Finished
	return s, must(s.SaveConversion(ctx, Act{by.Actor, "finish"}, draft))(t)
}

func TestTheJournalOfAnHonestStoreHolds(t *testing.T) {
	s, c := lived(t)
	report := noFaults(t, s)
	entries := must(s.Entries(t.Context(), c.ID))(t)
	if report.Entries != 6 || len(entries) != 2 || entries[1].Hash != report.Head {
		t.Errorf("%d entries, head %s", report.Entries, report.Head)
	}
	e := entries[1]
	if e.Seq != 6 || e.Step != "finish" || e.Actor != by.Actor || e.Version != 2 || e.Base != 1 || e.Station != s.Station() ||
		e.ClockSource != "ntp.example" || e.ClockOffset.Milliseconds() != -30 {
		t.Errorf("last entry %+v", e)
	}
}

func TestAVerificationTellsHowFarItIs(t *testing.T) {
	s, _ := lived(t)
	var p job.Progress
	must(s.VerifyJournal(t.Context(), &p))(t)
	if done, total, doing := p.Read(); done != total || total != 6+5+5 || doing == "" {
		t.Errorf("%d of %d: %q", done, total, doing)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := second(s.VerifyJournal(ended, nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestTheJournalBeginsWithTheBirthOfTheStation(t *testing.T) {
	s := fresh(t)
	entries := must(s.Entries(t.Context(), s.Station()))(t)
	if len(entries) != 1 || entries[0].Seq != 1 || entries[0].Kind != office.KindStation || entries[0].Prev != "" {
		t.Errorf("entries of the station: %+v", entries)
	}
}

func TestTheJournalRefusesToForget(t *testing.T) {
	s, _ := lived(t)
	for _, statement := range []string{`UPDATE journal SET actor = 'x'`, `DELETE FROM journal WHERE seq = 6`} {
		if _, err := s.writer.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	noFaults(t, s)
}

func TestEveryTouchOnTheJournalIsNamed(t *testing.T) {
	changes := map[string]string{
		"id": `id || '0'`, "kind": `'office'`, "record": `'0' || record`, "step": `'other'`, "version": `version + 1`, "base": `base + 1`,
		"body": `replace(body, 'Nguyễn', 'Trần')`, "actor": `''`, "station": `'0'`, "clock_source": `'x'`, "clock_offset": `0`,
		"at": `replace(at, '2026', '2025')`, "hash": `replace(hash, substr(hash, 1, 1), '_')`,
	}
	for column, value := range changes {
		t.Run(column, func(t *testing.T) {
			s, _ := lived(t)
			tampered(t, s, fmt.Sprintf(`UPDATE journal SET %s = %s WHERE seq = 3`, column, value))
			expectFault(t, s, 3, "Dòng nhật ký số 3 đã bị sửa.")
		})
	}
	for name, c := range map[string]struct {
		sql  string
		seq  int64
		said string
	}{
		"a time that is none":  {`UPDATE journal SET at = 'hôm qua' WHERE seq = 4`, 4, "Dòng nhật ký số 4 đã bị sửa."},
		"another predecessor":  {`UPDATE journal SET prev = (SELECT hash FROM journal WHERE seq = 1) WHERE seq = 4`, 4, "Dòng nhật ký số 4 không nối với dòng số 3 trước nó."},
		"one missing":          {`DELETE FROM journal WHERE seq = 3`, 3, "Thiếu dòng nhật ký số 3."},
		"several missing":      {`DELETE FROM journal WHERE seq IN (2, 3, 4)`, 4, "Thiếu các dòng nhật ký từ số 2 đến số 4."},
		"no birth":             {`DELETE FROM journal WHERE seq = 1`, 1, "Thiếu dòng nhật ký số 1."},
		"another order":        {`UPDATE journal SET seq = 9 WHERE seq = 5`, 9, "Dòng nhật ký số 9 đã bị sửa."},
		"the tail of a record": {`DELETE FROM journal WHERE seq = 6`, 4, "mới hơn nhật ký"},
		"the tail of a birth":  {`DELETE FROM journal WHERE seq >= 5`, 0, "không có dòng nhật ký nào"},
		"everything":           {`DELETE FROM journal`, 0, "Nhật ký trống"},
		"another's birth":      {`UPDATE journal SET record = '0' WHERE seq = 1`, 1, "không phải là dòng khai sinh của trạm này"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := lived(t)
			tampered(t, s, c.sql)
			expectFault(t, s, c.seq, c.said)
		})
	}
}

func TestEveryTouchOnARecordIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		sql  string
		seq  int64
		said string
	}{
		"a body":          {`UPDATE records SET body = replace(body, 'Mẫu', 'Khác') WHERE kind = 'clerk'`, 3, "Người thực hiện"},
		"a version back":  {`UPDATE records SET version = 1 WHERE version = 2`, 6, "cũ hơn dòng nhật ký cuối"},
		"a version ahead": {`UPDATE records SET version = 7 WHERE version = 2`, 6, "mới hơn nhật ký"},
		"a kind":          {`UPDATE records SET kind = 'refusal' WHERE kind = 'clerk'`, 3, "khác với dòng nhật ký cuối"},
		"one gone":        {`DELETE FROM records WHERE kind = 'office'`, 2, "không còn trong dữ liệu"},
		"one slipped in":  {`INSERT INTO records (kind, id, version, body) VALUES ('clerk', 'x', 1, '{}')`, 0, "không có dòng nhật ký nào"},
		"a list line":     {`UPDATE conversions SET subject = 'khác'`, 0, "Danh sách không hiện"},
		"a list time":     {`UPDATE conversions SET at = 'hôm qua'`, 0, "Danh sách không hiện"},
		"a line gone":     {`DELETE FROM conversions`, 0, "Danh sách không hiện"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := lived(t)
			tampered(t, s, c.sql)
			expectFault(t, s, c.seq, c.said)
		})
	}
}

func expectFault(t *testing.T, s *Store, seq int64, said string) {
	t.Helper()
	report := must(s.VerifyJournal(t.Context(), nil))(t)
	for _, f := range report.Faults {
		if f.Seq == seq && strings.Contains(f.Said, said) {
			return
		}
	}
	t.Errorf("no fault at %d says %q; there are %v", seq, said, report.Faults)
}

func TestAWastedJournalIsToldInALimitedList(t *testing.T) {
	s := fresh(t)
	for range 3 {
		batch := make([]office.Conversion, 100)
		for i := range batch {
			batch[i] = aConversion(i, "QĐ", "về việc", 0)
		}
		must(s.SaveConversions(t.Context(), by, batch))(t)
	}
	tampered(t, s, `UPDATE journal SET actor = 'x'`)
	report := must(s.VerifyJournal(t.Context(), nil))(t)
	if len(report.Faults) != maxFaults || report.More != 301-maxFaults {
		t.Errorf("%d faults and %d more", len(report.Faults), report.More)
	}
}
