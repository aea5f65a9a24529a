package main

import (
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

// TestAnEmergencyIsCarriedThroughByTheTerminal prints a pad, works without a line, and closes
// only when each slip is accounted for.
func TestAnEmergencyIsCarriedThroughByTheTerminal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := t.TempDir()
	pad := d.must("emergency", "pad", "--slips", "4", "-o", filepath.Join(folder, "quyen.pdf"))
	number := pad["number"].(string)
	slip := func(n int) string { return office.ReceiptNumber(number, n) }
	begun := d.must("emergency", "begin", "--why", "mất mạng cả trụ sở")
	if state := begun["state"].(map[string]any); state["on"] != true || len(begun["emergencies"].([]any)) != 1 {
		t.Errorf("begun: %v", begun)
	}
	d.must("emergency", "receipt", slip(1), "--from", "Lò Văn Mẫu", "--given", "10:00 28/11/2025", "--matter", "khai sinh")
	if name := d.refuses("emergency", "receipt", "471-082-359-07-5", "--lost", "x"); name != "books.bad-receipt-number" {
		t.Errorf("told as %s", name)
	}
	d.must("emergency", "end")
	if name := d.refuses("emergency", "close"); name != "station.still-open" {
		t.Errorf("told as %s", name)
	}
	d.must("emergency", "count", number, "2")
	d.must("emergency", "receipt", slip(1), "--entered", "H12.34-261128-0007")
	said := d.says("emergency", "status")
	if !strings.Contains(said, slip(2)+"  chưa ghi lại") || strings.Contains(said, slip(1)) {
		t.Errorf("the state is told as\n%s", said)
	}
	d.must("emergency", "receipt", slip(2), "--cancel", "viết sai")
	if closed := d.must("emergency", "close"); closed["emergencies"] != nil {
		t.Errorf("closed: %v", closed)
	}
	d.must("emergency", "report", "-o", filepath.Join(folder, "doi-chieu.xlsx"))
}
