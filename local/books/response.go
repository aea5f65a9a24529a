package books

import (
	"context"

	"tram/local/office"
	"tram/local/store"
)

type response = office.Response

var grades = []office.Choice{{Key: "1", Said: "Cấp độ 1"}, {Key: "2", Said: "Cấp độ 2"}, {Key: "3", Said: "Cấp độ 3"}, {Key: "4", Said: "Cấp độ 4"}, {Key: "5", Said: "Cấp độ 5"}}

// Responses is how the office answers for what happens: a register of one record.
var Responses = Register[response]{
	Kind: store.Kind[response]{
		Name: "response", Said: "Cấu hình ứng phó", Clash: store.Fields, Only: []string{"one"}, Taken: ResponseTaken,
		Named: func(r *response) (*office.ID, *int64) { return &r.ID, &r.Version },
		Steps: []store.Step{
			{Name: "enter", Said: "Lập cấu hình ứng phó", From: []office.State{store.Unborn}, To: office.ResponseStands, Needs: office.MayKeep},
			{Name: "edit", Said: "Sửa cấu hình ứng phó", From: []office.State{office.ResponseStands}, Needs: office.MayKeep},
			{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
		},
		Check: checkResponse,
		Line: func(r response) store.Line {
			return store.Line{Title: "Cấu hình ứng phó", Below: r.Contact, State: r.State, Words: []string{r.Recipients, r.Operator}, Facts: map[string][]string{"one": {"one"}}}
		},
		Fields: map[string]string{"recipients": "Nơi nhận thông báo, báo cáo", "email": "Thư điện tử nơi nhận", "notice_days": "Hạn thông báo", "final_days": "Hạn báo cáo kết thúc", "strict": "Hạn 24 giờ",
			"basis": "Căn cứ thời hạn", "address": "Địa chỉ cơ quan", "phone": "Điện thoại cơ quan", "own_email": "Thư điện tử cơ quan", "contact": "Người liên hệ", "post": "Chức vụ người liên hệ",
			"contact_phone": "Điện thoại người liên hệ", "contact_email": "Thư điện tử người liên hệ", "operator": "Đơn vị vận hành", "systems": "Hệ thống", "grade": "Cấp độ", "security": "Đơn vị lo an toàn thông tin",
			"line": "Nhà cung cấp đường truyền", "suppliers": "Nhà cung cấp khác", "software": "Hệ điều hành", "services": "Dịch vụ trên hệ thống", "guards": "Biện pháp an toàn đã có", "purpose": "Mục đích hệ thống",
			"days_off": "Ngày nghỉ", "days_worked": "Ngày làm bù", "state": "Tình trạng"},
	},
	Said:  office.Register{Name: "ung-pho", Title: "Cấu hình ứng phó", One: "cấu hình ứng phó", Basis: "Nghị định 137/2024/NĐ-CP, Điều 13; thời hạn và nơi nhận do cơ quan đặt", Single: true},
	State: func(r *response) *office.State { return &r.State },
	Named: map[office.State]string{office.ResponseStands: "Đang dùng"},
	Fresh: office.ResponseStands,
	Asks: []Ask[response]{
		{office.Ask{Key: "recipients", Said: "Nơi nhận thông báo, báo cáo", How: office.AskLines, Hint: "Mỗi dòng một nơi: chủ quản hệ thống, đơn vị chuyên trách, cơ quan điều phối"}, func(r *response) *string { return &r.Recipients }},
		{office.Ask{Key: "email", Said: "Thư điện tử nơi nhận"}, func(r *response) *string { return &r.Email }},
		{office.Ask{Key: "notice_days", Said: "Hạn thông báo", Hint: "Số ngày từ ngày phát hiện; bỏ trống là 5"}, func(r *response) *string { return &r.Notice }},
		{office.Ask{Key: "final_days", Said: "Hạn báo cáo kết thúc", Hint: "Số ngày từ ngày sự cố kết thúc; bỏ trống là 5"}, func(r *response) *string { return &r.FinalIn }},
		{office.Ask{Key: "strict", Said: "Hạn 24 giờ", How: office.AskSeveral, Choices: []office.Choice{{Key: office.AnswerYes, Said: "Thông báo trong 24 giờ (QCVN 12:2026/BCA)"}}}, func(r *response) *string { return &r.Strict }},
		{office.Ask{Key: "basis", Said: "Căn cứ thời hạn", Hint: "Khi văn bản mới thay Quyết định 05/2017 và Thông tư 20/2017"}, func(r *response) *string { return &r.Basis }},
		{office.Ask{Key: "address", Said: "Địa chỉ cơ quan"}, func(r *response) *string { return &r.Address }},
		{office.Ask{Key: "phone", Said: "Điện thoại cơ quan"}, func(r *response) *string { return &r.Phone }},
		{office.Ask{Key: "own_email", Said: "Thư điện tử cơ quan"}, func(r *response) *string { return &r.OwnEmail }},
		{office.Ask{Key: "contact", Said: "Người liên hệ"}, func(r *response) *string { return &r.Contact }},
		{office.Ask{Key: "post", Said: "Chức vụ người liên hệ"}, func(r *response) *string { return &r.Post }},
		{office.Ask{Key: "contact_phone", Said: "Điện thoại người liên hệ"}, func(r *response) *string { return &r.CPhone }},
		{office.Ask{Key: "contact_email", Said: "Thư điện tử người liên hệ"}, func(r *response) *string { return &r.CEmail }},
		{office.Ask{Key: "operator", Said: "Đơn vị vận hành", Hint: "Bỏ trống là cơ quan này"}, func(r *response) *string { return &r.Operator }},
		{office.Ask{Key: "systems", Said: "Hệ thống", How: office.AskLines, Hint: "Tên, tên miền, địa chỉ IP Internet"}, func(r *response) *string { return &r.Systems }},
		{office.Ask{Key: "grade", Said: "Cấp độ", How: office.AskOne, Choices: grades}, func(r *response) *string { return &r.Grade }},
		{office.Ask{Key: "security", Said: "Đơn vị lo an toàn thông tin"}, func(r *response) *string { return &r.Security }},
		{office.Ask{Key: "line", Said: "Nhà cung cấp đường truyền"}, func(r *response) *string { return &r.Line }},
		{office.Ask{Key: "suppliers", Said: "Nhà cung cấp khác"}, func(r *response) *string { return &r.Suppliers }},
		{office.Ask{Key: "software", Said: "Hệ điều hành", Hint: "Kèm phiên bản"}, func(r *response) *string { return &r.Software }},
		{office.Ask{Key: "services", Said: "Dịch vụ trên hệ thống", How: office.AskLines}, func(r *response) *string { return &r.Services }},
		{office.Ask{Key: "guards", Said: "Biện pháp an toàn đã có", How: office.AskLines}, func(r *response) *string { return &r.Guards }},
		{office.Ask{Key: "purpose", Said: "Mục đích hệ thống"}, func(r *response) *string { return &r.Purpose }},
		{office.Ask{Key: "days_off", Said: "Ngày nghỉ", How: office.AskLines, Hint: "Mỗi dòng một ngày, sau đó là tên: 17/02/2026 Mồng một Tết. Thứ bảy, chủ nhật không phải ghi"}, func(r *response) *string { return &r.DaysOff }},
		{office.Ask{Key: "days_worked", Said: "Ngày làm bù", How: office.AskLines, Hint: "Mỗi dòng một thứ bảy, chủ nhật phải làm: 22/08/2026"}, func(r *response) *string { return &r.DaysOn }},
	},
}

// ResponseOf is how the office answers; where it has not said, the zero value, by which the
// program's own periods stand.
func ResponseOf(ctx context.Context, s *store.Store) (r office.Response, err error) {
	all, err := store.All(ctx, s, Responses.Kind)
	if err != nil || len(all) == 0 {
		return r, err
	}
	return all[0], nil
}

func checkResponse(_ *response, r response, _ string) error {
	for _, typed := range []string{r.Notice, r.FinalIn} {
		if !office.ADays(typed) {
			return BadPeriod.About(typed)
		}
	}
	for _, lines := range []string{r.DaysOff, r.DaysOn} {
		if bad := office.BadDays(lines); bad != "" {
			return BadDayLine.About(bad)
		}
	}
	return nil
}

// What can be wrong with how the office answers.
var (
	ResponseTaken = office.Failure{
		Name: "books.response-taken",
		Said: "Cơ quan đã có cấu hình ứng phó.",
		Next: "Hãy mở mục đã có và sửa ở đó.",
	}
	BadPeriod = office.Failure{
		Name: "books.bad-period",
		Said: "“%s” không phải số ngày từ 1 đến 365.",
		Next: "Hãy ghi một số, hoặc bỏ trống để dùng 5 ngày.",
	}
	BadDayLine = office.Failure{
		Name: "books.bad-day-line",
		Said: "Dòng “%s” không bắt đầu bằng một ngày.",
		Next: "Hãy ghi ngày trước, tên sau, ví dụ 17/02/2026 Mồng một Tết.",
	}
)
