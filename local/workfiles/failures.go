package workfiles

import "tram/local/office"

// What can be wrong with a work file.
var (
	NoTitle = office.Failure{
		Name: "workfiles.no-title",
		Said: "Chưa ghi tiêu đề hồ sơ.",
		Next: "Hãy ghi ngắn gọn hồ sơ về việc gì rồi làm lại.",
	}
	NoHeading = office.Failure{
		Name: "workfiles.no-heading",
		Said: "Chưa ghi đề mục lớn và chữ viết tắt của đề mục.",
		Next: "Hãy ghi tên đơn vị hay lĩnh vực, và chữ viết tắt, ví dụ “Tổ chức cán bộ” và TCCB.",
	}
	NoNotation = office.Failure{
		Name: "workfiles.no-notation",
		Said: "Chưa có số và ký hiệu hồ sơ.",
		Next: "Hãy chọn một dòng trong danh mục hồ sơ của năm, hoặc ghi số và ký hiệu, ví dụ 01.TCCB.",
	}
	NoRetention = office.Failure{
		Name: "workfiles.no-retention",
		Said: "Chưa ghi thời hạn bảo quản.",
		Next: "Hãy ghi “Vĩnh viễn” hoặc số năm, ví dụ “20 năm”.",
	}
	NoCreator = office.Failure{
		Name: "workfiles.no-creator",
		Said: "Chưa ghi người lập hồ sơ.",
		Next: "Hãy ghi họ và tên người lập.",
	}
	NoReason = office.Failure{
		Name: "workfiles.no-reason",
		Said: "Chưa ghi lý do.",
		Next: "Hãy ghi lý do rồi làm lại: lý do nằm trong nhật ký của hồ sơ.",
	}
	NoReceiver = office.Failure{
		Name: "workfiles.no-receiver",
		Said: "Chưa ghi ai nhận hồ sơ nộp lưu.",
		Next: "Hãy ghi tên người hoặc bộ phận lưu trữ đã nhận.",
	}
	NotationTaken = office.Failure{
		Name: "workfiles.notation-taken",
		Said: "Số và ký hiệu hồ sơ này đã có trong năm.",
		Next: "Hãy lấy số khác, hoặc mở hồ sơ đã có.",
	}
	BadNumber = office.Failure{
		Name: "workfiles.bad-number",
		Said: "Số hồ sơ %d không dùng được.",
		Next: "Hãy ghi số từ 1, hoặc bỏ trống để lấy số kế tiếp.",
	}
	CodeStays = office.Failure{
		Name: "workfiles.code-stays",
		Said: "Mã hồ sơ đã lập không sửa được.",
		Next: "Nếu lập nhầm, hãy lập hồ sơ khác với số đúng.",
	}
	TooLong = office.Failure{
		Name: "workfiles.too-long",
		Said: "%s dài hơn %d chữ, độ dài mà Nghị định 30 cho.",
		Next: "Hãy viết gọn lại rồi làm lại.",
	}
	BadYear = office.Failure{
		Name: "workfiles.bad-year",
		Said: "“%d” không phải năm có bốn chữ số.",
		Next: "Hãy ghi đủ bốn chữ số, ví dụ 2026.",
	}
	BadDay = office.Failure{
		Name: "workfiles.bad-day",
		Said: "“%s” không phải một ngày của hồ sơ.",
		Next: "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 23/11/2026.",
	}
	NotCome = office.Failure{
		Name: "workfiles.not-come",
		Said: "Ngày %s chưa tới, nên chưa thể là ngày kết thúc hồ sơ.",
		Next: "Hãy ghi ngày xong việc, không sau hôm nay.",
	}
	DaysBackward = office.Failure{
		Name: "workfiles.days-backward",
		Said: "Ngày %s đứng trước ngày %s của bước trước.",
		Next: "Hãy xem lại ngày rồi ghi lại.",
	}
	BadKeep = office.Failure{
		Name: "workfiles.bad-keep",
		Said: "Không giữ lại hồ sơ tới ngày “%s” được.",
		Next: "Hãy chọn một ngày sau hạn nộp lưu và không quá %s: Nghị định 30 cho giữ lại tối đa hai năm.",
	}
	BadPages = office.Failure{
		Name: "workfiles.bad-pages",
		Said: "Số trang %d không ghi được.",
		Next: "Hãy ghi từ 1 tới %d trang, độ dài mà Nghị định 30 cho; văn bản dài hơn thì chia thành tập.",
	}
	AlreadyIn = office.Failure{
		Name: "workfiles.already-in",
		Said: "Văn bản này đã nằm trong hồ sơ.",
		Next: "Không cần thêm lần nữa. Một văn bản có thể nằm trong nhiều hồ sơ khác nhau.",
	}
	IsShut = office.Failure{
		Name: "workfiles.shut",
		Said: "Hồ sơ %s đã kết thúc, không nhận thêm và không bớt văn bản.",
		Next: "Nếu công việc còn tiếp, hãy mở lại hồ sơ và ghi lý do.",
	}
	Empty = office.Failure{
		Name: "workfiles.empty",
		Said: "Hồ sơ chưa có văn bản nào.",
		Next: "Hãy đưa văn bản vào hồ sơ rồi kết thúc.",
	}
	Frozen = office.Failure{
		Name: "workfiles.frozen",
		Said: "Hồ sơ đang đóng băng: %d văn bản trong đó đã bị hủy hoặc thu hồi mà chưa ai xem xét.",
		Next: "Hãy xem văn bản bị thu hồi, ghi đã xem xét cùng lý do, rồi làm tiếp.",
	}
	DocumentGone = office.Failure{
		Name: "workfiles.document-gone",
		Said: "Văn bản số %s đã hủy trong sổ, không đưa vào hồ sơ được.",
		Next: "Hãy chọn văn bản khác.",
	}
	KeptForever = office.Failure{
		Name: "workfiles.kept-forever",
		Said: "Hồ sơ này bảo quản vĩnh viễn, không tiêu hủy.",
		Next: "Nếu thời hạn ghi nhầm, hãy hỏi lưu trữ cơ quan.",
	}
	StillKept = office.Failure{
		Name: "workfiles.still-kept",
		Said: "Hồ sơ còn thời hạn bảo quản tới hết ngày %s.",
		Next: "Hãy đợi hết thời hạn rồi xét tiêu hủy.",
	}
	NotYours = office.Failure{
		Name: "workfiles.not-yours",
		Said: "Hồ sơ này chỉ những người được chọn mới xem được.",
		Next: "Hãy hỏi người lập hồ sơ nếu công việc của bạn cần xem.",
	}
	NotYoursToKeep = office.Failure{
		Name: "workfiles.not-yours-to-keep",
		Said: "Hồ sơ này chỉ những người được chọn mới thay đổi được.",
		Next: "Hãy hỏi người giữ hồ sơ.",
	}
	NoSuchFile = office.Failure{
		Name: "workfiles.no-such-file",
		Said: "Không có hồ sơ “%s”.",
		Next: "Hãy xem danh sách hồ sơ của năm rồi chọn lại.",
	}
	TwoFiles = office.Failure{
		Name: "workfiles.two-files",
		Said: "Có hơn một hồ sơ mang số và ký hiệu “%s”.",
		Next: "Hãy chọn hồ sơ bằng mã đầy đủ trong danh sách.",
	}
	UnknownEnding = office.Failure{
		Name: "workfiles.unknown-ending",
		Said: "Không xuất hồ sơ ra tệp “%s” được: tên tệp không cho biết xuất dạng nào.",
		Next: "Hãy đặt đuôi tệp là .pdf hoặc .xlsx (mục lục), .xml (dữ liệu), hoặc .zip (gói nộp lưu trữ).",
	}
	Destroyed = office.Failure{
		Name: "workfiles.destroyed",
		Said: "Hồ sơ %s đã ghi là tiêu hủy, không xuất nữa.",
		Next: "Thông tin về hồ sơ và nhật ký của nó vẫn xem được.",
	}
	NotYetClosed = office.Failure{
		Name: "workfiles.not-closed",
		Said: "Hồ sơ %s chưa kết thúc, chưa làm gói nộp lưu trữ được.",
		Next: "Hãy kết thúc hồ sơ rồi xuất gói.",
	}
	NotHere = office.Failure{
		Name: "workfiles.not-here",
		Said: "%d văn bản của hồ sơ chưa tới máy này.",
		Next: "Hãy trao đổi gói với máy đã đưa chúng vào hồ sơ, rồi làm lại.",
	}
)
