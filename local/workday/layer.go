package workday

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/office"
)

// Bounds of a layer, which may be a file from elsewhere.
const (
	mostBytes   = 1 << 20
	mostEntries = 5_000 // of one list
	mostHours   = 100   // seasons and days of the week that differ
	mostSpans   = 8     // of one day
	mostWords   = 500   // bytes of a name or a source
)

// Layer is what one source knows of the calendar: the law's days off, or what an office adds to
// them. A later layer outweighs an earlier one, and of a layer the later lines outweigh the
// earlier ones.
type Layer struct {
	Source  string   `json:"source"`
	Licence string   `json:"licence,omitempty"`
	Hours   []Hours  `json:"hours,omitempty"`
	Years   []Year   `json:"years,omitempty"`
	Off     []Off    `json:"off,omitempty"`
	Worked  []Worked `json:"worked,omitempty"`
}

// Hours are the spans in which an office works on some days of the week, from a day on; without
// one, always. Days count from Sunday, which is 0. Without spans they are days off.
type Hours struct {
	From  Date           `json:"from,omitzero"`
	Days  []time.Weekday `json:"days"`
	Spans []Span         `json:"spans"`
}

// Span is a part of a day that is worked, without the minute in which it ends.
type Span struct {
	From Minute `json:"from"`
	To   Minute `json:"to"`
}

// Year says how sure the days off of a year are.
type Year struct {
	Year  int   `json:"year"`
	State State `json:"state"`
}

// State of what is known of a year.
type State string

// Announced: by the authorities. Expected: reckoned, until they announce it.
const (
	Announced State = "announced"
	Expected  State = "expected"
)

// Off is a day off (ngày nghỉ).
type Off struct {
	Date Date   `json:"date"`
	Name string `json:"name"`
}

// Worked is a day of the weekend that is worked (ngày làm bù), with the hours of the day that is
// off for it. Without such a day it is worked as Mondays are.
type Worked struct {
	Date Date `json:"date"`
	For  Date `json:"for,omitzero"`
}

// Date is a day of the Gregorian calendar in Việt Nam, counted from 1/1/2000.
type Date int

var dayOne = time.Date(2000, 1, 1, 0, 0, 0, 0, office.VietNam)

// DateOf is the day of a moment in Việt Nam.
func DateOf(at time.Time) Date {
	const seconds = 24 * 60 * 60
	since := at.Unix() - dayOne.Unix()
	d := since / seconds
	if since%seconds < 0 {
		d--
	}
	return Date(d)
}

// Begins is its midnight.
func (d Date) Begins() time.Time { return dayOne.AddDate(0, 0, int(d)) }

// weekday of a date; 1/1/2000 was a Saturday.
func (d Date) weekday() time.Weekday { return time.Weekday(((int(d)+6)%7 + 7) % 7) }

// MarshalText writes a date as 2006-01-02.
func (d Date) MarshalText() ([]byte, error) { return d.Begins().AppendFormat(nil, time.DateOnly), nil }

// UnmarshalText reads 2006-01-02.
func (d *Date) UnmarshalText(text []byte) error {
	at, err := time.ParseInLocation(time.DateOnly, string(text), office.VietNam)
	if err == nil {
		*d = DateOf(at)
	}
	return err
}

// Minute of a day, from 0 to 24 × 60.
type Minute int

const wholeDay Minute = 24 * 60

// MarshalText writes a minute as 07:30.
func (m Minute) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%02d:%02d", m/60, m%60), nil }

// UnmarshalText reads 07:30, and 24:00 for the end of a day.
func (m *Minute) UnmarshalText(text []byte) error {
	if string(text) == "24:00" {
		*m = wholeDay
		return nil
	}
	at, err := time.Parse("15:04", string(text))
	if err == nil {
		*m = Minute(at.Hour()*60 + at.Minute())
	}
	return err
}

// Read reads a layer, of 1 MiB at most. It fails with BadLayer.
func Read(r io.Reader) (Layer, error) {
	var l Layer
	limited := &io.LimitedReader{R: r, N: mostBytes + 1}
	d := json.NewDecoder(limited)
	d.DisallowUnknownFields()
	err := d.Decode(&l)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = fmt.Errorf("something follows the layer")
		}
	}
	if err == nil && limited.N <= 0 {
		err = fmt.Errorf("more than %d bytes", mostBytes)
	}
	if err == nil {
		err = l.check()
	}
	if err != nil {
		return Layer{}, BadLayer.Because(err)
	}
	return l, nil
}

// check refuses what no calendar could follow.
func (l Layer) check() error {
	if strings.TrimSpace(l.Source) == "" || len(l.Source) > mostWords || len(l.Licence) > mostWords {
		return fmt.Errorf("source or licence is missing or too long")
	}
	if max(len(l.Years), len(l.Off), len(l.Worked)) > mostEntries || len(l.Hours) > mostHours {
		return fmt.Errorf("more than %d lines, or %d of hours", mostEntries, mostHours)
	}
	for _, h := range l.Hours {
		if err := h.check(); err != nil {
			return err
		}
	}
	for _, y := range l.Years {
		if y.State != Announced && y.State != Expected {
			return fmt.Errorf("year %d is %q", y.Year, y.State)
		}
	}
	return l.checkDays()
}

func (h Hours) check() error {
	if len(h.Days) == 0 || len(h.Days) > 7 || len(h.Spans) > mostSpans {
		return fmt.Errorf("hours for %d days of %d spans", len(h.Days), len(h.Spans))
	}
	for _, d := range h.Days {
		if d < time.Sunday || d > time.Saturday {
			return fmt.Errorf("no day of the week: %d", d)
		}
	}
	ended := Minute(0)
	for _, s := range h.Spans {
		if s.From < ended || s.To <= s.From || s.To > wholeDay {
			return fmt.Errorf("spans overlap or are not in order: %v", h.Spans)
		}
		ended = s.To
	}
	return nil
}

// checkDays sees that no line takes back what another of the same layer says.
func (l Layer) checkDays() error {
	told := map[Date]bool{}
	tell := func(d Date) error {
		if d <= 0 || d >= days { // the first one is what a missing date reads as
			return fmt.Errorf("%v lies outside of the calendar", d.Begins())
		}
		if told[d] {
			return fmt.Errorf("%v is told of twice", d.Begins())
		}
		told[d] = true
		return nil
	}
	for _, o := range l.Off {
		if len(o.Name) > mostWords {
			return fmt.Errorf("the name of %v is too long", o.Date.Begins())
		}
		if err := tell(o.Date); err != nil {
			return err
		}
	}
	for _, w := range l.Worked {
		if err := tell(w.Date); err != nil {
			return err
		}
		if w.For == 0 {
			continue
		}
		if err := tell(w.For); err != nil {
			return err
		}
	}
	return nil
}
