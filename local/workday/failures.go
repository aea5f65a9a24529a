package workday

import "tram/local/office"

// What stands in the way of a calendar or a deadline.
var (
	BadLayer = office.Failure{
		Name: "workday.bad-layer",
		Said: "Tệp lịch làm việc không đọc được.",
		Next: "Hãy xem lại tệp: mỗi ngày chỉ ghi một lần, giờ làm việc theo thứ tự từ sáng đến chiều.",
	}
	OutOfRange = office.Failure{
		Name: "workday.out-of-range",
		Said: "Ngày nằm ngoài lịch, từ năm 2000 đến năm 2100.",
		Next: "Hãy xem lại năm đã ghi, hoặc số ngày của thời hạn.",
	}
	NeverWorked = office.Failure{
		Name: "workday.never-worked",
		Said: "Lịch làm việc không có giờ làm việc nào.",
		Next: "Hãy ghi giờ làm việc của cơ quan.",
	}
)
