package routing

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/office"
	"tram/local/workday"
)

// The right values were reasoned by hand from the calendar of each year (local/workday). “in
// time” says that nothing is late yet.
const overdueCases = `
received | 2026-11-23 15:00 | 2026-11-25 23:59 | in time | Mon 23/11, Tue 24/11 is off: until Wed 25/11 ends
received | 2026-11-23 15:00 | 2026-11-26 00:00 | in time | the last moment itself
received | 2026-11-23 15:00 | 2026-11-26 08:00 | quá hạn 1 ngày làm việc | Thursday
received | 2026-11-23 15:00 | 2026-11-30 08:00 | quá hạn 3 ngày làm việc | Thu 26, Fri 27, Mon 30
received | 2026-08-28 17:30 | 2026-09-04 16:00 | in time | after hours before Quốc khánh: counts from Thu 3/9, until Fri 4/9
received | 2026-08-28 17:30 | 2026-09-05 09:00 | vừa quá hạn | Saturday: no working time has passed
received | 2026-08-28 17:30 | 2026-09-07 10:00 | quá hạn 1 ngày làm việc | Monday
received | 2026-08-21 09:00 | 2026-08-22 16:00 | in time | Friday before the Saturday that is worked for 31/8
received | 2026-08-21 09:00 | 2026-08-23 10:00 | vừa quá hạn | Sunday
received | 2026-08-21 09:00 | 2026-08-24 08:00 | quá hạn 1 ngày làm việc | Monday
received | 2026-08-22 17:00 | 2026-08-25 12:00 | in time | the worked Saturday is over: from Mon 24/8, until Tue 25/8
received | 2026-12-31 09:00 | 2027-01-04 20:00 | in time | year's end: Fri 1/1 off, weekend, Mon 4/1
received | 2026-12-31 09:00 | 2027-01-05 08:00 | quá hạn 1 ngày làm việc | Tuesday
received | 2026-12-31 17:00 | 2027-01-05 12:00 | in time | after hours of the last day
received | 2026-02-13 16:00 | 2026-02-20 10:00 | in time | Tết: until Mon 23/2
received | 2026-02-13 16:00 | 2026-02-25 09:00 | quá hạn 2 ngày làm việc | Tue 24, Wed 25
esigned | 2026-08-19 15:00 | 2026-08-20 11:30 | in time | signed by key: until the next morning ends
esigned | 2026-08-19 15:00 | 2026-08-20 11:31 | vừa quá hạn | noon is no working time
esigned | 2026-08-19 15:00 | 2026-08-20 15:00 | quá hạn 1 giờ làm việc | 13:30 to 15:00
esigned | 2026-08-19 15:00 | 2026-08-21 09:00 | quá hạn 1 ngày làm việc | the day after
esigned | 2026-08-21 15:00 | 2026-08-22 14:45 | quá hạn 1 giờ làm việc | the worked Saturday has an afternoon
esigned | 2026-08-28 15:00 | 2026-09-02 12:00 | in time | over Quốc khánh
esigned | 2026-08-28 15:00 | 2026-09-03 16:00 | quá hạn 2 giờ làm việc | 13:30 to 16:00
signed | 2026-08-19 18:00 | 2026-08-20 23:59 | in time | signed on paper on Wednesday: until Thursday ends
signed | 2026-08-19 18:00 | 2026-08-21 08:00 | quá hạn 1 ngày làm việc | Friday
signed | 2026-12-31 16:00 | 2027-01-04 17:30 | in time | over the year's end
signed | 2026-12-31 16:00 | 2027-01-06 07:00 | quá hạn 2 ngày làm việc | Tue 5/1, Wed 6/1
due 2026-11-24 | 2026-11-20 09:00 | 2026-11-25 20:00 | in time | a day off: the next working day
due 2026-11-24 | 2026-11-20 09:00 | 2026-11-26 08:00 | quá hạn 1 ngày làm việc | Thursday
due 2026-08-31 | 2026-08-20 09:00 | 2026-09-03 17:30 | in time | swapped for Saturday 22/8
due 2026-08-31 | 2026-08-20 09:00 | 2026-09-04 08:00 | quá hạn 1 ngày làm việc | Friday
due 2026-08-22 | 2026-08-20 09:00 | 2026-08-22 23:59 | in time | the worked Saturday is a day as any
due 2026-08-22 | 2026-08-20 09:00 | 2026-08-23 08:00 | vừa quá hạn | and Sunday is none
due 2027-01-01 | 2026-12-20 09:00 | 2027-01-04 16:00 | in time | the first of January is off
due 2027-02-06 | 2027-01-20 09:00 | 2027-02-11 16:00 | in time | Tết 2027: until Thu 11/2
due 2027-02-06 | 2027-01-20 09:00 | 2027-02-12 07:31 | quá hạn 1 ngày làm việc | Friday
`

func TestTheTableOfOverdueWork(t *testing.T) {
	l, err := workday.Read(bytes.NewReader(assets.Workdays))
	if err != nil {
		t.Fatal(err)
	}
	c, err := workday.New(l)
	if err != nil {
		t.Fatal(err)
	}
	moment := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, office.VietNam)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for line := range strings.Lines(strings.TrimSpace(overdueCases)) {
		part := strings.Split(strings.TrimSpace(line), " | ")
		h := office.RouteStands{Stage: office.StageReceived, Since: moment(part[1])}
		way := Incoming
		switch what, day, _ := strings.Cut(part[0], " "); what {
		case "esigned", "signed":
			h.Stage, h.Electronic, way = office.StageSigned, what == "esigned", Made
		case "due":
			h.Stage, h.Due = office.StageInWork, day
		}
		owed, err := Duties(c, way, h, nil)
		if err != nil || len(owed) != 1 {
			t.Fatalf("%s: %+v %v", line, owed, err)
		}
		got := Weigh(c, owed[0], moment(part[2])).Late
		if got == "" {
			got = "in time"
		}
		if got != part[3] {
			t.Errorf("%s since %s, at %s: %q, want %q (%s)", part[0], part[1], part[2], got, part[3], part[4])
		}
	}
	question := office.RouteQuestion{To: people[2].RoutePerson, Due: "2026-11-24"}
	for _, stage := range []office.RouteStage{office.StageFiled, office.StageIssued} {
		if owed, err := Duties(c, Made, office.RouteStands{Stage: stage, Due: "2026-11-20"}, nil); err != nil || len(owed) != 0 {
			t.Errorf("what is %s owes %+v %v", stage, owed, err)
		}
	}
	owed, err := Duties(c, Incoming, office.RouteStands{Stage: office.StageInWork, Due: "2026-11-30", Holder: people[3].RoutePerson}, []office.RouteQuestion{question})
	if err != nil || len(owed) != 2 || owed[0].Who != people[3].RoutePerson || owed[1].Who != people[2].RoutePerson || owed[1].By.Said() != "hết ngày 25/11/2026" {
		t.Errorf("%+v %v", owed, err)
	}
	if _, err := Duties(c, Incoming, office.RouteStands{Stage: office.StageInWork, Due: "2300-01-01"}, nil); err == nil {
		t.Error("a day beyond the calendar is weighed")
	}
}
