package post

import "tram/local/office"

// What can happen to a server of mail. The first verb is the server.
var (
	BadServer = office.Failure{
		Name: "post.bad-server",
		Said: "“%s” không phải là địa chỉ của máy chủ thư.",
		Next: "Để gửi, hãy gõ như smtps://thu.example.vn (cổng 465) hoặc smtp://thu.example.vn (cổng 587); để nhận, như pop3s://thu.example.vn (cổng 995).",
	}
	SecretInServer = office.Failure{
		Name: "post.secret-in-server",
		Said: "Địa chỉ của máy chủ thư “%s” có tên hoặc mật khẩu ở trong.",
		Next: "Hãy bỏ phần ấy khỏi địa chỉ và gõ vào ô tên, ô mật khẩu.",
	}
	NoHost = office.Failure{
		Name: "post.no-host",
		Said: "Không tìm thấy máy chủ thư “%s” trên mạng.",
		Next: "Hãy xem lại tên máy chủ, và máy này có đang nối mạng không. Thư chưa gửi vẫn chờ ở đây.",
	}
	LineRefused = office.Failure{
		Name: "post.line-refused",
		Said: "Máy chủ thư “%s” từ chối kết nối.",
		Next: "Hãy xem lại số cổng, và hỏi người quản trị máy chủ. Thư chưa gửi vẫn chờ ở đây.",
	}
	NoAnswer = office.Failure{
		Name: "post.no-answer",
		Said: "Máy chủ thư “%s” không trả lời, hoặc đường truyền đứt giữa chừng.",
		Next: "Không cần làm gì nếu đây là mất mạng: thư chưa gửi vẫn chờ ở đây, thư đến vẫn nằm trên máy chủ. Nếu kéo dài, hãy hỏi người quản trị máy chủ.",
	}
	Unvouched = office.Failure{
		Name: "post.unvouched",
		Said: "Máy này không tin chứng thư của máy chủ thư “%s”. Phần mềm không gửi gì.",
		Next: "Hãy xem ngày giờ của máy, tên máy chủ, và hỏi người quản trị về chứng thư.",
	}
	NotSealed = office.Failure{
		Name: "post.not-sealed",
		Said: "Máy chủ thư “%s” không mã hóa đường truyền. Phần mềm không gửi gì.",
		Next: "Hãy dùng smtps:// (cổng 465) hay pop3s:// (cổng 995), hoặc hỏi người quản trị. Nếu trước đây vẫn dùng được, có thể ai đó đang chen vào đường truyền.",
	}
	NotMailServer = office.Failure{
		Name: "post.not-mail-server",
		Said: "“%s” có trả lời, nhưng không phải như một máy chủ thư.",
		Next: "Hãy xem lại địa chỉ, số cổng, và địa chỉ bắt đầu bằng smtp, smtps, pop3 hay pop3s.",
	}
	BoxShut = office.Failure{
		Name: "post.box-shut",
		Said: "Hộp thư ở “%s” không mở với tên và mật khẩu đã đưa.",
		Next: "Hãy gõ lại tên và mật khẩu, và hỏi người quản trị xem hộp thư có cho đọc bằng POP3 không. Hộp thư đang mở ở nơi khác thì thử lại sau.",
	}
	SignInRefused = office.Failure{
		Name: "post.sign-in-refused",
		Said: "Máy chủ thư “%s” không nhận tên và mật khẩu đã đưa (%d).",
		Next: "Hãy gõ lại tên và mật khẩu. Nơi dùng xác thực hai lớp thường đòi một mật khẩu riêng cho ứng dụng.",
	}
	NoSignIn = office.Failure{
		Name: "post.no-sign-in",
		Said: "Máy chủ thư “%s” không có cách đăng nhập nào mà phần mềm biết.",
		Next: "Hãy hỏi người quản trị xem máy chủ có cho đăng nhập bằng tên và mật khẩu không (PLAIN, LOGIN).",
	}
)
