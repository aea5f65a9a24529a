package main

import "tram/local/office"

// NoViewer: the system has nothing that opens the file.
var NoViewer = office.Failure{
	Name: "tram.no-viewer",
	Said: "Máy không mở được “%s”.",
	Next: "Hãy mở bằng tay trong trình quản lý tệp, hoặc nhờ người phụ trách máy cài trình xem PDF.",
}
