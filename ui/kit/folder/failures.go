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

// What can be wrong with the name of a file.
var (
	NameSlashed = office.Failure{
		Name: "folder.name-slashed",
		Said: "Tên tệp không được chứa dấu gạch chéo.",
		Next: "Hãy gõ thư mục ở ô trên cùng rồi bấm Enter, và chỉ gõ tên tệp ở đây.",
	}
	NameSign = office.Failure{
		Name: "folder.name-sign",
		Said: "Tên tệp không được chứa dấu “%s”.",
		Next: "Máy Windows không giữ được tên ấy. Hãy dùng dấu gạch ngang.",
	}
	NameUnseen = office.Failure{
		Name: "folder.name-unseen",
		Said: "Tên tệp có ký tự không nhìn thấy được.",
		Next: "Hãy xóa hết tên rồi gõ lại.",
	}
	NameReserved = office.Failure{
		Name: "folder.name-reserved",
		Said: "“%s” là tên mà Windows dành riêng cho thiết bị.",
		Next: "Hãy đặt tên khác.",
	}
	NameEnd = office.Failure{
		Name: "folder.name-end",
		Said: "Tên tệp không được kết thúc bằng dấu chấm hay dấu cách.",
		Next: "Hãy bỏ dấu ấy đi.",
	}
	NameHidden = office.Failure{
		Name: "folder.name-hidden",
		Said: "Tên bắt đầu bằng dấu chấm thì tệp bị ẩn.",
		Next: "Hãy bỏ dấu chấm ở đầu.",
	}
	NameLong = office.Failure{
		Name: "folder.name-long",
		Said: "Tên tệp dài quá %d chữ so với mức các ổ đĩa giữ được.",
		Next: "Hãy đặt tên ngắn hơn.",
	}
)
