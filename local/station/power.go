package station

import (
	"context"
	"sync"
	"time"

	"tram/local/office"
)

// What becomes of work while the machine runs by battery: what goes on by itself (reading
// copies back, merging their segments) rests, what only tries is not begun, and at a low
// charge nothing long is begun any more. What is under way ends.

// powerLooked is how long an answer of the system is believed.
const powerLooked = 2 * time.Second

// What is not begun by battery.
var (
	ChargeLow = office.Failure{
		Name: "station.charge-low",
		Said: "Máy đang chạy bằng pin và chỉ còn %d %%, nên không bắt đầu việc dài.",
		Next: "Hãy hoàn thành việc đang làm; việc mới để đến khi có điện.",
	}
	OnBattery = office.Failure{
		Name: "station.on-battery",
		Said: "Máy đang chạy bằng pin, nên chưa bắt đầu việc này.",
		Next: "Hãy làm lại khi có điện.",
	}
)

// powering is what a station asks its machine.
type powering struct {
	ask func() office.Power // nil: nothing is told

	mu sync.Mutex
	is office.Power
	at time.Time
}

// PowerState is by what the machine runs, as its system told a moment ago.
func (s *ground) PowerState() office.Power {
	p := &s.powering
	if p.ask == nil {
		return office.Power{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := s.clock.Now(); p.at.IsZero() || now.Sub(p.at).Abs() >= powerLooked {
		p.is, p.at = p.ask(), now
	}
	return p.is
}

// onBattery tells whether what goes on by itself is to rest.
func (s *ground) onBattery() bool { return s.PowerState().Battery }

// mayTry refuses what only tries something, for a long time. It fails with OnBattery.
func (s *ground) mayTry() error {
	if s.onBattery() {
		return OnBattery
	}
	return nil
}

// byMains ends a work that only tries something once the machine goes on by its battery; the
// cause is OnBattery. Whoever asks for it calls the function that comes with it.
func (s *ground) byMains(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, end := context.WithCancelCause(ctx)
	go func() {
		tick := time.NewTicker(powerLooked)
		defer tick.Stop()
		for !s.onBattery() {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
		end(OnBattery)
	}()
	return ctx, func() { end(context.Canceled) }
}

// charged refuses to begin something long at a low charge. It fails with ChargeLow.
func (s *ground) charged() error {
	if is := s.PowerState(); is.Low() {
		return ChargeLow.About(is.Percent)
	}
	return nil
}
