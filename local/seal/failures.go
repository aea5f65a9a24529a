package seal

import "tram/local/office"

// What can happen to the sealing identity.
var (
	NoIdentity = office.Failure{
		Name: "seal.no-identity",
		Said: "Máy này chưa có khóa niêm phong của cơ quan.",
		Next: "Nếu cơ quan đã thiết lập trước đây, hãy nhập khóa khôi phục đã in ra giấy (hoặc chạy “tramctl recover”). Chỉ cơ quan chưa từng dùng chương trình mới làm phần thiết lập.",
	}
	Unreadable = office.Failure{
		Name: "seal.unreadable",
		Said: "Tài khoản đang dùng trên máy không được phép đọc tệp khóa niêm phong “%s”.",
		Next: "Hãy mở chương trình bằng tài khoản đã thiết lập cơ quan, hoặc nhờ người quản trị máy cấp lại quyền đọc tệp đó. Đừng xóa tệp.",
	}
	AlreadyKept = office.Failure{
		Name: "seal.already-kept",
		Said: "Máy này đã giữ một khóa niêm phong khác, và khóa đó không bị thay.",
		Next: "Hãy mở lại phần mềm để dùng khóa đang có. Nếu muốn lập một cơ quan khác trên máy này, hãy dùng một thư mục dữ liệu khác.",
	}
	NotForgotten = office.Failure{
		Name: "seal.not-forgotten",
		Said: "Lần đổi chìa niêm phong trước chưa xong: còn tệp nằm dưới chìa cũ.",
		Next: "Hãy chạy “tramctl identity renew” để làm nốt, rồi đổi chìa lần nữa.",
	}
	KeyringAway = office.Failure{
		Name: "seal.keyring-away",
		Said: "Khóa niêm phong nằm trong kho khóa của hệ điều hành, nhưng kho khóa chưa mở hoặc không trả lời.",
		Next: "Hãy đăng nhập vào máy bằng đúng tài khoản đã thiết lập, mở kho khóa nếu được hỏi, rồi thử lại. Nếu không được, hãy nhập khóa khôi phục đã in ra giấy.",
	}
	KeyringEmpty = office.Failure{
		Name: "seal.keyring-empty",
		Said: "Kho khóa của hệ điều hành không còn khóa niêm phong của cơ quan.",
		Next: "Hãy đăng nhập bằng đúng tài khoản đã thiết lập. Nếu vẫn không thấy, hãy nhập khóa khôi phục đã in ra giấy.",
	}
	PassphraseMissing = office.Failure{
		Name: "seal.passphrase-missing",
		Said: "Khóa niêm phong nằm trong một tệp có mật khẩu, mà chưa có mật khẩu.",
		Next: "Hãy đặt mật khẩu vào biến môi trường TRAM_PASSPHRASE rồi mở lại phần mềm.",
	}
	PassphraseWrong = office.Failure{
		Name: "seal.passphrase-wrong",
		Said: "Mật khẩu không mở được tệp khóa niêm phong.",
		Next: "Hãy gõ lại mật khẩu trong TRAM_PASSPHRASE, chú ý chữ hoa, chữ thường và bộ gõ. Nếu chắc chắn đúng, hãy nhập khóa khôi phục đã in ra giấy.",
	}
	FileTooOpen = office.Failure{
		Name: "seal.file-too-open",
		Said: "Tài khoản khác trên máy đọc được tệp khóa niêm phong “%s”, nên phần mềm không dùng tệp này.",
		Next: "Hãy chỉ để chủ tệp được đọc (lệnh: chmod 600 với tệp đó) rồi mở lại. Nếu nghi có người đã chép tệp, hãy báo người quản trị.",
	}
	FileDamaged = office.Failure{
		Name: "seal.file-damaged",
		Said: "Tệp khóa niêm phong “%s” đã hỏng hoặc không phải của cơ quan này.",
		Next: "Hãy chép lại tệp từ bản sao lưu, hoặc nhập khóa khôi phục đã in ra giấy.",
	}
	FileGone = office.Failure{
		Name: "seal.file-gone",
		Said: "Không còn thấy tệp khóa niêm phong “%s”.",
		Next: "Hãy chép lại tệp từ bản sao lưu, hoặc nhập khóa khôi phục đã in ra giấy.",
	}
	NoteDamaged = office.Failure{
		Name: "seal.note-damaged",
		Said: "Tệp “%s” trong thư mục dữ liệu, ghi chỗ cất khóa niêm phong, đã hỏng.",
		Next: "Hãy chép lại tệp từ bản sao lưu. Nếu không có, hãy đổi tên tệp đó, mở lại phần mềm rồi nhập khóa khôi phục đã in ra giấy.",
	}
	RecoveryKeyLength = office.Failure{
		Name: "seal.recovery-key-length",
		Said: "Khóa khôi phục vừa gõ có %d ký tự, mà phải có %d.",
		Next: "Hãy xem lại bản giấy: khóa gồm 4 dòng, mỗi dòng 4 nhóm, mỗi nhóm 4 ký tự.",
	}
	RecoveryKeySign = office.Failure{
		Name: "seal.recovery-key-sign",
		Said: "Khóa khôi phục không có ký tự “%s”.",
		Next: "Khóa chỉ gồm chữ số và chữ cái không dấu, không có chữ U. Hãy tắt bộ gõ tiếng Việt rồi gõ lại.",
	}
	RecoveryKeyRow = office.Failure{
		Name: "seal.recovery-key-row",
		Said: "Dòng %d của khóa khôi phục gõ chưa đúng.",
		Next: "Hãy so từng nhóm của dòng đó với bản giấy rồi gõ lại. Các dòng phải theo đúng thứ tự.",
	}
)
