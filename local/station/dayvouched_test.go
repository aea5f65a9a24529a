package station

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tram/local/office"
)

// noons opens the office on a PC whose clock tells noon in Việt Nam of the day that many days ahead,
// or so many hours later.
func (d *desk) noons(t *testing.T, days, hours int) {
	t.Helper()
	at := time.Now().In(office.VietNam).AddDate(0, 0, days)
	d.openAt(t, time.Date(at.Year(), at.Month(), at.Day(), 12+hours, 0, 0, 0, office.VietNam))
}

// openYearOf opens the year that the clock tells.
func (d *desk) openYearOf(t *testing.T, anew bool) {
	t.Helper()
	if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: d.clock.Now().In(office.VietNam).Year(), Anew: anew}); err != nil {
		t.Fatal(err)
	}
}

func vouched(r office.Registered, why string) office.Registered {
	r.Clock = &office.ClockWord{Why: why}
	return r
}

// TestNoNumberOfAYearBeforeTheJournalIsGivenWithoutAWord has the clock of a PC fall back into a year
// whose registers are open, too: a number that is given there stays there.
func TestNoNumberOfAYearBeforeTheJournalIsGivenWithoutAWord(t *testing.T) {
	d := newDesk(t)
	d.noons(t, 1, 0)
	d.openYearOf(t, true)
	d.noons(t, 367, 0)
	d.openYearOf(t, false)
	d.enters(t, "năm sau")
	d.noons(t, 1, 0)
	here := d.clock.Now().In(office.VietNam).Year()
	for _, why := range []string{"", " \n "} {
		if r, err := d.Register(t.Context(), staff[0], vouched(decision("giờ máy lùi"), why)); !errors.Is(err, office.ClockDoubted) {
			t.Errorf("with the word %q it has the number %d of %d, %v", why, r.Number, r.Year, err)
		}
	}
	if r, err := d.RegisterWith(t.Context(), staff[0], letterIn("137", "giờ máy lùi"), office.Enclosing{}, nil); !errors.Is(err, office.ClockDoubted) {
		t.Errorf("with its files it has the number %d of %d, %v", r.Number, r.Year, err)
	}
	r, err := d.Register(t.Context(), staff[0], vouched(decision("đã xem lại giờ"), " đã so   với điện thoại "))
	if err != nil || r.Year != here || r.Said() != "01" || r.Clock == nil || r.Clock.Why != "đã so với điện thoại" || r.Clock.Clerk != staff[0].Name || len(r.Clock.Doubts) != 1 {
		t.Errorf("with a word: %+v %+v %v", r, r.Clock, err)
	}
	if r, err := d.Register(t.Context(), staff[0], decision("sau lời ấy")); err != nil || r.Said() != "02" || r.Clock != nil {
		t.Errorf("after that word: %+v %v", r, err)
	}
}

// TestADayBeforeTheJournalNeedsAWordAndAnHourDoesNot sets the clock back, as far as people do it.
func TestADayBeforeTheJournalNeedsAWordAndAnHourDoesNot(t *testing.T) {
	d := newDesk(t)
	d.noons(t, 40, 0)
	d.openYearOf(t, true)
	d.enters(t, "trưa")
	d.noons(t, 40, -11)
	if r, err := d.Register(t.Context(), staff[0], vouched(decision("sáng cùng ngày"), "lời thừa")); err != nil || r.Clock != nil {
		t.Errorf("on the same day: %+v %v", r.Clock, err)
	}
	d.noons(t, 39, 11)
	if _, err := d.Register(t.Context(), staff[0], decision("hôm trước")); !errors.Is(err, office.ClockDoubted) {
		t.Errorf("an hour before midnight of the day before: %v", err)
	}
	d.noons(t, 40, 1)
	if said := d.enters(t, "đã chỉnh giờ"); said != "03" {
		t.Errorf("put right the clock gives %s", said)
	}
}

// turning tells the last second of a year so many times, and then the first of the next one.
type turning struct {
	office.Clock
	last time.Time
	left int
}

func (c *turning) Now() time.Time {
	if c.left--; c.left < 0 {
		return c.last.Add(time.Second)
	}
	return c.last
}

// TestADocumentEnteredAtMidnightHasDayAndNumberOfOneYear lets the year end at each look at the clock.
func TestADocumentEnteredAtMidnightHasDayAndNumberOfOneYear(t *testing.T) {
	d := newDesk(t)
	end := time.Date(thisYear(), time.December, 31, 23, 59, 59, 0, office.VietNam)
	d.openAt(t, end)
	d.openYearOf(t, true)
	d.clock = &turning{last: end}
	d.openYearOf(t, false)
	years := map[int]int{}
	const looks = 30 // more than one document takes
	for left := range looks {
		d.clock = &turning{last: end, left: left}
		r, err := d.Register(t.Context(), staff[0], decision(fmt.Sprint("sau ", left)))
		if err != nil {
			t.Fatalf("as the year ends at look %d: %v", left, err)
		}
		if day := fmt.Sprint(r.Year); r.Entered[:4] != day || r.Document.Issued != r.Entered {
			t.Errorf("as the year ends at look %d it is on the register of %d, entered on %s, of %s", left, r.Year, r.Entered, r.Document.Issued)
		}
		years[r.Year]++
	}
	if len(years) != 2 {
		t.Errorf("the year never ended while one was entered: %v", years)
	}
}

// TestNoAppointmentIsGivenByAClockThatIsDoubted: the code, the day of the receipt and the appointment
// stand on the receipt, and cannot be taken back.
func TestNoAppointmentIsGivenByAClockThatIsDoubted(t *testing.T) {
	d := newDesk(t)
	d.noons(t, 367, 0)
	asked := applicant(d.procedure(t, "1.000001", nil))
	d.noons(t, 1, 0)
	for _, why := range []string{"", " \n "} {
		asked.Clock = &office.ClockWord{Why: why}
		if is, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], asked); !errors.Is(err, office.ClockDoubted) {
			t.Errorf("with the word %q it is due %v, %v", why, is.Due, err)
		}
	}
	asked.Clock = &office.ClockWord{Why: " đã so   với điện thoại "}
	is, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], asked)
	if err != nil || is.Request.Clock == nil || is.Request.Clock.Why != "đã so với điện thoại" || len(is.Request.Clock.Doubts) != 1 {
		t.Errorf("with a word: %+v %v", is.Request.Clock, err)
	}
	d.clock = office.Clock(later{office.SystemClock{}, -40 * 365 * 24 * time.Hour})
	asked.Clock = nil
	if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], asked); !errors.Is(err, office.ClockNeverSet) {
		t.Errorf("by a clock that was never set: %v", err)
	}
	if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], office.RequestEntry{Request: is.Request.ID, Deed: office.RequestRefuse, Say: "x"}, ""); !errors.Is(err, office.ClockNeverSet) {
		t.Errorf("a step by a clock that was never set: %v", err)
	}
}
