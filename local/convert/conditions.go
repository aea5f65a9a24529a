package convert

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Conditions weighs a draft against the law, point by point, for the list that
// stands beside the act.
func (d *Desk) Conditions(ctx context.Context, id office.ID) ([]office.Condition, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.State == office.Finished {
		return c.Conditions, nil
	}
	if c.Pages, err = d.Pages(id); err != nil {
		return nil, err
	}
	return d.beside(ctx, c)
}

// beside weighs a draft for the list beside the act.
func (d *Desk) beside(ctx context.Context, c office.Conversion) ([]office.Condition, error) {
	t, err := d.tray(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	twins, err := d.twins(ctx, c, t)
	return append(d.weigh(c), twins...), err
}

// NeedsSignature tells whether the law lets a conversion be finished only with
// the office's signature: papers of Luật GDĐT Điều 12.1d, and the copies of Nghị
// định 30, whose digitising is signed by the office (Phụ lục I, II). An
// exception of the law frees it.
func (d *Desk) NeedsSignature(c office.Conversion) bool {
	t, err := d.Type(c.Document.Type)
	return needsSignature(c, t) && err == nil && legalBasis(c) == ""
}

func needsSignature(c office.Conversion, t office.DocumentType) bool {
	return t.NeedsKey || c.Form.IsCopy()
}

// legalBasis is why the office need not sign; empty: it must.
func legalBasis(c office.Conversion) string {
	if c.Exception == nil {
		return ""
	}
	return strings.TrimSpace(c.Exception.LegalBasis)
}

// Weigh weighs a draft as it lies on the clerk's desk, with words that are not
// saved yet: the list beside the act follows the clerk without a journal entry
// at every key.
func (d *Desk) Weigh(ctx context.Context, typed office.Conversion) ([]office.Condition, error) {
	c, err := d.unfinished(ctx, typed.ID)
	if err != nil {
		return nil, err
	}
	if c = worded(c, typed); c.Source == "" {
		if usual, err := c.Form.AllowPaperToData(""); err == nil {
			c.Source = usual
		}
	}
	if c.Pages, err = d.Pages(typed.ID); err != nil {
		return nil, err
	}
	return d.beside(ctx, c)
}

// dayOf is when a conversion was finished, or would be now.
func (d *Desk) dayOf(c office.Conversion) time.Time {
	if c.Finished.IsZero() {
		return d.Clock.Now()
	}
	return c.Finished
}

// weigh is the law as a function of the record alone, and of the day for a document
// that says one.
func (d *Desk) weigh(c office.Conversion) []office.Condition {
	t, err := d.Type(c.Document.Type)
	list := []office.Condition{described(c.Document, t, err), counted(c.FromPaper), seen(c), sized(c.FromPaper), sharp(c), marked(c)}
	if ahead, is := c.Document.Ahead(d.dayOf(c)); is {
		list = append(list, ahead)
	}
	for _, noted := range []func(office.FromPaper) (office.Condition, bool){redrawn, retouched, coloured, takenOut, readBelow} {
		if k, any := noted(c.FromPaper); any {
			list = append(list, k)
		}
	}
	if c.Form.IsCopy() {
		list = append(list, copied(c))
	}
	if c.Form == office.Dossier {
		list = append(list, dossier(c))
	}
	return append(list, stored(c), sealed(), ordinary(c), signed(c, t))
}

func described(d office.Document, t office.DocumentType, err error) office.Condition {
	c := office.Condition{Point: "Luật GDĐT 12.1b", Asks: "Truy cập và sử dụng được để tham chiếu", Part: office.PartDescription}
	if err != nil {
		return c.Miss("Chưa chọn loại văn bản.", "Hãy chọn loại văn bản.")
	}
	by := "mã"
	for _, said := range []struct{ word, name string }{{d.Number, "số"}, {d.Symbol, "ký hiệu"}, {d.Subject, "trích yếu"}, {d.Issuer, "cơ quan ban hành"}} {
		if said.word != "" {
			by += ", " + said.name
		}
	}
	if d.Number == "" && d.Subject == "" {
		return c.Owe(fmt.Sprintf("Loại “%s”; chưa ghi số và trích yếu, nên mới tra cứu được theo %s.", t.Name, by),
			"Nên gõ trích yếu, hoặc số và ký hiệu ghi trên giấy: về sau thường chỉ nhớ những điều đó.")
	}
	return c.Meet("Loại “%s”, tra cứu được theo %s.", t.Name, by)
}

func counted(of office.FromPaper) office.Condition {
	k := office.Condition{Point: "NĐ 137 4.2a", Asks: "Đủ số trang so với bản giấy", Part: office.PartCount}
	switch {
	case len(of.Pages) == 0:
		k.Part = office.PartPages
		return k.Miss(noPages, addPages)
	case of.PaperPages == 0:
		return k.Miss("Chưa có số trang đếm trên giấy.", "Hãy đếm bản giấy rồi gõ số trang.")
	case of.PaperPages != len(of.Pages):
		return k.Miss(fmt.Sprintf("Giấy có %d trang, bản nháp có %d trang.", of.PaperPages, len(of.Pages)),
			"Hãy đếm lại bản giấy, quét thêm trang thiếu hoặc bỏ trang thừa.")
	}
	return k.Meet("Đếm trên giấy %d trang, trong tệp %d trang.", of.PaperPages, len(of.Pages))
}

func seen(c office.Conversion) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.1a", Asks: "Toàn vẹn như bản giấy: đã xem từng trang", Part: office.PartViewed}
	var unseen []string
	for i, p := range c.Pages {
		if !slices.Contains(c.Viewed, p.ID) {
			unseen = append(unseen, fmt.Sprint(i+1))
		}
	}
	if len(c.Pages) == 0 || len(unseen) > 0 {
		return k.Miss("Chưa xem "+pagesText(unseen), "Hãy xem lần lượt từng trang bằng phím PgDn, dừng ở mỗi phần ít nhất một giây; trang hiện nhỏ quá thì phóng to.")
	}
	if c.Declared {
		return k.Meet("%s khai trong lệnh: đã xem đủ %d trang.", c.Clerk.Name, len(c.Pages))
	}
	return k.Meet("%s đã xem đủ %d trang.", c.Clerk.Name, len(c.Pages))
}

// Of pages that are not there nothing was looked at.
const (
	noPages  = "Chưa có trang nào."
	addPages = "Hãy thêm tệp quét hoặc quét văn bản."
)

func sized(of office.FromPaper) office.Condition {
	k := office.Condition{Point: "NĐ 30 PL I", Asks: "Tỷ lệ 100 %: biết khổ giấy của từng trang", Part: office.PartPaper}
	if len(of.Pages) == 0 {
		return k.Miss(noPages, addPages)
	}
	if unknown := numbersOf(of, func(p office.Page) bool { return !p.SizeKnown() }); len(unknown) > 0 {
		return k.Miss("Chưa rõ khổ giấy của "+pagesText(unknown), "Hãy chọn khổ giấy (A4, A3…) cho các trang đó.")
	}
	if photos := numbersOf(of, func(p office.Page) bool { return p.Photo }); len(photos) > 0 {
		return k.Owe("Ảnh chụp, không đo được tỷ lệ 100 %: "+pagesText(photos)+askewSaid(of), "Nên quét lại các trang này bằng máy quét.")
	}
	return k.Meet("%s%s", scaleSaid(of), cutSaid(of))
}

// scaleSaid tells by what the size of the pages is known.
func scaleSaid(of office.FromPaper) string {
	if chosen := numbersOf(of, func(p office.Page) bool { return p.Paper != "" }); len(chosen) > 0 {
		return "Khổ giấy do người thực hiện chọn ở " + pagesText(chosen) + " Các trang khác theo độ phân giải trong tệp."
	}
	if cutSaid(of) != "" {
		return "Tỷ lệ 100 % theo độ phân giải trong tệp."
	}
	return "Đúng khổ giấy, tỷ lệ 100 %."
}

// cutSaid tells of pages that are shown smaller or larger than what was scanned.
func cutSaid(of office.FromPaper) string {
	var cut []string
	for i, p := range of.Pages {
		if p.Retouched() && p.Retouch.Box != (office.Box{}) {
			w, h := p.SizeMM()
			cut = append(cut, fmt.Sprintf("trang %d (%.0f × %.0f mm)", i+1, w, h))
		}
	}
	if len(cut) == 0 {
		return ""
	}
	return " Khổ theo phần đã chọn khi chỉnh, không theo cả ảnh quét: " + listed(cut) + "."
}

// askewSaid tells of photographs that were not taken straight from above.
func askewSaid(of office.FromPaper) (said string) {
	for i, p := range of.Pages {
		if how := p.Askew(); how != "" {
			said += fmt.Sprintf(" Trang %d %s.", i+1, how)
		}
	}
	return said
}

// numbersOf lists the pages of which something holds, from 1.
func numbersOf(of office.FromPaper, holds func(office.Page) bool) (numbers []string) {
	for i, p := range of.Pages {
		if holds(p) {
			numbers = append(numbers, fmt.Sprint(i+1))
		}
	}
	return numbers
}

// redrawn tells of pages that do not lie in the file as they were captured.
func redrawn(of office.FromPaper) (k office.Condition, any bool) {
	drawn := numbersOf(of, func(p office.Page) bool { return p.Rendered })
	k = office.Condition{Point: "Luật GDĐT 12.1a", Asks: "Ảnh trang nguyên như máy quét ghi", Part: office.PartPages}
	return k.Owe("Vẽ lại theo hình hiển thị, không phải ảnh gốc của máy quét: "+pagesText(drawn),
		"Hãy xem kỹ các trang này cạnh bản giấy. Nếu được, hãy quét lại ra JPEG."), len(drawn) > 0
}

// sharp asks 200 dpi of copies, whose decree asks it, and notes it of others.
func sharp(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 30 PL I", Asks: "Độ phân giải từ 200 dpi", Part: office.PartPages}
	if len(c.Pages) == 0 {
		return k.Miss(noPages, addPages)
	}
	var coarse []string
	for i, p := range c.Pages {
		if p.Coarse() {
			coarse = append(coarse, fmt.Sprintf("%d (%.0f dpi%s)", i+1, p.Sharpness(), basisOf(p)))
		}
	}
	if len(coarse) == 0 {
		return k.Meet("Mọi trang từ 200 dpi trở lên.")
	}
	k.Evidence, k.Next = "Dưới 200 dpi: "+pagesText(coarse), "Nên quét lại các trang này ở 300 dpi."
	k.Met = office.IsOwed
	if c.Form.IsCopy() {
		k.Met = office.IsMissed
	}
	return k
}

// basisOf tells by what the resolution of a page is known.
func basisOf(p office.Page) string {
	switch {
	case p.Paper != "":
		return ", theo khổ " + p.Paper + " đã chọn"
	case p.Finest > 0:
		return ", theo ảnh mịn nhất trên trang"
	}
	return ", theo tệp quét"
}

func marked(c office.Conversion) office.Condition {
	if c.Form.Marked() {
		k := office.Condition{Point: "Luật GDĐT 12.1c, NĐ 137 4.1a", Asks: "Ký hiệu riêng, thời gian, tên đầy đủ của cơ quan và người thực hiện"}
		if c.Clerk.Name == "" {
			k.Part = office.PartClerk
			return k.Miss("Chưa rõ ai thực hiện.", "Hãy chọn người thực hiện.")
		}
		if c.Mark == nil {
			return k.Meet("Sẽ ghi khi hoàn thành: %s, %s.", c.Office.Name, c.Clerk.Name)
		}
		return k.Meet("Đã ghi “%s” lên trang %d, không che nội dung.", c.Mark.Lines[0], c.Mark.Spot.Page+1)
	}
	k := office.Condition{Point: "NĐ 137 4.1b", Asks: c.Form.Name() + ": lời chứng theo luật riêng, không thêm ký hiệu của cơ quan", Part: office.PartCertification}
	if v := c.Certification; v == nil || strings.TrimSpace(v.Body) == "" || strings.TrimSpace(v.Number) == "" || v.Date == "" {
		return k.Miss("Chưa đủ thông tin lời chứng.", "Hãy gõ nơi chứng, số chứng và ngày chứng ghi trên bản giấy.")
	}
	return k.Meet("%s, số %s, ngày %s.", c.Certification.Body, c.Certification.Number, c.Certification.Date)
}

func copied(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 30 Điều 25", Asks: c.Form.Name() + " từ đúng loại văn bản nguồn", Part: office.PartSource}
	if _, err := c.Form.AllowPaperToData(c.Source); err != nil {
		f, _ := office.FailureIn(err)
		return k.Miss(f.Said, f.Next)
	}
	return k.Meet("Làm từ %s.", c.Source.Name())
}

func dossier(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 4.1c", Asks: "Kết quả thủ tục hành chính gắn với mã hồ sơ", Part: office.PartDossier}
	if strings.TrimSpace(c.Document.Dossier) == "" {
		return k.Owe("Chưa có mã hồ sơ.", "Nên gõ mã hồ sơ ghi trên giấy tiếp nhận.")
	}
	return k.Meet("Mã hồ sơ %s.", c.Document.Dossier)
}

func stored(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 4.2c", Asks: "Lưu trữ thông điệp dữ liệu"}
	if c.PDF == "" {
		return k.Meet("Sẽ cất vào kho theo mã băm SHA-256 khi hoàn thành.")
	}
	return k.Meet("Đã cất vào kho, SHA-256 %s….", c.PDF[:12])
}

func sealed() office.Condition {
	return office.Condition{Point: "NĐ 137 4.2d", Asks: "An toàn thông tin"}.Meet("Tệp được niêm phong (mã hóa), mỗi bước ghi nhật ký nối chuỗi.")
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

func signed(c office.Conversion, t office.DocumentType) office.Condition {
	k := office.Condition{Point: "Luật GDĐT 12.1d, NĐ 137 4.2đ", Asks: "Chữ ký số của cơ quan", Part: office.PartSignature}
	if c.Form.IsCopy() {
		k.Point = "NĐ 30 PL I, NĐ 137 4.1b"
	}
	switch basis := legalBasis(c); {
	case c.Signed != nil && !c.Signed.Names(c.Office) && basis == "" && needsSignature(c, t):
		return k.Miss(signedSaid(*c.Signed)+" Tên trên chứng thư không phải tên cơ quan “"+c.Office.Name+"”, nên đó chưa phải chữ ký của cơ quan.",
			"Hãy chọn chứng thư của cơ quan rồi ký lại. Nếu pháp luật cho phép (ví dụ chứng thư còn mang tên cũ của cơ quan), hãy gõ căn cứ pháp lý.")
	case c.Signed != nil && !c.Signed.Names(c.Office):
		return k.Owe(signedSaid(*c.Signed)+" Tên trên chứng thư khác tên cơ quan “"+c.Office.Name+"”.",
			"Hãy xem đó có đúng là chứng thư của cơ quan không. Nếu ký nhầm, hãy thu hồi bản này và số hóa lại.")
	case c.Signed != nil:
		return k.Meet("%s", signedSaid(*c.Signed))
	case !needsSignature(c, t):
		k.Part = office.PartElsewhere
		return k.Meet("Không bắt buộc với loại văn bản này.")
	case basis != "":
		return k.Meet("Không ký số, theo căn cứ pháp lý: %s.", strings.TrimSuffix(basis, "."))
	case c.Form.IsCopy():
		return k.Miss(fmt.Sprintf("%s chỉ có giá trị khi cơ quan ký số (NĐ 30 Điều 25, 26).", c.Form.Name()), signNext)
	}
	return k.Miss(fmt.Sprintf("“%s” bắt buộc có chữ ký số của cơ quan.", t.Name), signNext)
}

const signNext = "Hãy ký số khi hoàn thành. Nếu pháp luật cho phép không ký, hãy gõ căn cứ pháp lý."

// signedSaid tells who signed, when, and how much proof that brings along.
func signedSaid(a office.Attestation) string {
	who := a.Signer
	if a.Organisation != "" && a.Organisation != a.Signer {
		who += ", " + a.Organisation
	}
	return fmt.Sprintf("%s ký số lúc %s, mức %s.", who, a.At.In(office.VietNam).Format("15:04 ngày 02/01/2006"), a.Level)
}

// pagesText reads out page numbers, the first few of many.
func pagesText(numbers []string) string {
	const most = 12
	switch {
	case len(numbers) == 0:
		return "trang nào."
	case len(numbers) > most:
		return fmt.Sprintf("trang %s và %d trang nữa.", strings.Join(numbers[:most], ", "), len(numbers)-most)
	}
	return "trang " + strings.Join(numbers, ", ") + "."
}

// firstMissing is the refusal that names the point of the law, or nil.
func firstMissing(list []office.Condition) error {
	for _, c := range list {
		if c.Met == office.IsMissed {
			f := NotAllMet.About(c.Point, c.Asks, c.Evidence)
			f.Next, f.Part = c.Next, c.Part
			return f
		}
	}
	return nil
}
