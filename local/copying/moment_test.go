package copying_test

import (
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/store"
)

// at has an entry of its own written while the clock is off by so many years.
func (b *bureau) at(years int) {
	b.t.Helper()
	b.clock.mu.Lock()
	was := b.clock.now
	b.clock.now = was.AddDate(years, 0, 0)
	b.clock.mu.Unlock()
	b.save(office.Conversion{State: office.Draft, Direction: office.DataToPaper, FromMessage: office.FromMessage{Message: &office.DataMessage{File: b.file("giờ sai")}}})
	b.clock.mu.Lock()
	b.clock.now = was.Add(time.Minute)
	b.clock.mu.Unlock()
}

// TestAClockThatWasOffMovesNoMoment writes with the clock a year ahead before the moment, and a
// year behind after it, within one segment and with one for each.
func TestAClockThatWasOffMovesNoMoment(t *testing.T) {
	for name, together := range map[string]bool{"segments apart": false, "one segment": true} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t)
			target := copyingtest.NewFaulty()
			c := b.copier(target)
			step := func(do func()) {
				if do(); !together {
					b.round(c)
				}
			}
			step(b.work)
			step(func() { b.at(1) })
			step(b.work)
			head, err := b.store.Head(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			step(func() { b.work(); b.work() })
			step(func() { b.at(-1) })
			step(b.work)
			b.round(c)
			s, got, _, err := b.back(target, copying.Wish{Until: head.At, Count: true})
			if err != nil {
				t.Fatal(err)
			}
			if is, err := s.Head(t.Context()); err != nil || is != head {
				t.Errorf("it came back to %+v, not %+v: %v", is, head, err)
			}
			records := map[office.ID]bool{}
			err = got.Own(t.Context(), 0)(func(a store.Arrival) error { records[a.Entry.Record] = true; return nil })
			if err != nil {
				t.Fatal(err)
			}
			v, err := got.Preview(t.Context())
			if err != nil || !v.Past || v.Head != head || v.Records != int64(len(records)) || len(records) < 4 {
				t.Errorf("foretold is %+v of %d records, %v", v, len(records), err)
			}
		})
	}
}
