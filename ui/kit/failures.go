package kit

import "tram/local/office"

// What can go wrong while a clerk looks for a file.
var (
	FolderClosed = office.Failure{
		Name: "kit.folder-closed",
		Said: "Không mở được thư mục “%s”.",
		Next: "Hãy chọn thư mục khác, hoặc cắm lại ổ USB rồi thử lại.",
	}
)
