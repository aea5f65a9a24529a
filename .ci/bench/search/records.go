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
	issuers = []string{"Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Ủy ban nhân dân tỉnh Mẫu", "Hội đồng nhân dân tỉnh Mẫu", "Thuế cơ sở Mẫu Sơn", "Công an xã Mẫu Sơn", "Sở Nông nghiệp và Môi trường"}
	symbols = []string{"QĐ-UBND", "NQ-HĐND", "TB-UBND", "BC-UBND", "KH-UBND", "TTr-UBND", "GM-UBND", "UBND-VP"}
	types   = []string{"quyet-dinh", "nghi-quyet", "thong-bao", "bao-cao", "ke-hoach", "to-trinh", "giay-moi", "cong-van"}
)

// Rare words are made of how syllables begin and how they end.
var (
	onsets = strings.Fields(`b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x`)
	rimes  = strings.Fields(`an áng anh ào ạy ăm ăng âm ân âu em eng eo ên êu iên im inh iu oan oang oi om ong ôi ông ơi ơm ui un ung uôn uôi ưa ưng ươi ương`)
)

// rare is a syllable, with a few letters of a name behind half of them: some stand on many pages
// and most on few.
func (b *bench) rare() string {
	said := onsets[b.r.IntN(len(onsets))] + rimes[min(b.r.IntN(len(rimes)), b.r.IntN(len(rimes)))]
	if b.r.IntN(2) == 0 {
		said += fmt.Sprint(b.r.IntN(1000))
	}
	return said
}

func (b *bench) of(words []string) string { return words[b.r.IntN(len(words))] }

func (b *bench) subject() string {
	words := []string{"Về việc"}
	for range 6 + b.r.IntN(10) {
		words = append(words, b.of(syllables))
	}
	return strings.Join(append(words, "cho ông", b.of(people), b.of(people), b.of(people)), " ")
}

// document is one as a commune office has them by the thousand, half of which came in.
func (b *bench) document(n int) office.Registered {
	kind, day := b.r.IntN(len(symbols)), time.Date(2021, 1, 1+b.r.IntN(2100), 9, 0, 0, 0, office.VietNam)
	r := office.Registered{
		Flow: office.FlowOut, Entered: day.Format(time.DateOnly), Signer: strings.Join([]string{b.of(people), b.of(people), b.of(people)}, " "), Year: day.Year(), Number: n, State: office.RegisteredStands,
		Document: office.Document{Type: types[kind], Symbol: symbols[kind], Subject: b.subject(), Issued: day.Format(time.DateOnly), Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Secrecy: office.Ordinary},
	}
	if b.r.IntN(2) == 0 {
		r.Flow, r.Document.Number, r.Document.Issuer = office.FlowIn, fmt.Sprint(1+b.r.IntN(2000)), b.of(issuers)
	}
	r.Series = fmt.Sprintf("%s/%d/%s", r.Flow, r.Year, r.Document.Type)
	return r
}

// conversion is a finished one whose pages are read.
func (b *bench) conversion(n int) office.Conversion {
	day := time.Date(2021, 1, 1+b.r.IntN(2100), 9, 0, 0, 0, office.VietNam)
	return office.Conversion{
		Direction: office.PaperToData, State: office.Finished, Code: office.NewLookupCode(), Form: office.Plain, PDF: office.DigestOf(fmt.Append(nil, n)),
		Document: office.Document{Type: "cong-van", Number: fmt.Sprint(1 + n), Symbol: "UBND-VP", Subject: b.subject(), Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Issued: day.Format(time.DateOnly), Secrecy: office.Ordinary},
		Clerk:    office.Clerk{Name: "Nguyễn Văn Mẫu"}, Begun: day, Finished: day.Add(10 * time.Minute),
	}
}
