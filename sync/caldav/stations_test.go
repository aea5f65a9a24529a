package caldav

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"tram/local/sharedcalendar/sharedcalendartest"
)

// mostLived are how many histories are lived until each sort of thing happened in one.
const mostLived = 60

// TestTwoStationsByBundleAndARealServerComeToTheSame: a share of the histories that stations live with a
// calendar in memory, against every real server.
func TestTwoStationsByBundleAndARealServerComeToTheSame(t *testing.T) {
	empty := sharedcalendartest.Unborn(t)
	for name, serve := range servers {
		t.Run(name, func(t *testing.T) {
			real, seen, histories := serve(t), &sharedcalendartest.Seen{}, 6
			if n, err := strconv.Atoi(os.Getenv("TRAM_STATIONS")); err == nil {
				histories = n
			}
			for seed := 0; seed < histories || seed < mostLived && seen.Removed+seen.Dropped == 0; seed++ {
				sharedcalendartest.Live(t, uint64(seed), opened(t, real.Calendar(t, fmt.Sprint("tram", seed)), real.User, real.Password).Calendar(), empty, seen)
				if t.Failed() {
					t.Fatalf("history %d", seed)
				}
			}
			if seen.Kills == 0 || seen.Sent == 0 || seen.Taken == 0 || seen.Removed+seen.Dropped == 0 {
				t.Errorf("%+v", *seen)
			}
		})
	}
}
