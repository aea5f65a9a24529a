package meetings

import (
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// unclear tells the first answer whose letters are no moment, day or number: what was typed is
// never dropped for what stood there before. Nil: all can be read.
func (f plan) unclear() error {
	if at := kit.Typed(f.Start); at != "" && office.MomentOf(at).IsZero() {
		return kit.Refused("meetings.unclear-start", office.Visible(at, mostShown))
	}
	if !isNumber(f.Minutes) {
		return kit.Refused("meetings.unclear-minutes", office.Visible(f.Minutes, mostShown))
	}
	if f.Repeat != repeatOnce && f.Repeat != repeatOwn && f.Until != "" {
		if _, err := time.ParseInLocation(time.DateOnly, f.Until, office.VietNam); err != nil {
			return kit.Refused("meetings.unclear-until", office.Visible(f.Until, mostShown))
		}
	}
	if !isNumber(f.Total) {
		return kit.Refused("meetings.unclear-members", office.Visible(f.Total, mostShown))
	}
	for line := range strings.SplitSeq(f.Items, "\n") {
		if parts := strings.Split(line, "|"); len(parts) > 1 && !isNumber(parts[1]) {
			return kit.Refused("meetings.unclear-item", office.Visible(kit.Typed(parts[0]), mostShown), office.Visible(kit.Typed(parts[1]), mostShown))
		}
	}
	return nil
}

// mostShown letters of an answer are repeated.
const mostShown = 60

// isNumber tells whether letters are a number, or none at all.
func isNumber(typed string) bool {
	typed = kit.Typed(typed)
	n, err := strconv.Atoi(typed)
	return typed == "" || err == nil && n >= 0
}
