package calendar

import "tram/local/office"

// What can be wrong with when something takes place.
var (
	NoStart = office.Failure{
		Name: "calendar.no-start",
		Said: "Chưa có ngày giờ bắt đầu.",
		Next: "Hãy ghi ngày giờ bắt đầu.",
	}
	BadTime = office.Failure{
		Name: "calendar.bad-time",
		Said: "“%s” không phải ngày giờ.",
		Next: "Hãy ghi ngày giờ có thật, ví dụ 2026-03-25T08:00:00, hoặc 2026-03-25 khi họp cả ngày.",
	}
	BadYear = office.Failure{
		Name: "calendar.bad-year",
		Said: "Năm %d nằm ngoài khoảng lịch tính được, từ năm 1900 đến năm 2200.",
		Next: "Hãy xem lại năm.",
	}
	NoLength = office.Failure{
		Name: "calendar.no-length",
		Said: "Giờ kết thúc không sau giờ bắt đầu.",
		Next: "Hãy ghi giờ kết thúc muộn hơn giờ bắt đầu.",
	}
	TooLong = office.Failure{
		Name: "calendar.too-long",
		Said: "Một lần họp kéo dài hơn 366 ngày.",
		Next: "Hãy xem lại ngày kết thúc, hoặc ghi thành nhiều lần.",
	}
	NoZone = office.Failure{
		Name: "calendar.no-zone",
		Said: "Không có múi giờ “%s”.",
		Next: "Hãy chọn một múi giờ trong danh sách, ví dụ Asia/Ho_Chi_Minh.",
	}
	BadZone = office.Failure{
		Name: "calendar.bad-zone",
		Said: "Quy tắc của múi giờ “%s” không đọc được.",
		Next: "Hãy chọn một múi giờ trong danh sách rồi ghi lại giờ họp.",
	}
	BadRule = office.Failure{
		Name: "calendar.bad-rule",
		Said: "Quy tắc lặp lại “%s” không đọc được.",
		Next: "Hãy chọn lại cách lặp: hằng ngày, hằng tuần, hằng tháng hoặc hằng năm.",
	}
	TooOften = office.Failure{
		Name: "calendar.too-often",
		Said: "Quy tắc lặp lại quá dày: trong một ngày chỉ tính được đến 96 lần.",
		Next: "Hãy chọn lặp hằng ngày, hằng tuần, hằng tháng hoặc hằng năm.",
	}
	Never = office.Failure{
		Name: "calendar.never",
		Said: "Theo quy tắc lặp lại thì không có lần nào.",
		Next: "Hãy xem lại ngày trong quy tắc và ngày kết thúc của chuỗi họp.",
	}
	TooManyDates = office.Failure{
		Name: "calendar.too-many-dates",
		Said: "Có quá 5.000 ngày ghi riêng trong một chuỗi họp.",
		Next: "Hãy tách thành nhiều chuỗi họp.",
	}
	TooMany = office.Failure{
		Name: "calendar.too-many",
		Said: "Trong khoảng này “%s” có quá 20.000 lần.",
		Next: "Hãy xem một khoảng ngắn hơn.",
	}
)
