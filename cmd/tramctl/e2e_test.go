package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tram/assets"
)

// desk is one office in a folder of its own, worked on through the command.
type desk struct {
	t    *testing.T
	home string
	pin  string // in TRAM_PIN; empty: none

	service string // address of a signature service; empty: none
	ballot  string // key of a ballot box; empty: none
	chosen  string // of a secret ballot; empty: none
}

const officeName = "Ủy ban nhân dân xã Mẫu Sơn"

func newDesk(t *testing.T) desk {
	t.Helper()
	return newDeskAt(t, filepath.Join(t.TempDir(), "dữ liệu"))
}

func newDeskAt(t *testing.T, home string) desk {
	t.Helper()
	d := desk{t: t, home: home}
	d.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn",
		"--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu", "--position", "Công chức Văn phòng")
	return d
}

// do runs one command line and returns what it printed and its exit code.
func (d desk) do(args ...string) (out, messages string, code int) {
	var o, e bytes.Buffer
	t := terminal{in: strings.NewReader(""), out: &o, err: &e, env: func(name string) string {
		return map[string]string{"TRAM_PIN": d.pin, "TRAM_SIGN_SERVICE": d.service, ballotKeyVariable: d.ballot, ballotVariable: d.chosen}[name]
	}}
	args = append([]string{"--home", d.home, "--json"}, args...)
	code = t.run(context.Background(), args)
	return o.String(), e.String(), code
}

// ownKey is the name in the vault of the key of the station, which is made for the
// first mark of the journal.
func (d desk) ownKey() string {
	d.t.Helper()
	for _, k := range d.must("trust", "list")["keys"].([]any) {
		if secret, is := k.(map[string]any)["secret"].(string); is && secret != "" {
			return secret
		}
	}
	d.t.Fatal("the station has no key")
	return ""
}

func (d desk) must(args ...string) map[string]any {
	d.t.Helper()
	return d.answers(well, args...)
}

// answers runs a command that tells something, and ends as it should.
func (d desk) answers(ends int, args ...string) map[string]any {
	d.t.Helper()
	out, messages, code := d.do(args...)
	if code != ends {
		d.t.Fatalf("%q: exit %d\n%s%s", args, code, out, messages)
	}
	var answer map[string]any
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		d.t.Fatalf("%q: %v in %q", args, err, out)
	}
	return answer
}

// refuses runs a command that the office must refuse, and returns its name of
// the failure.
func (d desk) refuses(args ...string) string {
	d.t.Helper()
	out, messages, code := d.do(args...)
	if code != refused || out != "" {
		d.t.Fatalf("%q: exit %d, printed %q", args, code, out)
	}
	var told struct{ Failure, Said, Next string }
	if err := json.Unmarshal([]byte(messages), &told); err != nil || told.Said == "" || told.Next == "" {
		d.t.Fatalf("%q told no sentence: %q", args, messages)
	}
	return told.Failure
}

// scans lays the sample pages into a folder and returns their names.
func scans(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	names, err := fs.Glob(assets.Samples, "samples/*.jpg")
	if err != nil || len(names) < 3 {
		t.Fatalf("sample pages: %v, %v", names, err)
	}
	files := make([]string, len(names))
	for i, n := range names {
		b, err := assets.Samples.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = filepath.Join(dir, filepath.Base(n))
		if err := os.WriteFile(files[i], b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// tool runs a program from outside. A missing one is an error of the machine,
// not a reason to pass.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = &out, &complaints
	if err := c.Run(); err != nil {
		t.Fatalf("%s %q: %v\n%s%s", name, args, err, out.String(), complaints.String())
	}
	return out.String()
}

func (d desk) exported(id string) string {
	file := filepath.Join(d.t.TempDir(), "văn bản.pdf")
	d.must("export", id, "-o", file)
	return file
}

func convertAll(d desk, files []string, more ...string) map[string]any {
	d.t.Helper()
	args := append([]string{"convert", "--type", "QĐ", "--subject", "Về việc thành lập Tổ công nghệ số", "--number", "15",
		"--symbol", "QĐ-UBND", "--seen", "--secrecy", "thuong", "--pages", fmt.Sprint(len(files))}, more...)
	return d.must(append(args, files...)...)
}

func TestAConvertedPaperHoldsWhatWasScannedAndProvesItself(t *testing.T) {
	d, files := newDesk(t), scans(t)
	made := convertAll(d, files, "--qr")
	if made["state"] != "finished" || made["pages"] != float64(len(files)) {
		t.Fatalf("made %v", made)
	}
	pdf := d.exported(made["id"].(string))

	if said := tool(t, "qpdf", "--check", pdf); !strings.Contains(said, "No syntax or stream encoding errors found") || strings.Contains(said, "WARNING") {
		t.Errorf("qpdf says %s", said)
	}
	dir := t.TempDir()
	tool(t, "pdfimages", "-all", pdf, filepath.Join(dir, "p"))
	for i, f := range files {
		want, _ := os.ReadFile(f)
		got, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("p-%03d.jpg", i)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("page %d came out of the PDF changed (%v)", i+1, err)
		}
	}
	lines := markLines(made)
	if text := tool(t, "pdftotext", "-l", "1", pdf, "-"); oneLine(text) != oneLine(strings.Join(lines, " ")) {
		t.Errorf("the page reads\n%s\nthe record\n%s", text, strings.Join(lines, "\n"))
	}
	png := filepath.Join(dir, "page")
	tool(t, "pdftoppm", "-r", "200", "-l", "1", "-png", "-singlefile", pdf, png)
	if read := tool(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", png+".png"); strings.TrimSuffix(read, "\n") != made["qr"] ||
		!strings.HasPrefix(read, strings.Join(lines, "\n")+"\n") {
		t.Errorf("the code reads %q", read)
	}
	if proof := d.must("verify", made["id"].(string)); proof["proof"] != "proven" || proof["verdict"] != "valid" {
		t.Errorf("proof: %v", proof)
	}
	if proof := d.must("verify", pdf); proof["proof"] != "proven" || proof["verdict"] != "valid" || proof["code"] != made["code"] {
		t.Errorf("proof of the file: %v", proof)
	}
}

func markLines(made map[string]any) (lines []string) {
	for _, l := range made["mark_lines"].([]any) {
		lines = append(lines, l.(string))
	}
	return lines
}

// oneLine compares words, not where a line was broken.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestOneFlippedByteIsFoundInTheFileAndInTheVault(t *testing.T) {
	d, files := newDesk(t), scans(t)
	made := convertAll(d, files)
	id := made["id"].(string)
	pdf := d.exported(id)
	flip(t, pdf, 0.5)
	out, _, code := d.do("verify", pdf)
	if code != refused || !strings.Contains(out, `"changed"`) || !strings.Contains(out, made["code"].(string)) {
		t.Errorf("flipped file: exit %d, %s", code, out)
	}
	sha := made["sha256"].(string)
	flip(t, filepath.Join(d.home, "vault", sha[:2], sha+".age"), 0.7)
	out, _, code = d.do("verify", id)
	if code != refused || !strings.Contains(out, `"broken"`) {
		t.Errorf("flipped vault: exit %d, %s", code, out)
	}
}

func flip(t *testing.T, file string, where float64) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[int(float64(len(b))*where)] ^= 1
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutACountItStaysADraftUntilTheClerkFinishesIt(t *testing.T) {
	d, files := newDesk(t), scans(t)
	draft := d.must(append([]string{"convert", "--type", "quyet-dinh"}, files...)...)
	if draft["state"] != "draft" || draft["sha256"] != "" {
		t.Fatalf("draft %v", draft)
	}
	id := draft["id"].(string)
	if name := d.refuses("export", id, "-o", filepath.Join(t.TempDir(), "x.pdf")); name != "convert.not-finished" {
		t.Errorf("export of a draft: %s", name)
	}
	if name := d.refuses("finish", id, "--seen", "--pages", fmt.Sprint(len(files)+1)); name != "convert.condition-missing" {
		t.Errorf("wrong count: %s", name)
	}
	for _, silent := range [][]string{
		{}, {"--secrecy", "rất kín", "--seen"}, // nobody says that the pages were seen; nor of which secrecy they are
		{"--seen"},
	} {
		if name := d.refuses(append([]string{"finish", id, "--pages", fmt.Sprint(len(files))}, silent...)...); name != "convert.condition-missing" && name != "office.unknown-secrecy" {
			t.Errorf("%v: %s", silent, name)
		}
	}
	if out, _, code := d.do("finish", id, "--seen"); code != usage {
		t.Errorf("seen, and not counted: exit %d, %s", code, out)
	}
	done := d.must("finish", id, "--seen", "--secrecy", "thuong", "--pages", fmt.Sprint(len(files)))
	if done["state"] != "finished" {
		t.Errorf("finished %v", done)
	}
	if left, _ := filepath.Glob(filepath.Join(d.home, "tray", id, "*")); len(left) > 0 {
		t.Errorf("the tray still holds %v", left)
	}
	if proof := d.must("verify", id); proof["proof"] != "proven" || proof["verdict"] != "valid" {
		t.Errorf("proof: %v", proof)
	}
}

func TestTheOfficeRefusesWhatTheLawRefuses(t *testing.T) {
	d, files := newDesk(t), scans(t)
	count := fmt.Sprint(len(files))
	for _, c := range []struct {
		failure string
		args    []string
	}{
		{"convert.condition-missing", []string{"--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "9"}},
		{"convert.condition-missing", []string{"--type", "Giấy phép", "--seen", "--secrecy", "thuong", "--pages", count}},
		{"office.secret", []string{"--type", "QĐ", "--secrecy", "mat", "--seen", "--pages", count}},
		{"office.copy-not-allowed", []string{"--type", "QĐ", "--form", "sao-luc", "--source", "ban-chinh", "--seen", "--secrecy", "thuong", "--pages", count}},
		{"office.copy-not-allowed", []string{"--type", "QĐ", "--form", "sao-y", "--source", "dien-tu", "--seen", "--secrecy", "thuong", "--pages", count}},
		{"office.unknown-type", []string{"--type", "Giấy khai lạ", "--seen", "--secrecy", "thuong", "--pages", count}},
		{"convert.condition-missing", []string{"--type", "QĐ", "--form", "cong-chung", "--seen", "--secrecy", "thuong", "--pages", count}},
		{"station.unknown-clerk", []string{"--type", "QĐ", "--clerk", "Trần Thị Vắng", "--seen", "--secrecy", "thuong", "--pages", count}},
		{"office.bad-date", []string{"--type", "QĐ", "--date", "30/02/2026", "--seen", "--secrecy", "thuong", "--pages", count}},
	} {
		if name := d.refuses(append(append([]string{"convert"}, c.args...), files...)...); name != c.failure {
			t.Errorf("%q: refused as %s, want %s", c.args, name, c.failure)
		}
	}
	if rows := d.must("list")["rows"].([]any); len(rows) != 0 {
		t.Errorf("refused orders left %v", rows)
	}
	if stored := d.stored(); len(stored) > 0 {
		t.Errorf("refused orders left %v", stored)
	}
	if proof := d.must("verify", "--journal"); proof["proof"] != "proven" || proof["verdict"] != "valid" {
		t.Errorf("journal: %v", proof)
	}
}

func TestACopyCarriesTheLinesOfDecree30AtTheTopRight(t *testing.T) {
	d, files, a := newDesk(t), scans(t), newIssuer(t)
	d.pin = a.password
	made := convertAll(d, files[:1], "--form", "sao-y", "--sign", "--key", a.file)
	lines := markLines(made)
	if lines[0] != "SAO Y" || lines[1] != officeName || !strings.HasPrefix(lines[2], "Thời gian ký: ") {
		t.Errorf("lines %q", lines)
	}
	pdf := d.exported(made["id"].(string))
	if text := oneLine(tool(t, "pdftotext", "-l", "1", pdf, "-")); !strings.HasPrefix(text, oneLine(strings.Join(lines[:3], " "))) {
		t.Errorf("the page reads %q", text)
	}
	if fonts := tool(t, "pdffonts", pdf); !strings.Contains(fonts, "LiberationSerif") {
		t.Errorf("fonts: %s", fonts)
	}
	if said := tool(t, "pdfsig", "-nocert", pdf); !strings.Contains(said, "Signature is Valid") || !strings.Contains(said, "Total document signed") {
		t.Errorf("pdfsig says %s", said)
	}
}

func TestNotarisedPapersGetARecordAndNoMark(t *testing.T) {
	d, files := newDesk(t), scans(t)
	made := convertAll(d, files, "--form", "cong-chung", "--cert-body", "Văn phòng công chứng Mẫu", "--cert-number", "0123", "--cert-date", "20/11/2026")
	if _, has := made["mark_lines"]; has {
		t.Errorf("marked with %v", made["mark_lines"])
	}
	if text := oneLine(tool(t, "pdftotext", d.exported(made["id"].(string)), "-")); text != "" {
		t.Errorf("the PDF reads %q", text)
	}
}

func TestWhatWasConvertedIsFoundWithAndWithoutAccents(t *testing.T) {
	d, files := newDesk(t), scans(t)
	made := convertAll(d, files[:1])
	for _, words := range []string{"tổ công nghệ", "to cong nghe", "15/QĐ-UBND", "qd-ubnd", made["code"].(string), `"thành lập" * -`} {
		rows := d.must("search", words)["rows"].([]any)
		if len(rows) != 1 || rows[0].(map[string]any)["id"] != made["id"] {
			t.Errorf("%q finds %v", words, rows)
		}
	}
	if rows := d.must("search", "hoàn toàn khác")["rows"].([]any); len(rows) != 0 {
		t.Errorf("found %v", rows)
	}
}

func TestTheRecoveryKeyOpensTheOfficeOnANewMachine(t *testing.T) {
	d := desk{t: t, home: filepath.Join(t.TempDir(), "a")}
	founded := d.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu")
	made := convertAll(d, scans(t))
	sheet := oneLine(tool(t, "pdftotext", founded["recovery_pdf"].(string), "-"))
	compact := func(s string) string { return strings.NewReplacer("-", "", " ", "").Replace(s) }
	if !strings.Contains(compact(sheet), compact(founded["recovery_key"].(string))) {
		t.Error("the recovery page does not hold the key")
	}
	moved := desk{t: t, home: filepath.Join(t.TempDir(), "b")}
	for _, part := range []string{"office.db", "vault"} {
		tool(t, "cp", "-r", filepath.Join(d.home, part), filepath.Join(mkdir(t, moved.home), part))
	}
	if name := moved.refuses("verify", made["id"].(string)); !strings.HasPrefix(name, "seal.") {
		t.Errorf("without its key: %s", name)
	}
	var o, e bytes.Buffer
	term := terminal{in: strings.NewReader(strings.ToLower(founded["recovery_key"].(string)) + "\n"), out: &o, err: &e, env: func(name string) string {
		return map[string]string{"TRAM_PIN": d.pin, "TRAM_SIGN_SERVICE": d.service, ballotKeyVariable: d.ballot, ballotVariable: d.chosen}[name]
	}}
	if code := term.run(context.Background(), []string{"recover", "--home", moved.home}); code != well {
		t.Fatalf("recover: %s", e.String())
	}
	if proof := moved.must("verify", made["id"].(string)); proof["proof"] != "proven" || proof["verdict"] != "reservation" {
		t.Errorf("without the books that vouch for its journal: %v", proof)
	}
	for _, book := range []string{"journal.heads", "journal.marks"} {
		tool(t, "cp", filepath.Join(d.home, book), filepath.Join(moved.home, book))
	}
	if proof := moved.must("verify", made["id"].(string)); proof["proof"] != "proven" || proof["verdict"] != "valid" {
		t.Errorf("proof: %v", proof)
	}
}

func mkdir(t *testing.T, dir string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestACommandTypedWrongExitsWithTwo(t *testing.T) {
	d := desk{t: t, home: t.TempDir()}
	for _, args := range [][]string{{}, {"convrt"}, {"convert"}, {"convert", "--type", "QĐ"}, {"list", "--no-such-flag"}, {"show"}, {"export", "x"}, {"verify"}} {
		if _, messages, code := d.do(args...); code != usage || messages == "" {
			t.Errorf("%q: exit %d, %q", args, code, messages)
		}
	}
	if name := d.refuses("list"); name != "station.not-ready" {
		t.Errorf("list before setup: %s", name)
	}
	if list := d.must("types")["types"].([]any); len(list) != 35 {
		t.Errorf("%d types", len(list))
	}
}

func TestNothingIsOverwrittenOnExport(t *testing.T) {
	d, files := newDesk(t), scans(t)
	made := convertAll(d, files[:1])
	if name := d.refuses("export", made["code"].(string), "-o", files[0]); name != "tramctl.file-taken" {
		t.Errorf("refused as %s", name)
	}
}

// TestAPageThatIsSpoiledInsideIsFoundWhenAskedTo: a PNG may have all of its rows, filtered in
// a way that there is none of. Unpacking it does not show that; decoding does.
func TestAPageThatIsSpoiledInsideIsFoundWhenAskedTo(t *testing.T) {
	d, files := newDesk(t), scans(t)
	const width, height, noFilter = 1165, 1654, 9
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(bytes.Repeat([]byte{noFilter}, height*(1+width))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files[1] = lay(t, "hỏng ruột.png", pngOf(width, height, 8, 0, packed.Bytes()))
	args := append([]string{"convert", "--type", "QĐ", "--thorough", "--seen", "--secrecy", "thuong", "--pages", fmt.Sprint(len(files))}, files...)
	if name := d.refuses(args...); name != "convert.spoiled" {
		t.Errorf("refused as %s", name)
	}
}
