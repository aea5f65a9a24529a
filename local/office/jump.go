package office

import (
	"fmt"
	"sync"
	"time"
)

// jumpSlack is how far the time of the PC may drift or be set by its time service
// between two looks before it is told.
const jumpSlack = 5 * time.Second

// Jump (giờ nhảy) is a change of the clock of the PC while the program ran: Luật GDĐT
// Điều 46.4c asks for a time that can be relied on.
type Jump struct {
	From time.Time     // what the clock should have shown
	To   time.Time     // what it shows
	By   time.Duration // To less From
}

// Said tells of the jump as a person reads it.
func (j Jump) Said() string {
	way := "nhảy tới"
	if j.By < 0 {
		way = "lùi lại"
	}
	return fmt.Sprintf("Đồng hồ của máy %s %s trong lúc phần mềm đang mở: lẽ ra là %s mà máy chỉ %s.", way, lasting(j.By.Abs()), minute(j.From), minute(j.To))
}

// lasting words a time in the two units that count.
func lasting(d time.Duration) string {
	days, hours, minutes, seconds := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case days > 0:
		return fmt.Sprintf("%d ngày %d giờ", days, hours)
	case hours > 0:
		return fmt.Sprintf("%d giờ %d phút", hours, minutes)
	case minutes > 0:
		return fmt.Sprintf("%d phút %d giây", minutes, seconds)
	}
	return fmt.Sprintf("%d giây", seconds)
}

// WatchedClock is a clock that is held against one that nobody sets.
type WatchedClock struct {
	Clock
	steady func() time.Duration
	tell   func(Jump)

	mu   sync.Mutex
	wall time.Time     // at the last look
	at   time.Duration // of the steady clock then
}

// Watch holds a clock against a steady one, which counts the time since any moment, with
// that in which the PC sleeps. Each look at the time is one at both; a jump is told once,
// in the goroutine that looked.
func Watch(clock Clock, steady func() time.Duration, tell func(Jump)) *WatchedClock {
	return &WatchedClock{Clock: clock, steady: steady, tell: tell, wall: clock.Now().Round(0), at: steady()}
}

// Now is the time of the clock that is watched.
func (c *WatchedClock) Now() time.Time {
	now, jump, jumped := c.look()
	if jumped {
		c.tell(jump)
	}
	return now
}

func (c *WatchedClock) look() (now time.Time, j Jump, jumped bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now = c.Clock.Now()
	wall, at := now.Round(0), c.steady() // Round strips the steady reading that a time may carry
	j = Jump{From: c.wall.Add(at - c.at), To: wall}
	j.By = j.To.Sub(j.From)
	c.wall, c.at = wall, at
	return now, j, j.By.Abs() > jumpSlack
}
