package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/store/storetest"
)

// treasure is a file of the clerk's own that no verb may touch.
func treasure(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "của tôi.pdf")
	if err := os.WriteFile(path, []byte("không được mất"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNoVerbOverwritesAFileUnasked(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1])
	code := made["code"].(string)
	message := d.imported(d.exported(code))["code"].(string)
	for _, verb := range [][]string{
		{"export", code, "-o"}, {"verify", code, "--report"}, {"trust", "export", "-o"}, {"lookup", message, "-o"},
	} {
		file := treasure(t, t.TempDir())
		if why := d.refuses(append(verb, file)...); why != "tramctl.file-taken" {
			t.Errorf("%q: refused as %s", verb, why)
		}
		if b, _ := os.ReadFile(file); string(b) != "không được mất" {
			t.Errorf("%q replaced the file with %d bytes", verb, len(b))
		}
		d.must(append(verb, file, "--overwrite")...)
		if b, _ := os.ReadFile(file); string(b) == "không được mất" || len(b) == 0 {
			t.Errorf("%q --overwrite left the file as it was", verb)
		}
		if left, _ := os.ReadDir(filepath.Dir(file)); len(left) != 1 {
			t.Errorf("%q left %d files", verb, len(left))
		}
	}
	file := treasure(t, t.TempDir())
	if why := d.refuses("print", message, "--to-file", file); why != "whole.already-there" {
		t.Errorf("print: refused as %s", why)
	}
	if b, _ := os.ReadFile(file); string(b) != "không được mất" {
		t.Error("print replaced the file")
	}
	if shown := d.must("show", message); shown["state"] != "draft" {
		t.Errorf("a print that was refused left the act %v", shown["state"])
	}
}

func TestASetUpWhoseRecoveryPageHasNoPlaceFoundsNothing(t *testing.T) {
	d := desk{t: t, home: filepath.Join(t.TempDir(), "dữ liệu")}
	file := treasure(t, t.TempDir())
	order := []string{"setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu"}
	if why := d.refuses(append(order, "--recovery", file)...); why != "tramctl.file-taken" {
		t.Errorf("refused as %s", why)
	}
	if b, _ := os.ReadFile(file); string(b) != "không được mất" {
		t.Error("the file was replaced")
	}
	d.must(append(order, "--recovery", file+".2")...)
}

func TestTheHashThatExportTellsIsOfTheFileThatItWrote(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	d.pin = a.password
	unsigned := convertAll(d, scans(t)[:1])["code"].(string)
	signed := d.must("convert", "--type", "giay-phep", "--seen", "--secrecy", "thuong", "--pages", "1", "--sign", "--key", a.file, scans(t)[0])["code"].(string)
	message := d.imported(d.exported(unsigned))["code"].(string)
	d.must("print", message, "--to-file", filepath.Join(t.TempDir(), "in.pdf"))
	for _, code := range []string{unsigned, signed, message} {
		file := filepath.Join(t.TempDir(), "xuất.pdf")
		told := d.must("export", code, "-o", file)["sha256"]
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if want := hex.EncodeToString(sum[:]); told != want {
			t.Errorf("%s: told %v, the file has %s", code, told, want)
		}
		if code == signed && d.must("show", code)["signed_sha256"] != told {
			t.Error("the record tells another hash of its signed file")
		}
	}
}

func TestAWithdrawnRecordSaysSoWhereverItIsToldOf(t *testing.T) {
	d := newDesk(t)
	code := convertAll(d, scans(t)[:1])["code"].(string)
	stands := convertAll(d, scans(t)[:1])["code"].(string)
	d.must("withdraw", "--reason", "Quét nhầm văn bản", code)
	for _, verb := range [][]string{{"list"}, {"search", "Tổ công nghệ"}} {
		rows := d.must(verb...)["rows"].([]any)
		for _, each := range rows {
			row := each.(map[string]any)
			if row["withdrawn"] != (row["code"] == code) {
				t.Errorf("%q: %s is told as withdrawn %v", verb, row["code"], row["withdrawn"])
			}
		}
		if said := d.says(verb...); strings.Count(said, "Đã thu hồi") != 1 || strings.Count(said, "Hoàn thành") != 1 {
			t.Errorf("%q says\n%s", verb, said)
		}
	}
	for _, verb := range [][]string{{"show"}, {"lookup"}, {"export", "-o", filepath.Join(t.TempDir(), "a.pdf")}} {
		if said := d.says(append(verb, code)...); !strings.Contains(said, "ĐÃ THU HỒI") || !strings.Contains(said, "Quét nhầm văn bản") {
			t.Errorf("%q says\n%s", verb, said)
		}
	}
	if said := d.says("show", stands); strings.Contains(strings.ToUpper(said), "THU HỒI") {
		t.Errorf("of a record that stands it says\n%s", said)
	}
	if out, _, exit := d.do("verify", code); exit != refused || !strings.Contains(out, "Quét nhầm văn bản") {
		t.Errorf("verify: exit %d, %s", exit, out)
	}
}

// says runs a command for people and returns what it printed.
func (d desk) says(args ...string) string {
	d.t.Helper()
	var o strings.Builder
	t := terminal{in: strings.NewReader(""), out: &o, err: &o, env: func(string) string { return "" }}
	if code := t.run(d.t.Context(), append([]string{"--home", d.home}, args...)); code != well {
		d.t.Fatalf("%q: exit %d\n%s", args, code, o.String())
	}
	return o.String()
}

func TestADraftWithoutWordsGoesByTheNameOfItsFile(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "Báo cáo quý.pdf")
	b, err := os.ReadFile(d.exported(convertAll(d, scans(t)[:1])["id"].(string)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	d.must("import", file, "--system", sentBy, "--owner", ownedBy)
	if said := d.says("list"); !strings.Contains(said, "Báo cáo quý.pdf") {
		t.Errorf("the list says\n%s", said)
	}
}

// TestAnActWhoseRecordCannotBeWrittenIsToldAsFailed makes the journal unwritable:
// neither verb that finishes says that it did.
func TestAnActWhoseRecordCannotBeWrittenIsToldAsFailed(t *testing.T) {
	d := newDesk(t)
	d.converted()
	draft := d.must("convert", "--type", "cong-van", "--subject", "về việc ví dụ", scans(t)[1])["id"].(string)
	free := storetest.Stick(t, filepath.Join(d.home, "office.db"))
	for _, args := range [][]string{
		{"convert", "--type", "cong-van", "--subject", "về việc ví dụ", "--seen", "--secrecy", "thuong", "--pages", "1", scans(t)[0]},
		{"finish", "--seen", "--secrecy", "thuong", "--pages", "1", draft},
	} {
		if out, _, code := d.do(args...); code == well || strings.Contains(out, string(office.Finished)) {
			t.Errorf("%v: exit %d, %s", args, code, out)
		}
	}
	for _, state := range []office.State{office.Draft, office.Checked, office.Finished} {
		if r, err := carriedOut(office.Conversion{ID: "a", State: state}, errors.New("EBUSY")); err == nil {
			t.Errorf("an act that is not on record was told as done: %v", r)
		}
	}
	free()
	d.must("finish", "--seen", "--secrecy", "thuong", "--pages", "1", draft)
}

func TestNoFileIsWrittenAmongTheDataOfTheProgram(t *testing.T) {
	d := newDesk(t)
	code := convertAll(d, scans(t)[:1])["code"].(string)
	message := d.imported(d.exported(code))["code"].(string)
	road := filepath.Join(t.TempDir(), "lối")
	if err := os.Symlink(filepath.Join(d.home, "vault"), road); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(d.home, "office.db")
	for _, verb := range [][]string{
		{"export", code, "-o"}, {"verify", code, "--report"}, {"trust", "export", "-o"}, {"lookup", message, "-o"},
		{"print", message, "--to-file"}, {"journal", "mark", "-o"}, {"export", code, "--overwrite", "-o"},
		{"trust", "export", "--overwrite", "-o"}, {"verify", code, "--overwrite", "--report"}, {"lookup", message, "--overwrite", "-o"},
	} {
		for _, file := range []string{db, filepath.Join(d.home, "vault", "mới.pdf"), filepath.Join(road, "mới.pdf"), road + "/../office.db", filepath.Join(d.home, "tray", "..", "identity.key")} {
			if why := d.refuses(append(verb, file)...); why != "station.own-folder" {
				t.Errorf("%q %s: refused as %s", verb, file, why)
			}
		}
	}
	if proof := d.must("verify", code); proof["verdict"] != "valid" {
		t.Errorf("the record: %v", proof)
	}
	for _, name := range []string{"mới.pdf", ".tramctl-"} {
		if left, _ := filepath.Glob(filepath.Join(d.home, "vault", name+"*")); len(left) > 0 {
			t.Errorf("left in the vault: %v", left)
		}
	}
}

func TestWhatAKilledWriterLeftBesideAFileGoesWithTheNextWrite(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	file, kept := filepath.Join(dir, "khóa.tram"), ".khác.0123456789abcdef.part"
	for _, name := range []string{".khóa.tram.0123456789abcdef.part", kept, ".khóa.tram.part", "khóa.tram.0123456789abcdef.part"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("dở"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.must("trust", "export", "-o", file)
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 4 {
		t.Errorf("left %v, %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".khóa.tram.0123456789abcdef.part")); err == nil {
		t.Error("what was left of this file stays")
	}
}
