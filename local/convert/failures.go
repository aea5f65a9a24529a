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
	OwnFile = office.Failure{
		Name: "convert.own-file",
		Said: "Tệp này là văn bản điện tử của hồ sơ %s, không phải giấy quét.",
		Next: "Không cần số hóa nữa: hãy dùng tệp xuất từ hồ sơ ấy. Muốn bản giấy thì dùng In chuyển đổi.",
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
	PaperNotFinished = office.Failure{
		Name: "convert.paper-not-finished",
		Said: "Hồ sơ in %s chưa hoàn thành nên không có gì để thu hồi.",
		Next: "Nếu văn bản là mật, hãy chọn độ mật cho hồ sơ: tệp, bản in và chữ bị xóa. Nếu không, hãy xác nhận lượt in rồi thu hồi.",
	}
	OtherDirection = office.Failure{
		Name: "convert.other-direction",
		Said: "Hồ sơ %s là văn bản điện tử được in ra giấy, không phải bản số hóa.",
		Next: "Hãy mở hồ sơ này ở trang In chuyển đổi. Bản giấy của nó được ký và đóng dấu trên giấy, không ký số ở đây.",
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

// What can happen with a signature, and with a conversion after it is done.
var (
	SignatureBad = office.Failure{
		Name: "convert.signature-bad",
		Said: "Chữ ký vừa tạo cho hồ sơ %s không đạt nên đã bị bỏ: %s",
		Next: "Hồ sơ vẫn như trước khi ký. Hãy xem lại chứng thư và ngày giờ của máy rồi ký lại.",
	}
	NotSigned = office.Failure{
		Name: "convert.not-signed",
		Said: "Hồ sơ %s chưa có chữ ký số nào để bổ sung.",
		Next: "Hãy ký số trước (trang Ký số, hoặc lệnh “tramctl sign”).",
	}
	SignedChanged = office.Failure{
		Name: "convert.signed-changed",
		Said: "Phần thứ %d của bản ký số không còn giống lúc ký.",
		Next: "Hãy phục hồi tệp từ bản sao lưu.",
	}
	Withdrawn = office.Failure{
		Name: "convert.withdrawn",
		Said: "Hồ sơ %s đã bị thu hồi từ %s: %s.",
		Next: "Không ký hay dùng bản này nữa. Nếu cần, hãy số hóa lại bản giấy thành hồ sơ mới.",
	}
	NoReason = office.Failure{
		Name: "convert.no-reason",
		Said: "Chưa có lý do thu hồi.",
		Next: "Hãy gõ lý do, ví dụ “Quét thiếu trang 3”.",
	}
)

// What the time of the PC, and trouble beside an act, are told as.
var (
	TrayUnmoved = office.Failure{
		Name: "convert.tray-unmoved",
		Said: "Hồ sơ đã được ghi nhận, nhưng các trang của bản nháp chưa chuyển được.",
		Next: "Không cần làm lại. Phần mềm sẽ tự chuyển ở lần mở sau.",
	}
	TrayStays = office.Failure{
		Name: "convert.tray-stays",
		Said: "Hồ sơ đã hoàn thành, nhưng các tệp tạm của nó chưa dọn được vì chương trình khác đang giữ tệp.",
		Next: "Không cần làm lại. Phần mềm sẽ tự dọn ở lần mở sau.",
	}
)

// SizeUnknown asks for the paper of a page whose resolution nobody told.
var SizeUnknown = office.Failure{
	Name: "convert.size-unknown",
	Said: "Không rõ khổ giấy của trang %d (%s): tệp không ghi độ phân giải, hoặc ghi một số không đúng với giấy.",
	Next: "Hãy chọn khổ giấy của trang này, ví dụ A4.",
}

var errCaptureDiffers = errors.New("the capture differs from what was taken in")

// SidesDiffer leaves fronts and backs apart that do not belong together.
var SidesDiffer = office.Failure{
	Name: "convert.sides-differ",
	Said: "Có %d mặt trước nhưng %d mặt sau, nên chưa xếp xen. Mặt sau đang nằm cuối bản nháp.",
	Next: "Hãy xem tờ nào bị bỏ sót hay dính nhau. Quét thêm những mặt sau còn thiếu, hoặc hoàn tác lần quét mặt sau rồi quét lại.",
}
