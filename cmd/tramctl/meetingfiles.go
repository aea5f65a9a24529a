package main

import (
	"context"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// calendarRead is what came in of a calendar file.
type calendarRead struct{ office.CalendarRead }

var cameSaid = map[string]string{office.CameNew: "mới", office.CameChanged: "đã đổi", office.CameSame: "như đã có", office.CameCancelled: "đã hủy", office.CameAnswer: "trả lời", office.CameNot: "không nhận"}

func (r calendarRead) print(w io.Writer) {
	for _, c := range r.Came {
		fmt.Fprintf(w, "%s: %s", cameSaid[c.What], visible(c.Title))
		if c.Said != "" {
			fmt.Fprint(w, ". "+visible(c.Said))
		}
		fmt.Fprintln(w)
	}
	for _, odd := range r.Odd {
		fmt.Fprintln(w, "  Lưu ý: "+visible(odd))
	}
}

func (w *meetingWishes) bring(ctx context.Context, s *station.Station, path string) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	is, err := s.ImportCalendar(ctx, clerk, path)
	return calendarRead{is}, err
}

func (w *meetingWishes) export(ctx context.Context, s *station.Station, _ office.Clerk, id office.ID) (result, error) {
	if w.file.path == "" {
		return nil, errUsage
	}
	if err := w.file.free(s.Home()); err != nil {
		return nil, err
	}
	err := w.file.through(s.Home(), func(path string) error { return s.ExportMeeting(ctx, id, path) })
	return minutesWritten{w.file.path}, err
}
