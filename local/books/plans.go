package books

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

type plan = office.Plan

// Steps of a plan: by one it comes into force, and by the other it is opened again.
const (
	StepApprove = "approve"
	stepRevise  = "revise"
)

// Plans is the plan of the office: a register of one record.
var Plans = Register[plan]{
	Kind: store.Kind[plan]{
		Name: "plan", Said: "Phương án ứng phó", Clash: store.Fields, Only: []string{"one"}, Taken: PlanTaken,
		Named: func(p *plan) (*office.ID, *int64) { return &p.ID, &p.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Lập phương án", From: []office.State{store.Unborn}, To: office.PlanDraft, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa phương án", From: []office.State{office.PlanDraft}, Needs: office.MayKeep},
			{Name: StepApprove, Said: "Ghi là đã phê duyệt", From: []office.State{office.PlanDraft}, To: office.PlanApproved, Needs: office.MayKeep},
			{Name: stepRevise, Said: "Mở ra để sửa", From: []office.State{office.PlanApproved}, To: office.PlanDraft, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkPlan,
		Line: func(p plan) store.Line {
			return store.Line{Title: "Phương án ứng phó, duy trì hoạt động", Below: p.Number, State: p.State, Due: p.Review, Words: []string{p.Systems, p.Contacts}, Facts: map[string][]string{"one": {"one"}}}
		},
		Fields: map[string]string{"systems": "Hệ thống", "principles": "Điều kiện, nguyên tắc ưu tiên để duy trì hoạt động", "roles": "Phân công", "contacts": "Liên hệ", "rpo": "Được mất tối đa (giờ)", "rto": "Phải chạy lại trong (giờ)",
			"power": "Khi mất điện", "network": "Khi mất mạng", "disk": "Khi hỏng ổ đĩa", "ransom": "Khi bị mã độc", "flood": "Khi lũ lụt, cháy", "lost_pc": "Khi mất máy",
			"approver": "Người phê duyệt", "number": "Số, ký hiệu quyết định", "approved": "Ngày phê duyệt", "review": "Ngày rà soát", "state": "Tình trạng"},
	},
	Said: office.Register{Name: "phuong-an", Title: "Phương án ứng phó, duy trì hoạt động", One: "phương án", Basis: "Nghị định 137/2024/NĐ-CP, Điều 13; Thông tư 20/2017/TT-BTTTT, Điều 12", Single: true, First: FirstPlan(),
		Papers: []office.RegisterPaper{{Name: "phuong-an", Said: "Bản in phương án"}}},
	State: func(p *plan) *office.State { return &p.State },
	Named: map[office.State]string{office.PlanDraft: "Đang soạn", office.PlanApproved: "Đã phê duyệt"},
	Fresh: office.PlanDraft,
	Moved: undecided,
	Asks: []Ask[plan]{
		{office.Ask{Key: "systems", Said: "Hệ thống", How: office.AskLines, Hint: "Mỗi dòng một hệ thống, kèm máy và người dùng", Needed: true}, func(p *plan) *string { return &p.Systems }},
		{office.Ask{Key: "principles", Said: "Điều kiện, nguyên tắc ưu tiên để duy trì hoạt động", How: office.AskLines, Needed: true}, func(p *plan) *string { return &p.Principles }},
		{office.Ask{Key: "roles", Said: "Phân công", How: office.AskLines, Hint: "Ai quyết định, ai làm, ai thay"}, func(p *plan) *string { return &p.Roles }},
		{office.Ask{Key: "contacts", Said: "Liên hệ", How: office.AskLines, Hint: "Mỗi dòng một nơi, kèm số điện thoại"}, func(p *plan) *string { return &p.Contacts }},
		{office.Ask{Key: "rpo", Said: "Được mất tối đa (giờ)", Hint: "RPO: mất nhiều nhất bao nhiêu giờ làm việc"}, func(p *plan) *string { return &p.RPO }},
		{office.Ask{Key: "rto", Said: "Phải chạy lại trong (giờ)", Hint: "RTO"}, func(p *plan) *string { return &p.RTO }},
		{office.Ask{Key: "power", Said: "Khi mất điện", How: office.AskLines, Hint: "Mỗi dòng một bước"}, func(p *plan) *string { return &p.Power }},
		{office.Ask{Key: "network", Said: "Khi mất mạng", How: office.AskLines}, func(p *plan) *string { return &p.Network }},
		{office.Ask{Key: "disk", Said: "Khi hỏng ổ đĩa", How: office.AskLines}, func(p *plan) *string { return &p.Disk }},
		{office.Ask{Key: "ransom", Said: "Khi bị mã độc", How: office.AskLines}, func(p *plan) *string { return &p.Ransom }},
		{office.Ask{Key: "flood", Said: "Khi lũ lụt, cháy", How: office.AskLines}, func(p *plan) *string { return &p.Flood }},
		{office.Ask{Key: "lost_pc", Said: "Khi mất máy", How: office.AskLines}, func(p *plan) *string { return &p.LostPC }},
		{office.Ask{Key: "approver", Said: "Người phê duyệt"}, func(p *plan) *string { return &p.Approver }},
		{office.Ask{Key: "number", Said: "Số, ký hiệu quyết định"}, func(p *plan) *string { return &p.Number }},
		{office.Ask{Key: "approved", Said: "Ngày phê duyệt", How: office.AskDay}, func(p *plan) *string { return &p.Approved }},
		{office.Ask{Key: "review", Said: "Ngày rà soát", How: office.AskDay, Hint: "Ngày phải xem lại phương án"}, func(p *plan) *string { return &p.Review }},
	},
	Warns: func(p plan, now time.Time) []string {
		if said := p.Trouble(now); said != "" {
			return []string{said}
		}
		return nil
	},
}

// FirstPlan is what a new plan begins with: the office makes it its own.
func FirstPlan() map[string]string {
	return map[string]string{
		"systems":    "Trạm Công vụ: số hóa, ký số, sổ sách của xã\nCổng dịch vụ công và hệ thống thủ tục hành chính của tỉnh\nĐường truyền, điện, máy in, máy quét",
		"principles": "Người dân đến là nhận: không có máy thì nhận bằng giấy\nViệc có hạn trong ngày làm trước: khai tử, giấy tờ cấp cứu, văn bản khẩn\nKhông việc nào chờ được lại làm trước việc có hạn\nGiữ dữ liệu trước, chạy lại sau: không thử sửa trên bản duy nhất\nGhi sự cố ngay khi phát hiện, báo trong hạn",
		"roles":      "Chủ tịch: quyết định chuyển sang làm giấy và quay lại\nCông chức Văn phòng: ghi sự cố, báo cơ quan cấp trên và người dân\nNgười giữ trạm: ngắt máy, lấy lại dữ liệu từ bản sao",
		"rpo":        "1", "rto": "8",
		"power":   "Lưu việc đang làm, thoát phần mềm, tắt máy trước khi hết pin lưu điện\nGọi điện lực, hỏi bao giờ có\nNhận giấy tờ bằng biên nhận giấy\nCó điện: mở máy, xem Hôm nay báo gì, ghi lại biên nhận giấy",
		"network": "Làm tiếp trên trạm: số hóa, sổ sách không cần mạng\nKiểm tra dây, đèn của bộ phát; tắt đi bật lại một lần\nGọi nhà mạng, ghi số phiếu\nViệc phải gửi đi: ghi lại, gửi khi có mạng; gấp thì gửi giấy",
		"disk":    "Dừng ngay, không cài lại, không chép đè\nGhi sự cố, báo người giữ trạm\nLấy máy khác, bản sao mới nhất và khóa khôi phục\nLấy lại vào thư mục mới, kiểm tra nhật ký, rồi mới làm tiếp",
		"ransom":  "Rút dây mạng và USB, không tắt máy, không trả tiền\nKhông cắm USB bản sao vào máy đó\nGhi sự cố, báo công an và đơn vị chuyên trách ngay\nLấy lại trên máy sạch từ bản sao trước lúc bị\nĐổi mật khẩu, đổi chìa niêm phong",
		"flood":   "Ngắt điện, đưa máy, USB bản sao, con dấu lên cao\nGiấy tờ chưa số hóa: cho vào túi kín, đưa đi trước\nLàm ở nơi dự phòng bằng máy khác và bản sao",
		"lost_pc": "Ghi sự cố, báo công an\nĐổi chìa niêm phong, khóa tài khoản, báo thu hồi chứng thư ký số\nLấy lại trạm trên máy khác từ bản sao",
	}
}

// PlanOf is the plan of the office; false: there is none.
func PlanOf(ctx context.Context, s *store.Store) (p office.Plan, there bool, err error) {
	all, err := store.All(ctx, s, Plans.Kind)
	if err != nil || len(all) == 0 {
		return p, false, err
	}
	return all[0], true, nil
}

// undecided takes the decision off a plan that is opened again: it was on the words that stood
// then, and is in the history.
func undecided(p *plan, step string, _ time.Time) {
	if step == stepRevise {
		p.Number, p.Approved = "", ""
	}
}

func checkPlan(_ *plan, p plan, step string) error {
	for _, hours := range []string{p.RPO, p.RTO} {
		if n, err := strconv.ParseFloat(strings.Replace(hours, ",", ".", 1), 64); hours != "" && (err != nil || !(n > 0)) {
			return BadHours.About(hours)
		}
	}
	if step == StepApprove && (p.Approver == "" || p.Number == "" || p.Approved == "" || p.Review <= p.Approved) {
		return PlanUnapproved
	}
	return nil
}

// What can be wrong with a plan.
var (
	PlanTaken = office.Failure{
		Name: "books.plan-taken",
		Said: "Cơ quan đã có phương án.",
		Next: "Hãy mở mục đã có và sửa ở đó.",
	}
	BadHours = office.Failure{
		Name: "books.bad-hours",
		Said: "“%s” không phải số giờ.",
		Next: "Hãy ghi một số lớn hơn 0, ví dụ 8 hoặc 0,5.",
	}
	PlanUnapproved = office.Failure{
		Name: "books.plan-unapproved",
		Said: "Chưa ghi đủ người phê duyệt, số quyết định, ngày phê duyệt và ngày rà soát sau ngày đó.",
		Next: "Hãy ghi đủ bốn mục, lưu lại rồi ghi là đã phê duyệt.",
	}
)
