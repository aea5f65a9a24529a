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

// What can be wrong with a PDF that is to give its page images.
var (
	EmptyPDF = office.Failure{
		Name: "pdf.empty",
		Said: "Tệp PDF rỗng, không có nội dung.",
		Next: "Hãy quét hoặc sao chép lại tệp.",
	}
	NotAPDF = office.Failure{
		Name: "pdf.not-a-pdf",
		Said: "Tệp này không phải là PDF.",
		Next: "Hãy chọn lại: tệp PDF, hoặc ảnh JPEG, PNG, TIFF.",
	}
	CutPDF = office.Failure{
		Name: "pdf.cut",
		Said: "Tệp PDF bị cụt, thiếu phần cuối.",
		Next: "Hãy sao chép lại tệp từ máy quét, chờ cho xong hẳn, hoặc quét lại.",
	}
	BrokenPDF = office.Failure{
		Name: "pdf.broken",
		Said: "Tệp PDF bị hỏng, không đọc hết được.",
		Next: "Hãy quét lại, hoặc quét ra ảnh JPEG.",
	}
	PDFSwells = office.Failure{
		Name: "pdf.swells",
		Said: "Tệp PDF có phần nén mở ra lớn bất thường, mở tiếp có thể làm treo máy.",
		Next: "Hãy quét lại văn bản, hoặc xin nơi gửi gửi lại tệp bằng một chương trình khác.",
	}
	TooDeep = office.Failure{
		Name: "pdf.too-deep",
		Said: "Tệp PDF có các phần lồng vào nhau sâu bất thường, mở tiếp có thể làm treo máy.",
		Next: "Hãy xin nơi gửi gửi lại tệp bằng một chương trình khác, hoặc in tệp ra giấy rồi quét lại.",
	}
	PDFTooLarge = office.Failure{
		Name: "pdf.too-large",
		Said: "Tệp PDF lớn hơn %d MB.",
		Next: "Hãy quét thành nhiều tệp nhỏ hơn rồi đưa vào lần lượt.",
	}
	TooManyParts = office.Failure{
		Name: "pdf.too-many-parts",
		Said: "Tệp PDF có hơn %d thành phần, nhiều bất thường.",
		Next: "Hãy quét thành nhiều tệp nhỏ hơn rồi đưa vào lần lượt.",
	}
	TooManySheets = office.Failure{
		Name: "pdf.too-many-sheets",
		Said: "Tệp PDF có hơn %d trang, nhiều hơn mức chương trình in được một lần.",
		Next: "Hãy xin nơi gửi chia thành nhiều tệp, hoặc kiểm tra lại xem có đúng tệp cần in không.",
	}
	TooManyPages = office.Failure{
		Name: "pdf.too-many-pages",
		Said: "Tệp PDF có hơn %d trang.",
		Next: "Hãy quét thành nhiều tệp, mỗi tệp một văn bản.",
	}
	NoPages = office.Failure{
		Name: "pdf.no-pages",
		Said: "Tệp PDF không có trang nào.",
		Next: "Hãy quét lại văn bản, hoặc xin nơi gửi gửi lại tệp.",
	}
	Locked = office.Failure{
		Name: "pdf.locked",
		Said: "Tệp PDF có mật khẩu hoặc bị khóa.",
		Next: "Hãy mở tệp bằng mật khẩu và lưu lại bản không khóa, hoặc tắt mật khẩu trong cài đặt của máy quét rồi quét lại.",
	}
	DrawnTooLong = office.Failure{
		Name: "pdf.drawn-too-long",
		Said: "Trang %d của tệp PDF gồm nhiều lớp, phải vẽ lại; việc vẽ lâu quá nên đã dừng.",
		Next: "Hãy thử lại khi máy đang rảnh, chia tệp cho ít trang hơn, hoặc quét lại ra JPEG (tắt kiểu “PDF nén” của máy quét).",
	}
	BornDigital = office.Failure{
		Name: "pdf.born-digital",
		Said: "Trang %d của tệp PDF là văn bản điện tử, không phải ảnh quét từ giấy.",
		Next: "Văn bản điện tử không chuyển qua đường này. Hãy chọn tệp do máy quét tạo ra, hoặc quét bản giấy.",
	}
	NoScan = office.Failure{
		Name: "pdf.no-scan",
		Said: "Trang %d của tệp PDF không có ảnh nào.",
		Next: "Hãy quét lại, hoặc bỏ trang trống đó khỏi tệp.",
	}
	PageTooManyPixels = office.Failure{
		Name: "pdf.page-too-many-pixels",
		Said: "Ảnh của trang %d trong tệp PDF quá lớn: %d × %d điểm ảnh.",
		Next: "Mỗi cạnh tối đa 30.000 điểm, cả ảnh tối đa 120 triệu điểm. Hãy quét lại ở 300 dpi.",
	}
	LayeredNotes = office.Failure{
		Name: "pdf.layered-notes",
		Said: "Trang %d của tệp PDF có ghi chú hoặc con dấu nằm trong lớp bị ẩn, mỗi chương trình đọc hiện một khác.",
		Next: "Hãy mở tệp bằng chương trình đọc PDF, in ra một tệp PDF mới đúng như muốn giữ rồi đưa tệp đó vào, hoặc quét lại bản giấy.",
	}
	JPXChannels = office.Failure{
		Name: "pdf.jpx-channels",
		Said: "Trang %d của tệp PDF là ảnh JPEG 2000 có kênh trong suốt, bảng màu hoặc số kênh màu khác thường, phần mềm chưa vẽ lại đúng được.",
		Next: "Hãy quét lại trang đó ra JPEG, hoặc mở tệp bằng chương trình khác và lưu trang đó thành ảnh JPEG hay PNG.",
	}
	Layered = office.Failure{
		Name: "pdf.layered",
		Said: "Trang %d của tệp PDF gồm nhiều lớp hoặc dùng kiểu nén không tách nguyên vẹn được.",
		Next: "Hãy quét lại ra JPEG, hoặc tắt kiểu “PDF nén” (compact PDF) trong cài đặt của máy quét.",
	}
)

// What can keep a signature out of a PDF.
var (
	Disordered = office.Failure{
		Name: "pdf.disordered",
		Said: "Cấu trúc bên trong của tệp PDF bị sai, không thể nối thêm chữ ký mà giữ nguyên bản gốc.",
		Next: "Hãy mở tệp bằng chương trình đọc PDF và lưu ra một tệp mới (chữ ký cũ, nếu có, sẽ mất), rồi ký tệp mới đó.",
	}
	ChangesForbidden = office.Failure{
		Name: "pdf.changes-forbidden",
		Said: "Người chứng nhận tệp PDF này không cho phép thay đổi hay ký thêm.",
		Next: "Hãy xin nơi gửi một bản cho phép ký thêm. Ký vào bản này sẽ làm chữ ký của họ mất hiệu lực.",
	}
	CertifyFirst = office.Failure{
		Name: "pdf.certify-first",
		Said: "Tệp PDF đã có chữ ký nên không chứng nhận được nữa.",
		Next: "Hãy ký thường (không khóa thay đổi), hoặc chứng nhận trước khi có chữ ký khác.",
	}
	DynamicForm = office.Failure{
		Name: "pdf.dynamic-form",
		Said: "Tệp PDF là biểu mẫu động (XFA), nội dung có thể tự đổi khi mở.",
		Next: "Hãy in biểu mẫu ra PDF thường rồi ký tệp đó.",
	}
)

// What can keep something from going into a PDF, or keep a PDF from being read on.
var (
	SignatureTooLarge = office.Failure{
		Name: "pdf.signature-too-large",
		Said: "Chữ ký hoặc dấu thời gian dài hơn chỗ dành cho nó trong tệp PDF.",
		Next: "Tệp vẫn giữ nguyên. Hãy ký không có dấu thời gian rồi bổ sung sau, hoặc nhờ người quản trị đặt máy chủ dấu thời gian khác.",
	}
	EvidenceTooLarge = office.Failure{
		Name: "pdf.evidence-too-large",
		Said: "Tin thu hồi của các nơi cấp chứng thư lớn quá mức một tệp PDF nên mang.",
		Next: "Chữ ký hiện có vẫn giữ nguyên. Hãy hỏi nơi cấp chứng thư địa chỉ trả lời OCSP, rồi bổ sung lại.",
	}
	ReadCutShort = office.Failure{
		Name: "pdf.read-cut-short",
		Said: "Đang đọc thì không đọc tiếp được tệp PDF.",
		Next: "Nếu tệp nằm trên USB hay ổ mạng, hãy kiểm tra đã cắm chắc, còn kết nối, rồi làm lại. Tệp chưa bị thay đổi gì.",
	}
)

// What can keep something from being put over the pages of a PDF, and what can
// keep such a file from being written anew.
var (
	Unappendable = office.Failure{
		Name: "pdf.unappendable",
		Said: "Cấu trúc bên trong của tệp PDF bị sai, không thể ghi thêm lên trang mà giữ nguyên từng byte của bản gốc.",
		Next: "Hãy mở tệp bằng chương trình đọc PDF, lưu ra một tệp mới rồi dùng tệp đó, hoặc xin nơi gửi gửi lại.",
	}
	PasswordNeeded = office.Failure{
		Name: "pdf.password-needed",
		Said: "Tệp PDF có mật khẩu, chưa mở được.",
		Next: "Hãy gõ mật khẩu mà nơi gửi đã báo.",
	}
	PasswordWrong = office.Failure{
		Name: "pdf.password-wrong",
		Said: "Mật khẩu của tệp PDF không đúng.",
		Next: "Hãy gõ lại, chú ý chữ hoa và bộ gõ tiếng Việt, hoặc hỏi lại nơi gửi.",
	}
	BeyondRepair = office.Failure{
		Name: "pdf.beyond-repair",
		Said: "Tệp PDF bị hỏng nặng, không mở ra được.",
		Next: "Hãy xin nơi gửi gửi lại tệp, hoặc dùng bản giấy.",
	}
)

// What can keep the signatures of a PDF from being verified.
var Unverifiable = office.Failure{
	Name: "pdf.unverifiable",
	Said: "Cấu trúc bên trong của tệp PDF bị sai nên không kiểm tra được chữ ký trong tệp.",
	Next: "Đừng dùng tệp này. Hãy xin nơi gửi gửi lại tệp gốc, hoặc xin bản giấy.",
}

// TooManySignatures tells a file that is not wrong, and of which nothing is known.
var TooManySignatures = office.Failure{
	Name: "pdf.too-many-signatures",
	Said: "Tệp có %d chữ ký, phần mềm chỉ xét được tệp có đến %d chữ ký: các chữ ký này chưa kiểm tra được.",
	Next: "Hãy kiểm tra bằng phần mềm khác, hoặc xin nơi gửi bản có ít chữ ký hơn.",
}

// What can keep the pages of a PDF from being drawn.
var Unseeable = office.Failure{
	Name: "pdf.unseeable",
	Said: "Không vẽ được trang nào của tệp PDF này.",
	Next: "Hãy mở tệp bằng chương trình xem PDF và lưu lại, hoặc xin nơi gửi gửi lại tệp khác.",
}

// What can keep a PDF, or one of its pages, from being read on the screen.
var (
	ReadTooLong = office.Failure{
		Name: "pdf.read-too-long",
		Said: "Tệp PDF có hơn %d trang, quá dài để xem ở đây.",
		Next: "Hãy tách thành nhiều tệp, hoặc mở bằng chương trình xem PDF khác.",
	}
	NoSuchPage = office.Failure{
		Name: "pdf.no-such-page",
		Said: "Tệp PDF không có trang %d.",
		Next: "Hãy chọn trang khác.",
	}
	PageTooSlow = office.Failure{
		Name: "pdf.page-too-slow",
		Said: "Trang %d vẽ quá lâu nên đã dừng lại.",
		Next: "Các trang khác vẫn xem được. Trang này hãy mở bằng chương trình xem PDF khác, hoặc xin nơi gửi gửi lại tệp.",
	}
	PageUnseeable = office.Failure{
		Name: "pdf.page-unseeable",
		Said: "Không vẽ được trang %d.",
		Next: "Các trang khác vẫn xem được. Trang này hãy mở bằng chương trình xem PDF khác, hoặc xin nơi gửi gửi lại tệp.",
	}
	AttachmentsUnread = office.Failure{
		Name: "pdf.attachments-unread",
		Said: "Không đọc được danh sách tệp đính kèm.",
		Next: "Hãy xin nơi gửi gửi lại tệp, hoặc gửi riêng các tệp đính kèm.",
	}
	ReadingClosed = office.Failure{
		Name: "pdf.reading-closed",
		Said: "Tệp PDF này đã đóng.",
		Next: "Hãy mở lại tệp.",
	}
)
