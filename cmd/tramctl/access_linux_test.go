package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/whole"
	"tram/local/whole/wholetest"
)

// deedsOf are the sentences of a journal, oldest last.
func deedsOf(t *testing.T, answer map[string]any) (said []string) {
	t.Helper()
	for _, each := range answer["deeds"].([]any) {
		d := each.(map[string]any)
		said = append(said, fmt.Sprint(d["who"], ": ", d["did"], ", ", d["kind"]))
	}
	return said
}

// TestWhoLooksThroughTheTerminalIsTold opens a record and takes it out by a token, and
// reads that in its journal.
func TestWhoLooksThroughTheTerminalIsTold(t *testing.T) {
	p := newPeopled(t)
	made := convertAll(p.desk, scans(t)[:1], "--subject", "về việc mẫu")
	code := made["code"].(string)
	p = p.staffed()
	clerk, auditor := map[string]string{"TRAM_TOKEN": p.tokens[office.AsClerk]}, map[string]string{"TRAM_TOKEN": p.tokens[office.AsInspector]}
	p.mustWith(clerk, "", "list")
	p.mustWith(clerk, "", "search", "mẫu")
	p.mustWith(clerk, "", "show", code)
	p.mustWith(clerk, "", "export", code, "-o", filepath.Join(t.TempDir(), "ra.pdf"))
	said := deedsOf(t, p.mustWith(auditor, "", "audit", "--record", code, "--limit", "2"))
	who := whoIs[office.AsClerk] + " (lệnh tự động): "
	if want := who + "Xuất ra tệp, Hồ sơ"; said[0] != want {
		t.Errorf("%q, not %q", said[0], want)
	}
	if want := who + "Mở xem, Hồ sơ"; !strings.Contains(strings.Join(said, "\n"), want) {
		t.Errorf("%q lacks %q", said, want)
	}
	if all := deedsOf(t, p.mustWith(auditor, "", "audit", "--kind", "access")); len(all) > 4 {
		t.Errorf("%d entries of four readings", len(all))
	}
}

// TestWhoMayReadReadsOnADiskThatTakesNothing has a person with an account read an office
// that cannot take down who looked.
func TestWhoMayReadReadsOnADiskThatTakesNothing(t *testing.T) {
	wholetest.Unwritable(t, func(t *testing.T, dir string, spoil func(), cause error) {
		t.Setenv("XDG_STATE_HOME", filepath.Join(dir, "state"))
		p := newPeopledAt(t, filepath.Join(dir, "dữ liệu"))
		code := convertAll(p.desk, scans(t)[:1], "--subject", "về việc mẫu")["code"].(string)
		p.mustWith(nil, p.key+"\n"+walkPassword+"\n", "user", "add", whoIs[office.AsAdmin], "--role", "admin")
		admin := map[string]string{"TRAM_PASSWORD": walkPassword}
		made := p.mustWith(admin, "", "user", "token", "--until", nextMonth, "--as", whoIs[office.AsAdmin], "--right", "read", "--right", "audit")
		token := map[string]string{"TRAM_TOKEN": made["token"].(string)}
		before := fmt.Sprint(p.mustWith(token, "", "audit")["deeds"])
		spoil()
		p.mustWith(token, "", "show", code)
		p.mustWith(token, "", "lookup", code)
		if !errors.Is(cause, whole.TooBigForDisk) { // there no disk takes a file
			p.mustWith(token, "", "export", code, "-o", filepath.Join(t.TempDir(), "bản sao.pdf"))
		}
		if after := fmt.Sprint(p.mustWith(token, "", "audit")["deeds"]); after != before {
			t.Errorf("the journal tells\n%s\nand told\n%s", after, before)
		}
	})
}
