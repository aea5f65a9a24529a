package drafting_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/docx"
	"tram/local/docx/docxtest"
	"tram/local/drafting"
	"tram/local/letter/lettertest"
	"tram/local/office"
)

var update = flag.Bool("update", false, "write the texts of drafts anew, to be looked at")

var at = time.Date(2026, 11, 30, 9, 0, 0, 0, office.VietNam)

func typeNamed(t *testing.T, code string) office.DocumentType {
	t.Helper()
	all, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	is, err := office.FindType(all, code)
	if err != nil {
		t.Fatal(err)
	}
	return is
}

// filled is a draft of which all is known.
func filled(t *testing.T, code, subject string) drafting.Draft {
	t.Helper()
	is := typeNamed(t, code)
	symbol := "UBND-VP"
	if is.Abbrev != "" {
		symbol = is.Abbrev + "-UBND"
	}
	return drafting.Draft{
		Office: "Ủy ban nhân dân xã Mẫu Sơn", Type: is, Number: "05", Symbol: symbol, Subject: subject, Issued: "2026-02-03", At: at,
		DraftWish: office.DraftWish{
			Place: "Mẫu Sơn", Authority: "Ủy ban nhân dân xã Mẫu Sơn", Grounds: "Căn cứ Luật Ví dụ ngày 01 tháng 01 năm 2025;\nTheo đề nghị của Trưởng phòng Ví dụ.",
			To: "- Sở Ví dụ;\nPhòng Ví dụ", Capacity: "tm ủy ban nhân dân\nKT. Chủ tịch", Position: "Phó Chủ tịch", Signer: "Nguyễn Văn Mẫu", Unit: "VP",
		},
	}
}

func written(t *testing.T, d drafting.Draft) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := drafting.Write(t.Context(), &b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words are the paragraphs of a document, as our own reader has them.
func words(t *testing.T, content []byte) string {
	t.Helper()
	c, err := docx.Read(t.Context(), bytes.NewReader(content), int64(len(content)), "van-ban.docx")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range c.Parts {
		if p.Place == docx.Header {
			continue
		}
		for _, w := range p.Words {
			if w = strings.ReplaceAll(strings.TrimSpace(w), "\u00a0", "~"); w != "" && w != "~" {
				all = append(all, w)
			}
		}
	}
	return strings.Join(all, "\n") + "\n"
}

// golden holds the words of a document against those that people have looked at.
func golden(t *testing.T, name string, content []byte) {
	t.Helper()
	path, is := filepath.Join("testdata", name+".txt"), words(t, content)
	if *update {
		if err := os.WriteFile(path, []byte(is), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != is {
		t.Errorf("%s: %v\nhas\n%s\nwant\n%s", name, err, is, want)
	}
}

// TestEachFormOfTheDecreeIsFilled holds the ten forms of Phụ lục III, filled and empty, against the
// words that they have there.
func TestEachFormOfTheDecreeIsFilled(t *testing.T) {
	for _, c := range []struct{ name, code, subject, form string }{
		{"1.1-nghi-quyet", "nghi-quyet", "Về việc thông qua kế hoạch ví dụ", "1.1"},
		{"1.2-quyet-dinh", "quyet-dinh", "V/v kiện toàn Ban chỉ đạo ví dụ", "1.2"},
		{"1.3-ban-hanh", "quyet-dinh", "Ban hành Quy chế làm việc", "1.3"},
		{"1.4-thong-bao", "thong-bao", "về lịch tiếp công dân", "1.4"},
		{"1.4-to-trinh", "to-trinh", "về việc xin kinh phí ví dụ", "1.4"},
		{"1.5-cong-van", "cong-van", "V/v: báo cáo số liệu", "1.5"},
		{"1.6-cong-dien", "cong-dien", "về việc phòng chống bão ví dụ", "1.6"},
		{"1.7-giay-moi", "giay-moi", "dự họp giao ban", "1.7"},
		{"1.8-giay-gioi-thieu", "giay-gioi-thieu", "liên hệ công tác", "1.8"},
		{"1.9-bien-ban", "bien-ban", "họp giao ban tháng 11", "1.9"},
		{"1.10-giay-nghi-phep", "giay-nghi-phep", "nghỉ phép năm", "1.10"},
	} {
		d := filled(t, c.code, c.subject)
		form, err := drafting.FormOf(d.Type, c.subject)
		if err != nil || string(form) != c.form || !strings.HasPrefix(form.Said(), "Mẫu "+c.form+" - ") {
			t.Errorf("%s: form %q %v", c.name, form, err)
		}
		golden(t, c.name, written(t, d))
		golden(t, c.name+"-trong", written(t, drafting.Draft{Type: d.Type, At: at}))
	}
}

// TestEachOfTheTypesHasTheFormOfTheDecree: no type of the 29 is put into the form of another.
func TestEachOfTheTypesHasTheFormOfTheDecree(t *testing.T) {
	all, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	none := map[string]bool{"hop-dong": true, "ban-ghi-nho": true, "ban-thoa-thuan": true, "thu-cong": true, "giay-phep": true,
		"giay-chung-nhan": true, "chung-chi": true, "van-ban-xac-nhan": true, "van-ban-chap-thuan": true, "van-ban-khac": true}
	for _, is := range all {
		_, err := drafting.FormOf(is, "về việc ví dụ")
		if none[is.Code] != errors.Is(err, drafting.NoForm) {
			t.Errorf("%s: %v", is.Code, err)
		}
	}
	for subject, form := range map[string]drafting.Form{
		"Ban hành Quy chế": drafting.Promulgation, "phê duyệt kế hoạch": drafting.Promulgation, "Về việc ban hành Quy chế": drafting.Promulgation,
		"Ban hành": drafting.Decision, "về việc thu hồi quyết định ban hành quy chế": drafting.Decision, "": drafting.Decision,
	} {
		if is, err := drafting.FormOf(typeNamed(t, "quyet-dinh"), subject); is != form || err != nil {
			t.Errorf("%q has form %s, %v", subject, is, err)
		}
	}
}

// TestWhoSignsSaysByWhoseRight: the lines above a name, as Phụ lục I writes them.
func TestWhoSignsSaysByWhoseRight(t *testing.T) {
	for _, c := range []struct{ capacity, position, want string }{
		{"TM. Ủy ban nhân dân", "Chủ tịch", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"},
		{"TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"},
		{"TM. Ủy ban nhân dân", "Q. Chủ tịch", "TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH"},
		{"TM. Ủy ban nhân dân\nq.chủ tịch", "", "TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH"},
		{"TL. Chủ tịch", "Chánh Văn phòng", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"},
		{"TL. Chủ tịch\nKT. Chánh Văn phòng", "Phó Chánh Văn phòng", "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG"},
		{"tuq  chủ tịch", "Trưởng phòng", "TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG"},
		{"", "Chủ tịch", "CHỦ TỊCH"},
		{"", "", "……………………"},
	} {
		d := filled(t, "cong-van", "ví dụ")
		d.Capacity, d.Position = c.capacity, c.position
		said := words(t, written(t, d))
		if !strings.Contains(said, "- Lưu: VT, VP.\n"+c.want+"\nNguyễn Văn Mẫu\n") {
			t.Errorf("%q, %q:\n%s", c.capacity, c.position, said)
		}
	}
	for _, c := range []struct {
		wish office.DraftWish
		want office.Failure
	}{
		{office.DraftWish{Capacity: "Thay mặt Ủy ban"}, drafting.BadCapacity},
		{office.DraftWish{Capacity: "TM."}, drafting.BadCapacity},
		{office.DraftWish{Capacity: "KTV. Chủ tịch"}, drafting.BadCapacity},
		{office.DraftWish{Capacity: "KT. Chủ tịch\nTM. Ủy ban nhân dân"}, drafting.BadOrder},
		{office.DraftWish{Capacity: "TM. Ủy ban nhân dân\nTL. Chủ tịch"}, drafting.BadOrder},
		{office.DraftWish{Position: "KT. Chủ tịch\nPhó Chủ tịch"}, drafting.BadPosition},
		{office.DraftWish{Place: strings.Repeat("ă", 501)}, drafting.TooMuch},
		{office.DraftWish{To: strings.Repeat("một\n", 61)}, drafting.TooMuch},
	} {
		d := filled(t, "cong-van", "ví dụ")
		d.DraftWish = c.wish
		var b bytes.Buffer
		if err := drafting.Write(t.Context(), &b, d); !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%+v: %v, %d bytes", c.wish, err, b.Len())
		}
	}
}

// TestWhatTheOfficeKeepsIsNoAddressee: "Lưu: VT" and "Như Điều 3" as clerks type them, in each form.
func TestWhatTheOfficeKeepsIsNoAddressee(t *testing.T) {
	for _, code := range []string{"cong-van", "to-trinh", "bao-cao", "thong-bao", "cong-dien", "giay-moi", "giay-gioi-thieu", "quyet-dinh", "nghi-quyet", "giay-nghi-phep", "bien-ban"} {
		d := filled(t, code, "về việc ví dụ")
		d.To, d.Unit = "Như Điều 3\n- Sở Ví dụ;\nÔng Lưu Văn Mẫu\n- Lưu: VT, NC.", "NC"
		said := words(t, written(t, d))
		before, getters, _ := strings.Cut(said, "Nơi nhận:")
		if strings.Contains(before, "Lưu:") || strings.Contains(before, "Như Điều 3") || strings.Count(getters, "Lưu") != strings.Count(getters, "Lưu Văn Mẫu")+1 || !strings.Contains(getters, "- Như Điều 3;\n") || !strings.Contains(getters, "- Lưu: VT, NC.\n") || strings.Contains(said, "……;") {
			t.Errorf("%s:\n%s", code, said)
		}
		if strings.Count(said, "Lưu Văn Mẫu") == 0 || strings.Count(said, "Sở Ví dụ") == 0 {
			t.Errorf("%s: an addressee is missing:\n%s", code, said)
		}
	}
	d := filled(t, "cong-van", "ví dụ")
	d.To, d.Unit = "Lưu VT", ""
	if said := words(t, written(t, d)); !strings.Contains(said, "Kính gửi: ……………………\n") || !strings.Contains(said, "- Như trên;\n- Lưu VT.\n") {
		t.Error(said)
	}
}

// TestWhatNoEyeSeesIsNotPrinted, neither as a code nor as the end of a text that was cut.
func TestWhatNoEyeSeesIsNotPrinted(t *testing.T) {
	d := filled(t, "cong-van", "Về việc công\u200btác\u00ad hè \ufeffnày, "+strings.Repeat("dài ", 90)+"hết\u202e")
	d.To, d.Place, d.Signer = "UBND tỉnh\u200b", "\ufeffMẫu\u00a0Sơn", "Nguyễn\u2060 Văn Mẫu"
	said := words(t, written(t, d))
	for want, is := range map[string]bool{"V/v côngtác hè này, dài": true, "dài hết\n": true, "Kính gửi: UBND tỉnh.\n": true, "Mẫu Sơn, ngày": true, "\nNguyễn Văn Mẫu\n": true, "U+": false, "ký tự": false} {
		if strings.Contains(said, want) != is {
			t.Errorf("%q is %v in\n%s", want, !is, said)
		}
	}
}

// TestASubjectDoesNotSayItsTypeTwice, nor loses what only begins like it; a ground that is a law is
// written as a ground.
func TestASubjectDoesNotSayItsTypeTwice(t *testing.T) {
	for _, c := range []struct{ code, subject, want, not string }{
		{"quyet-dinh", "Quyết định về việc kiện toàn ban", "\nVề việc kiện toàn ban\n", "Quyết định về"},
		{"quyet-dinh", "QUYẾT ĐỊNH Ban hành Quy chế mẫu", "\nBan hành Quy chế mẫu\n", "Về việc"},
		{"thong-bao", "Thông báo về lịch tiếp dân", "THÔNG BÁO\nVề lịch tiếp dân\n", "Thông báo về"},
		{"bao-cao", "Báo cáo viên pháp luật", "\nBáo cáo viên pháp luật\n", ""},
		{"quyet-dinh", "Quyết định số 5 năm 2025", "Về việc Quyết định số 5 năm 2025", ""},
		{"cong-van", "Công văn V/v báo cáo", "V/v báo cáo\n", "Công văn"},
		{"quyet-dinh", "Quyết định", "Về việc Quyết định\n", ""},
	} {
		d := filled(t, c.code, c.subject)
		d.Grounds = "Căn cứ Luật A; \nluật B\nNghị định 30/2020/NĐ-CP;\nXét đề nghị của Trưởng phòng\nLuật sư Mẫu"
		said := words(t, written(t, d))
		if !strings.Contains(said, c.want) || c.not != "" && strings.Contains(said, c.not) {
			t.Errorf("%s, %q:\n%s", c.code, c.subject, said)
		}
		if c.code == "quyet-dinh" && !strings.Contains(said, "Căn cứ Luật A;\nCăn cứ Luật B;\nCăn cứ Nghị định 30/2020/NĐ-CP;\nXét đề nghị của Trưởng phòng;\nLuật sư Mẫu.\n") {
			t.Errorf("grounds:\n%s", said)
		}
	}
}

// TestARecordOfAMeetingIsFilledWithItsSections: nothing that was said is cut off or left out.
func TestARecordOfAMeetingIsFilledWithItsSections(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("đã bàn kỹ ", 1000))
	d := filled(t, "bien-ban", "họp giao ban")
	d.Minutes = drafting.Minutes{Begun: "08 giờ 00, ngày 30 tháng 11 năm 2026", Place: "Phòng họp số 1", Present: []string{"Ông Nguyễn Văn Mẫu, Chủ tịch", "Bà Lê Thị Ví Dụ, Văn thư"},
		Chair: "Nguyễn Văn Mẫu", Secretary: "Lê Thị Ví Dụ", Ended: "11 giờ 30, ngày 30 tháng 11 năm 2026"}
	d.Sections = []drafting.Section{{Heading: "I. Khai mạc", Paragraphs: []string{"Chủ tọa nêu lý do.", long}}, {Heading: "II. Kết luận"}}
	content := written(t, d)
	said := words(t, content)
	if !strings.Contains(said, "I. Khai mạc\nChủ tọa nêu lý do.\n"+long+"\nII. Kết luận\n……………………\n") {
		t.Errorf("%.900s", said)
	}
	d.Sections[0].Paragraphs = d.Sections[0].Paragraphs[:1]
	golden(t, "1.9-bien-ban-du", written(t, d))
	if pages := strings.Count(lettertest.Text(t, docxtest.PDF(t, content)), "\f"); pages < 3 {
		t.Errorf("%d pages", pages)
	}
}

// TestTheSlipSaysWhatWasSaidAndLeavesRoomForTheRest (Phụ lục IV, VII).
func TestTheSlipSaysWhatWasSaidAndLeavesRoomForTheRest(t *testing.T) {
	s := drafting.Slip{Office: "Ủy ban nhân dân xã Mẫu Sơn", Place: "Mẫu Sơn", At: at, Type: typeNamed(t, "cong-van"), Arrived: "07",
		Document: office.Document{Number: "123", Symbol: "SVD-VP", Issuer: "Sở Ví dụ", Issued: "2026-11-25", Subject: "V/v ví dụ"}}
	for name, with := range map[string]drafting.Slip{"phieu-trong": s, "phieu": func() drafting.Slip {
		s := s
		s.Leader = []drafting.Opinion{{Said: "Giao Lê Thị Ví Dụ: làm ngay, hạn 05/12/2026", By: "Nguyễn Văn Mẫu", At: at}}
		s.Doer = []drafting.Opinion{{Said: "Trình: đề xuất trả lời", By: "Lê Thị Ví Dụ", At: at}}
		s.Desk = []drafting.Opinion{{Said: "Giao Trần Thị Mẫu", By: "Phạm Văn Thử", At: at}}
		return s
	}()} {
		var b bytes.Buffer
		if err := drafting.WriteSlip(t.Context(), &b, with); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
	}
}

var sizes = regexp.MustCompile(`<w:sz w:val="(\d+)"/>`)

// TestADraftHasThePageOfTheDecree: paper, margins, letters and where the number of a page stands, as
// the word processor of an office lays them out.
func TestADraftHasThePageOfTheDecree(t *testing.T) {
	d := filled(t, "quyet-dinh", strings.TrimSpace(strings.Repeat("kiện toàn Ban chỉ đạo ví dụ ", 11))) // 307 letters
	d.Upper = "Ủy ban nhân dân tỉnh Ví Dụ"
	for range 40 {
		d.Sections = append(d.Sections, drafting.Section{Heading: "Điều 1.", Paragraphs: []string{strings.Repeat("Nội dung ví dụ của điều này. ", 8)}})
	}
	content := written(t, d)
	part := docxtest.Part(t, content, "word/document.xml")
	for _, want := range []string{`<w:pgSz w:w="11906" w:h="16838"/>`, `w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`, `<w:titlePg/>`} {
		if !strings.Contains(part, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	allowed := map[string]bool{"2": true, "22": true, "24": true, "26": true, "28": true} // half points: a rule's line, 11, 12, 13, 14
	for _, m := range sizes.FindAllStringSubmatch(part, -1) {
		if !allowed[m[1]] {
			t.Errorf("letters of %s half points", m[1])
		}
	}
	if styles := docxtest.Part(t, content, "word/styles.xml"); !strings.Contains(styles, `w:ascii="Times New Roman"`) || !strings.Contains(styles, `<w:sz w:val="28"/>`) {
		t.Errorf("%s", styles)
	}
	pages := strings.Split(strings.TrimSuffix(lettertest.Text(t, docxtest.PDF(t, content)), "\f"), "\f")
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		first := strings.TrimSpace(strings.SplitN(strings.TrimSpace(p), "\n", 2)[0])
		if is := first == string(rune('1'+i)); is != (i > 0) {
			t.Errorf("page %d begins with %q", i+1, first)
		}
	}
	last := pages[len(pages)-1]
	if !strings.Contains(last, "Nơi nhận:") || !strings.Contains(last, "Nguyễn Văn Mẫu") || !strings.Contains(strings.Join(pages, ""), "./.") {
		t.Errorf("the last page is\n%s", last)
	}
	head := strings.Fields(pages[0])
	if said := strings.Join(head, " "); !strings.Contains(said, "Số: 05/QĐ-UBND Mẫu Sơn, ngày 03 tháng 02 năm 2026") || strings.Count(strings.Join(strings.Fields(strings.Join(pages, " ")), " "), "kiện toàn Ban chỉ đạo ví dụ") != 11 {
		t.Errorf("the first page is\n%s", pages[0])
	}
}

// TestTheSameDraftIsTheSameBytes: nothing in it follows from when or where it is written.
func TestTheSameDraftIsTheSameBytes(t *testing.T) {
	d := filled(t, "cong-van", "ví dụ")
	if !bytes.Equal(written(t, d), written(t, d)) {
		t.Error("two writings differ")
	}
}
