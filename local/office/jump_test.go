package office

import (
	"strings"
	"testing"
	"time"
)

type handClock struct {
	wall   time.Time
	steady time.Duration
}

func (c *handClock) Now() time.Time    { return c.wall }
func (*handClock) Source() ClockSource { return ClockSource{Name: "hand"} }
func (c *handClock) pass(d time.Duration) {
	c.wall, c.steady = c.wall.Add(d), c.steady+d
}

func TestAJumpOfTheClockIsToldOnceAndAPassingDayIsNot(t *testing.T) {
	hand := &handClock{wall: time.Date(2026, 11, 27, 1, 0, 0, 0, time.UTC)}
	var told []Jump
	clock := Watch(hand, func() time.Duration { return hand.steady }, func(j Jump) { told = append(told, j) })
	for range 100 {
		hand.pass(17 * time.Hour)
		hand.wall = hand.wall.Add(time.Second) // a time service sets it right
		if got := clock.Now(); !got.Equal(hand.wall) {
			t.Fatalf("%v, not %v", got, hand.wall)
		}
	}
	if len(told) > 0 {
		t.Fatalf("told without a jump: %v", told)
	}
	for _, c := range []struct {
		by   time.Duration
		said []string
	}{
		{-3 * time.Hour, []string{"lùi lại 3 giờ 0 phút"}},
		{49 * time.Hour, []string{"nhảy tới 2 ngày 1 giờ"}},
		{-90 * time.Second, []string{"lùi lại 1 phút 30 giây"}},
		{6 * time.Second, []string{"nhảy tới 6 giây"}},
	} {
		told = nil
		hand.pass(time.Minute)
		was := hand.wall
		hand.wall = hand.wall.Add(c.by)
		clock.Now()
		clock.Now()
		if len(told) != 1 || told[0].By != c.by || !told[0].From.Equal(was) || !told[0].To.Equal(hand.wall) {
			t.Fatalf("a jump by %s is told as %v", c.by, told)
		}
		for _, s := range c.said {
			if !strings.Contains(told[0].Said(), s) {
				t.Errorf("%q does not tell %q", told[0].Said(), s)
			}
		}
	}
	if clock.Source().Name != "hand" {
		t.Errorf("the source is %q", clock.Source().Name)
	}
}
