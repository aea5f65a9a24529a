package records

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/ui/kit"
)

// BenchmarkScrolling scrolls a list of 100,000 records by turns of the wheel, and by pulling
// its bar, without drawing. It prints what the window's thread is busy with, in
// milliseconds, at the median and at the slowest of a hundred steps: a screen has 16 for
// one, drawing among them.
func BenchmarkScrolling(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(b, nil)
	p := New(kit.NewDesk(b.Context(), w), &archive{records: 100_000})
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1366, 768))
	p.Enter()
	kit.Settle()
	const wheel, bar, end = 150, 60_000, 5_000_000 // in units of the screen
	for _, c := range []struct {
		name string
		by   float32
	}{{"wheel", wheel}, {"bar", bar}} {
		b.Run(c.name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				at := p.finder.List.GetScrollOffset() + c.by
				if at > end {
					at = 0
				}
				began := time.Now()
				p.finder.List.ScrollToOffset(at)
				kit.Settle() // the rows have come, and are shown
				times = append(times, time.Since(began))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
