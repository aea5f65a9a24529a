package arrivalstamp

import "tram/local/office"

// What can keep a document from being stamped.
var (
	NoRoom = office.Failure{
		Name: "arrivalstamp.no-room",
		Said: "Trang đầu không có chỗ trống %.0f × %.0f mm cho dấu ĐẾN mà không đè lên chữ, dấu hay chữ ký.",
		Next: "Số đến, ngày đến vẫn ở trong sổ. Cần dấu trên giấy thì hãy in ra và đóng bằng tay.",
	}
	NoPaper = office.Failure{
		Name: "arrivalstamp.no-paper",
		Said: "Trang đầu rộng %.0f × %.0f mm, lớn hơn mọi khổ giấy, nên chương trình không tìm chỗ cho dấu ĐẾN trên đó.",
		Next: "Số đến, ngày đến vẫn ở trong sổ. Hãy mở tệp xem có đúng là văn bản không, hoặc xin nơi gửi bản khác.",
	}
	Unseen = office.Failure{
		Name: "arrivalstamp.unseen",
		Said: "Không vẽ được trang đầu của tệp để xem chỗ nào còn trống, nên không đóng dấu ĐẾN.",
		Next: "Số đến, ngày đến vẫn ở trong sổ. Hãy mở tệp xem có đọc được không, hoặc xin nơi gửi bản khác.",
	}
	SignerForbids = office.Failure{
		Name: "arrivalstamp.signer-forbids",
		Said: "Tệp có chữ ký số, và đóng dấu ĐẾN lên đó là thay đổi mà người ký không cho phép.",
		Next: "Tệp được giữ nguyên như lúc đến. Số đến, ngày đến vẫn ở trong sổ.",
	}
	SignaturesUnread = office.Failure{
		Name: "arrivalstamp.signatures-unread",
		Said: "Tệp có nhắc đến chữ ký số nhưng không đọc được, nên không đóng dấu ĐẾN lên đó.",
		Next: "Tệp được giữ nguyên như lúc đến. Số đến, ngày đến vẫn ở trong sổ.",
	}
	NotWhole = office.Failure{
		Name: "arrivalstamp.not-whole",
		Said: "Bản có dấu ĐẾN đọc lại không giống bản gốc nên không được giữ.",
		Next: "Tệp gốc còn nguyên, số đến vẫn ở trong sổ. Hãy gửi tệp cho người hỗ trợ kỹ thuật xem.",
	}
)
