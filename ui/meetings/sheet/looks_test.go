package sheet

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// workWeek is a week as an office has it.
func workWeek() []office.Occurrence {
	all := []office.Occurrence{
		meeting("Giao ban đầu tuần của Ủy ban nhân dân xã", "2026-12-07 07:30", "2026-12-07 08:30"),
		meeting("Họp thẩm định quy hoạch sử dụng đất", "2026-12-07 08:00", "2026-12-07 10:00"),
		meeting("Tiếp công dân trực tuyến", "2026-12-07 08:15", "2026-12-07 09:00"),
		meeting("Hội ý", "2026-12-08 08:00", "2026-12-08 08:15"),
		meeting("Rà soát hồ sơ một cửa quá hạn", "2026-12-08 08:30", "2026-12-08 09:00"),
		meeting("Họp chi bộ thường kỳ tháng 12", "2026-12-08 09:00", "2026-12-08 09:30"),
		meeting("Kỳ họp thứ ba Hội đồng nhân dân xã Mẫu Sơn khóa hai", "2026-12-09 07:30", "2026-12-09 11:30"),
		meeting("Tập huấn chữ ký số", "2026-12-09 13:30", "2026-12-09 16:00"),
		meeting("Làm việc với đoàn kiểm tra", "2026-12-09 14:00", "2026-12-09 17:00"),
		meeting("Họp tổ dân phố số 4", "2026-12-11 19:00", "2026-12-11 20:30"),
		wholeDay("Tuần lễ chuyển đổi số", "2026-12-07", 5),
		wholeDay("Kiểm kê tài sản", "2026-12-09", 1),
	}
	all[1].State, all[1].Place = office.MeetingTentative, "Phòng họp số 2"
	all[8].State = office.MeetingCancelled
	all[6].Place = "Hội trường tầng 2"
	for _, hour := range []string{"08:00", "08:10", "08:20", "08:30", "08:40", "08:50"} {
		o := meeting("Phỏng vấn lúc "+hour, "2026-12-11 "+hour, "2026-12-11 09:30")
		all = append(all, o)
	}
	return all
}

func TestTheSheetLooksAsItDid(t *testing.T) {
	small := fyne.NewSize(600, 260) // 1366×768 at 200 %
	for name, come := range map[string]func(t *testing.T) *desk{
		"day":         func(t *testing.T) *desk { return looked(t, usual, ByDay) },
		"week":        func(t *testing.T) *desk { return looked(t, usual, ByWeek) },
		"month":       func(t *testing.T) *desk { return looked(t, usual, ByMonth) },
		"week-large":  func(t *testing.T) *desk { return looked(t, fyne.NewSize(1700, 900), ByWeek) },
		"week-small":  func(t *testing.T) *desk { return looked(t, small, ByWeek) },
		"month-small": func(t *testing.T) *desk { return looked(t, small, ByMonth) },
		"week-held": func(t *testing.T) *desk {
			d := looked(t, usual, ByWeek)
			d.with(fyne.KeyModifierAlt, fyne.KeyRight, fyne.KeyDown)
			return d
		},
		"month-held": func(t *testing.T) *desk {
			d := looked(t, usual, ByMonth)
			d.press(fyne.KeyTab)
			d.with(fyne.KeyModifierAlt, fyne.KeyDown)
			return d
		},
		"slot": func(t *testing.T) *desk {
			d := looked(t, usual, ByWeek)
			d.press(fyne.KeyRight, fyne.KeyDown)
			return d
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := come(t)
			test.AssertRendersToMarkup(t, name+".xml", d.window.Canvas())
			d.draw(t, name)
			test.ApplyTheme(t, kit.Look{Dark: true})
			d.Refresh()
			d.draw(t, name+"-dark")
		})
	}
}

// looked is a sheet as a clerk has it who works in it by keyboard.
func looked(t *testing.T, size fyne.Size, v View) *desk {
	d := newDeskOf(t, size, append(workWeek(), many(60)...)...)
	d.Turn(v)
	d.window.Canvas().Focus(d.Sheet)
	return d
}
