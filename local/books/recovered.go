package books

import (
	"time"

	"tram/local/office"
	"tram/local/store"
)

// StepMeasure is the step by which the station notes how long a restore took.
const StepMeasure = "measure-recovery"

// Recoveries are restores and drills whose time was measured. One never changes.
var Recoveries = store.Kind[office.Recovered]{
	Name: "recovery", Said: "Lần lấy lại được đo", Clash: store.Alone,
	Named: func(r *office.Recovered) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{{Name: StepMeasure, Said: "Đo một lần lấy lại", From: []office.State{store.Unborn}}},
	Line: func(r office.Recovered) store.Line {
		return store.Line{Title: "Lấy lại từ " + r.From, At: r.At.UTC().Format(time.RFC3339)}
	},
	Fields: map[string]string{"at": "Lúc", "took": "Thời gian", "records": "Số hồ sơ", "from": "Từ đâu"},
}
