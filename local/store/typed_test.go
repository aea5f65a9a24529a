package store

import (
	"fmt"
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// desk is a store with the documents that a clerk looks for, under short names.
func desk(t testing.TB) (*Store, map[office.ID]string) {
	t.Helper()
	s := fresh(t)
	names := map[office.ID]string{}
	for _, d := range []struct {
		name, code, kind, number, symbol, issued, subject, issuer, clerk string
	}{
		{"đất", "7K4M-Q2XN-9RT2", "quyet-dinh", "15", "QĐ-UBND", "2026-11-23", "Về việc cấp Giấy chứng nhận quyền sử dụng đất tại thôn Đồng Đăng", "", ""},
		{"kế hoạch", "", "ke-hoach", "150", "KH-UBND", "2026-11-24", "Kế hoạch phòng chống thiên tai năm 2027", "UBND xã Mẫu Sơn", "Trần Thị Ví Dụ"},
		{"thông báo", "", "thong-bao", "05", "TB-UBND", "2026-03-09", "Thông báo lịch tiếp công dân quý II", "", ""},
		{"nghị quyết", "", "nghi-quyet", "7", "NQ-HĐND", "2025-12-31", "Nghị quyết về dự toán ngân sách, căn cứ Quyết định số 88/QĐ-BTC ngày 02/3/2025", "Hội đồng nhân dân xã Mẫu Sơn", ""},
		{"tờ trình", "", "to-trinh", "31", "TTr-UBND", "2026-01-05", "Xin bổ sung kinh phí sửa chữa đường giao thông nông thôn", "", ""},
		{"bổ nhiệm", "", "quyet-dinh", "115", "2026/QĐ-UBND", "2026-06-01", "Về việc bổ nhiệm ông Nguyễn Hải Nam giữ chức vụ Trưởng thôn", "", ""},
		{"công văn", "", "cong-van", "5", "UBND-VP", "2024-02-29", "V/v rà soát hộ nghèo, hộ cận nghèo; Điều 15", "Ủy ban nhân dân huyện Lộc Bình", ""},
		{"tạm ứng", "", "cong-van", "127", "UBND-KT", "2026-02-03", "Tạm ứng kinh phí 1.250,75 triệu đồng cho kì thi tốt nghiệp", "", "Vũ Thị Mĩ Lí"},
		{"dự toán", "", "phuong-an", "44", "PA-UBND", "2026-04-05", "Số liệu đất quí I: 2500,25 ha, 1.340.600 đồng một hộ", "", ""},
		{"giấy mời", "", "giay-moi", "12a", "GM-UBND", "", "Họp bàn về thuỷ lợi nội đồng", "", ""},
	} {
		c := aConversion(1, d.symbol, d.subject, 1)
		c.Code, c.Document.Type, c.Document.Number, c.Document.Issued = office.LookupCode(d.code), d.kind, d.number, d.issued
		if d.issuer != "" {
			c.Document.Issuer = d.issuer
		}
		if d.clerk != "" {
			c.Clerk.Name = d.clerk
		}
		names[must(s.SaveConversion(t.Context(), by, c))(t).ID] = d.name
	}
	return s, names
}

func named(t testing.TB, s *Store, names map[office.ID]string, typed string) (got []string) {
	t.Helper()
	for _, r := range must(s.Rows(t.Context(), must(s.Find(t.Context(), Query{Text: typed, Most: 50}))(t).Keys))(t) {
		got = append(got, names[r.ID])
	}
	return got
}

// deskQueries are what clerks type, with all that is to be found, best first.
var deskQueries = []struct {
	typed string
	want  []string
}{
	// số và ký hiệu
	{"15/QĐ-UBND", []string{"đất"}}, {"15/qđ-ubnd", []string{"đất"}}, {"15/QD-UBND", []string{"đất"}}, {"15/qd-ubnd", []string{"đất"}},
	{"15QĐ-UBND", []string{"đất"}}, {"15QĐUBND", []string{"đất"}}, {"15/QĐUBND", []string{"đất"}}, {"15 QĐ UBND", []string{"đất"}}, {"15 qd ubnd", []string{"đất"}},
	{"15-QĐ-UBND", []string{"đất"}}, {"15/QĐ–UBND", []string{"đất"}}, {"15/QĐ—UBND", []string{"đất"}}, {"15 / QĐ - UBND", []string{"đất"}}, {"15/QĐ\u00a0UBND", []string{"đất"}},
	{"15/QĐ\u2011UBND", []string{"đất"}}, {"015/QĐ-UBND", []string{"đất"}}, {"15/QÐ-UBND", []string{"đất"}}, {"15/qð-ubnd", []string{"đất"}}, {"15/Q\u0189-UBND", []string{"đất"}},
	{"15/QĐ", []string{"đất"}}, {"15/qđ-u", []string{"đất"}}, {"qđ 15", []string{"đất"}}, {"QD 15", []string{"đất"}}, {"QĐ15", []string{"đất"}}, {"QĐ số 15", []string{"đất"}}, {"qd so 15", []string{"đất"}},
	{"quyết định 15", []string{"đất"}}, {"quyết định số 15", []string{"đất"}}, {"quyet dinh so 15", []string{"đất"}}, {"Số: 15/QĐ-UBND", []string{"đất"}}, {"số 15/QĐ-UBND.", []string{"đất"}},
	{"“15/QĐ-UBND”", []string{"đất"}}, {"\"15/QĐ-UBND\",", []string{"đất"}}, {"(15/QĐ-UBND)", []string{"đất"}}, {"Số, ký hiệu: 15/QĐ-UBND", []string{"đất"}},
	{"Số: 15/QĐ-UBND ngày 23/11/2026", []string{"đất"}}, {"QĐ 15/QĐ-UBND", []string{"đất"}}, {"15/2026/QĐ-UBND", []string{"đất"}}, {"15/QĐ-UBND 2026", []string{"đất"}},
	{"115/2026/QĐ-UBND", []string{"bổ nhiệm"}}, {"115/QĐ-UBND", []string{"bổ nhiệm"}}, {"115 qđ", []string{"bổ nhiệm"}},
	{"12a/GM-UBND", []string{"giấy mời"}}, {"12A gm", []string{"giấy mời"}}, {"31/TTr-UBND", []string{"tờ trình"}}, {"31/ttr", []string{"tờ trình"}}, {"tờ trình 31", []string{"tờ trình"}}, {"TTr 31", []string{"tờ trình"}},
	{"5", []string{"công văn", "thông báo"}}, {"05", []string{"thông báo", "công văn"}}, {"005", []string{"công văn", "thông báo"}}, {"5/TB-UBND", []string{"thông báo"}}, {"05/TB-UBND", []string{"thông báo"}}, {"tb 5", []string{"thông báo"}}, {"TB 05", []string{"thông báo"}},
	{"07/NQ-HĐND", []string{"nghị quyết"}}, {"nghị quyết 07", []string{"nghị quyết"}}, {"số 5", []string{"công văn", "thông báo"}},
	{"15", []string{"đất", "công văn", "kế hoạch"}}, {"15/", []string{"đất", "công văn"}}, {"số 15", []string{"đất", "công văn"}}, {"qđ-ubnd", []string{"bổ nhiệm", "đất"}}, {"QĐUBND", []string{"bổ nhiệm", "đất"}},
	{"88/QĐ-BTC", []string{"nghị quyết"}}, {"88 qđ btc", []string{"nghị quyết"}},
	// ngày
	{"23/11/2026", []string{"đất"}}, {"23-11-2026", []string{"đất"}}, {"23.11.2026", []string{"đất"}}, {"2026-11-23", []string{"đất"}}, {"23/11", []string{"đất"}}, {"23-11", []string{"đất"}},
	{"ngày 23 tháng 11 năm 2026", []string{"đất"}}, {"ngay 23 thang 11 nam 2026", []string{"đất"}}, {"NGÀY 23 THÁNG 11 NĂM 2026", []string{"đất"}}, {"ngày 23/11/2026", []string{"đất"}}, {"23 tháng 11", []string{"đất"}},
	{"23/11/26", []string{"đất"}}, {"23–11–2026", []string{"đất"}}, {"23 / 11 / 2026", []string{"đất"}}, {"23 11 2026", []string{"đất"}}, {"23112026", []string{"đất"}}, {"23/11/20", []string{"đất"}}, {"23/11/2", []string{"đất"}},
	{"9/3/2026", []string{"thông báo"}}, {"09/03/2026", []string{"thông báo"}}, {"09/3/2026", []string{"thông báo"}}, {"ngày 9 tháng 3", []string{"thông báo"}}, {"29/2/2024", []string{"công văn"}},
	{"tháng 11 năm 2026", []string{"kế hoạch", "đất"}}, {"11/2026", []string{"kế hoạch", "đất"}}, {"tháng 11/2026", []string{"kế hoạch", "đất"}}, {"năm 2025", []string{"nghị quyết"}}, {"2024", []string{"công văn"}}, {"2027", []string{"kế hoạch"}},
	{"quyết định 23/11/2026", []string{"đất"}}, {"Ngày ban hành: 23/11/2026", []string{"đất"}}, {"02/3/2025", []string{"nghị quyết"}}, {"thông báo ngày 09/03/2026", []string{"thông báo"}}, {"quyết định 2026", []string{"bổ nhiệm", "đất"}},
	// viện dẫn chép từ văn bản khác
	{"Căn cứ Quyết định số 15/QĐ-UBND ngày 23 tháng 11 năm 2026 của UBND xã Mẫu Sơn về việc cấp Giấy chứng nhận quyền sử dụng đất;", []string{"đất"}},
	{"Căn cứ Quyết định số 15/QĐ-UBND ngày 23/11/2026 của Ủy ban nhân dân xã Mẫu Sơn về cấp GCN cho hộ bà Lê Thị Thử", []string{"đất"}},
	{"Theo Quyết định 15/QĐ-UBND ngày 23-11-2026 của Chủ tịch Ủy ban nhân dân xã", []string{"đất"}},
	{"(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 23 tháng 11 năm 2026 của Ủy ban nhân dân xã Mẫu Sơn)", []string{"đất"}},
	{"Thực hiện Kế hoạch số 150/KH-UBND ngày 24/11/2026 của UBND xã về phòng, chống thiên tai", []string{"kế hoạch"}},
	{"Nghị quyết số 07/NQ-HĐND ngày 31 tháng 12 năm 2025 của HĐND xã Mẫu Sơn", []string{"nghị quyết"}},
	{"can cu quyet dinh so 15/qd-ubnd ngay 23 thang 11 nam 2026 cua ubnd xa", []string{"đất"}},
	// từ ngữ
	{"của ubnd xã mẫu sơn thông báo", []string{"thông báo"}}, {"về việc bổ nhiệm", []string{"bổ nhiệm"}}, {"v/v rà soát hộ nghèo", []string{"công văn"}}, {"V/v: rà soát", []string{"công văn"}},
	{"Trích yếu: bổ sung kinh phí", []string{"tờ trình"}}, {"nguyễn hải nam", []string{"bổ nhiệm"}}, {"nam", []string{"bổ nhiệm", "kế hoạch"}}, {"ủy ban nhân dân huyện", []string{"công văn"}}, {"UBND huyện Lộc Bình", []string{"công văn"}},
	{"hội đồng nhân dân", []string{"nghị quyết"}}, {"hđnd xã", []string{"nghị quyết"}}, {"ủy ban nhân dân xã kế hoạch", []string{"kế hoạch"}}, {"trần thị ví dụ", []string{"kế hoạch"}},
	{"Ðồng Ðăng", []string{"đất"}}, {"đồng đăng", []string{"đất"}}, {"dong dang", []string{"đất"}}, {norm.NFD.String("đồng đăng"), []string{"đất"}}, {"ĐỒNG ĐĂNG", []string{"đất"}}, {"đồng\u00a0đăng", []string{"đất"}}, {"đồng\u00adđăng", nil}, {"Đồ\u00adng Đăng", []string{"đất"}},
	{"thuỷ lợi", []string{"giấy mời"}}, {"thủy lợi", []string{"giấy mời"}}, {"thiên tai,", []string{"kế hoạch"}}, {"“thiên tai”", []string{"kế hoạch"}}, {"quyeets ddinhj boor nhieemj", []string{"bổ nhiệm"}}, {"thie6n tai", []string{"kế hoạch"}}, {"ddoongf ddawng", []string{"đất"}},
	// i và y
	{"kỳ thi", []string{"tạm ứng"}}, {"kì thi", []string{"tạm ứng"}}, {"ky thi", []string{"tạm ứng"}}, {"Mỹ Lý", []string{"tạm ứng"}}, {"mi ly", []string{"tạm ứng"}},
	{"quý I", []string{"thông báo", "dự toán"}}, {"quí II", []string{"thông báo"}}, {"qui II", []string{"thông báo"}}, {"công dân quí", []string{"thông báo"}}, {"thủi", nil}, {"kiy", nil},
	// công văn
	{"cv 127", []string{"tạm ứng"}}, {"CV127", []string{"tạm ứng"}}, {"cv số 127", []string{"tạm ứng"}}, {"127/CV", []string{"tạm ứng"}}, {"127 cv", []string{"tạm ứng"}}, {"công văn 127", []string{"tạm ứng"}},
	{"cv 5", []string{"công văn"}}, {"cv 44", nil},
	// số có dấu
	{"1250,75", []string{"tạm ứng"}}, {"1.250,75", []string{"tạm ứng"}}, {"1250", []string{"tạm ứng"}}, {"1.250", []string{"tạm ứng"}}, {"kinh phí 1.250,75 triệu", []string{"tạm ứng"}}, {"1.250,6", nil},
	{"2500,25", []string{"dự toán"}}, {"2.500,25", []string{"dự toán"}}, {"1340600", []string{"dự toán"}}, {"1.340.600", []string{"dự toán"}}, {"1.340.001", nil},
	// mã tra cứu
	{"7K4M-Q2XN-9RT2", []string{"đất"}}, {"7k4mq2xn9rt2", []string{"đất"}}, {"7K4M Q2XN 9RT2", []string{"đất"}}, {"7K4M–Q2XN–9RT2", []string{"đất"}}, {"7K4M.Q2XN.9RT2", []string{"đất"}}, {"Mã tra cứu: 7K4M-Q2XN-9RT2", []string{"đất"}},
	{"7K4M-O2XN-9RT2", []string{"đất"}}, {"7K4M 02XN 9RT2", []string{"đất"}}, {"7k4m", []string{"đất"}}, {"7K4MQ2XN 9RT2", []string{"đất"}},
	// không có
	{"cấp bò", nil}, {"5/QĐ", nil}, {"1/QĐ-UBND", nil}, {"5/QĐ-UBND", nil}, {"15/KH-UBND", nil}, {"15/NQ", nil}, {"24/11/2025", nil}, {"22/11/2026", nil}, {"31/2/2026", nil}, {"15/QĐ-UBND ngày 22/11/2026", nil}, {"tháng 7 năm 2026", nil},
	{"15/QĐ-UBND bò", nil}, {"Căn cứ Quyết định số 16/QĐ-UBND ngày 23 tháng 11 năm 2026 của UBND xã Mẫu Sơn", nil}, {"7K4M-Q2XN-9RTD", nil}, {"0000-0000-0000", nil}, {"uyết", nil}, {"-", nil}, {"“”", nil}, {"xyz 2026", nil}, {"zzz", nil},
}

func TestWhatClerksTypeFindsWhatTheyMean(t *testing.T) {
	s, names := desk(t)
	for _, q := range deskQueries {
		if got := named(t, s, names, q.typed); !slices.Equal(got, q.want) {
			t.Errorf("%q found %q, not %q", q.typed, got, q.want)
		}
	}
}

// TestAnIndexOfOtherRulesIsMadeAnew also when it is left in the middle.
func TestAnIndexOfOtherRulesIsMadeAnew(t *testing.T) {
	s, _ := desk(t)
	batch := make([]office.Conversion, reindexBatch)
	for i := range batch {
		batch[i] = aConversion(1000+i, "BC-UBND", fmt.Sprint("báo cáo ", i), 0)
	}
	must(s.SaveConversions(t.Context(), by, batch))(t)
	for _, was := range []string{
		`DROP TABLE search_made`, `UPDATE search_made SET rules = 1`, `DELETE FROM search_made`, `UPDATE search_made SET rules = 99`, `UPDATE search_made SET whole = false, upto = 100`,
	} {
		for _, spoil := range []string{was, `INSERT INTO search (search) VALUES ('delete-all')`} {
			if _, err := s.writer.Exec(spoil); err != nil {
				t.Fatal(err)
			}
		}
		if whole, err := s.reindexSome(t.Context()); whole || err != nil {
			t.Fatalf("%s: the first part: whole %v, %v", was, whole, err)
		}
		late := must(s.SaveConversion(t.Context(), by, aConversion(3, "HD-UBND", "hướng dẫn muộn", 0)))(t)
		if err := s.reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
		for typed, want := range map[string]int{"15QĐ-UBND": 1, "23/11/2026": 1, fmt.Sprint(1000+reindexBatch-1, "/BC"): 1, "bc-ubnd": reindexBatch} {
			if got := must(s.Find(t.Context(), Query{Text: typed}))(t); len(got.Keys) != want {
				t.Errorf("%s: %q found %d, not %d", was, typed, len(got.Keys), want)
			}
		}
		if got := must(s.Find(t.Context(), Query{Text: "hướng dẫn muộn"}))(t); len(got.Keys) == 0 || must(s.Rows(t.Context(), got.Keys[:1]))(t)[0].ID != late.ID {
			t.Errorf("%s: what was saved in the middle is not found", was)
		}
		if current := must(s.indexIsCurrent(t.Context()))(t); !current {
			t.Errorf("%s: the index is not whole", was)
		}
	}
}
