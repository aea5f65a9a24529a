package station

import "tram/local/office"

// What keeps a station from opening or from being set up.
var (
	HomeUnusable = office.Failure{
		Name: "station.home-unusable",
		Said: "Không dùng được thư mục dữ liệu %s.",
		Next: "Hãy kiểm tra quyền ghi và chỗ trống của thư mục, hoặc chọn thư mục khác bằng --home.",
	}
	NoHome = office.Failure{
		Name: "station.no-home",
		Said: "Chưa biết thư mục dữ liệu nằm ở đâu: máy chưa đặt thư mục riêng cho tài khoản này.",
		Next: "Hãy chỉ rõ thư mục dữ liệu bằng tùy chọn --home.",
	}
	BadSearchYear = office.Failure{
		Name: "station.bad-search-year",
		Said: "“%d” không phải năm có bốn chữ số.",
		Next: "Hãy ghi đủ bốn chữ số, ví dụ 2026.",
	}
	SearchName = office.Failure{
		Name: "station.search-name",
		Said: "Không lưu lần tìm dưới tên “%s” được.",
		Next: "Hãy đặt một tên ngắn, không quá 60 chữ.",
	}
	SearchNameTaken = office.Failure{
		Name: "station.search-name-taken",
		Said: "Bạn đã có lần tìm mang tên “%s”.",
		Next: "Hãy đặt tên khác, hoặc bỏ lần tìm cũ trước.",
	}
	SearchUnknown = office.Failure{
		Name: "station.search-unknown",
		Said: "Bạn không có lần tìm nào mang tên “%s”.",
		Next: "Hãy xem các lần tìm đã lưu rồi chọn lại.",
	}
	SearchEmpty = office.Failure{
		Name: "station.search-empty",
		Said: "Chưa có gì để tìm.",
		Next: "Hãy gõ vài từ, hoặc chọn loại, năm, khoảng ngày cần tìm.",
	}
	SearchesFull = office.Failure{
		Name: "station.searches-full",
		Said: "Bạn đã lưu %d lần tìm, không lưu thêm được.",
		Next: "Hãy bỏ bớt một lần tìm không dùng nữa.",
	}
	UnknownSearchKind = office.Failure{
		Name: "station.unknown-search-kind",
		Said: "Không tìm theo loại “%s” được.",
		Next: "Hãy bỏ trống để tìm mọi thứ, hoặc gõ lệnh kèm --help để xem các loại tìm được.",
	}
	UnknownSearchState = office.Failure{
		Name: "station.unknown-search-state",
		Said: "Không có tình trạng “%s”.",
		Next: "Hãy ghi một tình trạng như danh sách hiện, ví dụ “Trong sổ”, “Đã hủy”, “Đang mở”, “Đã kết thúc”.",
	}
	RecordsGone = office.Failure{
		Name: "station.records-gone",
		Said: "Kho vẫn còn tệp nhưng cơ sở dữ liệu (office.db) trống hoặc đã mất.",
		Next: "Đừng thiết lập lại. Hãy cắm nơi để bản sao, rồi lập lại cơ sở dữ liệu từ đó.",
	}
	TurnedBack = office.Failure{
		Name: "station.turned-back",
		Said: "Chưa hoàn thành hồ sơ mới được. %s",
		Next: "Nếu có bản mới hơn, hãy thoát phần mềm rồi chép bản đó vào. Nếu không, hãy ghi nhận lý do rồi làm tiếp (ở Cài đặt).",
	}
	AnchorUnread = office.Failure{
		Name: "station.anchor-unread",
		Said: "Không đọc được sổ mốc của nhật ký: %s. Vẫn làm việc được, nhưng nhật ký chưa được so với các mốc ở đó.",
		Next: "Hãy mở phần mềm bằng đúng tài khoản đã thiết lập, hoặc nhờ người phụ trách máy xem quyền đọc và ổ đĩa chứa tệp đó.",
	}
	MendedAtStart = office.Failure{
		Name: "station.mended-at-start",
		Said: "Phần mềm đã sửa dữ liệu trước khi mở. %s",
		Next: "Không phải làm gì thêm để làm việc tiếp. Hãy nhờ người phụ trách máy xem ổ đĩa: chỗ hỏng thường không đến một mình.",
	}
	BookRotten = office.Failure{
		Name: "station.book-rotten",
		Said: "Sổ mốc của nhật ký có dòng hỏng: %s. Sổ đã được ghi lại từ các dòng còn lành và sổ thứ hai; sổ cũ nằm ở %s.",
		Next: "Hãy kiểm chứng nhật ký (Cài đặt, Dữ liệu). Nếu không ai động tới tệp đó, hãy nhờ người phụ trách máy xem ổ đĩa.",
	}
	WordNotVouched = office.Failure{
		Name: "station.word-not-vouched",
		Said: "Lời ghi nhận đã vào nhật ký, nhưng chưa lập được mốc có khóa trạm cho lời ấy nên chưa có hiệu lực: ai ghi được vào tệp dữ liệu cũng viết được một lời như vậy.",
		Next: "Hãy xem sổ mốc (journal.marks) có ghi được không và khóa trạm có mở được không, rồi ghi nhận lại.",
	}
	JournalMoved = office.Failure{
		Name: "station.journal-moved",
		Said: "Chưa ghi nhận: nhật ký vừa đổi khác với điều đã nêu, nên lời ghi nhận sẽ nói về điều chưa ai xem.",
		Next: "Hãy xem lại điều phần mềm nêu bây giờ, rồi ghi nhận nếu vẫn muốn làm tiếp.",
	}
	DayClockBehind = office.Failure{
		Name: "station.day-clock-behind",
		Said: "Giờ của máy (%s) sớm hơn mục mới nhất của nhật ký (%s), nên chưa khóa sổ được: tờ giấy sẽ mang sai ngày.",
		Next: "Hãy đặt lại ngày giờ của máy rồi làm lại.",
	}
	MarkNotNew = office.Failure{
		Name: "station.mark-not-new",
		Said: "Chưa lập được mốc cho mục mới nhất của nhật ký, nên không ghi tệp mốc nào.",
		Next: "Nếu cửa sổ hay lệnh khác đang mở trạm này, hãy thoát rồi làm lại. Nếu không, hãy xem “tramctl verify --journal”.",
	}
	NothingToAccept = office.Failure{
		Name: "station.nothing-to-accept",
		Said: "Nhật ký khớp với mọi mốc đã ghi, không có gì phải ghi nhận.",
		Next: "Không cần làm gì thêm.",
	}
	KeyOwed = office.Failure{
		Name: "station.key-owed",
		Said: "Khóa khôi phục của trạm này chưa được cất: máy hỏng thì không mở lại được tệp nào.",
		Next: "Hãy mở phần mềm để in và cất khóa, hoặc chạy “tramctl setup --recovery TỆP.pdf”.",
	}
	NoReason = office.Failure{
		Name: "station.no-reason",
		Said: "Chưa có lý do.",
		Next: "Hãy gõ lý do; lý do được ghi vào nhật ký.",
	}
	NoOrphan = office.Failure{
		Name: "station.no-orphan",
		Said: "Trong kho không có tệp “%s” nào nằm ngoài mọi hồ sơ.",
		Next: "Hãy liệt kê lại: “tramctl orphans list”, hoặc mở lại trang Cài đặt.",
	}
	TooFresh = office.Failure{
		Name: "station.too-fresh",
		Said: "Tệp “%s” vừa mới được đưa vào kho, có thể một việc đang làm còn cần.",
		Next: "Hãy đợi vài phút rồi làm lại.",
	}
	NotAdoptable = office.Failure{
		Name: "station.not-adoptable",
		Said: "Tệp “%s” không phải là tệp hiện được thành trang (PDF, ảnh), nên không làm thành bản nháp được.",
		Next: "Hãy xuất tệp ra để xem (“tramctl orphans export”), hoặc dọn nếu không cần.",
	}
	AlreadySetUp = office.Failure{
		Name: "station.already-set-up",
		Said: "Cơ quan đã được thiết lập trên máy này.",
		Next: "Muốn sửa thông tin, hãy mở trang Cài đặt.",
	}
	NotReady = office.Failure{
		Name: "station.not-ready",
		Said: "Chưa thiết lập cơ quan.",
		Next: "Hãy mở chương trình và điền phần thiết lập, hoặc chạy “tramctl setup”.",
	}
	NoClerk = office.Failure{
		Name: "station.no-clerk",
		Said: "Chưa có người thực hiện chuyển đổi.",
		Next: "Hãy thêm ít nhất một người với đầy đủ họ tên.",
	}
	UnknownClerk = office.Failure{
		Name: "station.unknown-clerk",
		Said: "Không có người thực hiện tên “%s”.",
		Next: "Hãy chọn một người đã khai trong Cài đặt: %s.",
	}
	KeyOfAnotherOffice = office.Failure{
		Name: "station.key-of-another-office",
		Said: "Khóa khôi phục này không mở được dữ liệu đang nằm ở đây, nên không được đặt vào.",
		Next: "Hãy so lại từng nhóm chữ với tờ khóa khôi phục của chính cơ quan này. Nếu tờ ấy là của một cơ quan khác, hãy chọn đúng thư mục dữ liệu.",
	}
	Restoring = office.Failure{
		Name: "station.restoring",
		Said: "Cơ quan đang được khôi phục vào “%s”.",
		Next: "Hãy đợi việc khôi phục xong rồi mở lại.",
	}
	HomeTaken = office.Failure{
		Name: "station.home-taken",
		Said: "Thư mục “%s” không trống hoặc đã có một cơ quan, nên không khôi phục vào đó.",
		Next: "Hãy chọn một thư mục trống, hoặc một tên thư mục chưa có. Dữ liệu đang ở đó được giữ nguyên.",
	}
	copyFailed = office.Failure{
		Name: "station.copy-failed",
		Said: "Chưa sao được tới “%s” vì một lỗi chưa rõ.",
		Next: "Phần mềm sẽ tự thử lại. Nếu vẫn vậy, hãy gửi tệp nhật ký lỗi cho người phụ trách.",
	}
	GuardStopped = office.Failure{
		Name: "station.guard-stopped",
		Said: "Nghi có mã độc: %d tệp của kho biến mất hoặc bị ghi đè (thấy lúc %s). Phần mềm đã ngừng sao; bản sao đang có được giữ nguyên.",
		Next: "Hãy rút mạng và USB, tắt máy, báo ngay người phụ trách. Nếu biết chắc vì sao, người quản trị cho sao tiếp kèm lý do ở Cài đặt, Bản sao.",
	}
	LosingFiles = office.Failure{
		Name: "station.losing-files",
		Said: "%d tệp của kho đã mất trong 7 ngày qua, mỗi lúc một ít.",
		Next: "Hãy xem Sổ sự cố. Ổ đĩa có thể sắp hỏng, hoặc có người xóa: hãy báo người phụ trách máy.",
	}
	NotStopped = office.Failure{
		Name: "station.not-stopped",
		Said: "Việc sao không bị ngừng vì nghi mã độc.",
		Next: "Không cần làm gì thêm.",
	}
	MendInUse = office.Failure{
		Name: "station.mend-in-use",
		Said: "Dữ liệu này đang mở ở một cửa sổ hoặc lệnh khác, nên chưa lập lại cơ sở dữ liệu.",
		Next: "Hãy đóng mọi cửa sổ và lệnh khác của Trạm Công vụ rồi làm lại.",
	}
	MendGoesOn = office.Failure{
		Name: "station.mend-goes-on",
		Said: "Một cửa sổ hoặc lệnh khác đang lập lại cơ sở dữ liệu.",
		Next: "Hãy đợi việc ấy xong rồi mở lại.",
	}
	MendSound = office.Failure{
		Name: "station.mend-sound",
		Said: "Cơ sở dữ liệu đọc được hết, nhật ký liền mạch và khớp với các mốc: không có gì phải lập lại.",
		Next: "Không cần làm gì thêm.",
	}
	MendLess = office.Failure{
		Name: "station.mend-less",
		Said: "Chỉ lập lại được tới mục nhật ký số %d, %s. %s Chưa tệp nào bị thay đổi.",
		Next: "Hãy cắm USB, ổ đĩa hay nối thư mục mạng có bản sao rồi làm lại. Nếu không còn nơi nào, hãy chọn lấy phần còn đọc được; phần mất được ghi vào nhật ký.",
	}
	MendNothing = office.Failure{
		Name: "station.mend-nothing",
		Said: "Không lập lại được cơ sở dữ liệu: không đọc được nhật ký trong tệp hỏng, cũng không có bản sao nào dùng được. %s Chưa tệp nào bị thay đổi.",
		Next: "Hãy cắm USB, ổ đĩa hay nối thư mục mạng có bản sao rồi làm lại. Đừng xóa tệp nào.",
	}
	RestoreUnread = office.Failure{
		Name: "station.restore-unread",
		Said: "Không đọc được “%s” là ngày giờ nào.",
		Next: "Hãy gõ giờ rồi ngày, như 14:05 28/11/2026; hoặc bỏ trống để lấy tới mục mới nhất.",
	}
	RestoreAhead = office.Failure{
		Name: "station.restore-ahead",
		Said: "Lúc đã chọn (%s) chưa tới: đồng hồ máy này đang là %s.",
		Next: "Hãy chọn một lúc đã qua, hoặc bỏ trống để lấy tới mục mới nhất. Nếu đồng hồ máy sai, hãy chỉnh lại trước.",
	}
	RestoreBefore = office.Failure{
		Name: "station.restore-before",
		Said: "Vào lúc đã chọn (%s), bản sao ở “%s” chưa có gì.",
		Next: "Hãy chọn một lúc muộn hơn, hoặc bỏ trống để lấy tới mục mới nhất.",
	}
	CopyUnsound = office.Failure{
		Name: "station.copy-unsound",
		Said: "Nhật ký lấy lại từ bản sao ở “%s” không nối nhau, nên không khôi phục từ đó.",
		Next: "Hãy dùng bản sao ở nơi khác, và báo cho người phụ trách: bản sao này có thể đã bị can thiệp.",
	}
	FileExists = office.Failure{
		Name: "station.file-exists",
		Said: "Đã có tệp “%s”, nên không ghi đè.",
		Next: "Hãy chọn tên khác hoặc thư mục khác.",
	}
	OwnFolder = office.Failure{
		Name: "station.own-folder",
		Said: "Không ghi “%s” vào thư mục dữ liệu của chương trình: tệp ở đó có thể đè lên hồ sơ của trạm.",
		Next: "Hãy chọn thư mục khác, ví dụ thư mục Tài liệu hoặc một USB.",
	}
	NotTheRecords = office.Failure{
		Name: "station.not-the-records",
		Said: "Tệp nằm trong kho không phải là tệp của hồ sơ %s, nên không xuất ra.",
		Next: "Hãy kiểm chứng hồ sơ này, rồi khôi phục tệp từ bản sao lưu gần nhất.",
	}
	FileUnreadable = office.Failure{
		Name: "station.file-unreadable",
		Said: "Không đọc được “%s”.",
		Next: "Hãy chọn đúng một tệp PDF, và kiểm tra tài khoản đang dùng có được đọc tệp đó.",
	}
	NoMarksBrought = office.Failure{
		Name: "station.no-marks-brought",
		Said: "Tệp mốc đã đưa không có mốc nào mà phần mềm đọc được.",
		Next: "Hãy chọn đúng tệp đã xuất bằng tramctl journal mark -o, còn nguyên như lúc xuất.",
	}
	NothingToProve = office.Failure{
		Name: "station.nothing-to-prove",
		Said: "“%s” không phải là mã hồ sơ, mã tra cứu hay tên một tệp có trên máy.",
		Next: "Hãy gõ lại mã tra cứu in trên văn bản, hoặc chọn tệp PDF cần kiểm chứng.",
	}
	RootSpoiled = office.Failure{
		Name: "station.root-spoiled",
		Said: "Chứng thư gốc “%s” đã lưu không đọc lại được.",
		Next: "Hãy gỡ chứng thư này khỏi danh sách tin cậy rồi nhập lại từ tệp gốc.",
	}
	NoCode = office.Failure{
		Name: "station.no-code",
		Said: "Không thấy mã QR nào trong ảnh.",
		Next: "Hãy chụp lại: cầm thẳng máy, đủ sáng, cả mã QR nằm trọn trong ảnh và rõ nét; hoặc quét tờ giấy ở 200 dpi. Nếu giấy in không có mã QR, hãy mở hồ sơ của nó rồi đối chiếu ở đó.",
	}
	OtherCode = office.Failure{
		Name: "station.other-code",
		Said: "Trong ảnh chỉ có mã QR của việc khác (như đường dẫn, thanh toán, thẻ), không thấy mã của ký hiệu riêng.",
		Next: "Mã của việc khác không nói gì về tờ giấy. Nếu trên giấy còn mã của ký hiệu riêng, hãy chụp lại cho mã đó nằm trọn trong ảnh và rõ nét.",
	}
	NoRecordOfCode = office.Failure{
		Name: "station.no-record-of-code",
		Said: "Mã QR trên giấy không ứng với hồ sơ nào trong kho.",
		Next: "Hãy xem lại có đúng tờ giấy do cơ quan này in không; hoặc quét lại cho mọi mã trên giấy nằm trọn và rõ nét.",
	}
	NoSuchPage = office.Failure{
		Name: "station.no-such-page",
		Said: "Bản in không có trang %d.",
		Next: "Hãy chọn một trang khác.",
	}
	KeySpoiled = office.Failure{
		Name: "station.key-spoiled",
		Said: "Khóa của trạm “%s” đã lưu không đọc lại được.",
		Next: "Hãy thôi tin cậy khóa này trong Cài đặt rồi nhập lại từ tệp khóa. Nếu là khóa của chính trạm này, hãy khôi phục từ bản sao lưu.",
	}
	KeyNotVouched = office.Failure{
		Name: "station.key-not-vouched",
		Said: "Chữ ký chứng nhận khóa của “%s” không đúng, nên không nhận tệp khóa này.",
		Next: "Tệp có thể đã bị sửa. Hãy xin cơ quan đó gửi lại tệp khóa, và nhận trực tiếp từ họ.",
	}
	NoKeyChosen = office.Failure{
		Name: "station.no-key-chosen",
		Said: "Chưa mở khóa ký nào.",
		Next: "Hãy cắm USB Token rồi gõ mã PIN, hoặc chọn tệp khóa .p12 rồi gõ mật khẩu.",
	}
	NoKeyModule = office.Failure{
		Name: "station.no-key-module",
		Said: "Máy này chưa có phần mềm điều khiển USB Token.",
		Next: "Hãy cài phần mềm đi kèm token (đúng bản 64 bit) rồi bấm “Tìm lại”. Nếu đã cài, hãy chỉ đường dẫn của nó trong Cài đặt.",
	}
	NoToken = office.Failure{
		Name: "station.no-token",
		Said: "Chưa thấy USB Token nào.",
		Next: "Hãy cắm token, chờ đèn sáng rồi bấm “Tìm lại”.",
	}
	EmptyKeyStore = office.Failure{
		Name: "station.empty-key-store",
		Said: "Kho chứng thư của Windows chưa có chứng thư nào kèm khóa.",
		Next: "Hãy cắm token, chờ đèn sáng rồi bấm “Tìm lại”. Nếu vẫn không thấy, hãy dùng lối USB Token.",
	}
	NoService = office.Failure{
		Name: "station.no-service",
		Said: "Bản phần mềm này không gọi được phần mềm ký số trên máy.",
		Next: "Hãy ký trong cửa sổ chương trình Trạm Công vụ, hoặc ký bằng USB Token hay tệp khóa .p12.",
	}
	BadAddress = office.Failure{
		Name: "station.bad-address",
		Said: "“%s” không phải là địa chỉ máy chủ dấu thời gian.",
		Next: "Hãy gõ địa chỉ bắt đầu bằng http:// hoặc https:// như nơi cấp chứng thư đã cho, hoặc để trống nếu chưa có.",
	}
	NoSuchRoot = office.Failure{
		Name: "station.no-such-root",
		Said: "Không có chứng thư gốc nào mang mã “%s” trong danh sách tin cậy.",
		Next: "Hãy xem mã của từng chứng thư bằng lệnh “tramctl trust list”.",
	}
	ClockBehind = office.Failure{
		Name: "station.clock-behind",
		Said: "Giờ của máy (%s) sớm hơn mục mới nhất trong nhật ký (%s).",
		Next: "Hãy xem lại ngày giờ của máy. Thẻ và bàn giao đã hết hạn theo nhật ký vẫn là hết hạn.",
	}
	TimesBack = office.Failure{
		Name: "station.times-back",
		Said: "Giờ trong nhật ký có chỗ lùi lại: %s",
		Next: "Hãy xem ai đã chỉnh giờ của máy, và việc nào làm từ lúc ấy. “tramctl verify --journal” kể đủ các chỗ.",
	}
	ClockJumped = office.Failure{
		Name: "station.clock-jumped",
		Said: "Giờ của máy vừa bị đổi. %s",
		Next: "Hãy xem lại ngày giờ của máy. Nếu giờ sai, hãy đặt lại trước khi làm tiếp; việc đã làm từ lúc đó mang giờ của máy.",
	}
	NotOnPaper = office.Failure{
		Name: "station.not-on-paper",
		Said: "Hồ sơ %s là văn bản điện tử, không có trang quét để đọc.",
		Next: "Chữ của nó có sẵn trong tệp gốc: hãy mở hồ sơ ở trang In chuyển đổi và tìm trong đó.",
	}
)

// What stands in the way of an export of the journal.
var (
	SignedWhole = office.Failure{
		Name: "station.signed-whole",
		Said: "Bản xuất .json có chữ ký của trạm luôn giữ đủ các mục: bỏ bớt thì không chứng minh được gì nữa.",
		Next: "Hãy chỉ đặt “từ ngày”, bỏ các lọc khác; hoặc xuất ra .xlsx hay .pdf.",
	}
	NothingSince = office.Failure{
		Name: "station.nothing-since",
		Said: "Nhật ký chưa có mục nào từ ngày %s.",
		Next: "Hãy chọn ngày sớm hơn.",
	}
)

// What stands in the way of another sealing identity.
var (
	RenewalWhy = office.Failure{
		Name: "station.renewal-why",
		Said: "Chưa nêu vì sao phải đổi chìa niêm phong.",
		Next: "Hãy chọn lý do: theft (mất trộm), leaving (người giữ khóa thôi việc), sheet-lost (tờ khóa khôi phục thất lạc hoặc lộ), hoặc other kèm lời giải thích.",
	}
	RenewalUnproven = office.Failure{
		Name: "station.renewal-unproven",
		Said: "Đổi chìa niêm phong cần mật khẩu của quản trị hoặc tờ khóa khôi phục đang dùng.",
		Next: "Hãy mở khóa bằng mật khẩu, hoặc gõ khóa khôi phục đang dùng khi được hỏi. Thẻ của lệnh tự động không đủ.",
	}
	RenewalSame = office.Failure{
		Name: "station.renewal-same",
		Said: "Khóa khôi phục vừa gõ là của chìa đang dùng, nên không có gì để đổi.",
		Next: "Hãy gõ khóa trên tờ mới, in ra lúc trạm kia đổi chìa.",
	}
	RenewalBusy = office.Failure{
		Name: "station.renewal-busy",
		Said: "Chưa đổi được chìa niêm phong: cơ sở dữ liệu đang mở ở một cửa sổ hay lệnh khác, hoặc ổ đĩa không đủ chỗ. Không có gì bị thay đổi, chìa cũ vẫn dùng được.",
		Next: "Hãy đóng mọi cửa sổ và lệnh khác của Trạm Công vụ, để ổ đĩa còn trống ít nhất bằng dung lượng tệp office.db, rồi làm lại.",
	}
	RenewalElsewhere = office.Failure{
		Name: "station.renewal-elsewhere",
		Said: "Một cửa sổ hay lệnh khác đang đổi chìa niêm phong.",
		Next: "Hãy chờ việc ấy xong rồi xem bằng “tramctl identity show”.",
	}
	RenewalReopen = office.Failure{
		Name: "station.renewal-reopen",
		Said: "Chìa niêm phong đã đổi, nhưng cửa sổ hay lệnh này không đọc tiếp được dữ liệu.",
		Next: "Hãy mở lại phần mềm: việc niêm phong lại được làm nốt, và tờ khóa khôi phục mới được đưa ra.",
	}
	RenewalLeft = office.Failure{
		Name: "station.renewal-left",
		Said: "Chìa mới đã được dùng, nhưng còn %d tệp hay bản nháp chưa niêm phong lại được nên chìa cũ chưa bị bỏ.",
		Next: "Hãy đóng chương trình đang giữ tệp (phần mềm diệt vi-rút, cửa sổ khác), rồi mở lại phần mềm hoặc chạy lại “tramctl identity renew”.",
	}
	BundleOfFormer = office.Failure{
		Name: "station.bundle-of-former",
		Said: "Gói này không mở được bằng chìa đang dùng. Cơ quan đã đổi chìa niêm phong lúc %s: gói lập trước đó, hay ở trạm chưa đổi theo, không nhập được nữa.",
		Next: "Hãy đổi chìa ở trạm kia bằng tờ khóa khôi phục mới (“tramctl identity renew --bring”), rồi lập gói mới ở đó. Nếu gói là của cơ quan khác thì không nhập được ở đây.",
	}
	RenewalGoesOn = office.Failure{
		Name: "station.renewal-goes-on",
		Said: "Lần đổi chìa niêm phong trước bị ngắt giữa chừng. Chìa mới đang được dùng; các tệp còn lại đang được niêm phong lại.",
		Next: "Cứ làm việc bình thường. Xem đã xong chưa bằng “tramctl identity show”.",
	}
	RenewalGivenUp = office.Failure{
		Name: "station.renewal-given-up",
		Said: "Lần đổi chìa niêm phong bắt đầu lúc %s bị ngắt trước khi đổi gì. Chìa cũ và tờ khóa khôi phục cũ vẫn dùng được.",
		Next: "Nếu vẫn cần đổi, hãy chạy lại “tramctl identity renew”.",
	}
)

// What is told of a bundle of many entries.
var (
	ArrivingLater = office.Failure{
		Name: "station.arriving-later",
		Said: "Gói trao đổi đã được giữ lại trọn vẹn, nhưng chưa nhập hết các mục: việc nhập bị ngắt.",
		Next: "Không cần nhập lại gói. Hãy mở lại phần mềm: phần còn lại được nhập nốt.",
	}
	ArrivingGoesOn = office.Failure{
		Name: "station.arriving-goes-on",
		Said: "Lần nhập gói trao đổi trước bị ngắt giữa chừng; phần còn lại đang được nhập nốt.",
		Next: "Cứ làm việc bình thường.",
	}
	ArrivingSpoiled = office.Failure{
		Name: "station.arriving-spoiled",
		Said: "Phần còn lại của gói trao đổi nhập dở không đọc được nữa; tệp ấy đã được để riêng. Những mục đã nhập vẫn còn.",
		Next: "Hãy nhập lại gói đó.",
	}
)
