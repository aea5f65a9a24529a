package copying_test

import (
	"testing"
	"testing/synctest"
	"time"

	"tram/local/copying"
)

// TestAQuestionTakesNoLongerThanItsSizeExplains plays lines of several speeds: what comes at
// 16 KB/s passes however long it takes, what trickles or never ends does not.
func TestAQuestionTakesNoLongerThanItsSizeExplains(t *testing.T) {
	for name, c := range map[string]struct {
		size, carried int64 // bytes
		piece         int
		every         time.Duration
		ends          bool
		atMost        time.Duration
	}{
		"a slow line":          {64 << 20, 64 << 20, 16 << 10, time.Second, false, 0},
		"a line that trickles": {64 << 20, 64 << 20, 1, time.Second, true, copying.QuestionPatience + time.Minute},
		"a small question":     {0, 1 << 10, 1 << 10, time.Second, false, 0},
		"one without an end":   {1 << 20, 1 << 40, 16 << 10, time.Second, true, copying.QuestionPatience + 4*time.Minute},
		"a server that sleeps": {1 << 20, 1 << 20, 1 << 10, copying.QuestionPatience, true, copying.QuestionPatience},
	} {
		synctest.Test(t, func(t *testing.T) {
			begun, ended := time.Now(), time.Duration(0)
			p := copying.NewPace(copying.QuestionPatience, c.size, func() { ended = time.Since(begun) })
			for moved := int64(0); moved < c.carried && ended == 0; moved += int64(c.piece) {
				time.Sleep(c.every)
				synctest.Wait()
				p.Moved(c.piece)
			}
			p.Done()
			time.Sleep(time.Hour)
			if (ended > 0) != c.ends || ended > c.atMost {
				t.Errorf("%s: ended after %v", name, ended)
			}
		})
	}
}
