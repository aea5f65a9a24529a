package kit

import "tram/local/office"

// What can go wrong while a clerk looks for a file, or types.
var (
	FolderClosed = office.Failure{
		Name: "kit.folder-closed",
		Said: "Không mở được thư mục “%s”.",
		Next: "Hãy chọn thư mục khác, hoặc cắm lại ổ USB rồi thử lại.",
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
