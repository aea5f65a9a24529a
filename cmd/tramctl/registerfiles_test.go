package main

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestADocumentThatComesInIsFiledStampedAndGivenOut plays it from the door to a folder: a scan,
// and a conversion that the office signed.
func TestADocumentThatComesInIsFiledStampedAndGivenOut(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	year := time.Now().Format("2006")
	d.must("number", "open", year, "--anew")
	scan, folder := scans(t)[0], filepath.Join(t.TempDir(), "ra")
	in := []string{"register", "in", "--number", "137", "--symbol", "UBND-VP", "--issuer", "Ủy ban nhân dân tỉnh Mẫu", "--subject", "Về việc ví dụ", "--to", "Công chức Văn phòng"}
	filed := d.must(append(in, scan)...)
	id := filed["id"].(string)
	if filed["number"] != 1.0 || len(filed["files"].([]any)) != 1 || filed["stamps"] != nil {
		t.Errorf("filed: %v", filed)
	}
	if _, messages, code := d.do(append(in, scan)...); code != refused || failure(messages) != "documents.maybe-there" || !strings.Contains(messages, "--again") {
		t.Errorf("registered twice: %d %s", code, messages)
	}
	if twice := d.must(append(in, "--again", scan)...); twice["number"] != 2.0 {
		t.Errorf("wished again: %v", twice)
	}
	shown := d.must("register", "show", id)
	if len(shown["files"].([]any)) != 1 {
		t.Errorf("shown: %v", shown)
	}
	if told := d.must("register", "attach", id, scan); len(told["files"].([]any)) != 1 || told["there"].([]any)[0] != filepath.Base(scan) {
		t.Errorf("attached twice: %v", told)
	}
	elsewhere := d.must("register", "out", "--type", "BC", "--symbol", "BC-UBND", "--subject", "Về việc khác")["id"].(string)
	if _, messages, code := d.do("register", "attach", elsewhere, scan); code != refused || failure(messages) != "documents.file-elsewhere" || !strings.Contains(messages, "đến số 0") || !strings.Contains(messages, "Về việc ví dụ") || !strings.Contains(messages, "--again") {
		t.Errorf("attached where another has it: %d %s", code, messages)
	}
	if told := d.must("register", "attach", elsewhere, scan, "--again"); len(told["files"].([]any)) != 1 || told["there"] != nil {
		t.Errorf("attached after a word: %v", told)
	}
	saved := d.must("register", "save", id, "-o", folder)
	name := saved["written"].([]any)[0].(string)
	if was, err := os.ReadFile(scan); err != nil || !bytes.Equal(was, mustRead(t, filepath.Join(folder, name))) {
		t.Errorf("%s is not the scan that came", name)
	}
	if _, messages, code := d.do("register", "save", id, "-o", folder); code != refused || failure(messages) != "station.file-exists" {
		t.Errorf("written over: %d %s", code, messages)
	}
	if _, messages, code := d.do("register", "stamp", id, "--at", "ở giữa"); code != usage {
		t.Errorf("a place that is none: %d %s", code, messages)
	}

	a := newIssuer(t)
	d.pin = a.password
	d.must("trust", "add", a.root)
	record := d.must("convert", "--type", "cong-van", "--pages", "1", "--seen", "--secrecy", "thuong", "--subject", "Về việc số hóa", "--paper", "A4", lay(t, "thua.jpg", sparse(t)))["code"].(string)
	d.must("sign", "--key", a.file, record)
	exported := filepath.Join(t.TempDir(), "da-ky.pdf")
	d.must("export", record, "-o", exported)
	signed := d.must("register", "in", "--number", "138", "--symbol", "UBND-VP", "--issuer", "Ủy ban nhân dân tỉnh Mẫu", "--subject", "Về việc đã ký", "--conversion", record)
	stamped := filepath.Join(t.TempDir(), "dau.pdf")
	told := d.must("register", "stamp", signed["id"].(string), "-o", stamped)
	stamp := told["stamps"].([]any)[0].(map[string]any)
	if stamp["note"] != true || stamp["number"] != 3.0 {
		t.Errorf("the stamp on a signed file: %v", stamp)
	}
	if !bytes.HasPrefix(mustRead(t, stamped), mustRead(t, exported)) {
		t.Error("the signed bytes are no prefix of the stamped form")
	}
	said, _ := exec.Command("pdfsig", "-nocert", stamped).CombinedOutput() // 2: nobody can trust the signer
	if !strings.Contains(string(said), "Signature is Valid.") {
		t.Errorf("pdfsig: %s", said)
	}
	if out, err := exec.Command("qpdf", "--check", stamped).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
}

// sparse is an A4 page with one line at its head.
func sparse(t *testing.T) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 1654, 2339)) // at 200 dpi
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(300, 160, 700, 180), image.Black, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
