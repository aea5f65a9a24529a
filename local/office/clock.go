package office

import (
	"fmt"
	"strings"
	"time"
)

// Clock tells the time of the station. Luật GDĐT Điều 46.4c asks that a time
// in evidence come from a known source: every journal entry names it.
type Clock interface {
	Now() time.Time
	Source() ClockSource
}

// ClockSource says who set the clock and how far it was off when it was last
// compared with the national standard time.
type ClockSource struct {
	Name   string        `json:"name"`
	Offset time.Duration `json:"offset"`
}

// SystemClock is the clock of the operating system, never compared.
type SystemClock struct{}

// Now returns the time of the operating system.
func (SystemClock) Now() time.Time { return time.Now() }

// Source names the operating system with no known offset.
func (SystemClock) Source() ClockSource { return ClockSource{Name: "system"} }

// VietNam is the zone in which a mark tells its time (+07:00, no summer time).
var VietNam = time.FixedZone("+07:00", 7*60*60)

// ISO writes a time as the marks do: ISO 8601 to the second, +07:00.
func ISO(t time.Time) string { return t.In(VietNam).Format("2006-01-02T15:04:05-07:00") }

// firstYear is before this program was written: a clock that shows an earlier one
// was never set.
const firstYear = 2024

const (
	// backSlack is how far a clock that is set right by itself may step back.
	backSlack = time.Minute
	// aheadSlack is how far a file may be ahead: another machine's clock, another
	// zone.
	aheadSlack = 24 * time.Hour
	// longIdle is for how long an office hardly leaves its journal alone.
	longIdle = 400 * 24 * time.Hour
)

// ClockDoubts are what speaks against the time of the PC: newest is the
// newest time of the journal that no word has overruled, files what the files of the document tell of their
// own times. None: nothing does. A clock that was never set is ClockNeverSet: no
// mark carries its time, whatever anyone says.
func ClockDoubts(now, newest time.Time, files ...time.Time) (doubts []string, err error) {
	if now.In(VietNam).Year() < firstYear {
		return nil, ClockNeverSet.About(now.In(VietNam).Format("02/01/2006"))
	}
	switch {
	case newest.IsZero():
	case now.Before(newest.Add(-backSlack)):
		doubts = append(doubts, fmt.Sprintf("giờ máy (%s) sớm hơn bước mới nhất trong nhật ký (%s)", minute(now), minute(newest)))
	case now.Sub(newest) > longIdle:
		doubts = append(doubts, fmt.Sprintf("giờ máy (%s) muộn hơn bước mới nhất trong nhật ký (%s) tới %d ngày", minute(now), minute(newest), int(now.Sub(newest).Hours()/24)))
	}
	var last time.Time
	for _, at := range files {
		if at.After(last) {
			last = at
		}
	}
	if last.After(now.Add(aheadSlack)) {
		doubts = append(doubts, fmt.Sprintf("giờ máy (%s) sớm hơn giờ ghi trong tệp của văn bản (%s)", minute(now), minute(last)))
	}
	return doubts, nil
}

// ClockFollows refuses the time of the PC for what follows an act that was done at a
// time: a clock that was never set (ClockNeverSet), or one that is before that act
// (ClockBefore). Neither can be put right by a word.
func ClockFollows(now, act time.Time) error {
	if _, err := ClockDoubts(now, time.Time{}); err != nil {
		return err
	}
	if now.Before(act.Add(-backSlack)) {
		return ClockBefore.About(minute(now), minute(act))
	}
	return nil
}

func minute(t time.Time) string { return t.In(VietNam).Format("15:04 ngày 02/01/2006") }

// wordLasts is how long a word on the clock stands: the clerk has the same PC and
// the same day before them.
const wordLasts = 12 * time.Hour

// Stands tells whether the word still covers what is doubted at a time.
func (w *ClockWord) Stands(now time.Time) bool {
	return w != nil && w.Why != "" && now.Sub(w.At).Abs() < wordLasts
}

// Over is the word that a record keeps where its time is doubted; nil: it is not.
// ClockDoubted where no word that still stands covers it.
func (w *ClockWord) Over(now time.Time, doubts []string) (*ClockWord, error) {
	if len(doubts) == 0 {
		return nil, nil
	}
	if !w.Stands(now) {
		return w, ClockDoubted.About(strings.Join(doubts, "; "))
	}
	return w, nil
}
