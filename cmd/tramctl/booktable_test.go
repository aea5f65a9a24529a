package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestProceduresComeFromATable: looked at, entered, and what is left of them is told.
func TestProceduresComeFromATable(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "thủ tục.csv")
	write := func(lines ...string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(strings.Join(append([]string{"Mã thủ tục;Tên thủ tục;Ai yêu cầu;Mức độ trực tuyến"}, lines...), "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	entered := func(made map[string]any) [2]float64 {
		return [2]float64{made["entered"].(float64), made["updated"].(float64)}
	}
	write("1.01;Một;citizens;whole", "1.02;Hai;Cho người dân, tổ chức;Chưa toàn trình")
	if made := d.must("procedure", "import", path, "--dry"); entered(made) != [2]float64{} || made["dry"] != true || made["counts"].(map[string]any)["new"] != 2.0 {
		t.Errorf("%v", made)
	}
	if made := d.must("procedure", "import", path); entered(made) != [2]float64{2, 0} {
		t.Errorf("%v", made)
	}
	write("1.01;Một;citizens;whole", "1.02;Hai mới;citizens;part")
	if made := d.must("book", "import", "thu-tuc", path); entered(made) != [2]float64{} || made["counts"].(map[string]any)["differs"] != 1.0 {
		t.Errorf("%v", made)
	}
	if made := d.must("procedure", "import", path, "--update"); entered(made) != [2]float64{0, 1} {
		t.Errorf("%v", made)
	}
	write("1.03;;citizens;whole", "1.04;Bốn;citizens;whole")
	out, messages, code := d.do("procedure", "import", path)
	if code != refused || !strings.Contains(out, `"left": "Có 1 dòng cần người xem, nên chưa ghi dòng nào.`) || !strings.Contains(out, "--rest") {
		t.Errorf("exit %d, %s%s", code, out, messages)
	}
	if made := d.must("procedure", "import", path, "--rest"); entered(made) != [2]float64{1, 0} {
		t.Errorf("%v", made)
	}
	if sheets := d.must("procedure", "list")["sheets"].([]any); len(sheets) != 3 {
		t.Errorf("%d are here", len(sheets))
	}
	if name := d.refuses("procedure", "import", filepath.Join(t.TempDir(), "không có.xlsx")); name != "original.no-such-file" {
		t.Error(name)
	}
}
