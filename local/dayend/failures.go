package dayend

import "tram/local/office"

// What stands in the way of closing a day.
var (
	NoDay = office.Failure{
		Name: "dayend.no-day",
		Said: "Không đọc được ngày cần khóa sổ “%s”.",
		Next: "Hãy gõ ngày theo mẫu 28/11/2026 hoặc 2026-11-28.",
	}
	DayToCome = office.Failure{
		Name: "dayend.day-to-come",
		Said: "Ngày %s chưa tới nên chưa khóa sổ được.",
		Next: "Hãy chọn hôm nay hoặc một ngày đã qua, và xem lại ngày giờ của máy.",
	}
	DayBeforeBirth = office.Failure{
		Name: "dayend.day-before-birth",
		Said: "Ngày %s trạm này chưa được thiết lập nên không có gì để khóa sổ.",
		Next: "Hãy chọn một ngày từ %s trở đi.",
	}
	ClosedMeanwhile = office.Failure{
		Name: "dayend.closed-meanwhile",
		Said: "Ngày này vừa được khóa sổ ở một cửa sổ hoặc lệnh khác.",
		Next: "Hãy xem tờ vừa lập. Nếu vẫn cần một tờ nữa thì làm lại.",
	}
	SheetStays = office.Failure{
		Name: "dayend.sheet-stays",
		Said: "Tờ khóa sổ đã lập thì không sửa được.",
		Next: "Hãy lập thêm một tờ của ngày đó; tờ mới ghi rõ tờ trước.",
	}
	NoSheet = office.Failure{
		Name: "dayend.no-sheet",
		Said: "Không có tờ khóa sổ nào của “%s”.",
		Next: "Hãy xem các tờ đã lập.",
	}
)
