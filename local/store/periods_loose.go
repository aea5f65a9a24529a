package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// looseAt reads at a word what many a text says, too: a month, a quarter, trước 30/9, 6 tháng đầu năm.
func (r *reader) looseAt(i int) (s stretch, err error) {
	for _, read := range []func([]word) (stretch, error){r.namedQuarterAt, r.namedMonthAt, r.edgeAt, r.partOfYearAt, r.shortQuarterAt} {
		if s, err = read(r.words[i:]); s.after > 0 || err != nil {
			break
		}
	}
	if errors.Is(err, NoSuchMonth) && r.lasts(i) {
		return stretch{}, nil
	}
	if s.after > 0 {
		s.first, s.after = i, i+s.after
	}
	return s, err
}

// asNamed is a stretch that words begin with which the index calls by a name of its own.
func asNamed(d Days, taken int, name string) stretch {
	s := stretch{Days: d, after: taken, name: name}
	if taken > 2 {
		s.year = d.From[:len("2006")]
	}
	return s
}

func (r *reader) namedQuarterAt(words []word) (stretch, error) {
	d, n, err := r.quarterAt(words)
	return asNamed(d, n, saidAt(words)), err
}

// namedMonthAt reads tháng 10, and tháng 11/2026: a day of that month that a text says is written with
// its year.
func (r *reader) namedMonthAt(words []word) (stretch, error) {
	if d, n := r.yearsMonthAt(words); n > 0 {
		s := asNamed(d, n, saidAt(words))
		s.worded = true
		return s, nil
	}
	d, n, err := r.bareMonthAt(words)
	return asNamed(d, n, saidAt(words)), err
}

// yearsMonthAt reads tháng 11/2026, tháng 11 năm 2026.
func (r *reader) yearsMonthAt(words []word) (d Days, taken int) {
	if len(words) < 3 || !isWord(words[0], "thang", "tháng") {
		return d, 0
	}
	said := dateAt(words)
	digits, is := strings.CutPrefix(said.key, "§")
	if !is || len(digits) != len("200601") {
		return d, 0
	}
	return daysOf(digits), said.words
}

// lasts tells whether the month at a word is one that something lasts, or the one behind all twelve: 3
// tháng 15 ngày, lương tháng 13.
func (r *reader) lasts(i int) bool {
	if i == 0 {
		return false
	}
	before := r.words[i-1]
	if isNumber(before.plain) {
		return i < 2 || !isWord(r.words[i-2], "ngay", "ngày")
	}
	return isWord(before, "luong", "lương") || isWord(before, "thuong", "thưởng")
}

// edgeAt reads trước 30/9, sau tháng 9, trước ngày 15/10/1993, none of which is within.
func (r *reader) edgeAt(words []word) (s stretch, err error) {
	before, after := isWord(words[0], "truoc", "trước"), isWord(words[0], "sau", "sau")
	if len(words) < 2 || !before && !after || !spaced(words[0].after) {
		return s, nil
	}
	if _, n := citedAt(words[1:]); n > 0 {
		return s, nil
	}
	p, n, err := r.pointAt(words[1:], time.Time{})
	if n == 0 || err != nil {
		return s, err
	}
	s = stretch{Days: Days{To: moved(p.From, -1)}, after: 1 + n, worded: true}
	if after {
		s.Days = Days{From: moved(p.To, 1)}
	}
	return s, nil
}

// moved is the day so many days after another.
func moved(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// partOfYearAt reads 6 tháng đầu năm, 9 tháng đầu năm 2025, sáu tháng cuối năm ngoái.
func (r *reader) partOfYearAt(words []word) (s stretch, err error) {
	const said = 4 // words, without those of the year
	if len(words) < said || !isWord(words[1], "thang", "tháng") || !isWord(words[3], "nam", "năm") {
		return s, nil
	}
	n, first := monthsSaid(words[0]), isWord(words[2], "dau", "đầu")
	if n == 0 || !first && !isWord(words[2], "cuoi", "cuối") {
		return s, nil
	}
	of := func(year int) Days {
		from := time.Date(year, 1, 1, 0, 0, 0, 0, office.VietNam)
		if !first {
			from = from.AddDate(0, 12-n, 0)
		}
		return between(from, from.AddDate(0, n, 0))
	}
	if year, more := r.yearSaid(words[said:]); more > 0 {
		return stretch{Days: of(year), after: said + more, worded: true}, nil
	}
	return stretch{Days: r.lastBegun(of), after: said, worded: true}, nil
}

// monthsSaid is a number of months as people write it; 0: it is none.
func monthsSaid(w word) int {
	for n, said := range map[int][2]string{3: {"ba", "ba"}, 6: {"sau", "sáu"}, 9: {"chin", "chín"}} {
		if isWord(w, said[0], said[1]) {
			return n
		}
	}
	if !isNumber(w.plain) {
		return 0
	}
	return upTo(w.plain, 11)
}

// yearSaid reads the year behind the word năm: 2025, nay, ngoái.
func (r *reader) yearSaid(words []word) (year, taken int) {
	switch {
	case len(words) == 0:
		return 0, 0
	case isYear(words[0].plain):
		year, _ = strconv.Atoi(words[0].plain)
		return year, 1
	case isWord(words[0], "nay", "nay"):
		return r.now.Year(), 1
	case isWord(words[0], "ngoai", "ngoái"), isWord(words[0], "truoc", "trước"):
		return r.now.Year() - 1, 1
	}
	return 0, 0
}

// shortQuarterAt reads Q1/2025. Without a year Q1 is a district as well.
func (r *reader) shortQuarterAt(words []word) (s stretch, err error) {
	digit, is := strings.CutPrefix(words[0].plain, "q")
	n := upTo(digit, 4)
	if !is || len(digit) != 1 || n == 0 || len(words) < 2 {
		return s, nil
	}
	year, more := yearAfter(words)
	if more == 0 {
		return s, nil
	}
	return stretch{Days: quarterOfYear(n, year), after: 1 + more, name: fmt.Sprint("q", n), year: fmt.Sprint(year), worded: true, run: true}, nil
}

// quarterOfYear are the days of a quarter.
func quarterOfYear(n, year int) Days {
	from := time.Date(year, time.Month(3*n-2), 1, 0, 0, 0, 0, office.VietNam)
	return between(from, from.AddDate(0, 3, 0))
}
