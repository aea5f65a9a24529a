package sign

import "tram/local/office"

// What can be wrong with a key, before anything is signed.
var (
	KeyFileAway = office.Failure{
		Name: "sign.key-file-away",
		Said: "Không mở được tệp khóa ký “%s”.",
		Next: "Hãy chọn lại tệp (đuôi .p12 hoặc .pfx). Nếu tệp nằm trên USB, hãy cắm USB vào.",
	}
	KeyFileForeign = office.Failure{
		Name: "sign.key-file-foreign",
		Said: "Tệp “%s” không phải tệp khóa ký, hoặc đã hỏng.",
		Next: "Hãy chọn tệp .p12 hoặc .pfx có cả khóa và chứng thư, do nơi cấp chứng thư giao.",
	}
	KeyFileOdd = office.Failure{
		Name: "sign.key-file-odd",
		Said: "Tệp khóa ký “%s” dùng kiểu khóa mà phần mềm chưa đọc được.",
		Next: "Hãy xin nơi cấp xuất lại tệp với khóa RSA hoặc EC và mã hóa AES-256.",
	}
	PasswordWrong = office.Failure{
		Name: "sign.password-wrong",
		Said: "Mật khẩu không mở được tệp khóa ký.",
		Next: "Hãy gõ lại mật khẩu, chú ý chữ hoa, chữ thường và bộ gõ tiếng Việt.",
	}
	NoTokenSupport = office.Failure{
		Name: "sign.no-token-support",
		Said: "Bản phần mềm này không dùng được USB Token.",
		Next: "Hãy ký trong cửa sổ chương trình Trạm Công vụ, hoặc ký bằng tệp khóa .p12.",
	}
	ModuleAway = office.Failure{
		Name: "sign.module-away",
		Said: "Không mở được phần mềm điều khiển USB Token “%s”.",
		Next: "Hãy cài phần mềm của nhà cung cấp token (đúng bản 64 bit), rồi chọn lại đường dẫn trong Cài đặt.",
	}
	TokenAway = office.Failure{
		Name: "sign.token-away",
		Said: "Không còn thấy USB Token.",
		Next: "Hãy cắm lại token, chờ đèn sáng rồi ký lại. Văn bản chưa bị thay đổi gì.",
	}
	TokenFailed = office.Failure{
		Name: "sign.token-failed",
		Said: "USB Token không trả lời đúng.",
		Next: "Hãy rút token ra, cắm lại rồi thử lại. Nếu vẫn vậy, hãy mở phần mềm quản lý token để kiểm tra.",
	}
	TokenSlow = office.Failure{
		Name: "sign.token-slow",
		Said: "USB Token không trả lời kịp, việc ký đã dừng.",
		Next: "Hãy rút token ra, cắm lại rồi ký lại. Văn bản chưa bị thay đổi gì.",
	}
	PINWrong = office.Failure{
		Name: "sign.pin-wrong",
		Said: "Mã PIN không đúng.",
		Next: "Hãy gõ lại mã PIN. Đừng thử nhiều lần: token sẽ tự khóa (thường sau 3 lần sai).",
	}
	PINLastTry = office.Failure{
		Name: "sign.pin-last-try",
		Said: "Mã PIN không đúng, và chỉ còn một lần thử cuối trước khi token bị khóa.",
		Next: "Hãy dừng lại, hỏi người giữ mã PIN cho chắc rồi mới gõ lại.",
	}
	PINLocked = office.Failure{
		Name: "sign.pin-locked",
		Said: "USB Token đã bị khóa vì gõ sai mã PIN quá số lần.",
		Next: "Hãy liên hệ nơi cấp chứng thư để mở khóa token.",
	}
	PINForm = office.Failure{
		Name: "sign.pin-form",
		Said: "Mã PIN quá ngắn, quá dài hoặc có ký tự mà token không nhận.",
		Next: "Hãy xem lại mã PIN trên giấy giao nhận token.",
	}
	NoKeyOnToken = office.Failure{
		Name: "sign.no-key-on-token",
		Said: "USB Token không có khóa ký kèm chứng thư.",
		Next: "Hãy kiểm tra đã cắm đúng token, hoặc nhờ nơi cấp nạp lại chứng thư vào token.",
	}
	NoOwnStore = office.Failure{
		Name: "sign.no-own-store",
		Said: "Máy này không có kho chứng thư của Windows.",
		Next: "Hãy ký bằng USB Token hoặc bằng tệp khóa .p12.",
	}
	OwnKeyNone = office.Failure{
		Name: "sign.own-key-none",
		Said: "Kho chứng thư của Windows không có chứng thư nào ký được.",
		Next: "Hãy cắm token rồi tìm lại: phần mềm của token tự đưa chứng thư vào kho. Nếu vẫn không thấy, hãy ký theo lối USB Token.",
	}
	OwnKeyAway = office.Failure{
		Name: "sign.own-key-away",
		Said: "Windows không mở được khóa của chứng thư đã chọn.",
		Next: "Nếu khóa nằm trên token, hãy cắm đúng token, chờ đèn sáng rồi thử lại. Văn bản chưa bị thay đổi gì.",
	}
	OwnKeyCancelled = office.Failure{
		Name: "sign.own-key-cancelled",
		Said: "Cửa sổ hỏi mã PIN của token đã được đóng lại, nên chưa ký.",
		Next: "Hãy ký lại khi sẵn sàng. Văn bản chưa bị thay đổi gì.",
	}
	OwnKeyOld = office.Failure{
		Name: "sign.own-key-old",
		Said: "Phần mềm của token không ký được SHA-256 qua kho chứng thư của Windows.",
		Next: "Hãy ký theo lối USB Token, hoặc cài bản mới của phần mềm token.",
	}
	OwnKeyFailed = office.Failure{
		Name: "sign.own-key-failed",
		Said: "Windows không ký được bằng chứng thư đã chọn.",
		Next: "Hãy rút token ra, cắm lại rồi thử lại, hoặc ký theo lối USB Token.",
	}
	KeyPutAway = office.Failure{
		Name: "sign.key-put-away",
		Said: "Khóa ký đã được đóng lại nên chưa ký được.",
		Next: "Hãy mở lại khóa ký rồi ký tiếp. Văn bản chưa bị thay đổi gì.",
	}
	KeyOdd = office.Failure{
		Name: "sign.key-odd",
		Said: "Khóa ký thuộc loại mà phần mềm chưa ký được, hoặc đã hỏng.",
		Next: "Hãy xin nơi cấp chứng thư giao khóa RSA từ 2048 bit hoặc khóa EC.",
	}
	KeyMismatch = office.Failure{
		Name: "sign.key-mismatch",
		Said: "Chữ ký vừa tạo không khớp với chứng thư, nên đã bị bỏ.",
		Next: "Khóa và chứng thư không cùng một cặp. Hãy nhờ nơi cấp chứng thư kiểm tra lại.",
	}
)

// What can be wrong with a certificate, before anything is signed.
var (
	CertificateExpired = office.Failure{
		Name: "sign.certificate-expired",
		Said: "Chứng thư chữ ký số của %s đã hết hạn từ %s.",
		Next: "Hãy xin gia hạn hoặc cấp chứng thư mới rồi ký lại. Nếu chứng thư thật ra còn hạn, hãy kiểm tra ngày giờ của máy.",
	}
	CertificateEarly = office.Failure{
		Name: "sign.certificate-early",
		Said: "Chứng thư chữ ký số của %s đến %s mới có hiệu lực.",
		Next: "Hãy kiểm tra ngày giờ của máy. Nếu ngày giờ đúng, hãy chờ đến khi chứng thư có hiệu lực.",
	}
	CertificateUse = office.Failure{
		Name: "sign.certificate-use",
		Said: "Chứng thư của %s không được cấp để ký văn bản.",
		Next: "Hãy chọn chứng thư ký số khác trên token hoặc trong tệp khóa.",
	}
	CertificateSelfMade = office.Failure{
		Name: "sign.certificate-self-made",
		Said: "Chứng thư của %s là chứng thư tự ký, không do nơi nào cấp.",
		Next: "Hãy dùng chứng thư do Cục Chứng thực số và Bảo mật thông tin hoặc một tổ chức được cấp phép cấp.",
	}
	CertificateWeak = office.Failure{
		Name: "sign.certificate-weak",
		Said: "Khóa trong chứng thư của %s quá ngắn hoặc thuộc loại không còn an toàn.",
		Next: "Hãy xin cấp chứng thư mới với khóa RSA từ 2048 bit hoặc khóa EC.",
	}
	CertificateChain = office.Failure{
		Name: "sign.certificate-chain",
		Said: "Chứng thư của %s không khớp với chứng thư của nơi cấp đi kèm.",
		Next: "Hãy nhờ nơi cấp giao lại đủ bộ chứng thư, hoặc chọn chứng thư khác.",
	}
	CertificateRevoked = office.Failure{
		Name: "sign.certificate-revoked",
		Said: "Chứng thư chữ ký số của %s đã bị thu hồi từ %s.",
		Next: "Không được ký bằng chứng thư này nữa. Hãy xin cấp chứng thư mới.",
	}
)

// What can happen with a time stamp.
var (
	StampAway = office.Failure{
		Name: "sign.stamp-away",
		Said: "Không lấy được dấu thời gian: máy chủ không trả lời.",
		Next: "Hãy kiểm tra mạng rồi thử lại, hoặc ký không có dấu thời gian và bổ sung sau khi có mạng.",
	}
	StampRefused = office.Failure{
		Name: "sign.stamp-refused",
		Said: "Máy chủ dấu thời gian từ chối cấp dấu.",
		Next: "Hãy kiểm tra địa chỉ máy chủ trong Cài đặt và hỏi nơi cấp chứng thư. Có thể ký không có dấu thời gian và bổ sung sau.",
	}
	StampFalse = office.Failure{
		Name: "sign.stamp-false",
		Said: "Dấu thời gian nhận được không đúng với chữ ký này, nên không được dùng.",
		Next: "Hãy kiểm tra địa chỉ máy chủ dấu thời gian trong Cài đặt và báo người quản trị.",
	}
	StampClock = office.Failure{
		Name: "sign.stamp-clock",
		Said: "Giờ của máy chủ dấu thời gian (%s) lệch xa giờ của máy này (%s).",
		Next: "Hãy chỉnh lại ngày giờ của máy. Nếu giờ của máy đúng, hãy báo người quản trị: máy chủ dấu thời gian không tin được.",
	}
)

// What can happen with a signature that is to be kept for long.
var (
	NothingSigned = office.Failure{
		Name: "sign.nothing-signed",
		Said: "Tệp này chưa có chữ ký số nào.",
		Next: "Nếu văn bản cần có chữ ký, hãy ký trước, hoặc xin nơi gửi bản đã ký số.",
	}
	EvidenceAway = office.Failure{
		Name: "sign.evidence-away",
		Said: "Chưa lấy được thông tin thu hồi của chứng thư %s.",
		Next: "Hãy kiểm tra mạng rồi bổ sung sau. Chữ ký hiện có vẫn giữ nguyên.",
	}
	RootForeign = office.Failure{
		Name: "sign.root-foreign",
		Said: "Tệp này không chứa chứng thư của nơi cấp chứng thư.",
		Next: "Hãy chọn tệp .crt, .cer hoặc .pem tải từ trang chính thức của nơi cấp.",
	}
)
