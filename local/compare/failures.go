package compare

import "tram/local/office"

// What can keep paper from being compared.
var (
	TooCoarse = office.Failure{
		Name: "compare.too-coarse",
		Said: "Ảnh thứ %s quá thô (khoảng %d dpi): không phân biệt được từng chữ để đối chiếu.",
		Next: "Hãy quét lại bản giấy ở 200 dpi trở lên.",
	}
)
