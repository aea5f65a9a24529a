package sharedcalendar_test

import (
	"os"
	"strconv"
	"testing"

	"tram/local/calsync/calsynctest"
	"tram/local/sharedcalendar/sharedcalendartest"
)

// TestTwoStationsAndACalendarComeToTheSame after anything that people do here, there and elsewhere while
// they do not see each other, and programs are killed.
func TestTwoStationsAndACalendarComeToTheSame(t *testing.T) {
	histories, empty, seen := 40, sharedcalendartest.Unborn(t), &sharedcalendartest.Seen{}
	if n, err := strconv.Atoi(os.Getenv("TRAM_HISTORIES")); err == nil {
		histories = n
	}
	for seed := range histories {
		if !t.Run(strconv.Itoa(seed), func(t *testing.T) {
			far := calsynctest.NewServer()
			far.Hashes, far.NoTokens, far.Mute = seed%3 == 0, seed%5 == 0, seed%7 == 0
			sharedcalendartest.Live(t, uint64(seed), far, empty, seen)
		}) {
			t.Fatalf("history %d", seed)
		}
	}
	if seen.Kills == 0 || seen.Sent == 0 || seen.Taken == 0 || seen.Merged == 0 || seen.Removed == 0 || seen.Dropped == 0 || seen.Clashes == 0 || seen.Settled == 0 || seen.PutBack == 0 {
		t.Errorf("%+v", *seen)
	}
}
