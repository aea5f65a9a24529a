package main

import "fmt"

// Everyone and every place on these pages is invented.

const body = 14.0 // size of the text in points, Nghị định 30/2020, Phụ lục I

func firstPage(s *sheet) {
	header(s)
	s.down(2.2, body)
	s.centred(112, "QUYẾT ĐỊNH", bold, body)
	s.down(1, body)
	s.centred(112, "Về việc kiện toàn Tổ công nghệ số cộng đồng", bold, body)
	s.down(1, body)
	s.centred(112, "các thôn trên địa bàn xã Mẫu Sơn", bold, body)
	s.rule(97, 127, 2, 0.2)
	s.down(2.2, body)
	s.centred(112, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU SƠN", bold, body)
	s.down(0.6, body)
	for _, ground := range []string{
		"Căn cứ Luật Tổ chức chính quyền địa phương;",
		"Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;",
		"Căn cứ Nghị định số 137/2024/NĐ-CP ngày 23 tháng 10 năm 2024 của Chính phủ quy định về giao dịch điện tử của cơ quan nhà nước và hệ thống thông tin phục vụ giao dịch điện tử;",
		"Theo đề nghị của công chức Văn phòng - Thống kê xã tại Tờ trình số 07/TTr-VP ngày 03 tháng 11 năm 2026.",
	} {
		s.paragraph("", ground, italic, body, leftMM, rightMM)
	}
	s.down(1, body)
	s.centred(112, "QUYẾT ĐỊNH:", bold, body)
	s.down(0.4, body)
	s.paragraph("Điều 1.", "Kiện toàn 05 Tổ công nghệ số cộng đồng tại các thôn Ví Dụ, Thử Nghiệm, Làm Quen, Minh Họa và Bản Mẫu; danh sách thành viên có trong Phụ lục kèm theo Quyết định này.", regular, body, leftMM, rightMM)
	s.paragraph("Điều 2.", "Tổ công nghệ số cộng đồng hướng dẫn người dân nộp hồ sơ trực tuyến, tra cứu kết quả giải quyết thủ tục hành chính và nhận bản điện tử của giấy tờ đã được chuyển đổi từ văn bản giấy; phản ánh vướng mắc về Ủy ban nhân dân xã trước ngày 25 hằng tháng.", regular, body, leftMM, rightMM)
	s.paragraph("Điều 3.", "Giao công chức Văn phòng - Thống kê hướng dẫn nghiệp vụ, cung cấp tài liệu và tổ chức tập huấn cho thành viên các Tổ, mỗi năm ít nhất hai lần; các trưởng thôn bố trí địa điểm và thông báo lịch trực tại nhà văn hóa thôn.", regular, body, leftMM, rightMM)
}

// header sets the names, the motto, number and date.
func header(s *sheet) {
	const left, right = 58.0, 142.0
	s.y = 24
	s.centred(left, "ỦY BAN NHÂN DÂN", bold, 13)
	s.centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold, 13)
	s.down(1, 13)
	s.centred(left, "XÃ MẪU SƠN", bold, 13)
	s.rule(left-9, left+9, 1.8, 0.25)
	s.centred(right, "Độc lập - Tự do - Hạnh phúc", bold, 14)
	s.rule(right-31, right+31, 1.8, 0.25)
	s.down(1.7, 13)
	s.centred(left, "Số: 15/QĐ-UBND", regular, 13)
	s.centred(right, "Mẫu Sơn, ngày 09 tháng 11 năm 2026", italic, 14)
}

func lastPage(s *sheet) {
	s.y = topMM + 3
	s.centred(112, "2", regular, 13)
	s.down(1.2, body)
	for i, text := range []string{
		"Kinh phí hoạt động của các Tổ công nghệ số cộng đồng bảo đảm từ ngân sách xã theo dự toán được giao và các nguồn hợp pháp khác theo quy định của pháp luật.",
		"Công chức Văn phòng - Thống kê theo dõi, tổng hợp kết quả hoạt động của các Tổ, báo cáo Chủ tịch Ủy ban nhân dân xã hằng quý; tham mưu khen thưởng tập thể, cá nhân có thành tích.",
		"Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 02/QĐ-UBND ngày 12 tháng 01 năm 2024. Công chức Văn phòng - Thống kê, Trưởng các thôn và các cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này./.",
	} {
		s.paragraph(fmt.Sprintf("Điều %d.", i+4), text, regular, body, leftMM, rightMM)
	}
	s.down(1.4, body)
	signature(s, 150)
}

// signature sets who receives the paper at the left, who signed it at x.
func signature(s *sheet, x float64) {
	top := s.y
	s.centred(x, "CHỦ TỊCH", bold, body)
	s.y += 42
	s.centred(x, "Nguyễn Văn Mẫu", bold, body)
	scribble(s.img, x-16, top+24)
	seal(s.img, x-17, top+22, "ỦY BAN NHÂN DÂN XÃ MẪU SƠN", s.face(bold, 6.5))
	s.y = top
	s.at(leftMM, "Nơi nhận:", bold, 12)
	for _, to := range []string{"- Như Điều 6;", "- Thường trực Đảng ủy xã;", "- Thường trực HĐND xã;", "- Lưu: VT."} {
		s.down(1, 11)
		s.at(leftMM, to, regular, 11)
	}
}

// appendix begins a few millimetres below the upper edge and runs from side to
// side, as a careless printer does: no mark fits above it.
func appendix(s *sheet) {
	s.y = 9
	s.centred(105, "PHỤ LỤC - DANH SÁCH THÀNH VIÊN TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG (kèm theo Quyết định số 15/QĐ-UBND)", bold, 10.5)
	columns := []float64{9, 20, 68, 103, 201}
	family := []string{"Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị", "Hoàng Văn", "Vũ Thị", "Đỗ Văn", "Bùi Thị"}
	given := []string{"Mẫu", "Ví Dụ", "Thử", "Minh Họa", "Giả Định", "Làm Quen", "Tập Sự"}
	village := []string{"Ví Dụ", "Thử Nghiệm", "Làm Quen", "Minh Họa", "Bản Mẫu"}
	duty := []string{
		"Tổ trưởng; hướng dẫn nộp hồ sơ trực tuyến tại nhà văn hóa thôn",
		"Tổ phó; hỗ trợ người cao tuổi tra cứu kết quả giải quyết thủ tục",
		"Thành viên; tiếp nhận phản ánh, lập biên bản khi mất mạng",
		"Thành viên; phổ biến cách kiểm tra bản điện tử bằng mã tra cứu",
	}
	s.y += 2
	top := s.y
	s.rule(columns[0], columns[4], 0, 0.25)
	s.row(columns, "STT", "Họ và tên", "Thôn", "Nhiệm vụ trong Tổ", bold)
	for i := range 15 {
		s.row(columns, fmt.Sprint(i+1), family[i%8]+" "+given[i%7], village[i/3], duty[i%4], regular)
	}
	for _, x := range columns {
		s.upright(x, top, s.y)
	}
}

// row adds one line of the table with a rule below it.
func (s *sheet) row(x []float64, number, name, village, duty string, st style) {
	s.y += 4.1
	for i, text := range []string{number, name, village, duty} {
		s.at(x[i]+1.5, text, st, 10)
	}
	s.y += 1.3
	s.rule(x[0], x[4], 0, 0.2)
}

// backPage leaves the back of the last sheet as it is: only what shines
// through and the dust of the scanner will be on it.
func backPage(*sheet) {}
