package sheet

import "tram/local/office"

// What keeps a data message from becoming a print copy.
var (
	NotToPaper = office.Failure{
		Name: "sheet.not-to-paper",
		Said: "Hồ sơ này không phải chuyển thông điệp dữ liệu thành văn bản giấy.",
		Next: "Hãy mở hồ sơ chuyển đổi từ văn bản điện tử rồi in lại.",
	}
	NoNumber = office.Failure{
		Name: "sheet.no-number",
		Said: "Bản %s chưa có số và ký hiệu bản sao.",
		Next: "Hãy lấy số trong sổ bản sao của năm (chung cho SAO Y, SAO LỤC, TRÍCH SAO), rồi làm lại.",
	}
	NoSigner = office.Failure{
		Name: "sheet.no-signer",
		Said: "Bản %s chưa có %s.",
		Next: "Hãy điền người ký bản sao, chức vụ và địa danh: Nghị định 30/2020 đòi đủ trên bản sao giấy.",
	}
	BlockTooLong = office.Failure{
		Name: "sheet.block-too-long",
		Said: "Phần thể thức bản sao dài quá một trang.",
		Next: "Hãy rút bớt nơi nhận hoặc viết gọn chức vụ.",
	}
	NotWhole = office.Failure{
		Name: "sheet.not-whole",
		Said: "Bản để in không đủ trang của văn bản điện tử.",
		Next: "Chưa có gì được in. Hãy gửi tệp gốc cho người hỗ trợ kỹ thuật xem.",
	}
)
