package convert

import (
	"errors"

	"tram/local/office"
)

// What keeps the act from going on.
var (
	NotAllMet = office.Failure{
		Name: "convert.condition-missing",
		Said: "Chưa hoàn thành được: thiếu điều kiện %s (%s). %s",
	}
	AlreadyFinished = office.Failure{
		Name: "convert.already-finished",
		Said: "Hồ sơ %s đã hoàn thành nên không sửa được nữa.",
		Next: "Nếu bản số hóa sai, hãy số hóa lại bản giấy thành hồ sơ mới.",
	}
	WasDiscarded = office.Failure{
		Name: "convert.discarded",
		Said: "Bản nháp này đã bị bỏ.",
		Next: "Hãy bấm Hoàn tác để lấy lại, hoặc bắt đầu bản mới.",
	}
	NothingToRestore = office.Failure{
		Name: "convert.nothing-to-restore",
		Said: "Không có bản nháp nào để lấy lại.",
		Next: "Hãy bắt đầu bản mới bằng nút Thêm tệp.",
	}
	NotFinished = office.Failure{
		Name: "convert.not-finished",
		Said: "Hồ sơ %s chưa hoàn thành nên chưa có tệp PDF.",
		Next: "Hãy mở bản nháp ở trang Số hóa, xem đủ các trang rồi bấm Hoàn thành số hóa.",
	}
	PagesChanged = office.Failure{
		Name: "convert.pages-changed",
		Said: "Các trang đã thay đổi sau khi kiểm.",
		Next: "Hãy xem lại từng trang và xác nhận số trang một lần nữa.",
	}
	CaptureChanged = office.Failure{
		Name: "convert.capture-changed",
		Said: "Trang %d (%s) không còn giống lúc đưa vào.",
		Next: "Hãy bỏ trang này và quét lại từ bản giấy. Các trang khác vẫn còn nguyên.",
	}
	Spoiled = office.Failure{
		Name: "convert.spoiled",
		Said: "Ảnh trang “%s” bị hỏng bên trong, không hiện lên được.",
		Next: "Hãy quét lại trang này từ bản giấy rồi làm lại.",
	}
	NoTemplate = office.Failure{
		Name: "convert.no-template",
		Said: "Chưa có mẫu ký hiệu riêng cho hình thức “%s”.",
		Next: "Hãy mở Cài đặt, mục Mẫu ký hiệu riêng, và soạn mẫu.",
	}
	NoPages = office.Failure{
		Name: "convert.no-pages",
		Said: "Chưa có trang nào để số hóa.",
		Next: "Hãy thêm ít nhất một tệp ảnh hoặc tệp PDF quét.",
	}
)

// SizeUnknown asks for the paper of a page whose resolution nobody told.
var SizeUnknown = office.Failure{
	Name: "convert.size-unknown",
	Said: "Không rõ khổ giấy của trang %d (%s): tệp không ghi độ phân giải, hoặc ghi một số không đúng với giấy.",
	Next: "Hãy chọn khổ giấy của trang này, ví dụ A4 (trong lệnh tramctl: --paper A4).",
}

var errCaptureDiffers = errors.New("the capture differs from what was taken in")
