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

// BenchmarkAStepOf500 measures what each step of a clerk takes with 500 meetings a month; 16 ms is what
// the eye does not see. “first” shows them where none of their titles was cut before.
func BenchmarkAStepOf500(b *testing.B) {
	all := many(500)
	for i := range many(500) {
		next := all[i]
		next.UID, next.Start, next.End = "next "+next.UID, next.Start.AddDate(0, 0, 31), next.End.AddDate(0, 0, 31)
		all = append(all, next)
	}
	for view, word := range map[View]string{ByDay: "day", ByWeek: "week", ByMonth: "month"} {
		for name, do := range map[string]func(d *desk, i int){
			"scroll": func(d *desk, i int) { d.scrollTo(float32(20 * (i % 20))) },
			"cursor": func(d *desk, i int) {
				d.TypedKey(key([]fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyUp, fyne.KeyLeft}[i%4]))
			},
			"tab":  func(d *desk, _ int) { d.TypedKey(key(fyne.KeyTab)) },
			"turn": func(d *desk, i int) { d.TypedKey(key([]fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp}[i%2])) },
			"drag": func(d *desk, i int) {
				d.ghost = &ghost{at: -1, from: d.day*whole + i%40*step, to: d.day*whole + i%40*step + hour}
				d.place()
			},
			"first": func(d *desk, i int) {
				for at := range all {
					all[at].Title = fmt.Sprintf("Lần %d, họp số %d về việc rà soát, đôn đốc thực hiện nhiệm vụ", i, at)
				}
				d.Put(all, called)
			},
		} {
			b.Run(word+"/"+name, func(b *testing.B) {
				d := newDeskOf(b, fyne.NewSize(1100, 400), all...)
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

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }
