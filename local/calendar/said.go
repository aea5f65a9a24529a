package calendar

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
)

var dayNames = map[string]string{"MO": "thứ Hai", "TU": "thứ Ba", "WE": "thứ Tư", "TH": "thứ Năm", "FR": "thứ Sáu", "SA": "thứ Bảy", "SU": "Chủ nhật"}

var unitNames = map[string]string{"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}

// Said is a rule in words: "hằng tuần vào thứ Hai, 10 lần"; empty: it takes place once. A rule with parts that
// nobody says in a few words is said by its unit, and that there is more to it.
func Said(t office.Timing) string {
	if t.Again == "" {
		if len(t.Also) > 0 {
			return fmt.Sprintf("%d lần theo ngày đã chọn", len(t.Also)+1)
		}
		return ""
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(strings.ToUpper(t.Again), ";") {
		key, value, _ := strings.Cut(part, "=")
		parts[key] = value
	}
	unit := unitNames[parts["FREQ"]]
	said := "hằng " + unit
	if n := parts["INTERVAL"]; n != "" && n != "1" {
		said = n + " " + unit + " một lần"
	}
	more := false
	for key, value := range parts {
		switch key {
		case "FREQ", "INTERVAL", "WKST", "COUNT", "UNTIL", "BYDAY":
		case "BYMONTHDAY":
			if strings.ContainsAny(value, ",-") {
				more = true
			}
		default:
			more = true
		}
	}
	days, plain := daysSaid(parts["BYDAY"])
	if days != "" {
		said += " vào " + days
	}
	if day := parts["BYMONTHDAY"]; day != "" && !more {
		said += " vào ngày " + day
	}
	if more || !plain {
		said += " (theo quy tắc riêng)"
	}
	return said + endSaid(parts)
}

// daysSaid are days of the week in words; false: they are of a sort that is not said so.
func daysSaid(list string) (said string, plain bool) {
	if list == "" {
		return "", true
	}
	var names []string
	for day := range strings.SplitSeq(list, ",") {
		name, is := dayNames[day]
		if !is {
			return "", false
		}
		names = append(names, name)
	}
	return strings.Join(names, ", "), true
}

func endSaid(parts map[string]string) string {
	if n := parts["COUNT"]; n != "" {
		return ", " + n + " lần"
	}
	if until := parts["UNTIL"]; len(until) >= 8 {
		if day, err := time.Parse("20060102", until[:8]); err == nil {
			return ", đến " + day.Format("02/01/2006")
		}
	}
	return ""
}
