package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// received enters a reception and hands its ID back.
func (d desk) received(more ...string) string {
	d.t.Helper()
	is := d.must(append([]string{"reception", "add", "at=09:00 23/11/2026", "by=Nguyễn Văn Mẫu", "way=here", "sort=proposal", "name=Lê Thị Thí Dụ", "matter=Mương ở thôn Hai"}, more...)...)
	return is["sheet"].(map[string]any)["id"].(string)
}

// TestTheRecordOfAReceptionIsSignedAndVerifies: the signature leaves the record as it was.
func TestTheRecordOfAReceptionIsSignedAndVerifies(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	id, dir := d.received(), t.TempDir()
	plain, signed := filepath.Join(dir, "ghi.pdf"), filepath.Join(dir, "ghi-ky.pdf")
	d.must("reception", "paper", id, "-o", plain)
	d.must("trust", "add", a.root)
	d.pin = a.password
	if made := d.must("reception", "paper", id, "--sign", "--key", a.file, "-o", signed); made["signed"] != true || made["form"] != "ban-ghi" {
		t.Fatalf("%v", made)
	}
	before, after := read(t, plain), read(t, signed)
	if len(after) <= len(before) || string(after[:len(before)]) != string(before) {
		t.Fatal("the signature did not leave the record as it was")
	}
	if one := signatures(d.must("verify", signed)); len(one) != 1 || one[0]["signer"] != "Trần Thị Ví Dụ" || one[0]["covers_file"] != true {
		t.Fatalf("%v", one)
	}
	if name := d.refuses("reception", "paper", id, "-o", plain); name != "tramctl.file-taken" {
		t.Errorf("over a file that is there: %s", name)
	}
}

// TestReceptionsAreListedAndTheirRegisterIsWritten, and what was typed wrong is refused and leaves no file.
func TestReceptionsAreListedAndTheirRegisterIsWritten(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	id := d.received("number=001090000001")
	if text, _, exit := d.do("reception", "list"); exit != 0 || !strings.Contains(text, id) || !strings.Contains(text, "2026-11-23 09:00 · Kiến nghị") {
		t.Errorf("%d: %s", exit, text)
	}
	made := d.must("reception", "register", "--year", "2026", "-o", filepath.Join(dir, "so.pdf"))
	if made["rows"] != 1.0 || made["year"] != 2026.0 {
		t.Errorf("%v", made)
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"receptionforms.no-such-form", []string{"paper", id, "--form", "bien-ban", "-o", filepath.Join(dir, "a.pdf")}},
		{"receptionforms.no-papers", []string{"paper", id, "--form", "bien-nhan", "-o", filepath.Join(dir, "a.pdf")}},
		{"receptionforms.not-refused", []string{"paper", id, "--form", "tu-choi", "-o", filepath.Join(dir, "a.pdf")}},
		{"station.bad-year", []string{"register", "--year", "26", "-o", filepath.Join(dir, "a.pdf")}},
		{"books.bad-together", []string{"add", "at=09:00 23/11/2026", "by=Nguyễn Văn Mẫu", "way=here", "sort=proposal", "name=Lê Thị Thí Dụ", "matter=Mương", "people=hai"}},
		{"books.no-such-choice", []string{"add", "at=09:00 23/11/2026", "by=Nguyễn Văn Mẫu", "way=here", "sort=hỏi", "name=Lê Thị Thí Dụ", "matter=Mương"}},
		{"books.bad-moment", []string{"add", "at=hôm qua", "by=Nguyễn Văn Mẫu", "way=here", "sort=proposal", "name=Lê Thị Thí Dụ", "matter=Mương"}},
	} {
		if name := d.refuses(append([]string{"reception"}, c.args...)...); name != c.want {
			t.Errorf("%v: %s, not %s", c.args, name, c.want)
		}
	}
	for _, typed := range [][]string{{}, {"paper", id}, {"register"}, {"list", "-o", filepath.Join(dir, "a.pdf")}, {"paper", "-o", filepath.Join(dir, "a.pdf")}, {"look"}} {
		if _, _, exit := d.do(append([]string{"reception"}, typed...)...); exit != usage {
			t.Errorf("%v ends with %d", typed, exit)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "a.*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
