package books

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

var incidentSorts = []office.Choice{
	{Key: "line", Said: "Mất mạng, mất kết nối"}, {Key: "centre", Said: "Hệ thống dùng chung ngừng hoặc lỗi"}, {Key: "power", Said: "Mất điện"},
	{Key: "disk", Said: "Hỏng ổ đĩa, hỏng máy"}, {Key: "data", Said: "Mất, sai hoặc hỏng dữ liệu"}, {Key: "malware", Said: "Mã độc, mã hóa tống tiền"},
	{Key: "intrusion", Said: "Xâm nhập trái phép, lộ tài khoản"}, {Key: "leak", Said: "Lộ, lọt thông tin"}, {Key: "lost", Said: "Mất máy, mất USB, mất token"},
	{Key: "flood", Said: "Lũ lụt, cháy, thiên tai"}, {Key: "copies", Said: "Sao lưu dừng hoặc bản sao hỏng"}, {Key: "other", Said: "Sự cố khác"},
}

var incidentLevels = []office.Choice{{Key: "low", Said: "Nhẹ: không ai phải dừng việc"}, {Key: "ordinary", Said: "Thông thường: một phần việc phải dừng"}, {Key: "serious", Said: "Nghiêm trọng: ngừng phục vụ hoặc mất dữ liệu"}}

var incidentReach = []office.Choice{{Key: office.IncidentOwn, Said: "Cơ quan tự xử lý được"}, {Key: office.IncidentBeyond, Said: "Vượt khả năng tự xử lý"}}

// IncidentWays are how an incident can have been detected.
var IncidentWays = []office.Choice{
	{Key: "program", Said: "Phần mềm hoặc hệ thống giám sát báo"}, {Key: "clerk", Said: "Cán bộ, công chức phát hiện"}, {Key: "user", Said: "Người sử dụng phản ánh"},
	{Key: "authority", Said: "Cơ quan khác thông báo"}, {Key: "log", Said: "Kiểm tra nhật ký"}, {Key: "otherwise", Said: "Cách khác (ghi ở mô tả)"},
}

var noticeWays = []office.Choice{{Key: "letter", Said: "Công văn"}, {Key: "email", Said: "Thư điện tử"}, {Key: "fax", Said: "Fax"}, {Key: "system", Said: "Hệ thống của cơ quan điều phối"}, {Key: "phone", Said: "Điện thoại"}}

// IncidentSorts names sorts of incidents by their keys.
func IncidentSorts(key string) string { return office.ChoiceSaid(incidentSorts, key) }

// Incidents is the register of what broke off or threatened the work.
var Incidents = Register[office.Incident]{
	Kind: store.Kind[office.Incident]{
		Name: "incident", Said: "Sự cố", Clash: store.Fields, Gone: []office.State{office.IncidentClosed},
		Named: func(i *office.Incident) (*office.ID, *int64) { return &i.ID, &i.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Ghi sự cố", From: []office.State{store.Unborn}, To: office.IncidentOpen, Needs: office.MayKeep},
			{Name: StepRaise, Said: "Trạm tự ghi sự cố", From: []office.State{store.Unborn}, To: office.IncidentOpen},
			{Name: "edit", Said: "Ghi thêm về sự cố", From: []office.State{office.IncidentOpen}, Needs: office.MayKeep},
			{Name: "close", Said: "Đóng sự cố", From: []office.State{office.IncidentOpen}, To: office.IncidentClosed, Needs: office.MayKeep},
			{Name: "false-alarm", Said: "Đóng: báo nhầm", From: []office.State{office.IncidentOpen}, To: office.IncidentClosed, Needs: office.MayKeep},
			{Name: StepFalseAlarm, Said: "Đóng sự cố: trạm báo nhầm", From: []office.State{office.IncidentOpen}, To: office.IncidentClosed, Needs: office.MayRun},
			{Name: "reopen", Said: "Mở lại sự cố", From: []office.State{office.IncidentClosed}, To: office.IncidentOpen, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkIncident,
		Line: func(i office.Incident) store.Line {
			below := office.ChoiceSaid(incidentSorts, i.Sort)
			if at := office.MomentOf(i.Detected); !at.IsZero() {
				below += " · phát hiện " + office.MomentSaid(at)
			}
			return store.Line{Title: i.Name, Below: below, State: i.State, At: i.Detected, Words: []string{i.Described, i.System, i.Cause},
				Facts: map[string][]string{"sort": {i.Sort}}}
		},
		Fields: map[string]string{"name": "Tên sự cố", "sort": "Loại sự cố", "level": "Mức độ", "beyond": "Khả năng xử lý", "detected": "Phát hiện lúc", "how": "Cách phát hiện",
			"described": "Mô tả", "cause": "Trạm ghi vì", "system": "Hệ thống bị sự cố", "spread": "Lan rộng", "effects": "Ảnh hưởng", "measures": "Biện pháp đã làm", "proposals": "Kiến nghị, đề xuất hỗ trợ",
			"noticed": "Đã thông báo cơ quan có thẩm quyền lúc", "noticed_to": "Đã thông báo cho", "noticed_by": "Thông báo bằng", "noticed_ref": "Số, ký hiệu thông báo",
			"reported": "Gửi báo cáo ban đầu lúc", "reported_ref": "Số, ký hiệu báo cáo ban đầu", "told": "Báo người sử dụng lúc", "told_how": "Báo người sử dụng bằng", "told_not": "Không phải báo người sử dụng, vì",
			"ended": "Kết thúc lúc", "result": "Kết quả xử lý", "final": "Gửi báo cáo kết thúc lúc", "final_ref": "Số, ký hiệu báo cáo kết thúc", "attached": "Tài liệu kèm theo", "lessons": "Bài học", "state": "Tình trạng"},
	},
	Said: office.Register{Name: "su-co", Title: "Sổ sự cố", One: "sự cố", Basis: "Nghị định 137/2024/NĐ-CP, Điều 13 khoản 2 điểm c", Notes: true, Papers: []office.RegisterPaper{
		{Name: "thong-bao", Said: "Thông báo sự cố"}, {Name: "bm03", Said: "Biểu mẫu 03"}, {Name: "bm04", Said: "Biểu mẫu 04"},
		{Name: "nguoi-dung", Said: "Tờ báo người dân"}, {Name: "tin", Said: "Chép tin nhắn", Text: true}, {Name: "thu", Said: "Chép tiêu đề thư", Text: true},
	}},
	State:  func(i *office.Incident) *office.State { return &i.State },
	Named:  map[office.State]string{office.IncidentOpen: "Đang xử lý", office.IncidentClosed: "Đã đóng"},
	Fresh:  office.IncidentOpen,
	Asks:   incidentAsks,
	Duties: office.Incident.Duties,
	Tally: func(all []office.Incident, _ time.Time) (said []string) {
		for _, sort := range incidentSorts {
			open, closed := 0, 0
			for _, i := range all {
				open += onlyOne(i.Sort == sort.Key && i.State == office.IncidentOpen)
				closed += onlyOne(i.Sort == sort.Key && i.State == office.IncidentClosed)
			}
			if open+closed > 0 {
				said = append(said, fmt.Sprintf("%s: %d đang xử lý, %d đã đóng.", sort.Said, open, closed))
			}
		}
		return said
	},
}

// StepRaise is the step by which the station itself writes an incident down, and
// StepFalseAlarm that by which who runs it says that it was none.
const (
	StepRaise      = "raise"
	StepFalseAlarm = "guard-false-alarm"
)

type incident = office.Incident

var incidentAsks = []Ask[incident]{
	{office.Ask{Key: "name", Said: "Tên sự cố", Hint: "Ví dụ: Mất mạng cả trụ sở từ sáng", Needed: true}, func(i *incident) *string { return &i.Name }},
	{office.Ask{Key: "sort", Said: "Loại sự cố", How: office.AskOne, Choices: incidentSorts, Needed: true}, func(i *incident) *string { return &i.Sort }},
	{office.Ask{Key: "detected", Said: "Phát hiện lúc", How: office.AskMoment, Hint: "Không phải lúc ghi vào đây: mọi hạn tính từ lúc phát hiện", Needed: true}, func(i *incident) *string { return &i.Detected }},
	{office.Ask{Key: "how", Said: "Cách phát hiện", How: office.AskSeveral, Choices: IncidentWays}, func(i *incident) *string { return &i.How }},
	{office.Ask{Key: "described", Said: "Mô tả", How: office.AskLines, Hint: "Thấy gì, ở máy nào, từ bao giờ"}, func(i *incident) *string { return &i.Described }},
	{office.Ask{Key: "level", Said: "Mức độ", How: office.AskOne, Choices: incidentLevels}, func(i *incident) *string { return &i.Level }},
	{office.Ask{Key: "beyond", Said: "Khả năng xử lý", How: office.AskOne, Choices: incidentReach, Hint: "Vượt khả năng thì phải báo cáo ngay bằng Biểu mẫu 03"}, func(i *incident) *string { return &i.Beyond }},
	{office.Ask{Key: "system", Said: "Hệ thống bị sự cố", Hint: "Tên, tên miền, địa chỉ IP; bỏ trống thì lấy ở cấu hình ứng phó"}, func(i *incident) *string { return &i.System }},
	{office.Ask{Key: "spread", Said: "Lan rộng", Hint: "Những máy, hệ thống nào khác cũng bị"}, func(i *incident) *string { return &i.Spread }},
	{office.Ask{Key: "effects", Said: "Ảnh hưởng", How: office.AskLines}, func(i *incident) *string { return &i.Effects }},
	{office.Ask{Key: "measures", Said: "Biện pháp đã làm", How: office.AskLines}, func(i *incident) *string { return &i.Measures }},
	{office.Ask{Key: "proposals", Said: "Kiến nghị, đề xuất hỗ trợ", How: office.AskLines}, func(i *incident) *string { return &i.Proposals }},
	{office.Ask{Key: "told", Said: "Báo người sử dụng lúc", How: office.AskMoment}, func(i *incident) *string { return &i.Told }},
	{office.Ask{Key: "told_how", Said: "Báo người sử dụng bằng", Hint: "Niêm yết, tin nhắn, loa truyền thanh…"}, func(i *incident) *string { return &i.ToldHow }},
	{office.Ask{Key: "told_not", Said: "Không phải báo người sử dụng, vì", Hint: "Chỉ ghi khi không người sử dụng nào bị ảnh hưởng"}, func(i *incident) *string { return &i.ToldNot }},
	{office.Ask{Key: "noticed", Said: "Đã thông báo cơ quan có thẩm quyền lúc", How: office.AskMoment}, func(i *incident) *string { return &i.Noticed }},
	{office.Ask{Key: "noticed_to", Said: "Đã thông báo cho", How: office.AskLines}, func(i *incident) *string { return &i.NoticedTo }},
	{office.Ask{Key: "noticed_by", Said: "Thông báo bằng", How: office.AskOne, Choices: noticeWays}, func(i *incident) *string { return &i.NoticedBy }},
	{office.Ask{Key: "noticed_ref", Said: "Số, ký hiệu thông báo"}, func(i *incident) *string { return &i.NoticedRef }},
	{office.Ask{Key: "reported", Said: "Gửi báo cáo ban đầu lúc", How: office.AskMoment}, func(i *incident) *string { return &i.Reported }},
	{office.Ask{Key: "reported_ref", Said: "Số, ký hiệu báo cáo ban đầu"}, func(i *incident) *string { return &i.ReportedRef }},
	{office.Ask{Key: "ended", Said: "Kết thúc lúc", How: office.AskMoment, Hint: "Lúc mọi việc chạy lại bình thường"}, func(i *incident) *string { return &i.Ended }},
	{office.Ask{Key: "result", Said: "Kết quả xử lý", How: office.AskLines, Hint: "Đã xảy ra gì, cách giải quyết, giải pháp giảm nhẹ"}, func(i *incident) *string { return &i.Result }},
	{office.Ask{Key: "final", Said: "Gửi báo cáo kết thúc lúc", How: office.AskMoment}, func(i *incident) *string { return &i.Final }},
	{office.Ask{Key: "final_ref", Said: "Số, ký hiệu báo cáo kết thúc"}, func(i *incident) *string { return &i.FinalRef }},
	{office.Ask{Key: "attached", Said: "Tài liệu kèm theo", How: office.AskLines}, func(i *incident) *string { return &i.Attached }},
	{office.Ask{Key: "lessons", Said: "Bài học", How: office.AskLines, Hint: "Làm gì để lần sau không xảy ra, hoặc xảy ra thì nhẹ hơn"}, func(i *incident) *string { return &i.Lessons }},
}

// checkIncident refuses what cannot have been, and closing what is not at its end.
func checkIncident(was *office.Incident, now office.Incident, step string) error {
	detected := office.MomentOf(now.Detected)
	for _, at := range []string{now.Ended, now.Noticed, now.Reported, now.Told, now.Final} {
		if m := office.MomentOf(at); !m.IsZero() && m.Before(detected.Truncate(time.Minute)) {
			return IncidentBackwards.About(office.MomentSaid(m), office.MomentSaid(detected))
		}
	}
	if ended, final := office.MomentOf(now.Ended), office.MomentOf(now.Final); !final.IsZero() && (ended.IsZero() || final.Before(ended.Truncate(time.Minute))) {
		return FinalBeforeEnd
	}
	switch {
	case step == "false-alarm" || step == StepFalseAlarm:
		if strings.TrimSpace(now.Result) == "" {
			return FalseAlarmWhy
		}
		return nil
	case step != "close":
		return nil
	}
	if lacking := notToClose(now); len(lacking) > 0 {
		return IncidentUnfinished.About(strings.Join(lacking, "; "))
	}
	return nil
}

// notToClose names what an incident lacks to be closed.
func notToClose(i office.Incident) (said []string) {
	for _, each := range []struct{ value, said string }{
		{i.Ended, "kết thúc lúc nào"}, {i.Result, "kết quả xử lý"}, {i.Noticed, "đã thông báo cơ quan có thẩm quyền lúc nào"}, {i.Told + i.ToldNot, "báo người sử dụng lúc nào, hoặc vì sao không phải báo"}, {i.Lessons, "bài học"},
	} {
		if each.value == "" {
			said = append(said, each.said)
		}
	}
	if i.Beyond == office.IncidentBeyond && i.Reported == "" {
		said = append(said, "gửi báo cáo ban đầu lúc nào")
	}
	if (i.Beyond == office.IncidentBeyond || i.Reported != "") && i.Final == "" {
		said = append(said, "gửi báo cáo kết thúc lúc nào")
	}
	return said
}

// What can be wrong with an incident.
var (
	IncidentBackwards = office.Failure{
		Name: "books.incident-backwards",
		Said: "Lúc %s là trước khi phát hiện sự cố (%s).",
		Next: "Hãy xem lại giờ, ngày đã ghi.",
	}
	FinalBeforeEnd = office.Failure{
		Name: "books.final-before-end",
		Said: "Báo cáo kết thúc được ghi là gửi trước khi sự cố kết thúc.",
		Next: "Hãy ghi sự cố kết thúc lúc nào, rồi xem lại lúc gửi báo cáo.",
	}
	FalseAlarmWhy = office.Failure{
		Name: "books.false-alarm-why",
		Said: "Chưa ghi vì sao là báo nhầm.",
		Next: "Hãy ghi ở mục Kết quả xử lý, lưu lại rồi đóng là báo nhầm.",
	}
	IncidentUnfinished = office.Failure{
		Name: "books.incident-unfinished",
		Said: "Chưa đóng được sự cố, còn thiếu: %s.",
		Next: "Hãy ghi các mục đó, lưu lại rồi đóng.",
	}
)
