package books

import (
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Channel (kênh giao tiếp) is a way in which the office receives and settles what
// organisations and citizens ask for, with the regulation by which it works (Điều 7.1b
// and 7.2).
type Channel struct {
	ID         office.ID    `json:"id"`
	Version    int64        `json:"version"`
	Name       string       `json:"name"`
	Sort       string       `json:"sort"`
	Address    string       `json:"address"`
	Keeper     string       `json:"keeper,omitempty"`
	Regulation string       `json:"regulation,omitempty"` // its number and symbol
	Issued     string       `json:"issued,omitempty"`     // yyyy-mm-dd
	Note       string       `json:"note,omitempty"`
	State      office.State `json:"state"`
}

// The channels that Điều 7.2 names.
var channelSorts = []office.Choice{
	{Key: "information", Said: "Kênh cung cấp thông tin (điểm a)"}, {Key: "services", Said: "Kênh cung cấp dịch vụ công trực tuyến (điểm a)"},
	{Key: "national", Said: "Cổng Dịch vụ công quốc gia (điểm b)"}, {Key: "other", Said: "Kênh giao tiếp khác (điểm c)"},
}

const (
	channelOpen   office.State = "open"
	channelClosed office.State = "closed"
)

// Channels is the register of the ways in which the office can be reached.
var Channels = Register[Channel]{
	Kind: store.Kind[Channel]{
		Name: "channel", Said: "Kênh giao tiếp", Clash: store.Fields, Only: []string{"address"}, Taken: ChannelTaken, Gone: []office.State{channelClosed},
		Named: func(c *Channel) (*office.ID, *int64) { return &c.ID, &c.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Mở kênh", From: []office.State{store.Unborn}, To: channelOpen, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa thông tin kênh", From: []office.State{channelOpen, channelClosed}, Needs: office.MayKeep},
			{Name: "close", Said: "Ngừng kênh", From: []office.State{channelOpen}, To: channelClosed, Needs: office.MayKeep},
			{Name: "reopen", Said: "Mở lại kênh", From: []office.State{channelClosed}, To: channelOpen, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Line: func(c Channel) store.Line {
			return store.Line{Title: c.Name, Below: c.Address, State: c.State, Words: []string{office.ChoiceSaid(channelSorts, c.Sort), c.Keeper, c.Regulation},
				Facts: map[string][]string{"sort": {c.Sort}, "address": {c.Address}}}
		},
		Fields: map[string]string{"name": "Tên kênh", "sort": "Loại kênh", "address": "Địa chỉ", "keeper": "Người phụ trách", "regulation": "Quy chế hoạt động",
			"issued": "Ngày ban hành quy chế", "note": "Ghi chú", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "kenh", Title: "Sổ kênh giao tiếp", One: "kênh", Basis: "Nghị định 137/2024/NĐ-CP, Điều 7 khoản 1 điểm b và khoản 2"},
	State: func(c *Channel) *office.State { return &c.State },
	Named: map[office.State]string{channelOpen: "Đang dùng", channelClosed: "Đã ngừng"},
	Fresh: channelOpen,
	Asks: []Ask[Channel]{
		{office.Ask{Key: "name", Said: "Tên kênh", Hint: "Ví dụ: Trang thông tin điện tử xã Mẫu", Needed: true}, func(c *Channel) *string { return &c.Name }},
		{office.Ask{Key: "sort", Said: "Loại kênh", How: office.AskOne, Choices: channelSorts, Needed: true}, func(c *Channel) *string { return &c.Sort }},
		{office.Ask{Key: "address", Said: "Địa chỉ", Hint: "Địa chỉ trang, thư điện tử hoặc số điện thoại", Needed: true}, func(c *Channel) *string { return &c.Address }},
		{office.Ask{Key: "keeper", Said: "Người phụ trách"}, func(c *Channel) *string { return &c.Keeper }},
		{office.Ask{Key: "regulation", Said: "Quy chế hoạt động", Hint: "Số, ký hiệu văn bản ban hành quy chế"}, func(c *Channel) *string { return &c.Regulation }},
		{office.Ask{Key: "issued", Said: "Ngày ban hành quy chế", How: office.AskDay}, func(c *Channel) *string { return &c.Issued }},
		{office.Ask{Key: "note", Said: "Ghi chú", How: office.AskLines}, func(c *Channel) *string { return &c.Note }},
	},
	Warns: func(c Channel, _ time.Time) (said []string) {
		switch {
		case c.State == channelClosed:
		case c.Regulation == "":
			said = append(said, "Chưa ban hành quy chế hoạt động của kênh (Điều 7.1b).")
		case c.Issued == "":
			said = append(said, "Chưa ghi ngày ban hành quy chế.")
		}
		return said
	},
	Tally: func(all []Channel, now time.Time) (said []string) {
		for _, sort := range channelSorts {
			open, closed, bare := 0, 0, 0
			for _, c := range all {
				switch {
				case c.Sort != sort.Key:
				case c.State == channelClosed:
					closed++
				default:
					open++
					bare += onlyOne(c.Regulation == "")
				}
			}
			said = append(said, fmt.Sprintf("%s: %d kênh đang dùng, trong đó %d kênh chưa có quy chế; %d kênh đã ngừng.", sort.Said, open, bare, closed))
		}
		return said
	},
}

// ChannelTaken tells of a second channel at one address.
var ChannelTaken = office.Failure{
	Name: "books.channel-taken",
	Said: "Đã có một kênh ở địa chỉ này.",
	Next: "Hãy mở kênh đã có và sửa ở đó, kể cả khi kênh ấy đã ngừng.",
}
