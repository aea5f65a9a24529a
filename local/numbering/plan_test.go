package numbering

import (
	"errors"
	"testing"

	"tram/local/office"
)

var planTypes = []office.DocumentType{{Code: "bao-cao", Name: "Báo cáo", Abbrev: "BC"}, {Code: "cong-van", Name: "Công văn"}, {Code: "thong-bao", Name: "Thông báo", Abbrev: "TB"}, {Code: "giay-moi", Name: "Giấy mời", Abbrev: "GM"}}

// TestTypesThatShareARowAreReadAsPeopleTypeThem holds what is typed against the rows that come of it, and against what
// is said of it, which reads as it was typed.
func TestTypesThatShareARowAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct {
		typed, again string
		internal     bool
		said         string
		rows         [4]string // of a report and a letter that go out, of a report that stays, of a notice that goes out
	}{
		{"", "", false, "Mỗi tên loại một dãy số. Văn bản nội bộ đánh số riêng.", [4]string{"out/2027/bao-cao", "out/2027/cong-van", "internal/2027/bao-cao", "out/2027/thong-bao"}},
		{" tb , Báo cáo; ", "BC, TB", false, "Báo cáo, Thông báo chung một dãy số; mỗi tên loại khác một dãy số. Văn bản nội bộ đánh số riêng.", [4]string{"out/2027/bao-cao+thong-bao", "out/2027/cong-van", "internal/2027/bao-cao+thong-bao", "out/2027/bao-cao+thong-bao"}},
		{"CV;BC,TB", "BC, TB", true, "Báo cáo, Thông báo chung một dãy số; mỗi tên loại khác một dãy số. Văn bản nội bộ đánh số chung với văn bản đi.", [4]string{"out/2027/bao-cao+thong-bao", "out/2027/cong-van", "out/2027/bao-cao+thong-bao", "out/2027/bao-cao+thong-bao"}},
		{"CV, GM; TB, BC", "Công văn, GM; BC, TB", false, "Công văn, Giấy mời chung một dãy số; Báo cáo, Thông báo chung một dãy số; mỗi tên loại khác một dãy số. Văn bản nội bộ đánh số riêng.", [4]string{"out/2027/bao-cao+thong-bao", "out/2027/cong-van+giay-moi", "internal/2027/bao-cao+thong-bao", "out/2027/bao-cao+thong-bao"}},
		{"Tất cả", "tất cả", true, "Mọi tên loại chung một dãy số. Văn bản nội bộ đánh số chung với văn bản đi.", [4]string{"out/2027/*", "out/2027/*", "out/2027/*", "out/2027/*"}},
	} {
		p, err := ParsePlan(c.typed, c.internal, planTypes)
		if err != nil {
			t.Errorf("%q: %v", c.typed, err)
			continue
		}
		is := p.Counting(planTypes)
		if is.Together != c.again || is.Said != c.said || is.Internal != c.internal {
			t.Errorf("%q is told as %+v", c.typed, is)
		}
		rows := [4]string{p.Series(office.FlowOut, 2027, "bao-cao").Key(), p.Series(office.FlowOut, 2027, "cong-van").Key(), p.Series(office.FlowInternal, 2027, "bao-cao").Key(), p.Series(office.FlowOut, 2027, "thong-bao").Key()}
		if rows != c.rows {
			t.Errorf("%q: %q", c.typed, rows)
		}
		for _, key := range rows {
			if s, ok := ParseSeries(key); !ok || s.Key() != key || !p.Counts(s) {
				t.Errorf("%q is no series that counts", key)
			}
		}
		if came := p.Series(office.FlowIn, 2027, "bao-cao").Key(); came != "in/2027/" {
			t.Errorf("%q: what comes in counts in %q", c.typed, came)
		}
	}
	for _, c := range []struct {
		plan Plan
		key  string
	}{{Plan{All: true}, "out/2027/bao-cao"}, {Plan{}, "out/2027/*"}, {Plan{}, "out/2027/bao-cao+thong-bao"}, {Plan{Together: [][]string{{"bao-cao", "thong-bao"}}}, "out/2027/bao-cao"}, {Plan{Internal: true}, "internal/2027/bao-cao"}} {
		if s, _ := ParseSeries(c.key); c.plan.Counts(s) {
			t.Errorf("%q still counts in %+v", c.key, c.plan)
		}
	}
	for typed, want := range map[string]error{"BC, XYZ": office.UnknownType, "BC, TB; CV, bc": TypeTwice} {
		if _, err := ParsePlan(typed, false, planTypes); !errors.Is(err, want) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// TestAYearCountsAsItsOpeningSaysAndBeforeThatAsTheYearBefore asks of years before, at, between and after two openings.
func TestAYearCountsAsItsOpeningSaysAndBeforeThatAsTheYearBefore(t *testing.T) {
	all := Plan{All: true}
	v := View{Openings: []Opening{{ID: "b", Station: "2", Year: 2028, Plan: all}, {ID: "c", Station: "3", Year: 2028}, {ID: "a", Station: "1", Year: 2026, Plan: Plan{Internal: true}}}}
	for year, want := range map[int]Plan{2025: {}, 2026: {Internal: true}, 2027: {Internal: true}, 2028: all, 2030: all} {
		if got := v.Plan(year); got.All != want.All || got.Internal != want.Internal {
			t.Errorf("%d counts as %+v", year, got)
		}
	}
}
