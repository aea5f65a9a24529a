package heading

import (
	"fmt"
	"image"
	"image/draw"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"tram/local/office"
)

// Papers are set as offices set them, with what the decree leaves to them and what they do
// otherwise. A layout says what stands where; each seed fills it with other names, numbers, days
// and words, and sets it by some millimetres elsewhere and somewhat larger or smaller.

const setDPI = 300

// style is that of letters.
type style int

const (
	plain style = iota
	bold
	slanted
	styles
)

// families_ are the letters of offices, with serifs and without.
var families_ = [...][styles][]byte{
	{liberationserifregular.TTF, liberationserifbold.TTF, liberationserifitalic.TTF},
	{liberationsansregular.TTF, liberationsansbold.TTF, liberationsansitalic.TTF},
}

// sheet is an A4 page that is set, lengths in millimetres.
type sheet struct {
	*image.Gray
	t      testing.TB
	family int
	grown  float64 // times the size of its letters
	y      float64 // where the next line of text stands
}

func newSheet(t testing.TB) *sheet {
	s := &sheet{Gray: image.NewGray(image.Rect(0, 0, 2480, 3508)), t: t, grown: 1}
	draw.Draw(s, s.Rect, image.White, image.Point{}, draw.Src)
	return s
}

var parsed sync.Map // fonts, by the first of their bytes; a face serves one goroutine, so they are made anew

func (s *sheet) face(is style, size float64) font.Face {
	data := families_[s.family][is]
	known, found := parsed.Load(&data[0])
	if !found {
		f, err := opentype.Parse(data)
		if err != nil {
			s.t.Fatal(err)
		}
		known, _ = parsed.LoadOrStore(&data[0], f)
	}
	f, err := opentype.NewFace(known.(*opentype.Font), &opentype.FaceOptions{Size: size * s.grown, DPI: setDPI})
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

func px(mm float64) int { return int(mm / 25.4 * setDPI) }

// mid sets a line about the middle x.
func (s *sheet) mid(x, y float64, is style, size float64, text string) {
	d := font.Drawer{Dst: s, Src: image.Black, Face: s.face(is, size)}
	d.Dot = fixed.P(px(x)-d.MeasureString(text).Round()/2, px(y))
	d.DrawString(text)
}

// from sets a line from x on.
func (s *sheet) from(x, y float64, is style, size float64, text string) {
	d := font.Drawer{Dst: s, Src: image.Black, Face: s.face(is, size), Dot: fixed.P(px(x), px(y))}
	d.DrawString(text)
}

// stack sets lines about the middle x, one below the other from y on, and gives where the next
// would stand.
func (s *sheet) stack(x, y, apart float64, is style, size float64, lines ...string) float64 {
	for _, l := range lines {
		s.mid(x, y, is, size, l)
		y += apart
	}
	return y
}

// rule draws a line about the middle x.
func (s *sheet) rule(x, y, long float64) {
	draw.Draw(s, image.Rect(px(x-long/2), px(y), px(x+long/2), px(y)+3), image.Black, image.Point{}, draw.Src)
}

// para sets a paragraph between the margins, from s.y on.
func (s *sheet) para(is style, size float64, text string) {
	const left, wide, indent = 30, 165, 12
	d := font.Drawer{Face: s.face(is, size)}
	line, x := "", float64(left+indent)
	for _, w := range strings.Fields(text) {
		more := strings.TrimSpace(line + " " + w)
		if d.MeasureString(more).Ceil() > px(wide+left-x) {
			s.from(x, s.y, is, size, line)
			s.y, x, more = s.y+size*0.46, left, w
		}
		line = more
	}
	s.from(x, s.y, is, size, line)
	s.y += size*0.46 + 2
}

// layout is one paper. In its words {X} stands for the place, {XX} for it in capitals.
type layout struct {
	name   string
	words  *vocabulary // nil: usualWords
	code   string      // of its kind
	title  string      // of its kind, as it stands there; "": none, as on a công văn
	symbol string
	number string // how it stands: "Số: %s/%s" and the like; "": as that

	over   []string // above whoever issued it
	issuer []string // whoever issued it, line by line
	called string   // that within a sentence; "": as it stands, in capitals

	lead     string // before the matter
	behind   string // behind it
	matter   string // in its stead; "-": there is none
	lines    int    // of the subject; 0: two
	capitals bool   // of the subject

	marks []string // below the number: HỎA TỐC
	whose []string // below the subject, in capitals: who decides
	to    []string // Kính gửi
	opens []string // paragraphs before the usual one

	post, aside []string // of whoever signs on the right, and on the left
	ranked      string   // before the name

	left, right, middle float64 // mm; 0: 61, 146, 108
	top, size           float64 // mm, and pt of the head; 0: 22, 13
	lower               float64 // mm by which the day stands below the number
	footDay, centred    bool    // the day stands over whoever signs; the motto stands in the middle, the number below the kind
	unruled, sans       bool
}

// filling is what a layout is filled with.
type filling struct {
	office.Heading
	place, number string // as they stand there
	r             *rand.Rand
}

// vocabulary is what papers are filled from.
type vocabulary struct{ places, givens, families, matters []string }

var (
	usualWords = vocabulary{communes, givens, families, matters}

	communes = []string{"Mẫu Sơn", "Hồng Phong", "Tân Thành", "Yên Trạch", "Quảng Lạc", "Đồng Mỏ", "Thụy Hùng", "Bình Khê", "Nghĩa Đô", "Vĩnh Phước", "Lộc Ninh", "Ea Kly",
		"Phượng Dực", "Cổ Đô", "Hát Môn", "Pờ Ly Ngài", "Nấm Dẩn", "Sủng Máng", "Trà Lĩnh", "Đại Xuyên", "Ứng Thiên", "Thạch Thất", "Nữ Khê", "Côn Lôn"}
	givens = []string{"Hưởng", "Thắm", "Quyết", "Ngọc Ánh", "Mỹ Duyên", "Đức Thuận", "Văn Khoẻ", "Thị Xuyến", "Hữu Nghĩa", "Thùy Dương", "Quốc Việt", "Bích Phượng",
		"Tuấn Anh", "Thị Kim Oanh", "Xuân Trường", "Hải Yến", "Ngọc Bảo Châu", "Khắc Tiệp"}
	families = []string{"Nguyễn", "Trần Văn", "Lê Thị", "Phạm", "Hoàng Minh", "Lường Thị", "Đỗ", "Vũ Đình", "Nông", "Bế", "Võ Thành", "Đặng", "Bùi", "Huỳnh", "Triệu", "Hà"}
	matters  = []string{
		"kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã", "tăng cường công tác phòng cháy, chữa cháy mùa hanh khô", "phê duyệt kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026",
		"tiếp nhận, giải quyết hồ sơ trực tuyến đối với thủ tục hành chính", "triển khai kế hoạch trồng rừng và chăm sóc cây phân tán", "bổ nhiệm lại chức danh kế toán trưởng đơn vị sự nghiệp",
		"thu hồi đất để xây dựng đường giao thông liên thôn", "tổ chức Ngày hội đại đoàn kết toàn dân tộc", "công khai dự toán ngân sách quý III",
		"cử cán bộ tham gia lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ", "hỗ trợ khắc phục hậu quả cơn bão số 3 tại các thôn bị ngập", "điều chỉnh quy hoạch sử dụng đất thời kỳ 2021 - 2030",
		"xử phạt vi phạm hành chính trong lĩnh vực đất đai", "trích lục bản đồ địa chính thửa đất số 47", "rà soát, lập danh sách người cao tuổi hưởng trợ cấp xã hội hằng tháng",
	}
	bodies_ = []string{
		"Điều 1. Giao Văn phòng Hội đồng nhân dân và Ủy ban nhân dân chủ trì, phối hợp với các đơn vị có liên quan tổ chức triển khai thực hiện nội dung nêu trên, bảo đảm đúng tiến độ và quy định hiện hành.",
		"Điều 2. Kinh phí thực hiện được bố trí từ nguồn ngân sách năm 2026 và các nguồn kinh phí hợp pháp khác theo quy định của pháp luật về ngân sách nhà nước.",
		"Trong thời gian qua, công tác chuyển đổi số trên địa bàn đã đạt được nhiều kết quả quan trọng; tỷ lệ hồ sơ trực tuyến đạt 87,5 %, tăng 12 % so với cùng kỳ năm trước.",
		"Đề nghị các cơ quan, đơn vị, các thôn nghiêm túc tổ chức thực hiện; trong quá trình thực hiện nếu có khó khăn, vướng mắc kịp thời phản ánh để được xem xét, giải quyết.",
		"Thời gian hoàn thành trước ngày 15 tháng 12 năm 2026; báo cáo kết quả thực hiện gửi về bộ phận tổng hợp để theo dõi, đôn đốc.",
	}
)

func pick(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// in puts the place into words.
func (f *filling) in(words string) string {
	return strings.NewReplacer("{XX}", strings.ToUpper(f.place), "{X}", f.place).Replace(words)
}

func (f *filling) each(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = f.in(w)
	}
	return out
}

// filled draws what a layout is filled with.
func (l layout) filled(seed uint64) *filling {
	r, from := rand.New(rand.NewPCG(seed, 99)), or(l.words, &usualWords)
	f := &filling{r: r, place: pick(r, from.places), number: fmt.Sprint(1 + r.IntN(2400))}
	if len(f.number) == 1 {
		f.number = "0" + f.number
	}
	f.Type, f.Symbol, f.Number, f.Place = l.code, l.symbol, f.number, f.place
	f.Issued = fmt.Sprintf("%d-%02d-%02d", 2023+r.IntN(4), 1+r.IntN(12), 1+r.IntN(28))
	if len(l.post) > 0 {
		f.Post, f.Signer = l.post[len(l.post)-1], pick(r, from.families)+" "+pick(r, from.givens)
	}
	f.Issuer = f.in(l.called)
	if l.called == "" {
		f.Issuer = f.in(strings.Join(l.issuer, " "))
	}
	matter := pick(r, from.matters)
	switch l.matter {
	case "":
		f.Subject = l.lead + matter + l.behind
	case "-":
	default:
		f.Subject = l.matter
	}
	f.Subject = f.in(f.Subject)
	if l.capitals {
		f.Subject = strings.ToUpper(f.Subject)
	}
	if f.Subject != "" && l.lead == "" {
		f.Subject = upperFirst(f.Subject)
	}
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
	return fmt.Sprintf("%s, ngày %02d tháng %s năm %d", f.place, d, month, y)
}

func lowerFirst(s string) string {
	r := []rune(s)
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// parted parts words into so many lines of nearly the same count.
func parted(s string, lines int) (parts []string) {
	words := strings.Fields(s)
	each := (len(words) + lines - 1) / lines
	for len(words) > 0 {
		n := min(each, len(words))
		parts, words = append(parts, strings.Join(words[:n], " ")), words[n:]
	}
	return parts
}

func or[T comparable](v, usual T) T {
	var none T
	if v == none {
		return usual
	}
	return v
}

// set sets a layout as a page, and fills it.
func (l layout) set(t testing.TB, seed uint64) (*sheet, *filling) {
	s, f := newSheet(t), l.filled(seed)
	jitter := func(mm float64) float64 { return (f.r.Float64()*2 - 1) * mm }
	left, right, middle := or(l.left, 61)+jitter(2), or(l.right, 146)+jitter(2), or(l.middle, 108)+jitter(2)
	top, size := or(l.top, 22)+jitter(2), or(l.size, 13)
	s.grown += jitter(0.03)
	if l.sans {
		s.family, s.grown = 1, s.grown*0.9
	}
	y := l.head(s, f, left, right, top, size)
	if l.title != "" {
		y = max(y, top+30) + 4
		y = s.stack(middle, y, 6.5, bold, size+1, l.title)
		if l.centred {
			y = s.stack(middle, y, 6.5, plain, size, l.numbered(f))
		}
		if f.Subject != "" {
			y = s.stack(middle, y, 6, bold, size+1, parted(f.Subject, or(l.lines, 2))...)
		}
		if !l.unruled {
			s.rule(middle, y-4, 35)
		}
	}
	y += 6
	y = s.stack(middle, y, 6, bold, size+1, f.each(l.whose)...)
	y = s.stack(middle, y, 6, plain, size+1, f.each(l.to)...)
	s.y = y + 5
	for _, p := range l.opens {
		s.para(plain, 14, f.in(p))
	}
	s.para(plain, 14, pick(f.r, bodies_))
	l.foot(s, f)
	return s, f
}

// numbered is số and ký hiệu as they stand there.
func (l layout) numbered(f *filling) string {
	return fmt.Sprintf(or(l.number, "Số: %s/%s"), f.number, l.symbol)
}

// head sets what stands in two columns, or the motto in the middle and the day below it.
func (l layout) head(s *sheet, f *filling, left, right, top, size float64) (y float64) {
	at := right
	if l.centred {
		at = 108
	}
	s.mid(at, top, bold, size-0.5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	s.mid(at, top+6, bold, size+0.5, "Độc lập - Tự do - Hạnh phúc")
	s.rule(at, top+7.5, 55)
	if l.centred {
		s.mid(right, top+17, slanted, size+0.5, f.day())
		return top + 20
	}
	y = s.stack(left, top, 5.6, plain, size, f.each(l.over)...)
	y = s.stack(left, y, 5.6, bold, size, f.each(l.issuer)...)
	if !l.unruled {
		s.rule(left, y-4, 20)
	}
	y = max(y, top+11) + 3
	s.mid(left, y, plain, size, l.numbered(f))
	if !l.footDay {
		s.mid(right, y+l.lower, slanted, size+0.5, f.day())
	}
	y += 6
	if l.title == "" {
		y = s.stack(left, y, 5, plain, size-1, parted("V/v "+lowerFirst(f.Subject), or(l.lines, 2))...)
	}
	const aside = 4 // mm that what is stamped below the number stands to its left
	return s.stack(left-aside, y+2, 6, bold, size, l.marks...)
}

// foot sets whom a paper goes to, and who signs it.
func (l layout) foot(s *sheet, f *filling) {
	y := s.y + 7
	if l.footDay {
		s.mid(150, y, slanted, 14, f.day())
		y += 7
	}
	for i, p := range l.aside {
		s.mid(60, y+float64(i)*6, bold, 13.5, p)
	}
	if len(l.aside) == 0 {
		s.from(30, y, bold, 12, "Nơi nhận:")
		for i, to := range []string{"- Như Điều 3;", "- TT. Đảng ủy, HĐND xã;", "- Lưu: VT, VP."} {
			s.from(30, y+5+float64(i)*4.6, plain, 11, to)
		}
	}
	if len(l.post) == 0 {
		return
	}
	y = s.stack(150, y, 6, bold, 13.5, l.post...)
	if len(l.aside) > 0 {
		s.mid(60, y+22, bold, 14, "Lý Thị Hoa")
	}
	s.mid(150, y+22, bold, 14, strings.TrimSpace(l.ranked+" "+f.Signer))
}
