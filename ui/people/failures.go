package people

import "tram/local/office"

// What is missing in a form before the station is asked.
var (
	NoDay = office.Failure{
		Name: "ui.people.no-day",
		Said: "Chưa có ngày.",
		Next: "Hãy gõ ngày cuối cùng còn hiệu lực, ví dụ 31/12/2026.",
	}
	NoSubstitute = office.Failure{
		Name: "ui.people.no-substitute",
		Said: "Chưa chọn người nhận bàn giao.",
		Next: "Hãy chọn một người đang làm việc ở cơ quan.",
	}
)
