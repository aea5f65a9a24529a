package store

import (
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

// TestAPhraseIsFoundBehindManyThatOnlyHaveItsWords has the phrase in the oldest records alone, and
// then in more than are asked for.
func TestAPhraseIsFoundBehindManyThatOnlyHaveItsWords(t *testing.T) {
	s := openWith(t, filepath.Join(t.TempDir(), "a.db"), Options{Clock: office.SystemClock{}, Kinds: thingKinds()})
	const said, apart = 60, narrow*widened + 100
	var all []Change
	for i := range said + apart {
		one := thing{Name: "Điều chỉnh quy hoạch đất"}
		if i >= said {
			one.Name = "Hoạch định quy chế"
		}
		all = append(all, things[0].Put(&one))
	}
	if err := s.Save(t.Context(), entering, all...); err != nil {
		t.Fatal(err)
	}
	for most, more := range map[int]bool{0: false, said: false, said + 1: false, said - 1: true, 10: true} {
		found, is, err := s.FindAcross(t.Context(), Across{Kinds: []office.Kind{things[0].Name}, Text: `"quy hoạch"`, Most: most})
		want := said
		if more {
			want = most
		}
		if err != nil || is != more || len(found) != want {
			t.Errorf("of at most %d: %d, more: %v, %v", most, len(found), is, err)
		}
		for _, l := range found {
			if !strings.Contains(l.Line.Title, "quy hoạch") {
				t.Errorf("found %q", l.Line.Title)
			}
		}
	}
}

// TestWhatIsAmongSomeRecordsIsFoundWithoutWords narrows a search by keys alone, and by keys and words.
func TestWhatIsAmongSomeRecordsIsFoundWithoutWords(t *testing.T) {
	s := mixed(t, 30)
	q := Across{Kinds: []office.Kind{things[0].Name}, Most: 20}
	all := must(s.hits(t.Context(), onRecord.words, asked(lineSign, false), must(q.place())(t), -1))(t)
	for text, want := range map[string]int{"": 3, "cấp": 3, "đất": 2, "zzz": 0} {
		q.Text, q.Among = text, all[1:4]
		found, more, err := s.FindAcross(t.Context(), q)
		if err != nil || more || len(found) != want {
			t.Errorf("%q: %d are found and not %d, more: %v, %v", text, len(found), want, more, err)
		}
	}
}

// TestAnIndexThatKnowsNoKindsAnswersUntilThereIsAnother has one as an older program left it.
func TestAnIndexThatKnowsNoKindsAnswersUntilThereIsAnother(t *testing.T) {
	s := shelf(t, "cấp đất", "cấp nhà")
	for _, was := range []string{`UPDATE search_made SET rules = 1`, `INSERT OR REPLACE INTO search (rowid, words) SELECT key, 'cap dat' FROM conversions WHERE subject = 'cấp đất'`} {
		if _, err := s.writer.Exec(was); err != nil {
			t.Fatal(err)
		}
	}
	finds := func(when string) {
		t.Helper()
		if hits := must(s.Find(t.Context(), Query{Text: "cấp đất"}))(t); len(hits.Keys) != 1 {
			t.Errorf("%s %d are found", when, len(hits.Keys))
		}
	}
	finds("before,")
	if err := s.reindex(t.Context()); err != nil {
		t.Fatal(err)
	}
	finds("after,")
}
