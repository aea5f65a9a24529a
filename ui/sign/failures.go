package sign

import "tram/local/office"

// What keeps a clerk from signing before anything is asked of the station.
var (
	NothingTicked = office.Failure{
		Name: "ui.sign.nothing-ticked",
		Said: "Chưa chọn văn bản nào.",
		Next: "Hãy đánh dấu vào ô trước văn bản trong danh sách bên trái (phím cách cũng được).",
	}
	NoModule = office.Failure{
		Name: "ui.sign.no-module",
		Said: "Máy này chưa có phần mềm điều khiển USB Token.",
		Next: "Hãy cài phần mềm đi kèm token (đúng bản 64 bit) rồi bấm “Tìm lại”. Nếu đã cài, hãy chỉ đường dẫn của nó trong Cài đặt.",
	}
	NoToken = office.Failure{
		Name: "ui.sign.no-token",
		Said: "Chưa thấy USB Token nào.",
		Next: "Hãy cắm token, chờ đèn sáng rồi bấm “Tìm lại”.",
	}
	EmptyStore = office.Failure{
		Name: "ui.sign.empty-store",
		Said: "Kho chứng thư của Windows chưa có chứng thư nào kèm khóa.",
		Next: "Hãy cắm token, chờ đèn sáng rồi bấm “Tìm lại”. Nếu vẫn không thấy, hãy dùng lối USB Token.",
	}
	NoCertificate = office.Failure{
		Name: "ui.sign.no-certificate",
		Said: "Chưa chọn chứng thư để ký.",
		Next: "Hãy chọn một chứng thư trong danh sách trên.",
	}
	NoKeyFile = office.Failure{
		Name: "ui.sign.no-key-file",
		Said: "Chưa chọn tệp khóa ký.",
		Next: "Hãy chọn tệp .p12 hoặc .pfx do nơi cấp chứng thư giao.",
	}
	NoPIN = office.Failure{
		Name: "ui.sign.no-pin",
		Said: "Chưa gõ mã PIN.",
		Next: "Hãy gõ mã PIN của token rồi bấm Enter.",
	}
	NotAKeyFile = office.Failure{
		Name: "ui.sign.not-a-key-file",
		Said: "Tệp “%s” không phải tệp khóa ký.",
		Next: "Ở đây chỉ nhận tệp .p12 hoặc .pfx. Muốn số hóa một văn bản thì thả tệp vào Số hóa.",
	}
)
