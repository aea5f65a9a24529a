package requests

import (
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/assets"
	"tram/local/office"
	"tram/local/workday"
)

var calendar = sync.OnceValues(func() (*workday.Calendar, error) {
	l, err := workday.Read(bytes.NewReader(assets.Workdays))
	if err != nil {
		return nil, err
	}
	return workday.New(l)
})

func bundled(t testing.TB) *workday.Calendar {
	t.Helper()
	c, err := calendar()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const form = "02/01/2006 15:04"

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(form, s, office.VietNam)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestDueTimes holds the table of dated cases: midday, after hours, days off, Saturdays that are
// worked instead, the end of the year, terms that stand still. It was reckoned minute by minute and
// day by day, by another program.
func TestDueTimes(t *testing.T) {
	c := bundled(t)
	b, err := os.ReadFile("testdata/due.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		n, err := strconv.Atoi(f[1])
		if err != nil {
			t.Fatal(err)
		}
		counted, err := c.Counted(moment(t, f[2]))
		if err != nil {
			t.Fatal(err)
		}
		due, err := DueOf(c, office.Asked{Term: n, Unit: f[0]}, counted)
		if err == nil && f[3] != "" {
			due, err = Shifted(c, f[0], due.At, moment(t, f[3]), moment(t, f[4]))
		}
		if got := due.At.In(office.VietNam).Format(form); err != nil || got != f[5] {
			t.Errorf("%s: %s, %v", line, got, err)
		}
	}
	if rows < 80 {
		t.Errorf("%d rows", rows)
	}
}

func TestATermThatIsNoneHasNoAppointment(t *testing.T) {
	c, at := bundled(t), moment(t, "30/11/2026 08:00")
	for _, a := range []office.Asked{{}, {Term: 3}, {Unit: office.TermDays}, {Term: -1, Unit: office.TermDays}, {Term: 3, Unit: "weeks"}} {
		if due, err := DueOf(c, a, at); !errors.Is(err, NoTerm) {
			t.Errorf("%+v: %v, %v", a, due, err)
		}
	}
	if due, err := DueOf(c, office.Asked{Term: 99999999, Unit: office.TermWorkingDays}, at); !errors.Is(err, workday.OutOfRange) {
		t.Errorf("%v, %v", due, err)
	}
	due, err := DueOf(c, office.Asked{Term: 500, Unit: office.TermWorkingDays}, at)
	if err != nil || len(due.Told) == 0 {
		t.Errorf("days off of 2028 are known to nobody, and it says nothing: %+v, %v", due, err)
	}
}
