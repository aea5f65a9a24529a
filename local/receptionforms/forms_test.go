package receptionforms

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"tram/local/letter/lettertest"
	"tram/local/office"
)

var made = time.Date(2026, 11, 30, 11, 0, 0, 0, office.VietNam)

// heard is an online reception of which all is written down.
func heard() office.Reception {
	return office.Reception{
		ID: "r1", At: "2026-11-30T02:00:00Z", By: "Nguyễn Văn Mẫu", Way: office.ReceptionOnline, Sort: "proposal",
		Name: "Lê Thị Thí Dụ", Address: "thôn Hai, xã Mẫu Sơn", Number: "001090000001", Matter: "Đề nghị nạo vét mương ở thôn Hai", People: "12",
		Statement: "Mương ở đầu thôn Hai bị lấp một đoạn từ đầu tháng 10.\nMười hai hộ đề nghị xã nạo vét trước vụ đông xuân.",
		Papers:    "Đơn kiến nghị, 02 trang, bản chính\nẢnh chụp đoạn mương, 03 ảnh, bản in", Handling: office.ReceptionPassed, To: "Phòng Kinh tế xã Mẫu Sơn", Ref: "15/PC-UBND",
		Result: "Đã hẹn nạo vét trong tháng 12", Told: "2026-11-19T01:00:00Z", Tested: "2026-11-27T02:30:00Z", Trial: "worked", Joined: "2026-11-30T00:45:00Z", Recorded: "recorded\ntold", Stored: "Máy chủ của tỉnh Mẫu",
		State: office.ReceptionOpen,
	}
}

// refusedOne is another one, which was refused.
func refusedOne() office.Reception {
	return office.Reception{
		ID: "r2", At: "2026-11-25T03:00:00Z", By: "Nguyễn Văn Mẫu", Way: office.ReceptionHere, Sort: "reflection", Name: "Phạm Văn Thử", Address: "thôn Ba, xã Mẫu Sơn", Number: "001090000002", Matter: "Tiếng ồn ở chợ thôn Ba",
		Refusal: "Vụ việc đã được trả lời bằng văn bản, không có tình tiết mới", Ground: office.RefusalRepeated, Notice: "2026-11-26", State: office.ReceptionRefused,
	}
}

func facts(r office.Reception) Facts {
	return Facts{Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"}, Reception: r, At: made}
}

func paper(t *testing.T, name string, f Facts) []byte {
	t.Helper()
	p, of, err := Made(name, f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var out bytes.Buffer
	if err := p.Write(&out, of); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.Bytes()
}

func words(t *testing.T, pdf []byte) string {
	t.Helper()
	return strings.Join(strings.Fields(lettertest.Text(t, pdf)), " ")
}

// TestThePapersInTheDocsAreThoseThatAreMade of plainly invented receptions.
func TestThePapersInTheDocsAreThoseThatAreMade(t *testing.T) {
	for file, form := range map[string]struct {
		name string
		of   office.Reception
	}{
		"tcd-ban-ghi.pdf": {Record, heard()}, "tcd-02-giay-bien-nhan.pdf": {Receipt, heard()}, "tcd-01-thong-bao-tu-choi.pdf": {Refusal, refusedOne()},
	} {
		lettertest.Sample(t, file, func(w io.Writer) error {
			_, err := w.Write(paper(t, form.name, facts(form.of)))
			return err
		})
	}
	lettertest.Sample(t, "tcd-03-so-tiep-cong-dan.pdf", func(w io.Writer) error {
		return Register(Book{Office: facts(heard()).Office, Year: 2026, All: receptions(), At: made, By: "Nguyễn Văn Mẫu"}).PDF(t.Context(), w)
	})
}

// receptions are those of two years, with one that did not take place and one that is to come.
func receptions() []office.Reception {
	guided, accepted, off, soon, old := refusedOne(), refusedOne(), heard(), heard(), heard()
	guided.ID, guided.State, guided.At, guided.Sort, guided.Handling, guided.To, guided.Ref, guided.Before = "r3", office.ReceptionSettled, "2026-11-26T02:00:00Z", "complaint", office.ReceptionGuided, "Tòa án nhân dân khu vực Mẫu", "16/HD-UBND", "UBND tỉnh Mẫu"
	accepted.ID, accepted.State, accepted.At, accepted.Handling, accepted.Result = "r4", office.ReceptionSettled, "2026-11-26T03:00:00Z", office.ReceptionAccepted, "Đã nhắc các quầy hàng\nĐã báo người phản ánh"
	off.State, soon.At, old.At = office.ReceptionOff, "2026-12-15T02:00:00Z", "2025-12-31T16:00:00Z"
	return []office.Reception{heard(), accepted, old, guided, soon, off, refusedOne()}
}

// TestEachPaperSaysWhatTheRecordSays reads each back.
func TestEachPaperSaysWhatTheRecordSays(t *testing.T) {
	for name, c := range map[string]struct {
		of   office.Reception
		says []string
	}{
		Record: {heard(), []string{
			"ỦY BAN NHÂN DÂN TỈNH MẪU", "BẢN GHI NỘI DUNG TRÌNH BÀY", "Điều 14 khoản 1", "09 giờ 00 phút, ngày 30 tháng 11 năm 2026", "Hình thức tiếp: Trực tuyến", "Người tiếp công dân: Nguyễn Văn Mẫu", "Họ tên công dân: Lê Thị Thí Dụ",
			"số hộ chiếu: 001090000001", "Số người cùng nội dung: 12", "Phân loại: Kiến nghị", "bị lấp một đoạn từ đầu tháng 10. Mười hai hộ", "1. Đơn kiến nghị", "2. Ảnh chụp", "Chuyển đến nơi có thẩm quyền: Phòng Kinh tế xã Mẫu Sơn (văn bản 15/PC-UBND).",
			"tham gia lúc: 08:00 19/11/2026", "Kết nối thử lúc: 09:30 27/11/2026", "Kết quả: Thành công", "các điểm cầu lúc: 07:45 30/11/2026", "Ghi âm, ghi hình: Đã ghi âm, ghi hình; Đã báo mọi người biết là có ghi", "Máy chủ của tỉnh Mẫu", "đọc lại cho công dân nghe", "(Ký tên hoặc điểm chỉ)",
		}},
		Receipt: {heard(), []string{"GIẤY BIÊN NHẬN", "Thông tin, tài liệu", "Vào 09 giờ 00 phút", "Tôi là: Nguyễn Văn Mẫu, đã nhận của ông (bà): Lê Thị Thí Dụ", "1. Đơn kiến nghị, 02 trang, bản chính 2. Ảnh chụp", "01 bản", "NGƯỜI NHẬN"}},
		Refusal: {refusedOne(), []string{"THÔNG BÁO", "Về việc từ chối tiếp công dân", "ngày 26 tháng 11 năm 2026", "Kính gửi: Phạm Văn Thử", "Ngày 25/11/2026, ông (bà) Phạm Văn Thử", "001090000002", "phản ánh về việc: Tiếng ồn ở chợ", "Lý do từ chối: Vụ việc đã được trả lời", "Căn cứ điểm h khoản 1 Điều 4", "từ chối tiếp nhận nội dung phản ánh của ông (bà)", "THỦ TRƯỞNG CƠ QUAN"}},
	} {
		got := words(t, paper(t, name, facts(c.of)))
		for _, want := range c.says {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, got)
			}
		}
	}
	final := refusedOne()
	final.Ground, final.Notice = office.RefusalFinal, ""
	if got := words(t, paper(t, Refusal, facts(final))); !strings.Contains(got, "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân,") || !strings.Contains(got, "ngày …… tháng …… năm ………") {
		t.Errorf("of a matter that is at its end:\n%s", got)
	}
}

// TestWhatNobodyWroteDownIsLeftToBeWritten by hand, and nothing is said of a line that there was not.
func TestWhatNobodyWroteDownIsLeftToBeWritten(t *testing.T) {
	bare := office.Reception{At: "2026-11-30T02:00:00Z", By: "Nguyễn Văn Mẫu", Way: office.ReceptionHere, Sort: "complaint", Name: "Lê Thị Thí Dụ", Matter: "Đất ở", Papers: "Đơn"}
	got := words(t, paper(t, Record, facts(bare)))
	for _, want := range []string{"Địa chỉ: ………………", "số hộ chiếu: ………………", "Nội dung trình bày ………", "Hướng xử lý ………"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, not := range []string{"trực tuyến", "Kết nối", "Người đại diện", "cùng nội dung"} {
		if strings.Contains(got, not) {
			t.Errorf("it says %q:\n%s", not, got)
		}
	}
	bare.Agent = "Phạm Văn Thử" // who speaks for somebody signs, and hands papers in
	if got := words(t, paper(t, Receipt, facts(bare))); strings.Contains(got, "Lê Thị Thí Dụ") || !strings.Contains(got, "của ông (bà): Phạm Văn Thử") {
		t.Errorf("the receipt of a representative:\n%s", got)
	}
	alone := facts(bare)
	alone.Office.Owner = ""
	if got := words(t, paper(t, Record, alone)); strings.Count(got, "ỦY BAN NHÂN DÂN") != 1 {
		t.Errorf("of an office that has nobody above:\n%s", got)
	}
}

// TestAPaperOfWhatWasNotIsRefused with a sentence of its own.
func TestAPaperOfWhatWasNotIsRefused(t *testing.T) {
	off, none := heard(), heard()
	off.State, none.Papers = office.ReceptionOff, ""
	early := facts(heard())
	early.At = made.Add(-3 * time.Hour)
	for name, c := range map[string]struct {
		form string
		of   Facts
		want office.Failure
	}{
		"no form":             {"bien-ban\u202e", facts(heard()), NoSuchForm},
		"it was not":          {Record, facts(off), NotYet},
		"it is still to come": {Record, early, NotYet},
		"no papers":           {Receipt, facts(none), NoPapers},
		"not refused":         {Refusal, facts(heard()), NotRefused},
	} {
		if _, _, err := Made(c.form, c.of); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestALongStatementGoesOnOverPages, and whoever signs has room on the last one.
func TestALongStatementGoesOnOverPages(t *testing.T) {
	r := heard()
	r.Statement = strings.TrimSpace(strings.Repeat("Mương bị lấp, nước tràn vào ruộng của nhiều hộ ở đầu thôn. ", 65))
	p, _, err := Made(Record, facts(r))
	if err != nil {
		t.Fatal(err)
	}
	if page, _, is := p.SignRoom(); !is || page == 0 {
		t.Errorf("signed on page %d, %v", page, is)
	}
	if got := words(t, paper(t, Record, facts(r))); strings.Count(got, "Mương") != 65 {
		t.Errorf("words are lost:\n%s", got)
	}
}

// TestNobodySignsAnEmptySheet: however long a record is, its last page has more than names.
func TestNobodySignsAnEmptySheet(t *testing.T) {
	most := 0
	for n := range 12 {
		r := heard()
		r.Statement = strings.TrimSpace(strings.Repeat("Mương bị lấp.\n", n+1))
		pages := strings.Split(strings.TrimSuffix(lettertest.Text(t, paper(t, Record, facts(r))), "\f"), "\f")
		if last := pages[len(pages)-1]; !strings.Contains(last, "đọc lại") {
			t.Errorf("%d lines: the last page has only\n%s", n+1, last)
		}
		most = max(most, len(pages))
	}
	if most != 2 {
		t.Errorf("no record goes on over the page: %d", most)
	}
}

// TestTheRegisterOfAYearHasWhatTookPlaceInIt, in the order of time, by the day in Việt Nam.
func TestTheRegisterOfAYearHasWhatTookPlaceInIt(t *testing.T) {
	book := Book{Year: 2026, All: receptions(), At: made}
	var got []string
	for row, err := range Register(book).Rows {
		if err != nil || len(row) != len(registerColumns) {
			t.Fatalf("%v, %v", row, err)
		}
		got = append(got, strings.Join([]string{row[1].(string), row[8].(string), row[9].(string), row[10].(string), row[11].(string)}, "|"))
	}
	want := []string{
		"25/11/2026||||Từ chối tiếp: Vụ việc đã được trả lời bằng văn bản, không có tình tiết mới",
		"26/11/2026||Tòa án nhân dân khu vực Mẫu; 16/HD-UBND||",
		"26/11/2026|x|||Đã nhắc các quầy hàng; Đã báo người phản ánh",
		"30/11/2026|||Phòng Kinh tế xã Mẫu Sơn; 15/PC-UBND|Đã hẹn nạo vét trong tháng 12",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the rows are\n%s", strings.Join(got, "\n"))
	}
	for year, n := range map[int]int{2025: 1, 2024: 0} { // 31/12/2025 16:00 UTC is 23:00 in Việt Nam
		if book.Year = year; len(book.Of()) != n {
			t.Errorf("%d has %d", year, len(book.Of()))
		}
	}
}
