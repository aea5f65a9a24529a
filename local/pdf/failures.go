package pdf

import "tram/local/office"

// What can keep a page out of a PDF.
var (
	SheetSize = office.Failure{
		Name: "pdf.sheet-size",
		Said: "Khổ giấy tính từ độ phân giải của ảnh là %.0f × %.0f mm, không phải khổ của một trang giấy.",
		Next: "Hãy chọn khổ giấy thật (ví dụ A4) cho trang này, hoặc quét lại với độ phân giải 200 đến 300 dpi.",
	}
	SizeUnknown = office.Failure{
		Name: "pdf.size-unknown",
		Said: "Chưa biết khổ giấy của một trang.",
		Next: "Hãy chọn khổ giấy (ví dụ A4) cho trang đó rồi làm lại.",
	}
	InkColours = office.Failure{
		Name: "pdf.ink-colours",
		Said: "Ảnh của một trang dùng hệ màu của máy in (CMYK), không lưu lâu dài được.",
		Next: "Hãy quét lại trang đó ở chế độ màu thường (RGB) hoặc đen trắng.",
	}
	NoGlyph = office.Failure{
		Name: "pdf.no-glyph",
		Said: "Phông chữ của ký hiệu không có ký tự “%c”.",
		Next: "Hãy gõ lại dòng chữ đó, không dùng ký tự đặc biệt.",
	}
	PageImageBroken = office.Failure{
		Name: "pdf.page-image-broken",
		Said: "Ảnh của một trang bị hỏng nên không ghi vào PDF được.",
		Next: "Hãy quét lại trang đó.",
	}
	NotOurs = office.Failure{
		Name: "pdf.not-ours",
		Said: "Tệp PDF này không phải do phần mềm làm ra, hoặc đã bị một chương trình khác ghi lại.",
		Next: "Hãy chọn đúng tệp đã xuất từ phần mềm, hoặc tra bằng mã tra cứu trên ký hiệu để lấy lại bản gốc.",
	}
)
