package main

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// TestFilesGoTheirWholeLifeByTheVerbs in an office without accounts.
func TestFilesGoTheirWholeLifeByTheVerbs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.must("number", "open", fmt.Sprint(time.Now().In(office.VietNam).Year()), "--anew")
	id := d.must("register", "in", "--number", "137", "--symbol", "UBND-VP", "--issuer", "Ủy ban nhân dân tỉnh Mẫu", "--subject", "về việc đến")["id"].(string)
	d.must("file", "plan", "add", "--heading", "Văn phòng", "--short", "VP", "--title", "Hồ sơ ví dụ", "--retention", "20 năm", "--creator", "Nguyễn Văn Mẫu")
	second := d.must("file", "plan", "add", "--heading", "Văn phòng", "--short", "VP", "--title", "Hồ sơ bỏ", "--retention", "Vĩnh viễn", "--creator", "Nguyễn Văn Mẫu")["lines"].([]any)[1].(map[string]any)["id"].(string)
	if left := d.must("file", "plan", "drop", second)["lines"].([]any); len(left) != 1 {
		t.Errorf("left on the list: %v", left)
	}
	d.must("file", "new", "01.VP")
	if is := d.must("file", "add", "01.VP", id, "--pages", "3"); is["pages"].(float64) != 3 {
		t.Errorf("added: %v", is)
	}
	for _, wrong := range []struct {
		args []string
		want string
	}{
		{[]string{"file", "show", "07.VP"}, "workfiles.no-such-file"},
		{[]string{"file", "add", "01.VP", id}, "workfiles.already-in"},
		{[]string{"file", "rights", "01.VP", "--read", "Người Lạ Mẫu"}, "station.unknown-clerk"},
		{[]string{"file", "new", "02.VP", "--retention", "lâu"}, "tramctl.bad-flag-value"},
		{[]string{"file", "settle", "01.VP", "x", "y"}, "store.no-such-version"},
		{[]string{"file", "export", "01.VP", "-o", filepath.Join(t.TempDir(), "a.zip")}, "workfiles.not-closed"},
	} {
		if out, messages, code := d.do(wrong.args...); code == well || failure(messages) != wrong.want {
			t.Errorf("%q: %d %s%s", wrong.args, code, out, messages)
		}
	}
	d.must("file", "close", "01.VP")
	if all := d.must("file", "versions", "01.VP")["versions"].([]any); len(all) != 1 {
		t.Errorf("versions: %v", all)
	}
	if is := d.must("file", "export", "01.VP", "-o", filepath.Join(t.TempDir(), "a.zip")); is["documents"].(float64) != 1 || is["without"].(float64) != 1 {
		t.Errorf("exported: %v", is)
	}
	if is := d.must("file", "hand-in", "01.VP", "--to", "Lưu trữ cơ quan"); is["state"] != string(office.FileHanded) {
		t.Errorf("handed in: %v", is)
	}
}

// TestWhoMayReadSeesTheYearsListAndChangesNothing has an inspector type.
func TestWhoMayReadSeesTheYearsListAndChangesNothing(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	as := func(post office.Post) map[string]string { return map[string]string{"TRAM_TOKEN": p.tokens[post]} }
	line := []string{"file", "plan", "add", "--heading", "Văn phòng", "--short", "VP", "--title", "Hồ sơ ví dụ", "--retention", "20 năm", "--creator", "Nguyễn Văn Mẫu"}
	p.mustWith(as(office.AsClerk), "", line...)
	if all := p.mustWith(as(office.AsInspector), "", "file", "plan")["lines"].([]any); len(all) != 1 {
		t.Errorf("told %v", all)
	}
	if out, messages, code := p.with(as(office.AsInspector), "", line...); code == well {
		t.Errorf("written by an inspector: %s%s", out, messages)
	}
	if all := p.mustWith(as(office.AsClerk), "", "file", "plan")["lines"].([]any); len(all) != 1 {
		t.Errorf("now it has %v", all)
	}
}
