package store

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"tram/local/office"
)

// found searches and returns the subjects, first hit first.
func found(t testing.TB, s *Store, q Query) []string {
	t.Helper()
	hits := must(s.Find(t.Context(), q))(t)
	var subjects []string
	for _, r := range must(s.Rows(t.Context(), hits.Keys))(t) {
		subjects = append(subjects, r.Subject)
	}
	return subjects
}

// shelf is a store of conversions with the given subjects, oldest first, and
// without codes, whose groups could begin like a word.
func shelf(t testing.TB, subjects ...string) *Store {
	t.Helper()
	s := fresh(t)
	var batch []office.Conversion
	for i, subject := range subjects {
		c := aConversion(i+1, "QĐ-UBND", subject, 1)
		c.Code = ""
		batch = append(batch, c)
	}
	must(s.SaveConversions(t.Context(), by, batch))(t)
	return s
}

func TestADocumentIsFoundByWhatAClerkTypes(t *testing.T) {
	s := fresh(t)
	c := aConversion(15, "QĐ-UBND", "Về việc cấp Giấy chứng nhận quyền sử dụng đất tại thôn Đồng Đăng", 1)
	c.Code = "7K4M-Q2XN-9RT2"
	must(s.SaveConversions(t.Context(), by, []office.Conversion{c, aConversion(150, "KH-UBND", "kế hoạch khác", 1)}))(t)
	for _, typed := range []string{
		"cấp đất", "cap dat", "CẤP ĐẤT", "đông đăng", "dong dang", "gi ch nh", "15/QĐ-UBND", "15/qd-ubnd", "15 QĐ", "qđ", "7K4M-Q2XN-9RT2", "7k4mq2xn9rt2",
		"7k4m", "quyết định", "quyet dinh cap", norm.NFD.String("cấp đất"), "  cấp , (đất) ", `"cấp"`, "nguyễn văn mẫu 15", "uy ban xa mau son dat",
	} {
		if got := found(t, s, Query{Text: typed, Most: 10}); !slices.Contains(got, c.Document.Subject) {
			t.Errorf("%q found %q", typed, got)
		}
	}
	for _, typed := range []string{"cấp bò", "5/QĐ", "1/QĐ-UBND", "uyết", "-", `"`, "%", "trang"} {
		if got := found(t, s, Query{Text: typed}); len(got) != 0 {
			t.Errorf("%q found %q", typed, got)
		}
	}
	if got := found(t, s, Query{Text: "15/"}); len(got) != 1 {
		t.Errorf("15/ found %q", got)
	}
	if got := found(t, s, Query{Text: "15"}); len(got) != 2 {
		t.Errorf("15 found %q", got)
	}
}

func TestWordsStoredInPiecesAreFoundAsOne(t *testing.T) {
	subject := "Đồng ý hỗ trợ"
	s := shelf(t, norm.NFD.String(subject))
	if got := found(t, s, Query{Text: "đồng hỗ"}); len(got) != 1 || got[0] != subject {
		t.Errorf("found %q", got)
	}
}

func TestNewestComesFirstAndAccentsAsTypedAbove(t *testing.T) {
	s := shelf(t, "ma cũ", "mã cũ", "má cũ", "mã mới", "mà mới")
	for typed, want := range map[string][]string{
		"":       {"mà mới", "mã mới", "má cũ", "mã cũ", "ma cũ"},
		"mã":     {"mã mới", "mã cũ", "mà mới", "má cũ", "ma cũ"},
		"ma":     {"ma cũ", "mà mới", "mã mới", "má cũ", "mã cũ"},
		"MÃ cũ":  {"mã cũ", "má cũ", "ma cũ"},
		"mã cu":  {"má cũ", "mã cũ", "ma cũ"},
		"mã moi": {"mà mới", "mã mới"},
	} {
		if got := found(t, s, Query{Text: typed}); !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", typed, got, want)
		}
	}
	hits := must(s.Find(t.Context(), Query{Text: "mã", Most: 2}))(t)
	if len(hits.Keys) != 2 || !hits.More || must(s.Rows(t.Context(), hits.Keys))(t)[1].Subject != "mã cũ" {
		t.Errorf("the first two: %+v", hits)
	}
	if hits := must(s.Find(t.Context(), Query{Text: "mã", Most: 5}))(t); hits.More {
		t.Error("more than all")
	}
}

func TestAWideSearchIsNewestFirstAndCut(t *testing.T) {
	subjects := make([]string, narrow+50)
	for i := range subjects {
		subjects[i] = []string{"mã", "ma"}[i%2]
	}
	s := shelf(t, subjects...)
	all := must(s.Find(t.Context(), Query{Text: "mã"}))(t)
	if len(all.Keys) != len(subjects) || all.More || !slices.IsSortedFunc(all.Keys, func(a, b int64) int { return int(b - a) }) {
		t.Errorf("%d keys, more: %v", len(all.Keys), all.More)
	}
	for _, q := range []Query{{Text: "mã", Most: 7}, {Most: 7}, {Text: "mã", Most: 7, States: []office.State{office.Finished, office.Draft}}} {
		if cut := must(s.Find(t.Context(), q))(t); !slices.Equal(cut.Keys, all.Keys[:7]) || !cut.More {
			t.Errorf("%+v: %v", q, cut)
		}
	}
}

func TestOnlyTheStatesAskedForAreFound(t *testing.T) {
	s := fresh(t)
	for _, state := range []office.State{office.Draft, office.Checked, office.Finished, office.Discarded} {
		c := aConversion(1, "QĐ-UBND", string(state), 1)
		c.State = state
		must(s.SaveConversion(t.Context(), by, c))(t)
	}
	for _, text := range []string{"", "qd"} {
		got := found(t, s, Query{Text: text, States: []office.State{office.Draft, office.Checked}})
		if !slices.Equal(got, []string{"checked", "draft"}) {
			t.Errorf("%q found %q", text, got)
		}
	}
}

func TestWhatADraftNoLongerSaysIsNoLongerFound(t *testing.T) {
	s := fresh(t)
	c := aConversion(1, "QĐ-UBND", "thủy lợi", 1)
	c.State = office.Draft
	c = must(s.SaveConversion(t.Context(), by, c))(t)
	c.Document.Subject = "nông thôn mới"
	must(s.SaveConversion(t.Context(), by, c))(t)
	if old, now := found(t, s, Query{Text: "thủy"}), found(t, s, Query{Text: "nông thôn"}); len(old) != 0 || len(now) != 1 {
		t.Errorf("old words found %q, new words %q", old, now)
	}
}

func TestSearchAgreesWithReadingEveryRow(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("óòôốđẽêè9 19\u0301ộỨ")), 1, 12, -1) // words only: no sign, nothing that could be Telex
	rapid.Check(t, func(rt *rapid.T) {
		s := must(Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), Options{Clock: newClock()}))(t)
		defer s.Close()
		var batch []office.Conversion
		for range rapid.IntRange(1, 25).Draw(rt, "many") {
			batch = append(batch, office.Conversion{Document: office.Document{Subject: letters.Draw(rt, "subject"), Issuer: letters.Draw(rt, "issuer")}})
		}
		must(s.SaveConversions(t.Context(), by, batch))(t)
		for range 5 {
			text := letters.Draw(rt, "typed")
			got := len(must(s.Find(t.Context(), Query{Text: text}))(t).Keys)
			if want := readEveryRow(batch, text); got != want {
				rt.Fatalf("%q found %d, not %d", text, got, want)
			}
		}
	})
}

// readEveryRow counts the conversions that have every word of the text, the
// slow way and without the index's own splitting.
func readEveryRow(all []office.Conversion, text string) (count int) {
	apart := func(s string) []string { return strings.Fields(office.Fold(norm.NFC.String(s))) }
	typed := apart(text)
	if len(typed) == 0 {
		if strings.TrimSpace(text) == "" {
			return len(all)
		}
		return 0
	}
	for _, c := range all {
		words := append(apart(c.Document.Subject), apart(c.Document.Issuer)...)
		missing := slices.ContainsFunc(typed, func(want string) bool {
			return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, want) })
		})
		if !missing {
			count++
		}
	}
	return count
}

func FuzzNothingTypedIsAnError(f *testing.F) {
	for _, seed := range []string{
		"", "15/QĐ-UBND", `"`, `""`, `a"b`, "*", "a*", "^a", "-a", "+", "a:b", "words:a", "{a b}:c", "NEAR(a b, 2)", "NEAR", "AND", "OR", "NOT a", "a AND",
		"(", ")", "a OR (", "\x00", "a\x00b", "\xff\xfe", "'; DROP TABLE journal; --", "đ", "Đ\u0301", "\u0301", "ﬁ", "😀", "١٢٣", "ª", "ⅷ", "a\u200bb", "İ", "ẞ",
		strings.Repeat("a", 5000), strings.Repeat("a b ", 3000), strings.Repeat("é", 41), "1/2/3", "𝒜",
	} {
		f.Add(seed)
	}
	s := openWith(f, filepath.Join(f.TempDir(), "office.db"), Options{Clock: newClock()})
	must(s.SaveConversion(context.Background(), by, aConversion(15, "QĐ-UBND", "về việc", 1)))(f)
	f.Fuzz(func(t *testing.T, typed string) {
		for _, states := range [][]office.State{nil, {office.Finished}} {
			if _, err := s.Find(context.Background(), Query{Text: typed, States: states, Most: 5}); err != nil {
				t.Fatalf("%q: %v", typed, err)
			}
		}
	})
}

func FuzzWhateverIsStoredIsFoundAgain(f *testing.F) {
	for _, seed := range []string{"Đồng Đăng", "15/QĐ-UBND", "ơ\u0309 a", "a\x00b", "ẞß", "İstanbul", "ǅ", "١٢٣ ⅷ", strings.Repeat("ấ", 60), "\u0301a", "ﬁn"} {
		f.Add(seed)
	}
	s := openWith(f, filepath.Join(f.TempDir(), "office.db"), Options{Clock: newClock()})
	f.Fuzz(func(t *testing.T, subject string) {
		if len(subject) > 500 {
			return
		}
		c := must(s.SaveConversion(context.Background(), by, office.Conversion{Document: office.Document{Subject: subject}}))(t)
		hits := must(s.Find(context.Background(), Query{Text: subject, Most: 1}))(t)
		if len(termsOf(subject)) == 0 {
			return
		}
		if rows := must(s.Rows(context.Background(), hits.Keys))(t); len(rows) != 1 || rows[0].ID != c.ID {
			t.Fatalf("%q is not found by itself", subject)
		}
	})
}

func TestRowsComeInTheOrderAskedFor(t *testing.T) {
	s := shelf(t, "một", "hai", "ba")
	keys := must(s.Find(t.Context(), Query{}))(t).Keys
	asked := []int64{keys[1], keys[0], keys[2], keys[1]}
	var got []string
	for _, r := range must(s.Rows(t.Context(), asked))(t) {
		got = append(got, r.Subject)
	}
	if !slices.Equal(got, []string{"hai", "ba", "một", "hai"}) {
		t.Errorf("rows %q", got)
	}
	if err := second(s.Rows(t.Context(), []int64{1 << 40})); err == nil {
		t.Error("a row that is not there was returned")
	}
	if rows := must(s.Rows(t.Context(), nil))(t); len(rows) != 0 {
		t.Errorf("rows of no keys: %v", rows)
	}
}
