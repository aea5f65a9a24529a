package routing

import "tram/local/office"

// What can be wrong with a step.
var (
	NoRoad = office.Failure{
		Name: "routing.no-road",
		Said: "Sổ bản sao và sổ bưu điện không có luân chuyển.",
		Next: "Hãy chọn một văn bản đến, đi hoặc nội bộ.",
	}
	NoNumberYet = office.Failure{
		Name: "routing.no-number-yet",
		Said: "Văn bản còn mang số tạm %s: chưa có số thì chưa ký, chưa phát hành.",
		Next: "Hãy trao đổi gói với máy giữ sổ để có số chính thức; máy ấy không dùng được nữa thì nhận sổ về máy này.",
	}
	Over = office.Failure{
		Name: "routing.over",
		Said: "Văn bản này đã bị thu hồi hoặc thay thế, nên chỉ còn đưa vào lưu được.",
		Next: "Hãy ghi là xong, đưa vào lưu; việc còn phải làm thì làm với văn bản thay thế.",
	}
	Cancelled = office.Failure{
		Name: "routing.cancelled",
		Said: "Văn bản này đã hủy trong sổ, nên không chuyển tiếp nữa.",
		Next: "Nếu hủy nhầm, hãy vào sổ lại văn bản rồi chuyển.",
	}
	NoSuchDeed = office.Failure{
		Name: "routing.no-such-deed",
		Said: "Không có bước xử lý “%s”.",
		Next: "Hãy xem các bước làm được lúc này của văn bản.",
	}
	NotNow = office.Failure{
		Name: "routing.not-now",
		Said: "Chưa làm được bước “%s”: văn bản %s.",
		Next: "Hãy xem các bước làm được lúc này: không bước nào được bỏ qua.",
	}
	NotYours = office.Failure{
		Name: "routing.not-yours",
		Said: "Bước “%s” là việc của %s.",
		Next: "Hãy nhờ người đó làm, hoặc lãnh đạo giao lại.",
	}
	Moved = office.Failure{
		Name: "routing.moved",
		Said: "Văn bản vừa được chuyển sang bước khác, nên chưa ghi gì.",
		Next: "Hãy xem lại văn bản đang ở bước nào rồi làm tiếp.",
	}
	NoPerson = office.Failure{
		Name: "routing.no-person",
		Said: "Chưa chọn người cho bước “%s”.",
		Next: "Hãy chọn một người đang làm việc ở cơ quan.",
	}
	NoWords = office.Failure{
		Name: "routing.no-words",
		Said: "Bước “%s” cần ghi nội dung: ý kiến, lý do hoặc việc đã làm.",
		Next: "Hãy ghi vài lời để người sau hiểu.",
	}
	TooLong = office.Failure{
		Name: "routing.too-long",
		Said: "Nội dung dài quá %d chữ.",
		Next: "Hãy viết gọn lại.",
	}
	OpinionsOpen = office.Failure{
		Name: "routing.opinions-open",
		Said: "Còn chờ ý kiến của %s.",
		Next: "Hãy chờ ý kiến, hoặc ghi là thôi chờ và lý do.",
	}
	AskedAlready = office.Failure{
		Name: "routing.asked-already",
		Said: "Đã xin ý kiến %s và đang chờ.",
		Next: "Hãy chờ ý kiến ấy, hoặc thôi chờ rồi xin lại.",
	}
	OwnOpinion = office.Failure{
		Name: "routing.own-opinion",
		Said: "Không xin ý kiến của chính mình được.",
		Next: "Hãy chọn người khác.",
	}
	NotAsked = office.Failure{
		Name: "routing.not-asked",
		Said: "Không có ý kiến nào đang chờ như vậy.",
		Next: "Hãy xem lại các ý kiến đang chờ của văn bản.",
	}
	WhichOpinion = office.Failure{
		Name: "routing.which-opinion",
		Said: "Đang chờ ý kiến của nhiều người: %s.",
		Next: "Hãy chọn một người.",
	}
	TwoRoads = office.Failure{
		Name: "routing.two-roads",
		Said: "Hai máy đã cùng chuyển văn bản này theo hai hướng.",
		Next: "Lãnh đạo hãy xem cả hai hướng rồi chọn một; hướng kia vẫn được giữ trong diễn biến.",
	}
	OneRoad = office.Failure{
		Name: "routing.one-road",
		Said: "Văn bản này chỉ có một hướng xử lý, không có gì để chọn.",
		Next: "Hãy xem lại diễn biến của văn bản.",
	}
	NoSuchRoad = office.Failure{
		Name: "routing.no-such-road",
		Said: "Không có hướng xử lý nào kết thúc ở bước đã chọn.",
		Next: "Hãy xem lại diễn biến rồi chọn một trong các hướng đang có.",
	}
	BadDue = office.Failure{
		Name: "routing.bad-due",
		Said: "“%s” không phải ngày.",
		Next: "Hãy ghi hạn theo dạng ngày/tháng/năm, ví dụ 30/11/2026.",
	}
	PastDue = office.Failure{
		Name: "routing.past-due",
		Said: "Hạn %s đã qua rồi.",
		Next: "Hãy ghi một ngày từ hôm nay trở đi.",
	}
	NoFiles = office.Failure{
		Name: "routing.no-files",
		Said: "Bước “%s” không nhận tệp.",
		Next: "Hãy kèm tệp khi trình duyệt.",
	}
	NoDue = office.Failure{
		Name: "routing.no-due",
		Said: "Bước “%s” không nhận hạn.",
		Next: "Hãy bỏ hạn; hạn ghi khi giao xử lý hoặc khi xin ý kiến.",
	}
)

// NoActor stands where nobody has an account and nobody was named.
var NoActor = office.Failure{
	Name: "routing.no-actor",
	Said: "Chưa biết ai làm bước này.",
	Next: "Hãy chọn tên người làm, hoặc mở khóa bằng tài khoản của người đó.",
}
