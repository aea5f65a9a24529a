package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestADayIsClosedFromTheTerminalAndItsPaperVerifies closes a day as an office does it:
// look, close, print to a file, verify the file and a photo of it, print it again.
func TestADayIsClosedFromTheTerminalAndItsPaperVerifies(t *testing.T) {
	d := newDesk(t)
	code := convertAll(d, scans(t)[:1])["code"].(string)
	draft := d.must("day", "show")["draft"].(map[string]any)
	if draft["no"] != float64(1) || draft["count"].(map[string]any)["digitised"] != float64(1) {
		t.Errorf("%v", draft)
	}
	file, printed := filepath.Join(t.TempDir(), "tờ.pdf"), filepath.Join(t.TempDir(), "in.pdf")
	sheet := d.must("day", "close", "-o", file)["sheet"].(map[string]any)
	head := sheet["head"].(map[string]any)
	if said := tool(t, "qpdf", "--check", file); !strings.Contains(said, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says %s", said)
	}
	words := strings.Join(strings.Fields(tool(t, "pdftotext", "-layout", file, "-")), " ")
	hash := head["hash"].(string)
	for _, want := range []string{officeName, code, hash[:4] + " " + hash[4:8] + " " + hash[8:12] + " " + hash[12:16]} {
		if !strings.Contains(words, want) {
			t.Errorf("the sheet does not say %q:\n%s", want, words)
		}
	}
	shot := filepath.Join(t.TempDir(), "ảnh.jpg")
	tool(t, "pdftoppm", "-r", "150", "-png", "-singlefile", file, shot)
	tool(t, "convert", shot+".png", "-background", "white", "-rotate", "-3", "-seed", "3", "-attenuate", "0.3", "+noise", "Gaussian", "-quality", "55", shot)
	for _, what := range []string{file, shot} {
		proof := d.must("verify", "--offline", what)
		got, is := proof["sheet"].(map[string]any)
		if !is || got["finding"] != "stands" || proof["verdict"] != "valid" || got["head"].(map[string]any)["hash"] != hash {
			t.Errorf("%s: %v", filepath.Base(what), proof)
		}
	}
	d.must("verify", "--journal", "--head", hash[:4]+" "+hash[4:8]+" "+hash[8:12]+" "+hash[12:16])
	day := sheet["day"].(string)
	again := d.must("day", "print", day, "--to-file", printed)["sheet"].(map[string]any)
	one, err1 := os.ReadFile(file)
	two, err2 := os.ReadFile(printed)
	if err1 != nil || err2 != nil || string(one) != string(two) || len(again["prints"].([]any)) != 1 {
		t.Errorf("printed again it is not the same: %v %v %v", err1, err2, again["prints"])
	}
	if list := d.must("day", "list"); len(list["sheets"].([]any)) != 1 || len(list["open"].([]any)) != 0 {
		t.Errorf("%v", list)
	}
	if why := d.refuses("day", "close", "-o", file); why != "tramctl.file-taken" {
		t.Errorf("over a file that is there: %s", why)
	}
	if why := d.refuses("day", "close", "--printer", "không-có"); why != "tramctl.closed-not-out" {
		t.Errorf("to a printer that there is not: %s", why)
	}
	if list := d.must("day", "list"); len(list["sheets"].([]any)) != 2 {
		t.Errorf("%v", list)
	}
	if why := d.refuses("day", "show", "32/13/2026"); why != "dayend.no-day" {
		t.Errorf("%s", why)
	}
	elsewhere := newDesk(t)
	proof := elsewhere.must("verify", "--offline", file)
	if proof["verdict"] != "reservation" || proof["sheet"].(map[string]any)["finding"] != nil {
		t.Errorf("at another office: %v", proof)
	}
}
