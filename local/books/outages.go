package books

import (
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/store"
)

type outage = office.Outage

// Outages is the register of planned outages.
var Outages = Register[outage]{
	Kind: store.Kind[outage]{
		Name: "outage", Said: "Tạm ngừng có kế hoạch", Clash: store.Fields, Gone: []office.State{office.OutageOver, office.OutageOff},
		Named: func(o *outage) (*office.ID, *int64) { return &o.ID, &o.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Ghi lần tạm ngừng", From: []office.State{store.Unborn}, To: office.OutagePlanned, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa lần tạm ngừng", From: []office.State{office.OutagePlanned}, Needs: office.MayKeep},
			{Name: "finish", Said: "Ghi là đã hoạt động lại", From: []office.State{office.OutagePlanned}, To: office.OutageOver, Needs: office.MayKeep},
			{Name: "call-off", Said: "Bỏ lần tạm ngừng", From: []office.State{office.OutagePlanned}, To: office.OutageOff, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkOutage,
		Line: func(o outage) store.Line {
			return store.Line{Title: o.Name, Below: fmt.Sprintf("%s đến %s", office.MomentSaid(office.MomentOf(o.From)), office.MomentSaid(office.MomentOf(o.Back))), State: o.State,
				At: o.From, Words: []string{o.Why, o.Services}}
		},
		Fields: map[string]string{"name": "Tên gọi", "why": "Lý do", "services": "Dịch vụ tạm ngừng", "from": "Ngừng từ lúc", "back": "Dự kiến hoạt động lại lúc", "instead": "Trong lúc đó",
			"forced": "Lý do bất khả kháng", "announced": "Đã thông báo lúc", "where": "Thông báo ở đâu", "ended": "Hoạt động lại lúc", "state": "Tình trạng"},
	},
	Said: office.Register{Name: "tam-ngung", Title: "Sổ tạm ngừng có kế hoạch", One: "lần tạm ngừng", Basis: "Nghị định 224/2026/NĐ-CP, Điều 13",
		Papers: []office.RegisterPaper{{Name: "niem-yet", Said: "Thông báo tạm ngừng"}, {Name: "tin", Said: "Chép tin nhắn", Text: true}}},
	State: func(o *outage) *office.State { return &o.State },
	Named: map[office.State]string{office.OutagePlanned: "Sắp tới", office.OutageOver: "Đã hoạt động lại", office.OutageOff: "Đã bỏ"},
	Fresh: office.OutagePlanned,
	Asks: []Ask[outage]{
		{office.Ask{Key: "name", Said: "Tên gọi", Hint: "Ví dụ: Nâng cấp đường truyền", Needed: true}, func(o *outage) *string { return &o.Name }},
		{office.Ask{Key: "services", Said: "Dịch vụ tạm ngừng", How: office.AskLines, Needed: true}, func(o *outage) *string { return &o.Services }},
		{office.Ask{Key: "why", Said: "Lý do", Needed: true}, func(o *outage) *string { return &o.Why }},
		{office.Ask{Key: "from", Said: "Ngừng từ lúc", How: office.AskMoment, Needed: true}, func(o *outage) *string { return &o.From }},
		{office.Ask{Key: "back", Said: "Dự kiến hoạt động lại lúc", How: office.AskMoment, Needed: true}, func(o *outage) *string { return &o.Back }},
		{office.Ask{Key: "instead", Said: "Trong lúc đó", How: office.AskLines, Hint: "Người dân làm gì: nộp giấy ở đâu, gọi số nào"}, func(o *outage) *string { return &o.Instead }},
		{office.Ask{Key: "announced", Said: "Đã thông báo lúc", How: office.AskMoment, Hint: "Trước ít nhất 7 ngày làm việc trọn; ngày nghỉ ghi ở cấu hình ứng phó"}, func(o *outage) *string { return &o.Announced }},
		{office.Ask{Key: "where", Said: "Thông báo ở đâu"}, func(o *outage) *string { return &o.Where }},
		{office.Ask{Key: "forced", Said: "Lý do bất khả kháng", Hint: "Chỉ khi không thể thông báo trước"}, func(o *outage) *string { return &o.Forced }},
		{office.Ask{Key: "ended", Said: "Hoạt động lại lúc", How: office.AskMoment}, func(o *outage) *string { return &o.Ended }},
	},
	Duties: office.Outage.Duties,
	Warns: func(o outage, now time.Time) (said []string) {
		if back := office.MomentOf(o.Back); o.State == office.OutagePlanned && now.After(back) {
			said = append(said, "Đã quá lúc dự kiến hoạt động lại mà chưa ghi kết thúc.")
		}
		return said
	},
}

func checkOutage(_ *outage, o outage, step string) error {
	switch {
	case !office.MomentOf(o.Back).After(office.MomentOf(o.From)):
		return OutageBackwards
	case step == "finish" && o.Ended == "":
		return OutageNotEnded
	}
	return nil
}

// What can be wrong with an outage.
var (
	OutageBackwards = office.Failure{
		Name: "books.outage-backwards",
		Said: "Lúc dự kiến hoạt động lại không sau lúc ngừng.",
		Next: "Hãy xem lại hai giờ đã ghi.",
	}
	OutageNotEnded = office.Failure{
		Name: "books.outage-not-ended",
		Said: "Chưa ghi hoạt động lại lúc nào.",
		Next: "Hãy ghi “Hoạt động lại lúc”, lưu lại rồi bấm lần nữa.",
	}
)
