package folder

import "tram/local/office"

// What can be wrong with a folder. The verb is its path.
var (
	Closed = office.Failure{
		Name: "folder.closed",
		Said: "Không mở được thư mục “%s”.",
		Next: "Hãy chọn thư mục khác, hoặc cắm lại ổ USB rồi thử lại.",
	}
	Gone = office.Failure{
		Name: "folder.gone",
		Said: "Không tìm thấy “%s”.",
		Next: "Hãy xem lại đường dẫn. Nếu nằm trên USB hay ổ mạng, hãy cắm lại hoặc nối lại.",
	}
	Forbidden = office.Failure{
		Name: "folder.forbidden",
		Said: "Tài khoản đang dùng trên máy không được xem thư mục “%s”.",
		Next: "Hãy chọn thư mục khác, hoặc nhờ người quản trị máy cho phép.",
	}
	NotFolder = office.Failure{
		Name: "folder.not-folder",
		Said: "“%s” không phải là thư mục.",
		Next: "Hãy gõ đường dẫn của một thư mục.",
	}
	OtherKind = office.Failure{
		Name: "folder.other-kind",
		Said: "“%s” không thuộc loại tệp chọn được ở đây (%s).",
		Next: "Hãy chọn tệp khác.",
	}
	Silent = office.Failure{
		Name: "folder.silent",
		Said: "“%s” không trả lời.",
		Next: "Hãy chọn thư mục khác; nếu là ổ mạng, hãy xem máy chủ và dây mạng rồi thử lại.",
	}
	Unwritable = office.Failure{
		Name: "folder.unwritable",
		Said: "Tài khoản đang dùng trên máy không được ghi vào thư mục này.",
		Next: "Hãy chọn thư mục khác để lưu.",
	}
	OnlyRead = office.Failure{
		Name: "folder.only-read",
		Said: "Ổ đĩa này chỉ cho đọc.",
		Next: "Hãy chọn ổ khác để lưu. Nếu là thẻ nhớ hay USB, hãy xem khóa gạt chống ghi.",
	}
	NoSpace = office.Failure{
		Name: "folder.no-space",
		Said: "Ổ đĩa này chỉ còn trống %s, không đủ chỗ cho tệp.",
		Next: "Hãy chọn ổ khác, hoặc dọn bớt tệp không cần.",
	}
)
