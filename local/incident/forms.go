// Package incident sets the papers of incidents (sự cố) and planned outages: the notice to
// the authority, Biểu mẫu 03 and 04 of QĐ 05/2017, what is put up for users, and the texts
// that are sent. Each is filled in from the register alone; what a form must have and has not
// is named, and no paper is made without it.
package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/books"
	"tram/local/letter"
	"tram/local/office"
)

// Facts is what papers are set from.
type Facts struct {
	Office   office.Office
	Response office.Response
	At       time.Time // when the paper is made
}

// Of is whose paper it is.
func (f Facts) Of() letter.Of { return letter.Of{Office: f.Office.Name, At: f.At} }

// Missing tells what a form must have and has not.
var Missing = office.Failure{
	Name: "incident.missing",
	Said: "Chưa lập được %s, còn thiếu: %s.",
	Next: "Hãy ghi các mục đó ở sổ sự cố hoặc ở cấu hình ứng phó rồi lập lại.",
}

// NoSuchPaper tells of a name that no paper has.
var NoSuchPaper = office.Failure{
	Name: "incident.no-such-paper",
	Said: "Mục này không có giấy tờ “%s”.",
	Next: "Hãy xem các giấy tờ của sổ rồi chọn lại.",
}

// need is one thing that a form must have: an answer of the incident, or of how the office
// responds.
type need struct {
	said, value string
	book, key   string
}

func of(said, key, value string) need { return need{said, value, books.Incidents.Said.Name, key} }

func ofOffice(said, key, value string) need { return need{said, value, books.Responses.Said.Name, key} }

// needs are what papers must have, by their names in the register.
var needs = map[string]func(f Facts, i office.Incident) []need{
	"thong-bao": func(f Facts, i office.Incident) []need {
		return []need{ofOffice("địa chỉ cơ quan", "address", f.Response.Address), of("tên hệ thống bị sự cố", "system", f.system(i)), of("mô tả sự cố", "described", i.Described), of("phát hiện lúc", "detected", i.Detected)}
	},
	"bm03": func(f Facts, i office.Incident) []need {
		return append(f.reporter(), ofOffice("điện thoại người liên hệ", "contact_phone", f.Response.CPhone), ofOffice("thư điện tử người liên hệ", "contact_email", f.Response.CEmail),
			of("mô tả sự cố", "described", i.Described), of("phát hiện lúc", "detected", i.Detected), of("cách phát hiện", "how", i.How), of("đã thông báo cho ai", "noticed_to", i.NoticedTo))
	},
	"bm04": func(f Facts, i office.Incident) []need {
		return append(f.reporter(), of("phát hiện lúc", "detected", i.Detected), of("sự cố kết thúc lúc nào", "ended", i.Ended), of("kết quả xử lý", "result", i.Result))
	},
	"nguoi-dung": func(_ Facts, i office.Incident) []need { return []need{of("ảnh hưởng", "effects", i.Effects)} },
}

// lacking is what a paper must have and has not.
func lacking(paper string, f Facts, i office.Incident) (all []need) {
	if asks := needs[paper]; asks != nil {
		all = slices.DeleteFunc(asks(f, i), func(n need) bool { return strings.TrimSpace(n.value) != "" })
	}
	return all
}

// Lacks tells which answers a paper must have and has not; none: it can be made.
func Lacks(paper string, f Facts, i office.Incident) (all []office.Lack) {
	for _, n := range lacking(paper, f, i) {
		record := i.ID
		if n.book == books.Responses.Said.Name {
			record = f.Response.ID
		}
		all = append(all, office.Lack{Book: n.book, Record: record, Key: n.key})
	}
	return all
}

// has refuses where something is missing, and names all of it.
func has(said, paper string, f Facts, i office.Incident) error {
	all := lacking(paper, f, i)
	if len(all) == 0 {
		return nil
	}
	names := make([]string, len(all))
	for at, n := range all {
		names[at] = n.said
	}
	return Missing.About(said, strings.Join(names, "; "))
}

func (f Facts) operator() string { return cmp.Or(f.Response.Operator, f.Office.Name) }

func (f Facts) system(i office.Incident) string {
	return cmp.Or(i.System, f.Response.Systems, f.Office.System)
}

// reporter is what each form must say of who reports.
func (f Facts) reporter() []need {
	return []need{ofOffice("địa chỉ cơ quan", "address", f.Response.Address), ofOffice("điện thoại cơ quan", "phone", f.Response.Phone), ofOffice("thư điện tử cơ quan", "own_email", f.Response.OwnEmail)}
}

// Subject is that of the mail that carries a notice or a report.
func Subject(f Facts, i office.Incident) string {
	return fmt.Sprintf("[TBSC] %s - %s", f.Office.Name, i.Name)
}

// ForUsers is the text that is sent to users of what is broken.
func ForUsers(f Facts, i office.Incident) string {
	said := fmt.Sprintf("%s thông báo: %s, từ %s.", f.Office.Name, i.Name, momentIn(i.Detected))
	if i.Effects != "" {
		said += " Ảnh hưởng: " + inline(i.Effects) + "."
	}
	if i.Ended != "" {
		return said + " Đã hoạt động lại từ " + momentIn(i.Ended) + "."
	}
	said += " Cơ quan đang khắc phục; trong lúc đó vẫn nhận giấy tờ tại trụ sở."
	if f.Response.Phone != "" {
		said += " Điện thoại: " + f.Response.Phone + "."
	}
	return said
}

// Notice is the notice to the authority (thông báo sự cố). It fails with Missing.
func Notice(f Facts, i office.Incident) (*letter.Paper, error) {
	if err := has("thông báo sự cố", "thong-bao", f, i); err != nil {
		return nil, err
	}
	p := letter.New(f.Of(), "THÔNG BÁO SỰ CỐ")
	to(p, f)
	p.Field("1. Tên, địa chỉ đơn vị, cá nhân thông báo sự cố", f.Office.Name+", "+f.Response.Address)
	p.Field("2. Tên hoặc tên miền, địa chỉ IP của hệ thống thông tin bị sự cố", inline(f.system(i)))
	p.Field("3. Tên, địa chỉ của đơn vị vận hành và cơ quan chủ quản", f.operator()+"; chủ quản: "+f.Office.Owner)
	p.Field("4. Mô tả sự cố", i.Described)
	p.Field("Thời điểm phát hiện sự cố", momentIn(i.Detected))
	p.Field("5. Kết quả xử lý sự cố", cmp.Or(i.Result, i.Measures))
	p.Field("6. Đề xuất, kiến nghị", i.Proposals)
	p.Signed("NGƯỜI CÓ THẨM QUYỀN", linesOf(f.Response.Recipients))
	return p, nil
}

// FirstReport is Biểu mẫu 03, the report of what the office cannot deal with alone. It fails
// with Missing.
func FirstReport(f Facts, i office.Incident) (*letter.Paper, error) {
	r := f.Response
	if err := has("Biểu mẫu 03", "bm03", f, i); err != nil {
		return nil, err
	}
	p := letter.New(f.Of(), "BÁO CÁO BAN ĐẦU SỰ CỐ (Biểu mẫu số 03)")
	to(p, f)
	p.Heading("1. TỔ CHỨC/CÁ NHÂN BÁO CÁO SỰ CỐ")
	who(p, f)
	p.Heading("2. NGƯỜI LIÊN HỆ")
	p.Field("Họ và tên", r.Contact)
	p.Field("Chức vụ", r.Post)
	p.Field("Điện thoại (*)", r.CPhone)
	p.Field("Thư điện tử (*)", r.CEmail)
	p.Heading("3. THÔNG TIN CHI TIẾT VỀ HỆ THỐNG BỊ SỰ CỐ")
	system(p, f, i)
	p.Field("Tổ chức cung cấp dịch vụ an toàn thông tin", r.Security)
	p.Field("Nhà cung cấp dịch vụ kết nối bên ngoài", r.Line)
	p.Field("Nhà cung cấp khác", r.Suppliers)
	p.Heading("4. THÔNG TIN VỀ SỰ CỐ")
	p.Field("Mô tả sơ bộ về sự cố (*)", i.Described)
	if i.Spread+i.Effects != "" {
		p.Field("Phạm vi lan rộng, ảnh hưởng", inline(i.Spread+"\n"+i.Effects))
	}
	detected(p, i)
	state := "[  ] Đã được xử lý    [x] Chưa được xử lý"
	if i.Ended != "" {
		state = "[x] Đã được xử lý    [  ] Chưa được xử lý"
	}
	p.Field("HIỆN TRẠNG SỰ CỐ (*)", state)
	p.Field("CÁCH THỨC PHÁT HIỆN (*)", waysSaid(i.How))
	p.Field("ĐÃ GỬI THÔNG BÁO SỰ CỐ CHO (*)", inline(i.NoticedTo))
	p.Heading("5. THÔNG TIN BỔ SUNG VỀ HỆ THỐNG XẢY RA SỰ CỐ")
	p.Field("Hệ điều hành, phiên bản", r.Software)
	p.Field("Các dịch vụ có trên hệ thống", inline(r.Services))
	p.Field("Các biện pháp an toàn thông tin đã triển khai", inline(r.Guards))
	p.Field("Mục đích chính sử dụng hệ thống", r.Purpose)
	p.Field("Thông tin gửi kèm", inline(i.Attached))
	p.Field("Các thông tin cung cấp trong báo cáo này phải được giữ bí mật", "[  ] Có    [  ] Không")
	p.Heading("6. KIẾN NGHỊ, ĐỀ XUẤT HỖ TRỢ")
	p.Field("Đề nghị", inline(i.Proposals))
	p.Field("THỜI GIAN THỰC HIỆN BÁO CÁO (*)", saidLong(f.At))
	p.Signed("CÁ NHÂN/NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", linesOf(r.Recipients))
	return p, nil
}

// FinalReport is Biểu mẫu 04, the report at the end. It fails with Missing.
func FinalReport(f Facts, i office.Incident) (*letter.Paper, error) {
	if err := has("Biểu mẫu 04", "bm04", f, i); err != nil {
		return nil, err
	}
	p := letter.New(f.Of(), "BÁO CÁO KẾT THÚC ỨNG PHÓ SỰ CỐ (Biểu mẫu số 04)")
	to(p, f)
	p.Heading("THÔNG TIN VỀ TỔ CHỨC/CÁ NHÂN BÁO CÁO SỰ CỐ")
	who(p, f)
	p.Heading("KÝ HIỆU BÁO CÁO BAN ĐẦU SỰ CỐ")
	p.Field("Số ký hiệu", i.ReportedRef)
	p.Field("Ngày báo cáo", momentIn(i.Reported))
	p.Heading("THÔNG TIN VỀ HỆ THỐNG")
	system(p, f, i)
	p.Heading("TÊN, MÔ TẢ SỰ CỐ")
	p.Field("Tên sự cố", i.Name)
	p.Field("Mô tả", i.Described)
	detected(p, i)
	p.Field("Sự cố kết thúc", momentIn(i.Ended))
	p.Heading("KẾT QUẢ XỬ LÝ SỰ CỐ")
	p.Field("Đã xảy ra gì, cách giải quyết, giải pháp giảm nhẹ", i.Result)
	p.Field("Bài học", i.Lessons)
	p.Heading("CÁC TÀI LIỆU ĐÍNH KÈM")
	p.Field("Báo cáo diễn biến, phương án xử lý, nhật ký", inline(i.Attached))
	p.Signed("CÁ NHÂN/NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", linesOf(f.Response.Recipients))
	return p, nil
}

// UserSheet is put up where users see it. It fails with Missing.
func UserSheet(f Facts, i office.Incident) (*letter.Paper, error) {
	if err := has("tờ báo người dân", "nguoi-dung", f, i); err != nil {
		return nil, err
	}
	p := letter.New(f.Of(), "THÔNG BÁO")
	for _, words := range strings.SplitAfter(ForUsers(f, i), ". ") {
		p.Para(words)
	}
	p.Signed("NGƯỜI CÓ THẨM QUYỀN", nil)
	return p, nil
}

// OutageText is the text that is sent of a planned outage.
func OutageText(f Facts, o office.Outage) string {
	said := fmt.Sprintf("%s tạm ngừng %s từ %s, dự kiến hoạt động lại lúc %s. Lý do: %s.", f.Office.Name, inline(o.Services), momentIn(o.From), momentIn(o.Back), o.Why)
	if o.Instead != "" {
		said += " Trong lúc đó: " + inline(o.Instead) + "."
	}
	return said
}

// OutageSheet announces a planned outage (Nghị định 224/2026/NĐ-CP, Điều 13).
func OutageSheet(f Facts, o office.Outage) *letter.Paper {
	p := letter.New(f.Of(), "THÔNG BÁO TẠM NGỪNG CUNG CẤP DỊCH VỤ")
	p.Field("Dịch vụ tạm ngừng", inline(o.Services))
	p.Field("Lý do", o.Why)
	p.Field("Tạm ngừng từ", momentIn(o.From))
	p.Field("Dự kiến hoạt động lại", momentIn(o.Back))
	p.Field("Trong lúc đó", inline(o.Instead))
	p.Field("Điện thoại", f.Response.Phone)
	p.Signed("NGƯỜI CÓ THẨM QUYỀN", nil)
	return p
}

func to(p *letter.Paper, f Facts) {
	if f.Response.Recipients != "" {
		p.Field("Kính gửi", inline(f.Response.Recipients))
	}
}

func who(p *letter.Paper, f Facts) {
	p.Field("Tên tổ chức/cá nhân báo cáo (*)", f.Office.Name)
	p.Field("Địa chỉ (*)", f.Response.Address)
	p.Field("Điện thoại (*)", f.Response.Phone)
	p.Field("Thư điện tử (*)", f.Response.OwnEmail)
}

func system(p *letter.Paper, f Facts, i office.Incident) {
	p.Field("Tên đơn vị vận hành hệ thống (*)", f.operator())
	p.Field("Cơ quan chủ quản", f.Office.Owner)
	p.Field("Tên hệ thống bị sự cố (tên miền, địa chỉ IP)", inline(f.system(i)))
	p.Field("Cấp độ hệ thống", f.Response.Grade)
}

func detected(p *letter.Paper, i office.Incident) {
	at := office.MomentOf(i.Detected).In(office.VietNam)
	p.Field("Ngày phát hiện sự cố (*)", at.Format("02/01/2006"))
	p.Field("Thời gian phát hiện (*)", fmt.Sprintf("%d giờ %02d phút", at.Hour(), at.Minute()))
}

// waysSaid ticks the ways in which an incident was detected.
func waysSaid(keys string) string {
	var said []string
	for _, w := range books.IncidentWays {
		tick := "[  ]"
		if strings.Contains("\n"+keys+"\n", "\n"+w.Key+"\n") {
			tick = "[x]"
		}
		said = append(said, tick+" "+w.Said)
	}
	return strings.Join(said, "; ")
}

func momentIn(stored string) string {
	at := office.MomentOf(stored)
	if at.IsZero() {
		return ""
	}
	return saidLong(at)
}

func saidLong(at time.Time) string {
	at = at.In(office.VietNam)
	return fmt.Sprintf("%d giờ %02d phút ngày %s", at.Hour(), at.Minute(), at.Format("02/01/2006"))
}

func linesOf(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

func inline(text string) string { return strings.Join(linesOf(text), "; ") }
