package main

import "tram/local/office"

// AlreadyOpen: another window has the data folder, and does not come forward.
var AlreadyOpen = office.Failure{
	Name: "tram.already-open",
	Said: "Một cửa sổ Trạm Công vụ khác đang mở thư mục dữ liệu này, và không trả lời.",
	Next: "Hãy tìm cửa sổ đó trên thanh tác vụ, hoặc ở tài khoản khác của máy, và đóng nó lại. Rồi bấm “Thử lại”.",
}

// NoViewer: the system has nothing that opens the file.
var NoViewer = office.Failure{
	Name: "tram.no-viewer",
	Said: "Máy không mở được “%s”.",
	Next: "Hãy mở bằng tay trong trình quản lý tệp, hoặc nhờ người phụ trách máy cài trình xem PDF.",
}
