package books

import "tram/local/office"

// What can be wrong with an answer.
var (
	Unanswered = office.Failure{
		Name: "books.unanswered",
		Said: "Chưa ghi “%s”.",
		Next: "Hãy ghi mục này rồi lưu lại.",
	}
	NotDrawn = office.Failure{
		Name: "books.not-drawn",
		Said: "Không có mẫu in nào của nhà nước cho “%s”.",
		Next: "Hãy xuất sổ này ra bảng tính.",
	}
	TooLong = office.Failure{
		Name: "books.too-long",
		Said: "“%s” dài quá %d chữ.",
		Next: "Hãy viết gọn lại, phần dài hãy để trong văn bản riêng và ghi số, ký hiệu của văn bản đó.",
	}
	BadDay = office.Failure{
		Name: "books.bad-day",
		Said: "“%s” không phải một ngày: %s.",
		Next: "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 23/11/2026.",
	}
	BadMoment = office.Failure{
		Name: "books.bad-moment",
		Said: "“%s” không phải giờ và ngày: %s.",
		Next: "Hãy ghi giờ trước, ngày sau, ví dụ 14:05 28/11/2026.",
	}
	NoSuchChoice = office.Failure{
		Name: "books.no-such-choice",
		Said: "“%s” không có lựa chọn “%s”.",
		Next: "Hãy chọn một trong các mục đã cho.",
	}
	NoSuchBook = office.Failure{
		Name: "books.no-such-book",
		Said: "Không có sổ “%s”.",
		Next: "Hãy xem tên các sổ trong danh sách sổ rồi gõ lại.",
	}
	NoSuchStep = office.Failure{
		Name: "books.no-such-step",
		Said: "Sổ này không có bước “%s”.",
		Next: "Hãy xem các bước của sổ rồi gõ lại.",
	}
	NoSuchQuestion = office.Failure{
		Name: "books.no-such-question",
		Said: "Sổ này không có mục “%s”.",
		Next: "Hãy xem các mục của sổ rồi gõ lại.",
	}
)
