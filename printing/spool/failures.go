package spool

import "tram/local/office"

// What can keep a document from the printer. Nothing was sent in any of these.
var (
	NoService = office.Failure{
		Name: "spool.no-service",
		Said: "Không gọi được dịch vụ in của máy này.",
		Next: "Hãy nhờ người quản trị bật dịch vụ in (CUPS), hoặc in ra tệp rồi mang sang máy khác in.",
	}
	NoPrinter = office.Failure{
		Name: "spool.no-printer",
		Said: "Máy này không có máy in “%s”.",
		Next: "Hãy chọn một máy in trong danh sách. Nếu máy in vừa bị gỡ, hãy nhờ người quản trị cài lại.",
	}
	NotAccepting = office.Failure{
		Name: "spool.not-accepting",
		Said: "Máy in “%s” đang không nhận lệnh in.",
		Next: "Hãy chọn máy in khác, hoặc nhờ người quản trị mở lại hàng đợi của máy in này.",
	}
	NoDuplex = office.Failure{
		Name: "spool.no-duplex",
		Said: "Máy in “%s” không tự in hai mặt được.",
		Next: "Hãy chọn in một mặt, hoặc chọn máy in khác.",
	}
	NoSuchPaper = office.Failure{
		Name: "spool.no-such-paper",
		Said: "Máy in “%s” không có khổ giấy đã chọn.",
		Next: "Hãy chọn lại khổ giấy trong danh sách của máy in này, hoặc chọn máy in khác.",
	}
	NoPaperForPage = office.Failure{
		Name: "spool.no-paper-for-page",
		Said: "Trang %d khổ %.0f × %.0f mm lớn hơn mọi khổ giấy của máy in “%s”.",
		Next: "Trang luôn được in đúng cỡ 100%. Hãy chọn máy in có khổ giấy lớn hơn; hoặc tự chọn khổ giấy, nếu phần bị cắt ở mép không có chữ.",
	}
	NoSuchTray = office.Failure{
		Name: "spool.no-such-tray",
		Said: "Máy in “%s” không có khay giấy đã chọn.",
		Next: "Hãy chọn lại khay giấy trong danh sách của máy in này, hoặc để máy in tự chọn.",
	}
	TooManyCopies = office.Failure{
		Name: "spool.too-many-copies",
		Said: "Máy in “%s” chỉ in nhiều nhất %d bản trong một lần.",
		Next: "Hãy chia ra nhiều lần in.",
	}
	BadPages = office.Failure{
		Name: "spool.bad-pages",
		Said: "Các trang cần in ghi chưa đúng.",
		Next: "Hãy ghi lại, ví dụ 1-3 hoặc 5; trang đầu là 1 và số sau không nhỏ hơn số trước.",
	}
	PagesBeyond = office.Failure{
		Name: "spool.pages-beyond",
		Said: "Văn bản chỉ có %d trang, không có trang %d.",
		Next: "Hãy ghi lại các trang cần in.",
	}
	NothingToPrint = office.Failure{
		Name: "spool.nothing-to-print",
		Said: "Tệp cần in không có nội dung.",
		Next: "Hãy lập lại bản in từ hồ sơ.",
	}
	NoPDF = office.Failure{
		Name: "spool.no-pdf",
		Said: "Máy in “%s” không tự in được tệp PDF.",
		Next: "Hãy nhờ người quản trị cài máy in này vào máy tính (CUPS) rồi chọn nó trong danh sách, hoặc chọn máy in khác.",
	}
	NotAllowed = office.Failure{
		Name: "spool.not-allowed",
		Said: "Máy in “%s” không cho tài khoản đang dùng làm việc này.",
		Next: "Hãy nhờ người quản trị cấp quyền dùng máy in, hoặc chọn máy in khác.",
	}
	NothingDrawn = office.Failure{
		Name: "spool.nothing-drawn",
		Said: "Không vẽ được trang %d của văn bản để in.",
		Next: "Hãy lập lại bản in từ hồ sơ. Nếu vẫn vậy, hãy in ra tệp và in tệp đó bằng chương trình đọc PDF, chọn cỡ 100%.",
	}
)

// What can happen on the way, and afterwards.
var (
	Silent = office.Failure{
		Name: "spool.silent",
		Said: "Dịch vụ in không trả lời.",
		Next: "Lệnh vừa rồi chưa được nhận. Hãy chờ một phút rồi làm lại; nếu vẫn vậy, hãy khởi động lại máy in và máy tính.",
	}
	Nonsense = office.Failure{
		Name: "spool.nonsense",
		Said: "Dịch vụ in trả lời không đúng quy cách.",
		Next: "Hãy làm lại. Nếu vẫn vậy, hãy nhờ người quản trị kiểm tra dịch vụ in của máy này.",
	}
	Full = office.Failure{
		Name: "spool.full",
		Said: "Hàng đợi in đã đầy nên không nhận thêm lệnh in.",
		Next: "Hãy chờ các lệnh trước in xong hoặc hủy bớt, và nhờ người quản trị xem ổ đĩa còn chỗ trống không. Rồi in lại.",
	}
	Busy = office.Failure{
		Name: "spool.busy",
		Said: "Máy in “%s” đang bận, chưa nhận lệnh in.",
		Next: "Hãy chờ một lát rồi in lại.",
	}
	Refused = office.Failure{
		Name: "spool.refused",
		Said: "Máy in “%s” không nhận lệnh in này.",
		Next: "Hãy in lại với khổ giấy và khay thường dùng, một mặt. Nếu vẫn vậy, hãy chọn máy in khác.",
	}
	Unsure = office.Failure{
		Name: "spool.unsure",
		Said: "Văn bản đã gửi sang máy in “%s” nhưng không có trả lời, nên chưa biết lệnh in có được nhận không.",
		Next: "Hãy ra máy in xem và xem danh sách lệnh in trước khi in lại, để khỏi thừa một bản.",
	}
	NotCancelled = office.Failure{
		Name: "spool.not-cancelled",
		Said: "Chưa hủy được lệnh in trên máy in “%s”.",
		Next: "Hãy bấm nút hủy trên máy in, hoặc thử lại.",
	}
)

// What can be wrong with printing to a file.
var (
	NoFileName = office.Failure{
		Name: "spool.no-file-name",
		Said: "Chưa có tên tệp để in ra.",
		Next: "Hãy chọn thư mục và đặt tên cho tệp PDF mới.",
	}
	FileTakesAllPages = office.Failure{
		Name: "spool.file-takes-all-pages",
		Said: "In ra tệp thì ghi cả văn bản, không tách riêng từng trang.",
		Next: "Hãy bỏ phần chọn trang, hoặc chọn một máy in giấy.",
	}
	FileTakesOneCopy = office.Failure{
		Name: "spool.file-takes-one-copy",
		Said: "In ra tệp thì chỉ có một bản.",
		Next: "Hãy đặt số bản là 1; cần thêm thì sao chép tệp đó.",
	}
)
