package counterforms

import "tram/local/office"

// Why a form is not made.
var (
	NoSuchForm = office.Failure{
		Name: "counterforms.no-such-form",
		Said: "Không có biểu mẫu “%s”.",
		Next: "Hãy chọn một: receipt (giấy tiếp nhận), supplement (bổ sung), refusal (từ chối), apology (xin lỗi, hẹn lại), control (kiểm soát).",
	}
	NotSupplemented = office.Failure{
		Name: "counterforms.not-supplemented",
		Said: "Hồ sơ này chưa được yêu cầu bổ sung, nên không có phiếu yêu cầu bổ sung.",
		Next: "Hãy ghi bước “Yêu cầu bổ sung” với những gì còn thiếu, rồi in phiếu.",
	}
	NotRefused = office.Failure{
		Name: "counterforms.not-refused",
		Said: "Hồ sơ này không bị từ chối, nên không có phiếu từ chối.",
		Next: "Nếu từ chối, hãy ghi bước “Từ chối” với lý do, rồi in phiếu.",
	}
	NotPutOff = office.Failure{
		Name: "counterforms.not-put-off",
		Said: "Hồ sơ này chưa được hẹn lại ngày trả, nên không có phiếu xin lỗi.",
		Next: "Hãy ghi bước “Xin lỗi, hẹn lại ngày trả” với ngày hẹn mới và lý do, rồi in phiếu.",
	}
	NoSuchStep = office.Failure{
		Name: "counterforms.no-such-step",
		Said: "Hồ sơ này không có bước mang mã ấy.",
		Next: "Hãy xem mã các bước ở diễn biến của hồ sơ.",
	}
	StepWithout = office.Failure{
		Name: "counterforms.step-without",
		Said: "Bước “%s” không có %s.",
		Next: "Hãy chọn đúng bước, hoặc để trống để in theo bước gần nhất.",
	}
	NotCounted = office.Failure{
		Name: "counterforms.not-counted",
		Said: "Không in biểu mẫu của bước này. %s",
		Next: "Hãy xem diễn biến của hồ sơ rồi chọn bước khác.",
	}
	Parted = office.Failure{
		Name: "counterforms.parted",
		Said: "Hai máy đang ghi khác nhau về hồ sơ này, nên chưa lập %s.",
		Next: "Hãy chọn một hướng trước, rồi lập.",
	}
)
