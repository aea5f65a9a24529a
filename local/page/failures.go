package page

import "tram/local/office"

// What can be wrong with a file that was given as a page.
var (
	Empty = office.Failure{
		Name: "page.empty",
		Said: "Tệp rỗng, không có nội dung.",
		Next: "Hãy quét lại trang này, rồi thêm tệp mới.",
	}
	Unreadable = office.Failure{
		Name: "page.unreadable",
		Said: "Không đọc được tệp.",
		Next: "Hãy kiểm tra ổ đĩa hoặc USB chứa tệp còn cắm và còn mở được, rồi thử lại.",
	}
	Truncated = office.Failure{
		Name: "page.truncated",
		Said: "Ảnh bị cắt cụt: phần cuối của tệp không có.",
		Next: "Việc chép hoặc quét có lẽ đã dừng giữa chừng. Hãy chép lại tệp từ máy quét, hoặc quét lại trang này.",
	}
	Damaged = office.Failure{
		Name: "page.damaged",
		Said: "Ảnh bị hỏng, không đọc được hết.",
		Next: "Hãy chép lại tệp từ máy quét, hoặc quét lại trang này.",
	}
	FileTooLarge = office.Failure{
		Name: "page.file-too-large",
		Said: "Tệp lớn hơn %d MB.",
		Next: "Hãy quét lại ở 300 dpi và lưu dạng JPEG; một trang A4 như vậy chỉ vài MB.",
	}
	TooManyPixels = office.Failure{
		Name: "page.too-many-pixels",
		Said: "Ảnh quá lớn: %d × %d điểm ảnh.",
		Next: "Mỗi cạnh tối đa 30.000 điểm, cả ảnh tối đa 120 triệu điểm. Hãy quét lại ở 300 dpi.",
	}
	OtherImage = office.Failure{
		Name: "page.other-image",
		Said: "Đây là ảnh %s, phần mềm không nhận loại này.",
		Next: "Hãy mở ảnh và lưu lại thành JPEG hoặc PNG, hoặc quét lại thành JPEG, PNG, TIFF hay PDF.",
	}
	IsPDF = office.Failure{
		Name: "page.is-pdf",
		Said: "Đây là tệp PDF, không phải một ảnh trang.",
		Next: "Hãy thêm tệp PDF bằng nút Thêm tệp; các trang quét sẽ được lấy ra từ đó.",
	}
	IsOfficeFile = office.Failure{
		Name: "page.is-office-file",
		Said: "Đây là tệp Word, Excel hoặc tệp nén, không phải ảnh quét từ giấy.",
		Next: "Hãy chọn ảnh quét (JPEG, PNG, TIFF) hoặc PDF do máy quét tạo ra.",
	}
	NotAnImage = office.Failure{
		Name: "page.not-an-image",
		Said: "Tệp không phải là ảnh.",
		Next: "Hãy chọn ảnh quét (JPEG, PNG, TIFF) hoặc PDF do máy quét tạo ra.",
	}
	Animated = office.Failure{
		Name: "page.animated",
		Said: "Đây là ảnh động, không phải ảnh của một trang giấy.",
		Next: "Hãy quét lại trang giấy và lưu thành JPEG, PNG hoặc TIFF.",
	}
	PrintColours = office.Failure{
		Name: "page.print-colours",
		Said: "Ảnh dùng hệ màu %s, không phải hệ màu của máy quét (RGB hoặc xám).",
		Next: "Hãy quét lại ở chế độ màu (RGB), xám hoặc đen trắng.",
	}
	TooManyBits = office.Failure{
		Name: "page.too-many-bits",
		Said: "Ảnh có %d bit cho mỗi màu, phần mềm nhận tối đa 8 bit.",
		Next: "Hãy quét lại ở chế độ màu 24 bit hoặc xám 8 bit.",
	}
	RareCoding = office.Failure{
		Name: "page.rare-coding",
		Said: "Ảnh được nén hoặc ghi theo một kiểu hiếm gặp mà phần mềm không đọc được.",
		Next: "Hãy quét lại và lưu thành JPEG hoặc PNG thông thường, hoặc TIFF nén CCITT G4.",
	}
	UnclearChannel = office.Failure{
		Name: "page.unclear-channel",
		Said: "Ngoài màu, ảnh còn kênh phụ mà tệp không ghi rõ là gì, nên các phần mềm xem ảnh có thể hiện không giống nhau.",
		Next: "Hãy quét lại thành JPEG hoặc PNG, hoặc mở ảnh bằng phần mềm đã tạo ra nó và lưu lại không có kênh trong suốt.",
	}
	OldJPEG = office.Failure{
		Name: "page.old-jpeg",
		Said: "Ảnh TIFF nén JPEG theo kiểu cũ, các phần mềm xem ảnh có thể hiện không giống nhau.",
		Next: "Hãy quét lại thành JPEG hoặc PDF, hoặc mở ảnh bằng phần mềm đã tạo ra nó và lưu lại thành PNG.",
	}
	NoSuchFrame = office.Failure{
		Name: "page.no-such-frame",
		Said: "Không có ảnh thứ %d: tệp chỉ có %d ảnh.",
		Next: "Hãy thêm lại tệp vào bản nháp.",
	}
	TooManyFrames = office.Failure{
		Name: "page.too-many-frames",
		Said: "Tệp TIFF có hơn %d ảnh.",
		Next: "Hãy chia tệp thành nhiều tệp nhỏ hơn, rồi thêm từng tệp.",
	}
)
