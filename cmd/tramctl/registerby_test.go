package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

func TestThePrintedRegisterNamesWhoUnlocked(t *testing.T) {
	t.Parallel()
	p := newPeopled(t).staffed()
	clerk := map[string]string{"TRAM_TOKEN": p.tokens[office.AsClerk]}
	p.mustWith(clerk, "", "number", "open", time.Now().Format("2006"), "--anew")
	file := filepath.Join(t.TempDir(), "so.json")
	p.mustWith(clerk, "", "print-register", "in", "-o", file, "--clerk", "Người Khác")
	var is struct{ By string }
	if raw, err := os.ReadFile(file); err != nil || json.Unmarshal(raw, &is) != nil || is.By != whoIs[office.AsClerk] {
		t.Errorf("it names %q, %v", is.By, err)
	}
}
