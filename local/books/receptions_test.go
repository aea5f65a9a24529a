package books

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// when is a moment in Việt Nam.
func when(t *testing.T, typed string) time.Time {
	t.Helper()
	stored, err := office.ParseMoment(typed)
	if err != nil || stored == "" {
		t.Fatalf("%q: %v", typed, err)
	}
	return office.MomentOf(stored)
}

// online is a reception that is to go over a line at a time, of which nothing was done yet.
func online(t *testing.T, at string, change func(*office.Reception)) office.Reception {
	t.Helper()
	stored := func(typed string) string { return when(t, typed).UTC().Format(time.RFC3339) }
	r := office.Reception{At: stored(at), By: "Nguyễn Văn Mẫu", Way: office.ReceptionOnline, Sort: "proposal", Name: "Lê Thị Thí Dụ", Matter: "Mương ở thôn Hai", State: office.ReceptionOpen}
	if change != nil {
		change(&r)
	}
	for _, moment := range []*string{&r.Told, &r.Tested, &r.Joined} {
		if *moment != "" {
			*moment = stored(*moment)
		}
	}
	return r
}

// TestWhatAnOnlineReceptionOwesIsOwedByTheCalendar: holidays, days worked instead, the turn of a year.
func TestWhatAnOnlineReceptionOwesIsOwedByTheCalendar(t *testing.T) {
	for at, want := range map[string][2]string{
		"09:00 27/11/2026": {"19/11/2026", "26/11/2026"}, // a Friday; 24/11 is off
		"09:00 30/11/2026": {"20/11/2026", "27/11/2026"}, // a Monday
		"09:00 29/11/2026": {"20/11/2026", "27/11/2026"}, // a Sunday
		"14:00 11/12/2026": {"04/12/2026", "10/12/2026"}, // no day off between
		"09:00 24/08/2026": {"18/08/2026", "22/08/2026"}, // the Saturday before is worked
		"09:00 25/08/2026": {"19/08/2026", "24/08/2026"},
		"09:00 03/09/2026": {"24/08/2026", "28/08/2026"}, // 31/8, 1/9 and 2/9 are off
		"09:00 23/02/2026": {"09/02/2026", "13/02/2026"}, // after Tết
		"09:00 12/01/2026": {"06/01/2026", "10/01/2026"}, // the Saturday before is worked
		"09:00 05/01/2026": {"25/12/2025", "31/12/2025"},
		"09:00 04/01/2027": {"25/12/2026", "31/12/2026"},
		"00:30 30/11/2026": {"20/11/2026", "27/11/2026"}, // by the day in Việt Nam
	} {
		r := online(t, at, nil)
		all := receptionDuties(r)
		if len(all) != 3 {
			t.Fatalf("%s owes %+v", at, all)
		}
		for i, day := range want {
			if by := office.MomentSaid(all[i].By); by != "23:59 "+day {
				t.Errorf("%s: %s is owed by %s, not %s", at, all[i].Said, by, day)
			}
		}
		if by := all[2].By; !by.Equal(when(t, at).Add(-time.Hour)) {
			t.Errorf("%s: joined by %s", at, office.MomentSaid(by))
		}
	}
}

// TestWhatIsOwedIsToldBeforeTheDay: in time, on the last day, too late, and nothing of what was done.
func TestWhatIsOwedIsToldBeforeTheDay(t *testing.T) {
	const at = "09:00 30/11/2026" // told by 20/11, tried by 27/11, joined by 8:00
	done := func(r *office.Reception) {
		r.Told, r.Tested, r.Trial = "08:00 18/11/2026", "15:00 27/11/2026", "worked"
	}
	for name, c := range map[string]struct {
		now    string
		change func(*office.Reception)
		said   []string // the beginning and the end of each sentence, parted by "…"
	}{
		"early":                {"08:00 18/11/2026", nil, []string{"Báo cho công dân, cơ quan tham gia: còn 2 ngày làm việc mà chưa làm, hạn hết ngày 20/11/2026 (Điều 23.1)."}},
		"a week off between":   {"08:00 19/11/2026", nil, []string{"Báo cho công dân, cơ quan tham gia: còn 1 ngày làm việc"}},
		"the last day":         {"16:00 20/11/2026", nil, []string{"Báo cho công dân, cơ quan tham gia: chưa làm, hạn là hôm nay", "Kết nối thử thành công với các điểm cầu: còn 4 ngày làm việc"}},
		"a day too late":       {"00:00 21/11/2026", nil, []string{"Báo cho công dân, cơ quan tham gia: chưa làm, đã quá hạn hết ngày 20/11/2026", "Kết nối thử"}},
		"told too late":        {"08:00 23/11/2026", func(r *office.Reception) { r.Told = "08:00 21/11/2026" }, []string{"Báo cho công dân, cơ quan tham gia lúc 08:00 21/11/2026, chậm hơn hạn hết ngày 20/11/2026", "Kết nối thử"}},
		"told in time":         {"08:00 18/11/2026", func(r *office.Reception) { r.Told = "23:59 20/11/2026" }, nil},
		"tried in vain":        {"08:00 27/11/2026", func(r *office.Reception) { done(r); r.Trial = "failed" }, []string{"Kết nối thử thành công với các điểm cầu: chưa làm, hạn là hôm nay", "Kết nối thử chưa thành công"}},
		"tried on the Sunday":  {"08:00 29/11/2026", func(r *office.Reception) { done(r); r.Tested = "08:00 29/11/2026" }, []string{"Kết nối thử thành công với các điểm cầu lúc 08:00 29/11/2026, chậm hơn hạn hết ngày 27/11/2026"}},
		"all in time":          {"10:00 28/11/2026", done, nil},
		"the day itself":       {"07:59 30/11/2026", done, []string{"Kết nối xong các điểm cầu: chưa làm, hạn là hôm nay, 08:00 30/11/2026"}},
		"less than an hour":    {"08:01 30/11/2026", done, []string{"Kết nối xong các điểm cầu: chưa làm, đã quá hạn 08:00 30/11/2026"}},
		"joined":               {"08:01 30/11/2026", func(r *office.Reception) { done(r); r.Joined = "08:00 30/11/2026" }, nil},
		"not over a line":      {"08:00 23/11/2026", func(r *office.Reception) { r.Way = office.ReceptionHere }, nil},
		"it does not happen":   {"08:00 23/11/2026", func(r *office.Reception) { r.State = office.ReceptionOff }, nil},
		"beyond the calendar":  {"08:00 23/11/2026", func(r *office.Reception) { r.At = "2150-01-05T02:00:00Z" }, []string{"Báo cho công dân, cơ quan tham gia: chưa làm (Điều 23.1)."}},
		"before the calendar":  {"08:00 23/11/1998", func(r *office.Reception) { r.At = "1999-01-05T02:00:00Z" }, []string{"Báo cho công dân, cơ quan tham gia: chưa làm (Điều 23.1).", "Kết nối thử"}},
		"what is left unnoted": {"09:00 30/11/2026", done, []string{"Chưa ghi kết nối xong", "Tiếp trực tuyến mà chưa ghi là đã ghi âm", "Chưa ghi địa chỉ", "Chưa ghi số giấy tờ", "Chưa chọn hướng xử lý", "Chưa ghi ngày cập nhật"}},
	} {
		said := receptionLacks(online(t, at, c.change), when(t, c.now))
		if len(said) != len(c.said) {
			t.Errorf("%s: %d are told, not %d: %q", name, len(said), len(c.said), said)
			continue
		}
		for i, begins := range c.said {
			if !strings.HasPrefix(said[i], begins) {
				t.Errorf("%s: %q does not begin with %q", name, said[i], begins)
			}
		}
	}
}

// TestWhatAVisitLacksIsTold after it took place, each for itself.
func TestWhatAVisitLacksIsTold(t *testing.T) {
	whole := func(r *office.Reception) {
		r.Way, r.Address, r.Number, r.Handling, r.Updated = office.ReceptionHere, "thôn Hai", "001090000001", office.ReceptionAnswered, "2026-11-30"
	}
	for name, c := range map[string]struct {
		change func(*office.Reception)
		said   string
	}{
		"nothing":         {func(*office.Reception) {}, ""},
		"an address":      {func(r *office.Reception) { r.Address = "" }, "địa chỉ công dân (Điều 12.1)"},
		"a number":        {func(r *office.Reception) { r.Number = "" }, "số giấy tờ tùy thân (Điều 12.1)"},
		"an authority":    {func(r *office.Reception) { r.Agent = "Phạm Văn Thử" }, "ủy quyền (Điều 13)"},
		"a handling":      {func(r *office.Reception) { r.Handling = "" }, "hướng xử lý (Điều 15.2)"},
		"where it went":   {func(r *office.Reception) { r.Handling = office.ReceptionPassed }, "đến cơ quan nào"},
		"the update":      {func(r *office.Reception) { r.Updated = "" }, "Điều 27.1"},
		"where it lies":   {func(r *office.Reception) { lineDone(r); r.Stored = "" }, "lưu ở đâu (Điều 24.1)"},
		"the recording":   {func(r *office.Reception) { lineDone(r); r.Recorded = "told" }, "ghi âm, ghi hình (Điều 24.1)"},
		"nothing, online": {lineDone, ""},
		"nothing, at end": {func(r *office.Reception) { *r = office.Reception{At: r.At, State: office.ReceptionSettled} }, ""},
	} {
		r := online(t, "09:00 30/11/2026", func(r *office.Reception) { whole(r); c.change(r) })
		said := receptionLacks(r, when(t, "10:00 30/11/2026"))
		if (c.said == "") != (len(said) == 0) || c.said != "" && (len(said) != 1 || !strings.Contains(said[0], c.said)) {
			t.Errorf("%s is missing, and told is %q", name, said)
		}
	}
}

// lineDone is an online reception of which all was done.
func lineDone(r *office.Reception) {
	r.Way, r.Told, r.Tested, r.Trial, r.Joined, r.Recorded, r.Stored = office.ReceptionOnline, "08:00 18/11/2026", "08:00 27/11/2026", "worked", "07:30 30/11/2026", "recorded\ntold", "Máy chủ của tỉnh"
}

// TestARefusalIsWrittenInThreeWorkingDays where the decree asks for a letter, and only there.
func TestARefusalIsWrittenInThreeWorkingDays(t *testing.T) {
	for name, c := range map[string]struct {
		ground, grounds, notice, now string
		said                         string // empty: nothing
	}{
		"no ground":             {"", "", "", "08:00 23/11/2026", "chưa chọn căn cứ (Điều 4)"},
		"explained":             {"told", "", "", "08:00 23/12/2026", ""},
		"from the day":          {"final", "", "", "08:00 23/11/2026", "còn 2 ngày làm việc mà chưa làm, hạn hết ngày 26/11/2026 (Điều 4.3)"}, // of a Saturday; 24/11 is off
		"from another day":      {"repeated", "2026-11-25", "", "08:00 30/11/2026", "hạn là hôm nay, hết ngày 30/11/2026"},
		"too late":              {"repeated", "2026-11-25", "", "00:00 01/12/2026", "đã quá hạn hết ngày 30/11/2026"},
		"written":               {"final", "", "2026-11-26", "08:00 01/12/2026", ""},
		"written, but too late": {"final", "", "2026-11-27", "08:00 01/12/2026", ""},
	} {
		r := online(t, "09:00 21/11/2026", func(r *office.Reception) {
			r.State, r.Refusal, r.Ground, r.Grounds, r.Notice = office.ReceptionRefused, "Vụ việc đã được trả lời", c.ground, c.grounds, c.notice
		})
		said := strings.Join(receptionLacks(r, when(t, c.now)), " ")
		if (c.said == "") != (said == "") || !strings.Contains(said, c.said) {
			t.Errorf("%s: %q, not %q", name, said, c.said)
		}
		if late := name == "written, but too late"; c.notice != "" && receptionDuties(r)[0].Late(when(t, c.now)) != late {
			t.Errorf("%s: late is not %v", name, late)
		}
	}
}

// TestWhatAReceptionIsRefusedFor is no answer, or an end of which nobody says what it was.
func TestWhatAReceptionIsRefusedFor(t *testing.T) {
	s := shelf(t)
	sheet := entered(t, s, Receptions, nil)
	for _, people := range []string{"0", "-1", "hai", "1000000", "1.5"} {
		sheet.Answers["people"] = people
		if _, err := Receptions.Keep(t.Context(), s, by(StepEdit), sheet); !errors.Is(err, BadTogether) {
			t.Errorf("%s people: %v", people, err)
		}
	}
	sheet.Answers["people"], sheet.Answers["told"] = "12", "2026-11-30T09:00:00Z" // long after it: it is told, and never refused
	sheet, err := Receptions.Keep(t.Context(), s, by(StepEdit), sheet)
	if err != nil {
		t.Fatal(err)
	}
	for step, want := range map[string]error{StepSettleReception: ReceptionUnsettled, StepRefuseReception: ReceptionNoReason} {
		if _, err := Receptions.Move(t.Context(), s, by(step), sheet.ID); !errors.Is(err, want) {
			t.Errorf("%s: %v", step, err)
		}
	}
}

// TestNobodyWhoCameIsFoundOrNamedInAList: not by the name, the address, the number or what they said,
// and no line, warning or report of the register has any of it (Điều 12.2).
func TestNobodyWhoCameIsFoundOrNamedInAList(t *testing.T) {
	s := shelf(t)
	secret := map[string]string{"name": "Thídụhai", "address": "Haimươi", "number": "001090000001", "agent": "Vănthử", "authority": "Giấyủyquyền", "matter": "Mươngnước", "statement": "Tườngrào", "papers": "Ảnhchụp", "result": "Đãsửa", "refusal": "Đãtrảlời", "note": "Gọilại"}
	answers := map[string]string{"by": "Nguyễn Văn Mẫu", "to": "Sở Thídụ"}
	for key, said := range secret {
		answers[key] = said
	}
	sheet := entered(t, s, Receptions, answers)
	for key, said := range secret {
		if found, _, err := Receptions.List(t.Context(), s, said, 10); err != nil || len(found) > 0 {
			t.Errorf("%s %q finds %d: %v", key, said, len(found), err)
		}
	}
	for _, word := range []string{"Nguyễn Văn Mẫu", "Sở Thídụ", "Khiếu nại", "02/11/2026"} {
		if found, _, err := Receptions.List(t.Context(), s, word, 10); err != nil || len(found) != 1 {
			t.Errorf("%q finds %d: %v", word, len(found), err)
		}
	}
	lacking, _, err := Receptions.Lacking(t.Context(), s, 10)
	if err != nil || len(lacking) != 1 || lacking[0].ID != sheet.ID {
		t.Fatalf("%+v, %v", lacking, err)
	}
	shown := strings.Join(append(lacking[0].Warns, lacking[0].Title, lacking[0].Below), "\n") + strings.Join(tallyReceptions([]office.Reception{{Name: secret["name"], Sort: "complaint", State: office.ReceptionOpen}}, when(t, "09:00 30/11/2026")), "\n")
	for key, said := range secret {
		if strings.Contains(shown, said) {
			t.Errorf("%s is shown: %s", key, shown)
		}
	}
}

// TestOfWhatIsSettledNothingIsLacking: what is at its end takes no room of what is looked at.
func TestOfWhatIsSettledNothingIsLacking(t *testing.T) {
	s := shelf(t)
	sheet := entered(t, s, Receptions, map[string]string{"at": "2026-11-01T02:00:00Z", "result": "Đã sửa", "updated": "2026-11-30"})
	if _, err := Receptions.Move(t.Context(), s, by(StepSettleReception), sheet.ID); err != nil {
		t.Fatal(err)
	}
	later := entered(t, s, Receptions, map[string]string{"at": "2026-11-02T02:00:00Z"})
	if lacking, more, err := Receptions.Lacking(t.Context(), s, 1); err != nil || more || len(lacking) != 1 || lacking[0].ID != later.ID {
		t.Errorf("%+v, %v, %v", lacking, more, err)
	}
}
