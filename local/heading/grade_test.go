package heading

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// TestALineThatSaysAGradeAndNothingElseIsOne: with an urgency beside it, or called by its name; a sentence
// that speaks of secrets is none.
func TestALineThatSaysAGradeAndNothingElseIsOne(t *testing.T) {
	for line, want := range map[string]office.Secrecy{
		"MẬT": office.Secret, " TỐI  MẬT ": office.TopSecret, "TUYỆT MẬT": office.Absolute, norm.NFD.String("MẬT"): office.Secret,
		"HỎA TỐC - MẬT": office.Secret, "MẬT, KHẨN": office.Secret, "THƯỢNG KHẨN – TỐI MẬT": office.TopSecret, "MẬT/HẸN GIỜ": office.Secret, "MẬT - MẬT": office.Secret, "M Ậ T": office.Secret,
		"Độ mật: Tối mật": office.TopSecret, "ĐỘ MẬT: MẬT": office.Secret, "Độ mật : tuyệt mật.": office.Absolute,
		"": "", "Mật": "", "HỎA TỐC": "", "Độ mật: thường": "", "Độ mật:": "", "VỀ CÔNG TÁC BẢO MẬT": "", "MẬT ONG": "", "CỤC MẬT - MÃ": "",
	} {
		if got := GradeOf(line); got != want {
			t.Errorf("%q: %q", line, got)
		}
	}
}
