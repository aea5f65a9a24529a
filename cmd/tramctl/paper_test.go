package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// printed draws the first page of a PDF as a printer and a scanner would.
func printed(t *testing.T, pdf string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "giấy")
	tool(t, "pdftoppm", "-r", "200", "-png", "-singlefile", pdf, out)
	return out + ".png"
}

func paperOf(t *testing.T, proof map[string]any) map[string]any {
	t.Helper()
	paper, is := proof["paper"].(map[string]any)
	if !is {
		t.Fatalf("no paper in %v", proof)
	}
	return paper
}

// TestAPaperProvesItselfWithNoNetwork takes the paper to the station that made
// it, to one that knows its key, and to one that does not.
func TestAPaperProvesItselfWithNoNetwork(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1], "--qr")
	lines := markLines(made)
	paper := printed(t, d.exported(made["id"].(string)))
	crooked := filepath.Join(t.TempDir(), "nghiêng.jpg")
	tool(t, "convert", paper, "-rotate", "7", "-blur", "0x0.7", "-quality", "80", crooked)
	scanned := filepath.Join(t.TempDir(), "quét.pdf")
	tool(t, "img2pdf", crooked, "-o", scanned)
	for _, what := range []string{paper, crooked, scanned} {
		proof := d.must("verify", "--offline", what)
		got := paperOf(t, proof)
		if proof["verdict"] != "valid" || proof["code"] != made["code"] || got["ours"] != true || got["office"] != officeName ||
			strings.Join(texts(got["lines"]), "\n") != strings.Join(lines, "\n") {
			t.Errorf("%s: %v", filepath.Base(what), proof)
		}
	}
	elsewhere := newDesk(t)
	if proof := elsewhere.must("verify", paper); proof["verdict"] != "reservation" || paperOf(t, proof)["office"] != nil {
		t.Errorf("with an unknown key: %v", proof)
	}
	key := filepath.Join(t.TempDir(), "khóa.tramkey")
	d.must("trust", "export", "-o", key)
	elsewhere.must("trust", "add", key)
	proof := elsewhere.must("verify", "--offline", paper)
	if got := paperOf(t, proof); proof["verdict"] != "valid" || got["office"] != officeName || got["ours"] == true {
		t.Errorf("with the key: %v", proof)
	}
}

func texts(list any) (all []string) {
	for _, l := range list.([]any) {
		all = append(all, l.(string))
	}
	return all
}

func TestAWithdrawnPaperIsToldAndSoIsOneWithoutACode(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1], "--qr")
	paper := printed(t, d.exported(made["id"].(string)))
	d.must("withdraw", "--reason", "Quét nhầm", made["id"].(string))
	out, _, code := d.do("verify", paper)
	if proof := decoded(t, out); code != refused || proof["verdict"] != "invalid" || proof["withdrawn"] == nil {
		t.Errorf("withdrawn: exit %d, %s", code, out)
	}
	if name := d.refuses("verify", scans(t)[1]); name != "station.no-code" {
		t.Errorf("a page without a code: %s", name)
	}
	broken := lay(t, "hỏng.png", []byte("\x89PNG\r\n\x1a\nkhông phải ảnh"))
	if name := d.refuses("verify", broken); !strings.HasPrefix(name, "page.") {
		t.Errorf("a broken picture: %s", name)
	}
}

// TestAPaperWithAChangedLineIsRefused prints a forged code with the tools that
// anybody has.
func TestAPaperWithAChangedLineIsRefused(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1], "--qr")
	text := made["qr"].(string)
	for what, forged := range map[string]string{
		"another person": strings.Replace(text, "Nguyễn Văn Mẫu", "Nguyễn Văn Mậu", 1),
		"another time":   strings.Replace(text, "Thời gian chuyển đổi: 2", "Thời gian chuyển đổi: 3", 1),
	} {
		if forged == text {
			t.Fatalf("%s: nothing was forged in %q", what, text)
		}
		file := filepath.Join(t.TempDir(), "mã.png")
		if err := os.WriteFile(file+".txt", []byte(forged), 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, "qrencode", "-r", file+".txt", "-s", "4", "-o", file)
		out, _, code := d.do("verify", file)
		if code != refused || decoded(t, out)["verdict"] != "invalid" {
			t.Errorf("%s: exit %d, %s", what, code, out)
		}
	}
}

// TestTheOfficesCertificateVouchesForTheKeyOfItsStation: whoever trusts the root
// knows whose key it is, and a file that was touched is refused.
func TestTheOfficesCertificateVouchesForTheKeyOfItsStation(t *testing.T) {
	w, d := inWorld(t)
	signer, _ := w.KeyFile(officeName, nil)
	d.must("trust", "certify", "--key", signer)
	file := filepath.Join(t.TempDir(), "khóa.tramkey")
	d.must("trust", "export", "-o", file)
	trusting, strange := newDesk(t), newDesk(t)
	trusting.must("trust", "add", w.RootPEM)
	key := func(d desk) map[string]any { return d.must("trust", "add", file)["keys"].([]any)[0].(map[string]any) }
	if by := key(trusting)["certified_by"]; by != officeName {
		t.Errorf("vouched for by %v", by)
	}
	if by := key(strange)["certified_by"]; by != nil {
		t.Errorf("vouched for by %v, whom nobody here knows", by)
	}
	touched := lay(t, "sửa.tramkey", []byte(strings.Replace(string(read(t, file)), "Mẫu Sơn", "Mẫu Sởn", 1)))
	if name := trusting.refuses("trust", "add", touched); name != "station.key-not-vouched" {
		t.Errorf("a touched file: %s", name)
	}
	id := key(trusting)["id"].(string)
	trusting.must("trust", "remove", id)
	for _, k := range trusting.must("trust", "list")["keys"].([]any) {
		if k.(map[string]any)["ours"] != true {
			t.Errorf("still trusted: %v", k)
		}
	}
	if proof := d.must("verify", "--journal"); proof["verdict"] != "valid" {
		t.Errorf("journal: %v", proof)
	}
}
