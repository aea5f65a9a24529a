package main

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
)

var (
	syllables = strings.Fields(`việc cấp đất nhà ở xây dựng giấy chứng nhận quyền sử dụng hộ gia đình cá nhân tổ chức phê duyệt
		kế hoạch vốn đầu tư công trình đường giao thông nông thôn mới trường học trạm y tế thành lập ban chỉ đạo kiện toàn hội đồng
		khen thưởng kỷ luật bổ nhiệm miễn nhiệm nâng lương nghỉ hưu trợ cấp xã hội người cao tuổi khuyết tật bảo trợ trẻ em hộ nghèo
		phòng chống dịch bệnh gia súc gia cầm cháy rừng thiên tai lũ lụt hạn hán thủy lợi mương tưới tiêu ruộng lúa điều chỉnh quy hoạch
		khu dân cư tái định cư thu hồi bồi thường hỗ trợ giải phóng mặt bằng đấu giá cho thuê hợp đồng kinh doanh đăng ký khai sinh`)
	people = strings.Fields(`Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Bình Chi Dũng Đức Giang Hà Hải
		Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai Minh Nam Nga Ngọc Phong Phúc Phương Quân Quang Sơn Tâm Thảo Thành Uyên`)
	symbols = []string{"QĐ-UBND", "NQ-HĐND", "TB-UBND", "BC-UBND", "KH-UBND", "TTr-UBND", "GM-UBND", "CV-VP"}
	types   = []string{"quyet-dinh", "nghi-quyet", "thong-bao", "bao-cao", "ke-hoach", "to-trinh", "giay-moi", "cong-van"}
)

func (s *sitting) of(words []string) string { return words[s.r.IntN(len(words))] }

func (s *sitting) person() string { return s.of(people) + " " + s.of(people) + " " + s.of(people) }

func (s *sitting) subject() string {
	words := []string{"Về việc"}
	for range 6 + s.r.IntN(10) {
		words = append(words, s.of(syllables))
	}
	return strings.Join(append(words, "cho ông", s.person()), " ")
}

// likely is a finished conversion as a commune office has them by the thousand.
func (s *sitting) likely(pages int) office.Conversion {
	kind, day := s.r.IntN(len(symbols)), time.Date(2021, 1, 1+s.r.IntN(2100), 9, 0, 0, 0, office.VietNam)
	c := office.Conversion{
		Direction: office.PaperToData, State: office.Finished, Code: office.NewLookupCode(), Form: office.Plain,
		Document: office.Document{
			Type: types[kind], Number: fmt.Sprint(1 + s.r.IntN(2000)), Symbol: symbols[kind], Subject: s.subject(),
			Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Issued: day.Format(time.DateOnly), Secrecy: office.Ordinary,
		},
		Clerk: office.Clerk{Name: s.person()}, Begun: day, Finished: day.Add(10 * time.Minute),
	}
	for i := range pages {
		c.Pages = append(c.Pages, office.Page{
			ID: office.NewID(c.Begun), Name: fmt.Sprintf("trang %d.jpg", i+1), Media: office.JPEG,
			Capture: office.DigestOf(fmt.Append(nil, c.Code, i)), Width: 1654, Height: 2339, DPIX: 200, DPIY: 200, Orientation: 1,
		})
	}
	c.PDF = office.DigestOf(fmt.Append(nil, c.Code))
	return c
}

// draft is one that is not finished.
func (s *sitting) draft(pages int) office.Conversion {
	c := s.likely(pages)
	c.State, c.Finished, c.Code, c.PDF = office.Draft, time.Time{}, "", ""
	return c
}

func (s *sitting) many(n int) []office.Conversion {
	all := make([]office.Conversion, n)
	for i := range all {
		all[i] = s.likely(1)
	}
	return all
}
