package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/store/storetest"
)

// mainEnv makes this binary the command itself.
const mainEnv = "TRAM_TEST_AS_TRAMCTL"

func TestMain(m *testing.M) {
	if os.Getenv(mainEnv) != "" {
		main()
	}
	state, err := os.MkdirTemp("", "tramctl-state-")
	if err != nil {
		panic(err)
	}
	// What the commands of a test write down outside of the data folder.
	if err := os.Setenv("XDG_STATE_HOME", state); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(state)
	os.Exit(code)
}

func (d desk) converted(more ...string) map[string]any {
	d.t.Helper()
	return d.must(append([]string{"convert", "--type", "cong-van", "--subject", "về việc ví dụ", "--seen", "--secrecy", "thuong", "--pages", "1", scans(d.t)[0]}, more...)...)
}

func TestAnOlderDatabaseIsToldByEveryCommandAndAcceptedByAWord(t *testing.T) {
	d := newDesk(t)
	d.converted()
	db := filepath.Join(d.home, "office.db")
	old, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	d.converted()
	if err := os.WriteFile(db, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, messages, code := d.do("list"); code != well || !strings.Contains(messages, "bản cũ hơn") {
		t.Errorf("list: exit %d, %s", code, messages)
	}
	status := d.answers(refused, "journal", "status")
	if status["trouble"] == nil || len(status["fresh"].([]any)) == 0 {
		t.Errorf("status %v", status)
	}
	out, _, code := d.do("verify", "--journal")
	if code != refused || !strings.Contains(out, "Thiếu các dòng nhật ký") {
		t.Errorf("verify: exit %d, %s", code, out)
	}
	if _, messages, code := d.do("convert", "--type", "cong-van", "--subject", "x y", "--seen", "--secrecy", "thuong", "--pages", "1", scans(t)[0]); code != refused || !strings.Contains(messages, "station.turned-back") {
		t.Errorf("convert: exit %d, %s", code, messages)
	}
	if _, messages, _ := d.do("journal", "accept"); !strings.Contains(messages, "station.no-reason") {
		t.Errorf("accept without a reason: %s", messages)
	}
	d.must("journal", "accept", "--because", "khôi phục từ bản sao lưu")
	d.converted()
	if out, _, code := d.do("verify", "--journal"); code != well || !strings.Contains(out, "khôi phục từ bản sao lưu") {
		t.Errorf("verify after the word: exit %d, %s", code, out)
	}
	if _, messages, _ := d.do("list"); strings.Contains(messages, "warning") {
		t.Errorf("told again: %s", messages)
	}
}

func TestAMarkOnAStickTellsWhatNothingOnThePCTells(t *testing.T) {
	d := newDesk(t)
	d.converted()
	stick := filepath.Join(t.TempDir(), "moc.txt")
	d.must("journal", "mark", "-o", stick)
	if name := d.refuses("journal", "mark", "-o", stick); name != "station.file-exists" {
		t.Errorf("overwrote a mark: %s", name)
	}
	d.must("verify", "--journal", "--marks", stick)
	db := filepath.Join(d.home, "office.db")
	storetest.Run(t, db, `UPDATE journal SET actor = 'Trần Thị Ví Dụ'`)
	storetest.Drop(t, db, "notice") // of which the books are missed
	for _, gone := range []string{"journal.heads", "journal.marks"} {
		if err := os.Remove(filepath.Join(d.home, gone)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(os.Getenv("XDG_STATE_HOME"), "tram")); err != nil {
		t.Fatal(err)
	}
	if out, _, code := d.do("verify", "--journal"); code != well || !strings.Contains(out, "không có mốc nào bảo vệ") {
		t.Errorf("exit %d: the test shows nothing about the stick, or claims too much: %s", code, out)
	}
	if out, _, code := d.do("verify", "--journal", "--marks", stick); code != refused || !strings.Contains(out, "viết lại") {
		t.Errorf("exit %d, %s", code, out)
	}
	for _, args := range [][]string{{"--head", "12"}, {"--head", "0123456789abcde"}, {"--marks", filepath.Join(t.TempDir(), "none")}} {
		if out, messages, code := d.do(append([]string{"verify", "--journal"}, args...)...); code == well || out != "" {
			t.Errorf("%v was taken: %s%s", args, out, messages)
		}
	}
	if out, _, code := d.do("verify", "--journal", "--head", "0123456789abcdef"); code != refused || !strings.Contains(out, "Mốc trên giấy") {
		t.Errorf("a head that is nowhere: exit %d, %s", code, out)
	}
}

func TestAReportOnTheJournalIsWrittenAndOneAnswerIsAboutOneThing(t *testing.T) {
	d := newDesk(t)
	made := d.converted()
	report := filepath.Join(t.TempDir(), "nhat-ky.pdf")
	d.must("verify", "--journal", "--report", report)
	words, err := exec.Command("pdftotext", "-layout", report, "-").Output()
	if err != nil || !strings.Contains(string(words), "Nhật ký nguyên vẹn") {
		t.Errorf("%v: %s", err, words)
	}
	if name := d.refuses("verify", "--journal", "--report", report); name != "station.file-exists" && name != "tramctl.file-taken" {
		t.Errorf("the report was written over: %s", name)
	}
	for _, about := range []string{made["id"].(string), scans(t)[0]} {
		if _, _, code := d.do("verify", "--journal", about); code == well {
			t.Errorf("%s beside the journal was passed over", about)
		}
	}
}

func TestAFileOfTheFutureAsksForAWordOnTheClock(t *testing.T) {
	d := newDesk(t)
	file := scans(t)[0]
	ahead := time.Now().AddDate(0, 0, 30)
	if err := os.Chtimes(file, ahead, ahead); err != nil {
		t.Fatal(err)
	}
	args := []string{"convert", "--type", "cong-van", "--subject", "về việc ví dụ", "--seen", "--secrecy", "thuong", "--pages", "1", file}
	if name := d.refuses(args...); name != "office.clock-doubted" {
		t.Fatal(name)
	}
	done := d.must(append(args, "--clock-because", "đã so với điện thoại")...)
	clock := done["record"].(map[string]any)["clock"].(map[string]any)
	if clock["why"] != "đã so với điện thoại" || clock["clerk"] != "Nguyễn Văn Mẫu" || len(clock["doubts"].([]any)) != 1 {
		t.Errorf("%v", clock)
	}
}

func TestTheRegisterOfSecretDocumentsIsPrinted(t *testing.T) {
	d := newDesk(t)
	if out, _, _ := d.do("refusals"); !strings.Contains(out, `"refusals"`) && !strings.Contains(out, "{}") {
		t.Errorf("an empty register: %s", out)
	}
	if name := d.refuses("convert", "--type", "cong-van", "--secrecy", "mat", "--number", "7", "--seen", "--pages", "1", scans(t)[0]); name == "" {
		t.Fatal("taken in")
	}
	lines := d.must("refusals")["refusals"].([]any)
	if len(lines) != 1 || lines[0].(map[string]any)["number"] != "7" {
		t.Errorf("%v", lines)
	}
}

func TestOrphansAreListedExportedAdoptedAndSwept(t *testing.T) {
	d := newDesk(t)
	d.converted()
	db := filepath.Join(d.home, "office.db")
	old, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	d.must("convert", "--type", "cong-van", "--subject", "về việc ví dụ", "--seen", "--secrecy", "thuong", "--pages", "1", scans(t)[1])
	if err := os.WriteFile(db, old, 0o600); err != nil {
		t.Fatal(err)
	}
	d.must("journal", "accept", "--because", "khôi phục")
	listed := d.must("orphans", "list")["orphans"].([]any)
	if len(listed) == 0 {
		t.Fatal("nothing is listed")
	}
	for _, o := range listed {
		name := o.(map[string]any)["digest"].(string)
		if o.(map[string]any)["kind"] != "pdf" {
			continue
		}
		out := filepath.Join(t.TempDir(), "ra.pdf")
		d.must("orphans", "export", name[:12], "-o", out)
		if b, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(b), "%PDF-") {
			t.Errorf("exported %d bytes, %v", len(b), err)
		}
		if name := d.refuses("orphans", "adopt", name); name != "station.no-reason" {
			t.Errorf("adopted in silence: %s", name)
		}
		if got := d.must("orphans", "adopt", name[:12], "--because", "hồ sơ bị mất"); got["sha256"] != name {
			t.Errorf("adopted %v", got["sha256"])
		}
	}
	if left := d.must("orphans", "list")["orphans"].([]any); len(left) != len(listed)-1 {
		t.Errorf("%d of %d are left", len(left), len(listed))
	}
}

func TestAWipedVaultIsToldWhereOneAsksForIt(t *testing.T) {
	d := newDesk(t)
	d.converted()
	if status := d.must("journal", "status"); status["gaps"] != nil {
		t.Fatalf("an honest vault: %v", status["gaps"])
	}
	if err := os.RemoveAll(filepath.Join(d.home, "vault")); err != nil {
		t.Fatal(err)
	}
	for verb, ends := range map[string]int{"journal status": refused, "orphans list": well} {
		gaps, told := d.answers(ends, strings.Fields(verb)...)["gaps"].([]any)
		if !told || gaps[0].(map[string]any)["unread"] != false {
			t.Errorf("%s: %v", verb, gaps)
		}
	}
}

func TestASetUpThatDiedBeforeItsPageStillGivesTheKey(t *testing.T) {
	d := newDesk(t)
	again := []string{"setup", "--office", officeName, "--code", "H49.10.02", "--system", "x", "--owner", "y", "--clerk", "Nguyễn Văn Mẫu"}
	if name := d.refuses(again...); name != "station.already-set-up" {
		t.Errorf("set up twice: %s", name)
	}
	if err := os.WriteFile(filepath.Join(d.home, "recovery.owed"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"list"}, {"journal", "status"}, {"orphans", "list"}} {
		if _, messages, code := d.do(args...); code != well || strings.Count(messages, "station.key-owed") != 1 {
			t.Errorf("%v: exit %d, %s", args, code, messages)
		}
	}
	page := filepath.Join(t.TempDir(), "khoa.pdf")
	if done := d.must(append(again, "--recovery", page)...); len(done["recovery_key"].(string)) < 60 {
		t.Errorf("%v", done["recovery_key"])
	}
	if b, err := os.ReadFile(page); err != nil || !strings.HasPrefix(string(b), "%PDF-") {
		t.Errorf("no page: %v", err)
	}
	if name := d.refuses(again...); name != "station.already-set-up" {
		t.Errorf("the key is handed out for ever: %s", name)
	}
	if _, messages, _ := d.do("list"); strings.Contains(messages, "station.key-owed") {
		t.Errorf("told as owed when it is put away: %s", messages)
	}
}
