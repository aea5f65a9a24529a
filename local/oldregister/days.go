package oldregister

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/worksheet"
)

// written is a day as somebody wrote it: its three numbers as they stand.
type written struct {
	a, b, year int
	ordered    bool // it says itself which is the day
}

var (
	isoDay   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$`)
	shortDay = regexp.MustCompile(`^(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}|\d{2}))?(?:\s+\d{1,2}[:h]\d{0,2}(?::\d{2})?)?$`)
	saidDay  = regexp.MustCompile(`^(?:ngay )?(\d{1,2}) (?:thang|thg) (\d{1,2})(?: nam (\d{4})| (\d{4}))?$`)
	anyDay   = regexp.MustCompile(`\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{2})\b`)
)

// readWritten takes a day apart.
func readWritten(text string) (w written, ok bool) {
	text = oneLine(text)
	if m := isoDay.FindStringSubmatch(text); m != nil {
		return written{number(m[3]), number(m[2]), number(m[1]), true}, true
	}
	if m := shortDay.FindStringSubmatch(text); m != nil {
		return written{number(m[1]), number(m[2]), fullYear(m[3]), false}, true
	}
	if m := saidDay.FindStringSubmatch(strings.TrimSpace(wordsOf(text))); m != nil {
		return written{number(m[1]), number(m[2]), number(m[3] + m[4]), true}, true
	}
	return written{}, false
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// fullYear is a year that may be written with two digits: registers of paper are older than
// computers, and none is of a time to come.
func fullYear(digits string) int {
	n := number(digits)
	if len(digits) != 2 {
		return n
	}
	if n >= 45 { // none is older than the State
		return 1900 + n
	}
	return 2000 + n
}

// inOrder is the day, the month first where it is so.
func (w written) inOrder(monthFirst bool) (string, bool) {
	day, month := w.a, w.b
	if monthFirst && !w.ordered {
		day, month = month, day
	}
	t := time.Date(w.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if !office.RegisterYear(w.year) || t.Day() != day || int(t.Month()) != month {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// order is how the days of a column are written, by what the person said, by those that can be read
// in one way alone, and where its sheet is drawn as the decree draws it, as the decree writes.
type order struct {
	monthFirst, dayFirst bool
}

func (o order) known() bool { return o.monthFirst != o.dayFirst }

func orderOf(wish string, drawn bool, texts func(func(string))) (o order) {
	switch wish {
	case office.DayFirst:
		return order{dayFirst: true}
	case office.MonthFirst:
		return order{monthFirst: true}
	}
	texts(func(text string) {
		if w, ok := readWritten(text); ok && !w.ordered {
			o.dayFirst = o.dayFirst || w.a > 12 && w.b <= 12
			o.monthFirst = o.monthFirst || w.b > 12 && w.a <= 12
		}
	})
	if !o.dayFirst && !o.monthFirst && drawn {
		o.dayFirst = true
	}
	return o
}

// dayRead is a day of a row with what is to be told of it.
type dayRead struct {
	day  string // yyyy-mm-dd; empty: there is none
	said string // how it was read, where it does not stand so
	why  string // what keeps it from being read
}

// readDay reads the day of a cell. context is the year of the sheet where the day has none; 0: it
// says none.
func readDay(b worksheet.Book, c worksheet.Cell, o order, context int) dayRead {
	text := oneLine(c.Text)
	switch {
	case text == "":
		return dayRead{}
	case c.Kind == worksheet.Day:
		return dayRead{day: text}
	case c.Kind == worksheet.Number:
		if day, ok := b.DayOf(c); ok {
			return dayRead{day: day, said: fmt.Sprintf("ngày %s ghi trong ô là số %s", daySaid(day), text)}
		}
	}
	w, ok := readWritten(text)
	if !ok {
		return dayRead{why: fmt.Sprintf("“%s” không đọc được thành ngày", short(text))}
	}
	read := dayRead{}
	if w.year == 0 {
		if context == 0 {
			return dayRead{why: fmt.Sprintf("“%s” thiếu năm", short(text))}
		}
		w.year, read.said = context, fmt.Sprintf("“%s” không ghi năm, lấy năm %d của sổ", text, context)
	}
	day, asDay := w.inOrder(false)
	other, asMonth := w.inOrder(true)
	switch {
	case !asDay && !asMonth:
		return dayRead{why: fmt.Sprintf("không có ngày “%s”", short(text))}
	case day == other:
		read.day = day
	case o.known() && !o.monthFirst && asDay:
		read.day = day
	case o.known() && o.monthFirst && asMonth:
		read.day = other
		read.said = fmt.Sprintf("“%s” ghi tháng trước, là ngày %s", text, daySaid(other))
	case o.known():
		return dayRead{why: fmt.Sprintf("không có ngày “%s”, theo thứ tự ngày, tháng của cột", short(text))}
	case asDay && !asMonth:
		read.day = day
	case asMonth && !asDay:
		read.day = other
		read.said = fmt.Sprintf("“%s” ghi tháng trước, là ngày %s", text, daySaid(other))
	default:
		return dayRead{why: fmt.Sprintf("“%s” có thể là ngày %s hoặc %s", text, daySaid(day), daySaid(other))}
	}
	return read
}

func daySaid(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02/01/2006")
}

// short is a text that is short enough for a sentence.
func short(text string) string {
	const most = 40
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
