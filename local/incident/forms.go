package incident

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tram/local/books"
	"tram/local/office"
)

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

// need is one thing that a form must have.
type need struct{ said, value string }

// has refuses where something is missing, and names all of it.
func has(form string, all ...need) error {
	var lacking []string
	for _, n := range all {
		if strings.TrimSpace(n.value) == "" {
			lacking = append(lacking, n.said)
		}
	}
	if len(lacking) > 0 {
		return Missing.About(form, strings.Join(lacking, "; "))
	}
	return nil
}

func (f Facts) operator() string { return cmp.Or(f.Response.Operator, f.Office.Name) }

func (f Facts) system(i office.Incident) string {
	return cmp.Or(i.System, f.Response.Systems, f.Office.System)
}

// reporter is what each form must say of who reports.
func (f Facts) reporter() []need {
	return []need{{"địa chỉ cơ quan", f.Response.Address}, {"điện thoại cơ quan", f.Response.Phone}, {"thư điện tử cơ quan", f.Response.OwnEmail}}
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
func Notice(f Facts, i office.Incident) (*Paper, error) {
	err := has("thông báo sự cố", need{"địa chỉ cơ quan", f.Response.Address}, need{"tên hệ thống bị sự cố", f.system(i)}, need{"mô tả sự cố", i.Described}, need{"phát hiện lúc", i.Detected})
	if err != nil {
		return nil, err
	}
	p := newPaper(f, "THÔNG BÁO SỰ CỐ")
	to(p, f)
	p.field("1. Tên, địa chỉ đơn vị, cá nhân thông báo sự cố", f.Office.Name+", "+f.Response.Address)
	p.field("2. Tên hoặc tên miền, địa chỉ IP của hệ thống thông tin bị sự cố", inline(f.system(i)))
	p.field("3. Tên, địa chỉ của đơn vị vận hành và cơ quan chủ quản", f.operator()+"; chủ quản: "+f.Office.Owner)
	p.field("4. Mô tả sự cố", i.Described)
	p.field("Thời điểm phát hiện sự cố", momentIn(i.Detected))
	p.field("5. Kết quả xử lý sự cố", cmp.Or(i.Result, i.Measures))
	p.field("6. Đề xuất, kiến nghị", i.Proposals)
	p.signed("NGƯỜI CÓ THẨM QUYỀN", f.Response.Recipients)
	return p, nil
}

// FirstReport is Biểu mẫu 03, the report of what the office cannot deal with alone. It fails
// with Missing.
func FirstReport(f Facts, i office.Incident) (*Paper, error) {
	r := f.Response
	err := has("Biểu mẫu 03", append(f.reporter(), need{"điện thoại người liên hệ", r.CPhone}, need{"thư điện tử người liên hệ", r.CEmail},
		need{"mô tả sự cố", i.Described}, need{"phát hiện lúc", i.Detected}, need{"cách phát hiện", i.How}, need{"đã thông báo cho ai", i.NoticedTo})...)
	if err != nil {
		return nil, err
	}
	p := newPaper(f, "BÁO CÁO BAN ĐẦU SỰ CỐ (Biểu mẫu số 03)")
	to(p, f)
	p.heading("1. TỔ CHỨC/CÁ NHÂN BÁO CÁO SỰ CỐ")
	who(p, f)
	p.heading("2. NGƯỜI LIÊN HỆ")
	p.field("Họ và tên", r.Contact)
	p.field("Chức vụ", r.Post)
	p.field("Điện thoại (*)", r.CPhone)
	p.field("Thư điện tử (*)", r.CEmail)
	p.heading("3. THÔNG TIN CHI TIẾT VỀ HỆ THỐNG BỊ SỰ CỐ")
	system(p, f, i)
	p.field("Tổ chức cung cấp dịch vụ an toàn thông tin", r.Security)
	p.field("Nhà cung cấp dịch vụ kết nối bên ngoài", r.Line)
	p.field("Nhà cung cấp khác", r.Suppliers)
	p.heading("4. THÔNG TIN VỀ SỰ CỐ")
	p.field("Mô tả sơ bộ về sự cố (*)", i.Described)
	if i.Spread+i.Effects != "" {
		p.field("Phạm vi lan rộng, ảnh hưởng", inline(i.Spread+"\n"+i.Effects))
	}
	detected(p, i)
	state := "[  ] Đã được xử lý    [x] Chưa được xử lý"
	if i.Ended != "" {
		state = "[x] Đã được xử lý    [  ] Chưa được xử lý"
	}
	p.field("HIỆN TRẠNG SỰ CỐ (*)", state)
	p.field("CÁCH THỨC PHÁT HIỆN (*)", waysSaid(i.How))
	p.field("ĐÃ GỬI THÔNG BÁO SỰ CỐ CHO (*)", inline(i.NoticedTo))
	p.heading("5. THÔNG TIN BỔ SUNG VỀ HỆ THỐNG XẢY RA SỰ CỐ")
	p.field("Hệ điều hành, phiên bản", r.Software)
	p.field("Các dịch vụ có trên hệ thống", inline(r.Services))
	p.field("Các biện pháp an toàn thông tin đã triển khai", inline(r.Guards))
	p.field("Mục đích chính sử dụng hệ thống", r.Purpose)
	p.field("Thông tin gửi kèm", inline(i.Attached))
	p.field("Các thông tin cung cấp trong báo cáo này phải được giữ bí mật", "[  ] Có    [  ] Không")
	p.heading("6. KIẾN NGHỊ, ĐỀ XUẤT HỖ TRỢ")
	p.field("Đề nghị", inline(i.Proposals))
	p.field("THỜI GIAN THỰC HIỆN BÁO CÁO (*)", saidLong(f.At))
	p.signed("CÁ NHÂN/NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", r.Recipients)
	return p, nil
}

// FinalReport is Biểu mẫu 04, the report at the end. It fails with Missing.
func FinalReport(f Facts, i office.Incident) (*Paper, error) {
	err := has("Biểu mẫu 04", append(f.reporter(), need{"phát hiện lúc", i.Detected}, need{"sự cố kết thúc lúc nào", i.Ended}, need{"kết quả xử lý", i.Result})...)
	if err != nil {
		return nil, err
	}
	p := newPaper(f, "BÁO CÁO KẾT THÚC ỨNG PHÓ SỰ CỐ (Biểu mẫu số 04)")
	to(p, f)
	p.heading("THÔNG TIN VỀ TỔ CHỨC/CÁ NHÂN BÁO CÁO SỰ CỐ")
	who(p, f)
	p.heading("KÝ HIỆU BÁO CÁO BAN ĐẦU SỰ CỐ")
	p.field("Số ký hiệu", i.ReportedRef)
	p.field("Ngày báo cáo", momentIn(i.Reported))
	p.heading("THÔNG TIN VỀ HỆ THỐNG")
	system(p, f, i)
	p.heading("TÊN, MÔ TẢ SỰ CỐ")
	p.field("Tên sự cố", i.Name)
	p.field("Mô tả", i.Described)
	detected(p, i)
	p.field("Sự cố kết thúc", momentIn(i.Ended))
	p.heading("KẾT QUẢ XỬ LÝ SỰ CỐ")
	p.field("Đã xảy ra gì, cách giải quyết, giải pháp giảm nhẹ", i.Result)
	p.field("Bài học", i.Lessons)
	p.heading("CÁC TÀI LIỆU ĐÍNH KÈM")
	p.field("Báo cáo diễn biến, phương án xử lý, nhật ký", inline(i.Attached))
	p.signed("CÁ NHÂN/NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT", f.Response.Recipients)
	return p, nil
}

// UserSheet is put up where users see it. It fails with Missing.
func UserSheet(f Facts, i office.Incident) (*Paper, error) {
	if err := has("tờ báo người dân", need{"ảnh hưởng", i.Effects}); err != nil {
		return nil, err
	}
	p := newPaper(f, "THÔNG BÁO")
	for _, words := range strings.SplitAfter(ForUsers(f, i), ". ") {
		p.set.Para(words, 0, air)
	}
	p.signed("NGƯỜI CÓ THẨM QUYỀN", "")
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
func OutageSheet(f Facts, o office.Outage) *Paper {
	p := newPaper(f, "THÔNG BÁO TẠM NGỪNG CUNG CẤP DỊCH VỤ")
	p.field("Dịch vụ tạm ngừng", inline(o.Services))
	p.field("Lý do", o.Why)
	p.field("Tạm ngừng từ", momentIn(o.From))
	p.field("Dự kiến hoạt động lại", momentIn(o.Back))
	p.field("Trong lúc đó", inline(o.Instead))
	p.field("Điện thoại", f.Response.Phone)
	p.signed("NGƯỜI CÓ THẨM QUYỀN", "")
	return p
}

func to(p *Paper, f Facts) {
	if f.Response.Recipients != "" {
		p.field("Kính gửi", inline(f.Response.Recipients))
	}
}

func who(p *Paper, f Facts) {
	p.field("Tên tổ chức/cá nhân báo cáo (*)", f.Office.Name)
	p.field("Địa chỉ (*)", f.Response.Address)
	p.field("Điện thoại (*)", f.Response.Phone)
	p.field("Thư điện tử (*)", f.Response.OwnEmail)
}

func system(p *Paper, f Facts, i office.Incident) {
	p.field("Tên đơn vị vận hành hệ thống (*)", f.operator())
	p.field("Cơ quan chủ quản", f.Office.Owner)
	p.field("Tên hệ thống bị sự cố (tên miền, địa chỉ IP)", inline(f.system(i)))
	p.field("Cấp độ hệ thống", f.Response.Grade)
}

func detected(p *Paper, i office.Incident) {
	at := office.MomentOf(i.Detected).In(office.VietNam)
	p.field("Ngày phát hiện sự cố (*)", at.Format("02/01/2006"))
	p.field("Thời gian phát hiện (*)", fmt.Sprintf("%d giờ %02d phút", at.Hour(), at.Minute()))
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

func itoa(n int) string { return strconv.Itoa(n) }
