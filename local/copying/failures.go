package copying

import "tram/local/office"

// What can happen to a copy. The verb is where it lies.
var (
	Gone = office.Failure{
		Name: "copying.gone",
		Said: "Không thấy nơi để bản sao “%s”.",
		Next: "Hãy cắm lại USB hay ổ đĩa, hoặc nối lại thư mục mạng, rồi thử lại.",
	}
	NotThePlace = office.Failure{
		Name: "copying.not-the-place",
		Said: "“%s” không phải là nơi để bản sao đã chọn: không thấy dấu của nơi đó.",
		Next: "Hãy xem có đúng USB, đúng ổ đĩa đang cắm không. Nếu bản sao ở đó đã bị xóa, hãy bỏ nơi đó khỏi danh sách rồi thêm lại.",
	}
	NoCopy = office.Failure{
		Name: "copying.no-copy",
		Said: "Ở “%s” không có bản sao nào.",
		Next: "Hãy chọn đúng USB, ổ đĩa hay thư mục đã dùng để sao lưu.",
	}
	OfAnother = office.Failure{
		Name: "copying.of-another",
		Said: "Khóa vừa đưa không mở được bản sao nào ở “%s”: ở đó là bản sao của cơ quan khác, hoặc lập bằng khóa khác.",
		Next: "Hãy xem có đúng USB của cơ quan không, và dùng khóa khôi phục in sau lần đổi chìa niêm phong gần nhất.",
	}
	NotOurs = office.Failure{
		Name: "copying.not-ours",
		Said: "Bản sao ở “%s” có phần không do chìa niêm phong của cơ quan làm ra.",
		Next: "Đừng dùng bản sao này. Hãy giữ nguyên nó, báo cho người phụ trách, và dùng bản sao ở nơi khác.",
	}
	Incomplete = office.Failure{
		Name: "copying.incomplete",
		Said: "Bản sao ở “%s” thiếu hoặc hỏng phần nhật ký số %d.",
		Next: "Hãy dùng bản sao ở nơi khác. Nếu không còn nơi nào khác, hãy chọn lấy lại phần còn đọc được.",
	}
	FilesBad = office.Failure{
		Name: "copying.files-bad",
		Said: "Bản sao ở “%s” thiếu, hỏng hoặc bị đổi %d tệp; tệp đầu là “%s”.",
		Next: "Hãy dùng bản sao ở nơi khác. Nếu không còn nơi nào khác, hãy chọn lấy lại phần còn đọc được.",
	}
	TooNew = office.Failure{
		Name: "copying.too-new",
		Said: "Bản sao ở “%s” do bản phần mềm mới hơn làm ra.",
		Next: "Hãy cài bản phần mềm mới rồi làm lại.",
	}
	Slow = office.Failure{
		Name: "copying.slow",
		Said: "Bản sao ở “%s” chưa theo kịp: nơi đó ghi chậm, hoặc còn nhiều tệp phải sao.",
		Next: "Hãy để máy chạy tiếp. Nếu mấy giờ sau vẫn vậy, hãy thay ổ đĩa nhanh hơn.",
	}
	NoSuchTarget = office.Failure{
		Name: "copying.no-such-target",
		Said: "“%s” không phải là nơi để bản sao của trạm này.",
		Next: "Hãy xem lại danh sách nơi để bản sao.",
	}
	NoTarget = office.Failure{
		Name: "copying.no-target",
		Said: "Trạm chưa có nơi nào để bản sao: hỏng máy là mất dữ liệu.",
		Next: "Hãy chọn một nơi để bản sao: ổ đĩa thứ hai, USB hoặc thư mục mạng.",
	}
	Lying = office.Failure{
		Name: "copying.lying",
		Said: "“%s” báo đã ghi xong, nhưng đọc lại thấy khác.",
		Next: "Đừng tin ổ đó nữa: hãy thay USB hay ổ đĩa khác làm nơi để bản sao.",
	}
	Ahead = office.Failure{
		Name: "copying.ahead",
		Said: "Bản sao ở “%s” có mục nhật ký số %d mà dữ liệu trên máy này không có, hoặc có khác.",
		Next: "Dữ liệu trên máy có thể đã quay về bản cũ. Bản sao được giữ nguyên, không ghi thêm: hãy kiểm chứng nhật ký trước.",
	}
	SeveralStations = office.Failure{
		Name: "copying.several-stations",
		Said: "Ở “%s” có bản sao của %d trạm: %s.",
		Next: "Hãy chọn trạm cần lấy lại.",
	}
	NoSuchStation = office.Failure{
		Name: "copying.no-such-station",
		Said: "Ở “%s” không có bản sao của trạm đã chọn.",
		Next: "Hãy xem lại mã của trạm.",
	}
	NothingBefore = office.Failure{
		Name: "copying.nothing-before",
		Said: "Bản sao ở “%s” không có gì trước lúc đã chọn.",
		Next: "Hãy chọn một lúc muộn hơn.",
	}
)
