package incident

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"tram/local/letter"
	"tram/local/letter/lettertest"
	"tram/local/office"
)

func facts() Facts {
	return Facts{
		Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		Response: office.Response{
			Recipients: "Sở Khoa học và Công nghệ tỉnh Mẫu\nCông an tỉnh Mẫu", Address: "thôn Một, xã Mẫu Sơn", Phone: "0200 000 000", OwnEmail: "ubnd@mauson.example",
			Contact: "Nguyễn Văn Mẫu", Post: "Công chức Văn phòng", CPhone: "0900 000 000", CEmail: "mau@mauson.example", Grade: "2",
		},
		At: time.Date(2026, 11, 28, 3, 5, 0, 0, time.UTC),
	}
}

func whole() office.Incident {
	return office.Incident{
		Name: "Mất mạng cả trụ sở", Sort: "line", Detected: "2026-11-28T01:00:00Z", How: "clerk\nuser", Described: "Từ 8 giờ không máy nào vào được mạng.", Effects: "không nộp được hồ sơ qua mạng",
		NoticedTo: "Công an tỉnh Mẫu", Ended: "2026-11-28T09:00:00Z", Result: "Nhà mạng nối lại cáp quang.", ReportedRef: "12/BC-UBND", Reported: "2026-11-28T02:00:00Z",
	}
}

// words are those of a paper, as a reader of PDFs has them.
func words(t *testing.T, p *letter.Paper, f Facts) string {
	t.Helper()
	var out bytes.Buffer
	if err := p.Write(&out, f.Of()); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(lettertest.Text(t, out.Bytes())), " ")
}

// TestEachFormSaysWhatItMustFromTheRegisterAlone reads each paper back.
func TestEachFormSaysWhatItMustFromTheRegisterAlone(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(Facts, office.Incident) (*letter.Paper, error)
		says []string
	}{
		"the notice": {Notice, []string{"THÔNG BÁO SỰ CỐ", "1. Tên, địa chỉ đơn vị, cá nhân thông báo sự cố: Ủy ban nhân dân xã Mẫu Sơn, thôn Một, xã Mẫu Sơn",
			"Thời điểm phát hiện sự cố: 8 giờ 00 phút ngày 28/11/2026", "5. Kết quả xử lý sự cố: Nhà mạng nối lại cáp quang.", "- Công an tỉnh Mẫu;"}},
		"Biểu mẫu 03": {FirstReport, []string{"Điện thoại (*): 0200 000 000", "Thời gian phát hiện (*): 8 giờ 00 phút", "[x] Đã được xử lý", "[x] Cán bộ, công chức phát hiện; [x] Người sử dụng phản ánh",
			"ĐÃ GỬI THÔNG BÁO SỰ CỐ CHO (*): Công an tỉnh Mẫu", "THỜI GIAN THỰC HIỆN BÁO CÁO (*): 10 giờ 05 phút ngày 28/11/2026", "Cấp độ hệ thống: 2"}},
		"Biểu mẫu 04":         {FinalReport, []string{"Số ký hiệu: 12/BC-UBND", "Sự cố kết thúc: 16 giờ 00 phút ngày 28/11/2026", "giải pháp giảm nhẹ: Nhà mạng nối lại cáp quang."}},
		"the sheet for users": {UserSheet, []string{"Mất mạng cả trụ sở, từ 8 giờ 00 phút ngày 28/11/2026", "Đã hoạt động lại từ 16 giờ 00 phút"}},
	} {
		p, err := c.set(facts(), whole())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := words(t, p, facts())
		for _, want := range append(c.says, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, got)
			}
		}
	}
	if s := Subject(facts(), whole()); s != "[TBSC] Ủy ban nhân dân xã Mẫu Sơn - Mất mạng cả trụ sở" {
		t.Errorf("the mail is called %q", s)
	}
}

// TestAFormThatLacksSomethingNamesAllOfIt asks each for what an empty office has.
func TestAFormThatLacksSomethingNamesAllOfIt(t *testing.T) {
	bare := Facts{Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}}
	for name, c := range map[string]struct {
		set   func(Facts, office.Incident) (*letter.Paper, error)
		lacks string
	}{
		"notice": {Notice, "thông báo sự cố, còn thiếu: địa chỉ cơ quan; tên hệ thống bị sự cố; mô tả sự cố; phát hiện lúc."},
		"03":     {FirstReport, "Biểu mẫu 03, còn thiếu: địa chỉ cơ quan; điện thoại cơ quan; thư điện tử cơ quan; điện thoại người liên hệ; thư điện tử người liên hệ; mô tả sự cố; phát hiện lúc; cách phát hiện; đã thông báo cho ai."},
		"04":     {FinalReport, "Biểu mẫu 04, còn thiếu: địa chỉ cơ quan; điện thoại cơ quan; thư điện tử cơ quan; phát hiện lúc; sự cố kết thúc lúc nào; kết quả xử lý."},
		"users":  {UserSheet, "còn thiếu: ảnh hưởng."},
	} {
		_, err := c.set(bare, office.Incident{Name: "Mất điện"})
		f, _ := office.FailureIn(err)
		if !errors.Is(err, Missing) || !strings.Contains(f.Said, c.lacks) {
			t.Errorf("%s: %q", name, f.Said)
		}
	}
}

// TestThePapersInTheDocsAreThoseThatAreMade of a plainly invented incident.
func TestThePapersInTheDocsAreThoseThatAreMade(t *testing.T) {
	f, i := facts(), whole()
	for name, form := range map[string]func(Facts, office.Incident) (*letter.Paper, error){
		"thong-bao-su-co.pdf": Notice, "bieu-mau-03.pdf": FirstReport, "bieu-mau-04.pdf": FinalReport, "to-bao-nguoi-dan.pdf": UserSheet,
	} {
		lettertest.Sample(t, name, func(w io.Writer) error {
			p, err := form(f, i)
			if err != nil {
				return err
			}
			return p.Write(w, f.Of())
		})
	}
}
