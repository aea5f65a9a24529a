package counterforms

import (
	"bytes"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/letter/lettertest"
	"tram/local/office"
	"tram/local/worksheet"
)

// ofYear are requests with what can become of them.
func ofYear() []office.RequestTold {
	given := told()
	given.Stage, given.Given = office.RequestDelivered, office.RequestDelivery{Way: office.ResultByPost, To: "Phạm Văn Thử"}
	given.Steps = append(given.Steps, entry("s9", office.RequestDeliver, at(30, 14, 15), nil, "s7"))
	cousin := given
	cousin.Request.Code, cousin.Given = "H00.00.01-261123-482913089", office.RequestDelivery{Way: "counter", To: "Hoàng Thị Mẫu", Authority: "Giấy ủy quyền ngày 29/11/2026"}
	withdrawn := told()
	withdrawn.Request.Code, withdrawn.Stage = "H00.00.01-261124-100000006", office.RequestWithdrawn
	withdrawn.Steps = []office.RequestStep{entry("s1", office.RequestWithdraw, at(24, 9, 0), nil)}
	parted := given
	parted.Request.Code, parted.Parted = "H00.00.01-261125-100000011", []office.ID{"s7", "s9"}
	open := told()
	open.Request.Code = "H00.00.01-261126-100000022"
	no := refused()
	no.Request.Code = "H00.00.01-261126-100000033"
	return []office.RequestTold{given, cousin, withdrawn, parted, open, no}
}

func each(all []office.RequestTold) iter.Seq2[office.RequestTold, error] {
	return func(yield func(office.RequestTold, error) bool) {
		for _, t := range all {
			if !yield(t, nil) {
				return
			}
		}
	}
}

func aBook(all []office.RequestTold) Book {
	return Book{Office: facts(told()).Office, Year: 2026, Rows: each(all), At: at(30, 16, 0), By: "Nguyễn Văn Mẫu"}
}

func TestTheRegisterInTheDocsIsTheOneThatIsMade(t *testing.T) {
	lettertest.Sample(t, "bm-06-so-theo-doi.pdf", func(w io.Writer) error {
		return Register(aBook(ofYear())).PDF(t.Context(), w)
	})
}

// TestTheRegisterTellsWhatBecameOfEach in the workbook, cell by cell, and on paper.
func TestTheRegisterTellsWhatBecameOfEach(t *testing.T) {
	dir := t.TempDir()
	saved := func(name string) []byte {
		path := filepath.Join(dir, name)
		if err := Register(aBook(ofYear())).Save(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	raw := saved("a.xlsx")
	book, err := worksheet.Read(t.Context(), bytes.NewReader(raw), int64(len(raw)), "a.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, r := range book.Sheets[0].Rows {
		var cells []string
		for i := range len(registerColumns) {
			cells = append(cells, r.Cell(i).Text)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	got, paper := strings.Join(rows, "\n"), lettertest.Text(t, saved("a.pdf"))
	common := "|Lê Thị Thí Dụ|thôn Hai, xã Mẫu Sơn; 0900000001|Công chức Tư pháp – Hộ tịch|08:05 23/11/2026|11:30 30/11/2026|"
	for _, want := range []string{
		"STT|Mã hồ sơ|Tên TTHC|Tên tổ chức, cá nhân|Địa chỉ/SĐT|Cơ quan chủ trì giải quyết|Nhận và trả kết quả",
		"|Nhận hồ sơ|Hẹn trả kết quả|Trả kết quả|Phương thức nhận kết quả|Ký nhận",
		"1|H00.00.01-261123-482913077|Đăng ký khai sinh" + common + "14:15 30/11/2026|Qua bưu chính|Phạm Văn Thử, theo Giấy ủy quyền ngày 20/11/2026",
		"2|H00.00.01-261123-482913089|Đăng ký khai sinh" + common + "14:15 30/11/2026|Tại nơi nộp|Hoàng Thị Mẫu, theo Giấy ủy quyền ngày 29/11/2026",
		"3|H00.00.01-261124-100000006|Đăng ký khai sinh" + common + "Người nộp rút hồ sơ 09:00 24/11/2026|Qua bưu chính|",
		"4|H00.00.01-261125-100000011|Đăng ký khai sinh" + common + "Hai máy ghi khác nhau, chờ chọn|Qua bưu chính|",
		"5|H00.00.01-261126-100000022|Đăng ký khai sinh" + common + "|Qua bưu chính|",
		"6|H00.00.01-261126-100000033|Đăng ký khai sinh" + common + "Từ chối 16:30 24/11/2026|Qua bưu chính|",
		"Năm 2026",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the workbook lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got+paper, "001090000001") {
		t.Error("a personal number stands in the register")
	}
	for _, want := range []string{"SỔ THEO DÕI HỒ SƠ", "Số: ……/STD-BPTNTKQ", "Nhận và trả kết quả", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng: 6 dòng."} {
		if !strings.Contains(paper, want) {
			t.Errorf("the paper lacks %q:\n%s", want, paper)
		}
	}
}
