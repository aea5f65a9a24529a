package requests

import (
	"slices"
	"time"

	"tram/local/office"
	"tram/local/workday"
)

// Appointment (hẹn trả kết quả) is the moment at which who asked may come for the result.
type Appointment struct {
	At   time.Time
	Told []string // what is not known of the days off on the way, Vietnamese
}

// DueOf is when a request that counts from a moment is to be answered. A term of hours ends within
// working time; one of days ends with its last day (Bộ luật Dân sự 2015, Điều 147–148), of which the
// appointment is the hour in which the office closes. It fails with NoTerm and as the calendar does.
func DueOf(c *workday.Calendar, a office.Asked, counted time.Time) (Appointment, error) {
	return after(c, a.Unit, counted, a.Term)
}

func after(c *workday.Calendar, unit string, from time.Time, n int) (Appointment, error) {
	var d workday.Deadline
	var err error
	switch {
	case n <= 0:
		err = NoTerm
	case unit == office.TermHours:
		d, err = c.WorkingHours(from, time.Duration(n)*time.Hour)
	case unit == office.TermWorkingDays:
		d, err = c.WorkingDays(from, n)
	case unit == office.TermDays:
		d, err = c.CalendarDays(from, n)
	default:
		err = NoTerm
	}
	if err != nil {
		return Appointment{}, err
	}
	return Appointment{closing(c, d), d.Told}, nil
}

// closing is the appointment of a deadline: of a whole day, the hour in which the office closes.
func closing(c *workday.Calendar, d workday.Deadline) time.Time {
	if !d.Whole {
		return d.By
	}
	if at, works := c.Closes(d.Day()); works {
		return at
	}
	return d.By
}

// Shifted is the appointment of a request that was to be answered at due, whose term stood still
// from one moment to another, while what was missing was waited for. Of a term of hours the time
// that was left is left again; of one of days, the days after the one in which it stood still.
// It fails as the calendar does.
func Shifted(c *workday.Calendar, unit string, due, still, again time.Time) (Appointment, error) {
	if !due.After(still) { // it was late before
		return Appointment{At: due}, nil
	}
	counted, err := c.Counted(again)
	if err != nil {
		return Appointment{}, err
	}
	if still, err = c.Counted(still); err != nil { // in an hour in which the office is closed no term runs
		return Appointment{}, err
	}
	switch unit {
	case office.TermHours:
		left := c.Worked(still, due)
		if left <= 0 {
			return Appointment{At: counted}, nil
		}
		d, err := c.WorkingHours(counted, left)
		return Appointment{closing(c, d), d.Told}, err
	case office.TermDays:
		return sameOr(c, counted, int(workday.DateOf(due)-workday.DateOf(still)), c.CalendarDays)
	default:
		return sameOr(c, counted, c.DaysWorked(still, due), c.WorkingDays)
	}
}

// sameOr is the end of some days after one; of none, of that day itself.
func sameOr(c *workday.Calendar, counted time.Time, n int, days func(time.Time, int) (workday.Deadline, error)) (Appointment, error) {
	if n <= 0 {
		at, works := c.Closes(workday.DateOf(counted))
		if !works {
			at = counted
		}
		return Appointment{At: at}, nil
	}
	d, err := days(counted, n)
	if err != nil {
		return Appointment{}, err
	}
	return Appointment{closing(c, d), slices.Clone(d.Told)}, nil
}
