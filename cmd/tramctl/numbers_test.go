package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/pdf/pdftest"
)

// TestOpeningTheRegistersOfAYearSaysSo where no document is on them yet, and a list says what is known.
func TestOpeningTheRegistersOfAYearSaysSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	year, next := fmt.Sprint(time.Now().In(office.VietNam).Year()), fmt.Sprint(time.Now().In(office.VietNam).Year()+1)
	said := func(args ...string) string {
		var out bytes.Buffer
		plain := terminal{in: strings.NewReader(""), out: &out, err: &out, env: func(string) string { return "" }}
		if code := plain.run(context.Background(), append([]string{"--home", d.home}, args...)); code != well {
			t.Errorf("%q: %d", args, code)
		}
		return out.String()
	}
	for _, c := range []struct {
		does, want string
		lines      int
	}{
		{"number list", "chưa biết sổ nào của năm " + year, 1}, {"number open " + year + " --anew", "Đã mở các sổ năm " + year + " ở máy này.\nCách đánh số: Mỗi tên loại một dãy số. Văn bản nội bộ đánh số riêng.", 2}, {"number list --year 2019", "năm 2019", 1},
		{"number list --year " + next, "Cách đánh số chưa chốt: sổ năm " + next + " chưa mở. Khi mở mà không chọn cách khác thì như năm trước: Mỗi tên loại một dãy số.", 2},
	} {
		if got := said(strings.Fields(c.does)...); !strings.Contains(got, c.want) || strings.Count(got, "\n") != c.lines {
			t.Errorf("%s says %q", c.does, got)
		}
	}
	if opened := newDesk(t).must("number", "open", year, "--anew"); opened["opened"] != true || opened["year"] != float64(time.Now().In(office.VietNam).Year()) {
		t.Errorf("%v", opened)
	}
}

// TestWhatTheRegistersRefuseIsTold in a sentence each, and nothing is kept of it.
func TestWhatTheRegistersRefuseIsTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must("number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	id := d.must("register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", "Về việc ví dụ")["id"].(string)
	secret, file := pdftest.Letter(t, "du-thao.pdf", "ỦY BAN NHÂN DÂN XÃ MẪU", "MẬT"), filepath.Join(t.TempDir(), "so.pdf")
	for _, c := range []struct {
		name string
		args []string
	}{
		{"documents.number-given", []string{"register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", "x", "--number", "999"}},
		{"documents.no-such-flow", []string{"print-register", "xyz", "-o", file}},
		{"documents.no-such-year", []string{"print-register", "in", "--year", "99999", "-o", file}},
		{"documents.grade-seen", []string{"submit", id, "--to", "Nguyễn Văn Mẫu", secret}},
		{"office.secret", []string{"submit", id, "--to", "Nguyễn Văn Mẫu", "--secrecy", "mat", secret}},
		{"documents.grade-seen", []string{"register", "attach", id, secret}},
		{"office.secret", []string{"register", "attach", id, "--secrecy", "mat", secret}},
		{"office.unknown-secrecy", []string{"submit", id, "--to", "Nguyễn Văn Mẫu", "--secrecy", "xanh", secret}},
	} {
		if _, messages, code := d.do(c.args...); code != refused || failure(messages) != c.name || strings.Contains(messages, "%!") {
			t.Errorf("%q: %d %s", c.args, code, messages)
		}
	}
	if files := d.must("register", "show", id)["files"]; files != nil {
		t.Errorf("kept: %v", files)
	}
	if attached := d.must("register", "attach", id, "--secrecy", "thuong", secret)["files"].([]any); len(attached) != 1 {
		t.Errorf("somebody looked at it: %v", attached)
	}
}
