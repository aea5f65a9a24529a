package kit

import (
	"strings"
	"testing"

	"tram/local/office"
)

// came is a part of a sentence that says itself.
type came int

func (came) String() string { return "sau 3 trang" }

func TestAnEnglishWindowSaysInEnglishWhatTheStationSays(t *testing.T) {
	unclear := office.Failure{Name: "scanning.unclear", Said: "Máy quét %s ngừng %v mà không nói rõ là hết giấy: %s. Có thể còn tờ chưa quét.", Next: "Hãy đếm số tờ."}
	jam := unclear.About("Máy A", came(3), "máy im lặng 60 giây")
	vi, _ := Explain(jam)
	if vi.Said != jam.Said || vi.Next != jam.Next || Said("12 trang, chưa ghi trích yếu") != "12 trang, chưa ghi trích yếu" {
		t.Errorf("in Vietnamese: %q", vi)
	}
	if err := Speak(English); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Speak(Vietnamese) })
	en, _ := Explain(jam)
	if want := "The scanner Máy A stopped after 3 pages without saying that the paper has ended: it was silent for 60 seconds. Sheets may be left."; en.Said != want || en.Next == jam.Next || en.Next == "" {
		t.Errorf("it says %q", en)
	}
	if got := Said("12 trang, chưa ghi trích yếu"); got != "12 pages, no subject written yet" {
		t.Errorf("a sentence is %q", got)
	}
	for said, want := range map[string]string{
		"Ở phần so được không thấy chỗ nào khác. Có phần chưa đọc được nên chưa so, xem bên dưới.": "No place differs in what could be compared. Some parts could not be read and were not compared, see below.",
		"Ở phần so được không thấy chỗ nào khác. Câu lạ.":                                          "Ở phần so được không thấy chỗ nào khác. Câu lạ.",
	} {
		if got := Said(said); got != want {
			t.Errorf("two sentences are %q", got)
		}
	}
	for said, want := range map[string]string{"Hồ sơ: 15/QĐ-UBND · Về việc: ví dụ": "Record: 15/QĐ-UBND · Về việc: ví dụ", "Ghi nhận: Có sổ mốc": "Note: There is a book of marks", "Lạ: x": "Lạ: x", "Bước giải quyết hồ sơ: Từ chối của 469 136 736": "Step of a request: Refuse of 469 136 736", "Hồ sơ: Giấy khai sinh của ai": "Record: Giấy khai sinh của ai", "Hoàn thành": "Finished", "": ""} {
		if got := SaidOf(said); got != want {
			t.Errorf("%q is %q", said, got)
		}
	}
	if got := NamesOf([]office.Post{office.AsLeader}); got[0] != "Leader" {
		t.Errorf("a post is %q", got)
	}
	other := office.Failure{Name: "x.y", Said: "Câu khác.", Next: "Hãy thử lại."}
	if got, _ := Explain(other); got.Said != other.Said || Said("câu lạ 3") != "câu lạ 3" {
		t.Errorf("what is not known is told as %q", got)
	}
}

// TestWhatIsToldOfLettersIsInTheLanguageOfTheWindow: one sentence or several, as the meeting has them.
func TestWhatIsToldOfLettersIsInTheLanguageOfTheWindow(t *testing.T) {
	if err := Speak(English); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Speak(Vietnamese) })
	for said, want := range map[string]string{
		"Đã gửi thư cho 12 người. Thư chờ gửi cho 3 người.":                                   "Letters went to 12 people. Letters for 3 people wait to be sent.",
		"Chưa rõ thư đã đi chưa với 1 người, sẽ gửi lại. Máy chủ không nhận thư gửi 2 người.": "For 1 people it is not known whether the letter went; it is sent again. The server did not take the letters for 2 people.",
		"Đã gửi thư cho 12 người. Chưa báo cho 4 người lịch như hiện nay.":                    "Letters went to 12 people. 4 people have not been told of the meeting as it stands now.",
	} {
		if got := Said(said); got != want {
			t.Errorf("%q is %q", said, got)
		}
	}
	for _, answer := range []string{"dự", "không dự", "chưa chắc", "cử người khác"} {
		for _, state := range []string{"Thư trả lời chờ gửi.", "Thư trả lời đã gửi.", "Thư trả lời chưa rõ đã đi chưa.", "Máy chủ không nhận thư trả lời.", "Đã có thư trả lời mới hơn."} {
			said := "Đã trả lời nơi mời: " + answer + ". " + state
			if got := Said(said); strings.ContainsAny(got, "ưạờấđ") {
				t.Errorf("%q is %q", said, got)
			}
		}
	}
}
