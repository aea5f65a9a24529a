package ballotbox

import "tram/local/office"

// What can go otherwise with a box.
var (
	NotAKey = office.Failure{
		Name: "ballotbox.not-a-key",
		Said: "Đây không phải mã hòm phiếu: mã có 25 chữ và số, chia năm nhóm.",
		Next: "Hãy đọc lại mã trên tờ giấy đã ghi lúc bắt đầu bỏ phiếu, gõ từng nhóm.",
	}
	WrongKey = office.Failure{
		Name: "ballotbox.wrong-key",
		Said: "Mã này không mở được hòm phiếu, hoặc tệp hòm phiếu đã hỏng.",
		Next: "Hãy gõ lại mã. Mất mã thì không ai mở được: hủy lần bỏ phiếu này (có lý do) rồi bỏ phiếu lại.",
	}
	Older = office.Failure{
		Name: "ballotbox.older",
		Said: "Hòm phiếu trên đĩa cũ hơn hòm mà phần mềm vừa thấy: thiếu phiếu đã bỏ.",
		Next: "Hãy không để ai động vào máy này, gọi tổ kiểm phiếu, rồi hủy lần bỏ phiếu (có lý do) và bỏ phiếu lại.",
	}
	NoBox = office.Failure{
		Name: "ballotbox.none",
		Said: "Máy này không giữ hòm phiếu của lần biểu quyết ấy.",
		Next: "Hãy bỏ phiếu và kiểm phiếu trên máy đã bắt đầu. Máy ấy hỏng thì hủy lần bỏ phiếu (có lý do) rồi bỏ phiếu lại.",
	}
	BoxThere = office.Failure{
		Name: "ballotbox.there",
		Said: "Hòm phiếu của lần biểu quyết này đã lập.",
		Next: "Hãy bỏ phiếu tiếp bằng mã đã ghi.",
	}
	Voted = office.Failure{
		Name: "ballotbox.voted",
		Said: "Người này đã bỏ phiếu.",
		Next: "Phiếu kín đã bỏ thì không lấy lại được. Hãy mời người tiếp theo.",
	}
	MayNot = office.Failure{
		Name: "ballotbox.may-not",
		Said: "Người này không có tên trong danh sách được bỏ phiếu.",
		Next: "Hãy xem lại danh sách lúc bắt đầu bỏ phiếu.",
	}
	BadBallot = office.Failure{
		Name: "ballotbox.bad-ballot",
		Said: "Phiếu phải chọn từ 1 đến %d phương án, không chọn trùng; muốn bỏ phiếu trắng thì bấm “Phiếu trắng”.",
		Next: "Hãy chọn lại rồi bỏ phiếu.",
	}
)
