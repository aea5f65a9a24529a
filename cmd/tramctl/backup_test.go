package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/disk"
	"tram/local/office"
)

// restoring runs restore with a recovery key in TRAM_RECOVERY.
func restoring(key string, args ...string) (code int, out, told string) {
	var o, e bytes.Buffer
	env := func(name string) string { return map[string]string{"TRAM_RECOVERY": key}[name] }
	code = terminal{in: strings.NewReader(""), out: &o, err: &e, env: env}.ran(append([]string{"restore", "--json"}, args...))
	return code, o.String(), e.String()
}

// levelBeside is the level of a fresh copy: one on the disk of the data is lost with it.
func levelBeside(home, copied string) string {
	if disk.Same(home, copied) {
		return "amber"
	}
	return "good"
}

func (t terminal) ran(args []string) int { return t.run(context.Background(), args) }

func TestAnOfficeIsCopiedAndComesBackFromTheTerminal(t *testing.T) {
	t.Parallel()
	d := desk{t: t, home: filepath.Join(t.TempDir(), "máy một")}
	key := d.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn",
		"--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu")["recovery_key"].(string)
	id := d.converted()["id"].(string)
	stick := t.TempDir()
	if name := d.refuses("backup", "now"); name != "copying.no-target" {
		t.Errorf("without a target: %s", name)
	}
	if status := d.answers(refused, "backup", "status"); status["level"] != "red" || status["age"].(float64) != -1 {
		t.Errorf("without a target: %v", status)
	}
	if name := d.refuses("target", "add", filepath.Join(stick, "không có")); name != "copying.gone" {
		t.Errorf("a folder that is not there: %s", name)
	}
	if name := d.refuses("target", "add", d.home); name != "station.own-folder" {
		t.Errorf("the data folder itself: %s", name)
	}
	d.must("target", "add", stick)
	if status := d.answers(refused, "backup", "status"); status["level"] != "red" {
		t.Errorf("before the first copy: %v", status)
	}
	now := d.must("backup", "now")
	if one := now["copies"].([]any)[0].(map[string]any); now["level"] != levelBeside(d.home, stick) || one["where"] != stick || one["age"].(float64) < 0 {
		t.Errorf("copied: %v", now)
	}
	if is := d.must("verify", "--backup", stick); is["files"].(float64) == 0 || is["bad"] != nil {
		t.Errorf("read back: %v", is)
	}
	if all := d.must("target", "list")["targets"].([]any); len(all) != 1 {
		t.Errorf("targets: %v", all)
	}
	page := filepath.Join(t.TempDir(), "biên bản.pdf")
	held := d.must("drill", "-o", page)
	if held["verdict"] != "good" || held["records"].(float64) == 0 || held["files"].(float64) == 0 || held["bytes"].(float64) == 0 || held["signatures"].(float64) != 0 || held["seconds"].(float64) <= 0 || held["documents"].(float64) != 1 {
		t.Errorf("drilled: %v", held)
	}
	if info, err := os.Stat(page); err != nil || info.Size() == 0 {
		t.Errorf("the page of evidence: %v", err)
	}
	home := filepath.Join(t.TempDir(), "máy hai")
	if code, _, told := restoring(key, "--from", stick, "--to", d.home); code != refused || !strings.Contains(told, "station.home-taken") {
		t.Errorf("onto the office itself: %d %s", code, told)
	}
	if code, _, told := restoring(key, "--from", t.TempDir(), "--to", home); code != refused || !strings.Contains(told, "copying.no-copy") {
		t.Errorf("from an empty folder: %d %s", code, told)
	}
	if code, _, told := restoring(key, "--from", stick, "--to", home, "--at", "hôm qua"); code != usage {
		t.Errorf("at no time: %d %s", code, told)
	}
	d.must("target", "remove", stick)
	if name := d.refuses("backup", "now"); name != "copying.no-target" {
		t.Errorf("after it was given up: %s", name)
	}
	d.must("target", "add", stick)
	code, out, told := restoring(key, "--from", stick, "--preview")
	if code != well || !strings.Contains(out, officeName) || !strings.Contains(out, `"records"`) {
		t.Errorf("previewed: %d %s %s", code, out, told)
	}
	if code, _, told := restoring(key, "--from", stick, "--preview", "--to", home); code != usage {
		t.Errorf("previewed into a folder: %d %s", code, told)
	}
	code, out, told = restoring(key, "--from", stick, "--only", id, "--to", home+" một")
	if _, err := os.Stat(filepath.Join(home+" một", "van-ban.pdf")); code != well || err != nil || !strings.Contains(out, "van-ban.pdf") {
		t.Errorf("one document: %d %s %s %v", code, out, told, err)
	}
	code, out, told = restoring(key, "--from", stick, "--to", home)
	if code != well || !strings.Contains(out, officeName) {
		t.Fatalf("restored: %d %s %s", code, out, told)
	}
	back := desk{t: t, home: home}
	if shown := back.must("show", id); shown["id"] != id {
		t.Errorf("shown: %v", shown)
	}
	if proof := back.must("verify", id); proof["proof"] != "proven" {
		t.Errorf("proved: %v", proof)
	}
	back.must("verify", "--journal")
	spoilt, err := filepath.Glob(filepath.Join(stick, "tram-sao-luu", "*", "f", "*", "*"))
	if err != nil || len(spoilt) == 0 {
		t.Fatal("no files lie there: ", err)
	}
	if err := os.WriteFile(spoilt[0], []byte("hỏng"), 0o600); err != nil {
		t.Fatal(err)
	}
	if is := d.answers(refused, "verify", "--backup", stick); len(is["bad"].([]any)) != 1 {
		t.Errorf("a spoilt file: %v", is)
	}
	if code, _, told := restoring(key, "--from", stick, "--to", home+" nữa"); code != refused || !strings.Contains(told, "copying.files-bad") {
		t.Errorf("with a spoilt file: %d %s", code, told)
	}
	if code, out, told := restoring(key, "--from", stick, "--to", home+" nữa", "--partial"); code != well || !strings.Contains(out, "left_out") {
		t.Errorf("as far as it goes: %d %s %s", code, out, told)
	}
}

func TestWhatReadingBackFoundIsPrinted(t *testing.T) {
	at := time.Date(2026, 11, 27, 15, 4, 0, 0, office.VietNam)
	var out bytes.Buffer
	printTour(&out, office.CopyTour{Begun: at, Bytes: 1, OfBytes: 2, Last: &office.CopyToured{Ended: at, Objects: 7, Found: []office.CopyFault{{At: at, Said: "Tệp hỏng; đã sao lại.", Good: true}, {At: at, Said: "Tệp mất."}}}})
	for _, want := range []string{"được 50 %", "15:04", "7 phần", "[lưu ý]", "[sai]", "Tệp mất."} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q does not say %q", out.String(), want)
		}
	}
}

// TestABadDatabaseIsPutTogetherFromTheTerminal from the copy, and every verb is told before.
func TestABadDatabaseIsPutTogetherFromTheTerminal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.converted()["id"].(string)
	stick := t.TempDir()
	d.must("target", "add", stick)
	d.must("backup", "now")
	if name := d.refuses("repair"); name != "station.mend-sound" {
		t.Errorf("a sound one: %s", name)
	}
	database := filepath.Join(d.home, "office.db")
	if err := os.WriteFile(database, bytes.Repeat([]byte{'x'}, 1<<16), 0o600); err != nil {
		t.Fatal(err)
	}
	if name := d.refuses("show", id); name != "store.not-ours" && name != "store.damaged" {
		t.Errorf("a bad one: %s", name)
	}
	if is := d.must("repair", "--partial"); is["from"] != stick || is["lost"].(float64) > 1 {
		t.Errorf("repaired: %v", is)
	}
	d.must("verify", id)
	d.must("verify", "--journal")
}

func TestOldSnapshotsThatAPlaceKeepsAreTold(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	backedUp([]office.CopyState{{Where: "/mnt/usb", Old: 7}}, time.Now()).print(&out)
	if got := out.String(); !strings.Contains(got, "còn 7 ảnh chụp cũ") || strings.Contains(got, "xóa hẳn") {
		t.Error(got)
	}
}
