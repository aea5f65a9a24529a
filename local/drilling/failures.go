package drilling

import "tram/local/office"

// What stands in the way of a drill.
var (
	Stays = office.Failure{
		Name: "drilling.stays",
		Said: "Kết quả diễn tập đã ghi thì không sửa được.",
		Next: "Hãy diễn tập lại; lần mới có kết quả của nó.",
	}
	NoRoom = office.Failure{
		Name: "drilling.no-room",
		Said: "Ổ đĩa còn %s, diễn tập cần khoảng %s để dựng cơ quan ở chỗ thử.",
		Next: "Hãy dọn bớt ổ đĩa này rồi diễn tập lại.",
	}
	Another = office.Failure{
		Name: "drilling.another",
		Said: "Một lần diễn tập khác đang chạy trên máy này.",
		Next: "Hãy đợi nó xong rồi xem kết quả.",
	}
	NoDrill = office.Failure{
		Name: "drilling.no-drill",
		Said: "Không có lần diễn tập “%s”.",
		Next: "Hãy chọn trong danh sách các lần diễn tập.",
	}
)
