package oldregister

import "tram/local/office"

// What keeps a table from being read as a register.
var (
	NoRegister = office.Failure{
		Name: "oldregister.no-register",
		Said: "Trong tệp không có hàng tiêu đề của một sổ văn bản, nên chưa có gì được ghi.",
		Next: "Hãy kiểm tra tệp có một hàng gồm các tên cột như Số đến, Ngày đến, Số, ký hiệu văn bản, Trích yếu. Nếu chữ trong tệp bị vỡ thì mở bằng Excel, đổi sang Unicode, lưu thành .xlsx.",
	}
	NoFlow = office.Failure{
		Name: "oldregister.no-flow",
		Said: "Bảng không nói đây là sổ văn bản đến hay đi.",
		Next: "Hãy chọn loại sổ rồi xem lại.",
	}
	NotThisFlow = office.Failure{
		Name: "oldregister.not-this-flow",
		Said: "Trong tệp không có sổ văn bản %s.",
		Next: "Hãy chọn đúng loại sổ của tệp.",
	}
)
