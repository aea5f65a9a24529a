package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tram/local/office"
)

// dump is everything that a store holds, as texts: entries, records, list
// lines and the words of the search.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	if _, err := s.writer.Exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, search, instance)`); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, query := range []string{
		`SELECT json_array(` + entryColumns + `) FROM journal ORDER BY seq`,
		`SELECT json_array(key, kind, id, version, body) FROM records ORDER BY key`,
		`SELECT json_array(key, ` + derivedColumns + `) FROM conversions ORDER BY key`,
		`SELECT json_array(` + entryColumns + `, stands) FROM arrived ORDER BY hash`,
		`SELECT json_array(key, entry, hash, words, salt) FROM heads ORDER BY key, hash`,
		`SELECT json_array(key, kind, state, at, due, title, below) FROM lines ORDER BY key`,
		`SELECT json_array(kind, facet, value, key) FROM facts ORDER BY key, kind, facet, value`,
		`SELECT json_array(term, doc) FROM temp.words ORDER BY term, doc`,
	} {
		rows := must(s.writer.Query(query))(t)
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			all = append(all, line)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// history drives a store through random saves, of which some are refused.
type history struct {
	s           *Store
	clerks      []office.Clerk
	templates   []office.MarkTemplate
	conversions []office.Conversion
	signed      []office.SignedFile
	office      office.Office
}

func (h *history) step(t *rapid.T) {
	ctx, actor := context.Background(), rapid.String().Draw(t, "actor")
	one := func(steps ...string) Act { return Act{Actor: actor, Step: rapid.SampledFrom(steps).Draw(t, "step")} }
	var err error
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 6:
		err = h.sign(ctx, t, Act{actor, "finish"})
	case 7:
		_, err = h.s.SaveWithdrawal(ctx, one("withdraw"), office.Withdrawal{Conversion: h.anyConversion(t), Reason: rapid.String().Draw(t, "reason")})
	case 0:
		h.office.Name = rapid.String().Draw(t, "name")
		h.office, err = h.s.SaveOffice(ctx, one("setup", "settings"), h.office)
	case 1:
		c := draw(t, h.clerks)
		c.Name = rapid.String().Draw(t, "name")
		c, err = h.s.SaveClerk(ctx, one("setup", "settings"), c)
		h.clerks = append(h.clerks, c)
	case 2:
		m := draw(t, h.templates)
		m.Lines = rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "lines")
		m, err = h.s.SaveTemplate(ctx, one("setup", "settings"), m)
		h.templates = append(h.templates, m)
	case 3:
		_, err = h.s.Refuse(ctx, Act{by.Actor, "refuse-secret"}, office.Refusal{At: k0, Number: rapid.StringN(0, 11, -1).Draw(t, "number")}, nil)
	default:
		var saved []office.Conversion
		saved, err = h.s.SaveConversions(ctx, one("describe", "check"), h.batch(t))
		h.conversions = append(h.conversions, saved...)
	}
	if err != nil && !errors.Is(err, Stale) && !errors.Is(err, FinishedForever) && !errors.Is(err, CodeTaken) && !errors.Is(err, WithdrawnAlready) {
		t.Fatal(err)
	}
}

// sign adds a piece to a signed file, and at times finishes its conversion.
func (h *history) sign(ctx context.Context, t *rapid.T, act Act) error {
	f := draw(t, h.signed)
	if f.Conversion == "" {
		f.Conversion = h.anyConversion(t)
	}
	whole := office.DigestOf([]byte(rapid.StringN(1, 8, -1).Draw(t, "whole")))
	f.Parts = append(f.Parts[:len(f.Parts):len(f.Parts)], office.SignedPart{Whole: whole})
	f.Owes = rapid.Bool().Draw(t, "owes")
	var finished *office.Conversion
	if rapid.Bool().Draw(t, "finishes") {
		c := draw(t, h.conversions)
		c.State = office.Finished
		finished = &c
	}
	saved, err := h.s.SaveSigned(ctx, act, f, finished)
	if err == nil {
		h.signed = append(h.signed, saved)
	}
	return err
}

func (h *history) anyConversion(t *rapid.T) office.ID {
	if c := draw(t, h.conversions); c.ID != "" {
		return c.ID
	}
	return "none"
}

func (h *history) batch(t *rapid.T) []office.Conversion {
	batch := make([]office.Conversion, rapid.IntRange(1, 4).Draw(t, "many"))
	for i := range batch {
		c := draw(t, h.conversions)
		c.State = rapid.SampledFrom([]office.State{office.Draft, office.Checked, office.Finished, office.Discarded}).Draw(t, "state")
		c.Code = office.LookupCode(rapid.SampledFrom([]string{"", "AAAA-AAAA-AAAA", "CCCC-CCCC-CCCC"}).Draw(t, "code"))
		c.Document.Subject = rapid.SampledFrom(syllables).Draw(t, "one") + " " + rapid.String().Draw(t, "subject")
		batch[i] = c
	}
	return batch
}

// draw takes an earlier version of a record, maybe an old one, or a new record.
func draw[T any](t *rapid.T, from []T) (record T) {
	if i := rapid.IntRange(-1, len(from)-1).Draw(t, "which"); i >= 0 {
		return from[i]
	}
	return record
}

func TestAReplayMakesTheSameStoreAgain(t *testing.T) {
	ran := 0
	rapid.Check(t, func(rt *rapid.T) {
		ran++
		dir := filepath.Join(t.TempDir(), fmt.Sprint(ran))
		defer os.RemoveAll(dir)
		s := must(Open(t.Context(), filepath.Join(dir, "a.db"), Options{Clock: newClock()}))(t)
		defer s.Close()
		h := history{s: s}
		for range rapid.IntRange(0, 12).Draw(rt, "steps") {
			h.step(rt)
		}
		into := must(Open(t.Context(), filepath.Join(dir, "b.db"), Options{Clock: newClock(), Unborn: true}))(t)
		defer into.Close()
		if err := s.Replay(t.Context(), into); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(dump(t, s), dump(t, into)); diff != "" {
			rt.Fatal(diff)
		}
		if report := noFaults(t, into); report.Head != noFaults(t, s).Head || into.Station() != s.Station() {
			rt.Fatalf("another head or station after %d entries", report.Entries)
		}
	})
}

func TestAReplayedStoreGoesOn(t *testing.T) {
	s, c := lived(t)
	into := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: newClock(), Unborn: true})
	if err := second(into.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Ví Dụ"})); err == nil {
		t.Error("an unborn store took a write")
	}
	if err := s.Replay(t.Context(), into); err != nil {
		t.Fatal(err)
	}
	if err := second(into.SaveConversion(t.Context(), by, c)); !errors.Is(err, FinishedForever) {
		t.Errorf("changing what was finished before: %v", err)
	}
	must(into.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Ví Dụ"}))(t)
	if n := noFaults(t, into).Entries; n != 7 {
		t.Errorf("%d entries", n)
	}
}

func TestAReplayIsWholeOrNothing(t *testing.T) {
	s, _ := lived(t)
	if err := s.Replay(t.Context(), fresh(t)); !errors.Is(err, NotEmpty) {
		t.Errorf("into a store that lives: %v", err)
	}
	tampered(t, s, `UPDATE journal SET actor = 'x' WHERE seq = 5`)
	into := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: newClock(), Unborn: true})
	err := s.Replay(t.Context(), into)
	if f, ok := office.FailureIn(err); !ok || !errors.Is(err, JournalBroken) || f.Said != "Nhật ký bị sửa hoặc đứt ở dòng số 5 nên không dựng lại dữ liệu được." {
		t.Errorf("a broken journal: %v", err)
	}
	if n := len(dump(t, into)); n != 0 {
		t.Errorf("%d lines were left", n)
	}
}
