package icalendar

import "tram/local/office"

// What can be wrong with a calendar file as a whole.
var (
	NotCalendar = office.Failure{
		Name: "icalendar.not-calendar",
		Said: "Tệp không phải tệp lịch (iCalendar, .ics).",
		Next: "Hãy chọn tệp .ics mà chương trình lịch hoặc thư mời đã ghi ra.",
	}
	TooLarge = office.Failure{
		Name: "icalendar.too-large",
		Said: "Tệp lịch lớn hơn 64 MB nên chưa đọc.",
		Next: "Hãy xuất lại lịch theo từng năm, hoặc từng phần.",
	}
	TooManyEvents = office.Failure{
		Name: "icalendar.too-many-events",
		Said: "Tệp lịch có quá 20.000 sự kiện nên chưa nhận gì.",
		Next: "Hãy xuất lại lịch theo từng năm, hoặc từng phần.",
	}
	Unreadable = office.Failure{
		Name: "icalendar.unreadable",
		Said: "Không đọc được tệp lịch.",
		Next: "Hãy xem tệp còn mở được không rồi thử lại.",
	}
	NoOrganizer = office.Failure{
		Name: "icalendar.no-organizer",
		Said: "Giấy mời không ghi địa chỉ thư của người mời, nên chưa có nơi để trả lời.",
		Next: "Hãy trả lời người mời bằng cách khác.",
	}
	NoAddress = office.Failure{
		Name: "icalendar.no-address",
		Said: "Người trả lời chưa có địa chỉ thư.",
		Next: "Hãy ghi địa chỉ thư mà giấy mời đã gửi tới.",
	}
)
