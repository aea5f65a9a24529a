package invitations

import "tram/local/office"

// What keeps letters from being written.
var (
	NotOurs    = office.Failure{Name: "invitations.not-ours", Said: "Cuộc họp này do nơi khác mời, nên cơ quan không gửi giấy mời.", Next: "Muốn trả lời nơi mời thì dùng “Trả lời giấy mời”."}
	Passed     = office.Failure{Name: "invitations.passed", Said: "Cuộc họp này đã qua, nên không gửi giấy mời nữa.", Next: "Họp lần khác thì lập cuộc họp mới."}
	NobodyOwed = office.Failure{Name: "invitations.nobody-owed", Said: "Ai có địa chỉ thư đều đã được báo đúng như lịch hiện nay.", Next: "Muốn gửi lại thì chọn “Gửi lại cho mọi người”; còn thiếu ai thì ghi địa chỉ thư cho người ấy."}
	NoMail     = office.Failure{Name: "invitations.no-mail", Said: "Chưa ai trong danh sách mời có địa chỉ thư.", Next: "Hãy mở “Sửa” và ghi địa chỉ thư cho người cần mời."}
	OursToo    = office.Failure{Name: "invitations.ours-too", Said: "Cuộc họp này do cơ quan lập, không có nơi mời để trả lời.", Next: "Ai dự, ai không thì ghi ở danh sách người dự."}
	NotInvited = office.Failure{Name: "invitations.not-invited", Said: "Giấy mời này không gửi cho địa chỉ nào của cơ quan, nên không trả lời thay được.", Next: "Hãy chọn người trong danh sách mời mà cơ quan trả lời thay."}
)
