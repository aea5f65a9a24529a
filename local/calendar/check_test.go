package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

func TestCheckSaysWhatIsWrong(t *testing.T) {
	ok := office.Timing{Start: "2026-01-05T08:00:00", Lasts: 3600}
	if err := Check(ok); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		change func(*office.Timing)
		want   office.Failure
	}{
		"no start":           {func(w *office.Timing) { w.Start = "" }, NoStart},
		"a day for an hour":  {func(w *office.Timing) { w.Start = "2026-01-05" }, BadTime},
		"an hour for a day":  {func(w *office.Timing) { w.AllDay = true }, BadTime},
		"no day":             {func(w *office.Timing) { w.Start = "2026-02-29T08:00:00" }, BadTime},
		"no hour":            {func(w *office.Timing) { w.Start = "2026-02-01T24:00:00" }, BadTime},
		"letters":            {func(w *office.Timing) { w.Start = "2026-02-01T0x:00:00" }, BadTime},
		"too early":          {func(w *office.Timing) { w.Start = "1899-12-31T23:59:59" }, BadYear},
		"too late":           {func(w *office.Timing) { w.Start = "9999-12-31T23:59:59" }, BadYear},
		"no length":          {func(w *office.Timing) { w.Lasts = 0 }, NoLength},
		"below no length":    {func(w *office.Timing) { w.Lasts = -1 }, NoLength},
		"a long one":         {func(w *office.Timing) { w.Lasts = 366*86400 + 1 }, TooLong},
		"an endless one":     {func(w *office.Timing) { w.Lasts = 1<<63 - 1 }, TooLong},
		"long days":          {func(w *office.Timing) { *w = office.Timing{Start: "2026-01-05", AllDay: true, Lasts: 367} }, TooLong},
		"no zone":            {func(w *office.Timing) { w.Zone = "Asia/Saigon2" }, NoZone},
		"of this computer":   {func(w *office.Timing) { w.Zone = "Local" }, NoZone},
		"out of the folder":  {func(w *office.Timing) { w.Zone = "../../etc/passwd" }, NoZone},
		"no rules":           {func(w *office.Timing) { w.Rules = "BEGIN:VTIMEZONE" }, BadZone},
		"no rules of a day":  {func(w *office.Timing) { *w = office.Timing{Start: "2026-01-05", AllDay: true, Lasts: 1, Rules: "x"} }, BadZone},
		"long rules":         {func(w *office.Timing) { w.Rules = strings.Repeat("x", mostRules+1) }, BadZone},
		"no frequency":       {func(w *office.Timing) { w.Again = "INTERVAL=2" }, BadRule},
		"no rule":            {func(w *office.Timing) { w.Again = "hằng tuần" }, BadRule},
		"a long rule":        {func(w *office.Timing) { w.Again = "FREQ=DAILY;X-A=" + strings.Repeat("a", mostRule) }, BadRule},
		"each second":        {func(w *office.Timing) { w.Again = "FREQ=SECONDLY" }, TooOften},
		"each minute":        {func(w *office.Timing) { w.Again = "FREQ=MINUTELY" }, TooOften},
		"each hour":          {func(w *office.Timing) { w.Again = "FREQ=HOURLY" }, TooOften},
		"often a day":        {func(w *office.Timing) { w.Again = "FREQ=DAILY;BYHOUR=8,9;BYMINUTE=" + ints(0, 48) }, TooOften},
		"interval 0":         {func(w *office.Timing) { w.Again = "FREQ=DAILY;INTERVAL=0" }, BadRule},
		"interval below 0":   {func(w *office.Timing) { w.Again = "FREQ=DAILY;INTERVAL=-1" }, BadRule},
		"huge interval":      {func(w *office.Timing) { w.Again = "FREQ=YEARLY;INTERVAL=99999999999" }, BadRule},
		"count 0":            {func(w *office.Timing) { w.Again = "FREQ=DAILY;COUNT=0" }, BadRule},
		"two ends":           {func(w *office.Timing) { w.Again = "FREQ=DAILY;COUNT=2;UNTIL=20270101" }, BadRule},
		"twice":              {func(w *office.Timing) { w.Again = "FREQ=DAILY;COUNT=2;COUNT=3" }, BadRule},
		"month 13":           {func(w *office.Timing) { w.Again = "FREQ=YEARLY;BYMONTH=13" }, BadRule},
		"month -1":           {func(w *office.Timing) { w.Again = "FREQ=YEARLY;BYMONTH=-1" }, BadRule},
		"day 0":              {func(w *office.Timing) { w.Again = "FREQ=MONTHLY;BYMONTHDAY=0" }, BadRule},
		"53rd of a month":    {func(w *office.Timing) { w.Again = "FREQ=MONTHLY;BYDAY=53MO" }, BadRule},
		"53rd of its months": {func(w *office.Timing) { w.Again = "FREQ=YEARLY;BYMONTH=1;BYDAY=53MO" }, BadRule},
		"week of a month":    {func(w *office.Timing) { w.Again = "FREQ=MONTHLY;BYWEEKNO=3" }, BadRule},
		"first of a week":    {func(w *office.Timing) { w.Again = "FREQ=WEEKLY;BYDAY=1MO" }, BadRule},
		"places of nothing":  {func(w *office.Timing) { w.Again = "FREQ=MONTHLY;BYSETPOS=1" }, BadRule},
		"no weekday":         {func(w *office.Timing) { w.Again = "FREQ=WEEKLY;BYDAY=XX" }, BadRule},
		"half a weekday":     {func(w *office.Timing) { w.Again = "FREQ=WEEKLY;BYDAY=M" }, BadRule},
		"no end":             {func(w *office.Timing) { w.Again = "FREQ=WEEKLY;UNTIL=tomorrow" }, BadRule},
		"30 February":        {func(w *office.Timing) { w.Again = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, Never},
		"31 April, daily":    {func(w *office.Timing) { w.Again = "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31" }, Never},
		"week 53 in June":    {func(w *office.Timing) { w.Again = "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO" }, Never},
		"the 300th":          {func(w *office.Timing) { w.Again = "FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=300" }, Never},
		"over before":        {func(w *office.Timing) { w.Again = "FREQ=WEEKLY;UNTIL=20251231" }, Never},
		"over just before":   {func(w *office.Timing) { w.Again = "FREQ=DAILY;UNTIL=20260105T005959Z" }, Never},
		"many dates":         {func(w *office.Timing) { w.Also = make([]string, MostDates+1) }, TooManyDates},
		"many exceptions":    {func(w *office.Timing) { w.Except = make([]string, MostDates+1) }, TooManyDates},
		"no date":            {func(w *office.Timing) { w.Also = []string{"mai"} }, BadTime},
		"no exception":       {func(w *office.Timing) { w.Except = []string{"2026-01-05"} }, BadTime},
	} {
		w := ok
		c.change(&w)
		err := Check(w)
		if f, is := office.FailureIn(err); !is || f.Name != c.want.Name || strings.Contains(f.Said, "%!") {
			t.Errorf("%s: %v", name, err)
		}
	}
	m := office.Meeting{When: ok, Shifts: []office.Shift{{Of: "2026-01-05T08:00:00", When: office.Timing{Start: "2026-01-05T08:00:00"}}}}
	failsWith(t, CheckMeeting(m), NoLength)
	m.Shifts[0].Off = true
	if err := CheckMeeting(m); err != nil {
		t.Error(err)
	}
	m.Shifts[0].Of = "2026"
	failsWith(t, CheckMeeting(m), BadTime)
	m.Shifts = make([]office.Shift, MostDates+1)
	failsWith(t, CheckMeeting(m), TooManyDates)
}

func ints(from, to int) string {
	var all []string
	for i := from; i <= to; i++ {
		all = append(all, fmt.Sprint(i))
	}
	return strings.Join(all, ",")
}

// TestNoRuleTakesLong asks for all of time of rules that yield nothing, or too much.
func TestNoRuleTakesLong(t *testing.T) {
	steps := 0
	for _, again := range []string{"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=999999999", "FREQ=DAILY;BYHOUR=" + ints(0, 23) + ";BYMINUTE=0,15,30,45;COUNT=999999999;BYMONTH=2;BYMONTHDAY=30"} {
		r, err := readRule(again, 0)
		if err != nil {
			t.Fatal(err)
		}
		r.walk(0, 0, 1<<62, func(w wall) bool {
			if steps++; w >= end {
				t.Fatal(again, w)
			}
			return true
		})
	}
	if want := int(end/day) + 3; steps != want {
		t.Errorf("%d steps instead of %d", steps, want)
	}
	m := mondays()
	m.When.Again = "FREQ=DAILY"
	_, err := Occurrences(m, moment(t, "2026-01-01 00:00"), time.Unix(1<<40, 0))
	failsWith(t, err, TooMany)
	m.When.Again = "FREQ=WEEKLY"
	all, err := Occurrences(m, time.Unix(-1<<40, 0), time.Unix(1<<40, 0))
	if err != nil || len(all) < 9000 || all[len(all)-1].Start.Year() != LastYear {
		t.Error(len(all), err)
	}
}

func TestBombsOfZonesAreRefused(t *testing.T) {
	const one = "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:%s\n%sEND:STANDARD\n"
	for name, rules := range map[string]string{
		"each second":  fmt.Sprintf(one, "+0100", "RRULE:FREQ=SECONDLY\n"),
		"each day":     fmt.Sprintf(one, "+0100", "RRULE:FREQ=DAILY\n"),
		"many":         strings.Repeat(fmt.Sprintf(one, "+0100", ""), mostObservances+1),
		"no offset":    fmt.Sprintf(one, "+99", ""),
		"far offset":   fmt.Sprintf(one, "+9900", ""),
		"no date":      fmt.Sprintf(one, "+0100", "RDATE:x\n"),
		"no rule":      fmt.Sprintf(one, "+0100", "RRULE:x\n"),
		"many offsets": offsets(one, 300),
	} {
		_, err := Location(office.Timing{Rules: rules})
		if f, is := office.FailureIn(err); !is || f.Name != BadZone.Name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func offsets(one string, n int) string {
	var all strings.Builder
	for i := range n {
		fmt.Fprintf(&all, strings.Replace(one, "16010101", fmt.Sprintf("%d0101", 1901+i), 1), fmt.Sprintf("+%02d%02d", i/60, i%60), "")
	}
	return all.String()
}
