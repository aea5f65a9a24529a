package original

import "tram/local/office"

// What can keep a file from being brought in.
var (
	NoSuchFile = office.Failure{
		Name: "original.no-such-file",
		Said: "Không mở được tệp “%s”.",
		Next: "Hãy kiểm tra tệp hoặc USB còn đó và còn mở được, rồi thử lại.",
	}
	EmptyFile = office.Failure{
		Name: "original.empty",
		Said: "Tệp “%s” rỗng, không có nội dung.",
		Next: "Hãy tải lại tệp từ hệ thống đã gửi hoặc lưu trữ nó.",
	}
	TooLarge = office.Failure{
		Name: "original.too-large",
		Said: "Tệp “%s” lớn hơn %d MB.",
		Next: "Hãy xin nơi gửi một bản nhỏ hơn, hoặc chia thành nhiều tệp.",
	}
	OtherKind = office.Failure{
		Name: "original.other-kind",
		Said: "Không biết in tệp “%s”: đây không phải PDF, ảnh (JPEG, PNG, TIFF) hay tệp văn phòng (DOCX, ODT, XLSX…).",
		Next: "Hãy mở tệp bằng chương trình tạo ra nó và xuất ra PDF, rồi đưa tệp PDF vào.",
	}
	NoOfficeSuite = office.Failure{
		Name: "original.no-office-suite",
		Said: "Máy này chưa cài LibreOffice nên không in được tệp “%s”.",
		Next: "Hãy cài LibreOffice (miễn phí), hoặc mở tệp bằng Word, xuất ra PDF rồi đưa tệp PDF vào.",
	}
	SuiteFailed = office.Failure{
		Name: "original.suite-failed",
		Said: "LibreOffice không chuyển được tệp “%s” sang PDF.",
		Next: "Tệp có thể bị hỏng hoặc có mật khẩu. Hãy mở tệp bằng Word hoặc LibreOffice, xuất ra PDF rồi đưa tệp PDF vào.",
	}
	UnpacksTooLarge = office.Failure{
		Name: "original.unpacks-too-large",
		Said: "Tệp “%s” mở ra lớn gấp nhiều lần một tệp văn phòng bình thường, nên không được mở.",
		Next: "Hãy xin nơi gửi bản PDF, hoặc hỏi lại nơi gửi: tệp có thể bị làm sai để treo máy.",
	}
	NestsTooDeep = office.Failure{
		Name: "original.nests-too-deep",
		Said: "Tệp “%s” có bảng lồng trong bảng quá nhiều lớp, LibreOffice không dàn trang được trong thời gian cho phép, nên không được mở.",
		Next: "Hãy mở tệp bằng Word hoặc LibreOffice, xuất ra PDF rồi đưa tệp PDF vào, hoặc xin nơi gửi bản PDF.",
	}
	SuiteTooLarge = office.Failure{
		Name: "original.suite-too-large",
		Said: "LibreOffice cần quá nhiều bộ nhớ cho tệp “%s” nên đã bị dừng.",
		Next: "Hãy mở tệp bằng LibreOffice, xuất ra PDF rồi đưa tệp PDF vào.",
	}
	SuiteTooSlow = office.Failure{
		Name: "original.suite-too-slow",
		Said: "LibreOffice chuyển tệp “%s” quá lâu nên đã bị dừng.",
		Next: "Hãy mở tệp bằng LibreOffice, xuất ra PDF rồi đưa tệp PDF vào.",
	}
)
