package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// Days as people say them: hôm qua, tuần này, quý 3/2026, tháng 10, từ 1/10 đến 15/10. What the
// calendar alone can mean is taken out of the words and narrows the search. A month or a quarter
// stands in many a subject, too ("Báo cáo quý 3"), and does so though the report was made after it:
// what says it comes first, and behind that what is of those days.

// Asking is one way to ask for what was typed.
type Asking struct {
	Text   string // what is left as words
	Sifted Sifting
}

// Typed is what was typed, as it is understood.
type Typed struct {
	Ways  []Asking // the first one first; at least one
	Meant []string // each stretch of days, in words
}

// ReadTyped reads the days in what was typed at a moment. It fails with NoSuchDay, NoSuchMonth and
// NoSuchQuarter, and with DaysTurned where a stretch ends before it begins: a day that is none is
// not looked for as if it were words.
func ReadTyped(text string, now time.Time) (Typed, error) {
	r := reader{now: now.In(office.VietNam), words: split(text)}
	r.before = strings.TrimSuffix(text, strings.TrimLeftFunc(text, isNoWordRune))
	for i := 0; i < len(r.words); {
		taken, err := r.at(i)
		if err != nil {
			return Typed{}, err
		}
		i += max(taken, 1)
	}
	if len(r.strict) == 0 && len(r.loose) == 0 {
		return Typed{Ways: []Asking{{Text: text}}}, nil
	}
	both := slices.Concat(r.strict, r.loose)
	rest := r.without(both)
	t := Typed{Ways: []Asking{{rest, sifting(both)}}}
	if slices.ContainsFunc(r.loose, func(l stretch) bool { return l.worded }) {
		t.Ways = slices.Insert(t.Ways, 0, r.worded(rest))
	}
	if slices.ContainsFunc(r.loose, func(l stretch) bool { return l.name != "" }) {
		t.Ways = slices.Insert(t.Ways, 0, r.spelled(rest))
	}
	for _, s := range both {
		t.Meant = append(t.Meant, s.Said())
	}
	return t, nil
}

// stretch is one of days, and the words that say it.
type stretch struct {
	Days
	first, after int    // of the words
	name         string // as the index calls a month or a quarter that a text says; empty: it is neither
	year         string // that was said with it; empty: none
	worded       bool   // a text may say its words
	run          bool   // and says them one behind the other: by themselves they mean something else
}

// spelled asks for texts that say the months and quarters, with their years, and the words of all
// other stretches that a text may say.
func (r *reader) spelled(rest string) Asking {
	asking := Asking{rest, sifting(r.strict)}
	for _, l := range r.loose {
		said := l.year
		if l.name == "" {
			said = r.said(l)
		} else {
			asking.Sifted.All = append(asking.Sifted.All, Sifted{siftSaid, l.name})
		}
		asking.Text = strings.TrimSpace(said + " " + asking.Text) // before a quote that is left open
	}
	return asking
}

// worded asks for texts that say the words of the stretches that a text may say.
func (r *reader) worded(rest string) Asking {
	asking := Asking{rest, sifting(r.strict)}
	for _, l := range r.loose {
		said := r.said(l)
		if l.run {
			said = `"` + said + `"`
		}
		asking.Text = strings.TrimSpace(said + " " + asking.Text) // before a quote that is left open
	}
	return asking
}

// said are the words of a stretch, with the signs between them.
func (r *reader) said(s stretch) string {
	var b strings.Builder
	for _, w := range r.words[s.first:s.after] {
		b.WriteString(w.exact + w.after)
	}
	return strings.TrimSpace(b.String())
}

// siftSaid is a month or a quarter that a text says: m10, q3.
const siftSaid Sift = "m"

// saidKeys are the months and quarters that a text says, whose years may stand elsewhere in it.
func saidKeys(words []word) (keys []string) {
	for i := range words[:max(0, len(words)-1)] {
		if name := saidAt(words[i:]); name != "" {
			keys = append(keys, Sifted{siftSaid, name}.key())
		}
	}
	return keys
}

// saidAt is the month or the quarter that words begin with: m10, q3; empty: neither.
func saidAt(words []word) string {
	if len(words) < 2 || !spaced(words[0].after) {
		return ""
	}
	if isWord(words[0], "thang", "tháng") {
		if n := upTo(words[1].plain, 12); n > 0 {
			return fmt.Sprint("m", n)
		}
	}
	if n := quarterOf(words[1].plain); n > 0 && n <= 4 && isWord(words[0], "quy", "quý") {
		return fmt.Sprint("q", n)
	}
	return ""
}

// quarterOf is the number of a quarter, which some write with Roman numerals; 0: it is none.
func quarterOf(plain string) int {
	if n := slices.Index([]string{"", "i", "ii", "iii", "iv"}, plain); n > 0 {
		return n
	}
	if len(plain) > 1 {
		return 0
	}
	return upTo(plain, 9)
}

// Said is a stretch in words; an open one says so.
func (d Days) Said() string {
	said := func(day string) string {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return day
		}
		return t.Format("02/01/2006")
	}
	switch {
	case d.From == d.To:
		return "ngày " + said(d.From)
	case d.To == "":
		return "từ " + said(d.From)
	case d.From == "":
		return "tới " + said(d.To)
	}
	return "từ " + said(d.From) + " đến " + said(d.To)
}

func sifting(all []stretch) (s Sifting) {
	for _, one := range all {
		s.Days = bothDays(s.Days, []Days{one.Days})
	}
	return s
}

// reader goes through words.
type reader struct {
	now           time.Time
	before        string // the signs before the first word
	words         []word
	strict, loose []stretch
	quoted        bool
}

// without are the words that no stretch says, with the signs between them.
func (r *reader) without(all []stretch) string {
	var b strings.Builder
	b.WriteString(r.before)
	for i, w := range r.words {
		if slices.ContainsFunc(all, func(s stretch) bool { return i >= s.first && i < s.after }) {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(w.exact + w.after)
	}
	return strings.TrimSpace(b.String())
}

// at reads what begins at a word, and tells how many words it takes.
func (r *reader) at(i int) (taken int, err error) {
	signs := r.before
	if i > 0 {
		signs = r.words[i-1].after
	}
	if strings.Count(quotes.Replace(signs), `"`)%2 == 1 {
		r.quoted = !r.quoted
	}
	if r.quoted {
		return 1, nil
	}
	rest := r.words[i:]
	if d, n, err := r.spanAt(rest); n > 0 || err != nil {
		r.strict = append(r.strict, stretch{Days: d, first: i, after: i + n})
		return n, err
	}
	if d, n := r.nowAt(rest); n > 0 {
		r.strict = append(r.strict, stretch{Days: d, first: i, after: i + n})
		return n, nil
	}
	if s, err := r.looseAt(i); s.after > i || err != nil {
		r.loose = append(r.loose, s)
		return s.after - i, err
	}
	if numbered := i > 0 && isWord(r.words[i-1], "so", "số"); !numbered {
		if err := wrongDayAt(rest); err != nil {
			return 0, err
		}
	}
	if _, n := citedAt(rest); n > 0 && !countsMonths(rest, n) {
		return n, nil
	}
	return max(dateAt(rest).words, 1), nil
}

// spanAt reads từ … đến …, and từ … alone.
func (r *reader) spanAt(words []word) (d Days, taken int, err error) {
	if len(words) < 2 || !isWord(words[0], "tu", "từ") {
		return d, 0, nil
	}
	from, n, err := r.pointAt(words[1:], time.Time{})
	if n == 0 || err != nil {
		return d, 0, err
	}
	taken = 1 + n
	rest := words[taken:]
	if len(rest) > 1 && (isWord(rest[0], "den", "đến") || isWord(rest[0], "toi", "tới")) {
		to, more, err := r.pointAt(rest[1:], from.dated)
		if err != nil {
			return d, 0, err
		}
		if more > 0 {
			if from.year == 0 && to.year != 0 {
				from.move(to.year)
			}
			if to.To < from.From {
				return d, 0, DaysTurned.About(Days{from.From, from.From}.Said(), Days{to.To, to.To}.Said())
			}
			return Days{from.From, to.To}, taken + 1 + more, nil
		}
	}
	return Days{From: from.From}, taken, nil
}

// point is a day, a month, a quarter or a year as one end of a stretch.
type point struct {
	Days
	year  int // as it was said; 0: it was not
	dated time.Time
}

// move lets a point whose year was not said be of one.
func (p *point) move(year int) {
	p.From = fmt.Sprintf("%04d%s", year, p.From[4:])
	p.To = fmt.Sprintf("%04d%s", year, p.To[4:])
}

// pointAt reads one end of a stretch. Where no year is said it is the first such day from one
// on, or, of the zero time, the last that has begun.
func (r *reader) pointAt(words []word, from time.Time) (p point, taken int, err error) {
	if d, n, err := r.quarterAt(words); n > 0 || err != nil {
		return r.ended(d, 1), n, err
	}
	if err := wrongDayAt(words); err != nil {
		return p, 0, err
	}
	if d, n, err := r.bareMonthAt(words); err != nil {
		return p, 0, err
	} else if n > 0 {
		p = r.ended(d, 0)
		return r.following(p, from), n, nil
	}
	said := dateAt(words)
	if said.words == 0 {
		return p, 0, nil
	}
	digits := strings.TrimPrefix(said.key, "§")
	if day, is := strings.CutPrefix(said.key, "¶"); is {
		p = r.ended(r.lastBegun(func(year int) Days {
			return daysOf(fmt.Sprint(year) + day)
		}), 0)
		return r.following(p, from), said.words, nil
	}
	d := daysOf(digits)
	if d.From == "" {
		return p, 0, nil
	}
	return r.ended(d, 1), said.words, nil
}

// following is a point of which no year was said, after the beginning of a stretch.
func (r *reader) following(p point, from time.Time) point {
	if from.IsZero() {
		return p
	}
	if p.move(from.Year()); p.To < from.Format(time.DateOnly) {
		p.move(from.Year() + 1)
	}
	return p
}

// ended is a point of days; told: its year was said.
func (r *reader) ended(d Days, told int) point {
	at, _ := time.ParseInLocation(time.DateOnly, d.From, office.VietNam)
	return point{Days: d, year: told * at.Year(), dated: at}
}

// daysOf are those of a year, a month or a day in digits; none: it is no such.
func daysOf(digits string) Days {
	for _, form := range []struct {
		layout            string
		year, month, days int
	}{{"2006", 1, 0, 0}, {"200601", 0, 1, 0}, {"20060102", 0, 0, 1}} {
		if t, err := time.Parse(form.layout, digits); err == nil {
			return between(t, t.AddDate(form.year, form.month, form.days))
		}
	}
	return Days{}
}

// between are the days from one on up to another, which is not among them.
func between(from, after time.Time) Days {
	return Days{from.Format(time.DateOnly), after.AddDate(0, 0, -1).Format(time.DateOnly)}
}

// lastBegun are the days of this year, or, where those are still to come, of the last one.
func (r *reader) lastBegun(of func(year int) Days) Days {
	for back := range 5 { // 29/2 stands in every fourth year
		if d := of(r.now.Year() - back); d.From != "" && d.From <= r.now.Format(time.DateOnly) {
			return d
		}
	}
	return of(r.now.Year())
}

// nowAt reads what is said from today: hôm qua, tuần trước, tháng này, năm ngoái.
func (r *reader) nowAt(words []word) (d Days, taken int) {
	if len(words) < 2 {
		return d, 0
	}
	today := time.Date(r.now.Year(), r.now.Month(), r.now.Day(), 0, 0, 0, 0, office.VietNam)
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	month := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, office.VietNam)
	quarter := time.Date(today.Year(), (today.Month()-1)/3*3+1, 1, 0, 0, 0, 0, office.VietNam)
	year := time.Date(today.Year(), 1, 1, 0, 0, 0, 0, office.VietNam)
	for _, said := range []struct {
		plain, marked [2]string
		days          Days
	}{
		{[2]string{"hom", "nay"}, [2]string{"hôm", "nay"}, between(today, today.AddDate(0, 0, 1))},
		{[2]string{"hom", "qua"}, [2]string{"hôm", "qua"}, between(today.AddDate(0, 0, -1), today)},
		{[2]string{"hom", "kia"}, [2]string{"hôm", "kia"}, between(today.AddDate(0, 0, -2), today.AddDate(0, 0, -1))},
		{[2]string{"tuan", "nay"}, [2]string{"tuần", "này"}, between(monday, monday.AddDate(0, 0, 7))},
		{[2]string{"tuan", "truoc"}, [2]string{"tuần", "trước"}, between(monday.AddDate(0, 0, -7), monday)},
		{[2]string{"thang", "nay"}, [2]string{"tháng", "này"}, between(month, month.AddDate(0, 1, 0))},
		{[2]string{"thang", "truoc"}, [2]string{"tháng", "trước"}, between(month.AddDate(0, -1, 0), month)},
		{[2]string{"quy", "nay"}, [2]string{"quý", "này"}, between(quarter, quarter.AddDate(0, 3, 0))},
		{[2]string{"quy", "truoc"}, [2]string{"quý", "trước"}, between(quarter.AddDate(0, -3, 0), quarter)},
		{[2]string{"nam", "nay"}, [2]string{"năm", "nay"}, between(year, year.AddDate(1, 0, 0))},
		{[2]string{"nam", "ngoai"}, [2]string{"năm", "ngoái"}, between(year.AddDate(-1, 0, 0), year)},
		{[2]string{"nam", "truoc"}, [2]string{"năm", "trước"}, between(year.AddDate(-1, 0, 0), year)},
	} {
		if spaced(words[0].after) && isWord(words[0], said.plain[0], said.marked[0]) && isWord(words[1], said.plain[1], said.marked[1]) {
			return said.days, 2
		}
	}
	return d, 0
}

// quarterAt reads quý 3, quý III, quý 3/2026, quý 3 năm 2026. It fails with NoSuchQuarter.
func (r *reader) quarterAt(words []word) (d Days, taken int, err error) {
	if len(words) < 2 || !isWord(words[0], "quy", "quý") || !spaced(words[0].after) {
		return d, 0, nil
	}
	n := quarterOf(words[1].plain)
	if n == 0 {
		return d, 0, nil
	}
	if n > 4 {
		return d, 0, NoSuchQuarter.About(words[1].plain)
	}
	of := func(year int) Days { return quarterOfYear(n, year) }
	if year, more := yearAfter(words[1:]); more > 0 {
		return of(year), 2 + more, nil
	}
	return r.lastBegun(of), 2, nil
}

// yearAfter reads the year that stands behind a word, with a sign or the word năm between.
func yearAfter(words []word) (year, taken int) {
	rest := words[1:]
	switch {
	case len(rest) > 1 && isWord(rest[0], "nam", "năm") && isYear(rest[1].plain):
		taken = 2
	case len(rest) > 0 && (loose(words[0].after) || strings.TrimSpace(words[0].after) == "") && isYear(rest[0].plain):
		taken = 1
	default:
		return 0, 0
	}
	year, _ = strconv.Atoi(rest[taken-1].plain)
	return year, taken
}

// bareMonthAt reads tháng 10, of which no year is said. It fails with NoSuchMonth: but tháng 2025 is none
// that anybody means.
func (r *reader) bareMonthAt(words []word) (d Days, taken int, err error) {
	if len(words) < 2 || !isWord(words[0], "thang", "tháng") || !spaced(words[0].after) || !isNumber(words[1].plain) || dateAt(words).words > 0 {
		return d, 0, nil
	}
	n := upTo(words[1].plain, 12)
	if n == 0 && len(words[1].plain) < len("100") {
		return d, 0, NoSuchMonth.About(words[1].plain)
	}
	if n == 0 {
		return d, 0, nil
	}
	return r.lastBegun(func(year int) Days { return daysOf(fmt.Sprintf("%04d%02d", year, n)) }), 2, nil
}

// wrongDayAt fails with NoSuchDay where words are written as a day that no month has: 31/2,
// 29/2/2025, ngày 31 tháng 4. A month above twelve is one only in a day that names its year.
func wrongDayAt(words []word) error {
	if len(words) > 1 && isWord(words[0], "ngay", "ngày") {
		words = words[1:]
	}
	if _, n := citedAt(words); n > 0 {
		return nil
	}
	day, month, year, n := writtenDay(words)
	if n == 0 || len(words) > n && parting(words[n-1].after) && words[n-1].after != "" && startsWithDigit(words[n].plain) {
		return nil
	}
	leap := 2024
	if year != 0 {
		leap = year
	}
	at := time.Date(leap, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if at.Day() == day && int(at.Month()) == month {
		return nil
	}
	said := fmt.Sprintf("%d/%d", day, month)
	if year != 0 {
		said = fmt.Sprintf("%s/%d", said, year)
	}
	return NoSuchDay.About(said)
}

// writtenDay reads a day with its month as it is written, whether there is such a day or not.
func writtenDay(words []word) (day, month, year, taken int) {
	number := func(i, most int) int {
		if i >= len(words) || len(words[i].plain) > most || !isNumber(words[i].plain) {
			return 0
		}
		n, _ := strconv.Atoi(words[i].plain)
		return n
	}
	day = number(0, 2)
	if day == 0 || len(words) < 2 {
		return 0, 0, 0, 0
	}
	at := 1
	if blank(words[0].after) && isWord(words[1], "thang", "tháng") {
		at = 2
	} else if sign := strings.TrimSpace(words[0].after); !isSlash(words[0].after) && sign != "-" {
		return 0, 0, 0, 0
	}
	if month = number(at, 2); month == 0 {
		return 0, 0, 0, 0
	}
	if y, n := yearAfter(words[at:]); n > 0 {
		return day, month, y, at + 1 + n
	}
	if month > 12 || at == 1 && strings.TrimSpace(words[0].after) == "-" { // 31-2 is a number of two parts as well
		return 0, 0, 0, 0
	}
	return day, month, 0, at + 1
}
