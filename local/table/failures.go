package table

import "tram/local/office"

// What stands in the way of a table. The verb is the name of the file.
var (
	UnknownFormat = office.Failure{
		Name: "table.unknown-format",
		Said: "Không biết ghi bảng vào tệp “%s”.",
		Next: "Hãy đặt tên tệp kết thúc bằng .xlsx, .docx, .pdf, .csv hoặc .json.",
	}
	TooManyTextRows = office.Failure{
		Name: "table.too-many-text-rows",
		Said: "Bảng có hơn %d dòng, tệp văn bản (.docx) không chứa hết.",
		Next: "Hãy tìm hẹp hơn, hoặc xuất ra tệp .xlsx, .pdf, .csv hoặc .json.",
	}
	TooManyRows = office.Failure{
		Name: "table.too-many-rows",
		Said: "Bảng có hơn một triệu dòng, bảng tính không chứa hết.",
		Next: "Hãy thu hẹp khoảng thời gian, hoặc xuất ra tệp .json.",
	}
)
