package mailing

import "tram/local/office"

// What can happen to a letter.
var (
	BadLetter = office.Failure{
		Name: "mailing.bad-letter",
		Said: "Thư chưa gửi được: %s.",
		Next: "Hãy sửa rồi gửi lại.",
	}
	BadRecipient = office.Failure{
		Name: "mailing.bad-recipient",
		Said: "“%s” không phải địa chỉ thư điện tử.",
		Next: "Hãy sửa địa chỉ của người ấy, rồi gửi lại cho riêng họ.",
	}
	SenderRefused = office.Failure{
		Name: "mailing.sender-refused",
		Said: "Máy chủ thư “%s” không cho gửi dưới địa chỉ “%s” (%d).",
		Next: "Hãy dùng địa chỉ thư của chính tài khoản, hoặc hỏi người quản trị máy chủ.",
	}
	Refused = office.Failure{
		Name: "mailing.refused",
		Said: "Máy chủ thư “%s” không nhận thư gửi “%s” (%d %s).",
		Next: "Hãy xem lại địa chỉ của người ấy. Gửi lại y như cũ sẽ bị từ chối nữa.",
	}
	Deferred = office.Failure{
		Name: "mailing.deferred",
		Said: "Máy chủ thư “%s” chưa nhận thư gửi “%s” lúc này (%d %s).",
		Next: "Không cần làm gì: thư vẫn chờ ở đây và được gửi lại sau.",
	}
	TooBig = office.Failure{
		Name: "mailing.too-big",
		Said: "Thư lớn hơn máy chủ “%s” nhận.",
		Next: "Hãy bớt nội dung, hoặc hỏi người quản trị máy chủ.",
	}
	Unsure = office.Failure{
		Name: "mailing.unsure",
		Said: "Máy chủ thư “%s” đã nhận hết thư gửi “%s” nhưng đường truyền đứt trước khi nó xác nhận, nên chưa biết thư đi chưa.",
		Next: "Thư được gửi lại dưới cùng mã thư: người nhận có thể thấy hai bản giống nhau, và lịch của họ chỉ ghi một.",
	}
)

// What can be wrong with a letter that came.
var (
	NotMail = office.Failure{
		Name: "mailing.not-mail",
		Said: "Tệp này không phải một bức thư.",
		Next: "Hãy lưu thư từ chương trình thư thành tệp .eml, hoặc lấy riêng tệp lịch .ics trong thư.",
	}
	MailTooBig = office.Failure{
		Name: "mailing.mail-too-big",
		Said: "Thư lớn hơn %d MB, nên không đọc.",
		Next: "Hãy mở thư bằng chương trình thư và lấy riêng tệp lịch .ics.",
	}
)
