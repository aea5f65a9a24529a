package main

import (
	"strings"
	"testing"
)

// TestARecordIsReadAfterwardsAndFoundByItsWords reads the pages of what is finished: its
// file stays as it is, and it is found by words that nobody typed.
func TestARecordIsReadAfterwardsAndFoundByItsWords(t *testing.T) {
	d := newDesk(t)
	made := d.converted()
	id := made["id"].(string)
	if rows := d.must("search", "tổ công nghệ số cộng đồng")["rows"].([]any); len(rows) != 0 {
		t.Fatalf("found before it was read: %v", rows)
	}
	read := d.must("ocr", id)
	pages := read["pages"].([]any)
	first := pages[0].(map[string]any)
	words := first["words"].([]any)
	if read["id"] != id || float64(len(pages)) != made["pages"] || first["page"] != 1.0 || !strings.Contains(first["text"].(string), "công nghệ số") || len(words) < 50 {
		t.Errorf("read %v", read)
	}
	word := words[0].(map[string]any)
	if box := word["box"].([]any); len(box) != 4 || box[0].(float64) <= 0 || box[2].(float64) >= 1 || word["s"] == "" || word["sure"].(float64) <= 0.5 {
		t.Errorf("a word is %v", word)
	}
	rows := d.must("search", "to cong nghe so cong dong")["rows"].([]any)
	if len(rows) != 1 {
		t.Fatalf("found %v", rows)
	}
	where, _ := rows[0].(map[string]any)["excerpt"].(map[string]any)
	if line, _ := where["line"].(string); where["page"] != 1.0 || !strings.Contains(line, "công nghệ số") {
		t.Errorf("it stands on %v", where)
	}
	if told := d.says("search", "to cong nghe so cong dong"); !strings.Contains(told, "trang 1: ") {
		t.Errorf("told: %s", told)
	}
	if verdict := d.must("verify", id)["verdict"]; verdict != "valid" {
		t.Errorf("afterwards it is %v", verdict)
	}
	t.Setenv("PATH", t.TempDir())
	if again := d.must("ocr", id); len(again["pages"].([]any)) != len(pages) {
		t.Errorf("without the program, what was read is %v", again)
	}
	if name := d.refuses("ocr", d.converted()["id"].(string)); name != "ocr.no-program" {
		t.Errorf("without the program: %s", name)
	}
}
