package sheet

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// many are so many meetings of December, spread over its hours.
func many(n int) (all []office.Occurrence) {
	for i := range n {
		o := meeting(fmt.Sprintf("Họp số %d về việc rà soát, đôn đốc thực hiện nhiệm vụ được giao", i), "2026-12-01 07:00", "2026-12-01 08:00")
		o.Start = o.Start.AddDate(0, 0, i%31).Add(time.Duration(i*7%40) * 15 * time.Minute)
		o.End = o.Start.Add(time.Duration(1+i%3) * 30 * time.Minute)
		all = append(all, o)
	}
	return all
}

func BenchmarkAStepOf500(b *testing.B) {
	for name, do := range map[string]func(d *desk, i int){
		"scroll": func(d *desk, i int) { d.scrollTo(float32(20 * (i % 20))) },
		"cursor": func(d *desk, i int) {
			d.TypedKey(&fyne.KeyEvent{Name: []fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyUp, fyne.KeyLeft}[i%4]})
		},
		"tab": func(d *desk, i int) { d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab}) },
		"turn": func(d *desk, i int) {
			d.TypedKey(&fyne.KeyEvent{Name: []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp}[i%2]})
		},
	} {
		for view, word := range map[View]string{ByWeek: "week", ByMonth: "month"} {
			b.Run(word+"/"+name, func(b *testing.B) {
				d := newDeskOf(b, fyne.NewSize(1100, 560), many(500)...)
				d.Turn(view)
				d.window.Canvas().Focus(d.Sheet)
				b.ResetTimer()
				for i := range b.N {
					do(d, i)
				}
			})
		}
	}
}
