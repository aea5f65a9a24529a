package answersheet

import "tram/local/office"

// What keeps a table from being read as answers.
var (
	NoHeadings = office.Failure{
		Name: "answersheet.no-headings",
		Said: "Trong tệp “%s” không có dòng tiêu đề của sổ này, với các cột bắt buộc: %s.",
		Next: "Cách dễ nhất: xuất sổ này ra bảng tính, điền tiếp vào tệp đó rồi nhập.",
	}
	HeadingsMissing = office.Failure{
		Name: "answersheet.headings-missing",
		Said: "Bảng trong tệp “%s” thiếu cột bắt buộc: %s.",
		Next: "Hãy thêm cột ấy vào dòng tiêu đề (ghi đúng tên cột), điền rồi chọn lại tệp.",
	}
	HeadingTwice = office.Failure{
		Name: "answersheet.heading-twice",
		Said: "Bảng trong tệp “%s” có hai cột “%s”, không rõ đọc cột nào.",
		Next: "Hãy xóa hoặc đổi tên một trong hai cột rồi chọn lại tệp.",
	}
	NoRows = office.Failure{
		Name: "answersheet.no-rows",
		Said: "Bảng trong tệp “%s” không có dòng nào dưới dòng tiêu đề.",
		Next: "Hãy điền các dòng rồi chọn lại tệp; dòng, trang tính bị ẩn không được đọc.",
	}
	TooMany = office.Failure{
		Name: "answersheet.too-many",
		Said: "Tệp “%s” có hơn %d dòng, nhiều hơn một lần nhập.",
		Next: "Hãy chia bảng thành nhiều tệp rồi nhập từng tệp.",
	}
)
