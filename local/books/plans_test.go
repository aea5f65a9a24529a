package books

import (
	"errors"
	"maps"
	"testing"
)

// TestAPlanThatIsOpenedAgainNeedsAnotherDecision changes the words of an approved plan: the old
// decision is not theirs.
func TestAPlanThatIsOpenedAgainNeedsAnotherDecision(t *testing.T) {
	s := shelf(t)
	answers := maps.Clone(Plans.About().First)
	maps.Copy(answers, map[string]string{"systems": "Máy ở bộ phận một cửa", "approver": "Lê Thị Mẫu", "number": "45/QĐ-UBND", "approved": "2026-11-02", "review": "2027-11-02"})
	sheet := entered(t, s, Plans, answers)
	for _, step := range []string{StepApprove, stepRevise} {
		var err error
		if sheet, err = Plans.Move(t.Context(), s, by(step), sheet.ID); err != nil {
			t.Fatal(step, err)
		}
	}
	if a := sheet.Answers; a["number"] != "" || a["approved"] != "" || a["approver"] != "Lê Thị Mẫu" || a["review"] != "2027-11-02" || a["systems"] != "Máy ở bộ phận một cửa" {
		t.Errorf("opened again it has %v", a)
	}
	if _, err := Plans.Move(t.Context(), s, by(StepApprove), sheet.ID); !errors.Is(err, PlanUnapproved) {
		t.Errorf("approved by no decision: %v", err)
	}
}
