package books

import (
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/workday"
)

// What an online reception and a refusal owe, and by when (Nghị định 154/2026, Điều 4.3 and 23.1). A
// period of working days before a day ends with the last of them that is so far away: who tells on a
// Monday tells five working days before the next one.

const (
	basisPreparing = "Nghị định 154/2026/NĐ-CP, Điều 23 khoản 1"
	basisRefusing  = "Nghị định 154/2026/NĐ-CP, Điều 4 khoản 3"

	saidTold   = "Báo cho công dân, cơ quan tham gia"
	saidTested = "Kết nối thử thành công với các điểm cầu"
	saidJoined = "Kết nối xong các điểm cầu"
	saidNotice = "Ra thông báo từ chối tiếp công dân (Mẫu số 01/TCD)"
)

// receptionDuties are what one owes in time, in the order in which they come; nothing where it did not
// take place. Of days that the calendar does not know no time is told.
func receptionDuties(r reception) (all []office.Duty) {
	c, err := OfficeDays()
	if err != nil {
		return nil
	}
	if from := r.OwesNotice(); !from.IsZero() {
		d := office.Duty{Said: saidNotice, Basis: basisRefusing}
		d.By = lastMoment(c.WorkingDays(from, office.RefusalNoticeDays))
		if r.Notice != "" {
			d.Done = dayOf(r.Notice)
		}
		return []office.Duty{d}
	}
	at := office.MomentOf(r.At)
	if !r.Online() || r.State != office.ReceptionOpen && r.State != office.ReceptionSettled {
		return nil
	}
	return []office.Duty{
		{Said: saidTold, Basis: basisPreparing, By: lastMoment(c.WorkingDaysBefore(at, office.ReceptionNoticeDays)), Done: office.MomentOf(r.Told)},
		{Said: saidTested, Basis: basisPreparing, By: lastMoment(c.WorkingDaysBefore(at, office.ReceptionTrialDays)), Done: r.Connected()},
		{Said: saidJoined, Basis: basisPreparing, By: at.Add(-office.ReceptionJoining), Done: office.MomentOf(r.Joined)},
	}
}

// lastMoment is the last second of a term of days; zero: the calendar does not reach so far.
func lastMoment(d workday.Deadline, err error) (at time.Time) {
	if err != nil {
		return at
	}
	return d.By.Add(-time.Second)
}

// receptionLacks tells what is to be done or to be written down at a moment: before an online reception
// what it owes, after any what the register lacks. Nobody who came is named.
func receptionLacks(r reception, now time.Time) (said []string) {
	at := office.MomentOf(r.At)
	switch {
	case r.State == office.ReceptionRefused:
		said = refusalLacks(r, now)
	case r.State != office.ReceptionOpen:
	case now.Before(at):
		said = onlineOwes(r, now)
	default:
		said = append(onlineLacks(r), visitLacks(r)...)
	}
	return said
}

// onlineOwes tells of an online reception that is to come what it owes. What was done late is told too:
// the day can still be put off. The connection is tried, and the points are joined, when the day is near.
func onlineOwes(r reception, now time.Time) (said []string) {
	c, err := OfficeDays()
	if err != nil {
		return nil
	}
	at := office.MomentOf(r.At)
	for _, d := range receptionDuties(r) {
		near := d.Said == saidTold || c.DaysWorked(now, at) <= office.ReceptionNoticeDays
		if d.Said == saidJoined {
			near = office.DayOf(now) == office.DayOf(at)
		}
		if near && (d.Owed() || d.Late(now)) {
			said = append(said, owedSaid(c, d, now)+" (Điều 23.1).")
		}
	}
	if r.Tested != "" && r.Connected().IsZero() {
		said = append(said, "Kết nối thử chưa thành công: hãy thử lại trước ngày tiếp (Điều 23.1).")
	}
	return said
}

// owedSaid tells by when something is done, and how many working days are left for it.
func owedSaid(c *workday.Calendar, d office.Duty, now time.Time) string {
	by := "hết ngày " + office.DaySaid(office.DayOf(d.By))
	if d.Said == saidJoined {
		by = office.MomentSaid(d.By)
	}
	switch {
	case d.By.IsZero():
		return d.Said + ": chưa làm"
	case !d.Owed():
		return fmt.Sprintf("%s lúc %s, chậm hơn hạn %s", d.Said, office.MomentSaid(d.Done), by)
	case d.Late(now):
		return fmt.Sprintf("%s: chưa làm, đã quá hạn %s", d.Said, by)
	case office.DayOf(now) == office.DayOf(d.By):
		return fmt.Sprintf("%s: chưa làm, hạn là hôm nay, %s", d.Said, by)
	}
	return fmt.Sprintf("%s: còn %d ngày làm việc mà chưa làm, hạn %s", d.Said, c.DaysWorked(now, d.By), by)
}

// onlineLacks tells what was not written down of an online reception that has begun.
func onlineLacks(r reception) (said []string) {
	if !r.Online() {
		return nil
	}
	want := wanting(&said)
	want(r.Told == "", "Chưa ghi đã báo cho công dân, cơ quan tham gia lúc nào (Điều 23.1).")
	want(r.Connected().IsZero(), "Chưa ghi lần kết nối thử thành công (Điều 23.1).")
	want(r.Joined == "", "Chưa ghi kết nối xong các điểm cầu lúc nào (Điều 23.1).")
	want(!recordedIt(r), "Tiếp trực tuyến mà chưa ghi là đã ghi âm, ghi hình (Điều 24.1).")
	want(recordedIt(r) && r.Stored == "", "Chưa ghi dữ liệu ghi âm, ghi hình lưu ở đâu (Điều 24.1).")
	return said
}

// visitLacks tells what the register lacks of a reception that took place.
func visitLacks(r reception) (said []string) {
	want := wanting(&said)
	want(r.Address == "", "Chưa ghi địa chỉ công dân (Điều 12.1).")
	want(r.Number == "", "Chưa ghi số giấy tờ tùy thân (Điều 12.1).")
	want(r.Agent != "" && r.Authority == "", "Có người đại diện mà chưa ghi giấy tờ đại diện, ủy quyền (Điều 13).")
	want(r.Handling == "", "Chưa chọn hướng xử lý (Điều 15.2).")
	want((r.Handling == office.ReceptionGuided || r.Handling == office.ReceptionPassed) && r.To == "", "Chưa ghi hướng dẫn, chuyển đến cơ quan nào (Mẫu số 03/TCD).")
	want(r.Updated == "", "Chưa ghi ngày cập nhật vào cơ sở dữ liệu quốc gia (Điều 27.1).")
	return said
}

func refusalLacks(r reception, now time.Time) (said []string) {
	if r.Ground == "" {
		return []string{"Từ chối tiếp mà chưa chọn căn cứ (Điều 4)."}
	}
	c, err := OfficeDays()
	if err != nil {
		return nil
	}
	for _, d := range receptionDuties(r) {
		if d.Owed() {
			said = append(said, owedSaid(c, d, now)+" (Điều 4.3).")
		}
	}
	return said
}

// wanting adds a sentence where something is missing.
func wanting(said *[]string) func(bool, string) {
	return func(missing bool, words string) {
		if missing {
			*said = append(*said, words)
		}
	}
}
