package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// asked receives a request and hands its nine digits back, with its code.
func (d desk) asked() (code string) {
	d.t.Helper()
	d.must("procedure", "add", "code=1.000001", "name=Xác nhận nơi cư trú", "sort=citizens", "medium=whole", "papers=Tờ khai", "term=4", "unit=hours")
	is := d.must("request", "new", "--procedure", "1.000001", "--from", "Lê Thị Thí Dụ", "--identity", "card", "--phone", "0900000001", "--paper", "Tờ khai", "--paper", "Giấy chứng sinh=certified")
	return is["request"].(map[string]any)["code"].(string)
}

// TestAReceiptIsSignedAndVerifies: the signature shows where whoever received the request would sign by
// hand, and covers no word of the receipt.
func TestAReceiptIsSignedAndVerifies(t *testing.T) {
	a, d := newIssuer(t), newDesk(t)
	code := d.asked()
	dir := t.TempDir()
	plain, signed := filepath.Join(dir, "giay.pdf"), filepath.Join(dir, "giay-ky.pdf")
	d.must("request", "form", code, "--form", "receipt", "-o", plain)
	d.must("trust", "add", a.root)
	d.pin = a.password
	if made := d.must("request", "form", code, "--form", "receipt", "--sign", "--key", a.file, "-o", signed); made["signed"] != true || made["code"] != code {
		t.Fatalf("%v", made)
	}
	before, after := read(t, plain), read(t, signed)
	if len(after) <= len(before) || string(after[:len(before)]) != string(before) {
		t.Fatal("the signature did not leave the receipt as it was")
	}
	if said := tool(t, "pdfsig", "-nocert", signed); !strings.Contains(said, "Signature is Valid") || !strings.Contains(said, "Total document signed") {
		t.Errorf("pdfsig says %s", said)
	}
	proof := d.must("verify", signed)
	one := signatures(proof)
	if len(one) != 1 || one[0]["signer"] != "Trần Thị Ví Dụ" || one[0]["covers_file"] != true {
		t.Fatalf("%v", proof)
	}
	if why := one[0]["reasons"].([]any); len(why) != 1 || !strings.Contains(why[0].(string), "Chưa có tin nào về việc chứng thư") { // there is no line, and nothing else to say
		t.Errorf("%v", why)
	}
	lines := strings.Split(tool(t, "pdftotext", "-layout", signed, "-"), "\n")
	room := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "NGƯỜI TIẾP NHẬN HỒ SƠ") })
	shown := slices.IndexFunc(lines, func(l string) bool {
		return strings.Contains(l, "Ký số: ") && strings.Contains(l, "Trần Thị Ví Dụ")
	})
	name := slices.IndexFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "Nguyễn Văn Mẫu" })
	if room < 0 || shown < room || name < shown {
		t.Errorf("the signature shows in line %d, and the room for it lies between lines %d and %d:\n%s", shown, room, name, strings.Join(lines, "\n"))
	}
	if name := d.refuses("request", "form", code, "--form", "receipt", "-o", plain); name != "tramctl.file-taken" {
		t.Errorf("over a file that is there: %s", name)
	}
}

// TestFormsAndTheRegisterAreWrittenByTheVerb, and what cannot be is refused with its sentence and leaves
// no file.
func TestFormsAndTheRegisterAreWrittenByTheVerb(t *testing.T) {
	d := newDesk(t)
	code, dir := d.asked(), t.TempDir()
	for form, want := range map[string]string{"supplement": "counterforms.not-supplemented", "refusal": "counterforms.not-refused", "apology": "counterforms.not-put-off", "bien-lai": "counterforms.no-such-form"} {
		path := filepath.Join(dir, form+".pdf")
		if name := d.refuses("request", "form", code, "--form", form, "-o", path); name != want {
			t.Errorf("%s: %s", form, name)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s was refused, and there is a file", form)
		}
	}
	d.must("request", "supplement", code, "--lacks", "Bản sao giấy chứng sinh", "--lacks", "Trang 2 của tờ khai")
	d.must("request", "supplied", code)
	d.must("request", "extend", code, "--until", "09:00 30/12/2099", "--why", "Chờ xác minh")
	d.must("request", "refuse", code, "--why", "Không thuộc thẩm quyền của xã")
	for form, says := range map[string][]string{
		"receipt": {"Mã hồ sơ: " + code, "2. Giấy chứng sinh (bản sao có chứng thực)", "là: 4 giờ làm việc"}, "supplement": {"1. Bản sao giấy chứng sinh", "2. Trang 2 của tờ khai"},
		"refusal": {"Không thuộc thẩm quyền của xã"}, "apology": {"Chờ xác minh", "09 giờ 00 phút, ngày 30 tháng 12 năm 2099"}, "control": {"Hẹn trả kết quả vào 09 giờ 00 phút"},
	} {
		path := filepath.Join(dir, form+"-lập.pdf")
		d.must("request", "form", code[strings.LastIndexByte(code, '-')+1:], "--form", form, "-o", path)
		got := oneLine(tool(t, "pdftotext", "-layout", path, "-"))
		for _, want := range says {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", form, want, got)
			}
		}
	}
	path := filepath.Join(dir, "so.pdf")
	if made := d.must("request", "register", "-o", path); made["rows"] != 1.0 {
		t.Errorf("%v", made)
	}
	if got := oneLine(tool(t, "pdftotext", "-layout", path, "-")); !strings.Contains(got, "SỔ THEO DÕI HỒ SƠ") || !strings.Contains(got, "Từ chối") {
		t.Errorf("the register says %s", got)
	}
	d.must("request", "register", "--year", "2001", "-o", filepath.Join(dir, "so.xlsx"))
	if name := d.refuses("request", "register", "--year", "26", "-o", filepath.Join(dir, "so-26.pdf")); name != "station.bad-year" {
		t.Errorf("of a year of two digits: %s", name)
	}
	for _, typed := range [][]string{{"form", code, "-o", path}, {"form", code, "--form", "receipt"}, {"register"}, {"form", "--form", "receipt", "-o", path}} {
		if _, _, exit := d.do(append([]string{"request"}, typed...)...); exit != usage {
			t.Errorf("%q: exit %d", typed, exit)
		}
	}
}
