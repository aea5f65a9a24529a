package station

import (
	"fmt"

	"tram/local/office"
	"tram/local/store"
)

// mostSaid is how many findings of one sort a verification tells one by one.
const mostSaid = 20

// chainsSaid tells what is wrong with what other stations wrote, and where their
// records and this station's are not one. Nothing of the own journal hangs on it.
func chainsSaid(report store.JournalReport) (said []office.Condition) {
	elsewhere := office.Condition{Point: "Nhật ký trạm khác", Asks: "Chuỗi của các trạm khác nối nhau, mỗi trạm một chuỗi"}
	for _, f := range report.Elsewhere[:min(len(report.Elsewhere), mostSaid)] {
		said = append(said, elsewhere.Owe(f.Said, "Hãy hỏi người phụ trách trạm ấy. Nhật ký của máy này không bị ảnh hưởng."))
	}
	apart := office.Condition{Point: "Hai bản", Asks: "Mỗi mục chỉ có một bản"}
	if n := len(report.Apart); n > 0 {
		said = append(said, apart.Owe(fmt.Sprintf("%d mục có hai bản khác nhau trở lên, do các trạm sửa riêng.", n), "Hãy mở từng mục và chọn bản đúng."))
	}
	double := office.Condition{Point: "Trùng", Asks: "Mỗi mã, mỗi số chỉ dùng cho một hồ sơ"}
	for _, d := range report.Doubles[:min(len(report.Doubles), mostSaid)] {
		if d.Kind == office.KindConversion {
			said = append(said, double.Owe(fmt.Sprintf("%d hồ sơ cùng mang %s.", len(d.Records), d.Said), "Không hồ sơ nào trong số đó được coi là hợp lệ cho tới khi so với giấy tờ."))
			continue
		}
		said = append(said, double.Owe(fmt.Sprintf("%d mục cùng mang %s.", len(d.Records), d.Said), "Hãy mở từng mục, giữ mục đúng; mục kia thì sửa hoặc ngừng dùng."))
	}
	return said
}
