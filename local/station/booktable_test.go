package station

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/worksheet/worksheettest"
)

// answered is an answer to each question of a register, of one of several records.
func answered(t *testing.T, d *desk, b office.Register, n int) map[string]string {
	t.Helper()
	all := map[string]string{}
	for i, a := range b.Asks {
		switch a.How {
		case office.AskDay:
			all[a.Key] = fmt.Sprintf("2026-0%d-1%d", 1+n, i%10)
		case office.AskMoment:
			all[a.Key] = fmt.Sprintf("2026-0%d-11T%02d:05:00Z", 1+n, i%24)
		case office.AskOne:
			all[a.Key] = a.Choices[n%len(a.Choices)].Key
		case office.AskSeveral:
			all[a.Key] = a.Choices[0].Key
			if last := a.Choices[len(a.Choices)-1].Key; n > 0 && last != a.Choices[0].Key {
				all[a.Key] += "\n" + last
			}
		case office.AskLines:
			all[a.Key] = fmt.Sprintf("=1+%d, “dòng đầu”; %s\n- dòng \"hai\" 007", n, a.Key)
		case office.AskReceipt:
			all[a.Key] = office.ReceiptNumber("471082359", n+1)
		default:
			all[a.Key] = fmt.Sprintf("=%s, mục “%d”; \"ngoặc\" <b>&amp;", a.Key, n)
		}
	}
	own := map[string]map[string]string{
		"thu-tuc": {"code": fmt.Sprintf("1.00408%d", n), "term": "3"}, "co-so": {"seats": "20"}, "phuong-an": {"rpo": "4", "rto": "8"},
		"ban-luu": {"returned": ""}, "tiep-cong-dan": {"people": "12"}, "bien-nhan": {"record": ""}, "nen-tang-hop": {"link": fmt.Sprintf("https://hop%d.vi-du.vn/{phong}", n)}, "ung-pho": {"notice_days": "5", "final_days": "5", "days_off": "17/02/2026 Mồng Một Tết", "days_worked": "22/08/2026"},
	}[b.Name]
	for key, answer := range own {
		all[key] = answer
	}
	return all
}

// fill enters records that answer every question of a register.
func (d *desk) fill(t *testing.T, b office.Register) []office.Sheet {
	t.Helper()
	most := 3
	if b.Single {
		most = 1
	}
	for n := range most {
		answers := answered(t, d, b, n)
		if _, err := d.KeepSheet(t.Context(), b.Name, d.whoWorks(t)[0], office.Sheet{Answers: answers}); err != nil {
			f, _ := office.FailureIn(err)
			t.Fatalf("%s: %v: %s", b.Name, err, f.Said)
		}
	}
	sheets, _, err := d.FindSheets(t.Context(), b.Name, "", 0)
	if err != nil || len(sheets) != most {
		t.Fatal(len(sheets), err)
	}
	return sheets
}

func answersOf(sheets []office.Sheet) (all []map[string]string) {
	for _, s := range sheets {
		all = append(all, s.Answers)
	}
	return all
}

// TestWhatARegisterExportsItReadsAgain: every register, every question, in each form of a table; the other
// office has then what the first has, and brought twice nothing is entered twice.
func TestWhatARegisterExportsItReadsAgain(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	for _, b := range d.Books() {
		want := answersOf(d.fill(t, b))
		for _, ending := range []string{".xlsx", ".csv", ".json"} {
			path := filepath.Join(t.TempDir(), "sổ"+ending)
			if err := d.ExportBook(ctx, b.Name, path, ""); err != nil {
				t.Fatal(err)
			}
			here, err := d.PreviewBookTable(ctx, b.Name, office.RegisterTableWish{Path: path}, nil)
			if err != nil || here.Count(office.TableThere) != len(want) || len(here.Rows) != len(want) {
				t.Errorf("%s%s is not known again: %v %+v", b.Name, ending, err, here)
			}
			other := newDesk(t)
			got, err := other.BringBookTable(ctx, b.Name, other.whoWorks(t)[0], office.RegisterTableWish{Path: path}, nil)
			if err != nil || got.Entered != len(want) {
				t.Errorf("%s%s: %v %+v", b.Name, ending, err, got)
				continue
			}
			sheets, _, err := other.FindSheets(ctx, b.Name, "", 0)
			if err != nil || !reflect.DeepEqual(answersOf(sheets), want) {
				t.Errorf("%s%s: %v\n%q, want\n%q", b.Name, ending, err, answersOf(sheets), want)
			}
			if again, err := other.BringBookTable(ctx, b.Name, other.whoWorks(t)[0], office.RegisterTableWish{Path: path}, nil); err != nil || again.Entered+again.Updated != 0 || again.Count(office.TableThere) != len(want) {
				t.Errorf("%s%s, brought twice: %v %+v", b.Name, ending, err, again)
			}
		}
	}
}

// laid is a workbook of one sheet as a file.
func laid(t *testing.T, s ...worksheettest.Sheet) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "thủ tục.xlsx")
	if err := os.WriteFile(path, worksheettest.Book{Sheets: s}.Bytes(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// procedureTable is a table of procedures below a title, as offices have them.
func procedureTable(rows ...[]any) worksheettest.Sheet {
	all := [][]any{{"DANH MỤC THỦ TỤC HÀNH CHÍNH"}, nil, {"STT", "MÃ  THỦ TỤC (*)", "ten thu tuc", "Ai yêu cầu", "Mức độ trực tuyến", "Thời hạn giải quyết", "Tính bằng", "Rà soát ngày"}, {"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"}}
	return worksheettest.Sheet{Name: "Danh mục", Rows: append(all, rows...)}
}

func procedureRow(n int, name string, more ...any) []any {
	row := []any{n, fmt.Sprintf("1.%06d", n), name, "cho người dân, tổ chức", "whole", 3, "ngày làm việc"}
	return append(row, more...)
}

// TestThreeHundredProceduresComeInAndGoOn: a table that is stopped in its midst goes on where it stood, and
// what differs is told and entered only where somebody says so.
func TestThreeHundredProceduresComeInAndGoOn(t *testing.T) {
	d := newDesk(t)
	by, wish := d.whoWorks(t)[0], office.RegisterTableWish{}
	var rows [][]any
	for n := range 300 {
		rows = append(rows, procedureRow(n+1, fmt.Sprintf("Thủ tục ví dụ %d", n+1), worksheettest.Day(46023)))
	}
	wish.Path = laid(t, procedureTable(rows...))
	seen, err := d.PreviewBookTable(t.Context(), "thu-tuc", wish, nil)
	if err != nil || seen.Count(office.TableEnters) != 300 || seen.Entered != 0 || d.sheetsOf(t) != 0 {
		t.Fatalf("%v, %d of %d would come in, %d came", err, seen.Count(office.TableEnters), len(seen.Rows), d.sheetsOf(t))
	}
	ctx, stop := context.WithCancel(t.Context())
	done := 0
	defer d.OnChange(func() {
		if done++; done >= 100 && d.sheetsOf(t) >= 100 { // something else may change, too
			stop()
		}
	})()
	first, err := d.BringBookTable(ctx, "thu-tuc", by, wish, nil)
	if !errors.Is(err, BookTableStopped) || first.Entered < 100 || first.Entered >= 300 || first.Count(office.TableLeft) != 300-first.Entered || d.sheetsOf(t) != first.Entered {
		t.Fatalf("stopped: %v, %d came in, %d are left, %d are here", err, first.Entered, first.Count(office.TableLeft), d.sheetsOf(t))
	}
	second, err := d.BringBookTable(t.Context(), "thu-tuc", by, wish, nil)
	if err != nil || second.Entered != 300-first.Entered || second.Count(office.TableThere) != first.Entered || d.sheetsOf(t) != 300 {
		t.Fatalf("again: %v, %d more came in, %d were here", err, second.Entered, second.Count(office.TableThere))
	}
	p, err := registers.ProcedureOf(t.Context(), d.store, "1.000300")
	if err != nil || p.Reviewed != "2026-01-01" || p.Unit != office.TermWorkingDays || p.TermNumber() != 3 || p.Medium != office.WhollyOnline {
		t.Errorf("%v %+v", err, p)
	}
}

func (d *desk) sheetsOf(t *testing.T) int {
	t.Helper()
	all, _, err := d.FindSheets(t.Context(), "thu-tuc", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// TestWhatDiffersIsEnteredOnlyWhereSomebodySaysSo, and the columns that a table has not stay as they are.
func TestWhatDiffersIsEnteredOnlyWhereSomebodySaysSo(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	by := d.whoWorks(t)[0]
	id := d.procedure(t, "1.000001", map[string]string{"name": "Thủ tục một", "desk": "Bộ phận Một"})
	wish := office.RegisterTableWish{Path: laid(t, procedureTable(procedureRow(1, "Thủ tục một, tên mới")))}
	got, err := d.BringBookTable(ctx, "thu-tuc", by, wish, nil)
	want := []office.AnswerDiffers{{Key: "name", Said: "Tên thủ tục", Was: "Thủ tục một", Now: "Thủ tục một, tên mới"}}
	if err != nil || got.Entered+got.Updated != 0 || got.Count(office.TableDiffers) != 1 || !reflect.DeepEqual(got.Rows[0].Differs, want) || got.Rows[0].Record != id {
		t.Fatalf("%v %+v", err, got)
	}
	wish.Update = true
	if got, err = d.PreviewBookTable(ctx, "thu-tuc", wish, nil); err != nil || got.Count(office.TableUpdates) != 1 {
		t.Fatalf("%v %+v", err, got)
	}
	if s, err := d.Sheet(ctx, "thu-tuc", id); err != nil || s.Answers["name"] != "Thủ tục một" {
		t.Fatalf("looked at alone: %v %+v", err, s)
	}
	if got, err = d.BringBookTable(ctx, "thu-tuc", by, wish, nil); err != nil || got.Updated != 1 || got.Entered != 0 {
		t.Fatalf("%v %+v", err, got)
	}
	s, err := d.Sheet(ctx, "thu-tuc", id)
	if err != nil || s.Answers["name"] != "Thủ tục một, tên mới" || s.Answers["desk"] != "Bộ phận Một" || s.Version != 2 {
		t.Errorf("%v %+v", err, s)
	}
}

// TestEachRowOfABadTableIsToldWithItsLine: as it would be if it were typed, and nothing is written unless the
// rest is asked for.
func TestEachRowOfABadTableIsToldWithItsLine(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	by := d.whoWorks(t)[0]
	good := procedureRow(1, "Thủ tục một")
	for name, c := range map[string]struct {
		row  []any
		told string
	}{
		"no name":                       {procedureRow(2, ""), "Chưa ghi “Tên thủ tục”"},
		"no such choice":                {[]any{2, "1.2", "Hai", "Ai cũng được", "whole"}, "“Ai yêu cầu” không có lựa chọn “Ai cũng được”"},
		"no term":                       {[]any{2, "1.2", "Hai", "citizens", "whole", "ba", "ngày"}, "Thời hạn “ba”"},
		"half a term":                   {[]any{2, "1.2", "Hai", "citizens", "whole", 3}, "cần cả số và đơn vị"},
		"no day":                        {procedureRow(2, "Hai", "31/02/2026"), "không phải một ngày: 31/02/2026"},
		"a formula without value":       {[]any{2, "1.2", worksheettest.Formula{Of: "A1"}, "citizens", "whole"}, "công thức không có giá trị"},
		"struck":                        {[]any{2, "1.2", worksheettest.Styled{Of: "Hai", Struck: true}, "citizens", "whole"}, "gạch bỏ"},
		"the code of the row above it":  {procedureRow(1, "Một nữa"), "Danh mục, dòng 5"},
		"a code as it is written twice": {[]any{2, " 1.00 0001 ", "Một nữa", "citizens", "whole"}, "Dòng này cùng mục"},
	} {
		path := laid(t, procedureTable(good, c.row), worksheettest.Sheet{Name: "Ghi chú", Rows: [][]any{{"gì đó"}}})
		got, err := d.BringBookTable(ctx, "thu-tuc", by, office.RegisterTableWish{Path: path}, nil)
		if !errors.Is(err, BookRowsWrong) || d.sheetsOf(t) != 0 {
			t.Errorf("%s: %v, %d came in", name, err, d.sheetsOf(t))
			continue
		}
		row := got.Rows[1]
		if row.Verdict != office.TableWrong || row.Line != 6 || !strings.Contains(row.Why, c.told) || got.Rows[0].Verdict != office.TableEnters {
			t.Errorf("%s: %+v", name, row)
		}
	}
	got, err := d.BringBookTable(ctx, "thu-tuc", by, office.RegisterTableWish{Rest: true, Path: laid(t, procedureTable(good, procedureRow(2, "")))}, nil)
	if err != nil || got.Entered != 1 || d.sheetsOf(t) != 1 {
		t.Errorf("the rest: %v %+v", err, got)
	}
}

// TestATableThatIsNoneOfTheRegisterIsTold with what it lacks; nothing is read of it.
func TestATableThatIsNoneOfTheRegisterIsTold(t *testing.T) {
	d := newDesk(t)
	head := []any{"Mã thủ tục", "Tên thủ tục", "Ai yêu cầu", "Mức độ trực tuyến"}
	for name, c := range map[string]struct {
		sheet worksheettest.Sheet
		want  string
	}{
		"no headings":       {worksheettest.Sheet{Rows: [][]any{{"a", "b"}, {1, 2}}}, "answersheet.no-headings"},
		"one missing":       {worksheettest.Sheet{Rows: [][]any{head[:3], {"1", "Một", "citizens"}}}, "answersheet.headings-missing"},
		"one twice":         {worksheettest.Sheet{Rows: [][]any{append(head[:4:4], "MA THU TUC"), {"1", "Một", "citizens", "whole", "2"}}}, "answersheet.heading-twice"},
		"no rows":           {worksheettest.Sheet{Rows: [][]any{head}}, "answersheet.no-rows"},
		"all hidden":        {worksheettest.Sheet{Rows: [][]any{head, {"1", "Một", "citizens", "whole"}}, HideRow: map[int]bool{2: true}}, "answersheet.no-rows"},
		"headings too deep": {worksheettest.Sheet{Rows: append(deep(70), head, []any{"1", "Một", "citizens", "whole"})}, "answersheet.no-headings"},
	} {
		_, err := d.PreviewBookTable(t.Context(), "thu-tuc", office.RegisterTableWish{Path: laid(t, c.sheet)}, nil)
		if f, _ := office.FailureIn(err); f.Name != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, path := range map[string]string{"a picture": samplePage(t), "a folder": t.TempDir(), "nothing": filepath.Join(t.TempDir(), "không có.xlsx")} {
		if _, err := d.PreviewBookTable(t.Context(), "thu-tuc", office.RegisterTableWish{Path: path}, nil); err == nil {
			t.Errorf("%s is read", name)
		} else if _, told := office.FailureIn(err); !told {
			t.Errorf("%s has no sentence: %v", name, err)
		}
	}
}

func deep(n int) (rows [][]any) {
	for i := range n {
		rows = append(rows, []any{fmt.Sprintf("Tiêu đề %d", i)})
	}
	return rows
}

// TestHowATableIsReadIsTold: what is not read of a table is named, and what a formula, a merged
// cell or a number is taken for.
func TestHowATableIsReadIsTold(t *testing.T) {
	d := newDesk(t)
	sheet := procedureTable(procedureRow(1, "Một"), []any{2, 1.5, worksheettest.Formula{Of: "A1", Value: "Hai"}, "citizens", "partly"}, procedureRow(3, "Ba"), []any{"", "", "", "", "", "", "", "", "Ghi bên lề"}, []any{"", "Cộng: 3 dòng."}, []any{"", "Người lập biểu"})
	sheet.Rows[2] = append(sheet.Rows[2], "Phòng ban ngoài")
	sheet.HideRow = map[int]bool{7: true}
	got, err := d.PreviewBookTable(t.Context(), "thu-tuc", office.RegisterTableWish{Path: laid(t, sheet, worksheettest.Sheet{Name: "Bí mật", Hidden: true, Rows: sheet.Rows})}, nil)
	if err != nil || len(got.Rows) != 2 {
		t.Fatalf("%v %+v", err, got)
	}
	notes := strings.Join(append(got.Notes, got.Rows[1].Said...), "\n")
	for _, want := range []string{"“STT”, “Phòng ban ngoài”", "1 dòng bị ẩn", "“Bí mật” bị ẩn", "Không đọc 3 dòng", "“Tên thủ tục” lấy theo công thức: Hai", "số 0 ở cuối"} {
		if !strings.Contains(notes, want) {
			t.Errorf("it is not told that %q:\n%s", want, notes)
		}
	}
	if all, err := d.PreviewBookTable(t.Context(), "thu-tuc", office.RegisterTableWish{Hidden: true, Path: laid(t, sheet)}, nil); err != nil || len(all.Rows) != 3 {
		t.Errorf("with what is hidden: %v %+v", err, all)
	}
}

// TestTheStateThatATableTellsIsNoneOfItsAnswers: a record that is entered begins as all do, and it is told
// where the table says another thing.
func TestTheStateThatATableTellsIsNoneOfItsAnswers(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	id := d.procedure(t, "1.000001", nil)
	if _, err := d.MoveSheet(ctx, "thu-tuc", d.whoWorks(t)[0], id, "end"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := d.ExportBook(ctx, "thu-tuc", path, ""); err != nil {
		t.Fatal(err)
	}
	got, err := newDesk(t).PreviewBookTable(ctx, "thu-tuc", office.RegisterTableWish{Path: path}, nil)
	if err != nil || len(got.Rows) != 1 || !strings.Contains(strings.Join(got.Rows[0].Said, ""), "“Thôi áp dụng”; mục được ghi là “Đang áp dụng”") {
		t.Errorf("%v %+v", err, got)
	}
}

// TestRowsThatSayTheSameAreAsManyAsTheTableHas, where nothing stands for one record alone.
func TestRowsThatSayTheSameAreAsManyAsTheTableHas(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	by := d.whoWorks(t)[0]
	head, row := []any{"Ngày giao", "Người sử dụng", "Số, ký hiệu, ngày tháng văn bản", "Tên loại và trích yếu", "Người cho phép sử dụng"}, []any{"02/01/2026", "Nguyễn Văn Mẫu", "1/QĐ-UBND", "Quyết định ví dụ", "Trần Thị Mẫu"}
	path := laid(t, worksheettest.Sheet{Rows: [][]any{head, row, row}})
	for _, want := range []int{2, 0} {
		got, err := d.BringBookTable(ctx, "ban-luu", by, office.RegisterTableWish{Path: path}, nil)
		if err != nil || got.Entered != want || got.Count(office.TableThere) != 2-want {
			t.Errorf("%v %+v", err, got)
		}
	}
	path = laid(t, worksheettest.Sheet{Rows: [][]any{head, row, row, row}})
	if got, err := d.BringBookTable(ctx, "ban-luu", by, office.RegisterTableWish{Path: path}, nil); err != nil || got.Entered != 1 {
		t.Errorf("%v %+v", err, got)
	}
}
