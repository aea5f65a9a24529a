package sharedcalendar

import "tram/local/office"

// NotOne tells of an object of a calendar that holds several meetings, or one that cannot be read.
var NotOne = office.Failure{
	Name: "sharedcalendar.not-one",
	Said: "Mục này trên lịch không cho ra đúng một cuộc họp.",
	Next: "Hãy mở mục ấy bằng chương trình đã ghi nó, tách hoặc sửa rồi lưu lại.",
}

// NotWhole tells of an object of a calendar of whose recurrence a part is not understood: sent back, that part
// would be lost.
var NotWhole = office.Failure{
	Name: "sharedcalendar.not-whole",
	Said: "Mục này trên lịch lặp lại theo cách mà phần mềm không hiểu hết.",
	Next: "Hãy mở mục ấy bằng chương trình đã ghi nó, ghi lại cách lặp cho đơn giản hơn rồi lưu lại.",
}
