package heading

import (
	"fmt"
	"image"
	"image/draw"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"tram/local/office"
)

// Papers are set as offices set them, with what the decree leaves to them and what they do
// otherwise. Each seed fills a layout with other names, numbers, days and words.

const (
	setDPI = 300
	plain  = iota
	bold
	slanted
)

// sheet is an A4 page that is set, lengths in millimetres.
type sheet struct {
	*image.Gray
	t testing.TB
	y float64 // where the next line of text stands
}

func newSheet(t testing.TB) *sheet {
	s := &sheet{Gray: image.NewGray(image.Rect(0, 0, 2480, 3508)), t: t, y: 20}
	draw.Draw(s, s.Rect, image.White, image.Point{}, draw.Src)
	return s
}

var faces sync.Map // of opentype.Font and size; a face serves one goroutine, so they are made anew

func face(t testing.TB, style int, size float64) font.Face {
	data := map[int][]byte{plain: liberationserifregular.TTF, bold: liberationserifbold.TTF, slanted: liberationserifitalic.TTF}[style]
	parsed, known := faces.Load(style)
	if !known {
		f, err := opentype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		parsed, _ = faces.LoadOrStore(style, f)
	}
	f, err := opentype.NewFace(parsed.(*opentype.Font), &opentype.FaceOptions{Size: size, DPI: setDPI})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func px(mm float64) int { return int(mm / 25.4 * setDPI) }

// mid sets a line about the middle x.
func (s *sheet) mid(x, y float64, style int, size float64, text string) {
	d := font.Drawer{Dst: s, Src: image.Black, Face: face(s.t, style, size)}
	d.Dot = fixed.P(px(x)-d.MeasureString(text).Round()/2, px(y))
	d.DrawString(text)
}

// from sets a line from x on.
func (s *sheet) from(x, y float64, style int, size float64, text string) {
	d := font.Drawer{Dst: s, Src: image.Black, Face: face(s.t, style, size), Dot: fixed.P(px(x), px(y))}
	d.DrawString(text)
}

// rule draws a line about the middle x.
func (s *sheet) rule(x, y, long float64) {
	draw.Draw(s, image.Rect(px(x-long/2), px(y), px(x+long/2), px(y)+3), image.Black, image.Point{}, draw.Src)
}

// para sets a paragraph between the margins, from s.y on.
func (s *sheet) para(style int, size float64, text string) {
	const left, wide, indent = 30, 165, 12
	d := font.Drawer{Face: face(s.t, style, size)}
	line, x := "", float64(left+indent)
	for _, w := range strings.Fields(text) {
		more := strings.TrimSpace(line + " " + w)
		if d.MeasureString(more).Ceil() > px(wide+left-x) {
			s.from(x, s.y, style, size, line)
			s.y, x, more = s.y+size*0.46, left, w
		}
		line = more
	}
	s.from(x, s.y, style, size, line)
	s.y += size*0.46 + 2
}

// body sets so many paragraphs.
func (s *sheet) body(r *rand.Rand, y float64, count int) {
	s.y = y
	for range count {
		s.para(plain, 14, bodies_[r.IntN(len(bodies_))])
	}
}

var bodies_ = []string{
	"Điều 1. Giao Văn phòng Hội đồng nhân dân và Ủy ban nhân dân chủ trì, phối hợp với các đơn vị có liên quan tổ chức triển khai thực hiện nội dung nêu trên, bảo đảm đúng tiến độ và quy định hiện hành.",
	"Điều 2. Kinh phí thực hiện được bố trí từ nguồn ngân sách năm 2026 và các nguồn kinh phí hợp pháp khác theo quy định của pháp luật về ngân sách nhà nước.",
	"Trong thời gian qua, công tác chuyển đổi số trên địa bàn đã đạt được nhiều kết quả quan trọng; tỷ lệ hồ sơ trực tuyến đạt 87,5 %, tăng 12 % so với cùng kỳ năm trước.",
	"Đề nghị các cơ quan, đơn vị, các thôn nghiêm túc tổ chức thực hiện; trong quá trình thực hiện nếu có khó khăn, vướng mắc kịp thời phản ánh để được xem xét, giải quyết.",
	"Thời gian hoàn thành trước ngày 15 tháng 12 năm 2026; báo cáo kết quả thực hiện gửi về bộ phận tổng hợp để theo dõi, đôn đốc.",
}

// filling is what a layout is filled with.
type filling struct {
	office.Heading
	place, number string // as they stand there
	r             *rand.Rand
}

var (
	communes = []string{"Mẫu Sơn", "Hồng Phong", "Tân Thành", "Yên Trạch", "Quảng Lạc", "Đồng Mỏ", "Thụy Hùng", "Bình Khê", "Nghĩa Đô", "Vĩnh Phước", "Lộc Ninh", "Ea Kly"}
	givens   = []string{"Hưởng", "Thắm", "Quyết", "Ngọc Ánh", "Mỹ Duyên", "Đức Thuận", "Văn Khoẻ", "Thị Xuyến", "Hữu Nghĩa", "Thùy Dương", "Quốc Việt", "Bích Phượng"}
	families = []string{"Nguyễn", "Trần Văn", "Lê Thị", "Phạm", "Hoàng Minh", "Lường Thị", "Đỗ", "Vũ Đình", "Nông", "Bế", "Võ Thành", "Đặng"}
	matters  = []string{
		"kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã", "tăng cường công tác phòng cháy, chữa cháy mùa hanh khô", "phê duyệt kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026",
		"tiếp nhận, giải quyết hồ sơ trực tuyến đối với thủ tục hành chính", "triển khai kế hoạch trồng rừng và chăm sóc cây phân tán", "bổ nhiệm lại chức danh kế toán trưởng đơn vị sự nghiệp",
		"thu hồi đất để xây dựng đường giao thông liên thôn", "tổ chức Ngày hội đại đoàn kết toàn dân tộc", "công khai dự toán ngân sách quý III",
	}
)

func pick(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// filled draws what a layout is filled with.
func filled(seed uint64) *filling {
	r := rand.New(rand.NewPCG(seed, 99))
	f := &filling{r: r, place: pick(r, communes), number: fmt.Sprint(1 + r.IntN(2400))}
	if len(f.number) == 1 {
		f.number = "0" + f.number
	}
	f.Number, f.Place = f.number, f.place
	f.Issued = fmt.Sprintf("%d-%02d-%02d", 2023+r.IntN(4), 1+r.IntN(12), 1+r.IntN(28))
	f.Signer = pick(r, families) + " " + pick(r, givens)
	f.Subject = pick(r, matters)
	return f
}

// day is the day in words, as it stands beside the place.
func (f *filling) day() string {
	var y, m, d int
	fmt.Sscanf(f.Issued, "%d-%d-%d", &y, &m, &d)
	month := fmt.Sprint(m)
	if m < 3 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", d, month, y)
}

// halves parts words into two lines of nearly the same length.
func halves(s string) [2]string {
	words := strings.Fields(s)
	at := (len(words) + 1) / 2
	return [2]string{strings.Join(words[:at], " "), strings.Join(words[at:], " ")}
}

// motto sets the motto on the right.
func (s *sheet) motto(x, y float64) {
	s.mid(x, y, bold, 12.5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	s.mid(x, y+6, bold, 13.5, "Độc lập - Tự do - Hạnh phúc")
	s.rule(x, y+7.5, 55)
}

// foot sets whom a paper goes to, and who signs it.
func (s *sheet) foot(y float64, f *filling, post ...string) {
	s.from(30, y, bold, 12, "Nơi nhận:")
	for i, l := range []string{"- Như Điều 3;", "- TT. Đảng ủy, HĐND xã;", "- Lưu: VT, VP."} {
		s.from(30, y+5+float64(i)*4.6, plain, 11, l)
	}
	for i, l := range post {
		s.mid(150, y+float64(i)*6, bold, 13.5, l)
	}
	s.mid(150, y+float64(len(post))*6+27, bold, 14, f.Signer)
	f.Post = post[len(post)-1]
}

// layout sets one paper. It fills in what stands there.
type layout struct {
	name string
	set  func(s *sheet, f *filling)
}

func (f *filling) upper() string { return strings.ToUpper(f.place) }

// layouts are those by which this room was built.
var layouts = []layout{
	{"quyết định", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "quyet-dinh", "QĐ-UBND", "Ủy ban nhân dân xã "+f.place, "Về việc "+f.Subject
		s.mid(62, 22, bold, 13, "ỦY BAN NHÂN DÂN")
		s.mid(62, 28, bold, 13, "XÃ "+f.upper())
		s.rule(62, 29.5, 20)
		s.motto(143, 22)
		s.mid(62, 38, plain, 13, "Số: "+f.number+"/QĐ-UBND")
		s.mid(143, 38, slanted, 13.5, f.place+", "+f.day())
		s.mid(108, 54, bold, 14, "QUYẾT ĐỊNH")
		for i, l := range halves(f.Subject) {
			s.mid(108, 60+float64(i)*6, bold, 14, l)
		}
		s.rule(108, 68, 40)
		s.mid(108, 79, bold, 14, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ "+f.upper())
		s.y = 88
		s.para(slanted, 14, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;")
		s.para(slanted, 14, "Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân.")
		s.mid(108, s.y+4, bold, 14, "QUYẾT ĐỊNH:")
		s.body(f.r, s.y+14, 3)
		s.foot(s.y+8, f, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
	}},
	{"công văn", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "cong-van", "UBND-VP", "Ủy ban nhân dân xã "+f.place, upperFirst(f.Subject)
		s.mid(62, 20, plain, 13, "ỦY BAN NHÂN DÂN")
		s.mid(62, 25.5, bold, 13, "XÃ "+f.upper())
		s.rule(62, 27, 22)
		s.motto(145, 20)
		s.mid(62, 34, plain, 13, "Số: "+f.number+"/UBND-VP")
		lines := halves("V/v " + f.Subject)
		s.mid(62, 40, plain, 12, lines[0])
		s.mid(62, 45, plain, 12, lines[1])
		s.mid(145, 36, slanted, 14, f.place+", "+f.day())
		s.mid(108, 62, plain, 14, "Kính gửi: Các phòng chuyên môn, Trưởng các thôn.")
		s.body(f.r, 74, 4)
		s.foot(s.y+6, f, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
	}},
	{"thông báo hỏa tốc", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "thong-bao", "TB-VP", "", "Kết luận của Chủ tịch Ủy ban nhân dân xã tại cuộc họp "+f.Subject
		f.Issuer = "VĂN PHÒNG HĐND VÀ UBND"
		s.mid(65, 22, plain, 13, "UBND XÃ "+f.upper())
		s.mid(65, 28, bold, 13, "VĂN PHÒNG HĐND VÀ UBND")
		s.rule(65, 29.5, 25)
		s.motto(147, 22)
		s.mid(65, 38, plain, 13, "Số: "+f.number+" /TB-VP")
		s.mid(147, 38, slanted, 13, f.place+", "+f.day())
		s.mid(55, 50, bold, 14, "HỎA TỐC")
		s.mid(108, 58, bold, 14, "THÔNG BÁO")
		for i, l := range halves(f.Subject) {
			s.mid(108, 64+float64(i)*6, bold, 14, l)
		}
		s.rule(108, 72, 35)
		s.body(f.r, 84, 4)
		s.foot(s.y+6, f, "CHÁNH VĂN PHÒNG")
	}},
	{"tờ trình", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "to-trinh", "TTr-TYT", "TRẠM Y TẾ XÃ "+f.upper(), "Về việc "+f.Subject
		s.mid(60, 24, plain, 13, "TRUNG TÂM Y TẾ KHU VỰC")
		s.mid(60, 30, bold, 13, "TRẠM Y TẾ XÃ "+f.upper())
		s.motto(148, 24)
		s.mid(60, 42, plain, 14, "Số: "+f.number+"/TTr-TYT")
		s.mid(148, 42, slanted, 14, f.place+", "+f.day())
		s.mid(108, 60, bold, 15, "TỜ TRÌNH")
		for i, l := range halves(f.Subject) {
			s.mid(108, 67+float64(i)*6.2, bold, 14, l)
		}
		s.mid(108, 88, plain, 14, "Kính gửi: Ủy ban nhân dân xã "+f.place)
		s.body(f.r, 100, 3)
		s.foot(s.y+8, f, "TRẠM TRƯỞNG")
	}},
	{"báo cáo", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "bao-cao", "BC-UBND", "Ủy ban nhân dân phường "+f.place, "Kết quả "+f.Subject+" 6 tháng đầu năm và nhiệm vụ trọng tâm 6 tháng cuối năm"
		s.mid(58, 21, bold, 13, "ỦY BAN NHÂN DÂN")
		s.mid(58, 27, bold, 13, "PHƯỜNG "+f.upper())
		s.rule(58, 28.5, 18)
		s.motto(146, 21)
		s.mid(58, 36, plain, 13, "Số: "+f.number+"/BC-UBND")
		s.mid(146, 36, slanted, 13, f.place+", "+f.day())
		s.mid(112, 52, bold, 14, "BÁO CÁO")
		lines := halves(f.Subject)
		first := halves(lines[0])
		for i, l := range []string{first[0] + " " + first[1], lines[1]} {
			s.mid(112, 58+float64(i)*5.8, bold, 13, l)
		}
		s.rule(112, 66, 30)
		s.body(f.r, 78, 4)
		s.foot(s.y+6, f, "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
	}},
	{"giấy mời", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "giay-moi", "GM-UBND", "Ủy ban nhân dân xã "+f.place, "Dự hội nghị "+f.Subject
		s.mid(60, 25, plain, 12, "HUYỆN LỘC BÌNH")
		s.mid(60, 31, bold, 12, "ỦY BAN NHÂN DÂN XÃ "+f.upper())
		s.motto(150, 25)
		s.mid(60, 41, plain, 13, "Số: "+f.number+"/GM-UBND")
		s.mid(150, 41, slanted, 13, f.place+", "+f.day())
		s.mid(108, 58, bold, 16, "GIẤY MỜI")
		for i, l := range halves(f.Subject) {
			s.mid(108, 65+float64(i)*6, bold, 14, l)
		}
		s.mid(108, 84, plain, 14, "Kính gửi: ............................................................")
		s.body(f.r, 96, 3)
		s.foot(s.y+8, f, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
	}},
	{"biên bản", func(s *sheet, f *filling) {
		f.Type, f.Number, f.Symbol, f.Issuer, f.Subject = "bien-ban", f.number, "BB-HĐND", "Hội đồng nhân dân xã "+f.place, "Kỳ họp chuyên đề "+f.Subject
		s.mid(62, 22, bold, 13, "HỘI ĐỒNG NHÂN DÂN")
		s.mid(62, 28, bold, 13, "XÃ "+f.upper())
		s.motto(145, 22)
		s.mid(62, 37, plain, 13, "Số: "+f.number+"/BB-HĐND")
		s.mid(145, 37, slanted, 13, f.place+", "+f.day())
		s.mid(108, 53, bold, 14, "BIÊN BẢN")
		for i, l := range halves(f.Subject) {
			s.mid(108, 59+float64(i)*6, bold, 14, l)
		}
		s.y = 78
		s.para(plain, 14, "Thời gian bắt đầu: 8 giờ 00 phút. Địa điểm: Hội trường Ủy ban nhân dân xã "+f.place+".")
		s.body(f.r, s.y, 3)
		s.mid(60, s.y+8, bold, 13, "THƯ KÝ")
		s.mid(60, s.y+40, bold, 14, "Lý Thị Hoa")
		f.Post = "CHỦ TỌA"
		s.mid(150, s.y+8, bold, 13, "CHỦ TỌA")
		s.mid(150, s.y+40, bold, 14, f.Signer)
	}},
	{"hợp đồng", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject, f.Signer, f.Post = "hop-dong", "HĐ-UBND", "", "Về việc "+f.Subject, "", ""
		s.mid(108, 22, bold, 13, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
		s.mid(108, 28, bold, 13, "Độc lập - Tự do - Hạnh phúc")
		s.rule(108, 29.5, 50)
		s.mid(140, 40, slanted, 13, f.place+", "+f.day())
		s.mid(108, 54, bold, 15, "HỢP ĐỒNG")
		s.mid(108, 61, plain, 13, "Số: "+f.number+"/HĐ-UBND")
		for i, l := range halves(f.Subject) {
			s.mid(108, 68+float64(i)*6, bold, 13, l)
		}
		s.body(f.r, 88, 4)
		s.mid(60, s.y+10, bold, 13, "ĐẠI DIỆN BÊN A")
		s.mid(150, s.y+10, bold, 13, "ĐẠI DIỆN BÊN B")
	}},
	{"nghị quyết", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "nghi-quyet", "NQ-HĐND", "Hội đồng nhân dân xã "+f.place, "Về "+f.Subject
		s.mid(60, 22, bold, 13, "HỘI ĐỒNG NHÂN DÂN")
		s.mid(60, 28, bold, 13, "XÃ "+f.upper())
		s.rule(60, 29.5, 20)
		s.motto(146, 22)
		s.mid(60, 39, plain, 13, "Số: "+f.number+"/NQ-HĐND")
		s.mid(146, 39, slanted, 13, f.place+", "+f.day())
		s.mid(108, 55, bold, 14, "NGHỊ QUYẾT")
		s.mid(108, 61, bold, 14, f.Subject)
		s.rule(108, 63, 30)
		s.mid(108, 74, bold, 14, "HỘI ĐỒNG NHÂN DÂN XÃ "+f.upper())
		s.mid(108, 80, bold, 14, "KHÓA XXI, KỲ HỌP THỨ BA")
		s.body(f.r, 92, 3)
		s.foot(s.y+8, f, "CHỦ TỊCH")
	}},
	{"giấy chứng nhận", func(s *sheet, f *filling) {
		f.Type, f.Symbol, f.Issuer, f.Subject = "giay-chung-nhan", "GCN-UBND", "Ủy ban nhân dân xã "+f.place, ""
		s.mid(62, 30, bold, 13, "ỦY BAN NHÂN DÂN")
		s.mid(62, 36, bold, 13, "XÃ "+f.upper())
		s.motto(143, 30)
		s.mid(62, 46, plain, 13, "Số: "+f.number+"/GCN-UBND")
		s.mid(108, 70, bold, 22, "GIẤY CHỨNG NHẬN")
		s.mid(108, 90, bold, 14, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ "+f.upper())
		s.mid(108, 102, plain, 14, "Chứng nhận gia đình ông Hoàng Văn Páo, thôn Nà Mìu")
		s.mid(108, 112, plain, 14, "Đạt danh hiệu “Gia đình văn hóa” năm 2025")
		s.mid(150, 140, slanted, 14, f.place+", "+f.day())
		s.mid(150, 147, bold, 14, "CHỦ TỊCH")
		s.mid(150, 180, bold, 14, f.Signer)
		f.Post = "CHỦ TỊCH"
	}},
}
