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
	Replaced = office.Failure{
		Name: "readback.replaced",
		Said: "Tệp “%s” không còn là ảnh đã đối chiếu: nó đã bị thay hoặc sửa.",
		Next: "Kết quả bên phải vẫn là của ảnh cũ. Hãy đặt lại ảnh cũ, hoặc đối chiếu ảnh khác.",
	}
	TooMany = office.Failure{
		Name: "readback.too-many",
		Said: "Nhiều ảnh quá: tối đa %d trang một lần đối chiếu.",
		Next: "Hãy đối chiếu từng phần của văn bản.",
	}
)
