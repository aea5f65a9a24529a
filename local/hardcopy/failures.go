package hardcopy

import "tram/local/office"

// What keeps a data message from becoming paper.
var (
	NotAllMet = office.Failure{
		Name: "hardcopy.condition-missing",
		Said: "Chưa làm được bản in: thiếu điều kiện %s (%s). %s",
	}
	NotAMessage = office.Failure{
		Name: "hardcopy.not-a-message",
		Said: "Hồ sơ %s là bản số hóa từ giấy, không phải văn bản điện tử để in.",
		Next: "Muốn in bản số hóa, hãy đưa tệp PDF của hồ sơ vào trang In chuyển đổi.",
	}
	OriginalDamaged = office.Failure{
		Name: "hardcopy.original-damaged",
		Said: "Bản gốc của hồ sơ %s trong kho không còn nguyên vẹn nên không in được.",
		Next: "Hãy khôi phục tệp từ bản sao lưu, hoặc tải lại tệp từ hệ thống đã gửi và đưa vào thành hồ sơ mới.",
	}
	CopyDamaged = office.Failure{
		Name: "hardcopy.copy-damaged",
		Said: "Bản in đã lưu của hồ sơ %s không còn nguyên vẹn nên không in được.",
		Next: "Hãy khôi phục tệp từ bản sao lưu.",
	}
	DecisionNeeded = office.Failure{
		Name: "hardcopy.decision-needed",
		Said: "Bản gốc của hồ sơ %s có điều phải cân nhắc: %s",
		Next: "Nếu vẫn in, hãy gõ lý do. Lý do được ghi vào nhật ký.",
	}
	NoReason = office.Failure{
		Name: "hardcopy.no-reason",
		Said: "Chưa có lý do.",
		Next: "Hãy gõ lý do vẫn in, ví dụ “Đã xác nhận với nơi gửi qua điện thoại”.",
	}
	CopyIsMade = office.Failure{
		Name: "hardcopy.copy-is-made",
		Said: "Bản in của hồ sơ %s đã làm xong nên không sửa được nữa.",
		Next: "Nếu nội dung sai, hãy bỏ hồ sơ này và đưa tệp vào lại thành hồ sơ mới.",
	}
	NothingToRestore = office.Failure{
		Name: "hardcopy.nothing-to-restore",
		Said: "Hồ sơ %s không phải bản nháp đã bỏ nên không lấy lại được.",
		Next: "Hãy tìm hồ sơ này trong danh sách ở trang In chuyển đổi.",
	}
	NoCopyYet = office.Failure{
		Name: "hardcopy.no-copy-yet",
		Said: "Hồ sơ %s chưa có bản in.",
		Next: "Hãy mở hồ sơ ở trang In chuyển đổi, điền đủ rồi bấm Làm bản in.",
	}
	Withdrawn = office.Failure{
		Name: "hardcopy.withdrawn",
		Said: "Hồ sơ %s đã bị thu hồi từ %s: %s.",
		Next: "Không in bản này nữa.",
	}
	TellFirst = office.Failure{
		Name: "hardcopy.tell-first",
		Said: "Lượt in lúc %s của hồ sơ %s chưa được xác nhận.",
		Next: "Hãy đếm giấy đã ra và xác nhận lượt in đó, rồi in tiếp.",
	}
	NothingToTell = office.Failure{
		Name: "hardcopy.nothing-to-tell",
		Said: "Hồ sơ %s không có lượt in nào chờ xác nhận.",
		Next: "Hãy in trước, rồi xác nhận số bản đã ra giấy.",
	}
	MoreThanOrdered = office.Failure{
		Name: "hardcopy.more-than-ordered",
		Said: "Lượt in này chỉ đặt %d bản, không thể ra %d bản.",
		Next: "Hãy đếm lại số bản đã ra giấy.",
	}
	NoWetSignature = office.Failure{
		Name: "hardcopy.no-wet-signature",
		Said: "Chưa ghi ai đã ký trên giấy.",
		Next: "Hãy gõ họ tên người đã ký bản giấy.",
	}
	NotSealed = office.Failure{
		Name: "hardcopy.not-sealed",
		Said: "Chưa xác nhận đã đóng dấu trên bản giấy.",
		Next: "Hãy đóng dấu cơ quan lên bản giấy rồi đánh dấu vào ô xác nhận.",
	}
	NothingWaitsForInk = office.Failure{
		Name: "hardcopy.nothing-waits-for-ink",
		Said: "Hồ sơ %s không có bản giấy nào chờ ký, đóng dấu.",
		Next: "Hãy in và xác nhận số bản đã ra giấy trước.",
	}
	NoTemplate = office.Failure{
		Name: "hardcopy.no-template",
		Said: "Chưa có mẫu ký hiệu riêng để in hình thức “%s”.",
		Next: "Hãy mở Cài đặt, mục Mẫu ký hiệu riêng, và soạn mẫu.",
	}
	BadCopies = office.Failure{
		Name: "hardcopy.bad-copies",
		Said: "Không in được %d bản một lần.",
		Next: "Hãy chọn từ 1 đến %d bản.",
	}
	NoPrinters = office.Failure{
		Name: "hardcopy.no-printers",
		Said: "Bản cài này không dùng được máy in.",
		Next: "Hãy in ra tệp, hoặc dùng bản đầy đủ của phần mềm.",
	}
	DiscardedAlready = office.Failure{
		Name: "hardcopy.discarded",
		Said: "Hồ sơ này đã bị bỏ.",
		Next: "Hãy đưa tệp vào lại thành hồ sơ mới.",
	}
)
