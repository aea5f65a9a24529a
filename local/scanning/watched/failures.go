package watched

import "tram/local/office"

// What a file in a watched folder, and the folder, can be.
var (
	SameContent = office.Failure{
		Name: "watched.same-content",
		Said: "Nội dung tệp này giống hệt tệp “%s” đã lấy trước đó, nên không lấy lần nữa.",
		Next: "Nếu vẫn cần lấy, hãy mở cửa sổ Số hóa và thêm tệp này bằng tay.",
	}
	HalfNamed = office.Failure{
		Name: "watched.half-named",
		Said: "Tệp mang tên tạm (%s) và đã lâu không thay đổi: máy quét có lẽ đã ngừng giữa chừng.",
		Next: "Hãy quét lại giấy này. Nếu tệp mở được, hãy thêm nó bằng tay ở cửa sổ Số hóa.",
	}
	Locked = office.Failure{
		Name: "watched.locked",
		Said: "Chưa lấy được tệp “%s”: chương trình khác đang giữ hoặc máy này không được phép đọc.",
		Next: "Hãy chờ máy quét ghi xong. Nếu vẫn vậy, hãy xem quyền đọc, ghi của thư mục quét.",
	}
	NotForScans = office.Failure{
		Name: "watched.not-for-scans",
		Said: "Thư mục “%s” có %d tệp không phải của máy quét, ví dụ “%s”. Chưa tệp nào bị dời.",
		Next: "Hãy chọn hoặc tạo một thư mục dành riêng cho máy quét: phần mềm sẽ dời mọi tệp trong đó.",
	}
	AlreadyWatched = office.Failure{
		Name: "watched.already",
		Said: "Thư mục quét này đang được một cửa sổ hoặc lệnh khác trên máy theo dõi.",
		Next: "Không cần theo dõi lần nữa. Muốn chuyển sang đây thì dừng ở đó trước.",
	}
	WithAnother = office.Failure{
		Name: "watched.with-another",
		Said: "%d tệp do trạm khác nhận từ hơn một ngày trước vẫn chưa lấy xong.",
		Next: "Hãy mở lại trạm đó và theo dõi thư mục này. Nếu trạm ấy không còn dùng, hãy chuyển các tệp trong “Đã lấy/.đang lấy” trở lại thư mục quét.",
	}
	Unreachable = office.Failure{
		Name: "watched.unreachable",
		Said: "Không mở được thư mục quét “%s”.",
		Next: "Hãy xem thư mục còn đó, ổ mạng còn nối và máy này được phép đọc, ghi; phần mềm sẽ tự thử lại.",
	}
)
