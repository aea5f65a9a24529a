package counterforms

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"iter"
	"strings"
	"time"

	"tram/local/letter"
	"tram/local/office"
	"tram/local/table"
)

// The follow-up register (BM.06, sổ theo dõi hồ sơ) has a row for each request of a year. It has
// addresses and telephones, as its sample asks, and no personal number.

// RegisterTitle is what it is called.
const RegisterTitle = "SỔ THEO DÕI HỒ SƠ"

// registerGroups is the heading above the last columns.
var registerGroups = []table.Group{{Name: "Nhận và trả kết quả", From: 6, To: 10}}

// registerColumns are those of BM.06, with the share of the page that each has.
var registerColumns = []table.Column{
	{Name: "STT", Width: 11, Kind: table.Number}, {Name: "Mã hồ sơ", Width: 31, Kind: table.Text}, {Name: "Tên TTHC", Width: 32, Kind: table.Text}, {Name: "Tên tổ chức, cá nhân", Width: 27, Kind: table.Text},
	{Name: "Địa chỉ/SĐT", Width: 30, Kind: table.Text}, {Name: "Cơ quan chủ trì giải quyết", Width: 26, Kind: table.Text},
	{Name: "Nhận hồ sơ", Width: 18, Kind: table.Text}, {Name: "Hẹn trả kết quả", Width: 18, Kind: table.Text}, {Name: "Trả kết quả", Width: 24, Kind: table.Text},
	{Name: "Phương thức nhận kết quả", Width: 20, Kind: table.Text}, {Name: "Ký nhận", Width: 25, Kind: table.Text},
}

// Book is what the register of a year is set from. Rows come in the order of their numbers.
type Book struct {
	Office office.Office
	Year   int
	Rows   iter.Seq2[office.RequestTold, error]
	At     time.Time // when it is made
	By     string    // who makes it
}

// Register is the follow-up register of a year, on the long side of A4 or as a workbook.
func Register(b Book) table.Table {
	head := letter.Head{Over: b.Office.Name, Desk: desk, Number: "……/STD-" + deskNotation, Day: b.At}
	id := sha256.Sum256(fmt.Appendf(nil, "%s\n%s %d\n%d", RegisterTitle, b.Office.Name, b.Year, b.At.UnixNano()))
	return table.Table{
		ID:    office.IDOf([16]byte(id[:16])),
		Title: RegisterTitle, Of: b.Office.Name, Told: []string{fmt.Sprintf("Năm %d", b.Year)}, Columns: registerColumns, Groups: registerGroups, At: b.At, By: b.By, Head: head.LayOut,
		Rows: func(yield func(table.Row, error) bool) {
			n := 0
			for t, err := range b.Rows {
				n++
				if err != nil {
					yield(nil, err)
					return
				}
				if !yield(registerRow(n, t), nil) {
					return
				}
			}
		},
	}
}

// registerRow is one request. Whoever signs for a result signs in the last column; in a book that is
// printed later it says who took it.
func registerRow(n int, t office.RequestTold) table.Row {
	r := t.Request
	return table.Row{
		n, r.Code, r.Asked.Name, r.From.Name, joined("; ", r.From.Address, r.From.Phone), r.Asked.Desk,
		office.MomentSaid(r.Received), office.MomentSaid(t.Due), gave(t), office.ChoiceSaid(office.ResultWays, cmp.Or(t.Given.Way, r.Way)), taker(t),
	}
}

// gave is when the result was given, or what became of a request that has none.
func gave(t office.RequestTold) string {
	if len(t.Parted) > 0 {
		return "Hai máy ghi khác nhau, chờ chọn"
	}
	for _, s := range t.Steps {
		if s.Note != "" {
			continue
		}
		switch s.Deed {
		case office.RequestDeliver:
			return office.MomentSaid(s.At)
		case office.RequestRefuse:
			return "Từ chối " + office.MomentSaid(s.At)
		case office.RequestWithdraw:
			return "Người nộp rút hồ sơ " + office.MomentSaid(s.At)
		}
	}
	return ""
}

// taker is who took the result, and by which authority.
func taker(t office.RequestTold) string {
	if t.Given.To == "" || len(t.Parted) > 0 {
		return ""
	}
	authority := t.Given.Authority
	if authority == "" && t.Given.To != t.Request.From.Name && t.Given.To == t.Request.Agent.Name {
		authority = t.Request.Agent.Authority
	}
	if authority != "" {
		authority = "theo " + authority
	}
	return joined(", ", t.Given.To, authority)
}

func joined(by string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, by)
}
