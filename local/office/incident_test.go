package office

import (
	"slices"
	"testing"
	"time"
)

func at(t *testing.T, typed string) time.Time {
	t.Helper()
	stored, err := ParseMoment(typed)
	if err != nil {
		t.Fatal(err)
	}
	return MomentOf(stored)
}

// TestEachTimeLimitCountsFromDetection tells of each duty by when it is to be done, and by
// what rule.
func TestEachTimeLimitCountsFromDetection(t *testing.T) {
	i := Incident{Detected: "2026-11-28T16:30:00Z", Ended: "2026-12-01T03:00:00Z"} // 23:30 of the 28th here
	for name, c := range map[string]struct {
		r      Response
		beyond string
		want   []string
	}{
		"as the law has it":     {Response{}, "", []string{"23:59 03/12/2026", ""}},
		"beyond own means":      {Response{}, IncidentBeyond, []string{"23:59 03/12/2026", "at once", "", "23:59 06/12/2026"}},
		"the stricter rule":     {Response{Strict: AnswerYes}, "", []string{"23:30 29/11/2026", ""}},
		"the office's periods":  {Response{Notice: "3", FinalIn: "10"}, IncidentBeyond, []string{"23:59 01/12/2026", "at once", "", "23:59 11/12/2026"}},
		"periods that are none": {Response{Notice: "0", FinalIn: "nhiều"}, IncidentBeyond, []string{"23:59 03/12/2026", "at once", "", "23:59 06/12/2026"}},
	} {
		i.Beyond = c.beyond
		var got []string
		for _, d := range i.Duties(c.r) {
			said := ""
			switch {
			case d.AtOnce && d.By.IsZero():
				said = "at once"
			case !d.By.IsZero():
				said = MomentSaid(d.By)
			}
			if got = append(got, said); d.Basis == "" || !d.Owed() {
				t.Errorf("%s: %+v", name, d)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: by %q, not %q", name, got, c.want)
		}
	}
}

// TestADutyThatIsDoneTellsWhenAndWhetherItWasLate looks at one from each side of its time.
func TestADutyThatIsDoneTellsWhenAndWhetherItWasLate(t *testing.T) {
	by := at(t, "10:00 28/11/2026")
	for done, want := range map[string]string{
		"09:59 28/11/2026": "Báo: đã làm lúc 09:59 28/11/2026.",
		"10:00 28/11/2026": "Báo: đã làm lúc 10:00 28/11/2026.",
		"10:01 28/11/2026": "Báo: đã làm lúc 10:01 28/11/2026, quá hạn 10:00 28/11/2026.",
	} {
		if d := (Duty{Said: "Báo", By: by, Done: at(t, done)}); d.Stands(by.Add(48*time.Hour)) != want {
			t.Errorf("%q", d.Stands(by))
		}
	}
	owed := Duty{Said: "Báo", By: by}
	if owed.Late(by) || !owed.Late(by.Add(time.Second)) || (Duty{Said: "Báo"}).Late(by.AddDate(9, 0, 0)) {
		t.Error("late is not told from due")
	}
	now := Duty{Said: "Báo", AtOnce: true}
	if now.Late(by) || !now.Presses(by) || now.Stands(by) != "Báo: chưa làm, phải làm ngay." || owed.Presses(by) || !owed.Presses(by.Add(time.Second)) {
		t.Error("what is to be done at once does not press, or is told as late")
	}
	if now.Done = by; now.Presses(by) || now.Stands(by) != "Báo: đã làm lúc 10:00 28/11/2026." {
		t.Errorf("what was to be done at once and is done: %s", now.Stands(by))
	}
}

// TestWorkingDaysHeedWhatTheOfficeHasOffAndWorksBesides announces an outage over a weekend, a
// day off in the week and a Saturday that is worked.
func TestWorkingDaysHeedWhatTheOfficeHasOffAndWorksBesides(t *testing.T) {
	r := Response{DaysOff: "24/11/2026 Ngày Văn hóa Việt Nam\n\n2026-11-25 nghỉ", DaysOn: "21/11/2026 làm bù"}
	for _, c := range []struct {
		r    Response
		day  string
		n    int
		want string
	}{
		{Response{}, "2026-11-30", 7, "2026-11-18"}, // 27 26 25 24 23 20 19 lie between
		{r, "2026-11-30", 7, "2026-11-17"},          // 27 26 23 21 20 19 18
		{Response{}, "2026-11-30", 0, "2026-11-29"},
		{Response{}, "hôm nay", 7, ""},
		{Response{}, "2026-11-30", 400, ""},
	} {
		if got := c.r.WorkingDaysBefore(c.day, c.n); got != c.want {
			t.Errorf("%d before %s: %s, not %s", c.n, c.day, got, c.want)
		}
	}
	if BadDays(r.DaysOff) != "" || BadDays("Tết") != "Tết" {
		t.Error("a line that is no day is not told from one that is")
	}
	o := Outage{From: "2026-11-30T01:00:00Z"}
	if d := o.Duties(r)[0]; MomentSaid(d.By) != "23:59 17/11/2026" {
		t.Errorf("announced by %s", MomentSaid(d.By))
	}
	o.Forced = "Bão số 12"
	if d := o.Duties(r)[0]; !d.By.IsZero() {
		t.Errorf("what could not be announced has a time: %s", MomentSaid(d.By))
	}
}

// TestAMomentIsReadAsClerksWriteIt in each way that is common.
func TestAMomentIsReadAsClerksWriteIt(t *testing.T) {
	for _, typed := range []string{"08:30 29/11/2026", "8:30 29/11/2026", "8h30 29/11/2026", "08h30 29/11/2026", " 29/11/2026  8:30 ", "2026-11-29T01:30:00Z"} {
		if stored, err := ParseMoment(typed); err != nil || stored != "2026-11-29T01:30:00Z" {
			t.Errorf("%q is %q, %v", typed, stored, err)
		}
	}
	if stored, err := ParseMoment("8h 29/11/2026"); err != nil || stored != "2026-11-29T01:00:00Z" {
		t.Errorf("an hour alone is %q, %v", stored, err)
	}
	for _, typed := range []string{"25h 29/11/2026", "8h60 29/11/2026", "8h30", "29/11/2026"} {
		if stored, err := ParseMoment(typed); err == nil {
			t.Errorf("%q is %q", typed, stored)
		}
	}
}
