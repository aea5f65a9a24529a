package oldregister_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/office"
	"tram/local/oldregister"
	"tram/local/worksheet"
	"tram/local/worksheet/worksheettest"
)

func types(t testing.TB) []office.DocumentType {
	t.Helper()
	all, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var today = time.Date(2026, 11, 29, 12, 0, 0, 0, office.VietNam)

func readBook(t testing.TB, raw []byte, name string, w office.OldRegisterWish) (office.OldRegisterRead, error) {
	t.Helper()
	b, err := worksheet.Read(t.Context(), bytes.NewReader(raw), int64(len(raw)), name)
	if err != nil {
		t.Fatal(err)
	}
	return oldregister.Reader{Wish: w, Types: types(t), Today: today}.Read(t.Context(), b)
}

// told writes what is said of each row, a line each.
func told(read office.OldRegisterRead) string {
	var b strings.Builder
	for _, row := range read.Rows {
		r := row.Registered
		fmt.Fprintf(&b, "%d %s", row.Line, row.Verdict)
		if row.Verdict == office.OldEnters {
			fmt.Fprintf(&b, " %s %s|%s|%s|%s|%s|%s|%s|%s|%s", r.Series, r.Said(), r.Document.Number, r.Document.Symbol, r.Entered, r.Document.Issued, r.Document.Issuer, r.Document.Subject, r.To+"/"+r.Signer, r.Note)
			if r.Reason != "" {
				fmt.Fprintf(&b, " hủy: %s", r.Reason)
			}
		}
		if row.Why != "" {
			fmt.Fprintf(&b, " (%s)", row.Why)
		}
		if len(row.Said) > 0 {
			fmt.Fprintf(&b, " [%s]", strings.Join(row.Said, "; "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// grid is a sheet whose rows are lines and whose cells stand between strokes.
func grid(text string) [][]any {
	var rows [][]any
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		var row []any
		for cell := range strings.SplitSeq(line, "|") {
			if cell = strings.ReplaceAll(cell, "\\n", "\n"); cell == "" {
				row = append(row, nil)
			} else {
				row = append(row, cell)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

const (
	headIn  = "Ngày đến|Số đến|Tác giả|Số, ký hiệu văn bản|Ngày tháng văn bản|Tên loại và trích yếu nội dung văn bản|Đơn vị hoặc người nhận|Ghi chú\n"
	headOut = "Số, ký hiệu văn bản|Ngày tháng văn bản|Tên loại và trích yếu nội dung văn bản|Người ký|Nơi nhận văn bản|Ghi chú\n"
)

// old is a sheet with what is said of its rows.
type old struct {
	name  string
	sheet string
	wish  office.OldRegisterWish
	more  func(*worksheettest.Sheet)
}

const rowIn = "25/03/2025|15|UBND huyện Mẫu|137/UBND-VP|20/03/2025|Về việc một|Văn phòng|\n"

var olds = []old{
	{name: "đến, như nghị định", sheet: headIn + rowIn},
	{name: "đi, như nghị định", sheet: headOut + "15/QĐ-UBND|25/03/2025|Quyết định về việc một|Nguyễn Văn Mẫu|Như trên|\n", wish: office.OldRegisterWish{Flow: office.FlowOut}},
	{name: "đi, không nói là sổ gì nhưng được nói", sheet: headOut + "15/QĐ-UBND|25/03/2025|Quyết định về việc một|Nguyễn Văn Mẫu|UBND huyện|\n", wish: office.OldRegisterWish{Flow: office.FlowOut}},
	{name: "đi, tiêu đề nói", sheet: "SỔ ĐĂNG KÝ VĂN BẢN ĐI\nNăm 2025\n" + headOut + "15/QĐ-UBND|25/03/2025|Quyết định về việc một|Nguyễn Văn Mẫu|UBND huyện|\n"},
	{name: "nội bộ", sheet: "Sổ văn bản nội bộ\n" + headOut + "03/TB-UBND|25/03/2025|Thông báo họp|Nguyễn Văn Mẫu||\n"},
	{name: "không dấu", sheet: strings.NewReplacer("Ngày đến", "NGAY DEN", "Số đến", "So den", "Tác giả", "tac gia", "Số, ký hiệu văn bản", "so ky hieu", "Ngày tháng văn bản", "ngay thang nam vb", "Tên loại và trích yếu nội dung văn bản", "TRICH YEU").Replace(headIn) + rowIn},
	{name: "dấu kiểu cũ", sheet: strings.NewReplacer("Ghi chú", "Ghi chu\u0301").Replace(headIn) + strings.ReplaceAll(rowIn, "một", "hòa giải, thủy lợi")},
	{name: "tên cột khác", sheet: "TT|Số CV đến|Ngày nhận|Cơ quan ban hành|Số hiệu|Ngày ban hành|Nội dung|Người nhận\n1|15|25/03/2025|Sở Mẫu|137/SM-VP|20/03/2025|Về việc một|Văn phòng\n"},
	{name: "số và ký hiệu ở hai cột", sheet: "Ngày đến|Số đến|Số|Ký hiệu|Trích yếu\n25/03/2025|15|137|UBND-VP|Về việc một\n25/03/2025|16|138|/UBND-VP|Về việc hai\n"},
	{name: "đi, số và ký hiệu ở hai cột", sheet: "Sổ văn bản đi 2025\nSố đi|Ký hiệu|Ngày ký|Trích yếu\n15|/ QĐ - UBND|25/03/2025|Về việc một\n16|TB-UBND|26/03/2025|Về việc hai\n"},
	{name: "dấu cách quanh gạch", sheet: "Sổ văn bản đi\n" + headOut + "15 /QĐ-UBND|25/03/2025|Về một|||\n16/ QĐ - UBND|25/03/2025|Về hai|||\n0017/QĐ–UBND|26/03/2025|Về ba|||\nSố: 18/QĐ-UBND|26/03/2025|Về bốn|||\n"},
	{name: "số thiếu, ở trong trích yếu", sheet: "Sổ văn bản đi\n" + headOut + "/QĐ-UBND|25/03/2025|Quyết định số 15/QĐ-UBND về việc một|||\n|26/03/2025|Kế hoạch số 16/KH-UBND thực hiện Quyết định số 99/QĐ-TTg|||\n|26/03/2025|Về việc thực hiện Kế hoạch số 20/KH-UBND|||\n/ QĐ-UBND|26/03/2025|Kế hoạch số 17/KH-UBND ngày|||\n"},
	{name: "đến, ký hiệu thiếu, ở trong trích yếu", sheet: headIn + "25/03/2025|15|UBND tỉnh Mẫu||20/03/2025|Công văn số 137/UBND-VP về việc một||\n"},
	{name: "số và ngày một ô", sheet: "Sổ văn bản đi\nSố, ký hiệu, ngày tháng văn bản|Trích yếu|Nơi nhận\n15/QĐ-UBND\\n25/03/2025|Quyết định một|x\n16/QĐ-UBND ngày 26/03/2025|Quyết định hai|x\n17/QĐ-UBND (27/03/2025)|Quyết định ba|x\n"},
	{name: "số và ngày hai dòng", sheet: "Sổ văn bản đi\nSố, ký hiệu|Ngày tháng|Trích yếu\n15/QĐ-UBND||Quyết định một\n25/03/2025||\n16/QĐ-UBND|26/03/2025|Quyết định hai\n"},
	{name: "ngày tháng năm ba cột", sheet: "|Ngày đến|||Văn bản||\nSố đến|Ngày|Tháng|Năm|Số ký hiệu|Ngày tháng|Trích yếu\n15|25|3|2025|137/UBND-VP|20/03/2025|Về việc một\n16||||138/UBND-VP|20/03/2025|Về việc hai\n", more: func(s *worksheettest.Sheet) { s.Merged = []string{"B1:D1", "E1:F1"} }},
	{name: "ngày tháng hai cột, năm ở đầu sổ", sheet: "SỔ VĂN BẢN ĐẾN NĂM 2025\n|Ngày đến||Văn bản|\nSố đến|Ngày|Tháng|Số ký hiệu|Trích yếu\n15|25|3|137/UBND-VP|Về việc một\n", more: func(s *worksheettest.Sheet) { s.Merged = []string{"B2:C2", "D2:E2"} }},
	{name: "ngày không ghi năm", sheet: "Sổ công văn đến năm 2025\n" + headIn + "25/3|15|UBND huyện Mẫu|137/UBND-VP|20/3|Về việc một||\n"},
	{name: "ngày không ghi năm, sổ cũng không", sheet: headIn + "25/3|15|UBND huyện Mẫu|137/UBND-VP|20/3|Về việc một||\n"},
	{name: "ngày là số 1900", sheet: "Ngày đến|Số đến|Trích yếu\n@|15|Về việc một\n@|16|Về việc hai\n", more: func(s *worksheettest.Sheet) { s.Rows[1][0], s.Rows[2][0] = worksheettest.Day(45_741), 45_742 }},
	{name: "ngày mơ hồ", sheet: "Ngày đến|Số đến|Trích yếu\n03/04/2025|15|Về việc một\n05/05/2025|16|Về việc hai\n"},
	{name: "ngày rõ nhờ dòng khác", sheet: "Ngày đến|Số đến|Trích yếu\n03/04/2025|15|Về việc một\n25/04/2025|16|Về việc hai\n"},
	{name: "tháng trước ngày", sheet: "Ngày đến|Số đến|Trích yếu\n03/04/2025|15|Về việc một\n04/25/2025|16|Về việc hai\n"},
	{name: "hai thứ tự lẫn lộn", sheet: "Ngày đến|Số đến|Trích yếu\n03/04/2025|15|Về việc một\n04/25/2025|16|Về việc hai\n26/04/2025|17|Về việc ba\n"},
	{name: "người nói ngày trước", sheet: "Ngày đến|Số đến|Trích yếu\n03/04/2025|15|Về việc một\n04/25/2025|16|Về việc hai\n", wish: office.OldRegisterWish{Dates: office.DayFirst}},
	{name: "ngày viết nhiều kiểu", sheet: "Ngày đến|Số đến|Trích yếu\n2025-03-25|15|Về việc một\n25.3.25|16|Về việc hai\nngày 26 tháng 3 năm 2025|17|Về việc ba\n27-03-2025|18|Về việc bốn\n28/03/2025 08:30|19|Về việc năm\n31/02/2025|20|Về việc sáu\nhôm qua|21|Về việc bảy\n"},
	{name: "ngày sau hôm nay", sheet: headIn + "25/12/2026|15|UBND huyện Mẫu|137/UBND-VP|20/03/2025|Về việc một||\n"},
	{name: "ngày khác năm của sổ", sheet: "Sổ văn bản đến 2025\n" + headIn + "25/03/2024|15|UBND huyện Mẫu|137/UBND-VP|20/03/2024|Về việc một||\n"},
	{name: "năm được nói", sheet: headIn + rowIn, wish: office.OldRegisterWish{Year: 2024}},
	{name: "văn bản năm trước đến năm nay", sheet: "Sổ văn bản đến 2025\n" + headIn + "15/01/2025|01|UBND huyện Mẫu|937/UBND-VP|31/12/2024|Về việc một||\n"},
	{name: "dòng tháng, dòng cộng, tiêu đề in lại, số cột", sheet: headIn + "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)\nTháng 3/2025\n" + rowIn + headIn + "26/03/2025|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\nCộng: 2 văn bản\nQuý II\nTổng cộng|2\n|||NGƯỜI LẬP SỔ|||Nguyễn Văn Mẫu|\n"},
	{name: "số cột không ngoặc", sheet: headIn + "1|2|3|4|5|6|7|8\n" + rowIn},
	{name: "tháng gộp ngang bảng", sheet: headIn + "Tháng Ba, đợt một\n" + rowIn, more: func(s *worksheettest.Sheet) { s.Merged = []string{"A2:H2"} }},
	{name: "dòng trống", sheet: headIn + "\n\n" + rowIn + "\n|||||||\n"},
	{name: "ô gộp dọc: ngày", sheet: headIn + rowIn + "|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\n", more: func(s *worksheettest.Sheet) { s.Merged = []string{"A2:A3"} }},
	{name: "ô gộp dọc: một văn bản hai dòng", sheet: headIn + rowIn + "|||||và việc khác|Địa chính|\n26/03/2025|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\n", more: func(s *worksheettest.Sheet) { s.Merged = []string{"B2:B3", "A2:A3"} }},
	{name: "chữ dòng dưới không gộp", sheet: headIn + rowIn + "|||||và việc khác||\n26/03/2025|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\n"},
	{name: "công thức", sheet: "Ngày đến|Số đến|Trích yếu\n25/03/2025|@|Về việc một\n26/03/2025|@|Về việc hai\n", more: func(s *worksheettest.Sheet) {
		s.Rows[1][1], s.Rows[2][1] = worksheettest.Formula{Of: "B1+1", Value: 15}, worksheettest.Formula{Of: "B2+1"}
	}},
	{name: "công thức lỗi", sheet: "Ngày đến|Số đến|Trích yếu\n25/03/2025|15|@\n", more: func(s *worksheettest.Sheet) {
		s.Rows[1][2] = worksheettest.Raw(`<c r="%s" t="e"><f>x</f><v>#REF!</v></c>`)
	}},
	{name: "chữ như công thức", sheet: headIn + "25/03/2025|15|UBND huyện Mẫu|137/UBND-VP|20/03/2025|=cmd!A1 về việc một|@nơi nhận|\n"},
	{name: "dòng ẩn, cột ẩn", sheet: headIn + rowIn + "26/03/2025|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai|Văn phòng|mật thư\n", more: func(s *worksheettest.Sheet) {
		s.HideRow, s.HideCol = map[int]bool{2: true}, `<col min="8" max="8" hidden="1"/>`
	}},
	{name: "dòng ẩn, cột ẩn được hỏi", sheet: headIn + rowIn + "26/03/2025|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai|Văn phòng|thư\n", wish: office.OldRegisterWish{Hidden: true}, more: func(s *worksheettest.Sheet) {
		s.HideRow, s.HideCol = map[int]bool{2: true}, `<col min="8" max="8" hidden="1"/>`
	}},
	{name: "hai dòng một số", sheet: headIn + rowIn + "26/03/2025|15|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\n27/03/2025|16|UBND huyện Mẫu|139/UBND-VP|21/03/2025|Về việc ba||\n"},
	{name: "hai dòng một số, nhận cả hai", sheet: headIn + rowIn + "26/03/2025|15|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\n", wish: office.OldRegisterWish{Doubled: true}},
	{name: "hai dòng giống hệt", sheet: headIn + rowIn + rowIn},
	{name: "số có chữ", sheet: headIn + rowIn + "26/03/2025|15a|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về việc hai||\n26/03/2025|7B|UBND huyện Mẫu|139/UBND-VP|21/03/2025|Về việc ba||\n"},
	{name: "một số của hai loại", sheet: "Sổ văn bản đi\n" + headOut + "15/QĐ-UBND|25/03/2025|Quyết định một|||\n15/TB-UBND|25/03/2025|Thông báo hai|||\n15/UBND-VP|25/03/2025|V/v ba|||\n"},
	{name: "tên loại không khớp ký hiệu", sheet: "Sổ văn bản đi\n" + headOut + "15/QĐ-UBND|25/03/2025|Thông báo một|||\n16/UBND-VP|25/03/2025|Báo cáo hai|||\n17|26/03/2025|Về việc ba|||\n18|26/03/2025|Quyết định bốn|||\n"},
	{name: "tên loại do người nói", sheet: "Sổ văn bản đi\n" + headOut + "17|26/03/2025|Về việc ba|||\n", wish: office.OldRegisterWish{Type: "TB"}},
	{name: "cột tên loại", sheet: "Sổ văn bản đi\nSố|Loại văn bản|Ngày ban hành|Trích yếu|Người ký\n15|Quyết định|25/03/2025|Về việc một|Nguyễn Văn Mẫu\n16|QĐ|26/03/2025|Quyết định hai|Nguyễn Văn Mẫu\n17|Linh tinh|26/03/2025|Về ba|\n"},
	{name: "văn bản quy phạm, số có năm", sheet: "Sổ văn bản đi\n" + headOut + "15/2025/NQ-HĐND|25/03/2025|Nghị quyết một|||\n"},
	{name: "văn bản của Đảng", sheet: headIn + "25/03/2025|15|Đảng ủy Mẫu|137-CV/ĐU|20/03/2025|Về việc một||\n"},
	{name: "thiếu", sheet: headIn + "25/03/2025||UBND huyện Mẫu|137/UBND-VP|20/03/2025|Về việc một||\n25/03/2025|16|UBND huyện Mẫu|138/UBND-VP|20/03/2025|||\n|17|UBND huyện Mẫu|139/UBND-VP|20/03/2025|Về việc ba||\n25/03/2025|mười tám|UBND huyện Mẫu|140/UBND-VP|20/03/2025|Về việc bốn||\n"},
	{name: "mật", sheet: headIn + strings.Replace(rowIn, "|\n", "|MẬT\n", 1) + "26/03/2025|16|UBND huyện Mẫu|138/UBND-VP|21/03/2025|Về mật độ||Thường\n"},
	{name: "cột độ mật", sheet: "Ngày đến|Số đến|Độ mật|Trích yếu\n25/03/2025|15|Thường|Về việc một\n25/03/2025|16|Tối mật|Về việc hai\n"},
	{name: "nt", sheet: headIn + rowIn + "nt|16|\"|138/UBND-VP|nt|Về việc hai||\n"},
	{name: "nt mà không có dòng trên", sheet: headIn + "nt|16|x|138/UBND-VP|21/03/2025|Về việc hai||\n"},
	{name: "cột lạ", sheet: "Ngày đến|Số đến|Trích yếu|Hạn xử lý|Ký nhận|Ghi chú\n25/03/2025|15|Về việc một|30/03/2025|Mẫu|khẩn\n"},
	{name: "chữ ngoài cột", sheet: "Ngày đến|Số đến|Trích yếu\n25/03/2025|15|Về việc một|chữ lạc\n"},
	{name: "đã hủy", sheet: "Sổ văn bản đi\n" + headOut + "15/QĐ-UBND|25/03/2025|Quyết định một|||ghi chú; Đã hủy: nhầm\n16/QĐ-UBND|25/03/2025|Quyết định hai|||Đã hủy: trùng\n"},
	{name: "số tạm", sheet: headIn + "25/03/2025|tạm 1-4f2a|UBND huyện Mẫu|137/UBND-VP|20/03/2025|Về việc một||\n"},
	{name: "số bị đổi thành ngày", sheet: "Sổ văn bản đi\n" + headOut + "@|25/03/2025|Quyết định một|||\n", more: func(s *worksheettest.Sheet) { s.Rows[2][0] = worksheettest.Day(45_741) }},
	{name: "không theo thứ tự, có chỗ thiếu", sheet: headIn + strings.Replace(rowIn, "|15|", "|6|", 1) + strings.Replace(rowIn, "|15|", "|2|", 1) + strings.Replace(rowIn, "|15|", "|3|", 1)},
	{name: "chữ Đ viết khác", sheet: "Sổ văn bản đi\n" + headOut + "49/QÐ-UBND|25/03/2025|Về một|||\n50/qð-ubnd|25/03/2025|Về hai|||\n51/Q\u0189-UBND|25/03/2025|Quyết ðịnh ba|||\n21/QD-UBND|25/03/2025|Về bốn|||\n22/QYD-UBND|25/03/2025|Về năm|||\n23/ttr-ubnd|25/03/2025|Về sáu|||\n24/HÐ-UBND|25/03/2025|Về bảy|||\n25/HD-UBND|25/03/2025|Về tám|||\n"},
	{name: "ký hiệu không rõ loại", sheet: "Sổ văn bản đi\n" + headOut + "32/QĐUBND|25/03/2025|Về một|||\n34/GP-UBND|25/03/2025|Về hai|||\n35/XYZ-UBND|25/03/2025|Về ba|||\n36/UBND-VP|25/03/2025|Về bốn|||\n37/CV-UBND|25/03/2025|Về năm|||\n38/GP-UBND|25/03/2025|Giấy phép sáu|||\n39/SNV-TC|25/03/2025|Về bảy|||\n"},
	{name: "ký hiệu bắt đầu bằng cơ quan của sổ", sheet: "Sổ văn bản đi\n" + headOut + "15/QĐ-SNV|25/03/2025|Về một|||\n16/SNV-TC|25/03/2025|Về hai|||\n17/GP-SNV|25/03/2025|Về ba|||\n"},
	{name: "ký hiệu không rõ loại, người nói loại", sheet: "Sổ văn bản đi\n" + headOut + "34/GP-UBND|25/03/2025|Về hai|||\n35/QĐ-UBND|25/03/2025|Về ba|||\n", wish: office.OldRegisterWish{Type: "giay-phep"}},
	{name: "tên loại viết tắt ở một cột", sheet: "Sổ văn bản đi\nSố|Loại văn bản|Ngày ban hành|Trích yếu\n15|HĐ|25/03/2025|Về một\n16|HD|26/03/2025|Về hai\n17|ĐA|26/03/2025|Về ba\n18|DA|26/03/2025|Về bốn\n"},
	{name: "nhiều số một ô, đi", sheet: "Sổ văn bản đi\n" + headOut + "38/QĐ-UBND; 39/QĐ-UBND|25/03/2025|Về một|||\n40-45/QĐ-UBND|25/03/2025|Về hai|||\n46, 47/QĐ-UBND|25/03/2025|Về ba|||\n48/QĐ-UBND\\n49/QĐ-UBND|25/03/2025|Về bốn|||\n50/QĐ-UBND-51/QĐ-UBND|25/03/2025|Về năm|||\n52/53/QĐ-UBND|25/03/2025|Về sáu|||\n54 và 55/QĐ-UBND|25/03/2025|Về bảy|||\n56/QĐ-UBND đến 58/QĐ-UBND|25/03/2025|Về tám|||\n59/QĐ-UBND+60/QĐ-UBND|25/03/2025|Về chín|||\n/QĐ-UBND|25/03/2025|Quyết định số 61/QĐ-UBND; 62/QĐ-UBND về mười|||\n63/2025/QĐ-UBND|25/03/2025|Về một mình|||\n64/QĐ-UBND(HT)|25/03/2025|Về một mình|||\n65/QĐ-UBND và phụ lục|25/03/2025|Về kèm|||\n"},
	{name: "nhiều số một ô, ở hai cột", sheet: "Sổ văn bản đi\nSố|Ký hiệu|Ngày ban hành|Trích yếu\n15; 16|QĐ-UBND|25/03/2025|Về một\n17|QĐ-UBND; TB-UBND|25/03/2025|Về hai\n"},
	{name: "nhiều số một ô, đến", sheet: headIn + "25/03/2025|15|UBND huyện Mẫu|137/UBND-VP; 138/UBND-VP|20/03/2025|Về việc một||\n25/03/2025|16, 17|UBND huyện Mẫu|139/UBND-VP|20/03/2025|Về việc hai||\n25/03/2025|18/19|UBND huyện Mẫu|140/UBND-VP|20/03/2025|Về việc ba||\n25/03/2025|20/2025|UBND huyện Mẫu|141/UBND-VP ngày 20/3/2025|20/03/2025|Về việc bốn||\n25/03/2025|21|Đảng ủy Mẫu|05-2025/QĐ-ĐU|20/03/2025|Về việc năm||\n25/03/2025|22|UBND huyện Mẫu|142-143/UBND-VP|20/03/2025|Về việc sáu||\n"},
	{name: "chữ ở chỗ chữ số", sheet: headIn + "25/03/2025|2l|UBND huyện Mẫu|137/UBND-VP|20/03/2025|Về việc một||\n25/03/2025|2O|UBND huyện Mẫu|138/UBND-VP|20/03/2025|Về việc hai||\n25/03/2025|2c|UBND huyện Mẫu|139/UBND-VP|20/03/2025|Về việc ba||\n"},
	{name: "tiêu đề in lại, cột đổi chỗ", sheet: "SỔ VĂN BẢN ĐẾN NĂM 2025\n" + headIn + rowIn + "Ngày tháng văn bản|Số đến|Tác giả|Số, ký hiệu văn bản|Ngày đến|Tên loại và trích yếu nội dung văn bản|Đơn vị hoặc người nhận|Ghi chú\n13/04/2025|16|Sở Mẫu|5/SM|20/04/2025|Về việc hai|VP|\n14/04/2025|17|Sở Mẫu|6/SM|21/04/2025|Về việc ba|VP|\n"},
	{name: "tiêu đề hai tầng in lại, cột đổi chỗ", sheet: "|Ngày đến|||Văn bản||\nSố đến|Ngày|Tháng|Năm|Số ký hiệu|Ngày tháng|Trích yếu\n15|25|3|2025|137/UBND-VP|20/03/2025|Về việc một\n|Ngày đến|||Văn bản||\nSố đến|Ngày|Tháng|Năm|Số ký hiệu|Ngày tháng|Trích yếu\n16|26|3|2025|138/UBND-VP|20/03/2025|Về việc hai\n|Văn bản||Ngày đến|||\nSố đến|Số ký hiệu|Ngày tháng|Ngày|Tháng|Năm|Trích yếu\n17|139/UBND-VP|21/03/2025|27|3|2025|Về việc ba\n", more: func(s *worksheettest.Sheet) {
		s.Merged = []string{"B1:D1", "E1:F1", "B4:D4", "E4:F4", "B7:C7", "D7:F7"}
	}},
	{name: "tiêu đề in lại, tên cột khác, cùng chỗ", sheet: headIn + rowIn + strings.ReplaceAll(headIn, "Tác giả", "Cơ quan ban hành") + strings.Replace(rowIn, "|15|", "|16|", 1)},
	{name: "tiêu đề in lại thiếu cột", sheet: headIn + rowIn + "Ngày tháng văn bản|Số đến|Tác giả|||Ngày đến||\n" + strings.Replace(rowIn, "|15|", "|16|", 1)},
	{name: "tiêu đề in lại, cột đổi chỗ, đi", sheet: "SỔ VĂN BẢN ĐI NĂM 2025\n" + headOut + "15/QĐ-UBND|25/03|Quyết định một|||\nNgày tháng văn bản|Số, ký hiệu văn bản|Tên loại và trích yếu nội dung văn bản|Nơi nhận văn bản|Người ký\n26/03|16/QĐ-UBND|Quyết định hai|UBND huyện|Nguyễn Văn Mẫu\n"},
	{name: "hai sổ một trang tính", sheet: "SỔ VĂN BẢN ĐẾN NĂM 2025\n" + headIn + rowIn + "\nSỔ VĂN BẢN ĐI NĂM 2024\n" + headOut + "15/QĐ-UBND|25/03/2024|Quyết định về việc một|Nguyễn Văn Mẫu|UBND huyện|\n"},
	{name: "hai sổ một trang tính, hỏi một", sheet: "SỔ VĂN BẢN ĐẾN NĂM 2025\n" + headIn + rowIn + "\nSỔ VĂN BẢN ĐI\n" + headOut + "15/QĐ-UBND|25/03/2025|Quyết định về việc một|Nguyễn Văn Mẫu|UBND huyện|\n", wish: office.OldRegisterWish{Flow: office.FlowIn}},
	{name: "hai năm một trang tính", sheet: "SỔ VĂN BẢN ĐẾN NĂM 2024\n" + headIn + strings.ReplaceAll(rowIn, "2025", "2024") + "SỔ VĂN BẢN ĐẾN NĂM 2025\n" + headIn + rowIn},
	{name: "ô hiện khác số được giữ", sheet: "Sổ văn bản đi\n" + headOut + "@|25/03/2025|Về việc một|||\n@|25/03/2025|Quyết định hai|||\n@|25/03/2025|Về việc ba|||\n@|25/03/2025|Quyết định bốn|||\n", more: func(s *worksheettest.Sheet) {
		s.Rows[2][0], s.Rows[3][0] = worksheettest.Styled{Of: 15, Format: `00"/QĐ-UBND"`}, worksheettest.Styled{Of: 16, Format: `00"/TB-UBND"`}
		s.Rows[4][0], s.Rows[5][0] = worksheettest.Styled{Of: "17", Format: `@"/QĐ-UBND"`}, worksheettest.Styled{Of: 18, Format: `[<10]0"/QĐ";0"/TB"`}
	}},
	{name: "ô hiện khác số được giữ, đến", sheet: headIn + "25/03/2025|@|UBND huyện Mẫu|@|20/03/2025|Về việc một||\n", more: func(s *worksheettest.Sheet) {
		s.Rows[1][1], s.Rows[1][3] = worksheettest.Styled{Of: 15, Format: `0"a"`}, worksheettest.Styled{Of: 137, Format: `000"/UBND-VP"`}
	}},
	{name: "chữ gạch ngang", sheet: headIn + rowIn + strings.Replace(rowIn, "|15|", "|16|", 1) + strings.Replace(strings.Replace(rowIn, "|15|", "|17|", 1), "|\n", "|Đã hủy: nhầm\n", 1) + strings.Replace(rowIn, "|15|", "|18|", 1), more: func(s *worksheettest.Sheet) {
		s.Rows[3][1] = worksheettest.Styled{Of: 17, Struck: true}
		s.Rows[1][1], s.Rows[2][5] = worksheettest.Styled{Of: 15, Struck: true}, worksheettest.Runs{"Về việc ", "~hai"}
	}},
	{name: "gạch ngang ở dòng nối", sheet: headIn + rowIn + "|||||@||\n", more: func(s *worksheettest.Sheet) {
		s.Rows[2][5], s.Merged = worksheettest.Runs{"~và việc khác"}, []string{"B2:B3", "A2:A3"}
	}},
	{name: "lời ghi kèm ô", sheet: headIn + rowIn + strings.Replace(rowIn, "|15|", "|16|", 1) + "\n", more: func(s *worksheettest.Sheet) {
		s.Notes = map[string]string{"D2": "chuyển bản giấy\nngày 26", "D3": "đã thu hồi"}
	}},
	{name: "ghi chú hủy bằng lời khác", sheet: headIn + strings.Replace(rowIn, "|\n", "|Hủy\n", 1) + strings.Replace(strings.Replace(rowIn, "|\n", "|đã thu hồi.\n", 1), "|15|", "|16|", 1) + strings.Replace(strings.Replace(rowIn, "|\n", "|hủy Quyết định số 3\n", 1), "|15|", "|17|", 1)},
	{name: "mật, viết nhiều kiểu", sheet: headIn + "25/03/2025|1|UBND huyện Mẫu|101/UBND-VP|20/03/2025|Về việc 1||Độ mật: tối mật\n25/03/2025|2|UBND huyện Mẫu|05/BC-UBND (M)|20/03/2025|Về việc 2||\n25/03/2025|3|UBND huyện Mẫu|46/QĐ-UBND\\n(mật)|20/03/2025|Về việc 3||\n25/03/2025|4|UBND huyện Mẫu|104/UBND-VP|20/03/2025|Mật: kế hoạch kín||\n25/03/2025|5|UBND huyện Mẫu|105/UBND-VP|20/03/2025|[TỐI MẬT] chuyện kín||\n25/03/2025|6|UBND huyện Mẫu|106/UBND-VP|20/03/2025|Về việc 6||Văn bản mật\n25/03/2025|7|UBND huyện Mẫu|107/UBND-VP|20/03/2025|Về việc 7||HỎA TỐC - MẬT\n25/03/2025|8|UBND huyện Mẫu|108/UBND-VP|20/03/2025|Về việc 8||(Ma\u0323\u0302t)\n25/03/2025|9|UBND huyện Mẫu|47/BC-UBND (C)|20/03/2025|Về việc 9||\n25/03/2025|10|UBND huyện Mẫu|110/UBND-VP|20/03/2025|Kế hoạch kín MẬT của xã||\n25/03/2025|11|UBND huyện Mẫu|111/UBND-VP|20/03/2025|Về xử lý chuyện kín trong tài liệu Tối mật||\n25/03/2025|12|UBND huyện Mẫu|112/UBND-VP|20/03/2025|Công văn mật - chuyện kín||\n"},
	{name: "chữ mật không phải độ mật", sheet: headIn + "25/03/2025|21|UBND huyện Mẫu|121/UBND-VP|20/03/2025|Về mật độ dân số, mật ong||\n25/03/2025|22|UBND huyện Mẫu|122/UBND-VP|20/03/2025|Về bảo vệ bí mật nhà nước||\n25/03/2025|23|UBND huyện Mẫu|123/UBND-VP|20/03/2025|Về việc 23||mất bản gốc\n25/03/2025|24|UBND huyện Mẫu|124/UBND-VP|20/03/2025|Về việc 24||Độ mật: thường\n25/03/2025|25|UBND huyện Mẫu|125/UBND-VP|20/03/2025|Về việc 25||Mất\n25/03/2025|26|UBND huyện Mẫu|126/UBND-VP (HT)|20/03/2025|Về việc 26||\n25/03/2025|27|UBND huyện Mẫu|127/UBND-VP|20/03/2025|Về việc 27||không mật\n25/03/2025|28|UBND huyện Mẫu|128/UBND-VP|20/03/2025|MẬT ĐỘ XÂY DỰNG: quy chuẩn||\n25/03/2025|29|UBND huyện Mẫu|129/UBND-VP|20/03/2025|Về bảo mật, mật khẩu||\n"},
	{name: "cột độ mật, viết nhiều kiểu", sheet: "Ngày đến|Số đến|Độ mật|Trích yếu\n25/03/2025|1|Không|Về một\n25/03/2025|2|M|Về kín\n25/03/2025|3|x|Về kín\n25/03/2025|4|nt|Về kín\n25/03/2025|5|Khẩn|Về năm\n25/03/2025|6|-|Về sáu\n"},
	{name: "nt dưới dòng mật", sheet: headIn + rowIn + "25/03/2025|16|Công an kín|5/CA|20/03/2025|Về kín||Mật\nnt|17|nt|138/UBND-VP|nt|Về việc hai||\n"},
	{name: "mật ở dòng nối", sheet: headIn + rowIn + "|||||và chuyện kín||Mật\n25/03/2025|16|x|5/CA|20/03/2025|Mật: chuyện kín||\n|||||và chuyện kín khác||\n25/03/2025|18|x|6/CA|20/03/2025|Về việc thường||\n", more: func(s *worksheettest.Sheet) {
		s.Merged = []string{"B2:B3", "A2:A3", "B4:B5", "A4:A5"}
	}},
	{name: "mật trong lời ghi kèm ô", sheet: headIn + strings.Replace(rowIn, "một", "kín", 1), more: func(s *worksheettest.Sheet) { s.Notes = map[string]string{"D2": "Mật"} }},
	{name: "sổ mật", sheet: "SỔ VĂN BẢN MẬT ĐẾN NĂM 2025\n" + headIn + strings.Replace(rowIn, "một", "kín", 1)},
	{name: "sổ nói không ghi văn bản mật", sheet: "SỔ VĂN BẢN ĐẾN NĂM 2025\nKhông ghi văn bản mật vào sổ này\n" + headIn + rowIn},
	{name: "hai bảng cạnh nhau", sheet: strings.TrimSuffix(headIn, "\n") + "||" + headIn + strings.TrimSuffix(rowIn, "\n") + "||" + strings.Replace(rowIn, "|15|", "|16|", 1) + strings.Replace(rowIn, "|15|", "|17|", 1)},
	{name: "hai sổ cạnh nhau", sheet: strings.TrimSuffix(headIn, "\n") + "||" + headOut + strings.TrimSuffix(rowIn, "\n") + "||15/QĐ-UBND|25/03/2025|Quyết định một|||\n"},
	{name: "một cột có hai lần", sheet: strings.TrimSuffix(headIn, "\n") + "|Ngày nhận bản giấy\n" + strings.TrimSuffix(rowIn, "\n") + "|28/03/2025\n"},
	{name: "chữ của phông cũ", sheet: headIn + "25/03/2025|1|UBND tØnh|12/QĐ-UBND|20/03/2025|Về một||\n25/03/2025|2|x|12/Q§-UBND|20/03/2025|Về hai||\n25/03/2025|3|x|13/QĐ-UBND|20/03/2025|QuyÕt ®Þnh vÒ ®Êt ®ai hé nghÌo||\n25/03/2025|4|x|14/QĐ-UBND|20/03/2025|Quyeát ñònh veà ñaát ñai hoä ngheøo||\n25/03/2025|5|x|15/QĐ-UBND|20/03/2025|Quyáº¿t Ä‘á»‹nh vá» Ä‘áº¥t||\n25/03/2025|6|x|16/QĐ-UBND|20/03/2025|Quy?t ??nh v? ??t ?ai h? ngh?o||\n25/03/2025|7|x|17/QĐ-UBND|20/03/2025|Về bảy|v¨n th\u00ad|\n25/03/2025|8|x|18/QĐ-UBND|20/03/2025|Quy\ufffdt định tám||\n"},
	{name: "chữ lạ mà đúng", sheet: headIn + "25/03/2025|1|UBND tỉnh|12/QĐ-UBND|20/03/2025|Về việc tiếp đoàn của ông Müller thăm xã||\n25/03/2025|2|x|13/QĐ-UBND|20/03/2025|Về đất 120 m² theo § 5, nhiệt độ 30°C ± 2||\n25/03/2025|3|x|14/QĐ-UBND|20/03/2025|Về «nông thôn mới» – có đúng không?||\n25/03/2025|4|x|15/QĐ-UBND|20/03/2025|Về công\u00adtác hè, phần mềm Excel®||\n25/03/2025|5|UBND xã Ý Yên|16/QĐ-UBND|20/03/2025|VỀ ĐẤT ĐAI Ở ẤP BẮC||\n"},
	{name: "ngày văn bản sau ngày đến", sheet: headIn + "25/01/2025|1|UBND huyện Mẫu|137/UBND-VP|01/06/2025|Về việc một||\n25/01/2025|2|UBND huyện Mẫu|138/UBND-VP|25/01/2025|Về việc hai||\n"},
	{name: "chỉ có tiêu đề", sheet: headIn},
	{name: "số gõ nhầm trong năm đang chạy", sheet: strings.ReplaceAll(headIn+rowIn+strings.Replace(rowIn, "|15|", "|16|", 1)+strings.Replace(rowIn, "|15|", "|900|", 1), "2025", "2026")},
	{name: "số cách quãng trong năm đang chạy, người nói đúng", sheet: strings.ReplaceAll(headIn+rowIn+strings.Replace(rowIn, "|15|", "|900|", 1), "2025", "2026"), wish: office.OldRegisterWish{Gaps: true}},
	{name: "một số đứng riêng trong năm đang chạy", sheet: strings.ReplaceAll(headIn+strings.Replace(rowIn, "|15|", "|700|", 1), "2025", "2026")},
	{name: "nhiều số từ giữa năm đang chạy", sheet: strings.ReplaceAll(headIn+strings.Replace(rowIn, "|15|", "|700|", 1)+strings.Replace(rowIn, "|15|", "|701|", 1), "2025", "2026")},
	{name: "số cách quãng trong năm cũ", sheet: headIn + rowIn + strings.Replace(rowIn, "|15|", "|900|", 1)},
	{name: "số đi ở hai cột khác nhau", sheet: "Sổ văn bản đi\nSố đi|Số ký hiệu|Ngày|Trích yếu\n15|15/QĐ-UBND|25/03/2025|Về một\n16|17/QĐ-UBND|25/03/2025|Về hai\n18|/QĐ-UBND|26/03/2025|Về ba\n"},
}

var update = flag.Bool("update", false, "write testdata/told.txt anew")

// TestEachRowOfAnOldRegisterIsTold has sheets as offices keep them, with what is said of their rows
// in testdata/told.txt.
func TestEachRowOfAnOldRegisterIsTold(t *testing.T) {
	if len(olds) < 60 {
		t.Errorf("there are %d sheets", len(olds))
	}
	var all strings.Builder
	for _, o := range olds {
		s := worksheettest.Sheet{Name: "Trang1", Rows: grid(o.sheet)}
		if o.more != nil {
			o.more(&s)
		}
		read, err := readBook(t, worksheettest.Book{Sheets: []worksheettest.Sheet{s}}.Bytes(t), "a.xlsx", o.wish)
		if err != nil {
			t.Errorf("%s: %v", o.name, err)
		}
		fmt.Fprintf(&all, "# %s\n%s", o.name, told(read))
		for _, said := range read.Notes {
			fmt.Fprintf(&all, "> %s\n", said)
		}
	}
	if strings.Contains(all.String(), "kín") {
		t.Error("what is secret is told")
	}
	const golden = "testdata/told.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(all.String(), "# "), strings.Split(string(want), "# ")
	for i := range max(len(got), len(wanted)) {
		if i >= len(got) || i >= len(wanted) || got[i] != wanted[i] {
			t.Errorf("said\n%s\nand not\n%s", at(got, i), at(wanted, i))
		}
	}
}

func at(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return ""
}

// TestWhatIsNoRegisterIsToldSo has tables that are none, and registers of another sort.
func TestWhatIsNoRegisterIsToldSo(t *testing.T) {
	in := grid("Sổ văn bản đến\n" + headIn + rowIn)
	for name, c := range map[string]struct {
		rows [][]any
		flow office.Flow
		want office.Failure
	}{
		"a list":         {grid("Họ tên|Ngày sinh\nNguyễn Văn Mẫu|1/1/1990\n"), "", oldregister.NoRegister},
		"no rows":        {nil, "", oldregister.NoRegister},
		"no flow":        {grid(headOut + "15/QĐ-UBND|25/03/2025|Quyết định một|||\n"), "", oldregister.NoFlow},
		"the other flow": {in, office.FlowOut, oldregister.NotThisFlow},
	} {
		_, err := readBook(t, worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Rows: c.rows}}}.Bytes(t), "a.xlsx", office.OldRegisterWish{Flow: c.flow})
		if f, told := office.FailureIn(err); !told || f.Name != c.want.Name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEachSheetIsReadOrTold has several in one file.
func TestEachSheetIsReadOrTold(t *testing.T) {
	b := worksheettest.Book{Sheets: []worksheettest.Sheet{
		{Name: "Đến", Rows: grid(headIn + rowIn)},
		{Name: "Đến tháng 3", Rows: grid(headIn + rowIn)},
		{Name: "Văn bản đi", Rows: grid(headOut + "15/QĐ-UBND|25/03/2025|Quyết định một|||\n")},
		{Name: "Danh bạ", Rows: grid("Họ tên|Số máy\nMẫu|1\n")},
		{Name: "Nháp", Hidden: true, Rows: grid(headIn + strings.Replace(rowIn, "|15|", "|16|", 1))},
	}}
	read, err := readBook(t, b.Bytes(t), "a.xlsx", office.OldRegisterWish{})
	if err != nil {
		t.Fatal(err)
	}
	if read.Count(office.OldEnters) != 2 || read.Count(office.OldSkipped) != 1 || len(read.Rows) != 3 || read.Rows[1].Why != "Giống hệt dòng 2 trang tính “Đến”." {
		t.Errorf("%s", told(read))
	}
	notes := strings.Join(read.Notes, "\n")
	for _, want := range []string{"“Danh bạ” không có hàng tiêu đề", "“Nháp” bị ẩn nên không đọc", "“Văn bản đi” đọc là sổ văn bản đi"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not told in %s", want, notes)
		}
	}
	if read, err = readBook(t, b.Bytes(t), "a.xlsx", office.OldRegisterWish{Flow: office.FlowIn, Hidden: true}); err != nil || read.Count(office.OldEnters) != 2 || read.Rows[len(read.Rows)-1].Registered.Number != 16 {
		t.Errorf("%v: %s", err, told(read))
	}
}

// TestASheetWithoutHeadingsThatGoesOnWithARegisterIsLeftToAPerson has one behind a register, before it, and
// beside a list that is none.
func TestASheetWithoutHeadingsThatGoesOnWithARegisterIsLeftToAPerson(t *testing.T) {
	more := grid(strings.Replace(rowIn, "|15|", "|16|", 1) + strings.Replace(rowIn, "|15|", "|17|", 1))
	register := worksheettest.Sheet{Name: "Đến", Rows: grid(headIn + rowIn)}
	list := worksheettest.Sheet{Name: "Danh sách", Rows: grid("1|Nguyễn Văn Mẫu|01/02/1980|Công chức|Văn phòng\n2|Trần Thị Mẫu|03/04/1985|Công chức|Địa chính\n")}
	for name, sheets := range map[string][]worksheettest.Sheet{
		"behind": {register, list, {Name: "T3", Rows: more}}, "before": {{Name: "T3", Rows: more}, list, register},
	} {
		read, err := readBook(t, worksheettest.Book{Sheets: sheets}.Bytes(t), "a.xlsx", office.OldRegisterWish{})
		if err != nil || read.Count(office.OldEnters) != 1 || read.Count(office.OldDoubtful) != 2 || len(read.Rows) != 3 || read.Rows[2].Sheet != "T3" || !strings.Contains(read.Rows[2].Why, "không có hàng tiêu đề") {
			t.Errorf("%s: %v\n%s", name, err, told(read))
		}
		notes := strings.Join(read.Notes, "\n")
		if !strings.Contains(notes, "“Danh sách” không có hàng tiêu đề của một sổ văn bản nên không đọc") || !strings.Contains(notes, "“T3” không có hàng tiêu đề, các dòng giống như của sổ văn bản đến") {
			t.Errorf("%s: %s", name, notes)
		}
	}
}

// written is a document as a test writes it into a table.
type written struct {
	number, theirs            int
	symbol, issuer, about, to string
	entered, issued           time.Time
}

// TestAnyTableOfPlainRowsIsReadAsItWasWritten draws tables whose every row is plain, in any order
// of columns, spelling of headings, and way of writing days and numbers.
func TestAnyTableOfPlainRowsIsReadAsItWasWritten(t *testing.T) {
	for seed := range uint64(300) {
		draw := rand.New(rand.NewPCG(seed, 13))
		pick := func(all ...string) string { return all[draw.IntN(len(all))] }
		titles := map[string]string{
			"entered": pick("Ngày đến", "NGÀY ĐẾN", "Ngay den", "Ngày nhận", "Ngày, tháng đến"), "own": pick("Số đến", "SỐ ĐẾN", "So den", "Số\nđến", "Số VB đến"),
			"theirs": pick("Số, ký hiệu văn bản", "Số ký hiệu", "Số và ký hiệu", "So/Ky hieu", "Số hiệu VB"), "issued": pick("Ngày tháng văn bản", "Ngày ban hành", "Ngày VB", "Ngày ký"),
			"issuer": pick("Tác giả", "Cơ quan ban hành", "Nơi gửi", "Tên cơ quan, tổ chức"), "about": pick("Tên loại và trích yếu nội dung văn bản", "Trích yếu", "NỘI DUNG", "V/v (trích yếu)"), "to": pick("Đơn vị hoặc người nhận", "Nơi nhận", "Người nhận"),
		}
		order := []string{"entered", "own", "theirs", "issued", "issuer", "about", "to"}
		draw.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		day := []func(time.Time) any{
			func(d time.Time) any { return d.Format("02/01/2006") }, func(d time.Time) any { return d.Format("2006-01-02") }, func(d time.Time) any { return d.Format("2.1.2006") }, func(d time.Time) any { return d.Format("02-01-06") },
			func(d time.Time) any {
				return worksheettest.Day(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
			},
			func(d time.Time) any {
				return fmt.Sprintf("ngày %d tháng %d năm %d", d.Day(), int(d.Month()), d.Year())
			},
		}[draw.IntN(6)]
		number := []func(int) any{func(n int) any { return n }, func(n int) any { return fmt.Sprintf("%02d", n) }, func(n int) any { return fmt.Sprintf("%04d", n) }}[draw.IntN(3)]
		stroke := pick("/", " /", " / ", "/ ")
		var all []written
		rows := [][]any{{"SỔ VĂN BẢN ĐẾN"}, nil}
		for _, name := range order {
			rows[1] = append(rows[1], titles[name])
		}
		for i := range 1 + draw.IntN(12) {
			at := time.Date(2025, 1, 20+i, 0, 0, 0, 0, time.UTC) // of which some can be read in one way alone
			w := written{number: 1 + i*(1+draw.IntN(3)), theirs: 1 + draw.IntN(2000), symbol: pick("UBND-VP", "QĐ-TTg", "KH-SNV", "CV-ĐU"), issuer: pick("UBND tỉnh Mẫu", "Sở Nội vụ"), about: pick("Về việc thử", "V/v hòa giải; đất đai", "họp \"giao ban\", lần 2"), to: pick("Văn phòng", ""), entered: at, issued: at.AddDate(0, 0, -2)}
			if i > 0 && w.number <= all[i-1].number {
				w.number = all[i-1].number + 1
			}
			all = append(all, w)
			cells := map[string]any{"entered": day(w.entered), "own": number(w.number), "theirs": fmt.Sprintf("%d%s%s", w.theirs, stroke, w.symbol), "issued": day(w.issued), "issuer": w.issuer, "about": w.about, "to": w.to}
			var row []any
			for _, name := range order {
				row = append(row, cells[name])
			}
			rows = append(rows, row)
		}
		read, err := readBook(t, worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Rows: rows}}}.Bytes(t), "a.xlsx", office.OldRegisterWish{})
		if err != nil || len(read.Rows) != len(all) {
			t.Fatalf("seed %d: %v, %d rows of %d\n%v\n%s", seed, err, len(read.Rows), len(all), rows[1], told(read))
		}
		for i, w := range all {
			r := read.Rows[i].Registered
			want := office.Document{Number: fmt.Sprint(w.theirs), Symbol: w.symbol, Subject: w.about, Issuer: w.issuer, Issued: w.issued.Format(time.DateOnly), Secrecy: office.Ordinary}
			if read.Rows[i].Verdict != office.OldEnters || r.Number != w.number || r.Document != want || r.Entered != w.entered.Format(time.DateOnly) || r.To != w.to || read.Rows[i].Line != i+3 {
				t.Fatalf("seed %d, %v: %+v is read as\n%s", seed, rows[1], w, told(read))
			}
		}
	}
}

// FuzzRead has whatever stands in a table: no row is lost, and none that says not what a register
// needs is put on one.
func FuzzRead(f *testing.F) {
	for _, o := range olds {
		f.Add(strings.ReplaceAll(o.sheet, "|", "\t"))
	}
	all := types(f)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := worksheet.Read(t.Context(), strings.NewReader(text), int64(len(text)), "a.csv")
		if err != nil {
			return
		}
		read, err := oldregister.Reader{Types: all, Today: today}.Read(t.Context(), b)
		if err != nil {
			if _, told := office.FailureIn(err); !told {
				t.Fatalf("no sentence for %v", err)
			}
			return
		}
		before := 0
		for _, row := range read.Rows {
			r := row.Registered
			if row.Line <= before || !slices.Contains(office.OldVerdicts, row.Verdict) {
				t.Fatalf("row %d after %d is %q", row.Line, before, row.Verdict)
			}
			before = row.Line
			if row.Verdict != office.OldEnters && row.Why == "" {
				t.Fatalf("row %d is %q, and nobody says why", row.Line, row.Verdict)
			}
			if _, err := time.Parse(time.DateOnly, r.Entered); row.Verdict == office.OldEnters && (err != nil || r.Number < 1 || r.Document.Subject == "" || r.Document.Secrecy.Secret()) {
				t.Fatalf("row %d enters as %+v", row.Line, r)
			}
		}
		if below := b.Sheets[0].Rows; len(read.Rows) > len(below) {
			t.Fatalf("%d rows are told of %d", len(read.Rows), len(below))
		}
	})
}
