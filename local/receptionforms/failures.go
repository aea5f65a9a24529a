package receptionforms

import "tram/local/office"

// Why a paper is not made.
var (
	NoSuchForm = office.Failure{
		Name: "receptionforms.no-such-form",
		Said: "Không có giấy tờ tiếp công dân “%s”.",
		Next: "Hãy chọn một: ban-ghi (bản ghi nội dung trình bày), bien-nhan (biên nhận tài liệu), tu-choi (thông báo từ chối).",
	}
	NoPapers = office.Failure{
		Name: "receptionforms.no-papers",
		Said: "Chưa ghi đã nhận thông tin, tài liệu nào, nên không có giấy biên nhận.",
		Next: "Hãy ghi “Thông tin, tài liệu đã nhận”, lưu lại rồi in.",
	}
	NotRefused = office.Failure{
		Name: "receptionforms.not-refused",
		Said: "Lượt tiếp này không bị từ chối, nên không có thông báo từ chối.",
		Next: "Nếu từ chối, hãy ghi lý do, chọn “Ghi là từ chối tiếp”, rồi in.",
	}
	NotYet = office.Failure{
		Name: "receptionforms.not-yet",
		Said: "Chưa tới giờ tiếp, hoặc lượt tiếp không diễn ra, nên chưa có bản ghi.",
		Next: "Hãy in bản ghi khi đã tiếp công dân.",
	}
)
