package main

import (
	"context"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// timing is when a meeting is to be, by what was typed over what was.
func (w *meetingWishes) timing(was office.Timing) (office.Timing, error) {
	t := was
	if w.given["again"] {
		t.Again = againTyped(w.m.When.Again)
	}
	if w.given["zone"] {
		t.Zone = w.m.When.Zone
	}
	if w.given["start"] || was.Start == "" {
		start, allDay, err := startTyped(w.start)
		if err != nil {
			return t, err
		}
		t.Start, t.AllDay = start, allDay
		if allDay != was.AllDay || was.Start == "" {
			t.Lasts = map[bool]int64{true: 1, false: int64(w.lasts) * 60}[allDay]
		}
	}
	switch {
	case w.given["until"]:
		return w.ends(t)
	case w.given["lasts"] && t.AllDay:
		t.Lasts = int64(w.lasts)
	case w.given["lasts"]:
		t.Lasts = int64(w.lasts) * 60
	}
	return t, nil
}

func (w *meetingWishes) ends(t office.Timing) (office.Timing, error) {
	end, allDay, err := startTyped(w.until)
	if err != nil || allDay != t.AllDay {
		return t, badUntil.About(visible(w.until))
	}
	form := wallForm
	if allDay {
		form = time.DateOnly
	}
	from, _ := time.Parse(form, t.Start)
	to, _ := time.Parse(form, end)
	t.Lasts = int64(to.Sub(from).Seconds())
	if allDay {
		t.Lasts = int64(to.Sub(from).Hours()/24) + 1
	}
	return t, nil
}

const wallForm = "2006-01-02T15:04:05"

// startTyped reads a moment or a day as clerks write it, as a clock on the wall shows it.
func startTyped(typed string) (start string, allDay bool, err error) {
	if day, err := office.ParseDate(typed); err == nil && day != "" {
		return day, true, nil
	}
	at, err := office.ParseMoment(typed)
	if err != nil || at == "" {
		return "", false, badUntil.About(visible(typed))
	}
	return office.MomentOf(at).In(office.VietNam).Format(wallForm), false, nil
}

// againTyped is a rule by the word for it, or as it was typed.
func againTyped(typed string) string {
	if rule, is := map[string]string{"daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "monthly": "FREQ=MONTHLY", "yearly": "FREQ=YEARLY"}[typed]; is {
		return rule
	}
	return strings.TrimPrefix(typed, "RRULE:")
}

var noRoom = office.Failure{
	Name: "tramctl.no-room",
	Said: "Sổ phòng họp không có “%s”.",
	Next: "Hãy xem tên bằng “tramctl book list phong-hop”.",
}

// personTyped reads “HỌ TÊN|vai trò|vote|thư”: whoever has an account is known by the name.
func personTyped(ctx context.Context, s *station.Station, typed string) (p office.MeetingPerson, err error) {
	parts := strings.Split(typed, "|")
	p.Name = strings.TrimSpace(parts[0])
	for _, part := range parts[1:] {
		switch part = strings.TrimSpace(part); {
		case part == "":
		case part == "vote":
			p.Votes = true
		case part == "free":
			p.Freely = true
		case strings.Contains(part, "@"):
			p.Mail = part
		case office.ChoiceSaid(office.MeetingRoles, part) != "":
			p.Role = part
		default:
			p.Unit = part
		}
	}
	all, err := s.AllClerks(ctx)
	for _, c := range all {
		if !c.Left && office.Fold(c.Name) == office.Fold(p.Name) {
			p.ID = c.ID
		}
	}
	return p, err
}
