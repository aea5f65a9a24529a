package counterforms

import (
	"tram/local/letter"
	"tram/local/office"
)

// supplement (BM.02) asks for all that is missing in one go (Nghị định 137/2024, Điều 7).
func supplement(p *letter.Paper, f Facts, step office.RequestStep) error {
	r := f.Told.Request
	p.Field("Hồ sơ của", r.From.Name)
	p.Field("Nội dung yêu cầu giải quyết", content(r))
	p.Field("Địa chỉ", r.From.Address)
	p.Pair("Số điện thoại", r.From.Phone, "Email", r.From.Mail)
	p.Para("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:")
	p.Numbered(step.Lacks, 4)
	p.Field("Lý do", step.Say)
	p.Para("Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với " + or(step.By.Name) + " số điện thoại " + or(f.Phone) + " để được hướng dẫn./.")
	p.SignedBy(letter.Signer{}, letter.Signer{As: "NGƯỜI HƯỚNG DẪN", How: []string{byHand, "(Chữ ký số của Người hướng dẫn nếu là biểu mẫu điện tử)"}, Name: step.By.Name})
	return nil
}

// refusal (BM.03) says why a request is not taken up (Nghị định 137/2024, Điều 7).
func refusal(p *letter.Paper, f Facts, step office.RequestStep) error {
	r := f.Told.Request
	p.Para(deskSaid + " " + f.Office.Name)
	p.Field("Tiếp nhận hồ sơ của", r.From.Name)
	p.Field("Số định danh cá nhân/tổ chức", r.From.Number)
	p.Field("Địa chỉ", r.From.Address)
	p.Pair("Số điện thoại", r.From.Phone, "Email", r.From.Mail)
	p.Field("Mã hồ sơ (nếu có)", r.Code)
	p.Field("Nội dung yêu cầu giải quyết", content(r))
	p.Para("Qua xem xét, " + deskSaid + " thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:")
	p.Para(step.Say)
	p.Para("Xin thông báo cho Ông/Bà được biết và thực hiện./.")
	p.SignedBy(bringer, receiver(step.By.Name))
	return nil
}

// apology (BM.04) says why the answer is late, and when it comes. Who leads the office signs it: by
// whose account the step was written does not tell who that is.
func apology(p *letter.Paper, f Facts, step office.RequestStep) error {
	r, us := f.Told.Request, f.Office.Name
	p.Addressed("Kính gửi: " + r.From.Name)
	p.Para(capital(letter.DayWritten(r.Received)) + ", " + us + " tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính " + r.Asked.Name +
		" của Ông/Bà/Tổ chức; số định danh: " + or(r.From.Number) + "; mã số hồ sơ: " + r.Code + ".")
	p.Para("Thời gian hẹn trả kết quả giải quyết hồ sơ: " + letter.MomentWritten(dueAt(f.Told, step.RequestEntry)) + ".")
	if step.At.After(dueAt(f.Told, step.RequestEntry)) {
		p.Para("Tuy nhiên đến nay, " + us + " chưa trả kết quả giải quyết hồ sơ của Ông/Bà/Tổ chức đúng thời hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
	} else { // told before the day: what the form says of the past is not true yet
		p.Para("Tuy nhiên, " + us + " không thể trả kết quả giải quyết hồ sơ của Ông/Bà/Tổ chức đúng thời hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
	}
	p.Field("Lý do", step.Say)
	p.Para(us + " xin trân trọng gửi lời xin lỗi đến Ông (Bà)/Tổ chức vì sự chậm trễ trong quá trình giải quyết hồ sơ có thể gây phiền hà, tốn kém về chi phí, công sức của Ông (Bà)/Tổ chức.")
	p.Para(us + " xin lỗi Ông/Bà/Tổ chức và sẽ trả kết quả giải quyết hồ sơ cho Ông/Bà/Tổ chức vào " + letter.MomentWritten(step.Due) + ".")
	p.Para("Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./.")
	p.SignedBy(letter.Signer{}, letter.Signer{As: "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", How: []string{byHand, "(Chữ ký số của Thủ trưởng cơ quan, đơn vị nếu là biểu mẫu điện tử)"}})
	return nil
}
