package counterforms

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/letter/lettertest"
	"tram/local/office"
)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, office.VietNam)
}

func entry(id office.ID, deed office.RequestDeed, when time.Time, more func(*office.RequestStep), after ...office.ID) office.RequestStep {
	s := office.RequestStep{RequestEntry: office.RequestEntry{ID: id, Deed: deed, At: when, After: after, By: office.RoutePerson{ID: "mau", Name: "Nguyễn Văn Mẫu"}}, Said: deed.Said()}
	if more != nil {
		more(&s)
	}
	return s
}

const aReason = "Hồ sơ nộp thiếu trang 2 của tờ khai, nên chưa xác định được nơi đăng ký"

// told is a request with a long life: what was missing was asked twice, the appointment was put off,
// and the answer came.
func told() office.RequestTold {
	settler := office.RoutePerson{ID: "vidu", Name: "Trần Thị Ví Dụ"}
	return office.RequestTold{
		Request: office.Request{
			ID: "r", Code: "H00.00.01-261123-482913077", Asked: office.Asked{Code: "1.000001", Name: "Đăng ký khai sinh", Term: 3, Unit: office.TermWorkingDays, Desk: "Công chức Tư pháp – Hộ tịch"},
			Content: "Cấp bản sao kèm theo", Sets: 1, Channel: "counter", Way: office.ResultByPost, Where: "thôn Hai, xã Mẫu Sơn", Tell: "message",
			From:     office.Applicant{Name: "Lê Thị Thí Dụ", Sort: "person", Number: "001090000001", Identity: "card", Address: "thôn Hai, xã Mẫu Sơn", Phone: "0900000001", Mail: "thidu@mau.example"},
			Agent:    office.Agent{Name: "Phạm Văn Thử", Number: "001090000002", Phone: "0900000002", Authority: "Giấy ủy quyền ngày 20/11/2026"},
			Papers:   []office.RequestPaper{{Name: "Tờ khai", Form: "original"}, {Name: "Giấy chứng sinh", Form: "certified"}, {Name: "Giấy đăng ký kết hôn", Form: office.PaperReused}},
			Received: at(23, 8, 5), Counted: at(23, 8, 5), Due: at(26, 17, 0), DueTold: []string{"lịch nghỉ năm 2027 mới là dự kiến"}, By: office.RoutePerson{ID: "mau", Name: "Nguyễn Văn Mẫu"},
		},
		Stage: office.RequestReady, Due: at(30, 11, 30), Head: "s7",
		Steps: []office.RequestStep{
			entry("s1", office.RequestHand, at(23, 9, 0), func(s *office.RequestStep) { s.To, s.Say = settler, "Cần xong trong tuần" }),
			entry("s2", office.RequestSupplement, at(23, 10, 0), func(s *office.RequestStep) {
				s.Lacks = []string{"Trang 2 của tờ khai", "Bản sao giấy chứng sinh có chứng thực"}
			}, "s1"),
			entry("s3", office.RequestSupplied, at(24, 10, 0), func(s *office.RequestStep) { s.Due = at(27, 17, 0) }, "s2"),
			entry("s4", office.RequestSupplement, at(24, 11, 0), func(s *office.RequestStep) { s.Lacks, s.Say = []string{"Chữ ký của người khai"}, aReason }, "s3"),
			entry("s5", office.RequestSupplied, at(25, 8, 0), func(s *office.RequestStep) { s.Due = at(27, 17, 0) }, "s4"),
			entry("s6", office.RequestExtend, at(27, 15, 0), func(s *office.RequestStep) {
				s.Due, s.Say = at(30, 11, 30), "Chờ kết quả xác minh của cơ quan khác"
			}, "s5"),
			entry("s7", office.RequestResult, at(30, 9, 0), func(s *office.RequestStep) {
				s.By, s.Result = settler, office.RequestOutcome{Medium: office.ResultPaper, Said: "Trích lục khai sinh"}
			}, "s6"),
		},
	}
}

// refused is another request, which was refused.
func refused() office.RequestTold {
	t := told()
	t.Stage, t.Steps = office.RequestRefused, append(t.Steps[:1:1], entry("s8", office.RequestRefuse, at(24, 16, 30), func(s *office.RequestStep) { s.Say = "Không thuộc thẩm quyền giải quyết của xã" }, "s1"))
	return t
}

func facts(t office.RequestTold) Facts {
	return Facts{Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H00.00.01"}, Phone: "0200 000 000", Told: t, At: at(30, 10, 0)}
}

// made is a form as a PDF.
func made(t *testing.T, name string, f Facts) []byte {
	t.Helper()
	p, of, err := Made(name, f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var out bytes.Buffer
	if err := p.Write(&out, of); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.Bytes()
}

// words are those of a paper as a reader of PDFs has them, with one space between two.
func words(t *testing.T, pdf []byte) string {
	t.Helper()
	return strings.Join(strings.Fields(lettertest.Text(t, pdf)), " ")
}

// TestTheFormsInTheDocsAreThoseThatAreMade of a plainly invented request.
func TestTheFormsInTheDocsAreThoseThatAreMade(t *testing.T) {
	for file, form := range map[string]struct {
		name string
		of   office.RequestTold
	}{
		"bm-01-giay-tiep-nhan.pdf": {Receipt, told()}, "bm-02-phieu-bo-sung.pdf": {Supplement, told()}, "bm-03-phieu-tu-choi.pdf": {Refusal, refused()},
		"bm-04-phieu-xin-loi.pdf": {Apology, told()}, "bm-05-phieu-kiem-soat.pdf": {Control, told()},
	} {
		lettertest.Sample(t, file, func(w io.Writer) error {
			_, err := w.Write(made(t, form.name, facts(form.of)))
			return err
		})
	}
}

// TestAnApologySaysThatTheAnswerIsLateOnlyWhereItIs: one that is written before the appointment does not.
func TestAnApologySaysThatTheAnswerIsLateOnlyWhereItIs(t *testing.T) {
	const isLate = "Tuy nhiên đến nay"
	early, late := told(), told()
	late.Steps = slices.Clone(late.Steps)
	for i := range late.Steps {
		if late.Steps[i].Deed == office.RequestExtend {
			late.Steps[i].At = late.Steps[i].At.Add(3 * time.Hour)
		}
	}
	if said := words(t, made(t, Apology, facts(early))); strings.Contains(said, isLate) {
		t.Errorf("before the appointment: %s", said)
	}
	if said := words(t, made(t, Apology, facts(late))); !strings.Contains(said, isLate) {
		t.Errorf("after it: %s", said)
	}
}

// TestEachFormSaysWhatTheRecordSays reads each back.
func TestEachFormSaysWhatTheRecordSays(t *testing.T) {
	head := []string{"ỦY BAN NHÂN DÂN XÃ MẪU SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BỘ PHẬN TIẾP NHẬN VÀ", "Độc lập - Tự do - Hạnh phúc", "TRẢ KẾT QUẢ"}
	for name, c := range map[string]struct {
		of   office.RequestTold
		step office.ID
		says []string
		not  string
	}{
		Receipt: {told(), "", []string{
			"Số: 482913077/GTN-BPTNTKQ", "ngày 23 tháng 11 năm 2026", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mã hồ sơ: H00.00.01-261123-482913077", "Bộ phận Tiếp nhận và Trả kết quả Ủy ban nhân dân xã Mẫu Sơn",
			"Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: Lê Thị Thí Dụ", "Số định danh cá nhân/tổ chức: 001090000001", "Địa chỉ: thôn Hai, xã Mẫu Sơn", "Số điện thoại: 0900000001 Email: thidu@mau.example",
			"Người được ủy quyền, họ và tên: Phạm Văn Thử Địa chỉ: ……………… Số định danh cá nhân: 001090000002 Số điện thoại: 0900000002 Email: ……………… Giấy tờ ủy quyền: Giấy ủy quyền ngày 20/11/2026",
			"Nội dung yêu cầu giải quyết: Đăng ký khai sinh: Cấp bản sao kèm theo", "Thành phần hồ sơ nộp gồm: 1. Tờ khai (bản chính) 2. Giấy chứng sinh (bản sao có chứng thực) 3. Giấy đăng ký kết hôn (dùng lại bản đã có)",
			"Số lượng hồ sơ: 1 (bộ)", "Thời gian giải quyết hồ sơ theo quy định là: 3 ngày làm việc", "Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026.",
			"Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 26 tháng 11 năm 2026. Lưu ý: lịch nghỉ năm 2027 mới là dự kiến.", "Đăng ký nhận kết quả tại: Qua bưu chính, thôn Hai, xã Mẫu Sơn",
			"Vào Sổ theo dõi hồ sơ, Quyển số: ………… Số thứ tự: ………… (nếu có)", "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ", "(Chữ ký số của người tiếp nhận hồ sơ nếu là biểu mẫu điện tử)", "Nguyễn Văn Mẫu",
		}, "Nơi nhận"},
		Supplement: {told(), "s2", []string{
			"Số: 482913077/PBS-BPTNTKQ", "Hồ sơ của: Lê Thị Thí Dụ", "gồm những nội dung sau: 1. Trang 2 của tờ khai 2. Bản sao giấy chứng sinh có chứng thực Lý do: ………………",
			"Ông/Bà liên hệ với Nguyễn Văn Mẫu số điện thoại 0200 000 000 để được hướng dẫn./.", "NGƯỜI HƯỚNG DẪN", "(Chữ ký số của Người hướng dẫn nếu là biểu mẫu điện tử)", "ngày 23 tháng 11 năm 2026",
		}, aReason},
		Refusal: {refused(), "", []string{
			"Số: 482913077/PTC-BPTNTKQ", "ngày 24 tháng 11 năm 2026", "Tiếp nhận hồ sơ của: Lê Thị Thí Dụ", "Mã hồ sơ (nếu có): H00.00.01-261123-482913077",
			"với lý do cụ thể như sau: Không thuộc thẩm quyền giải quyết của xã Xin thông báo cho Ông/Bà được biết và thực hiện./.", "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
		}, "………………."},
		Apology: {told(), "", []string{
			"Số: 482913077/PXL", "ngày 27 tháng 11 năm 2026", "Kính gửi: Lê Thị Thí Dụ", "Ngày 23 tháng 11 năm 2026, Ủy ban nhân dân xã Mẫu Sơn tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính Đăng ký khai sinh của Ông/Bà/Tổ chức; số định danh: 001090000001; mã số hồ sơ: H00.00.01-261123-482913077.",
			"Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026.", "không thể trả kết quả giải quyết hồ sơ của Ông/Bà/Tổ chức đúng thời hạn", "Lý do: Chờ kết quả xác minh của cơ quan khác",
			"vào 11 giờ 30 phút, ngày 30 tháng 11 năm 2026.", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
		}, "Nguyễn Văn Mẫu"},
		Control: {told(), "", []string{
			"Số: 482913077/PKS-BPTNTKQ", "ngày 30 tháng 11 năm 2026", "Cơ quan (bộ phận) giải quyết hồ sơ: Công chức Tư pháp – Hộ tịch", "Cơ quan phối hợp giải quyết hồ sơ: ………………", "Ngày nhận: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
			"Hẹn trả kết quả vào 11 giờ 30 phút, ngày 30 tháng 11 năm 2026", "1. Giao: Bộ phận TN&TKQ", "09 giờ 00 phút, ngày Cần xong trong 2. Nhận: Trần Thị Ví Dụ 23/11/2026 tuần", "2. Nhận: Trần Thị Ví Dụ", "1. Giao: Trần Thị Ví Dụ 09 giờ 00 phút, ngày Đúng hạn", "2. Nhận: Bộ phận TN&TKQ",
			"- Việc lưu vết được thực hiện tự động theo chức năng của Hệ thống thông tin giải quyết thủ tục hành chính và thể hiện trên mẫu phiếu điện tử.",
		}, "Lý do"},
	} {
		f := facts(c.of)
		f.Entry = c.step
		got := words(t, made(t, name, f))
		for _, want := range append(c.says, head...) {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("%s says %q:\n%s", name, c.not, got)
		}
	}
}

// TestTheSecondSheetHasANumberOfItsOwn and each tells of its own step.
func TestTheSecondSheetHasANumberOfItsOwn(t *testing.T) {
	f := facts(told())
	for step, want := range map[office.ID][]string{
		"":   {"Số: 482913077-2/PBS-BPTNTKQ", "1. Chữ ký của người khai", "Lý do: " + aReason, "ngày 24 tháng 11 năm 2026"},
		"s4": {"Số: 482913077-2/PBS-BPTNTKQ", "1. Chữ ký của người khai"},
		"s2": {"Số: 482913077/PBS-BPTNTKQ", "1. Trang 2 của tờ khai"},
	} {
		f.Entry = step
		got := words(t, made(t, Supplement, f))
		for _, words := range want {
			if !strings.Contains(got, words) {
				t.Errorf("of %q: %q is not in\n%s", step, words, got)
			}
		}
	}
}

// TestAFormOfWhatWasNotDoneIsRefused with a sentence of its own.
func TestAFormOfWhatWasNotDoneIsRefused(t *testing.T) {
	fresh, parted, aside := told(), told(), told()
	fresh.Steps = nil
	parted.Parted = []office.ID{"s6", "s7"}
	aside.Steps[5].Note = "Ở hướng khác, do máy khác ghi."
	for name, c := range map[string]struct {
		form string
		of   office.RequestTold
		step office.ID
		want office.Failure
	}{
		"no form":                        {"bien-lai", told(), "", NoSuchForm},
		"nothing was asked":              {Supplement, fresh, "", NotSupplemented},
		"nothing was refused":            {Refusal, told(), "", NotRefused},
		"nothing was put off":            {Apology, fresh, "", NotPutOff},
		"put off on another way":         {Apology, aside, "", NotPutOff},
		"the step of another way":        {Apology, aside, "s6", NotCounted},
		"a step of another deed":         {Apology, told(), "s4", StepWithout},
		"a step of another request":      {Supplement, told(), "s9", NoSuchStep},
		"two stations wrote a request":   {Apology, parted, "", Parted},
		"two stations, and a step of it": {Supplement, parted, "s2", Parted},
	} {
		f := facts(c.of)
		f.Entry = c.step
		if _, _, err := Made(c.form, f); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, form := range []string{Receipt, Control} { // what was received stays received
		if got := words(t, made(t, form, facts(parted))); strings.Contains(got, "Hai máy đang ghi khác nhau") != (form == Control) {
			t.Errorf("%s of what stations took apart:\n%s", form, got)
		}
	}
}

// TestWhatNobodyWroteDownIsLeftToBeWritten by hand.
func TestWhatNobodyWroteDownIsLeftToBeWritten(t *testing.T) {
	bare := office.RequestTold{Request: office.Request{Code: "H00.00.01-261123-482913077", From: office.Applicant{Name: "Lê Thị Thí Dụ"}, Received: at(23, 8, 0)}}
	f := Facts{Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}, Told: bare, At: at(23, 8, 0)}
	for name, says := range map[string][]string{
		Receipt: {"Số định danh cá nhân/tổ chức: ………………", "Số điện thoại: ……………… Email: ………………", "gồm: 1. ………", "3. ………", "Số lượng hồ sơ: ………………", "theo quy định là: ………………", "Thời gian trả kết quả giải quyết hồ sơ: …… giờ …… phút, ngày …… tháng …… năm ………", "…………, ngày 23 tháng 11 năm 2026"},
		Control: {"Cơ quan (bộ phận) giải quyết hồ sơ: ………………", "1. Giao: Bộ phận TN&TKQ", "…… giờ …… phút", "Người giao Người nhận"},
	} {
		got := words(t, made(t, name, f))
		for _, want := range says {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, got)
			}
		}
		if strings.Contains(got, "Người được ủy quyền") || strings.Contains(got, "Lưu ý") || strings.Contains(got, "hạn 1.") {
			t.Errorf("%s tells of what is not there:\n%s", name, got)
		}
	}
}
