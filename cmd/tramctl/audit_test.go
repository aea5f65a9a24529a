package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheJournalIsReadFilteredAndExported(t *testing.T) {
	d := newDesk(t)
	made := d.must(append([]string{"convert", "--type", "quyet-dinh", "--number", "15", "--symbol", "QĐ-UBND", "--subject", "Về việc mẫu", "--issuer", officeName,
		"--date", "2026-11-20", "--seen", "--secrecy", "thuong", "--pages", "4"}, scans(t)...)...)
	code := made["code"].(string)
	all := d.must("audit")["deeds"].([]any)
	if len(all) < 5 {
		t.Fatalf("%d deeds", len(all))
	}
	text := fmt.Sprint(all)
	for _, want := range []string{"Hoàn thành", "Thiết lập cơ quan", "15/QĐ-UBND · Về việc mẫu", "Khai sinh trạm", "Nguyễn Văn Mẫu"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	of := d.must("audit", "--record", code, "--who", "nguyen mau")["deeds"].([]any)
	for _, one := range of {
		if who := one.(map[string]any)["who"]; who != "Nguyễn Văn Mẫu" {
			t.Errorf("asked for one person, got %v", who)
		}
	}
	if len(of) == 0 || len(of) >= len(all) {
		t.Errorf("%d of %d deeds are of the record", len(of), len(all))
	}
	if none := d.must("audit", "--until", "2020-01-01")["deeds"].([]any); len(none) != 0 {
		t.Errorf("before there was an office: %v", none)
	}
	if name := d.refuses("audit", "--who", "Không Ai"); name != "audit.no-such-person" {
		t.Error(name)
	}
	dir := t.TempDir()
	for _, format := range []string{".xlsx", ".pdf", ".json"} {
		file := filepath.Join(dir, "nhật ký"+format)
		d.must("audit", "--export", file)
		if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", format, err)
		}
		if name := d.refuses("audit", "--export", file); name != "station.file-exists" && name != "whole.already-there" {
			t.Errorf("%s was written twice: %s", format, name)
		}
	}
	if name := d.refuses("audit", "--who", "mau", "--export", filepath.Join(dir, "b.json")); name != "station.signed-whole" {
		t.Error(name)
	}
	if name := d.refuses("audit", "--export", filepath.Join(dir, "b.doc")); name != "table.unknown-format" {
		t.Error(name)
	}
	if name := d.refuses("audit", "--export", filepath.Join(d.home, "b.xlsx")); name == "" {
		t.Error("an export lies among the data")
	}
}

// TestAnInspectorVerifiesAnExportWithNoOfficeAtHand hands the file alone to another PC.
func TestAnInspectorVerifiesAnExportWithNoOfficeAtHand(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "nhật ký.json")
	d.must("audit", "--export", file)
	inspector := desk{t: t, home: filepath.Join(t.TempDir(), "không có gì")}
	alone := inspector.must("verify", file)
	if alone["proof"] != "proven" || alone["verdict"] != "reservation" || !strings.Contains(fmt.Sprint(alone), "không có gì xác nhận") {
		t.Errorf("with no office: %v", alone)
	}
	if _, err := os.Stat(inspector.home); err == nil {
		t.Error("verifying made a folder for data")
	}
	head := d.must("verify", "--journal")
	said := fmt.Sprint(alone["said"])
	hash := strings.TrimSuffix(said[strings.LastIndex(said, " ")+1:], ".")
	if own := d.must("verify", file, "--head", hash); own["verdict"] != "valid" {
		t.Errorf("at its own station, with its head: %v (%v)", own, head)
	}
	d.answers(refused, "verify", file, "--head", strings.Repeat("0", 64))
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "đã sửa.json")
	if err := os.WriteFile(changed, bytes.Replace(b, []byte("Nguyễn Văn Mẫu"), []byte("Nguyễn Văn Mầu"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if answer := inspector.answers(refused, "verify", changed); answer["proof"] != "changed" {
		t.Errorf("a changed name: %v", answer)
	}
}

func TestReviewsRequirementsTimesAndPartsAreKeptAndTold(t *testing.T) {
	d := newDesk(t)
	if first := d.must("audit", "review"); len(first["reviews"].([]any)) != 0 {
		t.Errorf("%v", first)
	}
	d.must("audit", "review", "--found", "Không có gì lạ")
	if second := d.must("audit", "review")["reviews"].([]any); len(second) != 1 || second[0].(map[string]any)["found"] != "Không có gì lạ" {
		t.Errorf("%v", second)
	}
	if name := d.refuses("audit", "require", "--asks", "Giữ bản giấy"); name != "audit.no-basis" {
		t.Error(name)
	}
	d.must("audit", "require", "--asks", "Giữ bản giấy 5 năm", "--basis", "Quy chế 12/QC-UBND")
	if all := d.must("audit", "require")["requirements"].([]any); len(all) != 1 {
		t.Errorf("%v", all)
	}
	if text := fmt.Sprint(d.must("audit", "parts")); !strings.Contains(text, "tramctl audit") || !strings.Contains(text, "office.db") || !strings.Contains(text, "Soát xét nhật ký") {
		t.Error(text)
	}
	if text := fmt.Sprint(d.must("audit", "times")); !strings.Contains(text, "Từ bước") {
		t.Error(text)
	}
	d.must("audit", "parts", "--export", filepath.Join(t.TempDir(), "a.xlsx"))
	if text := fmt.Sprint(d.must("audit", "--kind", "audit-review")); !strings.Contains(text, "Soát xét nhật ký") {
		t.Error(text)
	}
}
