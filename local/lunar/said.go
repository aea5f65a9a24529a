package lunar

import "fmt"

var monthNames = []string{"Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp"}

// Said is the day as people say it: mùng 1 tháng Giêng, rằm tháng Bảy, 23 tháng Chạp, 20 tháng Hai
// nhuận. The zero Day says nothing.
func (d Day) Said() string {
	if d == (Day{}) {
		return ""
	}
	said := fmt.Sprint(d.Day)
	switch {
	case d.Day == 15:
		said = "rằm"
	case d.Day <= 10:
		said = "mùng " + said
	}
	said += " tháng " + monthNames[d.Month-1]
	if d.Leap {
		said += " nhuận"
	}
	return said
}

// Short is the day as a calendar prints it: 15/7, and 15/7 nhuận of a leap month.
func (d Day) Short() string {
	switch {
	case d == (Day{}):
		return ""
	case d.Leap:
		return fmt.Sprintf("%d/%d nhuận", d.Day, d.Month)
	}
	return fmt.Sprintf("%d/%d", d.Day, d.Month)
}

// YearName is what a lunar year is called (Can Chi): Bính Ngọ of 2026.
func YearName(year int) string {
	stems := []string{"Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"}
	branches := []string{"Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"}
	if year < 4 {
		return ""
	}
	return stems[(year-4)%10] + " " + branches[(year-4)%12]
}
