package readback

import "tram/local/office"

// What can be wrong with paper that was read back.
var (
	NoFiles = office.Failure{
		Name: "readback.no-files",
		Said: "Chưa chọn ảnh quét nào của tờ giấy.",
		Next: "Hãy quét hoặc chụp tờ giấy rồi chọn các tệp ảnh (hoặc một tệp PDF quét).",
	}
	Unopened = office.Failure{
		Name: "readback.unopened",
		Said: "Không mở được tệp “%s”.",
		Next: "Hãy kiểm tra tệp hoặc USB còn đó, rồi chọn lại.",
	}
	TooMany = office.Failure{
		Name: "readback.too-many",
		Said: "Nhiều ảnh quá: tối đa %d trang một lần đối chiếu.",
		Next: "Hãy đối chiếu từng phần của văn bản.",
	}
)
