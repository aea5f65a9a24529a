package numbering

import "tram/local/office"

// What can be wrong with a number.
var (
	NotInDuty = office.Failure{
		Name: "numbering.not-in-duty",
		Said: "Máy này không giữ sổ, nên không giao sổ cho máy khác được.",
		Next: "Hãy giao sổ ở máy đang giữ, hoặc nhận sổ về máy này nếu máy kia hỏng hay mất.",
	}
	InDuty = office.Failure{
		Name: "numbering.in-duty",
		Said: "Máy này đang giữ sổ rồi.",
		Next: "Cứ vào sổ như thường.",
	}
	Exhausted = office.Failure{
		Name: "numbering.exhausted",
		Said: "Sổ đã dùng hết dải số của máy này.",
		Next: "Hãy nhận sổ lần nữa ở máy này để có dải số mới, hoặc giao việc vào sổ cho máy khác.",
	}
	NoReserve = office.Failure{
		Name: "numbering.no-reserve",
		Said: "Máy này chưa được dành dải số nào.",
		Next: "Hãy trao đổi gói với máy giữ sổ một lần. Trước đó, văn bản vào sổ ở đây mang số tạm.",
	}
	AlreadyOpen = office.Failure{
		Name: "numbering.already-open",
		Said: "Các sổ năm %d đã mở rồi.",
		Next: "Cứ vào sổ như thường.",
	}
	CountsOtherwise = office.Failure{
		Name: "numbering.counts-otherwise",
		Said: "Các sổ năm %d đã mở và đánh số cách khác: %s Không có gì thay đổi.",
		Next: "Cách đánh số chỉ chọn lúc mở sổ của năm, rồi giữ nguyên tới hết năm. Cứ vào sổ như thường; muốn đánh số khác thì chọn khi mở sổ năm sau.",
	}
	TypeTwice = office.Failure{
		Name: "numbering.type-twice",
		Said: "Tên loại “%s” được ghi vào hai dãy số.",
		Next: "Hãy ghi mỗi tên loại vào một dãy thôi, các dãy cách nhau bằng dấu chấm phẩy: BC, TB; CV, GM.",
	}
	NotBegun = office.Failure{
		Name: "numbering.not-begun",
		Said: "Máy này chưa biết máy nào của cơ quan cấp số cho các sổ.",
		Next: "Nếu đã có máy khác cấp số, hãy trao đổi gói với máy đó một lần rồi vào sổ. Nếu đây là máy đầu tiên, và chỉ khi đó, hãy bắt đầu cấp số ở đây.",
	}
	OpenedBefore = office.Failure{
		Name: "numbering.opened-before",
		Said: "Máy này được khôi phục từ bản sao trong năm %d, nên không mở sổ năm đó từ số 1: máy cũ có thể đã cấp những số đầu.",
		Next: "Hãy nhận sổ về máy này. Số sẽ đi tiếp từ dải dành riêng, và chỗ cách quãng được ghi rõ.",
	}
	Assented = office.Failure{
		Name: "numbering.assented",
		Said: "Máy này đã đồng ý để máy khác mở sổ năm %d: %s.",
		Next: "Hãy trao đổi gói với máy đó. Trước đó, văn bản vào sổ ở đây mang số tạm.",
	}
	NotYet = office.Failure{
		Name: "numbering.not-yet",
		Said: "Chưa mở được sổ năm %d: còn chờ %s đồng ý.",
		Next: "Hãy trao đổi gói với máy đó hai lượt. Nếu máy đó không còn dùng, hãy ghi như vậy ở một máy.",
	}
)
