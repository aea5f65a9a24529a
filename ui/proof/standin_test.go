package proof

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"time"

	"tram/assets"
	"tram/local/job"
	"tram/local/office"
)

// court is a stand-in for the station that gives the answer it is told to.
type court struct {
	answer office.Proof
	broken error
	asked  []string
	hold   chan struct{} // ProveFile waits for it or for a stop

	blind    error // of the pictures
	unmade   error // of the report
	reported []string
}

func (c *court) Types() []office.DocumentType {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		panic(err)
	}
	return types
}

func (c *court) ProveFile(ctx context.Context, path string, _ *job.Progress) (office.Proof, error) {
	c.asked = append(c.asked, path)
	if c.hold != nil {
		select {
		case <-c.hold:
		case <-ctx.Done():
			return office.Proof{}, ctx.Err()
		}
	}
	return c.answer, c.broken
}

func (c *court) ProveCode(_ context.Context, code string, _ *job.Progress) (office.Proof, error) {
	c.asked = append(c.asked, code)
	return c.answer, c.broken
}

func (c *court) ProveJournal(context.Context, *job.Progress) (office.Proof, error) {
	c.asked = append(c.asked, "journal")
	return c.answer, c.broken
}

func (c *court) Conversion(_ context.Context, id office.ID) (office.Conversion, error) {
	return office.Conversion{ID: id, Code: "7K4M-Q2XN-9RT2", Form: office.Plain, FromPaper: office.FromPaper{Pages: make([]office.Page, 3)},
		Clerk: office.Clerk{Name: "Trần Thị Ví Dụ", Position: "Công chức Văn phòng"}, Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"},
		Document: office.Document{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng"},
		Finished: at}, nil
}

func (c *court) PagePicture(_ context.Context, _ office.ID, page, maxSide int) (image.Image, error) {
	return sheet(maxSide, color.White), c.blind
}

func (c *court) Thumbnail(_ context.Context, path string, maxSide int) (image.Image, error) {
	return sheet(maxSide, color.Gray{Y: 220}), c.blind
}

func (c *court) Report(_ context.Context, about string, p office.Proof) ([]byte, error) {
	c.reported = append(c.reported, about+": "+string(p.Answer()))
	return []byte("%PDF-1.7"), c.unmade
}

// sheet is a page with lines of grey for words.
func sheet(high int, paper color.Color) image.Image {
	wide := high * 210 / 297
	m := image.NewRGBA(image.Rect(0, 0, wide, high))
	draw.Draw(m, m.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for y := high / 10; y < high*9/10; y += max(1, high/25) {
		draw.Draw(m, image.Rect(wide/8, y, wide*7/8-y%(wide/4+1), y+high/80+1), image.NewUniform(color.Gray{Y: 90}), image.Point{}, draw.Src)
	}
	return m
}

var at = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

func finding(v office.SignatureVerdict) office.SignatureFinding {
	return office.SignatureFinding{
		Field: "Signature1", Verdict: v, Signer: "Nguyễn Văn Mẫu", Organisation: "Ủy ban nhân dân xã Mẫu Sơn", Issuer: "Cơ quan chứng thực Ví Dụ G2", Serial: "5f3a09c1",
		At: at, AtFrom: office.TimeStamped, Level: office.LevelLT, ValidTo: at.AddDate(2, 0, 0), StatusOf: at.Add(-50 * time.Hour),
		CertificateThen: office.CertificateGood, CertificateNow: office.CertificateGood, CoversFile: true,
	}
}

func reservedFinding() office.SignatureFinding {
	f := finding(office.SignatureReserved)
	f.Level, f.AtFrom, f.StatusOf, f.CertificateNow, f.CoversFile = office.LevelB, office.TimeClaimed, time.Time{}, office.CertificateUnknown, false
	f.Since = []string{"Đã điền biểu mẫu sau khi ký.", "Có thêm một chữ ký nữa."}
	f.Reasons = []string{"Chưa có tin nào về việc chứng thư “Nguyễn Văn Mẫu” có bị thu hồi hay không. Hãy kiểm tra lại khi có mạng.",
		"Nơi cấp chứng thư (Cơ quan chứng thực Ví Dụ G2) chưa có trong danh sách tin cậy của cơ quan, nên chưa chắc người ký đúng là người có tên."}
	return f
}

func invalidFinding() office.SignatureFinding {
	f := finding(office.SignatureInvalid)
	f.Signer = "Trần Thị Ví Dụ"
	f.CertificateThen, f.CertificateNow, f.CoversFile = office.CertificateRevoked, office.CertificateRevoked, false
	f.Since = []string{"Nội dung trang 2 đã bị thay đổi."}
	f.Reasons = []string{"Nội dung đã bị thay đổi sau khi ký.", "Chứng thư “Trần Thị Ví Dụ” đã bị thu hồi từ 14:05 ngày 01/10/2026, trước khi ký."}
	return f
}

func stampFinding() office.SignatureFinding {
	f := finding(office.SignatureValid)
	f.Stamp, f.Signer, f.Organisation, f.Level = true, "Máy chủ dấu thời gian Ví Dụ", "", office.LevelT
	return f
}

const strangerSaid = "Tệp này không phải do trạm này tạo ra, hoặc đã bị sửa đến mức không nhận ra được. Nếu trên văn bản có mã tra cứu, hãy gõ mã đó để tìm bản trong kho."

func signed(said string, all ...office.SignatureFinding) office.Proof {
	v := office.SignatureValid
	for _, f := range all {
		v = v.Worse(f.Verdict)
	}
	return office.Proof{Verdict: office.Stranger, Said: strangerSaid,
		Signatures: &office.SignatureReport{Verdict: v, Said: said, Signatures: all}}
}

func paperOf(v office.SignatureVerdict, said string, reasons ...string) office.Proof {
	return office.Proof{Said: said, Paper: &office.PaperProof{Verdict: v, Said: said, Reasons: reasons, KeyID: "9c41aa0752e6b0d1", Office: "Ủy ban nhân dân xã Mẫu Sơn", Ours: true,
		Lines: []string{"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY", "Thời gian chuyển đổi: 2026-11-23T14:05:09+07:00",
			"Cơ quan thực hiện: Ủy ban nhân dân xã Mẫu Sơn", "Mã tra cứu: 7K4M-Q2XN-9RT2"}}}
}

// answers are what the station says in each state of the page.
func answers() map[string]office.Proof {
	paper := paperOf(office.SignatureValid, "Mã trên giấy do Ủy ban nhân dân xã Mẫu Sơn ký. Hãy so các dòng với tờ giấy.")
	paper.Verdict, paper.Conversion = office.Proven, "r1"
	withdrawn := paper
	withdrawn.Withdrawn = &office.Withdrawal{Reason: "Ban hành nhầm số, đã thay bằng Quyết định số 16/QĐ-UBND.", Clerk: "Trần Thị Ví Dụ", At: at}
	unknown := paperOf(office.SignatureReserved, "Mã trên giấy được ký bằng một khóa mà trạm chưa biết.")
	unknown.Paper.Office, unknown.Paper.Ours = "", false
	imported := paperOf(office.SignatureValid, "Mã trên giấy do Ủy ban nhân dân xã Ví Dụ ký.", "Khóa này chưa có chữ ký số của cơ quan chứng nhận.")
	imported.Paper.Office, imported.Paper.Ours, imported.Paper.Verdict = "Ủy ban nhân dân xã Ví Dụ", false, office.SignatureReserved
	many := make([]office.SignatureFinding, 30)
	for i := range many {
		many[i] = finding(office.SignatureValid)
		many[i].Signer = fmt.Sprintf("Người ký thứ %d", i+1)
	}
	many[6], many[7] = invalidFinding(), reservedFinding()
	long := reservedFinding()
	long.Signer, long.Organisation = strings.Repeat("Tênkhôngcódấucách", 30), "a\u202etxt"
	long.Reasons = []string{strings.Repeat("Chưa có tin nào về chứng thư này. ", 40)}
	return map[string]office.Proof{
		"valid":           signed("Tệp có 2 chữ ký số, đều hợp lệ.", finding(office.SignatureValid), stampFinding()),
		"reservation":     signed("Tệp có 1 chữ ký số, có điều cần lưu ý.", reservedFinding()),
		"invalid":         signed("Tệp có 2 chữ ký số, trong đó 1 không hợp lệ.", invalidFinding(), finding(office.SignatureValid)),
		"many":            signed("Tệp có 30 chữ ký số, trong đó 1 không hợp lệ.", many...),
		"long":            signed("Tệp có 1 chữ ký số, có điều cần lưu ý.", long),
		"stranger":        {Verdict: office.Stranger, Said: strangerSaid},
		"paper-valid":     paper,
		"paper-imported":  imported,
		"paper-unknown":   unknown,
		"paper-changed":   paperOf(office.SignatureInvalid, "Các dòng trong mã đã bị sửa.", "Chữ ký của mã không khớp với các dòng chữ: ít nhất một chữ đã bị đổi."),
		"paper-withdrawn": withdrawn,
	}
}
