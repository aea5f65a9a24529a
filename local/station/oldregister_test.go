package station

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/job"
	"tram/local/numbering"
	"tram/local/office"
	"tram/local/original"
	"tram/local/store"
	"tram/local/worksheet"
	"tram/local/worksheet/worksheettest"
)

// oldOut is an old register of decisions, by their numbers.
func oldOut(t *testing.T, year int, rows ...string) string {
	t.Helper()
	text := "Sổ văn bản đi\nSố, ký hiệu văn bản;Ngày tháng văn bản;Tên loại và trích yếu;Người ký;Ghi chú\n"
	for _, row := range rows {
		number, rest, _ := strings.Cut(row, " ")
		text += fmt.Sprintf("%s/QĐ-UBND;13/01/%d;Quyết định %s;Nguyễn Văn Mẫu;\n", number, year, rest)
	}
	path := filepath.Join(t.TempDir(), "so-di-cu.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// previewed counts the rows of an old register by what becomes of them.
func previewed(read office.OldRegisterRead) string {
	var all []string
	for _, v := range office.OldVerdicts {
		if n := read.Count(v); n > 0 {
			all = append(all, fmt.Sprintf("%s %d", v, n))
		}
	}
	return strings.Join(all, ", ")
}

func (d *desk) countsRegistered(t *testing.T, want int) {
	t.Helper()
	n, err := d.store.CountLines(t.Context(), office.KindRegistered)
	if err != nil || n != want {
		t.Errorf("%d documents are on the registers and not %d, %v", n, want, err)
	}
}

// TestAnOldRegisterComesOnceAndItsNumbersAreGivenToNobody brings one, twice, into the year that
// runs.
func TestAnOldRegisterComesOnceAndItsNumbersAreGivenToNobody(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	w := office.OldRegisterWish{Path: oldOut(t, thisYear(), "01 một", "02 hai", "05 năm", "05a năm bổ sung")}
	read, err := d.PreviewOldRegister(ctx, w, nil)
	if err != nil || previewed(read) != "doubtful 4" || !strings.Contains(read.Rows[0].Why, "chưa mở") {
		t.Fatalf("before the year is open: %v %+v", err, read.Rows)
	}
	d.begins(t)
	if read, err = d.PreviewOldRegister(ctx, w, nil); err != nil || previewed(read) != "new 4" || read.Kept != 0 {
		t.Fatalf("a preview: %v %+v", err, read.Rows)
	}
	d.countsRegistered(t, 0)
	var p job.Progress
	if read, err = d.BringOldRegister(ctx, staff[0], w, &p); err != nil || read.Kept != 4 {
		t.Fatalf("brought: %v %+v", err, read)
	}
	if done, total, doing := p.Read(); done != 4 || total != 4 || doing != "Đang ghi vào sổ" {
		t.Errorf("%d of %d are told, while it says %q", done, total, doing)
	}
	d.countsRegistered(t, 4)
	first := read.Rows[0].Registered
	for range 2 {
		var p job.Progress
		if read, err = d.BringOldRegister(ctx, staff[0], w, &p); err != nil || previewed(read) != "there 4" || read.Kept != 0 {
			t.Errorf("brought again: %v %s", err, previewed(read))
		}
		if done, total, doing := p.Read(); done != 0 || total != 0 || doing != "Đang so với các sổ" {
			t.Errorf("of what is there %d of %d are told as written, while it says %q", done, total, doing)
		}
	}
	d.countsRegistered(t, 4)
	if got := d.enters(t, "sau sổ cũ"); got != "06" {
		t.Errorf("the first number that is given is %s", got)
	}
	from := "Nhập từ sổ cũ, tệp “so-di-cu.csv”"
	d.explains(t, "1–2 "+from, "3–4 Không có trong các dòng đã nhập từ sổ cũ", "5–5 "+from, "5–5 Trùng số: "+from, "6–6 Đã cấp")
	all, err := d.SeriesStand(ctx, thisYear())
	if err != nil || len(all) != 1 || all[0].Given != 1 || all[0].Brought != 4 || all[0].Next != 7 {
		t.Errorf("%+v %v", all, err)
	}
	d.toldAsBrought(t, first, read.Hash)
}

// toldAsBrought checks that the record and its journal say from where a document came.
func (d *desk) toldAsBrought(t *testing.T, r office.Registered, hash office.Digest) {
	t.Helper()
	r, err := d.RegisteredOf(t.Context(), r.ID)
	if err != nil || r.Brought.File != "so-di-cu.csv" || r.Brought.Hash != hash || r.Brought.Line != 3 || r.Numbered() != "01/QĐ-UBND" {
		t.Errorf("the record: %+v %v", r, err)
	}
	deeds, err := d.History(t.Context(), r.ID)
	if err != nil || len(deeds) != 1 {
		t.Fatalf("%+v %v", deeds, err)
	}
	text, err := json.Marshal(deeds)
	if err != nil || !strings.Contains(string(text), "Nhập từ sổ cũ") || !strings.Contains(string(text), staff[0].Name) {
		t.Errorf("the journal says %s, %v", text, err)
	}
	entry, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(entry), string(hash)) {
		t.Errorf("the record says %s", entry)
	}
	r.Document.Subject, r.Brought.Line = "sửa", 9
	if err := d.store.Save(t.Context(), store.Act{Actor: "x", Step: documents.StepEdit}, documents.Registered.Put(&r)); !errors.Is(err, documents.NumberStays) {
		t.Errorf("another origin: %v", err)
	}
}

// TestADoubtfulRowKeepsTheOthersOutUntilAPersonSaysSo has two rows of one number among others.
func TestADoubtfulRowKeepsTheOthersOutUntilAPersonSaysSo(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	w := office.OldRegisterWish{Path: oldOut(t, thisYear()-2, "01 một", "02 hai", "02 hai khác", "03 ba")}
	read, err := d.BringOldRegister(ctx, staff[0], w, nil)
	if !errors.Is(err, OldRowsDoubtful) || previewed(read) != "new 2, doubtful 2" || read.Kept != 0 {
		t.Errorf("%v %s", err, previewed(read))
	}
	d.countsRegistered(t, 0)
	w.Rest = true
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); err != nil || read.Kept != 2 {
		t.Errorf("the others: %v %s", err, previewed(read))
	}
	w.Doubled = true
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); err != nil || previewed(read) != "new 2, there 2" || read.Kept != 2 {
		t.Errorf("both of one number: %v %s", err, previewed(read))
	}
	d.countsRegistered(t, 4)
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); err != nil || previewed(read) != "there 4" {
		t.Errorf("again: %v %s", err, previewed(read))
	}
	w.Path = oldOut(t, thisYear()-2, "03 ba, viết khác")
	w.Doubled, w.Rest = false, false
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); !errors.Is(err, OldRowsDoubtful) || !strings.Contains(read.Rows[0].Why, "đang là của văn bản khác: ba") {
		t.Errorf("another document of that number: %v %+v", err, read.Rows)
	}
}

// TestANumberThatWasGivenIsNotTakenOver has the program give some before the old register comes,
// and a second program bring the same rows meanwhile.
func TestANumberThatWasGivenIsNotTakenOver(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	d.enters(t, "của phần mềm")
	read, err := d.PreviewOldRegister(ctx, office.OldRegisterWish{Path: oldOut(t, thisYear(), "01 sổ cũ", "10001 quá cận", "04 bốn")}, nil)
	if err != nil || previewed(read) != "new 1, doubtful 2" {
		t.Fatalf("%v %+v", err, read.Rows)
	}
	act := store.Act{Actor: staff[0].Name, Step: documents.StepBring}
	other := read
	other.Rows = slices.Clone(read.Rows)
	for range 4 { // 02 to 05, of which the old register has one
		d.enters(t, "xen vào")
	}
	if err := documents.Bring(ctx, d.store, act, newRun, &read, nil); !errors.Is(err, documents.BringTaken) || previewed(read) != "doubtful 2, left 1" {
		t.Errorf("a number that was given meanwhile: %v %s", err, previewed(read))
	}
	d.countsRegistered(t, 5)
	for i := range other.Rows {
		other.Rows[i].Registered.Number += 5
	}
	twice := other
	twice.Rows = slices.Clone(other.Rows)
	if err := documents.Bring(ctx, d.store, act, newRun, &other, nil); err != nil {
		t.Fatal(err)
	}
	if err := documents.Bring(ctx, d.store, act, newRun, &twice, nil); !errors.Is(err, documents.BringThere) {
		t.Errorf("brought by two at once: %v", err)
	}
	d.countsRegistered(t, 6)
}

// oldIn is an old register of letters that came in this year, a line each, with its cells between
// semicolons.
func oldIn(t *testing.T, rows ...string) string {
	t.Helper()
	text := "Ngày đến;Số đến;Tác giả;Số, ký hiệu văn bản;Ngày tháng văn bản;Trích yếu;Đơn vị hoặc người nhận\n"
	path := filepath.Join(t.TempDir(), "so-den-cu.csv")
	if err := os.WriteFile(path, []byte(text+strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAnOldRowOfALetterThatCameInAlreadyIsLeftToAPerson has the program register a letter that the old
// register holds under its number and under another one.
func TestAnOldRowOfALetterThatCameInAlreadyIsLeftToAPerson(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	day := time.Now().In(office.VietNam).Format(time.DateOnly)
	r := office.Registered{Flow: office.FlowIn, Entered: day, To: "Văn phòng"}
	r.Document = office.Document{Number: "137", Symbol: "UBND-VP", Issuer: "UBND tỉnh Mẫu", Issued: day, Subject: "Về việc báo cáo", Secrecy: office.Ordinary}
	if _, err := d.Register(ctx, staff[0], r); err != nil {
		t.Fatal(err)
	}
	letter := func(number, symbol, to string) string {
		return strings.Join([]string{day, number, "UBND tỉnh Mẫu", symbol, day, "Về việc báo cáo", to}, ";")
	}
	w := office.OldRegisterWish{Path: oldIn(t, letter("1", "137/UBND-VP", "Địa chính"), letter("2", "0137 / UBND–VP", "Văn phòng"), letter("3", "138/UBND-VP", ""), letter("4", "138/UBND-VP", ""), letter("5", "139/UBND-VP", ""))}
	read, err := d.PreviewOldRegister(ctx, w, nil)
	if err != nil || previewed(read) != "new 3, doubtful 2" {
		t.Fatalf("%v %+v", err, read.Rows)
	}
	for i, want := range []string{"Số 01 trong sổ là chính văn bản này, khác ở: Nơi nhận “Địa chính”, trong sổ “Văn phòng”. ", "Cùng số, ký hiệu và cơ quan ban hành với văn bản đến số 01, vào sổ ngày "} {
		if !strings.HasPrefix(read.Rows[i].Why, want) {
			t.Errorf("row %d: %q", i, read.Rows[i].Why)
		}
	}
	if said := strings.Join(read.Rows[3].Said, ""); said != "cùng số, ký hiệu và cơ quan ban hành với dòng 4" || len(read.Rows[2].Said)+len(read.Rows[4].Said) > 0 {
		t.Errorf("of a letter that the table has twice is told %q", said)
	}
	w.Doubled = true
	if read, err = d.PreviewOldRegister(ctx, w, nil); err != nil || previewed(read) != "new 4, doubtful 1" || !strings.Contains(strings.Join(read.Rows[1].Said, ""), "đến số 01") {
		t.Errorf("who says that there are two: %v %s", err, previewed(read))
	}
	w.Doubled, w.Rest = false, true
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); err != nil || read.Kept != 3 {
		t.Fatalf("the rest: %v %s", err, previewed(read))
	}
	if read, err = d.PreviewOldRegister(ctx, w, nil); err != nil || previewed(read) != "there 3, doubtful 2" {
		t.Errorf("again: %v %s", err, previewed(read))
	}
	w.Path = oldIn(t, letter("7", "139/UBND-VP", ""))
	if read, err = d.PreviewOldRegister(ctx, w, nil); err != nil || previewed(read) != "doubtful 1" || !strings.Contains(read.Rows[0].Why, "đến số 05") {
		t.Errorf("a letter that came with another table: %v %+v", err, read.Rows)
	}
}

// TestOnlyWhoGivesTheNumbersTakesThemOver has two stations, and hands the register over.
func TestOnlyWhoGivesTheNumbersTakesThemOver(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	a.enters(t, "một")
	b.brings(t, a)
	a.brings(t, b)
	w := office.OldRegisterWish{Path: oldOut(t, thisYear(), "07 bảy")}
	read, err := b.BringOldRegister(t.Context(), staff[0], w, nil)
	if !errors.Is(err, OldRowsDoubtful) || !strings.Contains(read.Rows[0].Why, "máy khác giữ") {
		t.Errorf("at the other station: %v %+v", err, read.Rows)
	}
	if _, err := a.BringOldRegister(t.Context(), staff[0], w, nil); err != nil {
		t.Fatal(err)
	}
	if err := a.HandOver(t.Context(), staff[0], decisionSeries, b.store.Station()); err != nil {
		t.Fatal(err)
	}
	a.brings(t, b)
	if got := b.enters(t, "sau khi nhận"); got != "08" {
		t.Errorf("whoever received the register gives %s", got)
	}
	if r, err := b.RegisteredOf(t.Context(), read.Rows[0].Registered.ID); err == nil {
		t.Errorf("what was refused is there: %+v", r)
	}
	if read, err = b.PreviewOldRegister(t.Context(), w, nil); err != nil || previewed(read) != "there 1" {
		t.Errorf("what came with the bundle: %v %s", err, previewed(read))
	}
}

// TestASecretRowLeavesNothingOfItself has one among others.
func TestASecretRowLeavesNothingOfItself(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("Ngày đến;Số đến;Độ mật;Trích yếu\n13/01/2020;1;Mật;chuyện kín\n13/01/2020;2;;chuyện thường\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := d.BringOldRegister(ctx, staff[0], office.OldRegisterWish{Path: path}, nil)
	if err != nil || previewed(read) != "new 1, skipped 1" {
		t.Fatalf("%v %+v", err, read)
	}
	out := filepath.Join(t.TempDir(), "a.json")
	if err := d.SaveOldRegister(ctx, read, out, ""); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(out)
	if err != nil || strings.Contains(string(said), "chuyện kín") || !strings.Contains(string(said), "Mật") || !strings.Contains(string(said), "Đã ghi 1 dòng vào sổ") {
		t.Errorf("%s %v", said, err)
	}
	if err := d.SaveOldRegister(ctx, read, out, ""); !errors.Is(err, FileExists) {
		t.Errorf("onto a file: %v", err)
	}
}

// TestWhatIsNoOldRegisterIsToldSo has files that are none.
func TestWhatIsNoOldRegisterIsToldSo(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	at := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct {
		wish office.OldRegisterWish
		want office.Failure
	}{
		"nothing there":   {office.OldRegisterWish{Path: filepath.Join(dir, "không có.xlsx")}, original.NoSuchFile},
		"empty":           {office.OldRegisterWish{Path: at("a.csv", "")}, original.EmptyFile},
		"a PDF":           {office.OldRegisterWish{Path: at("a.pdf", "%PDF-1.7")}, worksheet.Unknown},
		"a flow not kept": {office.OldRegisterWish{Path: oldOut(t, 2020, "01 một"), Flow: office.FlowPost}, documents.NotBrought},
		"no such type":    {office.OldRegisterWish{Path: oldOut(t, 2020, "01 một"), Type: "linh tinh"}, office.UnknownType},
	} {
		_, err := d.BringOldRegister(t.Context(), staff[0], c.wish, nil)
		if f, told := office.FailureIn(err); !told || f.Name != c.want.Name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// printedRows are the rows of the printed register of a year.
func (d *desk) printedRows(t *testing.T, flow office.Flow) (rows [][]string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.json")
	if _, err := d.SaveRegister(t.Context(), flow, thisYear(), path, ""); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Rows [][]string }
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all.Rows
}

// TestAPrintedRegisterComesBackWhole prints drawn registers of both flows, brings them into a fresh
// office, and has that print the same.
func TestAPrintedRegisterComesBackWhole(t *testing.T) {
	a, ctx := newDesk(t), t.Context()
	a.begins(t)
	draw := rand.New(rand.NewPCG(13, 7))
	pick := func(all ...string) string { return all[draw.IntN(len(all))] }
	day := func() string {
		return time.Now().In(office.VietNam).AddDate(0, 0, -draw.IntN(2)).Format(time.DateOnly)
	}
	for i := range 60 {
		r := office.Registered{Flow: office.FlowIn, Entered: day(), To: pick("", "Văn phòng", "UBND huyện; lưu"), Note: pick("", "khẩn", "=1+1", "a; b"), Signer: pick("", "Nguyễn Văn Mẫu"), Copies: draw.IntN(2) * (1 + draw.IntN(30)), Keeper: pick("", "Văn thư", "VP; lưu")}
		r.Document = office.Document{Number: pick("", "137", "0137", "15a", "137-CV"), Symbol: pick("", "UBND-VP", "2026/QĐ-UBND", "CV/ĐU"), Issuer: pick("", "UBND tỉnh Mẫu"), Issued: pick("", r.Entered, "2024-03-04"), Secrecy: office.Ordinary}
		r.Document.Subject = pick("Về việc thử", "Công văn số 5 về họp", "báo cáo", "_x0041_ “ngoặc” \"kép\" ; | , <b>", "Tổng cộng", "Cộng: 3", "Quyết định số 9/QĐ-TTg") + fmt.Sprint(" ", i)
		r.Document.Type = pick("", "cong-van", "quyet-dinh")
		if draw.IntN(2) == 0 {
			kind := pick("QĐ quyet-dinh", "TB thong-bao", "UBND cong-van")
			symbol, code, _ := strings.Cut(kind, " ")
			r.Flow, r.Document.Symbol, r.Document.Type, r.Document.Number, r.Document.Issuer, r.Document.Issued = office.FlowOut, symbol+"-UBND", code, "", "", ""
		}
		kept, err := a.Register(ctx, staff[0], r)
		if err != nil {
			t.Fatal(err)
		}
		if draw.IntN(6) == 0 {
			if _, err := a.CancelRegistered(ctx, staff[0], kept.ID, pick("vào sổ nhầm", "trùng; bỏ")); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, ending := range []string{".xlsx", ".json"} {
		b := newDesk(t)
		b.begins(t)
		for _, flow := range []office.Flow{office.FlowIn, office.FlowOut} {
			path := filepath.Join(t.TempDir(), "so"+ending)
			if _, err := a.SaveRegister(ctx, flow, thisYear(), path, ""); err != nil {
				t.Fatal(err)
			}
			read, err := b.BringOldRegister(ctx, staff[0], office.OldRegisterWish{Path: path}, nil)
			if err != nil {
				for _, row := range read.Rows {
					if row.Verdict == office.OldDoubtful {
						t.Errorf("%+v", row)
					}
				}
				t.Fatalf("%s %s: %v", ending, flow, err)
			}
			was, is := a.printedRows(t, flow), b.printedRows(t, flow)
			if len(was) < 10 || !reflect.DeepEqual(was, is) {
				for i := range min(len(was), len(is)) {
					if !slices.Equal(was[i], is[i]) {
						t.Errorf("%q\ncomes back as\n%q", was[i], is[i])
					}
				}
				t.Errorf("%s %s: %d rows come back as %d", ending, flow, len(was), len(is))
			}
			again, err := a.PreviewOldRegister(ctx, office.OldRegisterWish{Path: path}, nil)
			if err != nil || again.Count(office.OldEnters) > 0 {
				t.Errorf("at the office that printed it %v, %s", err, previewed(again))
			}
		}
	}
}

// TestARegisterThatWasTakenOverComesBackWhole prints one that a second station took over, with numbers beyond those of the
// first and one that was provisional, and brings it into a fresh office: it prints the same there, numbers go on above,
// and a station that comes later and takes the register over gives none of them. Where another station may give
// such numbers already they are left to a person.
func TestARegisterThatWasTakenOverComesBackWhole(t *testing.T) {
	a, b := twoThatMet(t)
	a.enters(t, "một")
	if err := b.TakeOver(t.Context(), staff[0], decisionSeries, "máy một hỏng"); err != nil {
		t.Fatal(err)
	}
	if got := b.enters(t, "ở máy hai"); got != "20001" {
		t.Fatalf("the first after the take-over: %s", got)
	}
	b.brings(t, a)
	if got := a.enters(t, "sau khi biết"); !strings.HasPrefix(got, "tạm") {
		t.Fatalf("whoever lost the register gives %s", got)
	}
	a.brings(t, b)
	path := filepath.Join(t.TempDir(), "so.xlsx")
	if _, err := b.SaveRegister(t.Context(), office.FlowOut, thisYear(), path, ""); err != nil {
		t.Fatal(err)
	}
	w := office.OldRegisterWish{Path: path, Gaps: true}
	c := newDesk(t)
	c.begins(t)
	for range 2 { // the second time all are there
		if read, err := c.BringOldRegister(t.Context(), staff[0], w, nil); err != nil || read.Count(office.OldDoubtful) > 0 {
			t.Fatalf("%v: %+v", err, read.Rows)
		}
	}
	if was, is := b.printedRows(t, office.FlowOut), c.printedRows(t, office.FlowOut); len(was) != 3 || was[2][0] != "20002/QĐ-UBND" || !reflect.DeepEqual(was, is) {
		t.Errorf("%q comes back as %q", was, is)
	}
	if got := c.enters(t, "ở cơ quan mới"); got != "20003" {
		t.Errorf("the next number there is %s", got)
	}
	later := secondDesk(t, c)
	later.brings(t, c)
	c.brings(t, later)
	if err := later.TakeOver(t.Context(), staff[0], decisionSeries, "máy một hỏng"); err != nil {
		t.Fatal(err)
	}
	if got := later.enters(t, "ở máy đến sau"); got != "40001" {
		t.Errorf("a station that came later gives %s", got)
	}

	d, e := twoThatMet(t)
	read, err := d.BringOldRegister(t.Context(), staff[0], w, nil)
	if !errors.Is(err, OldRowsDoubtful) || read.Count(office.OldEnters) != 1 || read.Count(office.OldDoubtful) != 2 || !strings.Contains(read.Rows[2].Why, "có thể do máy khác cấp") {
		t.Errorf("where another may give them: %v, %+v", err, read.Rows)
	}
	if err := e.TakeOver(t.Context(), staff[0], decisionSeries, "máy một hỏng"); err != nil {
		t.Fatal(err)
	}
	if got := e.enters(t, "của máy ấy"); got != "20001" {
		t.Errorf("which gives %s", got)
	}
}

func newRun() office.ID { return office.NewID(time.Now()) }

// manyOld is an old register of so many incoming documents of one year, by their
// numbers.
func manyOld(t *testing.T, dir string, year, many int) string {
	t.Helper()
	rows := [][]any{{"Ngày đến", "Số đến", "Tác giả", "Số ký hiệu", "Trích yếu"}}
	for n := range many {
		rows = append(rows, []any{fmt.Sprintf("13/01/%d", year), n + 1, "Sở Mẫu", fmt.Sprintf("%d/SM-VP", n), fmt.Sprintf("Về việc %d", n)})
	}
	path := filepath.Join(dir, "a.xlsx")
	raw := worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Rows: rows}}}.Bytes(t)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	oldRows = 1700 // of the registers that come in parts
	oldPart = 500  // rows of a part
	oldYear = 2012
)

// broughtRuns are the acts in which rows came in, with how many each says that it brought, and how
// many documents name it.
func (d *desk) broughtRuns(t *testing.T) (said, named map[office.ID]int) {
	t.Helper()
	said, named = map[office.ID]int{}, map[office.ID]int{}
	all, err := store.By(t.Context(), d.store, documents.Registered, documents.FacetSeries, numbering.Series{Flow: office.FlowIn, Year: oldYear}.Key())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		named[r.Brought.Run]++
	}
	for id := range named {
		run, err := store.One(t.Context(), d.store, documents.OldRegisters, id)
		if err != nil {
			t.Fatal(err)
		}
		said[id] = run.Rows
	}
	return said, named
}

// TestAnOldRegisterOfManyRowsComesInPartsThatEachStandWhole brings one, with another program that
// writes between the parts.
func TestAnOldRegisterOfManyRowsComesInPartsThatEachStandWhole(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	w := office.OldRegisterWish{Path: manyOld(t, t.TempDir(), oldYear, oldRows)}
	read, err := d.PreviewOldRegister(ctx, w, nil)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(ctx, Options{Home: d.home, State: d.state})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var parts []int
	act := store.Act{Actor: staff[0].Name, Step: documents.StepBring}
	err = documents.Bring(ctx, d.store, act, newRun, &read, func(rows int) {
		parts = append(parts, rows)
		d.countsRegistered(t, read.Kept)
		o, err := other.Office(ctx)
		if err == nil {
			_, err = other.SaveOffice(ctx, o)
		}
		if err != nil {
			t.Errorf("another program, after %d rows: %v", read.Kept, err)
		}
	})
	if err != nil || read.Kept != oldRows || !slices.Equal(parts, []int{oldPart, oldPart, oldPart, oldRows % oldPart}) || previewed(read) != fmt.Sprint("new ", oldRows) {
		t.Fatalf("%v, %d kept in parts of %v, %s", err, read.Kept, parts, previewed(read))
	}
	said, named := d.broughtRuns(t)
	if len(said) != len(parts) || !reflect.DeepEqual(said, named) {
		t.Errorf("the parts say %v, and their documents %v", said, named)
	}
}

// TestWhatIsGivenWhileAnOldRegisterComesInStandsAboveAllItsNumbers enters a decision once the first part of
// this year's decisions came in, and another where it was stopped there: neither has a number of a row
// that is still to come.
func TestWhatIsGivenWhileAnOldRegisterComesInStandsAboveAllItsNumbers(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	w := office.OldRegisterWish{Path: manyOld(t, t.TempDir(), thisYear(), oldRows)}
	read, err := d.PreviewOldRegister(t.Context(), w, nil)
	if err != nil || read.Count(office.OldEnters) != oldRows {
		t.Fatalf("%s %v", previewed(read), err)
	}
	series := read.Rows[0].Registered.Series
	s, _ := numbering.ParseSeries(series)
	enters := func() int {
		t.Helper()
		r := office.Registered{Flow: s.Flow, Document: office.Document{Type: s.Name, Symbol: "QĐ-KHÁC", Subject: "giữa chừng", Secrecy: office.Ordinary}}
		if s.Flow == office.FlowIn {
			r = letterIn("99", "giữa chừng")
		}
		kept, err := d.Register(t.Context(), staff[0], r)
		if err != nil {
			t.Fatal(err)
		}
		return kept.Number
	}
	ctx, stop := context.WithCancel(t.Context())
	act := store.Act{Actor: staff[0].Name, Step: documents.StepBring}
	err = documents.Bring(ctx, d.store, act, newRun, &read, func(int) {
		if n := enters(); n != oldRows+1 {
			t.Errorf("meanwhile %d was given", n)
		}
		stop()
	})
	if !errors.Is(err, OldRegisterStopped) {
		t.Fatal(err)
	}
	if n := enters(); n != oldRows+2 {
		t.Errorf("once it was stopped %d was given", n)
	}
	if read, err = d.BringOldRegister(t.Context(), staff[0], w, nil); err != nil || read.Kept != oldRows-oldPart {
		t.Errorf("going on: %v %s", err, previewed(read))
	}
}

// TestOfAnOldRegisterWhoseRowFailsInTheMiddleThePartsBeforeStand has a number given to another
// document once the first part came in, and then again without that row.
func TestOfAnOldRegisterWhoseRowFailsInTheMiddleThePartsBeforeStand(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	w := office.OldRegisterWish{Path: manyOld(t, t.TempDir(), oldYear, oldRows)}
	read, err := d.PreviewOldRegister(ctx, w, nil)
	if err != nil {
		t.Fatal(err)
	}
	act, once := store.Act{Actor: staff[0].Name, Step: documents.StepBring}, true
	err = documents.Bring(ctx, d.store, act, newRun, &read, func(int) {
		if !once {
			return
		}
		once = false
		other := read
		other.Kept, other.Rows = 0, slices.Clone(read.Rows[1100:1101])
		other.Rows[0].Registered.Document.Subject, other.Rows[0].Registered.Brought.Line = "của người khác", 9
		if err := documents.Bring(ctx, d.store, act, newRun, &other, nil); err != nil {
			t.Fatal(err)
		}
	})
	f, _ := office.FailureIn(err)
	if !errors.Is(err, OldRegisterStopped) || !errors.Is(err, documents.BringThere) || read.Kept != 2*oldPart || previewed(read) != "new 1000, left 700" || !strings.Contains(f.Said, "Đã ghi 1000 dòng vào sổ, còn 700 dòng chưa ghi. Số 1101") {
		t.Fatalf("%v %q, %d kept, %s", err, f.Said, read.Kept, previewed(read))
	}
	if row := read.Rows[1100]; row.Registered.Number != 1101 || !strings.Contains(row.Why, "1101") || read.Rows[999].Verdict != office.OldEnters || read.Rows[1000].Verdict != office.OldLeft {
		t.Errorf("of rows is told %+v, %+v, %+v", read.Rows[999], read.Rows[1000], row)
	}
	d.countsRegistered(t, 1001)
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); !errors.Is(err, OldRowsDoubtful) || previewed(read) != "new 699, there 1000, doubtful 1" {
		t.Fatalf("again: %v %s", err, previewed(read))
	}
	w.Rest = true
	if read, err = d.BringOldRegister(ctx, staff[0], w, nil); err != nil || read.Kept != 699 {
		t.Errorf("the rest: %v %s", err, previewed(read))
	}
	d.countsRegistered(t, oldRows)
}

// TestAnOldRegisterThatIsStoppedSaysWhatCameInAndGoesOn has a person stop it after a part.
func TestAnOldRegisterThatIsStoppedSaysWhatCameInAndGoesOn(t *testing.T) {
	d := newDesk(t)
	w := office.OldRegisterWish{Path: manyOld(t, t.TempDir(), oldYear, oldRows)}
	read, err := d.PreviewOldRegister(t.Context(), w, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	act := store.Act{Actor: staff[0].Name, Step: documents.StepBring}
	err = documents.Bring(ctx, d.store, act, newRun, &read, func(int) { stop() })
	if f, _ := office.FailureIn(err); !errors.Is(err, OldRegisterStopped) || !strings.Contains(f.Said, "còn 1200 dòng chưa ghi. Đã dừng giữa chừng.") || previewed(read) != "new 500, left 1200" {
		t.Fatalf("%v %q %s", err, f.Said, previewed(read))
	}
	out := filepath.Join(t.TempDir(), "a.json")
	if err := d.SaveOldRegister(t.Context(), read, out, ""); err != nil {
		t.Fatal(err)
	}
	if said, err := os.ReadFile(out); err != nil || !strings.Contains(string(said), "Chưa ghi: 1200 dòng") || !strings.Contains(string(said), "Đã ghi 500 dòng vào sổ.") {
		t.Errorf("the report says %s, %v", said[:min(len(said), 600)], err)
	}
	d.countsRegistered(t, oldPart)
	if read, err = d.BringOldRegister(t.Context(), staff[0], w, nil); err != nil || previewed(read) != "new 1200, there 500" || read.Kept != 1200 {
		t.Errorf("again: %v %s", err, previewed(read))
	}
	d.countsRegistered(t, oldRows)
}

// bringUntilKilled brings the old register that lies in home, and tells how many rows came in.
func bringUntilKilled(home string) int {
	s, err := opened(home)
	if err == nil {
		var read office.OldRegisterRead
		w := office.OldRegisterWish{Path: filepath.Join(home, "a.xlsx")}
		if read, err = s.PreviewOldRegister(context.Background(), w, nil); err == nil {
			act := store.Act{Actor: staff[0].Name, Step: documents.StepBring}
			err = documents.Bring(context.Background(), s.store, act, newRun, &read, func(int) { fmt.Println(read.Kept) })
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// TestAnOldRegisterThatIsKilledBetweenPartsGoesOnAndDoublesNothing kills a program after each of the
// first parts, and then lets another one go on.
func TestAnOldRegisterThatIsKilledBetweenPartsGoesOnAndDoublesNothing(t *testing.T) {
	home := t.TempDir()
	if code := setUpOnce(home); code != 0 {
		t.Fatal("no office")
	}
	manyOld(t, home, oldYear, oldRows)
	for round := 1; round <= 2; round++ {
		cmd := asChild(t, "bring", home)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if said, err := bufio.NewReader(out).ReadString('\n'); err != nil || said != fmt.Sprintln(oldPart) {
			t.Errorf("round %d: it says %q, %v", round, said, err)
		}
		cmd.Process.Kill()
		cmd.Wait()
	}
	s, err := opened(home)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &desk{Station: s}
	said, named := d.broughtRuns(t)
	here := 0
	for _, n := range named {
		here += n
	}
	if here < 2*oldPart || !reflect.DeepEqual(said, named) {
		t.Errorf("%d documents came in, in parts of %v that say %v", here, named, said)
	}
	w := office.OldRegisterWish{Path: filepath.Join(home, "a.xlsx")}
	read, err := s.BringOldRegister(t.Context(), staff[0], w, nil)
	if err != nil || read.Count(office.OldThere) != here || read.Kept != oldRows-here {
		t.Errorf("going on: %v, %s of %d", err, previewed(read), here)
	}
	d.countsRegistered(t, oldRows)
}
