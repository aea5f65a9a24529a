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
	TooNew = office.Failure{
		Name: "bundle.too-new",
		Said: "Gói trao đổi này do bản phần mềm mới hơn lập.",
		Next: "Hãy cài bản mới nhất của phần mềm ở máy này rồi nhập lại.",
	}
)
