package store

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// linesOf are words one behind the other on lines, each with a place of its own.
func linesOf(lines ...string) (all []office.ReadLine) {
	at := 0.0
	for _, l := range lines {
		var line office.ReadLine
		for w := range strings.FieldsSeq(l) {
			at++
			line = append(line, office.ReadWord{S: w, Box: [4]float64{at, at, at, at}, Sure: 0.9})
		}
		all = append(all, line)
	}
	return all
}

func TestAConversionIsFoundByWhatWasReadOnItsPages(t *testing.T) {
	s := fresh(t)
	c := aConversion(15, "QĐ-UBND", "Về việc kiện toàn Tổ công nghệ số", 2)
	kept := must(s.SaveConversions(t.Context(), by, []office.Conversion{c, aConversion(16, "QĐ-UBND", "Về việc ví dụ khác", 1)}))(t)
	for i, lines := range [][]office.ReadLine{linesOf("Ông Hoàng Văn Thụ,", "thôn Nà Tâu"), linesOf("theo Nghị quyết số 27/NQ-HĐND", "ngày 05 tháng 3 năm 2024")} {
		if err := s.KeepRead(t.Context(), kept[0].ID, Read{Page: kept[0].Pages[i].ID, Lay: "0", Lines: lines}); err != nil {
			t.Fatal(err)
		}
	}
	for typed, is := range map[string]bool{
		"hoàng văn thụ": true, "hoang van thu": true, "nà tâu nghị quyết": true, "27/NQ-HĐND": true, "5/3/2024": true, "thụ kiện toàn": true, "15 nà tâu": true, "hoàng": true,
		"hoàng văn thái": false, "28/NQ-HĐND": false,
	} {
		if got := found(t, s, Query{Text: typed, Most: 10}); slices.Contains(got, c.Document.Subject) != is || len(got) > 1 {
			t.Errorf("%q found %q", typed, got)
		}
	}
	if got := found(t, s, Query{Text: "về việc ví dụ", Most: 10}); len(got) == 0 || got[0] != "Về việc ví dụ khác" {
		t.Errorf("what is on record comes behind what was read: %q", got)
	}
	if got := found(t, s, Query{Text: "nà tâu", States: []office.State{office.Draft}}); len(got) > 0 {
		t.Errorf("among drafts: %q", got)
	}
}

// TestNumbersOnPagesAreFoundAsTheyAreWritten types them off the paper, in one piece and in quotes.
func TestNumbersOnPagesAreFoundAsTheyAreWritten(t *testing.T) {
	s := fresh(t)
	c := aConversion(15, "QĐ-UBND", "Về việc hỗ trợ", 1)
	c.Document.Issued = "2025-01-02"
	kept := must(s.SaveConversion(t.Context(), by, c))(t)
	read := Read{Page: kept.Pages[0].ID, Lay: "0", Lines: linesOf("Tổng dự toán: 900.000.000 đồng", "(1.250.500,5) theo 27/TB-UBND", "ngày 09/11/2026 điện thoại 0912.345.678, 0203 888 999", "tài khoản 123456789 của 678.000 hộ")}
	must(0, s.KeepRead(t.Context(), kept.ID, read))(t)
	for typed, places := range map[string]int{
		"900": 1, "900.000": 1, "900.000.000": 1, "900000000": 1, "900.000.000 đồng": 2, "dự toán: 900.000.000": 1, `"900.000.000"`: 1, `"900.000.000 đồng"`: 2, "“toán 900.000.000”": 2,
		"1.250.500": 1, "1250500": 1, "1.250.500,5": 1, "27/TB-UBND": 1, `"27/TB-UBND"`: 1, "09/11/2026": 1, `"09/11/2026"`: 1, "0912.345.678": 1, "0912345678": 1, `"0912.345.678"`: 1,
		"0203 888 999": 3, "0203888999": 3, "123456789": 1, "123.456.789": 1, "678.000": 1,
		"900.000.001": 0, "900.678": 0, "800.000.000": 0, "900.000.000 xu": 0, `"900.000.000 hộ"`: 0, "0912345679": 0,
	} {
		got := found(t, s, Query{Text: typed, Most: 10})
		if (len(got) == 1) != (places > 0) {
			t.Errorf("%s found %q", typed, got)
		}
		if marked := OnPages(typed, []Read{read})[read.Page]; places > 0 && len(marked) != places {
			t.Errorf("%s marks %v", typed, marked)
		}
	}
}

func TestPlacesOnPagesAreThoseThatAreMeant(t *testing.T) {
	read := []Read{{Page: "1", Lines: linesOf("Tổ công nghệ số cộng", "đồng Thôn đông")}, {Page: "2", Lines: linesOf("cộng hòa", "số 15/QĐ-UBND dòng")}}
	for typed, want := range map[string]map[office.ID][]float64{
		"cộng đồng": {"1": {5, 6}}, "cong dong": {"1": {5, 6}}, "công nghệ": {"1": {2, 3}}, "đồng": {"1": {6}}, "dong": {"1": {6, 8}, "2": {5}},
		"15/QĐ-UBND": {"2": {4}}, "hòa đông": {"1": {8}, "2": {2}}, "nghệ xyz": {"1": {3}}, "thon": {"1": {7}}, "đồ": nil, "th": nil, "tho": {"1": {7}}, "xyz": nil, "": nil,
		`"cộng đồng"`: {"1": {5, 6}}, `"nghệ cộng"`: nil, "“cong dong” hòa": {"1": {5, 6}, "2": {2}}, `"công ngh`: nil, `"cộng hòa`: {"2": {1, 2}},
	} {
		got := OnPages(typed, read)
		if len(got) != len(want) {
			t.Errorf("%q marks %v", typed, got)
		}
		for page, at := range want {
			var boxes []float64
			for _, box := range got[page] {
				boxes = append(boxes, box[0])
			}
			if !slices.Equal(boxes, at) {
				t.Errorf("%q marks %v on page %s, not %v", typed, boxes, page, at)
			}
		}
	}
}

// TestAPhraseInQuotesStandsAsItWasTyped looks for one on record, and on a page where it goes
// on in the next line.
func TestAPhraseInQuotesStandsAsItWasTyped(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	first := must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ-UBND", "Về việc kiện toàn Tổ công nghệ số", 2)))(t)
	must(s.SaveConversion(t.Context(), by, aConversion(2, "TB-UBND", "Tổ chức kiện toàn công tác số", 1)))(t)
	read := Read{Page: first.Pages[1].ID, Lay: "0", Lines: linesOf("danh sách thành", "viên tổ công nghệ")}
	if err := s.KeepRead(t.Context(), first.ID, read); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]int{
		"kiện toàn tổ": 2, `"kiện toàn tổ"`: 1, "“kien toan”": 2, `"kiện toàn" "công nghệ số"`: 1, `"tổ kiện toàn"`: 0, `"kiện toàn tổ`: 1, `"kiện t"`: 0,
		`"thành viên tổ"`: 1, `"viên thành"`: 0, `"kiện toàn" "thành viên"`: 1, `"thành viên" thông báo`: 0, `"1/QĐ-UBND"`: 1, `""`: 0,
	} {
		if got := found(t, s, Query{Text: typed, Most: 10}); len(got) != want {
			t.Errorf("%s found %q, not %d", typed, got, want)
		}
	}
}

// TestALineIsToldWhereItWasFoundOnAPageAlone tells none of what the record says itself.
func TestALineIsToldWhereItWasFoundOnAPageAlone(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	c := must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ-UBND", "Về việc kiện toàn", 2)))(t)
	for i, lines := range [][]office.ReadLine{linesOf("Điều 1. Hoàng Văn Thụ", "và bà Nông Thị"), linesOf("Nông Văn Dền kiện về việc", "ông Hoàng Văn Thụ, thôn Nà Tâu")} {
		if err := s.KeepRead(t.Context(), c.ID, Read{Page: c.Pages[i].ID, Lay: "0", Lines: lines}); err != nil {
			t.Fatal(err)
		}
	}
	for typed, want := range map[string]office.Excerpt{
		"kiện toàn": {}, "hoàng văn thụ": {Line: "Điều 1. Hoàng Văn Thụ"}, "nà tâu hoàng": {Page: 1, Line: "ông Hoàng Văn Thụ, thôn Nà Tâu"},
		`"thụ thôn"`: {Page: 1, Line: "ông Hoàng Văn Thụ, thôn Nà Tâu"}, "tâu": {Page: 1, Line: "… Thụ, thôn Nà Tâu"}, "": {}, "xyz": {},
		`"kiện về việc"`: {Page: 1, Line: "Nông Văn Dền kiện về việc"}, "kiện về việc": {},
	} {
		got, err := s.Excerpts(t.Context(), typed, []office.Row{RowOf(c)})
		if err != nil || got[c.ID] != want {
			t.Errorf("%s: %+v, %v", typed, got[c.ID], err)
		}
	}
}

// TestWordsOfADraftAreFoundOnceItIsFinished keeps what was read before and after, starts
// again in between, and makes the index anew.
func TestWordsOfADraftAreFoundOnceItIsFinished(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := open(t, path)
	c := aConversion(1, "TB-UBND", "Thông báo", 1)
	c.State = office.Draft
	c = must(s.SaveConversion(t.Context(), by, c))(t)
	read := Read{Page: c.Pages[0].ID, Lay: "1", Lines: linesOf("Bến Đò Ngang")}
	if err := s.KeepRead(t.Context(), c.ID, read); err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, Query{Text: "bến đò"}); len(got) > 0 {
		t.Errorf("a draft is found by what was read: %q", got)
	}
	c.State = office.Finished
	must(s.SaveConversion(t.Context(), by, c))(t)
	for name, again := range map[string]func(){
		"after a start": func() { s.Close(); s = open(t, path) },
		"once more":     func() { must(0, s.IndexRead(t.Context(), c.ID))(t) },
		"made anew":     func() { must(0, s.Remake(t.Context()))(t) },
	} {
		again()
		if got := found(t, s, Query{Text: "bến đò"}); len(got) != 1 {
			t.Errorf("%s: found %q", name, got)
		}
	}
	back := must(s.ReadOf(t.Context(), c.ID))(t)
	if len(back) != 1 || back[0].Lay != "1" || back[0].Lines[0].String() != "Bến Đò Ngang" || back[0].Lines[0][0] != read.Lines[0][0] {
		t.Errorf("%+v", back)
	}
}

// TestWordsOfASecretGoFromEverywhere looks for them in the file itself.
func TestWordsOfASecretGoFromEverywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := openWith(t, path, Options{Clock: newClock(), Key: noKey})
	c := aConversion(1, "BC-UBND", "Báo cáo", 1)
	c.State = office.Draft
	c = must(s.SaveConversion(t.Context(), by, c))(t)
	read := Read{Page: c.Pages[0].ID, Lay: "0", Lines: linesOf("bimatquocgia")}
	if err := s.KeepRead(t.Context(), c.ID, read); err != nil {
		t.Fatal(err)
	}
	packed := must(packLines(read.Lines))(t)
	held := func() (n int) {
		t.Helper()
		must(0, s.Checkpoint(t.Context()))(t)
		return traces(t, path, string(packed)) + traces(t, path, "bimatquocgia")
	}
	if held() == 0 {
		t.Fatal("the words are not where they are looked for")
	}
	left := office.Conversion{ID: c.ID, Version: c.Version, Direction: c.Direction, State: office.Discarded, Code: c.Code, Document: office.Document{Secrecy: office.Secret}}
	must(s.Refuse(t.Context(), Act{by.Actor, "refuse-secret"}, office.Refusal{At: k0, Clerk: by.Actor, Secrecy: office.Secret}, &left))(t)
	if n := held(); n > 0 {
		t.Errorf("they are still there, %d times", n)
	}
	if err := s.KeepRead(t.Context(), c.ID, read); err != nil {
		t.Fatal(err)
	}
	if back := must(s.ReadOf(t.Context(), c.ID))(t); len(back) > 0 || held() > 0 {
		t.Errorf("what came late was kept: %+v", back)
	}
}

// TestLongBeginningsOnPagesAreFoundWhole sets what is found by way of shorter beginnings beside what the
// index says itself, of words of which some go on and others have but a beginning in common.
func TestLongBeginningsOnPagesAreFoundWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 10))
	s := fresh(t)
	words := strings.Fields("thuong thuongxuan thuon khuyen khuyet truong truongtho dat nha nha")
	for i := range 120 {
		c := must(s.SaveConversion(t.Context(), by, aConversion(i+1, "QĐ-UBND", "x", 1)))(t)
		line := []string{"nha"}
		for range r.IntN(4) {
			line = append(line, words[r.IntN(len(words))])
		}
		must(0, s.KeepReads(t.Context(), c.ID, []Read{{Page: c.Pages[0].ID, Lay: "0", Lines: linesOf(strings.Join(line, " "))}}))(t)
	}
	at := must(Query{}.place())(t)
	short, none := 0, 0
	for _, typed := range []string{"thuong", "thưởng", "thuong nha", "khuyen dat", "khuyên", "khuye", "truong thuong", "thuongx", "thuongxuan dat", "truongt", "thuongz", "dat", "15/QĐ-UBND thuong", "quy thuong"} {
		for _, step := range stepsOf(termsOf(typed)) {
			for _, limit := range []int{-1, 1, 7} {
				want := must(s.hits(t.Context(), onPages.words, step.match, at, limit))(t)
				if got := must(s.wordsInPages(t.Context(), step, Sifting{}, at, limit))(t); !slices.Equal(got, want) {
					t.Errorf("%s, at most %d: %v, not %v", typed, limit, got, want)
				}
				if len(want) == 0 {
					none++
				}
			}
			if whole, shorter, long := step.bounds(); long && len(must(s.hits(t.Context(), onPages.words, whole, at, -1))(t)) < len(must(s.hits(t.Context(), onPages.words, shorter, at, -1))(t)) {
				short++
			}
		}
	}
	if short < 4 || none < 4 {
		t.Errorf("%d questions have more by shorter beginnings, %d find nothing: the others show little", short, none)
	}
}
