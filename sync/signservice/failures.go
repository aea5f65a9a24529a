package signservice

import "tram/local/office"

// What can happen on the way to the service.
var (
	ServiceAway = office.Failure{
		Name: "signservice.away",
		Said: "Không gọi được phần mềm ký số của cơ quan (VGCA Sign Service) trên máy này.",
		Next: "Hãy mở phần mềm ký số rồi ký lại. Nếu máy chưa cài, hãy nhờ người quản trị cài, hoặc ký bằng USB Token ngay trong chương trình này.",
	}
	ServiceElsewhere = office.Failure{
		Name: "signservice.elsewhere",
		Said: "Địa chỉ phần mềm ký số “%s” không phải là của máy này.",
		Next: "Văn bản chỉ được gửi đến phần mềm ký số trên chính máy này. Hãy sửa địa chỉ thành " + DefaultAddress + ".",
	}
	ServiceBusy = office.Failure{
		Name: "signservice.busy",
		Said: "Một văn bản khác đang chờ ký trong phần mềm ký số.",
		Next: "Hãy ký xong hoặc hủy văn bản đó trong cửa sổ của phần mềm ký số, rồi ký lại.",
	}
	ServiceSlow = office.Failure{
		Name: "signservice.slow",
		Said: "Chờ quá lâu mà phần mềm ký số chưa trả lời.",
		Next: "Cửa sổ hỏi mã PIN có thể nằm dưới các cửa sổ khác: hãy tìm và đóng nó, rồi ký lại. Văn bản vẫn như cũ.",
	}
	ServiceGone = office.Failure{
		Name: "signservice.gone",
		Said: "Phần mềm ký số đã ngắt giữa chừng mà không trả lời.",
		Next: "Văn bản vẫn như cũ. Nếu phần mềm ký số đã tắt, hãy mở lại, rồi ký lại.",
	}
	ServiceNonsense = office.Failure{
		Name: "signservice.nonsense",
		Said: "Phần mềm ký số trả lời không đúng quy cách, nên chữ ký không được nhận.",
		Next: "Văn bản vẫn như cũ. Hãy khởi động lại máy rồi ký lại; nếu vẫn vậy, hãy báo người quản trị kiểm tra phiên bản phần mềm ký số.",
	}
)

// What the service may answer.
var (
	SignCancelled = office.Failure{
		Name: "signservice.cancelled",
		Said: "Người ký đã hủy trong phần mềm ký số.",
		Next: "Văn bản vẫn như cũ. Khi nào sẵn sàng, hãy ký lại.",
	}
	SignRefused = office.Failure{
		Name: "signservice.refused",
		Said: "Phần mềm ký số báo lỗi: “%s”.",
		Next: "Văn bản vẫn như cũ. Hãy kiểm tra USB Token và chứng thư trong phần mềm ký số, rồi ký lại.",
	}
)

// What can be wrong with the file that comes back.
var (
	FileRewritten = office.Failure{
		Name: "signservice.file-rewritten",
		Said: "Phần mềm ký số đã ghi lại cả tệp thay vì nối chữ ký vào cuối, có thể làm hỏng chữ ký và ký hiệu có trước, nên bản đó không được nhận.",
		Next: "Văn bản vẫn như cũ. Hãy ký bằng USB Token ngay trong chương trình này, và báo người quản trị về phần mềm ký số.",
	}
	FileCut = office.Failure{
		Name: "signservice.file-cut",
		Said: "Tệp đã ký mà phần mềm ký số gửi về bị thiếu.",
		Next: "Văn bản vẫn như cũ. Hãy ký lại.",
	}
	FileUnsigned = office.Failure{
		Name: "signservice.file-unsigned",
		Said: "Phần mềm ký số gửi về đúng tệp cũ, không có chữ ký nào mới.",
		Next: "Văn bản vẫn như cũ. Hãy ký lại, và bấm ký trong cửa sổ của phần mềm ký số.",
	}
	FileSwollen = office.Failure{
		Name: "signservice.file-swollen",
		Said: "Phần mềm ký số thêm vào tệp hơn %d MB, quá lớn cho một chữ ký, nên bản đó không được nhận.",
		Next: "Văn bản vẫn như cũ. Hãy chọn hình chữ ký hoặc hình con dấu nhẹ hơn trong phần mềm ký số, rồi ký lại.",
	}
)
