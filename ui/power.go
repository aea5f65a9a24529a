package ui

import (
	"context"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// powerAsked is how often it is asked by what the machine runs.
const powerAsked = 5 * time.Second

// followPower asks by what the machine runs, until ctx ends.
func followPower(ctx context.Context, s Services, told func(office.Power)) {
	tick := time.NewTicker(powerAsked)
	defer tick.Stop()
	for {
		is := s.PowerState()
		kit.OnScreen(func() {
			if ctx.Err() == nil {
				told(is)
			}
		})
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// powered tells when the power goes, is nearly gone, and is back. What was typed is saved at
// once when it goes.
func (f *frame) powered(is office.Power) {
	was := f.power
	if is == was {
		return
	}
	f.power = is
	f.status.powered(is)
	news := f.w.desk.News
	switch {
	case is.Low() && !was.Low():
		f.w.desk.Keep(func([]kit.Unkept) {
			news.Bad(kit.Trouble{Said: kit.T("frame.power-left", is.Percent), Next: kit.T("frame.power-low")})
		})
	case is.Battery && !was.Battery:
		f.w.desk.Keep(func(unkept []kit.Unkept) {
			next := kit.T("frame.power-kept")
			if len(unkept) > 0 {
				next = unkeptSaid(unkept)
			}
			news.Warn(kit.Trouble{Said: batterySaid(is), Next: next})
		})
	case was.Battery && is.Known && !is.Battery:
		news.Good(kit.T("frame.power-back"))
	}
}

func batterySaid(is office.Power) string {
	if is.Percent == 0 {
		return kit.T("frame.power-battery")
	}
	return kit.T("frame.power-left", is.Percent)
}
