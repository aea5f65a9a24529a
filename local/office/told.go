package office

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

var levelMeanings = map[SignatureLevel]string{
	LevelPlain: "chữ ký kiểu cũ, không ghi rõ chứng thư nào đã ký",
	LevelB:     "có chữ ký và chứng thư; kiểm tra được khi chứng thư còn hạn",
	LevelT:     "có thêm dấu thời gian, chứng minh được giờ ký",
	LevelLT:    "có thêm dấu thời gian và tin thu hồi ngay trong tệp, kiểm tra được lâu dài",
}

// Means tells what the level is good for.
func (l SignatureLevel) Means() string { return levelMeanings[l] }

// Kind tells a person's or an office's signature from a time stamp.
func (f SignatureFinding) Kind() string {
	if f.Stamp {
		return PointStamped
	}
	return PointSigned
}

// Reach tells how much of the file the signature vouches for.
func (f SignatureFinding) Reach() string {
	if f.CoversFile {
		return "toàn bộ tệp, không có gì được thêm vào sau"
	}
	return "tệp như lúc ký; sau đó tệp được thêm vào"
}

// WhoseKey tells by whose key the code was signed.
func (p PaperProof) WhoseKey() string {
	switch {
	case p.KeyID == "":
		return "mã không có chữ ký"
	case p.Office == "":
		return "không có trong danh sách khóa của cơ quan này"
	case p.Ours:
		return p.Office + " (khóa của cơ quan này)"
	}
	return p.Office + " (khóa đã nhận từ cơ quan đó)"
}

// Told is what speaks about the code, the gravest first, and what the other codes
// of the sheet say.
func (p PaperProof) Told() []string {
	told := append([]string{}, p.Reasons...)
	if len(p.Others) > 0 {
		told = append(told, fmt.Sprintf("Trên giấy có %d mã khác nhau; mã kém nhất được nêu trước. Hãy xem mã nào là của tờ giấy này.", len(p.Others)+1))
	}
	for _, o := range p.Others {
		told = append(told, fmt.Sprintf("Mã khác (%s): %s %s", strings.ToLower(o.Verdict.Name()), o.Said, strings.Join(o.Lines, " · ")))
	}
	return told
}

// Visible is foreign text as it may be shown: one line, its spaces single, what
// would hide or turn it round written out, cut off after most runes. The name in
// a certificate is whatever its owner wrote.
func Visible(s string, most int) string {
	if shownAsItIs(s, most) {
		return s
	}
	return spelledOut(s, most)
}

func spelledOut(s string, most int) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			b.WriteRune(' ')
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			fmt.Fprintf(&b, "[%U]", r)
		default:
			b.WriteRune(r)
		}
	}
	runes := []rune(strings.Join(strings.Fields(b.String()), " "))
	if len(runes) > most {
		return string(runes[:most]) + fmt.Sprintf("… (còn %d ký tự)", len(runes)-most)
	}
	return string(runes)
}

// shownAsItIs tells whether a text may be shown as it is, which nearly all may.
func shownAsItIs(s string, most int) bool {
	if len(s) > most { // a letter takes at least a byte
		return false
	}
	was := ' '
	for _, r := range s {
		if r == ' ' && was == ' ' || r != ' ' && unicode.IsSpace(r) || r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return false
		}
		was = r
	}
	return s == "" || was != ' '
}
