package calsync_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
)

func TestTheCalendarInMemoryKeepsToWhatEveryOneMust(t *testing.T) {
	for _, hashes := range []bool{false, true} {
		calsynctest.Suite(t, func(*testing.T) calsync.Far {
			far := calsynctest.NewServer()
			far.Hashes = hashes
			return far
		})
	}
}

// TestStationsAndACalendarComeToTheSame whatever happens to them, with nothing lost and nothing
// twice.
func TestStationsAndACalendarComeToTheSame(t *testing.T) {
	histories := 1000
	if n, err := strconv.Atoi(os.Getenv("TRAM_HISTORIES")); err == nil {
		histories = n
	}
	seen := &calsynctest.Seen{}
	for seed := range histories {
		far := calsynctest.NewServer()
		far.Mute, far.NoTokens, far.Hashes = seed%5 == 1, seed%5 == 2, seed%3 == 0
		t.Run(fmt.Sprint(seed), func(t *testing.T) { calsynctest.Live(t, uint64(seed), far, far, func() {}, seen) })
		if t.Failed() {
			return
		}
	}
	t.Logf("%+v", *seen)
	for what, n := range map[string]int{
		"kills": seen.Kills, "lost states": seen.Lost, "restored stations": seen.Restored, "sent": seen.Sent, "taken": seen.Taken,
		"merged": seen.Merged, "removed": seen.Removed, "dropped": seen.Dropped, "clashes": seen.Clashes, "revived": seen.Revived,
	} {
		if n < histories/100 {
			t.Errorf("%s: only %d", what, n)
		}
	}
}
