package office

import "testing"

func TestATextIsAPartOfTheNameOfAFile(t *testing.T) {
	for text, want := range map[string]string{
		"Mất mạng cả trụ sở từ sáng":                       "mat-mang-ca-tru-so-tu-sang",
		"  ../Đĩa C:\\ hỏng?! ":                            "dia-c-hong",
		"Nhà mạng báo đứt cáp quang ở cầu Mẫu Sơn tối qua": "nha-mang-bao-dut-cap-quang-o-cau-mau-son",
		"…": "",
	} {
		if got := Dashed(text, 40); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}
