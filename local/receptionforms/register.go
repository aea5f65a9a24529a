package receptionforms

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/letter"
	"tram/local/office"
	"tram/local/table"
)

// RegisterTitle is what the register is called (Mẫu số 03/TCD).
const RegisterTitle = "SỔ TIẾP CÔNG DÂN"

var registerGroups = []table.Group{{Name: "Hướng xử lý", From: 8, To: 10}}

var registerColumns = []table.Column{
	{Name: "STT", Width: 10, Kind: table.Number}, {Name: "Ngày tiếp", Width: 19, Kind: table.Text}, {Name: "Họ tên, địa chỉ", Width: 32, Kind: table.Text},
	{Name: "CCCD/Hộ chiếu của công dân", Width: 25, Kind: table.Text}, {Name: "Nội dung vụ việc", Width: 36, Kind: table.Text}, {Name: "Phân loại đơn", Width: 17, Kind: table.Text},
	{Name: "Số công dân có đơn cùng nội dung", Width: 18, Kind: table.Number}, {Name: "Cơ quan đã giải quyết", Width: 24, Kind: table.Text},
	{Name: "Thụ lý giải quyết", Width: 14, Kind: table.Text}, {Name: "Hướng dẫn", Width: 24, Kind: table.Text}, {Name: "Chuyển đơn", Width: 24, Kind: table.Text},
	{Name: "Theo dõi kết quả giải quyết", Width: 30, Kind: table.Text},
}

// Book is what the register of a year is set from.
type Book struct {
	Office office.Office
	Year   int
	All    []office.Reception
	At     time.Time // when it is made
	By     string    // who makes it
}

// Of leaves those that came to the office in the year, in the order of their time. What did not take
// place, and what is still to come, is no line of the register.
func (b Book) Of() []office.Reception {
	all := slices.DeleteFunc(slices.Clone(b.All), func(r office.Reception) bool {
		at := office.MomentOf(r.At)
		return r.State == office.ReceptionOff || at.After(b.At) || at.In(office.VietNam).Year() != b.Year
	})
	slices.SortFunc(all, func(x, y office.Reception) int { return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.ID, y.ID)) })
	return all
}

// Register is the register of a year, on the long side of A4 or as a workbook.
func Register(b Book) table.Table {
	id := sha256.Sum256(fmt.Appendf(nil, "%s\n%s %d\n%d", RegisterTitle, b.Office.Name, b.Year, b.At.UnixNano()))
	return table.Table{
		ID:    office.IDOf([16]byte(id[:16])),
		Title: RegisterTitle, Of: b.Office.Name, Told: []string{fmt.Sprintf("Năm %d", b.Year)}, Columns: registerColumns, Groups: registerGroups, At: b.At, By: b.By,
		Head: letter.Head{Over: b.Office.Name, Day: b.At}.LayOut,
		Rows: func(yield func(table.Row, error) bool) {
			for i, r := range b.Of() {
				if !yield(registerRow(i+1, r), nil) {
					return
				}
			}
		},
	}
}

func registerRow(n int, r office.Reception) table.Row {
	accepted, guided, passed := "", "", ""
	switch where := joined("; ", r.To, r.Ref); r.Handling {
	case office.ReceptionAccepted:
		accepted = "x"
	case office.ReceptionGuided:
		guided = where
	case office.ReceptionPassed:
		passed = where
	}
	return table.Row{
		n, office.MomentOf(r.At).In(office.VietNam).Format("02/01/2006"), joined("; ", r.Name, r.Address), r.Number, r.Matter,
		office.ChoiceSaid(office.ReceptionSorts, r.Sort), r.Together(), r.Before, accepted, guided, passed, became(r),
	}
}

// became is what is known of the end of one.
func became(r office.Reception) string {
	said := strings.ReplaceAll(r.Result, "\n", "; ")
	switch {
	case r.State == office.ReceptionRefused:
		return joined("; ", "Từ chối tiếp: "+strings.ReplaceAll(r.Refusal, "\n", "; "), said)
	case r.Handling == office.ReceptionAnswered:
		return joined("; ", office.ChoiceSaid(office.ReceptionHandlings, r.Handling), said)
	}
	return said
}

func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), by)
}
