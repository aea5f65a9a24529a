package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/scanning/sane/sanetest"
	"tram/local/whole"
)

func TestScannersAreListedWithWhatTheyHave(t *testing.T) {
	sanetest.Device(t, nil)
	d := desk{t: t, home: t.TempDir()}
	list := d.must("scanners")["scanners"].([]any)
	list = slices.DeleteFunc(list, func(s any) bool { return s.(map[string]any)["driver"] == "escl" }) // of the network that the test runs in
	if len(list) != 2 {
		t.Fatalf("the scanners are %v", list)
	}
	first := list[0].(map[string]any)
	if first["id"] != sanetest.Scanner || first["driver"] != "sane" || first["name"] == "" || !slices.Equal(first["sources"].([]any), []any{"flatbed", "feeder"}) {
		t.Errorf("the scanner is %v", first)
	}
	if name := d.refuses("scanners", "--address", "localhost:1"); !strings.HasPrefix(name, "scanning.") {
		t.Errorf("an address is refused by %s", name)
	}
	if name := d.refuses("scanners", "--new-key", "--address", "localhost:1"); !strings.HasPrefix(name, "scanning.") {
		t.Errorf("the key of a device that is not there: %s", name)
	}
	t.Setenv("PATH", t.TempDir())
	if without := d.must("scanners"); len(without["scanners"].([]any)) != 0 || without["missing"].(map[string]any)["failure"] != "scanning.no-program" {
		t.Errorf("without SANE: %v", without)
	}
}

// draftOf is the one draft that a scan made.
func draftOf(t *testing.T, answer map[string]any) (id string, pages float64) {
	t.Helper()
	all := answer["drafts"].([]any)
	if len(all) != 1 {
		t.Fatalf("the drafts are %v", answer)
	}
	one := all[0].(map[string]any)
	return one["id"].(string), one["pages"].(float64)
}

func TestAPileIsPartedIntoDrafts(t *testing.T) {
	sanetest.Device(t, nil)
	d := newDesk(t)
	answer := d.must("scan", "--device", sanetest.Scanner, "--source", "feeder", "--dpi", "50", "--paper", "A6", "--split", "4")
	var pages []any
	for _, draft := range answer["drafts"].([]any) {
		pages = append(pages, draft.(map[string]any)["pages"])
		if record := d.must("show", draft.(map[string]any)["id"].(string)); record["pages"] != draft.(map[string]any)["pages"] {
			t.Errorf("the record has %v pages", record["pages"])
		}
	}
	if !slices.Equal(pages, []any{4.0, 4.0, 2.0}) || answer["pages"] != 10.0 || answer["end"] != "empty" {
		t.Errorf("parted by four: %v", answer)
	}
	if name := d.refuses("scan", "--device", sanetest.Scanner, "--split", "nửa"); name != "stack.unknown-way" {
		t.Errorf("an unknown way is refused by %s", name)
	}
	sheet := filepath.Join(t.TempDir(), "tờ.pdf")
	d.must("separator", "-o", sheet)
	if said := tool(t, "pdftotext", sheet, "-"); !strings.Contains(said, "TỜ NGĂN CÁCH") {
		t.Errorf("the sheet says %q", said)
	}
	if name := d.refuses("separator", "-o", sheet); name != "tramctl.file-taken" {
		t.Errorf("over a file that is there: %s", name)
	}
}

func TestAStackOfPaperBecomesARecordFromTheFeeder(t *testing.T) {
	sanetest.Device(t, map[string]string{"test-picture": `"Color pattern"`})
	d := newDesk(t)
	answer := d.must("scan", "--device", sanetest.Scanner, "--source", "feeder", "--dpi", "100", "--paper", "A6")
	id, pages := draftOf(t, answer)
	if pages != sanetest.Pages || answer["pages"] != pages || answer["end"] != "empty" {
		t.Errorf("the scan gave %v", answer)
	}
	record := d.must("show", id)
	if record["state"] != "draft" || record["pages"] != pages {
		t.Errorf("the draft is %v", record["pages"])
	}
	first := record["record"].(map[string]any)["pages"].([]any)[0].(map[string]any)
	if first["dpi_x"] != 100.0 || first["media"] != "png" || !strings.HasPrefix(first["name"].(string), office.ScannedName) {
		t.Errorf("its first page is %v", first)
	}
	if left, _ := filepath.Glob(filepath.Join(d.home, "scans", "*")); len(left) != 0 {
		t.Errorf("the scan left %v", left)
	}
	if done := d.must("finish", "--pages", "10", "--seen", "--secrecy", "thuong", "--type", "QĐ", "--subject", "Về việc thử máy quét", id); done["state"] != "finished" || done["pages"] != pages {
		t.Errorf("finished is %v", done["state"])
	}
	d.must("verify", id)
	one := d.must("scan", "--device", sanetest.Scanner, "--source", "flatbed", "--dpi", "100", "--mode", "gray")
	if _, pages := draftOf(t, one); pages != 1 || one["end"] != "asked" {
		t.Errorf("the glass gave %v", one)
	}
	some := d.must("scan", "--device", sanetest.Scanner, "--source", "feeder", "--dpi", "100", "--pages", "3")
	if _, pages := draftOf(t, some); pages != 3 || some["end"] != "asked" {
		t.Errorf("three pages were asked for: %v", some)
	}
}

// TestALineartScanIsAFaxInTheFile: the very dots that the device sent, its resolution and its
// paper. SANE's test device sends one bit a pixel where others call it lineart.
func TestALineartScanIsAFaxInTheFile(t *testing.T) {
	sanetest.Device(t, map[string]string{"test-picture": "Grid"})
	d, dir := newDesk(t), t.TempDir()
	for _, format := range []string{"tiff", "png"} {
		scan, file := filepath.Join(dir, "own."+format), filepath.Join(dir, format+".pdf")
		tool(t, "scanimage", "-d", "test:0", "--format="+format, "--mode=Gray", "--depth=1", "--resolution=300", "-l", "0", "-t", "0", "-x", "105", "-y", "148", "-o", scan)
		made := d.must("convert", "--pages", "1", "--seen", "--secrecy", "thuong", "--type", "QĐ", "--subject", "Về việc thử máy quét", scan)
		d.must("export", made["id"].(string), "-o", file)
		if list := strings.Join(strings.Fields(tool(t, "pdfimages", "-list", file)), " "); !strings.Contains(list, "1240 1748 gray 1 1 ccitt") || !strings.Contains(list, " 300 300 ") {
			t.Errorf("%s: it lies in the file as %v", format, list)
		}
		if said := tool(t, "pdfinfo", file); !strings.Contains(said, "297.6 x ") { // as wide as A6; the mark may lengthen it
			t.Errorf("%s: its size is %s", format, said)
		}
		tool(t, "pdfimages", "-png", file, filepath.Join(dir, format))
		tool(t, "compare", "-metric", "AE", scan, filepath.Join(dir, format+"-000.png"), "null:") // fails where they differ
	}
}

func TestTheUsualIsColourAt300(t *testing.T) {
	sanetest.Device(t, nil)
	d := newDesk(t)
	id, pages := draftOf(t, d.must("scan", "--device", sanetest.Scanner, "--paper", "A6"))
	record := d.must("show", id)["record"].(map[string]any)["pages"].([]any)[0].(map[string]any)
	if pages != 1 || record["dpi_x"] != 300.0 {
		t.Errorf("%v pages, the first is %v", pages, record)
	}
}

func TestAScanWithoutAClearEndFails(t *testing.T) {
	d := newDesk(t)
	for status, want := range map[string]string{"JAMMED": "scanning.jam", "COVER_OPEN": "scanning.cover-open", "DEVICE_BUSY": "scanning.busy", "NO_DOCS": "scanning.unclear", "IO_ERROR": "scanning.gone"} {
		sanetest.Device(t, map[string]string{"read-status-code": `"SANE_STATUS_` + status + `"`})
		if name := d.refuses("scan", "--device", sanetest.Scanner, "--source", "feeder"); name != want {
			t.Errorf("%s: %s", status, name)
		}
	}
	if rows := d.must("list")["rows"].([]any); len(rows) > 0 {
		t.Errorf("scans of which no page came made %v", rows)
	}
	sanetest.Device(t, nil)
	dir := t.TempDir()
	jammed := "#!/bin/sh\ncase \"$*\" in *--batch-print*) ;; *) PATH=${PATH#*:} exec scanimage \"$@\" ;; esac\n" +
		"PATH=${PATH#*:} scanimage \"$@\" --batch-count=3\necho Scanning page 4 >&2\nexit 6"
	if err := os.WriteFile(filepath.Join(dir, "scanimage"), []byte(jammed), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	answer := d.answers(refused, "scan", "--device", sanetest.Scanner, "--source", "feeder", "--dpi", "75")
	id, pages := draftOf(t, answer)
	if pages != 3 || answer["pages"] != 3.0 || answer["end"] != nil || answer["failure"] != "scanning.jam" {
		t.Errorf("a jam after three pages: %v", answer)
	}
	if kept := d.must("show", id)["pages"]; kept != 3.0 {
		t.Errorf("%v pages were kept", kept)
	}
	sanetest.Device(t, nil)
	t.Setenv("PATH", strings.TrimPrefix(os.Getenv("PATH"), dir+":"))
	more := d.must("scan", "--device", sanetest.Scanner, "--source", "feeder", "--dpi", "75", "--pages", "2", "--into", id)
	if same, pages := draftOf(t, more); same != id || pages != 2 || d.must("show", id)["pages"] != 5.0 {
		t.Errorf("the scan went on with %v", more)
	}
}

func TestAScanThatIsTypedWrongIsToldSo(t *testing.T) {
	sanetest.Device(t, nil)
	d := newDesk(t)
	for _, args := range [][]string{{"scan"}, {"scan", "--device", sanetest.Scanner, "--source", "khay"}, {"scan", "--device", sanetest.Scanner, "--mode", "red"}, {"scan", "--device", sanetest.Scanner, "--pages", "-1"}} {
		if out, messages, code := d.do(args...); code != usage || out != "" || messages == "" {
			t.Errorf("%q: exit %d, %q, %q", args, code, out, messages)
		}
	}
	for device, want := range map[string]string{"x:test:0": "scanning.no-such-scanner", "sane:test:7": "scanning.no-answer"} {
		if name := d.refuses("scan", "--device", device, "--source", "feeder"); name != want {
			t.Errorf("%s: %s", device, name)
		}
	}
}

// TestAPageOfUnknownSizeIsFinishedOnThePaperThatIsSaid: a machine that scans to a folder may
// write pictures that tell no resolution.
func TestAPageOfUnknownSizeIsFinishedOnThePaperThatIsSaid(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	tool(t, "convert", scans(t)[0], "-strip", "-density", "0", "-units", "Undefined", filepath.Join(dir, "SCAN.JPG"))
	id := d.must("watch", dir, "--once")["drafts"].([]any)[0].(map[string]any)["id"].(string)
	words := []string{"finish", "--pages", "1", "--seen", "--secrecy", "thuong", "--type", "quyet-dinh", "--subject", "Về việc mẫu", id}
	if name := d.refuses(words...); name != "convert.size-unknown" {
		t.Fatalf("with no paper said: %s", name)
	}
	if name := d.refuses(append([]string{"finish", "--paper", "A99"}, words[1:]...)...); name != "intake.unknown-paper" {
		t.Errorf("a paper that is none: %s", name)
	}
	d.must(append([]string{"finish", "--paper", "A4"}, words[1:]...)...)
}

// TestWhatCouldNotBeTakenIsCountedUntilItIs: scripts are told while a file waits.
func TestWhatCouldNotBeTakenIsCountedUntilItIs(t *testing.T) {
	var out bytes.Buffer
	at := &terminal{err: &out}
	var a arrived
	a.came(at, office.Arrival{Name: "đầy.jpg", Err: whole.DiskFull})
	if !a.failed() || len(a.Wait) != 1 || len(a.Aside) != 0 {
		t.Errorf("a full disk: %+v", a)
	}
	a.came(at, office.Arrival{Name: "đầy.jpg", Draft: "x", Pages: 1})
	if a.failed() || a.Pages != 1 {
		t.Errorf("taken after all: %+v", a)
	}
}

func TestAFolderIsTakenInOnce(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	for i, from := range scans(t)[:2] {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("SCAN%d.JPG", i)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tool(t, "img2pdf", append(scans(t), "-o", filepath.Join(dir, "SCAN.PDF"))...)
	answer := d.must("watch", dir, "--once")
	if drafts := answer["drafts"].([]any); len(drafts) != 3 || answer["pages"] != float64(2+len(scans(t))) || len(answer["aside"].([]any)) != 0 {
		t.Errorf("the folder gave %v", answer)
	}
	if again := d.must("watch", dir, "--once"); again["pages"] != 0.0 {
		t.Errorf("it gave once more %v", again)
	}
	if rows := d.must("list")["rows"].([]any); len(rows) != 3 {
		t.Errorf("the records are %v", rows)
	}
	if err := os.WriteFile(filepath.Join(dir, "hỏng.jpg"), []byte("không phải ảnh"), 0o600); err != nil {
		t.Fatal(err)
	}
	if aside := d.answers(1, "watch", dir, "--once")["aside"].([]any); len(aside) != 1 {
		t.Errorf("a file that was set aside: %v", aside)
	}
	if name := d.refuses("watch", filepath.Join(dir, "không có")); name != "watched.unreachable" {
		t.Errorf("no folder: %s", name)
	}
}

// What a device calls itself steers no terminal.
func TestTheListOfScannersHidesNothing(t *testing.T) {
	var b strings.Builder
	scannerList{Scanners: []office.Scanner{{ID: "sane:airscan:e0:\x1b[2J\u202eMáy", Name: "Máy\x07", Also: []string{"sane:\r"}}}}.print(&b)
	if strings.ContainsAny(b.String(), "\x1b\r\x07\u202e") || !strings.Contains(b.String(), "[U+001B][2J[U+202E]Máy") {
		t.Errorf("%q", b.String())
	}
}

func TestAProfileOfTheOfficeSaysHowToScan(t *testing.T) {
	sanetest.Device(t, nil)
	d := newDesk(t)
	id, pages := draftOf(t, d.must("scan", "--device", sanetest.Scanner, "--profile", "giấy tờ thường, lưu ngắn hạn (xám, 200 dpi)", "--paper", "A6", "--pages", "2"))
	first := d.must("show", id)["record"].(map[string]any)["pages"].([]any)[0].(map[string]any)
	if pages != 2 || first["dpi_x"] != 200.0 {
		t.Errorf("%v pages, the first is %v", pages, first)
	}
	if name := d.refuses("scan", "--device", sanetest.Scanner, "--profile", "không có"); name != "office.no-such-scan-profile" {
		t.Errorf("a profile that is not there is refused by %s", name)
	}
}
