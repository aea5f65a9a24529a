package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func TestAPageIsSeenWhenEveryPartOfItWas(t *testing.T) {
	page := Area{fyne.NewPos(12, 12), fyne.NewSize(600, 840)}
	window := func(x, y, w, h float32) Area { return Area{fyne.NewPos(x, y), fyne.NewSize(w, h)} }
	for name, c := range map[string]struct {
		windows []Area
		all     bool
	}{
		"at once":              {[]Area{window(0, 0, 700, 900)}, true},
		"in two steps":         {[]Area{window(0, 0, 700, 500), window(0, 400, 700, 500)}, true},
		"in quarters":          {[]Area{window(0, 0, 350, 450), window(350, 0, 350, 450), window(0, 450, 350, 450), window(350, 450, 350, 450)}, true},
		"without the foot":     {[]Area{window(0, 0, 700, 760)}, false},
		"without a line":       {[]Area{window(0, 0, 700, 420), window(0, 436, 700, 500)}, false},
		"without the margin":   {[]Area{window(0, 0, 580, 900)}, false},
		"without one quarter":  {[]Area{window(0, 0, 350, 450), window(350, 0, 350, 450), window(0, 450, 350, 450)}, false},
		"of another page only": {[]Area{window(0, 900, 700, 900)}, false},
	} {
		var g Glances
		for _, w := range c.windows {
			g.Add(page, w, Dwell)
		}
		if g.All() != c.all {
			t.Errorf("%s: seen %v", name, g.All())
		}
	}
}

func TestAPageIsSeenWhenItWasInViewForLongEnough(t *testing.T) {
	page := Area{fyne.NewPos(12, 12), fyne.NewSize(600, 840)}
	whole := Area{Size: fyne.NewSize(700, 900)}
	var g Glances
	var z Gaze
	rung := 0
	look := func() { z.On(false, View{Of: &g, Page: page, Window: whole}) }
	z.OnLong = func() { rung++; look() }
	for range 3 { // in three glances
		look()
		Pass(Dwell / 4)
		z.On(false)
		Pass(Dwell)
	}
	if g.Any() || rung != 0 {
		t.Fatalf("three quarters of the time are enough, told %d times", rung)
	}
	look()
	Pass(Dwell/4 - time.Millisecond)
	if g.Any() {
		t.Fatal("a part is seen before its time")
	}
	Pass(time.Millisecond)
	if !g.All() || rung != 1 {
		t.Errorf("all seen: %v, told %d times", g.All(), rung)
	}
	Pass(time.Hour)
	if rung != 1 {
		t.Errorf("what is seen is told %d times", rung)
	}
}
