package station

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tram/local/icalendar"
	"tram/local/mailing"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/whole"
)

// ImportCalendar takes in what a calendar file of another program holds, or a letter that was saved (.eml): each
// meeting by itself, each answer to an invitation. What is odd is named. It fails with icalendar.NotCalendar,
// TooLarge, TooManyEvents and Unreadable, mailing.NotMail and MailTooBig.
func (s *Meetings) ImportCalendar(ctx context.Context, by office.Clerk, path string) (is office.CalendarRead, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	f, err := whole.Open(path)
	if err != nil {
		return is, icalendar.Unreadable.Because(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return is, icalendar.Unreadable.Because(errors.Join(err, errors.New("no regular file")))
	}
	if strings.EqualFold(filepath.Ext(path), ".eml") {
		return s.importMail(ctx, by, f)
	}
	c, err := icalendar.Read(ctx, f)
	if err != nil {
		return is, err
	}
	return meetings.TakeIn(ctx, s.store, s.entrance.own(ctx, by).Name, c, "")
}

// importMail takes in what a letter says of meetings, as that of whoever it says that it is from.
func (s *Meetings) importMail(ctx context.Context, by office.Clerk, f io.Reader) (is office.CalendarRead, err error) {
	text, err := io.ReadAll(io.LimitReader(f, mailing.MostMail+1))
	if err != nil {
		return is, icalendar.Unreadable.Because(err)
	}
	is, _, err = takenMail(ctx, s.store, s.entrance.own(ctx, by).Name, text)
	if err == nil && is.Came == nil && is.Odd == nil {
		is.Odd = []string{"Trong thư không có lịch nào."}
	}
	return is, err
}

// ExportMeeting writes a meeting to a new calendar file that other programs read. It fails with FileExists
// and CalendarForm.
func (s *Meetings) ExportMeeting(ctx context.Context, id office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	if !strings.EqualFold(filepath.Ext(path), ".ics") {
		return CalendarForm.About(filepath.Base(path))
	}
	m, err := meetings.MeetingOf(ctx, s.store, id)
	if err != nil {
		return err
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	c := icalendar.Calendar{Method: "PUBLISH", Meetings: []office.Meeting{m}}
	err = whole.WriteNew(path, 0o644, func(out io.Writer) error { return icalendar.Write(out, c, s.clock.Now()) })
	if errors.Is(err, os.ErrExist) {
		err = FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// CalendarForm tells of a file that is to be a calendar and is not called one.
var CalendarForm = office.Failure{
	Name: "station.calendar-form",
	Said: "Tệp lịch có đuôi .ics, tên “%s” thì không.",
	Next: "Hãy đặt tên tệp có đuôi .ics.",
}
