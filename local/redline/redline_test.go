package redline

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

func paragraphs(all ...string) (is []Passage) {
	for i, words := range all {
		is = append(is, Passage{Place: fmt.Sprintf("đoạn %d", i+1), Text: words})
	}
	return is
}

func compared(t testing.TB, was, is []Passage) Told {
	t.Helper()
	told, err := Compare(t.Context(), was, is)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// said are the words of passages.
func said(all []Passage) (words []string) {
	for _, w := range wordsOf(all) {
		words = append(words, w.said)
	}
	return words
}

// taken are the words of the pieces of some fates.
func taken(told Told, hows ...office.DraftHow) (words []string) {
	for _, p := range told.Pieces {
		if slices.Contains(hows, p.How) {
			words = append(words, said(paragraphs(strings.Split(p.Text, "\n")...))...)
		}
	}
	return words
}

// whole fails where the pieces are not the older and the newer version.
func whole(t testing.TB, was, is []Passage, told Told) {
	t.Helper()
	if got := taken(told, office.DraftSame, office.DraftGone, office.DraftLeft); !slices.Equal(got, said(was)) {
		t.Errorf("what stayed and went is %q\nthe older version is %q", got, said(was))
	}
	if got := taken(told, office.DraftSame, office.DraftCame, office.DraftArrived); !slices.Equal(got, said(is)) {
		t.Errorf("what stayed and came is %q\nthe newer version is %q", got, said(is))
	}
	for _, p := range told.Pieces {
		if p.How == office.DraftLeft {
			at := slices.IndexFunc(told.Pieces, func(o office.DraftPiece) bool { return o.How == office.DraftArrived && o.Move == p.Move })
			if at < 0 || !slices.Equal(said(paragraphs(told.Pieces[at].Text)), said(paragraphs(p.Text))) {
				t.Errorf("%q moved, and arrived as another", p.Text)
			}
		}
	}
}

// shown writes pieces as people read them.
func shown(told Told) string {
	var b strings.Builder
	for _, p := range told.Pieces {
		switch p.How {
		case office.DraftSame:
			b.WriteString(p.Text)
		case office.DraftGone, office.DraftLeft:
			fmt.Fprintf(&b, "[-%s-]", p.Text)
		default:
			fmt.Fprintf(&b, "{+%s+}", p.Text)
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "\n", "¶"))
}

func TestWordsThatWentAndCameAreTold(t *testing.T) {
	for name, c := range map[string]struct{ was, is, want string }{
		"nothing":                  {"Điều 1. Cấp kinh phí", "Điều 1. Cấp kinh phí", "Điều 1. Cấp kinh phí"},
		"an amount":                {"cấp 100.000.000 đồng cho thôn", "cấp 200.000.000 đồng cho thôn", "cấp [-100.000.000-] {+200.000.000+} đồng cho thôn"},
		"a day":                    {"xong trước ngày 25/11/2026.", "xong trước ngày 26/11/2026.", "xong trước ngày [-25/11/2026-] {+26/11/2026+} ."},
		"a symbol":                 {"Quyết định số 15/QĐ-UBND", "Quyết định số 15/QĐ-HĐND", "Quyết định số [-15/QĐ-UBND-] {+15/QĐ-HĐND+}"},
		"one letter with its mark": {"xã Hòa Bình", "xã Hoà Bình", "xã [-Hòa-] {+Hoà+} Bình"},
		"letters put together":     {"thực hiện", "thu\u031b\u0323c hie\u0323\u0302n", "thu\u031b\u0323c hie\u0323\u0302n"},
		"spaces and lines":         {"một hai\tba", "một\u00a0hai\nba", "một\u00a0hai\nba"},
		"a sign":                   {"không, giao ngay", "không giao ngay", "không [-,-] giao ngay"},
		"a word put in":            {"được cấp", "không được cấp", "{+không+} được cấp"},
		"all is new":               {"", "một", "{+một+}"},
		"all went":                 {"một", "", "[-một-]"},
		"capitals":                 {"ủy ban", "Ủy ban", "[-ủy-] {+Ủy+} ban"},
		"digits set apart":         {"1 000 000 đồng", "1 000 0000 đồng", "1 000 [-000-] {+0000+} đồng"},
		"a number below nothing":   {"cấp 120.000.000 đồng", "cấp -120.000.000 đồng", "cấp [-120.000.000-] {+-120.000.000+} đồng"},
		"a minus of its own":       {"cấp 5 đồng", "cấp −5 đồng", "cấp [-5-] {+−5+} đồng"},
		"a bound":                  {"từ ≥5 hộ", "từ ≤5 hộ", "từ [-≥5-] {+≤5+} hộ"},
		"a share":                  {"giảm 5% phí", "giảm 5 phí", "giảm [-5%-] {+5+} phí"},
		"a share set apart":        {"giảm 5% phí", "giảm 5 % phí", "giảm 5 % phí"},
		"a dash before words":      {"- giao", "giao", "[---] giao"},
		"a digit that stands high": {"12⁰ triệu", "120 triệu", "[-12⁰-] {+120+} triệu"},
	} {
		was, is := paragraphs(c.was), paragraphs(c.is)
		told := compared(t, was, is)
		whole(t, was, is, told)
		if got := shown(told); got != strings.ReplaceAll(c.want, "\n", "¶") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAParagraphThatMovedIsToldAsMoved(t *testing.T) {
	one, two, three := "Điều 1. Giao Văn phòng chủ trì lập danh sách các hộ", "Điều 2. Công chức địa chính đo lại ranh giới 12 thửa đất của thôn Mẫu", "Điều 3. Quyết định có hiệu lực kể từ ngày ký ban hành, các đơn vị chịu trách nhiệm thi hành quyết định này"
	was, is := paragraphs(one, two, three), paragraphs(one, three, two)
	told := compared(t, was, is)
	whole(t, was, is, told)
	if len(taken(told, office.DraftGone, office.DraftCame)) > 0 || len(taken(told, office.DraftLeft)) == 0 {
		t.Error(shown(told))
	}
	// Where a number in it is another one, that number is told, wherever it stands.
	is = paragraphs(one, three, strings.Replace(two, "12", "21", 1))
	told = compared(t, was, is)
	whole(t, was, is, told)
	if !slices.Contains(numbersOf(told), "21") || !slices.Contains(numbersOf(told), "12") {
		t.Errorf("%q of %s", numbersOf(told), shown(told))
	}
}

// numbersOf are all numbers that are told as gone or come.
func numbersOf(told Told) (all []string) {
	for _, c := range told.Changes {
		all = append(append(all, c.NumbersGone...), c.NumbersCame...)
	}
	return all
}

func TestAChangeSaysWhereItIsAndWhatStandsAround(t *testing.T) {
	was := paragraphs("Căn cứ Luật", "cấp cho ông Mẫu số tiền 5 đồng một lần", "Nơi nhận")
	is := paragraphs("Căn cứ Luật", "Điều mới", "cấp cho ông Mẫu số tiền 6 đồng một lần", "Nơi nhận")
	told := compared(t, was, is)
	last := told.Changes[len(told.Changes)-1]
	if len(told.Changes) != 2 || last.Was != "đoạn 2" || last.Is != "đoạn 3" || !last.Numbers() || last.After != "đồng một lần Nơi nhận" || last.Before != "cứ Luật Điều mới cấp cho ông Mẫu số tiền" {
		t.Errorf("%+v", last)
	}
}

// turned are the numbers that went and came, place by place.
func turned(told Told) string {
	var places []string
	for _, c := range told.Changes {
		var all []string
		for _, t := range c.Turned {
			all = append(all, strings.Join(t.Gone, " ")+"→"+strings.Join(t.Came, " "))
		}
		places = append(places, strings.Join(all, "; "))
	}
	return strings.Join(places, " | ")
}

// TestChangesOfParagraphsAreTheirOwnPlaces: each number is told beside the one that stands where it
// stood, in paragraphs, on a page that has lines alone, and within one sentence.
func TestChangesOfParagraphsAreTheirOwnPlaces(t *testing.T) {
	was := []string{"Giao ông Nguyễn Văn Mẫu lập danh sách.", "Hỗ trợ 152 hộ.", "Kinh phí 120.000.000 đồng;", "Xong trước 30/11/2026."}
	is := []string{"Giao ông Trần Văn Mẫu lập danh sách.", "Hỗ trợ 125 hộ.", "Kinh phí 1.200.000.000 đồng;", "Xong trước 10/12/2026."}
	const want = " | 152→125 | 120.000.000→1.200.000.000 | 30/11/2026→10/12/2026"
	if got := turned(compared(t, paragraphs(was...), paragraphs(is...))); got != want {
		t.Errorf("in paragraphs: %s", got)
	}
	if got := turned(compared(t, paragraphs(strings.Join(was, "\n")), paragraphs(strings.Join(is, "\n")))); got != want {
		t.Errorf("on a page: %s", got)
	}
	one := compared(t, paragraphs("cấp 152 hộ nghèo số tiền 120 đồng\nmỗi hộ 3 lần"), paragraphs("cấp 125 hộ nghèo số tiền 210 đồng\nmỗi hộ 3 lần"))
	if got := turned(one); got != "152→125; 120→210" || !slices.Equal(one.Changes[0].NumbersGone, []string{"152", "120"}) || !slices.Equal(one.Changes[0].NumbersCame, []string{"125", "210"}) {
		t.Errorf("in a sentence: %s %+v", got, one.Changes)
	}
	if got := turned(compared(t, paragraphs("5 hộ nghèo"), paragraphs("hộ nghèo 5"))); got != "5→; →5" {
		t.Errorf("a number that stands elsewhere: %s", got)
	}
}

// pages are passages of pages, of which those that were not read have a question mark.
func pages(all ...string) (is []Passage) {
	for i, words := range all {
		text, unread := strings.CutSuffix(words, "?")
		is = append(is, Passage{Place: fmt.Sprintf("trang %d", i+1), Page: i + 1, Text: text, Unread: unread})
	}
	return is
}

// TestWhatStandsBesidePagesThatWereNotReadIsNotToldAsGone: nobody knows whether it stands there.
func TestWhatStandsBesidePagesThatWereNotReadIsNotToldAsGone(t *testing.T) {
	for name, c := range map[string]struct {
		was, is []Passage
		want    string
		numbers string
	}{
		"a page of the newer":      {pages("một hai ba", "cấp 152 hộ", "bốn năm sáu"), pages("một hai ba", "?", "bốn năm sáu"), "same maybe-gone same", ""},
		"a page of the older":      {pages("một hai ba", "?"), pages("một hai ba", "cấp 152 hộ"), "same maybe-came", ""},
		"all of it":                {pages("cấp 152 hộ"), pages("?"), "maybe-gone", ""},
		"the rest of a page":       {pages("một hai ba cấp 152 hộ", "bốn"), pages("một hai ba?", "bốn"), "same maybe-gone same", ""},
		"another page":             {pages("một 152 hai ba", "bốn"), pages("một 125 hai ba", "?", "bốn"), "same gone came same", "152→125"},
		"a change before its end":  {pages("một 152 hai ba", "bốn"), pages("một 125 hai ba?", "bốn"), "same gone came same", "152→125"},
		"what came instead is new": {pages("một hai ba", "cấp 152 hộ"), pages("một hai ba", "giao 9 thôn", "?"), "same maybe-gone came", "→9"},
	} {
		told := compared(t, c.was, c.is)
		var hows []string
		for _, p := range told.Pieces {
			hows = append(hows, string(p.How))
		}
		if got := strings.Join(hows, " "); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
		if got := turned(told); got != c.numbers {
			t.Errorf("%s: numbers %q", name, got)
		}
		for _, change := range told.Changes {
			if change.Doubtful() != (c.numbers == "") {
				t.Errorf("%s: doubtful is %v", name, change.Doubtful())
			}
		}
	}
}

// TestColumnsThatAreReadInAnotherOrderAreNoChange: what a page has in both versions is told as of
// another order; a number that the other has not is told all the same.
func TestColumnsThatAreReadInAnotherOrderAreNoChange(t *testing.T) {
	was := pages("ỦY BAN NHÂN DÂN XÃ MẪU CỘNG HÒA 15/QĐ-UBND Mẫu, ngày 05 cấp 152 hộ", "trang sau 9")
	is := pages("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ MẪU Mẫu, ngày 05 15/QĐ-UBND cấp 152 hộ", "trang sau 9")
	told := func() Told {
		told, err := ComparePages(t.Context(), was, is)
		if err != nil {
			t.Fatal(err)
		}
		whole(t, was, is, told)
		return told
	}
	if strict := compared(t, was, is); !slices.ContainsFunc(strict.Changes, office.DraftChange.Numbers) {
		t.Errorf("where order is compared a number stands elsewhere: %+v", strict.Changes)
	}
	for _, c := range told().Changes {
		if !c.Reordered || c.Numbers() {
			t.Errorf("%+v", c)
		}
	}
	is[0].Text = strings.Replace(is[0].Text, "152", "125", 1)
	if got := turned(told()); !strings.Contains(got, "152→125") || strings.Contains(got, "15/QĐ") {
		t.Error(got)
	}
	was, is = pages("cấp cho hộ", "trang sau 9 152"), pages("cấp cho 152 hộ", "trang sau 9")
	if got := turned(told()); got != "→152 | 152→" {
		t.Errorf("a number of another page stands for none: %s", got)
	}
	was[0].Page = 0
	if got := turned(told()); got != " | " {
		t.Errorf("where pages are not known, it stands anywhere: %s", got)
	}
	was, is = pages("5 5 một hai ba bốn năm sáu bảy"), pages("một hai ba bốn năm sáu bảy 5")
	if got := turned(told()); got != "5→" && got != "5→ | " {
		t.Errorf("one of two: %q", got)
	}
}

// vocabulary are words of the trade.
var vocabulary = strings.Fields("căn cứ luật tổ chức chính quyền địa phương nghị định quyết định ủy ban nhân dân xã ví dụ giao văn phòng công chức thôn kinh phí đồng ngày tháng năm điều khoản 1 2 3 15 100 2026 5.000.000")

// pair are two rows of words of which the second was made of the first.
func pair(r *rand.Rand, most int) (was, is []string) {
	for range r.IntN(most) {
		was = append(was, vocabulary[r.IntN(len(vocabulary))])
	}
	is = slices.Clone(was)
	for range r.IntN(8) {
		at := r.IntN(len(is) + 1)
		switch r.IntN(4) {
		case 0:
			is = slices.Insert(is, at, vocabulary[r.IntN(len(vocabulary))])
		case 1:
			is = slices.Delete(is, at, min(len(is), at+r.IntN(4)))
		case 2:
			if at < len(is) {
				is[at] = vocabulary[r.IntN(len(vocabulary))]
			}
		case 3:
			n := min(len(is), at+r.IntN(30))
			part := slices.Clone(is[at:n])
			is = slices.Delete(is, at, n)
			is = slices.Insert(is, r.IntN(len(is)+1), part...)
		}
	}
	return was, is
}

func parted(r *rand.Rand, words []string) (all []Passage) {
	for len(words) > 0 {
		n := min(len(words), 1+r.IntN(20))
		all = append(all, Passage{Place: fmt.Sprint(len(all)), Text: strings.Join(words[:n], " ")})
		words = words[n:]
	}
	return all
}

func TestWhatIsToldMakesTheOlderVersionTheNewer(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		a, b := pair(r, 300)
		was, is := parted(r, a), parted(r, b)
		whole(t, was, is, compared(t, was, is))
		if t.Failed() {
			t.Fatal("seed ", seed)
		}
	}
}

// TestNoNumberChangesUnseen: whatever else was changed, a number that the older version does not
// have, or has not as often, is told.
func TestNoNumberChangesUnseen(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		a, b := pair(r, 200)
		if len(b) == 0 {
			continue
		}
		b[r.IntN(len(b))] = "77.777.777"
		told := compared(t, parted(r, a), parted(r, b))
		if !slices.Contains(numbersOf(told), "77.777.777") {
			t.Fatalf("seed %d: %s", seed, shown(told))
		}
	}
}

// TestAsMuchStaysAsAnotherProgramFinds holds the search against that of git.
func TestAsMuchStaysAsAnotherProgramFinds(t *testing.T) {
	dir := t.TempDir()
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		a, b := pair(r, 400)
		ids := map[string]int32{}
		same, _, err := common(t.Context(), numbered(ids, wordsOf(paragraphs(strings.Join(a, " ")))), numbered(ids, wordsOf(paragraphs(strings.Join(b, " ")))))
		if err != nil {
			t.Fatal(err)
		}
		ours := len(a) + len(b)
		for _, m := range same {
			ours -= 2 * m.n
		}
		if theirs := gitTells(t, dir, a, b); ours != theirs {
			t.Errorf("seed %d: %d words go and come, by git %d", seed, ours, theirs)
		}
	}
}

// gitTells is how many words git tells as gone or come.
func gitTells(t *testing.T, dir string, a, b []string) (n int) {
	t.Helper()
	var paths []string
	for name, words := range map[string][]string{"a": a, "b": b} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Join(words, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	slices.Sort(paths)
	out, err := exec.Command("git", append([]string{"diff", "--no-index", "--minimal", "-U0", "--no-color"}, paths...)...).Output()
	var ended *exec.ExitError
	if err != nil && (!errors.As(err, &ended) || ended.ExitCode() != 1) {
		t.Fatal("Debian: git: ", err)
	}
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "+") && !strings.HasPrefix(line, "+++ ") || strings.HasPrefix(line, "-") && !strings.HasPrefix(line, "--- ") {
			n++
		}
	}
	return n
}

// TestALongDraftIsComparedWithinItsBounds: 500 pages, changed here and there, written anew, or the
// other way round.
func TestALongDraftIsComparedWithinItsBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	var long []string
	for range 500 * 400 {
		long = append(long, vocabulary[r.IntN(len(vocabulary))])
	}
	edited := slices.Clone(long)
	for range 300 {
		edited[r.IntN(len(edited))] = "sửa"
	}
	anew := slices.Clone(long)
	r.Shuffle(len(anew), func(i, j int) { anew[i], anew[j] = anew[j], anew[i] })
	poor := [2][]string{}
	for i := range poor {
		for range 60_000 {
			poor[i] = append(poor[i], vocabulary[r.IntN(2)])
		}
	}
	for name, c := range map[string]struct {
		was, is []string
		coarse  bool
	}{"edited": {long, edited, false}, "anew": {long, anew, false}, "of two words": {poor[0], poor[1], true}} {
		was, is := parted(r, c.was), parted(r, c.is)
		told := compared(t, was, is)
		whole(t, was, is, told)
		if told.Coarse != c.coarse {
			t.Errorf("%s: coarse is %v", name, told.Coarse)
		}
		if gone := len(taken(told, office.DraftGone)); name == "edited" && gone > 300 {
			t.Errorf("%d words went of 300", gone)
		}
	}
}

func TestAComparisonThatIsEndedFails(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	end()
	if _, err := Compare(ctx, paragraphs("a"), paragraphs("b")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("cấp 100.000 đồng", "cấp 200.000 đồng")
	f.Add("a\xffb\u200b c....", "a\u0301b.c:d-e\n")
	f.Add(strings.Repeat("một hai ba bốn năm sáu bảy tám ", 3), "tám bảy "+strings.Repeat("một hai ba bốn năm sáu bảy tám ", 2))
	f.Fuzz(func(t *testing.T, a, b string) {
		was, is := paragraphs(a), paragraphs(strings.Split(b, "\n")...)
		told := compared(t, was, is)
		var kept int
		for _, r := range told.Pieces {
			switch r.How {
			case office.DraftSame, office.DraftGone, office.DraftLeft:
				kept += len(said(paragraphs(r.Text)))
			}
		}
		if slices.Equal(said(was), said(is)) != (len(told.Changes) == 0) {
			t.Errorf("%d changes of %q and %q", len(told.Changes), said(was), said(is))
		}
		if kept != told.Words[0] && !strings.Contains(a, "\n") {
			t.Errorf("%d words of %d", kept, told.Words[0])
		}
	})
}
