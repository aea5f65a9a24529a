package caldav

import "tram/local/office"

// What can happen with a server of calendars. The first verb is the server.
var (
	BadAddress = office.Failure{
		Name: "caldav.bad-address",
		Said: "“%s” không phải là địa chỉ của máy chủ lịch.",
		Next: "Hãy gõ như https://lich.example.vn, hoặc địa chỉ của chính lịch mà người quản trị đưa.",
	}
	SecretInAddress = office.Failure{
		Name: "caldav.secret-in-address",
		Said: "Địa chỉ của máy chủ lịch “%s” có tên hoặc mật khẩu ở trong.",
		Next: "Hãy bỏ phần ấy khỏi địa chỉ và gõ vào ô tên, ô mật khẩu.",
	}
	PlainText = office.Failure{
		Name: "caldav.plain-text",
		Said: "“%s” không mã hóa đường truyền (http), nên mật khẩu và lịch sẽ ai cũng đọc được. Phần mềm không gửi gì.",
		Next: "Hãy dùng địa chỉ bắt đầu bằng https. Nếu máy chủ chưa có, hãy nhờ người quản trị máy chủ.",
	}
	NoHost = office.Failure{
		Name: "caldav.no-host",
		Said: "Không tìm thấy máy chủ lịch “%s” trên mạng.",
		Next: "Hãy xem lại tên máy chủ, và máy này có đang nối mạng không.",
	}
	LineRefused = office.Failure{
		Name: "caldav.line-refused",
		Said: "Máy chủ lịch “%s” từ chối kết nối.",
		Next: "Hãy xem lại số cổng, và hỏi người quản trị máy chủ xem dịch vụ có đang chạy không.",
	}
	NoAnswer = office.Failure{
		Name: "caldav.no-answer",
		Said: "Máy chủ lịch “%s” không trả lời, hoặc đường truyền đứt giữa chừng.",
		Next: "Không cần làm gì nếu đây là mất mạng: có mạng lại thì đồng bộ tiếp. Nếu kéo dài, hãy hỏi người quản trị máy chủ.",
	}
	Unvouched = office.Failure{
		Name: "caldav.unvouched",
		Said: "Máy này không tin chứng thư của máy chủ lịch “%s”. Phần mềm không gửi gì.",
		Next: "Hãy xem ngày giờ của máy, tên máy chủ, và hỏi người quản trị về chứng thư.",
	}
	Elsewhere = office.Failure{
		Name: "caldav.elsewhere",
		Said: "Máy chủ lịch “%s” chỉ sang một máy chủ khác: “%s”. Phần mềm không gửi mật khẩu sang đó.",
		Next: "Hãy hỏi người quản trị xem có đúng máy chủ ấy không; đúng thì gõ địa chỉ của nó.",
	}
	WebPage = office.Failure{
		Name: "caldav.web-page",
		Said: "“%s” trả về một trang web (trang đăng nhập, trang giới thiệu), không phải lịch.",
		Next: "Hãy hỏi người quản trị địa chỉ CalDAV của lịch; nếu mạng này đòi đăng nhập bằng trình duyệt thì đăng nhập trước.",
	}
	NotCalDAV = office.Failure{
		Name: "caldav.not-caldav",
		Said: "“%s” có trả lời, nhưng không phải như một máy chủ lịch CalDAV.",
		Next: "Hãy xem lại địa chỉ, và hỏi người quản trị địa chỉ CalDAV của lịch.",
	}
	SignInRefused = office.Failure{
		Name: "caldav.sign-in-refused",
		Said: "Máy chủ lịch “%s” không nhận tên và mật khẩu đã đưa.",
		Next: "Hãy gõ lại tên và mật khẩu. Nơi dùng xác thực hai lớp thường đòi một mật khẩu riêng cho ứng dụng.",
	}
	NoRight = office.Failure{
		Name: "caldav.no-right",
		Said: "Máy chủ lịch “%s” không cho tài khoản này làm việc đó.",
		Next: "Hãy nhờ người quản trị cho tài khoản quyền đọc và ghi lịch ấy, hoặc chọn lịch khác.",
	}
	NoCalendar = office.Failure{
		Name: "caldav.no-calendar",
		Said: "Trên máy chủ “%s” không có lịch ở địa chỉ ấy.",
		Next: "Hãy chọn lại lịch: nó có thể đã bị xóa hoặc đổi tên.",
	}
	NoneFound = office.Failure{
		Name: "caldav.none-found",
		Said: "Không tìm thấy lịch nào của tài khoản này ở “%s”.",
		Next: "Hãy lập một lịch bằng trang web của máy chủ, hoặc gõ địa chỉ của chính lịch cần dùng.",
	}
	Locked = office.Failure{
		Name: "caldav.locked",
		Said: "Lịch ở “%s” đang bị khóa.",
		Next: "Không cần làm gì: lần đồng bộ sau sẽ thử lại. Nếu kéo dài, hãy hỏi người quản trị máy chủ.",
	}
	Busy = office.Failure{
		Name: "caldav.busy",
		Said: "Máy chủ lịch “%s” đang bận hoặc bảo trì.",
		Next: "Không cần làm gì: phần mềm sẽ thử lại sau.",
	}
	Trouble = office.Failure{
		Name: "caldav.trouble",
		Said: "Máy chủ lịch “%s” báo lỗi của chính nó (%d).",
		Next: "Hãy thử lại sau. Nếu kéo dài, hãy báo con số ấy cho người quản trị máy chủ.",
	}
	Full = office.Failure{
		Name: "caldav.full",
		Said: "Máy chủ lịch “%s” đã hết chỗ.",
		Next: "Hãy nhờ người quản trị máy chủ cho thêm chỗ.",
	}
	Stray = office.Failure{
		Name: "caldav.stray",
		Said: "Máy chủ lịch “%s” trả về mục không nằm trong lịch đã chọn: “%s”. Chưa nhận gì.",
		Next: "Hãy báo cho người quản trị máy chủ. Dữ liệu ở máy này vẫn nguyên.",
	}
)
