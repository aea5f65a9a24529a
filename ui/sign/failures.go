package sign

import "tram/local/office"

// What keeps a clerk from signing before anything is asked of the station.
var (
	NothingTicked = office.Failure{
		Name: "ui.sign.nothing-ticked",
		Said: "Chưa chọn văn bản nào.",
		Next: "Hãy đánh dấu vào ô trước văn bản trong danh sách bên trái (phím cách cũng được).",
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
