package main

import "testing"

func TestAWindowFitsTheScreenAtEveryScale(t *testing.T) {
	frame := rectangle{-8, -31, 8, 8}
	for _, c := range []struct {
		free          rectangle
		scale         float64
		width, height float32
	}{
		{rectangle{0, 0, 1366, 728}, 1, 1326, 665},
		{rectangle{0, 0, 1366, 718}, 1.25, 1020, 503}, // drawn at 130 %
		{rectangle{100, 40, 1466, 768}, 1.5, 884, 443},
	} {
		if got := unitsOf(c.free, frame, c.scale); got.Width != c.width || got.Height != c.height {
			t.Errorf("%v at %v: %v", c.free, c.scale, got)
		}
	}
	if got := room(1); got.Width < 300 || got.Height < 200 {
		t.Errorf("this screen takes %v", got)
	}
}
