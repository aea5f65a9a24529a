package counterforms

import (
	"cmp"
	"strconv"
	"strings"

	"tram/local/letter"
	"tram/local/office"
)

// receipt (BM.01) tells who brought what, and when there will be an answer (Nghị định 137/2024, Điều 7).
// Its code is there for eyes and for a reader, which types it as a person would.
func receipt(p *letter.Paper, f Facts, _ office.RequestStep) error {
	r := f.Told.Request
	if err := p.Coded(r.Code); err != nil {
		return err
	}
	p.Field("Mã hồ sơ", r.Code)
	p.Para(deskSaid + " " + f.Office.Name)
	p.Field("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức", r.From.Name)
	p.Field("Số định danh cá nhân/tổ chức", r.From.Number)
	p.Field("Địa chỉ", r.From.Address)
	p.Pair("Số điện thoại", r.From.Phone, "Email", r.From.Mail)
	agent(p, r.Agent)
	p.Field("Nội dung yêu cầu giải quyết", content(r))
	p.Para("Thành phần hồ sơ nộp gồm:")
	p.Numbered(papers(r.Papers), 3)
	p.Field("Số lượng hồ sơ", sets(r.Sets))
	p.Field("Thời gian giải quyết hồ sơ theo quy định là", r.Asked.TermSaid())
	p.Para("Thời gian nhận hồ sơ: " + letter.MomentWritten(r.Received) + ".")
	p.Para("Thời gian trả kết quả giải quyết hồ sơ: " + letter.MomentWritten(r.Due) + ".")
	for _, told := range r.DueTold {
		p.Slanted("Lưu ý: " + told + ".")
	}
	p.Field("Đăng ký nhận kết quả tại", wayAsked(r))
	p.Para("Vào Sổ theo dõi hồ sơ, Quyển số: ………… Số thứ tự: ………… (nếu có)")
	p.SignedBy(bringer, receiver(r.By.Name))
	return nil
}

// What signs the forms; the sample says what an electronic one bears instead.
const byHand = "(Ký và ghi rõ họ tên)"

var bringer = letter.Signer{As: "NGƯỜI NỘP HỒ SƠ", How: []string{byHand}}

func receiver(name string) letter.Signer {
	return letter.Signer{As: "NGƯỜI TIẾP NHẬN HỒ SƠ", How: []string{byHand, "(Chữ ký số của người tiếp nhận hồ sơ nếu là biểu mẫu điện tử)"}, Name: name}
}

// agent tells of who acts for an applicant; of nobody nothing.
func agent(p *letter.Paper, a office.Agent) {
	if a.Name == "" {
		return
	}
	p.Field("Người được ủy quyền, họ và tên", a.Name)
	p.Field("Địa chỉ", "")
	p.Field("Số định danh cá nhân", a.Number)
	p.Pair("Số điện thoại", a.Phone, "Email", "")
	p.Field("Giấy tờ ủy quyền", a.Authority)
}

// content is what is asked for: the procedure, and what else was said of it.
func content(r office.Request) string {
	if r.Content == "" {
		return r.Asked.Name
	}
	return r.Asked.Name + ": " + r.Content
}

// papers are what was handed in, each with its form.
func papers(all []office.RequestPaper) (said []string) {
	for _, p := range all {
		form := office.ChoiceSaid(office.PaperForms, p.Form)
		said = append(said, p.Name+" ("+cmp.Or(form, p.Form)+")")
	}
	return said
}

func sets(n int) string {
	if n < 1 {
		return ""
	}
	return strconv.Itoa(n) + " (bộ)"
}

// wayAsked is how the result is to be given, and where it is sent.
func wayAsked(r office.Request) string {
	way := office.ChoiceSaid(office.ResultWays, r.Way)
	if r.Way == office.ResultAtCounter {
		way = deskSaid // the name of the question says the rest
	}
	return strings.TrimSuffix(way+", "+r.Where, ", ")
}
