package vault

import "tram/local/office"

// What can have happened to a file in the vault. The verb is the short form of
// its name.
var (
	Missing = office.Failure{
		Name: "vault.missing",
		Said: "Tệp “%s” không còn trong kho.",
		Next: "Hãy khôi phục tệp từ bản sao lưu gần nhất. Đừng xóa hồ sơ: hồ sơ vẫn giữ mã băm để nhận lại đúng tệp.",
	}
	Damaged = office.Failure{
		Name: "vault.damaged",
		Said: "Tệp “%s” trong kho đã bị hỏng hoặc bị sửa, hoặc không phải do khóa niêm phong của máy này niêm phong.",
		Next: "Hãy khôi phục tệp từ bản sao lưu gần nhất, rồi kiểm tra lại. Nếu nhiều tệp cùng lỗi, hãy gọi người quản trị máy kiểm tra ổ đĩa.",
	}
	NotReadable = office.Failure{
		Name: "vault.not-readable",
		Said: "Tài khoản đang dùng trên máy không được phép đọc tệp “%s” trong kho.",
		Next: "Hãy mở phần mềm bằng đúng tài khoản đã thiết lập, hoặc nhờ người quản trị máy cấp lại quyền đọc thư mục dữ liệu.",
	}
)
