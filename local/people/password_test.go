package people

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

func TestAPasswordIsTheSameFromEveryInputMethod(t *testing.T) {
	for _, same := range [][]string{
		{"mật khẩu dễ nhớ", norm.NFD.String("mật khẩu dễ nhớ"), norm.NFKC.String("mật khẩu dễ nhớ"), " mật khẩu dễ nhớ\n", "mật\u00a0khẩu dễ nhớ", "mật khẩu \u200bdễ nhớ\ufeff"},
		{"hòa bình thủy", "hoà bình thuỷ", norm.NFD.String("hoà bình thủy")},
		{"Đường đá", "Ðường đá", "Ɖường ɖá", norm.NFD.String("Đường đá")},
		{"pass1234 xanh", "ｐａｓｓ１２３４ xanh", "pass１２３４　xanh"},
		{"ộ", "o\u0302\u0323", "o\u0323\u0302", "ọ\u0302", "ô\u0323"},
	} {
		for _, other := range same[1:] {
			if !bytes.Equal(canonical([]byte(same[0])), canonical([]byte(other))) {
				t.Errorf("%q and %q are two passwords: %q, %q", same[0], other, canonical([]byte(same[0])), canonical([]byte(other)))
			}
		}
	}
	for _, two := range [][2]string{{"ma", "má"}, {"mã", "mả"}, {"Ma", "ma"}, {"dà", "đà"}, {"mơ", "mô"}, {"a b", "ab"}, {"má ma", "ma má"}, {"a1à", "à1a"}} {
		if bytes.Equal(canonical([]byte(two[0])), canonical([]byte(two[1]))) {
			t.Errorf("%q opens what %q was set for", two[0], two[1])
		}
	}
}

func TestAPasswordThatOthersGuessIsRefusedWithItsReason(t *testing.T) {
	about := []string{"Nguyễn Văn Mẫu", "Ủy ban nhân dân xã Mẫu Sơn", "H49.10.02"}
	for _, c := range []struct {
		why   office.Failure
		typed []string
	}{
		{PasswordShort, []string{"", "1234567", "mật khẩ", norm.NFD.String("mật khẩ"), "      a      ", "ộộộộộộộ"}},
		{PasswordLong, []string{strings.Repeat("khoai lang ", 30)}},
		{PasswordNotText, []string{"khoai lang\x1b[D", "khoai\xff\xfelang", "khoai\tlang tím"}},
		{PasswordOwn, []string{"nguyenvanmau1990", "Nguyễn Văn Mẫu", "mau.nguyen@1985", "NguyenVanMau!@#", "mauson2026", "15081990", "08/05/1975", "20052005", "nvm15081990", "ubndmauson", "UBND xã Mẫu Sơn", "Mau15081990"}},
		{PasswordCommon, []string{"password", "P@ssw0rd", "matkhau123", "Mật khẩu 1", "matkhaumatkhau", "admin@123", "anhyeuem", "iloveyou1", "congvu2026", "vanthu12345", "Vietnam2025", "ủy ban nhân dân"}},
		{PasswordRow, []string{"12345678", "qwertyui", "asdf1234", "abcd1234", "1qaz2wsx", "aaaaaaaa", "87654321", "zaq12wsx", "!@#$%^&*", "147258369"}},
		{PasswordSimple, []string{"hoahoahoa", "98316204"}},
	} {
		for _, typed := range c.typed {
			if err := Weak([]byte(typed), about[0], about[1:]...); !errors.Is(err, c.why) {
				t.Errorf("%q: %v, not %s", typed, err, c.why.Name)
			}
		}
	}
}

func TestAReasonTellsOfAPartWhereOnlyAPartIsGuessed(t *testing.T) {
	for typed, says := range map[string]string{
		"mot mat khau moi toanh": "có từ thuộc số những từ bị thử đầu tiên",
		"matkhau toanh":          "có từ thuộc số những từ bị thử đầu tiên",
		"1234567 toanh":          "có dãy phím cạnh nhau",
		"15081990 toanh":         "ngày tháng",
	} {
		f, told := office.FailureIn(Weak([]byte(typed), "Nguyễn Văn Mẫu"))
		if !told || !strings.Contains(f.Said, says) || !strings.Contains(f.Said, "phần còn lại") {
			t.Errorf("%q is refused with %q", typed, f.Said)
		}
	}
}

func TestAPasswordOfAFewWordsIsTakenWithoutAskingForSigns(t *testing.T) {
	about := []string{"Nguyễn Văn Mẫu", "Ủy ban nhân dân xã Mẫu Sơn"}
	for _, typed := range []string{
		"trời mưa to quá", "bông hoa đỏ", "khoai lang tím", "conmeotreocaycau", "Ghế gỗ cũ kêu", "xkqvjwpz", "correct horse battery",
		"493817205629", "bàn ăn, đèn dầu", "mèo Mẫu trèo cây cau", "việcgìkhókhăn", "hGt7#wQe", "bánh chưng xanh", "quạt trần cũ kỹ",
	} {
		if err := Weak([]byte(typed), about[0], about[1:]...); err != nil {
			t.Errorf("%q is refused: %v", typed, err)
		}
	}
}
