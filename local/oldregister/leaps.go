package oldregister

import (
	"cmp"
	"fmt"
	"slices"

	"tram/local/office"
)

// leap is how many numbers may be missing at a stretch below a few rows of the year that runs, and aFew
// the share of the rows of a series that are such few: one of so many, and one at the least. The
// number that is given next stands above the highest that came, for ever.
const (
	leap = 50
	aFew = 20
)

// leaps leaves rows to a person whose numbers stand far above all others of their series in the year that
// runs: one slip of the hand would leave all numbers between out.
func (rd Reader) leaps(rows []office.OldRow) {
	by := map[string][]int{}
	for i, row := range rows {
		if row.Verdict == office.OldEnters && row.Registered.Year >= rd.Today.Year() {
			key := rd.seriesOf(row.Registered).Key()
			by[key] = append(by[key], i)
		}
	}
	for _, all := range by {
		slices.SortFunc(all, func(i, j int) int { return cmp.Compare(rows[i].Registered.Number, rows[j].Registered.Number) })
		from := len(all)
		for at := range all {
			if rows[all[at]].Registered.Number-numberBefore(rows, all, at) > leap && len(all)-at <= max(1, len(all)/aFew) {
				from = at
				break
			}
		}
		for at := from; at < len(all); at++ {
			rd.leapt(&rows[all[at]], numberBefore(rows, all, from))
		}
	}
}

// numberBefore is the number of the row before one; 0: it is the first.
func numberBefore(rows []office.OldRow, all []int, at int) int {
	if at == 0 {
		return 0
	}
	return rows[all[at-1]].Registered.Number
}

func (rd Reader) leapt(row *office.OldRow, before int) {
	said := fmt.Sprintf("Số %s cách số lớn nhất trước nó (%02d) quá xa: nhập vào thì các số ở giữa không còn được cấp.", row.Registered.Said(), before)
	if before == 0 {
		said = fmt.Sprintf("Trong bảng chỉ có số %s đứng riêng: nhập vào thì các số dưới nó không còn được cấp.", row.Registered.Said())
	}
	if rd.Wish.Gaps {
		row.Said = append(row.Said, said)
		return
	}
	row.Verdict, row.Why = office.OldDoubtful, said+" Hãy so với sổ giấy: gõ nhầm thì sửa, đúng thì nói rõ khi nhập rằng số cách quãng là đúng."
}
