package heading

// freshWords are other words than those by which this room was built, places among them that are
// communes no more.
var freshWords = &vocabulary{
	places:   []string{"Bó Lù", "Đạ Tẻh", "Hòa Tịnh", "Kỳ Lừa", "Cẩm Thượng", "Tả Giàng Phìn", "Nghĩa Lộ", "Phổ Thạnh", "Mường Khương", "Trà Bồng", "Chư Jôr", "Thạnh Mỹ Tây"},
	givens:   []string{"Trọng Nhân", "Bảo Ngọc", "Phúc Hậu", "Thị Lụa", "Đình Chiến", "Mạnh Cường", "Thu Hằng", "Tấn Lộc", "Minh Triết", "Thị Sáu", "Gia Huy", "Văn Đảm"},
	families: []string{"Phan", "Ngô Thị", "Đoàn", "Trương Quang", "Mai", "Lý", "Lương Văn", "Chu Thị", "Tạ", "Cao Bá", "Quách", "Tống"},
	matters: []string{"thành lập Ban vận động quyên góp xây dựng nhà tình nghĩa", "xếp lương đối với viên chức trúng tuyển năm học 2025 - 2026", "báo cáo số liệu thống kê đất đai định kỳ",
		"nghỉ lễ Quốc khánh 2/9 và trực bảo vệ trụ sở", "đôn đốc nộp thuế sử dụng đất phi nông nghiệp", "mời thẩm định giá tài sản thanh lý", "giải quyết đơn kiến nghị của bà Vi Thị Nguyệt",
		"phòng, chống dịch tả lợn Châu Phi", "lấy ý kiến cử tri về sáp nhập thôn", "bàn giao mặt bằng thi công tuyến kênh mương nội đồng"},
}

// freshLayouts were set after this room was built, out of the forms of Nghị định 30, Phụ lục III
// (mẫu 1.1 to 1.10) and papers that others published, to measure it by, and were measured once
// before anything was changed for them.
var freshLayouts = []layout{
	{name: "nghị quyết của mặt trận", words: freshWords, code: "nghi-quyet", title: "NGHỊ QUYẾT", symbol: "NQ-MTTQ-BTT", over: []string{"ỦY BAN MTTQ VIỆT NAM XÃ {XX}"}, issuer: []string{"BAN THƯỜNG TRỰC"}, lead: "Về việc ",
		left: 63, size: 12, post: []string{"TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"}},
	{name: "quyết định, trích yếu hoa", words: freshWords, code: "quyet-dinh", title: "QUYẾT ĐỊNH", symbol: "QĐ-UBND", issuer: []string{"ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "-------"}, called: "Ủy ban nhân dân tỉnh Bắc Giang",
		lead: "Về việc ", capitals: true, lines: 3, unruled: true, whose: []string{"ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"}, opens: []string{"Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003;"},
		post: []string{"TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"}},
	{name: "công điện", words: freshWords, code: "cong-dien", title: "CÔNG ĐIỆN", symbol: "CĐ-UBND", issuer: []string{"ỦY BAN NHÂN DÂN", "XÃ {XX}"}, called: "Ủy ban nhân dân xã {X}", lead: "Về việc ", marks: []string{"HỎA TỐC"}, top: 19,
		to: []string{"CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ {XX} điện:", "- Trưởng các thôn, bản;"}, post: []string{"CHỦ TỊCH"}},
	{name: "giấy nghỉ phép", words: freshWords, code: "giay-nghi-phep", title: "GIẤY NGHỈ PHÉP", symbol: "GNP-NV", over: []string{"UBND HUYỆN {XX}"}, issuer: []string{"PHÒNG NỘI VỤ"}, matter: "-", size: 13.5, sans: true,
		opens: []string{"Xét Đơn đề nghị nghỉ phép ngày 02 tháng 7 năm 2024 của ông Hà Công Đức, Phòng Nội vụ cấp cho ông nghỉ phép năm 2024 trong 05 ngày."}, post: []string{"KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"}},
	{name: "phiếu chuyển", words: freshWords, code: "phieu-chuyen", title: "PHIẾU CHUYỂN", symbol: "PC-TTr", number: "Số:  %s /%s", over: []string{"UBND TỈNH ĐỒNG THÁP"}, issuer: []string{"THANH TRA TỈNH"}, lead: "Về việc ", lines: 1, right: 142,
		to: []string{"Kính gửi: Chủ tịch Ủy ban nhân dân xã {X}"}, post: []string{"TL. CHÁNH THANH TRA", "CHÁNH VĂN PHÒNG"}},
	{name: "công văn của phòng", words: freshWords, code: "cong-van", symbol: "KTHTĐT", over: []string{"UBND PHƯỜNG {XX}"}, issuer: []string{"PHÒNG KINH TẾ,", "HẠ TẦNG VÀ ĐÔ THỊ"}, lines: 3, lower: 4,
		to: []string{"Kính gửi: Các hộ gia đình, cá nhân trên địa bàn phường."}, post: []string{"TRƯỞNG PHÒNG"}},
	{name: "báo cáo của bệnh viện", words: freshWords, code: "bao-cao", title: "BÁO CÁO", symbol: "BC-BVĐK", over: []string{"SỞ Y TẾ LÂM ĐỒNG"}, issuer: []string{"BỆNH VIỆN ĐA KHOA {XX}"}, lead: "Tình hình ", behind: " quý II năm 2026", top: 25, size: 12.5,
		post: []string{"GIÁM ĐỐC"}, ranked: "BSCKII."},
	{name: "thông báo của tòa án", words: freshWords, code: "thong-bao", title: "THÔNG BÁO", symbol: "TB-TA", over: []string{"TÒA ÁN NHÂN DÂN TỈNH"}, issuer: []string{"TÒA ÁN NHÂN DÂN", "KHU VỰC 3 - {XX}"}, lead: "Về việc ", lower: 8, middle: 104,
		post: []string{"KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN"}},
}

// latestWords are others again.
var latestWords = &vocabulary{
	places:   []string{"Kỳ Anh", "Tân Hiệp B", "Lũng Vân", "Đắk Wil", "Phước Lại", "Hưng Yên Nam", "Xuân Lẹ", "Vĩnh Châu", "Bản Khoang", "Hải Lựu", "Tịnh Ấn Tây", "Thới Bình"},
	givens:   []string{"Viết Thắng", "Ngọc Diễm", "Đăng Khoa", "Thị Nhàn", "Công Sơn", "Hoài Nam", "Tuyết Mai", "Văn Bình", "Thị Hạnh", "Quang Vinh", "Thế Anh", "Thị Út"},
	families: []string{"Nguyễn Thị", "Võ Văn", "Dương", "Lại Thế", "Hồ Sỹ", "Lò Văn", "Giàng A", "Trần", "Đặng Hữu", "Thạch", "Vương", "Bùi Thị"},
	matters: []string{"tổ chức huấn luyện dân quân tự vệ năm thứ nhất", "tạm ngừng cấp nước để sửa chữa đường ống chính", "xin chủ trương sửa chữa dãy phòng học cấp 4", "kiểm tra, truy quét khai thác lâm sản trái phép",
		"thẩm tra dự thảo nghị quyết về phân bổ ngân sách", "tuyển sinh lớp 1 năm học 2026 - 2027", "chi trả chế độ đối với người hoạt động không chuyên trách", "cấp đổi giấy chứng nhận quyền sử dụng đất ở",
		"ứng phó với mưa lũ, sạt lở đất sau hoàn lưu bão", "thăm hỏi, tặng quà thương binh dịp 27/7"},
}

// latestLayouts were set after what freshLayouts taught, and measured once.
var latestLayouts = []layout{
	{name: "giấy giới thiệu của cựu chiến binh", words: latestWords, code: "giay-gioi-thieu", title: "GIẤY GIỚI THIỆU", symbol: "GGT-CCB", over: []string{"HỘI CỰU CHIẾN BINH TỈNH"}, issuer: []string{"HỘI CỰU CHIẾN BINH XÃ {XX}"}, matter: "-",
		left: 62, size: 12, opens: []string{"Hội Cựu chiến binh xã trân trọng giới thiệu ông Lò Văn Ín, Ủy viên Ban Chấp hành, đến liên hệ công tác tại quý cơ quan."}, post: []string{"T.M BAN CHẤP HÀNH", "CHỦ TỊCH"}},
	{name: "tờ trình của trường", words: latestWords, code: "to-trinh", title: "TỜ TRÌNH", symbol: "TTr-TH", number: "Số %s/%s", over: []string{"UBND XÃ {XX}"}, issuer: []string{"TRƯỜNG TIỂU HỌC {XX}"}, lead: "V/v ", top: 27,
		to: []string{"Kính gửi: Ủy ban nhân dân xã {X}."}, unruled: true, post: []string{"HIỆU TRƯỞNG"}, ranked: "ThS."},
	{name: "thông báo cấp nước", words: latestWords, code: "thong-bao", title: "THÔNG BÁO", symbol: "TB-CN", over: []string{"CÔNG TY CỔ PHẦN CẤP NƯỚC TỈNH"}, issuer: []string{"CHI NHÁNH CẤP NƯỚC {XX}"}, called: "CHI NHÁNH CẤP NƯỚC {XX}", lead: "Về việc ", left: 60, size: 11.5, sans: true,
		to: []string{"Kính gửi: Quý khách hàng"}, post: []string{"GIÁM ĐỐC"}},
	{name: "kế hoạch quân sự", words: latestWords, code: "ke-hoach", title: "KẾ HOẠCH", symbol: "KH-BCHQS", over: []string{"BAN CHỈ HUY QUÂN SỰ TỈNH"}, issuer: []string{"BAN CHỈ HUY QUÂN SỰ XÃ", "{XX}"}, lines: 3, lower: 5, marks: []string{"MẬT"},
		post: []string{"CHỈ HUY TRƯỞNG"}, ranked: "Thiếu tá"},
	{name: "công văn của hạt kiểm lâm", words: latestWords, code: "cong-van", symbol: "HKL-QLBVR", over: []string{"CHI CỤC KIỂM LÂM"}, issuer: []string{"HẠT KIỂM LÂM KHU VỰC {XX}"}, lines: 2, left: 59, right: 150, size: 12.5,
		to: []string{"Kính gửi: Ủy ban nhân dân các xã: {X}, Yên Sơn, Hồng Thái."}, post: []string{"HẠT TRƯỞNG"}},
	{name: "giấy mời của ban pháp chế", words: latestWords, code: "giay-moi", title: "GIẤY MỜI", symbol: "GM-BPC", over: []string{"HĐND XÃ {XX}"}, issuer: []string{"BAN PHÁP CHẾ"}, lead: "Họp ", top: 20, middle: 110, post: []string{"TRƯỞNG BAN"}},
	{name: "giấy ủy quyền", words: latestWords, code: "giay-uy-quyen", title: "GIẤY ỦY QUYỀN", symbol: "GUQ-UBND", issuer: []string{"ỦY BAN NHÂN DÂN", "PHƯỜNG {XX}"}, called: "Ủy ban nhân dân phường {X}", matter: "-", footDay: true, unruled: true,
		opens: []string{"Căn cứ Luật Tổ chức chính quyền địa phương năm 2025, Chủ tịch Ủy ban nhân dân phường ủy quyền cho ông Hồ Sỹ Tân ký chứng thực bản sao từ bản chính."}, post: []string{"CHỦ TỊCH"}},
	{name: "nghị quyết của tỉnh", words: latestWords, code: "nghi-quyet", title: "NGHỊ QUYẾT", symbol: "NQ-HĐND", number: "Số:   %s/%s", issuer: []string{"HỘI ĐỒNG NHÂN DÂN", "TỈNH QUẢNG NGÃI"}, called: "Hội đồng nhân dân tỉnh Quảng Ngãi", lead: "Về ", lines: 4, top: 18,
		whose: []string{"HỘI ĐỒNG NHÂN DÂN TỈNH QUẢNG NGÃI", "KHÓA XIII KỲ HỌP THỨ 7"}, post: []string{"CHỦ TỊCH"}},
}
