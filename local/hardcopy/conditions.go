package hardcopy

import (
	"context"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Conditions weighs the act against the law, point by point, for the list that
// stands beside it.
func (d *Desk) Conditions(ctx context.Context, id office.ID) ([]office.Condition, error) {
	c, err := d.message(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.State == office.Finished {
		return c.Conditions, nil
	}
	return d.weigh(ctx, c)
}

// Weigh weighs with words that are not saved yet.
func (d *Desk) Weigh(ctx context.Context, typed office.Conversion) ([]office.Condition, error) {
	c, err := d.message(ctx, typed.ID)
	if err != nil {
		return nil, err
	}
	if c.State == office.Draft {
		c = c.Worded(typed)
	}
	return d.weigh(ctx, c)
}

func (d *Desk) weigh(ctx context.Context, c office.Conversion) ([]office.Condition, error) {
	printouts, err := d.Records.Printouts(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	return d.weighed(c, printouts), nil
}

// dayOf is when an act was finished, or would be now.
func (d *Desk) dayOf(c office.Conversion) time.Time {
	if c.Finished.IsZero() {
		return d.Clock.Now()
	}
	return c.Finished
}

// weighed is the law as a function of the records alone.
func (d *Desk) weighed(c office.Conversion, printouts []office.Printout) []office.Condition {
	t, unknown := office.FindType(d.Types, c.Document.Type)
	list := []office.Condition{described(t, unknown), ordinary(c), systems(c.FromMessage), lookup(c), shown(c), trusted(c.FromMessage)}
	if ahead, is := c.Document.Ahead(d.dayOf(c)); is {
		list = append(list, ahead)
	}
	if c.Form == office.Dossier {
		list = append(list, dossier(c))
	}
	if c.Form.IsCopy() {
		list = append(list, signer(c))
	}
	return append(list, marked(c), allPages(c), onPaper(c, printouts), d.inked(c))
}

func described(t office.DocumentType, err error) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.2a", Asks: "Biết rõ văn bản nào được in", Part: office.PartDescription}
	if err != nil {
		return k.Miss("Chưa chọn loại văn bản.", "Hãy chọn loại văn bản.")
	}
	return k.Meet("Loại “%s”.", t.Name)
}

func ordinary(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 6.1", Asks: "Không phải văn bản mật", Part: office.PartSecrecy}
	if err := c.Document.Validate(); err != nil {
		f, _ := office.FailureIn(err)
		return k.Miss(f.Said, f.Next)
	}
	if c.Document.Secrecy == "" {
		return k.Miss("Chưa chọn độ mật.", "Hãy xem văn bản có dấu chỉ độ mật không, rồi chọn.")
	}
	return k.Meet("Người thực hiện xác nhận độ mật: %s.", office.Ordinary.Name())
}

// systems is Điều 5.1a: the systems of the original and their owners, each with
// both names.
func systems(of office.FromMessage) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.2b, NĐ 137 5.1a", Asks: "Hệ thống thông tin của bản gốc và chủ quản", Part: office.PartSystems}
	const next = "Hãy gõ tên hệ thống và tên đầy đủ của chủ quản, ví dụ “Hệ thống quản lý văn bản tỉnh” và “Ủy ban nhân dân tỉnh”."
	if len(of.Message.Systems) == 0 {
		return k.Miss("Chưa ghi hệ thống nào.", next)
	}
	for _, s := range of.Message.Systems {
		if strings.TrimSpace(s.Name) == "" {
			return k.Miss("Chưa ghi tên hệ thống của “"+s.Owner+"”.", next)
		}
		if s.Part.Name() == "" {
			return k.Miss("Chưa đánh dấu “"+s.Name+"” đã làm gì với bản gốc.", "Hãy đánh dấu ở dưới tên hệ thống: Khởi tạo, Gửi, Nhận hoặc Lưu trữ.")
		}
		if strings.TrimSpace(s.Owner) == "" {
			return k.Miss("Chưa ghi chủ quản của “"+s.Name+"”.", next)
		}
	}
	return k.Meet("%s.", strings.Join(of.Message.SystemLines(), "; "))
}

// lookup is Điều 5.1b: there is always our own code.
func lookup(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 5.1b", Asks: "Đường dẫn hoặc mã duy nhất để tra bản gốc", Part: office.PartSystems}
	if c.Message.Address != "" {
		return k.Meet("%s; mã tra cứu tại trạm %s.", c.Message.Address, c.Code)
	}
	return k.Meet("Mã tra cứu %s, mở được bản gốc tại trạm này.", c.Code)
}

// shown is Điều 5.3a. That the hash holds is found out when the copy is made.
func shown(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 5.3a", Asks: "Truy xuất và hiển thị bản gốc hoàn chỉnh", Part: office.PartPages}
	m := c.Message
	if m.Pages == 0 {
		return k.Miss("Bản gốc không có trang nào.", "Hãy đưa vào tệp khác.")
	}
	made := ""
	if m.Made != nil {
		made = ", hiển thị qua bản PDF do " + m.Made.Program + " tạo"
	}
	if c.PDF == "" {
		return k.Meet("%d trang, SHA-256 %s…%s. Sẽ đọc lại toàn bộ trước khi in.", m.Pages, m.File[:shownDigits], made)
	}
	return k.Meet("%d trang, đã đọc lại đúng SHA-256 %s…%s.", m.Pages, m.File[:shownDigits], made)
}

// shownDigits of a hash are enough to compare by eye.
const shownDigits = 12

// doubts are what speaks against printing an original without thinking.
func doubts(m office.DataMessage) (all []string) {
	if m.Signatures != nil && m.Signatures.Verdict == office.SignatureInvalid {
		all = append(all, "chữ ký số không hợp lệ ("+strings.TrimSuffix(m.Signatures.Said, ".")+")")
	}
	if len(m.Restrictions) > 0 {
		all = append(all, "người tạo tệp ghi "+strings.Join(m.Restrictions, ", "))
	}
	if len(m.Otherwise) > 0 {
		all = append(all, "trang "+office.PageRuns(m.Otherwise)+" in ra khác với khi xem trên màn hình (có ghi chú hoặc lớp chỉ để xem hoặc chỉ để in)")
	}
	return all
}

// trusted is what the signatures of the original say, and what its owner allows.
func trusted(of office.FromMessage) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.2a, NĐ 137 5.3a", Asks: "Đã xét chữ ký số của bản gốc và quyền của người tạo tệp", Part: office.PartDecision}
	if all := doubts(*of.Message); len(all) > 0 {
		told := "Cần cân nhắc: " + strings.Join(all, "; ") + "."
		if of.Print == nil || of.Print.Decision == nil {
			return k.Miss(told, "Hãy hỏi lại nơi gửi. Nếu vẫn in, hãy gõ lý do để ghi vào nhật ký.")
		}
		return k.Meet("%s Vẫn in vì: %s (%s).", told, of.Print.Decision.Why, of.Print.Decision.Clerk)
	}
	switch s := of.Message.Signatures; {
	case s == nil:
		return k.Meet("Tệp không có chữ ký số.")
	case s.Verdict == office.SignatureReserved:
		return k.Owe(s.Said, "In được. Khi có mạng nên kiểm tra lại chữ ký.")
	default:
		return k.Meet("%s", s.Said)
	}
}

func dossier(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 5.2c", Asks: "Kết quả thủ tục hành chính gắn với mã hồ sơ", Part: office.PartDossier}
	if strings.TrimSpace(c.Document.Dossier) == "" {
		return k.Owe("Chưa có mã hồ sơ.", "Nên gõ mã hồ sơ ghi trên giấy tiếp nhận.")
	}
	return k.Meet("Mã hồ sơ %s.", c.Document.Dossier)
}

// signer is what the block of a copy needs (Nghị định 30, Phụ lục I).
func signer(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 30 PL I, NĐ 137 5.2b", Asks: c.Form.NameFor(c.Direction) + ": địa danh, chức vụ và họ tên người ký bản sao", Part: office.PartSigner}
	if _, err := c.Form.AllowDataToPaper(c.Source); err != nil {
		f, _ := office.FailureIn(err)
		k.Part = office.PartSource
		return k.Miss(f.Said, f.Next)
	}
	var s office.CopySigner
	if c.Print != nil && c.Print.Signer != nil {
		s = *c.Print.Signer
	}
	for _, asked := range []struct{ value, name string }{{s.Place, "địa danh"}, {s.Position, "chức vụ người ký"}, {s.Name, "họ tên người ký"}} {
		if strings.TrimSpace(asked.value) == "" {
			return k.Miss("Chưa ghi "+asked.name+".", "Hãy gõ như sẽ ghi trên bản sao.")
		}
	}
	number := "số lấy theo dãy số chung của bản sao trong năm khi làm bản in"
	if n := c.Print.Number; n != nil {
		number = "số " + n.Said()
	}
	return k.Meet("%s, %s ký; %s.", s.Position, s.Name, number)
}

func marked(c office.Conversion) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.2c, NĐ 137 5.2a", Asks: "Ký hiệu riêng, thời gian, tên đầy đủ của cơ quan và người thực hiện", Part: office.PartMark}
	if c.Mark == nil {
		return k.Meet("Sẽ ghi khi làm bản in: %s, %s.", c.Office.Name, c.Clerk.Name)
	}
	return k.Meet("Đã ghi lên trang %d, không che nội dung, thời gian %s.", c.Mark.Spot.Page+1, office.ISO(c.Finished))
}

// allPages is Điều 5.3c: all pages at 100 %, nothing of them changed.
func allPages(c office.Conversion) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.2a, NĐ 137 5.3c", Asks: "Chuyển đổi toàn vẹn: đủ trang, đúng cỡ 100 %"}
	if c.PDF == "" {
		return k.Meet("Sẽ in đủ %d trang, cỡ 100 %%, không sửa nội dung.", c.Message.Pages)
	}
	how := "nối thêm vào bản gốc, không đổi một byte nào của bản gốc"
	if c.Print.Rewrote {
		how = "các trang được ghi lại vì không nối thêm vào bản gốc được"
	}
	return k.Meet("%d trang của bản gốc, bản in %d trang; %s.", c.Message.Pages, c.Print.Pages, how)
}

// onPaper is what clerks say came out of printers.
func onPaper(c office.Conversion, printouts []office.Printout) office.Condition {
	k := office.Condition{Point: "NĐ 137 5.3", Asks: "Bản giấy đã ra khỏi máy in, đủ trang", Part: office.PartPrint}
	came := office.Printouts(printouts).Came()
	_, waiting := office.Printouts(printouts).Pending()
	switch {
	case came > 0:
		return k.Meet("Đã ra %d bản, người in xác nhận.", came)
	case waiting:
		return k.Owe("Đã gửi tới máy in, chưa xác nhận giấy đã ra.", "Hãy đếm giấy rồi xác nhận số bản đã ra.")
	case c.PDF == "":
		return k.Owe("Chưa in.", "Hãy làm bản in rồi chọn máy in.")
	}
	return k.Owe("Bản in đã làm, chưa in.", "Hãy chọn máy in và số bản.")
}

// inked is Luật GDĐT Điều 12.2d.
func (d *Desk) inked(c office.Conversion) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.2d", Asks: "Chữ ký, con dấu của cơ quan trên bản giấy", Part: office.PartWet}
	if !d.needsInk(c) {
		return k.Meet("Không phải chứng thư điện tử hay bản sao: luật không đòi ký, đóng dấu trên giấy.")
	}
	if c.Print != nil && c.Print.Wet != nil {
		w := c.Print.Wet
		return k.Meet("%s đã ký và đóng dấu, %s xác nhận lúc %s.", w.Signer, w.Clerk, w.At.In(office.VietNam).Format("15:04 02/01/2006"))
	}
	return k.Owe("Chờ ký, đóng dấu trên bản giấy.", "Sau khi in, hãy trình ký, đóng dấu rồi xác nhận.")
}

// firstMissing tells the first condition that stands in the way.
func firstMissing(list []office.Condition) error {
	i := slices.IndexFunc(list, func(k office.Condition) bool { return k.Met == office.IsMissed })
	if i < 0 {
		return nil
	}
	f := NotAllMet.About(list[i].Point, list[i].Asks, list[i].Evidence)
	f.Next, f.Part = list[i].Next, list[i].Part
	return f
}
