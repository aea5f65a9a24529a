package calsync

import "tram/local/office"

// What can happen between two sides.
var (
	Overtaken = office.Failure{
		Name: "calsync.overtaken",
		Said: "Lịch trên máy chủ vừa có bản khác của cuộc họp này, nên chưa ghi gì lên đó.",
		Next: "Không cần làm gì: lần đồng bộ sau sẽ đọc bản ấy rồi gộp lại.",
	}
	Stubborn = office.Failure{
		Name: "calsync.stubborn",
		Said: "Máy chủ lịch từ chối cuộc họp này nhiều lần liền, lần nào cũng nói có bản khác, nên nó chưa lên lịch chung như ở máy này.",
		Next: "Cuộc họp vẫn nguyên ở máy này. Hãy mở mục ấy trên lịch bằng chương trình khác để xem có sửa được không, và hỏi người quản trị máy chủ lịch.",
	}
	Unfit = office.Failure{
		Name: "calsync.unfit",
		Said: "“%s” không nhận cuộc họp này: %s.",
		Next: "Cuộc họp vẫn nguyên ở máy này. Hãy rút gọn nội dung của nó, hoặc hỏi người quản trị máy chủ lịch.",
	}
	Twice = office.Failure{
		Name: "calsync.twice",
		Said: "Trên lịch có hai mục cùng mang mã của một cuộc họp; mục “%s” chưa được dùng đến.",
		Next: "Hãy mở lịch bằng chương trình khác, so hai mục rồi xóa bớt một.",
	}
	Unreadable = office.Failure{
		Name: "calsync.unreadable",
		Said: "Không đọc được mục “%s” trên lịch, nên nó được để nguyên ở đó.",
		Next: "Hãy mở mục ấy bằng chương trình đã ghi nó; sửa rồi lưu lại thì lần sau được đọc lại.",
	}
	Emptied = office.Failure{
		Name: "calsync.emptied",
		Said: "Lịch trên máy chủ bỗng thiếu %d trong %d cuộc họp mà hai bên vẫn có. Chưa bỏ cuộc họp nào ở máy này.",
		Next: "Hãy xem có đúng lịch không, và hỏi người quản trị máy chủ. Nếu quả thật đã xóa ở đó, hãy xác nhận rồi đồng bộ lại.",
	}
	Endless = office.Failure{
		Name: "calsync.endless",
		Said: "Lịch trên máy chủ có hơn %d mục, nhiều hơn mọi lịch thật.",
		Next: "Hãy xem có đúng lịch không, và hỏi người quản trị máy chủ.",
	}
)
