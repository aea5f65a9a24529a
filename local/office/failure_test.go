package office

import "testing"

// TestWordsFillWhatHappenedAndThenWhatToDo: none is told twice, and none is left over.
func TestWordsFillWhatHappenedAndThenWhatToDo(t *testing.T) {
	for _, c := range []struct {
		is         Failure
		args       []any
		said, next string
	}{
		{Failure{Said: "Số %d.", Next: "Từ 1 tới %d."}, []any{7, 5}, "Số 7.", "Từ 1 tới 5."},
		{Failure{Said: "Không in được.", Next: "Từ 1 tới %d."}, []any{5}, "Không in được.", "Từ 1 tới 5."},
		{Failure{Said: "Số %d.", Next: "Làm lại."}, []any{7}, "Số 7.", "Làm lại."},
		{Failure{Said: "Dòng %[2]d của %[1]s.", Next: "Lưu lại."}, []any{"a", 7}, "Dòng 7 của a.", "Lưu lại."},
		{Failure{Said: "Đầy 100%% ở %s.", Next: "Dọn %s."}, []any{"đây", "đó"}, "Đầy 100% ở đây.", "Dọn đó."},
		{Failure{Said: "Ngày %s.", Next: "Sau %s."}, []any{"1"}, "Ngày 1.", "Sau %s."}, // whoever knows it fills it
	} {
		if got := c.is.About(c.args...); got.Said != c.said || got.Next != c.next || len(got.Args()) != len(c.args) {
			t.Errorf("%q %q", got.Said, got.Next)
		}
	}
}
