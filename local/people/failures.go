package people

import "tram/local/office"

// What is wrong with a password that somebody wants to have.
var (
	PasswordShort = office.Failure{
		Name: "people.password-short",
		Said: "Mật khẩu mới có %d ký tự, mà cần ít nhất %d.",
		Next: "Hãy gõ dài hơn. Ba bốn từ không liên quan nhau, ví dụ như tên đồ vật, vừa dễ nhớ vừa khó đoán.",
	}
	PasswordLong = office.Failure{
		Name: "people.password-long",
		Said: "Mật khẩu mới dài hơn %d ký tự.",
		Next: "Hãy chọn mật khẩu ngắn hơn.",
	}
	PasswordNotText = office.Failure{
		Name: "people.password-not-text",
		Said: "Mật khẩu mới có ký tự lạ mà lần sau không gõ lại được, có thể do phím mũi tên hay phím chức năng.",
		Next: "Hãy xóa hết rồi gõ lại từ đầu.",
	}
	PasswordOwn = office.Failure{
		Name: "people.password-own",
		Said: "Mật khẩu này có họ tên, tên cơ quan hay ngày tháng, người quen đoán ra ngay; phần còn lại không đủ khó đoán.",
		Next: "Hãy chọn ba bốn từ không liên quan đến mình và cơ quan.",
	}
	PasswordCommon = office.Failure{
		Name: "people.password-common",
		Said: "Mật khẩu này có từ thuộc số những từ bị thử đầu tiên; phần còn lại không đủ khó đoán.",
		Next: "Hãy chọn ba bốn từ không liên quan nhau. Không cần chữ hoa hay ký tự đặc biệt.",
	}
	PasswordRow = office.Failure{
		Name: "people.password-row",
		Said: "Mật khẩu này có dãy phím cạnh nhau hoặc dãy số, chữ theo thứ tự, ai cũng đoán được; phần còn lại không đủ khó đoán.",
		Next: "Hãy chọn ba bốn từ không liên quan nhau. Không cần chữ hoa hay ký tự đặc biệt.",
	}
	PasswordSimple = office.Failure{
		Name: "people.password-simple",
		Said: "Mật khẩu này còn dễ đoán.",
		Next: "Hãy thêm một hai từ nữa, không liên quan với các từ đã có.",
	}
)

// Why somebody is not let in.
var (
	NoLogin = office.Failure{
		Name: "people.no-login",
		Said: "Chưa mở khóa nên chưa làm được việc này.",
		Next: "Hãy mở khóa bằng tên và mật khẩu của bạn, rồi làm lại.",
	}
	Ended = office.Failure{
		Name: "people.ended",
		Said: "Phiên làm việc đã kết thúc.",
		Next: "Hãy mở khóa lại rồi làm tiếp. Những gì đã lưu vẫn còn nguyên.",
	}
	NotAllowed = office.Failure{
		Name: "people.not-allowed",
		Said: "%s không có quyền %s.",
		Next: "Hãy nhờ người có quyền làm việc này, hoặc nhờ quản trị cấp thêm vai trò.",
	}
	NoSuchPerson = office.Failure{
		Name: "people.no-such-person",
		Said: "Không có tài khoản của “%s” ở cơ quan này.",
		Next: "Hãy xem lại họ tên (ở trang Người dùng, hoặc bằng lệnh “tramctl user list”), hoặc nhờ quản trị thêm tài khoản.",
	}
	PersonTwice = office.Failure{
		Name: "people.person-twice",
		Said: "Có nhiều tài khoản mang tên “%s”.",
		Next: "Hãy dùng mã tài khoản thay cho tên (lệnh “tramctl user list” in ra mã).",
	}
	PasswordWrong = office.Failure{
		Name: "people.password-wrong",
		Said: "Mật khẩu không đúng.",
		Next: "Hãy gõ lại, để ý phím Caps Lock và bộ gõ tiếng Việt đang bật hay tắt. Nếu quên, hãy nhờ quản trị đặt lại; quản trị quên thì dùng khóa khôi phục.",
	}
	OthersTry = office.Failure{
		Name: "people.others-try",
		Said: "Đang có lần mở khóa khác chưa xong, mật khẩu chưa được xem.",
		Next: "Hãy chờ vài giây rồi thử lại.",
	}
	TooManyTries = office.Failure{
		Name: "people.too-many-tries",
		Said: "Mật khẩu đã gõ sai nhiều lần, phải chờ %s nữa mới được gõ tiếp.",
		Next: "Hãy chờ rồi gõ lại, hoặc nhờ quản trị đặt lại mật khẩu. Khóa khôi phục thì dùng được ngay, không phải chờ.",
	}
	NoPassword = office.Failure{
		Name: "people.no-password",
		Said: "Tài khoản của %s chưa có mật khẩu ở máy này.",
		Next: "Hãy nhờ quản trị đặt mật khẩu (ở trang Người dùng, hoặc bằng lệnh “tramctl user passwd”).",
	}
	PasswordNeeded = office.Failure{
		Name: "people.password-needed",
		Said: "Cơ quan đã có tài khoản, nên phải mở khóa mới làm việc được.",
		Next: "Hãy cho biết bạn là ai và gõ mật khẩu.",
	}
	AccountLocked = office.Failure{
		Name: "people.account-locked",
		Said: "Tài khoản của %s đang bị khóa.",
		Next: "Hãy hỏi quản trị vì sao; quản trị mở lại được.",
	}
	AccountLeft = office.Failure{
		Name: "people.account-left",
		Said: "%s không còn làm việc ở cơ quan này, nên tài khoản đã đóng.",
		Next: "Nếu người đó làm việc trở lại, hãy nhờ quản trị cấp vai trò và mật khẩu mới.",
	}
	AdmissionChanged = office.Failure{
		Name: "people.admission-changed",
		Said: "Tài khoản của %s bị khóa: sổ xác thực không khớp với nhật ký. Tệp people.sealed hoặc dữ liệu đã bị thay bằng bản cũ hay bị sửa.",
		Next: "Hãy báo quản trị. Khi đã rõ vì sao, quản trị cấp lại vai trò rồi đặt lại mật khẩu (ở trang Người dùng, hoặc bằng lệnh “tramctl user role”, “tramctl user passwd”). Nếu quản trị cũng bị khóa, hãy dùng khóa khôi phục.",
	}
	BookDamaged = office.Failure{
		Name: "people.book-damaged",
		Said: "Sổ xác thực (tệp people.sealed) bị hỏng hoặc không do cơ quan này lập, nên chưa ai mở khóa được.",
		Next: "Hãy chép lại tệp từ bản sao lưu mới nhất, hoặc dùng khóa khôi phục để chỉ định lại quản trị; tệp hỏng được giữ lại dưới tên khác.",
	}
	BookUnread = office.Failure{
		Name: "people.book-unread",
		Said: "Tài khoản đang dùng trên máy không đọc được sổ xác thực (tệp people.sealed).",
		Next: "Hãy mở phần mềm bằng đúng tài khoản đã thiết lập, hoặc nhờ người quản trị máy cấp lại quyền đọc tệp đó.",
	}
	LentOnly = office.Failure{
		Name: "people.lent-only",
		Said: "Quyền quản trị đang dùng là của %s bàn giao tạm, nên chỉ khóa được tài khoản, hủy thẻ hoặc thu lại việc đã bàn giao của người khác không phải quản trị; không thêm người, đổi vai trò, đặt mật khẩu, mở lại hay đóng tài khoản.",
		Next: "Hãy nhờ một người quản trị làm việc này. Cần quản trị mới gấp thì dùng khóa khôi phục.",
	}
	AccountsGone = office.Failure{
		Name: "people.accounts-gone",
		Said: "Nhật ký hoặc sổ xác thực có những tài khoản mà dữ liệu không còn hiện: dữ liệu là bản cũ, hoặc đã bị sửa, bị xóa bớt.",
		Next: "Hãy khôi phục dữ liệu từ bản sao lưu mới nhất. Nếu không có, hãy dùng khóa khôi phục để chỉ định lại quản trị.",
	}
	TokenWrong = office.Failure{
		Name: "people.token-wrong",
		Said: "Thẻ trong TRAM_TOKEN không dùng được ở cơ quan này.",
		Next: "Hãy chép lại đủ cả thẻ, hoặc lập thẻ mới bằng “tramctl user token”.",
	}
	TokenOver = office.Failure{
		Name: "people.token-over",
		Said: "Thẻ trong TRAM_TOKEN chỉ dùng đến hết ngày %s.",
		Next: "Hãy lập thẻ mới bằng “tramctl user token”.",
	}
	RecoveryOther = office.Failure{
		Name: "people.recovery-other",
		Said: "Khóa khôi phục này không phải của cơ quan đang mở.",
		Next: "Hãy tìm đúng tờ giấy khóa khôi phục của cơ quan; tên và mã cơ quan in ở đầu tờ.",
	}
)

// What keeps an account from being changed.
var (
	NoPost = office.Failure{
		Name: "people.no-post",
		Said: "Chưa chọn vai trò nào cho tài khoản.",
		Next: "Hãy chọn ít nhất một vai trò: văn thư, công chức, lãnh đạo, quản trị hoặc thanh tra.",
	}
	InspectorAlone = office.Failure{
		Name: "people.inspector-alone",
		Said: "Thanh tra chỉ xem, không sửa gì, nên không kiêm vai trò khác.",
		Next: "Hãy chọn một mình vai trò thanh tra, hoặc bỏ vai trò đó.",
	}
	HasAccount = office.Failure{
		Name: "people.has-account",
		Said: "%s đã có tài khoản.",
		Next: "Hãy đổi vai trò hoặc đặt lại mật khẩu của tài khoản đó. Nếu là người khác trùng tên, hãy ghi thêm chữ để phân biệt.",
	}
	LastAdmin = office.Failure{
		Name: "people.last-admin",
		Said: "Làm như vậy thì cơ quan không còn ai quản trị.",
		Next: "Hãy cấp vai trò quản trị cho một người khác trước.",
	}
	PasswordAmongOthers = office.Failure{
		Name: "people.password-among-others",
		Said: "Cơ quan có từ hai tài khoản trở lên thì mỗi người phải có mật khẩu.",
		Next: "Hãy đặt mật khẩu cho tài khoản chưa có mật khẩu, rồi làm lại.",
	}
	FirstIsAdmin = office.Failure{
		Name: "people.first-is-admin",
		Said: "Tài khoản lập bằng khóa khôi phục phải có vai trò quản trị.",
		Next: "Hãy chọn vai trò quản trị.",
	}
	RecoveryNeeded = office.Failure{
		Name: "people.recovery-needed",
		Said: "Người quản trị đầu tiên chỉ được chỉ định bằng khóa khôi phục.",
		Next: "Hãy lấy tờ giấy khóa khôi phục trong két của cơ quan rồi gõ khóa vào.",
	}
	RecoveryOnce = office.Failure{
		Name: "people.recovery-once",
		Said: "Khóa khôi phục chỉ dùng để chỉ định một người quản trị.",
		Next: "Hãy chỉ định người quản trị, rồi người đó mở khóa bằng mật khẩu của mình để làm các việc khác.",
	}
	NoSubstitute = office.Failure{
		Name: "people.no-substitute",
		Said: "Không bàn giao được cho %s.",
		Next: "Hãy chọn một người khác đang làm việc, không bị khóa và không phải thanh tra.",
	}
	InspectorLends = office.Failure{
		Name: "people.inspector-lends",
		Said: "Quyền xem của thanh tra không bàn giao cho ai được.",
		Next: "Nếu người khác thanh tra thay, hãy nhờ quản trị thêm tài khoản thanh tra cho người ấy.",
	}
	HandoverOver = office.Failure{
		Name: "people.handover-over",
		Said: "Ngày kết thúc bàn giao (%s) đã qua.",
		Next: "Hãy chọn ngày hôm nay hoặc một ngày sau.",
	}
	HandoverTooLong = office.Failure{
		Name: "people.handover-too-long",
		Said: "Bàn giao lâu hơn một năm.",
		Next: "Hãy chọn ngày gần hơn. Nếu người đó không trở lại, hãy cấp vai trò cho người thay và đóng tài khoản cũ.",
	}
	TokenByPerson = office.Failure{
		Name: "people.token-by-person",
		Said: "Thẻ cho lệnh tự động do chính chủ tài khoản lập, sau khi mở khóa bằng mật khẩu.",
		Next: "Hãy mở khóa bằng mật khẩu của mình (--as HỌ-TÊN) rồi lập thẻ.",
	}
	OwnByPerson = office.Failure{
		Name: "people.own-by-person",
		Said: "Tài khoản của chính mình (mật khẩu, bàn giao, thẻ) chỉ sửa được sau khi mở khóa bằng mật khẩu, không sửa bằng thẻ.",
		Next: "Hãy mở khóa bằng mật khẩu của mình (--as HỌ-TÊN) rồi làm lại.",
	}
	TokenDay = office.Failure{
		Name: "people.token-day",
		Said: "Thẻ cần ít nhất một quyền, và một ngày hết hạn từ hôm nay đến không quá một năm.",
		Next: "Hãy chọn quyền và ngày.",
	}
	TooManyTokens = office.Failure{
		Name: "people.too-many-tokens",
		Said: "Tài khoản này đã có %d thẻ còn hạn.",
		Next: "Hãy hủy bớt thẻ không dùng rồi lập thẻ mới.",
	}
	NoSuchToken = office.Failure{
		Name: "people.no-such-token",
		Said: "Tài khoản này không có thẻ “%s”.",
		Next: "Hãy xem mã thẻ ở trang Người dùng, hoặc bằng lệnh “tramctl user list”.",
	}
)
