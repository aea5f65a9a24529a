package escl

import "tram/local/office"

// What can happen besides what happens to any scanner (local/scanning).
var (
	BadAddress = office.Failure{
		Name: "escl.bad-address",
		Said: "“%s” không phải là địa chỉ của một máy quét.",
		Next: "Hãy gõ tên hoặc địa chỉ IP của máy quét, ví dụ 192.168.1.20 hoặc 192.168.1.20:8080.",
	}
	Locked = office.Failure{
		Name: "escl.locked",
		Said: "Máy quét %s đòi đăng nhập nên không cho quét %v.",
		Next: "Hãy mở trang quản trị của máy quét bằng trình duyệt và cho phép quét qua mạng (eSCL, AirPrint) không cần mật khẩu, hoặc nhờ người phụ trách mạng.",
	}
	NotAScanner = office.Failure{
		Name: "escl.not-a-scanner",
		Said: "Địa chỉ %s có trả lời, nhưng không phải như một máy quét eSCL: %s.",
		Next: "Hãy kiểm tra lại địa chỉ. Máy Samsung, Ricoh, OKI và Dell đời cũ không có eSCL: hãy cho máy quét vào thư mục dùng chung, hoặc dùng NAPS2.",
	}
	NoRoad = office.Failure{
		Name: "escl.no-road",
		Said: "Máy %s (%s) có trên mạng nhưng không nói eSCL, nên không quét thẳng từ đây được.",
		Next: "Hãy đặt cho máy quét vào một thư mục dùng chung rồi nhận tệp ở đó. Trên Windows còn một đường nữa: cài trình điều khiển TWAIN của hãng và NAPS2, rồi chọn máy có chữ (TWAIN) trong danh sách.",
	}
	KeyChanged = office.Failure{
		Name: "escl.key-changed",
		Said: "Máy quét %s %s.",
		Next: "Hãy hỏi người phụ trách máy quét. Nếu máy vừa được cài lại, cập nhật hay đổi cài đặt mạng thì điều này bình thường: nhờ người quản trị nhận chứng thư mới của máy. Nếu không ai đụng tới nó, đừng quét: có thể một máy khác đang đóng vai máy quét.",
	}
	KeysUnread = office.Failure{
		Name: "escl.keys-unread",
		Said: "Không đọc được sổ chứng thư của các máy quét (tệp “%s”), nên máy nào cũng được coi là mới gặp.",
		Next: "Tệp hỏng được để riêng bên cạnh, có đuôi “.hong”. Không cần làm gì thêm; nếu lặp lại, hãy nhờ người quản trị xem ổ đĩa.",
	}
	KeysUnkept = office.Failure{
		Name: "escl.keys-unkept",
		Said: "Chưa ghi được chứng thư của máy quét vào tệp “%s”, nên lần sau không nhận ra máy bằng chứng thư.",
		Next: "Vẫn quét được. Hãy nhờ người quản trị xem thư mục cài đặt của tài khoản có ghi được không.",
	}
)
