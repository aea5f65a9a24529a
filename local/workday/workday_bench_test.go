package workday

import (
	"testing"
	"time"
)

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		bundled(b)
	}
}

func BenchmarkWorkingDays(b *testing.B) {
	c, at := bundled(b), moment(b, "2026-08-19 09:00")
	for b.Loop() {
		if _, err := c.WorkingDays(at, 15); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLate(b *testing.B) {
	c, at := bundled(b), moment(b, "2026-08-19 09:00")
	due, err := c.WorkingHours(at, 40*time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c.Late(due, at.AddDate(0, 1, 0))
	}
}
