package copying

import (
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Chosen is a target that the station copies to, as its journal has it. It is chosen by who
// may run the office, and copied to until it is given up; what lies there stays then.
type Chosen struct {
	ID      office.ID `json:"id"` // of the Place
	Version int64     `json:"version"`
	Where   string    `json:"where"`
	Added   time.Time `json:"added"`
	GivenUp bool      `json:"given_up,omitempty"`
}

// The steps of a target.
const (
	StepAdd    = "add-target"
	StepGiveUp = "give-up-target"
)

// Targets are those of this station: another one's disks are its own affair.
var Targets = store.Kind[Chosen]{
	Name: "copy-target", Said: "Nơi để bản sao", Clash: store.Local, Gone: []office.State{"given-up"},
	Named: func(c *Chosen) (*office.ID, *int64) { return &c.ID, &c.Version },
	Steps: []store.Step{
		{Name: StepAdd, Said: "Chọn nơi để bản sao", Needs: office.MayRun},
		{Name: StepGiveUp, Said: "Thôi sao tới một nơi", Needs: office.MayRun},
	},
	Line: func(c Chosen) store.Line {
		state := office.State("in-use")
		if c.GivenUp {
			state = "given-up"
		}
		return store.Line{Title: "Nơi để bản sao " + c.Where, State: state}
	},
	Fields: map[string]string{"where": "Ở đâu", "added": "Chọn lúc", "given_up": "Đã thôi dùng"},
}
