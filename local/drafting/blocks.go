package drafting

import (
	"strings"

	"tram/local/docx"
)

// room is how many lines are left to be written where nothing is known of the text.
const room = 4

// blocks are the draft in a form.
func (d Draft) blocks(form Form) []docx.Block {
	d.Subject = unnamed(d.Type, d.Subject)
	all := []docx.Block{d.head(form)}
	switch form {
	case Resolution:
		return append(all, d.deciding(headline(d.Subject), "QUYẾT NGHỊ:", d.openArticles(""))...)
	case Decision:
		return append(all, d.deciding("Về việc "+or(bare(d.Subject)), "QUYẾT ĐỊNH:", d.openArticles(""))...)
	case Promulgation:
		verb, what := promulgates(d.Subject)
		return append(all, d.deciding(capital(said(bare(d.Subject))), "QUYẾT ĐỊNH:", d.openArticles(verb+" kèm theo Quyết định này "+said(what)+"."))...)
	case OfficialLetter:
		return append(all, d.letter()...)
	case Telegram:
		return append(all, d.telegram()...)
	case Invitation:
		return append(all, d.invitation()...)
	case Introduction:
		return append(all, d.introduction()...)
	case Record:
		return append(all, d.record()...)
	case Leave:
		return append(all, d.leave()...)
	}
	return append(all, d.titled()...)
}

// deciding is a document that decides something: by whom, on which grounds, and its articles.
func (d Draft) deciding(about, verb string, open func() []docx.Block) []docx.Block {
	all := title(d.Type.Name, about)
	who := centred(strings.ToUpper(or(d.Authority)), textSize, bold)
	who.Before, who.After = airPt, airPt
	all = append(all, who)
	grounds := listed(d.Grounds)
	if len(grounds) == 0 {
		grounds = []string{"Căn cứ " + dots, "Căn cứ " + dots, "Theo đề nghị của " + dots}
	}
	for i, l := range grounds {
		grounds[i] = grounded(l)
	}
	for _, l := range ended(grounds, ".") {
		all = append(all, docx.Paragraph{Align: docx.Both, First: firstLine, After: betweenPt, Runs: []docx.Run{{Text: l, Italic: true}}})
	}
	decided := centred(verb, textSize, bold)
	decided.Before, decided.After, decided.WithNext = betweenPt, airPt, true
	all = append(append(all, decided), d.body(open)...)
	return append(all, foot(d.getters("Như Điều ……", d.received().to, "Lưu: VT"), d.signed()))
}

// openArticles is room for articles; the first says what is known.
func (d Draft) openArticles(first string) func() []docx.Block {
	return func() []docx.Block {
		if first == "" {
			first = dots
		}
		return []docx.Block{para("Điều 1.", first), para("Điều 2.", dots), para("Điều ……", dots+"./.")}
	}
}

func (d Draft) openText() []docx.Block { return openLines(room) }

// titled is a document that bears the name of its type. What asks or reports upward is addressed as a
// letter is.
func (d Draft) titled() []docx.Block {
	all := title(d.Type.Name, headline(d.Subject))
	upward := d.Type.Code == "to-trinh" || d.Type.Code == "bao-cao" && len(d.received().to) > 0
	if !upward {
		all = append(all, d.body(d.openText)...)
		return append(all, foot(d.getters("", d.orDots(), "Lưu: VT"), d.signed()))
	}
	all = append(append(all, d.addressed()...), d.body(d.openText)...)
	return append(all, foot(d.getters("Như trên", nil, "Lưu: VT"), d.signed()))
}

// orDots are the recipients, or room for one.
func (d Draft) orDots() []string {
	if to := d.received().to; len(to) > 0 {
		return to
	}
	return []string{dots}
}

func (d Draft) letter() []docx.Block {
	all := append(d.addressed(), d.body(d.openText)...)
	return append(all, foot(d.getters("Như trên", nil, "Lưu: VT"), d.signed()))
}

func (d Draft) telegram() []docx.Block {
	all := title(d.Type.Name, headline(d.Subject))
	who := centred(or(d.Office)+" điện:", textSize, bold)
	who.Before, who.After, who.WithNext = airPt, betweenPt, true
	all = append(all, who)
	for _, l := range ended(d.orDots(), ".") {
		all = append(all, docx.Paragraph{From: 30, After: betweenPt, Runs: []docx.Run{{Text: "- " + l}}})
	}
	all = append(all, d.body(d.openText)...)
	return append(all, foot(d.getters("Như trên", nil, "Lưu: VT"), d.signed()))
}

func (d Draft) invitation() []docx.Block {
	all := title(d.Type.Name, headline(d.Subject))
	all = append(all,
		para("", or(d.Office)+" trân trọng kính mời: "+or(strings.Join(d.received().to, "; "))),
		para("", "Tới dự "+dots), para("", "Chủ trì: "+dots), para("", "Thời gian: "+dots), para("", "Địa điểm: "+dots))
	all = append(all, d.body(func() []docx.Block { return openLines(1) })...)
	return append(all, foot(d.getters("", d.orDots(), "Lưu: VT"), d.signed()))
}

func (d Draft) introduction() []docx.Block {
	all := title(d.Type.Name, "")
	all = append(all,
		para("", or(d.Office)+" trân trọng giới thiệu:"),
		para("", "Ông (bà): "+dots), para("", "Chức vụ: "+dots),
		para("", "Được cử đến: "+or(strings.Join(d.received().to, "; "))), para("", "Về việc: "+or(bare(d.Subject))))
	all = append(all, sections(d.Sections)...)
	all = append(all,
		para("", "Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ."),
		para("", "Giấy này có giá trị đến hết ngày "+dots+"./."))
	return append(all, foot(d.getters("Như trên", nil, "Lưu: VT"), d.signed()))
}

// record is what was said and decided in a meeting, as it went on (Mẫu 1.9).
func (d Draft) record() []docx.Block {
	m := d.Minutes
	all := title(d.Type.Name, headline(d.Subject))
	all = append(all, para("", "Thời gian bắt đầu: "+or(m.Begun)), para("", "Địa điểm: "+or(m.Place)))
	switch len(m.Present) {
	case 0:
		all = append(all, para("", "Thành phần tham dự: "+dots))
	case 1:
		all = append(all, para("", "Thành phần tham dự: "+said(m.Present[0])))
	default:
		all = append(all, para("", "Thành phần tham dự:"))
		for _, l := range ended(m.Present, ".") {
			all = append(all, para("", "- "+l))
		}
	}
	all = append(all,
		para("", "Chủ trì (chủ tọa): "+or(m.Chair)), para("", "Thư ký (người ghi biên bản): "+or(m.Secretary)),
		para("", "Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo):"))
	if len(d.Sections) > 0 {
		all = append(all, sections(d.Sections)...)
	} else {
		for range room {
			all = append(all, para("", openLine))
		}
	}
	all = append(all, para("", "Cuộc họp (hội nghị, hội thảo) kết thúc vào "+ends(m.Ended)+"./."))
	left := append([]docx.Paragraph{}, signature([]string{"THƯ KÝ"}, m.Secretary)...)
	all = append(all, foot(left, signature([]string{"CHỦ TỌA"}, m.Chair)))
	for i, p := range d.getters("", d.orDots(), "Lưu: VT, Hồ sơ") {
		if i == 0 {
			p.Before = airPt
		}
		all = append(all, p)
	}
	return all
}

func ends(moment string) string {
	if moment = said(moment); moment != "" {
		return moment
	}
	return "…… giờ ……, ngày …… tháng …… năm ……"
}

func (d Draft) leave() []docx.Block {
	all := title(d.Type.Name, "")
	all = append(all,
		para("", "Xét Đơn đề nghị nghỉ phép ngày …… của ông (bà) "+dots),
		para("", or(d.Office)+" cấp cho:"),
		para("", "Ông (bà): "+dots), para("", "Chức vụ: "+dots),
		para("", "Được nghỉ phép trong thời gian …… kể từ ngày …… đến hết ngày …… tại "+dots+"."),
		para("", "Số ngày nghỉ phép nêu trên được tính vào thời gian "+dots+"./."))
	all = append(all, foot(d.getters("", d.orDots(), "Lưu: VT"), d.signed()))
	confirm := centred("Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép (nếu cần)", confirmsSize, bold)
	confirm.Before = airPt
	return append(all, foot([]docx.Paragraph{confirm, centred("(Chữ ký, dấu)", confirmsSize, italic), signedAs()}, nil))
}

// signedAs is room for the name of a stranger who signs.
func signedAs() docx.Paragraph {
	p := centred("Họ và tên", confirmsSize, plain)
	p.Before = sealPt
	return p
}
