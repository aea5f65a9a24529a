package documents

import "tram/local/office"

// What can be wrong with a document on a register.
var (
	NoSubject = office.Failure{
		Name: "documents.no-subject",
		Said: "Chưa ghi trích yếu của văn bản.",
		Next: "Hãy ghi văn bản nói về việc gì rồi vào sổ lại.",
	}
	NoType = office.Failure{
		Name: "documents.no-type",
		Said: "Chưa chọn tên loại của văn bản.",
		Next: "Hãy chọn tên loại: mỗi loại văn bản đi và nội bộ có một dãy số riêng.",
	}
	NoSuchFlow = office.Failure{
		Name: "documents.no-such-flow",
		Said: "Không có loại sổ “%s”.",
		Next: "Hãy chọn sổ văn bản đến, đi, nội bộ, bản sao hay bưu điện.",
	}
	NoSuchSeries = office.Failure{
		Name: "documents.no-such-series",
		Said: "Không có sổ “%s”.",
		Next: "Hãy xem danh sách các sổ rồi chọn lại.",
	}
	TooLong = office.Failure{
		Name: "documents.too-long",
		Said: "Một mục dài quá %d chữ.",
		Next: "Hãy viết gọn lại rồi vào sổ.",
	}
	SymbolOfOther = office.Failure{
		Name: "documents.symbol-of-other",
		Said: "Ký hiệu “%s” là của loại “%s”, còn văn bản thuộc loại “%s”.",
		Next: "Hãy sửa ký hiệu hoặc tên loại: ký hiệu nói tên loại, nên hai thứ phải khớp nhau.",
	}
	SymbolStays = office.Failure{
		Name: "documents.symbol-stays",
		Said: "Văn bản đã ký, nên ký hiệu và ngày văn bản giữ như trên bản đã ký.",
		Next: "Nếu văn bản sai, hãy ghi đính chính hoặc thay thế bằng văn bản mới (Nghị định 30/2020, Điều 18).",
	}
	OtherYearEntered = office.Failure{
		Name: "documents.other-year-entered",
		Said: "Ngày vào sổ %s không thuộc năm %d của sổ.",
		Next: "Hãy ghi ngày vào sổ trong năm của sổ, không sau hôm nay.",
	}
	EnteredAhead = office.Failure{
		Name: "documents.entered-ahead",
		Said: "Ngày vào sổ %s ở sau hôm nay.",
		Next: "Hãy ghi ngày vào sổ trong năm của sổ, không sau hôm nay.",
	}
	BadCopies = office.Failure{
		Name: "documents.bad-copies",
		Said: "%d không phải số lượng bản.",
		Next: "Hãy ghi một số từ 1 trở lên, hoặc để trống.",
	}
	NoSuchYear = office.Failure{
		Name: "documents.no-such-year",
		Said: "Không có sổ nào của năm %d.",
		Next: "Hãy gõ năm bằng bốn chữ số, ví dụ 2026.",
	}
	NumberGiven = office.Failure{
		Name: "documents.number-given",
		Said: "Số “%s” chưa được ghi: số của văn bản %s do sổ cấp, không tự đặt.",
		Next: "Hãy vào sổ không kèm số để lấy số kế tiếp. Văn bản đã có số trong sổ cũ thì nhập cả sổ ấy từ bảng tính.",
	}
	NoSuchReport = office.Failure{
		Name: "documents.no-such-report",
		Said: "Không có sổ hay báo cáo “%s” về việc giải quyết văn bản.",
		Next: "Hãy chọn sổ theo dõi văn bản đến, báo cáo văn bản đến hoặc báo cáo văn bản đi.",
	}
	TooManyCalled = office.Failure{
		Name: "documents.too-many-called",
		Said: "Có hơn %d văn bản khớp với “%s”.",
		Next: "Hãy hỏi số mà cơ quan mình đã cho khi vào sổ.",
	}
	NoReason = office.Failure{
		Name: "documents.no-reason",
		Said: "Chưa ghi lý do hủy.",
		Next: "Hãy ghi lý do: số đã cấp không dùng lại, và sổ phải nói vì sao bỏ.",
	}
	BadDay = office.Failure{
		Name: "documents.bad-day",
		Said: "“%s” không phải ngày vào sổ.",
		Next: "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 23/11/2026.",
	}
	NumberStays = office.Failure{
		Name: "documents.number-stays",
		Said: "Số đã cấp không sửa được.",
		Next: "Nếu cấp nhầm, hãy hủy văn bản này trong sổ, ghi lý do, rồi vào sổ lại.",
	}
	NumberTaken = office.Failure{
		Name: "documents.number-taken",
		Said: "Số này vừa được cấp cho văn bản khác.",
		Next: "Hãy vào sổ lần nữa để lấy số kế tiếp.",
	}
	BringYearShut = office.Failure{
		Name: "documents.bring-year-shut",
		Said: "Các sổ năm %d chưa mở ở máy này, nên chưa nhận được số của sổ cũ.",
		Next: "Hãy mở sổ năm đó ở máy sẽ cấp số, rồi nhập sổ cũ ở chính máy ấy trước khi vào sổ văn bản mới.",
	}
	BringNotHere = office.Failure{
		Name: "documents.bring-not-here",
		Said: "Sổ năm %d do máy khác giữ: nhập ở đây thì số có thể trùng.",
		Next: "Hãy nhập sổ cũ ở máy giữ sổ, hoặc giao sổ về máy này trước.",
	}
	NotBrought = office.Failure{
		Name: "documents.not-brought",
		Said: "Chưa nhập được sổ %s từ bảng tính.",
		Next: "Hãy chọn sổ văn bản đến, đi hay nội bộ.",
	}
	OldRowsDoubtful = office.Failure{
		Name: "documents.old-rows-doubtful",
		Said: "Chưa ghi gì: %d dòng cần người xem.",
		Next: "Hãy xem từng dòng, sửa trong bảng tính rồi nhập lại, hoặc cho nhập phần còn lại và chừa các dòng ấy.",
	}
	BringStopped = office.Failure{
		Name: "documents.bring-stopped",
		Said: "Đã ghi %d dòng vào sổ, còn %d dòng chưa ghi. %s",
		Next: "Hãy xử lý điều vừa nói rồi nhập lại đúng tệp ấy: dòng đã ghi được nhận ra và không ghi lần nữa.",
	}
	BringTaken = office.Failure{
		Name: "documents.bring-taken",
		Said: "Số %s đã được phần mềm cấp cho văn bản khác.",
		Next: "Hãy xem lại sổ: số đã cấp không đổi được, dòng trong sổ cũ cần số khác hoặc bỏ ra ngoài.",
	}
	OwnFarewell = office.Failure{
		Name: "documents.own-farewell",
		Said: "Máy đang dùng không thể tự ghi là không còn dùng.",
		Next: "Hãy ghi ở một máy khác của cơ quan.",
	}
	YearNotOpen = office.Failure{
		Name: "documents.year-not-open",
		Said: "Các sổ năm %d chưa mở. Đồng hồ của máy chỉ ngày %s.",
		Next: "Nếu ngày ấy đúng, hãy mở sổ của năm đó rồi vào sổ. Nếu sai, hãy chỉnh đồng hồ trước: số đã cấp nhầm năm không lấy lại được.",
	}
	OtherYear = office.Failure{
		Name: "documents.other-year",
		Said: "Chưa mở được sổ năm %d: đồng hồ của máy chỉ ngày %s.",
		Next: "Hãy mở sổ của năm đang chạy, từ ngày 1 tháng 1. Nếu đồng hồ sai, hãy chỉnh lại.",
	}
	NoSuchStation = office.Failure{
		Name: "documents.no-such-station",
		Said: "Máy này chưa biết trạm “%s”.",
		Next: "Hãy trao đổi gói với trạm đó một lần, rồi chọn trong danh sách các trạm.",
	}
	Parted = office.Failure{
		Name: "documents.parted",
		Said: "Hai trạm đã cùng sửa văn bản này, mỗi trạm một cách.",
		Next: "Hãy xem các bản của văn bản và chọn bản đúng, rồi làm tiếp; các bản kia vẫn còn trong nhật ký.",
	}
	OnePart = office.Failure{
		Name: "documents.one-part",
		Said: "Văn bản này chỉ có một bản, không có gì để chọn.",
		Next: "Hãy xem lại văn bản trong sổ.",
	}
	Provisional = office.Failure{
		Name: "documents.provisional",
		Said: "Văn bản còn mang số tạm %s: số tạm không có trên dấu.",
		Next: "Hãy trao đổi gói với máy giữ sổ để có số chính thức, rồi đóng dấu.",
	}
	NotArrived = office.Failure{
		Name: "documents.not-arrived",
		Said: "Dấu ĐẾN chỉ đóng lên văn bản đến.",
		Next: "Hãy chọn một văn bản trong sổ văn bản đến.",
	}
	Cancelled = office.Failure{
		Name: "documents.cancelled",
		Said: "Văn bản số %s đã hủy trong sổ.",
		Next: "Hãy vào sổ lại văn bản rồi làm tiếp.",
	}
	AlreadyStamped = office.Failure{
		Name: "documents.already-stamped",
		Said: "Văn bản này vừa được đóng dấu ĐẾN.",
		Next: "Hãy mở lại văn bản để xem bản có dấu.",
	}
	PaperEntered = office.Failure{
		Name: "documents.paper-entered",
		Said: "Giấy đã số hóa này đang là của văn bản đến số %s năm %d.",
		Next: "Hãy mở văn bản ấy; vào sổ nhầm thì hủy nó trước, rồi vào sổ lại.",
	}
	NoPDF = office.Failure{
		Name: "documents.no-pdf",
		Said: "Văn bản chưa có tệp nào đến cùng nó mà đóng dấu ĐẾN lên được.",
		Next: "Hãy kèm tệp của văn bản vào sổ trước, hoặc đóng dấu lên bản giấy.",
	}
	NoFiles = office.Failure{
		Name: "documents.no-files",
		Said: "Văn bản này chưa có tệp nào trong kho.",
		Next: "Hãy kèm tệp hoặc hồ sơ số hóa vào văn bản trước.",
	}
	NotStamped = office.Failure{
		Name: "documents.not-stamped",
		Said: "Văn bản này chưa có bản mang dấu ĐẾN.",
		Next: "Hãy đóng dấu ĐẾN trước, rồi lưu ra tệp.",
	}
	NotDigitised = office.Failure{
		Name: "documents.not-digitised",
		Said: "Hồ sơ %s không phải hồ sơ số hóa giấy đã hoàn thành và còn hiệu lực.",
		Next: "Hãy hoàn thành hồ sơ đó, hoặc chọn hồ sơ khác.",
	}
	MaybeThere = office.Failure{
		Name: "documents.maybe-there",
		Said: "Văn bản này có thể đã vào sổ: số %s, ngày %s (%s).",
		Next: "Hãy xem lại sổ. Nếu là văn bản khác hoặc cần vào sổ lần nữa thì hãy xác nhận rồi vào sổ.",
	}
	FileElsewhere = office.Failure{
		Name: "documents.file-elsewhere",
		Said: "Tệp “%s” đã kèm ở văn bản %s, năm %d: “%s”. Chưa kèm gì.",
		Next: "Hãy xem văn bản ấy. Nếu là một văn bản thì không kèm nữa, và hủy trong sổ bản vào sổ thừa. Nếu tệp thuộc cả hai văn bản thì hãy xác nhận rồi kèm.",
	}
	GradeSeen = office.Failure{
		Name: "documents.grade-seen",
		Said: "Đầu trang của tệp “%s” có chữ “%s”, chưa có gì được lưu.",
		Next: "Hãy xem văn bản. Nếu là văn bản mật thì không đưa vào đây, hãy vào sổ giấy theo quy định về bí mật nhà nước. Nếu không phải thì hãy ghi rõ độ mật là thường rồi vào sổ.",
	}
)
