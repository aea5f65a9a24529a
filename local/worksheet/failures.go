package worksheet

import "tram/local/office"

// What keeps a table from being read. The verb is the name of the file.
var (
	Unknown = office.Failure{
		Name: "worksheet.unknown",
		Said: "Không đọc được tệp “%s”: đây không phải bảng tính XLSX, ODS hay tệp CSV.",
		Next: "Hãy mở tệp bằng Excel hay LibreOffice, lưu thành .xlsx, rồi chọn tệp mới.",
	}
	OldBook = office.Failure{
		Name: "worksheet.old-book",
		Said: "Tệp “%s” là bảng tính kiểu cũ (.xls) hoặc có mật khẩu, nên không đọc được.",
		Next: "Hãy mở tệp bằng Excel hay LibreOffice, bỏ mật khẩu nếu có, lưu thành .xlsx, rồi chọn tệp mới.",
	}
	TooLarge = office.Failure{
		Name: "worksheet.too-large",
		Said: "Tệp “%s” lớn hơn %d MB, hoặc mở ra lớn gấp nhiều lần một bảng tính bình thường, nên không được đọc.",
		Next: "Hãy chia sổ thành nhiều tệp, mỗi năm một tệp. Nếu tệp vốn nhỏ thì hỏi lại nơi đưa tệp: tệp có thể bị làm sai để treo máy.",
	}
	TooManyRows = office.Failure{
		Name: "worksheet.too-many-rows",
		Said: "Tệp “%s” có hơn %d dòng.",
		Next: "Hãy chia sổ thành nhiều tệp, mỗi năm một tệp.",
	}
	TooManyColumns = office.Failure{
		Name: "worksheet.too-many-columns",
		Said: "Tệp “%s” có chữ ở ngoài cột thứ %d.",
		Next: "Hãy xóa các cột không thuộc sổ, hoặc chép riêng phần sổ sang một tệp mới.",
	}
	TooManyCells = office.Failure{
		Name: "worksheet.too-many-cells",
		Said: "Tệp “%s” có quá nhiều ô hoặc quá nhiều trang tính.",
		Next: "Hãy chia sổ thành nhiều tệp, mỗi năm một tệp.",
	}
	TooSlow = office.Failure{
		Name: "worksheet.too-slow",
		Said: "Đọc tệp “%s” quá lâu nên đã dừng, chưa có gì được ghi.",
		Next: "Hãy chia sổ thành nhiều tệp nhỏ hơn rồi thử lại.",
	}
	Broken = office.Failure{
		Name: "worksheet.broken",
		Said: "Tệp “%s” bị hỏng, hoặc không đúng kiểu mà tên tệp nói.",
		Next: "Hãy mở tệp bằng Excel hay LibreOffice. Nếu mở được thì lưu thành .xlsx mới rồi chọn lại.",
	}
	Quotes = office.Failure{
		Name: "worksheet.quotes",
		Said: "Dòng %[2]d của tệp “%[1]s” có dấu ngoặc kép không khớp, nên không rõ ô nào hết ở đâu.",
		Next: "Hãy mở tệp bằng Excel hay LibreOffice, lưu thành .xlsx, rồi chọn tệp mới.",
	}
)
