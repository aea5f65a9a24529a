package copying

import (
	"tram/local/office"
	"tram/local/store"
)

// The steps of a target.
const (
	StepAdd    = "add-target"
	StepFound  = "found-target" // by the station itself
	StepGiveUp = "give-up-target"
	StepFormer = "remove-former-copy"
)

// Targets are those of this station: another one's disks are its own affair.
var Targets = store.Kind[office.CopyTarget]{
	Name: "copy-target", Said: "Nơi để bản sao", Clash: store.Local, Gone: []office.State{"given-up"},
	Named: func(c *office.CopyTarget) (*office.ID, *int64) { return &c.ID, &c.Version },
	Steps: []store.Step{
		{Name: StepAdd, Said: "Chọn nơi để bản sao", Needs: office.MayRun},
		{Name: StepFound, Said: "Thấy lại nơi để bản sao ở đường dẫn khác"},
		{Name: StepFormer, Said: "Xóa bản sao lập bằng chìa cũ", Needs: office.MayRun},
		{Name: StepGiveUp, Said: "Thôi sao tới một nơi", Needs: office.MayRun},
	},
	Line: func(c office.CopyTarget) store.Line {
		state := office.State("in-use")
		if c.GivenUp {
			state = "given-up"
		}
		return store.Line{Title: "Nơi để bản sao " + c.Where, State: state}
	},
	Fields: map[string]string{"where": "Ở đâu", "added": "Chọn lúc", "given_up": "Đã thôi dùng", "former_gone": "Xóa bản sao lập bằng chìa cũ lúc"},
}
