package sharedcalendar

import "tram/local/office"

// NotOne tells of an object of a calendar that holds several meetings, or one that cannot be read.
var NotOne = office.Failure{
	Name: "sharedcalendar.not-one",
	Said: "Mục này trên lịch không cho ra đúng một cuộc họp.",
	Next: "Hãy mở mục ấy bằng chương trình đã ghi nó, tách hoặc sửa rồi lưu lại.",
}
