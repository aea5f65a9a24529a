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
	if _, _, code := p.with(as(office.AsLeader), "", "route", "compare", id, "--to", "hai"); code != usage {
		t.Errorf("a version that is no number: %d", code)
	}
}

func TestAChangeIsWrittenForPeople(t *testing.T) {
	said := changeSaid(office.DraftChange{Before: "Cấp", Pieces: []office.DraftPiece{{How: office.DraftGone, Text: "100"}, {How: office.DraftCame, Text: "200"}, {How: office.DraftSame, Text: "đồng"}, {How: office.DraftArrived, Text: "một\nhai", Move: 1}, {How: office.DraftLeft, Text: "ba", Move: 2}}, After: "một lần"})
	if said != "Cấp [-100-] {+200+} đồng {chuyển đến 1: một / hai} [chuyển đi 2: ba] một lần" {
		t.Error(said)
	}
	var b strings.Builder
	draftsCompared{office.DraftsCompared{Said: "Bản trình lần 2", Files: []office.DraftFile{{Is: "a.docx", Said: "Có 1 chỗ khác nhau.", Unread: []string{"Không so: hình."}, Changes: []office.DraftChange{{Is: "đoạn 1", NumbersCame: []string{"5"}}}}}}}.print(&b)
	for _, want := range []string{"Bản trình lần 2", "a.docx: Có 1", "1. đoạn 1", "Số đổi: không có → 5", "Không so: hình."} {
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
