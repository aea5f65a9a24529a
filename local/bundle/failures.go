package bundle

import "tram/local/office"

// What can be wrong with a bundle.
var (
	NotOurs = office.Failure{
		Name: "bundle.not-ours",
		Said: "Tệp này không phải gói trao đổi của cơ quan này: chìa niêm phong ở đây không mở được.",
		Next: "Hãy chọn lại tệp. Nếu gói do một trạm khác của cơ quan lập, hãy kiểm tra trạm ấy có dùng cùng khóa khôi phục không; trạm ấy đã đổi chìa thì máy này đổi theo bằng tờ khóa mới (“tramctl identity renew --bring”).",
	}
	Spoiled = office.Failure{
		Name: "bundle.spoiled",
		Said: "Gói trao đổi bị hỏng hoặc bị cắt. Chưa có gì được nhập.",
		Next: "Hãy chép lại gói từ trạm kia, hoặc lập gói mới ở trạm kia.",
	}
	EntryTooBig = office.Failure{
		Name: "bundle.entry-too-big",
		Said: "Mục nhật ký thứ %d của gói dài %d MB, trong khi mỗi mục không quá %d MB. Chưa có gói nào được lập.",
		Next: "Hãy báo người phụ trách phần mềm: không việc nào của trạm ghi ra một mục dài như vậy.",
	}
	BroughtTooBig = office.Failure{
		Name: "bundle.brought-too-big",
		Said: "Mục thứ %d của gói trao đổi dài %d MB, trong khi mỗi mục không quá %d MB. Chưa có gì được nhập.",
		Next: "Hãy hỏi người phụ trách trạm đã lập gói: không việc nào của trạm ghi ra một mục dài như vậy.",
	}
	TooNew = office.Failure{
		Name: "bundle.too-new",
		Said: "Gói trao đổi này do bản phần mềm mới hơn lập.",
		Next: "Hãy cài bản mới nhất của phần mềm ở máy này rồi nhập lại.",
	}
)
