package routing

import (
	"time"

	"tram/local/office"
	"tram/local/workday"
)

// Duty is something that is to be done by a moment.
type Duty struct {
	Said string // Vietnamese
	Why  string // the article, or whose word; Vietnamese
	By   workday.Deadline
	Who  office.RoutePerson // nobody: the desk of văn thư
}

// Duties are what a document owes where it stands on one road: what the law asks of its stage,
// the day that was set for the whole work, and each opinion's own day. It fails with
// workday.OutOfRange.
func Duties(c *workday.Calendar, road Road, h office.RouteStands, open []office.RouteQuestion) (all []Duty, err error) {
	add := func(d Duty, failed error) {
		if failed != nil && err == nil {
			err = failed
		}
		all = append(all, d)
	}
	switch {
	case road == Incoming && h.Stage == office.StageReceived:
		by, failed := c.NextWorkingDay(h.Since)
		add(Duty{Said: "chuyển xử lý", Why: "Nghị định 30/2020, Điều 23", By: by}, failed)
	case h.Stage == office.StageSigned && h.Electronic:
		by, failed := c.NextMorning(h.Since)
		add(Duty{Said: "phát hành", Why: "Quyết định 28/2018/QĐ-TTg", By: by}, failed)
	case h.Stage == office.StageSigned:
		by, failed := c.WorkingDays(h.Since, 1)
		add(Duty{Said: "phát hành", Why: "Nghị định 30/2020, Điều 18", By: by}, failed)
	}
	if h.Due != "" && h.Stage != office.StageIssued && h.Stage != office.StageFiled {
		by, failed := DueOn(c, h.Due)
		add(Duty{Said: "xử lý xong", Why: "hạn đã giao", By: by, Who: h.Holder}, failed)
	}
	for _, q := range open {
		if q.Due != "" {
			by, failed := DueOn(c, q.Due)
			add(Duty{Said: "cho ý kiến", Why: "hạn đã ghi khi xin ý kiến", By: by, Who: q.To}, failed)
		}
	}
	return all, err
}

// DueOn is the end of a day that a person set; of one that is off, of the next working day (Bộ
// luật Dân sự 2015, Điều 148.5). It fails with BadDue and workday.OutOfRange.
func DueOn(c *workday.Calendar, day string) (workday.Deadline, error) {
	at, err := time.ParseInLocation(time.DateOnly, day, office.VietNam)
	if err != nil {
		return workday.Deadline{}, BadDue.About(day)
	}
	return c.CalendarDays(at, 0)
}
