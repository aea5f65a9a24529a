package heading

import "testing"

// TestNamesHaveTheAccentsOfTheirUsualWords spells names that a machine read with other accents.
func TestNamesHaveTheAccentsOfTheirUsualWords(t *testing.T) {
	for read, want := range map[string]string{
		"ÚY BAN NHÂN DÂN XÃ SÚNG MÁNG":         "Ủy ban nhân dân xã Sủng Máng",
		"ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN":        "Ủy ban nhân dân tỉnh Lạng Sơn",
		"HỘI ĐỒNG THỊ ĐUA KHEN THƯỞNG":         "HỘI ĐỒNG THI ĐUA KHEN THƯỞNG",
		"TRƯƠNG THCS PO LY NGÀI":               "TRƯỜNG THCS PỜ LY NGÀI",
		"PHONG VĂN HOÁ - XÃ HỘI":               "PHÒNG VĂN HÓA - XÃ HỘI",
		"PHONG KINH TE, HẠ TÂNG VÀ ĐÔ THỊ":     "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ",
		"TOA AN NHAN DAN KHU VỰC 3 - TRA BÔNG": "TÒA ÁN NHÂN DÂN KHU VỰC 3 - TRÀ BỒNG",
		"ỦY BAN NHÂN DÂN XÃ PHƯƠNG DỰC":        "Ủy ban nhân dân xã Phượng Dực",
		"BẢO HIỂM XÃ HỘI HUYỆN":                "BẢO HIỂM XÃ HỘI HUYỆN",
		"CÔNG AN XÃ NÀ MIU":                    "CÔNG AN XÃ NÀ MIU",              // a place of which nothing is known
		"ỦY BAN NHÂN DÂN PHƯỜNG YÊN BAI":       "Ủy ban nhân dân phường Yên Bai", // Yên Bái and Yên Bài have these letters
		"BAN QUẢN LÝ CHỢ XÃ":                   "BAN QUẢN LÝ CHỢ XÃ",
	} {
		if got, asRead := new(reader).written(read, true); got != want || asRead != alike(read, want) {
			t.Errorf("%s: %q (as read: %v), not %q", read, got, asRead, want)
		}
	}
	if got, asRead := new(reader).written("HỘI ĐỒNG THỊ ĐUA", false); got != "HỘI ĐỒNG THỊ ĐUA" || !asRead {
		t.Errorf("what was read surely is spelt %q, as read: %v", got, asRead)
	}
	r := reader{known: []string{"Ủy ban nhân dân xã Mẫu Sơn"}}
	if got, asRead := r.written("ỦY BAN NHÂN DÂN XÃ MÃU SƠN", true); got != r.known[0] || asRead {
		t.Errorf("of a name that is known: %q, as read: %v", got, asRead)
	}
	if got, asRead := r.written("ỦY BAN NHÂN DÂN XÃ MẪU SƠN", true); got != r.known[0] || !asRead {
		t.Errorf("a name that is known: %q, as read: %v", got, asRead)
	}
}

// TestAPlaceKeepsTheSpellingOfItsPaper has places whose tone stands over either vowel.
func TestAPlaceKeepsTheSpellingOfItsPaper(t *testing.T) {
	for read, want := range map[string]string{"Thuận Hòa": "Thuận Hòa", "Thuận Hoà": "Thuận Hoà", "Sung Máng": "Sủng Máng", "Yên Bai": "Yên Bai", "Nấm Dần": "Nấm Dẩn", "Cổ Đó": "Cổ Đô", "Nà Mìu": "Nà Mìu", "": ""} {
		if got := placed(read); got != want {
			t.Errorf("%q: %q, not %q", read, got, want)
		}
	}
}
