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
		Next: "Hãy chọn một trong: %s.",
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
	RowTwice = office.Failure{
		Name: "books.row-twice",
		Said: "Dòng này cùng mục với dòng ở trên: %s.",
		Next: "Hãy giữ lại một trong hai dòng.",
	}
	NotChangedNow = office.Failure{
		Name: "books.not-changed-now",
		Said: "Mục đã có đang ở tình trạng “%s” nên không sửa được.",
		Next: "Hãy mở lại mục ấy trong sổ rồi nhập lại dòng này.",
	}
	RowsWrong = office.Failure{
		Name: "books.rows-wrong",
		Said: "Có %d dòng cần người xem, nên chưa ghi dòng nào.",
		Next: "Hãy sửa các dòng ấy trong bảng rồi nhập lại, hoặc chọn nhập phần còn lại.",
	}
	BringStopped = office.Failure{
		Name: "books.bring-stopped",
		Said: "Đã ghi %d dòng rồi dừng lại; các dòng sau chưa được ghi.",
		Next: "Hãy nhập lại chính tệp này: dòng đã ghi không bị ghi lần nữa.",
	}
)
