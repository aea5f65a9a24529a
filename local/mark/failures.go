package mark

import "tram/local/office"

// What can be wrong with the wording of a mark.
var (
	NoGlyph = office.Failure{
		Name: "mark.no-glyph",
		Said: "Ký hiệu riêng có ký tự “%s” (%U) mà phông chữ không vẽ được.",
		Next: "Hãy xóa hoặc gõ lại ký tự đó trong tên cơ quan, tên người hoặc mẫu ký hiệu riêng.",
	}
	UnknownField = office.Failure{
		Name: "mark.unknown-field",
		Said: "Mẫu ký hiệu riêng có chỗ điền lạ “%s”.",
		Next: "Các chỗ điền dùng được: {thoi-gian}, {co-quan}, {nguoi}, {chuc-vu}, {ma}, {ho-so}, {tra-cuu}, {he-thong}, {chu-quan}; riêng mẫu in ra giấy còn có {cac-he-thong}, {dia-chi}.",
	}
	BadBrackets = office.Failure{
		Name: "mark.bad-brackets",
		Said: "Dòng “%s” của mẫu ký hiệu riêng có dấu ngoặc [ ] hoặc { } chưa khép đúng.",
		Next: "Hãy khép từng cặp ngoặc; ngoặc [ ] không được lồng nhau và phải chứa một chỗ điền.",
	}
	MissingField = office.Failure{
		Name: "mark.missing-field",
		Said: "Mẫu ký hiệu riêng thiếu %s.",
		Next: "Nghị định 137/2024, Điều 4 đòi nội dung này trên ký hiệu riêng. Hãy thêm lại vào mẫu.",
	}
	MissingOnPaper = office.Failure{
		Name: "mark.missing-on-paper",
		Said: "Mẫu ký hiệu riêng của bản in ra giấy thiếu %s.",
		Next: "Nghị định 137/2024, Điều 5 đòi nội dung này trên văn bản giấy. Hãy thêm lại vào mẫu.",
	}
	EmptyFact = office.Failure{
		Name: "mark.empty-fact",
		Said: "Chưa có %s để ghi lên ký hiệu riêng.",
		Next: "Hãy điền mục này trong phần Thiết lập hoặc trên phiếu của văn bản, rồi làm lại.",
	}
	TooManyLines = office.Failure{
		Name: "mark.too-many-lines",
		Said: "Mẫu ký hiệu riêng có hơn %d dòng.",
		Next: "Hãy bỏ bớt dòng để ký hiệu riêng vừa một góc của trang.",
	}
	LineTooLong = office.Failure{
		Name: "mark.line-too-long",
		Said: "Một dòng của ký hiệu riêng dài hơn %d ký tự.",
		Next: "Hãy rút ngắn dòng đó, hoặc tách thành hai dòng.",
	}
	WordTooLong = office.Failure{
		Name: "mark.word-too-long",
		Said: "Ký hiệu riêng có một cụm “%s” liền nhau quá dài, không xuống dòng được.",
		Next: "Hãy thêm dấu cách vào cụm đó, hoặc rút ngắn nó.",
	}
	TooMuch = office.Failure{
		Name: "mark.too-much",
		Said: "Nội dung ký hiệu riêng quá dài, không vừa một trang A4.",
		Next: "Hãy bỏ bớt dòng hoặc giảm cỡ chữ trong mẫu ký hiệu riêng.",
	}
	BadSize = office.Failure{
		Name: "mark.bad-size",
		Said: "Không in được ký hiệu riêng bằng cỡ chữ %g.",
		Next: "Hãy chọn cỡ chữ từ 8 đến 14. Bản sao y, sao lục, trích sao luôn dùng cỡ 10 (Nghị định 30/2020, Phụ lục I).",
	}
	UnmarkedForm = office.Failure{
		Name: "mark.unmarked-form",
		Said: "Hình thức “%s” không mang ký hiệu riêng của phần mềm.",
		Next: "Bản công chứng, chứng thực theo luật riêng: chỉ ghi vào hồ sơ, không đóng thêm ký hiệu.",
	}
	CodeTooLong = office.Failure{
		Name: "mark.code-too-long",
		Said: "Nội dung quá dài để in thành mã QR đọc được.",
		Next: "Hãy rút ngắn mẫu ký hiệu riêng, hoặc tắt mã QR trong phần Thiết lập.",
	}
)
