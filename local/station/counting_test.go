package station

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/numbering"
	"tram/local/office"
)

func made(f office.Flow, kind, symbol string) office.Registered {
	return office.Registered{Flow: f, Document: office.Document{Type: kind, Symbol: symbol, Subject: "về " + symbol}}
}

// TestTheOfficeSaysWhichDocumentsCountTogether opens a year in which reports and notices share a row of numbers, and what
// stays in the office counts with what goes out: no number is given twice, and the registers part what stands in one row.
func TestTheOfficeSaysWhichDocumentsCountTogether(t *testing.T) {
	year := strconv.Itoa(thisYear())
	a := newDesk(t)
	if err := a.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear(), Anew: true, Counts: &office.Counting{Together: "BC, XYZ"}}); !errors.Is(err, office.UnknownType) {
		t.Errorf("a type that is none: %v", err)
	}
	if err := a.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear(), Anew: true, Counts: &office.Counting{Together: "BC, TB", Internal: true}}); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range []office.Registered{made(office.FlowOut, "bao-cao", "BC-UBND"), made(office.FlowOut, "thong-bao", "TB-UBND"), made(office.FlowInternal, "bao-cao", "BC-UBND"), made(office.FlowOut, "quyet-dinh", "QĐ-UBND"), made(office.FlowInternal, "quyet-dinh", "QĐ-UBND")} {
		said = append(said, a.registers(t, r).Numbered())
	}
	if want := []string{"01/BC-UBND", "02/TB-UBND", "03/BC-UBND", "01/QĐ-UBND", "02/QĐ-UBND"}; !slices.Equal(said, want) {
		t.Errorf("they are %q", said)
	}
	if is, err := a.NumbersStand(t.Context(), thisYear()); err != nil || is.Together != "BC, TB" || !is.Internal {
		t.Errorf("the year counts as %+v, %v", is, err)
	}
	for flow, want := range map[office.Flow]int{office.FlowOut: 3, office.FlowInternal: 2} {
		if rows, err := a.SaveRegister(t.Context(), flow, thisYear(), filepath.Join(t.TempDir(), "so.xlsx"), "x"); err != nil || rows != want {
			t.Errorf("%s has %d rows, %v", flow, rows, err)
		}
	}
	for _, called := range []string{"out/" + year + "/BC", "internal/" + year + "/TB", "out/" + year + "/bao-cao+thong-bao"} {
		told, err := a.ExplainNumbers(t.Context(), called)
		if err != nil || len(told) == 0 || told[0].From != 1 || told[0].To != 3 {
			t.Errorf("%s is explained as %+v, %v", called, told, err)
		}
	}
	stands, err := a.SeriesStand(t.Context(), thisYear())
	if err != nil || !slices.ContainsFunc(stands, func(s office.SeriesStands) bool {
		return strings.HasPrefix(s.Said, "Sổ văn bản đi và nội bộ ") && strings.HasSuffix(s.Said, ", Báo cáo, Thông báo") && s.Next == 4
	}) {
		t.Errorf("the rows stand as %+v, %v", stands, err)
	}

	one, err := a.RegisteredWhole(t.Context(), a.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND")).ID)
	if err != nil {
		t.Fatal(err)
	}
	moved := one.Registered
	moved.Document.Type, moved.Document.Symbol = "thong-bao", "TB-UBND"
	if is, err := a.EditRegistered(t.Context(), staff[0], moved); err != nil || is.Number != one.Number {
		t.Errorf("within its row a document changes its type: %v", err)
	}
	moved.Version++
	moved.Document.Type, moved.Document.Symbol = "quyet-dinh", "QĐ-UBND"
	if _, err := a.EditRegistered(t.Context(), staff[0], moved); !errors.Is(err, documents.NumberStays) {
		t.Errorf("beyond its row: %v", err)
	}
}

// TestAYearThatIsOpenCountsOnAsItDoes asks for a year to be opened again, to count as it does and otherwise: either is
// refused, the second with how the year counts, and nothing changes. Of the year to come it is said that how it counts
// is not settled.
func TestAYearThatIsOpenCountsOnAsItDoes(t *testing.T) {
	d := newDesk(t)
	opens := func(together string, stays bool) error {
		return d.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear(), Anew: true, Counts: &office.Counting{Together: together, Internal: stays}})
	}
	if is, err := d.NumbersStand(t.Context(), thisYear()); !errors.Is(err, numbering.NotBegun) || !is.Unsettled {
		t.Errorf("before it is open it counts as %+v, %v", is, err)
	}
	if err := opens("BC, TB; CV, GM", false); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		together string
		stays    bool
		want     error
	}{{"GM, CV; TB, BC", false, numbering.AlreadyOpen}, {"BC, TB", false, numbering.CountsOtherwise}, {"BC, TB; CV, GM", true, numbering.CountsOtherwise}, {"tất cả", false, numbering.CountsOtherwise}, {"", false, numbering.CountsOtherwise}, {"XYZ", false, office.UnknownType}} {
		err := opens(c.together, c.stays)
		if !errors.Is(err, c.want) {
			t.Errorf("%q: %v", c.together, err)
		}
		if f, _ := office.FailureIn(err); errors.Is(c.want, numbering.CountsOtherwise) && !strings.Contains(f.Said, "Báo cáo, Thông báo chung một dãy số") {
			t.Errorf("%q: %s", c.together, f.Said)
		}
		if is, err := d.NumbersStand(t.Context(), thisYear()); err != nil || is.Together != "BC, TB; Công văn, GM" || is.Internal || is.Unsettled {
			t.Errorf("after %q it counts as %+v, %v", c.together, is, err)
		}
	}
	if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear()}); !errors.Is(err, numbering.AlreadyOpen) {
		t.Errorf("opened again as it is: %v", err)
	}
	if next, _ := d.NumbersStand(t.Context(), thisYear()+1); !next.Unsettled || next.Together != "BC, TB; Công văn, GM" {
		t.Errorf("of the year to come it is told %+v", next)
	}
	if past, _ := d.NumbersStand(t.Context(), thisYear()-1); past.Unsettled {
		t.Errorf("of a year that is over it is told %+v", past)
	}
}

// TestAPrintedRegisterSaysWhichMissingNumbersStandOnTheOther prints both registers of a year in which they count in one
// row: behind each gap stands which of the missing numbers the other one has, and of what neither has nothing is said.
// Both come back into another office as they were.
func TestAPrintedRegisterSaysWhichMissingNumbersStandOnTheOther(t *testing.T) {
	a := newDesk(t)
	together := office.YearWish{Year: thisYear(), Anew: true, Counts: &office.Counting{Internal: true}}
	if err := a.OpenYear(t.Context(), staff[0], together); err != nil {
		t.Fatal(err)
	}
	const out, stays = office.FlowOut, office.FlowInternal
	for _, flow := range []office.Flow{stays, out, stays, stays, stays, out, out, stays} { // 01 to 08
		a.registers(t, made(flow, "bao-cao", "BC-UBND"))
	}
	a.registers(t, made(out, "quyet-dinh", "QĐ-UBND")) // a row of its own, without a gap
	path := filepath.Join(t.TempDir(), "so.csv")
	if err := os.WriteFile(path, []byte("Sổ văn bản nội bộ\nSố, ký hiệu văn bản;Ngày tháng văn bản;Tên loại và trích yếu;Người ký;Ghi chú\n10/BC-UBND;13/01/"+strconv.Itoa(thisYear())+";Báo cáo mười;Nguyễn Văn Mẫu;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if read, err := a.BringOldRegister(t.Context(), staff[0], office.OldRegisterWish{Path: path}, nil); err != nil || read.Kept != 1 {
		t.Fatalf("%d kept, %v", read.Kept, err)
	}
	a.registers(t, made(out, "bao-cao", "BC-UBND")) // 11: of 08 to 10 the other register has no 09
	noted := func(d *desk, flow office.Flow) (all []string) {
		for _, row := range d.printedRows(t, flow) {
			all = append(all, row[0]+" "+row[9])
		}
		return all
	}
	want := map[office.Flow][]string{
		out:   {"02/BC-UBND Số 01 ở sổ văn bản nội bộ", "06/BC-UBND Số 03–05 ở sổ văn bản nội bộ", "07/BC-UBND ", "11/BC-UBND Số 08, 10 ở sổ văn bản nội bộ", "01/QĐ-UBND "},
		stays: {"01/BC-UBND ", "03/BC-UBND Số 02 ở sổ văn bản đi", "04/BC-UBND ", "05/BC-UBND ", "08/BC-UBND Số 06–07 ở sổ văn bản đi", "10/BC-UBND "},
	}
	b := newDesk(t)
	if err := b.OpenYear(t.Context(), staff[0], together); err != nil {
		t.Fatal(err)
	}
	for _, flow := range []office.Flow{out, stays} {
		if is := noted(a, flow); !slices.Equal(is, want[flow]) {
			t.Errorf("on the register %s it stands %q", flow, is)
		}
		path := filepath.Join(t.TempDir(), "so.xlsx")
		if _, err := a.SaveRegister(t.Context(), flow, thisYear(), path, ""); err != nil {
			t.Fatal(err)
		}
		if read, err := b.BringOldRegister(t.Context(), staff[0], office.OldRegisterWish{Path: path}, nil); err != nil || read.Kept != len(want[flow]) {
			t.Fatalf("%d of %s come into another office, %v", read.Kept, flow, err)
		}
	}
	for flow := range want {
		if is := noted(b, flow); !slices.Equal(is, want[flow]) {
			t.Errorf("and there on the register %s %q", flow, is)
		}
	}
}

// TestAnOldRegisterCountsAsItsYearDoes brings reports and notices that the office numbered in one row: the next one of
// either goes on above both, and two that bear one number are left to a person.
func TestAnOldRegisterCountsAsItsYearDoes(t *testing.T) {
	d := newDesk(t)
	if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear(), Anew: true, Counts: &office.Counting{Together: "BC, TB"}}); err != nil {
		t.Fatal(err)
	}
	bring := func(rows string) (office.OldRegisterRead, error) {
		path := filepath.Join(t.TempDir(), "so.csv")
		text := "Sổ văn bản đi\nSố, ký hiệu văn bản;Ngày tháng văn bản;Tên loại và trích yếu;Người ký;Ghi chú\n" + strings.ReplaceAll(rows, "NĂM", strconv.Itoa(thisYear()))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return d.BringOldRegister(t.Context(), staff[0], office.OldRegisterWish{Path: path}, nil)
	}
	read, err := bring("01/BC-UBND;13/01/NĂM;Báo cáo một;Nguyễn Văn Mẫu;\n02/TB-UBND;13/01/NĂM;Thông báo hai;Nguyễn Văn Mẫu;\n02/BC-UBND;13/01/NĂM;Báo cáo khác;Nguyễn Văn Mẫu;\n")
	if err == nil || previewed(read) != "new 1, doubtful 2" {
		t.Errorf("two of one number: %s, %v", previewed(read), err)
	}
	if read, err = bring("01/BC-UBND;13/01/NĂM;Báo cáo một;Nguyễn Văn Mẫu;\n02/TB-UBND;13/01/NĂM;Thông báo hai;Nguyễn Văn Mẫu;\n"); err != nil || read.Kept != 2 {
		t.Fatalf("%d kept, %v", read.Kept, err)
	}
	if r := d.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND")); r.Numbered() != "03/BC-UBND" {
		t.Errorf("the next report is %s", r.Numbered())
	}
}

// TestWhoDidNotKnowHowAYearCountsGetsItsNumberInTheRightRow has a station enter a document in a year that another opened
// meanwhile, by another way of counting than the year before.
func TestWhoDidNotKnowHowAYearCountsGetsItsNumberInTheRightRow(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	b.brings(t, a)
	a.brings(t, b)
	const aYear = 366 * 24 * time.Hour
	a.clock, b.clock = later{a.clock, aYear}, later{b.clock, aYear}
	next := a.clock.Now().In(office.VietNam).Year()
	row := "out/" + strconv.Itoa(next) + "/bao-cao+thong-bao"
	open := func() error {
		return a.OpenYear(t.Context(), staff[0], office.YearWish{Year: next, Counts: &office.Counting{Together: "BC, TB", Internal: true}})
	}
	if err := open(); !errors.Is(err, numbering.NotYet) {
		t.Fatal(err)
	}
	a.brings(t, b)
	b.brings(t, a)
	if err := open(); err != nil {
		t.Fatal(err)
	}
	first := a.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND"))
	early := b.registers(t, made(office.FlowInternal, "thong-bao", "TB-UBND"))
	if want := "internal/" + strconv.Itoa(next) + "/thong-bao"; first.Number != 1 || early.Number != 0 || early.Series != want {
		t.Fatalf("before they met: %s, %d in %s", first.Said(), early.Number, early.Series)
	}
	b.brings(t, a)
	a.brings(t, b)
	if is, err := b.RegisteredWhole(t.Context(), early.ID); err != nil || is.Numbered() != "02/TB-UBND" || is.Series != row {
		t.Errorf("once they met: %s in %s, %v", is.Numbered(), is.Series, err)
	}
	if late := b.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND")); late.Number != 0 || late.Series != row {
		t.Errorf("who heard of it waits with %d in %s", late.Number, late.Series)
	}
}

// TestTwoThatCountedApartAreToldOfNumbersThatAreAlike has two stations open one year, each by another way of counting: the
// printed register and the explanation tell of each number that two documents have, and either row is explained.
func TestTwoThatCountedApartAreToldOfNumbersThatAreAlike(t *testing.T) {
	year := strconv.Itoa(thisYear())
	a := newDesk(t)
	b := secondDesk(t, a)
	for d, counts := range map[*desk]office.Counting{a: {Together: "tất cả"}, b: {}} {
		if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: thisYear(), Anew: true, Counts: &counts}); err != nil {
			t.Fatal(err)
		}
		d.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND"))
	}
	b.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND")) // 02, which is alone
	b.brings(t, a)
	a.brings(t, b)
	for _, d := range []*desk{a, b} {
		stands, err := d.SeriesStand(t.Context(), thisYear())
		past := slices.DeleteFunc(stands, func(s office.SeriesStands) bool { return !s.Past })
		if err != nil || len(past) != 1 || past[0].Next != 0 || past[0].Here {
			t.Errorf("of the row that does not count any more it is told %+v, %v", past, err)
		}
		noted := 0
		for _, row := range d.printedRows(t, office.FlowOut) {
			if said := strings.Join(row, "|"); strings.Contains(said, "01/BC-UBND") && strings.Contains(said, "Số này đã cấp cho hơn một văn bản") {
				noted++
			} else if strings.Contains(said, "02/BC-UBND") && strings.Contains(said, "hơn một") {
				t.Errorf("what is alone is told as doubled: %s", said)
			}
		}
		if noted != 2 {
			t.Errorf("%d rows of two are noted", noted)
		}
		for _, row := range []string{"out/" + year + "/*", "out/" + year + "/bao-cao"} {
			told, err := d.ExplainNumbers(t.Context(), row)
			if err != nil || len(told) == 0 || told[0].From != 1 || told[0].To != 1 || !strings.HasPrefix(told[0].Said, "Trùng số: ") {
				t.Errorf("%s is explained as %+v, %v", row, told, err)
			}
		}
	}
}

// TestAProvisionalNumberNeverBecomesOneThatIsThere has a station enter a report that goes out and one that stays under one
// symbol: the holder of the registers gives the second no number that the first has, says why, and gives it one once
// its symbol is another.
func TestAProvisionalNumberNeverBecomesOneThatIsThere(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	b.brings(t, a)
	a.brings(t, b)
	out, stays := b.registers(t, made(office.FlowOut, "bao-cao", "BC-UBND")), b.registers(t, made(office.FlowInternal, "bao-cao", "BC-UBND"))
	b.brings(t, a)
	told := map[office.ID]office.RouteTold{}
	numbered := 0
	for _, id := range []office.ID{out.ID, stays.ID} {
		is, err := a.RouteOf(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		told[id] = is
		if is.Document.Number > 0 {
			numbered++
		}
	}
	if numbered != 1 {
		t.Fatalf("%d of the two have the number", numbered)
	}
	waits := stays.ID
	if told[waits].Document.Number > 0 {
		waits = out.ID
	}
	if is := told[waits]; !strings.Contains(is.Torn, "01/BC-UBND, đã là của một văn bản khác") {
		t.Errorf("of why it waits it is said %q", is.Torn)
	}
	torn, err := documents.Torn(t.Context(), a.store)
	if err != nil || len(torn) != 1 || torn[waits] == "" {
		t.Errorf("whoever looks after the registers is told %v, %v", torn, err)
	}
	r := told[waits].Document
	r.Document.Symbol = "BC-VP"
	if now, err := a.EditRegistered(t.Context(), staff[0], r); err != nil || now.Numbered() != "01/BC-VP" {
		t.Errorf("by another symbol it is %s, %v", now.Numbered(), err)
	}
	if torn, err := documents.Torn(t.Context(), a.store); err != nil || len(torn) > 0 {
		t.Errorf("and still %v, %v", torn, err)
	}
}
