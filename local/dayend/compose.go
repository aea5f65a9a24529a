package dayend

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/rows"
)

const title = "TỜ KHÓA SỔ NGÀY"

// Sizes of letters and widths of columns, in points.
const (
	titleSize   = 15.0
	headingSize = 11.5
	textSize    = 10.5
	listSize    = 9.5
	smallSize   = 8.5
	air         = 3.0 // above a paragraph
	wideAir     = 7.0 // above a section
	nameWidth   = 62.0
	roomToSign  = 38.0
)

// What is printed of long words and long lists: a person reads no more.
const (
	nameRunes = 300
	saidRunes = 1000
	mostRows  = 3_000 // of a list: about 60 pages
)

// setter sets the parts of a sheet.
type setter struct{ rows.Setter }

func compose(f Facts) []rows.Row {
	c := &setter{rows.Setter{Width: textWidth(), Size: textSize, Names: nameWidth}}
	c.opening(f)
	c.figures(f.Draft.Count)
	c.kinds(f.Draft.Count)
	c.lists(f.Draft)
	c.remarks(f.Draft)
	c.closing(f)
	return c.Rows
}

func (c *setter) opening(f Facts) {
	s := f.Draft.DaySheet
	named := mark.Printable(f.Office.Name, nameRunes)
	if f.Office.Code != "" {
		named += ", mã định danh " + mark.Printable(f.Office.Code, nameRunes)
	}
	c.Text(headingSize, true, 0, named)
	c.Centred(titleSize, wideAir, title+" "+office.DaySaid(s.Day))
	c.Fact("Trạm", fmt.Sprintf("%s (%s)", office.StationSaid(s.Station), s.Station), wideAir)
	c.Fact("Tờ số", fmt.Sprintf("%d của ngày này, lập lúc %s%s", s.No, moment(s.At), lateSaid(s)), 0)
	c.Fact("Người lập", mark.Printable(s.Clerk, nameRunes), 0)
	if b := f.Former; b != nil {
		c.Fact("Tờ trước", fmt.Sprintf("tờ số %d, lập lúc %s, đầu nhật ký mục %d, SHA-256 %s…; tờ này đếm lại cả ngày",
			b.No, moment(b.At), b.Head.Seq, strings.Join(office.HashGroups(b.Head.Hash)[:formerGroups], " ")), 0)
	}
}

// formerGroups is enough of a hash to tell a sheet from others.
const formerGroups = 4

func lateSaid(s office.DaySheet) string {
	if s.Late {
		return ", khi ngày đã qua"
	}
	return ""
}

// figure is one number with its name.
type figure struct {
	name string
	n    int
}

// figures sets the numbers in pairs: those of the day, and those that are owed.
func (c *setter) figures(n office.DayCount) {
	c.Heading("Trong ngày", headingSize, wideAir)
	c.pairs([]figure{
		{"Giấy đưa vào", n.Papers}, {"Văn bản điện tử đưa vào để in", n.Messages},
		{"Hồ sơ số hóa xong", n.Digitised}, {"Văn bản điện tử ra giấy xong", n.Printed},
		{"Số trang đã số hóa", n.Sheets}, {"Hồ sơ được ký số", n.Signed},
		{"Xong mà phải ký số, chưa ký", n.Unsigned}, {"Đưa vào mà chưa xong", n.Open},
		{"Bản nháp đã bỏ", n.Discarded}, {"Hồ sơ thu hồi", n.Withdrawn},
		{"Từ chối vì độ mật", n.Refused}, {"Lượt đưa đi in", n.Orders},
	})
	c.Heading("Còn thiếu ở trạm lúc lập tờ này, của mọi ngày", headingSize, wideAir)
	c.pairs([]figure{
		{"Hồ sơ chờ ký số", n.WaitSigning}, {"Chữ ký còn nợ bằng chứng", n.OweEvidence},
		{"Lượt in chưa ghi số bản đã ra", n.WaitCounting}, {"Tệp thiếu trong kho", n.MissingFiles},
	})
}

// pairs sets two figures side by side.
func (c *setter) pairs(all []figure) {
	const middle = 12.0 // between the two
	half := (c.Width - middle) / 2
	for i := 0; i+1 < len(all); i += 2 {
		c.Add(rows.Row{Size: textSize, Before: 1, Pieces: append(all[i].set(0, half), all[i+1].set(half+middle, c.Width)...)})
	}
}

func (n figure) set(from, to float64) []rows.Piece {
	said := fmt.Sprint(n.n)
	if n.n < 0 {
		said = "chưa đếm được"
	}
	return []rows.Piece{{X: from, S: n.name}, {X: to - mark.Width(said, textSize, true), S: said, Bold: true}}
}

// kinds tells of all entries what they are about.
func (c *setter) kinds(n office.DayCount) {
	c.Heading("Nhật ký của trạm trong ngày", headingSize, wideAir)
	if n.Entries == 0 {
		c.Para("Không có mục nào.", 0, 0)
		return
	}
	c.Para(spanSaid(n)+" "+kindsSaid(n), 0, 0)
}

func spanSaid(n office.DayCount) string {
	if n.Last-n.First+1 == n.Entries {
		return fmt.Sprintf("%d mục, từ mục %d đến mục %d.", n.Entries, n.First, n.Last)
	}
	return fmt.Sprintf("%d mục, trong khoảng từ mục %d đến mục %d; các mục khác trong khoảng đó mang ngày khác.", n.Entries, n.First, n.Last)
}

// kindsSaid lists the kinds, each entry in one.
func kindsSaid(n office.DayCount) string {
	said := make([]string, len(n.Kinds))
	for i, k := range n.Kinds {
		said[i] = fmt.Sprintf("%s %d", k.Said, k.Entries)
	}
	return "Theo loại bản ghi: " + strings.Join(said, "; ") + "."
}

func (c *setter) lists(d office.DayDraft) {
	if len(d.Made) > 0 {
		c.Heading("Hồ sơ hoàn thành", headingSize, wideAir)
		wordsAt := codeAt + widest(d.Made) + listGap
		for i, r := range d.Made {
			if i == mostRows {
				c.Para(fmt.Sprintf("Còn %d hồ sơ nữa, không in ở đây.", len(d.Made)-i), 0, air)
				break
			}
			c.record(i+1, r, wordsAt)
		}
	}
	if len(d.Open) > 0 {
		c.Fact("Chưa xong", openSaid(d.Open), wideAir)
	}
	if len(d.Grades) > 0 {
		c.Fact("Từ chối", strings.Join(d.Grades, "; ")+". Sổ từ chối giữ dòng đầy đủ.", air)
	}
}

// Columns of the list of records, in points.
const (
	codeAt     = 18.0
	listGap    = 6.0
	standsWide = 76.0
)

// widest is how wide the codes of a list are.
func widest(all []office.DayRecord) (wide float64) {
	for _, r := range all {
		wide = max(wide, mark.Width(string(r.Code), listSize, false))
	}
	return wide
}

// record sets one record: number, code, document and how it stands, the document wrapped.
func (c *setter) record(number int, r office.DayRecord, wordsAt float64) {
	words := mark.Lines(mark.Printable(r.Document, saidRunes), listSize, false, c.Width-wordsAt-standsWide-listGap)
	stands := mark.Lines(mark.Printable(r.Stands, nameRunes), listSize, false, standsWide)
	for i := range max(len(words), len(stands), 1) {
		row := rows.Row{Size: listSize}
		if i == 0 {
			row.Pieces = []rows.Piece{{S: fmt.Sprintf("%d.", number)}, {X: codeAt, S: string(r.Code)}}
			row.Before = 1
		}
		if i < len(words) {
			row.Pieces = append(row.Pieces, rows.Piece{X: wordsAt, S: words[i]})
		}
		if i < len(stands) {
			row.Pieces = append(row.Pieces, rows.Piece{X: c.Width - standsWide, S: stands[i]})
		}
		c.Add(row)
	}
}

func openSaid(all []office.DayRecord) string {
	said := make([]string, 0, len(all))
	for i, r := range all {
		if i == mostRows {
			said = append(said, fmt.Sprintf("và %d hồ sơ nữa", len(all)-i))
			break
		}
		said = append(said, fmt.Sprintf("%s (%s)", r.Code, r.Stands))
	}
	return strings.Join(said, "; ") + "."
}

// remarks tells what the figures do not hold.
func (c *setter) remarks(d office.DayDraft) {
	said := append(append([]string{}, d.Count.Uncounted...), d.Remarks...)
	if len(said) == 0 {
		return
	}
	for i, s := range said {
		name, before := "Ghi chú", air
		if i > 0 {
			name, before = "Và", 0
		}
		c.Fact(name, mark.Printable(s, saidRunes), before)
	}
}

// Words of the room in which people sign, and write their names and the day by hand.
const (
	byHandDay  = "Ngày …… tháng …… năm ………"
	makerSigns = "NGƯỜI LẬP"
	headSigns  = "NGƯỜI PHỤ TRÁCH"
	signsHow   = "(ký, ghi rõ họ tên)"
	byHandName = "………………………………"
)

// WrittenOver tells whether a line of a sheet stands in the room in which people sign: ink
// upon it is as it should be.
func WrittenOver(line, clerk string) bool {
	line = strings.TrimSpace(line)
	return slices.ContainsFunc([]string{byHandDay, makerSigns, headSigns, signsHow, byHandName, mark.Printable(clerk, nameRunes)},
		func(words string) bool { return words != "" && strings.Contains(words, line) })
}

// closing leaves room to sign, on one page: a name below nothing could be put below
// anything.
func (c *setter) closing(f Facts) {
	from, half := len(c.Rows), c.Width/2
	c.Para("Số liệu do phần mềm đếm từ nhật ký của trạm tới mục ghi ở chân trang. Người ký đã đọc tờ này.", 0, wideAir)
	c.Within(half, c.Width, byHandDay, false, wideAir)
	both := func(left, right string, bold bool, before float64) {
		c.Add(rows.Row{Size: textSize, Before: before, Pieces: []rows.Piece{rows.Middle(0, half, left, textSize, bold), rows.Middle(half, c.Width, right, textSize, bold)}})
	}
	both(makerSigns, headSigns, true, air)
	both(signsHow, signsHow, false, 0)
	both(mark.Printable(f.Draft.Clerk, nameRunes), byHandName, false, roomToSign)
	c.KeepFrom(from)
	c.Rows[len(c.Rows)-1].Keep = false
}

// hash sets a hash in rows of groups, to be compared by eye.
func (c *setter) hash(d office.Digest) {
	const across, step = 4, 50.0
	groups := office.HashGroups(d)
	for i := 0; i < len(groups); i += across {
		row := rows.Row{Size: textSize}
		for j, g := range groups[i:min(i+across, len(groups))] {
			row.Pieces = append(row.Pieces, rows.Piece{X: float64(j) * step, S: g, Bold: true})
		}
		c.Add(row)
	}
}

func moment(t time.Time) string { return t.In(office.VietNam).Format("15:04:05 ngày 02/01/2006") }

func unreadSaid(n int64) string {
	return fmt.Sprintf("%d mục nhật ký trong ngày không đọc được nội dung: đã kể vào số mục, không kể vào các số đếm khác.", n)
}
