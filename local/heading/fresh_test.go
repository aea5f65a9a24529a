package heading

import "strings"

// freshLayouts were set after this room was built, to measure it by, and nothing was changed for
// them before they were measured.
var freshLayouts = []layout{
	{"kế hoạch của trường", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "ke-hoach", "KH-THCS", "TRƯỜNG THCS "+f.upper(), upperFirst(f.Subject)
		s.mid(58, 23, plain, 12.5, "UBND XÃ "+f.upper())
		s.mid(58, 28.5, bold, 12.5, "TRƯỜNG THCS "+f.upper())
		s.rule(58, 30, 30)
		s.motto(148, 23)
		s.mid(58, 37, plain, 12.5, "Số: "+f.number+"/KH-THCS")
		s.mid(148, 40, slanted, 13, f.place+", "+f.day())
		s.mid(106, 56, bold, 14, "KẾ HOẠCH")
		for i, l := range halves(f.Subject) {
			s.mid(106, 62.5+float64(i)*6.5, bold, 14, l)
		}
		s.body(f.r, 86, 4)
		s.foot(s.y+7, f, "HIỆU TRƯỞNG")
	}},
	{"công văn của sở", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "cong-van", "SNV-CCHC", "SỞ NỘI VỤ", upperFirst(f.Subject)
		s.mid(56, 21, plain, 13, "UBND TỈNH LẠNG SƠN")
		s.mid(56, 27, bold, 13, "SỞ NỘI VỤ")
		s.rule(56, 28.5, 15)
		s.motto(145, 21)
		s.mid(56, 35, plain, 13, "Số: "+f.number+"/SNV-CCHC")
		lines := strings.Fields("V/v " + f.Subject)
		third := (len(lines) + 2) / 3
		for i := 0; i*third < len(lines); i++ {
			s.mid(56, 41+float64(i)*5, slanted, 12, strings.Join(lines[i*third:min(len(lines), (i+1)*third)], " "))
		}
		s.mid(145, 35, slanted, 13, f.place+", "+f.day())
		s.from(65, 66, plain, 14, "Kính gửi:")
		s.from(88, 66, plain, 14, "- Ủy ban nhân dân các xã, phường;")
		s.from(88, 72, plain, 14, "- Các cơ quan chuyên môn thuộc tỉnh.")
		s.body(f.r, 84, 4)
		s.foot(s.y+7, f, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
	}},
	{"quyết định về việc", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "quyet-dinh", "QĐ-CT", "Ủy ban nhân dân phường "+f.place, "Về việc "+f.Subject
		s.mid(60, 26, bold, 13, "ỦY BAN NHÂN DÂN")
		s.mid(60, 32, bold, 13, "PHƯỜNG "+f.upper())
		s.motto(147, 26)
		s.mid(60, 43, plain, 13.5, "Số: "+f.number+" /QĐ-CT")
		s.mid(147, 43, slanted, 13.5, f.place+", "+f.day())
		s.mid(60, 53, bold, 12, "BẢN SAO")
		s.mid(110, 62, bold, 16, "QUYẾT ĐỊNH")
		for i, l := range halves(f.Subject) {
			s.mid(110, 69+float64(i)*6, bold, 13, l)
		}
		s.mid(110, 86, bold, 13, "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG "+f.upper())
		s.body(f.r, 98, 3)
		s.foot(s.y+8, f, "CHỦ TỊCH")
	}},
	{"thông báo của công an", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "thong-bao", "TB-CAX", "CÔNG AN XÃ "+f.upper(), "Về việc "+f.Subject
		s.mid(60, 22, plain, 13, "CÔNG AN TỈNH LẠNG SƠN")
		s.mid(60, 28, bold, 13, "CÔNG AN XÃ "+f.upper())
		s.rule(60, 29.5, 25)
		s.motto(149, 22)
		s.mid(60, 37, plain, 13, "Số: "+f.number+"/TB-CAX")
		s.mid(149, 37, slanted, 13, f.place+", "+f.day())
		s.mid(108, 52, bold, 14, "THÔNG BÁO")
		for i, l := range halves(f.Subject) {
			s.mid(108, 58+float64(i)*6, bold, 14, l)
		}
		s.rule(108, 66, 30)
		s.body(f.r, 78, 4)
		s.foot(s.y+6, f, "TRƯỞNG CÔNG AN XÃ")
	}},
	{"chỉ thị", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "chi-thi", "CT-UBND", "Ủy ban nhân dân tỉnh "+f.place, "Về việc "+f.Subject
		s.mid(55, 20, bold, 13, "ỦY BAN NHÂN DÂN")
		s.mid(55, 26, bold, 13, "TỈNH "+f.upper())
		s.rule(55, 27.5, 18)
		s.motto(140, 20)
		s.mid(55, 35, plain, 13, "Số: "+f.number+"/CT-UBND")
		s.mid(140, 35, slanted, 13, f.place+", "+f.day())
		s.mid(105, 50, bold, 14, "CHỈ THỊ")
		for i, l := range halves(f.Subject) {
			s.mid(105, 56+float64(i)*6, bold, 14, l)
		}
		s.rule(105, 64, 45)
		s.body(f.r, 76, 5)
		s.foot(s.y+6, f, "CHỦ TỊCH")
	}},
	{"giấy giới thiệu", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "giay-gioi-thieu", "GGT-VP", "HỘI NÔNG DÂN XÃ "+f.upper(), ""
		s.mid(62, 28, plain, 13, "HỘI NÔNG DÂN TỈNH")
		s.mid(62, 34, bold, 13, "HỘI NÔNG DÂN XÃ "+f.upper())
		s.motto(148, 28)
		s.mid(62, 44, plain, 13, "Số: "+f.number+"/GGT-VP")
		s.mid(148, 44, slanted, 13, f.place+", "+f.day())
		s.mid(108, 64, bold, 16, "GIẤY GIỚI THIỆU")
		s.y = 84
		s.para(plain, 14, "Hội Nông dân xã "+f.place+" trân trọng giới thiệu ông Bùi Văn Tám, cán bộ Hội, được cử đến cơ quan để liên hệ công tác.")
		s.para(plain, 14, "Giấy này có giá trị đến hết ngày 31 tháng 12 năm 2026.")
		s.foot(s.y+12, f, "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")
	}},
	{"tờ trình của ban", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "to-trinh", "TTr-BQL", "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "Về việc "+f.Subject
		s.mid(58, 21, plain, 12, "UBND XÃ "+f.upper())
		s.mid(58, 26.5, bold, 12, "BAN QUẢN LÝ DỰ ÁN")
		s.mid(58, 31.5, bold, 12, "ĐẦU TƯ XÂY DỰNG")
		s.rule(58, 33, 20)
		s.motto(147, 21)
		s.mid(58, 41, plain, 13, "Số: "+f.number+"/TTr-BQL")
		s.mid(147, 41, slanted, 13, f.place+", "+f.day())
		s.mid(106, 57, bold, 14, "TỜ TRÌNH")
		for i, l := range halves(f.Subject) {
			s.mid(106, 63+float64(i)*6, bold, 14, l)
		}
		s.mid(106, 82, plain, 14, "Kính gửi: Chủ tịch Ủy ban nhân dân xã "+f.place)
		s.body(f.r, 94, 3)
		s.foot(s.y+8, f, "GIÁM ĐỐC")
	}},
	{"báo cáo của thanh tra", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "bao-cao", "BC-TTr", "THANH TRA TỈNH", "Kết quả thanh tra việc "+f.Subject
		s.mid(60, 24, plain, 13, "UBND TỈNH "+f.upper())
		s.mid(60, 30, bold, 13, "THANH TRA TỈNH")
		s.motto(146, 24)
		s.mid(60, 40, plain, 13, "Số: "+f.number+"/BC-TTr")
		s.mid(146, 40, slanted, 13, f.place+", "+f.day())
		s.mid(60, 50, bold, 13, "KHẨN")
		s.mid(108, 58, bold, 14, "BÁO CÁO")
		for i, l := range halves(f.Subject) {
			s.mid(108, 64+float64(i)*6, bold, 14, l)
		}
		s.rule(108, 72, 30)
		s.body(f.r, 84, 4)
		s.foot(s.y+6, f, "KT. CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA")
	}},
}
