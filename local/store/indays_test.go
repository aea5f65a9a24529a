package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// manyDated are conversions of random days, with their words and days.
func manyDated(t *testing.T, s *Store, r *rand.Rand, count int) []office.Conversion {
	t.Helper()
	all := make([]office.Conversion, count)
	for i := range all {
		all[i] = aConversion(i+1, "QĐ-UBND", []string{"cấp đất", "cấp nhà", "đất đai"}[r.IntN(3)], 0)
		all[i].Code = ""
		all[i].Document.Issued = time.Date(2023, 1, 1+r.IntN(1400), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		all[i].Finished = time.Date(2023, 1, 1+r.IntN(1400), r.IntN(24), 0, 0, 0, time.UTC)
	}
	return must(s.SaveConversions(t.Context(), by, all))(t)
}

// within tells whether a conversion has a day in any of some stretches.
func within(c office.Conversion, days []Days) bool {
	return slices.ContainsFunc(days, func(d Days) bool {
		return slices.ContainsFunc([]string{c.Document.Issued, c.Finished.In(office.VietNam).Format(time.DateOnly)}, func(day string) bool {
			return day >= d.From && (d.To == "" || day <= d.To)
		})
	})
}

// TestAStretchOfDaysHasItsRecordsAndNoOthers asks for short stretches and long ones, of the index and
// of the table of days, of few records and of more than are read.
func TestAStretchOfDaysHasItsRecordsAndNoOthers(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 2))
	s := fresh(t)
	all := manyDated(t, s, r, fewDated+700)
	day := func() string { return time.Date(2022, 12, 20+r.IntN(1420), 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	long := 0
	for range 60 {
		ends := []string{day(), day()}
		slices.Sort(ends)
		days := []Days{{ends[0], ends[1]}}
		switch r.IntN(4) {
		case 0:
			days[0].From = ""
		case 1:
			days[0].To = ""
		case 2:
			days = append(days, Days{ends[0], ends[0]})
		}
		if beginningsOf(days) > fewBeginnings {
			long++
		}
		for _, text := range []string{"", "đất", "đai", `"cấp đất"`, "xyz"} {
			var want []string
			for _, c := range slices.Backward(all) {
				subject := c.Document.Subject
				if within(c, days) && (text == "" || text == "đất" && subject != "cấp nhà" || text == "đai" && subject == "đất đai" || text == `"cấp đất"` && subject == "cấp đất") {
					want = append(want, string(c.ID))
				}
			}
			for _, most := range []int{0, 310} {
				hits := must(s.Find(t.Context(), Query{Text: text, Sifted: Sifting{Days: days}, Most: most}))(t)
				var got []string
				for _, row := range must(s.Rows(t.Context(), hits.Keys))(t) {
					got = append(got, string(row.ID))
				}
				some := want
				if most > 0 {
					some = want[:min(most, len(want))]
				}
				if !slices.Equal(got, some) || hits.More != (len(some) < len(want)) {
					t.Fatalf("%s in %v, at most %d: %d are found, not %d; more: %v", text, days, most, len(got), len(some), hits.More)
				}
			}
		}
	}
	if long < 30 {
		t.Errorf("only %d stretches are long", long)
	}
}

// TestAStretchOfDaysHasNothingOfAnotherState asks for what is finished, of few records and of more than
// are read, among drafts of the same words and days.
func TestAStretchOfDaysHasNothingOfAnotherState(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 12))
	s := fresh(t)
	for _, count := range []int{40, fewDated + 300} {
		all := make([]office.Conversion, count)
		for i := range all {
			all[i] = aConversion(i+1, "QĐ-UBND", fmt.Sprint("cấp đất x", count), 0)
			all[i].Code, all[i].State = "", []office.State{office.Finished, office.Draft}[r.IntN(2)]
			all[i].Document.Issued = []string{"2024-05-17", "2020-05-17"}[r.IntN(2)]
		}
		all = must(s.SaveConversions(t.Context(), by, all))(t)
		var want []office.ID
		for _, c := range slices.Backward(all) {
			if c.State == office.Finished && c.Document.Issued > "2024" {
				want = append(want, c.ID)
			}
		}
		for _, most := range []int{0, 7} {
			hits := must(s.Find(t.Context(), Query{Text: fmt.Sprint("x", count), States: []office.State{office.Finished}, Sifted: Sifting{Days: []Days{{"2024-02-03", "2024-11-17"}}}, Most: most}))(t)
			var got []office.ID
			for _, row := range must(s.Rows(t.Context(), hits.Keys))(t) {
				got = append(got, row.ID)
			}
			if most > 0 && len(want) > most {
				want = want[:most]
			}
			if !slices.Equal(got, want) {
				t.Errorf("of %d, at most %d: %d, not %d", count, most, len(got), len(want))
			}
		}
	}
}

// TestADayThatChangedIsFoundNoMore gives a draft another day.
func TestADayThatChangedIsFoundNoMore(t *testing.T) {
	s := fresh(t)
	c := must(s.SaveConversion(t.Context(), by, aDraft("cấp đất")))(t)
	for _, issued := range []string{"2024-03-05", "2021-02-01"} {
		c.Document.Issued = issued
		c = must(s.SaveConversion(t.Context(), by, c))(t)
		for _, d := range []Days{{"2024-02-03", "2024-11-17"}, {"2021-01-05", "2021-11-17"}} {
			want := 0
			if issued >= d.From && issued <= d.To {
				want = 1
			}
			if got := found(t, s, Query{Text: "đất", Sifted: Sifting{Days: []Days{d}}}); len(got) != want {
				t.Errorf("of %s in %v: %q", issued, d, got)
			}
		}
	}
}

// TestAnIssuerIsMeantByItsFirstWords takes letters for the beginning of a word only where no name
// begins with the words.
func TestAnIssuerIsMeantByItsFirstWords(t *testing.T) {
	s := fresh(t)
	issuers := []string{"Sở Tư pháp", "Sở Tưới tiêu", "Sở Nội vụ", "Ủy ban nhân dân xã Mẫu Sơn thuộc tỉnh Mẫu có tên rất dài"}
	for i, issuer := range issuers {
		c := aConversion(i+1, "QĐ-UBND", "cấp đất quy hoạch", 1)
		c.Document.Issuer = issuer
		must(s.SaveConversion(t.Context(), by, c))(t)
	}
	for value, want := range map[string][]int{
		"Sở Tư": {0}, "so tu phap": {0}, "Sở Tưới": {1}, "Sở T": {1, 0}, "Sở": {2, 1, 0}, "S": {2, 1, 0}, "Sở Nội vụ": {2}, "Nội vụ": nil, "Sở Tư pháp tỉnh": nil,
		"Ủy ban nhân dân xã Mẫu Sơn thuộc tỉnh Mẫu": {3}, "Ủy ban nhân dân xã Mẫu Sơn": {3}, "Ủy b": {3},
	} {
		for _, text := range []string{"", "đất", `"quy hoạch"`} {
			hits := must(s.Find(t.Context(), Query{Text: text, Sifted: Sifting{All: []Sifted{{SiftIssuer, value}}}}))(t)
			var got []int
			for _, row := range must(s.Rows(t.Context(), hits.Keys))(t) {
				got = append(got, slices.Index(issuers, row.Issuer))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q of %q: %v, not %v", text, value, got, want)
			}
		}
	}
	c := aConversion(9, "QĐ-UBND", "cấp nhà", 1)
	c.Document.Issuer = "Sở Tưới tiêu"
	must(s.SaveConversion(t.Context(), by, c))(t)
	if hits := must(s.Find(t.Context(), Query{Text: "nhà", Sifted: Sifting{All: []Sifted{{SiftIssuer, "Sở Tư"}}}}))(t); len(hits.Keys) > 0 {
		t.Errorf("of an issuer who has nothing that is found, that of another is: %v", hits.Keys)
	}
}

// TestAnIndexOfOlderRulesIsNarrowedUntilThereIsAnother has one that writes days and issuers as an
// older program did.
func TestAnIndexOfOlderRulesIsNarrowedUntilThereIsAnother(t *testing.T) {
	s := fresh(t)
	c := aConversion(1, "QĐ-UBND", "cấp đất", 1)
	c.Document.Issuer, c.Document.Issued = "Sở Nội vụ", "2025-11-20"
	c.Code = ""
	must(s.SaveConversion(t.Context(), by, c))(t)
	for _, was := range []string{
		`UPDATE search_made SET rules = 5`, `DELETE FROM days`,
		`INSERT OR REPLACE INTO search (rowid, words) SELECT key, 'cap dat ¤kconversion ¤d20251120 ¤isonoivu' FROM conversions`,
	} {
		must(s.writer.Exec(was))(t)
	}
	narrows := func(when string) {
		t.Helper()
		for _, by := range []struct {
			Sifting
			want int
		}{
			{Sifting{Days: []Days{{"2025-11-20", "2025-11-20"}}}, 1}, {Sifting{Days: []Days{{"2025-02-03", "2025-12-05"}}}, 1}, {Sifting{Days: []Days{{"2025-02-03", "2025-11-19"}}}, 0},
			{Sifting{All: []Sifted{{SiftIssuer, "Sở Nội"}}}, 1}, {Sifting{All: []Sifted{{SiftIssuer, "Sở Nội vụ"}}, Days: []Days{{"2025-11-01", ""}}}, 1}, {Sifting{All: []Sifted{{SiftIssuer, "Sở Tư"}}}, 0},
		} {
			for _, text := range []string{"đất", `"cấp đất"`} {
				if got := found(t, s, Query{Text: text, Sifted: by.Sifting, States: []office.State{office.Finished}}); len(got) != by.want {
					t.Errorf("%s %s in %+v finds %q", when, text, by.Sifting, got)
				}
			}
		}
	}
	narrows("before,")
	must(0, s.reindex(t.Context()))(t)
	narrows("after,")
}
