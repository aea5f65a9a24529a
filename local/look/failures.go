package look

import "tram/local/office"

// What can be wrong with the image of a signature or a seal.
var (
	NoPicture = office.Failure{
		Name: "look.no-picture",
		Said: "Chưa có ảnh để thể hiện “%s”.",
		Next: "Hãy chọn một tệp PNG nền trong suốt, hoặc chọn cách thể hiện khác.",
	}
	NotPNG = office.Failure{
		Name: "look.not-png",
		Said: "Tệp này không phải là ảnh PNG.",
		Next: "Nghị định 30/2020 (Phụ lục I) yêu cầu ảnh PNG nền trong suốt. Hãy lưu ảnh lại thành PNG, rồi chọn lại.",
	}
	PictureTooLarge = office.Failure{
		Name: "look.picture-too-large",
		Said: "Tệp ảnh lớn hơn %d MB.",
		Next: "Hãy cắt bớt nền thừa hoặc giảm kích thước ảnh: rộng 1.000 điểm ảnh là đủ nét, rồi chọn lại.",
	}
	TooManyPixels = office.Failure{
		Name: "look.too-many-pixels",
		Said: "Ảnh có quá nhiều điểm ảnh.",
		Next: "Hãy giảm kích thước ảnh: rộng 1.000 điểm ảnh là đủ nét, rồi chọn lại.",
	}
	PictureBroken = office.Failure{
		Name: "look.picture-broken",
		Said: "Tệp ảnh rỗng hoặc bị hỏng, không đọc được.",
		Next: "Hãy chép lại tệp từ nơi đã nhận, hoặc lưu ảnh lại thành PNG, rồi chọn lại.",
	}
	DeepColours = office.Failure{
		Name: "look.deep-colours",
		Said: "Ảnh PNG dùng 16 bit cho mỗi màu, phần mềm nhận tối đa 8 bit.",
		Next: "Hãy lưu ảnh lại thành PNG 8 bit (RGBA), rồi chọn lại.",
	}
	BlankPicture = office.Failure{
		Name: "look.blank-picture",
		Said: "Ảnh trong suốt hoàn toàn, không có nét nào.",
		Next: "Hãy chọn lại đúng tệp ảnh chữ ký hoặc con dấu.",
	}
	NotTransparent = office.Failure{
		Name: "look.not-transparent",
		Said: "Nền của ảnh không trong suốt, nên ảnh sẽ che chữ bên dưới.",
		Next: "Nghị định 30/2020 (Phụ lục I) yêu cầu nền trong suốt. Hãy xóa hết nền trắng, cả bên trong nét, lưu lại thành PNG, rồi chọn lại.",
	}
	BadWidth = office.Failure{
		Name: "look.bad-width",
		Said: "Không thể hiện được ảnh rộng %g mm.",
		Next: "Hãy đo bề rộng thật trên giấy và gõ từ %d đến %d mm.",
	}
)

// What can be wrong with the words of a signature.
var (
	NotACopy = office.Failure{
		Name: "look.not-a-copy",
		Said: "“%s” không phải là một hình thức sao của Nghị định 30/2020.",
		Next: "Hãy chọn SAO Y, SAO LỤC hoặc TRÍCH SAO, hoặc chọn cách thể hiện khác.",
	}
	EmptyFact = office.Failure{
		Name: "look.empty-fact",
		Said: "Chưa có %s để ghi cùng chữ ký số.",
		Next: "Hãy điền mục này trong phần Thiết lập hoặc trên phiếu của văn bản, rồi làm lại.",
	}
	NoGlyph = office.Failure{
		Name: "look.no-glyph",
		Said: "Dòng chữ của chữ ký số có ký tự “%s” (%U) mà phông chữ không vẽ được.",
		Next: "Hãy xóa hoặc gõ lại ký tự đó trong tên cơ quan hoặc trong số, ký hiệu văn bản.",
	}
	LineTooLong = office.Failure{
		Name: "look.line-too-long",
		Said: "Dòng chữ của chữ ký số quá dài, không vừa bề rộng của trang.",
		Next: "Hãy rút ngắn tên cơ quan hoặc số, ký hiệu văn bản.",
	}
)
