package kit

import "tram/local/office"

// What can go wrong while a clerk looks for a file, or types.
var (
	SaveRefused = office.Failure{
		Name: "kit.save-refused",
		Said: "Thư mục không nhận tệp “%s”.",
		Next: "Tệp cũ còn nguyên. Hãy chọn thư mục khác, hoặc nhờ người quản trị máy cho phép ghi.",
	}
	PasswordsDiffer = office.Failure{
		Name: "kit.passwords-differ",
		Said: "Hai lần gõ mật khẩu không giống nhau.",
		Next: "Hãy gõ lại cả hai ô, để ý phím Caps Lock và bộ gõ tiếng Việt.",
	}
	NoReasonTyped = office.Failure{
		Name: "kit.no-reason-typed",
		Said: "Chưa có lý do.",
		Next: "Hãy gõ lý do; lý do được ghi vào nhật ký.",
	}
)
