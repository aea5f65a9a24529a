package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// signatures are the entries of a verification, one a signature.
func signatures(proof map[string]any) (all []map[string]any) {
	for _, s := range proof["signatures"].([]any) {
		all = append(all, s.(map[string]any))
	}
	return all
}

// TestALicenceIsFinishedOnlyWithASignatureThatVerifies is Luật GDĐT Điều 12.1d.
func TestALicenceIsFinishedOnlyWithASignatureThatVerifies(t *testing.T) {
	a, d, files := newIssuer(t), newDesk(t), scans(t)[:1]
	licence := append([]string{"convert", "--type", "giay-phep", "--seen", "--secrecy", "thuong", "--pages", "1"}, files...)
	if name := d.refuses(licence...); name != "convert.condition-missing" {
		t.Fatalf("an unsigned licence: %s", name)
	}
	d.pin = a.password
	made := d.must(append(licence, "--sign", "--key", a.file)...)
	if made["state"] != "finished" || made["signed"].(map[string]any)["level"] != "B-B" {
		t.Fatalf("made %v", made)
	}
	pdf := d.exported(made["id"].(string))
	if said := tool(t, "pdfsig", "-nocert", pdf); !strings.Contains(said, "Signature is Valid") || !strings.Contains(said, "Total document signed") {
		t.Errorf("pdfsig says %s", said)
	}
	d.must("trust", "add", a.root)
	for _, what := range []string{made["id"].(string), pdf} {
		proof := d.must("verify", what)
		if one := signatures(proof); len(one) != 1 || one[0]["signer"] != "Trần Thị Ví Dụ" || proof["proof"] != "proven" || proof["verdict"] == "invalid" {
			t.Errorf("%s: %v", what, proof)
		}
	}
	if name := d.refuses("convert", "--type", "giay-phep", "--seen", "--secrecy", "thuong", "--pages", "1", "--no-signature", " ", files[0]); name != "convert.condition-missing" {
		t.Errorf("a legal basis of nothing: %s", name)
	}
	spared := d.must("convert", "--type", "giay-phep", "--seen", "--secrecy", "thuong", "--pages", "1", "--no-signature", "Khoản 2 Điều 5 Nghị định ví dụ", files[0])
	if !strings.Contains(journalOf(d, spared), "Nghị định ví dụ") {
		t.Error("the legal basis is not in the journal")
	}
}

// journalOf is all that the records say of a conversion.
func journalOf(d desk, made map[string]any) string {
	out, _, _ := d.do("show", made["id"].(string))
	return out
}

func TestASecondSignatureLeavesTheFirstValid(t *testing.T) {
	a, b, d := newIssuer(t), newIssuer(t), newDesk(t)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	unsigned := d.exported(id)
	d.must("trust", "add", a.root)
	d.pin = a.password
	if one := d.must("sign", "--key", a.file, id); one["level"] != "B-B" || one["note"] == "" {
		t.Fatalf("signed %v", one)
	}
	first := d.exported(id)
	d.must("sign", "--key", b.file, "--role", "person", id)
	second := d.exported(id)
	for _, pair := range [][2]string{{unsigned, first}, {first, second}} {
		before, after := read(t, pair[0]), read(t, pair[1])
		if len(after) <= len(before) || string(after[:len(before)]) != string(before) {
			t.Fatal("a signature did not leave the bytes before it as they were")
		}
	}
	if said := tool(t, "pdfsig", "-nocert", second); strings.Count(said, "Signature is Valid") != 2 {
		t.Errorf("pdfsig says %s", said)
	}
	if said := tool(t, "qpdf", "--check", second); !strings.Contains(said, "No syntax or stream encoding errors found") || strings.Contains(said, "WARNING") {
		t.Errorf("qpdf says %s", said)
	}
	for file, signers := range map[string]int{unsigned: 2, first: 2, second: 2, id: 2} {
		if proof := d.must("verify", file); len(signatures(proof)) != signers || proof["proof"] != "proven" {
			t.Errorf("%s: %v", filepath.Base(file), proof)
		}
	}
	if proof := d.must("verify", "--journal"); proof["verdict"] != "valid" {
		t.Errorf("journal: %v", proof)
	}
}

// TestManyAreSignedWithOnePINAndEachHasItsOwnResult: what cannot be signed does
// not keep the others.
func TestManyAreSignedWithOnePINAndEachHasItsOwnResult(t *testing.T) {
	a, d, files := newIssuer(t), newDesk(t), scans(t)
	one, two, three := convertAll(d, files[:1])["id"].(string), convertAll(d, files[1:2])["id"].(string), convertAll(d, files[2:3])["id"].(string)
	d.must("withdraw", "--reason", "Quét thiếu trang", two)
	d.pin = a.password
	out, _, code := d.do("sign", "--key", a.file, one, two, three)
	results := decoded(t, out)["results"].([]any)
	if code != refused || len(results) != 3 {
		t.Fatalf("exit %d, %s", code, out)
	}
	for i, want := range []string{"", "convert.withdrawn", ""} {
		got := results[i].(map[string]any)
		if failure, _ := got["failure"].(string); failure != want || (want == "") != (got["level"] == "B-B") {
			t.Errorf("document %d: %v", i, got)
		}
	}
}

func TestAFailedSignatureLeavesTheDocumentAsItWas(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	before := read(t, d.exported(id))
	foreign := lay(t, "x.p12", []byte("không phải tệp khóa"))
	for _, c := range []struct {
		pin  string
		args []string
		want string
	}{
		{"sai", []string{"--key", a.file}, "sign.password-wrong"},
		{"", []string{"--key", a.file}, "tramctl.no-secret"},
		{a.password, []string{"--key", foreign}, "sign.key-file-foreign"},
		{a.password, []string{"--key", filepath.Join(t.TempDir(), "không có.p12")}, "sign.key-file-away"},
		{a.password, []string{"--key", a.file, "--tsa", "ftp://x"}, "station.bad-address"},
		{a.password, []string{"--key", a.file, "--role", "vua"}, "office.unknown-role"},
		{a.password, []string{"--key", a.file, "--layout", "lạ"}, "office.unknown-look"},
		{a.password, []string{"--key", a.file, "--look", foreign}, "look.not-png"},
	} {
		d.pin = c.pin
		if name := d.refuses(append(append([]string{"sign"}, c.args...), id)...); name != c.want {
			t.Errorf("%v: %s, want %s", c.args, name, c.want)
		}
	}
	if after := read(t, d.exported(id)); string(after) != string(before) {
		t.Error("the document changed")
	}
	if _, _, code := d.do("sign", id); code != usage {
		t.Errorf("without a key: exit %d", code)
	}
}

// TestNoSecretIsEverWritten looks through everything that a round of signing
// leaves.
func TestNoSecretIsEverWritten(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	d.pin = a.password
	d.must("sign", "--key", a.file, id)
	d.pin = "mật khẩu nhầm"
	d.refuses("sign", "--key", a.file, id)
	err := filepath.WalkDir(d.home, func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			if b := string(read(t, p)); strings.Contains(b, a.password) {
				t.Errorf("%s holds the password", p)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWithdrawnDocumentIsNotToBeReliedOn(t *testing.T) {
	d := newDesk(t)
	id := convertAll(d, scans(t)[:1])["id"].(string)
	pdf := d.exported(id)
	if name := d.refuses("withdraw", "--reason", "  ", id); name != "convert.no-reason" {
		t.Errorf("without a reason: %s", name)
	}
	d.must("withdraw", "--reason", "Quét nhầm văn bản", id)
	for _, what := range []string{id, pdf} {
		out, _, code := d.do("verify", what)
		if proof := decoded(t, out); code != refused || proof["verdict"] != "invalid" || proof["proof"] != "proven" || proof["withdrawn"].(map[string]any)["reason"] != "Quét nhầm văn bản" {
			t.Errorf("%s: exit %d, %s", what, code, out)
		}
	}
	if name := d.refuses("withdraw", "--reason", "lần nữa", id); name != "store.withdrawn-already" {
		t.Errorf("twice: %s", name)
	}
}
