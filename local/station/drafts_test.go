package station

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/docx"
	"tram/local/docx/docxtest"
	"tram/local/drafting"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// draftDOCX is a draft of some paragraphs.
func draftDOCX(t *testing.T, words ...string) []byte {
	t.Helper()
	d := docx.Document{Font: "Times New Roman", Size: 14, Page: docx.Page{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15}}
	for _, w := range words {
		d.Blocks = append(d.Blocks, docx.Text(w))
	}
	var b bytes.Buffer
	if err := docx.Write(t.Context(), &b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// draftPDF is a draft of pages; a page without words is white.
func draftPDF(t *testing.T, pages ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{Title: "Dự thảo"})
	for _, words := range pages {
		sheet := w.Sheet(595, 842)
		if words == "" {
			continue
		}
		if err := w.Text(sheet, mark.Layout{W: 400, H: 20, Texts: []mark.Text{{S: words, Y: 15, Size: 13}}}, 30, 40); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// submits puts versions of a draft on the road of a document: each has files by name.
func (d *desk) submits(t *testing.T, versions ...map[string][]byte) office.Registered {
	t.Helper()
	who := d.hired(t)
	r := d.registers(t, decision("về việc dự thảo"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	for n, files := range versions {
		if n > 0 {
			d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "sửa lại"})
		}
		dir, paths := t.TempDir(), []string(nil)
		for name, content := range files {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
		slices.Sort(paths)
		d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[1].ID, With: office.Enclosing{Paths: paths}})
	}
	return r
}

// TestALeaderSeesWhatChangedSinceTheLastDraft: words and numbers of one version beside the other, by
// the versions of the timeline.
func TestALeaderSeesWhatChangedSinceTheLastDraft(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	r := d.submits(t,
		map[string][]byte{"quyet-dinh.docx": draftDOCX(t, "Điều 1. Cấp cho ông Nguyễn Văn Mẫu 100.000.000 đồng.", "Điều 2. Xong trước 25/11/2026."), "kem.pdf": draftPDF(t, "Danh sách 12 hộ", "")},
		map[string][]byte{"quyet-dinh.docx": draftDOCX(t, "Điều 1. Cấp cho ông Nguyễn Văn Mẫu 200.000.000 đồng.", "Điều 2. Xong trước 25/11/2026."), "kem.pdf": draftPDF(t, "Danh sách 12 hộ", ""), "them.docx": draftDOCX(t, "Phụ lục")},
		map[string][]byte{"quyet-dinh.docx": draftDOCX(t, "Điều 1. Cấp cho ông Nguyễn Văn Mẫu 200.000.000 đồng.", "Điều 2. Xong trước 26/11/2026."), "kem.pdf": draftPDF(t, "Danh sách 13 hộ", "")},
	)
	is, err := d.CompareDrafts(t.Context(), r.ID, 0, 0, nil)
	if err != nil || is.From != 2 || is.To != 3 || len(is.Files) != 3 {
		t.Fatalf("%+v %v", is, err)
	}
	by := map[string]office.DraftFile{}
	for _, f := range is.Files {
		by[f.Is+"<"+f.Was] = f
	}
	words := by["quyet-dinh.docx<quyet-dinh.docx"]
	if len(words.Changes) != 1 || !slices.Equal(words.Changes[0].NumbersGone, []string{"25/11/2026"}) || !slices.Equal(words.Changes[0].NumbersCame, []string{"26/11/2026"}) || words.Changes[0].Is != "đoạn 2" || !words.Whole {
		t.Errorf("%+v", words)
	}
	list := by["kem.pdf<kem.pdf"]
	if list.Whole || len(list.Changes) != 1 || list.Changes[0].Is != "trang 1" || !strings.Contains(strings.Join(list.Unread, "\n"), "Bản sau: trang 2 không có lớp chữ") || !strings.Contains(list.Said, "chưa so") {
		t.Errorf("%+v", list)
	}
	if gone := by["<them.docx"]; !strings.Contains(gone.Said, "không còn") {
		t.Errorf("%+v", is.Files)
	}
	is, err = d.CompareDrafts(t.Context(), r.ID, 1, 3, nil)
	if err != nil || len(is.Files) != 2 || !strings.Contains(is.Said, "Bản trình lần 3 so với lần 1") {
		t.Errorf("%+v %v", is, err)
	}
	is, err = d.CompareDrafts(t.Context(), r.ID, 1, 2, nil)
	if i := slices.IndexFunc(is.Files, func(f office.DraftFile) bool { return f.Is == "kem.pdf" }); err != nil || !is.Files[i].Same {
		t.Errorf("the same file: %+v %v", is.Files, err)
	}
	road, err := d.RouteOf(t.Context(), r.ID)
	if err != nil || road.Steps[1].Draft != 1 || road.Steps[2].Draft != 0 || road.Steps[5].Draft != 3 {
		t.Errorf("%+v %v", road.Steps, err)
	}
}

// TestNothingIsCalledTheSameThatWasNotRead: two scans without letters, and what is to be compared
// with nothing.
func TestNothingIsCalledTheSameThatWasNotRead(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	r := d.submits(t, map[string][]byte{"quet.png": samplePicture(t, 1)}, map[string][]byte{"quet.png": samplePicture(t, 2)})
	is, err := d.CompareDrafts(t.Context(), r.ID, 0, 0, nil)
	if err != nil || is.Files[0].Whole || is.Files[0].Same || is.Files[0].Said != "Không đọc được chữ nào ở cả hai bản, nên chưa so được." {
		t.Errorf("%+v %v", is, err)
	}
	for _, c := range []struct {
		from, to int
		want     office.Failure
	}{{1, 1, SameDraft}, {1, 3, NoSuchDraft}, {-1, 2, NoSuchDraft}} {
		if _, err := d.CompareDrafts(t.Context(), r.ID, c.from, c.to, nil); !errors.Is(err, c.want) {
			t.Errorf("%d and %d: %v", c.from, c.to, err)
		}
	}
	one := d.submits(t, map[string][]byte{"quet.png": samplePicture(t, 1)})
	if _, err := d.CompareDrafts(t.Context(), one.ID, 0, 0, nil); !errors.Is(err, OneDraft) {
		t.Errorf("%v", err)
	}
}

// TestWhatWasNotReadIsNeverToldAsRemoved: a version without letters beside one that has them, and a
// page without letters in the midst of others.
func TestWhatWasNotReadIsNeverToldAsRemoved(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	words := draftPDF(t, "Hỗ trợ 152 hộ", "Kinh phí 120 đồng", "Nơi nhận")
	for name, c := range map[string]struct {
		was, is map[string][]byte
		want    string
	}{
		"a scan":                   {map[string][]byte{"a.pdf": words}, map[string][]byte{"quet.png": samplePicture(t, 1)}, "Không đọc được chữ nào ở bản sau, nên chưa so được."},
		"after a scan":             {map[string][]byte{"quet.png": samplePicture(t, 1)}, map[string][]byte{"a.pdf": words}, "Không đọc được chữ nào ở bản trước, nên chưa so được."},
		"a document without words": {map[string][]byte{"a.docx": draftDOCX(t, "Kinh phí 120 đồng")}, map[string][]byte{"a.docx": draftDOCX(t, " ")}, "Không đọc được chữ nào ở bản sau, nên chưa so được."},
		"a white page":             {map[string][]byte{"a.pdf": words}, map[string][]byte{"a.pdf": draftPDF(t, "Hỗ trợ 152 hộ", "", "Nơi nhận")}, "Ở phần so được không thấy chỗ nào khác. Ở 1 chỗ chưa rõ chữ đã bỏ, mới thêm, hay nằm ở trang chưa đọc được. Có phần chưa đọc được nên chưa so, xem bên dưới."},
		"a change beside one":      {map[string][]byte{"a.pdf": words}, map[string][]byte{"a.pdf": draftPDF(t, "Hỗ trợ 125 hộ", "", "Nơi nhận")}, "Có 1 chỗ khác nhau, trong đó 1 chỗ có số, ngày hoặc số tiền đổi. Ở 1 chỗ chưa rõ chữ đã bỏ, mới thêm, hay nằm ở trang chưa đọc được. Có phần chưa đọc được nên chưa so, xem bên dưới."},
	} {
		r := d.submits(t, c.was, c.is)
		is, err := d.CompareDrafts(t.Context(), r.ID, 0, 0, nil)
		if err != nil || is.Files[0].Said != c.want || is.Files[0].Whole {
			t.Errorf("%s: %+v %v", name, is, err)
			continue
		}
		for _, change := range is.Files[0].Changes {
			if slices.Contains(change.NumbersGone, "120") {
				t.Errorf("%s: a number of a page that was not read went: %+v", name, change)
			}
		}
	}
}

// TestADraftAndThePDFMadeOfItAreTheSame: the usual last step, with a head in two columns and the head
// of pages; a number that is another one in it is told.
func TestADraftAndThePDFMadeOfItAreTheSame(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	file := func(symbol string) []byte {
		var b bytes.Buffer
		err := drafting.Write(t.Context(), &b, drafting.Draft{Office: "Ủy ban nhân dân xã Mẫu Sơn", Number: "05", Symbol: symbol, Subject: "V/v hỗ trợ 152 hộ theo danh sách kèm theo của thôn Mẫu", Issued: "2026-02-03", At: time.Date(2026, 2, 3, 0, 0, 0, 0, office.VietNam),
			Type: office.DocumentType{Code: "cong-van", Name: "Công văn"}, DraftWish: office.DraftWish{Place: "Mẫu Sơn", To: "Sở Ví dụ\nPhòng Ví dụ", Capacity: "TM. Ủy ban nhân dân", Position: "Chủ tịch", Signer: "Nguyễn Văn Mẫu"}})
		if err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct{ made, want string }{
		"the same":       {"UBND-VP", ""},
		"another number": {"UBND-VP15", "05/UBND-VP→05/UBND-VP15"},
	} {
		r := d.submits(t, map[string][]byte{"a.docx": file("UBND-VP")}, map[string][]byte{"a.pdf": docxtest.PDF(t, file(c.made))})
		is, err := d.CompareDrafts(t.Context(), r.ID, 0, 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, change := range is.Files[0].Changes {
			for _, turn := range change.Turned {
				all = append(all, strings.Join(turn.Gone, " ")+"→"+strings.Join(turn.Came, " "))
			}
		}
		if got := strings.Join(all, "|"); got != c.want || !slices.Contains(is.Files[0].Unread, otherLayout) || c.want == "" && strings.Contains(is.Said, "chỗ khác nhau") {
			t.Errorf("%s: %q %+v", name, got, is)
		}
	}
}

// TestWhatADocumentHasBesideItsWordsIsSaid as far as it was not compared, and how it was.
func TestWhatADocumentHasBesideItsWordsIsSaid(t *testing.T) {
	content := docx.Content{Unread: docx.Unread{Clocks: 1, Raised: 2, Faint: 3, Counted: 4}, Parts: []docx.Part{{Place: docx.Body, Words: []string{"a", "b", "c"}, In: []docx.InTable{{}, {Table: 2, Row: 3, Column: 1}, {}}}}}
	w := docxWords(content, func(p docx.Part) []string { return p.Words })
	if w.passages[1].Place != "bảng thứ 2 (kể cả bảng không kẻ khung), dòng 3, cột 1" || w.passages[2].Place != "đoạn 2" {
		t.Errorf("%+v", w.passages)
	}
	said := strings.Join(w.unread, "\n")
	for want, is := range map[string]bool{"1 chỗ ngày, giờ tự đổi mỗi lần mở tệp; không so": true, "3 chỗ chữ trắng hoặc quá nhỏ": true, "4 chỗ số trang": true, "nâng lên": false} {
		if strings.Contains(said, want) != is {
			t.Errorf("%q is %v in\n%s", want, !is, said)
		}
	}
	if said := strings.Join(besideSaid(content.Unread, asPages), "\n"); !strings.Contains(said, "2 chỗ chữ nâng lên") || strings.Contains(said, "số trang") {
		t.Error(said)
	}
}

// TestTheNumberOfAPageIsNoChange: it stands where the decree has it, and is told as not compared; the
// same digits elsewhere are words.
func TestTheNumberOfAPageIsNoChange(t *testing.T) {
	shape := office.PageShape{W: 210, H: 297}
	for name, c := range map[string]struct {
		line office.TextLine
		want bool
	}{
		"in the middle above": {office.TextLine{Text: "2", Box: [4]float64{104, 10, 106, 15}}, true},
		"another number":      {office.TextLine{Text: "3", Box: [4]float64{104, 10, 106, 15}}, false},
		"in the text":         {office.TextLine{Text: "2", Box: [4]float64{104, 40, 106, 45}}, false},
		"in a column":         {office.TextLine{Text: "2", Box: [4]float64{30, 10, 32, 15}}, false},
	} {
		if got := pageNumber(c.line, 2, shape); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if said := pagesSaid([]int{1, 3, 4, 5, 9}); said != "1, 3–5, 9" {
		t.Error(said)
	}
}
