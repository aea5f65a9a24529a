package dayend

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// The lines of the code on a sheet. A person reads them beside the paper, and a program
// reads them back by these forms alone.
const (
	titleLine   = "KHÓA SỔ CUỐI NGÀY %s, tờ số %d"
	stationLine = "Trạm %s"
	headLine    = "Đầu nhật ký: mục %d lúc %s"
	hashLine    = "SHA-256 %s"
)

var (
	titleForm   = regexp.MustCompile(`^KHÓA SỔ CUỐI NGÀY (\d{2}/\d{2}/\d{4}), tờ số (\d{1,6})$`)
	stationForm = regexp.MustCompile(`^Trạm ([0-9a-f-]{36})$`)
	headForm    = regexp.MustCompile(`^Đầu nhật ký: mục (\d{1,18}) lúc (\S{1,40})$`)
	hashForm    = regexp.MustCompile(`^SHA-256 ([0-9a-f]{64})$`)
)

// Claim (lời của tờ giấy) is what the code on a sheet says of itself. Whether it is true
// is for others to find out.
type Claim struct {
	Day     string // yyyy-mm-dd
	No      int
	Office  string
	Station office.ID
	Head    office.JournalHead // its time to the second
}

// Lines are what the code on a sheet says.
func Lines(o office.Office, s office.DaySheet) []string {
	named := o.Name
	if o.Code != "" {
		named += " (" + o.Code + ")"
	}
	return []string{
		fmt.Sprintf(titleLine, office.DaySaid(s.Day), s.No),
		named,
		fmt.Sprintf(stationLine, s.Station),
		fmt.Sprintf(headLine, s.Head.Seq, office.ISO(s.Head.At)),
		fmt.Sprintf(hashLine, s.Head.Hash),
		figuresLine(s.Count),
		fmt.Sprintf("Người lập: %s lúc %s", s.Clerk, office.ISO(s.At)),
	}
}

// figuresLine is the figures that a forger would change first.
func figuresLine(c office.DayCount) string {
	span := "không có mục nào"
	if c.Entries > 0 {
		span = fmt.Sprintf("%d mục, từ %d đến %d", c.Entries, c.First, c.Last)
	}
	return fmt.Sprintf("Giấy vào %d, điện tử vào %d, hoàn thành %d, chưa ký %d, chưa xong %d, từ chối %d; %s",
		c.Papers, c.Messages, c.Made(), c.Unsigned, c.Open, c.Refused, span)
}

// IsSheet tells whether lines say that they are those of a day's sheet, be they whole or
// not.
func IsSheet(lines []string) bool {
	const title = "khoa so cuoi ngay"
	return len(lines) > 0 && strings.HasPrefix(office.Fold(strings.TrimSpace(lines[0])), title)
}

var errLines = errors.New("not the lines of a day's sheet")

// Read reads what the lines of a code say; any line that is not as Lines writes it is an
// error.
func Read(lines []string) (c Claim, err error) {
	const title, named, station, head, hash, all = 0, 1, 2, 3, 4, 7
	if len(lines) != all {
		return c, errLines
	}
	t, st := titleForm.FindStringSubmatch(lines[title]), stationForm.FindStringSubmatch(lines[station])
	h, d := headForm.FindStringSubmatch(lines[head]), hashForm.FindStringSubmatch(lines[hash])
	if t == nil || st == nil || h == nil || d == nil {
		return c, errLines
	}
	day, err := time.Parse("02/01/2006", t[1])
	if err != nil {
		return c, err
	}
	c.Day, c.Office = day.Format(time.DateOnly), lines[named]
	if c.Head.At, err = time.Parse(time.RFC3339, h[2]); err != nil {
		return c, err
	}
	if c.Station, err = office.ParseID(st[1]); err != nil {
		return c, err
	}
	c.Head.Hash = office.Digest(d[1])
	no, err1 := strconv.Atoi(t[2])
	seq, err2 := strconv.ParseInt(h[1], 10, 64)
	c.No, c.Head.Seq = no, seq
	return c, errors.Join(err1, err2)
}

// Same tells whether a sheet on record is the one that the code speaks of.
func (c Claim) Same(s office.DaySheet) bool {
	return c.Station == s.Station && c.Day == s.Day && c.No == s.No && c.Head.Seq == s.Head.Seq && c.Head.Hash == s.Head.Hash
}
