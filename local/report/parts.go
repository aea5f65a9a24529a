package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
)

// paper lists the lines of the code on a paper. Where the code can be relied on
// each has a box for whoever compares it with the paper.
func (c *composer) paper(p office.Proof) {
	if p.Paper == nil {
		return
	}
	c.Heading("Mã trên giấy", headingSize, wideAir)
	switch {
	case len(p.Paper.Lines) == 0:
		c.Para("Không đọc được dòng chữ nào trong mã.", 0, air)
	case p.Comparable():
		c.Para("So từng dòng dưới đây với tờ giấy; dòng nào đúng thì đánh dấu vào ô:", 0, air)
	default:
		c.Para("Các dòng đọc được trong mã:", 0, air)
	}
	sign := "–"
	if p.Comparable() {
		sign = "□"
	}
	each(c, p.Paper.Lines, func(_ int, line string) {
		c.Marked(sign, mark.Printable(line, saidRunes), markWidth, headingSize, true, air)
	})
	c.Fact("Khóa ký mã", mark.Printable(p.Paper.WhoseKey(), nameRunes), air)
	c.Fact("Mã số của khóa", mark.Printable(p.Paper.KeyID, nameRunes), 0)
	c.reasons(p.Paper.Told())
}

// signatures tells of each what the window tells.
func (c *composer) signatures(r *office.SignatureReport) {
	if r == nil {
		return
	}
	c.Heading(fmt.Sprintf("Chữ ký số trong tệp: %d", len(r.Signatures)), headingSize, wideAir)
	each(c, r.Signatures, func(i int, s office.SignatureFinding) { c.signature(i+1, s) })
}

func (c *composer) signature(number int, s office.SignatureFinding) {
	c.Heading(fmt.Sprintf("%d. %s: %s", number, s.Kind(), mark.Printable(s.Signer, nameRunes)), textSize, wideAir)
	c.Fact("Kết luận", answerSigns[s.Verdict]+" "+s.Verdict.Name(), air)
	c.reasons(s.Reasons)
	c.Fact("Cơ quan, tổ chức", mark.Printable(s.Organisation, nameRunes), 0)
	c.Fact("Nơi cấp chứng thư", mark.Printable(s.Issuer, nameRunes), 0)
	c.Fact("Số chứng thư", mark.Printable(s.Serial, nameRunes), 0)
	if !s.At.IsZero() {
		c.Fact(hour(s), moment(s.At)+", "+s.AtFrom.Name(), 0)
	}
	if s.Level != "" {
		c.Fact("Mức chữ ký", string(s.Level)+": "+s.Level.Means(), 0)
	}
	c.Fact("Bao trùm", s.Reach(), 0)
	c.list("Thêm vào sau", s.Since)
	c.Fact("Chứng thư lúc ký", s.CertificateThen.Name(), 0)
	c.Fact("Chứng thư lúc này", standing(s), 0)
	c.Fact("Tin thu hồi", c.wordOf(s.StatusOf), 0)
}

func hour(s office.SignatureFinding) string {
	if s.Stamp {
		return "Giờ đóng dấu"
	}
	return "Giờ ký"
}

func standing(s office.SignatureFinding) string {
	if s.ValidTo.IsZero() || s.CertificateNow == "" {
		return s.CertificateNow.Name()
	}
	return s.CertificateNow.Name() + ", hạn đến " + day(s.ValidTo)
}

// wordOf tells the age of the newest word on revocation.
func (c *composer) wordOf(t time.Time) string {
	if t.IsZero() {
		return "chưa có tin nào"
	}
	said := "mới nhất từ " + moment(t)
	if days := int(c.now.Sub(t).Hours() / 24); days > 0 {
		said += fmt.Sprintf(", đã %d ngày", days)
	}
	return said
}

func (c *composer) reasons(reasons []string) { c.list("Vì sao", reasons) }

// list sets several values beside one name.
func (c *composer) list(name string, values []string) {
	each(c, values, func(i int, v string) {
		if i > 0 {
			name = "Và"
		}
		c.Fact(name, mark.Printable(v, saidRunes), 0)
	})
}

var metWords = map[office.Met]string{office.IsMet: "√ Đạt", office.IsOwed: "▲ Lưu ý", office.IsMissed: "× Không đạt"}

// checks lists what else was looked at.
func (c *composer) checks(all []office.Condition) {
	if len(all) == 0 {
		return
	}
	c.Heading("Các điểm đã kiểm tra", headingSize, wideAir)
	each(c, all, func(_ int, k office.Condition) {
		from := len(c.Rows)
		c.Fact(metWords[k.Met], mark.Printable(cmp.Or(k.Asks, k.Point), saidRunes), air)
		c.Text(textSize, false, nameWidth, mark.Printable(joined(k.Point, k.Evidence), saidRunes))
		if k.Met != office.IsMet {
			c.Text(textSize, false, nameWidth, mark.Printable(k.Next, saidRunes))
		}
		if len(c.Rows) > from+1 {
			c.Rows[from].Keep = true
		}
	})
}

func joined(words ...string) string {
	var said []string
	for _, w := range words {
		if w != "" {
			said = append(said, w)
		}
	}
	return strings.Join(said, " · ")
}

// each prints the items of a list, and of one that nobody would read to its end
// how many are left.
func each[T any](c *composer, all []T, print func(i int, item T)) {
	for i, item := range all {
		if i == mostItems || len(c.Rows) >= mostRows {
			c.Para(fmt.Sprintf("Còn %d mục nữa, không in ở đây.", len(all)-i), 0, air)
			return
		}
		print(i, item)
	}
}
