package ocr

import "tram/local/office"

// Why no words were read.
var (
	NoProgram = office.Failure{
		Name: "ocr.no-program",
		Said: "Máy này chưa cài chương trình đọc chữ (Tesseract), nên không gợi ý và tìm được theo chữ trên trang quét.",
		Next: "Mọi việc khác vẫn làm được. Muốn đọc chữ, hãy nhờ người phụ trách máy cài Tesseract kèm tiếng Việt.",
	}
	NoVietnamese = office.Failure{
		Name: "ocr.no-vietnamese",
		Said: "Chương trình đọc chữ (Tesseract) trên máy này chưa có tiếng Việt.",
		Next: "Hãy nhờ người phụ trách máy cài thêm phần tiếng Việt (vie) của Tesseract.",
	}
	TooLong = office.Failure{
		Name: "ocr.too-long",
		Said: "Đọc chữ trang này lâu quá %d giây nên được dừng.",
		Next: "Trang vẫn còn nguyên. Hãy gõ các ô bằng tay.",
	}
	Unread = office.Failure{
		Name: "ocr.unread",
		Said: "Chương trình đọc chữ không đọc được trang này.",
		Next: "Trang vẫn còn nguyên. Hãy gõ các ô bằng tay.",
	}
)
