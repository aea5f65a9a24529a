package books

import (
	"errors"
	"strings"
	"testing"

	"tram/local/office"
)

// TestAnIncidentIsClosedOnlyAtItsEnd tries to close one at each state of its story.
func TestAnIncidentIsClosedOnlyAtItsEnd(t *testing.T) {
	s := shelf(t)
	sheet := entered(t, s, Incidents, map[string]string{"detected": "08:00 28/11/2026", "beyond": office.IncidentBeyond})
	for _, step := range []struct{ key, answer, lacks string }{
		{"", "", "gửi báo cáo ban đầu lúc nào"},
		{"reported", "08:10 28/11/2026", "kết thúc lúc nào"},
		{"ended", "10:00 28/11/2026", "kết quả xử lý"},
		{"result", "Cắm lại dây", "đã thông báo cơ quan có thẩm quyền lúc nào"},
		{"noticed", "09:00 28/11/2026", "báo người sử dụng lúc nào"},
		{"told", "08:30 28/11/2026", "gửi báo cáo kết thúc lúc nào"},
		{"final", "09:00 30/11/2026", "bài học"},
	} {
		if step.key != "" {
			sheet.Answers[step.key] = step.answer
			var err error
			if sheet, err = Incidents.Keep(t.Context(), s, by("edit"), sheet); err != nil {
				t.Fatal(step, err)
			}
		}
		_, err := Incidents.Move(t.Context(), s, by("close"), sheet.ID)
		f, _ := office.FailureIn(err)
		if !errors.Is(err, IncidentUnfinished) || !strings.Contains(f.Said, step.lacks) {
			t.Errorf("with %s: %v", step.key, err)
		}
	}
	sheet.Answers["lessons"] = "Dán nhãn dây"
	if _, err := Incidents.Keep(t.Context(), s, by("edit"), sheet); err != nil {
		t.Fatal(err)
	}
	closed, err := Incidents.Move(t.Context(), s, by("close"), sheet.ID)
	if err != nil || closed.State != office.IncidentClosed || len(closed.Duties) != 4 {
		t.Fatalf("%+v, %v", closed, err)
	}
	for _, d := range closed.Duties {
		if d.Owed() {
			t.Errorf("closed with %s", d.Said)
		}
	}
}

// TestNothingOfAnIncidentIsBeforeItsDetection refuses times that cannot have been.
func TestNothingOfAnIncidentIsBeforeItsDetection(t *testing.T) {
	s := shelf(t)
	sheet := entered(t, s, Incidents, map[string]string{"detected": "08:00 28/11/2026"})
	for key, want := range map[string]error{"told": IncidentBackwards, "ended": IncidentBackwards, "final": IncidentBackwards} {
		wrong := sheet
		wrong.Answers = map[string]string{key: "07:59 28/11/2026"}
		if _, err := Incidents.Keep(t.Context(), s, by("edit"), wrong); !errors.Is(err, want) {
			t.Errorf("%s: %v", key, err)
		}
	}
	sheet.Answers["final"] = "09:00 28/11/2026"
	if _, err := Incidents.Keep(t.Context(), s, by("edit"), sheet); !errors.Is(err, FinalBeforeEnd) {
		t.Errorf("a final report of what goes on: %v", err)
	}
}

// TestAnIncidentThatTouchedNoUserIsClosedWithTheReason and owes them nothing.
func TestAnIncidentThatTouchedNoUserIsClosedWithTheReason(t *testing.T) {
	s := shelf(t)
	sheet := entered(t, s, Incidents, map[string]string{"detected": "08:00 28/11/2026"})
	for key, answer := range map[string]string{"ended": "10:00 28/11/2026", "result": "Khóa đã thay", "noticed": "09:00 28/11/2026", "lessons": "Cất vào tủ", "told_not": "Mất USB Token chưa dùng lần nào"} {
		sheet.Answers[key] = answer
	}
	if _, err := Incidents.Keep(t.Context(), s, by("edit"), sheet); err != nil {
		t.Fatal(err)
	}
	closed, err := Incidents.Move(t.Context(), s, by("close"), sheet.ID)
	if err != nil || closed.State != office.IncidentClosed || len(closed.Duties) != 1 || closed.Duties[0].Owed() {
		t.Errorf("%+v, %v", closed, err)
	}
}
