package intake

import "tram/local/office"

// What a clerk can meet between the paper and the tray.
var (
	TrayBusy = office.Failure{
		Name: "intake.tray-busy",
		Said: "Bản nháp của văn bản này đang được mở ở %s.",
		Next: "Hãy làm tiếp ở đó, hoặc đợi nó xong hay đóng nó lại rồi thử lại ở đây.",
	}
	TrayUnreadable = office.Failure{
		Name: "intake.tray-unreadable",
		Said: "Không mở được các trang của bản nháp này: dữ liệu đã niêm phong không khớp với khóa của cơ quan trên máy.",
		Next: "Không có gì bị xóa. Hãy khôi phục khóa bằng tờ khóa dự phòng của cơ quan, rồi mở lại bản nháp.",
	}
	NoTray = office.Failure{
		Name: "intake.no-tray",
		Said: "Không tìm thấy các trang của bản nháp này trên máy.",
		Next: "Nếu văn bản được số hóa trên máy khác, hãy mở nó trên máy đó. Nếu không, hãy thêm lại các trang.",
	}
	PutAway = office.Failure{
		Name: "intake.put-away",
		Said: "Bản nháp này đã được bỏ, các trang của nó đang cất riêng.",
		Next: "Hãy bấm Khôi phục để lấy lại bản nháp với đủ các trang.",
	}
	CaptureLost = office.Failure{
		Name: "intake.capture-lost",
		Said: "Tệp của trang này không còn trên máy.",
		Next: "Hãy quét lại trang rồi dùng Thay trang. Nếu có nhiều trang như vậy, hãy báo người quản trị máy kiểm tra ổ đĩa.",
	}
	NoSuchPage = office.Failure{
		Name: "intake.no-such-page",
		Said: "Trang này không còn trong bản nháp.",
		Next: "Hãy bấm Hoàn tác nếu trang vừa bị bỏ nhầm, hoặc thêm lại trang.",
	}
	UnknownPaper = office.Failure{
		Name: "intake.unknown-paper",
		Said: "Không có khổ giấy “%s”.",
		Next: "Hãy chọn một trong: A3, A4, A5, A6, F4, Legal, Letter.",
	}
	NoFile = office.Failure{
		Name: "intake.no-file",
		Said: "Không tìm thấy tệp.",
		Next: "Tệp có lẽ đã bị đổi tên, chuyển chỗ, hoặc USB đã rút ra. Hãy chọn lại tệp.",
	}
	NotAllowed = office.Failure{
		Name: "intake.not-allowed",
		Said: "Tài khoản đang dùng trên máy không được phép đọc tệp này.",
		Next: "Hãy chép tệp vào thư mục của mình, hoặc nhờ người quản trị máy cấp quyền đọc.",
	}
	IsFolder = office.Failure{
		Name: "intake.is-folder",
		Said: "Đây là một thư mục, không phải tệp.",
		Next: "Hãy mở thư mục và chọn các tệp ảnh bên trong.",
	}
	NotAFile = office.Failure{
		Name: "intake.not-a-file",
		Said: "Đây không phải là một tệp thông thường.",
		Next: "Hãy chọn ảnh quét (JPEG, PNG, TIFF) hoặc PDF do máy quét tạo ra.",
	}
	ChangedMeanwhile = office.Failure{
		Name: "intake.changed-meanwhile",
		Said: "Tệp bị thay đổi trong lúc đang đọc.",
		Next: "Hãy đợi máy quét hoặc phần mềm khác ghi xong tệp, rồi thêm lại.",
	}
	ContainerTooLarge = office.Failure{
		Name: "intake.container-too-large",
		Said: "Tệp PDF lớn hơn %d MB.",
		Next: "Hãy chia tệp thành nhiều tệp nhỏ hơn, hoặc quét lại ở 300 dpi.",
	}
	NoPageInside = office.Failure{
		Name: "intake.no-page-inside",
		Said: "Trong tệp PDF không có trang quét nào.",
		Next: "Hãy chọn PDF do máy quét tạo ra. Văn bản soạn trên máy thì không cần số hóa từ giấy.",
	}
	TooLargeToRetouch = office.Failure{
		Name: "intake.too-large-to-retouch",
		Said: "Ảnh %d × %d điểm quá lớn để chỉnh, tối đa 80 triệu điểm.",
		Next: "Hãy để trang này như máy quét, hoặc quét lại ở 300 dpi rồi chỉnh.",
	}
	NothingTaken = office.Failure{
		Name: "intake.nothing-taken",
		Said: "Chưa có tệp nào để lấy trang.",
		Next: "Hãy chọn ít nhất một ảnh quét (JPEG, PNG, TIFF) hoặc PDF do máy quét tạo ra.",
	}
)

// told puts the name of the clerk's file before the sentence of a failure.
func told(name string, err error) error { return prefixed("“"+name+"”: ", err) }

func prefixed(words string, err error) error {
	f, ok := office.FailureIn(err)
	if !ok {
		return err
	}
	f.Said = words + f.Said
	return f
}
