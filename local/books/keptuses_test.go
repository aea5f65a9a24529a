package books

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

func use(day, returned string) map[string]string {
	return map[string]string{"day": day, "user": "Lò Văn Mẫu", "document": "15/QĐ-UBND ngày 09/11/2026", "subject": "Quyết định về việc kiện toàn tổ công nghệ số",
		"file": "01/TH", "allowed": "Nguyễn Văn Mẫu", "returned": returned, "note": "xem tại chỗ\nmột bản"}
}

// TestAKeptCopyIsOutUntilItComesBack: the state follows the day of return, by whichever way that came.
func TestAKeptCopyIsOutUntilItComesBack(t *testing.T) {
	s := shelf(t)
	out := entered(t, s, KeptUses, use("2026-11-20", ""))
	past := entered(t, s, KeptUses, use("2025-12-30", "2026-01-05"))
	if out.Stands != "Chưa trả" || past.Stands != "Đã trả" {
		t.Fatalf("%s, %s", out.Stands, past.Stands)
	}
	back, err := KeptUses.Move(t.Context(), s, by(stepGiveBack), out.ID)
	if err != nil || back.Stands != "Đã trả" || back.Answers["returned"] != s.Time().In(office.VietNam).Format("2006-01-02") {
		t.Fatalf("given back: %+v, %v", back, err)
	}
	again, err := KeptUses.Move(t.Context(), s, by(stepStillOut), out.ID)
	if err != nil || again.Stands != "Chưa trả" || again.Answers["returned"] != "" {
		t.Fatalf("taken back: %+v, %v", again, err)
	}
	past.Answers["returned"] = ""
	if past, err = KeptUses.Keep(t.Context(), s, by(StepEdit), past); err != nil || past.Stands != "Chưa trả" {
		t.Errorf("without its day: %+v, %v", past, err)
	}
	past.Answers["returned"] = "2025-12-29"
	if _, err := KeptUses.Keep(t.Context(), s, by(StepEdit), past); !errors.Is(err, ReturnedBefore) {
		t.Errorf("returned before it was given: %v", err)
	}
}

// TestTheRegisterOfKeptCopiesIsDrawnAsTheDecreeHasIt: nine columns (Nghị định 30, Phụ lục IV.IV), by day,
// of one year or all.
func TestTheRegisterOfKeptCopiesIsDrawnAsTheDecreeHasIt(t *testing.T) {
	s := shelf(t)
	entered(t, s, KeptUses, use("2026-11-20", ""))
	entered(t, s, KeptUses, use("2026-01-02", "2026-01-05"))
	entered(t, s, KeptUses, use("2025-12-30", "2026-01-05"))
	for year, want := range map[int]string{
		2026: "02/01/2026, 20/11/2026", 2025: "30/12/2025", 2024: "", 0: "30/12/2025, 02/01/2026, 20/11/2026",
	} {
		v, drawn, err := KeptUses.Volume(t.Context(), s, year)
		if err != nil || !drawn || v.Title != "SỔ SỬ DỤNG BẢN LƯU" || v.Year != year {
			t.Fatalf("%+v, %v, %v", v, drawn, err)
		}
		var days []string
		for row, err := range v.Rows {
			if err != nil || len(row) != len(v.Columns) {
				t.Fatalf("%d columns of %d, %v", len(row), len(v.Columns), err)
			}
			days = append(days, row[0])
			if row[0] == "02/01/2026" && !slices.Equal(row, []string{"02/01/2026", "Lò Văn Mẫu", "15/QĐ-UBND ngày 09/11/2026", "Quyết định về việc kiện toàn tổ công nghệ số", "01/TH", "", "05/01/2026", "Nguyễn Văn Mẫu", "xem tại chỗ; một bản"}) {
				t.Errorf("%q", row)
			}
		}
		if got := strings.Join(days, ", "); got != want {
			t.Errorf("%d: %s", year, got)
		}
	}
	if _, drawn, err := Channels.Volume(t.Context(), s, 2026); drawn || err != nil {
		t.Errorf("of channels: %v, %v", drawn, err)
	}
}
