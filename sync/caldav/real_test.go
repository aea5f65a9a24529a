package caldav

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/sync/servertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func opened(t *testing.T, address, user, password string) *Server {
	t.Helper()
	s, err := Open(address, user, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// servers are the real ones.
var servers = map[string]func(testing.TB) *servertest.CalDAV{"radicale": servertest.ServeRadicale, "xandikos": servertest.ServeXandikos}

func TestARealServerKeepsToWhatEveryCalendarMust(t *testing.T) {
	for name, serve := range servers {
		t.Run(name, func(t *testing.T) {
			real, n := serve(t), 0
			calsynctest.Suite(t, func(t *testing.T) calsync.Far {
				n++
				return opened(t, real.Calendar(t, fmt.Sprint("lich", n)), real.User, real.Password).Calendar()
			})
		})
	}
}

// TestStationsAndARealServerComeToTheSame: a share of the histories that a calendar in memory lives.
func TestStationsAndARealServerComeToTheSame(t *testing.T) {
	for name, serve := range servers {
		t.Run(name, func(t *testing.T) {
			real, seen := serve(t), &calsynctest.Seen{}
			histories := 8
			if n, err := strconv.Atoi(os.Getenv("TRAM_HISTORIES")); err == nil {
				histories = n
			}
			for seed := range histories {
				far := opened(t, real.Calendar(t, fmt.Sprint("su", seed)), real.User, real.Password).Calendar()
				calsynctest.Live(t, uint64(seed), far, far, func() {}, seen)
				if t.Failed() {
					t.Fatalf("history %d", seed)
				}
			}
			if seen.Kills == 0 || seen.Sent == 0 || seen.Taken == 0 {
				t.Errorf("%+v", *seen)
			}
		})
	}
}

// breaking is a calendar on a line that breaks at any byte of a question or of its answer.
type breaking struct {
	calsync.Far
	line *servertest.Line
	draw *rand.Rand
	calm bool
}

func (b *breaking) ask(does func() error) error {
	broken := !b.calm && b.draw.IntN(4) == 0
	if broken {
		b.line.Left.Store(b.draw.Int64N(2500))
	}
	err := does()
	b.line.Left.Store(-1)
	if broken && (errors.Is(err, NoAnswer) || errors.Is(err, NotCalDAV)) { // an answer of which half came is none
		return calsynctest.ErrKilled
	}
	return err
}

func (b *breaking) Changes(ctx context.Context, token string) (c calsync.Changes, err error) {
	err = b.ask(func() (err error) { c, err = b.Far.Changes(ctx, token); return err })
	return c, err
}

func (b *breaking) Put(ctx context.Context, href, text, etag string) (is string, err error) {
	err = b.ask(func() (err error) { is, err = b.Far.Put(ctx, href, text, etag); return err })
	return is, err
}

func (b *breaking) Remove(ctx context.Context, href, etag string) error {
	return b.ask(func() error { return b.Far.Remove(ctx, href, etag) })
}

// TestALineThatBreaksAnywhereLosesNothing: whether the server had what was sent is seen next time.
func TestALineThatBreaksAnywhereLosesNothing(t *testing.T) {
	real, seen := servertest.ServeRadicale(t), &calsynctest.Seen{}
	line := servertest.Lay(t, strings.TrimPrefix(real.Address, "http://"))
	for seed := range uint64(8) {
		at := real.Calendar(t, fmt.Sprint("dut", seed))
		b := &breaking{opened(t, strings.Replace(at, real.Address, "http://"+line.Address, 1), real.User, real.Password).Calendar(), line, rand.New(rand.NewPCG(seed, 2)), false}
		calsynctest.Live(t, seed, opened(t, at, real.User, real.Password).Calendar(), b, func() { b.calm = true }, seen)
		if t.Failed() {
			t.Fatalf("history %d", seed)
		}
	}
	if seen.Kills < 5 || seen.Sent == 0 {
		t.Errorf("%+v", *seen)
	}
}

// TestCalendarsOfARealServerAreFound from the name of the server alone, and from any address below.
func TestCalendarsOfARealServerAreFound(t *testing.T) {
	for name, serve := range servers {
		t.Run(name, func(t *testing.T) {
			real := serve(t)
			one := real.Calendar(t, "hop")
			for _, from := range []string{real.Address, real.Address + "/", real.Address + "/vanthu/", one} {
				all, err := opened(t, from, real.User, real.Password).Calendars(t.Context())
				if err != nil {
					t.Errorf("%s: %v", from, err)
				}
				found := false
				for _, f := range all {
					found = found || f.Address == one && strings.HasSuffix(f.Name, "hop") && f.Writes
				}
				if !found || from == one && len(all) != 1 {
					t.Errorf("%s: %+v", from, all)
				}
			}
		})
	}
}

// TestWhatARealServerRefusesIsToldInASentence.
func TestWhatARealServerRefusesIsToldInASentence(t *testing.T) {
	real := servertest.ServeRadicale(t)
	at := real.Calendar(t, "hop")
	wrong := opened(t, at, real.User, "sai-mat-khau-nay")
	for name, err := range map[string]error{
		"calendars": second(wrong.Calendars(t.Context())),
		"changes":   second(wrong.Calendar().Changes(t.Context(), "")),
		"put":       second(wrong.Calendar().Put(t.Context(), "a.ics", "x", "")),
		"remove":    wrong.Calendar().Remove(t.Context(), "a.ics", `"1"`),
	} {
		if !errors.Is(err, SignInRefused) || strings.Contains(fmt.Sprintf("%+v", err), "sai-mat-khau") {
			t.Errorf("%s: %v", name, err)
		}
	}
	c := opened(t, real.Address+"/vanthu/khong-co/", real.User, real.Password).Calendar()
	if _, err := c.Changes(t.Context(), ""); !errors.Is(err, NoCalendar) {
		t.Errorf("a calendar that is not there: %v", err)
	}
	if _, err := c.Put(t.Context(), "a.ics", calsynctest.Text(calsync.Item{UID: "a"}), ""); !errors.Is(err, NoCalendar) {
		t.Errorf("written there: %v", err)
	}
	mine := opened(t, at, real.User, real.Password).Calendar()
	if _, err := mine.Put(t.Context(), "a.ics", "BEGIN:VCALENDAR\r\nrác\r\nEND:VCALENDAR\r\n", ""); !errors.Is(err, calsync.Unfit) {
		t.Errorf("rubbish: %v", err)
	}
	other := opened(t, real.Address+"/nguoikhac/hop/", real.User, real.Password).Calendar()
	if _, err := other.Changes(t.Context(), ""); !errors.Is(err, NoRight) {
		t.Errorf("another's calendar: %v", err)
	}
	text := calsynctest.Text(calsync.Item{UID: "một"})
	if _, err := mine.Put(t.Context(), "a.ics", text, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Put(t.Context(), "b.ics", text, ""); !errors.Is(err, calsync.Overtaken) {
		t.Errorf("one meeting twice: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }
