package receptionforms

import (
	"cmp"
	"strings"
	"time"

	"tram/local/letter"
	"tram/local/office"
)

// The papers of one reception, as its register and a command call them.
const (
	Record  = "ban-ghi"
	Receipt = "bien-nhan"
	Refusal = "tu-choi"
)

// Facts is what a paper is set from.
type Facts struct {
	Office    office.Office
	Reception office.Reception
	At        time.Time // when the paper is made
}

type form struct {
	title string
	day   func(Facts) time.Time // that the paper bears
	may   func(Facts) error
	set   func(*letter.Paper, Facts)
}

var forms = map[string]form{
	Record:  {"BẢN GHI NỘI DUNG TRÌNH BÀY", Facts.came, Facts.tookPlace, record},
	Receipt: {"GIẤY BIÊN NHẬN", Facts.came, Facts.tookPapers, receipt},
	Refusal: {"THÔNG BÁO", Facts.noticed, Facts.refused, refusal},
}

// Made sets a paper, and tells whose it is and of when, so that one that is made again is the same. It
// fails with NoSuchForm, NotYet, NoPapers and NotRefused.
func Made(name string, f Facts) (p *letter.Paper, of letter.Of, err error) {
	is, known := forms[name]
	if !known {
		return nil, of, NoSuchForm.About(office.Visible(name, 40))
	}
	if err := is.may(f); err != nil {
		return nil, of, err
	}
	of = letter.Of{Office: f.Office.Name, At: f.came()}
	head := letter.Head{Over: f.Office.Name, Day: is.day(f)}
	if f.Office.Owner != "" && f.Office.Owner != f.Office.Name {
		head.Over, head.Desk = f.Office.Owner, []string{strings.ToUpper(f.Office.Name)}
	}
	p = letter.Begin(head, is.title)
	is.set(p, f)
	return p, of, nil
}

func (f Facts) came() time.Time { return office.MomentOf(f.Reception.At) }

// noticed is the day of the notice; zero: it is left to be written.
func (f Facts) noticed() time.Time {
	day, _ := time.ParseInLocation(time.DateOnly, f.Reception.Notice, office.VietNam) //nolint:errcheck // none is the zero time
	return day
}

func (f Facts) tookPlace() error {
	if f.Reception.State == office.ReceptionOff || f.At.Before(f.came()) {
		return NotYet
	}
	return nil
}

func (f Facts) tookPapers() error {
	if f.Reception.Papers == "" {
		return NoPapers
	}
	return nil
}

func (f Facts) refused() error {
	if f.Reception.State != office.ReceptionRefused {
		return NotRefused
	}
	return nil
}

const byHand = "(Ký, ghi rõ họ tên)"

// record is what was said, to be read back and to be signed or marked by a finger (Điều 14 khoản 1).
func record(p *letter.Paper, f Facts) {
	r := f.Reception
	p.Addressed("(Nghị định số 154/2026/NĐ-CP, Điều 14 khoản 1 và Điều 15 khoản 1)")
	p.Para("Thời gian tiếp: " + letter.MomentWritten(f.came()))
	p.Pair("Hình thức tiếp", office.ChoiceSaid(office.ReceptionWays, r.Way), "Phân loại", office.ChoiceSaid(office.ReceptionSorts, r.Sort))
	p.Field("Người tiếp công dân", r.By)
	p.Field("Họ tên công dân", r.Name)
	p.Field("Địa chỉ", r.Address)
	p.Field("Số căn cước/giấy chứng nhận căn cước/số định danh cá nhân/số hộ chiếu", r.Number)
	if r.Agent != "" {
		p.Field("Người đại diện, được ủy quyền", r.Agent)
		p.Field("Giấy tờ đại diện, ủy quyền", r.Authority)
	}
	if n := r.Together(); n > 1 {
		p.Field("Số người cùng nội dung", r.People)
	}
	p.Field("Nội dung vụ việc", r.Matter)
	p.Heading("Nội dung trình bày")
	said := lines(r.Statement)
	if len(said) == 0 {
		said = []string{dots, dots, dots, dots}
	}
	for _, words := range said {
		p.Para(words)
	}
	if all := lines(r.Papers); len(all) > 0 {
		p.Heading("Thông tin, tài liệu đã nhận")
		p.Numbered(all, 0)
	}
	p.Heading("Hướng xử lý")
	p.Para(handled(r))
	if r.Online() {
		overTheLine(p, r)
	}
	p.Slanted("Bản ghi đã được đọc lại cho công dân nghe. Công dân ký tên hoặc điểm chỉ xác nhận.")
	p.Kept()
	p.SignedBy(letter.Signer{As: "CÔNG DÂN", How: []string{"(Ký tên hoặc điểm chỉ)"}, Name: cmp.Or(r.Agent, r.Name)},
		letter.Signer{As: "NGƯỜI TIẾP CÔNG DÂN", How: []string{byHand}, Name: r.By})
}

var dots = strings.Repeat("…", 57)

// handled is what is done with a matter, in a sentence.
func handled(r office.Reception) string {
	said := office.ChoiceSaid(office.ReceptionHandlings, r.Handling)
	if said == "" {
		return dots
	}
	if r.To != "" {
		said += ": " + r.To
	}
	if r.Ref != "" {
		said += " (văn bản " + r.Ref + ")"
	}
	return said + "."
}

// overTheLine tells of an online reception what was prepared, and what was recorded (Điều 23 and 24).
func overTheLine(p *letter.Paper, r office.Reception) {
	p.Heading("Tiếp trực tuyến")
	p.Field("Đã báo công dân, cơ quan tham gia lúc", momentSaid(r.Told))
	p.Pair("Kết nối thử lúc", momentSaid(r.Tested), "Kết quả", office.ChoiceSaid(office.ReceptionTrials, r.Trial))
	p.Field("Kết nối xong các điểm cầu lúc", momentSaid(r.Joined))
	var recorded []string
	for _, key := range lines(r.Recorded) {
		recorded = append(recorded, office.ChoiceSaid(office.ReceptionRecordings, key))
	}
	p.Field("Ghi âm, ghi hình", strings.Join(recorded, "; "))
	p.Field("Dữ liệu ghi lưu ở", r.Stored)
}

// momentSaid is a stored moment as it is read; of none nothing.
func momentSaid(stored string) string {
	if at := office.MomentOf(stored); !at.IsZero() {
		return office.MomentSaid(at)
	}
	return ""
}

// receipt (Mẫu số 02/TCD) tells which information and papers were taken (Điều 15 khoản 2).
func receipt(p *letter.Paper, f Facts) {
	r := f.Reception
	p.Addressed("Thông tin, tài liệu")
	p.Para("Vào " + letter.MomentWritten(f.came()) + ", tại: " + f.Office.Name + ".")
	p.Para("Tôi là: " + r.By + ", đã nhận của ông (bà): " + cmp.Or(r.Agent, r.Name))
	p.Field("Địa chỉ", r.Address)
	p.Para("các thông tin, tài liệu sau:")
	p.Numbered(lines(r.Papers), 0)
	p.Para("Giấy biên nhận thông tin, tài liệu được lập thành …… bản, giao cho người cung cấp thông tin, tài liệu 01 bản.")
	p.SignedBy(letter.Signer{As: "NGƯỜI CUNG CẤP THÔNG TIN, TÀI LIỆU", How: []string{byHand}, Name: cmp.Or(r.Agent, r.Name)},
		letter.Signer{As: "NGƯỜI NHẬN", How: []string{"(Ký, ghi rõ họ tên, đóng dấu - nếu có)"}, Name: r.By})
}

// refusal (Mẫu số 01/TCD) says why somebody is not received. Who leads the office signs it: the record
// does not tell who that is. The sample names điểm g of Điều 4 khoản 1; Điều 4 khoản 3 asks for the
// notice in the case of điểm h, which is what is written here.
func refusal(p *letter.Paper, f Facts) {
	r := f.Reception
	p.Addressed("Về việc từ chối tiếp công dân")
	p.Addressed("Kính gửi: " + r.Name)
	p.Para("Ngày " + f.came().In(office.VietNam).Format("02/01/2006") + ", ông (bà) " + r.Name)
	p.Field("Số căn cước/giấy chứng nhận căn cước/số định danh cá nhân/số hộ chiếu (hoặc giấy tờ tùy thân)", r.Number)
	p.Pair("Ngày cấp", "", "Nơi cấp", "")
	p.Para("trình bày " + strings.ToLower(office.ChoiceSaid(office.ReceptionSorts, r.Sort)) + " về việc: " + r.Matter)
	p.Field("Lý do từ chối", strings.Join(lines(r.Refusal), "; "))
	p.Para("Căn cứ " + grounds(r) + ", " + f.Office.Name + " từ chối tiếp nhận nội dung " + strings.ToLower(office.ChoiceSaid(office.ReceptionSorts, r.Sort)) + " của ông (bà) và thông báo để ông (bà) được biết./.")
	p.SignedBy(letter.Signer{}, letter.Signer{As: "THỦ TRƯỞNG CƠ QUAN, TỔ CHỨC, ĐƠN VỊ", How: []string{"(Ký, ghi rõ họ tên, đóng dấu)"}})
	p.Small("Nơi nhận: như trên; lưu: VT, hồ sơ.")
}

// grounds is the article by which somebody is refused; of none: room to write it.
func grounds(r office.Reception) string {
	switch r.Ground {
	case office.RefusalFinal:
		return "khoản 3 Điều 9 Luật Tiếp công dân"
	case office.RefusalRepeated:
		return "điểm h khoản 1 Điều 4 Nghị định số 154/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ"
	}
	return "………………"
}

func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}
