package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// meetingList are times of meetings.
type meetingList struct{ all []office.Occurrence }

func (l meetingList) MarshalJSON() ([]byte, error) {
	type row struct {
		ID     office.ID    `json:"id"`
		UID    string       `json:"uid"`
		Title  string       `json:"title"`
		Start  string       `json:"start"`
		End    string       `json:"end"`
		AllDay bool         `json:"allday"`
		Place  string       `json:"place,omitempty"`
		State  office.State `json:"state,omitempty"`
		Time   string       `json:"time,omitempty"`
	}
	rows := []row{}
	for _, o := range l.all {
		r := row{o.Meeting, o.UID, o.Title, o.Start.In(office.VietNam).Format(time.RFC3339), o.End.In(office.VietNam).Format(time.RFC3339), o.AllDay, o.Place, o.State, o.Of}
		rows = append(rows, r)
	}
	return json.Marshal(map[string]any{"meetings": rows})
}

func (l meetingList) print(w io.Writer) {
	if len(l.all) == 0 {
		fmt.Fprintln(w, "Không có cuộc họp nào trong những ngày ấy.")
	}
	for _, o := range l.all {
		fmt.Fprintf(w, "%s  %s  %s", o.Meeting, timesSaid(o), visible(o.Title))
		if o.Place != "" {
			fmt.Fprint(w, ", "+visible(o.Place))
		}
		if o.State != office.MeetingConfirmed {
			fmt.Fprint(w, " ("+meetingStates[o.State]+")")
		}
		fmt.Fprintln(w)
	}
}

func (w *meetingWishes) list(ctx context.Context, s *station.Station) (result, error) {
	from, err := midnightTyped(w.from, time.Now())
	if err != nil {
		return nil, err
	}
	to := from.AddDate(0, 0, w.days)
	if w.to != "" {
		if to, err = midnightTyped(w.to, from); err != nil {
			return nil, err
		}
		to = to.AddDate(0, 0, 1)
	}
	all, err := s.MeetingsBetween(ctx, from, to)
	return meetingList{all}, err
}

// midnightTyped is the midnight at which a day begins; nothing typed: that of another moment.
func midnightTyped(typed string, other time.Time) (time.Time, error) {
	if typed == "" {
		typed = other.In(office.VietNam).Format(time.DateOnly)
	}
	day, err := office.ParseDate(typed)
	if err != nil {
		return time.Time{}, badUntil.About(visible(typed)).Because(err)
	}
	return time.ParseInLocation(time.DateOnly, day, office.VietNam)
}

// freeTimes are hours that are free.
type freeTimes struct {
	Times []office.FreeTime `json:"free"`
}

func (f freeTimes) print(w io.Writer) {
	if len(f.Times) == 0 {
		fmt.Fprintln(w, "Trong giờ làm việc của những ngày ấy không còn giờ nào mọi người và phòng cùng trống.")
	}
	for _, t := range f.Times {
		fmt.Fprintln(w, timesSaid(office.Occurrence{Start: t.From, End: t.To}))
	}
}

func (w *meetingWishes) free(ctx context.Context, s *station.Station, _ office.Clerk, id office.ID) (result, error) {
	was, err := s.Meeting(office.Again(ctx), id)
	if err != nil {
		return nil, err
	}
	from, err := midnightTyped(w.from, time.Now())
	if err != nil {
		return nil, err
	}
	if w.from == "" {
		from = time.Now()
	}
	all, err := s.FreeTimes(ctx, office.FreeWish{Meeting: was.Meeting, From: from, Days: w.days, Most: w.limit})
	return freeTimes{all}, err
}
