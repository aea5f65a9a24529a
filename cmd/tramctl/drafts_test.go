package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// TestVersionsOfADraftAreCompared by the verb, as words for people and as data.
func TestVersionsOfADraftAreCompared(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	p.mustWith(as(office.AsClerk), "", "number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	id := p.mustWith(as(office.AsClerk), "", "register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", "về việc ví dụ")["id"].(string)
	p.mustWith(as(office.AsOfficer), "", "route", "take", id)
	if _, messages, code := p.with(as(office.AsOfficer), "", "route", "compare", id); code != refused || failure(messages) != "station.one-draft" {
		t.Errorf("%d %s", code, messages)
	}
	for n, amount := range []string{"100.000", "200.000"} {
		if n > 0 {
			p.mustWith(as(office.AsLeader), "", "return", id, "--why", "sai số tiền")
		}
		path := filepath.Join(t.TempDir(), "du-thao.pdf")
		if err := os.WriteFile(path, wordsPDF(t, "Cấp "+amount+" đồng"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.mustWith(as(office.AsOfficer), "", "submit", id, "--to", whoIs[office.AsLeader], path)
	}
	is := p.mustWith(as(office.AsLeader), "", "route", "compare", id)
	change := is["files"].([]any)[0].(map[string]any)["changes"].([]any)[0].(map[string]any)
	if change["numbers_gone"].([]any)[0] != "100.000" || change["numbers_came"].([]any)[0] != "200.000" || change["is"] != "trang 1" {
		t.Errorf("%v", is)
	}
	said := p.mustWith(as(office.AsLeader), "", "route", "comment", id, "--say", "sai số tiền", "--page", "1", "--quote", "200.000", "--draft", "1")
	one := said["comments"].([]any)[0].(map[string]any)
	if said["open"] != 1.0 || one["number"] != 1.0 || one["page"] != 1.0 || one["quote"] != "200.000" {
		t.Errorf("%v", said)
	}
	of := one["id"].(string)
	if said = p.mustWith(as(office.AsLeader), "", "route", "answer", id, of, "--say", "xem lại", "--open"); said["open"] != 1.0 {
		t.Errorf("%v", said)
	}
	if said = p.mustWith(as(office.AsOfficer), "", "route", "answer", id, of, "--say", "đã sửa"); said["open"] != 0.0 {
		t.Errorf("%v", said)
	}
	if _, messages, code := p.with(as(office.AsOfficer), "", "route", "answer", id, of, "--say", "nữa"); code != refused || failure(messages) != "documents.settled-already" {
		t.Errorf("%d %s", code, messages)
	}
	if said = p.mustWith(as(office.AsLeader), "", "route", "comments", id); len(said["comments"].([]any)) != 1 {
		t.Errorf("%v", said)
	}
	if _, _, code := p.with(as(office.AsLeader), "", "route", "compare", id, "--to", "hai"); code != usage {
		t.Errorf("a version that is no number: %d", code)
	}
}

func TestAChangeIsWrittenForPeople(t *testing.T) {
	said := changeSaid(office.DraftChange{Before: "Cấp", Pieces: []office.DraftPiece{{How: office.DraftGone, Text: "100"}, {How: office.DraftCame, Text: "200"}, {How: office.DraftSame, Text: "đồng"}, {How: office.DraftArrived, Text: "một\nhai", Move: 1}, {How: office.DraftLeft, Text: "ba", Move: 2}, {How: office.DraftMaybeGone, Text: "tư"}, {How: office.DraftMaybeCame, Text: "năm"}}, After: "một lần"})
	if said != "Cấp [-100-] {+200+} đồng {chuyển đến 1: một / hai} [chuyển đi 2: ba] [chưa rõ còn hay bỏ: tư] {chưa rõ mới hay cũ: năm} một lần" {
		t.Error(said)
	}
	var b strings.Builder
	draftsCompared{office.DraftsCompared{Said: "Bản trình lần 2", Files: []office.DraftFile{{Is: "a.docx", Said: "Có 1 chỗ khác nhau.", Unread: []string{"Không so: hình."}, Changes: []office.DraftChange{
		{Is: "đoạn 1", Turned: []office.DraftTurns{{Came: []string{"5"}}, {Gone: []string{"7", "8"}, Came: []string{"9"}}}}, {Is: "trang 2", Reordered: true}}}}}}.print(&b)
	for _, want := range []string{"Bản trình lần 2", "a.docx: Có 1", "1. đoạn 1", "Số đổi: không có → 5; 7, 8 → 9\n2. trang 2", "thứ tự trên trang chưa so được", "Không so: hình."} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("without %q:\n%s", want, b.String())
		}
	}
}

// wordsPDF is a page of some words.
func wordsPDF(t *testing.T, words string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{Title: "Dự thảo"})
	if err := w.Text(w.Sheet(595, 842), mark.Layout{W: 400, H: 20, Texts: []mark.Text{{S: words, Y: 15, Size: 13}}}, 30, 40); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestADraftIsWrittenInItsForm by the verb, filled from the register and from what was typed.
func TestADraftIsWrittenInItsForm(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	p.mustWith(as(office.AsClerk), "", "number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	id := p.mustWith(as(office.AsClerk), "", "register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", "về việc ví dụ", "--to", "Phòng Ví dụ")["id"].(string)
	is := p.mustWith(as(office.AsOfficer), "", "route", "template", id)
	if is["form"] != "Mẫu 1.2 - Quyết định (cá biệt) quy định trực tiếp" || is["to"] != "Phòng Ví dụ" || is["file"] != nil {
		t.Errorf("%v", is)
	}
	path := filepath.Join(t.TempDir(), "du-thao.docx")
	is = p.mustWith(as(office.AsOfficer), "", "route", "template", id, "-o", path, "--capacity", "TM. Ủy ban nhân dân; KT. Chủ tịch", "--position", "Phó Chủ tịch")
	if is["file"] != path || is["capacity"] != "TM. Ủy ban nhân dân\n KT. Chủ tịch" {
		t.Errorf("%v", is)
	}
	content, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(content, []byte("PK")) {
		t.Fatalf("%d bytes, %v", len(content), err)
	}
	if _, messages, code := p.with(as(office.AsOfficer), "", "route", "template", id, "-o", path); code != refused || failure(messages) == "" {
		t.Errorf("over a file that is there: %d %s", code, messages)
	}
	if _, messages, code := p.with(as(office.AsOfficer), "", "route", "template", id, "-o", path+".pdf"); code != refused || failure(messages) != "station.draft-no-docx" {
		t.Errorf("a draft as PDF: %d %s", code, messages)
	}
	if _, messages, code := p.with(as(office.AsOfficer), "", "route", "template", id, "-o", path+"2.docx", "--capacity", "Thay mặt"); code != refused || failure(messages) != "drafting.bad-capacity" {
		t.Errorf("%d %s", code, messages)
	}
	if has, err := os.ReadFile(path); err != nil || !bytes.Equal(has, content) {
		t.Errorf("the draft was changed: %v", err)
	}
	var b strings.Builder
	templated{office.DraftForm{Form: "Mẫu 1.5", Say: "Ký hiệu khác cơ quan.", DraftWish: office.DraftWish{To: "A\nB"}}, "a.docx"}.print(&b)
	if b.String() != "Mẫu 1.5\n  Nơi nhận: A; B\nKý hiệu khác cơ quan.\nĐã ghi a.docx\n" {
		t.Error(b.String())
	}
}
