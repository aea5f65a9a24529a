package papercode

import "tram/local/office"

// What can be said of a code or of a key file that does not pass.
var (
	Unsigned = office.Failure{
		Name: "papercode.unsigned",
		Said: "Mã QR này không có dòng chữ ký để kiểm tra.",
		Next: "Ký hiệu riêng làm bằng bản phần mềm cũ không có dòng đó. Hãy tra văn bản theo mã tra cứu, hoặc hỏi cơ quan ghi trên giấy.",
	}
	Damaged = office.Failure{
		Name: "papercode.damaged",
		Said: "Dòng chữ ký trong mã QR bị hỏng hoặc đã bị sửa.",
		Next: "Hãy chụp hoặc quét lại trang giấy. Nếu vẫn vậy, đừng tin bản giấy này: hãy đối chiếu với cơ quan ghi trên giấy.",
	}
	UnknownKey = office.Failure{
		Name: "papercode.unknown-key",
		Said: "Mã QR được ký bằng khóa %s, trạm này chưa có khóa đó.",
		Next: "Hãy nhập tệp khóa trạm của cơ quan ghi trên giấy rồi kiểm tra lại. Chưa có khóa thì chưa kết luận được gì.",
	}
	Changed = office.Failure{
		Name: "papercode.changed",
		Said: "Các dòng trong mã QR không khớp với chữ ký: nội dung đã bị sửa, hoặc chữ ký là giả.",
		Next: "Đừng tin bản giấy này. Hãy đối chiếu với bản gốc tại cơ quan ghi trên giấy.",
	}
	KeyFileAway = office.Failure{
		Name: "papercode.key-file-away",
		Said: "Không đọc được tệp khóa trạm.",
		Next: "Hãy kiểm tra ổ đĩa hoặc USB chứa tệp còn cắm, rồi chọn lại tệp.",
	}
	KeyFileTooLarge = office.Failure{
		Name: "papercode.key-file-too-large",
		Said: "Tệp khóa trạm lớn hơn %d KB.",
		Next: "Tệp khóa trạm chỉ vài KB. Hãy kiểm tra lại đã chọn đúng tệp chưa.",
	}
	KeyFileForeign = office.Failure{
		Name: "papercode.key-file-foreign",
		Said: "Đây không phải tệp khóa trạm, hoặc tệp đã bị sửa.",
		Next: "Hãy xin lại tệp từ cơ quan đã cấp, rồi nhập đúng tệp đó, không mở ra sửa.",
	}
	BadStatement = office.Failure{
		Name: "papercode.bad-statement",
		Said: "Bản công bố khóa trạm không đúng mẫu, hoặc đã bị sửa.",
		Next: "Hãy xin lại tệp khóa trạm từ cơ quan đã cấp.",
	}
)
