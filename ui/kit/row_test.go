package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestTheLinesOfARowCoverNothing gives rows states and dates of all lengths.
func TestTheLinesOfARowCoverNothing(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Look{})
	const wide = 420
	for _, state := range []string{"", "Đủ", "Người giữ khóa khôi phục", "Người giữ khóa khôi phục của cơ quan"} {
		for _, when := range []string{"", "04:50 28/11/2026"} {
			r := NewRow()
			r.Set("Trang thông tin điện tử xã Mẫu Sơn", "Tài khoản của Nguyễn Văn Mẫu", when)
			r.Chip.Set(Neutral, IconPerson, state)
			Seen(r.Chip, state != "")
			test.NewTempWindow(t, r)
			r.Resize(fyne.NewSize(wide, r.MinSize().Height))
			if edge := r.below.Position().X + r.below.Size().Width; state != "" && edge > r.Chip.Position().X {
				t.Errorf("%q covers %v of the line below", state, edge-r.Chip.Position().X)
			}
			title := r.title.Size().Width
			if when != "" && title > r.when.Position().X || when == "" && title != wide {
				t.Errorf("with %q at the right the title is %v wide", when, title)
			}
		}
	}
}
