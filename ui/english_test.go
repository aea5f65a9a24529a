package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// vietnameseLetters are those that no English word has.
const vietnameseLetters = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"

// stayVietnamese is what no language of the window changes, longer ones first.
var stayVietnamese = strings.NewReplacer(
	// whom and what is called so
	"Nguyễn Văn Mẫu", "", "Lê Thị Thu Hà", "", "Trạm Công vụ xã Mẫu Sơn", "", "Trạm Công vụ", "", "Ủy ban nhân dân xã Mẫu Sơn", "", "Ủy ban nhân dân tỉnh Mẫu", "",
	// what was typed
	"Về việc rà soát quy hoạch sử dụng đất và chuẩn bị phương án di dời các hộ dân ở ven suối trước mùa mưa bão", "", "Cổng thông tin", "", "Công chức Tư pháp - Hộ tịch", "",
	"Lò Văn Mẫu", "", "Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới", "", "Nguyễn Thị Mẫu Ví Dụ", "", "Đăng ký khai sinh cho con", "", "Mất mạng cả trụ sở từ sáng, nhà mạng báo đứt cáp quang ở cầu Mẫu", "",
	"Họp xét duyệt hộ nghèo, hộ cận nghèo năm 2026 trên địa bàn xã Mẫu Sơn", "", "Hội trường tầng 2, trụ sở Ủy ban nhân dân xã Mẫu Sơn", "", "Gửi danh sách về Phòng Nội vụ", "",
	// words of the law: a type of document, where a rule stands
	"Công văn", "", "Nghị định 137/2024/NĐ-CP, Điều 7 khoản 1 điểm b và khoản 2", "", "(Điều 7.1b)", "", "QĐ-TTg", "",
	// names of records that hold the name of a person or of a key
	"Tài khoản của ", "", "Khóa ", "",
)

// TestAnEnglishWindowSpeaksEnglish looks at each place for words that are nobody's name and
// nobody's typing.
func TestAnEnglishWindowSpeaksEnglish(t *testing.T) {
	b := newWorked(t)
	withoutLine(t, b.w.services)
	b.w.setLanguage(kit.English)
	t.Cleanup(func() { kit.Speak(kit.Vietnamese) })
	seen := 0
	for i, door := range b.w.frame.side.doors {
		b.w.frame.goTo(i)
		kit.Settle()
		b.w.settleAt(fyne.NewSize(firstWidth, firstHeight), &b.frames)
		var l looked
		l.look(b.w.win.Content(), fyne.Position{}, area{size: b.w.win.Canvas().Size()}, nil)
		for _, c := range append(l.controls, l.words...) {
			said := wordOf(c.of)
			if said != "" {
				seen++
			}
			if strings.ContainsAny(strings.ToLower(stayVietnamese.Replace(said)), vietnameseLetters) {
				t.Errorf("%s: %q", door.Word, said)
			}
		}
	}
	if least := 20 * len(b.w.frame.side.doors); seen < least {
		t.Errorf("only %d words were looked at, not %d: the walk is broken", seen, least)
	}
}
