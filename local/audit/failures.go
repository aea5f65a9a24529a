package audit

import (
	"strings"
	"unicode/utf8"

	"tram/local/office"
)

// What stands in the way of a review, a requirement or an export.
var (
	NoReviewer = office.Failure{
		Name: "audit.no-reviewer",
		Said: "Chưa biết ai đã soát xét nhật ký.",
		Next: "Hãy chọn người soát xét rồi ghi lại.",
	}
	NothingFound = office.Failure{
		Name: "audit.nothing-found",
		Said: "Chưa ghi đã thấy gì khi soát xét nhật ký.",
		Next: "Hãy ghi điều đã thấy; nếu không có gì lạ thì ghi “Không có gì lạ”.",
	}
	TooManyWords = office.Failure{
		Name: "audit.too-many-words",
		Said: "Lời ghi dài quá %d chữ.",
		Next: "Hãy ghi ngắn lại; phần dài thì để ở một văn bản riêng và nhắc tới số của nó.",
	}
	NothingAsked = office.Failure{
		Name: "audit.nothing-asked",
		Said: "Chưa ghi yêu cầu là gì.",
		Next: "Hãy ghi điều mà hệ thống phải đáp ứng.",
	}
	NoBasis = office.Failure{
		Name: "audit.no-basis",
		Said: "Chưa ghi căn cứ của yêu cầu.",
		Next: "Hãy ghi văn bản đặt ra yêu cầu này, ví dụ “Quy chế 12/QC-UBND, Điều 4”.",
	}
	NoSuchPerson = office.Failure{
		Name: "audit.no-such-person",
		Said: "Nhật ký không có ai tên “%s”.",
		Next: "Hãy gõ một phần họ tên như trong danh sách người thực hiện.",
	}
	NotAnExport = office.Failure{
		Name: "audit.not-an-export",
		Said: "Tệp “%s” không phải bản xuất nhật ký có chữ ký của trạm.",
		Next: "Hãy chọn tệp .json do “tramctl audit --export” hoặc nút “Xuất nhật ký” ghi ra.",
	}
	NewerExport = office.Failure{
		Name: "audit.newer-export",
		Said: "Từ mục %d, nhật ký trong tệp do một bản phần mềm mới hơn ghi, nên ở đây chưa kiểm được.",
		Next: "Hãy kiểm tệp này bằng bản phần mềm mới hơn.",
	}
	HeadUnclear = office.Failure{
		Name: "audit.head-unclear",
		Said: "“%s” chưa đủ để nhận ra một mục: mã băm gồm các chữ số 0–9, a–f, và phải gõ ít nhất %d chữ số đầu.",
		Next: "Hãy gõ lại theo tờ báo cáo; khoảng trắng và chữ hoa, chữ thường không quan trọng.",
	}
	EntryUnread = office.Failure{
		Name: "audit.entry-unread",
		Said: "Mục nhật ký số %d không còn đúng như lúc ghi, nên không xuất bản có chữ ký.",
		Next: "Hãy kiểm nhật ký bằng “tramctl verify --journal” để biết mục nào bị sửa.",
	}
)

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func tooLong(s string) bool { return utf8.RuneCountInString(s) > mostWords }
